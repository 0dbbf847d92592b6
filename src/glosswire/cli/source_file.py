"""Edit a file of sources as text, so that whatever else its owner wrote in it stays as it is."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from glosswire.config import Config, default_sources_path, load_sources
from glosswire.errors import ConfigError
from glosswire.model import Feed, Source

HEAD = "# The outlets that this newsroom follows; `glosswire sources` edits this list, and so may you.\n"
_TABLE = re.compile(r"\s*\[\[\s*(?:source|\"source\"|'source')\s*\]\]\s*(?:#.*)?")


def own_path(config: Config) -> Path:
    """Where the operator's own list is, or would be."""
    return (config.folder / (config.sources or "sources.toml")).expanduser()


def read(path: Path, with_default: bool = False) -> tuple[Source, ...]:
    """The sources of the operator's list; where there is none yet, none, or those of the default list."""
    if path.exists():
        return load_sources(path)
    return load_sources(default_sources_path()) if with_default else ()


def append(path: Path, added: Iterable[Source], with_default: bool = False) -> None:
    """Add sources at the end of the list, which begins empty or `with_default` where there is none yet.

    Raises ConfigError where that cannot be, with the file as it was.
    """
    new = tuple(added)
    before = read(path, with_default)
    ids = (source.id for source in (*before, *new))
    if twice := [name for name, count in Counter(ids).items() if count > 1]:
        raise ConfigError(f"{path}: two sources would have the id {twice[0]!r}")
    old = _text(path, with_default)
    gap = "" if not old or old.endswith("\n") else "\n"
    _write(path, old + gap + "".join(f"\n{written(source)}" for source in new), (*before, *new))


def remove(path: Path, name: str, with_default: bool = False) -> None:
    """Take the table of one source out; raises ConfigError where there is no such source, or it cannot be told."""
    before = read(path, with_default)
    places = [n for n, source in enumerate(before) if source.id == name]
    if not places:
        raise ConfigError(f"{path}: no source {name!r}; `glosswire sources list` names them")
    lines = re.split(r"(?<=\n)", _text(path, with_default))
    starts = [n for n, line in enumerate(lines) if _TABLE.fullmatch(line.rstrip("\r\n"))]
    if len(starts) != len(before):
        raise _by_hand(path)
    text = "".join(_without(lines, [*starts, len(lines)], places[0]))
    _write(path, text, tuple(source for source in before if source.id != name))


def written(source: Source) -> str:
    """A source as a TOML table."""
    pairs = [("id", _quoted(source.id)), ("name", _quoted(source.name)), ("home", _quoted(source.home))]
    pairs += [("country", _quoted(source.country)), ("languages", _listed(map(_quoted, source.languages)))]
    pairs += [(key, _quoted(value)) for key, value in (("owner", source.owner), ("kind", source.kind)) if value]
    pairs += [("policy", _quoted(source.policy))]
    pairs += [("feeds", _listed(map(_feed, source.feeds)))]
    if source.mastheads:
        pairs += [("mastheads", _listed(map(_quoted, source.mastheads)))]
    return "[[source]]\n" + "".join(f"{key} = {value}\n" for key, value in pairs)


def _without(lines: list[str], starts: list[int], place: int) -> list[str]:
    """All lines but one table's; comments and blank lines before the next table stay, they may be of that one."""
    start, end = starts[place], starts[place + 1]
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    if start and not lines[start - 1].strip() and (end == len(lines) or not lines[end].strip()):
        start -= 1
    return lines[:start] + lines[end:]


def _text(path: Path, with_default: bool) -> str:
    """The list with its own line ends, or what a new one begins with."""
    if not path.exists() and not with_default:
        return HEAD
    return (path if path.exists() else default_sources_path()).read_bytes().decode("utf-8")


def _feed(feed: Feed) -> str:
    url = _quoted(feed.url)
    return url if feed.kind == "auto" else f'{{ url = {url}, kind = "{feed.kind}" }}'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(values: Iterable[str]) -> str:
    items = list(values)
    whole = f"[{', '.join(items)}]"
    return whole if len(whole) <= 100 else "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _by_hand(path: Path) -> ConfigError:
    return ConfigError(f"{path}: it is written in a way that cannot be changed safely; change it by hand")


def _write(path: Path, text: str, expected: tuple[Source, ...]) -> None:
    """Put the text in the file's place when it reads as expected; a reader sees the old list or the new."""
    path = path.resolve()  # a link stays one
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, suffix=".toml", delete=False
        ) as new:
            new.write(text)
    except OSError as error:
        raise ConfigError(f"{path}: {error}") from error
    made = Path(new.name)
    try:
        if _sources_of(made) != expected:
            raise _by_hand(path)
        made.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        made.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: {error}") from error
    finally:
        made.unlink(missing_ok=True)


def _sources_of(made: Path) -> tuple[Source, ...] | None:
    try:
        return load_sources(made)
    except ConfigError:  # it names a file that nobody knows
        return None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
