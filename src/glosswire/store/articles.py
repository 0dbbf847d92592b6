"""Articles, their revisions and their English, within a transaction of the caller's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal

from sqlalchemy import Connection, Select, bindparam, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from glosswire.errors import NotFound
from glosswire.model import (
    Article,
    ArticleId,
    Block,
    Engine,
    Failure,
    Highlight,
    Pending,
    Segment,
    Sentence,
    SourceId,
)
from glosswire.store import feeds, rows, search
from glosswire.store.schema import (
    article_engines,
    articles,
    engines,
    failures,
    highlights,
    openings,
    revisions,
    segments,
    tallies,
)

_HOUR = 3_600_000_000
_SEGMENT_ATTEMPTS = 5  # an engine that answers the same question the same way is asked no more often than this
_OPENING_WORTH = 3600  # seconds of recency that each doubling of a day's openings is worth
_CHUNK = 32  # articles whose sentences are read at once

_by_id = select(articles).where(articles.c.id == bindparam("of"))
_tied = select(func.max(articles.c.shown)).where(
    articles.c.shown >= bindparam("low"), articles.c.shown < bindparam("high")
)
_add_article = insert(articles)
_change_article = update(articles).where(articles.c.number == bindparam("of"))
_add_revision = insert(revisions)
_revision = (
    select(
        articles.c.number,
        articles.c.revision.label("current"),
        articles.c.shown,
        articles.c.language.label("current_language"),
        revisions.c.blocks,
        revisions.c.sentences,
        revisions.c.language,
    )
    .join(revisions, revisions.c.article == articles.c.number)
    .where(articles.c.id == bindparam("of"), revisions.c.revision == bindparam("at_revision"))
)
_tally = insert(tallies).on_conflict_do_update(
    index_elements=["kind", "name"], set_={"articles": tallies.c.articles + insert(tallies).excluded.articles}
)
_segments = (
    select(segments)
    .where(segments.c.article == bindparam("of"), segments.c.revision == bindparam("at_revision"))
    .order_by(segments.c.position)
)
_put_segment = insert(segments).on_conflict_do_update(
    index_elements=["article", "revision", "position"],
    set_={
        name: insert(segments).excluded[name]
        for name in ("span", "target", "state", "engine", "score", "made_at", "digest", "attempts", "retry_at")
    },
)
_drop_segment = delete(segments).where(
    segments.c.article == bindparam("of"),
    segments.c.revision == bindparam("at_revision"),
    segments.c.position == bindparam("at_position"),
)
_carried = (
    select(segments)
    .join(revisions, (revisions.c.article == segments.c.article) & (revisions.c.revision == segments.c.revision))
    .where(
        segments.c.article == bindparam("of"),
        segments.c.digest.is_not(None),
        revisions.c.language == bindparam("in_language"),
    )
    .order_by(segments.c.revision)
)
_engine = select(engines.c.number).where(
    engines.c.version == bindparam("of"), engines.c.language == bindparam("in_language")
)
_put_engine = insert(engines).on_conflict_do_update(
    index_elements=["version", "language"],
    set_={name: insert(engines).excluded[name] for name in ("title", "licence", "grade", "quality")},
)
_engines_of = select(article_engines.c.engine).where(article_engines.c.article == bindparam("of"))
_add_article_engine = insert(article_engines).on_conflict_do_nothing()
_drop_article_engine = delete(article_engines).where(
    article_engines.c.article == bindparam("of"), article_engines.c.engine == bindparam("by")
)
_recall = (
    select(segments.c.digest, segments.c.target)
    .join(engines, engines.c.number == segments.c.engine)
    .where(
        text("segments.state = 'translated'"),  # as written in the index of the memory
        engines.c.version == bindparam("of"),
        engines.c.language == bindparam("in_language"),
        segments.c.digest.in_(bindparam("digests", expanding=True)),
    )
)
_clear_sentence_failures = delete(failures).where(
    failures.c.stage == "translate", failures.c.subject >= bindparam("low"), failures.c.subject < bindparam("high")
)
_note_opened = insert(openings).on_conflict_do_update(
    index_elements=["article", "day"], set_={"times": openings.c.times + 1}
)
_opened = select(openings.c.times).where(openings.c.article == bindparam("of"), openings.c.day == bindparam("on_day"))
_drop_highlights = delete(highlights).where(
    highlights.c.article == bindparam("of"), highlights.c.revision == bindparam("at_revision")
)
_add_highlight = insert(highlights)


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
    search.put(connection, shown, "", "", _words_of(article.blocks))
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
    connection.execute(_add_revision, rows.revision_values(number, revision, article, sentences))
    values = _article_values(article, revision, known.first_fetched_at, shown, sentences)
    connection.execute(_change_article, {"of": number, **values, "original_headline": article.headline})
    before = (
        ("day", rows.day_of(known.published_at)),
        ("language", known.language),
        ("source", known.source_id),
        ("section", known.section),
    )
    _count(connection, before, -1)
    _count(connection, _names(article, published_at), 1)
    _forget_sentence_failures(connection, article.id)
    _carry_over(connection, number, revision, article, sentences)
    _advance(connection, _Kept(article.id, number, shown, revision, article.language.tag, article.blocks, sentences))


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
    titles = _titles(article.blocks, sentences)
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
    }


def _titles(blocks: Sequence[Block], sentences: Iterable[Sentence]) -> int:
    """How many sentences, from the first, are of the headline and the standfirst."""
    title_blocks = 2 if len(blocks) > 1 and blocks[1].kind == "standfirst" else 1
    return sum(sentence.block < title_blocks for sentence in sentences)


def _words_of(blocks: Iterable[Block]) -> str:
    return "\n".join(block.text for block in blocks)


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


def _carry_over(
    connection: Connection, number: int, revision: int, article: Article, sentences: Sequence[Sentence]
) -> None:
    """Give the new revision the segments of sentences that an earlier one of the same language had."""
    found = connection.execute(_carried, {"of": number, "in_language": article.language.tag}).all()
    known = {segment.digest: segment for segment in found}
    lengths = sorted({segment.span for segment in found}, reverse=True)
    texts = rows.texts_of(article.blocks, sentences)
    carried: list[rows.Values] = []
    position = 0
    while position < len(texts):
        spans = (known.get(rows.digest(texts[position : position + n])) for n in lengths if position + n <= len(texts))
        old = next((segment for segment in spans if segment is not None), None)
        if old is not None:
            carried.append({**old._mapping, "revision": revision, "position": position})
        position += 1 if old is None else old.span
    if carried:
        connection.execute(_put_segment, carried)


# -- saving English


@dataclass(frozen=True, slots=True)
class _Kept:
    """One revision as it stands in the store."""

    id: ArticleId
    number: int
    shown: int
    revision: int
    language: str
    blocks: tuple[Block, ...]
    sentences: Sequence[Sentence]


def save_segments(
    connection: Connection,
    article_id: ArticleId,
    revision: int,
    made: Sequence[Segment],
    now: datetime,
    failed: Sequence[Failure],
) -> None:
    """Keep segments, and for each failed one of them, in their order, its failure."""
    row = connection.execute(_revision, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {article_id}")
    kept = _Kept(
        article_id,
        row.number,
        row.shown,
        revision,
        row.language,
        rows.blocks_of(row.blocks),
        rows.sentences_of(row.sentences),
    )
    _put_segments(connection, kept, made, now, failed)
    if row.current == revision:
        _advance(connection, kept)


def _put_segments(
    connection: Connection, kept: _Kept, made: Sequence[Segment], now: datetime, failed: Sequence[Failure]
) -> None:
    places = {sentence: position for position, sentence in enumerate(kept.sentences)}
    known = {row.position: row for row in _rows_of(connection, kept)}
    failure_of = _paired(made, failed)
    numbers = {v: _engine_number(connection, v, kept.language) for v in {s.engine for s in made} if v}
    texts = rows.texts_of(kept.blocks, kept.sentences)
    wanted: list[rows.Values] = []
    for index, segment in enumerate(made):
        position = _position(places, segment)
        old = known.get(position)
        if segment.state == "failed" and old is not None and old.state != "failed":
            continue  # a failure never takes the place of English
        values = _segment_values(segment, texts[position : position + len(segment.sources)], now)
        values |= {"article": kept.number, "revision": kept.revision, "position": position}
        values["engine"] = numbers.get(segment.engine)
        failure = failure_of.get(index)
        if segment.state == "failed":
            values["attempts"] = 1 + (old.attempts if old is not None else 0)
            values["retry_at"] = _retry_at(failure, values["attempts"], now)
        wanted.append(values)
        _note_failure(connection, _subject(kept.id, position), failure, values)
    _drop_overlapped(connection, kept, known.values(), wanted)
    if wanted:
        connection.execute(_put_segment, wanted)


def _paired(made: Sequence[Segment], failed: Sequence[Failure]) -> Mapping[int, Failure]:
    if not failed:
        return {}
    indexes = [index for index, segment in enumerate(made) if segment.state == "failed"]
    return dict(zip(indexes, failed, strict=True))


def _position(places: Mapping[Sentence, int], segment: Segment) -> int:
    """Where a segment's first sentence stands; its sentences must follow one another in the revision's list."""
    found = [places[sentence] for sentence in segment.sources]
    if not found or found != list(range(found[0], found[0] + len(found))):
        raise ValueError(f"not neighbouring sentences of this revision: {segment.sources}")
    return found[0]


def _segment_values(segment: Segment, texts: Sequence[str], now: datetime) -> rows.Values:
    return {
        "span": len(segment.sources),
        "target": segment.target,
        "state": segment.state,
        "score": segment.score,
        "made_at": rows.to_us(segment.made_at or now),
        "digest": None if segment.state == "failed" else rows.digest(texts),
        "attempts": 0,
        "retry_at": None,
    }


def _retry_at(failure: Failure | None, attempts: int, now: datetime) -> int | None:
    """When a failed sentence is tried again: soon and often where it may pass, else hourly, daily, and no more."""
    at = rows.to_us(now)
    if failure is not None and failure.passing:
        stated = 0 if failure.retry_at is None else rows.to_us(failure.retry_at)
        return max(stated, at + feeds.wait_after(attempts))
    return None if attempts >= _SEGMENT_ATTEMPTS else at + _HOUR * int(6 ** (attempts - 1))


def _subject(article_id: ArticleId, position: int) -> str:
    return f"{article_id}/{position}"


def _note_failure(connection: Connection, subject: str, failure: Failure | None, values: rows.Values) -> None:
    if failure is not None:
        feeds.put_failure(connection, failure, subject, values["attempts"], values["retry_at"])
    elif values["state"] != "failed":
        feeds.clear_failures(connection, subject, ("translate",))


def _forget_sentence_failures(connection: Connection, article_id: ArticleId) -> None:
    connection.execute(_clear_sentence_failures, {"low": f"{article_id}/", "high": f"{article_id}0"})  # "0" follows "/"


def _drop_overlapped(
    connection: Connection, kept: _Kept, known: Iterable[rows.AnyRow], wanted: Sequence[rows.Values]
) -> None:
    """Take away older segments of which a new one renders a sentence, but does not stand in their place."""
    owner = {w["position"] + n: w["position"] for w in wanted for n in range(w["span"])}
    gone = [
        row.position
        for row in known
        if any(owner.get(p, row.position) != row.position for p in range(row.position, row.position + row.span))
    ]
    if gone:
        of = {"of": kept.number, "at_revision": kept.revision}
        connection.execute(_drop_segment, [{**of, "at_position": position} for position in gone])


def _rows_of(connection: Connection, kept: _Kept) -> Sequence[rows.AnyRow]:
    return connection.execute(_segments, {"of": kept.number, "at_revision": kept.revision}).all()


def _advance(connection: Connection, kept: _Kept) -> None:
    """Bring what lists and queues read of an article up to its segments."""
    made = _rows_of(connection, kept)
    titles = _titles(kept.blocks, kept.sentences)
    covered = {p: row for row in made for p in range(row.position, row.position + row.span)}
    titles_done = sum(p < titles for p in covered)
    bodies_left = len(kept.sentences) - titles - (len(covered) - titles_done)
    waiting = [row for row in made if row.retry_at is not None]
    values = {
        "headline": _title_in_english(kept, covered, 0),
        "standfirst": _title_in_english(kept, covered, 1) if _has_standfirst(kept.blocks) else "",
        "done": len(covered),
        "titles_left": titles - titles_done,
        "bodies_left": bodies_left,
        "failed": sum(row.state == "failed" for row in made),
        "titles_retry_at": min((row.retry_at for row in waiting if row.position < titles), default=None),
        "bodies_retry_at": min((row.retry_at for row in waiting if row.position >= titles), default=None),
    }
    connection.execute(_change_article, {"of": kept.number, **values})
    _note_engines(connection, kept.number, {row.engine for row in made if row.state == "translated" and row.engine})
    if titles_done == titles:
        body = "" if bodies_left else "\n".join(row.target for row in made if row.position >= titles)
        headline = f"{values['headline']}\n{values['standfirst']}"
        is_twice = kept.language == "en" and not bodies_left
        search.put(connection, kept.shown, headline, body, "" if is_twice else _words_of(kept.blocks))


def _has_standfirst(blocks: Sequence[Block]) -> bool:
    return len(blocks) > 1 and blocks[1].kind == "standfirst"


def _title_in_english(kept: _Kept, covered: Mapping[int, rows.AnyRow], block: int) -> str:
    """A title's English, or nothing while a sentence of it has none."""
    places = [position for position, sentence in enumerate(kept.sentences) if sentence.block == block]
    made = [covered.get(position) for position in places]
    texts = [row.target for row in dict.fromkeys(made) if row is not None and row.state != "failed"]
    return " ".join(texts) if all(row is not None and row.state != "failed" for row in made) else ""


