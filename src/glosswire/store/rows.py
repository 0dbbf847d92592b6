"""Turn records into rows and rows into records."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import blake2b
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Row

from glosswire.model import (
    Alternative,
    Article,
    ArticleId,
    Back,
    Block,
    Correction,
    Edition,
    EditionSection,
    Engine,
    Entry,
    Failure,
    FeedState,
    Finding,
    Grade,
    Image,
    Language,
    Listing,
    Mark,
    PendingEntry,
    Placed,
    Quote,
    Report,
    ReportState,
    ScorePart,
    Segment,
    Sentence,
    SourceId,
    Stage,
    Story,
    StoryId,
    Trend,
)

GRADES: tuple[Grade, ...] = ("good", "fair", "poor", "none")  # best first
TOP = 2**62  # above every number
TIES = 4096  # articles that may share a millisecond before they spill into the next one
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

AnyRow = Row[*tuple[Any, ...]]
Values = dict[str, Any]  # one row to write, by column: never leaves the store
T = TypeVar("T")


def chunks(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Tuples of at most `size`, in order."""
    rest = iter(items)
    while some := tuple(islice(rest, size)):
        yield some


# -- times


def to_us(at: datetime) -> int:
    """Microseconds since 1970 in UTC."""
    return (at - _EPOCH) // _MICROSECOND


def to_us_or_none(at: datetime | None) -> int | None:
    """Microseconds since 1970 in UTC, of what may be unstated."""
    return None if at is None else to_us(at)


def offset_of(at: datetime | None) -> int:
    """The minutes by which a time's own zone is ahead of UTC."""
    offset = at.utcoffset() if at is not None else None
    return 0 if offset is None else round(offset.total_seconds() / 60)


def from_us(at: int, offset: int = 0) -> datetime:
    """The instant, in the zone that is `offset` minutes ahead of UTC."""
    instant = _EPOCH + timedelta(microseconds=at)
    return instant if offset == 0 else instant.astimezone(timezone(timedelta(minutes=offset)))


def from_us_or_none(at: int | None, offset: int = 0) -> datetime | None:
    """The instant, of what may be unstated."""
    return None if at is None else from_us(at, offset)


def shown_at(us: int) -> int:
    """The first value of `articles.shown` for an instant."""
    return us // 1000 * TIES


def shown_on(day: date) -> int:
    """The first value of `articles.shown` for a day in UTC."""
    return shown_at(to_us(datetime(day.year, day.month, day.day, tzinfo=UTC)))


def day_of(us: int) -> str:
    """The day in UTC, as its name sorts."""
    return from_us(us).date().isoformat()


# -- text


def digest(texts: Iterable[str]) -> bytes:
    """The key of a source text in the translation memory."""
    return blake2b("\0".join(texts).encode(), digest_size=16).digest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- feeds and entries


def feed_state(row: AnyRow) -> FeedState:
    """Read a feed's state."""
    return FeedState(
        url=row.url,
        source_id=SourceId(row.source_id),
        poll_at=from_us(row.poll_at),
        polled_at=from_us_or_none(row.polled_at),
        interval_seconds=row.interval_seconds,
        etag=row.etag,
        modified=row.modified,
        failures=row.failures,
    )


def feed_state_values(state: FeedState) -> Values:
    """Write a feed's state."""
    return {
        "feed": state.url,
        "poll_at": to_us(state.poll_at),
        "polled_at": to_us_or_none(state.polled_at),
        "interval_seconds": state.interval_seconds,
        "etag": state.etag,
        "modified": state.modified,
        "failures": state.failures,
    }


def entry_values(entry: Entry, source_id: str) -> Values:
    """Write what a feed says of an article."""
    return {
        "url": entry.url,
        "source_id": source_id,
        "feed_url": entry.feed_url,
        "title": entry.title,
        "summary": entry.summary,
        "published_at": to_us_or_none(entry.published_at),
        "published_offset": offset_of(entry.published_at),
        "modified_at": to_us_or_none(entry.modified_at),
        "modified_offset": offset_of(entry.modified_at),
        "language": entry.language,
    }


def pending_entry(row: AnyRow) -> PendingEntry:
    """Read an entry that waits."""
    entry = Entry(
        url=row.url,
        feed_url=row.feed_url,
        title=row.title,
        summary=row.summary,
        published_at=from_us_or_none(row.published_at, row.published_offset),
        modified_at=from_us_or_none(row.modified_at, row.modified_offset),
        language=row.language,
    )
    return PendingEntry(entry, SourceId(row.source_id), row.etag, row.modified)


