"""What pages show: the records that present.py makes and templates read."""

from dataclasses import dataclass
from typing import Literal

from glosswire.model import BlockKind, Grade, Policy, SegmentState
from glosswire.serve.tongues import Tongue


@dataclass(frozen=True, slots=True)
class Ref:
    """A link and its name."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text with the language and direction that its element states."""

    text: str
    lang: str
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time for machines, for a list, for an article, and by the publisher's clock where that is known."""

    iso: str
    brief: str
    full: str
    local: str
    day: Ref


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source as pages name it."""

    name: str
    href: str
    home: str
    host: str
    country: str
    owner: str
    kind: str
    policy: Policy
    policy_text: str
    tongues: tuple[Tongue, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One article in a list: English first, its own words beneath."""

    id: str
    href: str
    headline: Words
    original: Words | None
    standfirst: Words | None
    outlet: Outlet
    tongue: Tongue
    time: Moment
    note: str
    is_ready: bool
    is_weak: bool = False
    in_doubt: bool = False  # whether the headline carries a grave mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks; `href` is empty or http(s)."""

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence as it was published; `gap` is what stood between it and the next."""

    number: int
    pieces: tuple[Piece, ...]
    gap: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a translation came through its checks; `text` tells readers."""

    sentences: int
    passed: int
    marked: int
    is_complete: bool
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Words as they were said in English, as an article in English prints them."""

    text: str
    outlet: str
    href: str


@dataclass(frozen=True, slots=True)
class Version:
    """Other English of a sentence: what made it, and in which way, and what the checks doubt in it."""

    text: str
    maker: str
    way: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A sentence's English as it was put back into the article's language; no words where `maker` had none."""

    words: Words | None
    maker: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be known of a sentence, on demand: why it is in doubt, or that its quoted words are translated back."""

    kind: Literal["doubt", "quote"]
    title: str
    lines: tuple[str, ...]
    anchor: str = ""
    speaker: str = ""
    own: Words | None = None  # the quoted words as published
    heard: Heard | None = None  # the same words in English, where an article of ours has them
    versions: tuple[Version, ...] = ()  # other English, another engine's first
    back: Returned | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """English and the sentences it renders; `place` counts within the row, `number` within the article."""

    number: int
    place: int
    english: tuple[Piece, ...]
    lang: str
    direction: str
    state: SegmentState | None  # None: to come
    note: str
    links: tuple[Ref, ...]
    originals: tuple[Original, ...]
    notes: tuple[Note, ...] = ()

    @property
    def doubt(self) -> Note | None:
        """Why it is marked, where it is."""
        return self.notes[0] if self.notes and self.notes[0].kind == "doubt" else None

    @property
    def quotes(self) -> tuple[Note, ...]:
        """The quoted words in it that are translated back."""
        return self.notes[1:] if self.doubt else self.notes


@dataclass(frozen=True, slots=True)
class Row:
    """A block in both languages; `follows_gap`: sentences before it are left out by the source's policy."""

    id: str
    kind: BlockKind
    pairs: tuple[Pair, ...]
    follows_gap: bool = False
    is_to_come: bool = False
    at: Moment | None = None  # of the row that begins an item of a live ticker

    @property
    def left(self) -> Pair | None:
        """Its first sentence, where all are in that one's language: the row is then written in its direction."""
        return self.pairs[0] if len({pair.lang for pair in self.pairs}) == 1 else None

    @property
    def is_noted(self) -> bool:
        """Whether any of its sentences has a note."""
        return any(pair.notes for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together: the items of one list, or all rows up to the next list."""

    is_list: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A highlight and the link to its sentence."""

    pieces: tuple[Piece, ...]
    lang: str
    direction: str
    number: int
    doubt: Note | None = None
    quotes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """An engine and how much of the page it made."""

    title: str
    licence: str
    quality: str
    grade: Grade
    sentences: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that the page of one article shows."""

    id: str
    title: str
    headline: Words
    headline_pairs: tuple[Pair, ...]
    original_headline: Words | None
    standfirst: tuple[Row, ...]
    groups: tuple[Group, ...]
    points: tuple[Point, ...]
    outlet: Outlet
    url: str
    tongue: Tongue
    lang: str
    direction: str
    section: Ref | None
    time: Moment
    changed: Moment | None
    authors: tuple[str, ...]
    agency: tuple[str, ...]
    picture: Ref | None
    picture_credit: str
    made_line: str
    warning: str
    progress: str
    limit_note: str
    verdict: Verdict | None  # None where nothing is translated
    limits: tuple[str, ...]  # what the checks do not tell of this language, where they tell anything
    marked: tuple[int, ...]  # the sentences on the page that carry a mark
    back_note: str  # why marked sentences are not put back, where nobody can
    makers: tuple[Maker, ...]
    others: tuple[Maker, ...]  # of other versions and of English put back, of so many sentences
    made_at: str
    reason: str  # why it is left in its own language, where it is
    revision: int
    revisions: int  # the number of the current one
    notices: tuple[Row, ...]  # in which the publisher corrects the article
    has_original: bool
    has_pairs: bool  # whether any original stands beside English
    is_whole: bool
    description: str
    json_ld: str

    @property
    def is_headline_noted(self) -> bool:
        """Whether the headline has a note."""
        return any(pair.notes for pair in self.headline_pairs)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All sentences on the page, in order."""
        rows = (*self.standfirst, *(row for group in self.groups for row in group.rows))
        return (*self.headline_pairs, *(pair for row in rows for pair in row.pairs))

    @property
    def report_href(self) -> str:
        """The form to report a sentence by."""
        return f"/article/{self.id}/report"
