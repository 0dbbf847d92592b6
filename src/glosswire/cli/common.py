"""What the commands share: the configuration, the shape of their answers, and the meaning of their exit codes."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glosswire.config import Config, default_config, load_config
from glosswire.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from rich.text import Text

CONFIG_NAME = "glosswire.toml"
MAX_LINE_BYTES = 200_000_000  # a line may carry a page, each of whose characters may be escaped

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


def store_file(config: Config) -> Path | None:
    """The file of a store that is one; None where the store is in memory or on a server."""
    scheme, _, path = config.store_url.partition(":///")
    name = path.partition("?")[0]
    is_file = scheme.partition("+")[0] == "sqlite" and name not in ("", ":memory:") and not name.startswith("file:")
    return Path(name) if is_file else None


def require_store(config: Config) -> None:
    """Raise StoreError where nobody has made the store yet: who only asks is not to make an empty one."""
    file = store_file(config)
    if file is not None and not file.exists():
        raise StoreError(f"there is no store at {file} yet; `glosswire run` and `glosswire once` make it")


def parse_sentence(named: str) -> tuple[str, int]:
    """The article and the position, from 0, of ARTICLE#SENTENCE, which counts from 1; raises ConfigError."""
    article_id, mark, number = named.rpartition("#")
    if not mark or not article_id or not number.isdecimal() or int(number) == 0:
        raise ConfigError(f"{named!r}: expected ARTICLE#SENTENCE, an article's id and a sentence, counted from 1")
    return article_id, int(number) - 1


def cell(value: object) -> "Text":
    """A table's cell that shows a text as it is: no markup, and no signs that a terminal would obey."""
    from rich.text import Text

    return Text("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in str(value)))


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
    _write(json.dumps(plain(value), ensure_ascii=False, indent=2))


def read_lines() -> Iterator[dict[str, object]]:
    """Yield each JSON line of standard input; a line that is no object raises ConfigError with its number."""
    for number, line in enumerate(_lines(), 1):
        where = f"standard input, line {number}"
        if len(line) > MAX_LINE_BYTES:
            raise ConfigError(f"{where}: longer than {MAX_LINE_BYTES:,} bytes")
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"{where}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise ConfigError(f"{where}: expected a JSON object")
        yield row


def _lines() -> Iterator[bytes]:
    # Not by sys.stdin: where a thread waits for a line, its lock would be held when the interpreter ends.
    try:
        with open(sys.stdin.fileno(), "rb", closefd=False) as file:
            while line := file.readline(MAX_LINE_BYTES + 1):
                yield line
    except OSError as error:
        raise ConfigError(f"standard input cannot be read: {error}") from error


def write_lines(rows: Iterable[object]) -> None:
    """Write each row as a JSON line at once, so that a reader behind a pipe need not wait for the end."""
    for row in rows:
        _write(json.dumps(plain(row), ensure_ascii=False))


def _write(text: str) -> None:
    # Bytes, as JSON is UTF-8 whatever the terminal's locale; half a surrogate pair stays the escape that it came as.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
