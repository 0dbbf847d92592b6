"""The command `sources` shows, finds, adds, removes, checks and exchanges the outlets that are followed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from glosswire.cli import sources
from glosswire.cli.outlets import country_of, free_id, slug_of
from glosswire.config import load_sources
from glosswire.errors import ConfigError, Gone, NotAFeed
from glosswire.model import Source
from tests.intake.web import Reply, Site, serve

XML = {"Content-Type": "application/xml; charset=utf-8"}
GERMAN = ("Der Bundestag hat das Gesetz beschlossen", "Die Regierung in Berlin berät über den Haushalt")
RUSSIAN = ("Парламент принял новый закон о выборах", "Правительство обсуждает бюджет на следующий год")
HOME = """<!doctype html><html lang="de"><head><meta property="og:site_name" content="Der Bote">
<link rel="alternate" type="application/rss+xml" href="/feed">
<link rel="alternate" type="application/rss+xml" href="/broken">
<link rel="alternate" type="application/rss+xml" href="/same">
<link rel="alternate" type="application/rss+xml" href="/ru/feed"></head><body><p>Nachrichten</p></body></html>"""


def feed(titles: tuple[str, ...], at: str = "/a") -> Reply:
    items = "".join(
        f"<item><title>{title}</title><link>{at}/{n}</link><pubDate>Mon, 22 May 2023 1{n}:00:00 +0200</pubDate></item>"
        for n, title in enumerate(titles)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Der Feed</title>{items}</channel></rss>'
    return Reply(body.encode(), headers=XML)


def page(text: str) -> Reply:
    return Reply(text.encode())


@pytest.fixture(scope="module")
def web() -> Iterator[Site]:
    with serve("127.0.0.41") as (site,):
        yield site


@pytest.fixture
def outlet(web: Site) -> Site:
    """An outlet with two feeds of its own, one broken and one that says the same again."""
    web.replies.clear()
    web.asked.clear()
    web.replies.update(
        {
            "/": page(HOME),
            "/feed": feed(GERMAN),
            "/same": feed(GERMAN),
            "/broken": Reply(b"", 500),
            "/ru/feed": feed(RUSSIAN, "/ru"),
        }
    )
    return web


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "glosswire.toml"
    path.write_text('[fetch]\ndelay_seconds = 0.0\ntimeout_seconds = 5.0\nallow_private = ["127.0.0.0/8"]\n')
    return path


def run(config: Path, *arguments: str, stdin: bytes = b"") -> Result:
    cli = typer.Typer()
    sources.register(cli)
    return CliRunner().invoke(cli, ["sources", *arguments], input=stdin, obj=config, catch_exceptions=False)


def rows(result: Result) -> list[dict[str, object]]:
    found = json.loads(result.stdout)
    assert isinstance(found, list)
    return found


def ids(config: Path, *arguments: str) -> set[str]:
    return {str(row["id"]) for row in rows(run(config, *arguments, "--json"))}


def own(config: Path) -> tuple[Source, ...]:
    return load_sources(config.parent / "sources.toml")


# -- look


def test_the_list_is_narrowed_by_language_country_and_kind(config: Path) -> None:
    assert "jam-news" in ids(config, "list", "--country", "ge") & ids(config, "list", "--country", "Georgia")
    assert {"jam-news", "azatutyun"} <= ids(config, "list", "--language", "hy")
    assert "politika-rs" in ids(config, "list", "-l", "sr-Cyrl")
    assert "politika-rs" not in ids(config, "list", "-l", "sr-Latn")
    assert ids(config, "list", "-l", "sr-Latn") < ids(config, "list", "-l", "sr")
    assert {"tass", "rtcg"} & ids(config, "list", "--kind", "state agency") == {"tass"}


def test_the_list_is_a_line_for_each_source(config: Path) -> None:
    result = run(config, "list", "--country", "SM")
    assert result.stdout.split() == [
        "sanmarinortv",
        "San",
        "Marino",
        "RTV",
        "SM",
        "it",
        "public",
        *"broadcaster excerpt 1 feed".split(),
    ]
    assert result.stderr == "1 source\n"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("caucasus", "jam-news"),
        ("JAMNEWS", "jam-news"),
        ("zurcher", "nzz-ch"),
        ("ZÜRCHER", "nzz-ch"),
        ("oslobodenje", "oslobodjenje"),
        ("armenian georgia", "jam-news"),
        ("ქართული portal", "jam-news"),
        ("ippen newspaper bayern", ""),
        ("ippen munchen", ""),
        ("ippen germany", "merkur"),
        ("mediahuis", "standaard"),
        ("merkur.de", "merkur"),
    ],
)
def test_sources_are_found_by_what_people_call_them(config: Path, words: str, found: str) -> None:
    result = run(config, "search", *words.split(), "--json")
    assert ({found} <= {str(row["id"]) for row in rows(result)}) if found else rows(result) == []
    assert result.exit_code == (0 if found else 1)


def test_the_default_list_is_searched_beside_an_own_one(config: Path, outlet: Site) -> None:
    run(config, "add", outlet.url("/"))
    assert ids(config, "search", "bote") == {"127-0-0-41"}
    assert "jam-news" in ids(config, "search", "caucasus")
    assert ids(config, "list") == {"127-0-0-41"}


# -- add


def test_an_outlet_is_added_by_its_home_page(config: Path, outlet: Site) -> None:
    result = run(config, "add", outlet.url("/"), "--country", "de", "--kind", "newspaper")
    (found,) = own(config)
    assert result.exit_code == 0
    assert (found.name, found.country, found.kind, found.policy) == ("Der Bote", "DE", "newspaper", "excerpt")
    assert found.languages == ("de", "ru")
    assert [f.url for f in found.feeds] == [outlet.url("/feed"), outlet.url("/ru/feed")]
    assert "only what it lists is followed" in result.stderr


def test_an_outlet_is_added_by_one_of_its_feeds(config: Path, outlet: Site) -> None:
    run(config, "add", outlet.url("/ru/feed"), "--policy", "headline")
    (found,) = own(config)
    assert (found.name, found.home, found.languages) == ("Der Bote", outlet.url("/"), ("ru",))
    assert (found.policy, found.country) == ("headline", "ZZ")


def test_feeds_are_looked_for_where_most_stand(config: Path, outlet: Site) -> None:
    outlet.replies["/"] = page("<title>Der Bote</title><p>Nachrichten")
    del outlet.replies["/feed"]
    outlet.replies["/rss.xml"] = feed(GERMAN)
    run(config, "add", outlet.url("/"))
    assert [f.url for f in own(config)[0].feeds] == [outlet.url("/rss.xml")]
    assert outlet.paths() == ["/", "/feed", "/rss", "/rss.xml"]


def test_what_the_operator_states_counts(config: Path, outlet: Site) -> None:
    run(config, "add", outlet.url("/"), "--name", "Bote", "-l", "de", "-l", "ru", "-l", "uk", "--country", "AT")
    (found,) = own(config)
    assert (found.name, found.languages, found.country) == ("Bote", ("de", "ru", "uk"), "AT")


def test_an_own_list_keeps_what_its_owner_wrote(config: Path, outlet: Site) -> None:
    path = config.parent / "sources.toml"
    path.write_text("# Mine, and nobody else's.\n")
    run(config, "add", outlet.url("/"))
    assert path.read_text().startswith("# Mine, and nobody else's.\n\n[[source]]\n")


def test_the_configuration_may_name_another_file(config: Path, outlet: Site) -> None:
    config.write_text(f'sources = "press.toml"\n{config.read_text()}')
    run(config, "add", outlet.url("/"))
    assert len(load_sources(config.parent / "press.toml")) == 1
    assert not (config.parent / "sources.toml").exists()


def test_the_default_list_may_come_along(config: Path, outlet: Site) -> None:
    result = run(config, "add", outlet.url("/"), "--and-default")
    assert len(own(config)) > 300
    assert "begins with the default list" in result.stderr


def test_nothing_is_added_twice(config: Path, outlet: Site) -> None:
    run(config, "add", outlet.url("/"))
    with pytest.raises(ConfigError, match="already"):
        run(config, "add", outlet.url("/feed"))
    assert len(own(config)) == 1


def test_an_outlet_without_feeds_is_refused_and_nothing_written(config: Path, outlet: Site) -> None:
    outlet.replies.clear()
    with pytest.raises(Gone):
        run(config, "add", outlet.url("/"))
    outlet.replies["/"] = page("<title>Der Bote</title>")
    with pytest.raises(NotAFeed):
        run(config, "add", outlet.url("/"))
    assert not (config.parent / "sources.toml").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "ht tp:/x"),
        ("add", "https://a.example/", "--country", "Georgia"),
        ("add", "https://a.example/", "--policy", "some"),
        ("add", "https://a.example/", "--language", "German!"),
        ("remove", "jam-news"),
        ("remove", "nobody", "--and-default"),
        ("check", "nobody"),
        ("import", "/nowhere.opml"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_asked_or_written(config: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError):
        run(config, *arguments)
    assert not (config.parent / "sources.toml").exists()


# -- remove


def test_a_source_is_removed_from_an_own_list(config: Path, outlet: Site) -> None:
    run(config, "add", outlet.url("/"))
    assert run(config, "remove", "127-0-0-41").exit_code == 0
    assert own(config) == ()


def test_the_default_list_without_a_source_becomes_an_own_one(config: Path) -> None:
    run(config, "remove", "merkur", "--and-default")
    assert "jam-news" in ids(config, "list")
    assert "merkur" not in ids(config, "list")


# -- check


def test_check_says_what_each_feed_holds_and_fails_where_one_does(config: Path, outlet: Site) -> None:
    run(config, "add", outlet.url("/"))
    assert run(config, "check").exit_code == 0
    outlet.replies["/ru/feed"] = page("<html>no list")
    result = run(config, "check", "127-0-0-41", "--json")
    good, bad = rows(result)
    assert result.exit_code == 1
    assert (good["ok"], good["kind"], good["entries"], good["newest"]) == (True, "rss", 2, "2023-05-22T11:00:00+02:00")
    assert (bad["ok"], bad["error"]) == (False, "NotAFeed: an HTML page")
    outlet.replies["/ru/feed"] = Reply(b"", 500)
    lines = run(config, "check").stdout.splitlines()
    assert lines[0].split("  ")[-1].strip() == "rss: 2 entries, newest 2023-05-22 09:00 UTC"
    assert lines[1].startswith("failed  127-0-0-41  ")
    assert lines[1].endswith("Unreachable: status 500")


def test_a_feed_without_entries_fails(config: Path, outlet: Site) -> None:
    run(config, "add", outlet.url("/feed"))
    outlet.replies["/feed"] = feed(())
    assert rows(run(config, "check", "--json"))[0]["error"] == "it has no entries"


# -- other readers' lists


def test_what_is_exported_is_imported(config: Path, outlet: Site, tmp_path: Path) -> None:
    run(config, "add", outlet.url("/"), "--country", "DE")
    opml = run(config, "export").stdout.encode()
    other = tmp_path / "other"
    other.mkdir()
    (other / "glosswire.toml").touch()
    result = run(other / "glosswire.toml", "import", "-", stdin=opml)
    (theirs,), (ours,) = load_sources(other / "sources.toml"), own(config)
    assert result.exit_code == 0
    assert (theirs.id, theirs.name, theirs.home, theirs.feeds) == (ours.id, ours.name, ours.home, ours.feeds)
    assert (theirs.country, theirs.languages) == ("DE", ("de",))
    with pytest.raises(NotAFeed, match="followed already"):
        run(other / "glosswire.toml", "import", "-", stdin=opml)


def test_a_list_of_feeds_becomes_outlets(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(
        '<opml><outline text="Bote" xmlUrl="https://www.bote.at/a" htmlUrl="https://bote.at/"/>'
        '<outline text="Bote 2" xmlUrl="https://www.bote.at/b" htmlUrl="https://www.bote.at"/>'
        '<outline text="" xmlUrl="https://bote.example/"/></opml>'
    )
    run(config, "import", str(file), "-l", "de")
    one, two = own(config)
    assert (one.id, one.name, one.country, one.languages, len(one.feeds)) == ("bote", "Bote", "AT", ("de",), 2)
    assert (two.id, two.name, two.country) == ("bote-2", "bote.example", "ZZ")


# -- what an address tells


def test_countries_come_from_domains_that_are_theirs() -> None:
    hosts = ("a.ge", "a.co.uk", "a.net", "a.io", "127.0.0.1:80", "a.eu")
    assert [country_of(f"https://{host}/") for host in hosts] == ["GE", "GB", "ZZ", "ZZ", "ZZ", "ZZ"]


def test_ids_are_short_and_their_own() -> None:
    hosts = ("www.jam-news.net", "nzz.ch", "lanacion.com.ar", "rus.err.ee", "127.0.0.1:80")
    assert [slug_of(f"https://{host}/") for host in hosts] == ["jam-news", "nzz", "lanacion", "rus-err", "127-0-0-1"]
    assert free_id("a", ["b"]) == "a"
    assert free_id("a", ["a", "a-2"]) == "a-3"
