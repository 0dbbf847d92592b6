"""The list of sources that comes with Glosswire is broad, well formed and honest about who is behind each outlet."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel import Locale

from glosswire.cli.outlets import countries
from glosswire.config import default_sources_path, load_sources
from glosswire.intake.urls import normalise
from glosswire.model import Source

KINDS = {
    "newspaper",
    "magazine",
    "portal",
    "agency",
    "broadcaster",
    "public broadcaster",
    "state newspaper",
    "state broadcaster",
    "state agency",
    "party newspaper",
    "party broadcaster",
}
# Its licence lets anyone show the whole text, translated: CC BY 3.0.
OPEN = {"globalvoices-es", "globalvoices-mg"}
# Has no HTTPS for its feeds.
PLAIN = {"people-cn"}


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    return load_sources(default_sources_path())


def _primary(tag: str) -> str:
    return tag.partition("-")[0]


def test_the_list_is_broad(sources: tuple[Source, ...]) -> None:
    languages = {_primary(tag) for source in sources for tag in source.languages} - {"en"}
    assert len(sources) >= 300
    assert len(languages) >= 50
    assert len({source.country for source in sources}) >= 60


def test_no_outlet_stands_twice(sources: tuple[Source, ...]) -> None:
    feeds = Counter(normalise(feed.url) for source in sources for feed in source.feeds)
    assert [url for url, count in feeds.items() if count > 1] == []
    assert len({normalise(source.home) for source in sources}) == len(sources)
    assert len({source.id for source in sources}) == len(sources)


def test_the_list_is_in_the_order_of_countries_and_names(sources: tuple[Source, ...]) -> None:
    order = [(source.country, source.name) for source in sources]
    assert order == sorted(order)


def test_every_id_is_a_short_slug(sources: tuple[Source, ...]) -> None:
    assert [s.id for s in sources if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", s.id) or len(s.id) > 24] == []


def test_every_country_exists(sources: tuple[Source, ...]) -> None:
    assert {source.country for source in sources} <= countries().keys()


def test_every_language_tag_is_one_and_none_is_english_alone(sources: tuple[Source, ...]) -> None:
    for source in sources:
        assert all(Locale.parse(tag, sep="-") for tag in source.languages)
        assert source.languages[0] != "en", source.id


def test_scripts_are_named_where_a_language_has_two(sources: tuple[Source, ...]) -> None:
    assert not {"zh", "sr"} & {tag for source in sources for tag in source.languages}


def test_every_outlet_has_a_kind_and_one_to_four_feeds(sources: tuple[Source, ...]) -> None:
    assert {source.kind for source in sources} == KINDS
    assert [source.id for source in sources if not 1 <= len(source.feeds) <= 4] == []


def test_state_and_party_outlets_name_their_owner(sources: tuple[Source, ...]) -> None:
    assert [s.id for s in sources if s.kind.startswith(("state", "party")) and not s.owner] == []


def test_addresses_are_https(sources: tuple[Source, ...]) -> None:
    assert [source.id for source in sources if not source.home.startswith("https://")] == []
    plain = {source.id for source in sources for feed in source.feeds if not feed.url.startswith("https://")}
    assert plain == PLAIN


def test_counting_services_and_aggregators_are_not_asked(sources: tuple[Source, ...]) -> None:
    others = re.compile(r"feedburner|news\.google|reddit\.com|rss\.app|feedx|rsshub|allafrica|//rss\.wn\.com")
    assert [feed.url for source in sources for feed in source.feeds if others.search(feed.url)] == []


def test_whole_texts_are_shown_only_of_openly_licensed_outlets(sources: tuple[Source, ...]) -> None:
    assert {source.id for source in sources if source.policy == "full"} == OPEN
    assert "none" not in {source.policy for source in sources}


def test_the_models_of_this_paper_are_followed(sources: tuple[Source, ...]) -> None:
    found: dict[str, Source] = {source.id: source for source in sources}
    assert found["jam-news"].country == "GE"
    assert {"ka", "hy", "az", "ru"} <= set(found["jam-news"].languages)
    assert found["merkur"].home == "https://www.merkur.de/"


def test_the_file_says_how_to_read_it() -> None:
    assert Path(default_sources_path()).read_text(encoding="utf-8").startswith("# ")
