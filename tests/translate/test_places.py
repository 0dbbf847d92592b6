import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from glosswire.translate.catalogue import File, Model, Place
from glosswire.translate.places import PROBES, is_reachable, note_failure
from tests.translate.shelf import Shelf, open_shelf

MODEL = Model("nmt", "Nmt", "marian", "MIT", ("de",), (File("model.bin"),), ())
OTHER = replace(MODEL, name="other", files=(File("other.bin"),))


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with open_shelf({"model.bin": b"weights"}) as opened:
        yield opened


def test_a_place_is_asked_for_the_head_of_a_file_once_an_hour(shelf: Shelf, tmp_path: Path) -> None:
    place = Place(shelf.url)
    assert is_reachable(tmp_path, MODEL, place)
    assert is_reachable(tmp_path, MODEL, place)
    assert [method for method, _, _ in shelf.asked] == ["HEAD"]
    rows = json.loads((tmp_path / PROBES).read_text())
    (tmp_path / PROBES).write_text(json.dumps({key: [time.time() - 3601, False] for key in rows}))
    assert is_reachable(tmp_path, MODEL, place)
    assert len(shelf.asked) == 2


def test_a_place_without_the_file_may_have_another(shelf: Shelf, tmp_path: Path) -> None:
    assert not is_reachable(tmp_path, OTHER, Place(shelf.url))
    assert is_reachable(tmp_path, MODEL, Place(shelf.url))
    assert not is_reachable(tmp_path, OTHER, Place(shelf.url))
    assert len(shelf.asked) == 2


def test_a_place_that_does_not_know_heads_may_have_it(shelf: Shelf, tmp_path: Path) -> None:
    shelf.moods["model.bin"].append("refuse-head")
    assert is_reachable(tmp_path, MODEL, Place(shelf.url))


def test_a_host_that_does_not_answer_is_known_at_once_and_for_all_its_models(tmp_path: Path) -> None:
    place = Place("http://127.0.0.1:9/{file}")
    started = time.monotonic()
    assert not is_reachable(tmp_path, MODEL, place)
    assert time.monotonic() - started < 20
    assert not is_reachable(tmp_path, OTHER, place)
    assert list(json.loads((tmp_path / PROBES).read_text())) == ["127.0.0.1:9"]


def test_a_place_that_failed_a_pull_is_left_alone_for_that_model(shelf: Shelf, tmp_path: Path) -> None:
    note_failure(tmp_path, OTHER, Place(shelf.url))
    assert not is_reachable(tmp_path, OTHER, Place(shelf.url))
    assert shelf.asked == []
    assert is_reachable(tmp_path, MODEL, Place(shelf.url))


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', '{"a": [1]}'])
def test_what_was_remembered_and_is_broken_is_forgotten(text: str, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / PROBES).write_text(text)
    assert is_reachable(tmp_path, MODEL, Place(shelf.url))


def test_a_folder_that_cannot_be_written_is_no_obstacle(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    assert is_reachable(tmp_path / "models", MODEL, Place(shelf.url))