def claim_of(entry: Entry) -> str:
    """A digest of what makes a page worth fetching again: its title and the time of its last change."""
    stated = f"{entry.title}\0{to_us_or_none(entry.modified_at)}"
    return blake2b(stated.encode(), digest_size=6).hexdigest()


def claims_with(claims: str, entry: Entry) -> tuple[str, bool]:
    """An entry's claims with one feed's new one, and whether that feed claimed otherwise before.

    Feeds of one source may word one title differently: each is compared with itself, or they would call each other
    changed for ever.
    """
    known: dict[str, str] = json.loads(claims) if claims else {}
    feed = blake2b(entry.feed_url.encode(), digest_size=6).hexdigest()
    claim = claim_of(entry)
    changed = known.get(feed, claim) != claim
    known[feed] = claim
    return _json(known), changed


# -- failures


def failure(row: AnyRow) -> Failure:
    """Read a failure."""
    return Failure(
        subject=row.subject,
        stage=cast(Stage, row.stage),
        error=row.error,
        message=row.message,
        passing=bool(row.passing),
        at=from_us(row.at),
        attempts=row.attempts,
        retry_at=from_us_or_none(row.retry_at),
    )


def failure_values(failed: Failure, subject: str, attempts: int, retry_at: int | None) -> Values:
    """Write a failure."""
    return {
        "subject": subject,
        "stage": failed.stage,
        "error": failed.error,
        "message": failed.message,
        "passing": int(failed.passing),
        "attempts": attempts,
        "at": to_us(failed.at),
        "retry_at": retry_at,
    }


# -- articles


def image_text(image: Image | None) -> str:
    """Write an image, or nothing."""
    return "" if image is None else _json([image.url, image.caption, image.credit])


def image_of(text: str) -> Image | None:
    """Read an image, or nothing."""
    return Image(*json.loads(text)) if text else None


def blocks_text(blocks: Iterable[Block]) -> str:
    """Write blocks with their marks, and the time of those that begin an item of a live ticker."""
    return _json([_block_row(block) for block in blocks])


def _block_row(block: Block) -> list[object]:
    marks = [[m.kind, m.start, m.end, m.url] for m in block.marks]
    return [block.kind, block.text, marks, *([block.at.isoformat()] if block.at else [])]


def blocks_of(text: str) -> tuple[Block, ...]:
    """Read blocks with their marks."""
    return tuple(
        Block(kind, words, tuple(Mark(*mark) for mark in marks), datetime.fromisoformat(at[0]) if at else None)
        for kind, words, marks, *at in json.loads(text)
    )


def sentences_text(sentences: Iterable[Sentence]) -> str:
    """Write spans as one flat list of numbers."""
    return _json([number for s in sentences for number in (s.block, s.start, s.end)])


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Read spans from their flat list."""
    flat: list[int] = json.loads(text)
    return tuple(map(Sentence, flat[::3], flat[1::3], flat[2::3]))


def texts_of(blocks: Sequence[Block], sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """The characters of each sentence."""
    return tuple(blocks[s.block].text[s.start : s.end] for s in sentences)


def has_standfirst(blocks: Sequence[Block]) -> bool:
    """Whether block 1 is a standfirst."""
    return len(blocks) > 1 and blocks[1].kind == "standfirst"


def titles_in(blocks: Sequence[Block], sentences: Iterable[Sentence]) -> int:
    """How many sentences, from the first, are of the headline and the standfirst."""
    title_blocks = 2 if has_standfirst(blocks) else 1
    return sum(sentence.block < title_blocks for sentence in sentences)


def words_of(blocks: Iterable[Block]) -> str:
    """All text of an article."""
    return "\n".join(block.text for block in blocks)


def revision_values(number: int, revision: int, article: Article, sentences: Sequence[Sentence]) -> Values:
    """Write one revision of an article."""
    return {
        "article": number,
        "revision": revision,
        "source_id": article.source_id,
        "url": article.url,
        "fingerprint": article.fingerprint,
        "language": article.language.tag,
        "confidence": article.language.confidence,
        "section": article.section,
        "published_at": to_us_or_none(article.published_at),
        "published_offset": offset_of(article.published_at),
        "modified_at": to_us_or_none(article.modified_at),
        "modified_offset": offset_of(article.modified_at),
        "fetched_at": to_us(article.fetched_at),
        "image": image_text(article.image),
        "credits": _json([article.authors, article.agency, article.keywords]),
        "blocks": blocks_text(article.blocks),
        "sentences": sentences_text(sentences),
    }


def article(row: AnyRow) -> Article:
    """Read one revision of an article; the row carries the article's `id` too."""
    authors, agency, *keywords = json.loads(row.credits)
    return Article(
        id=ArticleId(row.id),
        source_id=SourceId(row.source_id),
        url=row.url,
        blocks=blocks_of(row.blocks),
        language=Language(row.language, row.confidence),
        fetched_at=from_us(row.fetched_at),
        fingerprint=row.fingerprint,
        revision=row.revision,
        authors=tuple(authors),
        agency=tuple(agency),
        section=row.section,
        published_at=from_us_or_none(row.published_at, row.published_offset),
        modified_at=from_us_or_none(row.modified_at, row.modified_offset),
        image=image_of(row.image),
        keywords=tuple(*keywords),  # a row of an older store has none
    )


