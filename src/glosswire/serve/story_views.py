"""What pages show of stories: the records that stories.py makes and templates read."""

from collections.abc import Mapping
from dataclasses import dataclass

from glosswire.serve.tongues import Tongue
from glosswire.serve.views import Line, Moment, Ref, Words


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

    @property
    def shown(self) -> tuple[Line, ...]:
        """Every line about the article."""
        return (*self.more, *(item.line for item in self.liked), *(trend.story.line for trend in self.trends))


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
    """All topics; `until`: the last day of the week that is counted, where that is not this one."""

    topics: tuple[TopicRow, ...]
    until: Ref | None


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
    why: str


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
    """A front page as it was; `is_past`: some of its headlines are of revisions that their publishers have replaced."""

    note: EditionNote
    parts: tuple[EditionPart, ...]
    earlier: EditionNote | None
    is_past: bool

    @property
    def shown(self) -> tuple[Line, ...]:
        """Every line of the page."""
        return tuple(item.line for part in self.parts for item in part.placed)


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


# -- one story


@dataclass(frozen=True, slots=True)
class Dot:
    """A report on the timeline."""

    x: float
    y: float
    href: str
    text: str  # its headline, outlet and time
    is_first: bool  # of its language
    is_copy: bool


@dataclass(frozen=True, slots=True)
class LaneView:
    """A language's reports on the timeline; where its name stands, `top` and `height` in the picture's own units.

    `left`: how many reports are not drawn.
    """

    tongue: Tongue
    named: float
    top: float
    height: float
    dots: tuple[Dot, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the axis; `day` where a day begins or the axis does."""

    x: float
    text: str
    day: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """When a story's reports came, by language, as a picture; `left`: where its axis begins."""

    width: float
    height: float
    left: float
    axis: float
    lanes: tuple[LaneView, ...]
    ticks: tuple[Tick, ...]
    text: str
    lanes_left: int

    @property
    def is_partial(self) -> bool:
        """Whether reports are left out that the table has."""
        return self.lanes_left > 0 or any(lane.left for lane in self.lanes)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A report on its story's page, with those that carry its text, and what its headline stresses and leaves out."""

    line: Line
    carriers: tuple[Line, ...]
    carriers_left: int
    agency: str
    stresses: tuple[str, ...]
    omits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TongueRows:
    """A story's reports in one language, the first first."""

    tongue: Tongue
    rows: tuple[TextRow, ...]
    left: int


@dataclass(frozen=True, slots=True)
class CellView:
    """What one sentence of a report says, with the sentence in English and as published."""

    said: str
    href: str
    number: int
    own: str  # the number as the article itself writes it, where that was found
    english: Words
    original: Words | None
    is_doubted: bool
    note: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """One thing that reports say something of; `cells` by column, in their order, empty where a report says nothing."""

    about: str
    kind: str
    cells: tuple[tuple[CellView, ...], ...]


@dataclass(frozen=True, slots=True)
class FactPart:
    """Rows that are alike: in which reports differ, say, or agree."""

    state: str
    title: str
    text: str
    rows: tuple[FactRow, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class OnlyRow:
    """What one report alone has."""

    line: Line
    facts: tuple[tuple[str, CellView], ...]


@dataclass(frozen=True, slots=True)
class SaidView:
    """A quotation in one report."""

    line: Line
    speaker: str
    english: Words
    own: Words | None
    number: int
    note: str

    @property
    def href(self) -> str:
        """Its sentence."""
        return f"{self.line.href}#s{self.number}"


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Who is quoted, and in which words: each saying as every report has it."""

    name: str
    sayings: tuple[tuple[SaidView, ...], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Where a story's reports meet and part: `heads` are the grid's columns."""

    heads: tuple[Line, ...]
    parts: tuple[FactPart, ...]
    only: tuple[OnlyRow, ...]
    speakers: tuple[SpeakerView, ...]
    stresses: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]  # by article: words it has, words it leaves out
    left: int  # texts that were not compared
    waiting: int  # texts without English yet


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One story with its reports by language; `firsts`: the first report in each, the first of all first."""

    story: StoryLine
    texts: int
    carriers: int
    firsts: tuple[Line, ...]
    countries: tuple[tuple[str, int], ...]
    timelines: tuple[Timeline, ...]  # for a wide screen, and for a narrow one; none where there is one report only
    table: tuple[Line, ...]
    table_left: int
    compared: Compared
    tongues: tuple[TongueRows, ...]
    feed: str
    why: str  # its lead leads, where that is shown
