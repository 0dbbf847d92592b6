"""The English of articles: segments, the engines that made them, the memory, highlights; in the caller's transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from glosswire.errors import NotFound
from glosswire.model import Alternative, Article, ArticleId, Block, Engine, Failure, Highlight, Segment, Sentence
from glosswire.store import feeds, rows, search
from glosswire.store.schema import article_engines, articles, engines, failures, highlights, revisions, segments

_HOUR = 3_600_000_000
OPERATOR = "operator"  # the engine of corrected segments; no engine's answer takes their place
_ATTEMPTS = 5  # an engine that answers the same question the same way is asked no more often than this

change_article = update(articles).where(articles.c.number == bindparam("of"))
revision_row = (
    select(
        articles.c.number,
        articles.c.revision.label("current"),
        articles.c.shown,
        articles.c.headline,
        articles.c.standfirst,
        revisions.c.blocks,
        revisions.c.sentences,
        revisions.c.language,
        revisions.c.checked,
    )
    .join(revisions, revisions.c.article == articles.c.number)
    .where(articles.c.id == bindparam("of"), revisions.c.revision == bindparam("at_revision"))
)
_uncheck = (
    update(revisions)
    .where(revisions.c.article == bindparam("of"), revisions.c.revision == bindparam("at_revision"))
    .values(checked="")
)
segment_rows = (
    select(segments)
    .where(segments.c.article == bindparam("of"), segments.c.revision == bindparam("at_revision"))
    .order_by(segments.c.position)
)
put_segment = insert(segments).on_conflict_do_update(
    index_elements=["article", "revision", "position"],
    set_={
        name: insert(segments).excluded[name]
        for name in (
            "span",
            "target",
            "state",
            "engine",
            "said",
            "terms",
            "score",
            "made_at",
            "digest",
            "attempts",
            "retry_at",
            "findings",
            "doubted_at",
            "alternatives",
            "back",
        )
    },
)
change_segment = update(segments).where(
    segments.c.article == bindparam("of"),
    segments.c.revision == bindparam("at_revision"),
    segments.c.position == bindparam("at_position"),
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
_settle_doubts = (
    update(segments)
    .where(
        segments.c.article == bindparam("of"),
        segments.c.revision < bindparam("at_revision"),
        segments.c.doubted_at.is_not(None),
    )
    .values(doubted_at=None)
)
_engine = select(engines.c.number).where(
    engines.c.version == bindparam("of"), engines.c.language == bindparam("in_language")
)
_put_engine = insert(engines).on_conflict_do_update(
    index_elements=["version", "language"],
    set_={name: insert(engines).excluded[name] for name in ("title", "licence", "grade", "quality")},
)
_of_grade_none = select(engines.c.number).where(
    engines.c.number.in_(bindparam("numbers", expanding=True)), engines.c.grade == "none"
)
_engines_of = select(article_engines.c.engine).where(article_engines.c.article == bindparam("of"))
_add_article_engine = insert(article_engines).on_conflict_do_nothing()
_drop_article_engine = delete(article_engines).where(
    article_engines.c.article == bindparam("of"), article_engines.c.engine == bindparam("by")
)
_made_by = (
    select(articles.c.id, articles.c.revision)
    .join(article_engines, article_engines.c.article == articles.c.number)
    .where(article_engines.c.engine == bindparam("by"))
)
_drop_made_by = delete(segments).where(
    segments.c.article == bindparam("of"),
    segments.c.revision == bindparam("at_revision"),
    segments.c.engine == bindparam("by"),
)
_recall = (
    select(segments.c.digest, func.coalesce(segments.c.said, segments.c.target).label("said"), segments.c.terms)
    .join(engines, engines.c.number == segments.c.engine)
    .where(
        text("segments.state = 'translated'"),  # as written in the index of the memory
        engines.c.version == bindparam("of"),
        engines.c.language == bindparam("in_language"),
        segments.c.digest.in_(bindparam("digests", expanding=True)),
    )
)
_recall_alternatives = (
    select(segments.c.digest, segments.c.target, segments.c.said, segments.c.alternatives)
    .where(
        text("segments.state = 'translated'"),  # as written in the index of the memory
        segments.c.engine.in_(select(engines.c.number).where(engines.c.language == bindparam("in_language"))),
        segments.c.digest.in_(bindparam("digests", expanding=True)),
        segments.c.alternatives != "",
    )
    .order_by(segments.c.made_at)
)
_clear_sentence_failures = delete(failures).where(
    failures.c.stage == "translate", failures.c.subject >= bindparam("low"), failures.c.subject < bindparam("high")
)
_drop_highlights = delete(highlights).where(
    highlights.c.article == bindparam("of"), highlights.c.revision == bindparam("at_revision")
)
_add_highlight = insert(highlights)


# -- saving English


@dataclass(frozen=True, slots=True)
class Kept:
    """One revision as it stands in the store; `titles`: its English headline and standfirst as they are indexed."""

    id: ArticleId
    number: int
    shown: int
    revision: int
    language: str
    blocks: tuple[Block, ...]
    sentences: Sequence[Sentence]
    titles: tuple[str, str] = ("", "")


def save_segments(
    connection: Connection,
    article_id: ArticleId,
    revision: int,
    made: Sequence[Segment],
    now: datetime,
    failed: Sequence[Failure],
) -> Kept | None:
    """Keep segments, and for each failed one of them, in their order, its failure; give the revision if it is current."""
    row = connection.execute(revision_row, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {article_id}")
    kept = kept_of(article_id, revision, row)
    is_current = row.current == revision
    _put_segments(connection, kept, made, now, failed, is_current)
    if is_current:
        if row.checked:
            connection.execute(_uncheck, {"of": kept.number, "at_revision": revision})
        advance(connection, kept)
    return kept if is_current else None


def kept_of(article_id: ArticleId, revision: int, row: rows.AnyRow) -> Kept:
    """A revision from its row."""
    return Kept(
        article_id,
        row.number,
        row.shown,
        revision,
        row.language,
        rows.blocks_of(row.blocks),
        rows.sentences_of(row.sentences),
        (row.headline, row.standfirst),
    )


def forget_segments(connection: Connection, engine_version: str, language: str) -> int:
    """Take away what an engine made of the current revisions in a language; return how many articles want it anew."""
    by = connection.scalar(_engine, {"of": engine_version, "in_language": language})
    found = [] if by is None else connection.execute(_made_by, {"by": by}).all()
    for article_id, revision in found:
        row = connection.execute(revision_row, {"of": article_id, "at_revision": revision}).one()
        connection.execute(_drop_made_by, {"of": row.number, "at_revision": revision, "by": by})
        connection.execute(_drop_highlights, {"of": row.number, "at_revision": revision})
        connection.execute(change_article, {"of": row.number, "highlighted": ""})
        connection.execute(_uncheck, {"of": row.number, "at_revision": revision})
        advance(connection, kept_of(article_id, revision, row))
    return len(found)


def _put_segments(
    connection: Connection,
    kept: Kept,
    made: Sequence[Segment],
    now: datetime,
    failed: Sequence[Failure],
    is_current: bool,
) -> None:
    """Write segments; failures are told of the current revision alone, as those of others would stand for ever."""
    places = {sentence: position for position, sentence in enumerate(kept.sentences)}
    known = covered(rows_of(connection, kept))
    corrected = connection.scalar(_engine, {"of": OPERATOR, "in_language": kept.language}) if known else None
    numbers = {v: engine_number(connection, v, kept.language) for v in {s.engine for s in made} if v}
    texts = rows.texts_of(kept.blocks, kept.sentences)
    wanted: list[rows.Values] = []
    for segment, failure in _paired(made, failed):
        position = _position(places, segment)
        old = [known[p] for p in range(position, position + len(segment.sources)) if p in known]
        if corrected is not None and any(row.engine == corrected for row in old):
            continue
        values = _segment_values(segment, texts[position : position + len(segment.sources)], now)
        if _is_left(segment) and any(row.state != "failed" for row in old):
            _put_off(connection, kept, old, failure, now)  # it never takes the place of English
            continue
        if segment.state == "failed":
            if any(row.made_at == values["made_at"] for row in old):
                continue  # the same failure is not counted twice
            values["attempts"] = 1 + max((row.attempts for row in old), default=0)
            values["retry_at"] = _retry_at(failure, values["attempts"], now)
            if failure is not None and is_current:
                subject = _subject(kept.id, position)
                feeds.put_failure(connection, failure, subject, values["attempts"], values["retry_at"])
        elif is_current:
            forget_failures_at(connection, kept.id, [row.position for row in old if row.state == "failed"])
        of = {"article": kept.number, "revision": kept.revision, "position": position}
        wanted.append({**values, **of, "engine": numbers.get(segment.engine)})
    _drop_overlapped(connection, kept, known, wanted)
    if wanted:
        connection.execute(put_segment, wanted)


def _is_left(segment: Segment) -> bool:
    """Whether a segment is left in its own language: the engine failed, or there is none."""
    return segment.state == "failed" or (segment.state == "passed" and segment.engine != "")


def _put_off(
    connection: Connection, kept: Kept, old: Iterable[rows.AnyRow], failure: Failure | None, now: datetime
) -> None:
    """Leave English that was to be made again as it is for a while, longer each time; in the end for good."""
    of = {"of": kept.number, "at_revision": kept.revision}
    for row in old:
        if row.retry_at is not None and row.retry_at <= rows.to_us(now):
            tries = row.attempts + 1
            values = {"attempts": tries, "retry_at": _retry_at(failure, tries, now)}
            connection.execute(change_segment.values(values), {**of, "at_position": row.position})


def covered(made: Iterable[rows.AnyRow]) -> dict[int, rows.AnyRow]:
    """The segment of each sentence that has one, by the sentence's position."""
    return {p: row for row in made for p in range(row.position, row.position + row.span)}


