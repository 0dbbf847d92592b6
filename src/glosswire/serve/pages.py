"""Read from the store what each page shows."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from glosswire.config import Config, Site
from glosswire.errors import NotFound
from glosswire.model import ArticleId, Listing, Quote, Source
from glosswire.serve.answer import Data, Missing, Shown
from glosswire.serve.cite import bibtex, csl_json
from glosswire.serve.limits import LanguageLimits, all_limits
from glosswire.serve.lists import (
    ALL,
    FeedOf,
    Found,
    ListPage,
    Opened,
    Roll,
    Wanted,
    cursor,
    cut,
    is_id,
    list_page,
)
from glosswire.serve.marks import english_of
from glosswire.serve.present import article_view, outlet, permit
from glosswire.serve.reads import Reads
from glosswire.serve.sections import Section, sections
from glosswire.serve.stories import Stories
from glosswire.serve.story_views import Around, EditionNote, LikedLine, StoryNote, TrendLine
from glosswire.serve.tongues import Tongue, country_name, tongue
from glosswire.serve.trust import TrustPart, load_parts
from glosswire.serve.views import ArticleView, Heard, Line, Outlet, Ref

_SECOND_SHOWN = 4  # beneath the lead
_LATEST_SHOWN = 6  # beside it
_BLOCK_LINES = 4  # in each section of the front page
_BLOCKS_SHOWN = 6
_TONGUE_BLOCKS_SHOWN = 6
_WORDS_OF_SECTION = 12  # of one section, the fullest, that its page joins
_ASIDE_LINES = 6  # Latest on an article's page
_FOUND_SHOWN = 50
_QUERY_LENGTH = 200
_SAID_WITHIN = timedelta(days=3)  # the same words are news for as long: outlets quote them on the days about
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


# -- what the templates get


@dataclass(frozen=True, slots=True)
class Chip:
    """A language and how many articles are from it."""

    tongue: Tongue
    href: str
    articles: int


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of the front page; `tongue` where it is a language's."""

    title: str
    href: str
    lines: tuple[Line, ...]
    tongue: Tongue | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """The front page."""

    today: str
    lead: Line | None
    second: tuple[Line, ...]
    latest: tuple[Line, ...]
    older: str
    chips: tuple[Chip, ...]
    section_links: tuple[Ref, ...]
    parts: tuple[Part, ...]
    tongues: tuple[Part, ...]
    articles: int
    is_growing: bool
    trends: tuple[TrendLine, ...]
    notes: Mapping[str, StoryNote]  # by article
    edition: EditionNote | None  # None: its stories are the newest
    liked: tuple[LikedLine, ...]  # by who likes the lead

    @property
    def shown(self) -> tuple[Line, ...]:
        """Every line of the page."""
        lead = (self.lead,) if self.lead else ()
        parts = (line for part in (*self.parts, *self.tongues) for line in part.lines)
        rising = (trend.story.line for trend in self.trends)
        liked = (item.line for item in self.liked)
        return (*lead, *self.second, *self.latest, *parts, *rising, *liked)


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite an article's revision, for two kinds of programs."""

    bibtex: str
    csl_json: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with what stands beside it."""

    view: ArticleView
    latest: tuple[Line, ...]
    cite: Citation
    is_old: bool  # whether a later revision has taken its place
    around: Around
    topics: tuple[Ref, ...]

    @property
    def beside(self) -> tuple[Line, ...]:
        """Every line beside the article."""
        return (*self.around.shown, *self.latest)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list of sources."""

    outlet: Outlet
    articles: int


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All sources, by country."""

    countries: tuple[tuple[str, tuple[SourceRow, ...]], ...]
    sources: int
    tongues: int


@dataclass(frozen=True, slots=True)
class LanguagesPage:
    """All languages that articles are from."""

    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found."""

    query: str
    lines: tuple[Line, ...]
    is_asked: bool


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of the house: about, privacy, disclaimer."""

    name: str
    contact: Ref | None
    contact_text: str


@dataclass(frozen=True, slots=True)
class TrustPage:
    """What was measured of this program."""

    parts: tuple[TrustPart, ...]
    languages: tuple[LanguageLimits, ...]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Something is not here, or went wrong."""

    status: int
    title: str
    text: str


# -- reading


