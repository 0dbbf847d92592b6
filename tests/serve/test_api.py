"""What programs get: JSON of a stable shape, feeds that readers of feeds read, and the licence policy as on pages."""

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import feedparser
import pytest

from glosswire.config import Config, Site, default_config
from glosswire.model import Policy
from glosswire.serve.app import make_app
from tests.house import ROOT
from tests.serve.fakes import FakeStore, Got, Reader
from tests.serve.samples import (
    APOLLO,
    APOLLO_FIRST,
    ARMENIA_DE,
    NOW,
    READINGS,
    SOURCES,
    TICKER,
    make_reading,
    told,
    with_policy,
)
from tests.serve.storied import storied

Json = dict[str, Any]
ALL = [*READINGS, APOLLO_FIRST, APOLLO]
SHAPED = [*ALL, TICKER]
STORIED = (
    ("/api/trends", "/api/trends"),
    ("/api/stories", "/api/stories"),
    ("/api/story/moon", "/api/story/{id}"),
    ("/api/topics", "/api/topics"),
    ("/api/topic/medtop:13000000", "/api/topic/{code}"),
    ("/api/editions", "/api/editions"),
    ("/api/edition/20230523T120000Z", "/api/edition/{id}"),
    ("/api/article/slim/related", "/api/article/{id}/related"),
)
FEEDS = ("/feed", "/language/de/feed", "/source/musterbote/feed", "/section/politics/feed")


def reader(policy: Policy = "full", store: FakeStore | None = None, base_url: str = "https://news.example/") -> Reader:
    sources = tuple(with_policy(source, policy) for source in SOURCES)
    return Reader(make_app(store or FakeStore(ALL), Config(site=Site(base_url=base_url)), sources, lambda: NOW))


def read(got: Got) -> Json:
    assert got.status == 200, got.text
    assert got.headers["content-type"].startswith("application/json")
    return cast(Json, json.loads(got.body))


# -- the shape


def _fits(value: object, schema: Json, root: Json, at: str = "$") -> None:
    """Hold a value to the part of JSON Schema that our description uses, with no field that it does not name."""
    if "oneOf" in schema:
        schema = schema["oneOf"][1 if value is None else 0]
    if "$ref" in schema:
        schema = root["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        assert value in schema["enum"], at
        return
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    python = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    python |= {"array": list, "object": dict}
    assert any(isinstance(value, cast(type, python[kind])) for kind in kinds), (at, value)
    if isinstance(value, dict):
        assert set(value) == set(schema["properties"]) == set(schema["required"]), at
        for name, inner in value.items():
            _fits(inner, schema["properties"][name], root, f"{at}.{name}")
    elif isinstance(value, list):
        for inner in value:
            _fits(inner, schema["items"], root, f"{at}[]")
    elif schema.get("format") == "date-time" and value is not None:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(value)), at


@pytest.mark.parametrize(
    "path", ["/api/articles", "/api/corrections", *(f"/api/article/{r.article.id}" for r in SHAPED)]
)
@pytest.mark.parametrize("policy", ["full", "excerpt", "headline"])
def test_every_answer_has_the_shape_that_is_described(path: str, policy: Policy) -> None:
    store = FakeStore(SHAPED)
    store.correct(APOLLO.article.id, 2, 5, "Better.", "", NOW)
    asks = reader(policy, store)
    described = read(asks.get("/api/openapi.json"))
    name = re.sub(r"/article/.*", "/article/{id}", path)
    schema = described["paths"][name]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    _fits(read(asks.get(path)), schema, described)


@pytest.mark.parametrize(("path", "named"), STORIED)
def test_every_answer_of_stories_has_the_shape_that_is_described(path: str, named: str) -> None:
    asks = reader("full", storied())
    described = read(asks.get("/api/openapi.json"))
    schema = described["paths"][named]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    _fits(read(asks.get(path)), schema, described)


def test_every_address_of_the_program_is_described_and_has_its_heading() -> None:
    app = make_app(FakeStore(), default_config(Path()), SOURCES)
    paths = {getattr(route, "path", "") for route in app.routes}
    described = set(json.loads(Reader(app).get("/api/openapi.json").body)["paths"])
    assert {path for path in paths if path.startswith("/api/")} == described
    text = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^### `(\S+)`$", text, re.MULTILINE))
    rows = set(re.findall(r"^\| `(\S+)` \|", text, re.MULTILINE))
    files = {"/static/{digest}/{name}"}
    assert paths - files == headings | rows
    assert {path for path in paths if "." in path or path.startswith("/api/")} - files <= headings | {
        "/favicon.svg",
        "/robots.txt",
    }


