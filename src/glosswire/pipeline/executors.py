"""Where the work of a stage is done: in this process, or in several."""

import multiprocessing
import os
import pickle
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Generic, Protocol, TypeVar

import pebble

from glosswire.errors import WorkerLost

W = TypeVar("W")
R = TypeVar("R")

TASKS_PER_WORKER = 2_000  # then it is replaced: parsers of hostile pages leave memory behind


@dataclass(frozen=True, slots=True)
class Done(Generic[W, R]):
    """A piece of work and what became of it; `error` is WorkerLost, or a bug that the runner has to report."""

    work: W
    result: R | None = None
    error: Exception | None = None


class Executor(Protocol):
    """Do work, perhaps several pieces at once."""

    def map(self, make_worker: Callable[[], Callable[[W], R]], works: Iterable[W]) -> Iterator[Done[W, R]]:
        """Yield each piece as it is done, in no order; `works` is drawn from only as fast as workers are free.

        `make_worker` is called once in each worker, which is where a model loads; it, the works and the results
        must pickle.
        """

    def close(self) -> None:
        """Let the workers go."""


class Inline:
    """Do the work here, one piece after another."""

    def map(self, make_worker: Callable[[], Callable[[W], R]], works: Iterable[W]) -> Iterator[Done[W, R]]:
        """Yield each piece as it is done, in order."""
        worker = make_worker()
        for work in works:
            yield attempt(worker, work)

    def close(self) -> None:
        """Do nothing: there are no workers."""


def attempt(worker: Callable[[W], R], work: W) -> Done[W, R]:
    """Do a piece of work of which a bug must not cost more than this piece."""
    try:
        return Done(work, worker(work))
    except Exception as error:  # a bug: handed to the runner, which reports it
        return Done(work, error=error)


class Processes:
    """Do the work in processes that may die or hang without harm to this one."""

    def __init__(self, workers: int = 0, timeout_seconds: float = 60.0, preload: tuple[str, ...] = ()) -> None:
        """Use `workers` processes, one for each core by default; `preload` names modules they share in memory."""
        self._workers = workers or os.cpu_count() or 1
        self._timeout_seconds = timeout_seconds
        # Not forked from here: this process has threads. The fork server has none, and imports once for all.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["glosswire.pipeline.executors", *preload])
        self._pool = pebble.ProcessPool(self._workers, TASKS_PER_WORKER, initializer=_end_with_parent, context=context)

    def map(self, make_worker: Callable[[], Callable[[W], R]], works: Iterable[W]) -> Iterator[Done[W, R]]:
        """Yield each piece as it is done; one that kills its worker, or takes too long, is WorkerLost."""
        feed: _Feed[W, R] = _Feed(works, 2 * self._workers)
        maker = pickle.dumps(make_worker)

        def schedule(work: W) -> None:
            future: Future[R] = self._pool.schedule(_work, args=(maker, work), timeout=self._timeout_seconds)
            future.add_done_callback(lambda f: feed.done.put(_outcome(work, f)))

        return feed.run(schedule)

    def close(self) -> None:
        """Stop the workers at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


class _Feed(Generic[W, R]):
    """Draw work in a thread of its own, so that what is done is yielded while the next is waited for."""

    def __init__(self, works: Iterable[W], at_once: int) -> None:
        self._works = works
        self._free = threading.Semaphore(at_once)
        self._stopped = threading.Event()
        self.done: queue.SimpleQueue[Done[W, R] | _End] = queue.SimpleQueue()

    def run(self, schedule: Callable[[W], None]) -> Iterator[Done[W, R]]:
        thread = threading.Thread(target=self._draw, args=(schedule,), name="executor-feed", daemon=True)
        thread.start()
        seen, end = 0, None
        try:
            while end is None or seen < end.works:
                got = self.done.get()
                if isinstance(got, _End):
                    end = got
                    continue
                seen += 1
                self._free.release()
                yield got
            if end.error is not None:
                raise end.error
        finally:
            self._stopped.set()
            self._free.release()

    def _draw(self, schedule: Callable[[W], None]) -> None:
        count = 0
        error: Exception | None = None
        try:
            for work in self._works:
                self._free.acquire()
                if self._stopped.is_set():
                    break
                schedule(work)
                count += 1
        except Exception as caught:  # raised again where the results are read
            error = caught
        self.done.put(_End(count, error))


@dataclass(frozen=True, slots=True)
class _End:
    works: int
    error: Exception | None


def _outcome(work: W, future: "Future[R]") -> Done[W, R]:
    error = future.exception()
    if error is None:
        return Done(work, future.result())
    if isinstance(error, TimeoutError):
        return Done(work, error=WorkerLost("the work took too long and its worker was ended"))
    if isinstance(error, pebble.ProcessExpired):
        return Done(work, error=WorkerLost(f"the worker died (exit code {error.exitcode})"))
    return Done(work, error=error if isinstance(error, Exception) else WorkerLost(f"the worker was ended: {error!r}"))


_made: dict[bytes, Callable[[Any], Any]] = {}


def _work(maker: bytes, work: Any) -> Any:
    """Run in a worker: make it the first time, then do one piece."""
    if maker not in _made:
        _made[maker] = pickle.loads(maker)()  # noqa: S301 - our own pickle, from the process that started this one
    return _made[maker](work)


def _end_with_parent() -> None:
    """Leave no worker behind when its parent is killed: nothing else would tell it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), name="parent-watch", daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
