"""What the site asks of a store."""

from datetime import date, datetime
from typing import Literal, Protocol

from glosswire.model import (
    ArticleId,
    Counts,
    Failure,
    FeedState,
    Listing,
    Reading,
    SourceId,
    Stage,
    Tally,
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

    def days_around(self, day: date) -> tuple[date | None, date | None]:
        """Find the nearest days before and after one that have articles."""

    def tallies(self, by: TallyKind) -> tuple[Tally, ...]:
        """Count articles by day, language, source or section."""

    def search(self, text: str, limit: int) -> tuple[Listing, ...]:
        """Find articles by their words."""

    def note_opened(self, article_id: ArticleId, now: datetime) -> None:
        """Count one opening."""

    def counts(self) -> Counts:
        """Say how much the store holds and what waits."""

    def failures(self, stage: Stage | None = None, limit: int = 100) -> tuple[Failure, ...]:
        """List what failed and is not past."""

    def feed_states(self) -> tuple[FeedState, ...]:
        """List all feeds with what is known of them."""
