"""Articles gathered into stories as they come, and what is told and ranked of them every minute."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from glosswire.config import Config
from glosswire.errors import StoreError
from glosswire.model import (
    Account,
    ArticleId,
    Copy,
    Edition,
    Failure,
    Grouped,
    Member,
    Membership,
    Related,
    Source,
    SourceId,
    StoryId,
    Ungrouped,
    Vector,
)
from glosswire.pipeline.executors import attempt
from glosswire.store.store import Store
from glosswire.stories.copies import Copies
from glosswire.stories.embed import Encoder
from glosswire.stories.group import Grouper, make_story_id
from glosswire.stories.rank import ALSO_PLACED, DAY, Near, edition, relate, tell, trends, until
from glosswire.stories.sweeps import sweep
from glosswire.stories.topics import Topics

RANK_EVERY = timedelta(minutes=10)  # though nothing changed, as what rose falls
SWEEP_EVERY = timedelta(minutes=1)  # while articles come; where the window is full, a look at all of it takes a second
NEAR_ASKED = 60  # of those that are most like an article; what readers may like is chosen among them
NEAR_RENEWED = 5  # of a new article's neighbours, the nearest, are given new lists, as it may stand in theirs

WHOLE = "stories"  # the subject of a failure at all of them
FEW_STORIES = 24  # of two days, with which a front page would look empty
NEWEST_ASKED = 200  # articles then
EVER_HOURS = 1e6  # after which a story's worth is halved then

Alike = Mapping[ArticleId, Sequence[tuple[ArticleId, float]]]  # what is most like an article, with the cosine

log = structlog.get_logger("glosswire")


class StoryDesk:
    """The window of a newsroom's stories; one thread's own.

    All that it knows follows from what the store remembers of the window, so that one which begins anew goes on as this
    one would have. An article is in the window for as long after it came in, and meets those that were published within as
    long of it: so an archive that comes in at once has its stories too, and a newsroom that stood still keeps them.
    """

    def __init__(self, store: Store, config: Config, sources: Sequence[Source], encoder: Encoder | None) -> None:
        self._store = store
        self._weights = config.stories
        self._window = timedelta(hours=config.stories.window_hours)
        self._countries: Mapping[SourceId, str] = {source.id: source.country for source in sources}
        self._encoder = encoder if config.stories.encoder else None
        self._topics = Topics(self._encoder)
        self._known: dict[ArticleId, Member] = {}  # as the last sweep saw them
        self._hidden = {source.id for source in sources if source.policy == "none"}
        self._is_calm = False  # whether no article waits
        self._is_failing = False  # whether the last sweep had a bug
        self._swept_at: datetime | None = None
        self._ranked_at: datetime | None = None
        self._seen: datetime | None = None  # when the last one came in
        self._begin()

    def _begin(self) -> None:
        """Take the window from the store; where that fails, it is taken before it is asked again."""
        self._has_window = False
        self._grouper = Grouper(self._encoder, self._window)
        self._copies = Copies(self._window)
        self._new: set[ArticleId] = set()  # that no sweep has seen
        self._late: set[ArticleId] = set()  # of which a revision came while they were grouped
        self._touched: set[StoryId] = set()  # since the last sweep
        self._seen = self._store.last_seen()
        for found in self._store.remembered(self._seen - self._window) if self._seen else ():
            account = self._placed(found.account)
            odds = None if found.ties is None else dict(found.ties)
            self._grouper.recall(account, found.membership, found.vector, found.is_swept, odds, found.copy)
            self._copies.recall(account, found.copy)
            if not found.is_swept:
                self._new.add(account.id)
                self._touched.add(found.membership.story_id)
        self._grouper.expire(self._seen)  # where the window holds fewer than came in as long
        self._has_window = True

    # -- one by one

    def group_next(self, limit: int, now: datetime) -> int:
        """Group up to `limit` articles, new ones first; how many there were.

        One at which grouping has a bug is a story of its own, and the window is taken from the store again.
        """
        if not self._has_window:
            self._begin()
        items = self._store.ungrouped(limit)
        self._is_calm = len(items) < limit
        accounts = [self._placed(item.account) for item in items]
        vectors = self._grouper.embed(accounts)
        self._grouper.liken(vectors)
        done: list[Grouped] = []
        for item, account, vector in zip(items, accounts, vectors, strict=True):
            outcome = attempt(lambda work: self._group(*work), (item, account, vector))
            if outcome.result is not None:
                done.append(outcome.result)
                continue
            log.critical("a bug in grouping", article=account.id, exc_info=outcome.error)
            error = outcome.error or RuntimeError("no result")
            with self._store.together():
                self._store.save_grouped([*done, _alone(item)])
                self._store.save_failure(Failure.of(account.id, "group", error, now))
            self._begin()
            return len(done) + 1
        if done:
            self._save(done)
        return len(items)

    def _save(self, done: Sequence[Grouped]) -> None:
        """Keep what was grouped. What has another revision by now is here otherwise than in the store until it is again."""
        kept = self._store.save_grouped(done)
        ids = {item.membership.article_id for item in done}
        self._late = (self._late | ids) - kept
        self._new |= kept
        self._touched |= {item.membership.story_id for item in done if item.membership.article_id in kept}

    def _placed(self, account: Account) -> Account:
        return replace(account, country=self._countries.get(account.source, ""))

    def _group(self, item: Ungrouped, account: Account, vector: Vector | None) -> Grouped:
        self._seen = max(filter(None, (self._seen, account.seen_at)), default=None)
        self._grouper.expire(self._seen)
        copy = self._copy(item, account)
        membership = self._membership(item, account, vector, copy)
        topics = self._topics.of(item.article, account.english)
        ties = self._grouper.tied(account.id)
        return Grouped(item.article.revision, bool(account.english), membership, copy, vector, topics, ties)

    def _copy(self, item: Ungrouped, account: Account) -> Copy | None:
        """Whose text it is: what came again only for its English is what it was."""
        known = self._grouper.window.entries.get(account.id)
        is_late = account.id in self._late  # so that what is here is not what is stored
        is_same = known is not None and known.account.text == account.text and account.english and not is_late
        return item.copy if is_same else self._copies.add(account)

    def _membership(self, item: Ungrouped, account: Account, vector: Vector | None, copy: Copy | None) -> Membership:
        """The story it belongs to: a copy to that of its text, one that left the window to the one it had."""
        if self._grouper.story_of(account.id) is None and item.membership is not None:
            return item.membership
        return self._grouper.add(account, vector, copy)

    # -- the window as a whole

    def sweep(self, now: datetime, is_last: bool = False) -> int:
        """Join and split stories, tell of those that changed, and rank, where it is time; how many stories changed.

        It is time each minute, and where no more articles wait; `is_last`: in any case. All of it is kept at once or not
        at all. A bug in it is a failure that stands until it goes well again, and costs no article its English.
        """
        if not self._has_window:
            self._begin()
        is_time = self._swept_at is None or now - self._swept_at >= SWEEP_EVERY
        is_due = is_time or (self._new and self._is_calm and not self._is_failing)
        if self._late or not (is_due or is_last):
            return 0
        self._swept_at = now
        done = attempt(self._sweep, now)
        self._is_failing = done.result is None
        if done.result is not None:
            return done.result
        self._begin()
        error = done.error or RuntimeError("no result")
        if isinstance(error, StoreError):
            raise error
        log.critical("a bug in what is made of stories", exc_info=error)
        self._store.save_failure(Failure.of(WHOLE, "group", error, now))
        return 0

    def _sweep(self, now: datetime) -> int:
        swept = sweep(self._grouper)
        near = self._near()
        with self._store.together():
            left = self._store.members([moved.article_id for moved in swept.moved])
            self._touched |= {joined.into for joined in swept.joined} | {moved.story_id for moved in swept.moved}
            self._touched |= {member.story_id for member in left}
            if swept.joined or swept.moved or self._new:
                self._store.save_sweep(swept.joined, swept.moved)
            newest = self._store.newest_grouped()
            if newest is None:
                return 0
            members = self._members(self._store.members_since(newest - self._window))
            changed = self._changed(members) | self._touched
            if changed or self._new or self._ranked_at is None or now - self._ranked_at >= RANK_EVERY:
                self._rank(members, changed, near, now)
        self._known = {member.article_id: member for member in members}
        self._new.clear()
        self._touched.clear()
        return len(changed)

    def _rank(self, members: Sequence[Member], changed: set[StoryId], near: Alike, now: datetime) -> None:
        """Tell of the stories that changed, and rank all of the window."""
        end = until(members, now)
        self._store.save_stories([tell(story_id, reports) for story_id, reports in self._told(changed).items()])
        self._store.save_trends(trends(members, end, self._weights), now)
        self._relate(near, end)
        self._edit(members, end, now)
        if self._seen is not None:
            self._store.drop_vectors(self._seen - self._window)
        self._store.clear_failure(WHOLE, "group")
        self._ranked_at = now

    def _members(self, found: Sequence[Member]) -> Sequence[Member]:
        """Those that readers are shown, each with its source's country."""
        shown = (member for member in found if member.source_id not in self._hidden)
        return [replace(member, country=self._countries.get(member.source_id, "")) for member in shown]

    def _changed(self, members: Iterable[Member]) -> set[StoryId]:
        """The stories of which a report is new, has moved, or can be read otherwise than when last looked at."""
        changed: set[StoryId] = set()
        for member in members:
            before = self._known.get(member.article_id)
            if member != before:
                changed.add(member.story_id)
                changed |= {before.story_id} if before else set()
        return changed

    def _told(self, story_ids: set[StoryId]) -> Mapping[StoryId, Sequence[Member]]:
        """Some stories with all their reports, those before the window too; not those whose reports went to others."""
        found: dict[StoryId, list[Member]] = defaultdict(list)
        for member in self._members(self._store.members_of(story_ids)):
            found[member.story_id].append(member)
        return found

    def _near(self) -> Alike:
        """What is most like each new article, and like those that are most like it."""
        near = {article_id: self._grouper.near(article_id, NEAR_ASKED) for article_id in sorted(self._new)}
        for others in list(near.values()):
            for other, _ in others[:NEAR_RENEWED]:
                if other not in near:
                    near[other] = self._grouper.near(other, NEAR_ASKED)
        return near

    def _relate(self, near: Alike, end: datetime) -> None:
        """Say what readers of new articles may like, and of those that are most like them."""
        named = {*near, *(other for others in near.values() for other, _ in others)}
        by_id = {member.article_id: member for member in self._members(self._store.members(named))}
        found: dict[ArticleId, Sequence[Related]] = {}
        for article_id, others in near.items():
            likened = [Near(by_id[other], likeness) for other, likeness in others if other in by_id]
            if article_id in by_id:
                found[article_id] = relate(by_id[article_id], likened, end, self._weights)
        self._store.save_related(found)

    def _edit(self, members: Sequence[Member], end: datetime, now: datetime) -> None:
        """Freeze a front page where it says something new and the last one has stood long enough, or was not full."""
        least = timedelta(minutes=self._weights.edition_minutes)
        last = self._store.edition()
        is_full = last is not None and sum(len(part.placed) for part in last.sections) > ALSO_PLACED
        if last is not None and is_full and now - last.made_at < least:
            return
        weights, since = self._weights, end - 2 * DAY
        told: dict[StoryId, list[Member]] = defaultdict(list)
        for member in members:
            told[member.story_id].append(member)
        told = {story_id: reports for story_id, reports in told.items() if reports[-1].at > since}
        if len(told) < FEW_STORIES:  # a newsroom that reads little, or an archive: its newest, whenever they were
            newest = self._members(self._store.members([line.id for line in self._store.latest(NEWEST_ASKED)]))
            told = defaultdict(list)
            for member in newest:
                told[member.story_id].append(member)
            weights, since = replace(weights, fresh_hours=EVER_HOURS), min((m.at for m in newest), default=since)
        made = edition(told, self._store.first_topics(since), end, now, weights)
        if last is None or _named(made) != _named(last):
            self._store.save_edition(made)


def _named(made: Edition) -> Sequence[tuple[str, Sequence[tuple[StoryId, ArticleId]]]]:
    """What a front page says: which stories stand where, by which reports."""
    return [(part.name, [(item.story_id, item.article_id) for item in part.placed]) for part in made.sections]


def _alone(item: Ungrouped) -> Grouped:
    """An article as a story of its own, or of the one that it was in, with the ties that it had."""
    article_id, is_new = item.account.id, item.membership is None
    membership = item.membership or Membership(make_story_id(article_id), article_id)
    ties = () if is_new else None
    return Grouped(item.article.revision, bool(item.account.english), membership, item.copy, ties=ties)