def findings_text(findings: Iterable[Finding]) -> str:
    """Write findings, or nothing."""
    found = _finding_rows(findings)
    return _json(found) if found else ""


def _finding_rows(findings: Iterable[Finding]) -> list[list[object]]:
    return [[f.kind, f.severity, f.detail, int(f.is_shown)] for f in findings]


def findings_of(text: str) -> tuple[Finding, ...]:
    """Read findings, or nothing."""
    return _findings(json.loads(text)) if text else ()


def _findings(found: Iterable[Any]) -> tuple[Finding, ...]:
    return tuple(Finding(kind, severity, detail, bool(shown)) for kind, severity, detail, shown in found)


def alternatives_text(alternatives: Iterable[Alternative]) -> str:
    """Write other English, or nothing."""
    found = [[a.target, a.engine, a.score, _finding_rows(a.findings)] for a in alternatives]
    return _json(found) if found else ""


def alternatives_of(text: str) -> tuple[Alternative, ...]:
    """Read other English, or nothing."""
    if not text:
        return ()
    return tuple(Alternative(said, engine, score, _findings(found)) for said, engine, score, found in json.loads(text))


def back_text(back: Back | None) -> str:
    """Write a translation back, or nothing."""
    return _json([back.text, back.english, back.engine, to_us(back.made_at)]) if back else ""


def back_of(row: AnyRow) -> Back | None:
    """Read a translation back; nothing where the segment has other English meanwhile."""
    if not row.back:
        return None
    said, english, engine, at = json.loads(row.back)
    return Back(said, english, engine, from_us(at)) if english == row.target else None


def is_unreturned(row: AnyRow) -> bool:
    """Whether a segment carries a mark that readers see, and nobody was asked to put its English back."""
    is_marked = row.state == "translated" and any(finding.is_shown for finding in findings_of(row.findings))
    return is_marked and back_of(row) is None


def finding_values(findings: Sequence[Finding], made_at: int) -> Values:
    """Write what the checks found in a segment, and whether that is so grave that the operator should look at it."""
    is_grave = any(f.is_shown and f.severity == "critical" for f in findings)
    return {"findings": findings_text(findings), "doubted_at": made_at if is_grave else None}


def segment(row: AnyRow, sentences: Sequence[Sentence]) -> Segment:
    """Read a segment; the row carries the engine's `version` too."""
    return Segment(
        sources=tuple(sentences[row.position : row.position + row.span]),
        target=row.target,
        state=row.state,
        engine=row.version or "",
        score=row.score,
        made_at=from_us(row.made_at),
        findings=findings_of(row.findings),
        alternatives=alternatives_of(row.alternatives),
        back=back_of(row),
        said=row.said or "",
        terms=row.terms,
    )


def quote_values(quote: Quote, number: int, turn: int, english_at: int | None) -> Values:
    """Write a quote, the `turn`-th of its revision; `english_at`: when it stood in an English article."""
    return {
        "article": number,
        "revision": quote.revision,
        "turn": turn,
        "sentences": sentences_text(quote.sentences),
        "text": quote.text,
        "speaker": quote.speaker,
        "spoken_in": quote.spoken_in,
        "provenance": quote.provenance,
        "reason": quote.reason,
        "english_at": english_at,
    }


