"""Which English was made by other terms than hold now, and is to be made again; in the caller's transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, Select, bindparam, select, text, update

from glosswire.errors import NotFound
from glosswire.model import ArticleId, Reading, Segment, Sentence
from glosswire.store import english, reads, rows
from glosswire.store.schema import articles

_begun = (
    select(articles.c.id)
    .where(text("articles.done > 0"), articles.c.language == bindparam("in_language"))  # as the index has it
    .order_by(articles.c.terms.desc(), articles.c.shown.desc())
    .limit(bindparam("most"))
)
# The three ranges of one index that are "not these terms"; the first is of what was never compared.
_others: tuple[Select[ArticleId], ...] = (
    _begun.where(articles.c.terms == ""),
    _begun.where(articles.c.terms > "", articles.c.terms < bindparam("by")),
    _begun.where(articles.c.terms > bindparam("by")),
)
_mark_article = (
    update(articles)
    .where(articles.c.number == bindparam("of"), articles.c.revision == bindparam("at_revision"))
    .values(terms=bindparam("by"))
)
_keep = english.change_segment.values(terms=bindparam("by"))
_ask_again = english.change_segment.values(attempts=0, retry_at=bindparam("at"))


def of_other_terms(connection: Connection, language: str, terms: str, limit: int) -> tuple[Reading, ...]:
    """Articles of a language whose English was not compared with these terms of it, the newest first of each before."""
    found = islice(_ids(connection, language, terms, limit), limit)
    return tuple(reads.reading(connection, article_id, None) for article_id in found)


def _ids(connection: Connection, language: str, terms: str, limit: int) -> Iterator[ArticleId]:
    for other in _others:
        yield from connection.scalars(other, {"in_language": language, "by": terms, "most": limit}).all()


def save_terms(
    connection: Connection,
    article_id: ArticleId,
    revision: int,
    kept: Sequence[Segment],
    outdated: Sequence[Segment],
    terms: str,
    now: datetime,
) -> None:
    """Note by which terms segments were made, and have others made again; English that came meanwhile stays."""
    row = connection.execute(english.revision_row, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {article_id}")
    here = english.kept_of(article_id, revision, row)
    of = {"of": here.number, "at_revision": revision}
    there = {here.sentences[made.position]: made for made in english.rows_of(connection, here)}
    held = [{**of, "at_position": there[s.sources[0]].position, "by": s.terms} for s in kept if _is_there(s, there)]
    again = [{**of, "at_position": there[s.sources[0]].position} for s in outdated if _is_there(s, there)]
    if held:
        connection.execute(_keep, held)
    if again:
        connection.execute(_ask_again, [{**values, "at": rows.to_us(now)} for values in again])
        if row.current == revision:
            english.advance(connection, here)
    connection.execute(_mark_article, {**of, "by": terms})


def _is_there(segment: Segment, there: "dict[Sentence, rows.AnyRow]") -> bool:
    """Whether a segment is still what stands in its place."""
    found = there.get(segment.sources[0])
    return found is not None and found.target == segment.target and found.made_at == rows.to_us_or_none(segment.made_at)
