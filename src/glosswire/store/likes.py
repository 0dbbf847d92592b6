"""What was corrected once holds wherever the same sentences stand, one article after another; in the caller's transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text, union, update

from glosswire.model import ArticleId, Mended
from glosswire.store import english, rows
from glosswire.store.english import OPERATOR, Kept
from glosswire.store.schema import articles, corrections, engines, segments

_longest = select(func.max(corrections.c.span)).where(corrections.c.language == bindparam("in_language"))
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


@dataclass(frozen=True, slots=True)
class Wording:
    """The operator's English of the `span` sentences from `first` on."""

    first: int
    span: int
    english: str

    @property
    def places(self) -> range:
        """The positions of its sentences."""
        return range(self.first, self.first + self.span)


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
    if _put_known(connection, kept, sources, now, is_new=False):
        _advance(connection, kept)


def renew(connection: Connection, kept: Kept, now: datetime) -> None:
    """Put the operator's English in place of what a new revision took along; it is the caller's to advance the article.

    What was taken along may be from before its sentence was corrected elsewhere, be it the operator's own.
    """
    _put_known(connection, kept, range(len(kept.sentences)), now, is_new=True)


def _put_known(connection: Connection, kept: Kept, sources: Collection[int], now: datetime, is_new: bool) -> int:
    """Put what is known of sentences in their places; in a new revision the operator's word gives way to a later one."""
    wanted = _wordings(connection, kept, sources)
    if not wanted:
        return 0
    by = english.engine_number(connection, OPERATOR, kept.language)
    made = english.covered(english.rows_of(connection, kept))
    apart = [wording for wording in wanted if _is_apart(made, wording)]
    fit = [
        w
        for w in apart
        if all(made[place].engine != by or (is_new and _is_outdated(made[place], w)) for place in w.places)
    ]
    return put(connection, kept, made, fit, now)


def _wordings(connection: Connection, kept: Kept, sources: Collection[int]) -> Sequence[Wording]:
    """The latest corrections that render one of the sentences at these places, those of many sentences first."""
    longest = connection.scalar(_longest, {"in_language": kept.language})
    if longest is None:
        return ()
    texts = rows.texts_of(kept.blocks, kept.sentences)
    windows = {
        (first, span): rows.digest(texts[first : first + span])
        for span in range(longest, 0, -1)
        for first in range(len(texts) - span + 1)
        if any(place in sources for place in range(first, first + span))
    }
    after = known(connection, kept.language, set(windows.values()))
    return [Wording(first, span, after[digest]) for (first, span), digest in windows.items() if digest in after]


def put(
    connection: Connection, kept: Kept, made: Mapping[int, rows.AnyRow], wanted: Iterable[Wording], now: datetime
) -> int:
    """Write the operator's English in place of all that renders one of its sentences; return how many places got it.

    `made`: the segment of each sentence that has one. Of two that share a sentence the first is written. It is all done
    at once, as a page may repeat a sentence any number of times while other writers wait.
    """
    new = tuple(_disjoint(wanted))
    if not new:
        return 0
    old = {made[place].position: made[place] for wording in new for place in wording.places if place in made}
    english.drop_segments(connection, kept, sorted(old.keys() - {wording.first for wording in new}))
    english.forget_failures_at(connection, kept.id, [p for p, row in old.items() if row.state == "failed"])
    texts = rows.texts_of(kept.blocks, kept.sentences)
    values = {
        "article": kept.number,
        "revision": kept.revision,
        "state": "translated",
        "engine": english.engine_number(connection, OPERATOR, kept.language),
        "said": None,
        "terms": None,
        "score": None,
        "made_at": rows.to_us(now),
        "attempts": 0,
        "retry_at": None,
        **rows.finding_values((), 0),
        "alternatives": "",
        "back": "",
    }
    connection.execute(english.put_segment, [{**values, **_wording_values(wording, texts)} for wording in new])
    return len(new)


def _wording_values(wording: Wording, texts: Sequence[str]) -> rows.Values:
    return {
        "position": wording.first,
        "span": wording.span,
        "target": wording.english,
        "digest": rows.digest(texts[place] for place in wording.places),
    }


def _disjoint(wanted: Iterable[Wording]) -> Iterator[Wording]:
    """Wordings of which none shares a sentence with one before it."""
    taken: set[int] = set()
    for wording in wanted:
        if taken.isdisjoint(wording.places):
            taken.update(wording.places)
            yield wording


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
    made = english.covered(english.rows_of(connection, kept))
    alike = [w for w in (Wording(first, span, after) for first in places) if _is_apart(made, w)]
    count = put(connection, kept, made, [w for w in alike if not _is_there(made[w.first], w, by)], now)
    if count:
        english.advance(connection, kept)
    return count


def _is_there(row: rows.AnyRow, wording: Wording, by: int) -> bool:
    """Whether a segment is this English already."""
    return bool(row.engine == by and Wording(row.position, row.span, row.target) == wording)


def _is_outdated(row: rows.AnyRow, wording: Wording) -> bool:
    """Whether a segment renders the same sentences as this English, in other words."""
    return bool((row.position, row.span) == (wording.first, wording.span) and row.target != wording.english)


def _is_apart(made: Mapping[int, rows.AnyRow], wording: Wording) -> bool:
    """Whether all its sentences have English, and none of that renders another sentence too."""
    low, high = wording.first, wording.first + wording.span
    return all(
        place in made and made[place].position >= low and made[place].position + made[place].span <= high
        for place in wording.places
    )


def _kept(connection: Connection, number: int) -> Kept:
    article = connection.execute(_article, {"of": number}).one()
    of = {"of": article.id, "at_revision": article.revision}
    return english.kept_of(ArticleId(article.id), article.revision, connection.execute(english.revision_row, of).one())


def _advance(connection: Connection, kept: Kept) -> None:
    """Advance an article whose titles may have changed since it was read."""
    english.advance(connection, _kept(connection, kept.number))
