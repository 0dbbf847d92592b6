"""What was corrected once holds wherever the same sentences stand, one article after another; in the caller's transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, text, union, update

from glosswire.model import ArticleId, Mended
from glosswire.store import english, rows
from glosswire.store.english import OPERATOR, Kept
from glosswire.store.schema import articles, corrections, engines, segments

_spans = select(corrections.c.span).where(corrections.c.language == bindparam("in_language")).distinct()
_corrected = (
    select(corrections.c.digest, corrections.c.after)
    .where(
        corrections.c.language == bindparam("in_language"),
        corrections.c.digest.in_(bindparam("digests", expanding=True)),
    )
    .order_by(corrections.c.number)
)
_waiting = select(corrections).where(text("mended_to IS NOT NULL")).order_by(corrections.c.number).limit(1)
_later = (
    select(corrections.c.number)
    .where(
        corrections.c.language == bindparam("in_language"),
        corrections.c.digest == bindparam("of_digest"),
        corrections.c.number > bindparam("after_number"),
    )
    .limit(1)
)
_reach = update(corrections).where(corrections.c.number == bindparam("of")).values(mended_to=bindparam("reached"))
_current = (articles.c.number == segments.c.article) & (articles.c.revision == segments.c.revision)
_translated = (
    select(segments.c.article)
    .join(articles, _current)
    .where(
        text("segments.state = 'translated'"),  # as written in the index of the memory
        segments.c.engine.in_(select(engines.c.number).where(engines.c.language == bindparam("in_language"))),
        segments.c.digest.in_(bindparam("digests", expanding=True)),
        segments.c.article > bindparam("after_article"),
    )
)
_passed = (
    select(segments.c.article)
    .join(articles, _current)
    .where(
        text("segments.state = 'passed'"),  # as written in its index
        articles.c.language == bindparam("in_language"),
        segments.c.digest.in_(bindparam("digests", expanding=True)),
        segments.c.article > bindparam("after_article"),
    )
)
_alike = union(_translated, _passed).order_by("article").limit(bindparam("most"))
_article = select(articles.c.id, articles.c.revision).where(articles.c.number == bindparam("of"))


def known(connection: Connection, language: str, digests: Iterable[bytes]) -> Mapping[bytes, str]:
    """The operator's English of source texts of a language, by their digests; the latest word counts."""
    found: dict[bytes, str] = {}
    for some in rows.chunks(digests, 500):
        corrected = connection.execute(_corrected, {"in_language": language, "digests": some})
        found.update((row.digest, row.after) for row in corrected)
    return found


def mend(connection: Connection, limit: int, now: datetime) -> Mended | None:
    """Give the oldest correction that is not through to its likes in the next articles; None where all are through.

    How far it came is kept with it, so that what is killed goes on there.
    """
    row = connection.execute(_waiting).one_or_none()
    if row is None:
        return None
    of = {"in_language": row.language, "of_digest": row.digest, "after_number": row.number}
    found: Sequence[int] = ()
    count = 0
    if connection.scalar(_later, of) is None:  # else the later word counts, and is mended in its turn
        wanted = _texts_of(connection, row)
        digests = {row.digest, rows.digest(wanted[:1])}  # joined as they were, or each by itself
        values = {"in_language": row.language, "digests": digests, "after_article": row.mended_to, "most": limit}
        found = connection.scalars(_alike, values).all()
        count = sum(_mend_article(connection, number, wanted, row.after, now) for number in found)
    is_done = len(found) < limit
    connection.execute(_reach, {"of": row.number, "reached": None if is_done else found[-1]})
    return Mended(row.number, row.language, count, is_done)