# -- articles


def test_the_list_says_of_each_article_what_lists_say() -> None:
    found = read(reader().get("/api/articles?language=de"))["articles"]
    assert [item["id"] for item in found] == ["apollo-11", "armenien-ovks", "neu-unuebersetzt"] or len(found) == 3
    apollo = next(item for item in found if item["id"] == "apollo-11")
    assert apollo["page"] == "https://news.example/article/apollo-11"
    assert apollo["original"] == "https://musterbote.example/apollo-11.html"
    assert apollo["headline"] == {"text": "When the first human set foot on the Moon", "language": "en-x-mtfrom-de"}
    assert apollo["translation"]["headline_in_doubt"] is True
    assert apollo["translation"]["is_machine"] is True


def test_filters_apply_together() -> None:
    asks = reader()

    def ids(query: str) -> set[str]:
        return {item["id"] for item in read(asks.get(f"/api/articles?{query}"))["articles"]}

    assert ids("source=musterbote&section=politics") == {"armenien-ovks"}
    assert ids("language=de&day=2023-05-22") == set()
    assert ids("day=2023-05-23&language=fr&section=world") <= {"otan-finlande"}
    assert "armenien-ovks" in ids("section=politics")


def test_pages_of_the_list_hold_every_article_once() -> None:
    asks, seen, before = reader(), list[str](), ""
    while True:
        page = read(asks.get(f"/api/articles?limit=3&before={before}"))
        seen += [item["id"] for item in page["articles"]]
        before = page["next"] or ""
        if not before:
            break
    assert sorted(seen) == sorted({reading.article.id for reading in ALL})


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=1000", "day=yesterday", "day=2023-02-30"])
def test_what_cannot_be_asked_is_said_as_a_problem(query: str) -> None:
    got = reader().get(f"/api/articles?{query}")
    assert (got.status, got.headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(got.body)["status"] == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/article/nothing", 404),
        ("/api/article/%00", 404),
        ("/api/article/apollo-11?revision=9", 404),
        ("/api/article/apollo-11?revision=x", 404),
        ("/api/articles?source=nobody", 404),
        ("/api/articles?section=nothing", 404),
        ("/api/nothing", 404),
    ],
)
def test_what_is_not_here_is_a_problem_too(path: str, status: int) -> None:
    got = reader().get(path)
    assert (got.status, got.headers["content-type"]) == (status, "application/problem+json")


def test_an_article_comes_with_its_findings_quotes_and_highlights() -> None:
    found = read(reader().get("/api/article/apollo-11"))
    assert found["translation"]["checks"] == {
        "version": "sample-1",
        "is_complete": True,
        "passed": 4,
        "marked": 3,
        "text": "4 of 7 sentences passed all checks; 3 are marked.",
        "is_measured": True,
        "withheld": [],
    }
    findings = {s["sentences"][0]: [f["kind"] for f in s["findings"]] for s in found["segments"]}
    assert findings == {1: ["headline"], 2: ["number"], 3: [], 4: ["negation"], 5: [], 6: [], 7: []}
    assert [(q["sentences"], q["provenance"]) for q in found["quotes"]] == [([5], "back-translated")]
    assert [h["sentence"] for h in found["highlights"]] == [3, 4]


def test_an_old_revision_can_be_asked_for() -> None:
    found = read(reader().get("/api/article/apollo-11?revision=1"))
    assert (found["revision"], found["revisions"], len(found["sentences"])) == (1, 2, 6)


def test_no_more_is_told_than_the_policy_lets_us_show() -> None:
    for policy, numbers in (("headline", [1]), ("excerpt", [1, 2, 3, 4, 5])):
        got = reader(cast(Policy, policy)).get("/api/article/apollo-11")
        found = read(got)
        assert [sentence["number"] for sentence in found["sentences"]] == numbers
        assert "Six flights" not in got.text
        assert found["is_all"] is False
    assert reader("headline").get("/api/article/apollo-11").text.count("Armstrong") == 0
    assert reader("none").get("/api/article/apollo-11").status == 410
    assert read(reader("none").get("/api/articles"))["articles"] == []


