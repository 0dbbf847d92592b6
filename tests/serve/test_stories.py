"""What readers and programs see of stories, trends, topics and front pages."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from glosswire.config import Config, Site, default_config
from glosswire.model import ArticleId, Block, Finding, Policy, Reading, Source, StoryId
from glosswire.serve import compared
from glosswire.serve.app import make_app
from glosswire.serve.lists import Opened
from glosswire.serve.reasons import why_it_leads, why_placed
from glosswire.serve.story_views import Compared
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import ARMENIA_DE, NOW, READINGS, SOURCES, make_reading, told, with_policy
from tests.serve.storied import (
    ARMENIA,
    BY_ID,
    HOUR,
    INDIA,
    MOON,
    MOON_DE,
    MOON_ES,
    MOON_FR,
    MOON_STORY,
    SLIM,
    WORLD,
    storied,
    trend,
)

EDITION = f"{NOW:%Y%m%dT%H%M%SZ}"
PAGES = (
    "/trends",
    "/stories",
    "/story/moon",
    "/story/india",
    "/topics",
    "/topic/science",
    f"/edition/{EDITION}",
    "/editions",
    "/article/slim/like",
)
FEEDS = ("/trends", "/stories", "/story/moon", "/topic/science", "/editions", "/article/slim/like")


def reader(store: FakeStore | None = None, hidden: tuple[str, ...] = (), page_size: int = 30) -> Reader:
    """A site in front of the newsroom with stories; some of its sources may be hidden."""
    policies: dict[bool, Policy] = {True: "none", False: "full"}
    sources: tuple[Source, ...] = tuple(with_policy(source, policies[source.id in hidden]) for source in SOURCES)
    return Reader(make_app(store or storied(), Config(site=Site(page_size=page_size)), sources, lambda: NOW))


def part(text: str, title: str) -> str:
    """What stands under a heading, up to the next section."""
    return text.partition(f">{title}<")[2].partition("</section>")[0]


# -- pages


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_one_headline_and_leads_on(path: str) -> None:
    got = reader().get(path)
    assert got.status == 200
    assert got.text.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*(?:src=|application/ld\+json))|\son\w+=|\sstyle=|<style", got.text)


@pytest.mark.parametrize(
    "path", ["/trends", "/stories", "/topics", "/topic/science", "/editions", "/article/slim/like"]
)
def test_a_young_newsroom_says_that_there_is_nothing_yet(path: str) -> None:
    got = reader(FakeStore(READINGS)).get(path)
    assert got.status == 200
    assert 'class="empty"' in got.text or path == "/topics"


@pytest.mark.parametrize(
    "path", ["/story/none", "/story/..%2F..", "/story/" + "x" * 65, "/edition/none", "/edition/<b>", "/topic/none"]
)
def test_what_is_not_here_is_missing(path: str) -> None:
    assert reader().get(path).status == 404


def test_a_story_that_turned_out_to_be_another_leads_there_for_good() -> None:
    for path in ("/story/luna", "/api/story/luna", "/story/luna/feed.atom"):
        got = reader().get(path)
        assert got.status == 308
        assert got.headers["location"] == path.replace("luna", "moon")


def test_trends_say_why_and_of_which_hours() -> None:
    text = reader().get("/trends").text
    assert "The 24 hours up to 23 May 2023, 12:00 UTC." in text
    assert "5 sources in 5 languages since 06:00 UTC" in text
    assert "1 carrier of the same texts not counted" in text
    assert 'role="img" aria-label="6 reports in 24 hours, the most (2) in the hour to 07:00 UTC"' in text


def test_trends_of_a_newsroom_that_stood_still_say_so() -> None:
    store = storied()
    app = make_app(store, default_config(Path()), SOURCES, lambda: NOW + 100 * HOUR)
    assert "the last day that this newsroom has news of" in Reader(app).get("/trends").text


def test_topics_of_a_newsroom_that_stood_still_are_counted_up_to_its_last_day() -> None:
    assert "articles of the last seven days are on each" in reader().get("/topics").text
    app = make_app(storied(), default_config(Path()), SOURCES, lambda: NOW + 1000 * HOUR)
    assert 'up to <a href="/day/2023-05-23">2023-05-23</a>' in Reader(app).get("/topics").text


def test_a_list_of_stories_counts_a_wires_text_once_and_goes_on_by_time() -> None:
    asks = reader(page_size=1)
    first = asks.get("/stories").text
    assert "2 reports from 2 sources in 2 languages" in first
    assert "5 reports" not in first
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = asks.get(older[1]).text
    assert "5 reports from 5 sources in 5 languages; 1 more carries a text of it" in second
    assert 'rel="next"' not in second


def pages_of(asks: Reader, limit: int) -> list[list[str]]:
    """The ids of all stories as a program that follows `next` gets them."""
    found, place = list[list[str]](), ""
    while place or not found:
        told = json.loads(asks.get(f"/api/stories?limit={limit}&before={quote(place)}").body)
        found.append([story["id"] for story in told["stories"]])
        place = told["next"] or ""
    return found


def test_no_story_falls_between_two_pages_however_many_are_of_one_time() -> None:
    store = FakeStore(READINGS)
    for n in range(120):
        store.group(f"same-{n}", ARMENIA_DE, INDIA)
    for n in range(30):
        store.group(f"older-{n}", BY_ID["campeones"], BY_ID["artemis"])
    pages = pages_of(reader(store), 20)
    assert [len(page) for page in pages] == [20] * 7 + [10]
    assert len({story_id for page in pages for story_id in page}) == 150


def test_stories_behind_many_that_are_hidden_are_reached_all_the_same() -> None:
    store = FakeStore([*READINGS, *MOON_STORY])
    for n in range(50):
        store.group(f"shown-{n}", BY_ID["campeones"], BY_ID["artemis"])
    for n in range(850):
        store.group(f"hidden-{n}", MOON_FR, MOON_DE)
    asks = reader(store, hidden=("exemple", "musterbote"))
    assert sum(map(len, pages_of(asks, 20))) == 50
    first = asks.get("/stories").text
    assert "do not want them shown here" in first
    assert 'rel="next"' in first


def test_a_page_of_stories_reads_what_it_shows_and_one_more() -> None:
    store = FakeStore(READINGS)
    for n in range(40):
        store.group(f"s-{n}", ARMENIA_DE, INDIA)
    reader(store).get("/api/stories?limit=1")
    assert store.stories_read == 2


@pytest.mark.parametrize("path", ["/stories", "/api/stories", "/editions", "/api/editions"])
@pytest.mark.parametrize(
    "before",
    [
        "x",
        "2023-02-31T00:00:00.000000Z",
        "0000-01-01T00:00:00.000000Z",
        "9" * 300,
        "~moon",
        "2023-05-23T00:00:00.000000Z~",
        "2023-05-23T00:00:00.000000Z~..%2F..",
        "2023-05-23T00:00:00.000000Z~" + "x" * 65,
    ],
)
def test_a_place_that_is_none_is_refused(path: str, before: str) -> None:
    assert reader().get(f"{path}?before={before}").status == 400


def test_a_place_without_a_story_and_one_with_a_story_that_is_not_here_go_on_by_their_time() -> None:
    asks = reader()
    for before in ("2023-05-23T09:00:00.000000Z", "2023-05-23T09:00:00.000000Z~none"):
        got = asks.get(f"/api/stories?before={before}")
        assert got.status == 200
        assert {story["id"] for story in json.loads(got.body)["stories"]} < {"moon", "armenia"}


# -- beside an article


def test_an_article_shows_its_story_in_other_languages_and_each_text_once() -> None:
    text = reader().get("/article/slim").text
    more = part(text, "More on this story")
    assert [MOON_FR.article.id in more, MOON_DE.article.id in more] == [True, False]
    assert more.count("<article") == 4
    assert "5 reports from 5 sources in 5 languages" in more


def test_a_wires_text_names_its_agency_and_who_else_carries_it() -> None:
    carrier, first = reader().get("/article/mond-slim").text, reader().get("/article/lune-slim").text
    assert "A text of <bdi>AFP</bdi>." in part(carrier, "Also carried by")
    assert 'First carried by <a href="/article/lune-slim">' in part(carrier, "Also carried by")
    assert 'href="/article/mond-slim"' in part(first, "Also carried by")
    assert "mond-slim" not in part(first, "More on this story")


def test_what_a_reader_may_like_has_its_topic_and_the_reason() -> None:
    liked = part(reader().get("/article/slim").text, "You may like")
    assert '<a href="/topic/science">Science and technology</a>' in liked
    assert "Why: likeness 0.62 of 1, another source, from Hindi, 3 hours newer" in liked
    assert '<a href="/section/science-and-technology">' in liked, "its section, where no topic is known"


def test_nobody_may_like_what_has_become_the_same_story_or_a_copy_since() -> None:
    store = storied()
    campeones, artemis, chandrayaan = BY_ID["campeones"], BY_ID["artemis"], BY_ID["chandrayaan"]
    for name, reading in (("cup", campeones), ("artemis", artemis)):
        store.group(name, reading)
    store.relate(SLIM, campeones, chandrayaan, artemis)
    told = json.loads(reader(store).get("/api/article/slim/related").body)["related"]
    assert [item["article"]["id"] for item in told] == ["campeones", "chandrayaan", "artemis"]
    store.group("moon", *MOON_STORY, chandrayaan)
    store.group("cup", campeones, artemis)
    store.join("india", "moon")
    store.join("artemis", "cup")
    told = json.loads(reader(store).get("/api/article/slim/related").body)["related"]
    assert [item["article"]["id"] for item in told] == ["campeones"], "one of each story, and none of its own"
    store.copy(campeones, MOON_FR)
    assert "campeones" not in reader(store).get("/article/slim/like").text


def test_what_is_days_apart_is_told_in_days() -> None:
    store = storied()
    store.relate(SLIM, BY_ID["campeones"], BY_ID["artemis"])
    text = reader(store).get("/article/slim/like").text
    assert "from Spanish, 20 hours older" in text
    late = replace(SLIM.article, published_at=SLIM.article.published_at and SLIM.article.published_at + 100 * HOUR)
    store.take_in(replace(SLIM, article=late))
    assert "from Spanish, 5 days older" in reader(store).get("/article/slim/like").text


def test_an_article_of_nobody_else_has_no_story_beside_it() -> None:
    text = reader().get("/article/chandrayaan").text
    assert "More on this story" not in text
    assert "tell this story" not in text


# -- the front page


def test_the_front_page_is_the_last_edition_and_can_be_cited() -> None:
    text = reader().get("/").text
    assert text.index("The probe “SLIM” succeeds") < text.index("Armenia does not rule out leaving")
    assert "This front page of" in text
    assert f'href="/edition/{EDITION}"' in text
    lead = text.partition('aria-label="Lead"')[2].partition("</section>")[0]
    assert '<a href="/story/moon">5 reports from 5 sources in 5 languages</a>' in lead
    assert "5 sources in 5 languages since 06:00 UTC" in part(text, "Trends 24h")
    assert 'href="/topic/science">Science and technology</a>' in text


def test_the_front_page_has_what_a_reader_of_its_lead_may_like() -> None:
    store = storied()
    store.relate(SLIM, INDIA, BY_ID["campeones"], ARMENIA)
    liked = part(reader(store).get("/").text, "You may like")
    assert "Why: likeness 0.62 of 1" in liked
    assert re.findall(r'<h3><a href="/article/([^"]+)"', liked) == ["chandrayaan", "campeones"], "no lead again"
    assert 'href="/article/slim/like"' in reader(store).get("/").text


def test_without_an_edition_the_newest_lead_and_no_headline_in_doubt_does() -> None:
    finding = Finding("number", "critical", "The original says 2; the translation says 3.")
    segments = ARMENIA_DE.translation.segments
    doubted = replace(segments[0], findings=(finding,))
    reading = replace(ARMENIA_DE, translation=replace(ARMENIA_DE.translation, segments=(doubted, *segments[1:])))
    text = reader(FakeStore([reading, *READINGS[1:]])).get("/").text
    lead = text.partition('aria-label="Lead"')[2].partition("</section>")[0]
    assert "Finland becomes the thirty-first member of NATO" in lead
    assert "This front page of" not in text


def test_an_edition_stays_as_it_was_when_its_articles_change() -> None:
    store = storied()
    article = SLIM.article
    changed = replace(article, revision=2, blocks=(Block("headline", "別の見出し"), *article.blocks[1:]))
    store.take_in(
        Reading(changed, replace(SLIM.translation, revision=2, segments=()), (), SLIM.engines, 2, SLIM.sentences)
    )
    text = reader(store).get(f"/edition/{EDITION}").text
    assert "The probe “SLIM” succeeds in landing on the Moon" in text
    assert 'href="/article/slim/revision/1">Revision 1</a>' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "別の見出し" not in text
    assert "A front page as it was" in text
    assert "the one before" in text


def test_programs_that_index_are_kept_from_a_front_page_only_when_its_headlines_are_past() -> None:
    assert "noindex" not in reader().get(f"/edition/{EDITION}").text


# -- what a machine made


def weak() -> FakeStore:
    """The newsroom with stories, all headlines of the Moon by a small model, the lead's in doubt."""
    store = storied()
    finding = Finding("number", "critical", "The original says 2; the translation says 3.")
    for reading in MOON_STORY:
        segments = reading.translation.segments
        doubted = replace(segments[0], findings=(finding,))
        translation = replace(reading.translation, grade="poor", segments=(doubted, *segments[1:]))
        store.take_in(replace(reading, translation=translation))
    return store


