"""The commands that run a newsroom: `run`, `work`, `once`, `sample` and `status`."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glosswire.cli.alone import alone
from glosswire.cli.common import CONFIG_NAME, Exit, Json, cell, load, print_json, require_store
from glosswire.cli.leaving import Leave
from glosswire.cli.serve import listen
from glosswire.cli.supervise import Child, end_with_supervisor, supervise
from glosswire.config import Config, load_config, load_sources
from glosswire.errors import ConfigError

if TYPE_CHECKING:
    from glosswire.intake.fetch import Fetcher
    from glosswire.model import Counts, Failure, Source
    from glosswire.pipeline.runner import Event, Newsroom
    from glosswire.translate.models import Progress

SAMPLE_PORT = 8765


def register(cli: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (run, work, once, sample, status):
        cli.command()(command)


def run(
    context: typer.Context,
    sample_folder: Annotated[
        Path | None,
        typer.Option("--sample", help="Run in this folder with the sample press, which is served on this machine."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print a line for everything that is done.")] = False,
) -> None:
    """Run the newsroom and its site until ctrl-C, each in a process of its own that is started again if it dies."""
    options: tuple[str, ...] = ()
    children: tuple[Child, ...] = ()
    if sample_folder is not None:
        path = _sample_config(sample_folder)
        config, options = load_config(path), ("--config", str(path))
        children = (Child("the sample press", (*options, "sample", "--port", str(SAMPLE_PORT))),)
    else:
        config = load(context)
        named: Path | None = context.find_root().obj
        options = ("--config", str(named)) if named else ()
    _load_followed(config)  # a mistake is named here, once, and not by each child
    listen(config.site.host, config.site.port).close()
    talk = ("--verbose",) if verbose else ()
    children += (Child("the site", (*options, "serve")), Child("the newsroom", (*options, "work", *talk)))
    typer.echo("Starting the newsroom and its site, which says where it is; ctrl-C ends both.")
    code = supervise(children, lambda line: typer.echo(f"glosswire: {line}", err=True))
    if code:
        raise typer.Exit(code)


def work(
    context: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print a line for everything that is done.")] = False,
) -> None:
    """Run the newsroom alone, without its site, until ctrl-C."""
    config = load(context)
    end_with_supervisor()
    leave = Leave().listen()
    _log_to_standard_error(logging.INFO if verbose else logging.WARNING)
    from glosswire.cli.pulling import plain_progress

    with suppress(KeyboardInterrupt), _newsroom(config, plain_progress(), lambda event: None, leave) as newsroom:
        newsroom.work(leave.stop)


def once(
    context: typer.Context,
    translate: Annotated[bool, typer.Option(help="Translate what was taken in.")] = True,
    as_json: Json = False,
) -> None:
    """Poll every feed once, take in all that is new, translate it, and end.

    Feeds that failed rest for a while before they are asked again. The exit code is 1 where something failed or was
    left to be translated; `glosswire status --failures` says what.
    """
    from glosswire.cli.watching import Watch

    config = load(context)
    leave = Leave().listen()
    _log_to_standard_error(logging.ERROR)
    with (
        Watch(quiet=as_json) as watch,
        suppress(KeyboardInterrupt),
        _newsroom(config, watch.pulling, watch.told, leave) as newsroom,
    ):
        newsroom.once(leave.stop, translate)
    left = _left(config)
    if as_json:
        print_json({**watch.tally, "waiting": left.sentences, "resting": left.feeds})
    else:
        typer.echo(f"{watch.summary}; sentences waiting: {left.sentences:,}; feeds resting: {left.feeds:,}")
    if leave.stop.is_set():
        raise typer.Exit(Exit.INTERRUPTED)
    if watch.tally["failed"] or (translate and left.sentences):
        raise typer.Exit(Exit.FAILED)


@dataclass(frozen=True, slots=True)
class _Left:
    """What a round left: sentences to be translated, and feeds that failed and are not to be asked yet."""

    sentences: int
    feeds: int


def _left(config: Config) -> _Left:
    from glosswire.store.store import open_store

    with open_store(config.store_url) as store:
        counts, feeds = store.counts(), store.feed_states()
    now = datetime.now(UTC)
    resting = sum(1 for feed in feeds if feed.failures and feed.poll_at > now)
    return _Left(counts.pending_titles + counts.pending_bodies, resting)


def sample(
    port: Annotated[int, typer.Option(help="The port at which its publishers answer.")] = SAMPLE_PORT,
) -> None:
    """Serve the sample press on this machine until ctrl-C: our own articles, as publishers would serve them."""
    from glosswire.sample.press import open_press

    end_with_supervisor()
    leave = Leave().listen()
    with open_press(port):
        while not leave.stop.wait(3600):
            pass


def status(
    context: typer.Context,
    failures: Annotated[bool, typer.Option("--failures", help="List what failed, newest first.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="The most failures to list.")] = 50,
    as_json: Json = False,
) -> None:
    """Show how much the store holds, what waits, and what failed."""
    from glosswire.store.store import open_store

    config = load(context)
    require_store(config)
    with open_store(config.store_url) as store:
        if failures:
            _show_failures(store.failures(limit=limit), as_json)
        elif as_json:
            print_json(store.counts())
        else:
            _show_counts(store.counts())


def _show_counts(counts: "Counts") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("what", "how many")
    for name, number in (
        ("feeds", counts.feeds),
        ("articles", counts.articles),
        ("revisions", counts.revisions),
        ("entries to fetch", counts.pending_entries),
        ("sentences of headlines and standfirsts to translate", counts.pending_titles),
        ("sentences of bodies to translate", counts.pending_bodies),
        ("sentences left in their own language", counts.failed_segments),
        ("sentences in grave doubt", counts.doubts),
        ("reports of readers, open", counts.reports),
        ("articles that wait for their story", counts.ungrouped),
        ("stories that several articles report", counts.stories),
    ):
        table.add_row(name, f"{number:,}")
    for tally in counts.failures:
        table.add_row(cell(f"failures of stage {tally.name}"), f"{tally.articles:,}")
    for tally in counts.languages:
        table.add_row(cell(f"articles in {tally.name}"), f"{tally.articles:,}")
    Console().print(table)


def _show_failures(found: "tuple[Failure, ...]", as_json: bool) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    if as_json:
        print_json(found)
        return
    table = Table("stage", Column("what", overflow="fold"), "why", "tries", "next try")
    for f in found:
        table.add_row(f.stage, cell(f.subject), cell(f"{f.error}: {f.message}"), str(f.attempts), _when(f))
    Console().print(table if found else "Nothing has failed.")


def _when(failure: "Failure") -> str:
    if failure.retry_at:
        return failure.retry_at.strftime("%Y-%m-%d %H:%M UTC")
    return "at its next poll" if failure.stage == "poll" else "when it changes"


# -- making a newsroom


def _load_followed(config: Config) -> "tuple[Source, ...]":
    """Load the sources; ConfigError where none has a feed, as a newsroom would have nothing to do."""
    sources = load_sources(config.sources_path)
    if not any(source.feeds for source in sources if source.policy != "none"):
        raise ConfigError(f"{config.sources_path}: no source has a feed; `glosswire sources add URL` adds one")
    return sources


def _check_engines(config: Config, sources: "tuple[Source, ...]") -> None:
    """Raise ConfigError for an engine that is named and not known, before anything is done; no place is asked."""
    from glosswire.translate.catalogue import known_models
    from glosswire.translate.route import choose_route

    models = known_models(config.models_path)
    for language in {language for source in sources for language in source.languages}:
        choose_route(language, config, lambda model, place: True, models)


@contextmanager
def _newsroom(
    config: Config,
    pulling: "Callable[[Progress], None]",
    told: "Callable[[Event], None]",
    leave: Leave,
) -> "Iterator[Newsroom]":
    from glosswire.intake.fetch import open_fetcher
    from glosswire.pipeline.desk import Desk
    from glosswire.pipeline.executors import Processes
    from glosswire.pipeline.runner import Newsroom
    from glosswire.store.store import open_store

    sources = _load_followed(config)
    _check_engines(config, sources)
    preload = ("glosswire.pipeline.preload", "trafilatura")
    with open_store(config.store_url) as store, alone(config), open_fetcher(config.fetch) as fetcher:
        threading.Thread(target=_hang_up, args=(fetcher, leave.stop), name="hang-up", daemon=True).start()
        executor, desk = Processes(config.workers, preload=preload), Desk(store, config, pulling, leave)
        try:
            newsroom = Newsroom(store, config, sources, fetcher, executor, desk, tell=told)
            newsroom.open()
            yield newsroom
        finally:
            executor.close()
            desk.close()


def _hang_up(fetcher: "Fetcher", stop: threading.Event) -> None:
    """Give up what is on its way when we are to end: a host may take its time, and many wait their turn."""
    stop.wait()
    fetcher.close()


def _log_to_standard_error(level: int) -> None:
    import structlog

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper("%Y-%m-%dT%H:%M:%SZ", utc=True),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


# -- the sample newsroom


def _sample_config(folder: Path) -> Path:
    """The configuration of a newsroom that follows the sample press; written where it is not there."""
    from glosswire.sample.newsroom import write_newsroom

    path = folder / CONFIG_NAME
    if not path.exists():
        write_newsroom(folder, SAMPLE_PORT)
    return path
