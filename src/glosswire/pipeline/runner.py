"""The newsroom: what is pending is claimed, computed and committed; here is the only clock."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import structlog

from glosswire.config import Config
from glosswire.errors import GlosswireError, OffLimits, StoreBusy
from glosswire.intake.extract import Hint
from glosswire.intake.fetch import Fetcher, Request
from glosswire.intake.schedule import Outcome, next_poll
from glosswire.intake.urls import host_of, identity, site_of
from glosswire.model import Article, Entry, Failure, FeedState, PendingEntry, Policy, Source, SourceId
from glosswire.pipeline.canonical import Known, is_canonical
from glosswire.pipeline.desk import Desk
from glosswire.pipeline.executors import Done, Executor, attempt
from glosswire.pipeline.facts import nothing, state
from glosswire.pipeline.stages import FeedRead, FeedWork, PageRead, PageWork, Read, Work, make_reader
from glosswire.pipeline.stories import StoryDesk
from glosswire.pipeline.terms import compare
from glosswire.store.store import Store
from glosswire.stories.known import VERSION as FACTS
from glosswire.text.highlights import VERSION as HIGHLIGHTS
from glosswire.text.highlights import choose

PAGES_A_ROUND = 500  # then feeds that came due meanwhile have their turn
PAGES_A_HOST = 12  # in one round: a minute's worth at the default delay, so that no host holds up a round
CHILD_FEEDS = 10  # of a sitemap index
INDEX_DEPTH = 2  # an index may name sitemaps only; some name indexes, and a hostile one may do so without end
COMPARED_A_ROUND = 200  # articles: a second or so of CPU, as below
CHECKED_A_ROUND = 10  # articles: a second or so, then the translation of what is new has its turn
STATED_A_ROUND = 20  # articles: a fifth of a second
GROUPED_A_ROUND = 100  # articles: half a second or so of CPU
RETURNED_A_ROUND = 8  # marked sentences put back at once where nothing else waits for an engine; else one at a time
IDLE_SECONDS = 1.0
BUSY_SECONDS = 5.0  # how long to leave a store alone that is busy or full

EventKind = Literal[
    "polled",
    "fetched",
    "refused",
    "failed",
    "outdated",
    "translated",
    "mended",
    "corrected",
    "checked",
    "stated",
    "highlighted",
    "returned",
    "grouped",
]
log = structlog.get_logger("glosswire")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the newsroom has just done, for whoever watches: `count` of them, about `subject`."""

    kind: EventKind
    subject: str = ""
    detail: str = ""
    count: int = 1


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