WEAK = "“Weak translation” marks what a small model made"


@pytest.mark.parametrize(
    "path",
    ["/", "/trends", "/stories", "/story/moon", f"/edition/{EDITION}", "/editions", "/article/armenien-ovks"],
)
def test_a_weak_translation_is_explained_wherever_it_is_marked(path: str) -> None:
    assert WEAK in reader(weak()).get(path).text
    text = reader().get(path).text
    assert (WEAK in text) == ('class="note">Weak translation' in text)


@pytest.mark.parametrize(
    ("path", "begin", "end"),
    [
        ("/", 'class="rising"', "</li>"),
        ("/article/chandrayaan", 'class="rising"', "</li>"),
        ("/editions", "Led by", "</article>"),
        ("/story/moon", '<table class="figures times">', "</td></tr>"),
    ],
)
def test_a_headline_made_by_a_machine_says_so_and_that_it_is_in_doubt(path: str, begin: str, end: str) -> None:
    text = reader(weak()).get(path).text.partition(begin)[2].partition(end)[0]
    assert "machine-translated from Japanese" in text
    assert "Weak translation" in text
    assert "Headline in doubt" in text


# -- reasons and topics


def test_the_lead_says_why_it_leads_and_each_place_on_a_front_page_why_it_has_it() -> None:
    assert "Why this report leads: a text of its own." in reader().get("/story/moon").text
    assert "Why this report leads" not in reader(hidden=("mihon",)).get("/story/moon").text
    text = reader().get(f"/edition/{EDITION}").text
    assert text.count("Why: worth 1.50: breadth of sources, languages and countries 1.50.") == 4


