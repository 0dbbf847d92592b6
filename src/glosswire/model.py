"""Every record that travels through the newsroom: frozen, with no behaviour but derivation.

It is long because all of them stand here, so that no room need know another for what passes between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

ArticleId = NewType("ArticleId", str)
SourceId = NewType("SourceId", str)
StoryId = NewType("StoryId", str)
# Articles that may tell of the same event as one, with the log-odds that they do.
Ties = tuple[tuple[ArticleId, float], ...]

Policy = Literal["full", "excerpt", "headline", "none"]
FeedKind = Literal["auto", "rss", "atom", "json", "sitemap", "news-sitemap"]
BlockKind = Literal["headline", "standfirst", "heading", "paragraph", "quote", "item", "caption"]
MarkKind = Literal["link", "strong", "emphasis"]
SegmentState = Literal["translated", "passed", "failed"]
Grade = Literal["good", "fair", "poor", "none"]
Stage = Literal["poll", "fetch", "extract", "identify", "translate", "check", "highlight", "group", "compare"]
FindingKind = Literal[
    "number",
    "name",
    "negation",
    "attribution",
    "omission",
    "addition",
    "untranslated",
    "repetition",
    "quote",
    "shift",  # another sentence's translation
    "leak",  # markup, or words of the prompt
    "term",  # a locked term in another form
    "headline",  # what the body does not support
]
Severity = Literal["minor", "major", "critical"]  # in MQM's words
Provenance = Literal["own", "translated", "back-translated", "unknown"]
ReportState = Literal["open", "accepted", "declined"]


# -- sources and their lists


@dataclass(frozen=True, slots=True)
class Feed:
    """A source's list of what it published."""

    url: str
    source_id: SourceId
    kind: FeedKind = "auto"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet: who it is, and what its licence policy lets us show."""

    id: SourceId
    name: str
    home: str
    country: str
    languages: tuple[str, ...]
    owner: str = ""
    kind: str = ""
    policy: Policy = "excerpt"
    feeds: tuple[Feed, ...] = ()
    mastheads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between two polls."""

    url: str
    source_id: SourceId
    poll_at: datetime
    polled_at: datetime | None = None
    interval_seconds: float = 0.0
    etag: str = ""
    modified: str = ""
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article: a claim, not a fact."""

    url: str
    feed_url: str
    title: str = ""
    summary: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as the web gave them."""

    url: str
    final_url: str
    status: int
    media_type: str
    charset: str
    body: bytes
    fetched_at: datetime


# -- articles


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 tag and how sure we are of it, from 0 to 1."""

    tag: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A link or an emphasis over the half-open span of a block's characters."""

    kind: MarkKind
    start: int
    end: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of an article, in NFC; `at`: of the block that begins an item of a live ticker."""

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """The article's main image; its caption and credit are the publisher's words."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What was published, in its own language: block 0 is the headline, block 1 the standfirst where there is one.

    `keywords`: what else the page says it is about, in the publisher's words: further sections first, then its tags.
    """

    id: ArticleId
    source_id: SourceId
    url: str
    blocks: tuple[Block, ...]
    language: Language
    fetched_at: datetime
    fingerprint: str
    revision: int = 1
    authors: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    section: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    image: Image | None = None
    keywords: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The first block's text."""
        return self.blocks[0].text

    @property
    def standfirst(self) -> str:
        """The second block's text where it is a standfirst, else nothing."""
        return self.blocks[1].text if len(self.blocks) > 1 and self.blocks[1].kind == "standfirst" else ""

    def text_of(self, sentence: Sentence) -> str:
        """The characters that a sentence spans."""
        return self.blocks[sentence.block].text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A half-open span of characters in one block; its text is derived, never copied."""

    block: int
    start: int
    end: int


# -- translations


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault that the checks found in a segment; `detail` tells a reader in one sentence.

    `is_shown`: whether readers see it, as its kind's false alarms are rare in this language; else it is for operators
    and for the choice between candidates.
    """

    kind: FindingKind
    severity: Severity
    detail: str
    is_shown: bool = True


WAY = "#"  # in an engine's version, before what says in which way it was asked
ALONE, CONTEXT = "alone", "context"  # ways: without placeholders, with the sentence before
APART = "apart"  # the way of a segment of several sentences, each of which was asked for by itself
BACK = "back"  # the way of an engine that puts English back; and the version by which a language names who does it


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other English that a segment had when it was looked at again, with what was found in it; never the translation."""

    target: str
    engine: str
    score: float | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def way(self) -> str:
        """How its engine was asked: nothing for as usual, `alone`, `context`, `apart`, or a further candidate's number."""
        return self.engine.partition(WAY)[2]


