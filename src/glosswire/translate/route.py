"""Which engine serves a language, and why; and the engine itself, with its model pulled where it must be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from glosswire.config import Config, Part
from glosswire.errors import ConfigError, ModelMissing
from glosswire.model import Engine, Grade
from glosswire.translate.base import Translator, translators
from glosswire.translate.catalogue import Model, Place, back_grade_of, find_model, grade_of, known_models
from glosswire.translate.labels import NOT_FOREIGN, covers, primary
from glosswire.translate.models import Tell, digest_of, folder_of, is_installed, pull
from glosswire.translate.places import is_reachable

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


IsReachable = Callable[[Model, Place], bool]


def choose_route(
    language: str,
    config: Config,
    answers: IsReachable | None = None,
    models: tuple[Model, ...] | None = None,
) -> Route:
    """Choose who translates a language: whom the configuration names, else the best that can be had.

    Raises ConfigError where the configuration names an engine that it does not have.
    """
    if primary(language) == "en":
        return Route(language, "english", "", "", "good", "", "English is shown as it is")
    if primary(language) in NOT_FOREIGN:
        return _nobody(language, "its language is not known")
    known = known_models(config.models_path) if models is None else models
    settings = config.translate
    match _named(language, settings.languages) or settings.default:
        case "none":
            return _nobody(language, "the configuration says none")
        case "auto":
            return _auto(language, config, answers or _asker(config.models_path), known)
        case name if name in settings.engines:
            return _part(language, name, settings.engines[name], "the configuration names it")
        case name:
            return _named_model(language, name, config, known)


def choose_routes(languages: Iterable[str], config: Config) -> tuple[Route, ...]:
    """The route of each language in their order, for `glosswire doctor`: which engine serves it here and now, and why."""
    return tuple(choose_route(language, config) for language in dict.fromkeys(languages))


def _named(language: str, named: Mapping[str, str]) -> str:
    """What the configuration names for a tag, or for the longest beginning of it."""
    parts = language.split("-")
    tags = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    lower = {tag.lower(): name for tag, name in named.items()}
    return next((lower[tag.lower()] for tag in tags if tag.lower() in lower), "")


def _named_model(language: str, name: str, config: Config, models: tuple[Model, ...]) -> Route:
    """The route by a model that the configuration names: what nobody measured counts as poor, not as none."""
    found = find_model(name, models)
    if found is None:
        have = ", ".join(["auto", "none", *config.translate.engines])
        raise ConfigError(f"translate: no engine {name!r}; have {have}, or a model of `glosswire models list`")
    route = _of_model(language, found, config, "the configuration names it")
    return replace(route, grade="poor") if route.grade == "none" else route


# -- auto


def _auto(language: str, config: Config, answers: IsReachable, models: tuple[Model, ...]) -> Route:
    """The first that serves: local NMT models, the operator's remote engines, then local LLMs."""
    missed: dict[str, list[str]] = {}
    for route in _candidates(language, config, models):
        why, why_not = _available(route, config, answers)
        if why:
            return replace(route, reason=_told([why], missed))
        missed.setdefault(why_not, []).append(route.title)
    return _nobody(language, _told([], missed) or "no engine that we know translates it")


def _told(first: list[str], missed: Mapping[str, list[str]]) -> str:
    """Why this one and not the others, the same reason for several said once."""
    return "; ".join([*first, *(f"{why}: {', '.join(titles)}" for why, titles in missed.items())])


def _candidates(language: str, config: Config, models: tuple[Model, ...]) -> Iterator[Route]:
    serving = [model for model in models if model.serves(language)]
    yield from (_of_model(language, model, config, "") for model in serving if model.engine == "marian")
    for name, part in config.translate.engines.items():
        if part.use == "remote" and _serves(part, language):
            yield _part(language, name, part, "")
    yield from (_of_model(language, model, config, "") for model in serving if model.engine == "llama")


def second_routes(language: str, config: Config, first: Route) -> Iterator[Route]:
    """Who else has a language here and now: installed NMT models, none that the grades rule out; the best first."""
    for route in _candidates(language, config, known_models(config.models_path)):
        model = route.model
        if model is None or model.engine != "marian" or route.grade == "none" or route.key == first.key:
            continue
        if is_installed(config.models_path, model):
            yield route