def _paired(made: Iterable[Segment], failed: Sequence[Failure]) -> Iterator[tuple[Segment, Failure | None]]:
    """Each segment, the failed ones with their failures where those are given."""
    segments_made = tuple(made)
    if failed and len(failed) != sum(segment.state == "failed" for segment in segments_made):
        raise ValueError("as many failures as failed segments, or none")
    rest = iter(failed)
    for segment in segments_made:
        yield segment, next(rest, None) if segment.state == "failed" else None


def _position(places: Mapping[Sentence, int], segment: Segment) -> int:
    """Where a segment's first sentence stands; its sentences must follow one another in the revision's list."""
    found = [places.get(sentence, -1) for sentence in segment.sources]
    if not found or -1 in found or found != list(range(found[0], found[0] + len(found))):
        raise ValueError(f"not neighbouring sentences of this revision: {segment.sources}")
    return found[0]


def _segment_values(segment: Segment, texts: Sequence[str], now: datetime) -> rows.Values:
    return {
        "span": len(segment.sources),
        "target": segment.target,
        "state": segment.state,
        "said": segment.said or None,
        "terms": segment.terms,
        "score": segment.score,
        "made_at": rows.to_us(segment.made_at or now),
        "digest": None if segment.state == "failed" else rows.digest(texts),
        "attempts": 0,
        "retry_at": None,
        **rows.finding_values(segment.findings, rows.to_us(segment.made_at or now)),
        "alternatives": rows.alternatives_text(segment.alternatives),
        "back": rows.back_text(segment.back),
    }