@dataclass(frozen=True, slots=True)
class Back:
    """A segment's English (`english`) put back into the article's language; no text where the engine had none."""

    text: str
    english: str
    engine: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Segment:
    """English text and the source sentences that it renders.

    `state`: `translated`, or `passed` (it needed none: English, a masthead, a URL), or `failed` (the engine
    could not, so that `target` is the source's own text, to be marked as such). `said`: the engine's own words, where
    the article's quotation marks and names make other English of them; empty where they are the target. `terms`: a
    digest of what the glossary said of the sources; None where that is not known, or the English is no engine's.
    """

    sources: tuple[Sentence, ...]
    target: str
    state: SegmentState = "translated"
    engine: str = ""
    score: float | None = None
    made_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    back: Back | None = None  # of a marked segment, once it is made
    said: str = ""
    terms: str | None = None

    @property
    def as_said(self) -> str:
        """The English as its engine said it, whatever the article made of it."""
        return self.said or self.target


@dataclass(frozen=True, slots=True)
class Translation:
    """An article in English as far as it is done, its segments in the order of its sentences.

    `checks`: the version of the checks that all its segments went through; empty while some did not.
    """

    article_id: ArticleId
    revision: int
    segments: tuple[Segment, ...]
    sentences: int
    grade: Grade = "good"
    checks: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every sentence has its segment, failed ones included."""
        return len(self.segments) >= self.sentences


@dataclass(frozen=True, slots=True)
class Engine:
    """What made segments of one language, for people to read; `version` is what segments name."""

    version: str
    language: str
    title: str
    licence: str
    grade: Grade
    quality: str  # the measured figure, its set and its source, as one sentence


@dataclass(frozen=True, slots=True)
class Highlight:
    """A sentence that carries the article: the segment of the translation by its index."""

    article_id: ArticleId
    revision: int
    segment: int
    score: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech of one speaker as an article prints it, and which language it was spoken in.

    `provenance`: `own` (spoken in the article's language), `translated` (by the outlet, from `spoken_in`),
    `back-translated` (spoken in English, so that ours is a translation back), `unknown`; `reason` says why, in words.
    """

    article_id: ArticleId
    revision: int
    sentences: tuple[Sentence, ...]
    text: str  # in the article's language, without its marks
    speaker: str = ""
    spoken_in: str = ""
    provenance: Provenance = "unknown"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One article's account of what happened, as grouping, copies and ranking read it.

    `at`: when it was published, None where that is not known. `text`: what follows the title, in the article's language.
    `english`: the title in English, empty while there is none. `country`: of its source, as ISO 3166-1 writes it. `seen_at`:
    when it came in; None where that is when it was published.
    """

    id: ArticleId
    at: datetime | None
    language: str
    title: str
    text: str = ""
    english: str = ""
    source: SourceId = SourceId("")
    country: str = ""
    agency: tuple[str, ...] = ()
    seen_at: datetime | None = None

    @property
    def entered_at(self) -> datetime | None:
        """When it entered the window of what is compared: what is old may come in together, and is one story then."""
        return self.seen_at or self.at


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that carries the same text as an earlier one: `share` of it, from 0 to 1, behind `agency` if known."""

    article_id: ArticleId
    of: ArticleId
    share: float
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """An article is a report of a story; `score`: by how much it belongs, in log-odds; 0 for the first."""

    story_id: StoryId
    article_id: ArticleId
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about: the code of an IPTC media topic, and how sure that is, from 0 to 1."""

    article_id: ArticleId
    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Vector:
    """An article's meaning as `model` puts it, so that it need not be asked again; `values` as that model writes them."""

    article_id: ArticleId
    model: str
    values: bytes


