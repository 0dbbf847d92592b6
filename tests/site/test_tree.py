"""What a screen reader is told of marks, reports, corrections and the desk: each thing's role, and a name that says what it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.serve.fakes import FakeStore
from tests.serve.samples import APOLLO, APOLLO_FIRST, ARMENIA_DE, NOW, READINGS, TICKER
from tests.site.conftest import OpenPage, open_site

pytestmark = pytest.mark.browser

HEADLINE = APOLLO.article.headline


def names_of(page: Page, role: str, within: str = "main") -> list[str]:
    """The names of all that has a role, as the accessibility tree has them, in order."""
    lines = page.locator(within).aria_snapshot().splitlines()
    found = [line.strip().removeprefix("- ").removeprefix("'") for line in lines]  # quoted where a name has a colon
    return [line.partition('"')[2].rpartition('"')[0] for line in found if line.startswith(f'{role} "')]


def test_a_mark_is_a_link_that_says_what_it_marks_and_its_note_a_group_that_can_be_opened(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(f"{address}/article/apollo-11")
    links = names_of(page, "link", ".rows")
    assert "Sentence 2 is marked: a number may be wrong" in links
    assert "Sentence 4 is marked: a “not” may be lost or added" in links
    assert "quoted words translated back from German" in links
    for number, what in ((2, "a number may be wrong"), (4, "a “not” may be lost or added")):
        note = page.get_by_role("group").filter(has_text=f"Sentence {number}: {what}").first
        expect(note).to_have_count(1)
    assert "?" not in links, "the sign itself is no name"


def test_the_form_of_a_report_is_a_form_with_a_labelled_box_and_a_named_button(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(f"{address}/article/apollo-11/report?sentence=4")
    form = page.get_by_role("form", name="Report of sentence 4")
    expect(form.get_by_role("textbox")).to_have_accessible_name(
        "What is wrong with it? You need not say, but it helps. Any language will do."
    )
    expect(form.get_by_role("button")).to_have_accessible_name("Send the report")
    expect(page.get_by_role("heading", level=1)).to_have_accessible_name("Report a sentence")
    tree = page.locator("main").aria_snapshot()
    assert "- term: English\n" in tree
    assert "- definition: Michael Collins stayed in orbit and set foot on the Moon." in tree


def test_each_correction_is_an_article_named_by_its_headline_and_sentence(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/corrections")
    assert names_of(page, "article") == ["When the first human set foot on the Moon sentence 6"]
    row = page.get_by_role("article")
    expect(row.get_by_role("deletion")).to_have_text("Six flights took twelve people to the Moon by 1972.")
    expect(row.get_by_role("insertion")).to_have_text("Six flights took twelve people to the Moon until 1972.")


def test_each_row_of_the_desk_is_told_apart_by_its_name(open_page: OpenPage) -> None:
    store = FakeStore([*READINGS, APOLLO_FIRST, APOLLO])
    store.add_report(APOLLO.article.id, 2, 3, "He did not.", NOW)
    store.add_report(ARMENIA_DE.article.id, 1, 2, "", NOW)
    with open_site(store) as address:
        page = open_page(f"{address}/desk/reports")
        assert names_of(page, "article") == [f"{ARMENIA_DE.article.headline} Report 2", f"{HEADLINE} Report 1"]
        assert names_of(page, "form") == ["Answer to report 2", "Answer to report 1"]
        form = page.get_by_role("form", name="Answer to report 1")
        boxes = form.get_by_role("textbox")
        expect(boxes.nth(0)).to_have_accessible_name("The English as it should be")
        expect(boxes.nth(1)).to_have_accessible_name("A note for the public log (may be empty)")
        assert names_of(page, "button", "main form >> nth=1") == ["Accept, with this English", "Decline"]
        expect(page.get_by_role("navigation", name="The desk").get_by_role("link", name="Reports")).to_have_attribute(
            "aria-current", "page"
        )
        page.goto(f"{address}/desk/doubts")
        rows = names_of(page, "article")
        assert f"{HEADLINE} sentence 2" in rows
        assert len(set(rows)) == len(rows)
        first = page.get_by_role("article", name=rows[0])
        expect(first.get_by_role("link", name="Correct it")).to_have_accessible_description(rows[0])
        page.close()


def test_an_item_of_a_live_ticker_is_read_with_its_time_before_it(open_page: OpenPage) -> None:
    with open_site(FakeStore([*READINGS, TICKER])) as address:
        page = open_page(f"{address}/article/artemis-ticker")
        tree = page.locator(".rows").aria_snapshot()
        assert "time: 16 Nov 2022, 06:58 UTC" in tree
        assert tree.index("06:58 UTC") < tree.index("The core stage has separated") < tree.index("06:48 UTC")
        page.close()
