import gzip
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import zstandard
from starlette.applications import Starlette

from glosswire.config import Config, Site, default_config
from glosswire.model import Block, Policy, Segment, Sentence, Source
from glosswire.serve.app import make_app
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import ARMENIA_DE, NOW, READINGS, SOURCES, make_reading, told, with_policy

ARTICLE = "/article/armenien-ovks"
PAGES = (
    "/",
    "/latest",
    ARTICLE,
    "/day/2023-05-23",
    "/source/musterbote",
    "/sources",
    "/language/ar",
    "/languages",
    "/section/politics",
    "/search?q=armenia",
    "/about",
    "/privacy",
    "/disclaimer",
)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def make(
    store: FakeStore, sources: tuple[Source, ...] = SOURCES, config: Config | None = None, clock: Clock | None = None
) -> Starlette:
    return make_app(store, config or default_config(Path()), sources, lambda: NOW, clock or Clock())


def reader(policy: Policy = "full", page_size: int = 30) -> Reader:
    sources = tuple(with_policy(source, policy) for source in SOURCES)
    return Reader(make(FakeStore(READINGS), sources, Config(site=Site(page_size=page_size))))


# -- pages


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_one_headline_of_its_own(path: str) -> None:
    got = reader().get(path)
    assert got.status == 200
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert got.text.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_site_for_anything_or_runs_a_script_of_its_own(path: str) -> None:
    text = reader().get(path).text
    loads = re.findall(r'<(?:img|script|iframe|source|video|audio|embed|object)[^>]*\ssrc="([^"]*)"', text)
    loads += re.findall(r'<link rel="(?:stylesheet|icon|preload)"[^>]*href="([^"]*)"', text)
    assert loads
    assert all(address.startswith("/") for address in loads)
    assert not re.search(r"<script(?![^>]*(?:src=|application/ld\+json))|\son\w+=|\sstyle=|<style", text)


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/robots.txt", "/favicon.svg"])
def test_every_answer_is_strict_about_what_may_be_done_with_it(path: str) -> None:
    headers = reader().get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_the_article_page_holds_what_a_newspaper_and_a_checker_need() -> None:
    text = reader().get(ARTICLE).text
    assert 'lang="en-x-mtfrom-de" dir="ltr"><span id="s1">Armenia does not rule out leaving the CSTO</span>' in text
    assert 'lang="de" dir="ltr">Armenien schließt einen Austritt aus der OVKS nicht aus</p>' in text
    assert '<time datetime="2023-05-23T11:52:59.104Z">Tuesday 23 May 2023, 11:52:59.104 UTC</time>' in text
    assert '<link rel="canonical" href="https://musterbote.example/armenien-ovks.html">' in text
    for piece in ("Highlights", "EU observers at the border</span>", "Agency: <bdi>dpa</bdi>", "All news articles on"):
        assert piece in text
    for piece in ("Machine-translated from German", "MPL-2.0", "COMET-22 0.884", 'href="/privacy"', "Latest"):
        assert piece in text
    assert "not under our control" in text


def test_the_first_link_of_an_article_leads_to_the_original() -> None:
    article = reader().get(ARTICLE).text.partition('<article class="article')[2]
    found = re.search(r'<a [^>]*href="([^"]+)"[^>]*>', article)
    assert found is not None
    assert found[1] == "https://musterbote.example/armenien-ovks.html"
    assert 'rel="external noopener noreferrer"' in found[0]


def test_machines_are_told_what_translates_what() -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', reader().get(ARTICLE).text)
    assert found is not None
    stated = json.loads(found[1])
    assert (stated["@type"], stated["inLanguage"]) == ("NewsArticle", "en-x-mtfrom-de")
    original = stated["translationOfWork"]
    assert (original["inLanguage"], original["url"]) == ("de", "https://musterbote.example/armenien-ovks.html")


def test_each_sentence_has_an_address_and_highlights_lead_to_theirs() -> None:
    text = reader().get(ARTICLE).text
    ids = re.findall(r'id="(s\d+)"', text)
    assert ids == [f"s{number}" for number in range(1, 19)]
    assert set(re.findall(r'href="#(s\d+)"', text)) <= set(ids)


