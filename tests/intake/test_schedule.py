"""When a feed is polled again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.config import Poll
from glosswire.errors import GlosswireError, Gone, NotAFeed, Refused, Throttled, Unreachable
from glosswire.intake.schedule import DEAD, FAILING, Outcome, next_poll
from glosswire.model import FeedState, SourceId

NOW = datetime(2023, 5, 22, 12, tzinfo=UTC)
URL = "https://zeitung.example/feed.xml"
NEW = FeedState(URL, SourceId("zeitung"), NOW)
KNOWN = replace(NEW, polled_at=NOW - timedelta(minutes=30), interval_seconds=1800.0, etag='"a"', modified="yesterday")
LIMITS = Poll()


def wait(state: FeedState, outcome: Outcome) -> timedelta:
    return next_poll(state, outcome, NOW, LIMITS).poll_at - NOW


def test_a_feed_of_which_nothing_is_known_starts_at_the_operators_interval() -> None:
    assert wait(NEW, Outcome(news=50)) == wait(NEW, Outcome()) == timedelta(minutes=30)


def test_a_feed_with_news_is_polled_sooner_and_one_without_later() -> None:
    assert wait(KNOWN, Outcome(news=1)) < timedelta(minutes=30) < wait(KNOWN, Outcome())


def test_a_poll_is_remembered() -> None:
    found = next_poll(replace(KNOWN, failures=4), Outcome(etag='"b"', modified="today"), NOW, LIMITS)
    assert (found.etag, found.modified, found.failures, found.polled_at) == ('"b"', "today", 0, NOW)


@pytest.mark.parametrize("outcome", [Outcome(news=1, ttl_seconds=7200), Outcome(news=1, max_age_seconds=7200)])
def test_what_the_publisher_asks_for_is_honoured_but_does_not_become_the_feeds_own_pace(outcome: Outcome) -> None:
    assert wait(KNOWN, outcome) == timedelta(hours=2)
    assert next_poll(KNOWN, outcome, NOW, LIMITS).interval_seconds == 1260


@given(
    st.lists(st.integers(0, 2), max_size=30),
    st.floats(0, 1e9) | st.none(),
    st.floats(0, 1e9) | st.none(),
)
def test_the_operators_limits_hold(news: list[int], ttl: float | None, max_age: float | None) -> None:
    state = NEW
    for count in news:
        state = next_poll(state, Outcome(count, ttl_seconds=ttl, max_age_seconds=max_age), NOW, LIMITS)
        assert timedelta(minutes=5) <= state.poll_at - NOW <= timedelta(minutes=360)


def test_failures_back_off_up_to_a_day_and_keep_what_was_known() -> None:
    state, waits = KNOWN, []
    for _ in range(40):
        state = next_poll(state, Outcome(error=Unreachable(URL, "reset")), NOW, LIMITS)
        waits.append(state.poll_at - NOW)
    assert waits[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert waits[-1] == FAILING
    assert (state.etag, state.modified, state.interval_seconds, state.failures) == ('"a"', "yesterday", 1800.0, 40)


def test_a_throttled_feed_is_left_alone_until_it_says() -> None:
    late = NOW + timedelta(hours=9)
    assert next_poll(KNOWN, Outcome(error=Throttled(URL, "429", late)), NOW, LIMITS).poll_at == late
    soon = NOW + timedelta(seconds=7)
    assert next_poll(KNOWN, Outcome(error=Throttled(URL, "429", soon)), NOW, LIMITS).poll_at > soon


def test_a_dead_feed_is_asked_once_a_week() -> None:
    state = KNOWN
    for _ in range(3):
        state = next_poll(state, Outcome(error=Gone(URL, "status 410")), NOW, LIMITS)
    assert state.poll_at - NOW == DEAD


@pytest.mark.parametrize(
    ("error", "expected"),
    [(Refused(URL, "robots.txt forbids it"), FAILING), (NotAFeed(URL, "HTML"), timedelta(hours=1))],
)
def test_other_failures_wait_by_what_they_are(error: GlosswireError, expected: timedelta) -> None:
    assert wait(KNOWN, Outcome(error=error)) == expected


def test_the_interval_settles_near_a_feeds_own_pace() -> None:
    random = Random(7)
    for minutes in (20, 60, 180):
        found = sum(_polls(random, minutes) for _ in range(100)) / 100
        entries = 21 * 24 * 60 / minutes
        assert 0.8 < found / entries < 2.2, f"{found:.0f} polls for {entries:.0f} entries"


def _polls(random: Random, minutes: float) -> int:
    """How often three weeks of a feed with an entry every so many minutes, at random, are polled."""
    state, now, polls = NEW, NOW, 0
    upcoming = NOW
    while now < NOW + timedelta(days=21):
        news = 0
        while upcoming <= now:
            upcoming += timedelta(minutes=random.expovariate(1 / minutes))
            news += 1
        state = next_poll(state, Outcome(news), now, LIMITS)
        now, polls = state.poll_at, polls + 1
    return polls
