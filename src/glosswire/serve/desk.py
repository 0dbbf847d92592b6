"""The operator's desk: the newsroom in figures, what failed, and the feeds that do not answer."""

from dataclasses import dataclass

from glosswire.model import Counts, Failure, FeedState
from glosswire.serve.answer import Shown
from glosswire.serve.present import moment
from glosswire.serve.reads import Reads
from glosswire.serve.views import Moment

_SHOWN = 50  # of each kind, on one page


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A failure and its times."""

    failure: Failure
    at: Moment
    retry: Moment | None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed that does not answer, and when it is asked again."""

    state: FeedState
    again: Moment


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What every page of the desk holds, and the part that it is about."""

    part: str
    title: str
    counts: Counts | None = None
    resting: int = 0
    failures: tuple[FailureRow, ...] = ()
    feeds: tuple[FeedRow, ...] = ()
    more: bool = False


class Desk:
    """The operator's pages."""

    def __init__(self, store: Reads) -> None:
        """Read in `store`."""
        self._store = store

    def overview(self) -> Shown:
        """Everything in figures."""
        feeds = self._store.feed_states()
        page = DeskPage(
            "overview",
            "The desk",
            counts=self._store.counts(),
            resting=sum(1 for state in feeds if state.failures),
        )
        return Shown("desk.html", page)

    def failures(self) -> Shown:
        """What failed and is not past."""
        found = self._store.failures(limit=_SHOWN + 1)
        rows = tuple(
            FailureRow(f, moment(f.at, ""), moment(f.retry_at, "") if f.retry_at else None) for f in found[:_SHOWN]
        )
        return Shown("desk.html", DeskPage("failures", "Failures", failures=rows, more=len(found) > _SHOWN))

    def feeds(self) -> Shown:
        """Feeds that did not answer when they were last asked, the longest failing first."""
        failing = sorted((s for s in self._store.feed_states() if s.failures), key=lambda s: (-s.failures, s.url))
        rows = tuple(FeedRow(state, moment(state.poll_at, "")) for state in failing[:_SHOWN])
        return Shown("desk.html", DeskPage("feeds", "Feeds that rest", feeds=rows, more=len(failing) > _SHOWN))
