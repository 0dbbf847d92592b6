"""Compare a story's reports: who was first, what each headline stresses, and where their facts and quotations meet.

All of it is computed from the reports, when it is asked for, and bounded: a story of hundreds of reports is compared by
some of them, and says so. What reads names and numbers is imported where a report is not known yet (`read.py`), so that a
site that is given what is known of all reports does without it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from glosswire.model import ArticleId, Copy, Finding, Quote, Reading, Segment, Sentence, Tally
from glosswire.stories.comparison import Column, Comparison, Lane, Point, Row, Said, Speaker, Stress, Told
from glosswire.stories.grid import Found, rows_of
from glosswire.stories.known import Fact, Line
from glosswire.stories.stress import stresses

MOST_COLUMNS = 40  # texts that are compared; no page shows more side by side
MOST_SENTENCES = 60  # of a report, from its headline on
MOST_FACTS = 200  # of a report, so that one full of numbers costs no more than others
MOST_QUOTES = 8  # of a report


def compare(reports: Sequence[Told], copies: Sequence[Copy] = ()) -> Comparison:
    """Set a story's reports side by side; of texts that several carry (`copies`) one is compared.

    A report without English yet has its place and its time, and nothing to compare.
    """
    told = sorted(reports, key=lambda one: (one.at, one.id))
    heads = _heads(told, copies)
    texts = [one for one in told if heads[one.id] == one.id]
    compared = _chosen(texts)
    columns = _columns(compared, told, heads, copies)
    rows, rows_left = _rows(compared)
    return Comparison(
        _lanes(told, heads),
        columns,
        _tallies(one.language for one in texts),
        _tallies(one.country for one in texts),
        rows,
        _speakers(compared),
        len(texts) - len(compared),
        rows_left,
    )


# -- who tells


def _heads(told: Sequence[Told], copies: Sequence[Copy]) -> Mapping[ArticleId, ArticleId]:
    """For each report the one whose text it carries: itself, or the earliest that carries the same."""
    of: dict[ArticleId, ArticleId] = {}
    for copy in copies:
        carrier, carried = _root(of, copy.article_id), _root(of, copy.of)
        if carrier != carried:
            of[carrier] = carried
    roots = {one.id: _root(of, one.id) for one in told}
    first: dict[ArticleId, ArticleId] = {}
    for one in told:
        first.setdefault(roots[one.id], one.id)
    here = {one.id for one in told}
    return {id_: root if root in here else first[root] for id_, root in roots.items()}


def _root(of: Mapping[ArticleId, ArticleId], id_: ArticleId) -> ArticleId:
    while id_ in of:
        id_ = of[id_]
    return id_


def _chosen(texts: Sequence[Told]) -> tuple[Told, ...]:
    """The texts that are compared: the first of each language, then the latest, in the order of time."""
    if len(texts) <= MOST_COLUMNS:
        return tuple(texts)
    firsts = {one.language: one for one in reversed(texts)}
    kept = {one.id for one in sorted(firsts.values(), key=lambda one: (one.at, one.id))[:MOST_COLUMNS]}
    for one in reversed(texts):
        if len(kept) == MOST_COLUMNS:
            break
        kept.add(one.id)
    return tuple(one for one in texts if one.id in kept)


def _tallies(names: Iterable[str]) -> tuple[Tally, ...]:
    return tuple(Tally(name, n) for name, n in sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _lanes(told: Sequence[Told], heads: Mapping[ArticleId, ArticleId]) -> tuple[Lane, ...]:
    lanes: dict[str, list[Point]] = {}
    for one in told:
        head = heads[one.id]
        point = Point(
            one.id, one.reading.article.source_id, one.country, one.at, ArticleId("") if head == one.id else head
        )
        lanes.setdefault(one.language, []).append(point)
    return tuple(Lane(language, tuple(points)) for language, points in lanes.items())


def _columns(
    compared: Sequence[Told], told: Sequence[Told], heads: Mapping[ArticleId, ArticleId], copies: Sequence[Copy]
) -> tuple[Column, ...]:
    carriers: dict[ArticleId, list[ArticleId]] = {}
    for one in told:
        if heads[one.id] != one.id:
            carriers.setdefault(heads[one.id], []).append(one.id)
    agencies: dict[ArticleId, str] = {}
    for copy in copies:
        if copy.article_id in heads:
            agencies.setdefault(heads[copy.article_id], copy.agency)
    columns = [
        Column(
            one.id,
            one.reading.article.revision,
            one.reading.article.source_id,
            one.language,
            one.country,
            one.at,
            one.reading.article.headline,
            headline_of(one.reading),
            Stress(),
            agencies.get(one.id, ""),
            tuple(carriers.get(one.id, ())),
        )
        for one in compared
    ]
    found = stresses([_terms_in(one, column.headline) for one, column in zip(compared, columns, strict=True)])
    return tuple(replace(column, stress=stress) for column, stress in zip(columns, found, strict=True))


def _terms_in(one: Told, headline: str) -> Mapping[str, str]:
    if not headline or headline == one.known.headline:
        return one.known.terms if headline else {}
    from glosswire.stories.headlines import terms_of

    return terms_of(headline)


# -- what they say


def english_of(reading: Reading, segment: Segment) -> str:
    """A segment's English; nothing where it has none."""
    is_english = reading.article.language.tag.partition("-")[0] == "en"
    return segment.target if segment.state == "translated" or (segment.state == "passed" and is_english) else ""