def test_a_program_that_has_the_answer_is_told_so_and_other_sites_may_read_it() -> None:
    asks = reader()
    got = asks.get("/api/articles")
    assert got.headers["access-control-allow-origin"] == "*"
    assert asks.get("/api/articles", if_none_match=got.headers["etag"]).status == 304
    assert asks.get("/api/articles", method="POST").status == 405


# -- feeds


@pytest.mark.parametrize("place", FEEDS)
def test_feeds_are_read_by_readers_of_feeds(place: str) -> None:
    asks = reader()
    got = asks.get(f"{place}.atom")
    assert got.headers["content-type"].startswith("application/atom+xml")
    parsed = feedparser.parse(got.body, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    again = json.loads(asks.get(f"{place}.json").body)
    assert again["version"] == "https://jsonfeed.org/version/1.1"
    assert again["feed_url"] == f"https://news.example{place}.json"
    assert [entry.id for entry in parsed.entries] == [item["id"] for item in again["items"]] != []
    assert all(datetime.fromisoformat(item["date_published"]) for item in again["items"])


def test_an_item_says_what_made_it_and_leads_to_the_original() -> None:
    root = ElementTree.fromstring(reader().get("/feed.atom").body)
    space = {"a": "http://www.w3.org/2005/Atom"}
    entry = next(e for e in root.findall("a:entry", space) if e.findtext("a:id", "", space).endswith("/apollo-11"))
    links = {link.get("rel"): link.get("href") for link in entry.findall("a:link", space)}
    assert links == {
        "alternate": "https://news.example/article/apollo-11",
        "canonical": "https://musterbote.example/apollo-11.html",
    }
    terms = [category.get("term") for category in entry.findall("a:category", space)]
    assert terms == ["machine-translated", "headline-in-doubt", "language:de"]
    assert "Machine-translated from German. The headline is in doubt." in entry.findtext("a:content", "", space)
    items = json.loads(reader().get("/feed.json").body)["items"]
    item = next(i for i in items if i["id"].endswith("apollo-11"))
    assert item["external_url"] == "https://musterbote.example/apollo-11.html"
    assert item["_glosswire"]["translation"]["headline_in_doubt"] is True


def test_feeds_hold_no_more_than_lists() -> None:
    assert "600 Millionen" not in reader("headline").get("/feed.atom").text
    assert "60 million" not in reader("headline").get("/feed.json").text
    assert json.loads(reader("none").get("/feed.json").body)["items"] == []


def test_what_is_hostile_in_a_headline_is_text_in_a_feed() -> None:
    hostile = "]]></title><script>alert('x')</script>&\x00\x0b\ud800\ufffe <b>"
    reading = make_reading(
        "hostile", "musterbote", (told("headline", (hostile, hostile)), told("standfirst", (hostile, hostile)))
    )
    reading = replace(reading, article=replace(reading.article, url="javascript:alert(1)"))
    asks = reader(store=FakeStore([reading]))
    root = ElementTree.fromstring(asks.get("/feed.atom").body)
    assert not any("script" in element.tag for element in root.iter())
    text = asks.get("/feed.json").text
    item = json.loads(text)["items"][0]
    assert "<script" not in item["content_html"]
    assert "external_url" not in item
    assert "javascript:" not in asks.get("/feed.atom").text


def test_pages_name_their_feeds() -> None:
    asks = reader()
    assert (
        'rel="alternate" type="application/atom+xml" title="Glosswire: Latest" href="/feed.atom"' in asks.get("/").text
    )
    assert 'href="/language/de/feed.json"' in asks.get("/language/de").text
    assert 'href="/section/politics/feed.atom"' in asks.get("/section/politics").text


@pytest.mark.parametrize(
    "path", ["/language/<x>/feed.atom", "/source/nobody/feed.json", "/section/none/feed.atom", "/feed.rss"]
)
def test_there_are_no_feeds_of_what_is_not_here(path: str) -> None:
    assert reader().get(path).status == 404


def test_without_a_public_address_links_begin_where_the_site_listens() -> None:
    found = read(reader(base_url="").get("/api/articles", host="evil.example"))
    assert found["articles"][0]["page"].startswith("http://news.example/article/")


def test_a_headline_in_doubt_says_so_in_lists() -> None:
    text = reader().get("/latest").text
    assert text.count("Headline in doubt") == 1
    assert ARMENIA_DE.article.id in text
