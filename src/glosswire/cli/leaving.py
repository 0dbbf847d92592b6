"""End on ctrl-C or SIGTERM: what is at work sees that it is to stop, and what only waits is hung up at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType


class Leave:
    """An event that the first signal sets; the second ends the process at once.

    As a context it surrounds what may be given up anywhere in the middle: a pull, a question to an engine. There the
    first signal raises KeyboardInterrupt; elsewhere it interrupts nothing, so that no commit is cut short.
    """

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._waits = 0  # how many such contexts are under way, one within the other

    def __enter__(self) -> None:
        """Begin to wait; raises KeyboardInterrupt where a signal came before."""
        self._waits += 1
        if self.stop.is_set():
            self._waits -= 1
            raise KeyboardInterrupt

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End to wait."""
        self._waits -= 1

    def listen(self) -> "Leave":
        """Take over ctrl-C and SIGTERM; from the main thread only, in which alone one may wait."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        return self

    def _end(self, number: int, frame: FrameType | None) -> None:
        if self.stop.is_set():
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self.stop.set()
        if self._waits:
            raise KeyboardInterrupt


@contextmanager
def leavable() -> Iterator[None]:
    """Let ctrl-C and SIGTERM alike raise KeyboardInterrupt within; handlers are then as they were."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with Leave().listen():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
