"""One contract for every executor: all work is done once, and a bug in one piece harms no other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from glosswire.errors import WorkerLost
from glosswire.pipeline.executors import Done, Executor, Inline, Processes

Worker = Callable[[int], int]


def make_squarer(bad: int) -> Worker:
    """A worker that squares, and has a bug at one number."""

    def square(number: int) -> int:
        if number == bad:
            raise ZeroDivisionError(f"{number}")
        return number * number

    return square


def make_victim() -> Worker:
    """A worker that dies at 3 and hangs at 5."""

    def square(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 5:
            time.sleep(600)
        return number * number

    return square


@pytest.fixture(params=["inline", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    made: Executor = Inline() if request.param == "inline" else Processes(2)
    yield made
    made.close()


def _results(done: Iterator[Done[int, int]]) -> dict[int, int | None]:
    return {d.work: d.result for d in done}


def test_all_work_is_done_once(executor: Executor) -> None:
    done = list(executor.map(partial(make_squarer, -1), range(50)))
    assert sorted((d.work, d.result) for d in done) == [(n, n * n) for n in range(50)]


def test_no_work_is_done_for_none(executor: Executor) -> None:
    assert list(executor.map(partial(make_squarer, -1), [])) == []


def test_a_bug_in_one_piece_is_handed_back_and_harms_no_other(executor: Executor) -> None:
    done = list(executor.map(partial(make_squarer, 4), range(8)))
    assert [d.work for d in done if isinstance(d.error, ZeroDivisionError)] == [4]
    assert sorted(d.work for d in done if d.error is None) == [0, 1, 2, 3, 5, 6, 7]


def test_an_error_of_the_source_of_work_reaches_the_reader(executor: Executor) -> None:
    def works() -> Iterator[int]:
        yield 1
        raise OSError("the source broke")

    done = executor.map(partial(make_squarer, -1), works())
    assert next(done).result == 1
    with pytest.raises(OSError, match="the source broke"):
        next(done)


def test_an_executor_may_be_used_again_after_a_reader_stopped_early(executor: Executor) -> None:
    for _ in executor.map(partial(make_squarer, -1), range(100)):
        break
    assert _results(executor.map(partial(make_squarer, -1), range(5))) == {n: n * n for n in range(5)}


def test_a_worker_that_dies_or_hangs_costs_only_its_own_work() -> None:
    executor = Processes(2, timeout_seconds=1.5)
    try:
        done = list(executor.map(make_victim, range(8)))
    finally:
        executor.close()
    assert sorted(d.work for d in done if isinstance(d.error, WorkerLost)) == [3, 5]
    assert sorted(d.work for d in done if d.error is None) == [0, 1, 2, 4, 6, 7]


PARENT = """
import sys, time
from functools import partial
from glosswire.pipeline.executors import Processes
from tests.contracts.test_executors import make_pid
if __name__ == "__main__":
    executor = Processes(1)
    for done in executor.map(make_pid, [0]):
        print(done.result, flush=True)
    time.sleep(600)
"""


def make_pid() -> Worker:
    """A worker that says which process it is."""
    return lambda _: os.getpid()


def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, str(script)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"worker {worker} is still there")