def _retry_at(failure: Failure | None, attempts: int, now: datetime) -> int | None:
    """When a failed sentence is tried again: soon and often where it may pass, else hourly, daily, and no more."""
    at = rows.to_us(now)
    if failure is not None and failure.passing:
        stated = 0 if failure.retry_at is None else rows.to_us(failure.retry_at)
        return max(stated, at + feeds.wait_after(attempts))
    return None if attempts >= _ATTEMPTS else at + _HOUR * int(6 ** (attempts - 1))


def _subject(article_id: ArticleId, position: int) -> str:
    return f"{article_id}/{position}"


def forget_failures_at(connection: Connection, article_id: ArticleId, positions: Iterable[int]) -> None:
    """Forget that the sentences at these positions failed."""
    if found := [_subject(article_id, position) for position in positions]:
        feeds.clear_failures(connection, found, ("translate",))


def forget_failures(connection: Connection, article_id: ArticleId) -> None:
    """Forget that sentences of an article failed."""
    connection.execute(_clear_sentence_failures, {"low": f"{article_id}/", "high": f"{article_id}0"})  # "0" follows "/"


def drop_segments(connection: Connection, kept: Kept, positions: Iterable[int]) -> None:
    """Take away the segments that begin at these positions."""
    of = {"of": kept.number, "at_revision": kept.revision}
    if found := [{**of, "at_position": position} for position in positions]:
        connection.execute(_drop_segment, found)


def _drop_overlapped(
    connection: Connection, kept: Kept, known: Mapping[int, rows.AnyRow], wanted: Iterable[rows.Values]
) -> None:
    """Take away older segments of which a new one renders a sentence, but does not stand in their place."""
    gone = {
        known[p].position
        for new in wanted
        for p in range(new["position"], new["position"] + new["span"])
        if p in known and known[p].position != new["position"]
    }
    drop_segments(connection, kept, sorted(gone))


def rows_of(connection: Connection, kept: Kept) -> Sequence[rows.AnyRow]:
    """The segments of a revision, in their order."""
    return connection.execute(segment_rows, {"of": kept.number, "at_revision": kept.revision}).all()


