"""Languages whose engine failed are left alone, longer each time, and never for over an hour."""

from datetime import timedelta

from glosswire.pipeline.rests import FIRST_REST, LONGEST_REST, Rests
from tests.fakes import FakeClock


def test_rests_double_up_to_an_hour_and_begin_anew_once_they_are_ended() -> None:
    clock, rests = FakeClock(), Rests()
    assert [(rests.begin("de", clock()) - clock()).total_seconds() for _ in range(3)] == [30, 60, 120]
    assert rests.end("de")
    assert not rests.end("de")
    assert rests.begin("de", clock()) == clock() + FIRST_REST


def test_an_engine_that_fails_for_weeks_rests_an_hour_each_time() -> None:
    clock, rests = FakeClock(), Rests()
    for _ in range(500):
        until = rests.begin("de", clock())
    assert until == clock() + LONGEST_REST


def test_only_those_whose_time_is_not_up_rest() -> None:
    clock, rests = FakeClock(), Rests()
    rests.begin("de", clock())
    clock.pass_time(seconds=20)
    rests.begin("fr", clock())
    assert rests.resting(clock()) == ("de", "fr")
    assert rests.next_try() == clock() + timedelta(seconds=10)
    clock.pass_time(seconds=10)
    assert rests.resting(clock()) == ("fr",)
