"""The newsroom: from what feeds list to English that stands in the store, each step safe to do again."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from structlog.testing import capture_logs

from glosswire.config import Config, Part, Translate, default_config
from glosswire.errors import FetchError, OffLimits, Refused, Unreachable
from glosswire.intake.fetch import Fetcher
from glosswire.model import Feed, Reading, Source, SourceId, Stated
from glosswire.pipeline import runner
from glosswire.pipeline.desk import Desk
from glosswire.pipeline.executors import Inline
from glosswire.pipeline.runner import Event, Newsroom
from glosswire.store.store import Store, open_store
from glosswire.stories.comparison import Told
from glosswire.stories.known import VERSION as FACTS
from glosswire.stories.known import unpack
from glosswire.stories.read import read
from tests.fakes import FakeClock, FakeEngine, FakeWeb, english

HOME = "https://morgen.example"
FEED = f"{HOME}/feed.xml"
SOURCE = Source(
    SourceId("morgen"), "Morgenblatt", f"{HOME}/", "DE", ("de",), policy="full", feeds=(Feed(FEED, SourceId("morgen")),)
)
BODY = (
    "Die Regierung hat am Montag in Berlin einen neuen Haushalt vorgelegt. Er sieht Ausgaben von 476 Milliarden Euro vor.",
    "Der Bundestag will im September darüber beraten. Die Abstimmung ist für den November vorgesehen.",
    "Im Vorjahr lagen die Ausgaben noch deutlich höher. Das geht aus den Zahlen des Ministeriums hervor.",
)


def _page(headline: str, *paragraphs: str, language: str = "de") -> str:
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{headline}</title>'
        f'<meta property="og:title" content="{headline}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2023-05-22T10:00:00+02:00"></head>'
        f"<body><article><h1>{headline}</h1>{text}</article></body></html>"
    )


def _feed(*items: tuple[str, str]) -> str:
    listed = "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>Mon, 22 May 2023 10:00:00 +0200</pubDate></item>"
        for url, title in items
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>M</title><link>{HOME}</link>{listed}</channel></rss>'
    )


class House:
    """A newsroom over a fake web and a fake engine, with a real store."""

    def __init__(self, folder: Path, translate: Translate) -> None:
        self.clock = FakeClock()
        self.web = FakeWeb(self.clock)
        self.events: list[Event] = []
        self.store: Store = open_store(f"sqlite:///{folder / 'house.db'}")
        plain = default_config(folder)
        self.config = Config(plain.store, translate=translate, folder=folder)
        self.follow(SOURCE)

    def follow(self, *sources: Source) -> None:
        """Open the newsroom with these sources."""
        self.newsroom = Newsroom(
            self.store,
            self.config,
            sources,
            cast(Fetcher, self.web),
            Inline(),
            Desk(self.store, self.config),
            self.clock,
            self.events.append,
        )
        self.newsroom.open()

    def go_round(self) -> None:
        """Do one round."""
        self.newsroom.once(threading.Event())

    def readings(self) -> dict[str, Reading]:
        """Everything in the store, by its path."""
        return {r.article.url.removeprefix(HOME): r for r in self.store.iterate_readings()}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    FakeEngine.asked = ()
    FakeEngine.down.clear()
    FakeEngine.chokes.clear()
    made = House(tmp_path, Translate("mine", engines={"mine": Part("tests.fakes:open_fake")}))
    yield made
    made.store.close()


def _publish(house: House, path: str = "/a", headline: str = "Neuer Haushalt in Berlin", *body: str) -> None:
    house.web.publish(FEED, _feed((HOME + path, headline)))
    house.web.publish(HOME + path, _page(headline, *(body or BODY)))


def test_a_round_takes_in_translates_and_highlights_what_a_feed_lists(house: House) -> None:
    _publish(house)
    house.go_round()
    reading = house.readings()["/a"]
    assert reading.article.headline == "Neuer Haushalt in Berlin"
    assert reading.translation.is_whole
    assert reading.translation.segments[0].target == english("Neuer Haushalt in Berlin")
    assert all(
        segment.target == english(reading.article.text_of(segment.sources[0]))
        for segment in reading.translation.segments
    )
    assert reading.highlights


def test_a_round_reads_what_articles_state_and_the_next_one_only_what_changed(house: House) -> None:
    _publish(house)
    house.go_round()
    reading = house.readings()["/a"]
    (stated,) = house.store.stated([reading.article.id], FACTS)
    assert unpack(stated.packed) == read(Told(reading))
    house.go_round()
    assert [event.kind for event in house.events].count("stated") == 1
    house.store.correct(reading.article.id, 1, 1, "The budget is 476 billion euros.", "", house.clock())
    house.go_round()
    (stated,) = house.store.stated([reading.article.id], FACTS)
    assert unpack(stated.packed) == read(Told(house.readings()["/a"])) != read(Told(reading))
    assert [event.kind for event in house.events].count("stated") == 2


def test_a_bug_in_reading_an_article_is_a_failure_of_it_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(reading: Reading, before: object) -> Stated:
        raise RuntimeError("a bug")

    monkeypatch.setattr(runner, "state", fail)
    _publish(house)
    with capture_logs():
        house.go_round()
    assert [failure.subject for failure in house.store.failures("compare")] == [house.readings()["/a"].article.id]
    assert house.store.unstated(FACTS) == ()


def test_a_second_round_asks_the_feed_and_nothing_else(house: House) -> None:
    _publish(house)
    house.go_round()
    asked, house.web.asked = len(FakeEngine.asked), []
    house.go_round()
    assert house.web.asked == [FEED]
    assert len(FakeEngine.asked) == asked


def test_a_changed_article_is_a_revision_of_which_only_what_is_new_is_translated(house: House) -> None:
    _publish(house)
    house.go_round()
    FakeEngine.asked = ()
    changed = BODY[0].replace("476", "477")
    _publish(house, "/a", "Neuer Haushalt in Berlin vorgelegt", changed, *BODY[1:])
    house.clock.pass_time(hours=2)
    house.go_round()
    reading = house.readings()["/a"]
    assert reading.article.revision == reading.revisions == 2
    assert set(FakeEngine.asked) == {
        "Neuer Haushalt in Berlin vorgelegt",
        "Er sieht Ausgaben von 477 Milliarden Euro vor.",
    }
    assert reading.translation.is_whole


def test_headlines_of_all_articles_come_before_any_body(house: House) -> None:
    headlines = {f"/{n}": f"Haushalt Nummer {n} in Berlin" for n in range(6)}
    house.web.publish(FEED, _feed(*((HOME + path, title) for path, title in headlines.items())))
    for path, title in headlines.items():
        house.web.publish(HOME + path, _page(title, *BODY, f"Der Absatz {path} steht nur hier in diesem Text."))
    house.go_round()
    assert set(FakeEngine.asked[:6]) == set(headlines.values())


def test_a_page_that_fails_is_kept_as_a_failure_and_tried_again(house: House) -> None:
    _publish(house)
    house.web.errors[HOME + "/a"] = Unreachable(HOME + "/a", "timeout")
    house.go_round()
    (failure,) = house.store.failures("fetch")
    assert (failure.error, failure.passing) == ("Unreachable", True)
    assert failure.retry_at is not None
    house.web.errors.clear()
    house.clock.at = failure.retry_at
    house.go_round()
    assert "/a" in house.readings()
    assert house.store.failures() == ()


def test_what_is_no_article_is_refused_with_its_reason(house: House) -> None:
    house.web.publish(FEED, _feed((HOME + "/a", "Startseite")))
    house.web.publish(HOME + "/a", "<html lang=de><title>Morgenblatt</title><body><a href=/b>b</a></body></html>")
    house.go_round()
    (failure,) = house.store.failures("extract")
    assert (failure.error, failure.passing) == ("NotAnArticle", False)
    assert [event.kind for event in house.events if event.subject == HOME + "/a"] == ["refused"]


def test_english_is_passed_on_as_it_is(house: House) -> None:
    text = (
        "The government presented a new budget in Berlin on Monday. It provides for spending of 476 billion euros.",
        "The parliament wants to discuss it in September. The vote is planned for November.",
    )
    house.web.publish(FEED, _feed((HOME + "/en", "New budget presented in Berlin")))
    house.web.publish(HOME + "/en", _page("New budget presented in Berlin", *text, language="en"))
    house.go_round()
    reading = house.readings()["/en"]
    assert FakeEngine.asked == ()
    assert {segment.state for segment in reading.translation.segments} == {"passed"}


def test_a_sentence_that_the_engine_cannot_do_stays_and_is_tried_again_later(house: House) -> None:
    _publish(house, "/a", "Neuer Haushalt in Berlin", *BODY, "Das ist ganz unsagbar schwierig zu sagen.")
    house.go_round()
    segments = house.readings()["/a"].translation.segments
    failed = [segment for segment in segments if segment.state == "failed"]
    assert [segment.target for segment in failed] == ["Das ist ganz unsagbar schwierig zu sagen."]
    (failure,) = house.store.failures("translate")
    assert failure.retry_at is not None
    FakeEngine.asked = ()
    house.clock.at = failure.retry_at
    house.go_round()
    assert set(FakeEngine.asked) == {"Das ist ganz unsagbar schwierig zu sagen."}


def test_an_engine_that_is_down_rests_and_is_asked_again(house: House) -> None:
    _publish(house)
    FakeEngine.down.set()
    house.go_round()
    assert house.store.counts().pending_titles == 1
    (failure,) = house.store.failures("translate")
    assert (failure.subject, failure.error) == ("de", "EngineDown")
    FakeEngine.down.clear()
    house.clock.pass_time(minutes=2)
    house.go_round()
    assert house.readings()["/a"].translation.is_whole
    assert house.store.failures() == ()


def test_what_an_engine_said_before_it_went_down_is_kept(house: House) -> None:
    _publish(house, "/a", "Neuer Haushalt in Berlin", "Das ist ganz unsagbar schwierig zu sagen.", *BODY)
    FakeEngine.chokes.set()
    house.go_round()
    segments = house.readings()["/a"].translation.segments
    assert [segment.state for segment in segments] == ["translated"] * 4  # the headline and three of the first batch
    (failure,) = house.store.failures("translate")
    assert (failure.subject, failure.error) == ("de", "EngineDown")


def test_a_language_that_nobody_translates_stays_as_it_is_until_somebody_does(tmp_path: Path) -> None:
    house = House(tmp_path, Translate("none"))
    _publish(house)
    house.go_round()
    reading = house.readings()["/a"]
    assert reading.translation.grade == "none"
    assert reading.translation.segments[0].target == "Neuer Haushalt in Berlin"
    house.store.close()
    later = House(tmp_path, Translate("mine", engines={"mine": Part("tests.fakes:open_fake")}))
    later.go_round()
    reading = later.readings()["/a"]
    assert reading.translation.grade != "none"
    assert reading.translation.segments[0].target == english("Neuer Haushalt in Berlin")
    assert reading.highlights
    later.store.close()


def _index(*urls: str) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in urls)}</sitemapindex>"


def test_what_a_sitemap_index_names_is_asked_again_though_the_index_stays_as_it_is(house: House) -> None:
    house.web.publish(FEED, _index(f"{HOME}/news.xml"))
    house.web.publish(f"{HOME}/news.xml", _feed((f"{HOME}/a", "Neuer Haushalt in Berlin")))
    house.web.publish(f"{HOME}/a", _page("Neuer Haushalt in Berlin", *BODY))
    house.go_round()
    house.web.publish(f"{HOME}/news.xml", _feed((f"{HOME}/b", "Noch ein Haushalt in Berlin")))
    house.web.publish(f"{HOME}/b", _page("Noch ein Haushalt in Berlin", *BODY))
    house.go_round()
    assert set(house.readings()) == {"/a", "/b"}


def test_indexes_that_name_indexes_without_end_are_left(house: House) -> None:
    house.web.publish(FEED, _index(f"{HOME}/0.xml"))
    for n in range(9):
        house.web.publish(f"{HOME}/{n}.xml", _index(f"{HOME}/{n + 1}.xml"))
    house.go_round()
    assert house.web.asked == [FEED, f"{HOME}/0.xml", f"{HOME}/1.xml"]


def test_pages_of_a_source_that_is_followed_no_more_are_not_asked_for(house: House) -> None:
    _publish(house)
    house.newsroom.poll(house.store.feed_states(), threading.Event())
    house.web.asked = []
    house.follow(replace(SOURCE, policy="none"))
    house.go_round()
    assert house.web.asked == []
    assert house.store.counts().pending_entries == 0


PORTAL = Source(
    SourceId("portal"),
    "Portal",
    "https://portal.example/",
    "DE",
    ("de",),
    policy="full",
    feeds=(Feed("https://portal.example/feed", SourceId("portal")),),
)


def test_what_a_source_lists_of_another_stands_under_the_other_and_its_policy(house: House) -> None:
    house.web.publish(PORTAL.feeds[0].url, _feed((f"{HOME}/a", "Neuer Haushalt in Berlin")))
    house.web.publish(f"{HOME}/a", _page("Neuer Haushalt in Berlin", *BODY))
    house.follow(replace(SOURCE, policy="headline", feeds=()), PORTAL)
    house.go_round()
    assert house.readings()["/a"].article.source_id == SOURCE.id


def test_what_a_source_lists_of_one_that_wants_nothing_shown_is_not_asked_for(house: House) -> None:
    house.web.publish(PORTAL.feeds[0].url, _feed((f"{HOME}/a", "Neuer Haushalt in Berlin")))
    house.web.publish(f"{HOME}/a", _page("Neuer Haushalt in Berlin", *BODY))
    house.follow(replace(SOURCE, policy="none"), PORTAL)
    house.go_round()
    assert house.web.asked == [PORTAL.feeds[0].url]


def test_a_page_that_leads_to_one_that_wants_nothing_shown_is_not_kept(house: House) -> None:
    url = "https://portal.example/to/a"
    house.web.publish(PORTAL.feeds[0].url, _feed((url, "Neuer Haushalt in Berlin")))
    house.web.publish(url, _page("Neuer Haushalt in Berlin", *BODY))
    house.web.redirects[url] = f"{HOME}/a"
    house.follow(replace(SOURCE, policy="none"), PORTAL)
    house.go_round()
    assert house.readings() == {}
    assert house.store.counts().pending_entries == 0


def test_a_bug_in_the_intake_ends_the_newsroom_and_is_raised(house: House) -> None:
    _publish(house)
    house.web.breaks = RuntimeError("a bug")
    with pytest.raises(RuntimeError, match="a bug"):
        house.newsroom.work(threading.Event())


def test_what_was_left_in_its_language_is_translated_once_somebody_can(tmp_path: Path) -> None:
    FakeEngine.down.clear()
    engines: dict[str, Part] = {}
    house = House(tmp_path, Translate("auto", engines=engines, pull=False, models_dir=str(tmp_path / "none")))
    _publish(house)
    house.go_round()
    assert house.readings()["/a"].translation.grade == "none"
    house.config.translate.languages["de"] = "mine"  # type: ignore[index]
    engines["mine"] = Part("tests.fakes:open_fake")
    house.clock.pass_time(hours=2)
    house.web.publish(FEED, _feed((HOME + "/a", "Neuer Haushalt in Berlin"), (HOME + "/b", "Noch ein Haushalt")))
    house.web.publish(HOME + "/b", _page("Noch ein Haushalt", *BODY))
    house.go_round()
    assert [reading.translation.grade for reading in house.readings().values()] == ["fair", "fair"]
    house.store.close()


def test_entries_older_than_the_operator_cares_for_are_left(house: House) -> None:
    _publish(house)
    house.clock.pass_time(days=30)
    house.go_round()
    assert house.web.asked == [FEED]


def test_a_newsroom_at_work_ends_when_it_is_told_to(house: House) -> None:
    _publish(house)
    stop = threading.Event()
    worker = threading.Thread(target=house.newsroom.work, args=(stop,))
    worker.start()
    for _ in range(200):
        if house.store.counts().articles and house.readings()["/a"].translation.is_whole:
            break
        stop.wait(0.05)
    stop.set()
    worker.join(10)
    assert not worker.is_alive()
    assert house.readings()["/a"].highlights
    assert house.web.closed


@pytest.mark.parametrize(("kind", "is_asked"), [(OffLimits, True), (Refused, False)])
def test_what_the_configuration_forbade_is_asked_when_the_newsroom_opens_again(
    house: House, kind: type[FetchError], is_asked: bool
) -> None:
    _publish(house)
    house.web.errors[HOME + "/a"] = kind(HOME + "/a", "no")
    house.go_round()
    house.web.errors[FEED] = kind(FEED, "no")
    house.clock.pass_time(hours=1)
    house.go_round()
    house.web.errors.clear()
    house.web.asked.clear()
    house.go_round()
    assert house.web.asked == [], "it rests as long as the newsroom is open"
    house.follow(SOURCE)
    house.go_round()
    assert house.web.asked == ([FEED, HOME + "/a"] if is_asked else [])
    assert house.readings().keys() == ({"/a"} if is_asked else set())


def _canonical(page: str, url: str) -> str:
    return page.replace("</head>", f'<link rel="canonical" href="{url}"></head>')


HEADLINES = {"/bahn-101": "Neue Bahn nach Hamburg", "/rat-102": "Rat lobt Schulen", "/see-103": "See steigt wieder an"}


@pytest.mark.parametrize("named", ["/", "/start/", "/bahn-101", "/fest-100"])
def test_a_site_whose_every_page_names_one_address_keeps_its_articles_apart(house: House, named: str) -> None:
    house.web.publish(FEED, _feed(*((HOME + path, title) for path, title in HEADLINES.items())))
    for path, title in HEADLINES.items():
        house.web.publish(HOME + path, _canonical(_page(title, *(f"{title}: {text}" for text in BODY)), HOME + named))
    for _ in range(2):
        house.go_round()
        found = house.readings()
        assert sorted(r.article.headline for r in found.values()) == sorted(HEADLINES.values())
        assert {r.revisions for r in found.values()} == {1}
        house.clock.pass_time(hours=1)


def test_a_page_that_names_its_true_address_is_one_article_with_it_and_may_be_retitled(house: House) -> None:
    true = HOME + "/bahn-100"
    house.web.publish(FEED, _feed((HOME + "/bahn-100-teil", "Neue Bahn"), (true, "Neue Bahn nach Hamburg")))
    for path in ("/bahn-100-teil", "/bahn-100"):
        house.web.publish(HOME + path, _canonical(_page("Neue Bahn nach Hamburg", *BODY), true))
    house.go_round()
    assert house.readings().keys() == {"/bahn-100"}
    house.web.publish(FEED, _feed((HOME + "/see-200-teil", "See steigt")))
    house.web.publish(HOME + "/see-200-teil", _canonical(_page("See steigt wieder an", *BODY[:2]), HOME + "/see-200"))
    house.clock.pass_time(hours=1)
    house.go_round()
    house.web.publish(FEED, _feed((HOME + "/see-200-teil", "Der Pegel sinkt")))
    house.web.publish(HOME + "/see-200-teil", _canonical(_page("Der Pegel sinkt im Mai", *BODY[:2]), HOME + "/see-200"))
    house.clock.pass_time(hours=1)
    house.go_round()
    assert house.readings().keys() == {"/bahn-100", "/see-200"}
    assert house.readings()["/see-200"].article.headline == "Der Pegel sinkt im Mai"
