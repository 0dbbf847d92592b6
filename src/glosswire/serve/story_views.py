"""What pages show of stories: the records that stories.py makes and templates read."""

from dataclasses import dataclass

from glosswire.serve.tongues import Tongue
from glosswire.serve.views import Line, Moment, Ref


@dataclass(frozen=True, slots=True)
class StoryNote:
    """A story in a word: where its page is, and how many report it."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list, by its lead."""

    id: str
    note: StoryNote
    line: Line
    tongues: tuple[Tongue, ...]
    countries: tuple[str, ...]
    carried: str  # how many more carry a text of it, in words, where any do
    updated: Moment


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of a small picture of numbers."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spark:
    """Reports by the hour as a picture, and in words."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    text: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A story that rises, with the reason."""

    rank: int
    story: StoryLine
    reason: str
    voices: str
    spark: Spark


@dataclass(frozen=True, slots=True)
class LikedLine:
    """An article that a reader may like; `category`: its topic, or else its section; `why` in words."""

    line: Line
    category: Ref | None
    why: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands about an article: its story, who carries it, what is like it, and what rises."""

    story: StoryNote | None
    more: tuple[Line, ...]
    more_left: int
    carried_from: Line | None  # whose text it carries
    carriers: tuple[Line, ...]
    carriers_left: int
    agency: str
    liked: tuple[LikedLine, ...]
    trends: tuple[TrendLine, ...]


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """What rises."""

    trends: tuple[TrendLine, ...]
    period: str


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """Stories with several reports, the latest news first."""

    stories: tuple[StoryLine, ...]
    older: str
    newest: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic and how many articles of the last week are on it."""

    name: str
    href: str
    articles: int


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """All topics."""

    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class LikePage:
    """What a reader of an article may like."""

    line: Line
    liked: tuple[LikedLine, ...]
    feed: str


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A story where it stood on a front page, by the revision that stood for it."""

    line: Line
    story: StoryNote
    revision: Ref


@dataclass(frozen=True, slots=True)
class EditionPart:
    """A part of a front page."""

    title: str
    href: str
    placed: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class EditionNote:
    """A front page by its time and its address."""

    id: str
    href: str
    made: Moment


@dataclass(frozen=True, slots=True)
class EditionPage:
    """A front page as it was."""

    note: EditionNote
    parts: tuple[EditionPart, ...]
    earlier: EditionNote | None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A front page in the list of them, by what led it."""

    note: EditionNote
    lead: Line | None
    stories: int


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """Front pages, the last one first."""

    editions: tuple[EditionRow, ...]
    older: str
    newest: str


@dataclass(frozen=True, slots=True)
class FrontEdition:
    """The last front page, its articles as they are now."""

    note: EditionNote
    leads: tuple[Line, ...]
    parts: tuple[tuple[str, str, tuple[Line, ...]], ...]  # a title, its address, its lines


@dataclass(frozen=True, slots=True)
class TextRow:
    """A report on its story's page, with those that carry its text."""

    line: Line
    carriers: tuple[Line, ...]
    carriers_left: int
    agency: str


@dataclass(frozen=True, slots=True)
class TongueRows:
    """A story's reports in one language, the first first."""

    tongue: Tongue
    rows: tuple[TextRow, ...]
    left: int


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One story, its reports by language; `headline` is its lead's."""

    story: StoryLine
    first: Line
    texts: int
    carriers: int
    sources: int
    tongues: tuple[TongueRows, ...]
    feed: str
