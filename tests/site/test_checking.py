"""Marks, changes and citations in a real browser: by keyboard alone, and as a screen reader has them."""

import pytest
from playwright.sync_api import Page, expect

from tests.serve.fakes import FakeStore
from tests.serve.samples import APOLLO, APOLLO_FIRST, READINGS
from tests.site.conftest import OpenPage, open_site

pytestmark = pytest.mark.browser

ARTICLE = "/article/apollo-11"
FOUND = "The original says 600 million; the translation says 60 million."


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until what has the focus is called `name`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        held = page.evaluate(
            "() => { const e = document.activeElement; return e.getAttribute('aria-label')"
            " || (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText) || '' }"
        )
        if name in " ".join(held.split()):
            return
    raise AssertionError(f"Tab does not reach {name!r}")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1440])
def test_a_mark_is_opened_and_read_by_the_keyboard_alone(
    address: str, open_page: OpenPage, script: bool, width: int
) -> None:
    page = open_page(address + ARTICLE, width, script=script)
    expect(page.get_by_text(FOUND)).to_be_hidden()
    tab_to(page, "Sentence 2 is marked: a number may be wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text(FOUND)).to_be_visible()


def test_a_note_is_opened_and_closed_where_it_stands(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE, script=False)
    tab_to(page, "Sentence 4: a “not” may be lost or added")
    page.keyboard.press("Enter")
    expect(page.get_by_text("the translation denies nothing")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("the translation denies nothing")).to_be_hidden()


def test_the_line_under_the_headline_leads_to_each_mark(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    expect(page.locator("#made")).to_contain_text("4 of 7 sentences passed all checks; 3 are marked.")
    tab_to(page, "Why sentence 2 is marked")
    page.keyboard.press("Enter")
    expect(page.get_by_text(FOUND)).to_be_visible()
    expect(page.locator("#m2")).to_be_focused()


def test_a_screen_reader_is_told_of_marks_quotes_and_the_publishers_correction(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(address + ARTICLE)
    for name in ("Sentence 2 is marked: a number may be wrong", "quoted words translated back from German"):
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    expect(page.get_by_role("region", name="The publisher’s correction")).to_be_visible()
    tree = page.locator(".rows").aria_snapshot()
    assert 'link "Sentence 2 is marked: a number may be wrong"' in tree
    assert "Sentence 4: a “not” may be lost or added" in tree
    assert "Only operators see this" not in page.content()


def test_a_mark_is_no_matter_of_colour(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    sign = page.locator("a.sign").first
    expect(sign).to_have_text("?")
    expect(sign).to_have_css("border-top-style", "solid")
    page.emulate_media(forced_colors="active")
    expect(sign).to_be_visible()


def test_a_returning_reader_is_told_what_changed_since_and_nothing_is_sent(open_page: OpenPage) -> None:
    store = FakeStore([*READINGS, APOLLO_FIRST])
    with open_site(store) as address:
        page = open_page(address + ARTICLE)
        expect(page.locator("#since")).to_be_hidden()
        store.take_in(APOLLO)
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
        page.reload()
        expect(page.locator("#since")).to_be_visible()
        assert not any("since" in url or "read" in url for url in sent)
        page.locator("#since a").click()
        expect(page.get_by_text("1 changed, 1 added, 5 sentences unchanged.")).to_be_visible()
        page.goto(address + ARTICLE)
        expect(page.locator("#since")).to_be_hidden()
        page.close()


def test_without_a_script_the_plain_list_of_changes_is_there(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE, script=False)
    expect(page.locator("#since")).to_be_hidden()
    page.get_by_role("link", name="what changed").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(2)


def test_a_citation_can_be_opened_and_taken_home(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE)
    page.get_by_text("Cite", exact=True).click()
    expect(page.get_by_label("BibTeX", exact=True)).to_contain_text("Als der erste Mensch den Mond betrat")
    with page.expect_download() as found:
        page.get_by_role("link", name="Download as CSL-JSON").click()
    assert found.value.suggested_filename == "apollo-11.json"