def test_reasons_are_told_in_words() -> None:
    parts = {"own text": 1.0, "English": 0.8, "not in doubt": 0.5, "whole": 0.3, "standfirst": 0.0, "early": 0.5}
    assert why_it_leads(parts) == (
        "a text of its own, fair English, no doubt about its headline, all of it in English, the first"
    )
    assert why_it_leads({"own text": 0.0, "English": 0.0, "early": 0.25}) == "no English yet, 6 hours after the first"
    assert why_it_leads({}) == ""
    assert why_placed(0.5, {"fresh": 0.5, "breadth": 1.0, "lead": 1.0}) == (
        "worth 0.50: breadth of sources, languages and countries 1.00 × freshness 0.50 × quality of its lead 1.00"
    )


def test_an_article_names_its_topics_and_programs_hear_how_sure_they_are() -> None:
    store = storied()
    store.sort(SLIM, WORLD, 0.4)
    text = reader(store).get("/article/slim").text
    assert '<a href="/topic/science">Science and technology</a>' in text.partition("Topics: ")[2].partition("</p>")[0]
    told = json.loads(reader(store).get("/api/article/slim").body)["topics"]
    assert [(topic["code"], topic["confidence"]) for topic in told] == [(MOON, 0.9), (WORLD, 0.4)]
    assert json.loads(reader(store).get("/api/article/lune-slim").body)["topics"][0]["page"].endswith("/topic/science")
    assert json.loads(reader(store).get("/api/article/artemis").body)["topics"] == []


