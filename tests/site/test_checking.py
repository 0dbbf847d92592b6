"""Marks, reports, the desk, corrections and changes in a real browser: by keyboard alone, and as a screen reader has them."""

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
    page.wait_for_load_state()
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        held = page.evaluate(
            # a note that a link has led to has the focus too, but is nothing that one can press
            "() => { const e = document.activeElement; return e.tabIndex < 0 ? '' : e.getAttribute('aria-label')"
            " || (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText) || '' }"
        )
        if name in " ".join(held.split()):
            return
        passed.append(" ".join(held.split())[:40])
    raise AssertionError(f"Tab does not reach {name!r}, only {passed}")


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
    expect(page.locator("#m2")).to_be_focused()  # a browser opens the note before it goes there
    tab_to(page, "Report this sentence", 3)  # after what else was said of it


def test_a_note_is_opened_and_closed_where_it_stands(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE, script=False)
    tab_to(page, "Sentence 4: a “not” may be lost or added")
    page.keyboard.press("Enter")
    expect(page.get_by_text("the translation denies nothing")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("the translation denies nothing")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1440])
def test_other_english_and_a_translation_back_are_opened_by_the_keyboard_alone(
    address: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(f"{address}{ARTICLE}#m2", width, script=False)
    other, back = page.get_by_text("About 60 million people"), page.get_by_text("Etwa 60 Millionen Menschen")
    expect(other).to_be_hidden()
    expect(back).to_be_hidden()
    tab_to(page, "Another version")
    page.keyboard.press("Enter")
    expect(other).to_be_visible()
    expect(page.get_by_text("By Another sample engine, asked for other words. Marked too:")).to_be_visible()
    tab_to(page, "Translated back into German", 1)
    page.keyboard.press("Space")
    expect(back).to_be_visible()
    assert back.evaluate("e => e.closest('[lang]').lang") == "de"
    expect(page.locator("#m2").get_by_text("From our English alone, by A sample returner")).to_be_visible()
    tab_to(page, "Report this sentence", 1)
    tree = page.locator(".notes").filter(has_text="Another version").aria_snapshot()
    assert "Translated back into German" in tree
    assert "Etwa 60 Millionen" in tree


def test_an_engine_that_could_not_put_a_sentence_back_says_so(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}{ARTICLE}#m4", script=False)
    expect(page.get_by_text("A sample returner had no usable translation back into German.")).to_be_visible()


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


def test_a_sentence_is_reported_and_answered_by_the_keyboard_alone(open_page: OpenPage) -> None:
    with open_site(FakeStore([*READINGS, APOLLO])) as address:
        page = open_page(address + f"{ARTICLE}#m4", script=False)
        tab_to(page, "Report this sentence")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Report a sentence")
        tab_to(page, "What is wrong with it?")
        page.keyboard.type("He did not.")
        tab_to(page, "Send the report", 1)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("is written down")

        page.goto(address + "/desk/reports")
        expect(page.get_by_text("He did not.")).to_be_visible()
        tab_to(page, "The English as it should be")
        page.keyboard.press("Control+A")
        page.keyboard.type("Michael Collins stayed in orbit and did not set foot on the Moon.")
        tab_to(page, "A note for the public log", 1)
        page.keyboard.type("A reader was right.")
        tab_to(page, "Accept, with this English", 1)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("public log")
        expect(page.get_by_text("No report is open.")).to_be_visible()

        page.goto(address + "/corrections")
        expect(page.locator("ins")).to_have_text("Michael Collins stayed in orbit and did not set foot on the Moon.")
        expect(page.get_by_text("A reader was right.")).to_be_visible()
        page.goto(address + ARTICLE)
        expect(page.locator("#s4")).to_have_text("Michael Collins stayed in orbit and did not set foot on the Moon.")
        page.close()


def test_a_sentence_is_reported_by_its_number_from_the_foot_of_the_page(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE, script=False)
    page.get_by_label("Is a sentence wrong? Its number:").fill("6")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sechs Flüge brachten")).to_be_visible()


def test_a_tapped_sentence_can_be_reported_as_that_very_one(address: str, open_page: OpenPage) -> None:
    page = open_page(address + ARTICLE, 360)
    page.locator("#s4").tap()
    page.locator("#b2 .report a").click()
    expect(page.get_by_text("Sentence 4")).to_be_visible()


def test_another_sites_form_reports_nothing(open_page: OpenPage) -> None:
    store = FakeStore([*READINGS, APOLLO])
    with open_site(store) as address, open_site(FakeStore(READINGS)) as other:
        page = open_page(other + "/about", strict=False)
        page.evaluate(
            """(action) => {
              const form = document.createElement("form");
              form.method = "post"; form.action = action;
              form.innerHTML = '<input name="sentence" value="4"><input name="revision" value="2">';
              document.body.append(form); form.submit();
            }""",
            f"{address}{ARTICLE}/report",
        )
        expect(page.get_by_role("heading", level=1)).to_have_text("Not from here")
        page.close()
    assert store.reports() == ()


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
