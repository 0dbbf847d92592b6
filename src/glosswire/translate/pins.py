"""Pin models: take the digests of the newest files from those who publish them, and keep them beside the models."""

import hashlib
import http.client
import json
import os
import re
import urllib.error
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from glosswire.errors import ModelMissing
from glosswire.translate.catalogue import PINS, File, Model, Place, find_model, known_models, read_pins
from glosswire.translate.download import Unfit, ask
from glosswire.translate.labels import primary

ANSWER_BYTES: Final = 50_000_000  # Mozilla's list of all models is 3 MB
SMALL_BYTES: Final = 30_000_000  # what a hub keeps without a SHA-256: settings and vocabularies
SECONDS: Final = 30.0
ARCHITECTURES: Final = ("base", "base-memory", "tiny")  # the best measured first
EARLIER: Final = "published with Mozilla's models, for an earlier version"


@dataclass(frozen=True, slots=True)
class Publishers:
    """Where publishers list their models, and where they keep them."""

    firefox: str = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2"
    attachments: str = "https://firefox-settings-attachments.cdn.mozilla.net"
    hub: str = "https://huggingface.co"


def pin(folder: Path, name: str, publishers: Publishers = Publishers()) -> Model:
    """Pin the newest version of a model, or for a language tag of its Firefox model, and keep that beside the models.

    Raises ModelMissing where its publisher does not answer, or lists no such model.
    """
    models = known_models(folder)
    model = find_model(name, models)
    try:
        if model is not None and model.repository:
            found = _of_hub(model, publishers)
        elif model is None or model.options.get("runtime") == "firefox":
            found = _of_mozilla(model.languages[0] if model else name, models, publishers)
        else:
            raise ModelMissing(name, "it is pinned already, and nobody lists newer versions of it")
    except (OSError, http.client.HTTPException, Unfit, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelMissing(name, f"its publisher's list cannot be read: {_words(error)}") from error
    _keep(folder, found)
    return found


def _words(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"status {error.code}"
    return str(getattr(error, "reason", None) or error) or type(error).__name__


def _read(url: str, most: int) -> bytes:
    with ask(url, SECONDS) as answer:
        body = answer.read(most + 1)
    if len(body) > most:
        raise Unfit(f"more than {most} bytes: {url}")
    return body


# -- Mozilla's list


def _of_mozilla(language: str, models: tuple[Model, ...], publishers: Publishers) -> Model:
    records = json.loads(_read(f"{publishers.firefox}/records", ANSWER_BYTES))["data"]
    chosen = newest(records, language)
    if not chosen:
        raise ModelMissing(language, "Mozilla lists no model of this language into English")
    architecture, version = str(chosen[0]["architecture"]), str(chosen[0]["version"])
    folders = {str(record["attachment"]["location"]).rpartition("/")[0] for record in chosen}
    name = f"firefox-{primary(language)}-en-{architecture}"
    older = find_model(name, models)
    return Model(
        name=name,
        title=f"Firefox, {language} ({architecture}, {version})" if older is None else f"{older.title} {version}",
        engine="marian",
        licence="MPL-2.0",
        languages=older.languages if older else (language,),
        files=tuple(_file(record) for record in chosen),
        places=tuple(Place(f"{publishers.attachments}/{folder}/{{file}}") for folder in folders),
        quality=tuple(replace(quality, source=EARLIER) for quality in older.quality) if older else (),
        options={"runtime": "firefox"},
    )


def _file(record: Mapping[str, Any]) -> File:
    attachment = record["attachment"]
    location = str(attachment["location"])
    return File(
        name=str(record["name"]),
        size=int(record["decompressedSize"]),
        sha256=str(record["decompressedHash"]),
        packing="zstd" if location.endswith(".zst") else "",
        packed_name=location.rpartition("/")[2],
        packed_size=int(attachment["size"]),
        packed_sha256=str(attachment["hash"]),
    )


def newest(records: Sequence[Mapping[str, Any]], language: str) -> tuple[Mapping[str, Any], ...]:
    """The records of the files of a language's newest model into English, the best architecture of that version.

    A model is whole where it has its network and its vocabulary, or both vocabularies; tests of Mozilla's own
    (alphas) come after what is released.
    """
    sets: dict[tuple[tuple[int, ...], int], dict[str, Mapping[str, Any]]] = {}
    for record in records:
        tag, kind = str(record["sourceLanguage"]), str(record["fileType"])
        if record["targetLanguage"] != "en" or language not in (tag, primary(tag)) or kind == "lex":
            continue
        architecture = str(record.get("architecture", ""))
        rank = -ARCHITECTURES.index(architecture) if architecture in ARCHITECTURES else -len(ARCHITECTURES)
        sets.setdefault((_version(str(record["version"])), rank), {})[kind] = record
    whole = [key for key, kinds in sets.items() if "model" in kinds and ("vocab" in kinds or len(kinds) >= 3)]
    return tuple(sets[max(whole)].values()) if whole else ()


def _version(text: str) -> tuple[int, ...]:
    """A version to sort by: what is released before its alphas and betas, then by its numbers."""
    numbers = tuple(int(number) for number in re.findall(r"\d{1,6}", text))
    return (0 if re.search(r"[ab]\d*$", text) else 1, *numbers)


# -- the model hub


def _of_hub(model: Model, publishers: Publishers) -> Model:
    answer = json.loads(_read(f"{publishers.hub}/api/models/{model.repository}/revision/main?blobs=true", ANSWER_BYTES))
    commit = str(answer["sha"])
    if not re.fullmatch(r"[0-9a-f]{40}", commit):
        raise ValueError(f"no commit: {commit[:60]!r}")
    place = Place(f"{publishers.hub}/{model.repository}/resolve/{commit}/{{file}}")
    listed = {str(row["rfilename"]): row for row in answer["siblings"]}
    files = []
    for file in model.files:
        if file.remote_name not in listed:
            raise ModelMissing(model.name, f"{model.repository} has no file {file.remote_name}")
        files.append(_stated(file, listed[file.remote_name], place))
    return replace(model, files=tuple(files), places=(place,), note="" if model.cap == "good" else model.note)


def _stated(file: File, row: Mapping[str, Any], place: Place) -> File:
    """A file with the digest that the hub states, or with its own where the hub states only Git's."""
    if row.get("lfs"):
        return replace(file, size=int(row["lfs"]["size"]), sha256=str(row["lfs"]["sha256"]))
    body = _read(place.url_of(file), SMALL_BYTES)
    git = hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()  # noqa: S324 - Git's own name of it
    if git != row["blobId"]:
        raise Unfit(f"{file.remote_name} is not the file that {place.name} lists")
    return replace(file, size=len(body), sha256=hashlib.sha256(body).hexdigest())


# -- keeping


def _keep(folder: Path, model: Model) -> None:
    """Write a pin beside the others, in one step."""
    others = [pinned for pinned in read_pins(folder) if pinned.name != model.name]
    table = {"family": [{"model": [_row(pinned) for pinned in (model, *others)]}]}
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{PINS}.{os.getpid()}"
    fresh.write_text(json.dumps(table, indent=1, ensure_ascii=False), encoding="utf-8")
    os.replace(fresh, folder / PINS)


def _row(model: Model) -> dict[str, object]:
    """A model in the catalogue's own form."""
    row = {
        **asdict(model),
        "quality": {q.language: {"figure": q.figure, "test_set": q.test_set} for q in model.quality},
        "back": {q.language: {"figure": q.figure, "test_set": q.test_set} for q in model.back},
    }
    for quality in model.quality[:1]:
        row |= {"metric": quality.metric, "test_set": quality.test_set, "measured_by": quality.source}
    return row
