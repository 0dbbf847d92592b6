"""The commands `config` and `init`: every setting with its meaning, and a file to start from."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from rich.console import Console
from rich.table import Table

from glosswire.cli.common import CONFIG_NAME, Exit, Json, cell, load, print_json
from glosswire.config import Config, Part
from glosswire.errors import ConfigError

TEMPLATE = """\
# Glosswire's configuration. Every key may be left out: an empty file gives a working, polite newsroom.
# `glosswire config` shows every setting with its meaning and the value in force.

[site]
# title = "Glosswire"
# base_url = "https://news.example.org"
# contact = "editor@example.org"

[fetch]
# user_agent = "Glosswire/0.1 (+https://news.example.org/about)"   # say who you are

[translate]
# default = "auto"

# An engine of your own, for one language:
# [translate.engines.deepl]
# use = "remote"
# options = { api = "deepl", url = "https://api-free.deepl.com", key_env = "DEEPL_KEY" }
# [translate.languages]
# de = "deepl"
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the configuration: its dotted name, its meaning, its default and the value in force."""

    key: str
    help: str
    default: object
    value: object


def settings(config: Config) -> tuple[Setting, ...]:
    """List every setting in the order of the reference page."""
    return tuple(_walk(Config, config, Config(), ""))


def _walk(kind: type, value: Any, default: Any, prefix: str) -> Iterator[Setting]:
    hints = get_type_hints(kind)
    for f in fields(kind):
        if not f.metadata.get("help"):
            continue
        key = f"{prefix}{f.name}"
        inner = hints[f.name]
        now, usual = getattr(value, f.name), getattr(default, f.name, _usual(f))
        if is_dataclass(inner) and isinstance(inner, type) and inner is not Part:
            yield from _walk(inner, now, usual, f"{key}.")
        else:
            yield Setting(key, f.metadata["help"], usual, now)


def _usual(f: Field[Any]) -> object:
    return None if f.default is MISSING else f.default


def register(cli: typer.Typer) -> None:
    """Add the commands to the command line."""
    cli.command("config")(show)
    cli.command()(init)


def show(context: typer.Context, as_json: Json = False) -> None:
    """Show every setting: its meaning, its default and the value in force."""
    found = settings(load(context))
    if as_json:
        print_json(found)
        return
    table = Table("setting", "value", "default", "meaning")
    for s in found:
        table.add_row(s.key, cell(s.value), "" if s.value == s.default else cell(s.default), cell(s.help))
    Console().print(table)


def init(
    folder: Annotated[Path, typer.Argument(help="Where the newsroom is to live.")] = Path(),
) -> None:
    """Write a configuration to start from; a file that is there already is left alone."""
    target = folder / CONFIG_NAME
    if target.exists():
        typer.echo(f"{target} is there already; edit it, or see `glosswire config`.", err=True)
        raise typer.Exit(Exit.FAILED)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(TEMPLATE, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot write {target}: {error}") from error
    typer.echo(f"Wrote {target}. Next: glosswire --config {target} run")