def hold(connection: Connection, kept: Kept, sources: Collection[int], now: datetime) -> None:
    """Put the operator's English in place of what was just made of the sentences at these places, as far as there is any.

    A correction of several sentences together holds where all of them have English. What the operator wrote of this very
    article stays.
    """
    spans = connection.scalars(_spans, {"in_language": kept.language}).all()
    if not spans:
        return
    texts = rows.texts_of(kept.blocks, kept.sentences)
    windows = {
        (first, span): rows.digest(texts[first : first + span])
        for span in sorted(spans, reverse=True)
        for first in range(len(texts) - span + 1)
        if any(place in sources for place in range(first, first + span))
    }
    corrected = known(connection, kept.language, set(windows.values()))
    if not corrected:
        return
    by = english.engine_number(connection, OPERATOR, kept.language)
    made, is_changed = english.covered(english.rows_of(connection, kept)), False
    for (first, span), digest in windows.items():
        places = range(first, first + span)
        if digest in corrected and _is_apart(made, first, span) and all(made[place].engine != by for place in places):
            put(connection, kept, first, span, corrected[digest], now)
            made, is_changed = english.covered(english.rows_of(connection, kept)), True
    if is_changed:
        _advance(connection, kept)


def put(connection: Connection, kept: Kept, first: int, span: int, after: str, now: datetime) -> None:
    """Write the operator's English of neighbouring sentences in place of all that renders one of them."""
    texts = rows.texts_of(kept.blocks, kept.sentences[first : first + span])
    made = english.covered(english.rows_of(connection, kept))
    old = {made[place].position: made[place] for place in range(first, first + span) if place in made}
    english.drop_segments(connection, kept, old)
    for position, row in old.items():
        if row.state == "failed":
            english.forget_failure(connection, kept.id, position)
    values = {
        "article": kept.number,
        "revision": kept.revision,
        "position": first,
        "span": span,
        "target": after,
        "state": "translated",
        "engine": english.engine_number(connection, OPERATOR, kept.language),
        "said": None,
        "terms": None,
        "score": None,
        "made_at": rows.to_us(now),
        "digest": rows.digest(texts),
        "attempts": 0,
        "retry_at": None,
        **rows.finding_values((), 0),
        "alternatives": "",
        "back": "",
    }
    connection.execute(english.put_segment, [values])


def _texts_of(connection: Connection, correction: rows.AnyRow) -> tuple[str, ...]:
    """The sentences that a correction renders, one by one."""
    if correction.span == 1:
        return (correction.source,)
    article = connection.execute(_article, {"of": correction.article}).one()
    of = {"of": article.id, "at_revision": correction.revision}
    row = connection.execute(english.revision_row, of).one()
    sentences = rows.sentences_of(row.sentences)[correction.position : correction.position + correction.span]
    return rows.texts_of(rows.blocks_of(row.blocks), sentences)


def _mend_article(connection: Connection, number: int, wanted: Sequence[str], after: str, now: datetime) -> int:
    """Put the operator's English in every place of an article's current revision that says the same; how many there were."""
    kept = _kept(connection, number)
    texts, span = rows.texts_of(kept.blocks, kept.sentences), len(wanted)
    by = english.engine_number(connection, OPERATOR, kept.language)
    places = [first for first in range(len(texts) - span + 1) if texts[first : first + span] == tuple(wanted)]
    count = 0
    for first in places:
        made = english.covered(english.rows_of(connection, kept))
        if _is_apart(made, first, span) and not _is_there(made[first], first, span, by, after):
            put(connection, kept, first, span, after, now)
            count += 1
    if count:
        english.advance(connection, kept)
    return count


def _is_there(row: rows.AnyRow, first: int, span: int, by: int, after: str) -> bool:
    return bool((row.position, row.span, row.engine, row.target) == (first, span, by, after))


def _is_apart(made: Mapping[int, rows.AnyRow], first: int, span: int) -> bool:
    """Whether all these sentences have English, and none of it renders another sentence too."""
    places = range(first, first + span)
    return all(
        place in made and made[place].position >= first and made[place].position + made[place].span <= first + span
        for place in places
    )


def _kept(connection: Connection, number: int) -> Kept:
    article = connection.execute(_article, {"of": number}).one()
    of = {"of": article.id, "at_revision": article.revision}
    return english.kept_of(ArticleId(article.id), article.revision, connection.execute(english.revision_row, of).one())


def _advance(connection: Connection, kept: Kept) -> None:
    """Advance an article whose titles may have changed since it was read."""
    english.advance(connection, _kept(connection, kept.number))
