"""What the site, the export and the operator read, within a transaction of the caller's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Literal

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, bindparam, func, select, text

from glosswire.errors import NotFound
from glosswire.model import (
    BACK,
    ArticleId,
    Counts,
    Engine,
    Grade,
    Highlight,
    Listing,
    Reading,
    RevisionLine,
    Segment,
    Tally,
    Translation,
)
from glosswire.store import rows, search
from glosswire.store.schema import (
    article_engines,
    articles,
    engines,
    entries,
    failures,
    feeds,
    highlights,
    openings,
    quotes,
    reports,
    revisions,
    segments,
    stories,
    tallies,
)

TallyKind = Literal["day", "language", "source", "section"]
Before = ArticleId | datetime | None

EARLIEST = -(2**62)
LATEST = 2**62
_CHUNK = 500  # ids that one statement names

_place = select(articles.c.shown).where(articles.c.id == bindparam("of"))
_grades = (
    select(article_engines.c.article, engines.c.grade)
    .join(engines, engines.c.number == article_engines.c.engine)
    .where(article_engines.c.article.in_(bindparam("numbers", expanding=True)))
)
_placed = select(articles).where(articles.c.shown.in_(bindparam("places", expanding=True)))
_revision = (
    select(articles.c.id, articles.c.number, articles.c.revision.label("current"), revisions)
    .join(revisions, revisions.c.article == articles.c.number)
    .where(
        articles.c.id == bindparam("of"),
        revisions.c.revision == func.coalesce(bindparam("at_revision"), articles.c.revision),
    )
)
_current = (
    select(articles.c.id, articles.c.number, articles.c.revision.label("current"), revisions)
    .join(revisions, (revisions.c.article == articles.c.number) & (revisions.c.revision == articles.c.revision))
    .where(articles.c.id.in_(bindparam("ids", expanding=True)))
)


def _of_one(table: Table) -> Sequence[ColumnElement[bool]]:
    return table.c.article == bindparam("of"), table.c.revision == bindparam("at_revision")


def _of_several(table: Table) -> Sequence[ColumnElement[bool]]:
    """Rows of some articles in any of some revisions, which are more than asked for where these have several."""
    return (
        table.c.article.in_(bindparam("numbers", expanding=True)),
        table.c.revision.in_(bindparam("at_revisions", expanding=True)),
    )


def _segments_by(*where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return (
        select(segments, engines.c.version)
        .outerjoin(engines, engines.c.number == segments.c.engine)
        .where(*where)
        .order_by(segments.c.article, segments.c.revision, segments.c.position)
    )


def _highlights_by(*where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return select(highlights).where(*where).order_by(highlights.c.article, highlights.c.revision, highlights.c.position)


def _quotes_by(*where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return select(quotes).where(*where).order_by(quotes.c.article, quotes.c.revision, quotes.c.turn)


# One article is asked for by itself, as it costs a quarter less so.
_segments_in, _segments_of = _segments_by(*_of_several(segments)), _segments_by(*_of_one(segments))
_highlights_in, _highlights_at = _highlights_by(*_of_several(highlights)), _highlights_by(*_of_one(highlights))
_quotes_in, _quotes_of = _quotes_by(*_of_several(quotes)), _quotes_by(*_of_one(quotes))
_engines = select(engines).where(engines.c.number.in_(bindparam("numbers", expanding=True))).order_by(engines.c.number)
_engines_named = (
    select(engines)
    .where(
        engines.c.language.in_(bindparam("languages", expanding=True)),
        engines.c.version.in_(bindparam("versions", expanding=True)),
    )
    .order_by(engines.c.number)
)
_tallies = select(tallies).where(tallies.c.kind == bindparam("of"), tallies.c.articles > 0)
_days = _tallies.order_by(tallies.c.name.desc())
_ranked = _tallies.order_by(tallies.c.articles.desc(), tallies.c.name)
_previous_day = _days.where(tallies.c.name < bindparam("day")).limit(1)
_next_day = _tallies.where(tallies.c.name > bindparam("day")).order_by(tallies.c.name).limit(1)
_whole = (
    select(articles.c.id)
    .where(text("articles.done = articles.sentences AND articles.sentences > 0"))
    .limit(bindparam("most"))
)  # as the index of whole articles has it

_begun = select(articles.c.id).where(text("articles.done > 0")).limit(bindparam("most"))  # likewise


@dataclass(frozen=True, slots=True)
class _Done:
    """How to find articles that never went through a step, or through another version of it."""

    never: Select[ArticleId]
    by: Select[ArticleId]


def _done(step: Column[str], some: Select[ArticleId] = _whole) -> _Done:
    by = some.where(step > bindparam("low"), step < bindparam("high"))
    return _Done(
        some.where(step == "").order_by(articles.c.shown.desc()), by.order_by(step.desc(), articles.c.shown.desc())
    )


_highlighted = _done(articles.c.highlighted)
_checked = _done(articles.c.checked)
_stated = _done(articles.c.stated, _begun)


# -- lists


@cache
def _list(by_language: bool, by_source: bool, by_section: bool) -> Select[tuple[object, ...]]:
    statement = select(articles).where(articles.c.shown >= bindparam("since"), articles.c.shown < bindparam("before"))
    if by_language:
        statement = statement.where(articles.c.language == bindparam("in_language"))
    if by_source:
        statement = statement.where(articles.c.source_id == bindparam("of_source"))
    if by_section:
        statement = statement.where(articles.c.section == bindparam("in_section"))
    return statement.order_by(articles.c.shown.desc()).limit(bindparam("most"))


def latest(
    connection: Connection,
    limit: int,
    before: int,
    since: int,
    language: str | None,
    source_id: str | None,
    section: str | None,
) -> tuple[Listing, ...]:
    """Articles with `shown` in a range, newest first."""
    statement = _list(language is not None, source_id is not None, section is not None)
    wanted = {"in_language": language, "of_source": source_id, "in_section": section}
    values = {name: value for name, value in wanted.items() if value is not None}
    found = connection.execute(statement, {"most": limit, "since": since, "before": before, **values}).all()
    return listings_of(connection, found)


def place_of(connection: Connection, before: Before) -> int:
    """The value of `shown` that a page of a list ends before."""
    if before is None:
        return LATEST
    if isinstance(before, datetime):
        return rows.shown_at(rows.to_us(before))
    place: int | None = connection.scalar(_place, {"of": before})
    if place is None:
        raise NotFound(f"no article {before}")
    return place


def listings_of(connection: Connection, found: Sequence[rows.AnyRow]) -> tuple[Listing, ...]:
    """Lines of lists, of rows of articles in their order."""
    grades: dict[int, list[Grade]] = defaultdict(list)
    for row in connection.execute(_grades, {"numbers": [row.number for row in found]}):
        grades[row.article].append(row.grade)
    return tuple(rows.listing(row, rows.worst(grades[row.number])) for row in found)


def find(connection: Connection, asked: str, limit: int, since: int, before: int, best: bool) -> tuple[Listing, ...]:
    """Articles that match what a reader typed."""
    places = search.find(connection, asked, since, before, limit, best)
    order = {place: turn for turn, place in enumerate(places)}
    found = connection.execute(_placed, {"places": places}).all()
    return listings_of(connection, sorted(found, key=lambda row: order[row.shown]))


# -- one article


def reading(connection: Connection, article_id: ArticleId, revision: int | None) -> Reading:
    """All that a page shows of a revision, by default the current one."""
    row = connection.execute(_revision, {"of": article_id, "at_revision": revision}).one_or_none()
    if row is None:
        raise NotFound(f"no article {article_id}" if revision is None else f"no revision {revision} of {article_id}")
    return _read(connection, (row,))[0]


def readings(connection: Connection, ids: Sequence[ArticleId]) -> tuple[Reading, ...]:
    """The current revisions of some articles, in this order; those that are not here are left out."""
    found = {row.id: row for some in rows.chunks(ids, _CHUNK) for row in connection.execute(_current, {"ids": some})}
    return tuple(_read(connection, [found[article_id] for article_id in ids if article_id in found]))


def _read(connection: Connection, found: Sequence[rows.AnyRow]) -> list[Reading]:
    """Read several revisions at once, as each statement costs more than its rows."""
    if not found:
        return []
    if len(found) == 1:
        of: rows.Values = {"of": found[0].number, "at_revision": found[0].revision}
        asked_for = (_segments_of, _highlights_at, _quotes_of)
    else:
        of = {"numbers": [row.number for row in found], "at_revisions": sorted({row.revision for row in found})}
        asked_for = (_segments_in, _highlights_in, _quotes_in)
    made, chosen, quoted = (_by_revision(connection.execute(statement, of)) for statement in asked_for)
    keys = [(row.number, row.revision) for row in found]
    used = _engines_in(connection, [made[key] for key in keys])
    parts = list(zip(found, keys, used, strict=True))
    translations = [_translation(row, made[key], engines_used) for row, key, engines_used in parts]
    others = _others_in(connection, [(t, row.language) for t, row in zip(translations, found, strict=True)])
    return [
        Reading(
            article=rows.article(row),
            translation=translation,
            highlights=tuple(_highlights_of(row, chosen[key], made[key])),
            engines=engines_used,
            revisions=row.current,
            sentences=rows.sentences_of(row.sentences),
            quotes=tuple(rows.quote(quote, row.id) for quote in quoted[key]),
            others=asked,
        )
        for (row, key, engines_used), translation, asked in zip(parts, translations, others, strict=True)
    ]


def _by_revision(found: Iterable[rows.AnyRow]) -> Mapping[tuple[int, int], Sequence[rows.AnyRow]]:
    by_revision: dict[tuple[int, int], list[rows.AnyRow]] = defaultdict(list)
    for row in found:
        by_revision[row.article, row.revision].append(row)
    return by_revision


def _engines_in(connection: Connection, made: Sequence[Iterable[rows.AnyRow]]) -> list[tuple[Engine, ...]]:
    """The engines of each revision's segments."""
    numbers = [{s.engine for s in some if s.engine is not None and s.state != "failed"} for some in made]
    named = sorted(set().union(*numbers))
    found = connection.execute(_engines, {"numbers": named}) if named else ()
    known = {row.number: rows.engine(row) for row in found}
    return [tuple(known[number] for number in sorted(some)) for some in numbers]