# -- engines and the memory


def save_engine(connection: Connection, engine: Engine) -> None:
    """Keep what is told of an engine, in place of what was."""
    connection.execute(
        _put_engine,
        {
            "version": engine.version,
            "language": engine.language,
            "title": engine.title,
            "licence": engine.licence,
            "grade": engine.grade,
            "quality": engine.quality,
        },
    )


def _engine_number(connection: Connection, version: str, language: str) -> int:
    """An engine's key; one of which nothing was told counts as poor until it is."""
    of = {"of": version, "in_language": language}
    number: int | None = connection.scalar(_engine, of)
    if number is None:
        save_engine(connection, Engine(version, language, version, "", "poor", ""))
        number = connection.scalar(_engine, of)
        assert number is not None
    return number


def _note_engines(connection: Connection, number: int, used: Collection[int]) -> None:
    known = set(connection.scalars(_engines_of, {"of": number}))
    if new := set(used) - known:
        connection.execute(_add_article_engine, [{"article": number, "engine": by} for by in sorted(new)])
    if gone := known - set(used):
        connection.execute(_drop_article_engine, [{"of": number, "by": by} for by in sorted(gone)])


def recall(connection: Connection, engine_version: str, language: str, texts: Iterable[str]) -> Mapping[str, str]:
    """The English that this very engine gave to these texts before."""
    by_digest = {rows.digest((words,)): words for words in texts}
    known: dict[str, str] = {}
    for some in rows.chunks(by_digest, 500):
        values = {"of": engine_version, "in_language": language, "digests": some}
        known.update((by_digest[row.digest], row.target) for row in connection.execute(_recall, values))
    return known


