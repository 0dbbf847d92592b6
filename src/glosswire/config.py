"""Read glosswire.toml and sources.toml into one frozen record; every mistake is named with its key."""

import math
import os
import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from glosswire.errors import ConfigError
from glosswire.model import Feed, FeedKind, Policy, Source, SourceId


def setting(default: Any, help: str, over: float | None = None, most: float | None = None) -> Any:
    """A field with its default, the sentence that documents it, and what its number must be over, and at most."""
    return field(default=default, metadata={"help": help, "over": over, "most": most})


def table(kind: Any, help: str) -> Any:
    """A field that is a table of its own, by default empty."""
    return field(default_factory=kind, metadata={"help": help})


@dataclass(frozen=True)
class Part:
    """A plug-in chosen by name, with its options."""

    use: str = field(metadata={"help": "A built-in name or `module:callable`."})
    options: Mapping[str, Any] = table(dict, "Keyword arguments of the factory.")


@dataclass(frozen=True)
class Site:
    """What readers see, and where."""

    title: str = setting("Glosswire", "The masthead.")
    slogan: str = setting("The world's news, from its own languages.", "The line under the masthead.")
    host: str = setting("127.0.0.1", "The address that the site listens on.")
    port: int = setting(8000, "The port that the site listens on.")
    base_url: str = setting(
        "", "The site's public address, for canonical links; empty means the address it listens on."
    )
    contact: str = setting("", "How readers and publishers reach the operator; shown on the about and privacy pages.")
    page_size: int = setting(30, "How many articles a list shows on one page.")
    desk_token_env: str = setting(
        "",
        "The environment variable that holds the operator's token for `/desk`; empty means that the desk opens only to this machine itself, and not where `site.base_url` is public.",
    )
    excerpt_sentences: int = setting(3, "How many sentences of the body are shown under the policy `excerpt`.")


@dataclass(frozen=True)
class Fetch:
    """How we ask the web for things."""

    user_agent: str = setting(
        "Glosswire/0.1 (+https://github.com/glosswire/glosswire)", "What we say we are, in every request."
    )
    delay_seconds: float = setting(
        5.0, "The least time between two requests to one host; a longer Crawl-delay of its robots.txt counts."
    )
    timeout_seconds: float = setting(30.0, "The most time that one request may take, redirects included.")
    max_bytes: int = setting(10_000_000, "The largest answer that is read, unpacked.")
    max_redirects: int = setting(5, "How many redirects are followed.")
    hosts_at_once: int = setting(32, "How many hosts are asked at the same time.")
    allow_private: tuple[str, ...] = setting(
        (),
        "Addresses or networks, with or without a port, that may be asked although they are not public: `127.0.0.1:8900`, `127.0.1.0/24`.",
    )
    honour_opt_outs: bool = setting(
        True,
        "Whether pages are left alone that reserve text and data mining or say `noai`, in a header, a meta or a TDMRep file; turn it off only with their publishers' leave.",
    )
    max_age_days: float = setting(7.0, "Entries that state an earlier date are not fetched.")
    recheck_hours: float = setting(24.0, "For how long an article is fetched again when its feed says that it changed.")


@dataclass(frozen=True)
class Poll:
    """How often feeds are asked."""

    min_minutes: float = setting(5.0, "The shortest time between two polls of one feed.")
    max_minutes: float = setting(360.0, "The longest time between two polls of one feed.")
    start_minutes: float = setting(30.0, "The time between two polls of a feed of which nothing is known yet.")


@dataclass(frozen=True)
class Lines:
    """Where a measured quality counts as good, fair or poor; below `poor` it is none."""

    good: float = field(metadata={"help": "At least this is good."})
    fair: float = field(metadata={"help": "At least this is fair."})
    poor: float = field(
        metadata={
            "help": "At least this is poor: shown with a plain warning. Below it, articles stay in their own language."
        }
    )


