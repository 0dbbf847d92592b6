"""Several processes kept running and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SUPERVISOR = """
import sys
from pathlib import Path
from glosswire.cli import supervise as room
from glosswire.cli.supervise import Child

# A child that is not Glosswire, so that the test need not start a newsroom: it notes its number and waits.
room.COMMAND = (sys.executable, "-c", CHILD)
sys.exit(room.supervise((Child("one", (sys.argv[1], "one")), Child("two", (sys.argv[1], "two"))), print))
"""
CHILD = """
import os, sys, threading, time
from pathlib import Path
from glosswire.cli.supervise import end_with_supervisor
end_with_supervisor()
with open(Path(sys.argv[1]) / sys.argv[2], "a") as note:
    note.write(f"{os.getpid()}\\n")
time.sleep(600)
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    script = tmp_path / "supervisor.py"
    script.write_text(SUPERVISOR.replace("CHILD", repr(CHILD)), encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)], stdout=subprocess.DEVNULL) as process:
        yield process
        process.kill()


def _children(folder: Path, name: str, count: int) -> list[int]:
    """The process numbers of a child's starts, when there have been as many as that."""
    for _ in range(200):
        path = folder / name
        numbers = [int(n) for n in path.read_text().split()] if path.exists() else []
        if len(numbers) >= count:
            return numbers
        time.sleep(0.05)
    raise AssertionError(f"{name} was not started {count} times")


def _is_gone(number: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_child_that_dies_is_started_again(supervisor: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    (first,) = _children(tmp_path, "one", 1)
    (other,) = _children(tmp_path, "two", 1)
    os.kill(first, signal.SIGKILL)
    assert _children(tmp_path, "one", 2)[1] != first
    assert _children(tmp_path, "two", 1) == [other]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_all_end_when_the_supervisor_is_asked_to(
    supervisor: "subprocess.Popen[bytes]", tmp_path: Path, number: signal.Signals
) -> None:
    children = [*_children(tmp_path, "one", 1), *_children(tmp_path, "two", 1)]
    supervisor.send_signal(number)
    assert supervisor.wait(20) == 0
    assert all(map(_is_gone, children))


def test_no_child_outlives_a_supervisor_that_is_killed(supervisor: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    children = [*_children(tmp_path, "one", 1), *_children(tmp_path, "two", 1)]
    supervisor.kill()
    assert all(map(_is_gone, children))