def headline_of(reading: Reading) -> str:
    """A report's headline in English; nothing while there is none."""
    of_it = (s for s in reading.translation.segments if s.sources and s.sources[0].block == 0)
    return " ".join(text for segment in of_it if (text := english_of(reading, segment)))


def positions_of(reading: Reading) -> Mapping[Sentence, int]:
    """The place of each sentence among the article's, from 0."""
    known = reading.sentences or sorted({s for segment in reading.translation.segments for s in segment.sources})
    return {sentence: position for position, sentence in enumerate(known)}


def lines_of(one: Told) -> Iterator[Line]:
    """The sentences of a report that are read: the first ones that have English."""
    article, places = one.reading.article, positions_of(one.reading)
    for segment in one.reading.translation.segments[:MOST_SENTENCES]:
        english = english_of(one.reading, segment)
        if english and segment.sources:
            source = " ".join(article.text_of(sentence) for sentence in segment.sources)
            position = places.get(segment.sources[0], 0)
            yield Line(english, source, one.language, _doubts(segment.findings), one.at.date(), position)


def _rows(compared: Sequence[Told]) -> tuple[tuple[Row, ...], int]:
    return rows_of(found for one in compared for found in islice(_found(one), MOST_FACTS))


def _found(one: Told) -> Iterator[Found]:
    return (Found(fact, one.id, one.at, line.position) for line in lines_of(one) for fact in _facts_in(line, one))


def _facts_in(line: Line, one: Told) -> tuple[Fact, ...]:
    facts = one.known.facts.get(line.key)
    if facts is not None:
        return facts
    from glosswire.stories.facts import facts_of

    return facts_of(line.english, line.source, line.language, line.doubts, line.day)


def _doubts(findings: Sequence[Finding]) -> frozenset[str]:
    """The kinds of a segment's findings that readers see."""
    return frozenset(finding.kind for finding in findings if finding.is_shown)


def _speakers(compared: Sequence[Told]) -> tuple[Speaker, ...]:
    quotes = [(one, quote) for one in compared for quote in one.reading.quotes[:MOST_QUOTES] if quote.speaker]
    if not quotes:
        return ()
    from glosswire.stories.quoted import speakers

    return speakers([(_said(one, quote), _name_in(quote.speaker, one)) for one, quote in quotes])


def _name_in(speaker: str, one: Told) -> str:
    """A speaker's English name."""
    name = one.known.names.get(speaker)
    if name is not None:
        return name
    from glosswire.stories.quoted import name_of

    return name_of(speaker, one.language, " ".join(line.english for line in lines_of(one)))


def _said(one: Told, quote: Quote) -> Said:
    touched = frozenset(quote.sentences)
    segments = (s for s in one.reading.translation.segments if touched.intersection(s.sources))
    english = " ".join(text for segment in segments if (text := english_of(one.reading, segment)))
    position = positions_of(one.reading).get(quote.sentences[0], 0) if quote.sentences else 0
    return Said(
        one.id, one.at, position, quote.speaker, quote.text, english, quote.spoken_in, quote.provenance, quote.reason
    )
