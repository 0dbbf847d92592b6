"""The accounts of the window: how often each thing is said in it, and what sets two of them apart or together."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glosswire.model import Account, ArticleId
from glosswire.stories.embed import SIZE, reach
from glosswire.stories.traits import BITS, KINDS, Traits, told, traits_of
from glosswire.text.reach import base_of

Places = NDArray[np.intp]
Floats = NDArray[np.float32]
Wide = NDArray[np.float64]

# What is weighed of a pair, in the order of its columns (docs/design/stories.md says what each is).
FEATURES = (
    "cosine", "centred", "stems", "stem_sum", "stem_most", "pieces", "sound_sum", "sound_most", "name_sum",
    "name_most", "gap", "is_timed", "is_same_language", "reach", "numbers", "is_other_number", "shortness", "within",
    "words", "pairs", "has_texts",
)  # fmt: skip

# Further words of a text that is long enough to be compared: in fewer, chance decides (by eye).
_TEXT_WORDS = 25
_NEAREST = 60  # candidates by the encoder, and as many by what they share
_ALIKE = 0.25  # cosine under which the encoder finds none, by eye: no figure was tuned on it
_COMMON = 0.1  # of the window: what more accounts have finds none
_COMMON_AT_LEAST = 100
_LATEST = 300  # accounts looked at of those that have one thing
_SMOOTH = 30  # accounts added to the window's number, so that the first ones' words do not all seem common
_FEW = 100  # accounts before their mean vector counts in full
_UNREACHED = 0.3  # of the encoder between accounts of one language, known or not: what they share by letters alone


@dataclass(frozen=True, slots=True)
class Entry:
    """An account in the window: its place in the arrays, its number in order of arrival, and how it is compared."""

    account: Account
    place: int
    number: int
    traits: Traits


class Window:
    """Accounts by their ids, what they share, and their vectors; nothing here depends on accounts that have left."""

    def __init__(self) -> None:
        self.entries: dict[ArticleId, Entry] = {}
        self._counts = np.zeros(1 << BITS, dtype=np.int32)
        self._marked = np.zeros(1 << BITS, dtype=np.float32)
        self._found: dict[int, array[int]] = {}
        self._free: list[int] = []
        self._used = 0
        self._arrived = 0
        self._at: list[Entry | None] = []
        self._languages: dict[str, int] = {}
        self._sum = np.zeros(SIZE, dtype=np.float64)
        self._vectors = np.zeros((0, SIZE), dtype=np.float32)
        self._rows = np.zeros(0, dtype=_ROW)

    def __len__(self) -> int:
        return len(self.entries)

    def put(self, account: Account, vector: Floats | None) -> Entry:
        """Take an account in; one that is in already must be taken out first."""
        place = self._take_place()
        entry = Entry(account, place, self._arrived, traits_of(account))
        self._arrived += 1
        self._vectors[place] = 0 if vector is None else vector
        self._sum += self._vectors[place]
        self._rows[place] = _row(entry, vector is not None, self._language(told(account).language))
        self._counts[entry.traits.ids] += 1
        for key in set(entry.traits.keys.tolist()):
            self._found.setdefault(key, array("i")).append(place)
        self.entries[account.id] = entry
        self._at[place] = entry
        return entry

    def take(self, article_id: ArticleId) -> Entry:
        """Take an account out, and all that is known of it."""
        entry = self.entries.pop(article_id)
        self._sum -= self._vectors[entry.place]
        self._vectors[entry.place] = 0
        self._rows[entry.place]["is_in"] = False
        self._counts[entry.traits.ids] -= 1
        for key in set(entry.traits.keys.tolist()):
            places = self._found[key]
            places.remove(entry.place)
            if not places:
                del self._found[key]
        self._at[entry.place] = None
        self._free.append(entry.place)
        return entry

    def vector(self, article_id: ArticleId) -> Floats:
        """The vector of an account that is in; all zero where it has none."""
        return np.array(self._vectors[self.entries[article_id].place])

    def candidates(self, entry: Entry, span_seconds: float) -> list[Entry]:
        """The accounts that may tell the same: nearest by vector, by rare words, sounds and names; in order of arrival."""
        rows = self._rows[: self._used]
        near = self._near(entry, rows, span_seconds)
        if not near.any():
            return []
        cosines = self._reached(entry, rows, self._cosines(entry))
        chosen = {*self._best(cosines, near & (cosines > _ALIKE), rows), *self._best(self._shared(entry), near, rows)}
        return sorted(self._entries(chosen), key=lambda other: other.number)

    def nearest(self, entry: Entry, most: int) -> tuple[tuple[ArticleId, float], ...]:
        """The accounts whose vectors are most like one's, with their cosines, the nearest first."""
        rows = self._rows[: self._used]
        cosines = self._reached(entry, rows, self._cosines(entry))
        is_other = rows["is_in"] & rows["has_vector"] & (rows["number"] != entry.number) & (cosines > 0)
        places = np.flatnonzero(is_other)
        order = np.lexsort((rows["number"][places], -cosines[places]))[:most]
        found = [(self._at[int(place)], float(cosines[place])) for place in places[order]]
        return tuple((other.account.id, cosine) for other, cosine in found if other is not None)

    def features(self, entry: Entry, others: Sequence[Entry]) -> Wide:
        """What sets an account and each of some others apart or together, one row each of `FEATURES`."""
        places = np.array([other.place for other in others], dtype=np.intp)
        rows, own = self._rows[places], self._rows[entry.place]
        shared = self._compared(entry, others)
        same = (rows["language"] == own["language"]) & (own["language"] >= 0)
        reached = np.where(same, np.maximum(rows["reach"] * own["reach"], _UNREACHED), rows["reach"] * own["reach"])
        reached = np.where(rows["has_vector"] & own["has_vector"], reached, 0)
        cosine, centred = self._alike(entry, places)
        timed = rows["is_timed"] & own["is_timed"]
        hours = np.abs(rows["at"] - own["at"]) / 3600
        numbers = shared.sums["numbers"] > 0
        stated = (shared.sizes["numbers"] > 0) & bool(entry.traits.sizes[KINDS.index("numbers")])
        both = rows["has_text"] & own["has_text"] & same  # two texts in different languages share no words
        columns = {
            "cosine": cosine * reached,
            "centred": centred * reached,
            "stems": shared.cosines["stems"],
            "stem_sum": np.minimum(shared.sums["stems"], 40) / 10,
            "stem_most": shared.most["stems"] / 8,
            "pieces": shared.cosines["pieces"],
            "sound_sum": np.minimum(shared.sums["sounds"], 40) / 10,
            "sound_most": shared.most["sounds"] / 8,
            "name_sum": np.minimum(shared.sums["names"], 20) / 10,
            "name_most": shared.most["names"] / 8,
            "gap": np.log1p(hours) / 4 * timed,
            "is_timed": timed,
            "is_same_language": same,
            "reach": rows["reach"] * own["reach"],
            "numbers": numbers,
            "is_other_number": stated & ~numbers,
            "shortness": 1 / (1 + np.minimum(rows["length"], own["length"]) / 5),
            "within": shared.within["stems"],
            "words": shared.cosines["words"] * both,
            "pairs": shared.cosines["pairs"] * both,
            "has_texts": both,
        }
        return np.stack([columns[name].astype(np.float64) for name in FEATURES], axis=1)

    def _near(self, entry: Entry, rows: "NDArray[np.void]", span_seconds: float) -> NDArray[np.bool_]:
        """Which places hold another account of about the same time, or of none."""
        own = rows[entry.place]
        near = rows["is_in"] & (
            ~(rows["is_timed"] & own["is_timed"]) | (np.abs(rows["at"] - own["at"]) <= span_seconds)
        )
        near[entry.place] = False
        return np.asarray(near, dtype=np.bool_)

    def _cosines(self, entry: Entry) -> Floats:
        # Rounded, so that what stands in another row of the same matrix compares as equal.
        return np.asarray(np.round(self._vectors[: self._used] @ self._vectors[entry.place], 4), dtype=np.float32)

    def _reached(self, entry: Entry, rows: "NDArray[np.void]", cosines: Floats) -> Floats:
        own = rows[entry.place]
        factors = np.where(rows["language"] == own["language"], 1, rows["reach"] * own["reach"])
        return np.asarray(cosines * factors, dtype=np.float32)

    def _shared(self, entry: Entry) -> Floats:
        """By how much each account shares what is rare in the window."""
        limit = max(_COMMON_AT_LEAST, _COMMON * len(self))
        keys = entry.traits.keys.tolist()
        weights = self._weights(entry.traits.keys).tolist()
        found: list[NDArray[np.int32]] = []
        values: list[float] = []
        for key, weight in zip(keys, weights, strict=True):
            places = self._found[key]
            if len(places) <= limit:
                found.append(np.frombuffer(places, dtype=np.int32)[-_LATEST:].copy())
                values.append(weight)
        scores = np.zeros(self._used, dtype=np.float32)
        if found:
            lengths = [len(places) for places in found]
            sums = np.bincount(np.concatenate(found), np.repeat(values, lengths), self._used)
            scores[:] = np.round(sums, 3)
        return scores

    def _best(self, scores: Floats, near: NDArray[np.bool_], rows: "NDArray[np.void]") -> list[int]:
        """The places with the highest scores over nothing; the latest of equals."""
        places = np.flatnonzero(near & (scores > 0))
        if len(places) > _NEAREST:
            least = np.partition(scores[places], -_NEAREST)[-_NEAREST]
            places = places[scores[places] >= least]
        order = np.lexsort((-rows["number"][places], -scores[places]))
        return [int(place) for place in places[order][:_NEAREST]]

    def _entries(self, places: set[int]) -> Iterator[Entry]:
        for place in places:
            entry = self._at[place]
            if entry is not None:
                yield entry

    def _alike(self, entry: Entry, places: Places) -> tuple[Floats, Floats]:
        """The cosines with some accounts, plain and about the mean of the window."""
        number = max(1, len(self))
        mean = (self._sum / number * min(1.0, number / _FEW)).astype(np.float32)
        own, theirs = self._vectors[entry.place], self._vectors[places]
        lengths = np.linalg.norm(theirs - mean, axis=1) * np.linalg.norm(own - mean) + 1e-9
        return np.asarray(theirs @ own), np.asarray((theirs - mean) @ (own - mean) / lengths)

    def _weights(self, ids: NDArray[np.int32]) -> Floats:
        """How much it says that an account has each of some things: the logarithm of how few have it."""
        return np.asarray(np.log((len(self) + _SMOOTH) / (self._counts[ids] + 1.0)).clip(0), dtype=np.float32)

    def _compared(self, entry: Entry, others: Sequence[Entry]) -> "_Shared":
        ids = entry.traits.ids
        weights = self._weights(ids)
        own = np.sqrt(_by_kind(weights * weights, np.array([entry.traits.sizes])))
        self._marked[ids] = weights
        theirs = np.concatenate([other.traits.ids for other in others])
        sizes = np.array([other.traits.sizes for other in others])
        marks, all_weights = self._marked[theirs], self._weights(theirs)
        self._marked[ids] = 0
        dots = _by_kind(marks * marks, sizes)
        lengths = np.sqrt(_by_kind(all_weights * all_weights, sizes))
        return _Shared(
            dict(zip(KINDS, (dots / (own * lengths + 1e-6)).T, strict=True)),
            dict(zip(KINDS, (dots / (np.minimum(own, lengths) ** 2 + 1e-6)).T, strict=True)),
            dict(zip(KINDS, _by_kind(marks, sizes).T, strict=True)),
            dict(zip(KINDS, _most_by_kind(marks, sizes).T, strict=True)),
            dict(zip(KINDS, sizes.T, strict=True)),
        )

    def _language(self, language: str) -> int:
        base = base_of(language)
        return self._languages.setdefault(base, len(self._languages)) if base not in ("", "und") else -1

    def _take_place(self) -> int:
        if self._free:
            return self._free.pop()
        if self._used == len(self._vectors):
            more = max(256, self._used)
            self._vectors = np.concatenate([self._vectors, np.zeros((more, SIZE), dtype=np.float32)])
            self._rows = np.concatenate([self._rows, np.zeros(more, dtype=_ROW)])
            self._at += [None] * more
        self._used += 1
        return self._used - 1