# -- the licence policy


@pytest.mark.parametrize("path", [*PAGES, "/", "/article/lune-slim", "/api/story/moon", "/api/trends", "/api/stories"])
def test_no_page_names_a_source_that_does_not_want_to_be_shown(path: str) -> None:
    got = reader(hidden=("musterbote", "mihon"))
    text = got.get(path).text if path != "/article/slim/like" else ""
    assert "mond-slim" not in text
    assert "/article/slim" not in text
    assert "SLIM” succeeds" not in text


def test_a_story_of_hidden_sources_only_is_gone() -> None:
    asks = reader(hidden=("mihon", "exemple", "musterbote", "ejemplo", "przyklad", "ornek"))
    assert asks.get("/story/moon").status == 410
    assert asks.get("/api/story/moon").status == 410
    assert "/story/moon" not in asks.get("/stories").text
    assert "/story/moon" not in asks.get("/trends").text


def test_the_first_that_was_published_stands_for_a_text_though_another_came_in_before_it() -> None:
    store = FakeStore(MOON_STORY)
    store.group("moon", *MOON_STORY)
    store.copy(MOON_FR, MOON_DE, "AFP")  # the earlier one was found to be a copy of the later
    carrier = reader(store).get("/article/mond-slim").text
    assert 'First carried by <a href="/article/lune-slim">' in part(carrier, "Also carried by")
    reports = json.loads(reader(store).get("/api/story/moon").text)["reports"]
    copied = {report["article"]["id"]: report["copy_of"] for report in reports}
    assert (copied["mond-slim"], copied["lune-slim"]) == ("lune-slim", None)


