"""Trends, neighbours and the front page weigh independent voices, and say why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.config import Stories
from glosswire.model import ArticleId, Edition, Member, ScorePart, SourceId, StoryId
from glosswire.stories.rank import RELATED_KEPT, Near, edition, relate, tell, trends, until

END = datetime(2023, 5, 22, 18, 0, tzinfo=UTC)
WEIGHTS = Stories()


def member(
    name: str,
    story: str = "s",
    hours: float = 1.0,
    source: str = "",
    language: str = "de",
    country: str = "DE",
    copy_of: str = "",
) -> Member:
    return Member(
        ArticleId(name),
        3,
        StoryId(story),
        END - timedelta(hours=hours),
        SourceId(source or f"of-{name}"),
        language,
        f"Von {name}",
        f"Of {name}",
        "good",
        True,
        False,
        True,
        copy_of=ArticleId(copy_of) if copy_of else None,
        country=country,
    )


def part(parts: Sequence[ScorePart], name: str) -> float:
    (found,) = (part.value for part in parts if part.name == name)
    return found


def rising(*members: Member) -> list[str]:
    return [trend.story_id for trend in trends(members, END, WEIGHTS)]


# -- a story


def test_a_story_is_told_by_its_reports() -> None:
    told = tell(StoryId("s"), [member("a", hours=5, language="fr", country="FR"), member("b"), member("c")])
    assert told.articles == ("a", "b", "c")
    assert (told.opened_at, told.updated_at) == (END - timedelta(hours=5), END - timedelta(hours=1))
    assert (told.languages, told.countries) == (("de", "fr"), ("DE", "FR"))


@pytest.mark.parametrize(
    "worse",
    [
        {"grade": "poor"},
        {"in_doubt": True},
        {"is_whole": False},
        {"copy_of": ArticleId("x")},
        {"english": ""},
        {"has_standfirst": False},
    ],
)
def test_the_lead_is_the_report_that_can_be_read_best(worse: dict[str, object]) -> None:
    first, second = replace(member("a"), **worse), member("b")  # type: ignore[arg-type]
    assert tell(StoryId("s"), [first, second]).lead == "b"


@pytest.mark.parametrize("worse", [{"in_doubt": True}, {"has_standfirst": False}])
def test_a_report_in_doubt_or_without_standfirst_does_not_lead_for_being_first(worse: dict[str, object]) -> None:
    first, later = replace(member("a", hours=20), **worse), member("b", hours=1)  # type: ignore[arg-type]
    assert tell(StoryId("s"), [first, later]).lead == "b"


def test_a_headline_in_doubt_leads_not_even_where_its_engine_is_better() -> None:
    doubted, poor = replace(member("a"), in_doubt=True), replace(member("b"), grade="poor")
    assert tell(StoryId("s"), [doubted, poor]).lead == "b"


def test_of_equal_reports_the_first_leads_and_the_reasons_are_kept() -> None:
    told = tell(StoryId("s"), [member("a", hours=9), member("b", hours=1)])
    assert told.lead == "a"
    assert part(told.lead_parts, "early") == 0.5


def test_an_english_report_leads_as_one_in_good_english_does() -> None:
    english = replace(member("b", hours=1), language="en", english="", grade="none")
    assert tell(StoryId("s"), [replace(member("a"), grade="poor"), english]).lead == "b"


# -- trends


def test_a_story_of_one_source_is_no_trend() -> None:
    assert rising(member("a"), member("b", source="of-a")) == []


def test_carriers_of_one_wire_are_one_voice() -> None:
    copies = [member(f"c{n}", copy_of="a") for n in range(9)]
    assert rising(member("a"), *copies) == []
    (trend,) = trends([member("a"), member("b"), *copies], END, WEIGHTS)
    assert (part(trend.parts, "sources"), part(trend.parts, "carriers")) == (2, 9)


def test_more_languages_and_countries_rise_above_more_sources() -> None:
    home = [member(f"h{n}", "home") for n in range(5)]
    world = [
        member(f"w{n}", "world", language=tag, country=tag.upper()) for n, tag in enumerate(("fr", "tr", "ja", "ru"))
    ]
    assert rising(*home, *world) == ["world", "home"]


def test_a_new_story_rises_above_one_that_goes_on_as_before() -> None:
    old = [member(f"o{n}", "old", hours=n) for n in range(40)]
    new = [member(f"n{n}", "new", hours=1) for n in range(6)]
    found = {trend.story_id: trend for trend in trends([*old, *new], END, WEIGHTS)}
    assert part(found[StoryId("old")].parts, "rise") < 1.5 < part(found[StoryId("new")].parts, "rise")


def test_hours_that_are_always_busy_count_less() -> None:
    story = [member("o", "s", hours=20), member("p", "s", hours=8), *(member(f"n{n}", "s", hours=2) for n in range(3))]

    def rise(usual: Sequence[float]) -> float:
        others = [member(f"x{day}{hour}", f"x{day}{hour}", 24 * day + hour) for day in (1, 2) for hour in usual]
        (trend,) = trends([*story, *others], END, WEIGHTS)
        return part(trend.parts, "rise")

    assert rise([h / 10 for h in range(1, 50)]) < rise([6.5 + h / 10 for h in range(50)])


def test_a_trend_says_how_many_reports_each_hour_had() -> None:
    (trend,) = trends([member("a", hours=0.5), member("b", hours=0.2), member("c", hours=23.5)], END, WEIGHTS)
    assert trend.hours == (1, *[0] * 22, 2)


def test_what_is_over_falls() -> None:
    gone = [member(f"g{n}", "gone", hours=22) for n in range(6)]
    now = [member(f"n{n}", "now", hours=1) for n in range(3)]
    assert rising(*gone, *now) == ["now", "gone"]


def test_a_newsroom_that_stood_still_tells_of_its_last_day() -> None:
    reports = [member("a"), member("b")]
    later = END + timedelta(days=900)
    assert until(reports, END) == END
    assert until(reports, later) == END - timedelta(hours=1)
    assert until([], later) == later
    assert len(trends(reports, until(reports, later), WEIGHTS)) == 1


# -- neighbours


def related(to: Member, *near: tuple[Member, float]) -> list[str]:
    return [found.other for found in relate(to, [Near(m, likeness) for m, likeness in near], END, WEIGHTS)]


def test_neighbours_are_near_fresh_and_of_other_stories() -> None:
    found = related(
        member("a", "s"),
        (member("same-story", "s"), 0.9),
        (member("a", "t"), 1.0),
        (member("copy", "u", copy_of="x"), 0.9),
        (member("far", "v"), 0.2),
        (member("old", "w", hours=70), 0.6),
        (member("near", "x"), 0.6),
    )
    assert found == ["near", "old"]


def test_neighbours_are_of_several_sources_and_languages() -> None:
    german = [(member(f"g{n}", f"g{n}", source="one"), 0.6 - n / 100) for n in range(6)]
    french = (member("f", "f", source="two", language="fr"), 0.5)
    assert related(member("a"), *german, french)[:2] == ["g0", "f"]


def test_each_other_story_stands_once_among_neighbours() -> None:
    found = related(member("a"), (member("b", "t"), 0.6), (member("c", "t"), 0.59), (member("d", "u"), 0.5))
    assert found == ["b", "d"]


def test_neighbours_are_few_and_keep_their_parts() -> None:
    near = [Near(member(f"n{n}", f"n{n}"), 0.5) for n in range(30)]
    found = relate(member("a"), near, END, WEIGHTS)
    assert len(found) == RELATED_KEPT
    assert all(item.score == pytest.approx(sum(p.value for p in item.parts)) for item in found)


# -- the front page


def front(*members: Member, topics: dict[str, str] | None = None) -> Edition:
    stories: dict[StoryId, list[Member]] = {}
    for item in sorted(members, key=lambda m: m.at):
        stories.setdefault(item.story_id, []).append(item)
    codes = {ArticleId(name): code for name, code in (topics or {}).items()}
    return edition(stories, codes, END, END, WEIGHTS)


def placed(found: Edition, name: str) -> list[str]:
    return [item.story_id for section in found.sections if section.name == name for item in section.placed]


def test_the_story_of_most_voices_leads_the_front_page() -> None:
    wide = [member(f"w{n}", "wide", language=tag, country=tag.upper()) for n, tag in enumerate(("fr", "tr", "ja"))]
    found = front(member("a", "one"), *wide)
    assert (placed(found, "lead"), placed(found, "also")) == (["wide"], ["one"])
    assert found.id == "20230522T180000Z"
    assert found.sections[1].placed[0].revision == 3


def test_no_country_and_no_source_drowns_the_rest() -> None:
    loud = [member(f"l{n}", f"l{n}", hours=0, source="loud") for n in range(30)]
    home = [member(f"h{n}", f"h{n}", hours=1) for n in range(30)]
    rest = [
        member(f"r{n}", f"r{n}", hours=9, country=code) for n, code in enumerate(("FR", "TR", "JP", "UA", "PL", "KE"))
    ]
    found = front(*loud, *home, *rest)
    first = placed(found, "lead") + placed(found, "also")
    assert len(first) == 9
    assert sum(name.startswith("l") for name in first) == 1
    assert sum(name[0] in "lh" for name in first) == 3


def test_where_there_is_one_country_only_it_fills_the_page() -> None:
    found = front(*(member(f"h{n}", f"h{n}") for n in range(12)))
    assert len(placed(found, "lead") + placed(found, "also")) == 9


def test_what_the_front_has_no_room_for_stands_with_its_topic() -> None:
    wide = [member(f"w{n}{k}", f"w{n}", country=f"C{n}") for n in range(9) for k in range(3)]
    found = front(*wide, member("a", "one"), topics={"a": "medtop:15000000"})
    assert placed(found, "medtop:15000000") == ["one"]


def test_an_empty_newsroom_has_an_empty_front_page() -> None:
    assert front().sections == ()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.floats(0, 100)), max_size=30))
def test_no_story_stands_twice(made: list[tuple[int, int, float]]) -> None:
    members = [member(f"m{n}", f"s{s}", hours, country=f"C{c}") for n, (s, c, hours) in enumerate(made)]
    found = front(*members, topics={m.article_id: "t" for m in members})
    named = [item.story_id for section in found.sections for item in section.placed]
    assert len(named) == len(set(named))
