"""Keep several processes of Glosswire running, and end them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from glosswire.cli.common import Exit

COMMAND = (sys.executable, "-m", "glosswire")
MARK = "GLOSSWIRE_SUPERVISED"
PATIENCE_SECONDS = 10.0  # how long a process may take to end by itself
CALM_SECONDS = 60.0  # one that ran this long starts again at once
LONGEST_REST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep: its name for people, and its command line after `glosswire`."""

    name: str
    arguments: tuple[str, ...]


@dataclass(slots=True)
class _Running:
    child: Child
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    rest_seconds: float = field(default=1.0)


def supervise(children: tuple[Child, ...], say: Callable[[str], None]) -> int:
    """Run the children until one cannot be configured, or we are asked to end; return the exit code.

    A child that ends is started again, at first after a second, then after twice as long each time.
    """
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    running = [_Running(child) for child in children]
    try:
        while not stop.is_set():
            for one in running:
                code = _look_after(one, say)
                if code == Exit.USAGE:
                    return Exit.USAGE
            stop.wait(0.2)
        return Exit.OK
    finally:
        _end_all(running)
        for number, handler in before.items():
            signal.signal(number, handler)


def _look_after(one: _Running, say: Callable[[str], None]) -> int | None:
    """Start a child that is due; return the exit code of one that has just ended."""
    now = time.monotonic()
    if one.process is None:
        if now >= one.start_at:
            one.process, one.started_at = _start(one.child), now
        return None
    code = one.process.poll()
    if code is None:
        return None
    _close_pipe(one.process)
    one.process = None
    if now - one.started_at >= CALM_SECONDS:
        one.rest_seconds = 1.0
    one.start_at = now + one.rest_seconds
    if code != Exit.USAGE:
        say(f"{one.child.name} ended ({_reason(code)}); it starts again in {one.rest_seconds:.0f} s")
    one.rest_seconds = min(2 * one.rest_seconds, LONGEST_REST_SECONDS)
    return code


def _reason(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _start(child: Child) -> "subprocess.Popen[bytes]":
    # The pipe to its standard input tells a child that we are gone, even when we were killed; a session of its
    # own keeps the terminal's ctrl-C from it, so that it is we who end it, in order.
    environment = {**os.environ, MARK: "1"}
    return subprocess.Popen(
        [*COMMAND, *child.arguments], stdin=subprocess.PIPE, start_new_session=True, env=environment
    )


def _end_all(running: list[_Running]) -> None:
    alive = [one.process for one in running if one.process is not None and one.process.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in alive:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _close_pipe(process)


def _close_pipe(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()


def end_with_supervisor() -> None:
    """Where a supervisor started this process, end it when the supervisor is gone."""
    if os.environ.get(MARK):
        threading.Thread(target=_watch_standard_input, name="supervisor-watch", daemon=True).start()


def _watch_standard_input() -> None:
    # Read below sys.stdin: its lock would be held when the interpreter ends.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
