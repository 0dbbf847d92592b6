"""Join stories that turn out to be one, and split one that has come to tell of two events; ids stay with the older."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from glosswire.model import ArticleId, Joined, Membership, StoryId
from glosswire.stories.group import AT_ONCE, Grouper, make_story_id
from glosswire.stories.window import Entry

# Measured by halves of three collections (docs/quality.md, "Stories").
_JOINED = -1.5  # the mean log-odds between two stories' reports over which they are one
# The log-odds that at least one pair of theirs must have: a vague likeness of two lone reports joins nothing.
_SEED = -1.0
_LEAST = -4.0  # what a pair counts at least: how unlike two reports of one event may be says little
_SPOKESMEN = 8  # reports of a story that stand for it: the first ones and the latest
_FIRST = 2
_LIKEST = 30  # reports of another story at most that each is weighed against; those that it does not find are `_LEAST`
_SPLIT = -2.75  # the mean log-odds between two parts of a story under which they are two (by eye)
_KEPT = 100_000  # pairs whose log-odds are kept in a sweep: some 15 MB
_ASKED = 512  # pairs at once: more do not stay in a processor's own memory
_FEWEST = 4  # reports of a story that may be split, at least two in each part


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep changed: first the stories that were joined, in order, then the reports that left theirs."""

    joined: tuple[Joined, ...]
    moved: tuple[Membership, ...]


def sweep(grouper: Grouper) -> Swept:
    """Join and split the stories that got a report since the last sweep, and say what changed."""
    pairs, near = _Pairs(grouper), dict[ArticleId, Alike]()
    asked = [entry for story_id in _fresh(grouper) for entry in _spokesmen(grouper, story_id)]
    for start in range(0, len(asked), AT_ONCE):
        near |= _alike(pairs, asked[start : start + AT_ONCE])
    joined = tuple(_joins(pairs, near))
    moved = tuple(membership for story_id in _fresh(grouper) for membership in _parted(pairs, story_id))
    grouper.fresh.clear()
    return Swept(joined, moved)


Alike = Mapping[ArticleId, float]  # the log-odds of articles with one


class _Pairs:
    """The log-odds of pairs of reports; in a sweep they do not change, and a pair is asked for several times."""

    def __init__(self, grouper: Grouper) -> None:
        self.grouper = grouper
        self._known: dict[tuple[int, int], float] = {}

    def odds(self, entry: Entry, others: Sequence[Entry]) -> list[float]:
        """The log-odds that each of some accounts tells of the same event as one."""
        self.ask([(entry, other) for other in others])
        return [self._known[entry.number, other.number] for other in others]

    def ask(self, pairs: Sequence[tuple[Entry, Entry]]) -> None:
        """Have the log-odds of pairs ready; cheaper for many at once."""
        if len(self._known) > _KEPT:
            self._known.clear()
        new = [pair for pair in pairs if (pair[0].number, pair[1].number) not in self._known]
        for start in range(0, len(new), _ASKED):
            ones, others = zip(*new[start : start + _ASKED], strict=True)
            values = self.grouper.odds_of(ones, others)
            numbers = ((one.number, other.number) for one, other in zip(ones, others, strict=True))
            self._known.update(zip(numbers, values, strict=True))


def _alike(pairs: _Pairs, some: Sequence[Entry]) -> Iterator[tuple[ArticleId, Alike]]:
    """For each of some articles those of other stories that may tell the same."""
    grouper = pairs.grouper
    grouper.window.liken({entry.account.id: grouper.window.vector(entry.account.id) for entry in some})
    found = {entry.number: _elsewhere(grouper, entry) for entry in some}
    pairs.ask([(entry, other) for entry in some for other in found[entry.number]])
    for entry in some:
        values = zip(found[entry.number], pairs.odds(entry, found[entry.number]), strict=True)
        yield entry.account.id, {other.account.id: value for other, value in values if value > _LEAST}


def _elsewhere(grouper: Grouper, entry: Entry) -> list[Entry]:
    own = grouper.story_of(entry.account.id)
    found = grouper.window.candidates(entry, grouper.span.total_seconds())
    return [other for other in found if grouper.story_of(other.account.id) != own]


def _fresh(grouper: Grouper) -> list[StoryId]:
    """The stories with a report that no sweep has seen, the oldest first."""
    found = {story_id for article_id in grouper.fresh if (story_id := grouper.story_of(article_id)) is not None}
    return sorted(found, key=lambda story_id: _opened(grouper, story_id))


def _opened(grouper: Grouper, story_id: StoryId) -> int:
    return grouper.first(story_id).number


