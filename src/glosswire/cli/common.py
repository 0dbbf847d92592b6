"""What the commands share: the configuration, the shape of their answers, and the meaning of their exit codes."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from glosswire.config import Config, default_config, load_config
from glosswire.errors import ConfigError

CONFIG_NAME = "glosswire.toml"

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Read and write JSON lines (the only form, named for clarity).")]


class Exit(IntEnum):
    """What a command's exit code says."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INTERRUPTED = 130


def load(context: typer.Context) -> Config:
    """Read the configuration that the command line names: `--config`, else ./glosswire.toml, else the defaults."""
    named: Path | None = context.find_root().obj
    if named is not None:
        return load_config(named)
    beside = Path(CONFIG_NAME)
    return load_config(beside) if beside.exists() else default_config(Path())


def plain(value: object) -> object:
    """Turn a record into what JSON can say."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(item) for name, item in asdict(value).items()}
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, Path) else value


def print_json(value: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def read_lines() -> Iterator[dict[str, object]]:
    """Yield each JSON line of standard input; a line that is no object raises ConfigError with its number."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ConfigError(f"standard input, line {number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise ConfigError(f"standard input, line {number}: expected a JSON object")
        yield row


def write_lines(rows: Iterable[object]) -> None:
    """Write each row as a JSON line at once, so that a reader behind a pipe need not wait for the end."""
    for row in rows:
        sys.stdout.write(json.dumps(plain(row), ensure_ascii=False) + "\n")
        sys.stdout.flush()
