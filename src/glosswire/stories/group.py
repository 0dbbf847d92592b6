"""Group accounts into stories as they come, across languages, over a sliding window; each is looked at once."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

import numpy as np

from glosswire.model import Account, ArticleId, Copy, Membership, StoryId, Ties, Vector
from glosswire.stories.embed import MODEL, SIZE, Encoder
from glosswire.stories.odds import Odds, load_odds
from glosswire.stories.ties import TieTable
from glosswire.stories.traits import told
from glosswire.stories.window import Entry, Floats, Window

WINDOW = timedelta(hours=72)
# Accounts in the window at most, so that memory and cost have a limit whatever comes: 6,000 a day for three days.
MOST = 20_000
AT_ONCE = 128  # accounts whose vectors are compared with all of the window at once

# Measured by halves of three collections (docs/quality.md, "Stories"): an article joins a story when the mean of its
# log-odds with the five reports that it is most like is over `_JOINS`. What is not among its candidates counts `_OTHER`.
_JOINS = 1.0
_LIKEST = 5
_OTHER = -6.0
_NOWHERE = StoryId("")


class Grouper:
    """The stories of the window. What it answers depends on the accounts in it, their stories and their order alone."""

    def __init__(
        self, encoder: Encoder | None, window: timedelta = WINDOW, most: int = MOST, odds: Odds | None = None
    ) -> None:
        self.window = Window()
        self.ties = TieTable()
        self.span = window
        self.fresh: set[ArticleId] = set()  # that no sweep has seen yet
        self._encoder = encoder
        self._most = most
        self._odds = odds or load_odds(encoder is not None)
        self._stories: dict[StoryId, dict[ArticleId, None]] = {}
        self._story_of: dict[ArticleId, StoryId] = {}
        self._originals: dict[ArticleId, ArticleId] = {}  # of those that are copies
        self._by_time: list[tuple[float, int, ArticleId]] = []

    def __len__(self) -> int:
        return len(self.window)

    def embed(self, accounts: Sequence[Account]) -> list[Vector | None]:
        """Make the vectors of several accounts at once, which is cheaper than one by one; None without an encoder."""
        if self._encoder is None:
            return [None] * len(accounts)
        rows = self._encoder.embed([told(account).title for account in accounts])
        halves = rows.astype("<f2")
        return [Vector(a.id, MODEL, row.tobytes()) for a, row in zip(accounts, halves, strict=True)]

    def liken(self, vectors: Sequence[Vector | None]) -> None:
        """Compare the vectors of the next accounts with all of the window, `AT_ONCE` at most: dearer one by one."""
        usable = {vector.article_id: _values(vector) for vector in vectors[:AT_ONCE] if vector and _is_usable(vector)}
        self.window.liken(usable)

    def add(self, account: Account, vector: Vector | None = None, copy: Copy | None = None) -> Membership:
        """Say which story an account belongs to, a copy to that of its text; one that is in already is looked at again.

        As when its English came, or other words. Among other reports it stays, until a sweep finds that it does not.
        """
        before = self._story_of.get(account.id)
        stays = before is not None and len(self._stories[before]) > 1
        if before is not None:
            self._leave(account.id)
        entry = self._put(account, vector)
        odds = self._weighed(entry)
        of = self._story_of.get(copy.of) if copy else None
        if before is not None and stays:
            chosen = Membership(before, account.id)
        elif copy is not None and of is not None:
            chosen = Membership(of, account.id, copy.share)
        else:
            chosen = self._choose(entry, odds) or Membership(before or self.unused(account.id), account.id)
        self._enter(entry, chosen.story_id, odds, copy)
        return chosen

    def recall(
        self,
        account: Account,
        membership: Membership,
        vector: Vector | None = None,
        is_swept: bool = True,
        odds: Mapping[ArticleId, float] | None = None,
        copy: Copy | None = None,
    ) -> None:
        """Take an account with the story and the log-odds that it was given before; `is_swept`: a sweep has seen it there."""
        entry = self._put(account, vector)
        self._enter(entry, membership.story_id, self._weighed(entry) if odds is None else odds, copy)
        if is_swept:
            self.fresh.discard(account.id)

    def expire(self, now: datetime | None) -> tuple[Membership, ...]:
        """Let go the accounts that are older than the window or too many for it; say where each was at last.

        Those without a time stay until they are too many. To be called before each account or each few of them.
        """
        gone: list[Membership] = []
        before = float("-inf") if now is None else now.timestamp() - self.span.total_seconds()
        while self._by_time and self._by_time[0][0] < before:
            _, number, article_id = heapq.heappop(self._by_time)
            entry = self.window.entries.get(article_id)
            if entry is not None and entry.number == number:
                gone.append(self._leave(article_id))
        while len(self.window) > self._most:
            gone.append(self._leave(next(iter(self.window.entries))))
        return tuple(gone)

    def story_of(self, article_id: ArticleId) -> StoryId | None:
        """The story that an account of the window belongs to now; None if it is not in it."""
        return self._story_of.get(article_id)

    def original(self, article_id: ArticleId) -> ArticleId:
        """What an account of the window copies, whether that is in it or not; the account itself if it copies nothing."""
        return self._originals.get(article_id, article_id)

    def near(self, article_id: ArticleId, most: int) -> tuple[tuple[ArticleId, float], ...]:
        """The accounts whose vectors are most like one's, with their cosines, the nearest first."""
        entry = self.window.entries.get(article_id)
        return () if entry is None else self.window.nearest(entry, most)

    def members(self, story_id: StoryId) -> tuple[Entry, ...]:
        """The reports of a story that are in the window, in the order in which they came."""
        return tuple(self.window.entries[article_id] for article_id in self._stories.get(story_id, ()))

    def tied(self, article_id: ArticleId) -> Ties | None:
        """The accounts that may tell of the same event as one, with the log-odds that they do; None if it is not here."""
        return tuple(self.ties.of(article_id).items()) if article_id in self._story_of else None

    def size(self, story_id: StoryId) -> int:
        """How many reports of a story are in the window."""
        return len(self._stories.get(story_id, ()))

    def unused(self, first: ArticleId, out_of: StoryId = _NOWHERE, taken: Collection[StoryId] = ()) -> StoryId:
        """The id of a story that an article begins, perhaps one of another story, and that is no story's of the window."""
        made = make_story_id(first, out_of)
        while made in taken or made in self._stories:
            made = make_story_id(first, made)
        return made

    def first(self, story_id: StoryId) -> Entry:
        """The first report of a story of the window."""
        return self.window.entries[next(iter(self._stories[story_id]))]

    def odds(self, entry: Entry, others: Sequence[Entry]) -> list[float]:
        """The log-odds that each of some accounts tells of the same event as one."""
        if not others:
            return []
        values: list[float] = np.round(self._odds.of(self.window.features(entry, others)), 4).tolist()
        return values

    def move(self, articles: Sequence[ArticleId], story_id: StoryId) -> None:
        """Put reports into another story."""
        for article_id in articles:
            self._part(article_id)
        kept = {**self._stories.get(story_id, {}), **dict.fromkeys(articles)}
        order = sorted(kept, key=lambda one: self.window.entries[one].number)
        self._stories[story_id] = dict.fromkeys(order)
        self._story_of |= dict.fromkeys(articles, story_id)

    def _put(self, account: Account, vector: Vector | None) -> Entry:
        entry = self.window.put(account, self._values_of(account, vector))
        if account.entered_at is not None:
            heapq.heappush(self._by_time, (account.entered_at.timestamp(), entry.number, account.id))
        return entry

    def _values_of(self, account: Account, vector: Vector | None) -> Floats | None:
        if self._encoder is None:
            return None
        made = vector if vector is not None and _is_usable(vector) else self.embed([account])[0]
        return None if made is None else _values(made)

    def _weighed(self, entry: Entry) -> Mapping[ArticleId, float]:
        """The log-odds of an account with those of the window that may tell the same."""
        others = self.window.candidates(entry, self.span.total_seconds())
        return {other.account.id: value for other, value in zip(others, self.odds(entry, others), strict=True)}

    def _choose(self, entry: Entry, odds: Mapping[ArticleId, float]) -> Membership | None:
        """The story whose reports an account is most like, with its log-odds; None where none is like it."""
        found: dict[StoryId, list[float]] = defaultdict(list)
        for article_id, value in odds.items():
            found[self._story_of[article_id]].append(value)
        scores = {story: self._belongs(story, values) for story, values in found.items() if max(values) > _JOINS}
        best = max(scores, key=lambda story_id: scores[story_id], default=None)  # the earliest of equals
        return None if best is None or scores[best] <= _JOINS else Membership(best, entry.account.id, scores[best])

    def _belongs(self, story_id: StoryId, values: list[float]) -> float:
        counted = min(_LIKEST, len(self._stories[story_id]))
        likest = sorted(values, reverse=True)[:counted]
        return round((sum(likest) + _OTHER * (counted - len(likest))) / counted, 4)

    def _enter(self, entry: Entry, story_id: StoryId, odds: Mapping[ArticleId, float], copy: Copy | None) -> None:
        self.ties.put(entry.account.id, odds)
        if copy is not None:
            self._originals[entry.account.id] = copy.of
        self._story_of[entry.account.id] = story_id
        self._stories.setdefault(story_id, {})[entry.account.id] = None
        self.fresh.add(entry.account.id)

    def _leave(self, article_id: ArticleId) -> Membership:
        self._part(article_id)
        self.fresh.discard(article_id)
        self.ties.take(article_id)
        self._originals.pop(article_id, None)
        self.window.take(article_id)
        return Membership(self._story_of.pop(article_id), article_id)

    def _part(self, article_id: ArticleId) -> None:
        story_id = self._story_of[article_id]
        del self._stories[story_id][article_id]
        if not self._stories[story_id]:
            del self._stories[story_id]


def make_story_id(first: ArticleId, out_of: StoryId = _NOWHERE) -> StoryId:
    """The id of a story that begins with an article, perhaps one that was in another story: it depends on these alone."""
    return StoryId(blake2b(f"story {first} {out_of}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest())


def _is_usable(vector: Vector) -> bool:
    return vector.model == MODEL and len(vector.values) == 2 * SIZE


def _values(vector: Vector) -> Floats:
    return np.frombuffer(vector.values, dtype="<f2").astype(np.float32)
