"""Join stories that turn out to be one, and split one that has come to tell of two events; ids stay with the older."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from glosswire.model import ArticleId, Joined, Membership, StoryId
from glosswire.stories.group import Grouper
from glosswire.stories.ties import LEAST

# Measured by halves of three collections (docs/quality.md, "Stories").
_JOINED = -1.75  # the mean log-odds between two stories' reports over which they are one
# What must be added to it, over the reports of the lesser: a vague likeness of two lone reports joins nothing.
_LONE = 0.5
# What is added to the log-odds of two reports of one story: what is in doubt stays where it is.
_STAYS = 0.5
_MOST = 2_000  # reports put together anew at once, so that no flood of like headlines holds up the newsroom


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep changed: first the stories that were joined, in order, then the reports that left theirs."""

    joined: tuple[Joined, ...]
    moved: tuple[Membership, ...]


def sweep(grouper: Grouper) -> Swept:
    """Put the stories that got a report since the last sweep, and those that are near them, together anew."""
    stories = _least(grouper, _near(grouper, _fresh(grouper)))
    story_of = {entry.account.id: story_id for story_id in stories for entry in grouper.members(story_id)}
    ids = sorted(story_of, key=lambda article_id: grouper.window.entries[article_id].number)
    places = {article_id: place for place, article_id in enumerate(ids)}
    links: list[dict[int, float]] = [{} for _ in ids]
    for article_id, place in places.items():
        for other, odds in grouper.ties.of(article_id).items():
            if (there := places.get(other)) is not None:
                links[place][there] = odds - LEAST + (_STAYS if story_of[article_id] == story_of[other] else 0)
    wholes: dict[ArticleId, list[int]] = defaultdict(list)  # a text with its copies, which are of one story
    for article_id, place in places.items():
        wholes[grouper.original(article_id)].append(place)
    parts = [[ids[place] for place in part] for part in _parts(links, list(wholes.values()))]
    grouper.fresh.clear()
    return _settle(grouper, story_of, parts)


def _fresh(grouper: Grouper) -> set[StoryId]:
    """The stories with a report that no sweep has seen."""
    return {story_id for article_id in grouper.fresh if (story_id := grouper.story_of(article_id)) is not None}


def _near(grouper: Grouper, stories: Iterable[StoryId]) -> set[StoryId]:
    """Some stories, those that they have a copy from, and those whose mean log-odds with them are enough to be one."""
    found: set[StoryId] = set()
    for story_id in stories:
        members = grouper.members(story_id)
        sums: dict[StoryId, float] = defaultdict(float)
        for entry in members:
            for other, odds in grouper.ties.of(entry.account.id).items():
                there = grouper.story_of(other)
                if there is not None:
                    sums[there] += odds - LEAST
            if (copied := grouper.story_of(grouper.original(entry.account.id))) is not None:
                found.add(copied)
        sizes = {there: len(members) * grouper.size(there) for there in sums}
        found |= {story_id} | {there for there, total in sums.items() if total > (_JOINED - LEAST) * sizes[there]}
    return found


def _least(grouper: Grouper, stories: Iterable[StoryId]) -> list[StoryId]:
    """The smallest of some stories, of `_MOST` reports in all; the others stay as they are."""
    found, size = list[StoryId](), 0
    for story_id in sorted(stories, key=lambda one: (grouper.size(one), grouper.first(one).number)):
        size += grouper.size(story_id)
        if size > _MOST:
            break
        found.append(story_id)
    return found


def _parts(links: Sequence[Mapping[int, float]], wholes: Sequence[Sequence[int]]) -> list[list[int]]:
    """The parts that things fall into when always the two are joined whose mean link is most over what it must be.

    `links`: of each thing those that it has one to, over nothing, the same both ways. `wholes`: the things, those in one
    list that are never apart. Average linkage, as in Sokal and Michener, 1958, with a heap of what may be joined.
    """
    sums = [dict(linked) for linked in links]
    parts: list[list[int]] = [[number] for number in range(len(links))]

    def over(one: int, other: int) -> float:
        sizes = len(parts[one]), len(parts[other])
        return round(sums[one][other] / (sizes[0] * sizes[1]) - _LONE / min(sizes), 6) - (_JOINED - LEAST)

    def pairs(one: int) -> Iterator[tuple[float, int, int, int]]:
        for other in sums[one]:
            if (much := over(one, other)) > 0:
                yield -much, min(one, other), max(one, other), len(parts[one]) + len(parts[other])

    def join(one: int, other: int) -> None:
        parts[one] += parts[other]
        parts[other] = []
        for third, total in sums[other].items():
            del sums[third][other]
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0) + total
        sums[other] = {}

    for first, *others in wholes:
        for other in others:
            join(first, other)
    heap = [pair for one in range(len(links)) for pair in pairs(one) if pair[2] == one]
    heapq.heapify(heap)
    while heap:
        _, one, other, size = heapq.heappop(heap)
        if not parts[one] or not parts[other] or len(parts[one]) + len(parts[other]) != size:
            continue  # one of the two has grown since, or is a part of another
        join(one, other)
        for pair in pairs(one):
            heapq.heappush(heap, pair)
    return [sorted(part) for part in parts if part]


def _settle(grouper: Grouper, story_of: Mapping[ArticleId, StoryId], parts: Sequence[Sequence[ArticleId]]) -> Swept:
    """Give each part a story's id, move the reports there, and say what changed.

    A story's home is the part with most of its reports, the first of equals; a part has the id of the oldest story that
    is at home there, and those of the others lead to it.
    """
    part_of = {article_id: number for number, part in enumerate(parts) for article_id in part}
    shares: dict[StoryId, Counter[int]] = defaultdict(Counter)
    for article_id, story_id in story_of.items():
        shares[story_id][part_of[article_id]] += 1
    homes: dict[int, list[StoryId]] = defaultdict(list)
    for story_id in sorted(shares, key=lambda one: grouper.first(one).number):
        homes[min(shares[story_id], key=lambda part: (-shares[story_id][part], part))].append(story_id)
    into = {story_id: here[0] for here in homes.values() for story_id in here}
    taken = set(into)  # those that lead to others too, so that none leads to two
    moved: list[Membership] = []
    for number, part in enumerate(parts):
        named = homes[number][0] if number in homes else grouper.unused(part[0], story_of[part[0]], taken)
        taken.add(named)
        moved += [Membership(named, article_id) for article_id in part if into[story_of[article_id]] != named]
        grouper.move([article_id for article_id in part if story_of[article_id] != named], named)
    joined = [Joined(story_id, there) for story_id, there in into.items() if story_id != there]
    return Swept(tuple(joined), tuple(moved))