def choose_back(language: str, config: Config, models: tuple[Model, ...] | None = None) -> Route:
    """Choose who puts English back into a language: an engine of the operator's own, else an installed model.

    No model is pulled for it. Raises ConfigError where the configuration names an engine that it does not have.
    """
    settings, known = config.translate, known_models(config.models_path) if models is None else models
    name = settings.back
    if name == "none":
        return _nobody(language, "the configuration says none")
    if name != "auto":
        if name in settings.engines:
            return _part(language, name, settings.engines[name], "the configuration names it")
        have = ", ".join(["auto", "none", *settings.engines])
        raise ConfigError(f"translate.back: no engine {name!r}; have {have}")
    for own, part in settings.engines.items():
        if _puts_back(part, language):
            return _part(language, own, part, "the configuration has it")
    for model in known:
        quality, grade = model.back_quality_of(language), back_grade_of(model, language, settings)
        if quality and grade != "none" and is_installed(config.models_path, model):
            said = f"{quality.sentence}, from English"
            return Route(language, "model", model.title, model.licence, grade, said, "it is installed", model)
    return _nobody(language, "no engine that is here can, or well enough")


def _puts_back(part: Part, language: str) -> bool:
    """Whether an engine of the operator's own puts English into a language: by its target, or as it serves any way."""
    target = str(part.options.get("target") or "")
    if target:
        return covers((target,), language)
    return part.use in ("remote", "llama") and _serves(part, language)


def _serves(part: Part, language: str) -> bool:
    """Whether an engine of the operator's own says that it has a language; one that says nothing has any."""
    named: Any = part.options.get("languages") or ()
    return not named or any(primary(str(tag)) == primary(language) for tag in named)


def _available(route: Route, config: Config, answers: IsReachable) -> tuple[str, str]:
    """Why a route can be taken, or else why not."""
    model = route.model
    if model is None:
        return "the configuration has it", ""
    if route.grade == "none":
        figure = model.quality_of(route.language)
        return "", "not measured for this language" if figure is None else f"below the line with {figure.sentence}"
    if is_installed(config.models_path, model):
        return "it is installed", ""
    if not model.is_pinned:
        return "", "not installed, and no digest of it is known"
    if not config.translate.pull:
        return "", "not installed, and translate.pull is off"
    place = next((place for place in model.places if answers(model, place)), None)
    if place:
        return f"it can be pulled from {place.name}", ""
    return "", f"cannot be pulled, as {', '.join(place.name for place in model.places)} does not answer"


def _of_model(language: str, model: Model, config: Config, reason: str) -> Route:
    quality = model.quality_of(language)
    said = quality.sentence if quality else "not measured for this language"
    if model.cap != "good" and model.note:
        said = f"{said}; {model.note}"
    grade = grade_of(model, language, config.translate)
    return Route(language, "model", model.title, model.licence, grade, said, reason, model)


def _part(language: str, name: str, part: Part, reason: str) -> Route:
    return Route(language, "part", name, "", "fair", "not measured by us", reason, None, part)


def _nobody(language: str, reason: str) -> Route:
    return Route(language, "none", "", "", "none", "", reason)


def _asker(folder: Path) -> IsReachable:
    return lambda model, place: is_reachable(folder, model, place)


# -- the engine


def open_engine(route: Route, config: Config, tell: Tell = lambda progress: None) -> Translator:
    """Make the engine of a route, pulling its model first where it is missing and may be pulled.

    A place that could not provide it is not counted on for an hour, so that the next choice of a route is another.
    Raises ModelMissing, EngineDown, or ConfigError for options that the engine does not take.
    """
    if route.part is not None:
        return translators.make(route.part.use, route.part.options)
    model = route.model
    if model is None:
        raise ModelMissing(route.language or "no language", route.reason)
    _ensure(model, config, tell)
    folder, digest = folder_of(config.models_path, model.name), digest_of(config.models_path, model)
    options = {"name": model.name, "languages": model.languages, "digest": digest, **model.options}
    if model.engine == "marian":
        return translators.make("marian", {"folder": str(folder), "workers": config.translate.workers, **options})
    return translators.make("llama", {"model": str(folder / model.files[0].name), **options})


def _ensure(model: Model, config: Config, tell: Tell) -> None:
    models = config.models_path
    if is_installed(models, model):
        return
    if not config.translate.pull:
        raise ModelMissing(model.name, f"not installed; pull it: glosswire models pull {model.name}")
    pull(models, model, tell)


def describe(route: Route, version: str) -> Engine:
    """What readers are told of what made a translation."""
    return Engine(version, route.language, route.title, route.licence, route.grade, route.quality)
