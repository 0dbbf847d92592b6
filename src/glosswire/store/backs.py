"""Marked sentences whose English is put back into their language, for readers to compare; in the caller's transaction."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select, text, update

from glosswire.model import ArticleId, Back, Unreturned
from glosswire.store import rows
from glosswire.store.schema import articles, revisions, segments

_waiting = (
    select(articles.c.number, articles.c.id, articles.c.revision, articles.c.language)
    .where(text("articles.backs_left > 0"), articles.c.language.not_in(bindparam("skip", expanding=True)))
    .order_by(articles.c.shown.desc())
    .limit(1)
)  # as the index of articles with something to do has it
_revision = select(revisions.c.blocks, revisions.c.sentences).where(
    revisions.c.article == bindparam("of"), revisions.c.revision == bindparam("at_revision")
)
_segments = (
    select(segments)
    .where(segments.c.article == bindparam("of"), segments.c.revision == bindparam("at_revision"))
    .order_by(segments.c.position)
)
_put_back = (
    update(segments)
    .where(
        segments.c.article == select(articles.c.number).where(articles.c.id == bindparam("of_id")).scalar_subquery(),
        segments.c.revision == bindparam("at_revision"),
        segments.c.position == bindparam("at_position"),
        segments.c.target == bindparam("english"),
        segments.c.back == "",
    )
    .values(back=bindparam("said"))
)
_count_down = (
    update(articles)
    .where(
        articles.c.id == bindparam("of_id"),
        articles.c.revision == bindparam("at_revision"),
        text("articles.backs_left > 0"),
    )
    .values(backs_left=articles.c.backs_left - 1)
)


def unreturned(connection: Connection, limit: int, skip_languages: Collection[str]) -> tuple[Unreturned, ...]:
    """Marked sentences of the newest article that has some of which nobody was asked to put their English back."""
    article = connection.execute(_waiting, {"skip": tuple(skip_languages)}).one_or_none()
    if article is None:
        return ()
    of = {"of": article.number, "at_revision": article.revision}
    revision = connection.execute(_revision, of).one()
    texts = rows.texts_of(rows.blocks_of(revision.blocks), rows.sentences_of(revision.sentences))
    waiting = [row for row in connection.execute(_segments, of) if rows.is_marked(row) and not row.back]
    return tuple(
        Unreturned(
            ArticleId(article.id),
            article.revision,
            row.position,
            article.language,
            " ".join(texts[row.position : row.position + row.span]),
            row.target,
        )
        for row in waiting[:limit]
    )


def save_back(connection: Connection, item: Unreturned, back: Back) -> None:
    """Keep a sentence's English put back, where it is still the English that was asked for."""
    of = {"of_id": item.article_id, "at_revision": item.revision}
    said = {"at_position": item.position, "english": item.english, "said": rows.back_text(back)}
    if connection.execute(_put_back, {**of, **said}).rowcount:
        connection.execute(_count_down, of)