def quote(row: AnyRow, article_id: str) -> Quote:
    """Read a quote of an article."""
    return Quote(
        ArticleId(article_id),
        row.revision,
        sentences_of(row.sentences),
        row.text,
        row.speaker,
        row.spoken_in,
        row.provenance,
        row.reason,
    )


def report(row: AnyRow) -> Report:
    """Read a report; the row carries the article's `id` too."""
    return Report(
        row.number,
        ArticleId(row.id),
        row.revision,
        row.position,
        row.source,
        row.target,
        row.comment,
        from_us(row.at),
        cast(ReportState, row.state),
    )


def correction(row: AnyRow) -> Correction:
    """Read a correction; the row carries the article's `id` too."""
    return Correction(
        row.number,
        ArticleId(row.id),
        row.revision,
        row.position,
        row.source,
        row.before,
        row.after,
        row.note,
        from_us(row.at),
    )


def engine(row: AnyRow) -> Engine:
    """Read what is told of an engine."""
    return Engine(row.version, row.language, row.title, row.licence, cast(Grade, row.grade), row.quality)


def listing(row: AnyRow, grade: Grade) -> Listing:
    """Read one line of a list."""
    return Listing(
        id=ArticleId(row.id),
        revision=row.revision,
        source_id=SourceId(row.source_id),
        url=row.url,
        language=row.language,
        original_headline=row.original_headline,
        headline=row.headline,
        standfirst=row.standfirst,
        section=row.section,
        published_at=from_us(row.published_at),
        fetched_at=from_us(row.fetched_at),
        done=row.done,
        sentences=row.sentences,
        grade=grade,
        image=image_of(row.image),
        in_doubt=bool(row.in_doubt),
    )


def worst(grades: Iterable[Grade]) -> Grade:
    """The worst of some grades; good where there is none."""
    return max(grades, key=GRADES.index, default="good")


# -- stories


def parts_text(parts: Iterable[ScorePart]) -> str:
    """Write the parts of a score."""
    return _json([[part.name, round(part.value, 4)] for part in parts])


def parts_of(text: str) -> tuple[ScorePart, ...]:
    """Read the parts of a score."""
    return tuple(ScorePart(name, value) for name, value in json.loads(text or "[]"))


def story_values(story: Story, lead: int) -> Values:
    """Write what is told of a story as a whole."""
    return {
        "lead": lead,
        "lead_parts": parts_text(story.lead_parts),
        "opened_at": to_us(story.opened_at),
        "updated_at": to_us(story.updated_at),
        "reports": len(story.articles),
        "languages": " ".join(story.languages),
        "countries": " ".join(story.countries),
    }


def story(row: AnyRow, articles: tuple[ArticleId, ...]) -> Story:
    """Read a story; the row carries the id of its lead, too."""
    return Story(
        StoryId(row.id),
        ArticleId(row.lead_id),
        from_us(row.opened_at),
        from_us(row.updated_at),
        articles,
        tuple(row.languages.split()),
        tuple(row.countries.split()),
        parts_of(row.lead_parts),
    )


def trend_values(trend: Trend, turn: int, number: int, made_at: datetime) -> Values:
    """Write a story that rises."""
    return {
        "turn": turn,
        "story": number,
        "score": trend.score,
        "parts": parts_text(trend.parts),
        "hours": _json(trend.hours),
        "made_at": to_us(made_at),
    }


def trend(row: AnyRow) -> Trend:
    """Read a story that rises."""
    return Trend(StoryId(row.story_id), row.score, parts_of(row.parts), tuple(json.loads(row.hours)))


def edition_values(edition: Edition) -> Values:
    """Write a front page."""
    sections = [
        [
            section.name,
            [
                [
                    p.story_id,
                    p.article_id,
                    p.revision,
                    round(p.score, 4),
                    [[s.name, round(s.value, 4)] for s in p.parts],
                ]
                for p in section.placed
            ],
        ]
        for section in edition.sections
    ]
    return {"id": edition.id, "made_at": to_us(edition.made_at), "sections": _json(sections)}


def edition(row: AnyRow) -> Edition:
    """Read a front page."""
    sections = tuple(
        EditionSection(
            name,
            tuple(
                Placed(story_id, article_id, revision, score, tuple(ScorePart(*part) for part in parts))
                for story_id, article_id, revision, score, parts in placed
            ),
        )
        for name, placed in json.loads(row.sections)
    )
    return Edition(row.id, from_us(row.made_at), sections)
