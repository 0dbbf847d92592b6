"""Set the facts of a story's reports side by side: where they agree, where they differ, what only one has."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from glosswire.model import ArticleId
from glosswire.stories.amounts import ABOUT, Amount, agree, agree_any
from glosswire.stories.comparison import Cell, Row, RowState
from glosswire.stories.known import Fact

SAME_TIME = timedelta(hours=3)  # tolls of reports so close are of one time; a judgement, as a newsroom's updates go
MOST_ROWS = 80
_MOST_FACTS = 400  # of one key; more is a page that repeats itself
_MOST_ALONE = 12  # rows of one kind that only one report has
_MEMBERS = 6  # facts of a row that a further one is likened to
# Share of the shorter sentence's words, and words, that two sentences must have in common for their loose numbers to be
# of one thing (docs/quality.md: the first half of our own stories).
ALIKE, LEAST = 0.3, 2
SMALL = 12  # up to which two sentences may state the same number by chance
_SAME_CITED = 0.5
# The same for two days, of which one sentence in two reports may be about another event: stricter, and only so many.
_DAY_ALIKE, _DAY_WORDS, _MOST_DAYS = 0.6, 3, 120
_FALLS = frozenset({"in hospital", "missing", "trapped", "evacuated", "displaced"})  # tolls that also fall with time
_ORDER: dict[RowState, int] = {"differ": 0, "changed": 1, "agree": 2, "one": 3}
_KINDS = ("number", "date", "place", "attribution")


@dataclass(frozen=True, slots=True)
class Found:
    """A fact, and where it was found."""

    fact: Fact
    article_id: ArticleId
    at: datetime
    position: int


def rows_of(found: Iterable[Found]) -> tuple[tuple[Row, ...], int]:
    """The rows of a grid, those that differ first, and how many more there were."""
    by_key: dict[tuple[str, str, str], list[Found]] = {}
    for one in sorted(found, key=lambda f: (f.at, f.article_id, f.position)):
        by_key.setdefault((one.fact.kind, one.fact.key, one.fact.when), []).append(one)
    cited = _cited([facts for (kind, _, _), facts in by_key.items() if kind == "attribution"])
    rows = [_row(facts) for facts in cited]
    rows += _days_apart([one for (kind, _, _), facts in by_key.items() if kind == "date" for one in facts])
    for (kind, _, _), facts in by_key.items():
        if kind != "attribution":
            rows += [_row(group) for group in _groups(facts[:_MOST_FACTS]) if not _is_idle(group)]
    kept = _kept(
        sorted(
            rows, key=lambda row: (_ORDER[row.state], _KINDS.index(row.kind), -row.reports, row.cells[0].at, row.about)
        )
    )
    return tuple(kept), len(rows) - len(kept)


def _is_idle(row: Sequence[Found]) -> bool:
    """Whether a row says nothing to compare: a small number of something that one report alone counts."""
    first = row[0].fact
    return (
        first.is_loose
        and first.amount is not None
        and first.amount.low <= SMALL
        and len({f.article_id for f in row}) < 2
    )


def _kept(rows: Sequence[Row]) -> list[Row]:
    """The rows that a page can hold: of what only one report has the first of each kind."""
    alone = dict.fromkeys(_KINDS, 0)
    kept: list[Row] = []
    for row in rows:
        alone[row.kind] += row.state == "one"
        if len(kept) < MOST_ROWS and (row.state != "one" or alone[row.kind] <= _MOST_ALONE):
            kept.append(row)
    return kept


# -- which facts are of one thing


def _groups(facts: Sequence[Found]) -> list[list[Found]]:
    """Facts of one key as they are of one thing: all of them, or where the key is loose those of like sentences."""
    if not facts[0].fact.is_loose:
        return [list(facts)]
    groups: list[list[Found]] = []
    for one in facts:
        home = next(
            (group for group in groups if any(_is_same(one.fact, other.fact) for other in group[:_MEMBERS])), None
        )
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether two loose numbers are of one thing: the same number, or one aspect in sentences that are alike."""
    if one.amount is None or other.amount is None:
        return False
    if one.amount.number > SMALL and math.isclose(one.amount.number, other.amount.number):
        return True
    if not one.aspect and not other.aspect:
        is_near = math.isclose(one.amount.number, other.amount.number, rel_tol=ABOUT)
        return is_near and agree(one.amount, other.amount) and one.amount.low > SMALL
    shared = len(one.bag & other.bag)
    return one.aspect == other.aspect and shared >= LEAST and shared >= ALIKE * min(len(one.bag), len(other.bag))


def _cited(several: Sequence[list[Found]]) -> list[list[Found]]:
    """Those who are cited, by all of the words that they go by: "health ministry", "the Ministry of Health"."""
    homes: list[tuple[frozenset[str], list[Found]]] = []
    for facts in sorted(several, key=lambda facts: -len(facts)):
        words = frozenset(facts[0].fact.key.split())
        for known, home in homes[:_MOST_FACTS]:
            if len(words & known) >= _SAME_CITED * max(len(words), len(known)):
                home.extend(facts)
                break
        else:
            homes.append((words, list(facts)))
    return [sorted(home, key=lambda f: (f.at, f.article_id, f.position)) for _, home in homes]