def _others_in(connection: Connection, translations: Sequence[tuple[Translation, str]]) -> list[tuple[Engine, ...]]:
    """For each translation from a language what made other English of its segments, or put them back, and none of them."""
    named = [_others_named(translation) for translation, _ in translations]
    versions = sorted(set().union(*named))
    if not versions:
        return [() for _ in translations]
    languages = sorted({language for _, language in translations})
    found = connection.execute(_engines_named, {"languages": languages, "versions": versions}).all()
    return [
        tuple(rows.engine(row) for row in found if row.version in names and row.language == language)
        for names, (_, language) in zip(named, translations, strict=True)
    ]


def _others_named(translation: Translation) -> set[str]:
    named = {a.engine for segment in translation.segments for a in segment.alternatives}
    named |= {segment.back.engine if segment.back else BACK for segment in translation.segments if segment.findings}
    return named - {segment.engine for segment in translation.segments if segment.state != "failed"}


def _translation(row: rows.AnyRow, made: Sequence[rows.AnyRow], used: Iterable[Engine]) -> Translation:
    """A segment that renders two sentences counts as one, so that a whole translation has as many as it needs."""
    sentences = rows.sentences_of(row.sentences)
    joined = sum(segment.span - 1 for segment in made)
    segments_made: tuple[Segment, ...] = tuple(rows.segment(segment, sentences) for segment in made)
    grade = rows.worst(engine.grade for engine in used)
    return Translation(ArticleId(row.id), row.revision, segments_made, len(sentences) - joined, grade, row.checked)


