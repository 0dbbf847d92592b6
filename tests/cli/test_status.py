"""The command `status` says what the store holds, what waits and what failed."""

from datetime import timedelta

import pytest

from glosswire.errors import NotAnArticle, Unreachable
from glosswire.model import Failure
from glosswire.store.store import open_store
from tests.cli.terminal import Terminal
from tests.store.newsroom import NOON, make_article, take_in, translate_all

GONE = "https://morgen.example/[/b]gone\x1b[2J"


@pytest.fixture
def store(terminal: Terminal) -> None:
    """One article in English, one that waits, and two failures."""
    with open_store(f"sqlite:///{terminal.folder / 'glosswire.db'}") as store:
        done, waiting = make_article("done"), make_article("waiting", language="tr")
        take_in(store, done)
        take_in(store, waiting)
        translate_all(store, done)
        store.save_failure(Failure.of(GONE, "fetch", Unreachable(GONE, "no answer"), NOON))
        url = "https://morgen.example/front"
        late = NOON + timedelta(hours=1)
        store.save_failure(Failure.of(url, "extract", NotAnArticle(url, "a front page"), late))


@pytest.mark.usefixtures("store")
def test_counts_say_what_is_there_and_what_waits(terminal: Terminal) -> None:
    said = terminal.type("status", "--json")
    assert said.code == 0
    found = said.json
    assert (found["articles"], found["revisions"], found["failed_segments"]) == (2, 2, 0)
    assert found["pending_titles"] >= 1
    assert {row["name"]: row["articles"] for row in found["languages"]} == {"de": 1, "tr": 1}
    assert {row["name"]: row["articles"] for row in found["failures"]} == {"fetch": 1, "extract": 1}


@pytest.mark.usefixtures("store")
def test_people_read_them_as_a_table(terminal: Terminal) -> None:
    said = terminal.type("status")
    assert said.code == 0
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in said.out.splitlines() if "│" in line]
    assert ["articles", "2"] in rows
    assert ["articles in tr", "1"] in rows
    assert ["failures of stage extract", "1"] in rows


@pytest.mark.usefixtures("store")
def test_failures_are_listed_newest_first(terminal: Terminal) -> None:
    found = terminal.type("status", "--failures", "--json").json
    assert [(row["stage"], row["error"], row["passing"]) for row in found] == [
        ("extract", "NotAnArticle", False),
        ("fetch", "Unreachable", True),
    ]
    assert found[1]["subject"] == GONE
    assert found[0]["at"] == "2023-05-22T13:00:00+00:00"
    assert len(terminal.type("status", "--failures", "--limit", "1", "--json").json) == 1


@pytest.mark.usefixtures("store")
def test_a_hostile_subject_is_shown_as_it_is(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = terminal.type("status", "--failures")
    assert said.code == 0
    assert "[/b]" in said.out
    assert "\x1b[2J" not in said.out
    assert "when it changes" in " ".join(said.out.split())


def test_nothing_that_failed_is_said_in_words(terminal: Terminal) -> None:
    with open_store(f"sqlite:///{terminal.folder / 'glosswire.db'}"):
        pass
    assert terminal.type("status", "--failures").out == "Nothing has failed.\n"
    assert terminal.type("status", "--failures", "--json").json == []


def test_a_store_that_is_not_there_is_not_made(terminal: Terminal) -> None:
    said = terminal.type("status", "--json")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"glosswire: there is no store at {terminal.folder / 'glosswire.db'} yet")
    assert not (terminal.folder / "glosswire.db").exists()


def test_a_store_that_is_no_database_is_named(terminal: Terminal) -> None:
    terminal.write("glosswire.db", "this is no database, but long enough to be taken for one" * 100)
    said = terminal.type("status")
    assert said.code == 1
    assert said.err.startswith("glosswire: ")
    assert said.err.count("\n") == 1
