"""Everything that is kept, behind one door: each method is one transaction, done as a whole or not at all.

It is long because every question to the store stands here once, with what it raises; the statements are in the modules
beside it.

SQLite runs in WAL mode: readers never wait, writers take turns, each for as long as one outcome takes. `synchronous` is
NORMAL: a commit has reached the operating system, so that no kill of a process loses or halves it; only where the
machine itself stops may the last commits be gone, the later before the earlier, and then what they did is pending
again. FULL would wait for the disk at every commit to save work that is done anew by itself.
"""

import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime, timedelta
from threading import RLock, local
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from glosswire import model
from glosswire.errors import ConfigError, GlosswireError, StoreBusy, StoreError
from glosswire.model import (
    Article,
    ArticleId,
    Back,
    Copy,
    Correction,
    Counts,
    Edition,
    Entry,
    Failure,
    Feed,
    FeedState,
    Grouped,
    Highlight,
    Joined,
    Listing,
    Member,
    Membership,
    Mended,
    Pending,
    PendingEntry,
    Quote,
    Reading,
    Related,
    Remembered,
    Report,
    ReportState,
    RevisionLine,
    Segment,
    Sentence,
    SourceId,
    Stage,
    Stated,
    Story,
    StoryId,
    Tally,
    Topic,
    Trend,
    Ungrouped,
    Unreturned,
)
from glosswire.store import (
    articles,
    backs,
    checks,
    corrections,
    english,
    feeds,
    likes,
    pending,
    reads,
    rows,
    stories,
    terms,
)
from glosswire.store.reads import Before, TallyKind
from glosswire.store.schema import VERSION, migrate, version_of

BUSY_SECONDS = 15.0  # the longest outcome takes a tenth of a second; an index being rebuilt, several
_RECHECK_HOURS = 24.0  # as in the configuration
_PASSING = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)
LIKES = 25  # articles that a correction reaches in one transaction: 70 ms of CPU where each has thirty sentences
_EXPORT_CHUNK = 50  # articles that are read in one transaction, so that a long export holds back no checkpoint


def open_store(url: str, busy_seconds: float = BUSY_SECONDS) -> "Store":
    """Open the database at `url` and bring its tables up to date; it must be closed.

    `busy_seconds`: the longest that a writer waits for its turn.

    Raises ConfigError for a URL that is none of a database we know, SchemaTooNew where a later Glosswire wrote it, and
    StoreBusy or StoreError where it cannot be opened.
    """
    engine = _make_engine(_checked(url), busy_seconds)
    try:
        with _translated():
            _prepare(engine, busy_seconds)
    except GlosswireError:
        engine.dispose()
        raise
    return Store(engine)


class _Thread(local):
    """The transaction that a thread has under way in Store.together."""

    joined: Connection | None = None


