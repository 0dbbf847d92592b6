"""The command `models` lists, pulls, verifies, removes and pins."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from glosswire.cli import models
from glosswire.errors import ConfigError, ModelMissing
from glosswire.translate.catalogue import PINS
from tests.translate.shelf import Shelf, digest, open_shelf

BODY = random.Random(3).randbytes(50_000)
FALLBACK = "qwen2.5-coder-1.5b-instruct-q4_k_m"


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with open_shelf({"model.bin.gz": gzip.compress(BODY, mtime=0)}) as opened:
        yield opened


@pytest.fixture
def config(shelf: Shelf, tmp_path: Path) -> Path:
    """A newsroom whose operator pinned two models of a place on loopback; of one no digest is known."""
    packed = shelf.files["model.bin.gz"]
    file = {"name": "model.bin", "packing": "gzip", "size": len(BODY), "packed_size": len(packed)}
    row = {
        "engine": "marian",
        "licence": "MIT",
        "languages": ["mi"],
        "places": [{"url": shelf.url}],
        "metric": "chrf",
        "test_set": "a set",
        "measured_by": "us",
        "options": {"runtime": "firefox"},
    }
    rows = [
        {**row, "name": "sure", "title": "Sure", "quality": {"mi": 60.0}, "files": [{**file, "sha256": digest(BODY)}]},
        {**row, "name": "loose", "title": "Loose", "files": [{"name": "model.bin", "packing": "gzip"}]},
    ]
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / PINS).write_text(json.dumps({"family": [{"model": rows}]}))
    (tmp_path / "glosswire.toml").write_text(f'[translate]\nmodels_dir = "{folder}"\n')
    return tmp_path / "glosswire.toml"


def run(config: Path, *arguments: str) -> Result:
    cli = typer.Typer()
    models.register(cli)
    cli.command("other")(lambda: None)  # with one command only, its name would be left out
    return CliRunner().invoke(cli, ["models", *arguments], obj=config, catch_exceptions=False)


def rows(result: Result) -> dict[str, dict[str, object]]:
    assert result.exit_code == 0, result.output
    return {row["name"]: row for row in json.loads(result.stdout)}


def test_the_list_says_what_each_model_is_and_whether_it_is_here(config: Path) -> None:
    found = rows(run(config, "list", "--json"))
    assert found["sure"]["state"] == "to be pulled"
    assert found["sure"]["measured"] == [{"language": "mi", "grade": "fair", "quality": "chrF 60.0 on a set (us)"}]
    assert found["loose"]["state"] == "not pinned"
    assert found[FALLBACK]["licence"] == "Apache-2.0"
    assert len(found) > 70


def test_the_list_is_a_table_for_people(config: Path) -> None:
    found = run(config, "list", "--language", "mi")
    assert found.exit_code == 0
    assert "sure" in found.stdout
    assert "loose" in found.stdout
    assert "firefox" not in found.stdout


def test_places_are_asked_only_where_one_wants_it(config: Path, shelf: Shelf) -> None:
    run(config, "list", "-l", "mi")
    assert shelf.asked == []
    assert rows(run(config, "list", "-l", "mi", "--probe", "--json"))["sure"]["state"] == "to be had"


def test_a_place_that_does_not_have_it_is_out_of_reach(config: Path, shelf: Shelf) -> None:
    shelf.files.clear()
    assert rows(run(config, "list", "-l", "mi", "--probe", "--json"))["sure"]["state"] == "out of reach"


def test_a_model_is_pulled_verified_and_removed(config: Path) -> None:
    pulled = run(config, "pull", "sure")
    assert pulled.exit_code == 0
    assert "sure: 0 MB in" in pulled.stdout
    assert rows(run(config, "list", "--installed", "--json")).keys() == {"sure"}
    verified = run(config, "verify")
    assert (verified.exit_code, verified.stdout) == (0, "sure: well\n")
    assert run(config, "remove", "sure").stdout == "sure: removed\n"
    assert rows(run(config, "list", "--installed", "--json")) == {}


def test_a_pull_is_told_in_lines_where_there_is_no_terminal(config: Path) -> None:
    found = run(config, "pull", "sure")
    assert "Pulling the model sure from 127.0.0.1" in found.stderr


def test_beside_json_nothing_else_is_said(config: Path) -> None:
    found = run(config, "pull", "sure", "--json")
    assert rows(found)["sure"]["files"] == [{"name": "model.bin", "size": len(BODY), "sha256": digest(BODY)}]
    assert found.stderr == ""


def test_the_model_that_serves_a_language_is_pulled(config: Path) -> None:
    assert run(config, "pull", "--language", "mi").exit_code == 0
    assert rows(run(config, "list", "--installed", "--json")).keys() == {"sure"}


def test_a_language_that_no_model_serves_is_named(config: Path) -> None:
    with pytest.raises(ModelMissing, match="English is shown as it is"):
        run(config, "pull", "--language", "en")


def test_a_model_without_digests_is_trusted_only_when_told(config: Path) -> None:
    with pytest.raises(ModelMissing, match="--trust-first loose"):
        run(config, "pull", "loose")
    assert run(config, "pull", "loose", "--trust-first").exit_code == 0
    assert rows(run(config, "list", "-l", "mi", "--json"))["loose"]["state"] == "installed"


def test_a_broken_file_fails_the_verification(config: Path, tmp_path: Path) -> None:
    run(config, "pull", "sure")
    (tmp_path / "models" / "sure" / "model.bin").write_bytes(BODY[::-1])
    found = run(config, "verify", "sure")
    assert found.exit_code == 1
    assert "its digest is not" in found.stdout
    verdicts = json.loads(run(config, "verify", "--json").stdout)
    assert [len(verdict["faults"]) for verdict in verdicts] == [1]


def test_what_is_not_installed_cannot_be_verified_or_removed(config: Path) -> None:
    assert run(config, "verify", "sure").exit_code == 1
    found = run(config, "remove", "sure")
    assert (found.exit_code, found.stderr) == (1, "sure is not installed\n")


def test_a_model_that_nobody_knows_is_named_with_the_nearest(config: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean sure"):
        run(config, "pull", "sore")


def test_something_must_be_named(config: Path) -> None:
    with pytest.raises(ConfigError, match="name a model"):
        run(config, "pull")


def test_a_model_that_the_catalogue_does_not_know_is_listed(config: Path, tmp_path: Path) -> None:
    run(config, "pull", "sure")
    (tmp_path / "models" / PINS).unlink()
    assert rows(run(config, "list", "--installed", "--json"))["sure"]["state"] == "unknown model"


def test_what_nobody_lists_cannot_be_pinned(config: Path) -> None:
    with pytest.raises(ModelMissing, match="pinned already"):
        run(config, "pin", FALLBACK)
