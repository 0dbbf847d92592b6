"""Decide when a feed is polled again: as often as it has news, within the operator's limits and its publisher's."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from glosswire.config import Poll
from glosswire.errors import FetchError, GlosswireError, Gone, Throttled
from glosswire.model import FeedState

# With these two steps the interval settles where somewhat more than every second poll finds something:
# 0.7 ** 0.53 * 1.5 ** 0.47 is 1. Simulated on 300 feeds, three weeks each, in tests/intake/test_schedule.py.
SHORTER = 0.7
LONGER = 1.5
# A failing feed is asked once a day at last, a dead one once a week.
FAILING = timedelta(days=1)
DEAD = timedelta(days=7)
# How often a feed must be gone before we believe it: servers say 404 while they are moved.
GONE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one poll brought: how many entries that were not known, or the error that it ended with."""

    news: int = 0
    etag: str = ""
    modified: str = ""
    max_age_seconds: float | None = None
    ttl_seconds: float | None = None
    error: GlosswireError | None = None


def next_poll(state: FeedState, outcome: Outcome, now: datetime, limits: Poll) -> FeedState:
    """What to remember of a feed after a poll that ended `now`."""
    if outcome.error is not None:
        return _after_failure(state, outcome.error, now, limits)
    interval = _adapted(state, outcome.news > 0, limits)
    asked = max(interval, outcome.ttl_seconds or 0.0, outcome.max_age_seconds or 0.0)
    return replace(
        state,
        poll_at=now + timedelta(seconds=_within(asked, limits)),
        polled_at=now,
        interval_seconds=interval,
        etag=outcome.etag,
        modified=outcome.modified,
        failures=0,
    )


def _adapted(state: FeedState, has_news: bool, limits: Poll) -> float:
    """The feed's own interval, in seconds; a first poll shows nothing, as all that it finds is new to us."""
    if state.polled_at is None or not state.interval_seconds:
        return _within(limits.start_minutes * 60, limits)
    return _within(state.interval_seconds * (SHORTER if has_news else LONGER), limits)


def _within(seconds: float, limits: Poll) -> float:
    return min(max(seconds, limits.min_minutes * 60), limits.max_minutes * 60)


def _after_failure(state: FeedState, error: GlosswireError, now: datetime, limits: Poll) -> FeedState:
    failures = state.failures + 1
    wait = timedelta(seconds=_within(state.interval_seconds or limits.start_minutes * 60, limits))
    wait = min(wait * 2 ** min(failures, 16), FAILING)
    if isinstance(error, Gone) and failures >= GONE_TIMES:
        wait = DEAD
    elif isinstance(error, FetchError) and not error.passing and not isinstance(error, Gone):
        wait = FAILING
    poll_at = now + wait
    if isinstance(error, Throttled):
        poll_at = max(poll_at, error.retry_at)
    return replace(state, poll_at=poll_at, failures=failures)
