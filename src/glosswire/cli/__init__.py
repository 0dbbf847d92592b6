"""The command line."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from glosswire import __version__
from glosswire.cli.common import Exit
from glosswire.errors import ConfigError, GlosswireError


def make_cli() -> typer.Typer:
    """Build the command line with all its commands."""
    from glosswire.cli import config, doctor, export, filters, newsroom, serve, sources

    cli = typer.Typer(
        name="glosswire",
        help="A newsroom that anyone can own: the world's non-English news, faithfully in English.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )
    cli.callback()(_common)
    for room in (newsroom, serve, sources, config, doctor, export, filters):
        room.register(cli)
    return cli


def _common(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", "-c", help="The configuration; by default ./glosswire.toml.", envvar="GLOSSWIRE_CONFIG"
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"glosswire {__version__}")
        raise typer.Exit
    context.obj = config


def main() -> None:
    """Run the command line; errors are one clear line, and the exit code says their kind."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = make_cli()(arguments, standalone_mode=False)
        return int(code) if isinstance(code, int) else Exit.OK
    except typer.Exit as error:
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except typer.TyperException as error:
        show = getattr(error, "show", None)  # the errors of typer that know how say it better than we would
        if show is None:
            raise
        show()
        return int(getattr(error, "exit_code", Exit.USAGE))
    except ConfigError as error:
        print(f"glosswire: {error}", file=sys.stderr)
        return Exit.USAGE
    except GlosswireError as error:
        print(f"glosswire: {error}", file=sys.stderr)
        return Exit.FAILED
    except BrokenPipeError:
        # The reader behind our pipe went away; what it did not want is no fault of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