def test_what_is_hidden_is_counted_nowhere() -> None:
    asks = reader(hidden=("mihon", "exemple"))
    counted = {topic["name"]: topic["articles"] for topic in json.loads(asks.get("/api/topics").body)["topics"]}
    assert counted["science and technology"] == 5
    assert "3 stories" in asks.get("/editions").text
    assert "4 stories" in reader().get("/editions").text


def test_a_story_whose_lead_is_hidden_stands_on_the_front_page_by_another_report() -> None:
    text = reader(hidden=("mihon",)).get("/").text
    lead = text.partition('aria-label="Lead"')[2].partition("</section>")[0]
    assert "Japan, the fifth country to land on the Moon" in lead
    assert 'href="/story/moon"' in lead


def test_what_only_one_source_is_shown_of_does_not_rise() -> None:
    asks = reader(hidden=(ARMENIA.article.source_id,))
    assert [t["story"]["id"] for t in json.loads(asks.get("/api/trends").body)["trends"]] == ["moon"]
    assert "/story/armenia" not in asks.get("/trends").text


def test_where_the_first_carrier_is_hidden_the_next_stands_for_the_text() -> None:
    asks = reader(hidden=("exemple",))
    told = json.loads(asks.get("/api/story/moon").body)
    assert told["texts"] == 5
    assert told["carriers"] == 0
    assert {report["article"]["id"]: report["copy_of"] for report in told["reports"]}["mond-slim"] is None


