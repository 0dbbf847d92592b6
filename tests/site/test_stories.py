"""The page of a story, from the keyboard, without scripts, and on a narrow screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.serve.storied import BY_ID, MOON_STORY, storied
from tests.site.conftest import OpenPage, open_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stories() -> Iterator[str]:
    """A site with stories."""
    with open_site(storied()) as found:
        yield found


def test_the_timeline_is_walked_through_by_keyboard_and_leads_to_the_reports(stories: str, open_page: OpenPage) -> None:
    page = open_page(f"{stories}/story/moon")
    dots = page.locator(".timeline a:visible")
    expect(dots).to_have_count(len(MOON_STORY))
    dots.nth(1).focus()
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('.reach')).strokeWidth") == "2px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/lune-slim")


def test_the_reports_of_one_language_are_an_arrow_away_from_each_other(open_page: OpenPage) -> None:
    store = storied()
    store.group("moon", *MOON_STORY, BY_ID["artemis"], BY_ID["campeones"])
    with open_site(store) as address:
        page = open_page(f"{address}/story/moon")
        spanish = (
            page.locator(".timeline.on-wide .dots")
            .filter(has=page.locator("a[href='/article/luna-slim']"))
            .locator("a")
        )
        assert spanish.count() > 1
        spanish.first.focus()
        page.keyboard.press("ArrowRight")
        expect(spanish.nth(1)).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(spanish.first).to_be_focused()
        page.keyboard.press("Tab")
        expect(
            page.locator(".timeline.on-wide .dots")
            .filter(has=page.locator("a[href='/article/luna-slim']"))
            .locator(":focus")
        ).to_have_count(0)
        page.close()


def test_a_cell_opens_its_original_without_scripts_and_leads_to_the_sentence(stories: str, open_page: OpenPage) -> None:
    page = open_page(f"{stories}/story/moon", script=False)
    differ = page.locator("details.differ")
    expect(differ).to_have_attribute("open", "")
    cell = differ.locator(".cell").filter(has_text="3 robots").first
    expect(cell.get_by_text("Llevaba 3 robots.")).to_be_hidden()
    cell.locator("summary").click()
    expect(cell.get_by_text("Llevaba 3 robots.")).to_be_visible()
    cell.get_by_role("link", name="3 robots: sentence 2").click()
    page.wait_for_url("**/article/luna-slim#s2")


def test_a_page_with_differences_renews_itself_until_a_reader_opens_or_closes_something(open_page: OpenPage) -> None:
    store = storied()
    store.group("moon", *MOON_STORY[:-1])
    with open_site(store) as address:
        page = open_page("")
        page.clock.install()
        page.goto(f"{address}/story/moon")
        expect(page.locator("details.differ")).to_have_attribute("open", "")
        dots = page.locator(".timeline .dot:visible")
        expect(dots).to_have_count(len(MOON_STORY) - 1)
        store.group("moon", *MOON_STORY)
        page.clock.fast_forward(30_100)
        expect(dots).to_have_count(len(MOON_STORY))
        page.locator("details.as-table > summary").click()
        page.evaluate("document.activeElement.blur()")
        store.group("moon", *MOON_STORY[:-1])
        with page.expect_response("**/story/moon"):
            page.clock.fast_forward(30_100)
        page.wait_for_timeout(500)
        expect(dots).to_have_count(len(MOON_STORY))
        page.locator("details.as-table > summary").click()
        page.evaluate("document.activeElement.blur()")
        page.clock.fast_forward(30_100)
        expect(dots).to_have_count(len(MOON_STORY) - 1)
        page.close()


def test_a_narrow_screen_folds_the_grid_and_shows_all_of_the_timeline(stories: str, open_page: OpenPage) -> None:
    page = open_page(f"{stories}/story/moon", 360, "dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    dots = page.locator(".timeline a:visible")
    expect(dots).to_have_count(len(MOON_STORY))
    boxes = [dot.bounding_box() for dot in dots.all()]
    assert all(box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    assert page.locator(".matrix td").first.evaluate("e => getComputedStyle(e).display") in ("block", "none")
    expect(page.locator("details.differ .of").first).to_be_visible()


def test_the_timeline_has_the_colours_of_the_dark(stories: str, open_page: OpenPage) -> None:
    fills = {
        scheme: open_page(f"{stories}/story/moon", 1440, scheme)
        .locator(".timeline .dot")
        .first.evaluate("e => getComputedStyle(e).fill")
        for scheme in ("light", "dark")
    }
    assert fills["light"] != fills["dark"]


def test_the_main_pages_are_a_click_away_on_every_width(stories: str, open_page: OpenPage) -> None:
    for width in (360, 768, 1440):
        page = open_page(stories, width)
        for name, path in (("Trends", "/trends"), ("Stories", "/stories"), ("Topics", "/topics")):
            page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()
            page.wait_for_url(f"**{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("path", "width"), [("/", 1440), ("/", 360), ("/trends", 360)])
def test_why_a_story_rises_stands_under_its_headline(stories: str, open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(stories + path, width)
    reasons = page.locator(".rising .reason, .trend .reason")
    expect(reasons.first).to_be_visible()
    widths = reasons.evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
    assert min(widths) > 100
