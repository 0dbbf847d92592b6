"""The commands about locked terms: `terms list`, `terms check` and `terms find`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glosswire.cli.common import Exit, Json, cell, load, print_json
from glosswire.errors import ConfigError

if TYPE_CHECKING:
    from glosswire.translate.collisions import Collision
    from glosswire.translate.glossary import Term


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text, by the half-open span of its characters."""

    start: int
    end: int
    written: str
    form: str
    english: str
    kind: str
    lock: str
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the glossary says of a text: its terms, the text as an engine gets it, and the digest that segments keep."""

    text: str
    language: str
    terms: tuple[Found, ...]
    prepared: str
    digest: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said of the operator's file."""

    file: str
    terms: int
    collisions: "tuple[Collision, ...]"


def register(cli: typer.Typer) -> None:
    """Add the commands to the command line."""
    terms = typer.Typer(no_args_is_help=True, help="Look at the terms that are held to one English form.")
    for name, command in (("list", list_terms), ("check", check_terms), ("find", find_terms)):
        terms.command(name)(command)
    cli.add_typer(terms, name="terms")


def list_terms(
    context: typer.Context,
    language: Annotated[
        str, typer.Option("--language", "-l", help="Only terms of this language, its countries and cities among them.")
    ] = "",
    kind: Annotated[str, typer.Option(help="Only terms of this kind: `body`, `person`, `region`, and so on.")] = "",
    own: Annotated[bool, typer.Option("--own", help="Only the terms of your own file.")] = False,
    as_json: Json = False,
) -> None:
    """List the terms: those that come with Glosswire, and in their place or beside them your own.

    Countries and cities, of which there are some hundreds in each language, are listed with `--language` alone.
    """
    from glosswire.translate.glossary import OPERATORS, language_of, load_glossary

    glossary = load_glossary(load(context))
    every = glossary.of(language) if language else glossary.terms
    found = [
        term
        for term in every
        if kind in ("", term.kind)
        and (not own or term.source == OPERATORS)
        and language_of(language or term.language) == term.language
    ]
    if as_json:
        print_json(found)
    else:
        _show_terms(found)


def _show_terms(found: "list[Term]") -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table("language", Column("form", overflow="fold"), Column("English", overflow="fold"), "kind", "lock")
    for term in found:
        table.add_row(*map(cell, (term.language, term.form, term.english, term.kind, term.lock)))
    Console().print(table if found else "No terms.")


def check_terms(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="The file; by default the one that `translate.glossary` names.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a file of your own terms and say what is wrong with it, and where it meets the default glossary.

    `replaces`: the default glossary has another term for the form, whose place yours takes. `same`: it has this one.
    `twice`: the file names two English forms for it. `unfound`: no text is ever read as the term. The exit code is 1
    for the last two, and 2 where the file cannot be read.
    """
    from glosswire.translate.collisions import collisions
    from glosswire.translate.glossary import default_glossary, own_terms

    config = load(context)
    if file is None and not config.translate.glossary:
        raise ConfigError("translate.glossary names no file; name one: `glosswire terms check FILE`")
    path = file if file is not None else (config.folder / config.translate.glossary).expanduser()
    terms = own_terms(path)
    judged = Judged(str(path), len(terms), collisions(terms, default_glossary()))
    if as_json:
        print_json(judged)
    else:
        _show_judged(judged)
    if any(collision.is_fault for collision in judged.collisions):
        raise typer.Exit(Exit.FAILED)


def _show_judged(judged: Judged) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table("what", "language", Column("form", overflow="fold"), "English", Column("said", overflow="fold"))
    for one in judged.collisions:
        table.add_row(*map(cell, (one.kind, one.language, one.form, one.english, one.detail)))
    if judged.collisions:
        Console().print(table)
    faults = sum(collision.is_fault for collision in judged.collisions)
    typer.echo(f"{judged.file}: {judged.terms:,} forms; {faults} to be changed")


def find_terms(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="A sentence.")],
    language: Annotated[str, typer.Option("--language", "-l", help="The sentence's language.")],
    as_json: Json = False,
) -> None:
    """Show which terms hold for a sentence, and what an engine gets in its place."""
    from glosswire.translate.glossary import load_glossary

    glossary = load_glossary(load(context))
    found = tuple(
        Found(
            o.start, o.end, text[o.start : o.end], o.term.form, o.term.english, o.term.kind, o.term.lock, o.term.source
        )
        for o in glossary.find(text, language)
    )
    prepared = glossary.prepare(text, language)
    reading = Reading(text, language, found, prepared.text, prepared.digest)
    if as_json:
        print_json(reading)
    else:
        _show_reading(reading)


def _show_reading(reading: Reading) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(Column("written", overflow="fold"), Column("English", overflow="fold"), "kind", "lock", "source")
    for found in reading.terms:
        table.add_row(*map(cell, (found.written, found.english, found.kind, found.lock, found.source)))
    Console().print(table if reading.terms else "No terms.")
    typer.echo(f"{reading.prepared}")
