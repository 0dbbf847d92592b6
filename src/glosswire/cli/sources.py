"""The command `sources`: list, search, add, remove, check, import and export the outlets that are followed."""

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from glosswire.cli import source_file
from glosswire.cli.common import Exit, Json, load, print_json
from glosswire.config import Config, default_sources_path, load_sources
from glosswire.errors import ConfigError, FetchError, NotAFeed
from glosswire.model import Feed, FeedKind, Policy, Source, SourceId

if TYPE_CHECKING:  # what fetches and parses is loaded when a command of it runs
    from glosswire.cli.outlets import Tell
    from glosswire.intake.fetch import Answer, Fetcher, Request

# What people call parts of the world that no list of countries names.
REGIONS: Mapping[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "Caucasus": "AM AZ GE",
        "Central Asia": "KG KZ TJ TM UZ",
        "Baltics": "EE LT LV",
        "Balkans": "AL BA BG GR HR ME MK RO RS SI XK",
        "Nordic Scandinavia": "DK FI FO GL IS NO SE",
        "Benelux": "BE LU NL",
        "Maghreb": "DZ LY MA MR TN",
        "Middle East": "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE",
        "Gulf": "AE BH KW OM QA SA",
        "Horn of Africa": "DJ ER ET SO",
        "South Asia": "AF BD BT IN LK MV NP PK",
        "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
        "East Asia": "CN HK JP KR MN MO TW",
        "Latin America": "AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE",
    }.items()
}
# Letters that have no plain letter inside them.
_PLAIN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "’": "'"})
MAX_OPML = 5_000_000

AndDefault = Annotated[
    bool, typer.Option("--and-default", help="Where there is no list of your own yet: begin it with the default list.")
]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a feed answered: its kind and entries, or the error; an index of sitemaps has lists in place of entries."""

    source: SourceId
    url: str
    ok: bool
    kind: FeedKind = "auto"
    entries: int = 0
    lists: int = 0
    newest: datetime | None = None
    error: str = ""


def register(cli: typer.Typer) -> None:
    """Add the commands to the command line."""
    sources = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
    sources.command("list")(list_sources)
    for command in (search, add, remove, check):
        sources.command()(command)
    sources.command("import")(import_opml)
    sources.command("export")(export_opml)
    cli.add_typer(sources, name="sources", help="List, search, add, remove, check, import and export sources.")


# -- look


def list_sources(
    context: typer.Context,
    language: Annotated[str, typer.Option("--language", "-l", help="Only those in this language: a tag.")] = "",
    country: Annotated[str, typer.Option(help="Only those of this country: its code or its English name.")] = "",
    kind: Annotated[str, typer.Option(help="Only those of this kind: `newspaper`, `public`, `state agency`.")] = "",
    as_json: Json = False,
) -> None:
    """List the sources that are followed: those of your own list, else those that come with Glosswire."""
    found = [
        source
        for source in load_sources(load(context).sources_path)
        if _speaks(source, language) and _is_of(source, country) and _is_kind(source, kind)
    ]
    _show(found, as_json)


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Words that must all be there, or beginnings of them.")],
    as_json: Json = False,
) -> None:
    """Search the sources that are followed, and those that come with Glosswire, without regard to case and accents.

    Looks at id, name, address, owner, kind, country, part of the world, and languages. The exit code is 1 where
    nothing is found.
    """
    path = load(context).sources_path
    own = load_sources(path)
    ids = {source.id for source in own}
    others = () if path == default_sources_path() else load_sources(default_sources_path())
    wanted = [word for text in words for word in _plain(text).split()]
    found = [s for s in (*own, *(o for o in others if o.id not in ids)) if _says(_plain(_described(s)), wanted)]
    _show(found, as_json)
    if not found:
        raise typer.Exit(Exit.FAILED)


def _speaks(source: Source, language: str) -> bool:
    wanted = language.lower().replace("_", "-")
    return not wanted or any(tag.lower() == wanted or tag.lower().startswith(f"{wanted}-") for tag in source.languages)


def _is_of(source: Source, country: str) -> bool:
    from glosswire.serve.tongues import country_name

    wanted = _plain(country)
    return not wanted or wanted in (_plain(source.country), _plain(country_name(source.country)))


def _is_kind(source: Source, kind: str) -> bool:
    return set(_plain(kind).split()) <= set(_plain(source.kind).split())


def _described(source: Source) -> str:
    """All words under which a source may be looked for."""
    from glosswire.serve.tongues import country_name

    regions = (name for name, codes in REGIONS.items() if source.country in codes)
    said = (source.id, source.name, source.home, source.owner, source.kind, source.country)
    return " ".join((*said, country_name(source.country), *regions, *map(_tongue, source.languages)))


@cache
def _tongue(tag: str) -> str:
    from glosswire.serve.tongues import tongue

    found = tongue(tag)
    return f"{tag} {found.name} {found.native}"


def _says(text: str, wanted: Sequence[str]) -> bool:
    """Whether each word begins a word of the text, or is a longer piece of one."""
    return all(f" {word}" in f" {text}" or (len(word) > 3 and word in text) for word in wanted)


@cache
def _plain(text: str) -> str:
    """Small letters without accents, what parts words turned into spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in apart if not unicodedata.combining(char)).translate(_PLAIN)
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())


