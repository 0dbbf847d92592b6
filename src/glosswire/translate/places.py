"""Whether the places of models answer, remembered for an hour beside the models."""

import http.client
import json
import os
import time
import urllib.error
from pathlib import Path
from typing import Final

from glosswire.translate.catalogue import Model, Place
from glosswire.translate.download import Unfit, ask

PROBE_SECONDS: Final = 3.0
PROBED_SECONDS: Final = 3600.0  # how long an answer holds
PROBES: Final = ".places.json"  # in the folder of models


def is_reachable(folder: Path, model: Model, place: Place) -> bool:
    """Whether a place has a model, by asking for the head of one of its files, once an hour.

    A host that does not answer at all is not asked for its other models either. Packages count as there: what pip may
    reach, only pip knows.
    """
    if place.wheels:
        return True
    known = _read(folder)
    own = known.get(_key(model, place))
    if own is not None or known.get(place.name) is False:
        return bool(own)
    try:
        found = _has(place.url_of(model.files[0]))
    except (OSError, http.client.HTTPException, Unfit):
        _note(folder, place.name, False)
        return False
    _note(folder, _key(model, place), found)
    return found


def note_failure(folder: Path, model: Model, place: Place) -> None:
    """Remember that a place could not provide a model, so that for an hour another is chosen."""
    _note(folder, _key(model, place), False)


def _key(model: Model, place: Place) -> str:
    return f"{place.name} {model.name}"


def _note(folder: Path, key: str, is_there: bool) -> None:
    rows = {**_rows(folder), key: (time.time(), is_there)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{PROBES}.{os.getpid()}"
        fresh.write_text(json.dumps(rows), encoding="utf-8")
        os.replace(fresh, folder / PROBES)
    except OSError:
        return  # a folder that cannot be written is heard of when a model is pulled into it


def _read(folder: Path) -> dict[str, bool]:
    return {key: is_there for key, (_, is_there) in _rows(folder).items()}


def _rows(folder: Path) -> dict[str, tuple[float, bool]]:
    """What is remembered and still holds: when it was found out, and what."""
    now = time.time()
    try:
        rows = json.loads((folder / PROBES).read_text(encoding="utf-8"))
        found = {str(key): (float(at), bool(is_there)) for key, (at, is_there) in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {key: row for key, row in found.items() if row[0] <= now < row[0] + PROBED_SECONDS}


def _has(url: str) -> bool:
    """Whether a file is there; a server that does not know HEAD may have it."""
    try:
        with ask(url, PROBE_SECONDS, method="HEAD"):
            return True
    except urllib.error.HTTPError as error:
        with error:
            return error.code in (405, 501)
