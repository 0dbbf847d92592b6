"""Which sentences want English, and in which order, within a transaction of the caller's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Literal

from sqlalchemy import Connection, Select, bindparam, or_, select, text

from glosswire.model import ArticleId, Pending, SourceId
from glosswire.store import rows
from glosswire.store.schema import articles, revisions, segments
from glosswire.text.marks import running

_CHUNK = 32  # articles whose sentences are read at once

_Part = Literal["titles", "bodies"]


def _waiting(where: str, order: str) -> Select[tuple[int, str, int, str, str]]:
    """Articles with something to do, by an index of only those; `where` stands as the index has it."""
    return (
        select(articles.c.number, articles.c.id, articles.c.revision, articles.c.source_id, articles.c.language)
        .where(
            text(where),
            articles.c.language.not_in(bindparam("skip", expanding=True)),
            or_(bindparam("only") == "", articles.c.language == bindparam("only")),
        )
        .order_by(text(order))
        .limit(bindparam("most"))
    )


_waiting_new = {
    "titles": _waiting("articles.titles_left > 0", "articles.shown DESC"),
    "bodies": _waiting("articles.bodies_left > 0", "articles.worth DESC, articles.number DESC"),
}
_waiting_again = {
    "titles": _waiting("articles.titles_retry_at <= :now", "articles.titles_retry_at, articles.number"),
    "bodies": _waiting("articles.bodies_retry_at <= :now", "articles.bodies_retry_at, articles.number"),
}
_revisions_of = (
    select(revisions.c.article, revisions.c.blocks, revisions.c.sentences)
    .join(articles, (articles.c.number == revisions.c.article) & (articles.c.revision == revisions.c.revision))
    .where(articles.c.number.in_(bindparam("numbers", expanding=True)))
)
_segments_of = (
    select(segments.c.article, segments.c.position, segments.c.span, segments.c.state, segments.c.retry_at)
    .join(articles, (articles.c.number == segments.c.article) & (articles.c.revision == segments.c.revision))
    .where(articles.c.number.in_(bindparam("numbers", expanding=True)))
)


def pending_passages(
    connection: Connection,
    limit: int,
    now: datetime,
    language: str,
    skip_languages: Collection[str],
    skip_articles: Collection[ArticleId],
) -> tuple[Pending, ...]:
    """Sentences without English: titles, then bodies; in each what is new before what failed and is due again."""
    values = {"skip": tuple(skip_languages), "only": language, "most": limit + len(skip_articles)}
    at = rows.to_us(now)
    return tuple(islice(_in_order(connection, values, at, skip_articles), limit))


def _in_order(
    connection: Connection, values: rows.Values, at: int, skip_articles: Collection[ArticleId]
) -> Iterator[Pending]:
    parts: tuple[_Part, ...] = ("titles", "bodies")
    for part in parts:
        found = connection.execute(_waiting_new[part], values).all()
        yield from _pending_of(connection, found, part, None, skip_articles)
        found = connection.execute(_waiting_again[part], {**values, "now": at}).all()
        yield from _pending_of(connection, found, part, at, skip_articles)


def _pending_of(
    connection: Connection,
    found: Iterable[rows.AnyRow],
    part: _Part,
    due: int | None,
    skip_articles: Collection[ArticleId],
) -> Iterator[Pending]:
    wanted = (row for row in found if row.id not in skip_articles)
    for some in rows.chunks(wanted, _CHUNK):
        numbers = {"numbers": [row.number for row in some]}
        texts = {row.article: row for row in connection.execute(_revisions_of, numbers)}
        made: dict[int, list[rows.AnyRow]] = defaultdict(list)
        for segment in connection.execute(_segments_of, numbers):
            made[segment.article].append(segment)
        for row in some:
            yield from _pending_in(row, texts[row.number], made[row.number], part, due)


def _pending_in(
    row: rows.AnyRow, revision: rows.AnyRow, made: Iterable[rows.AnyRow], part: _Part, due: int | None
) -> Iterator[Pending]:
    blocks = rows.blocks_of(revision.blocks)
    sentences = rows.sentences_of(revision.sentences)
    titles = rows.titles_in(blocks, sentences)
    places = range(titles) if part == "titles" else range(titles, len(sentences))
    if due is None:
        covered = {p for segment in made for p in range(segment.position, segment.position + segment.span)}
        left = [p for p in places if p not in covered]
        spans = dict.fromkeys(left, 1)
    else:
        again = [segment for segment in made if segment.retry_at is not None and segment.retry_at <= due]
        spans = {p: n for s in again for p, n in _tried_again(s).items() if p in places}
    texts = rows.texts_of(blocks, sentences)
    inside = running(blocks, sentences) if spans else frozenset()
    for position, span in sorted(spans.items()):
        sentence, *also = sentences[position : position + span]
        yield Pending(
            ArticleId(row.id),
            row.revision,
            SourceId(row.source_id),
            row.language,
            sentence,
            " ".join(texts[position : position + span]),
            part == "titles",
            tuple(also),
            texts[position - 1] if position else "",
            sentence in inside,
        )


def _tried_again(segment: rows.AnyRow) -> dict[int, int]:
    """By position how many sentences are tried as one: as the segment has them, but those that failed each alone."""
    if segment.state != "failed":
        return {segment.position: segment.span}
    return dict.fromkeys(range(segment.position, segment.position + segment.span), 1)
