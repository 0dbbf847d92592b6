"""A reader reports a sentence; the operator answers; everybody can see what came of it."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from glosswire.config import Config, Site, default_config
from glosswire.errors import StoreBusy
from glosswire.model import ArticleId, Policy, Report
from glosswire.serve.app import make_app
from glosswire.serve.forms import MOST_BYTES
from tests.serve.fakes import FakeStore, Got, Reader
from tests.serve.samples import APOLLO, APOLLO_FIRST, NOW, READINGS, SOURCES, with_policy

FORM = "/article/apollo-11/report"
TOKEN = "a-token-that-nobody-guesses"
GOOD = {"sentence": "4", "revision": "2", "comment": "He did not."}
HERE = {"host": "127.0.0.1:8000"}


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class House:
    """A site with its store, its readers and its operator."""

    def __init__(
        self, policy: Policy = "full", config: Config | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self.clock = Clock()
        self.store = FakeStore([*READINGS, APOLLO_FIRST, APOLLO])
        sources = tuple(with_policy(source, policy) for source in SOURCES)
        self.app = make_app(
            self.store, config or default_config(Path()), sources, lambda: NOW, self.clock, environment or {}
        )
        self.reader = Reader(self.app)

    def shows(self, path: str, **headers: str) -> Got:
        """Give a page as it is now."""
        self.clock.seconds += 40
        return self.reader.get(path, **headers)


@pytest.fixture
def house() -> House:
    return House()


# -- a reader


def test_the_form_shows_the_sentence_beside_its_original(house: House) -> None:
    got = house.shows(f"{FORM}?sentence=4")
    assert got.status == 200
    assert "Michael Collins stayed in orbit and set foot on the Moon." in got.text
    assert "und betrat den Mond nicht" in got.text
    assert got.headers["referrer-policy"] == "same-origin"
    assert got.headers["cache-control"] == "no-store"


def test_a_report_is_kept_with_its_sentence_and_the_reader_is_told(house: House) -> None:
    got = house.reader.post(FORM, {**GOOD, "comment": "  He did\r\nnot.\x00\u202e  "})
    assert (got.status, "is written down" in got.text) == (200, True)
    report = house.store.reports()[0]
    assert (report.article_id, report.revision, report.position) == (APOLLO.article.id, 2, 3)
    assert (report.comment, report.at) == ("He did\nnot.", NOW)


def test_a_report_that_is_not_kept_says_so_and_keeps_the_readers_words(house: House) -> None:
    class Busy(FakeStore):
        def add_report(
            self, article_id: ArticleId, revision: int, position: int, comment: str, now: datetime
        ) -> Report:
            raise StoreBusy("another writer has its turn")

    app = make_app(Busy([APOLLO]), default_config(Path()), SOURCES, lambda: NOW, house.clock, {})
    got = Reader(app).post(FORM, GOOD)
    assert got.status == 503
    assert "was not kept" in got.text
    assert ">He did not.</textarea>" in got.text


@pytest.mark.parametrize("headers", [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}])
def test_what_another_site_sends_is_refused(house: House, headers: dict[str, str]) -> None:
    assert house.reader.post(FORM, GOOD, **headers).status == 403
    assert house.store.reports() == ()


def test_what_is_no_form_or_too_long_is_refused(house: House) -> None:
    assert house.reader.post(FORM, GOOD, content_type="text/plain").status == 415
    assert house.reader.post(FORM, b"comment=" + b"x" * MOST_BYTES).status == 413
    assert house.reader.post(FORM, b"comment=\xff").status == 400
    assert house.reader.post(FORM, b"comment=%ff").status == 400
    assert house.reader.post(FORM, b"&".join(b"x=1" for _ in range(50))).status == 400
    assert house.store.reports() == ()


def test_where_enough_reports_wait_the_reader_is_told(house: House) -> None:
    class Full(FakeStore):
        def add_report(
            self, article_id: ArticleId, revision: int, position: int, comment: str, now: datetime
        ) -> Report:
            raise ValueError("enough reports of this wait already to be read")

    app = make_app(Full([APOLLO]), default_config(Path()), SOURCES, lambda: NOW, house.clock, {})
    got = Reader(app).post(FORM, GOOD)
    assert (got.status, "was not kept" in got.text) == (429, True)


def test_a_long_comment_is_cut(house: House) -> None:
    house.reader.post(FORM, {**GOOD, "comment": "ж" * 1200})
    assert len(house.store.reports()[0].comment) == 1000


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"sentence": "99"},
        {"sentence": "0"},
        {"sentence": "x"},
        {"revision": "7"},
        {"revision": ""},
        {"sentence": "٤"},
    ],
)
def test_a_sentence_that_is_not_there_cannot_be_reported(house: House, form: dict[str, str]) -> None:
    assert house.reader.post(FORM, {**GOOD, **form} if form else {}).status == 404


@pytest.mark.parametrize("sentence", ["99", "x", "-1", "1" * 99])
def test_no_form_is_shown_for_a_sentence_that_is_not_there(house: House, sentence: str) -> None:
    assert house.shows(f"{FORM}?sentence={sentence}").status == 404


def test_a_sentence_that_may_not_be_shown_cannot_be_reported() -> None:
    house = House("headline")
    assert house.shows(f"{FORM}?sentence=4").status == 404
    assert house.reader.post(FORM, GOOD).status == 404
    assert house.shows(f"{FORM}?sentence=1").status == 200


def test_many_reports_at_once_wait_their_turn(house: House) -> None:
    statuses = [house.reader.post(FORM, GOOD).status for _ in range(22)]
    assert statuses == [200] * 20 + [429] * 2
    house.clock.seconds += 7
    assert [house.reader.post(FORM, GOOD).status for _ in range(2)] == [200, 429]


def test_nothing_of_who_reports_is_kept(house: House) -> None:
    house.reader.post(FORM, GOOD)
    assert "127.0.0.1" not in repr(house.store.reports())
    assert "Mozilla" not in repr(house.store.reports())


# -- the operator


def test_an_accepted_report_puts_the_sentence_right_and_is_logged_for_everybody(house: House) -> None:
    house.reader.post(FORM, GOOD)
    assert "He did not." in house.shows("/desk/reports", **HERE).text
    right = "Michael Collins stayed in orbit and did not set foot on the Moon."
    got = house.reader.post(
        "/desk/report/1", {"verdict": "accept", "english": f" {right}\n", "note": "Thanks."}, **HERE
    )
    assert (got.status, got.headers["location"]) == (303, "/desk/reports?done=accepted")
    assert right in house.shows("/article/apollo-11").text
    log = house.shows("/corrections").text
    for piece in (
        right,
        "Michael Collins stayed in orbit and set foot on the Moon.",
        "Thanks.",
        "betrat den Mond nicht",
    ):
        assert piece in log
    assert "No report is open" in house.shows("/desk/reports", **HERE).text


def test_an_answer_that_is_sent_twice_counts_once(house: House) -> None:
    house.reader.post(FORM, GOOD)
    form = {"verdict": "accept", "english": "Collins did not."}
    assert [house.reader.post("/desk/report/1", form, **HERE).status for _ in range(2)] == [303, 404]
    assert len(house.store.corrections(9)) == 1


def test_a_declined_report_changes_nothing(house: House) -> None:
    house.reader.post(FORM, GOOD)
    house.reader.post("/desk/report/1", {"verdict": "decline", "english": "x"}, **HERE)
    assert house.store.corrections(9) == ()
    assert house.store.reports("declined")[0].number == 1


def test_any_sentence_can_be_put_right(house: House) -> None:
    page = house.shows("/desk/article/apollo-11?sentence=2", **HERE).text
    assert "The original says 600 million; the translation says 60 million." in page
    assert "Kept for operators." in page
    form = {"sentence": "2", "revision": "2", "english": "Around 600 million people watched on television."}
    assert house.reader.post("/desk/article/apollo-11", form, **HERE).status == 303
    assert "5 of 7 sentences passed all checks; 2 are marked." in house.shows("/article/apollo-11").text


@pytest.mark.parametrize("form", [{"verdict": "accept", "english": " \n"}, {"verdict": "accept"}, {"verdict": "x"}, {}])
def test_nothing_is_done_without_a_verdict_and_its_english(house: House, form: dict[str, str]) -> None:
    house.reader.post(FORM, GOOD)
    assert house.reader.post("/desk/report/1", form, **HERE).status == 400
    assert len(house.store.reports()) == 1


def test_the_desk_lists_the_sentences_in_doubt(house: House) -> None:
    page = house.shows("/desk/doubts", **HERE).text
    assert "The original says 600 million; the translation says 60 million." in page
    assert 'href="/desk/article/apollo-11?sentence=4"' in page
    assert "3 sentences</a>" in house.shows("/desk", **HERE).text


def test_a_corrected_sentence_says_so_and_is_no_machines(house: House) -> None:
    house.store.correct(APOLLO.article.id, 2, 5, "Six flights took twelve people there.", "", NOW)
    page = house.shows("/article/apollo-11").text
    row = '<p class="en" lang="en" dir="ltr"><span class="s k1" id="s6">Six flights took twelve people there.</span>'
    assert row in page
    assert '<span class="state" lang="en">corrected</span>' in page
    assert "for 6 sentences" in page


DESK = ("/desk", "/desk/reports", "/desk/doubts", "/desk/failures", "/desk/feeds", "/desk/article/apollo-11")


@pytest.mark.parametrize("path", DESK)
def test_the_desk_is_not_there_for_strangers(house: House, path: str) -> None:
    stranger = Reader(house.app, "203.0.113.5")
    assert stranger.get(path, **HERE).status == 404
    assert house.reader.get(path).status == 404  # by the site's public name
    assert house.reader.get(path, x_forwarded_for="203.0.113.5", **HERE).status == 404
    got = house.reader.get(path, **HERE)
    assert (got.status, got.headers["cache-control"]) == (200, "no-store")


def test_no_stranger_can_answer_a_report(house: House) -> None:
    house.reader.post(FORM, GOOD)
    form = {"verdict": "accept", "english": "Wrong."}
    assert Reader(house.app, "203.0.113.5").post("/desk/report/1", form, **HERE).status == 404
    assert house.reader.post("/desk/report/1", form, **HERE, sec_fetch_site="cross-site").status == 403
    assert Reader(house.app, "203.0.113.5").post("/desk/article/apollo-11", form, **HERE).status == 404
    assert house.store.corrections(9) == ()


def test_with_a_token_the_desk_asks_for_it() -> None:
    house = House(config=Config(site=Site(desk_token_env="DESK")), environment={"DESK": TOKEN})
    got = house.reader.get("/desk", **HERE)
    assert (got.status, got.headers["www-authenticate"][:5]) == (401, "Basic")
    assert "The desk" not in got.text
    assert house.reader.get("/desk", authorization=f"Bearer {TOKEN}").status == 200
    assert house.reader.post("/desk/report/1", {"verdict": "decline"}).status == 401


def test_what_readers_write_is_text_on_the_desk(house: House) -> None:
    house.reader.post(FORM, {**GOOD, "comment": "<script>alert(1)</script>"})
    page = house.shows("/desk/reports", **HERE).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


# -- the log


def test_the_log_shows_no_words_that_a_policy_holds_back() -> None:
    house = House("headline")
    house.store.correct(APOLLO.article.id, 2, 3, "Secret English.", "Secret note.", NOW)
    page = house.shows("/corrections").text
    assert "does not let us show this sentence" in page
    assert "Secret" not in page
    assert "Michael Collins" not in page
    assert "Secret" not in house.shows("/api/corrections").text
    assert "Als der erste Mensch" not in House("none").shows("/corrections").text


def test_pages_of_the_log_hold_every_correction_once(house: House) -> None:
    for number in range(45):
        house.store.correct(APOLLO.article.id, 2, 5, f"Form {number}.", "", NOW)
    path, seen = "/corrections", list[str]()
    while path:
        text = house.shows(path).text
        seen += re.findall(r"<ins>Form (\d+)\.</ins>", text)
        found = re.search(r'rel="next" href="([^"]+)"', text)
        path = found[1] if found else ""
    assert seen == [str(number) for number in reversed(range(45))]
