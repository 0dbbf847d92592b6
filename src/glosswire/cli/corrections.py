"""The commands that put sentences right: `reports`, of readers, and `correct`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from glosswire.cli.common import Json, cell, load, parse_sentence, print_json, require_store
from glosswire.errors import ConfigError
from glosswire.model import ArticleId

if TYPE_CHECKING:
    from glosswire.model import Correction, Report, ReportState

Number = Annotated[int, typer.Argument(min=1, help="The report's number, as `reports list` shows it.")]
Note = Annotated[str, typer.Option(help="Why, for the public page of corrections.")]


def register(cli: typer.Typer) -> None:
    """Add the commands to the command line."""
    reports = typer.Typer(no_args_is_help=True, help="Read what readers reported, and accept or decline it.")
    for name, command in (("list", list_reports), ("accept", accept), ("decline", decline)):
        reports.command(name)(command)
    cli.add_typer(reports, name="reports")
    cli.command()(correct)


def list_reports(
    context: typer.Context,
    state: Annotated[str, typer.Option(help="`open`, `accepted` or `declined`.")] = "open",
    limit: Annotated[int, typer.Option(min=1, help="The most to list.")] = 50,
    as_json: Json = False,
) -> None:
    """List what readers reported of sentences, the newest first."""
    from glosswire.store.store import open_store

    config = load(context)
    wanted = _state(state)
    require_store(config)
    with open_store(config.store_url) as store:
        found = store.reports(wanted, limit)
    if as_json:
        print_json(found)
    else:
        _show(found)


def _state(name: str) -> "ReportState":
    match name:
        case "open" | "accepted" | "declined":
            return name
        case _:
            raise ConfigError(f"--state {name!r}: expected open, accepted or declined")


def _show(found: "tuple[Report, ...]") -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table("number", "sentence", Column("original", overflow="fold"), Column("English", overflow="fold"), "said")
    for report in found:
        where = f"{report.article_id}#{report.position + 1}"
        table.add_row(str(report.number), *map(cell, (where, report.source, report.target, report.comment)))
    Console().print(table if found else "No reports.")


def accept(
    context: typer.Context,
    number: Number,
    english: Annotated[str, typer.Argument(help="The English that is to stand.")],
    note: Note = "",
) -> None:
    """Accept a report: the English given stands in the sentence's place; the newsroom sees to its likes."""
    _settle(context, number, "accepted", english, note)


def decline(context: typer.Context, number: Number) -> None:
    """Decline a report: the sentence stays as it is."""
    _settle(context, number, "declined", "", "")


def _settle(context: typer.Context, number: int, state: "ReportState", english: str, note: str) -> None:
    from glosswire.store.store import open_store

    config = load(context)
    require_store(config)
    with open_store(config.store_url) as store:
        try:
            made = store.settle_report(number, state, datetime.now(UTC), english, note)
        except ValueError as error:
            raise ConfigError(str(error)) from error
    typer.echo(f"Declined report {number}." if made is None else _told(made))


def correct(
    context: typer.Context,
    sentence: Annotated[str, typer.Argument(help="ARTICLE#SENTENCE: an article's id and a sentence, counted from 1.")],
    english: Annotated[str, typer.Argument(help="The English that is to stand.")],
    note: Note = "",
) -> None:
    """Put English in place of a sentence's, and say so in public; the newsroom does it wherever the same sentence stands."""
    from glosswire.store.store import open_store

    config = load(context)
    article_id, position = parse_sentence(sentence)
    require_store(config)
    with open_store(config.store_url) as store:
        revision = store.reading(ArticleId(article_id)).article.revision
        try:
            made = store.correct(ArticleId(article_id), revision, position, english, note, datetime.now(UTC))
        except ValueError as error:
            raise ConfigError(str(error)) from error
    typer.echo(_told(made))


def _told(made: "Correction") -> str:
    where = f"{made.article_id}#{made.position + 1}"
    return f"Correction {made.number}, of {where}: {made.after}"