class Paper:
    """What pages and lists show: their reading, from one store and one list of sources."""

    def __init__(self, store: Reads, config: Config, sources: Iterable[Source], now: Callable[[], datetime]) -> None:
        """Read from `store` under the policies of `sources`; an article of another source is not shown."""
        self._store = store
        self._site: Site = config.site
        self.roll = Roll(sources)
        self._now = now
        self.stories = Stories(store, self.roll, config.site, now)

    @property
    def excerpt_sentences(self) -> int:
        """How many sentences of the body the policy `excerpt` shows."""
        return self._site.excerpt_sentences

    def front(self) -> Shown:
        """The newest, by section and by language."""
        lines, older = self._page(self._site.page_size, None)
        edition = self.stories.front_edition()
        leads = edition.leads if edition else _leads(lines)
        rest = tuple(item for item in lines if item not in leads)
        latest = rest[:_LATEST_SHOWN]
        seen = {item.id for item in (*latest, *leads)}
        chips = self._chips()
        set_parts = tuple(Part(title, href, of) for title, href, of in edition.parts) if edition else ()
        seen |= {item.id for part in set_parts for item in part.lines}
        titles = {part.title for part in set_parts}
        more = (part for part in self._section_parts(seen) if part.title not in titles)
        parts = (*set_parts, *more)[:_BLOCKS_SHOWN]
        seen |= {item.id for part in parts for item in part.lines}
        today = self._now()
        page = Front(
            f"{today:%A}, {today.day} {today:%B %Y}",
            leads[0] if leads else None,
            leads[1:],
            latest,
            older,
            chips,
            tuple(Ref(found.name, f"/section/{found.slug}") for found in self._sections()),
            parts,
            self._tongue_parts(chips, seen),
            sum(chip.articles for chip in chips),
            not lines or any(not item.is_ready and item.note == "To be translated" for item in lines),
            self.stories.front_trends(),
            self.stories.notes(item.id for item in leads),
            edition.note if edition else None,
            tuple(item for item in self.stories.front_liked(leads) if item.line not in leads),
        )
        return Shown("front.html", page)

    def latest(self, before: str) -> Shown:
        """All articles, newest first."""
        return Shown("list.html", self._list("Latest", "/latest", before))

    def article(self, article_id: str, base: str, revision: int | None = None) -> Shown:
        """One article beside its original, by default as it is now; `base` is where this site stands."""
        opened = self.open(article_id, revision)
        view = self.view_of(opened)
        beside, _ = self._page(_ASIDE_LINES + 1, None)
        latest = tuple(item for item in beside if item.id != article_id)[:_ASIDE_LINES]
        around = self.stories.around(opened.reading.article.id)
        topics = self.stories.topic_links(opened.reading.article.id)
        cite = Citation(bibtex(opened.reading, opened.source, base), csl_json(opened.reading, opened.source, base))
        return Shown("article.html", ArticlePage(view, latest, cite, view.revision < view.revisions, around, topics))

    def bibtex(self, article_id: str, base: str, revision: int | None = None) -> Data:
        """The citation of an article's revision as BibTeX, by default of the current one."""
        opened = self.open(article_id, revision)
        return Data(bibtex(opened.reading, opened.source, base), "application/x-bibtex; charset=utf-8")

    def csl_json(self, article_id: str, base: str, revision: int | None = None) -> Data:
        """The citation of an article's revision as CSL-JSON, by default of the current one."""
        opened = self.open(article_id, revision)
        return Data(
            csl_json(opened.reading, opened.source, base), "application/vnd.citationstyles.csl+json; charset=utf-8"
        )

    def open(self, article_id: str, revision: int | None = None) -> Opened:
        """Read an article whose source is shown, by default as it is now; raises Missing or NotFound."""
        if not is_id(article_id):
            raise Missing
        reading = self._store.reading(ArticleId(article_id), revision)
        return Opened(reading, self.roll.of(reading.article.source_id))

    def view_of(self, opened: Opened) -> ArticleView:
        """What a page shows of an article."""
        view = article_view(
            opened.reading, opened.source, self._site.excerpt_sentences, self._site.title, self._heard(opened)
        )
        if view is None:
            raise Missing(410)
        return view

    def _heard(self, opened: Opened) -> Mapping[Quote, Heard]:
        """The words as they were said, of quotes that we translated back, from articles in English that we may show."""
        reading = opened.reading
        back = [quote for quote in reading.quotes if quote.provenance == "back-translated"]
        if not back:
            return {}
        from glosswire.text.quotes import original_of  # a quarter of a second that no other page need wait for

        at = reading.article.published_at or reading.article.fetched_at
        candidates = self._store.english_quotes(at - _SAID_WITHIN, at + _SAID_WITHIN)
        found = {}
        for quote in back:
            said = original_of(quote, english_of(quote, reading.translation), candidates)
            if said is not None and (heard := self._heard_in(said)) is not None:
                found[quote] = heard
        return found

    def _heard_in(self, said: Quote) -> Heard | None:
        """A quote of an article in English, as far as its source's policy shows it."""
        try:
            opened = self.open(said.article_id)
        except (Missing, NotFound):
            return None
        reading, source = opened.reading, opened.source
        if said not in permit(reading, source, self._site.excerpt_sentences).quotes:
            return None
        number = reading.sentences.index(min(said.sentences)) + 1
        return Heard(said.text, source.name, f"/article/{said.article_id}#s{number}")

    def day(self, text: str, before: str) -> Shown:
        """One day's archive with its neighbours."""
        try:
            day = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            day = None
        if day is None:
            raise Missing
        earlier, later = self._store.days_around(day)
        page = self._list(f"All news articles on {day}", f"/day/{day}", before, Wanted(day=day))
        page = replace(
            page,
            intro=f"{day:%A}, {day.day} {day:%B %Y}, in UTC",
            empty="No articles are kept of this day.",
            earlier=Ref(str(earlier), f"/day/{earlier}") if earlier else None,
            later=Ref(str(later), f"/day/{later}") if later else None,
        )
        return Shown("list.html", page)

    def source(self, source_id: str, before: str) -> Shown:
        """One source's card and articles."""
        source = self.roll.of(source_id)
        page = self._list(source.name, f"/source/{source.id}", before, Wanted(source_id=source.id))
        empty = "No article of this source has come in yet."
        return Shown("list.html", replace(page, card=outlet(source), empty=empty))

    def language(self, tag: str, before: str) -> Shown:
        """The articles of one language."""
        if not _TAG.fullmatch(tag):
            raise Missing
        named = tongue(tag)
        page = self._list(f"From {named.name}", f"/language/{tag}", before, Wanted(language=tag))
        empty = f"No article in {named.name} has come in yet."
        return Shown("list.html", replace(page, tongue=named, empty=empty))

    def section(self, slug: str, before: str) -> Shown:
        """The articles of one section, whatever its publishers call it."""
        found = self.section_of(slug)
        wanted = Wanted(sections=found.words)
        intro = "What publishers file under " + ", ".join(found.words[:_WORDS_OF_SECTION])
        page = self._list(found.name, f"/section/{slug}", before, wanted)
        return Shown("list.html", replace(page, intro=intro))

    def sources(self) -> Shown:
        """All sources by country."""
        counts = {tally.name: tally.articles for tally in self._store.tallies("source")}
        by_country: dict[str, list[SourceRow]] = {}
        for source in self.roll.shown.values():
            row = SourceRow(outlet(source), counts.get(source.id, 0))
            by_country.setdefault(country_name(source.country), []).append(row)
        countries = tuple(
            (name, tuple(sorted(rows, key=lambda row: row.outlet.name.casefold())))
            for name, rows in sorted(by_country.items())
        )
        languages = {tag for source in self.roll.shown.values() for tag in source.languages}
        return Shown("sources.html", SourcesPage(countries, len(self.roll.shown), len(languages)))

    def languages(self) -> Shown:
        """All languages that articles are from."""
        return Shown("languages.html", LanguagesPage(self._chips()))

    def search(self, query: str) -> Shown:
        """What has these words."""
        asked = " ".join(query[:_QUERY_LENGTH].replace("\0", " ").split())
        found = tuple(self.roll.listed(self._store.search(asked, _FOUND_SHOWN))) if asked else ()
        return Shown("search.html", SearchPage(asked, Found(found, "").lines, bool(asked)))

    def text(self, name: str) -> Shown:
        """A page of the house."""
        contact = self._site.contact.strip()
        is_address = contact.startswith(("https://", "http://", "mailto:"))
        href = contact if is_address else f"mailto:{contact}" if re.fullmatch(r"[^@\s]+@[^@\s]+", contact) else ""
        return Shown(
            f"{name}.html", TextPage(name, Ref(contact.removeprefix("mailto:"), href) if href else None, contact)
        )

    def trust(self) -> Shown:
        """How far to trust what is here, in measured figures."""
        return Shown("trust.html", TrustPage(load_parts(), all_limits()))

    def failure(self, status: int) -> Shown:
        """A page for what is not here or went wrong."""
        title, text = _ERRORS.get(status, _ERRORS[500])
        return Shown("error.html", ErrorPage(status, title, text), status)

    # -- lists

    def _list(self, title: str, href: str, before: str, wanted: Wanted = ALL) -> ListPage:
        return list_page(title, href, before, self.find(self._site.page_size, cursor(before), wanted))

    def find(self, size: int, before: ArticleId | None, wanted: Wanted = ALL) -> Found:
        """Fill a page of a list with what may be listed."""
        if wanted.sections:
            return self._find_sections(size, before, wanted)
        return self._find(size, before, wanted, None)

    def _find(self, size: int, before: ArticleId | None, wanted: Wanted, section: str | None) -> Found:
        def ask(limit: int, since: ArticleId | None) -> Sequence[Listing]:
            return self._store.latest(limit, since, wanted.language, wanted.source_id, section, wanted.day)

        return self.roll.fill(size, before, ask)

    def _find_sections(self, size: int, before: ArticleId | None, wanted: Wanted) -> Found:
        """Merge the publishers' sections that are one in English."""
        found = [
            item
            for word in wanted.sections[:_WORDS_OF_SECTION]
            for item in self._find(size + 1, before, wanted, word).items
        ]
        found.sort(key=lambda item: item.listing.published_at, reverse=True)
        return cut(found, size)

    @property
    def page_size(self) -> int:
        """How many articles a list shows."""
        return self._site.page_size

    def feed_of_language(self, tag: str) -> FeedOf:
        """What the feed of a language holds; raises Missing."""
        if not _TAG.fullmatch(tag):
            raise Missing
        return FeedOf(f"From {tongue(tag).name}", f"/language/{tag}", Wanted(language=tag))

    def feed_of_source(self, source_id: str) -> FeedOf:
        """What the feed of a source holds; raises Missing."""
        source = self.roll.of(source_id)
        return FeedOf(source.name, f"/source/{source.id}", Wanted(source_id=source.id))

    def feed_of_section(self, slug: str) -> FeedOf:
        """What the feed of a section holds; raises Missing."""
        found = self.section_of(slug)
        return FeedOf(found.name, f"/section/{found.slug}", Wanted(sections=found.words))

    def section_of(self, slug: str) -> Section:
        """The section of a slug; raises Missing."""
        found = next((item for item in self._sections() if item.slug == slug), None)
        if found is None:
            raise Missing
        return found

    def _page(self, size: int, before: ArticleId | None, wanted: Wanted = ALL) -> tuple[tuple[Line, ...], str]:
        """Lines of a page; the id to go on from is empty at its end."""
        found = self.find(size, before, wanted)
        return found.lines, found.older

    def _sections(self) -> tuple[Section, ...]:
        return sections(self._store.tallies("section"))

    def _chips(self) -> tuple[Chip, ...]:
        tallies = sorted(self._store.tallies("language"), key=lambda tally: (-tally.articles, tally.name))
        return tuple(Chip(tongue(tally.name), f"/language/{tally.name}", tally.articles) for tally in tallies)

    def _section_parts(self, seen: set[str]) -> tuple[Part, ...]:
        parts = []
        for found in self._sections():
            lines, _ = self._page(_BLOCK_LINES + _LATEST_SHOWN + 1, None, Wanted(sections=found.words))
            fresh = tuple(item for item in lines if item.id not in seen)[:_BLOCK_LINES]
            if fresh:
                parts.append(Part(found.name, f"/section/{found.slug}", fresh))
                seen = seen | {item.id for item in fresh}
        return tuple(parts[:_BLOCKS_SHOWN])

    def _tongue_parts(self, chips: tuple[Chip, ...], seen: set[str]) -> tuple[Part, ...]:
        parts = []
        for chip in chips[: 2 * _TONGUE_BLOCKS_SHOWN]:
            lines, _ = self._page(_LATEST_SHOWN, None, Wanted(language=chip.tongue.tag))
            fresh = [item for item in lines if item.id not in seen] or list(lines[:1])
            if fresh:
                parts.append(Part(chip.tongue.name, chip.href, tuple(fresh[:2]), chip.tongue))
        return tuple(parts[:_TONGUE_BLOCKS_SHOWN])