def advance(connection: Connection, kept: Kept) -> None:
    """Bring what lists, queues and search read of an article up to its segments; a body is indexed once it is whole."""
    made = rows_of(connection, kept)
    titles = rows.titles_in(kept.blocks, kept.sentences)
    by_place = covered(made)
    titles_done = sum(p < titles for p in by_place)
    bodies_left = len(kept.sentences) - titles - (len(by_place) - titles_done)
    waiting = [row for row in made if row.retry_at is not None]
    used = {row.engine for row in made if row.engine is not None and row.state != "failed"}
    nobody = set(connection.scalars(_of_grade_none, {"numbers": used}))
    english = {p: row for p, row in by_place.items() if row.state != "failed" and row.engine not in nobody}
    values = {
        "headline": _title_in_english(kept, english, 0),
        "standfirst": _title_in_english(kept, english, 1) if rows.has_standfirst(kept.blocks) else "",
        "done": len(by_place),
        "titles_left": titles - titles_done,
        "bodies_left": bodies_left,
        "failed": sum(row.state == "failed" for row in made),
        "titles_retry_at": min((row.retry_at for row in waiting if row.position < titles), default=None),
        "bodies_retry_at": min((row.retry_at for row in waiting if row.position >= titles), default=None),
        "checked": "",  # what changed is to be checked as a whole again
        "stated": "",
        "backs_left": sum(map(rows.is_unreturned, made)),
        "in_doubt": int(any(_is_doubted(row) for p, row in english.items() if kept.sentences[p].block == 0)),
    }
    connection.execute(change_article, {"of": kept.number, **values})
    _note_engines(connection, kept.number, used)
    if (values["headline"], values["standfirst"]) != kept.titles or not bodies_left:
        body = "" if bodies_left else "\n".join(row.target for p, row in english.items() if p == row.position >= titles)
        is_twice = kept.language == "en" and not bodies_left
        original = "" if is_twice else rows.words_of(kept.blocks)
        search.put(connection, kept.shown, f"{values['headline']}\n{values['standfirst']}", body, original)


def _is_doubted(row: rows.AnyRow) -> bool:
    """Whether readers see a finding of a segment that is more than a blemish."""
    return any(f.is_shown and f.severity != "minor" for f in rows.findings_of(row.findings))


def _title_in_english(kept: Kept, english: Mapping[int, rows.AnyRow], block: int) -> str:
    """A title's English, or nothing while a sentence of it has none."""
    places = [position for position, sentence in enumerate(kept.sentences) if sentence.block == block]
    made = [english[position] for position in places if position in english]
    return " ".join(row.target for row in dict.fromkeys(made)) if len(made) == len(places) else ""


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


def engine_number(connection: Connection, version: str, language: str) -> int:
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


def recall(connection: Connection, engine_version: str, language: str, texts: Mapping[str, str]) -> Mapping[str, str]:
    """What this very engine said to these texts before, under the same terms."""
    by_digest = {rows.digest((words,)): words for words in texts}
    known: dict[str, str] = {}
    for some in rows.chunks(by_digest, 500):
        values = {"of": engine_version, "in_language": language, "digests": some}
        for row in connection.execute(_recall, values):
            words = by_digest[row.digest]
            if (row.terms or "") == texts[words]:
                known[words] = row.said
    return known


def recall_alternatives(
    connection: Connection, language: str, english: Mapping[str, str]
) -> Mapping[str, tuple[Alternative, ...]]:
    """The other English, if any, that texts had whose English was this; the latest word counts."""
    by_digest = {rows.digest((words,)): words for words in english}
    known: dict[str, tuple[Alternative, ...]] = {}
    for some in rows.chunks(by_digest, 500):
        for row in connection.execute(_recall_alternatives, {"in_language": language, "digests": some}):
            words = by_digest[row.digest]
            if (row.said or row.target) == english[words]:
                known[words] = rows.alternatives_of(row.alternatives)
    return known


# -- what was made before


def carry_over(
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
        connection.execute(put_segment, carried)
    connection.execute(_settle_doubts, {"of": number, "at_revision": revision})


# -- highlights


def save_highlights(
    connection: Connection, article_id: ArticleId, revision: int, chosen: Sequence[Highlight], version: str
) -> None:
    """Keep what was chosen for a revision, in place of what was; `version`: of what chose."""
    row = connection.execute(revision_row, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no revision {revision} of article {article_id}")
    of = {"of": row.number, "at_revision": revision}
    places = [segment.position for segment in connection.execute(segment_rows, of)]
    connection.execute(_drop_highlights, of)
    if chosen:
        values = {"article": row.number, "revision": revision}
        connection.execute(
            _add_highlight, [{**values, "position": places[h.segment], "score": h.score} for h in chosen]
        )
    if row.current == revision:
        connection.execute(change_article, {"of": row.number, "highlighted": version})