# -- feeds and programs


@pytest.mark.parametrize("place", FEEDS)
@pytest.mark.parametrize("form", ["atom", "json"])
def test_each_has_its_feed(place: str, form: str) -> None:
    got = reader().get(f"{place}/feed.{form}")
    assert got.status == 200
    if form == "json":
        items = json.loads(got.body)["items"]
        assert items
        assert len({item["id"] for item in items}) == len(items)


def test_an_item_of_trends_leads_to_the_story_and_says_why() -> None:
    items = json.loads(reader().get("/trends/feed.json").body)["items"]
    assert items[0]["url"].endswith("/story/moon")
    assert "5 sources in 5 languages since 06:00 UTC." in items[0]["content_html"]


def test_programs_get_the_parts_of_each_score() -> None:
    asks = reader()
    first = json.loads(asks.get("/api/trends").body)["trends"][0]
    assert {item["name"]: item["value"] for item in first["parts"]}["rise"] == 3.9
    assert first["reason"] == "5 sources in 5 languages since 06:00 UTC"
    related = json.loads(asks.get("/api/article/slim/related").body)["related"][0]
    assert [item["name"] for item in related["parts"]] == ["likeness", "fresh", "variety"]
    reports = json.loads(asks.get("/api/story/moon").body)["reports"]
    assert len(reports) == len(MOON_STORY)
    assert [r["agency"] for r in reports if r["copy_of"]] == ["AFP"]
    facts = json.loads(asks.get("/api/story/moon").body)["facts"]
    robots = next(fact for fact in facts if fact["about"] == "robots")
    assert (robots["state"], robots["kind"]) == ("differ", "number")
    assert {cell["article"]: cell["said"] for cell in robots["cells"]}["luna-slim"] == "3 robots"
    placed = json.loads(asks.get(f"/api/edition/{EDITION}").body)["sections"][0]["placed"][0]
    assert placed["parts"] == [{"name": "breadth", "value": 1.5}]


@pytest.mark.parametrize("path", ["/api/stories", "/api/editions", "/api/topic/science"])
def test_a_limit_that_is_none_is_refused(path: str) -> None:
    assert reader().get(f"{path}?limit=many").status == 400
    assert reader().get(f"{path}?limit=1").status == 200


def test_a_huge_story_is_capped_on_every_page() -> None:
    many = [replace(INDIA, article=replace(INDIA.article, id=type(INDIA.article.id)(f"many-{n}"))) for n in range(60)]
    store = FakeStore([SLIM, *many])
    store.group("huge", SLIM, *many)
    store.rise(trend("huge"))
    asks = reader(store)
    assert part(asks.get("/article/slim").text, "More on this story").count("<article") == 9
    assert "(51 more)" in asks.get("/article/slim").text
    assert "and 40 more" in asks.get("/story/huge").text


def copies_of(reading: Reading, name: str, number: int, hours_apart: float = 0.01) -> list[Reading]:
    """Articles that are another's equal but for their name and time, one after the other."""
    begun = reading.article.published_at or NOW
    return [
        replace(
            reading,
            article=replace(reading.article, id=ArticleId(f"{name}-{n}"), published_at=begun + n * hours_apart * HOUR),
        )
        for n in range(number)
    ]


def test_a_story_of_very_many_reports_is_counted_whole() -> None:
    early, late = copies_of(MOON_FR, "early", 150), copies_of(MOON_ES, "late", 150)
    store = FakeStore([SLIM, *early, *late])
    store.group("huge", SLIM, *early, *late)
    store.copy(late[-1], early[75])
    asks = reader(store)
    told = json.loads(asks.get("/api/stories").body)["stories"][0]
    assert (told["texts"], told["carriers"], told["sources"]) == (300, 1, 3)
    assert told["updated_at"] == json.loads(asks.get("/api/articles?limit=1").body)["articles"][0]["published_at"]
    assert "300 reports from 3 sources in 3 languages; 1 more carries a text of it" in asks.get("/stories").text
    assert "and 130 more" in asks.get("/story/huge").text
    shown = json.loads(reader(store, hidden=("exemple",)).get("/api/stories").body)["stories"][0]
    assert (shown["texts"], shown["carriers"], shown["sources"]) == (151, 0, 2)
    assert shown["languages"] == ["es", "ja"]