_ERRORS = {
    404: (
        "Not in this newsroom",
        "There is no page at this address. It may have been taken down, or never stood here.",
    ),
    400: ("Not understood", "What was sent could not be read. Nothing was kept."),
    403: (
        "Not from here",
        "This was not sent by a page of this site, so nothing was done. Open the page itself and try again.",
    ),
    401: ("For the operator", "This part of the newsroom opens with the operator’s token only."),
    405: ("Not done here", "This newsroom only answers requests to read."),
    410: ("Not shown here", "The source of this article does not want it shown here."),
    500: ("Something broke", "This page could not be made. The fault is ours and has been written down."),
    413: ("Too long", "What was sent is longer than this newsroom reads. Nothing was kept."),
    429: ("One moment", "Too much was asked at once. Please try again in a minute."),
    415: ("Not understood", "What was sent is no form of this site. Nothing was kept."),
    503: ("One moment", "The newsroom is busy writing. Please try again in a few seconds."),
}


def _leads(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What stands first where no front page is set yet: the newest, and no headline in doubt while there is another."""
    ready = (item for item in lines if item.is_ready)
    lead = min(ready, key=lambda item: (item.in_doubt, item.standfirst is None), default=None)
    if lead is None:
        return ()
    rest = [item for item in lines if item is not lead][:_LATEST_SHOWN]
    return (lead, *[item for item in rest if item.is_ready and item.standfirst][:_SECOND_SHOWN])


def utc_now() -> datetime:
    """The time, for those that do not bring their own."""
    return datetime.now(UTC)
