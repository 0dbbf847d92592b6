"""The commands `config` and `init`."""

from pathlib import Path

import pytest

from glosswire.config import load_config
from tests.cli.terminal import Terminal


def test_every_setting_is_shown_with_its_meaning(terminal: Terminal) -> None:
    found = {row["key"]: row for row in terminal.type("config", "--json").json}
    assert found["fetch.delay_seconds"]["value"] == found["fetch.delay_seconds"]["default"] == 5.0
    assert all(row["help"] for row in found.values())
    assert {"store", "site.port", "translate.default", "translate.chrf.good", "translate.engines"} <= found.keys()


def test_the_value_in_force_stands_beside_the_default(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", '[site]\nport = 8123\n[fetch]\nallow_private = ["[::1]:80"]\n')
    found = {row["key"]: row for row in terminal.type("config", "--json").json}
    assert (found["site.port"]["value"], found["site.port"]["default"]) == (8123, 8000)
    assert found["fetch.allow_private"]["value"] == ["[::1]:80"]


def test_the_table_shows_values_as_they_are(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", '[site]\ntitle = "[/b]Post\\u001b[2J"\n')
    said = terminal.type("config")
    assert said.code == 0
    assert "site.title" in said.out
    assert "[/b]Post" in said.out
    assert "\x1b[2J" not in said.out


def test_a_configuration_that_is_named_counts_before_the_one_beside(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def port(*arguments: str) -> object:
        found = {row["key"]: row["value"] for row in terminal.type(*arguments, "config", "--json").json}
        return found["site.port"]

    terminal.write("glosswire.toml", "[site]\nport = 1\n")
    terminal.write("environment.toml", "[site]\nport = 2\n")
    terminal.write("option.toml", "[site]\nport = 3\n")
    assert port() == 1
    monkeypatch.setenv("GLOSSWIRE_CONFIG", str(terminal.folder / "environment.toml"))
    assert port() == 2
    assert port("--config", "option.toml") == port("-c", "option.toml") == 3
    monkeypatch.setenv("GLOSSWIRE_CONFIG", "")
    assert port() == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[site]\nprot = 1\n", "unknown key site.prot; did you mean 'port'?"),
        ('[site]\nport = "x"\n', "site.port: expected int"),
        ("[site\n", "glosswire.toml: "),
        ("[translate.engines.a]\n", "missing key translate.engines.a.use"),
    ],
)
def test_a_mistake_is_named_in_one_line(terminal: Terminal, text: str, why: str) -> None:
    terminal.write("glosswire.toml", text)
    for command in ("config", "status", "doctor", "once", "run", "work", "serve", "translate", "export"):
        said = terminal.type(command)
        assert (said.code, said.out) == (2, ""), command
        assert said.err.startswith("glosswire: ")
        assert why in said.err
        assert said.err.count("\n") == 1


def test_a_configuration_that_is_not_there_is_named(terminal: Terminal) -> None:
    said = terminal.type("--config", "nowhere.toml", "config")
    assert said.code == 2
    assert "nowhere.toml" in said.err


def test_init_writes_what_can_be_loaded_and_says_what_is_next(terminal: Terminal) -> None:
    said = terminal.type("init", "deep/newsroom")
    path = Path("deep/newsroom/glosswire.toml")
    assert said.code == 0
    assert f"glosswire --config {path} run" in said.out
    load_config(path)
    assert terminal.type("--config", str(path), "config").code == 0


def test_what_init_proposes_is_known(terminal: Terminal) -> None:
    terminal.type("init")
    path = terminal.folder / "glosswire.toml"
    # Comments of the form `# key = value` and `# [table]` are proposals; the others are sentences.
    lines = [line.removeprefix("# ") for line in path.read_text().splitlines()]
    path.write_text("\n".join(line for line in lines if line.startswith("[") or " = " in line))
    config = load_config(path)
    assert config.translate.languages == {"de": "deepl"}
    assert config.site.contact == "editor@example.org"


def test_init_leaves_a_configuration_alone(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", "[site]\nport = 1\n")
    said = terminal.type("init")
    assert (said.code, said.out) == (1, "")
    assert "is there already" in said.err
    assert (terminal.folder / "glosswire.toml").read_text() == "[site]\nport = 1\n"


def test_a_folder_that_cannot_be_made_is_named(terminal: Terminal) -> None:
    terminal.write("file", "")
    for folder in ("file", "file/below"):
        said = terminal.type("init", folder)
        assert said.code == 2
        assert said.err.startswith("glosswire: cannot write file")
