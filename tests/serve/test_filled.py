"""The pages, feeds and answers of stories over a real store, as the newsroom's own desk fills it."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from glosswire.config import default_config
from glosswire.model import ArticleId, Story
from glosswire.serve.app import make_app
from glosswire.store.store import Store, open_store
from glosswire.stories.known import VERSION
from glosswire.stories.topics import Label, topics
from tests.serve.fakes import FakeStore, Reader
from tests.serve.filled import NOW, SOURCES, fill
from tests.stories.test_compare import IN_ENGLISH

pytestmark = pytest.mark.xdist_group("filled")  # which is filled once
QUAKE = ArticleId("earthquake-journal-d-essai")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("filled")
    with open_store(f"sqlite:///{folder / 'news.db'}") as opened:
        fill(opened, folder)
        yield opened


@pytest.fixture(scope="module")
def site(store: Store) -> Reader:
    return Reader(make_app(store, default_config(Path()), SOURCES, lambda: NOW))


def quake(store: Store) -> Story:
    story = store.story_of(QUAKE)
    assert story is not None
    return story


def liking(store: Store) -> ArticleId:
    """An article whose readers may like others."""
    return next(listing.id for listing in store.latest(99) if store.related(listing.id))


def busiest(store: Store) -> Label:
    """The topic that most articles are on."""
    tallies = store.topic_tallies(NOW.replace(year=2000))
    return topics()[tallies[0].name]


def pages(store: Store) -> list[str]:
    """Every page that stories have here."""
    shared, editions = store.shared_stories(99), store.editions(9)
    found = ["/", "/trends", "/stories", "/topics", "/editions", *(f"/edition/{edition.id}" for edition in editions)]
    found += [f"/story/{story.id}" for story in shared]
    found += [f"/topic/{label.slug}" for label in topics().values()]
    articles = [article_id for story in shared for article_id in story.articles]
    return [*found, *(f"/article/{one}" for one in articles), *(f"/article/{one}/like" for one in articles)]


def test_the_desk_makes_of_the_sample_press_what_pages_need(store: Store) -> None:
    assert len(store.shared_stories(99)) >= 5
    assert set(quake(store).languages) >= {"de", "fr", "es"}
    assert store.trends()
    assert store.editions(9)
    assert sum(len(store.related(listing.id)) for listing in store.latest(99)) > 50
    assert sum(tally.articles for tally in store.topic_tallies(NOW.replace(year=2000))) > 20
    assert len(store.stated(quake(store).articles, VERSION)) == len(set(IN_ENGLISH) & set(quake(store).articles))


def test_every_page_answers_and_each_of_its_links_leads_somewhere(store: Store, site: Reader) -> None:
    statuses: dict[str, int] = {}
    for page in pages(store):
        got = site.get(page)
        assert (page, got.status) == (page, 200)
        assert got.text.count("<h1") == 1, page
        ids = set(re.findall(r'\sid="([^"]+)"', got.text))
        for href in map(unescape, re.findall(r'\shref="([^"]*)"', got.text)):
            path, _, place = href.partition("#")
            if href.startswith("#"):
                assert place in ids, f"{href} on {page}"
            elif path.startswith("/") and path not in statuses:
                statuses[path] = site.get(path).status
    assert len(statuses) > 150
    assert {path: status for path, status in statuses.items() if status != 200} == {}
    assert site.faults == []


def test_each_sentence_that_a_cell_opens_is_on_its_article_s_page(store: Store, site: Reader) -> None:
    text = site.get(f"/story/{quake(store).id}").text
    cells = set(re.findall(r'href="(/article/[^"#]+)#(s\d+)"', text))
    assert len(cells) > 10
    for path, place in cells:
        assert f'id="{place}"' in site.get(path).text


def test_a_story_of_several_languages_shows_where_its_reports_differ(store: Store, site: Reader) -> None:
    text = site.get(f"/story/{quake(store).id}").text
    assert "<svg" in text
    differ = text.partition("Where they differ")[2].partition("Where they agree")[0]
    assert "912" in differ
    assert "1,014" in differ
    told = json.loads(site.get(f"/api/story/{quake(store).id}").text)
    dead = next(fact for fact in told["facts"] if fact["about"] == "dead")
    assert dead["state"] == "differ"


def test_a_wire_s_text_stands_once_and_names_its_agency_and_carriers(store: Store, site: Reader) -> None:
    of, carrier = ArticleId("webb-journal-d-essai"), ArticleId("webb-feuille-temoin")
    story = store.story_of(of)
    assert story is not None
    assert carrier in story.articles
    text = site.get(f"/article/{of}").text
    assert "Also carried by" in text
    assert f'href="/article/{carrier}"' in text.partition("Also carried by")[2]
    assert "GSW" in text.partition("Also carried by")[0][-600:] + text.partition("Also carried by")[2][:600]
    assert f'href="/article/{of}"' in site.get(f"/article/{carrier}").text


@pytest.mark.parametrize("form", ["atom", "json"])
def test_each_page_has_its_feed_whose_items_lead_somewhere(store: Store, site: Reader, form: str) -> None:
    topic, story, liked = f"/topic/{busiest(store).slug}", f"/story/{quake(store).id}", f"/article/{liking(store)}/like"
    for page in ("/trends", "/stories", "/editions", topic, story, liked):
        got = site.get(f"{page}/feed.{form}")
        assert (page, got.status) == (page, 200)
        paths = set(re.findall(r"http://news\.example(/[^\"<&#?\\]+)", got.text))
        assert len(paths) > 2, page
        assert {path: site.get(path).status for path in paths} == dict.fromkeys(paths, 200)


def test_each_page_has_its_answer_for_programs(store: Store, site: Reader) -> None:
    edition = store.edition()
    assert edition is not None
    for page, key in (
        ("trends", "trends"),
        ("stories", "stories"),
        (f"story/{quake(store).id}", "reports"),
        ("topics", "topics"),
        (f"topic/{busiest(store).code}", "articles"),
        ("editions", "editions"),
        (f"edition/{edition.id}", "sections"),
        (f"article/{liking(store)}/related", "related"),
    ):
        got = site.get(f"/api/{page}")
        assert (page, got.status) == (page, 200)
        assert json.loads(got.text)[key], page


def test_the_store_in_memory_gives_the_same_pages(store: Store, site: Reader) -> None:
    fake = FakeStore(store.readings([listing.id for listing in store.latest(99)]))
    fake.mirror(store)
    beside = Reader(make_app(fake, default_config(Path()), SOURCES, lambda: NOW))
    for page in pages(store):
        if page != "/":
            assert beside.get(page).text == site.get(page).text, page
