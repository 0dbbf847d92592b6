"""Read from the store what pages, feeds and programs are shown of stories, trends, topics and front pages."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from glosswire.config import Site
from glosswire.errors import NotFound, StoreError
from glosswire.model import ArticleId, Copy, Edition, Placed, Related, Story, StoryId, Trend
from glosswire.serve.answer import Missing, Refusal, Shown
from glosswire.serve.charts import spark
from glosswire.serve.compared import Comparisons
from glosswire.serve.gather import Gathered, count_members, gather, note_of, root_of, story_line
from glosswire.serve.lists import FeedOf, Found, Listed, Opened, Roll, cursor, is_id, list_page
from glosswire.serve.marks import is_doubtful
from glosswire.serve.present import headline_of, line, moment, section_ref
from glosswire.serve.reads import Reads
from glosswire.serve.reasons import by_name, end_of, period_of, voices_of, why_it_rises, why_liked, why_placed
from glosswire.serve.story_page import chosen, story_page
from glosswire.serve.story_views import (
    Around,
    Compared,
    EditionNote,
    EditionPage,
    EditionPart,
    EditionRow,
    EditionsPage,
    FrontEdition,
    LikedLine,
    LikePage,
    PlacedLine,
    StoriesPage,
    StoryNote,
    TopicRow,
    TopicsPage,
    TrendLine,
    TrendsPage,
)
from glosswire.serve.views import Line, Ref
from glosswire.stories.known import VERSION, Known, unpack
from glosswire.stories.topics import Label, topics

TRENDS_BESIDE = 5
_MORE_SHOWN = 9  # other reports beneath an article
_CARRIERS_SHOWN = 12
_LISTED_OF_STORY = (
    200  # reports that a list reads of one story: first and newest ones; its page reads all that are named
)
_STORIES_READ = 500  # for one page of stories, where policies hide most of what came; the next goes on from there
_EDITIONS_SHOWN = 50
WEEK = timedelta(days=7)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rising:
    """A trend with its story, as far as that is shown."""

    trend: Trend
    story: Gathered


@dataclass(frozen=True, slots=True)
class Liked:
    """An article that readers of one may like, and what it is about."""

    related: Related
    item: Listed
    label: Label | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A story's place in an edition with the article as it was then."""

    placed: Placed
    item: Listed
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frozen:
    """An edition with what of it is shown."""

    edition: Edition
    parts: tuple[tuple[str, tuple[Standing, ...]], ...]