class Newsroom:
    """Poll, fetch, group, translate and highlight for one store; each step commits what it has done."""

    def __init__(
        self,
        store: Store,
        config: Config,
        sources: Iterable[Source],
        fetcher: Fetcher,
        executor: Executor,
        desk: Desk,
        now: Callable[[], datetime] = utc_now,
        tell: Callable[[Event], None] = lambda event: None,
    ) -> None:
        self._store = store
        self._config = config
        every = tuple(sources)
        self._sources: Mapping[SourceId, Source] = {s.id: s for s in every if s.policy != "none"}
        self._owners = _by_site(every)
        self._kinds = {feed.url: feed.kind for s in self._sources.values() for feed in s.feeds}
        self._mastheads = {s.id: (s.name, *s.mastheads) for s in self._sources.values()}
        self._fetcher = fetcher
        self._executor = executor
        self._desk = desk
        self._stories = StoryDesk(store, config, every, desk.encoder)
        self._now = now
        self._tell = tell
        self._woken = threading.Event()
        self._uncompared: set[str] = set()  # languages with English that may be of other terms than hold now

    def open(self) -> None:
        """Bring the store's feeds in line with the configured sources, and what rests with what is now allowed."""
        self._uncompared.update(tally.name for tally in self._store.tallies("language"))
        feeds = [feed for source in self._sources.values() for feed in source.feeds]
        self._store.sync_feeds(feeds, self._now())
        self._store.try_again(OffLimits.__name__, self._now())  # the configuration may have changed since
        self._desk.reopen((tally.name for tally in self._store.tallies("language")), self._now())

    # -- the two ways to run

    def once(self, stop: threading.Event, translate: bool = True) -> None:
        """Poll every feed that may be asked, take in all that is new, and, where asked to, translate it."""
        self.poll(self._askable(), stop)
        while not stop.is_set() and self.fetch(stop):
            pass
        self._uncompared.update(tally.name for tally in self._store.tallies("language"))
        self._group_all(stop)
        while translate and not stop.is_set() and self.compare():
            pass
        while translate and not stop.is_set() and self.translate():
            pass
        while not stop.is_set() and self.mend_likes():
            pass
        while not stop.is_set() and self.check():
            pass
        while not stop.is_set() and self.state():
            pass
        self.highlight()
        while translate and not stop.is_set() and self.put_back(RETURNED_A_ROUND):
            pass
        self._group_all(stop)

    def _group_all(self, stop: threading.Event) -> None:
        while not stop.is_set() and self.group():
            pass
        self.sweep(is_last=True)

    def work(self, stop: threading.Event) -> None:
        """Do all of it, until told to stop: intake in a thread of its own, translation in this one."""
        bugs: list[BaseException] = []

        def take_in() -> None:
            try:
                self._keep_on(self._take_in, stop)
            except BaseException as bug:  # raised again in the thread that is asked for the newsroom's end
                bugs.append(bug)

        intake = threading.Thread(target=take_in, name="intake")
        intake.start()
        try:
            self._keep_on(self._make_english, stop)
        finally:
            stop.set()
            self._fetcher.close()
            intake.join()
        for bug in bugs:
            raise bug

    def _keep_on(self, step: Callable[[threading.Event], bool], stop: threading.Event) -> None:
        """Repeat a step; a store that is busy is left alone for a while, and a bug ends the newsroom."""
        while not stop.is_set():
            try:
                if not step(stop):
                    self._woken.wait(IDLE_SECONDS)
                    self._woken.clear()
            except StoreBusy as error:
                log.warning("store busy", reason=error.reason)
                stop.wait(BUSY_SECONDS)
            except BaseException:
                stop.set()
                raise

    def _take_in(self, stop: threading.Event) -> bool:
        due = self._store.due_feeds(self._now())
        self.poll(due, stop)
        return bool(self.fetch(stop)) or bool(due)

    def _make_english(self, stop: threading.Event) -> bool:
        grouped = self.group()
        self.sweep()
        compared = self.compare()
        made = self.translate()
        mended = self.mend_likes()
        checked = self.check()
        stated = self.state()
        self.highlight()
        returned = self.put_back(1 if made else RETURNED_A_ROUND)
        return made or mended or checked > 0 or stated > 0 or compared > 0 or returned > 0 or grouped > 0

    # -- intake

    def _askable(self) -> tuple[FeedState, ...]:
        """All feeds but those that failed and are not due again: their hosts want to be left alone."""
        now = self._now()
        return tuple(s for s in self._store.feed_states() if not s.failures or s.poll_at <= now)

    def poll(self, states: Iterable[FeedState], stop: threading.Event) -> int:
        """Ask feeds what is new; return how many entries became pending."""
        by_url = {state.url: state for state in states}
        requests = [Request(s.url, s.etag, s.modified, "feed") for s in by_url.values()]
        found = 0
        for depth in range(INDEX_DEPTH + 1):
            if not requests or stop.is_set():
                break
            children: dict[str, FeedState] = {}
            for read in self._read(self._feed_works(requests, by_url)):
                assert isinstance(read, FeedRead)
                found += self._commit_feed(read)
                named = read.listed.feeds if read.listed and depth < INDEX_DEPTH else ()
                for url in named[:CHILD_FEEDS]:
                    if url not in by_url:
                        children[url] = FeedState(url, read.state.source_id, read.state.poll_at)
            by_url |= children
            requests = [Request(url, purpose="feed") for url in children]
        return found

    def _feed_works(self, requests: Iterable[Request], states: Mapping[str, FeedState]) -> Iterator[Work]:
        for request, answer in self._fetcher.fetch_many(requests):
            yield FeedWork(states[request.url], self._kinds.get(request.url, "auto"), answer, self._now())

    def _commit_feed(self, read: FeedRead) -> int:
        state, limits = read.state, self._config.poll
        if read.error is not None:
            self._store.save_feed_state(next_poll(state, Outcome(error=read.error), read.at, limits))
            self._store.save_failure(Failure.of(state.url, "poll", read.error, read.at))
            self._say("failed", state.url, str(read.error))
            return 0
        entries = self._wanted(read.listed.entries, read.at) if read.listed else ()
        recheck = self._config.fetch.recheck_hours
        news = self._store.add_entries(state.source_id, entries, read.at, recheck) if entries else 0
        ttl = read.listed.ttl_seconds if read.listed else None
        outcome = Outcome(news, read.etag, read.modified, read.max_age_seconds, ttl)
        if read.listed and read.listed.feeds:  # an index may stay as it is while what it names changes
            outcome = replace(outcome, etag="", modified="")
        self._store.save_poll(next_poll(state, outcome, read.at, limits), (), read.at, recheck)
        self._say("polled", state.url, "unchanged" if read.listed is None else f"{news} new")
        return news

    def _wanted(self, entries: Iterable[Entry], now: datetime) -> tuple[Entry, ...]:
        """What is not older than the operator cares for; what states no date is taken as new."""
        oldest = now - timedelta(days=self._config.fetch.max_age_days)
        return tuple(e for e in entries if (e.published_at or e.modified_at or now) >= oldest)

    def fetch(self, stop: threading.Event) -> int:
        """Fetch a round of pending pages and keep their articles; return how many entries were settled."""
        claimed = _gently(self._followed(self._store.pending_entries(self._now(), PAGES_A_ROUND)))
        settled = 0
        for read in self._read(self._page_works(claimed, stop)):
            assert isinstance(read, PageRead)
            self._commit_page(read)
            settled += 1
        return settled

    def _followed(self, entries: Iterable[PendingEntry]) -> Iterator[PendingEntry]:
        """The entries of sources that we follow, each under the source whose page it is; others are not wanted."""
        for entry in entries:
            owner = self._owner(entry.entry.url, entry.source_id)
            if owner in self._sources:
                yield replace(entry, source_id=owner)
            else:
                self._store.settle_entry(entry.entry.url)

    def _owner(self, url: str, source_id: SourceId) -> SourceId:
        """Whose page a URL is: a source may list another's pages, which the other's licence policy is for."""
        owners = self._owners.get(_site_or_nothing(url), ())
        return source_id if source_id in owners or not owners else owners[0]

    def _page_works(self, claimed: Mapping[str, PendingEntry], stop: threading.Event) -> Iterator[Work]:
        requests = [Request(url, entry.etag, entry.modified) for url, entry in claimed.items()]
        for request, answer in self._fetcher.fetch_many(requests):
            if stop.is_set():
                return
            entry = claimed[request.url]
            yield PageWork(entry, self._hint(entry), answer, self._now())

    def _hint(self, entry: PendingEntry) -> Hint:
        source, claim = self._sources.get(entry.source_id), entry.entry
        languages = source.languages if source else ()
        mastheads = self._mastheads.get(entry.source_id, ())
        return Hint(entry.source_id, languages, claim.title, claim.summary, claim.published_at, mastheads)

    def _commit_page(self, read: PageRead) -> None:
        url = read.entry.entry.url
        if read.failure is not None:
            self._store.save_failure(read.failure)
            kind: EventKind = "refused" if read.failure.error == "NotAnArticle" else "failed"
            self._say(kind, url, read.failure.message)
        elif read.article is None:
            self._store.settle_entry(url, read.etag, read.modified)
            self._say("fetched", url, "unchanged")
        elif (owner := self._owner(read.article.url, read.article.source_id)) not in self._sources:
            self._store.settle_entry(url)
            self._say("refused", url, f"it leads to a page of {owner}, which is not followed")
        else:
            article = self._at_its_address(replace(read.article, source_id=owner), url, read.address)
            revision = self._store.save_article(article, url, read.sentences, read.etag, read.modified)
            self._say("fetched", url, f"revision {revision}" if revision else "same text")
            if revision > 1:  # it may have English of an older revision
                self._uncompared.add(article.language.tag)
            self._woken.set()

    def _at_its_address(self, article: Article, entry_url: str, address: str) -> Article:
        """The article under its canonical address where it is that one's, else under the page's own."""
        own = identity(address)
        if own == article.id:
            return article
        store, other = self._store, article.id
        known = Known(store.listed_title(article.url), store.headline_of(other), store.leads_to(entry_url, other))
        return article if is_canonical(article.headline, known) else replace(article, id=own, url=address)

    def _read(self, works: Iterator[Work]) -> Iterator[Read]:
        """Have work done, and hand on what came of it; a worker's death is a failure of its page, a bug is shown."""
        done: Done[Work, Read]
        for done in self._executor.map(make_reader, works):
            if done.result is not None:
                yield done.result
                continue
            error = done.error or RuntimeError("no result")
            if not isinstance(error, GlosswireError):
                log.critical("a bug in a stage", exc_info=error)
            yield _lost(done.work, error)

    # -- English

    def compare(self) -> int:
        """Compare some stored articles with the present terms: sentences that others hold for are pending again."""
        done = 0
        while self._uncompared and done < COMPARED_A_ROUND:
            language, found = self._uncompared.pop(), 1
            try:
                found = self._compare_some(language, COMPARED_A_ROUND - done)
            finally:
                if found:
                    self._uncompared.add(language)
            done += found
        return done

    def _compare_some(self, language: str, limit: int) -> int:
        glossary = self._desk.glossary
        terms = glossary.version_of(language)
        found = [
            (reading.article, compare(reading, glossary))
            for reading in self._store.of_other_terms(language, terms, limit)
        ]
        for article, compared in found:
            self._store.save_terms(article.id, article.revision, compared.kept, compared.outdated, terms, self._now())
        if outdated := sum(len(compared.outdated) for _, compared in found):
            self._say("outdated", language, f"other terms hold now, in {len(found)} articles", outdated)
        return len(found)

    def translate(self) -> bool:
        """Translate the most urgent batch; say whether there was anything that can be done now."""
        made = self._desk.translate_next(self._mastheads, self._now)
        if made:
            self._uncompared.add(made.language)
        if made and made.sentences:
            self._say("translated", made.language, made.engine, made.sentences)
        if made and made.tries:
            said = f"{made.doubted} sentences in doubt, {made.tries} second tries"
            self._say("mended", made.language, said, made.mended)
        return made is not None

    def mend_likes(self) -> bool:
        """Give what the operator corrected to some articles that say the same; say whether a correction waited."""
        mended = self._store.mend_likes(self._now())
        if mended is None:
            return False
        self._say("corrected", mended.language, f"correction {mended.number}", mended.likes)
        if mended.is_done:
            log.info("likes mended", correction=mended.number)
        return True

    def check(self) -> int:
        """Check some of the whole articles that the present checks have not seen, the newest first."""
        checker = self._desk.checker
        readings = self._store.unchecked(checker.version, CHECKED_A_ROUND)
        for reading in readings:
            article = reading.article
            done = attempt(checker.article, reading)
            if done.result is not None:
                segments, quotes = done.result.segments, done.result.quotes
                self._store.save_checks(article.id, article.revision, segments, quotes, checker.version)
                self._say("checked", article.id)
            else:  # it keeps the findings of its sentences, and is not asked again until the checks are others
                log.critical("a bug in a check", exc_info=done.error)
                error = done.error or RuntimeError("no result")
                self._store.save_failure(Failure.of(article.id, "check", error, self._now()))
                self._store.save_checks(article.id, article.revision, (), (), checker.version, is_complete=False)
        return len(readings)

    def group(self) -> int:
        """Gather some articles into stories: new ones, then those that have English since."""
        if count := self._stories.group_next(GROUPED_A_ROUND, self._now()):
            self._say("grouped", "", count=count)
        return count

    def sweep(self, is_last: bool = False) -> None:
        """Look at the window of stories as a whole, where it is time: join, split, tell and rank."""
        self._stories.sweep(self._now(), is_last)

    def state(self) -> int:
        """Read what some articles state whose English is new, so that no reader of their story waits for it."""
        readings = self._store.unstated(FACTS, STATED_A_ROUND)
        before = {found.article_id: found for found in self._store.stated([r.article.id for r in readings], FACTS)}
        for reading in readings:
            article_id = reading.article.id
            done = attempt(lambda work: state(work, before.get(work.article.id)), reading)
            if done.error is not None:
                log.critical("a bug in reading what an article states", article=article_id, exc_info=done.error)
                self._store.save_failure(Failure.of(article_id, "compare", done.error, self._now()))
            self._store.save_stated(reading, done.result or nothing(reading))
            self._say("stated", article_id)
        return len(readings)

    def put_back(self, most: int) -> int:
        """Have the English of some marked sentences put back into their language, for readers to compare."""
        if count := self._desk.put_back_next(most, self._now()):
            self._say("returned", "", count=count)
        return count

    def highlight(self) -> int:
        """Choose the highlights of articles that have become whole."""
        count = 0
        for reading in self._store.unhighlighted(HIGHLIGHTS):
            article = reading.article
            chosen = choose(article, reading.translation) if reading.translation.grade != "none" else ()
            self._store.save_highlights(article.id, article.revision, chosen, HIGHLIGHTS)
            self._say("highlighted", article.id)
            count += 1
        return count

    def _say(self, kind: EventKind, subject: str, detail: str = "", count: int = 1) -> None:
        log.info(kind, subject=subject, detail=detail, count=count)
        self._tell(Event(kind, subject, detail, count))


