"""The command `doctor`: whether this newsroom can run, and who translates what, and why."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from glosswire.cli.common import Exit, Json, load, print_json, store_file
from glosswire.config import Config, load_sources
from glosswire.errors import GlosswireError, StoreError
from glosswire.model import Source

LEAST_FREE = 2_000_000_000  # bytes: the largest model that is pulled by itself, and room to grow


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at, and what is to be done where it is not well."""

    name: str
    well: bool
    said: str


@dataclass(frozen=True, slots=True)
class Service:
    """Who translates a language here and now, and who puts marked sentences back; `sources` are how many publish in it."""

    language: str
    sources: int
    engine: str
    grade: str
    quality: str
    reason: str
    back: str


def register(cli: typer.Typer) -> None:
    """Add the command to the command line."""
    cli.command()(doctor)


def doctor(
    context: typer.Context,
    language: Annotated[list[str] | None, typer.Option("--language", "-l", help="Only these languages.")] = None,
    as_json: Json = False,
) -> None:
    """Look whether this newsroom can run, and show who translates each language of its sources, and why.

    The exit code is 1 where something is to be mended.
    """
    config = load(context)
    sources = _Sources.read(config)
    checks = [sources.check, *_checks(config), _stories(config, sources.found)]
    services: list[Service] = []
    try:
        services += _services(config, sources.found, tuple(language or ()))
    except GlosswireError as error:
        checks.append(Check("translation", False, str(error)))
    if as_json:
        print_json({"checks": checks, "languages": services})
    else:
        _show(checks, services)
    if not all(check.well for check in checks):
        raise typer.Exit(Exit.FAILED)


@dataclass(frozen=True, slots=True)
class _Sources:
    """The sources, as far as they can be read, and what is to be said of them."""

    check: Check
    found: tuple[Source, ...] = ()

    @classmethod
    def read(cls, config: Config) -> "_Sources":
        """Read them, and see that there is something to poll."""
        path = config.sources_path
        try:
            found = load_sources(path)
        except GlosswireError as error:
            return cls(Check("sources", False, str(error)))
        feeds = sum(len(source.feeds) for source in found if source.policy != "none")
        said = f"{len(found):,} in {path}, with feeds: {feeds:,}"
        return cls(
            Check("sources", feeds > 0, said if feeds else f"{said}: `glosswire sources add URL` adds one"), found
        )


def _checks(config: Config) -> Iterator[Check]:
    yield _tried("store", lambda: _store(config))
    yield _room("room for the store", config.folder)
    yield _room("room for models", config.models_path)
    if not config.site.contact:
        yield Check("contact", True, "none: set site.contact and fetch.user_agent, so that publishers can reach you")


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except GlosswireError as error:
        return Check(name, False, str(error))


def _store(config: Config) -> str:
    from glosswire.store.store import open_store

    file = store_file(config)
    if file is not None and not file.exists():
        if not file.parent.is_dir():
            raise StoreError(f"there is no folder {file.parent}; make it, or name another store")
        return f"none yet; the first run makes {file}"
    with open_store(config.store_url) as store:
        counts = store.counts()
    waiting = counts.pending_titles + counts.pending_bodies
    checked = f"{counts.doubts:,} in grave doubt, {counts.reports:,} reports of readers are open"
    told = f"{counts.articles:,} articles, {counts.stories:,} stories that several report"
    return f"{told}, {waiting:,} sentences wait, {checked}, {config.store_url}"


def _stories(config: Config, sources: tuple[Source, ...]) -> Check:
    """Whether stories are gathered with the encoder, and in which languages of the sources it is of no help."""
    if not config.stories.encoder:
        return Check("stories", True, f"gathered without the encoder, as stories.encoder says: {_BY_WORDS}")
    try:
        from glosswire.stories.embed import MODEL, has_weights, reach
        from glosswire.stories.traits import ENOUGH
    except ImportError as error:
        return Check("stories", False, f"the encoder cannot be loaded ({error}): install Glosswire again")
    if not has_weights():
        return Check("stories", False, "the encoder's weights are not there: install Glosswire again")
    spoken = _languages(sources)
    strange = sorted(language for language in spoken if reach(language) < ENOUGH)
    said = f"gathered with the encoder {MODEL}, in {len(spoken) - len(strange)} of the sources' {len(spoken)} languages"
    return Check("stories", True, said + (f"; in the others ({', '.join(strange)}) {_BY_WORDS}" if strange else ""))


_BY_WORDS = "reports meet by words, names and numbers, and across languages once their headlines are in English"


def _room(name: str, folder: Path) -> Check:
    there = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
    if not os.access(there, os.W_OK):
        return Check(name, False, f"{there} cannot be written to")
    free = shutil.disk_usage(there).free
    said = f"{free / 1e9:,.1f} GB free in {folder}"
    return Check(name, free >= LEAST_FREE, said if free >= LEAST_FREE else f"{said}: make room, or name another folder")


def _services(config: Config, sources: tuple[Source, ...], only: tuple[str, ...]) -> Iterator[Service]:
    from glosswire.translate.route import choose_back, choose_routes

    spoken = _languages(sources)
    wanted = only or tuple(spoken)
    for route in choose_routes(wanted, config):
        engine = {"english": "as it is", "none": "nobody"}.get(route.kind, route.title)
        back = choose_back(route.language, config) if route.kind not in ("english", "none") else route
        who = back.title or f"nobody: {back.reason}"
        yield Service(route.language, spoken[route.language], engine, route.grade, route.quality, route.reason, who)


def _languages(sources: tuple[Source, ...]) -> Counter[str]:
    """How many sources publish in each language, the most frequent first."""
    counts = Counter(language for source in sources for language in source.languages)
    return Counter(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))


def _show(checks: list[Check], services: list[Service]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    for check in checks:
        mark = "[green]well[/green]" if check.well else "[bold red]mend[/bold red]"
        console.print(f"{mark}  {check.name}: ", end="")
        console.print(check.said, markup=False, highlight=False)
    for s in services:
        many = "source" if s.sources == 1 else "sources"
        console.print(f"\n[bold]{s.language}[/bold] ({s.sources} {many}): {escape(s.engine)}, {s.grade}")
        for said in (
            s.quality and f"measured: {s.quality}",
            f"why: {s.reason}",
            f"marked sentences put back: {s.back}",
        ):
            if said:
                console.print(Padding(Text(said, style="dim"), (0, 0, 0, 4)))
