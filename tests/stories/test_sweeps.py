"""Sweeps: what is put together anew, which id each part keeps, and that nothing is lost by it."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from glosswire.model import Account, ArticleId, Copy, Membership, StoryId
from glosswire.stories.group import Grouper, make_story_id
from glosswire.stories.sweeps import sweep
from glosswire.stories.ties import LEAST, TieTable

NOON = datetime(2023, 2, 6, 12, tzinfo=UTC)
LIKE, VAGUE = 3.0, -2.5

Odds = Mapping[tuple[int, int], float]


def _name(number: int) -> ArticleId:
    return ArticleId(f"{number:03}")


def _filled(stories: Sequence[str], odds: Odds, is_swept: bool = False) -> Grouper:
    """Accounts of given stories, with the log-odds that some pairs of them have."""
    grouper = Grouper(None)
    for number, story in enumerate(stories):
        own = {_name(min(pair)): value for pair, value in odds.items() if max(pair) == number}
        account = Account(_name(number), NOON + timedelta(minutes=number), "en", f"Headline {number}")
        grouper.recall(account, Membership(StoryId(story), account.id), None, is_swept, own)
    return grouper


def _named(grouper: Grouper, number: int) -> list[str]:
    return [str(grouper.story_of(_name(one))) for one in range(number)]


def _within(*groups: Sequence[int]) -> dict[tuple[int, int], float]:
    return {(one, other): LIKE for group in groups for one in group for other in group if one < other}


def test_two_reports_are_one_story_only_where_that_is_likelier_than_for_many() -> None:
    lone = _filled(["a", "b"], {(0, 1): -1.4})
    many = _filled(
        ["a", "a", "b", "b"], {**dict.fromkeys([(0, 2), (0, 3), (1, 2), (1, 3)], -1.4), **_within([0, 1], [2, 3])}
    )
    assert sweep(lone).joined == ()
    assert [(joined.story_id, joined.into) for joined in sweep(many).joined] == [("b", "a")]


def test_what_is_no_tie_counts_least_so_that_one_likeness_of_many_joins_nothing() -> None:
    grouper = _filled(["a", "a", "b", "b"], {(1, 2): LIKE, **_within([0, 1], [2, 3])})
    assert sweep(grouper).joined == ()
    assert sweep(grouper).moved == ()


def test_one_report_that_is_of_another_story_leaves_for_it_and_both_ids_stay() -> None:
    grouper = _filled(["a", "a", "a", "b", "b"], {**_within([0, 1], [2, 3, 4])})
    swept = sweep(grouper)
    assert swept.joined == ()
    assert [(moved.article_id, moved.story_id) for moved in swept.moved] == [("002", "b")]
    assert _named(grouper, 5) == ["a", "a", "b", "b", "b"]


def test_a_story_that_falls_apart_is_at_home_where_most_of_it_is() -> None:
    grouper = _filled(["a"] * 5, _within([0, 1], [2, 3, 4]))
    swept = sweep(grouper)
    assert [moved.article_id for moved in swept.moved] == ["000", "001"]
    new = grouper.story_of(_name(0))
    assert _named(grouper, 5) == [new, new, "a", "a", "a"]
    assert new != "a"


def test_a_report_that_leaves_a_story_twice_never_shares_its_id_with_another_part() -> None:
    grouper = _filled(["a", "a", "a"], _within([1, 2]))
    sweep(grouper)  # the first leaves the others
    left = grouper.story_of(_name(0))
    for number in (3, 4):
        account = Account(_name(number), NOON, "en", "x")
        grouper.recall(
            account, Membership(StoryId(str(left)), account.id), None, False, {_name(3): LIKE} if number == 4 else {}
        )
    grouper.move([_name(0)], StoryId("a"))
    grouper.fresh.add(_name(0))
    sweep(grouper)
    stories = _named(grouper, 5)
    assert stories[1] == stories[2] == "a"
    assert stories[3] == stories[4] == left
    assert stories[0] not in ("a", left)


def test_what_is_in_doubt_stays_where_it_is() -> None:
    odds = {(0, 1): -1.6}
    assert sweep(_filled(["a", "b"], odds)) == sweep(_filled(["a", "b"], {}))
    assert sweep(_filled(["a", "a"], odds)).moved == ()
    assert [moved.article_id for moved in sweep(_filled(["a", "a"], {(0, 1): -3.0})).moved] == ["001"]


def test_stories_without_a_new_report_are_left_alone() -> None:
    grouper = _filled(["a", "b"], _within([0, 1]), is_swept=True)
    assert sweep(grouper).joined == ()
    grouper.fresh.add(_name(1))
    assert len(sweep(grouper).joined) == 1


def test_a_flood_is_left_as_it_is_while_small_stories_are_put_together() -> None:
    flood = ["flood"] * 2_000
    grouper = _filled(["a", "b", *flood], _within([0, 1]))
    assert [(joined.story_id, joined.into) for joined in sweep(grouper).joined] == [("b", "a")]
    assert grouper.size(StoryId("flood")) == 2_000


@pytest.mark.parametrize("seed", range(12))
def test_no_report_is_lost_or_doubled_whatever_the_odds(seed: int) -> None:
    draw = random.Random(seed)
    number = 40
    pairs = [(one, other) for other in range(number) for one in range(other) if draw.random() < 0.3]
    grouper = _filled([str(draw.randrange(12)) for _ in range(number)], {pair: draw.uniform(-5, 5) for pair in pairs})
    before = {_name(one): grouper.story_of(_name(one)) for one in range(number)}
    swept = sweep(grouper)
    now = {_name(one): grouper.story_of(_name(one)) for one in range(number)}
    told = dict(before)
    for joined in swept.joined:
        told = {one: joined.into if story == joined.story_id else story for one, story in told.items()}
    told |= {moved.article_id: moved.story_id for moved in swept.moved}
    assert told == now
    members = [entry.account.id for story in set(now.values()) if story for entry in grouper.members(story)]
    assert sorted(members) == sorted(now)
    assert not {joined.story_id for joined in swept.joined} & set(now.values())
    assert max(Counter(moved.article_id for moved in swept.moved).values(), default=1) == 1


@pytest.mark.parametrize("seed", range(8))
def test_parts_are_those_of_average_linkage_by_the_whole_matrix(seed: int) -> None:
    """Each step joins the two parts with the highest mean, over all pairs; computed here without sums or a heap."""
    draw = random.Random(seed)
    number = 14
    odds = {(one, other): round(draw.uniform(-6, 4), 3) for other in range(number) for one in range(other)}
    parts = [[one] for one in range(number)]

    def over(one: list[int], other: list[int]) -> float:
        values = [max(LEAST, odds[min(a, b), max(a, b)]) for a in one for b in other]
        return sum(values) / len(values) + 1.75 - 0.5 / min(len(one), len(other))

    while True:
        couples = [(over(one, other), -a, -b) for b, other in enumerate(parts) for a, one in enumerate(parts[:b])]
        best = max(couples, default=(0.0, 0, 0))
        if best[0] <= 1e-6:
            break
        parts[-best[1]] += parts.pop(-best[2])
    grouper = _filled([str(one) for one in range(number)], odds)
    sweep(grouper)
    found = {
        frozenset(entry.account.id for entry in grouper.members(StoryId(story))) for story in _named(grouper, number)
    }
    assert found == {frozenset(map(_name, part)) for part in parts}


def test_a_copy_is_with_what_it_copies_whatever_its_headline_says() -> None:
    grouper = Grouper(None)
    original = Account(ArticleId("a"), NOON, "en", "Quake kills hundreds in Turkey")
    carried = replace(original, id=ArticleId("b"), title="What else happened overnight")
    story = grouper.add(original).story_id
    assert grouper.add(carried, None, Copy(carried.id, original.id, 0.9)).story_id == story
    again = grouper.add(replace(carried, english="What else"), None, Copy(carried.id, original.id, 0.9))
    assert again.story_id == story
    assert sweep(grouper).moved == ()


def _carried(grouper: Grouper, number: int) -> list[ArticleId]:
    """One text under many headlines, as outlets take it from an agency."""
    ids = [_name(one) for one in range(number)]
    for one, article_id in enumerate(ids):
        account = Account(article_id, NOON + timedelta(minutes=one), "en", f"Uw{one}q opz{one}k")
        grouper.add(account, None, Copy(article_id, ids[0], 1.0) if one else None)
    return ids


def test_many_copies_stay_with_their_text_whatever_becomes_of_it() -> None:
    grouper = Grouper(None)
    ids = _carried(grouper, 20)
    assert sweep(grouper).moved == ()
    grouper.add(Account(ids[0], NOON, "en", "Uw0q opz0k", english="Something else"))  # as its English came
    assert sweep(grouper).moved == ()
    grouper.expire(NOON + grouper.span + timedelta(seconds=1))
    assert grouper.story_of(ids[0]) is None
    grouper.fresh.add(ids[1])
    assert sweep(grouper).moved == ()


def test_a_copy_that_was_kept_before_ties_were_stays_with_its_text() -> None:
    grouper = Grouper(None)
    for one, copy in ((0, None), (1, Copy(_name(1), _name(0), 1.0))):
        account = Account(_name(one), NOON, "en", f"Uw{one}q opz{one}k")
        grouper.recall(account, Membership(StoryId("a"), account.id), None, False, None, copy)
    assert sweep(grouper).moved == ()


def test_a_report_among_others_that_turns_out_to_be_a_copy_goes_to_its_text() -> None:
    grouper = _filled(["a"] * 3 + ["b"] * 3, _within([0, 1, 2], [3, 4, 5]), is_swept=True)
    account = replace(grouper.window.entries[_name(4)].account, title="Uw4q opz4k")
    assert grouper.add(account, None, Copy(account.id, _name(0), 0.9)).story_id == "b"
    assert [(moved.article_id, moved.story_id) for moved in sweep(grouper).moved] == [("004", "a")]


def test_the_id_of_a_story_that_leads_to_another_is_not_given_away() -> None:
    left = str(make_story_id(_name(4), StoryId("a")))  # as the one that leaves would begin, had it left before
    grouper = _filled(["c", "c", left, left, "a", "a", "a"], _within([0, 1, 2, 3], [5, 6]))
    swept = sweep(grouper)
    assert [(joined.story_id, joined.into) for joined in swept.joined] == [(left, "c")]
    stories = _named(grouper, 7)
    assert stories[:4] + stories[5:] == ["c"] * 4 + ["a"] * 2
    assert stories[4] not in ("a", left)


def test_of_many_ties_the_likest_are_kept_both_ways_and_go_with_the_article() -> None:
    table = TieTable()
    for number in range(80):
        table.put(_name(number), {_name(other): number / 10 - other / 100 for other in range(number)})
    assert len([other for other in table.of(_name(79)) if other < "079"]) == 50
    assert table.of(_name(0))[_name(40)] == table.of(_name(40))[_name(0)] == 4.0
    table.take(_name(40))
    assert _name(40) not in table.of(_name(0))
    table.put(_name(90), {_name(40): 3.0, _name(1): LEAST})
    assert table.of(_name(90)) == {}