def test_markup_in_what_publishers_write_is_text() -> None:
    hostile = '<img src=x onerror="alert(1)">'
    told_blocks = (told("headline", (hostile, hostile)), told("paragraph", (hostile, hostile)))
    base = make_reading("hostile", "musterbote", told_blocks, authors=(hostile,), agency=(hostile,))
    text = Reader(make(FakeStore([base]))).get("/article/hostile").text
    assert "<img" not in text
    assert "&lt;img src=x" in text


def test_a_link_of_the_original_that_is_none_of_the_web_is_text() -> None:
    mark = replace(ARMENIA_DE.article.blocks[2].marks[0], url="javascript:alert(1)")
    blocks = tuple(replace(b, marks=(mark,)) if i == 2 else b for i, b in enumerate(ARMENIA_DE.article.blocks))
    reading = replace(ARMENIA_DE, article=replace(ARMENIA_DE.article, blocks=blocks))
    assert "javascript:" not in Reader(make(FakeStore([reading]))).get(ARTICLE).text


def test_an_empty_newsroom_says_what_it_is_doing() -> None:
    empty = Reader(make(FakeStore()))
    assert "still fetching its first articles" in empty.get("/").text
    assert "still fetching its first articles" in empty.get("/latest").text
    assert "No articles are kept of this day" in empty.get("/day/2020-02-02").text
    assert Reader(make(FakeStore(), ())).get("/sources").status == 200


def test_a_day_leads_to_its_neighbours() -> None:
    text = reader().get("/day/2023-05-23").text
    assert "All news articles on 2023-05-23" in text
    assert 'rel="prev" href="/day/2023-05-22"' in text
    assert 'rel="next"' not in text


def test_a_source_shows_its_card() -> None:
    text = reader("headline").get("/source/musterbote").text
    for piece in ("Germany", "German", "Glosswire samples", "regional newspaper", "Only headlines are shown"):
        assert piece in text


def test_a_list_shows_the_originals_headline_in_its_own_script() -> None:
    text = reader().get("/language/ar").text
    assert '<p class="own" lang="ar" dir="rtl">مؤتمر المناخ' in text


def test_what_is_to_come_from_right_to_left_is_written_so_as_a_whole() -> None:
    said = (
        ("قال رئيس الوزراء ذلك.", "The prime minister said so."),
        ("وجاء ذلك في مؤتمر صحفي.", "It was at a press call."),
    )
    blocks = (told("headline", ("أرمينيا", "Armenia")), told("paragraph", *said))
    for done, way in ((1, '<p class="en" lang="ar" dir="rtl">'), (2, '<p class="en">'), (3, '<p class="en">')):
        text = (
            Reader(make(FakeStore((make_reading("arminiya", "mithal", blocks, done=done),))))
            .get("/article/arminiya")
            .text
        )
        assert way in text
        assert ('<span class="s k2 to-come" id="s3" lang="ar" dir="rtl">' in text) == (done == 2), "beside English"


def test_pages_of_a_list_hold_every_article_once() -> None:
    asks = reader(page_size=4)
    path, seen = "/latest", list[str]()
    for _ in range(10):
        text = asks.get(path).text
        seen += re.findall(r'<h2><a href="/article/([^"]+)"', text)
        found = re.search(r'rel="next" href="(/latest\?before=[^"]+)"', text)
        if found is None:
            break
        path = found[1]
    assert sorted(seen) == sorted(reading.article.id for reading in READINGS)


