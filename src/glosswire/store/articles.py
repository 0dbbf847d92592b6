"""Articles and their revisions, within a transaction of the caller's."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select
from sqlalchemy.dialects import postgresql  # its upserts compile for SQLite as well

from glosswire.errors import NotFound
from glosswire.model import Article, ArticleId, Sentence
from glosswire.store import english, feeds, likes, rows, search
from glosswire.store.schema import articles, openings, revisions, tallies

_OPENING_WORTH = 3600  # seconds of recency that each doubling of a day's openings is worth

_by_id = select(articles).where(articles.c.id == bindparam("of"))
_tied = select(func.max(articles.c.shown)).where(
    articles.c.shown >= bindparam("low"), articles.c.shown < bindparam("high")
)
_add_article = insert(articles)
_add_revision = insert(revisions)
_tally = postgresql.insert(tallies).on_conflict_do_update(
    index_elements=["kind", "name"],
    set_={"articles": tallies.c.articles + postgresql.insert(tallies).excluded.articles},
)
_note_opened = postgresql.insert(openings).on_conflict_do_update(
    index_elements=["article", "day"], set_={"times": openings.c.times + 1}
)
_opened = select(openings.c.times).where(openings.c.article == bindparam("of"), openings.c.day == bindparam("on_day"))

# -- saving an article


def save_article(
    connection: Connection,
    article: Article,
    entry_url: str,
    sentences: Sequence[Sentence],
    etag: str,
    modified: str,
) -> int:
    """Keep an article that is new or changed, and settle its entry; the new revision's number, or 0."""
    known = connection.execute(_by_id, {"of": article.id}).one_or_none()
    fetched_at = rows.to_us(article.fetched_at)
    if known is None:
        number, revision = _begin(connection, article, sentences), 1
    else:
        number = known.number
        revision = 0 if known.fingerprint == article.fingerprint else known.revision + 1
        if revision:
            _supersede(connection, known, article, revision, sentences)
    for url in dict.fromkeys((article.url, entry_url)):
        feeds.link_entry(connection, url, article.source_id, number, fetched_at)
    feeds.settle_entry(connection, entry_url, etag, modified)
    return revision


def _begin(connection: Connection, article: Article, sentences: Sequence[Sentence]) -> int:
    at = rows.to_us(article.fetched_at)
    shown = _free_place(connection, _published(article, at))
    values = {
        **_article_values(article, 1, at, shown, sentences),
        "id": article.id,
        "first_fetched_at": at,
        "original_headline": article.headline,
    }
    key = connection.execute(_add_article, values).inserted_primary_key
    assert key is not None
    number: int = key[0]
    connection.execute(_add_revision, rows.revision_values(number, 1, article, sentences))
    search.put(connection, shown, "", "", rows.words_of(article.blocks))
    _count(connection, _names(article, _published(article, at)), 1)
    return number


def _supersede(
    connection: Connection, known: rows.AnyRow, article: Article, revision: int, sentences: Sequence[Sentence]
) -> None:
    number: int = known.number
    published_at = _published(article, known.first_fetched_at)
    shown: int = known.shown
    if published_at // 1000 != known.published_at // 1000:
        shown = _free_place(connection, published_at)
    search.drop(connection, known.shown)
    search.put(connection, shown, "", "", rows.words_of(article.blocks))
    connection.execute(_add_revision, rows.revision_values(number, revision, article, sentences))
    values = _article_values(article, revision, known.first_fetched_at, shown, sentences)
    connection.execute(english.change_article, {"of": number, **values, "original_headline": article.headline})
    before = (
        ("day", rows.day_of(known.published_at)),
        ("language", known.language),
        ("source", known.source_id),
        ("section", known.section),
    )
    _count(connection, before, -1)
    _count(connection, _names(article, published_at), 1)
    english.forget_failures(connection, article.id)
    english.carry_over(connection, number, revision, article, sentences)
    kept = english.Kept(article.id, number, shown, revision, article.language.tag, article.blocks, sentences)
    likes.renew(connection, kept, article.fetched_at)
    english.advance(connection, kept)


def _published(article: Article, first_fetched_at: int) -> int:
    """When it counts as published: as stated, but never later than we had it."""
    if article.published_at is None:
        return first_fetched_at
    return min(rows.to_us(article.published_at), first_fetched_at)


def _free_place(connection: Connection, published_at: int) -> int:
    """The next free value of `shown` in an instant's millisecond, or in the first later one that has room."""
    low = rows.shown_at(published_at)
    while True:
        last: int | None = connection.scalar(_tied, {"low": low, "high": low + rows.TIES})
        if last is None:
            return low
        if last + 1 < low + rows.TIES:
            return last + 1
        low += rows.TIES


def _article_values(
    article: Article, revision: int, first_fetched_at: int, shown: int, sentences: Sequence[Sentence]
) -> rows.Values:
    titles = rows.titles_in(article.blocks, sentences)
    published_at = _published(article, first_fetched_at)
    return {
        "shown": shown,
        "revision": revision,
        "fingerprint": article.fingerprint,
        "source_id": article.source_id,
        "url": article.url,
        "language": article.language.tag,
        "section": article.section,
        "image": rows.image_text(article.image),
        "headline": "",
        "standfirst": "",
        "published_at": published_at,
        "fetched_at": rows.to_us(article.fetched_at),
        "sentences": len(sentences),
        "done": 0,
        "titles_left": titles,
        "bodies_left": len(sentences) - titles,
        "failed": 0,
        "titles_retry_at": None,
        "bodies_retry_at": None,
        "worth": published_at // 1_000_000,
        "highlighted": "",
        "checked": "",
        "stated": "",
        "in_doubt": 0,
        "terms": "",
        "grouped": 0,
    }


def _names(article: Article, published_at: int) -> tuple[tuple[str, str], ...]:
    return (
        ("day", rows.day_of(published_at)),
        ("language", article.language.tag),
        ("source", article.source_id),
        ("section", article.section),
    )


def _count(connection: Connection, names: Iterable[tuple[str, str]], change: int) -> None:
    """Keep the tallies, so that reading them costs nothing that grows with the archive."""
    connection.execute(_tally, [{"kind": kind, "name": name, "articles": change} for kind, name in names if name])


def headline_of(connection: Connection, article_id: ArticleId) -> tuple[int, str] | None:
    """An article's number and its headline as published; None where there is none."""
    known = connection.execute(_by_id, {"of": article_id}).one_or_none()
    return (known.number, known.original_headline) if known else None


# -- readers and highlights


def note_opened(connection: Connection, article_id: ArticleId, now: datetime) -> None:
    """Count an opening, and let the rest of its English come sooner; the day is all that is kept of when."""
    article = connection.execute(_by_id, {"of": article_id}).one_or_none()
    if article is None:
        raise NotFound(f"no article {article_id}")
    day = rows.day_of(rows.to_us(now))
    connection.execute(_note_opened, {"article": article.number, "day": day, "times": 1})
    if article.bodies_left:
        opened: int = connection.scalar(_opened, {"of": article.number, "on_day": day}) or 1
        day_ends = (rows.shown_on(now.date()) // rows.TIES) // 1000 + 86_400
        worth = day_ends + _OPENING_WORTH * opened.bit_length()
        connection.execute(english.change_article, {"of": article.number, "worth": max(article.worth, worth)})