def _joins(pairs: _Pairs, near: dict[ArticleId, Alike]) -> Iterator[Joined]:
    """Join stories pair by pair, always the two that are most surely one."""
    grouper, links = pairs.grouper, dict[frozenset[StoryId], float]()
    for story_id in _fresh(grouper):
        for pair, value in _links(pairs, story_id, near).items():
            links[pair] = (value + links.get(pair, value)) / 2
    links = {pair: value for pair, value in links.items() if value > _JOINED}
    while links:
        pair = min(links, key=lambda one: (-links[one], sorted(_opened(grouper, story_id) for story_id in one)))
        if links[pair] <= _JOINED:
            return
        older, younger = sorted(pair, key=lambda story_id: _opened(grouper, story_id))
        grouper.move([entry.account.id for entry in grouper.members(younger)], older)
        yield Joined(younger, older)
        links = {other: value for other, value in links.items() if not other & pair}
        links |= _links(pairs, older, near)


def _links(pairs: _Pairs, story_id: StoryId, near: dict[ArticleId, Alike]) -> dict[frozenset[StoryId], float]:
    """How much a story and each of those whose reports its spokesmen find are one."""
    spokesmen = _spokesmen(pairs.grouper, story_id)
    found: dict[StoryId, list[list[float]]] = defaultdict(list)
    for entry in spokesmen:
        if entry.account.id not in near:
            near |= _alike(pairs, [entry])
        for there, values in _by_story(pairs.grouper, near[entry.account.id]).items():
            found[there].append(values)
    found.pop(story_id, None)
    links: dict[frozenset[StoryId], float] = {}
    for there, rows in found.items():
        if max(max(values) for values in rows) > _SEED:
            counted = min(_LIKEST, len(pairs.grouper.members(there)))
            added = sum(value - _LEAST for values in rows for value in sorted(values, reverse=True)[:counted])
            links[frozenset((story_id, there))] = round(_LEAST + added / (len(spokesmen) * counted), 4)
    return links


def _by_story(grouper: Grouper, alike: Alike) -> dict[StoryId, list[float]]:
    found: dict[StoryId, list[float]] = defaultdict(list)
    for article_id, value in alike.items():
        there = grouper.story_of(article_id)
        if there is not None:
            found[there].append(value)
    return found


def _spokesmen(grouper: Grouper, story_id: StoryId) -> tuple[Entry, ...]:
    members = grouper.members(story_id)
    if len(members) <= _SPOKESMEN:
        return members
    return (*members[:_FIRST], *members[_FIRST - _SPOKESMEN :])


def _parted(pairs: _Pairs, story_id: StoryId) -> tuple[Membership, ...]:
    """Take the younger of two parts out of a story whose spokesmen fall apart; every other report goes with the nearer."""
    grouper = pairs.grouper
    spokesmen = _spokesmen(grouper, story_id)
    parts = _halves(pairs, spokesmen) if len(spokesmen) >= _FEWEST else None
    if parts is None:
        return ()
    stay, go = sorted(parts, key=lambda part: part[0].number)
    rest = [entry for entry in grouper.members(story_id) if entry not in spokesmen]
    leaving = [*go, *(entry for entry in rest if _mean(pairs, entry, go) > _mean(pairs, entry, stay))]
    leaving.sort(key=lambda entry: entry.number)
    new = make_story_id(leaving[0].account.id, story_id)
    articles = [entry.account.id for entry in leaving]
    grouper.move(articles, new)
    return tuple(Membership(new, ArticleId(article_id)) for article_id in articles)


def _mean(pairs: _Pairs, entry: Entry, part: Sequence[Entry]) -> float:
    return sum(max(_LEAST, value) for value in pairs.odds(entry, part)) / len(part)


def _halves(pairs: _Pairs, entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]] | None:
    """The two parts that reports fall into when the likest are put together first; None where they hold together."""
    values = {}
    pairs.ask([(entry, other) for one, entry in enumerate(entries) for other in entries[:one]])
    for one, entry in enumerate(entries):
        for other, value in enumerate(pairs.odds(entry, entries[:one])):
            values[other, one] = max(_LEAST, value)
    parts = [[number] for number in range(len(entries))]

    def between(one: list[int], other: list[int]) -> float:
        return sum(values[min(a, b), max(a, b)] for a in one for b in other) / (len(one) * len(other))

    while len(parts) > 2:
        couples = ((one, other) for one in range(len(parts)) for other in range(one))
        one, other = max(couples, key=lambda pair: between(parts[pair[0]], parts[pair[1]]))
        parts[other] = sorted(parts[other] + parts.pop(one))
    if min(len(part) for part in parts) < 2 or between(parts[0], parts[1]) > _SPLIT:
        return None
    return [entries[number] for number in parts[0]], [entries[number] for number in parts[1]]