class Stories:
    """What is shown of stories: their reading, from one store, under the policies of one list of sources."""

    def __init__(self, store: Reads, roll: Roll, site: Site, now: Callable[[], datetime]) -> None:
        """Read from `store`; an article of a source that is not on the roll is not shown, nor counted."""
        self._store = store
        self._roll = roll
        self._page_size = site.page_size
        self._excerpt = site.excerpt_sentences
        self._comparisons = Comparisons()
        self._now = now

    # -- pages

    def trends(self) -> Shown:
        """What rises."""
        found = self.rising()
        end = next((end_of(by_name(item.trend.parts)) for item in found), None)
        return Shown("trends.html", TrendsPage(_trend_lines(found), period_of(end, self._now())))

    def latest(self, before: str) -> Shown:
        """Stories with several reports."""
        found, older = self.shared(self._page_size, before)
        page = StoriesPage(
            tuple(map(story_line, found)), f"/stories?before={older}" if older else "", "/stories" if before else ""
        )
        return Shown("stories.html", page)

    def story(self, found: Gathered) -> Shown:
        """One story, its reports side by side."""
        return Shown("story.html", story_page(found, self.compared(found)))

    def topics(self) -> Shown:
        """All topics, with the counts of a week."""
        rows = tuple(TopicRow(_title(label), f"/topic/{label.slug}", count) for label, count in self.counts())
        until = moment(self.week_end(), "").day if self.week_end() < self._now() else None
        return Shown("topics.html", TopicsPage(rows, until))

    def topic(self, slug: str, before: str) -> Shown:
        """The articles on one topic."""
        label = self.label_of(slug)
        page = list_page(_title(label), f"/topic/{slug}", before, self.on_topic(label, self._page_size, before))
        intro = "Articles on this topic, by their publishers’ own sections, addresses and keywords"
        return Shown("list.html", replace(page, intro=intro, empty="No article on this topic has come in yet."))

    def edition(self, edition_id: str) -> Shown:
        """A front page as it was."""
        frozen = self.frozen(edition_id)
        earlier = self._store.editions(1, frozen.edition.made_at)
        parts = tuple(EditionPart(*_part_title(name), self._placed(found)) for name, found in frozen.parts)
        note = edition_note(frozen.edition)
        is_past = any(not standing.is_current for _, found in frozen.parts for standing in found)
        return Shown("edition.html", EditionPage(note, parts, edition_note(earlier[0]) if earlier else None, is_past))

    def editions(self, before: str) -> Shown:
        """The front pages that were kept."""
        found, older = self.some_editions(_EDITIONS_SHOWN, before)
        rows = tuple(self._edition_row(edition) for edition in found)
        page = EditionsPage(rows, f"/editions?before={older}" if older else "", "/editions" if before else "")
        return Shown("editions.html", page)

    def like(self, article_id: str) -> Shown:
        """What a reader of an article may like."""
        of = self.item_of(article_id)
        href = f"/article/{article_id}/like/feed"
        return Shown("like.html", LikePage(line(of.listing, of.source), self._liked_lines(of), href))

    def get_ready(self) -> None:
        """Compare the newest story, so that what comparisons load is there before a reader asks for one."""
        with suppress(StoreError, Missing):  # a reader will ask again
            for story in self._store.shared_stories(1):
                self.story(self.find(story.id))

    # -- beside an article and on the front page

    def around(self, article_id: ArticleId) -> Around:
        """What stands about an article."""
        rising = _trend_lines(self.rising(TRENDS_BESIDE))
        of = next(iter(self._items([article_id])), None)
        if of is None:  # it was changed or taken away between two readings
            return Around(None, (), 0, None, (), 0, "", (), rising)
        story = self._store.story_of(article_id)
        found = self._gathered(story, also=article_id) if story else None
        liked = self._liked_lines(of)
        own = next((t for t in found.texts if of in (t.item, *t.carriers)), None) if found else None
        if found is None or own is None:
            return Around(None, (), 0, None, (), 0, "", liked, rising)
        more = [_line(text.item) for text in found.texts if text is not own]
        shown = _languages_first(more, of.listing.language)[:_MORE_SHOWN]
        carriers = [_line(item) for item in own.carriers if item != of]
        return Around(
            note_of(found) if more else None,
            tuple(shown),
            found.counted.texts - 1 - len(shown),
            None if own.item == of else _line(own.item),
            tuple(carriers[:_CARRIERS_SHOWN]),
            max(0, len(carriers) - _CARRIERS_SHOWN),
            own.agency,
            liked,
            rising,
        )

    def front_trends(self) -> tuple[TrendLine, ...]:
        """The first of what rises."""
        return _trend_lines(self.rising(TRENDS_BESIDE))

    def front_liked(self, leads: Sequence[Line]) -> tuple[LikedLine, ...]:
        """What a reader of the article that leads the front page may like."""
        of = next(iter(self._items([ArticleId(leads[0].id)])), None) if leads else None
        return self._liked_lines(of) if of else ()

    def front_edition(self) -> FrontEdition | None:
        """The last front page, its articles as they are now; None where there is none yet, or nothing of it is shown.

        Where the article that stood for a story is not shown any more, another report of the story does.
        """
        edition = self._store.edition()
        if edition is None:
            return None
        ids = [placed.article_id for section in edition.sections for placed in section.placed]
        items = {item.listing.id: item for item in self._items(ids)}
        parts, leads = [], []
        for section in edition.sections:
            standing = (items.get(placed.article_id) or self._in_place_of(placed) for placed in section.placed)
            lines = [_line(item) for item in standing if item]
            if section.name in ("lead", "also"):
                leads += lines
            elif lines:
                parts.append((section.name, tuple(lines)))
        made = tuple((*_part_title(name), lines) for name, lines in parts)
        return FrontEdition(edition_note(edition), tuple(leads), made) if leads else None

    def notes(self, ids: Iterable[str]) -> Mapping[str, StoryNote]:
        """How many report the stories of some articles; nothing for those that nobody else has."""
        found = {}
        for article_id in ids:
            story = self._store.story_of(ArticleId(article_id))
            gathered = self._gathered(story) if story and len(story.articles) > 1 else None
            if gathered is not None and gathered.counted.texts > 1:
                found[article_id] = note_of(gathered)
        return found

    # -- what pages, feeds and programs read

    def rising(self, most: int | None = None) -> tuple[Rising, ...]:
        """What rises, as far as it is shown."""
        found = []
        for trend in self._store.trends():
            gathered = self._found(trend.story_id)
            if gathered is not None and gathered.counted.sources > 1:  # what one source tells does not rise
                found.append(Rising(trend, gathered))
            if len(found) == most:
                break
        return tuple(found)

    def shared(self, size: int, before: str) -> tuple[tuple[Gathered, ...], str]:
        """Stories with several reports, and where the next page begins; Refusal(400) for a place that is none."""
        at, last = _place_of(before)
        found: list[Gathered] = []
        read, size_read = 0, size + 1
        while read < _STORIES_READ:
            batch = self._store.shared_stories(size_read, at, last)
            for story in batch:
                gathered = self._gathered(story)
                if gathered is not None and len(gathered.items) > 1:
                    if len(found) == size:
                        return tuple(found), _place(found[-1].story)
                    found.append(gathered)
            if len(batch) < size_read:
                return tuple(found), ""
            read, at, last = read + len(batch), batch[-1].updated_at, batch[-1].id
            size_read = min(2 * size_read, _STORIES_READ - read)
        return tuple(found), _place(batch[-1])

    def find(self, story_id: str) -> Gathered:
        """A story as far as it is shown, or the one that it became; raises Missing or NotFound."""
        if not is_id(story_id):
            raise Missing
        gathered = self._gathered(self._store.story(StoryId(story_id)), most=None)
        if gathered is None:
            raise Missing(410)
        return gathered

    def compared(self, found: Gathered) -> Compared:
        """Where a story's reports meet and part."""
        texts = chosen(found.texts)
        here = {reading.article.id: reading for reading in self._store.readings([t.item.listing.id for t in texts])}
        items = [text.item for text in texts if text.item.listing.id in here]
        read = [Opened(here[item.listing.id], item.source) for item in items]
        return self._comparisons.of(
            found.story.id, items, read, self._excerpt, len(found.texts) - len(texts), self._known
        )

    def copies(self, found: Gathered) -> Mapping[ArticleId, Copy]:
        """Which of a story's reports carry another's text."""
        return {copy.article_id: copy for copy in self._store.copies_in(found.story.id)}

    def label_of(self, name: str) -> Label:
        """A topic by its slug or its code; raises Missing."""
        found = next((label for label in topics().values() if name in (label.slug, label.code)), None)
        if found is None:
            raise Missing
        return found

    def week_end(self) -> datetime:
        """The end of the week that is counted: now, or in a newsroom that stood still the time of its newest article."""
        now = self._now()
        newest = max((listing.published_at for listing in self._store.latest(1)), default=now)
        return now if now - newest < WEEK else newest

    def counts(self) -> tuple[tuple[Label, int], ...]:
        """All topics with how many articles of the last week are on them, the most first."""
        counted = self._store.topic_tallies(self.week_end() - WEEK, self._roll.shown.keys())
        tallies = {tally.name: tally.articles for tally in counted}
        rows = [(label, tallies.get(label.code, 0)) for label in topics().values()]
        return tuple(sorted(rows, key=lambda row: (-row[1], row[0].name)))

    def on_topic(self, label: Label, size: int, before: str) -> Found:
        """The articles on a topic."""
        return self._roll.fill(
            size, cursor(before), lambda limit, since: self._store.on_topic(label.code, limit, since)
        )

    def topics_of(self, article_id: ArticleId) -> tuple[tuple[Label, float], ...]:
        """What an article is about, the surest first, and how sure that is."""
        found = self._store.topics_of(article_id)
        return tuple((topics()[topic.code], topic.confidence) for topic in found if topic.code in topics())

    def topic_links(self, article_id: ArticleId) -> tuple[Ref, ...]:
        """The pages of what an article is about."""
        return tuple(Ref(_title(label), f"/topic/{label.slug}") for label, _ in self.topics_of(article_id))

    def liked(self, of: Listed) -> tuple[Liked, ...]:
        """What readers of an article may like, as far as it is shown: of each other story one, and no copies."""
        related = self._store.related(of.listing.id)
        items = {item.listing.id: item for item in self._items([found.other for found in related])}
        members = {m.article_id: m for m in self._store.members([of.listing.id, *items])}
        seen = {members[of.listing.id].story_id} if of.listing.id in members else set()
        found = []
        for one in related:
            member = members.get(one.other)  # as it is by now: its story may have been joined to another since
            is_apart = member is None or (member.copy_of is None and member.story_id not in seen)
            if one.other in items and is_apart:
                found.append(Liked(one, items[one.other], self._label(one.other)))
                seen |= {member.story_id} if member else set()
        return tuple(found)

    def item_of(self, article_id: str) -> Listed:
        """An article that is shown; raises Missing or NotFound."""
        if not is_id(article_id):
            raise Missing
        listing = next(iter(self._store.listings([ArticleId(article_id)])), None)
        if listing is None:
            raise NotFound(f"no article {article_id}")
        return Listed(listing, self._roll.of(listing.source_id))

    def story_of(self, article_id: ArticleId) -> Gathered | None:
        """The story that an article reports, as far as it is shown."""
        story = self._store.story_of(article_id)
        return self._gathered(story) if story else None

    def frozen(self, edition_id: str) -> Frozen:
        """An edition, its articles as they were then; raises Missing or NotFound."""
        edition = self._store.edition(edition_id) if is_id(edition_id) else None
        if edition is None:
            raise Missing
        ids = [placed.article_id for section in edition.sections for placed in section.placed]
        items = {item.listing.id: item for item in self._items(ids)}
        parts = [
            (
                section.name,
                tuple(
                    self._standing(placed, items[placed.article_id])
                    for placed in section.placed
                    if placed.article_id in items
                ),
            )
            for section in edition.sections
        ]
        return Frozen(edition, tuple((name, found) for name, found in parts if found))

    def some_editions(self, size: int, before: str) -> tuple[tuple[Edition, ...], str]:
        """Editions, the last one first, and where the next page begins."""
        found = self._store.editions(size + 1, instant(before))
        return found[:size], stamp(found[size - 1].made_at) if len(found) > size else ""

    # -- feeds

    def feed_of_trends(self) -> FeedOf:
        """What rises, each story by its lead."""
        items = tuple(
            _told(item.story, f"{why_it_rises(by_name(item.trend.parts))}.", note_of(item.story).href)
            for item in self.rising()
        )
        return FeedOf("Trends 24h", "/trends", items=items)

    def feed_of_stories(self) -> FeedOf:
        """Stories with several reports, each by its lead."""
        found, _ = self.shared(self._page_size, "")
        items = tuple(_told(gathered, f"{note_of(gathered).text}.", note_of(gathered).href) for gathered in found)
        return FeedOf("Stories", "/stories", items=items)

    def feed_of_story(self, found: Gathered) -> FeedOf:
        """The reports of one story, the newest first."""
        items = sorted((text.item for text in found.texts), key=lambda item: item.listing.published_at, reverse=True)
        title = line(found.lead.listing, found.lead.source).headline.text
        return FeedOf(title, f"/story/{found.story.id}", items=tuple(items[: self._page_size]))

    def feed_of_topic(self, slug: str) -> FeedOf:
        """The articles on a topic; raises Missing."""
        label = self.label_of(slug)
        return FeedOf(_title(label), f"/topic/{slug}", items=self.on_topic(label, self._page_size, "").items)

    def feed_of_liked(self, article_id: str) -> FeedOf:
        """What a reader of an article may like; raises Missing or NotFound."""
        items = tuple(found.item for found in self.liked(self.item_of(article_id)))
        return FeedOf("You may like", f"/article/{article_id}/like", items=items)

    def feed_of_editions(self) -> FeedOf:
        """Front pages, each by what led it."""
        found, _ = self.some_editions(self._page_size, "")
        items = []
        for edition in found:
            frozen = self._shown_of(edition)
            if frozen is not None:
                note = edition_note(edition)
                items.append(replace(frozen, told=Ref(f"Leads the front page of {note.made.brief}.", note.href)))
        return FeedOf("Front pages", "/editions", items=tuple(items))

    # -- reading

    def _known(self, ids: Sequence[ArticleId]) -> Mapping[ArticleId, Known]:
        """What is known of some articles that the newsroom has read; unpacked where a story is compared anew."""
        return {found.article_id: unpack(found.packed) for found in self._store.stated(ids, VERSION)}

    def _items(self, ids: Sequence[ArticleId]) -> tuple[Listed, ...]:
        return tuple(self._roll.listed(self._store.listings(ids)))

    def _gathered(
        self, story: Story, most: int | None = _LISTED_OF_STORY, also: ArticleId | None = None
    ) -> Gathered | None:
        """A story as far as it is shown; `most`: of how many reports, `also`: and of which one with what it carries."""
        ids, counted = story.articles, None
        copies = self._store.copies_in(story.id) if len(ids) > 1 else ()
        if len(ids) > _LISTED_OF_STORY:
            counted = count_members(self._store.members_of([story.id]), self._roll.shown)
            ids = ids if most is None else (*ids[: most // 2], *ids[-(most // 2) :])
        own = (also, root_of(also, {copy.article_id: copy.of for copy in copies})) if also else ()
        items: Sequence[Listed] = self._items(tuple(dict.fromkeys((*ids, story.lead, *own))))
        if counted is not None:
            items = sorted(items, key=lambda item: item.listing.published_at)
        return gather(story, items, copies, counted)

    def _found(self, story_id: StoryId) -> Gathered | None:
        try:
            return self._gathered(self._store.story(story_id))
        except NotFound:
            return None

    def _label(self, article_id: ArticleId) -> Label | None:
        return next((label for label, _ in self.topics_of(article_id)), None)

    def _liked_lines(self, of: Listed) -> tuple[LikedLine, ...]:
        return tuple(
            LikedLine(
                _line(found.item),
                Ref(_title(found.label), f"/topic/{found.label.slug}")
                if found.label
                else section_ref(found.item.listing.section),
                why_liked(by_name(found.related.parts), of, found.item),
            )
            for found in self.liked(of)
        )

    def _in_place_of(self, placed: Placed) -> Listed | None:
        """The best report of a story that is shown."""
        found = self._found(placed.story_id)
        return found.lead if found else None

    def _standing(self, placed: Placed, item: Listed) -> Standing:
        return Standing(placed, self._as_placed(item, placed.revision), item.listing.revision == placed.revision)

    def _as_placed(self, item: Listed, revision: int) -> Listed:
        """An article as a revision of it has it, where that is no longer the current one."""
        if item.listing.revision == revision:
            return item
        try:
            reading = self._store.reading(item.listing.id, revision)
        except NotFound:
            return item
        article, shown = reading.article, headline_of(reading)
        heads = (s for s in reading.translation.segments if s.sources and s.sources[0].block == 0)
        listing = replace(
            item.listing,
            revision=revision,
            original_headline=article.headline,
            headline=shown.text if shown.lang != article.language.tag else "",
            standfirst="",
            in_doubt=any(map(is_doubtful, heads)),
        )
        return replace(item, listing=listing)

    def _placed(self, found: Sequence[Standing]) -> tuple[PlacedLine, ...]:
        return tuple(
            PlacedLine(
                _line(standing.item),
                StoryNote(f"/story/{standing.placed.story_id}", "The story as it is now"),
                Ref(
                    f"Revision {standing.placed.revision}",
                    f"/article/{standing.placed.article_id}/revision/{standing.placed.revision}",
                ),
                why_placed(standing.placed.score, by_name(standing.placed.parts)),
            )
            for standing in found
        )

    def _shown_of(self, edition: Edition) -> Listed | None:
        """What led an edition, of what is shown."""
        for section in edition.sections[:2]:
            for placed in section.placed:
                item = next(iter(self._items([placed.article_id])), None)
                if item is not None:
                    return self._as_placed(item, placed.revision)
        return None

    def _edition_row(self, edition: Edition) -> EditionRow:
        lead = self._shown_of(edition)
        count = len(self._items([placed.article_id for section in edition.sections for placed in section.placed]))
        return EditionRow(edition_note(edition), _line(lead) if lead else None, count)


def instant(before: str) -> datetime | None:
    """Read where a page that goes by time goes on, None where nothing is asked; Refusal(400) for what is no time."""
    if not before:
        return None
    if _TIME.fullmatch(before):
        with suppress(ValueError):
            return datetime.fromisoformat(before)
    raise Refusal(400)


def _place_of(before: str) -> tuple[datetime | None, StoryId | None]:
    """Read where a page of stories goes on: a time, and the last story of it that was shown."""
    time, mark, last = before.partition("~")
    if mark and not (time and is_id(last)):
        raise Refusal(400)
    return instant(time), StoryId(last) if last else None


def _place(story: Story) -> str:
    return f"{stamp(story.updated_at)}~{story.id}"


def stamp(at: datetime) -> str:
    """Write where a page that goes by time goes on."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def edition_note(edition: Edition) -> EditionNote:
    """A front page by its time."""
    return EditionNote(edition.id, f"/edition/{edition.id}", moment(edition.made_at, ""))


def title_of(name: str) -> str:
    """What a part of a front page is called."""
    return _part_title(name)[0]


def _part_title(name: str) -> tuple[str, str]:
    label = topics().get(name)
    if label is not None:
        return _title(label), f"/topic/{label.slug}"
    return {"lead": "Lead", "also": "Also in the news"}.get(name, name), ""


def _title(label: Label) -> str:
    return label.name[:1].upper() + label.name[1:]


def _line(item: Listed) -> Line:
    return line(item.listing, item.source)


def _told(found: Gathered, text: str, href: str) -> Listed:
    return replace(found.lead, told=Ref(text, href))


def _trend_lines(found: Iterable[Rising]) -> tuple[TrendLine, ...]:
    lines = []
    for rank, item in enumerate(found, 1):
        parts = by_name(item.trend.parts)
        drawn = spark(item.trend.hours, end_of(parts))
        lines.append(TrendLine(rank, story_line(item.story), why_it_rises(parts), voices_of(parts), drawn))
    return tuple(lines)


def _languages_first(lines: Sequence[Line], own: str) -> list[Line]:
    """One of each other language first, then the rest, each in the order of time."""
    seen, first, rest = {own}, list[Line](), list[Line]()
    for item in lines:
        (rest if item.tongue.tag in seen else first).append(item)
        seen.add(item.tongue.tag)
    return [*first, *rest]
