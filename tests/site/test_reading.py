import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.serve.fakes import FakeStore
from tests.serve.samples import ARMENIA_DE
from tests.site.conftest import OpenPage, open_site

pytestmark = pytest.mark.browser

ARTICLE = "/article/armenien-ovks"
PAGES = (
    "/",
    ARTICLE,
    "/article/apollo-11",
    "/article/apollo-11#m4",
    "/article/apollo-11/revisions",
    "/article/apollo-11/changes/2",
    "/article/apollo-11/report?sentence=4",
    "/corrections",
    "/trust",
    "/desk/reports",
    "/article/cop28-ittifaq",
    "/article/hayastan-hapk",
    "/article/neu-unuebersetzt",
    "/day/2023-05-23",
    "/source/musterbote",
    "/language/ar",
    "/sources",
    "/languages",
    "/about",
    "/search?q=moon",
    "/nothing",
)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_the_screen(address: str, open_page: OpenPage, width: int) -> None:
    page = open_page("", width)
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_nothing_is_asked_of_another_site_and_nothing_goes_wrong_unseen(address: str, open_page: OpenPage) -> None:
    page = open_page("")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES[:-1]:
        page.goto(address + path)
    assert asked
    assert all(url.startswith(address) for url in asked)
    assert said == []


def test_lines_are_of_a_length_that_reads_well(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    per_line = page.evaluate(
        """() => {
          const text = document.querySelector("#s4").firstChild, range = document.createRange();
          range.setStart(text, 0);
          let length = 0;
          do range.setEnd(text, ++length); while (range.getClientRects().length < 2);
          return length;
        }"""
    )
    assert 50 <= per_line <= 80


def test_on_a_wide_screen_each_paragraph_stands_beside_its_original(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    for row in page.locator(".row").all():
        english, original = row.locator(".en").bounding_box(), row.locator(".src").bounding_box()
        assert english is not None
        assert original is not None
        assert original["x"] > english["x"] + english["width"] * 0.9
        assert abs(original["y"] - english["y"]) < 16


def test_a_sentence_under_the_pointer_marks_its_pair(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    plain = "rgba(0, 0, 0, 0)"
    pair = page.locator("#b2 .o.k2")
    expect(pair).to_have_css("background-color", plain)
    page.locator("#s5").hover()
    expect(pair).not_to_have_css("background-color", plain)
    page.locator("#b2 .o.k1").hover()
    expect(page.locator("#s4")).not_to_have_css("background-color", plain)
    expect(pair).to_have_css("background-color", plain)


def test_a_reader_can_put_the_original_away(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    page.get_by_label("Hide the original").check()
    expect(page.locator("#b2 .src")).to_be_hidden()


def test_a_link_to_a_sentence_shows_and_marks_it_with_its_original(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}{ARTICLE}#s5", 360)
    expect(page.locator("#s5")).to_be_in_viewport()
    expect(page.locator("#b2 .src")).to_be_visible()
    expect(page.locator("#b5 .src")).to_be_hidden()
    expect(page.locator("#b2 .o.k2")).to_have_css("text-decoration-line", "underline")


def test_on_a_narrow_screen_a_tapped_sentence_shows_its_original_and_a_second_tap_puts_it_away(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(address + ARTICLE, 360)
    original = page.locator("#b5 .src")
    expect(original).to_be_hidden()
    page.locator("#s9").tap()
    expect(original).to_be_visible()
    expect(page.locator("#b5 .o.k2")).to_have_class(re.compile(r"\bon\b"))
    page.locator("#s9").tap()
    expect(original).to_be_hidden()


def test_without_javascript_the_page_is_whole_and_a_sentences_number_shows_its_original(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(address + ARTICLE, 360, script=False)
    expect(page.locator("#b5 .src")).to_be_hidden()
    page.locator("#s9 ~ a[href='#s9']").click()
    expect(page.locator("#b5 .src")).to_be_visible()
    page.get_by_label("Show the original under each paragraph").check()
    expect(page.locator("#b2 .src")).to_be_visible()


def test_an_original_from_right_to_left_runs_so(address: str, open_page: OpenPage) -> None:
    page = open_page(address + "/article/cop28-ittifaq")
    original = page.locator("#b2 .src")
    expect(original).to_have_css("direction", "rtl")
    expect(page.locator("#b2 .en")).to_have_css("direction", "ltr")
    left, right = page.evaluate(
        """() => {
          const box = document.querySelector("#b2 .src").getBoundingClientRect();
          const first = document.querySelector("#b2 .o.k1").getClientRects()[0];
          return [first.left - box.left, box.right - first.right];
        }"""
    )
    assert right < 40
    assert right <= left + 40


def test_the_keyboard_reaches_the_news_first(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the news")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector(':target')")
    page.keyboard.press("Tab")
    expect(page.locator("a.read-original").first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_keeps_to_the_readers_colour_scheme(address: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(address, scheme=scheme)
    shade = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]")
    assert (shade < 60) == (scheme == "dark")


def test_a_page_fills_by_itself_while_it_is_read(open_page: OpenPage) -> None:
    headline = replace(ARMENIA_DE.translation, segments=ARMENIA_DE.translation.segments[:1])
    store = FakeStore([replace(ARMENIA_DE, translation=headline, highlights=())])
    with open_site(store) as address:
        page = open_page("")
        page.clock.install()
        page.goto(address + ARTICLE)
        expect(page.locator("#made")).to_contain_text("1 of 18 sentences translated")
        expect(page.locator("#s5")).to_have_text(re.compile("Dem Bündnis gehören"))
        store.take_in(ARMENIA_DE)
        page.clock.fast_forward(6_100)
        expect(page.locator("#s5")).to_have_text(re.compile("belong to the alliance"))
        expect(page.locator("#made")).not_to_contain_text("sentences translated")
        expect(page.locator("#highlights")).to_be_visible()
        page.close()
    assert store.opened == [ARMENIA_DE.article.id]  # looking for news is not opening it again


def test_the_front_page_fills_by_itself(open_page: OpenPage) -> None:
    store = FakeStore()
    with open_site(store) as address:
        page = open_page("")
        page.clock.install()
        page.goto(address)
        expect(page.get_by_role("heading", level=2)).to_have_text("The newsroom is still fetching its first articles")
        store.take_in(ARMENIA_DE)
        page.clock.fast_forward(8_100)
        expect(page.locator(".lead h2")).to_have_text("Armenia does not rule out leaving the CSTO")
        page.close()