def test_pages_of_a_section_join_what_publishers_call_by_many_names() -> None:
    asks = reader(page_size=2)
    first = asks.get("/section/politics").text
    found = re.search(r'rel="next" href="([^"]+)"', first)
    assert found is not None
    second = asks.get(found[1]).text
    seen = re.findall(r'<h2><a href="/article/([^"]+)"', first + second)
    assert seen == ["armenien-ovks", "hayastan-hapk", "kandydat-yes", "cumhuriyet"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/article/nothing",
        "/article/" + "x" * 999,
        "/article/%00",
        "/day/2023-02-30",
        "/day/yesterday",
        "/day/20230523",
        "/source/nobody",
        "/language/<x>",
        "/section/unheard-of",
        "/latest?before=nothing",
        "/static/0/site.css",
    ],
)
def test_what_is_not_here_is_said_kindly(path: str) -> None:
    got = reader().get(path)
    assert got.status == 404
    assert "Not in this newsroom" in got.text


def test_only_reading_is_answered() -> None:
    assert reader().get("/", method="POST").status == 405


def test_a_head_request_gets_the_headers() -> None:
    got = reader().get(ARTICLE, method="HEAD")
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_robots_are_told_what_to_leave_alone() -> None:
    assert reader().get("/robots.txt").text == "User-agent: *\nDisallow: /search\nDisallow: /article/*/report\n"


# -- the licence policy, everywhere


@pytest.mark.parametrize("path", ["/", "/latest", "/day/2023-05-23", "/language/de", "/search?q=armenia", "/sources"])
def test_a_source_that_wants_nothing_shown_is_in_no_list(path: str) -> None:
    text = reader("none").get(path).text
    assert "OVKS" not in text
    assert "Musterbote" not in text


def test_an_article_of_a_source_that_wants_nothing_shown_is_gone_and_one_of_a_stranger_is_not_here() -> None:
    assert reader("none").get(ARTICLE).status == 410
    assert reader("none").get("/source/musterbote").status == 410
    assert Reader(make(FakeStore(READINGS), ())).get(ARTICLE).status == 404


def test_pages_are_filled_past_articles_that_may_not_be_listed() -> None:
    hidden = {reading.article.source_id for reading in READINGS[:6]}
    sources = tuple(with_policy(s, "none") if s.id in hidden else s for s in SOURCES)
    asks = Reader(make(FakeStore(READINGS), sources, Config(site=Site(page_size=3))))
    assert len(re.findall(r'<h2><a href="/article/', asks.get("/latest").text)) == 3


# -- answers that cost little to give again


def test_pages_are_sent_in_the_best_coding_that_a_reader_takes() -> None:
    asks = reader()
    plain = asks.get(ARTICLE)
    assert "content-encoding" not in plain.headers
    packed = asks.get(ARTICLE, accept_encoding="gzip, deflate, br")
    assert gzip.decompress(packed.body) == plain.body
    zstd = asks.get(ARTICLE, accept_encoding="gzip, zstd")
    assert zstd.headers["content-encoding"] == "zstd"
    assert zstandard.ZstdDecompressor().decompress(zstd.body) == plain.body
    assert "content-encoding" not in asks.get(ARTICLE, accept_encoding="gzip;q=0, zstd;q=0.0").headers
    assert "content-encoding" not in asks.get(ARTICLE, accept_encoding="gzip;q=., ;;,").headers


def test_a_reader_that_has_the_page_is_told_so() -> None:
    asks = reader()
    etag = asks.get("/").headers["etag"]
    again = asks.get("/", if_none_match=etag)
    assert (again.status, again.body) == (304, b"")
    assert asks.get("/", if_none_match='"other"').status == 200


def test_a_page_is_kept_for_a_moment_and_then_shows_what_is_new() -> None:
    store, clock = FakeStore(READINGS[1:]), Clock()
    asks = Reader(make(store, clock=clock))
    first = asks.get("/latest")
    asked = store.asked
    store.take_in(ARMENIA_DE)
    assert asks.get("/latest").headers["etag"] == first.headers["etag"]
    assert store.asked == asked
    clock.seconds += 2.1
    assert "Armenia does not rule out" in asks.get("/latest").text


def test_invented_parameters_do_not_make_new_pages() -> None:
    store = FakeStore(READINGS)
    asks = Reader(make(store))
    asks.get("/")
    asked = store.asked
    asks.get("/?utm_source=x")
    assert store.asked == asked


