"""What a store in memory knows of stories, with verbs: the newsroom's part of grouping and ranking, played by a test."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from glosswire.errors import NotFound
from glosswire.model import (
    ArticleId,
    Copy,
    Edition,
    EditionSection,
    Listing,
    Member,
    Placed,
    Reading,
    Related,
    ScorePart,
    SourceId,
    Stated,
    Story,
    StoryId,
    Tally,
    Topic,
    Trend,
)
from glosswire.serve.reads import Reads
from tests.serve.samples import listing_of


class FakeStories:
    """Stories, copies, topics, trends, neighbours and editions of the readings that a test gives."""

    _readings: dict[ArticleId, Reading]

    def __init__(self) -> None:
        self._stories: dict[StoryId, Story] = {}
        self._joined: dict[StoryId, StoryId] = {}
        self._copies: dict[ArticleId, Copy] = {}
        self._topics: list[Topic] = []
        self._trends: tuple[Trend, ...] = ()
        self._related: dict[ArticleId, tuple[Related, ...]] = {}
        self._editions: list[Edition] = []
        self.stories_read = 0

    # -- what a test has the newsroom do

    def group(self, story_id: str, *readings: Reading) -> None:
        """Take articles for reports of one story, the first of them its lead."""
        listed = sorted(map(listing_of, readings), key=lambda item: item.published_at)
        self._stories[StoryId(story_id)] = Story(
            StoryId(story_id),
            readings[0].article.id,
            listed[0].published_at,
            listed[-1].published_at,
            tuple(item.id for item in listed),
            tuple(dict.fromkeys(item.language for item in listed)),
            (),
            (ScorePart("own text", 1.0),),
        )

    def join(self, story_id: str, into: str) -> None:
        """Have a story turn out to be another."""
        self._joined[StoryId(story_id)] = StoryId(into)
        self._stories.pop(StoryId(story_id), None)

    def copy(self, carrier: Reading, of: Reading, agency: str = "") -> None:
        """Have one article carry another's text."""
        self._copies[carrier.article.id] = Copy(carrier.article.id, of.article.id, 0.9, agency)

    def sort(self, reading: Reading, code: str, confidence: float = 0.9) -> None:
        """Say what an article is about."""
        self._topics.append(Topic(reading.article.id, code, confidence))

    def rise(self, *trends: Trend) -> None:
        """Have stories rise."""
        self._trends = trends

    def relate(self, of: Reading, *others: Reading) -> None:
        """Have readers of an article like others."""
        parts = (ScorePart("likeness", 0.62), ScorePart("fresh", -0.01), ScorePart("variety", -0.04))
        self._related[of.article.id] = tuple(Related(of.article.id, other.article.id, 0.57, parts) for other in others)

    def set_edition(self, made_at: datetime, sections: Mapping[str, Sequence[tuple[str, Reading]]]) -> str:
        """Freeze a front page."""
        edition_id = f"{made_at:%Y%m%dT%H%M%SZ}"
        made = tuple(
            EditionSection(
                name,
                tuple(
                    Placed(StoryId(story), r.article.id, r.article.revision, 1.5, (ScorePart("breadth", 1.5),))
                    for story, r in placed
                ),
            )
            for name, placed in sections.items()
        )
        self._editions.append(Edition(edition_id, made_at, made))
        return edition_id

    def mirror(self, other: Reads) -> None:
        """Know of stories what another store knows of this one's articles."""
        for article_id in self._readings:
            story = other.story_of(article_id)
            if story is not None:
                self._stories[story.id] = story
                self._copies |= {copy.article_id: copy for copy in other.copies_in(story.id)}
            self._topics += other.topics_of(article_id)
            self._related[article_id] = other.related(article_id)
        self._trends = other.trends()
        self._editions = list(other.editions(99))

    # -- what the site asks

    def story(self, story_id: StoryId) -> Story:
        found = self._stories.get(self._joined.get(story_id, story_id))
        if found is None:
            raise NotFound(f"no story {story_id}")
        return found

    def story_of(self, article_id: ArticleId) -> Story | None:
        return next((story for story in self._stories.values() if article_id in story.articles), None)

    def shared_stories(
        self, limit: int, before: datetime | None = None, last: StoryId | None = None
    ) -> tuple[Story, ...]:
        numbers = {story_id: number for number, story_id in enumerate(self._stories, 1)}
        places = {(s.updated_at, numbers[s.id]): s for s in self._stories.values() if len(s.articles) > 1}
        found = [p for p in places if before is None or p < (before, numbers.get(last, 0) if last else 0)]
        self.stories_read += min(limit, len(found))
        return tuple(places[place] for place in sorted(found, reverse=True)[:limit])

    def members_of(self, ids: Collection[StoryId]) -> tuple[Member, ...]:
        return self.members([article_id for story_id in ids for article_id in self.story(story_id).articles])

    def members(self, ids: Collection[ArticleId]) -> tuple[Member, ...]:
        listed = sorted(self.listings(tuple(ids)), key=lambda item: item.published_at)
        return tuple(
            Member(
                item.id,
                item.revision,
                story.id,
                item.published_at,
                SourceId(item.source_id),
                item.language,
                item.original_headline,
                item.headline,
                item.grade,
                item.done >= item.sentences,
                item.in_doubt,
                bool(item.standfirst),
                copy_of=self._copies[item.id].of if item.id in self._copies else None,
            )
            for item in listed
            if (story := self.story_of(item.id)) is not None
        )

    def listings(self, ids: Sequence[ArticleId]) -> tuple[Listing, ...]:
        found = (self._readings.get(article_id) for article_id in ids)
        return tuple(listing_of(reading) for reading in found if reading)

    def copies_in(self, story_id: StoryId) -> tuple[Copy, ...]:
        return tuple(copy for copy in self._copies.values() if copy.article_id in self.story(story_id).articles)

    def stated(self, ids: Sequence[ArticleId], version: str) -> tuple[Stated, ...]:
        return ()

    def topics_of(self, article_id: ArticleId) -> tuple[Topic, ...]:
        return tuple(topic for topic in self._topics if topic.article_id == article_id)

    def on_topic(
        self, code: str, limit: int, before: ArticleId | datetime | None = None, since: datetime | None = None
    ) -> tuple[Listing, ...]:
        found = [listing_of(self._readings[topic.article_id]) for topic in self._topics if topic.code == code]
        found.sort(key=lambda item: (item.published_at, item.id), reverse=True)
        if before is not None:
            place = next((n for n, item in enumerate(found, 1) if item.id == before), None)
            if place is None:
                raise NotFound(f"no article {before}")
            found = found[place:]
        return tuple(found[:limit])

    def topic_tallies(self, since: datetime, of: Collection[str] | None = None) -> tuple[Tally, ...]:
        listed = {topic: listing_of(self._readings[topic.article_id]) for topic in self._topics}
        codes = [
            topic.code
            for topic, listing in listed.items()
            if listing.published_at >= since and (of is None or listing.source_id in of)
        ]
        return tuple(Tally(code, codes.count(code)) for code in sorted(set(codes)))

    def trends(self) -> tuple[Trend, ...]:
        return self._trends

    def related(self, article_id: ArticleId) -> tuple[Related, ...]:
        return self._related.get(article_id, ())

    def edition(self, edition_id: str | None = None) -> Edition | None:
        if edition_id is None:
            return max(self._editions, key=lambda edition: edition.made_at, default=None)
        found = next((edition for edition in self._editions if edition.id == edition_id), None)
        if found is None:
            raise NotFound(f"no edition {edition_id}")
        return found

    def editions(self, limit: int, before: datetime | None = None) -> tuple[Edition, ...]:
        found = [edition for edition in self._editions if before is None or edition.made_at < before]
        return tuple(sorted(found, key=lambda edition: edition.made_at, reverse=True)[:limit])
