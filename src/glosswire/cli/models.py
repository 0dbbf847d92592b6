"""The command `models`: list, pull, verify, remove and pin translation models."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from glosswire.cli.common import Exit, Json, load, print_json
from glosswire.cli.leaving import leavable
from glosswire.config import Config
from glosswire.errors import ConfigError, ModelMissing
from glosswire.model import Grade

if TYPE_CHECKING:  # what reads the catalogue is loaded when a command of it runs
    from glosswire.translate.catalogue import Model
    from glosswire.translate.models import Tell

State = Literal["installed", "to be had", "out of reach", "not pinned", "to be pulled", "unknown model"]
HERE: tuple[State, ...] = ("installed", "unknown model")
SHOWN_LANGUAGES = 6

Names = Annotated[list[str], typer.Argument(help="Names of models, as `models list` shows them.")]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a model for a language, and how that counts."""

    language: str
    grade: Grade
    quality: str


@dataclass(frozen=True, slots=True)
class Line:
    """One model of the list; `size` is what travels, 0 where nobody stated it."""

    name: str
    title: str
    engine: str
    languages: tuple[str, ...]
    size: int
    licence: str
    state: State
    measured: tuple[Measured, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a model's files were found to be: no faults, or each by name."""

    name: str
    faults: tuple[str, ...]


def register(cli: typer.Typer) -> None:
    """Add the commands to the command line."""
    models = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
    models.command("list")(list_models)
    for command in (pull, verify, remove, pin):
        models.command()(command)
    cli.add_typer(models, name="models", help="List, pull, verify, remove and pin translation models.")


def list_models(
    context: typer.Context,
    language: Annotated[str, typer.Option("--language", "-l", help="Only models for this language.")] = "",
    installed: Annotated[bool, typer.Option("--installed", help="Only models that are installed.")] = False,
    probe: Annotated[bool, typer.Option("--probe", help="Ask the places of models whether they answer.")] = False,
    as_json: Json = False,
) -> None:
    """List the models that Glosswire knows: languages, size, licence, measured quality, and whether they are here.

    A model that is `not pinned` has files whose digest nobody stated: it is only pulled with `--trust-first`, or after
    `models pin`. `to be pulled` has digests; with `--probe`, it is `to be had` or `out of reach`.
    """
    lines = [
        line
        for line in _lines(load(context), probe)
        if (not language or _serves(line, language)) and (not installed or line.state in HERE)
    ]
    if as_json:
        print_json(lines)
    else:
        _show(lines, language)


def pull(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Names of models, as `models list` shows them.")] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", "-l", help="The model that serves this language here.")
    ] = None,
    trust_first: Annotated[
        bool, typer.Option("--trust-first", help="Take files whose digest nobody stated, and record what they are.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Pull models: what was cut goes on where it was, and no file is used before its digest is right.

    Ctrl-C and SIGTERM end it at once; what has come by then is kept.
    """
    from glosswire.translate import models as store

    config = load(context)
    wanted = [_known(config, name) for name in names or ()] + _serving(config, language or [])
    if not wanted:
        raise ConfigError("name a model of `glosswire models list`, or a language with --language")
    with _bars(quiet=as_json) as tell, leavable():
        for model in dict.fromkeys(model.name for model in wanted):
            store.pull(config.models_path, _known(config, model), tell, trust_first)
    found = [record for record in store.list_installed(config.models_path) if record.name in {m.name for m in wanted}]
    if as_json:
        print_json(found)
        return
    for record in found:
        typer.echo(f"{record.name}: {store.megabytes(record.size)} in {config.models_path / record.name}")


def verify(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Models; by default all that are installed.")] = None,
    as_json: Json = False,
) -> None:
    """Read every file of installed models again and compare its digest; the exit code is 1 where one is wrong."""
    from glosswire.translate import models as store

    folder = load(context).models_path
    wanted = names or [record.name for record in store.list_installed(folder)]
    verdicts = [Verdict(name, store.verify(folder, name)) for name in wanted]
    if as_json:
        print_json(verdicts)
    else:
        for verdict in verdicts:
            typer.echo("\n".join(verdict.faults) or f"{verdict.name}: well")
    if any(verdict.faults for verdict in verdicts):
        raise typer.Exit(Exit.FAILED)


def remove(context: typer.Context, names: Names) -> None:
    """Remove models from this machine, with what is left of unfinished pulls of them."""
    from glosswire.translate import models as store

    folder = load(context).models_path
    missing = [name for name in names if not store.remove(folder, name)]
    for name in names:
        typer.echo(f"{name} is not installed" if name in missing else f"{name}: removed", err=name in missing)
    if missing:
        raise typer.Exit(Exit.FAILED)


def pin(
    context: typer.Context,
    names: Annotated[
        list[str], typer.Argument(help="Names of models, or language tags for their newest Firefox model.")
    ],
    as_json: Json = False,
) -> None:
    """Take the digests of a model's newest files from its publisher; from then on they are what is pulled."""
    from glosswire.translate.pins import pin as pin_model

    folder = load(context).models_path
    pinned = [pin_model(folder, name) for name in names]
    if as_json:
        print_json(pinned)
        return
    for model in pinned:
        typer.echo(f"{model.name}: {len(model.files)} files at {model.places[0].name}. Next: models pull {model.name}")


# -- the list


def _lines(config: Config, probe: bool) -> Iterator[Line]:
    from glosswire.translate.catalogue import grade_of, known_models
    from glosswire.translate.models import list_installed

    known = known_models(config.models_path)
    for model in known:
        measured = tuple(
            Measured(q.language, grade_of(model, q.language, config.translate), q.sentence) for q in model.quality
        )
        state = _state(model, config, probe)
        yield Line(
            model.name,
            model.title,
            model.engine,
            model.languages,
            model.size,
            model.licence,
            state,
            measured,
            model.note,
        )
    for record in list_installed(config.models_path):
        if record.name not in {model.name for model in known}:
            yield Line(record.name, record.name, "", (), record.size, record.licence, "unknown model", (), "")


def _state(model: "Model", config: Config, probe: bool) -> State:
    from glosswire.translate.models import is_installed
    from glosswire.translate.places import is_reachable

    if is_installed(config.models_path, model):
        return "installed"
    if not model.is_pinned:
        return "not pinned"
    if not probe:
        return "to be pulled"
    there = any(is_reachable(config.models_path, model, place) for place in model.places)
    return "to be had" if there else "out of reach"


def _serves(line: Line, language: str) -> bool:
    from glosswire.translate.labels import covers

    return covers(line.languages, language)


def _show(lines: list[Line], language: str) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(Column("model", overflow="fold"), "languages", Column("size", justify="right"), "licence")
    table.add_column("quality")
    table.add_column("state")
    for line in lines:
        size = f"{line.size / 1e6:,.0f} MB" if line.size else "?"
        table.add_row(line.name, _spoken(line), size, line.licence, _quality(line, language), line.state)
    Console().print(table)


def _spoken(line: Line) -> str:
    more = len(line.languages) - SHOWN_LANGUAGES
    return " ".join(line.languages[:SHOWN_LANGUAGES]) + (f" and {more} more" if more > 0 else "")


def _quality(line: Line, language: str) -> str:
    """The figure where there is one to show, else how many languages count as what."""
    from glosswire.translate.catalogue import GRADES
    from glosswire.translate.labels import primary

    asked = {line.languages[0]} if len(line.languages) == 1 else {language, primary(language)}
    shown = [f"{m.grade}: {m.quality}" for m in line.measured if m.language in asked]
    if shown:
        return shown[0]
    grades = [measured.grade for measured in line.measured]
    counts = [f"{grade} for {grades.count(grade)}" for grade in GRADES if grade in grades]
    return ", ".join(counts) if counts and not language else "not measured"


# -- what is to be pulled


def _known(config: Config, name: str) -> "Model":
    from difflib import get_close_matches

    from glosswire.translate.catalogue import find_model, known_models

    models = known_models(config.models_path)
    found = find_model(name, models)
    if found is None:
        near = get_close_matches(name, [model.name for model in models], 1)
        raise ConfigError(f"no model {name!r}" + (f"; did you mean {near[0]}?" if near else "; see `models list`"))
    return found


def _serving(config: Config, languages: list[str]) -> "list[Model]":
    from glosswire.translate.route import choose_route

    found = []
    for language in languages:
        route = choose_route(language, config)
        if route.model is None:
            raise ModelMissing(language, f"no model serves it here: {route.reason}")
        found.append(route.model)
    return found


@contextmanager
def _bars(quiet: bool) -> Iterator["Tell"]:
    """Show pulls as bars on a terminal, as lines where there is none, and not at all beside JSON."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TimeRemainingColumn
    from rich.progress import TransferSpeedColumn as Speed

    from glosswire.cli.pulling import plain_progress
    from glosswire.translate import models

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _silent if quiet else plain_progress()
        return
    tasks: dict[tuple[str, str], TaskID] = {}
    columns = (BarColumn(), DownloadColumn(), Speed(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:

        def tell(said: models.Progress) -> None:
            what = (said.model, said.place)
            if what not in tasks:
                bars.print(f"{said.model} from {said.place}")
                tasks[what] = bars.add_task("")
            bars.update(tasks[what], completed=said.done, total=said.total or None)

        yield tell


def _silent(progress: object) -> None:
    """Say nothing."""
