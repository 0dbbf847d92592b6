import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from glosswire.errors import ModelMissing
from glosswire.translate.catalogue import catalogue, find_model, known_models
from glosswire.translate.models import folder_of, pull, verify
from glosswire.translate.pins import Publishers, newest, pin
from tests.translate.shelf import Shelf, digest, open_shelf

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OPUS = "opus-mt-tc-big-zle-en"


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with open_shelf({}) as opened:
        yield opened


def publishers(shelf: Shelf) -> Publishers:
    return Publishers(shelf.address, f"{shelf.address}/files", shelf.address)


def record(kind: str, version: str = "2.0", architecture: str = "tiny", language: str = "de") -> dict[str, Any]:
    body = f"{kind} {version} {architecture}".encode() * 20
    packed = zstandard.compress(body)
    suffix = {"model": "model.deen.intgemm.alphas.bin", "lex": "lex.50.50.deen.s2t.bin"}.get(kind, f"{kind}.deen.spm")
    return {
        "name": suffix,
        "fileType": kind,
        "version": version,
        "architecture": architecture,
        "sourceLanguage": language,
        "targetLanguage": "en",
        "decompressedHash": digest(body),
        "decompressedSize": len(body),
        "attachment": {"hash": digest(packed), "size": len(packed), "location": f"main/{digest(packed)[:8]}.zst"},
    }


def publish(shelf: Shelf, *records: dict[str, Any]) -> None:
    """List records, and put what they name where they say that it is."""
    shelf.files["records"] = json.dumps({"data": records}).encode()
    for row in records:
        body = f"{row['fileType']} {row['version']} {row['architecture']}".encode() * 20
        shelf.files[f"files/{row['attachment']['location']}"] = zstandard.compress(body)


def test_the_newest_firefox_model_is_pinned_and_pulled(shelf: Shelf, tmp_path: Path) -> None:
    publish(shelf, *(record(kind, version) for kind in ("model", "vocab", "lex") for version in ("1.0", "2.0")))
    model = pin(tmp_path, "de", publishers(shelf))
    assert (model.name, model.licence, model.is_pinned) == ("firefox-de-en-tiny", "MPL-2.0", True)
    assert {file.name for file in model.files} == {"model.deen.intgemm.alphas.bin", "vocab.deen.spm"}
    kept = find_model("firefox-de-en-tiny", known_models(tmp_path))
    assert kept == model
    pull(tmp_path, model)
    assert verify(tmp_path, model.name) == ()
    network = folder_of(tmp_path, model.name) / "model.deen.intgemm.alphas.bin"
    assert network.read_bytes() == b"model 2.0 tiny" * 20


def test_a_pin_says_that_its_figure_is_of_an_earlier_version(shelf: Shelf, tmp_path: Path) -> None:
    publish(shelf, record("model"), record("vocab"))
    (quality,) = pin(tmp_path, "firefox-de-en-tiny", publishers(shelf)).quality
    assert "earlier version" in quality.sentence


def test_the_best_architecture_of_the_newest_release_is_chosen() -> None:
    rows = [
        *(record(kind, "3.0a1", "base") for kind in ("model", "vocab")),
        *(record(kind, "2.1", "tiny") for kind in ("model", "vocab")),
        *(record(kind, "2.1", "base-memory") for kind in ("model", "vocab", "lex")),
        *(record(kind, "2.10", "base") for kind in ("model",)),
    ]
    assert {(row["version"], row["architecture"]) for row in newest(rows, "de")} == {("2.1", "base-memory")}
    assert [row["fileType"] for row in newest(rows, "de")] == ["model", "vocab"]
    assert newest(rows, "fr") == ()


def test_two_vocabularies_are_one_model() -> None:
    rows = [record(kind, language="zh-Hans") for kind in ("model", "srcvocab", "trgvocab")]
    assert len(newest(rows, "zh")) == 3


def test_a_language_that_is_not_listed_is_named(shelf: Shelf, tmp_path: Path) -> None:
    publish(shelf, record("model"), record("vocab"))
    with pytest.raises(ModelMissing, match="Mozilla lists no model of this language"):
        pin(tmp_path, "mi", publishers(shelf))


# -- the hub


def list_repository(shelf: Shelf, **changes: Any) -> dict[str, bytes]:
    model = find_model(OPUS, catalogue())
    assert model is not None
    bodies = {file.name: f"the file {file.name}".encode() for file in model.files}
    rows = []
    for name, body in bodies.items():
        blob = hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()
        row: dict[str, Any] = {"rfilename": name, "blobId": blob, "size": len(body)}
        if name == "model.bin":
            row["lfs"] = {"sha256": digest(body), "size": len(body)}
        rows.append({**row, **changes.get(name.replace(".", "_"), {})})
        shelf.files[f"{model.repository}/resolve/{COMMIT}/{name}"] = body
    listing = {"sha": changes.get("sha", COMMIT), "siblings": rows}
    shelf.files[f"api/models/{model.repository}/revision/main?blobs=true"] = json.dumps(listing).encode()
    return bodies


def test_a_model_of_the_hub_is_pinned_to_a_commit_and_pulled(shelf: Shelf, tmp_path: Path) -> None:
    bodies = list_repository(shelf)
    model = pin(tmp_path, OPUS, publishers(shelf))
    assert model.is_pinned
    assert COMMIT in model.places[0].url
    assert {file.name: file.sha256 for file in model.files} == {n: digest(body) for n, body in bodies.items()}
    folder = pull(tmp_path, model)
    assert (folder / "model.bin").read_bytes() == bodies["model.bin"]
    pinned = find_model(OPUS, known_models(tmp_path))
    assert pinned == model


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sha": "main"}, "no commit"),
        ({"config_json": {"blobId": "0" * 40}}, r"config\.json is not the file"),
        ({"source_spm": {"rfilename": "other.spm"}}, r"has no file source\.spm"),
        ({"model_bin": {"lfs": {"size": 3}}}, "sha256"),
    ],
)
def test_a_listing_that_does_not_fit_is_refused(
    changes: dict[str, Any], reason: str, shelf: Shelf, tmp_path: Path
) -> None:
    list_repository(shelf, **changes)
    with pytest.raises(ModelMissing, match=reason):
        pin(tmp_path, OPUS, publishers(shelf))
    assert known_models(tmp_path) == catalogue()


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"data": [1]}', b'{"data": [{"sourceLanguage": "de"}]}'])
def test_a_list_that_cannot_be_read_is_named(body: bytes, shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["records"] = body
    with pytest.raises(ModelMissing, match="list cannot be read"):
        pin(tmp_path, "de", publishers(shelf))


def test_a_publisher_that_does_not_answer_is_named(tmp_path: Path) -> None:
    nobody = Publishers("http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9")
    with pytest.raises(ModelMissing, match="refused"):
        pin(tmp_path, OPUS, nobody)


def test_what_nobody_lists_cannot_be_pinned(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="pinned already"):
        pin(tmp_path, "qwen2.5-coder-1.5b-instruct-q4_k_m")


def test_pins_are_kept_side_by_side(shelf: Shelf, tmp_path: Path) -> None:
    list_repository(shelf)
    publish(shelf, record("model"), record("vocab"))
    pin(tmp_path, OPUS, publishers(shelf))
    pin(tmp_path, "de", publishers(shelf))
    pin(tmp_path, OPUS, publishers(shelf))
    assert [model.name for model in known_models(tmp_path)[:2]] == [OPUS, "firefox-de-en-tiny"]