class Store:
    """The one door to what is kept; any number of threads and processes may use it at once.

    Every method may raise StoreBusy (another writer kept its turn too long, or the disk is full) and StoreError.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._thread = _Thread()
        self._turn = RLock()  # threads queue here rather than poll the file's lock
        in_memory = isinstance(engine.pool, StaticPool)
        self._reading_turn: AbstractContextManager[object] = self._turn if in_memory else nullcontext()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of all that this thread asks within: done as a whole or not at all.

        Keep it short, for other writers wait. Thirty articles at once cost a quarter less than one by one (docs/measure/store.py).
        """
        with self._writes() as connection:
            outer, self._thread.joined = self._thread.joined, connection
            try:
                yield
            finally:
                self._thread.joined = outer

    @contextmanager
    def _writes(self) -> Iterator[Connection]:
        if self._thread.joined is not None:
            with _translated():
                yield self._thread.joined
            return
        with self._turn, _translated(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        if self._thread.joined is not None:
            with _translated():
                yield self._thread.joined
            return
        with self._reading_turn, _translated(), self._engine.begin() as connection:
            yield connection

    # -- feeds

    def sync_feeds(self, feeds_wanted: Iterable[Feed], now: datetime) -> None:
        """Know exactly these feeds: new ones are due at once, and what is known of the others stays."""
        with self._writes() as connection:
            feeds.sync_feeds(connection, feeds_wanted, now)

    def due_feeds(self, now: datetime, limit: int = 1000) -> tuple[FeedState, ...]:
        """The feeds whose `poll_at` has come, the longest due first."""
        with self._reads() as connection:
            return feeds.due_feeds(connection, now, limit)

    def feed_states(self) -> tuple[FeedState, ...]:
        """All feeds, by their URLs."""
        with self._reads() as connection:
            return feeds.feed_states(connection)

    def save_feed_state(self, state: FeedState) -> None:
        """Keep what a poll taught; a feed that was taken away meanwhile stays away."""
        with self._writes() as connection:
            feeds.save_feed_state(connection, state)

    def save_poll(
        self, state: FeedState, entries: Iterable[Entry], now: datetime, recheck_hours: float = _RECHECK_HOURS
    ) -> int:
        """Keep a poll that went well: its entries, its state, and that no failure stands; as add_entries counts."""
        with self._writes() as connection:
            added = feeds.add_entries(connection, state.source_id, entries, now, recheck_hours)
            feeds.save_feed_state(connection, state)
            feeds.clear_failures(connection, (state.url,), ("poll",))
            return added

    # -- entries

    def add_entries(
        self, source_id: SourceId, entries: Iterable[Entry], now: datetime, recheck_hours: float = _RECHECK_HOURS
    ) -> int:
        """Take in what a feed lists; say how many entries became pending: new ones, and changed ones.

        Changed: the same feed states another title or time of change than before, within `recheck_hours` after the
        entry was first seen. Entries are one where their URLs are equal: give them normalised.
        """
        with self._writes() as connection:
            return feeds.add_entries(connection, source_id, entries, now, recheck_hours)

    def pending_entries(self, now: datetime, limit: int = 500) -> tuple[PendingEntry, ...]:
        """Entries to be fetched now: every source in turn, each one's newest first."""
        with self._reads() as connection:
            return feeds.pending_entries(connection, now, limit)

    def settle_entry(self, entry_url: str, etag: str = "", modified: str = "") -> None:
        """Nothing is left to do for an entry until its feed says otherwise: its page is unchanged, or not wanted."""
        with self._writes() as connection:
            feeds.settle_entry(connection, entry_url, etag, modified)

    # -- failures

    def save_failure(self, failure: Failure) -> None:
        """Keep a failure; its attempts are counted here.

        A passing one gets its `retry_at`: a minute later, then twice as long each time up to six hours, twelve
        times, or when it states, where that is later. Where the stage is fetch, extract or identify and the subject an entry's URL, the entry
        is pending again at that time, or no more.
        """
        with self._writes() as connection:
            feeds.save_failure(connection, failure)

    def try_again(self, error: str, now: datetime) -> None:
        """Have the feeds and entries that failed by an error of that name tried again now; others rest as they did."""
        with self._writes() as connection:
            feeds.try_again(connection, error, now)

    def clear_failure(self, subject: str, stage: Stage) -> None:
        """Forget a failure that is past."""
        with self._writes() as connection:
            feeds.clear_failures(connection, (subject,), (stage,))

    def failures(self, stage: Stage | None = None, limit: int = 100) -> tuple[Failure, ...]:
        """What failed and is not past, newest first; of sentences the subject is `<article id>/<position>`."""
        with self._reads() as connection:
            return feeds.read_failures(connection, stage, limit)

    # -- articles

    def save_article(
        self,
        article: Article,
        entry_url: str,
        sentences: Sequence[Sentence],
        etag: str = "",
        modified: str = "",
    ) -> int:
        """Keep an article that is new or changed, and settle its entry; the number of its new revision, or 0.

        `article.revision` is not looked at: the store counts. A new revision begins with the segments of those
        sentences that an earlier one had in the same words and language, or with the operator's English of them where
        they were corrected since, here or in another article. `sentences`: all of them, in order.
        """
        with self._writes() as connection:
            return articles.save_article(connection, article, entry_url, sentences, etag, modified)

    def listed_title(self, url: str) -> str | None:
        """The title under which a feed lists a URL; None where none does."""
        with self._reads() as connection:
            return feeds.listed_title(connection, url)

    def headline_of(self, article_id: ArticleId) -> str | None:
        """The headline of an article as published; None where there is none."""
        with self._reads() as connection:
            known = articles.headline_of(connection, article_id)
            return known[1] if known else None

    def leads_to(self, entry_url: str, article_id: ArticleId) -> bool:
        """Whether an entry is known to lead to an article."""
        with self._reads() as connection:
            known = articles.headline_of(connection, article_id)
            return known is not None and feeds.leads_to(connection, entry_url) == known[0]

    # -- English

    def pending_passages(
        self,
        limit: int,
        now: datetime,
        language: str = "",
        skip_languages: Collection[str] = (),
        skip_articles: Collection[ArticleId] = (),
    ) -> tuple[Pending, ...]:
        """Sentences that want English: of titles first, the newest first, then of bodies by worth.

        In each, what failed and is due again follows what is new. `language` asks for one only; `skip_articles` are
        those that are being worked on.
        """
        with self._reads() as connection:
            return pending.pending_passages(connection, limit, now, language, skip_languages, skip_articles)

    def pending_languages(self) -> tuple[Tally, ...]:
        """How many articles of each language wait for English."""
        with self._reads() as connection:
            return reads.pending_languages(connection)

    def recall(self, engine_version: str, language: str, texts: Mapping[str, str]) -> Mapping[str, str]:
        """What this very engine said to these texts of this language before, under the same terms.

        `texts`: each with the digest of what the glossary says of it.
        """
        with self._reads() as connection:
            return english.recall(connection, engine_version, language, texts)

    def recall_alternatives(
        self, language: str, texts: Mapping[str, str]
    ) -> Mapping[str, tuple[model.Alternative, ...]]:
        """The other English that is on record of texts with their English, where that is the one that was kept."""
        with self._reads() as connection:
            return english.recall_alternatives(connection, language, texts)

    def save_segments(
        self,
        article_id: ArticleId,
        revision: int,
        segments: Sequence[Segment],
        now: datetime,
        failures: Sequence[Failure] = (),
    ) -> None:
        """Keep segments in place of older ones of the same sentences; doing it again changes nothing.

        A failed one never takes the place of English. `failures`: none, or one for each failed segment, in their
        order; they are kept as `<article id>/<position>` of stage translate until the sentence has its English. A
        failed sentence is pending again after a while: see Store.pending_passages. Segments of a superseded revision
        are kept as history. Raises NotFound where there is no such revision, ValueError for sentences that it has not.
        """
        with self._writes() as connection:
            kept = english.save_segments(connection, article_id, revision, segments, now, failures)
            if kept is not None:
                made = {sentence for segment in segments for sentence in segment.sources}
                places = {place for place, sentence in enumerate(kept.sentences) if sentence in made}
                likes.hold(connection, kept, places, now)

    def forget_segments(self, engine_version: str, language: str) -> int:
        """Take away what an engine made in a language, so that it is made anew; return of how many articles."""
        with self._writes() as connection:
            return english.forget_segments(connection, engine_version, language)

    def of_other_terms(self, language: str, terms_now: str, limit: int = 100) -> tuple[Reading, ...]:
        """Current revisions in a language whose English was not yet compared with its present terms."""
        with self._reads() as connection:
            return terms.of_other_terms(connection, language, terms_now, limit)

    def save_terms(
        self,
        article_id: ArticleId,
        revision: int,
        kept: Sequence[Segment],
        outdated: Sequence[Segment],
        terms_now: str,
        now: datetime,
    ) -> None:
        """Keep what comparing a revision's English with the present terms of its language came to.

        `kept`: segments of which it is now known by which terms they hold. `outdated`: those that are pending again;
        their English stays until there is other. Raises NotFound.
        """
        with self._writes() as connection:
            terms.save_terms(connection, article_id, revision, kept, outdated, terms_now, now)

    def save_engine(self, engine: model.Engine) -> None:
        """Keep what is told of an engine and a language; until then its segments count as poor."""
        with self._writes() as connection:
            english.save_engine(connection, engine)

    # -- highlights

    def unhighlighted(self, version: str, limit: int = 100) -> tuple[Reading, ...]:
        """Whole articles of which `version` has not chosen highlights, the newest first."""
        with self._reads() as connection:
            return reads.unhighlighted(connection, version, limit)

    def save_highlights(
        self, article_id: ArticleId, revision: int, highlights: Sequence[Highlight], version: str
    ) -> None:
        """Keep what `version` chose for a revision, be it nothing, in place of what was chosen before."""
        with self._writes() as connection:
            english.save_highlights(connection, article_id, revision, highlights, version)

    # -- checks

    def unchecked(self, version: str, limit: int = 100) -> tuple[Reading, ...]:
        """Whole articles that did not go through `version` of the checks, the newest first."""
        with self._reads() as connection:
            return reads.unchecked(connection, version, limit)

    def save_checks(
        self,
        article_id: ArticleId,
        revision: int,
        checked: Sequence[Segment],
        quotes: Sequence[Quote],
        version: str,
        is_complete: bool = True,
    ) -> None:
        """Keep what `version` of the checks said of a revision as a whole, in place of what was said before.

        `checked`: segments as they were checked, with their English and their findings; others keep theirs, and so does English that
        came meanwhile: then the article is to be checked again. Where the checks were not `is_complete` readers are
        not told that it passed them. Raises NotFound.
        """
        with self._writes() as connection:
            checks.save_checks(connection, article_id, revision, checked, quotes, version, is_complete)

    def english_quotes(self, since: datetime, until: datetime, limit: int = 500) -> tuple[Quote, ...]:
        """Quotes that articles in English printed from `since` to `until`, the newest first."""
        with self._reads() as connection:
            return checks.english_quotes(connection, rows.to_us(since), rows.to_us(until), limit)

    def doubts(self, limit: int = 50) -> tuple[tuple[Reading, int], ...]:
        """Current articles with the position of a sentence that has a critical finding, the newest first."""
        with self._reads() as connection:
            found = tuple(checks.doubted(connection, limit))
            read = {article_id: reads.reading(connection, article_id, None) for article_id in {a for a, _ in found}}
            return tuple((read[article_id], position) for article_id, position in found)

    # -- what sentences state

    def unstated(self, version: str, limit: int = 100) -> tuple[Reading, ...]:
        """Articles with some English of which `version` did not read what it states as it is now, the newest first."""
        with self._reads() as connection:
            return reads.unstated(connection, version, limit)

    def save_stated(self, reading: Reading, stated: Stated) -> None:
        """Keep what the sentences of a reading state; it is to be read again where its English has changed meanwhile."""
        with self._writes() as connection:
            checks.save_stated(connection, reading, stated)

    def stated(self, ids: Sequence[ArticleId], version: str) -> tuple[Stated, ...]:
        """What `version` read some articles to state; those that it did not read are left out."""
        with self._reads() as connection:
            return checks.read_stated(connection, ids, version)

    # -- English put back

    def unreturned(
        self, limit: int, skip_languages: Collection[str] = (), skip_articles: Collection[ArticleId] = ()
    ) -> tuple[Unreturned, ...]:
        """Marked sentences of the newest current article of which nobody was asked to put their English back."""
        with self._reads() as connection:
            return backs.unreturned(connection, limit, skip_languages, skip_articles)

    def save_back(self, item: Unreturned, back: Back) -> None:
        """Keep a sentence's English put back; nothing where it has other English meanwhile."""
        with self._writes() as connection:
            backs.save_back(connection, item, back)

    # -- reports and corrections

    def add_report(self, article_id: ArticleId, revision: int, position: int, comment: str, now: datetime) -> Report:
        """Keep a reader's word that a sentence is wrong; `position` counts the revision's sentences from 0.

        Raises NotFound, and ValueError where the comment is too long or enough reports wait already.
        """
        with self._writes() as connection:
            return corrections.add_report(connection, article_id, revision, position, comment, now)

    def reports(self, state: ReportState = "open", limit: int = 100) -> tuple[Report, ...]:
        """What readers reported, the newest first."""
        with self._reads() as connection:
            return corrections.read_reports(connection, state, limit)

    def settle_report(
        self, number: int, state: ReportState, now: datetime, english: str = "", note: str = ""
    ) -> Correction | None:
        """Decline a report, or accept it with the English that is to stand.

        Raises NotFound where no such report is open, and ValueError.
        """
        with self._writes() as connection:
            return corrections.settle_report(connection, number, state, now, english, note)

    def correct(
        self, article_id: ArticleId, revision: int, position: int, english: str, note: str, now: datetime
    ) -> Correction:
        """Replace a sentence's English by the operator's, and log it.

        No engine's answer takes its place again: later revisions and articles get it too, those that are here by
        mend_likes. Raises NotFound and ValueError.
        """
        with self._writes() as connection:
            return corrections.correct(connection, article_id, revision, position, english, note, now)

    def mend_likes(self, now: datetime, limit: int = LIKES) -> Mended | None:
        """Give one correction to its likes in at most `limit` articles, current ones; None where nothing waits.

        Each call is a short transaction; what is killed between two goes on where it was.
        """
        with self._writes() as connection:
            return likes.mend(connection, limit, now)

    def corrected(self, language: str, texts: Sequence[str]) -> Mapping[str, str]:
        """The operator's English of those texts that were corrected."""
        with self._reads() as connection:
            return corrections.corrected(connection, language, texts)

    def corrections(self, limit: int = 50, before: int | None = None) -> tuple[Correction, ...]:
        """What the operator corrected, the newest first; `before`: the number of the last one of the page before."""
        with self._reads() as connection:
            return corrections.read_corrections(connection, limit, before)

    def corrections_of(self, language: str, texts: Sequence[str]) -> tuple[Correction, ...]:
        """What the operator corrected of sentences that one segment renders, wherever they stand, the newest first."""
        with self._reads() as connection:
            return corrections.corrections_of(connection, language, texts)

    # -- stories

    def ungrouped(self, limit: int) -> tuple[Ungrouped, ...]:
        """Articles that are to be grouped: new ones first, then those that have English since they were."""
        with self._reads() as connection:
            return stories.ungrouped(connection, limit)

    def save_grouped(self, grouped: Sequence[Grouped]) -> frozenset[ArticleId]:
        """Keep what grouping made of some articles, and say of which; what has another revision by now keeps waiting for it."""
        with self._writes() as connection:
            return stories.save_grouped(connection, grouped)

    def remembered(self, since: datetime) -> Iterator[Remembered]:
        """Accounts that came in since a time in the order of their grouping, a few at a time, for one that begins anew."""
        after, is_first = 0, True
        while is_first or after:
            is_first = False
            with self._reads() as connection:
                found, after = stories.remembered(connection, rows.to_us(since), after)
            yield from found

    def save_sweep(self, joined: Sequence[Joined], moved: Sequence[Membership]) -> None:
        """Keep what a sweep over the window made: stories that turned out to be others, and reports that moved."""
        with self._writes() as connection:
            stories.save_sweep(connection, joined, moved)

    def newest_grouped(self) -> datetime | None:
        """When the newest report that was grouped was published; None where nothing was."""
        with self._reads() as connection:
            return stories.newest_grouped(connection)

    def last_seen(self) -> datetime | None:
        """When the last report that was grouped came in; None where nothing was."""
        with self._reads() as connection:
            return stories.last_seen(connection)

    def drop_vectors(self, before: datetime) -> None:
        """Forget the vectors and the ties of articles that came in before a time."""
        with self._writes() as connection:
            stories.drop_vectors(connection, rows.to_us(before))

    def members_since(self, since: datetime) -> tuple[Member, ...]:
        """All reports that were published since a time, the first first; their countries are not known here."""
        with self._reads() as connection:
            return stories.members_since(connection, rows.to_us(since))

    def members(self, ids: Collection[ArticleId]) -> tuple[Member, ...]:
        """Some articles as reports of their stories, the first first; their countries are not known here."""
        with self._reads() as connection:
            return stories.members(connection, ids)

    def members_of(self, ids: Collection[StoryId]) -> tuple[Member, ...]:
        """The reports of some stories, the first first; their countries are not known here."""
        with self._reads() as connection:
            return stories.members_of(connection, ids)

    def save_stories(self, told: Sequence[Story]) -> None:
        """Keep what is told of stories as wholes; their articles are those of the memberships."""
        with self._writes() as connection:
            stories.save_stories(connection, told)

    def story(self, story_id: StoryId) -> Story:
        """A story, or the one that it turned out to be; raises NotFound."""
        with self._reads() as connection:
            return stories.story(connection, story_id)

    def story_of(self, article_id: ArticleId) -> Story | None:
        """The story that an article reports; None where it was not grouped yet."""
        with self._reads() as connection:
            return stories.story_of(connection, article_id)

    def shared_stories(
        self, limit: int, before: datetime | None = None, last: StoryId | None = None
    ) -> tuple[Story, ...]:
        """Stories with two reports and more, the latest news first; `before`: updated before a time.

        `last`: the story of that time that a page ended with; those of the same time that come after it are listed, too.
        """
        with self._reads() as connection:
            place = reads.LATEST if before is None else rows.to_us(before)
            return stories.shared_stories(connection, limit, place, last)

    def listings(self, ids: Sequence[ArticleId]) -> tuple[Listing, ...]:
        """Lines of some articles, in this order; those that are not here are left out."""
        with self._reads() as connection:
            return stories.listings(connection, ids)

    def copies_in(self, story_id: StoryId) -> tuple[Copy, ...]:
        """The reports of a story that are copies."""
        with self._reads() as connection:
            return stories.copies_in(connection, story_id)

    def topics_of(self, article_id: ArticleId) -> tuple[Topic, ...]:
        """What an article is about, the surest first."""
        with self._reads() as connection:
            return stories.topics_of(connection, article_id)

    def on_topic(
        self, code: str, limit: int, before: Before = None, since: datetime | None = None
    ) -> tuple[Listing, ...]:
        """Articles on a topic, newest first; raises NotFound where `before` is no article of ours."""
        with self._reads() as connection:
            low = reads.EARLIEST if since is None else rows.shown_at(rows.to_us(since))
            return stories.on_topic(connection, code, limit, reads.place_of(connection, before), low)

    def topic_tallies(self, since: datetime, of: Collection[str] | None = None) -> tuple[Tally, ...]:
        """How many articles that were published since a time are on each topic, the most first; `of`: of which sources."""
        with self._reads() as connection:
            return stories.topic_tallies(connection, rows.shown_at(rows.to_us(since)), of)

    def first_topics(self, since: datetime) -> Mapping[ArticleId, str]:
        """The surest topic of each article that was published since a time and has one."""
        with self._reads() as connection:
            return stories.first_topics(connection, rows.shown_at(rows.to_us(since)))

    def save_trends(self, rising: Sequence[Trend], made_at: datetime) -> None:
        """Keep what rises now, the most first, in place of what rose before."""
        with self._writes() as connection:
            stories.save_trends(connection, rising, made_at)

    def trends(self) -> tuple[Trend, ...]:
        """What rises, the most first."""
        with self._reads() as connection:
            return stories.read_trends(connection)

    def save_related(self, found: Mapping[ArticleId, Sequence[Related]]) -> None:
        """Keep what readers of some articles may like, the best first, in place of what was kept before."""
        with self._writes() as connection:
            stories.save_related(connection, found)

    def related(self, article_id: ArticleId) -> tuple[Related, ...]:
        """What readers of an article may like, the best first."""
        with self._reads() as connection:
            return stories.read_related(connection, article_id)

    def save_edition(self, edition: Edition) -> None:
        """Freeze a front page; one of the same id is there already and stays."""
        with self._writes() as connection:
            stories.save_edition(connection, edition)

    def edition(self, edition_id: str | None = None) -> Edition | None:
        """A front page, by default the last one, None where there is none yet; raises NotFound."""
        with self._reads() as connection:
            return stories.read_edition(connection, edition_id)

    def editions(self, limit: int, before: datetime | None = None) -> tuple[Edition, ...]:
        """Front pages, the last one first; `before`: made before a time."""
        with self._reads() as connection:
            return stories.read_editions(connection, limit, reads.LATEST if before is None else rows.to_us(before))

    # -- what readers see

    def latest(
        self,
        limit: int,
        before: Before = None,
        language: str | None = None,
        source_id: SourceId | None = None,
        section: str | None = None,
        day: date | None = None,
    ) -> tuple[Listing, ...]:
        """Articles from the newest; `before`: the last one of the page before, or a time. All filters apply together.

        Raises NotFound where `before` is no article of ours.
        """
        with self._reads() as connection:
            place = reads.place_of(connection, before)
            since, until = _bounds(day, day)
            return reads.latest(connection, limit, min(place, until), since, language, source_id, section)

    def search(
        self,
        text: str,
        limit: int,
        before: Before = None,
        since: datetime | None = None,
        best: bool = False,
    ) -> tuple[Listing, ...]:
        """Articles that hold all the words, in English or in the original, newest first.

        `best` puts the best matches first; give `since` with it, or a frequent word is ranked over all time.
        """
        with self._reads() as connection:
            low = reads.EARLIEST if since is None else rows.shown_at(rows.to_us(since))
            return reads.find(connection, text, limit, low, reads.place_of(connection, before), best)

    def reading(self, article_id: ArticleId, revision: int | None = None) -> Reading:
        """All that a page shows of an article's revision, by default the current one; raises NotFound."""
        with self._reads() as connection:
            return reads.reading(connection, article_id, revision)

    def readings(self, ids: Sequence[ArticleId]) -> tuple[Reading, ...]:
        """The current revisions of some articles, in this order; those that are not here are left out."""
        with self._reads() as connection:
            return reads.readings(connection, ids)

    def revisions(self, article_id: ArticleId) -> tuple[RevisionLine, ...]:
        """The revisions of an article, the first one first; raises NotFound."""
        with self._reads() as connection:
            return reads.read_revisions(connection, article_id)

    def iterate_readings(
        self,
        language: str | None = None,
        source_id: SourceId | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Iterator[Reading]:
        """Current revisions from the newest to the oldest, a few at a time; the days `since` and `until` included."""
        low, place = _bounds(since, until)
        while True:
            with self._reads() as connection:
                some = reads.latest(connection, _EXPORT_CHUNK, place, low, language, source_id, None)
                found = [reads.reading(connection, listing.id, None) for listing in some]
                place = reads.place_of(connection, some[-1].id) if some else low
            yield from found
            if len(some) < _EXPORT_CHUNK:
                return

    def days_around(self, day: date) -> tuple[date | None, date | None]:
        """The nearest days before and after that have articles."""
        with self._reads() as connection:
            return reads.days_around(connection, day)

    def tallies(self, by: TallyKind) -> tuple[Tally, ...]:
        """How many articles each day, language, source or section has: days from the newest, else from the most."""
        with self._reads() as connection:
            return reads.read_tallies(connection, by)

    def note_opened(self, article_id: ArticleId, now: datetime) -> None:
        """Count that somebody opened an article on this day; what is left of its English comes sooner.

        Nothing of the reader is kept, nor the time. Raises NotFound.
        """
        with self._writes() as connection:
            articles.note_opened(connection, article_id, now)

    def openings(self, article_id: ArticleId) -> tuple[Tally, ...]:
        """How often an article was opened on each day, from the newest: all that is kept of readers."""
        with self._reads() as connection:
            return reads.read_openings(connection, article_id)

    def counts(self) -> Counts:
        """How much the store holds and what waits."""
        with self._reads() as connection:
            return reads.counts(connection)


def _bounds(since: date | None, until: date | None) -> tuple[int, int]:
    """The range of `shown` of some days, the last included."""
    low = reads.EARLIEST if since is None else rows.shown_on(since)
    if until is None or until == date.max:
        return low, reads.LATEST
    return low, rows.shown_on(until + timedelta(days=1))


# -- the database


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError(f"store: {url!r} is no database's address; write sqlite:///glosswire.db") from error
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise ConfigError(f"store: {parsed.drivername!r} is not a database we know; write sqlite:///glosswire.db")
    return parsed


def _make_engine(url: URL, busy_seconds: float) -> Engine:
    """An engine of which transactions begin where ours do, and writers at once take the write lock."""
    wait = {"timeout": busy_seconds, "check_same_thread": False}
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, connect_args=wait, poolclass=StaticPool)
    else:
        engine = create_engine(url, connect_args=wait, pool_size=8, max_overflow=-1)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing on its own
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-4000",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, busy_seconds: float) -> None:
    """Set what the file itself remembers, and migrate where it is not at our version."""
    with engine.begin() as connection:
        have = version_of(connection)
    if have == VERSION:
        return
    _use_wal(engine, busy_seconds)
    with engine.execution_options(writes=True).begin() as connection:
        migrate(connection)


def _use_wal(engine: Engine, busy_seconds: float) -> None:
    """Turn to WAL; SQLite does not wait its turn for this, so that a process which starts beside us is waited for."""
    until = time.monotonic() + busy_seconds
    raw = engine.raw_connection()
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return
    finally:
        raw.close()


@contextmanager
def _translated() -> Iterator[None]:
    """Raise the database's errors as ours; what we did wrong ourselves stays a bug."""
    try:
        yield
    except NoFreeConnection as error:
        raise StoreBusy("all connections to the store are in use") from error
    except (DBAPIError, sqlite3.DatabaseError) as error:
        found = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(found, sqlite3.DatabaseError) or isinstance(
            found, (sqlite3.IntegrityError, sqlite3.ProgrammingError)
        ):
            raise
        code = getattr(found, "sqlite_errorcode", 0) & 0xFF
        raise (StoreBusy if code in _PASSING else StoreError)(f"the store: {found}") from error