def _show(found: Sequence[Source], as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    rows = [
        (s.id, s.name, s.country, " ".join(s.languages), s.kind, s.policy, _counted(len(s.feeds), "feed"))
        for s in found
    ]
    for line in _aligned(rows):
        typer.echo(line)
    typer.echo(_counted(len(found), "source"), err=True)


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _counted(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


# -- change


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The outlet's home page, or one of its feeds.")],
    country: Annotated[str, typer.Option(help="Its country, as an ISO 3166 code.")] = "",
    name: Annotated[str, typer.Option(help="Its name.")] = "",
    language: Annotated[
        list[str] | None, typer.Option("--language", "-l", help="A language that it writes in: a tag; may be repeated.")
    ] = None,
    kind: Annotated[str, typer.Option(help="What it is: `newspaper`, `public broadcaster`, `portal`.")] = "",
    policy: Annotated[
        str, typer.Option(help="What the site may show of it: `full`, `excerpt`, `headline` or `none`.")
    ] = "",
    and_default: AndDefault = False,
    as_json: Json = False,
) -> None:
    """Follow an outlet: find its feeds, its name and its languages, and write it into your list of sources.

    Asks as politely as the newsroom does: robots.txt, delays, opt-outs. What comes with Glosswire lends what is known
    of the outlet. Your list is `sources.toml` beside the configuration, or what `sources` there names.
    """
    from glosswire.cli.outlets import Wishes, find_outlet
    from glosswire.intake.fetch import open_fetcher

    config = load(context)
    path = source_file.own_path(config)
    wishes = Wishes("", name, _country(country), tuple(map(_tag, language or ())), kind, _policy(policy))
    defaults = load_sources(default_sources_path())
    followed = source_file.read(path, and_default)
    with open_fetcher(config.fetch) as fetcher, _progress(as_json) as tell:
        found = find_outlet(url, fetcher, wishes, defaults, tell)
    _write(path, [_unlike(found, followed, path)], and_default, as_json)


def remove(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The id of a source, as `sources list` shows it.")],
    and_default: AndDefault = False,
) -> None:
    """Take a source out of your list; the rest of the file stays as it is, comments included.

    Its articles stay in the store, and its pages say no more than `none` lets them.
    """
    path = source_file.own_path(load(context))
    if not path.exists() and not and_default:
        raise ConfigError(f"{path}: there is no list of your own; --and-default begins it with the default list")
    _tell_new(path, and_default)
    source_file.remove(path, source, and_default)
    typer.echo(f"{source}: removed from {path}")


def import_opml(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An OPML list, as feed readers export it; `-` for standard input.")],
    language: Annotated[
        str, typer.Option("--language", "-l", help="The language of feeds for which the list states none: a tag.")
    ] = "und",
    and_default: AndDefault = False,
    as_json: Json = False,
) -> None:
    """Add the feeds of an OPML list to your list of sources, those of one home page as one source.

    Nothing is fetched: `glosswire sources check` asks them. Feeds that are followed already are left out.
    """
    from glosswire.cli.outlets import outlets_of
    from glosswire.intake.opml import read_opml

    path = source_file.own_path(load(context))
    outlines = read_opml(_bytes_of(file), str(file))
    new = outlets_of(outlines, source_file.read(path, and_default), _tag(language))
    if not new:
        raise NotAFeed(str(file), "no feed in it that is not followed already")
    _write(path, new, and_default, as_json)


def export_opml(context: typer.Context) -> None:
    """Write the sources that are followed as an OPML 2.0 list to standard output, for feed readers and other newsrooms."""
    from glosswire.intake.opml import Outline, write_opml

    config = load(context)
    outlines = (
        Outline(source.name, feed.url, source.home, source.languages[0], source.country, feed.kind)
        for source in load_sources(config.sources_path)
        for feed in source.feeds
    )
    for piece in write_opml(config.site.title, outlines):
        sys.stdout.write(piece)


def _bytes_of(file: Path) -> bytes:
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as stream:
            return stream.read(MAX_OPML + 1)
    except OSError as error:
        raise ConfigError(f"{file}: {error}") from error


def _unlike(found: Source, followed: Sequence[Source], path: Path) -> Source:
    """The source under a free id; raises ConfigError where it is followed already."""
    from glosswire.cli.outlets import free_id

    feeds = {feed.url: source.id for source in followed for feed in source.feeds}
    new = [feed for feed in found.feeds if feed.url not in feeds]
    if not new:
        raise ConfigError(f"{found.name} is in {path.name} already, as {feeds[found.feeds[0].url]!r}")
    name = SourceId(free_id(found.id, [str(source.id) for source in followed]))
    return replace(found, id=name, feeds=tuple(Feed(feed.url, name, feed.kind) for feed in new))


def _tell_new(path: Path, and_default: bool) -> None:
    if not path.exists():
        what = "it begins with the default list" if and_default else "from now on only what it lists is followed"
        typer.echo(f"{path} is new: {what}.", err=True)


def _write(path: Path, new: Sequence[Source], and_default: bool, as_json: bool) -> None:
    _tell_new(path, and_default)
    source_file.append(path, new, and_default)
    if as_json:
        print_json(new)
        return
    for source in new:
        feeds = _counted(len(source.feeds), "feed")
        typer.echo(f"{source.id}: {source.name}, {source.country}, {' '.join(source.languages)}, {feeds}")
    typer.echo(f"{_counted(len(new), 'source')} added to {path}")
    if any(source.country == "ZZ" for source in new):
        typer.echo("ZZ stands for a country that could not be told: correct it there, or add with --country.", err=True)


def _country(code: str) -> str:
    from glosswire.cli.outlets import countries

    if code and code.upper() not in countries():
        raise ConfigError(f"--country: {code!r} is no ISO 3166 code of two letters")
    return code.upper()


def _tag(tag: str) -> str:
    from babel.core import parse_locale

    try:
        parse_locale(tag, sep="-")
    except ValueError as error:
        raise ConfigError(f"--language: {tag!r} is no language tag") from error
    return tag


def _policy(text: str) -> Policy | None:
    for known in get_args(Policy):
        if text == known:
            policy: Policy = known
            return policy
    if text:
        raise ConfigError(f"--policy: expected one of {', '.join(get_args(Policy))}, got {text!r}")
    return None


# -- check


def check(
    context: typer.Context,
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; by default all.")] = None,
    as_json: Json = False,
) -> None:
    """Ask every feed once, and say what it holds or what is wrong; the exit code is 1 where one fails."""
    from glosswire.intake.fetch import Request, open_fetcher

    config = load(context)
    feeds = {feed.url: feed for source in _named(config, sources or []) for feed in source.feeds}
    requests = [Request(url, purpose="feed") for url in feeds]
    done: dict[str, Checked] = {}
    with open_fetcher(config.fetch) as fetcher, _progress(as_json) as tell:
        for checked in _ask(fetcher, requests, feeds):
            done[checked.url] = checked
            failed = sum(not c.ok for c in done.values())
            tell(f"{len(done)} of {_counted(len(feeds), 'feed')} asked, {failed} failed")
    _report([done[url] for url in feeds if url in done], as_json)


def _named(config: Config, names: Sequence[str]) -> list[Source]:
    known = {str(source.id): source for source in load_sources(config.sources_path)}
    if missing := [name for name in names if name not in known]:
        raise ConfigError(f"no source {missing[0]!r} in {config.sources_path}; `glosswire sources list` names them")
    return [known[name] for name in dict.fromkeys(names)] if names else list(known.values())


def _ask(fetcher: "Fetcher", requests: "Iterable[Request]", feeds: Mapping[str, Feed]) -> Iterator[Checked]:
    for request, answer in fetcher.fetch_many(requests):
        yield _checked(feeds[request.url], answer)


def _checked(feed: Feed, answer: "Answer | FetchError") -> Checked:
    from glosswire.intake.feeds import parse

    if isinstance(answer, FetchError):
        return Checked(feed.source_id, feed.url, False, error=f"{type(answer).__name__}: {answer.reason}")
    page = answer.page
    assert page is not None  # nothing was asked on condition
    try:
        listed = parse(page.body, page.url, feed.kind, page.media_type)
    except NotAFeed as error:
        return Checked(feed.source_id, feed.url, False, error=f"NotAFeed: {error.reason}")
    count, lists = len(listed.entries), len(listed.feeds)
    newest = max((at for e in listed.entries if (at := e.published_at or e.modified_at)), default=None)
    ok = bool(count or lists)
    return Checked(feed.source_id, feed.url, ok, listed.kind, count, lists, newest, "" if ok else "it has no entries")


def _report(done: Sequence[Checked], as_json: bool) -> None:
    if as_json:
        print_json(done)
    else:
        for line in _aligned([("ok" if c.ok else "failed", c.source, c.url, _result(c)) for c in done]):
            typer.echo(line)
    failed = sum(not checked.ok for checked in done)
    if not as_json:
        typer.echo(f"{_counted(len(done), 'feed')} asked, {failed} failed", err=True)
    if failed:
        raise typer.Exit(Exit.FAILED)


def _result(checked: Checked) -> str:
    if not checked.ok:
        return checked.error
    held = _counted(checked.lists, "list") if checked.lists else _counted(checked.entries, "entry")
    newest = f", newest {checked.newest.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if checked.newest else ""
    return f"{checked.kind}: {held}{newest}"


@contextmanager
def _progress(quiet: bool) -> "Iterator[Tell]":
    """Say what goes on in one line of a terminal's standard error; nothing where it is none, or where JSON is asked."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _silent
        return
    with console.status("Asking the web") as status:
        yield lambda said: status.update(said)


def _silent(said: str) -> None:
    """Say nothing."""