@dataclass(frozen=True, slots=True)
class Stated:
    """What an article's sentences state, as `version` of what read them packs it."""

    article_id: ArticleId
    version: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score that ranks, so that a page can say why."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Story:
    """An event, by the articles that report it, the first first; `lead`: the best of them, for `lead_parts`.

    `updated_at`: when its newest report was published. `languages` and `countries` from the most frequent.
    """

    id: StoryId
    lead: ArticleId
    opened_at: datetime
    updated_at: datetime
    articles: tuple[ArticleId, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    lead_parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A report of a story as ranking reads it; `copy_of`: whose text it carries, where it is a copy."""

    article_id: ArticleId
    revision: int
    story_id: StoryId
    at: datetime
    source_id: SourceId
    language: str
    title: str  # as published
    english: str
    grade: Grade
    is_whole: bool
    in_doubt: bool
    has_standfirst: bool
    section: str = ""
    copy_of: ArticleId | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """A story that rises; `hours`: its reports in each of the last hours, the last one last."""

    story_id: StoryId
    score: float
    parts: tuple[ScorePart, ...]
    hours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another article that readers of one may like."""

    article_id: ArticleId
    other: ArticleId
    score: float
    parts: tuple[ScorePart, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A story's place in an edition, by the revision of the report that stood for it."""

    story_id: StoryId
    article_id: ArticleId
    revision: int
    score: float
    parts: tuple[ScorePart, ...]


@dataclass(frozen=True, slots=True)
class EditionSection:
    """A part of an edition: `lead`, `also`, or the code of a topic."""

    name: str
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A front page, frozen, so that readers can cite it."""

    id: str
    made_at: datetime
    sections: tuple[EditionSection, ...]


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """An article that is to be grouped, for the first time or, as it has English or other words now, again.

    `membership` and `copy`: as it was grouped before. `topics` of it are sorted then, too, from `article`.
    """

    account: Account
    article: Article
    membership: Membership | None = None
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """What grouping made of one revision; `by_english`: whether it had the headline's English.

    `ties` are None where it was weighed against nothing now: those that it had stay.
    """

    revision: int
    by_english: bool
    membership: Membership
    copy: Copy | None = None
    vector: Vector | None = None
    topics: tuple[Topic, ...] = ()
    ties: Ties | None = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """An account that was grouped, for a process that begins anew; `is_swept`: a sweep has seen it since.

    `ties` are None where it was grouped before they were kept.
    """

    account: Account
    membership: Membership
    copy: Copy | None = None
    vector: Vector | None = None
    is_swept: bool = False
    ties: Ties | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A story that turned out to be another: its reports are that one's, and its id leads there."""

    story_id: StoryId
    into: StoryId


@dataclass(frozen=True, slots=True)
class Report:
    """A reader's word that a sentence is wrong; `position` counts the article's sentences from 0."""

    number: int
    article_id: ArticleId
    revision: int
    position: int
    source: str
    target: str
    comment: str
    at: datetime
    state: ReportState = "open"


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence's English that the operator replaced, for everybody to see."""

    number: int
    article_id: ArticleId
    revision: int
    position: int
    source: str
    before: str
    after: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mended:
    """How far one correction came in mending its likes: so many places just now; `is_done`: no article is left."""

    number: int
    language: str
    likes: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision of an article in the list of them; `changed`: sentences that the one before did not have."""

    revision: int
    headline: str
    fetched_at: datetime
    modified_at: datetime | None
    sentences: int
    changed: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A stage could not finish one subject: an outcome, stored like any other."""

    subject: str
    stage: Stage
    error: str
    message: str
    passing: bool
    at: datetime
    attempts: int = 1
    retry_at: datetime | None = None

    @classmethod
    def of(cls, subject: str, stage: Stage, error: BaseException, at: datetime) -> Failure:
        """The record of an error; what is not ours to expect is never passing."""
        return cls(
            subject,
            stage,
            type(error).__name__,
            str(error),
            bool(getattr(error, "passing", False)),
            at,
            retry_at=getattr(error, "retry_at", None),
        )


# -- what the site reads


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of a list of articles."""

    id: ArticleId
    revision: int
    source_id: SourceId
    url: str
    language: str
    original_headline: str
    headline: str  # in English, or empty while there is none
    standfirst: str  # in English, or empty
    section: str
    published_at: datetime
    fetched_at: datetime
    done: int
    sentences: int
    grade: Grade
    image: Image | None = None
    in_doubt: bool = False  # whether a finding of the headline is shown to readers


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a page shows of one revision of an article."""

    article: Article
    translation: Translation
    highlights: tuple[Highlight, ...]
    engines: tuple[Engine, ...]
    revisions: int
    sentences: tuple[Sentence, ...] = ()  # all of the revision's, those without a segment included
    quotes: tuple[Quote, ...] = ()
    others: tuple[Engine, ...] = ()  # what made alternatives and put sentences back, but no segment


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles (or what its field says) go by one name: a day, a language, a source, a section."""

    name: str
    articles: int


# -- what the store holds for the stages to come


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry whose page is to be fetched; `etag` and `modified` are of its last answer, if it had one."""

    entry: Entry
    source_id: SourceId
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A sentence of a current revision that has no English yet, or that other terms hold for than its English was made by.

    `title`: of the headline or the standfirst. `also`: those after it that one segment renders with it. `before`: the
    sentence that stands before it in the article. `is_running`: whether it begins within a quotation that an earlier
    one opened.
    """

    article_id: ArticleId
    revision: int
    source_id: SourceId
    language: str
    sentence: Sentence
    text: str
    title: bool
    also: tuple[Sentence, ...] = ()
    before: str = ""
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Unreturned:
    """A marked sentence whose English nobody was asked to put back into its language; `position` counts from 0."""

    article_id: ArticleId
    revision: int
    position: int
    language: str
    text: str
    english: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds and what waits."""

    feeds: int
    articles: int
    revisions: int
    engines: int
    pending_entries: int
    pending_titles: int  # sentences of headlines and standfirsts
    pending_bodies: int  # all other sentences
    failed_segments: int
    failures: tuple[Tally, ...]  # by stage
    pending_languages: tuple[Tally, ...]  # articles with pending sentences
    languages: tuple[Tally, ...]
    doubts: int = 0  # segments with a critical finding that readers see
    reports: int = 0  # of readers, open
    stories: int = 0  # that two articles and more report
    ungrouped: int = 0  # articles that wait for their story
