"""What was found in English: findings, quotes, what sentences state, what the operator should look at; in the caller's transaction."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql  # its upserts compile for SQLite as well

from glosswire.errors import NotFound
from glosswire.model import ArticleId, Quote, Reading, Segment, Stated
from glosswire.store import english, rows
from glosswire.store.schema import articles, quotes, revisions, segments, stated

_segments = (
    select(segments.c.position, segments.c.target, segments.c.said, segments.c.made_at)
    .where(segments.c.article == bindparam("of"), segments.c.revision == bindparam("at_revision"))
    .order_by(segments.c.position)
)
_change_segment = english.change_segment.values(
    {name: bindparam(name) for name in ("target", "said", "findings", "doubted_at")}
)
_drop_quotes = delete(quotes).where(quotes.c.article == bindparam("of"), quotes.c.revision == bindparam("at_revision"))
_add_quote = insert(quotes)
_english_quotes = (
    select(quotes, articles.c.id)
    .join(articles, (articles.c.number == quotes.c.article) & (articles.c.revision == quotes.c.revision))
    .where(
        text("quotes.english_at IS NOT NULL"),  # as the index has it
        quotes.c.english_at >= bindparam("since"),
        quotes.c.english_at < bindparam("until"),
    )
    .order_by(quotes.c.english_at.desc(), quotes.c.article, quotes.c.turn)
    .limit(bindparam("most"))
)
_mark_article = (
    update(articles)
    .where(articles.c.number == bindparam("of"), articles.c.revision == bindparam("at_revision"))
    .values(checked=bindparam("version"))
)
_mark_revision = (
    update(revisions)
    .where(revisions.c.article == bindparam("of"), revisions.c.revision == bindparam("at_revision"))
    .values(checked=bindparam("version"))
)
_published = select(articles.c.published_at).where(articles.c.number == bindparam("of"))
_doubted = (
    select(articles.c.id, segments.c.revision, segments.c.position)
    .join(articles, (articles.c.number == segments.c.article) & (articles.c.revision == segments.c.revision))
    .where(text("segments.doubted_at IS NOT NULL"))
    .order_by(segments.c.doubted_at.desc(), segments.c.article, segments.c.position)
    .limit(bindparam("most"))
)


_put_stated = postgresql.insert(stated).on_conflict_do_update(
    index_elements=["article"],
    set_={name: postgresql.insert(stated).excluded[name] for name in ("version", "packed")},
)
_mark_stated = (
    update(articles)
    .where(articles.c.number == bindparam("of"), articles.c.revision == bindparam("at_revision"))
    .values(stated=bindparam("version"))
)
_stated = (
    select(articles.c.id, stated.c.packed)
    .join(articles, articles.c.number == stated.c.article)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)), stated.c.version == bindparam("of_version"))
)


def save_checks(
    connection: Connection,
    article_id: ArticleId,
    revision: int,
    checked: Sequence[Segment],
    quotes_found: Sequence[Quote],
    version: str,
    is_complete: bool,
) -> None:
    """Keep what the checks said of a revision as a whole, and the English that they read, in place of what was before.

    English that came in place of what was checked keeps its own findings, and the revision is to be checked again.
    """
    row = connection.execute(english.revision_row, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {article_id}")
    of = {"of": row.number, "at_revision": revision}
    sentences = rows.sentences_of(row.sentences)
    made = {sentences[segment.position]: segment for segment in connection.execute(_segments, of)}
    fresh = [s for s in checked if s.sources[0] in made and _said(made[s.sources[0]]) == s.as_said]
    if fresh:
        connection.execute(_change_segment, [{**of, **_change(s, made[s.sources[0]])} for s in fresh])
    if row.current == revision:
        english.advance(connection, english.kept_of(article_id, revision, row))
    if len(fresh) < len(checked):
        return
    _put_quotes(connection, row, revision, quotes_found)
    if row.current == revision:
        connection.execute(_mark_article, {**of, "version": version})
    connection.execute(_mark_revision, {**of, "version": version if is_complete else ""})


def _said(row: rows.AnyRow) -> str:
    said: str = row.said or row.target
    return said


def _change(segment: Segment, row: rows.AnyRow) -> rows.Values:
    return {
        "at_position": row.position,
        "target": segment.target,
        "said": segment.said or None,
        **rows.finding_values(segment.findings, row.made_at),
    }


def _put_quotes(connection: Connection, row: rows.AnyRow, revision: int, found: Sequence[Quote]) -> None:
    connection.execute(_drop_quotes, {"of": row.number, "at_revision": revision})
    is_english = row.language.partition("-")[0] == "en"
    english_at: int | None = connection.scalar(_published, {"of": row.number}) if is_english else None
    if found:
        connection.execute(
            _add_quote, [rows.quote_values(quote, row.number, turn, english_at) for turn, quote in enumerate(found)]
        )


def save_stated(connection: Connection, reading: Reading, found: Stated) -> None:
    """Keep what the sentences of a reading state; it is to be read again where its English has changed meanwhile."""
    revision = reading.article.revision
    row = connection.execute(english.revision_row, {"of": found.article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {found.article_id}")
    if row.current != revision:
        return
    of = {"of": row.number, "at_revision": revision}
    connection.execute(_put_stated, {"article": row.number, "version": found.version, "packed": found.packed})
    made = [segment.target for segment in connection.execute(_segments, of)]
    if made == [segment.target for segment in reading.translation.segments]:
        connection.execute(_mark_stated, {**of, "version": found.version})


def read_stated(connection: Connection, ids: Sequence[ArticleId], version: str) -> tuple[Stated, ...]:
    """What a version read some articles to state."""
    found = connection.execute(_stated, {"ids": list(ids), "of_version": version})
    return tuple(Stated(ArticleId(row.id), version, row.packed) for row in found)


def english_quotes(connection: Connection, since: int, until: int, limit: int) -> tuple[Quote, ...]:
    """Quotes that English articles of a time printed, the newest first."""
    values = {"since": since, "until": until, "most": limit}
    return tuple(rows.quote(row, row.id) for row in connection.execute(_english_quotes, values))


def doubted(connection: Connection, limit: int) -> Iterable[tuple[ArticleId, int]]:
    """The articles and sentence positions of current segments with a critical finding, the newest first."""
    for row in connection.execute(_doubted, {"most": limit}):
        yield ArticleId(row.id), row.position
