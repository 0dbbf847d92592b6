"""The command line."""

import errno
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
    from glosswire.cli import config, corrections, doctor, explain, export, filters, models, newsroom, serve, sources
    from glosswire.cli import terms as locked

    cli = typer.Typer(
        name="glosswire",
        help="A newsroom that anyone can own: the world's non-English news, faithfully in English.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )
    cli.callback()(_common)
    for room in (newsroom, serve, sources, models, config, doctor, export, filters, corrections, explain, locked):
        room.register(cli)
    return cli


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"glosswire {__version__}")
        raise typer.Exit


def _common(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", "-c", help="The configuration; by default ./glosswire.toml.", envvar="GLOSSWIRE_CONFIG"
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    context.obj = config


def main() -> None:
    """Run the command line; errors are one clear line, and the exit code says their kind."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # the encoder's sums are small: more threads but wait in a circle
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = make_cli()(arguments, prog_name="glosswire", standalone_mode=False)
        sys.stdout.flush()  # here, and not when the interpreter ends: what goes wrong then cannot be told
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
        return _hang_up()
    except SystemExit as error:  # what typer and rich make of a broken pipe
        if not isinstance(error.__context__, BrokenPipeError):
            raise
        return _hang_up()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print(f"glosswire: {error}", file=sys.stderr)
        _hang_up()
        return Exit.FAILED


def _hang_up() -> int:
    """Write no more: the reader behind our pipe went away, and what it did not want is no fault of ours."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return Exit.OK
