"""The command line as a whole: exit codes, help, and errors of one line."""

import os
import socket
import subprocess

import pytest
import typer.main
from typer.core import TyperGroup

from glosswire import __version__
from glosswire.cli import make_cli
from glosswire.cli.alone import alone
from glosswire.config import default_config
from tests.cli.terminal import FAKE_ENGINE, SOURCE, Terminal


def commands() -> list[tuple[str, ...]]:
    """Every command and sub-command."""
    root = typer.main.get_command(make_cli())
    assert isinstance(root, TyperGroup)
    found: list[tuple[str, ...]] = [()]
    for name, command in root.commands.items():
        found.append((name,))
        if isinstance(command, TyperGroup):
            found += [(name, inner) for inner in command.commands]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_has_help(terminal: Terminal, command: tuple[str, ...]) -> None:
    said = terminal.type(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert "Usage: " + " ".join(("glosswire", *command)) in said.out
    lines = [line.strip() for line in said.out.splitlines() if line.strip()]
    assert len(lines[1]) > 20  # a sentence that says what it does
    assert list(terminal.folder.iterdir()) == [terminal.folder / "standard-input"]


def test_all_that_the_docs_promise_is_there() -> None:
    promised = "run work once serve init doctor status sources models export config extract identify split translate"
    assert {(name,) for name in [*promised.split(), "highlight"]} <= set(commands())


@pytest.mark.parametrize("command", [c for c in commands() if c], ids=" ".join)
def test_an_option_that_is_not_known_is_wrong_usage(terminal: Terminal, command: tuple[str, ...]) -> None:
    said = terminal.type(*command, "--nonsense")
    assert (said.code, said.out) == (2, "")
    assert "No such option: --nonsense" in said.err


def test_the_version_is_said(terminal: Terminal) -> None:
    said = terminal.type("--version")
    assert (said.code, said.out, said.err) == (0, f"glosswire {__version__}\n", "")


def test_a_command_that_is_not_known_is_wrong_usage(terminal: Terminal) -> None:
    said = terminal.type("nonsense")
    assert (said.code, said.out) == (2, "")
    assert "No such command 'nonsense'" in said.err


def test_a_command_of_its_own_process_says_all_this_too(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", "[site]\nprot = 1\n")
    said = terminal.wait_for("status")
    assert (said.code, said.out) == (2, "")
    assert said.err == "glosswire: unknown key site.prot; did you mean 'port'?\n"
    assert terminal.wait_for("--version").out == f"glosswire {__version__}\n"


@pytest.mark.parametrize("arguments", [("config",), ("config", "--json"), ("--help",)], ids=" ".join)
def test_a_reader_that_goes_away_is_no_fault(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    with terminal.start(*arguments) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(20) == 0


def test_a_filter_ends_when_nobody_reads_on(terminal: Terminal) -> None:
    with terminal.start("split", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": 1, "text": "So."}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b'{"id": 2, "text": "So."}\n')
        process.stdin.flush()
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_a_full_disk_is_said(terminal: Terminal) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with terminal.start("--version", stdout=full) as process:
        os.close(full)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (1, b"glosswire: [Errno 28] No space left on device\n")


# -- what is looked at before anything is started


def test_a_newsroom_without_feeds_says_how_to_add_one(terminal: Terminal) -> None:
    terminal.write("sources.toml", "")
    for command in ("run", "once", "work"):
        said = terminal.wait_for(command)
        assert (said.code, said.out) == (2, "")
        assert said.err.endswith("no source has a feed; `glosswire sources add URL` adds one\n")
        assert not (terminal.folder / "glosswire.db").exists()


def test_an_engine_that_nobody_knows_is_said_before_any_feed_is_asked(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE.replace('default = "mine"', 'default = "nobody"'))
    terminal.write("sources.toml", SOURCE.format(home="http://127.0.0.1:9"))
    said = terminal.wait_for("once")
    assert said.code == 2
    assert said.err.startswith("glosswire: translate: no engine 'nobody'")
    assert not (terminal.folder / "glosswire.db").exists()


def test_a_port_that_is_taken_is_said_before_anything_is_started(terminal: Terminal) -> None:
    terminal.write("sources.toml", SOURCE.format(home="http://127.0.0.1:9"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        terminal.write("glosswire.toml", f"[site]\nport = {taken.getsockname()[1]}\n")
        said = terminal.wait_for("run")
    assert (said.code, said.out) == (2, "")
    assert "cannot listen on 127.0.0.1" in said.err


def test_a_second_newsroom_on_one_store_is_refused(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE)
    terminal.write("sources.toml", SOURCE.format(home="http://127.0.0.1:9"))
    with alone(default_config(terminal.folder)):
        said = terminal.wait_for("once")
    assert (said.code, said.out) == (1, "")
    assert f"another newsroom (process {os.getpid()}) works on {terminal.folder / 'glosswire.db'}" in said.err


@pytest.mark.parametrize("command", ["export", "status"])
def test_who_only_asks_makes_no_store(terminal: Terminal, command: str) -> None:
    said = terminal.type(command)
    assert said.code == 1
    assert "there is no store" in said.err
    assert not list(terminal.folder.glob("*.db"))