_ROW = np.dtype(
    [
        ("is_in", np.bool_),
        ("number", np.int64),
        ("at", np.float64),
        ("is_timed", np.bool_),
        ("language", np.int32),
        ("reach", np.float32),
        ("has_vector", np.bool_),
        ("has_text", np.bool_),
        ("length", np.float32),
    ]
)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What one account and others share, by kind: cosines, shares of the lesser, sums and greatest of weights."""

    cosines: dict[str, Wide]
    within: dict[str, Wide]
    sums: dict[str, Wide]
    most: dict[str, Wide]
    sizes: dict[str, NDArray[np.intp]]


def _row(entry: Entry, has_vector: bool, language: int) -> tuple[object, ...]:
    account = entry.account
    at = account.at.timestamp() if account.at else 0.0
    seen = told(account).language
    length = entry.traits.sizes[0]
    has_text = entry.traits.sizes[KINDS.index("words")] - length >= _TEXT_WORDS
    return True, entry.number, at, account.at is not None, language, reach(seen), has_vector, has_text, length


def _by_kind(values: Floats, sizes: "NDArray[np.intp]") -> Wide:
    """The sums of runs of values, one run for each kind of each account."""
    runs = np.repeat(np.arange(sizes.size), sizes.ravel())
    return np.asarray(np.bincount(runs, values, sizes.size), dtype=np.float64).reshape(sizes.shape)


def _most_by_kind(values: Floats, sizes: "NDArray[np.intp]") -> Wide:
    found = np.zeros(sizes.size)
    flat = sizes.ravel()
    filled = np.flatnonzero(flat)
    if len(filled):
        starts = np.concatenate([[0], np.cumsum(flat)[:-1]])
        found[filled] = np.maximum.reduceat(values, starts[filled])
    return found.reshape(sizes.shape)