def test_a_report_in_the_middle_of_a_huge_story_has_more_on_this_story_beside_it() -> None:
    early, late = copies_of(MOON_FR, "early", 150), copies_of(MOON_ES, "late", 150)
    store = FakeStore([SLIM, *early, *late])
    store.group("huge", SLIM, *early, *late)
    store.copy(late[30], early[140])
    asks = reader(store)
    middle = asks.get("/article/early-145").text
    assert part(middle, "More on this story").count("<article") == 9
    assert "(290 more)" in middle
    carrier = asks.get("/article/late-30").text
    assert 'First carried by <a href="/article/early-140">' in part(carrier, "Also carried by")


def test_a_huge_storys_feed_has_its_newest_report() -> None:
    many = copies_of(MOON_FR, "many", 250)
    store = FakeStore(many)
    store.group("huge", *many)
    items = json.loads(reader(store).get("/story/huge/feed.json").body)["items"]
    assert items[0]["url"].endswith("/article/many-249")


# -- the page of a story


def test_a_story_says_who_was_first_in_each_language() -> None:
    text = reader().get("/story/moon").text
    firsts = part(text, "First in each language").partition("</ol>")[0]
    assert re.findall(r'first-tongue">(\w+)<', firsts) == ["Japanese", "French", "Spanish", "Polish", "Turkish"]
    assert "5 reports from 5 sources in 5 languages and 5 countries; 1 more carries a text of it." in text


def test_where_nothing_differs_what_agrees_is_open() -> None:
    text = reader().get("/story/moon").text
    assert '<details class="facts-part differ" open>' in text
    assert '<details class="facts-part agree">' in text
    text = reader(hidden=("ejemplo",)).get("/story/moon").text
    assert "Where they differ" not in text
    assert '<details class="facts-part agree" open>' in text


def test_its_timeline_has_a_lane_for_each_language_and_a_link_for_each_report() -> None:
    drawn = reader().get("/story/moon").text.partition("<svg")[2].partition("</svg>")[0]
    assert re.findall(r'class="tongue"[^>]*>(\w+)<', drawn) == [
        "Japanese",
        "French",
        "German",
        "Spanish",
        "Polish",
        "Turkish",
    ]
    links = re.findall(r'<a class="(dot[^"]*)" href="/article/([^"]+)" aria-label="([^"]+)"', drawn)
    assert [name for _, name, _ in links] == [r.article.id for r in MOON_STORY]
    assert [kind for kind, name, _ in links if name == "mond-slim"] == ["dot copy first"]
    assert "(L’Exemple du matin, 23 May 2023, 05:52 UTC)" in links[1][2]


def test_what_the_timeline_leaves_out_is_said_and_stands_in_the_table_which_is_open() -> None:
    many = copies_of(MOON_FR, "many", 75)
    store = FakeStore([SLIM, *many])
    store.group("huge", SLIM, *many)
    text = reader(store).get("/story/huge").text
    drawn = text.partition('<svg class="timeline on-wide"')[2].partition("</svg>")[0]
    assert drawn.count('<a class="dot') == 61
    assert "15 more in the table" in drawn
    assert 'class="as-table" open' in text
    assert "/article/many-74" in text.partition('<table class="figures times">')[2].partition("</table>")[0]
    assert 'class="as-table" open' not in reader().get("/story/moon").text


