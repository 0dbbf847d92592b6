"""The configuration: an empty file works, every mistake is named with its key."""

from pathlib import Path

import pytest

from glosswire.config import Config, Fetch, Part, default_config, load_config, load_sources
from glosswire.errors import ConfigError


def _load(folder: Path, text: str) -> Config:
    path = folder / "glosswire.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_an_empty_file_is_the_default(tmp_path: Path) -> None:
    assert _load(tmp_path, "") == Config()


def test_tables_become_records(tmp_path: Path) -> None:
    found = _load(
        tmp_path,
        """
        [fetch]
        delay_seconds = 3
        allow_private = ["127.0.0.1:8900"]
        [translate.languages]
        de = "deepl"
        [translate.engines.deepl]
        use = "remote"
        options = { api = "deepl", key_env = "DEEPL_KEY" }
        """,
    )
    assert found.fetch == Fetch(delay_seconds=3.0, allow_private=("127.0.0.1:8900",))
    assert found.translate.languages == {"de": "deepl"}
    assert found.translate.engines == {"deepl": Part("remote", {"api": "deepl", "key_env": "DEEPL_KEY"})}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[fetch]\ndelay_second = 3", "unknown key fetch.delay_second; did you mean 'delay_seconds'"),
        ("[fetch]\nmax_bytes = 'x'", "fetch.max_bytes: expected int, got 'x'"),
        ("[fetch]\nmax_bytes = true", "fetch.max_bytes: expected int, got True"),
        ("[translate.engines.mine]", "missing key translate.engines.mine.use"),
        ("[stories]\nfresh_hours = 0", "stories.fresh_hours: expected more than 0, got 0.0"),
        ("[stories]\nwindow_hours = -5", "stories.window_hours: expected more than 0, got -5.0"),
        ("[stories]\ncountry_share = nan", "stories.country_share: expected a number, got nan"),
        ("[stories]\nedition_minutes = 1e300", "stories.edition_minutes: expected at most 1e"),
        ("fetch = 1", "fetch: expected a table, got 1"),
        ("folder = 'x'", "unknown key folder"),
        ("x = [", "glosswire.toml"),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        _load(tmp_path, text)


def test_relative_paths_start_at_the_file(tmp_path: Path) -> None:
    assert default_config(tmp_path).store_url == f"sqlite:///{tmp_path.resolve()}/glosswire.db"
    assert _load(tmp_path, "store = 'sqlite:////var/news.db'").store_url == "sqlite:////var/news.db"
    assert _load(tmp_path, "store = 'postgresql://news'").store_url == "postgresql://news"


def test_sources_beside_the_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        """
        [[source]]
        id = "morgen"
        name = "Morgenblatt"
        home = "https://morgen.example/"
        country = "DE"
        languages = ["de"]
        feeds = ["https://morgen.example/rss", { url = "https://morgen.example/map.xml", kind = "sitemap" }]
        """,
        encoding="utf-8",
    )
    (source,) = load_sources(default_config(tmp_path).sources_path)
    assert [feed.kind for feed in source.feeds] == ["auto", "sitemap"]
    assert source.policy == "excerpt"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[sources]]\nid = 'a'", "unknown key 'sources'"),
        ("[[source]]\nid = 'a'", r"missing key source\[0\]\.name"),
        (
            "[[source]]\nid='a'\nname='A'\nhome='h'\ncountry='DE'\nlanguages=['de']\npolicy='all'",
            r"source\[0\]\.policy: expected one of 'full', 'excerpt', 'headline', 'none', got 'all'",
        ),
        ("[[source]]\nid='a'\nname='A'\nhome='h'\ncountry='DE'\nlanguages=[]", "name at least one language"),
        ("[[source]]\nid='a'\nname='A'\nhome='h'\ncountry='DE'\nlanguages=['de']\n" * 2, "two sources have the id 'a'"),
    ],
)
def test_a_mistaken_source_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load_sources(path)
