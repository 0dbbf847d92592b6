"""Which engine serves a language, and why; and the engine itself, with its model pulled where it must be."""

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from glosswire.config import Config, Part
from glosswire.errors import ConfigError, ModelMissing
from glosswire.model import Engine, Grade
from glosswire.translate.base import Translator, translators
from glosswire.translate.catalogue import Model, Place, catalogue, grade_of
from glosswire.translate.models import Tell, digest_of, folder_of, is_installed, pull

PROBE_SECONDS = 3.0
PROBED_SECONDS = 3600.0  # how long an answer about a place holds

Kind = Literal["english", "model", "part", "none"]


@dataclass(frozen=True, slots=True)
class Route:
    """The way from a language to English: a model of the catalogue, a part of the configuration, or none."""

    language: str
    kind: Kind
    title: str
    licence: str
    grade: Grade
    quality: str
    reason: str
    model: Model | None = None
    part: Part | None = None

    @property
    def key(self) -> str:
        """What engines are told apart by: languages that share it share an engine."""
        return self.model.name if self.model else self.title


def choose_route(
    language: str,
    config: Config,
    is_reachable: Callable[[Place], bool] | None = None,
    models: tuple[Model, ...] | None = None,
) -> Route:
    """Choose who translates a language: whom the configuration names, else the best that can be had.

    Raises ConfigError where the configuration names an engine that it does not have.
    """
    primary = language.partition("-")[0]
    if primary == "en":
        return Route(language, "english", "", "", "good", "", "English is shown as it is")
    if primary in ("und", "mul", "zxx", ""):
        return _nobody(language, "its language is not known")
    settings = config.translate
    name = settings.languages.get(language) or settings.languages.get(primary) or settings.default
    match name:
        case "none":
            return _nobody(language, "the configuration says none")
        case "auto":
            return _auto(language, config, is_reachable or reachable, models or catalogue())
        case _ if name in settings.engines:
            return _part(language, name, settings.engines[name], "the configuration names it")
        case _:
            found = next((m for m in models or catalogue() if m.name == name), None)
            if found is None:
                have = ", ".join(["auto", "none", *settings.engines])
                raise ConfigError(f"translate: no engine {name!r}; have {have}, or a model of `glosswire models list`")
            return _of_model(language, found, config, "the configuration names it")


def _auto(language: str, config: Config, is_reachable: Callable[[Place], bool], models: tuple[Model, ...]) -> Route:
    """The first that serves: local NMT models, the operator's remote engines, then the local LLM."""
    missed: list[str] = []
    for route in _candidates(language, config, models):
        if route.grade == "none":
            missed.append(f"{route.title} is not good enough ({route.quality})")
            continue
        why = _available(route, config, is_reachable)
        if why:
            reason = "; ".join([why, *missed])
            return Route(
                language,
                route.kind,
                route.title,
                route.licence,
                route.grade,
                route.quality,
                reason,
                route.model,
                route.part,
            )
        missed.append(_why_not(route, config))
    return _nobody(language, "; ".join(missed) or "no engine that we know translates it")


def _candidates(language: str, config: Config, models: tuple[Model, ...]) -> Iterator[Route]:
    serving = [m for m in models if m.serves(language)]
    for model in serving:
        if model.engine == "marian":
            yield _of_model(language, model, config, "")
    for name, part in config.translate.engines.items():
        if part.use == "remote":
            yield _part(language, name, part, "")
    for model in serving:
        if model.engine == "llama":
            yield _of_model(language, model, config, "")


def _available(route: Route, config: Config, is_reachable: Callable[[Place], bool]) -> str:
    """Why a route can be taken, or nothing."""
    if route.model is None:
        return "the configuration has it"
    if is_installed(config.models_path, route.model):
        return "it is installed"
    if config.translate.pull and route.model.is_pinned:
        place = next((p for p in route.model.places if is_reachable(p)), None)
        if place:
            return f"it can be pulled from {place.name}"
    return ""


def _why_not(route: Route, config: Config) -> str:
    assert route.model
    if not route.model.is_pinned:
        return f"{route.title} is not installed, and no digest of it is known"
    if not config.translate.pull:
        return f"{route.title} is not installed"
    return f"{route.title} is not installed, and {', '.join(p.name for p in route.model.places)} cannot be reached"


def _of_model(language: str, model: Model, config: Config, reason: str) -> Route:
    grade = grade_of(model, language, config.translate)
    quality = model.quality_of(language)
    said = quality.sentence if quality else "not measured"
    if model.cap != "good" and model.note:
        said = f"{said}; {model.note}"
    return Route(language, "model", model.title, model.licence, grade, said, reason, model)


def _part(language: str, name: str, part: Part, reason: str) -> Route:
    return Route(language, "part", name, "", "fair", "not measured by us", reason, None, part)


def _nobody(language: str, reason: str) -> Route:
    return Route(language, "none", "", "", "none", reason, reason)


# -- whether a place answers

_probed: dict[str, tuple[float, bool]] = {}


def reachable(place: Place) -> bool:
    """Whether a place answers at all; asked once an hour. Packages are what pip is set up to reach."""
    if place.wheels:
        return True
    host = urllib.parse.urlsplit(place.url).netloc
    known = _probed.get(host)
    if known is None or known[0] < time.monotonic():
        _probed[host] = (time.monotonic() + PROBED_SECONDS, _answers(place.url.partition("{")[0]))
    return _probed[host][1]


def _answers(url: str) -> bool:
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "Glosswire"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PROBE_SECONDS):  # noqa: S310 - the catalogue's own places
            return True
    except urllib.error.HTTPError:
        return True  # it says no to this, but it is there
    except (OSError, ValueError):
        return False


# -- the engine


def open_engine(route: Route, config: Config, tell: Tell = lambda progress: None) -> Translator:
    """Make the engine of a route, pulling its model first where it is missing and may be pulled.

    Raises ModelMissing, EngineDown, or ConfigError for options that the engine does not take.
    """
    if route.part is not None:
        return translators.make(route.part.use, route.part.options)
    model = route.model
    if model is None:
        raise ModelMissing(route.language, route.reason)
    models = config.models_path
    if not is_installed(models, model):
        if not config.translate.pull:
            raise ModelMissing(model.name, f"not installed; pull it: glosswire models pull {model.name}")
        pull(models, model, tell)
    folder, digest = folder_of(models, model.name), digest_of(models, model)
    options = {"name": model.name, "languages": model.languages, "digest": digest, **model.options}
    if model.engine == "marian":
        return translators.make("marian", {"folder": str(folder), "workers": config.translate.workers, **options})
    return translators.make("llama", {"model": str(folder / model.files[0].name), **options})


def describe(route: Route, version: str) -> Engine:
    """What readers are told of what made a translation."""
    return Engine(version, route.language, route.title, route.licence, route.grade, route.quality)