def test_what_is_asked_for_in_a_thousand_ways_drives_no_page_away() -> None:
    store = FakeStore(READINGS)
    asks = Reader(make_app(store, default_config(Path()), SOURCES, lambda: NOW, Clock()))
    asks.get("/")
    for number in range(700):
        asks.get(f"/search?q={number}" if number % 2 else f"/corrections?before={number + 1}")
    before = store.asked
    asks.get("/")
    assert store.asked == before


class _Scripts(HTMLParser):
    """What a browser's parser takes for script elements, with their texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.comments = 0
        self._is_in = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_in = tag == "script"
        if self._is_in:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_in = False

    def handle_data(self, data: str) -> None:
        if self._is_in:
            self.found[-1] += data

    def handle_comment(self, data: str) -> None:
        self.comments += 1


@pytest.mark.parametrize(
    "evil", ["</script><script>alert(1)</script>", "<!--<script>", "]]>&lt;/script>\u2028</SCRIPT >"]
)
def test_nothing_that_a_publisher_writes_ends_the_script_element_that_states_the_page(evil: str) -> None:
    article = replace(
        ARMENIA_DE.article,
        blocks=tuple(replace(block, text=evil, marks=()) for block in ARMENIA_DE.article.blocks),
        authors=(evil,),
        url=f"https://musterbote.example/{evil}",
        section=evil,
    )
    sentences = tuple(Sentence(index, 0, len(evil)) for index in range(len(article.blocks)))
    segments = tuple(Segment((sentence,), evil, engine="sample-de") for sentence in sentences)
    made = replace(ARMENIA_DE.translation, segments=segments, sentences=len(sentences))
    engines = tuple(replace(engine, title=evil) for engine in ARMENIA_DE.engines)
    reading = replace(
        ARMENIA_DE, article=article, sentences=sentences, translation=made, engines=engines, highlights=(), quotes=()
    )
    sources = tuple(replace(source, name=evil) for source in SOURCES)
    config = Config(site=Site(title=evil))
    body = Reader(make_app(FakeStore([reading]), config, sources, lambda: NOW)).get(ARTICLE).text
    parser = _Scripts()
    parser.feed(body)
    stated, *others = [text for text in parser.found if text]
    assert (len(others), parser.comments) == (0, 0)
    assert not set("<>&") & set(stated)
    assert json.loads(stated)["translationOfWork"]["headline"] == evil
    assert json.loads(stated)["sdPublisher"]["name"] == evil


def test_files_of_the_site_are_kept_for_ever_under_an_address_of_their_content() -> None:
    asks = reader()
    addresses = re.findall(r'"(/static/[^"]+)"', asks.get("/").text)
    assert len(addresses) == 2
    for address in addresses:
        got = asks.get(address)
        assert got.status == 200
        assert "immutable" in got.headers["cache-control"]


# -- trouble


def test_a_busy_store_is_a_moment_to_wait() -> None:
    store = FakeStore(READINGS)
    store.get_busy()
    got = Reader(make(store)).get("/")
    assert (got.status, got.headers["retry-after"]) == (503, "5")
    assert "One moment" in got.text


def test_a_fault_of_ours_has_a_page_and_is_not_hidden() -> None:
    class Broken(FakeStore):
        def days_around(self, day: object) -> tuple[None, None]:
            raise RuntimeError("a bug")

    asks = Reader(make(Broken(READINGS)))
    got = asks.get("/day/2023-05-23")
    assert got.status == 500
    assert "Something broke" in got.text
    assert "a bug" not in got.text
    assert [str(fault) for fault in asks.faults] == ["a bug"]


def test_text_that_no_encoding_can_hold_does_not_break_a_page() -> None:
    blocks = (Block("headline", "broken \ud800 text"), *ARMENIA_DE.article.blocks[1:])
    reading = replace(ARMENIA_DE, article=replace(ARMENIA_DE.article, blocks=blocks))
    assert Reader(make(FakeStore([reading]))).get(ARTICLE).status == 200
