"""The records that a story's page shows of its reports: what they share and where they part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from glosswire.model import ArticleId, Provenance, Reading, SourceId, Tally
from glosswire.stories.known import NOTHING, Known, RowKind

# `one`: a single report has it. `changed`: a toll that later reports have renewed. `differ`: of about the same time, or of
# what does not change with time.
RowState = Literal["differ", "changed", "agree", "one"]


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a story, as comparison reads it: the article with its English, and the country of its source.

    `known`: what was read of it before.
    """

    reading: Reading
    country: str = ""
    known: Known = NOTHING

    @property
    def id(self) -> ArticleId:
        """The article's id."""
        return self.reading.article.id

    @property
    def at(self) -> datetime:
        """When it was published; where that is not known, when it was fetched."""
        return self.reading.article.published_at or self.reading.article.fetched_at

    @property
    def language(self) -> str:
        """The language that it was written in."""
        return self.reading.article.language.tag


@dataclass(frozen=True, slots=True)
class Stress:
    """The words of a headline that few others of its story have, and those of most others that it leaves out."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A report in the grid: a text that is counted once, whoever else carries it (`carriers`)."""

    article_id: ArticleId
    revision: int
    source_id: SourceId
    language: str
    country: str
    at: datetime
    original: str
    headline: str  # in English, empty while there is none
    stress: Stress
    agency: str = ""
    carriers: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one sentence of a report says; `position` counts the article's sentences from 0.

    `said`: as its English says it; `original`: a number as the article itself says it, where that was found. `is_doubted`:
    the checks doubt the English here, so that nothing was concluded from it; `note` says what was done, in words.
    """

    article_id: ArticleId
    at: datetime
    position: int
    said: str
    original: str = ""
    is_doubted: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What several reports say of one thing, or one alone: cells in the order of time, several of a report if need be."""

    kind: RowKind
    about: str
    state: RowState
    cells: tuple[Cell, ...]

    @property
    def reports(self) -> int:
        """How many reports have it."""
        return len({cell.article_id for cell in self.cells})


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation in one report: `text` as the article prints it, `english` the English of its sentences."""

    article_id: ArticleId
    at: datetime
    position: int
    speaker: str  # as the article writes it
    text: str
    english: str
    spoken_in: str
    provenance: Provenance
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted, in all languages: each of `sayings` is what reports quote of one saying, in the order of time."""

    name: str
    sayings: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A report on the timeline; `copy_of`: the article whose text it carries, if any."""

    article_id: ArticleId
    source_id: SourceId
    country: str
    at: datetime
    copy_of: ArticleId = ArticleId("")


@dataclass(frozen=True, slots=True)
class Lane:
    """A language's reports in the order of time; the first point is the first report in the language."""

    language: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A story's reports side by side.

    `lanes`: all reports, the language that was first with the story first. `columns`: those that are compared, in the
    order of time. `languages` and `countries` count texts, not their carriers. What was too much to compare is counted:
    `reports_left` texts, `rows_left` rows.
    """

    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    languages: tuple[Tally, ...]
    countries: tuple[Tally, ...]
    rows: tuple[Row, ...]
    speakers: tuple[Speaker, ...]
    reports_left: int = 0
    rows_left: int = 0

    @property
    def first(self) -> Point | None:
        """The first report of all."""
        return self.lanes[0].points[0] if self.lanes else None
