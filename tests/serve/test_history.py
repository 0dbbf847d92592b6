"""What became of an article, as readers see it."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from glosswire.config import Config, Site, default_config
from glosswire.model import Policy
from glosswire.serve import history
from glosswire.serve.app import make_app
from glosswire.serve.history import Lines
from glosswire.serve.present import article_view, headline_of
from glosswire.text.versions import Change, changes
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import APOLLO, APOLLO_FIRST, NOW, READINGS, SOURCE, SOURCES, with_policy

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


def test_two_revisions_are_compared_once_and_again_only_when_their_english_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []

    def count(before: Lines, after: Lines) -> tuple[Change, ...]:
        compared.append(len(before))
        return changes(before, after)

    monkeypatch.setattr(history, "changes", count)
    store, seconds = FakeStore([APOLLO_FIRST, APOLLO]), itertools.count(0, 10)  # each look reads the store anew
    asks = Reader(make_app(store, default_config(Path()), SOURCES, lambda: NOW, lambda: float(next(seconds))))
    for _ in range(5):
        asks.get(f"{ARTICLE}/changes/2")
        asks.get(f"{ARTICLE}/changes/2?since=1")
    assert len(compared) == 1
    store.correct(APOLLO.article.id, 2, 3, "Collins did not.", "", NOW)
    assert "Collins did not." in asks.get(f"{ARTICLE}/changes/2").text
    assert len(compared) == 2


def test_of_revisions_without_end_the_beginning_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_COMPARED", 2)
    page = reader().get(f"{ARTICLE}/changes/2").text
    assert "Only the first 2 sentences of each are compared." in page
    assert "2 sentences unchanged" in page or "No sentence changed." in page
    assert "Juli 1969" not in page


def test_the_log_reads_each_revision_once() -> None:
    store, looked = FakeStore([APOLLO_FIRST, APOLLO]), list[int]()
    asks = Reader(make_app(store, default_config(Path()), SOURCES, lambda: NOW))
    for count in (1, 15):
        for number in range(count):
            store.correct(APOLLO.article.id, 2, 5, f"Form {number}.", "", NOW)
        before = store.asked
        assert asks.get("/api/corrections" if count == 1 else "/corrections").status == 200
        looked.append(store.asked - before)
    assert looked[0] == looked[1] == 2  # the log, and the one revision that all are of


def test_the_log_names_an_article_as_its_page_does() -> None:
    store = FakeStore([*READINGS, APOLLO_FIRST, APOLLO])
    store.correct(APOLLO.article.id, 2, 5, "Six.", "", NOW)
    page = Reader(make_app(store, default_config(Path()), SOURCES, lambda: NOW)).get("/corrections").text
    assert 'lang="en-x-mtfrom-de" dir="ltr">When the first human set foot on the Moon</a>' in page
    for reading in READINGS:
        source = SOURCE[reading.article.source_id]
        view = article_view(reading, source, 3, "")
        assert view is None or headline_of(reading) == view.headline


@pytest.mark.parametrize(("excerpt", "is_shown"), [(1, False), (2, True)])
def test_a_correction_of_joined_sentences_is_shown_only_where_all_of_them_may_be(excerpt: int, is_shown: bool) -> None:
    segments = APOLLO.translation.segments
    joined = replace(segments[2], sources=APOLLO.sentences[2:4])
    made = replace(APOLLO.translation, segments=(*segments[:2], joined, *segments[4:]))
    store = FakeStore([APOLLO_FIRST, replace(APOLLO, translation=made, highlights=())])
    store.correct(APOLLO.article.id, 2, 2, "Both of them.", "A note.", NOW)
    sources = tuple(with_policy(source, "excerpt") for source in SOURCES)
    config = Config(site=Site(excerpt_sentences=excerpt))
    asks = Reader(make_app(store, config, sources, lambda: NOW))
    for path in ("/corrections", "/api/corrections"):
        text = asks.get(path).text
        for words in ("Both of them.", "A note.", "Juli 1969"):
            assert (words in text) == is_shown, path


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