# -- days that differ


def _days_apart(days: Sequence[Found]) -> list[Row]:
    """Rows of two days that reports give of one thing: their sentences are alike, and neither report has the other's day."""
    named = [
        one for one in days if one.fact.aspect and not one.fact.is_doubted and any(map(str.isdigit, one.fact.said))
    ]
    known: dict[ArticleId, set[str]] = {}
    for one in days:
        known.setdefault(one.article_id, set()).add(one.fact.key)
    apart: dict[tuple[str, str], dict[tuple[ArticleId, int], Found]] = {}
    for one, other in combinations(named[:_MOST_DAYS], 2):
        first, second = sorted((one, other), key=lambda found: found.fact.key)
        if first.fact.key == second.fact.key or not _is_of_one_thing(first.fact.bag, second.fact.bag):
            continue
        if second.fact.key not in known[first.article_id] and first.fact.key not in known[second.article_id]:
            both = apart.setdefault((first.fact.key, second.fact.key), {})
            both |= {(found.article_id, found.position): found for found in (first, second)}
    return [_day_row(sorted(both.values(), key=lambda f: (f.at, f.article_id, f.position))) for both in apart.values()]


def _is_of_one_thing(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    shared = len(ours & theirs)
    return shared >= _DAY_WORDS and shared >= _DAY_ALIKE * min(len(ours), len(theirs))


def _day_row(found: Sequence[Found]) -> Row:
    about = dict.fromkeys(one.fact.about for one in sorted(found, key=lambda one: one.fact.key))
    return Row("date", " or ".join(about), "differ", tuple(map(_cell, found)))


# -- what a row says


def _row(facts: Sequence[Found]) -> Row:
    kept: dict[tuple[ArticleId, str], Found] = {}
    for one in facts:
        kept.setdefault((one.article_id, _value(one.fact)), one)
    cells = tuple(_cell(one) for one in kept.values())
    fact = facts[0].fact
    about = f"{fact.about} ({fact.when})" if fact.when else fact.about
    return Row(fact.kind, about, _state(list(kept.values())), cells)


def _value(fact: Fact) -> str:
    return f"{fact.amount.low} {fact.amount.high}" if fact.amount else ""


def _cell(one: Found) -> Cell:
    fact = one.fact
    return Cell(one.article_id, one.at, one.position, fact.said, fact.original, fact.is_doubted, fact.note)


@dataclass(frozen=True, slots=True)
class _Side:
    """What one report says of a row's thing."""

    at: datetime
    amounts: tuple[Amount, ...]
    lands: frozenset[tuple[str, str]]


def _state(facts: Sequence[Found]) -> RowState:
    sure = [one for one in facts if not one.fact.is_doubted]
    by_report: dict[ArticleId, list[Found]] = {}
    for one in sure:
        by_report.setdefault(one.article_id, []).append(one)
    if len(by_report) < 2:
        return "one"
    if facts[0].fact.amount is None:
        return "agree"
    sides = [_side(several) for several in by_report.values()]
    fact = facts[0].fact
    return _judged(sides, fact.is_toll, fact.key in _FALLS)


def _side(several: Sequence[Found]) -> _Side:
    lands = frozenset().union(*(one.fact.lands for one in several))
    amounts = _plain(tuple(one.fact.amount for one in several if one.fact.amount is not None))
    return _Side(several[0].at, amounts + (_sum(amounts) if several[0].fact.is_toll else ()), lands)


def _plain(amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """A report's amounts without "at least 912" where it also says 912."""
    exact = {one.low for one in amounts if one.is_exact}
    return tuple(one for one in amounts if one.is_exact or one.low not in exact)


def _sum(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """A report's tolls added up: 12 in one town and 3 in another are the 15 of others."""
    if len(amounts) < 2 or any(math.isinf(one.high) for one in amounts):
        return ()
    return (Amount(sum(one.low for one in amounts), sum(one.high for one in amounts), 0),)


def _is_elsewhere(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> bool:
    """Whether two sentences name other countries, or other places; a country and a place may be one in the other."""
    kinds = {kind for kind, _ in ours} & {kind for kind, _ in theirs}
    return bool(kinds) and not ours & theirs


def _judged(sides: Sequence[_Side], is_toll: bool, may_fall: bool) -> RowState:
    changed = compared = False
    for one, other in combinations(sides, 2):
        if is_toll and _is_elsewhere(one.lands, other.lands):
            continue
        compared = True
        if agree_any(one.amounts, other.amounts):
            continue
        earlier, later = (one, other) if one.at <= other.at else (other, one)
        more = max(a.low for a in later.amounts) > max(a.low for a in earlier.amounts)
        if not is_toll or later.at - earlier.at <= SAME_TIME or not (more or may_fall):
            return "differ"
        changed = True
    return "changed" if changed else "agree" if compared else "one"
