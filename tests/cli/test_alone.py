"""One newsroom at a time for one store."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from glosswire.cli.alone import alone
from glosswire.config import Config, default_config
from glosswire.errors import StoreBusy, StoreError

HOLD = """
import sys, time
from pathlib import Path
from glosswire.cli.alone import alone
from glosswire.config import default_config
with alone(default_config(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return default_config(tmp_path)


def test_a_second_newsroom_is_refused_by_the_first_ones_number(config: Config) -> None:
    with alone(config), pytest.raises(StoreBusy, match=f"process {os.getpid()}"), alone(config, 0):
        raise AssertionError


def test_the_next_may_work_when_the_first_has_ended(config: Config) -> None:
    for _ in range(2):
        with alone(config, 0):
            assert (config.folder / "glosswire.db.newsroom").read_text() == str(os.getpid())


def test_newsrooms_with_stores_of_their_own_do_not_meet(config: Config) -> None:
    with alone(config), alone(replace(config, store="sqlite:///other.db"), 0):
        pass


def test_a_store_in_memory_is_nobody_elses(config: Config) -> None:
    memory = replace(config, store="sqlite:///:memory:")
    with alone(memory), alone(memory, 0):
        pass
    assert list(config.folder.iterdir()) == []


def test_a_newsroom_that_is_killed_holds_nothing(config: Config) -> None:
    command = [sys.executable, "-c", HOLD, str(config.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=str(process.pid)), alone(config, 0):
            raise AssertionError
        process.send_signal(signal.SIGKILL)
    with alone(config, 0):
        pass


def test_a_folder_that_is_not_there_is_named(config: Config) -> None:
    with pytest.raises(StoreError, match="nowhere"), alone(replace(config, store="sqlite:///nowhere/a.db")):
        raise AssertionError
