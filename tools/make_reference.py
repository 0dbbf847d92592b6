"""Write the reference pages from the program itself: `python tools/make_reference.py`; a test fails where they differ."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from glosswire.cli import make_cli
from glosswire.cli.config import settings
from glosswire.config import Config

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


def configuration_page() -> str:
    """Describe every setting of glosswire.toml."""
    lines = ["# Configuration", "", "The settings of `glosswire.toml`. Every one may be left out."]
    section = None
    for s in settings(Config()):
        here = s.key.rpartition(".")[0]
        if here != section:
            section = here
            lines += ["", f"## `[{here}]`" if here else "## At the top"]
        lines += ["", f"### `{s.key}`", "", s.help, "", f"Default: `{_written(s.default)}`"]
    return "\n".join(lines) + "\n"


def _written(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case tuple():
            return "[" + ", ".join(map(_written, value)) + "]"
        case dict():
            return "{}" if not value else str(value)
        case _:
            return str(value)


def commands_page() -> str:
    """Describe every command with its arguments and options."""
    lines = [
        "# Commands",
        "",
        "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 130 interrupted.",
        "The configuration is `--config FILE` before the command, else `GLOSSWIRE_CONFIG`, else `./glosswire.toml`.",
    ]
    for name, command in _commands(typer.main.get_command(make_cli()), "glosswire"):
        lines += ["", f"## `{name}`", "", (command.help or "").strip()]
        for parameter in command.params:
            names = ", ".join([*parameter.opts, *parameter.secondary_opts])
            text = getattr(parameter, "help", None) or ""
            if names != "--help":
                lines += ["", f"- `{names}`: {text}" if text else f"- `{names}`"]
    return "\n".join(lines) + "\n"


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for child in sorted(inner):
        yield from _commands(inner[child], f"{name} {child}")


PAGES = {"configuration.md": configuration_page, "commands.md": commands_page}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which differ."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if arguments != ["--check"]:
        for name, make in PAGES.items():
            (FOLDER / name).write_text(make(), encoding="utf-8")
        return 0
    stale = [n for n, make in PAGES.items() if not (FOLDER / n).exists() or (FOLDER / n).read_text("utf-8") != make()]
    for name in stale:
        print(f"docs/reference/{name} is not what the program says: run tools/make_reference.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