def _highlights_of(row: rows.AnyRow, chosen: Iterable[rows.AnyRow], made: Sequence[rows.AnyRow]) -> Iterator[Highlight]:
    turns = {segment.position: turn for turn, segment in enumerate(made)}
    for highlight in chosen:
        if highlight.position in turns:
            yield Highlight(ArticleId(row.id), row.revision, turns[highlight.position], highlight.score)


def unhighlighted(connection: Connection, version: str, limit: int) -> tuple[Reading, ...]:
    """Whole articles whose highlights another version chose, or none."""
    return _undone(connection, _highlighted, version, limit)


def unstated(connection: Connection, version: str, limit: int) -> tuple[Reading, ...]:
    """Articles with some English of which `version` did not read what it states as it is now."""
    return _undone(connection, _stated, version, limit)


def unchecked(connection: Connection, version: str, limit: int) -> tuple[Reading, ...]:
    """Whole articles that did not go through this version of the checks."""
    return _undone(connection, _checked, version, limit)


def _undone(connection: Connection, step: _Done, version: str, limit: int) -> tuple[Reading, ...]:
    return readings(connection, tuple(islice(_undone_ids(connection, step, version, limit), limit)))


def _undone_ids(connection: Connection, step: _Done, version: str, limit: int) -> Iterator[ArticleId]:
    """Three ranges of one index, where "not this version" would read all of it."""
    yield from connection.scalars(step.never, {"most": limit}).all()
    for low, high in (("", version), (version, "\U0010ffff")):
        yield from connection.scalars(step.by, {"low": low, "high": high, "most": limit}).all()


_history = (
    select(
        revisions.c.revision, revisions.c.blocks, revisions.c.sentences, revisions.c.fetched_at, revisions.c.modified_at
    )
    .join(articles, articles.c.number == revisions.c.article)
    .where(articles.c.id == bindparam("of"))
    .order_by(revisions.c.revision)
)


