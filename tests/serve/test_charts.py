"""Pictures of when reports came."""

from datetime import UTC, datetime, timedelta

import pytest

from glosswire.serve.charts import NARROW, Told, spark, timeline
from glosswire.serve.tongues import tongue

NINE = datetime(2023, 5, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
GERMAN, FRENCH = tongue("de"), tongue("fr")


def at(*hours: float) -> list[Told]:
    return [Told(NINE + hour * HOUR, f"/article/{n}", f"report {n}") for n, hour in enumerate(hours)]


def test_a_small_picture_says_in_words_what_it_draws() -> None:
    found = spark((0, 1, 4, 0), NINE)
    assert [(bar.x, bar.height) for bar in found.bars] == [(5.0, 6.0), (10.0, 24.0)]
    assert found.text == "5 reports in 4 hours, the most (4) in the hour to 08:00 UTC"
    assert spark((0, 0), NINE).bars == ()


def test_dots_stand_by_their_time_and_none_hides_another() -> None:
    drawn = timeline({GERMAN: at(0, 0.01, 0.02, 10), FRENCH: at(5)})
    german, french = drawn.lanes
    assert german.dots[0].x == drawn.left
    assert len({dot.y for dot in german.dots[:3]}) == 3
    assert german.dots[3].y == german.dots[0].y
    assert french.top == german.top + german.height
    assert french.dots[0].x == pytest.approx((german.dots[0].x + german.dots[3].x) / 2)
    assert drawn.text == "5 reports in 2 languages, from 22 May 2023, 09:00 UTC to 22 May 2023, 19:00 UTC"


def test_a_narrow_sheet_has_names_above_the_dots_and_all_within_its_width() -> None:
    drawn = timeline({GERMAN: at(0, 0.01, 0.02, 10), FRENCH: at(5)}, NARROW)
    assert drawn.width == NARROW.width
    for lane in drawn.lanes:
        assert all(lane.top < lane.named < dot.y - 7 for dot in lane.dots)
        assert all(7 < dot.x < drawn.width - 7 for dot in lane.dots)
        assert all(dot.y + 7 < lane.top + lane.height for dot in lane.dots)
    assert len(drawn.ticks) <= NARROW.ticks + 1


@pytest.mark.parametrize("span_hours", [0.0, 0.1, 1.0, 7.0, 30.0, 72.0, 24 * 40.0, 24 * 365.0, 24 * 4000.0])
def test_the_axis_has_few_ticks_within_it_and_names_its_first_day(span_hours: float) -> None:
    drawn = timeline({GERMAN: at(0, span_hours)})
    assert len(drawn.ticks) <= 9
    assert all(drawn.left <= tick.x <= drawn.width for tick in drawn.ticks)
    if drawn.ticks:
        assert drawn.ticks[0].day


def test_what_is_too_much_to_draw_is_counted() -> None:
    drawn = timeline({tongue(f"{a}{b}"): at(0) for a in "abc" for b in "klmnopq"})
    assert len(drawn.lanes) == 16
    assert drawn.lanes_left == 5
    assert not timeline({GERMAN: at(0)}).is_partial
    crowded = timeline({GERMAN: at(*[0] * 500), FRENCH: at(0)})
    assert [(len(lane.dots), lane.left) for lane in crowded.lanes] == [(60, 440), (1, 0)]
    assert drawn.is_partial
    assert crowded.is_partial