# -- what waits for English

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
    select(segments.c.article, segments.c.position, segments.c.span, segments.c.retry_at)
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
) -> Iterator[Pending]:
    """Sentences without English: titles, then bodies; in each what is new before what failed and is due again."""
    values = {"skip": tuple(skip_languages), "only": language, "most": limit + len(skip_articles)}
    at = rows.to_us(now)
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
    titles = _titles(blocks, sentences)
    places = range(titles) if part == "titles" else range(titles, len(sentences))
    if due is None:
        covered = {p for segment in made for p in range(segment.position, segment.position + segment.span)}
        left = [p for p in places if p not in covered]
    else:
        again = {segment.position for segment in made if segment.retry_at is not None and segment.retry_at <= due}
        left = [p for p in places if p in again]
    for position in left:
        sentence = sentences[position]
        words = blocks[sentence.block].text[sentence.start : sentence.end]
        yield Pending(
            ArticleId(row.id), row.revision, SourceId(row.source_id), row.language, sentence, words, part == "titles"
        )


def first(pending: Iterator[Pending], limit: int) -> tuple[Pending, ...]:
    """No more than `limit` of them, so that no further article is read."""
    return tuple(islice(pending, limit))


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
        connection.execute(_change_article, {"of": article.number, "worth": max(article.worth, worth)})


def save_highlights(
    connection: Connection, article_id: ArticleId, revision: int, chosen: Sequence[Highlight], version: str
) -> None:
    """Keep what was chosen for a revision, in place of what was; `version`: of what chose."""
    row = connection.execute(_revision, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {article_id}")
    of = {"of": row.number, "at_revision": revision}
    places = [segment.position for segment in connection.execute(_segments, of)]
    connection.execute(_drop_highlights, of)
    if chosen:
        values = {"article": row.number, "revision": revision}
        connection.execute(
            _add_highlight, [{**values, "position": places[h.segment], "score": h.score} for h in chosen]
        )
    if row.current == revision:
        connection.execute(_change_article, {"of": row.number, "highlighted": version})
