"""Marked sentences whose English is put back into their language, for readers to compare; in the caller's transaction."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select, text, update

from glosswire.model import ArticleId, Back, Unreturned
from glosswire.store import english, rows
from glosswire.store.schema import articles, revisions, segments

_waiting = (
    select(articles.c.number, articles.c.id, articles.c.revision, articles.c.language)
    .where(
        text("articles.backs_left > 0"),
        articles.c.language.not_in(bindparam("skip", expanding=True)),
        articles.c.id.not_in(bindparam("skip_ids", expanding=True)),
    )
    .order_by(articles.c.shown.desc())
    .limit(1)
)  # as the index of articles with something to do has it
_revision = select(revisions.c.blocks, revisions.c.sentences).where(
    revisions.c.article == bindparam("of"), revisions.c.revision == bindparam("at_revision")
)
_number = select(articles.c.number).where(articles.c.id == bindparam("of_id"))
_put_back = (
    update(segments)
    .where(
        segments.c.article == bindparam("of"),
        segments.c.revision == bindparam("at_revision"),
        segments.c.position == bindparam("at_position"),
        segments.c.target == bindparam("english"),
    )
    .values(back=bindparam("words"))
)
_count = (
    update(articles)
    .where(articles.c.number == bindparam("of"), articles.c.revision == bindparam("at_revision"))
    .values(backs_left=bindparam("left"))
)


def unreturned(
    connection: Connection, limit: int, skip_languages: Collection[str], skip_articles: Collection[ArticleId]
) -> tuple[Unreturned, ...]:
    """Marked sentences of the newest article that has some of which nobody was asked to put their English back."""
    article = connection.execute(
        _waiting, {"skip": tuple(skip_languages), "skip_ids": tuple(skip_articles)}
    ).one_or_none()
    if article is None:
        return ()
    of = {"of": article.number, "at_revision": article.revision}
    revision = connection.execute(_revision, of).one()
    texts = rows.texts_of(rows.blocks_of(revision.blocks), rows.sentences_of(revision.sentences))
    waiting = [row for row in connection.execute(english.segment_rows, of) if rows.is_unreturned(row)]
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
    of = {"of": connection.scalar(_number, {"of_id": item.article_id}), "at_revision": item.revision}
    said = {"at_position": item.position, "english": item.english, "words": rows.back_text(back)}
    if connection.execute(_put_back, {**of, **said}).rowcount:
        left = sum(map(rows.is_unreturned, connection.execute(english.segment_rows, of)))
        connection.execute(_count, {**of, "left": left})
