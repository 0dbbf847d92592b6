"""The accounts of the window: how often each thing is said in it, and what sets two of them apart or together."""

import math
from array import array
from collections.abc import Mapping, Sequence
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
Mask = NDArray[np.bool_]

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
_ROUGH = 2e-4  # what rounding to four places and the order in which a matrix is multiplied may change of a cosine
_LOGS = np.log(np.arange(1.0, 2.0**16 + 1))  # of a count and one


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
        # Of each id how many accounts have it, twice; the last bit marks those of the account that is being compared.
        self._counts = np.zeros(1 << BITS, dtype=np.int32)
        self._found: dict[int, array[int]] = {}
        self._free: list[int] = []
        self._used = 0
        self._arrived = 0
        self._at: list[Entry | None] = []
        self._languages: dict[str, int] = {}
        self._sum = np.zeros(SIZE, dtype=np.float64)
        self._vectors = np.zeros((0, SIZE), dtype=np.float32)
        self._likened: dict[ArticleId, tuple[Floats, Floats]] = {}  # vectors, and their cosines with what was in then
        self._likened_at = 0  # accounts had arrived
        self._rows = np.zeros(0, dtype=_ROW)
        self._sizes = np.zeros((0, len(KINDS)), dtype=np.intp)

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
        self._counts[entry.traits.ids] += 2
        self._sizes[place] = entry.traits.sizes
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
        self._counts[entry.traits.ids] -= 2
        for key in set(entry.traits.keys.tolist()):
            places = self._found[key]
            places.remove(entry.place)
            if not places:
                del self._found[key]
        self._at[entry.place] = None
        self._free.append(entry.place)
        return entry

    def liken(self, vectors: Mapping[ArticleId, Floats]) -> None:
        """Compare the vectors of accounts that are asked for next with all that is in, which costs far less at once."""
        self._likened_at = self._arrived
        found = np.reshape(list(vectors.values()), (-1, SIZE)) @ self._vectors[: self._used].T
        self._likened = dict(zip(vectors, zip(vectors.values(), found, strict=True), strict=True))

    def candidates(self, entry: Entry, span_seconds: float) -> list[Entry]:
        """The accounts that may tell the same: nearest by vector, by rare words, sounds and names; in order of arrival."""
        alike, _ = self._likest(entry, span_seconds, _ALIKE, _NEAREST)
        chosen = {*alike.tolist(), *self._sharing(entry, span_seconds).tolist()}
        found = [other for place in chosen if (other := self._at[place]) is not None]
        return sorted(found, key=lambda other: other.number)

    def nearest(self, entry: Entry, most: int) -> tuple[tuple[ArticleId, float], ...]:
        """The accounts whose vectors are most like one's, with their cosines, the nearest first."""
        places, cosines = self._likest(entry, math.inf, 0, most)
        found = zip((self._at[place] for place in places.tolist()), cosines.tolist(), strict=True)
        return tuple((other.account.id, cosine) for other, cosine in found if other is not None)

    def features(self, entry: Entry, others: Sequence[Entry]) -> Wide:
        """What sets an account and each of some others apart or together, one row each of `FEATURES`."""
        places = np.array([other.place for other in others], dtype=np.intp)
        rows, own = self._rows[places], self._rows[entry.place]
        same = (rows["language"] == own["language"]) & (own["language"] >= 0)
        reached = np.where(same, np.maximum(rows["reach"] * own["reach"], _UNREACHED), rows["reach"] * own["reach"])
        reached = np.where(rows["has_vector"] & own["has_vector"], reached, 0)
        both = rows["has_text"] & own["has_text"] & same  # two texts in different languages share no words
        shared = self._compared(entry, others, self._sizes[places], both)
        cosine, centred = self._alike(entry, places)
        timed = rows["is_timed"] & own["is_timed"]
        hours = np.abs(rows["at"] - own["at"]) / 3600
        numbers = shared.sums["numbers"] > 0
        stated = (shared.sizes["numbers"] > 0) & bool(entry.traits.sizes[KINDS.index("numbers")])
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
            "words": shared.cosines["words"],
            "pairs": shared.cosines["pairs"],
            "has_texts": both,
        }
        return np.array([columns[name] for name in FEATURES], dtype=np.float64).T

    def _near(self, entry: Entry, places: Places, span_seconds: float) -> Places:
        """Those of some places that hold another account of about the same time, or of none."""
        rows, own = self._rows[places], self._rows[entry.place]
        is_near = ~(rows["is_timed"] & own["is_timed"]) | (np.abs(rows["at"] - own["at"]) <= span_seconds)
        return np.asarray(places[rows["is_in"] & is_near & (places != entry.place)])

    def _likest(self, entry: Entry, span_seconds: float, least: float, most: int) -> tuple[Places, Floats]:
        """The places whose vectors are most like one's and more than `least`, the likest first, and their cosines."""
        if not self._rows["has_vector"][entry.place]:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
        rough = self._rough(entry)
        places = self._near(entry, np.flatnonzero(rough > least - _ROUGH), span_seconds)
        reached = self._reached(entry, places, rough[places])
        places = places[reached >= _least_of(reached, most) - _ROUGH]
        exact = np.round(_dots(self._vectors[places], self._vectors[entry.place]), 4)
        cosines = self._reached(entry, places, exact)
        order = np.lexsort((-self._rows["number"][places], -cosines))
        order = order[cosines[order] > least][:most]
        return places[order], cosines[order]

    def _rough(self, entry: Entry) -> Floats:
        """The cosines with all that is in, but for the last digits."""
        own = self._vectors[entry.place]
        vector, known = self._likened.get(entry.account.id, (None, None))
        if vector is None or known is None or not np.array_equal(vector, own):
            return np.asarray(self._vectors[: self._used] @ own)
        found = np.zeros(self._used, dtype=np.float32)
        found[: len(known)] = known
        since = np.flatnonzero(self._rows["number"][: self._used] >= self._likened_at)
        found[since] = self._vectors[since] @ own
        return found

    def _reached(self, entry: Entry, places: Places, cosines: Floats) -> Floats:
        rows, own = self._rows[places], self._rows[entry.place]
        factors = np.where(rows["language"] == own["language"], 1, rows["reach"] * own["reach"])
        return np.asarray(cosines * factors, dtype=np.float32)

    def _sharing(self, entry: Entry, span_seconds: float) -> Places:
        """Those places that share most of what is rare in the window; the latest of equals."""
        limit = max(_COMMON_AT_LEAST, _COMMON * len(self))
        found: list[NDArray[np.int32]] = []
        values: list[float] = []
        for key, weight in zip(entry.traits.keys.tolist(), self._weights(entry.traits.keys).tolist(), strict=True):
            having = self._found[key]
            if len(having) <= limit:
                found.append(np.frombuffer(having[-_LATEST:], dtype=np.int32))
                values.append(weight)
        if not found:
            return np.zeros(0, dtype=np.intp)
        sums = np.bincount(np.concatenate(found), np.repeat(values, [len(some) for some in found]), self._used)
        places = self._near(entry, np.flatnonzero(sums), span_seconds)
        scores = np.round(sums[places], 3).astype(np.float32)
        likest = np.flatnonzero((scores > 0) & (scores >= _least_of(scores, _NEAREST)))
        order = np.lexsort((-self._rows["number"][places[likest]], -scores[likest]))
        return np.asarray(places[likest[order[:_NEAREST]]])

    def _alike(self, entry: Entry, places: Places) -> tuple[Floats, Floats]:
        """The cosines with some accounts, plain and about the mean of the window."""
        number = max(1, len(self))
        mean = (self._sum / number * min(1.0, number / _FEW)).astype(np.float32)
        own, theirs = self._vectors[entry.place], self._vectors[places]
        cosines = _dots(theirs, own)
        own, theirs = own - mean, theirs - mean
        lengths = np.sqrt(np.einsum("ij,ij->i", theirs, theirs) * (own @ own)) + 1e-9
        return cosines, np.asarray(_dots(theirs, own) / lengths)

    def _weights(self, ids: NDArray[np.int32]) -> Floats:
        """How much it says that an account has each of some things: the logarithm of how few have it."""
        return self._weighed(self._counts[ids])

    def _weighed(self, counts: NDArray[np.int32]) -> Floats:
        said = _LOGS.take(counts >> 1, mode="clip")
        return np.asarray(math.log(len(self) + _SMOOTH) - said, dtype=np.float32)

    def _compared(self, entry: Entry, others: Sequence[Entry], sizes: Places, with_texts: Mask) -> "_Shared":
        """What an account shares with others, without what is of texts where they are not to be compared."""
        ids = entry.traits.ids
        own = np.sqrt(_by_kind(self._weights(ids) ** 2, _runs(np.array(entry.traits.sizes)), (1, len(KINDS))))
        sizes[~with_texts, KINDS.index("words") :] = 0
        ends = sizes.sum(axis=1).tolist()
        theirs = np.concatenate([other.traits.ids[:end] for other, end in zip(others, ends, strict=True)])
        self._counts[ids] |= 1
        counts = self._counts[theirs]
        self._counts[ids] &= ~1
        weights, runs = self._weighed(counts), _runs(sizes)
        lengths = np.sqrt(_by_kind(weights**2, runs, sizes.shape))
        both = np.flatnonzero(counts & 1)
        weights, runs = weights[both], runs[both]
        dots, most = _by_kind(weights**2, runs, sizes.shape), np.zeros(sizes.size)
        if len(runs):
            firsts = np.flatnonzero(np.diff(runs, prepend=-1))
            most[runs[firsts]] = np.maximum.reduceat(weights, firsts)
        return _Shared(
            dict(zip(KINDS, (dots / (own * lengths + 1e-6)).T, strict=True)),
            dict(zip(KINDS, (dots / (np.minimum(own, lengths) ** 2 + 1e-6)).T, strict=True)),
            dict(zip(KINDS, _by_kind(weights, runs, sizes.shape).T, strict=True)),
            dict(zip(KINDS, most.reshape(sizes.shape).T, strict=True)),
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
            self._sizes = np.concatenate([self._sizes, np.zeros((more, len(KINDS)), dtype=np.intp)])
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


def _dots(rows: Floats, vector: Floats) -> Floats:
    """The products of rows and a vector, of each row the same whatever stands beside it, as a matrix's are not."""
    return np.asarray(np.einsum("ij,j->i", rows, vector))


def _least_of(scores: Floats, most: int) -> float:
    """The least of the `most` highest scores."""
    return float(np.partition(scores, -most)[-most]) if len(scores) > most else -math.inf


def _runs(sizes: "NDArray[np.intp]") -> Places:
    """For each id the number of its run: one for each kind of each account."""
    return np.repeat(np.arange(sizes.size), sizes.ravel())


def _by_kind(values: Floats, runs: Places, shape: tuple[int, ...]) -> Wide:
    """The sums of values by run, a row for each account and a column for each kind."""
    return np.bincount(runs, values, math.prod(shape)).astype(np.float64).reshape(shape)