@dataclass(frozen=True)
class Translate:
    """Which engine translates which language."""

    default: str = setting(
        "auto",
        "The engine for languages that are not named below: `auto`, `none`, or a name under `translate.engines`.",
    )
    languages: Mapping[str, str] = table(dict, 'A language tag and the engine for it: `de = "deepl"`.')
    engines: Mapping[str, Part] = table(
        dict,
        "Engines of the operator's own, by name; `auto` tries remote ones after local NMT models and before the local LLM.",
    )
    back: str = setting(
        "auto",
        "Who puts the English of marked sentences back into their language, for readers to compare: `auto` (an engine of your own that can, else an installed model that was measured), `none`, or a name under `translate.engines`.",
    )
    pull: bool = setting(True, "Whether models are pulled when they are first needed.")
    glossary: str = setting(
        "",
        "A TOML file of your own terms, `[[term]]` tables that add to those of Glosswire or take their place; see the guide. Empty means none.",
    )
    models_dir: str = setting("", "Where models are kept; empty means `glosswire/models` in the user's cache folder.")
    workers: int = setting(0, "How many processes translate; 0 means one for each core for NMT models.")
    comet22: Lines = field(
        default_factory=lambda: Lines(0.86, 0.83, 0.75),
        metadata={"help": "The lines for models measured in COMET-22 on FLORES."},
    )
    chrf: Lines = field(
        default_factory=lambda: Lines(65.0, 55.0, 25.0),
        metadata={"help": "The lines for models measured in chrF on NTREX."},
    )


@dataclass(frozen=True)
class Stories:
    """How reports are gathered into stories, and which of them stand first."""

    window_hours: float = setting(72.0, "How far apart two reports of one story may be.", over=0, most=8784)
    encoder: bool = setting(
        True, "Whether languages meet through the multilingual encoder too: better stories for some 100 MB of memory."
    )
    sources_weight: float = setting(1.0, "What another source that reports a story adds to its worth.")
    languages_weight: float = setting(0.7, "What another language adds.")
    countries_weight: float = setting(0.7, "What another country adds.")
    fresh_hours: float = setting(
        8.0, "After how long without a new report a story's worth is halved.", over=0, most=1e6
    )
    country_share: float = setting(
        0.34,
        "The largest part of the front page's stories that one country leads, and half of that one source.",
        over=0,
        most=1,
    )
    edition_minutes: float = setting(15.0, "The shortest time between two front pages that are kept.", most=1e6)


@dataclass(frozen=True)
class Config:
    """Everything that the operator decides. An empty file gives a working, polite newsroom."""

    store: str = setting(
        "sqlite:///glosswire.db",
        "The database, as SQLAlchemy writes it; a relative path starts at the configuration file's folder.",
    )
    sources: str = setting(
        "",
        "The file of sources; empty means `sources.toml` beside the configuration file where there is one, else the list that comes with Glosswire.",
    )
    workers: int = setting(0, "How many processes extract; 0 means one for each core.")
    site: Site = table(Site, "What readers see, and where.")
    fetch: Fetch = table(Fetch, "How we ask the web for things.")
    poll: Poll = table(Poll, "How often feeds are asked.")
    translate: Translate = table(Translate, "Which engine translates which language.")
    stories: Stories = table(Stories, "How reports are gathered into stories, and which of them stand first.")
    folder: Path = field(default=Path(), metadata={"help": ""}, compare=False)  # set by load_config, not a key

    @property
    def store_url(self) -> str:
        """The database's address with a relative SQLite path made absolute."""
        scheme, _, path = self.store.partition(":///")
        if not scheme.startswith("sqlite") or path in ("", ":memory:") or path.startswith("/"):
            return self.store
        return f"{scheme}:///{(self.folder / path).resolve()}"

    @property
    def models_path(self) -> Path:
        """The folder of models."""
        if self.translate.models_dir:
            return (self.folder / self.translate.models_dir).expanduser()
        cache_home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
        return Path(cache_home) / "glosswire" / "models"

    @property
    def sources_path(self) -> Path:
        """The file of sources."""
        if self.sources:
            return (self.folder / self.sources).expanduser()
        beside = self.folder / "sources.toml"
        return beside if beside.exists() else default_sources_path()


def default_sources_path() -> Path:
    """The list of sources that comes with Glosswire."""
    return Path(str(files("glosswire") / "sources.toml"))


def load_config(path: Path) -> Config:
    """Read and check a configuration file; a file that is not there raises ConfigError."""
    text = _read(path)
    found = _record(Config, text, "", skip=("folder",))
    assert isinstance(found, Config)
    return _with_folder(found, path.resolve().parent)


