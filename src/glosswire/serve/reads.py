"""What the site asks of a store."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from glosswire.model import (
    ArticleId,
    Copy,
    Correction,
    Counts,
    Edition,
    Failure,
    FeedState,
    Listing,
    Member,
    Quote,
    Reading,
    Related,
    Report,
    ReportState,
    RevisionLine,
    SourceId,
    Stage,
    Stated,
    Story,
    StoryId,
    Tally,
    Topic,
    Trend,
)

TallyKind = Literal["day", "language", "source", "section"]


class Reads(Protocol):
    """What the site asks of a store."""

    def latest(
        self,
        limit: int,
        before: ArticleId | datetime | None = None,
        language: str | None = None,
        source_id: SourceId | None = None,
        section: str | None = None,
        day: date | None = None,
    ) -> tuple[Listing, ...]:
        """List the newest articles, those older than the article `before`."""

    def reading(self, article_id: ArticleId, revision: int | None = None) -> Reading:
        """Read one article; NotFound where there is none."""

    def readings(self, ids: Sequence[ArticleId]) -> tuple[Reading, ...]:
        """Read some articles, in this order; those that are not here are left out."""

    def days_around(self, day: date) -> tuple[date | None, date | None]:
        """Find the nearest days before and after one that have articles."""

    def tallies(self, by: TallyKind) -> tuple[Tally, ...]:
        """Count articles by day, language, source or section."""

    def search(self, text: str, limit: int) -> tuple[Listing, ...]:
        """Find articles by their words."""

    def note_opened(self, article_id: ArticleId, now: datetime) -> None:
        """Count one opening."""

    def revisions(self, article_id: ArticleId) -> tuple[RevisionLine, ...]:
        """List the revisions of an article; NotFound where there is none."""

    def corrections(self, limit: int, before: int | None = None) -> tuple[Correction, ...]:
        """List the newest corrections, those older than the correction `before`."""

    def add_report(self, article_id: ArticleId, revision: int, position: int, comment: str, now: datetime) -> Report:
        """Keep a reader's report of a sentence."""

    def reports(self, state: ReportState = "open", limit: int = 100) -> tuple[Report, ...]:
        """List reports, the newest first."""

    def settle_report(
        self, number: int, state: ReportState, now: datetime, english: str = "", note: str = ""
    ) -> Correction | None:
        """Accept a report with its English, or decline it."""

    def correct(
        self, article_id: ArticleId, revision: int, position: int, english: str, note: str, now: datetime
    ) -> Correction:
        """Put the operator's English in place of a sentence's."""

    def doubts(self, limit: int = 50) -> tuple[tuple[Reading, int], ...]:
        """List current articles with the position of a sentence that has a critical finding, the newest first."""

    def english_quotes(self, since: datetime, until: datetime, limit: int = 500) -> tuple[Quote, ...]:
        """List the quotes that articles in English printed in a time, the newest first."""

    def counts(self) -> Counts:
        """Say how much the store holds and what waits."""

    def failures(self, stage: Stage | None = None, limit: int = 100) -> tuple[Failure, ...]:
        """List what failed and is not past."""

    def feed_states(self) -> tuple[FeedState, ...]:
        """List all feeds with what is known of them."""

    def story(self, story_id: StoryId) -> Story:
        """Read a story, or the one that it turned out to be; NotFound where there is none."""

    def story_of(self, article_id: ArticleId) -> Story | None:
        """The story that an article reports; None where it was not grouped yet."""

    def shared_stories(
        self, limit: int, before: datetime | None = None, last: StoryId | None = None
    ) -> tuple[Story, ...]:
        """List stories with two reports and more, the latest news first; those of one time go on after `last`."""

    def members(self, ids: Collection[ArticleId]) -> tuple[Member, ...]:
        """List some articles as reports of their stories, those that were grouped."""

    def members_of(self, ids: Collection[StoryId]) -> tuple[Member, ...]:
        """List all reports of some stories, the first first."""

    def listings(self, ids: Sequence[ArticleId]) -> tuple[Listing, ...]:
        """List some articles, in this order."""

    def copies_in(self, story_id: StoryId) -> tuple[Copy, ...]:
        """The reports of a story that are copies."""

    def stated(self, ids: Sequence[ArticleId], version: str) -> tuple[Stated, ...]:
        """What `version` read some articles to state; those that it did not read are left out."""

    def topics_of(self, article_id: ArticleId) -> tuple[Topic, ...]:
        """What an article is about, the surest first."""

    def on_topic(
        self,
        code: str,
        limit: int,
        before: ArticleId | datetime | None = None,
        since: datetime | None = None,
    ) -> tuple[Listing, ...]:
        """List the newest articles on a topic, those older than the article `before`."""

    def topic_tallies(self, since: datetime, of: Collection[str] | None = None) -> tuple[Tally, ...]:
        """Count the articles of some sources on each topic that were published since a time."""

    def trends(self) -> tuple[Trend, ...]:
        """What rises, the most first."""

    def related(self, article_id: ArticleId) -> tuple[Related, ...]:
        """What readers of an article may like, the best first."""

    def edition(self, edition_id: str | None = None) -> Edition | None:
        """Read a front page, by default the last one, None where there is none; NotFound."""

    def editions(self, limit: int, before: datetime | None = None) -> tuple[Edition, ...]:
        """List front pages, the last one first."""