def _gently(entries: Iterable[PendingEntry]) -> Mapping[str, PendingEntry]:
    """By URL, at most a round's share of each host."""
    taken: Counter[str] = Counter()
    chosen: dict[str, PendingEntry] = {}
    for entry in entries:
        host = _host_or_nothing(entry.entry.url)
        if taken[host] < PAGES_A_HOST:
            taken[host] += 1
            chosen[entry.entry.url] = entry
    return chosen


_STRICTEST: tuple[Policy, ...] = ("none", "headline", "excerpt", "full")


def _by_site(sources: Iterable[Source]) -> Mapping[str, tuple[SourceId, ...]]:
    """The sources at home on each site, the strictest policy first."""
    found: dict[str, tuple[SourceId, ...]] = {}
    for source in sorted(sources, key=lambda source: _STRICTEST.index(source.policy)):
        site = _site_or_nothing(source.home)
        found[site] = (*found.get(site, ()), source.id)
    return {site: ids for site, ids in found.items() if site}


def _site_or_nothing(url: str) -> str:
    try:
        return site_of(url)
    except ValueError:
        return ""


def _host_or_nothing(url: str) -> str:
    try:
        return host_of(url)
    except ValueError:
        return ""  # the fetcher will refuse it and say why


def _lost(work: Work, error: Exception) -> Read:
    """What is kept of work whose worker died or had a bug."""
    if isinstance(work, FeedWork):
        known = error if isinstance(error, GlosswireError) else GlosswireError(f"{type(error).__name__}: {error}")
        return FeedRead(work.state, work.at, error=known)
    failure = Failure.of(work.entry.entry.url, "extract", error, work.at)
    return PageRead(work.entry, None, (), failure)
