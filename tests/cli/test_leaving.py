"""Ctrl-C and SIGTERM end what waits at once, and interrupt nothing else."""

import gzip
import json
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from glosswire.cli.leaving import Leave, leavable
from glosswire.translate.catalogue import PINS
from tests.cli.terminal import FAKE_ENGINE, SOURCE, Terminal
from tests.cli.test_once import ARTICLES, SETTINGS, is_whole, open_publisher, readings
from tests.translate.shelf import Shelf, digest, open_shelf

SOON = 9.0  # seconds: below the ten after which it would be killed; on a quiet machine it takes less than one
BODY = random.Random(5).randbytes(50_000)
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture
def leave() -> Iterator[Leave]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield Leave().listen()
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_noted_where_nothing_waits(leave: Leave, number: signal.Signals) -> None:
    signal.raise_signal(number)
    assert leave.stop.is_set()
    with pytest.raises(KeyboardInterrupt), leave:
        pytest.fail("nothing waits any more")


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_gives_up_what_waits(leave: Leave, number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), leave:
        signal.raise_signal(number)
    assert leave.stop.is_set()


def test_the_handlers_are_then_as_they_were() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with pytest.raises(KeyboardInterrupt), leavable():
        signal.raise_signal(signal.SIGTERM)
    assert [signal.getsignal(number) for number in SIGNALS] == before


def ended_soon(process: "subprocess.Popen[bytes]", number: signal.Signals) -> tuple[int, bytes]:
    """Its exit code and what it complained of, once it has had the signal."""
    began = time.monotonic()
    process.send_signal(number)
    _, complaints = process.communicate(timeout=60)
    assert time.monotonic() - began < SOON
    assert b"Traceback" not in complaints, complaints
    return process.returncode, complaints


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


@pytest.mark.parametrize(("command", "number", "code"), [("once", signal.SIGINT, 130), ("work", signal.SIGTERM, 0)])
def test_a_batch_that_an_engine_is_at_is_given_up_and_what_was_done_stays(
    terminal: Terminal, command: str, number: signal.Signals, code: int
) -> None:
    flag = terminal.folder / "halted"
    engine = FAKE_ENGINE.replace("tests.fakes:open_fake", "tests.translate.runtimes:open_halting")
    with open_publisher() as publisher:
        settings = SETTINGS.format(address=publisher.address)
        terminal.write("glosswire.toml", f'{settings}{engine}options = {{ flag = "{flag}" }}\n')
        terminal.write("sources.toml", SOURCE.format(home=f"http://{publisher.address}"))
        with terminal.start(command) as process:
            wait_until(flag.exists)
            assert ended_soon(process, number)[0] == code
        made = [s for reading in readings(terminal).values() for s in reading.translation.segments]
        assert len(made) == len(ARTICLES), "the titles, which came first"
        terminal.write("glosswire.toml", settings + FAKE_ENGINE)
        assert terminal.wait_for("once").code == 0
        assert is_whole(terminal)


@contextmanager
def a_shelf_with_a_model(folder: Path) -> Iterator[Shelf]:
    """A place on loopback whose model for German comes to a standstill after its first bytes."""
    packed = gzip.compress(BODY, mtime=0)
    with open_shelf({"model.bin.gz": packed}) as shelf:
        file = {"name": "model.bin", "packing": "gzip", "size": len(BODY), "sha256": digest(BODY)}
        model = {
            "name": "sure",
            "title": "Sure",
            "engine": "marian",
            "licence": "MIT",
            "languages": ["de"],
            "places": [{"url": shelf.url}],
            "metric": "chrf",
            "test_set": "a set",
            "measured_by": "us",
            "options": {"runtime": "firefox"},
            "quality": {"de": 99.0},
            "files": [{**file, "packed_size": len(packed)}],
        }
        (folder / "models").mkdir()
        (folder / "models" / PINS).write_text(json.dumps({"family": [{"model": [model]}]}))
        shelf.moods["model.bin.gz"].extend(["stall"])
        yield shelf


def part_of(folder: Path) -> Path:
    return folder / "models" / ".partial" / "sure" / "model.bin.part"


@pytest.mark.parametrize("number", SIGNALS)
def test_a_pull_is_given_up_and_later_goes_on_where_it_was(terminal: Terminal, number: signal.Signals) -> None:
    terminal.write("glosswire.toml", '[translate]\nmodels_dir = "models"\n')
    with a_shelf_with_a_model(terminal.folder) as shelf:
        with terminal.start("models", "pull", "sure") as process:
            wait_until(part_of(terminal.folder).exists)
            time.sleep(0.3)  # the bytes before the standstill are written when the file is closed, if not before
            assert ended_soon(process, number)[0] == 130
        assert part_of(terminal.folder).stat().st_size == shelf.after
        assert terminal.wait_for("models", "pull", "sure").code == 0
        assert shelf.ranges("model.bin.gz") == ["", f"bytes={shelf.after}-"]
        assert terminal.wait_for("models", "verify").code == 0


@pytest.mark.parametrize(("command", "number", "code"), [("work", signal.SIGTERM, 0), ("once", signal.SIGTERM, 130)])
def test_a_newsroom_gives_up_the_pull_that_it_waits_for(
    terminal: Terminal, command: str, number: signal.Signals, code: int
) -> None:
    with a_shelf_with_a_model(terminal.folder) as shelf, open_publisher() as publisher:
        translate = '[translate]\nmodels_dir = "models"\n'
        terminal.write("glosswire.toml", SETTINGS.format(address=publisher.address) + translate)
        terminal.write("sources.toml", SOURCE.format(home=f"http://{publisher.address}"))
        shelf.moods["model.bin.gz"].clear()
        shelf.moods["model.bin.gz"].extend(["cut", "stall"])  # the first is for who asks whether it is there
        with terminal.start(command) as process:
            wait_until(part_of(terminal.folder).exists)
            time.sleep(0.3)
            assert ended_soon(process, number)[0] == code
        assert part_of(terminal.folder).stat().st_size == shelf.after
        assert readings(terminal).keys() == ARTICLES.keys()
        assert not any(reading.translation.segments for reading in readings(terminal).values())
