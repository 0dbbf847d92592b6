"""What became of an article, as readers see it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from glosswire.config import default_config
from glosswire.model import Policy
from glosswire.serve.app import make_app
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import APOLLO, APOLLO_FIRST, NOW, SOURCES, with_policy

ARTICLE = "/article/apollo-11"


def reader(policy: Policy = "full") -> Reader:
    sources = tuple(with_policy(source, policy) for source in SOURCES)
    return Reader(make_app(FakeStore([APOLLO_FIRST, APOLLO]), default_config(Path()), sources, lambda: NOW))


def test_an_article_that_changed_says_so_and_leads_to_what_changed() -> None:
    text = reader().get(ARTICLE).text
    assert f'Changed once since it first came in here: <a href="{ARTICLE}/revisions">' in text
    page = reader().get(f"{ARTICLE}/revisions").text
    assert re.findall(r">Revision (\d)</a>", page) == ["2", "1"]
    assert f'href="{ARTICLE}/changes/2"' in page


def test_changes_stand_sentence_by_sentence_in_both_languages() -> None:
    page = reader().get(f"{ARTICLE}/changes/2").text
    assert "1 changed, 1 added, 5 sentences unchanged." in page
    assert "On <del>21</del><ins>20</ins> July 1969" in page
    assert "Am <del>21</del><ins>20</ins>. Juli 1969" in page
    assert "<ins>Korrektur: In einer" in page


def test_an_old_revision_is_marked_as_such_and_not_to_be_found() -> None:
    page = reader().get(f"{ARTICLE}/revision/1").text
    assert "On 21 July 1969" in page
    assert "which its publisher has since replaced" in page
    assert f'<link rel="canonical" href="{ARTICLE}">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'id="since"' not in page


def test_the_current_revision_is_the_article() -> None:
    page = reader().get(f"{ARTICLE}/revision/2").text
    assert "has since replaced" not in page
    assert '<link rel="canonical" href="https://musterbote.example/apollo-11.html">' in page


@pytest.mark.parametrize(
    "path",
    [
        "/revision/0",
        "/revision/3",
        "/revision/x",
        "/revision/" + "9" * 99,
        "/changes/1",
        "/changes/0",
        "/changes/3",
        "/changes/2?since=2",
        "/changes/2?since=x",
        "/changes/1?since=2",
    ],
)
def test_what_never_was_is_not_here(path: str) -> None:
    assert reader().get(ARTICLE + path).status == 404


def test_changes_since_an_older_revision_can_be_asked_for() -> None:
    store = FakeStore([APOLLO_FIRST, APOLLO])
    third = replace(APOLLO, article=replace(APOLLO.article, revision=3))
    store.take_in(third)
    asks = Reader(make_app(store, default_config(Path()), SOURCES, lambda: NOW))
    assert "No sentence changed." in asks.get(f"{ARTICLE}/changes/3").text
    assert "1 changed, 1 added" in asks.get(f"{ARTICLE}/changes/3?since=1").text


def test_changes_show_no_sentence_that_the_policy_holds_back() -> None:
    page = reader("headline").get(f"{ARTICLE}/changes/2").text
    assert "Juli 1969" not in page
    assert "July 1969" not in page
    assert "Only the sentences that the source lets us show" in page
    assert reader("none").get(f"{ARTICLE}/revisions").status == 410
    assert reader("none").get(f"{ARTICLE}/changes/2").status == 410


def test_a_citation_names_the_original_and_the_exact_revision() -> None:
    asks = reader()
    page = asks.get(ARTICLE).text
    assert "Download as BibTeX" in page
    bib = asks.get(f"{ARTICLE}/cite.bib")
    assert bib.headers["content-type"].startswith("application/x-bibtex")
    assert "Als der erste Mensch den Mond betrat" in bib.text
    assert "http://news.example/article/apollo-11/revision/2" in bib.text
    csl = asks.get(f"{ARTICLE}/cite.json")
    assert "csl+json" in csl.headers["content-type"]
    assert reader("none").get(f"{ARTICLE}/cite.bib").status == 410


@pytest.mark.parametrize("form", ["bib", "json"])
def test_an_old_revision_is_cited_as_that_revision(form: str) -> None:
    asks = reader()
    assert f'href="/article/apollo-11/cite.{form}?revision=1"' in asks.get(f"{ARTICLE}/revision/1").text
    assert "/article/apollo-11/revision/1" in asks.get(f"{ARTICLE}/cite.{form}?revision=1").text
    assert "/article/apollo-11/revision/2" in asks.get(f"{ARTICLE}/cite.{form}").text
    assert asks.get(f"{ARTICLE}/cite.{form}?revision=9").status == 404