def read_revisions(connection: Connection, article_id: ArticleId) -> tuple[RevisionLine, ...]:
    """The revisions of an article from the first, with how many sentences each has that the one before had not."""
    found: list[RevisionLine] = []
    before: frozenset[str] | None = None
    for row in connection.execute(_history, {"of": article_id}):
        blocks, sentences = rows.blocks_of(row.blocks), rows.sentences_of(row.sentences)
        texts = rows.texts_of(blocks, sentences)
        changed = 0 if before is None else sum(words not in before for words in texts)
        fetched_at, modified_at = rows.from_us(row.fetched_at), rows.from_us_or_none(row.modified_at)
        found.append(RevisionLine(row.revision, blocks[0].text, fetched_at, modified_at, len(texts), changed))
        before = frozenset(texts)
    if not found:
        raise NotFound(f"no article {article_id}")
    return tuple(found)


# -- figures


def read_tallies(connection: Connection, by: TallyKind) -> tuple[Tally, ...]:
    """Articles by name: days from the newest, all else from the most."""
    found = connection.execute(_days if by == "day" else _ranked, {"of": by})
    return tuple(Tally(row.name, row.articles) for row in found)


def days_around(connection: Connection, day: date) -> tuple[date | None, date | None]:
    """The nearest days before and after that have articles."""
    values = {"of": "day", "day": day.isoformat()}
    near = (connection.execute(statement, values).one_or_none() for statement in (_previous_day, _next_day))
    previous, following = (date.fromisoformat(row.name) if row else None for row in near)
    return previous, following


_openings = (
    select(openings.c.day, openings.c.times)
    .join(articles, articles.c.number == openings.c.article)
    .where(articles.c.id == bindparam("of"))
    .order_by(openings.c.day.desc())
)


def read_openings(connection: Connection, article_id: ArticleId) -> tuple[Tally, ...]:
    """How often an article was opened on each day, from the newest."""
    return tuple(Tally(day, times) for day, times in connection.execute(_openings, {"of": article_id}))


_totals: Mapping[str, Select[int]] = {
    "feeds": select(func.count()).select_from(feeds),
    "articles": select(func.coalesce(func.sum(tallies.c.articles), 0)).where(tallies.c.kind == "day"),
    "revisions": select(func.count()).select_from(revisions),
    "engines": select(func.count()).select_from(engines),
    "pending_entries": select(func.count()).select_from(entries).where(entries.c.due_at.is_not(None)),
    "pending_titles": select(func.coalesce(func.sum(articles.c.titles_left), 0)).where(
        text("articles.titles_left > 0")
    ),
    "pending_bodies": select(func.coalesce(func.sum(articles.c.bodies_left), 0)).where(
        text("articles.bodies_left > 0")
    ),
    "doubts": select(func.count()).select_from(segments).where(text("segments.doubted_at IS NOT NULL")),
    "reports": select(func.count()).select_from(reports).where(reports.c.state == "open"),
    "stories": select(func.count()).select_from(stories).where(text("stories.reports > 1")),
    "ungrouped": select(func.count()).select_from(articles).where(text("articles.grouped = 0")),
    "failed_segments": select(func.coalesce(func.sum(articles.c.failed), 0)).where(text("articles.failed > 0")),
}
_failures_by_stage = (
    select(failures.c.stage, func.count()).group_by(failures.c.stage).order_by(func.count().desc(), failures.c.stage)
)
_pending_languages = (
    select(articles.c.language, func.count())
    .where(text("articles.bodies_left > 0"))
    .group_by(articles.c.language)
    .order_by(func.count().desc(), articles.c.language)
)


def pending_languages(connection: Connection) -> tuple[Tally, ...]:
    """How many articles of each language wait for English of their bodies."""
    return tuple(Tally(name, count) for name, count in connection.execute(_pending_languages))


def counts(connection: Connection) -> Counts:
    """How much the store holds and what waits."""
    total = {name: int(connection.scalar(statement) or 0) for name, statement in _totals.items()}
    return Counts(
        feeds=total["feeds"],
        articles=total["articles"],
        revisions=total["revisions"],
        engines=total["engines"],
        pending_entries=total["pending_entries"],
        pending_titles=total["pending_titles"],
        pending_bodies=total["pending_bodies"],
        failed_segments=total["failed_segments"],
        failures=tuple(Tally(stage, count) for stage, count in connection.execute(_failures_by_stage)),
        pending_languages=pending_languages(connection),
        languages=read_tallies(connection, "language"),
        doubts=total["doubts"],
        reports=total["reports"],
        stories=total["stories"],
        ungrouped=total["ungrouped"],
    )
