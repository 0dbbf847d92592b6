"""What readers report and what the operator corrects, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from glosswire.errors import NotFound
from glosswire.model import ArticleId, Correction, Engine, Report, ReportState
from glosswire.store import english, likes, rows
from glosswire.store.english import OPERATOR
from glosswire.store.schema import articles, corrections, reports, segments

LONGEST_COMMENT = 2000  # characters
LONGEST_ENGLISH = 10_000
MOST_OPEN = 20  # reports of one sentence that wait; of one article ten times as many

_segment = select(segments).where(
    segments.c.article == bindparam("of"),
    segments.c.revision == bindparam("at_revision"),
    segments.c.position <= bindparam("at_position"),
    segments.c.position + segments.c.span > bindparam("at_position"),
)
_add_report = insert(reports)
_open_reports = (
    select(reports.c.position, func.count().label("waiting"))
    .where(text("reports.state = 'open'"), reports.c.article == bindparam("of"))
    .group_by(reports.c.position)
)
_reports = (
    select(reports, articles.c.id)
    .join(articles, articles.c.number == reports.c.article)
    .where(reports.c.state == bindparam("in_state"))
    .order_by(reports.c.number.desc())
    .limit(bindparam("most"))
)
_report = (
    select(reports, articles.c.id)
    .join(articles, articles.c.number == reports.c.article)
    .where(reports.c.number == bindparam("of"))
)
_settle = (
    update(reports)
    .where(reports.c.number == bindparam("of"), reports.c.state == "open")
    .values(state=bindparam("new_state"))
)
_add_correction = insert(corrections)
_corrections = (
    select(corrections, articles.c.id)
    .join(articles, articles.c.number == corrections.c.article)
    .where(corrections.c.number < bindparam("before_number"))
    .order_by(corrections.c.number.desc())
    .limit(bindparam("most"))
)
_corrections_of = (
    select(corrections, articles.c.id)
    .join(articles, articles.c.number == corrections.c.article)
    .where(corrections.c.language == bindparam("in_language"), corrections.c.digest == bindparam("of_digest"))
    .order_by(corrections.c.number.desc())
)


# -- reports


def add_report(
    connection: Connection, article_id: ArticleId, revision: int, position: int, comment: str, now: datetime
) -> Report:
    """Keep a reader's word on a sentence; raises ValueError where it is too long, or enough wait already."""
    if len(comment) > LONGEST_COMMENT:
        raise ValueError(f"a comment has at most {LONGEST_COMMENT:,} characters")
    place = _place(connection, article_id, revision, position)
    waiting: dict[int, int] = {
        row.position: row.waiting for row in connection.execute(_open_reports, {"of": place.number})
    }
    if waiting.get(place.position, 0) >= MOST_OPEN or sum(waiting.values()) >= 10 * MOST_OPEN:
        raise ValueError("enough reports of this wait already to be read")
    values = {
        "article": place.number,
        "revision": revision,
        "position": place.position,
        "source": place.source,
        "target": place.target,
        "comment": comment,
        "at": rows.to_us(now),
        "state": "open",
    }
    key = connection.execute(_add_report, values).inserted_primary_key
    assert key is not None
    return _read_report(connection, key[0])


def read_reports(connection: Connection, state: ReportState, limit: int) -> tuple[Report, ...]:
    """Reports in a state, the newest first."""
    return tuple(map(rows.report, connection.execute(_reports, {"in_state": state, "most": limit})))


def settle_report(
    connection: Connection, number: int, state: ReportState, now: datetime, english_now: str, note: str
) -> Correction | None:
    """Close an open report, once; an accepted one corrects its sentence."""
    report = _read_report(connection, number)
    if not connection.execute(_settle, {"of": number, "new_state": state}).rowcount:
        raise NotFound(f"report {number} is answered already")
    if state != "accepted":
        return None
    return correct(connection, report.article_id, report.revision, report.position, english_now, note, now)


def _read_report(connection: Connection, number: int) -> Report:
    row = connection.execute(_report, {"of": number}).one_or_none()
    if row is None:
        raise NotFound(f"no report {number}")
    return rows.report(row)


# -- corrections


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence, or the sentences that one segment renders, and what stands there in English."""

    number: int
    kept: english.Kept
    position: int
    span: int
    source: str
    target: str
    digest: bytes
    is_current: bool


def _place(connection: Connection, article_id: ArticleId, revision: int, position: int) -> _Place:
    row = connection.execute(english.revision_row, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {article_id}")
    kept = english.kept_of(article_id, revision, row)
    if not 0 <= position < len(kept.sentences):
        raise NotFound(f"article {article_id} has no sentence {position + 1}")
    made = connection.execute(
        _segment, {"of": row.number, "at_revision": revision, "at_position": position}
    ).one_or_none()
    first, span = (made.position, made.span) if made else (position, 1)
    texts = rows.texts_of(kept.blocks, kept.sentences[first : first + span])
    return _Place(
        row.number,
        kept,
        first,
        span,
        " ".join(texts),
        made.target if made else "",
        rows.digest(texts),
        row.current == revision,
    )


def correct(
    connection: Connection,
    article_id: ArticleId,
    revision: int,
    position: int,
    english_now: str,
    note: str,
    now: datetime,
) -> Correction:
    """Put the operator's English in place of a sentence's, and say so; its likes are mended by and by: see likes.mend."""
    after = " ".join(english_now.split())
    if not after or len(after) > LONGEST_ENGLISH:
        raise ValueError(f"a corrected sentence has 1 to {LONGEST_ENGLISH:,} characters")
    if len(note) > LONGEST_COMMENT:
        raise ValueError(f"a note has at most {LONGEST_COMMENT:,} characters")
    place = _place(connection, article_id, revision, position)
    language = place.kept.language
    values = {
        "article": place.number,
        "revision": revision,
        "position": place.position,
        "language": language,
        "digest": place.digest,
        "source": place.source,
        "before": place.target,
        "after": after,
        "note": note,
        "at": rows.to_us(now),
        "span": place.span,
        "mended_to": 0,
    }
    key = connection.execute(_add_correction, values).inserted_primary_key
    assert key is not None
    english.save_engine(
        connection, Engine(OPERATOR, language, "the newsroom's own correction", "", "good", "Corrected by a person.")
    )
    made = english.covered(english.rows_of(connection, place.kept))
    likes.put(connection, place.kept, made, (likes.Wording(place.position, place.span, after),), now)
    if place.is_current:
        english.advance(connection, place.kept)
    return Correction(key[0], article_id, revision, place.position, place.source, place.target, after, note, now)


def read_corrections(connection: Connection, limit: int, before: int | None) -> tuple[Correction, ...]:
    """What was corrected, the newest first, older than the correction `before`."""
    values = {"before_number": rows.TOP if before is None else before, "most": limit}
    return tuple(map(rows.correction, connection.execute(_corrections, values)))


def corrected(connection: Connection, language: str, texts: Sequence[str]) -> Mapping[str, str]:
    """The operator's English of those texts of a language that were corrected; the latest word counts."""
    by_digest = {rows.digest((words,)): words for words in texts}
    known = likes.known(connection, language, by_digest)
    return {by_digest[digest]: after for digest, after in known.items()}


def corrections_of(connection: Connection, language: str, texts: Sequence[str]) -> tuple[Correction, ...]:
    """What was corrected of the sentences that one segment renders, wherever they stand, the newest first."""
    values = {"in_language": language, "of_digest": rows.digest(texts)}
    return tuple(map(rows.correction, connection.execute(_corrections_of, values)))