def test_each_language_of_the_timeline_is_one_stop_for_the_keyboard() -> None:
    many = copies_of(MOON_FR, "many", 75)
    store = FakeStore([SLIM, *many])
    store.group("huge", SLIM, *many)
    drawn = reader(store).get("/story/huge").text.partition('<svg class="timeline on-wide"')[2].partition("</svg>")[0]
    assert drawn.count('<a class="dot') - drawn.count('tabindex="-1"') == 2


def test_the_same_stands_in_a_table_for_those_who_cannot_see_it() -> None:
    table = reader().get("/story/moon").text.partition('<table class="figures times">')[2].partition("</table>")[0]
    assert table.count("<tr>") == 1 + len(MOON_STORY)
    assert '<time datetime="2023-05-23T05:52:59.104Z">' in table


def test_its_grid_finds_where_reports_differ_and_each_cell_opens_its_sentence() -> None:
    text = reader().get("/story/moon").text
    differ = part(text, "Where they differ").partition("</table>")[0]
    assert '<a href="/article/luna-slim#s2" aria-label="3 robots: sentence 2">3 robots</a>' in differ
    assert '<a href="/article/lune-slim#s2" aria-label="2 small robots: sentence 2">2 small robots</a>' in differ
    assert "Llevaba 3 robots." in differ
    assert 'lang="en-x-mtfrom-es" dir="ltr">It carried 3 robots.' in differ
    assert "nothing found" in differ


def test_what_each_headline_stresses_stands_beneath_it() -> None:
    text = reader().get("/story/moon").text
    assert re.search(r'class="stress">Stresses [^<]*“fifth”', text)


def test_a_story_page_names_its_agency_and_carriers() -> None:
    text = reader().get("/story/moon").text
    assert "A text of <bdi>AFP</bdi>, also carried by" in text


@pytest.mark.parametrize("policy", ["headline", "none"])
def test_the_grid_holds_nothing_that_a_policy_holds_back(policy: Policy) -> None:
    sources = tuple(with_policy(source, policy if source.id == "ejemplo" else "full") for source in SOURCES)
    text = Reader(make_app(storied(), Config(), sources, lambda: NOW)).get("/story/moon").text
    assert "3 robots" not in text
    assert "Where they differ" not in text
    assert ("A Japanese probe reaches the Moon" in text) == (policy == "headline")


def test_a_story_of_one_shows_its_report_and_says_that_it_is_alone() -> None:
    text = reader().get("/story/india").text
    assert "Nobody else has reported this yet." in text
    assert 'href="/article/chandrayaan"' in text
    assert "<svg" not in text


def test_a_comparison_is_made_once_as_long_as_its_reports_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[object, ...]] = []

    def compare_texts(*given: object) -> Compared:
        made.append(given)
        return compared.NOTHING_COMPARED

    monkeypatch.setattr(compared, "compare_texts", compare_texts)
    comparisons, opened = compared.Comparisons(), [Opened(SLIM, SOURCES[0]), Opened(MOON_FR, SOURCES[1])]
    for _ in range(3):
        comparisons.of(StoryId("moon"), (), opened, 3, 0, lambda ids: {})
    assert len(made) == 1
    comparisons.of(StoryId("moon"), (), [*opened, Opened(INDIA, SOURCES[4])], 3, 0, lambda ids: {})
    assert len(made) == 2


def test_hostile_words_are_text_on_every_page_of_stories() -> None:
    evil = make_reading(
        "evil", "exemple", (told("headline", ("<script>x</script>", "</svg><script>y</script> “\"'")),), 1.0
    )
    store = FakeStore([evil, SLIM])
    store.group("moon", SLIM, evil)
    store.copy(evil, SLIM, "<b>wire</b>")
    store.rise(trend("moon"))
    store.relate(SLIM, evil)
    store.set_edition(NOW, {"lead": [("moon", evil)]})
    asks = reader(store)
    for path in (
        "/",
        "/story/moon",
        "/trends",
        "/stories",
        "/article/slim",
        f"/edition/{EDITION}",
        "/article/slim/like",
    ):
        text = asks.get(path).text
        assert "<script>" not in text
        assert "<b>wire" not in text
        assert "</svg><script" not in text