def default_config(folder: Path) -> Config:
    """The configuration of an empty file in `folder`."""
    return _with_folder(Config(), folder.resolve())


def _with_folder(config: Config, folder: Path) -> Config:
    values = {f.name: getattr(config, f.name) for f in fields(config)}
    return Config(**{**values, "folder": folder})


def load_sources(path: Path) -> tuple[Source, ...]:
    """Read and check a file of sources: `[[source]]` tables with unique ids."""
    text = _read(path)
    if unknown := text.keys() - {"source"}:
        raise ConfigError(f"{path}: unknown key {sorted(unknown)[0]!r}; sources are [[source]] tables")
    sources = tuple(_source(item, f"source[{i}]", path) for i, item in enumerate(text.get("source", [])))
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            raise ConfigError(f"{path}: two sources have the id {source.id!r}; give each its own")
        seen.add(source.id)
    return sources


@dataclass(frozen=True)
class _FeedTable:
    url: str
    kind: FeedKind = "auto"


@dataclass(frozen=True)
class _SourceTable:
    id: str
    name: str
    home: str
    country: str
    languages: tuple[str, ...]
    owner: str = ""
    kind: str = ""
    policy: Policy = "excerpt"
    feeds: tuple[_FeedTable, ...] = ()
    mastheads: tuple[str, ...] = ()


def _source(item: Any, key: str, path: Path) -> Source:
    """A source from its table; a feed may be a bare URL or a table with url and kind."""
    if isinstance(item, dict):
        item = {**item, "feeds": [{"url": f} if isinstance(f, str) else f for f in item.get("feeds", [])]}
    found: _SourceTable = _record(_SourceTable, item, key)
    name = SourceId(found.id)
    if not found.languages:
        raise ConfigError(f"{path}: {key}.languages: name at least one language tag")
    feeds = tuple(Feed(f.url, name, f.kind) for f in found.feeds)
    return Source(
        name,
        found.name,
        found.home,
        found.country,
        found.languages,
        found.owner,
        found.kind,
        found.policy,
        feeds,
        found.mastheads,
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _build(kind: Any, value: Any, key: str) -> Any:
    if is_dataclass(kind):
        return _record(kind, value, key)
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        if value in args:
            return value
        raise ConfigError(f"{key}: expected one of {', '.join(map(repr, args))}, got {value!r}")
    if origin is tuple and isinstance(value, list):
        return tuple(_build(args[0], item, f"{key}[{i}]") for i, item in enumerate(value))
    if origin in (Union, types.UnionType):
        return None if value is None else _build(args[0], value, key)
    if origin is Mapping and isinstance(value, dict):
        return {name: _build(args[1], item, _join(key, name)) for name, item in value.items()}
    plain = origin or kind
    if plain is Any:
        return value
    if plain is float and type(value) is int:
        return float(value)
    if type(value) is plain:
        return value
    raise ConfigError(f"{key}: expected {getattr(plain, '__name__', plain)}, got {value!r}")


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _record(kind: Any, table: Any, key: str, skip: tuple[str, ...] = ()) -> Any:
    if not isinstance(table, dict):
        raise ConfigError(f"{key}: expected a table, got {table!r}")
    known = {f.name: f for f in fields(kind) if f.name not in skip}
    for name in sorted(table.keys() - known.keys()):
        near = get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; have {', '.join(known)}"
        raise ConfigError(f"unknown key {_join(key, name)}{hint}")
    for name, f in known.items():
        if name not in table and f.default is MISSING and f.default_factory is MISSING:
            raise ConfigError(f"missing key {_join(key, name)}")
    made = {name: _build(_hints(kind)[name], value, _join(key, name)) for name, value in table.items()}
    for name, value in made.items():
        _check_number(value, _join(key, name), known[name].metadata)
    return kind(**made)


def _check_number(value: Any, key: str, limits: Mapping[str, Any]) -> None:
    if not isinstance(value, int | float):
        return
    over, most = limits.get("over"), limits.get("most")
    if not math.isfinite(value):
        raise ConfigError(f"{key}: expected a number, got {value!r}")
    if over is not None and value <= over:
        raise ConfigError(f"{key}: expected more than {over:g}, got {value!r}")
    if most is not None and value > most:
        raise ConfigError(f"{key}: expected at most {most:g}, got {value!r}")


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
