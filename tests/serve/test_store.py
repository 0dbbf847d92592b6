from dataclasses import replace
from pathlib import Path

from glosswire.config import default_config
from glosswire.model import Engine, Segment
from glosswire.serve.app import make_app
from glosswire.store.store import open_store
from tests.serve.fakes import Reader
from tests.serve.samples import APOLLO, APOLLO_FIRST, ARMENIA_DE, ENGINES, NOW, READINGS, SOURCES


def test_the_site_shows_what_the_real_store_keeps(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'news.db'}") as store:
        for engine in ENGINES.values():
            store.save_engine(engine)
        for reading in READINGS:
            article = reading.article
            whole = replace(reading, translation=replace(reading.translation, segments=()))
            revision = store.save_article(article, article.url, whole.sentences)
            if reading.translation.segments and article.id == ARMENIA_DE.article.id:
                made = [s for s in reading.translation.segments if s.state != "failed"]
                store.save_segments(article.id, revision, made, NOW)
                store.save_highlights(article.id, revision, reading.highlights, "test")
        asks = Reader(make_app(store, default_config(tmp_path), SOURCES, lambda: NOW))
        for path in ("/", "/latest", "/day/2023-05-23", "/languages", "/language/de", "/section/politics", "/sources"):
            assert asks.get(path).status == 200
        page = asks.get("/article/armenien-ovks").text
        assert "Armenia does not rule out leaving the CSTO" in page
        assert "17 of 18 sentences translated" in page
        assert 'href="#s4" lang="en" aria-label="Highlight: sentence 4"' in page
        assert "Armenia does not rule out" in asks.get("/search?q=OVKS").text
        assert asks.get("/latest?before=gone").status == 404


def test_a_language_that_nobody_translates_stays_as_it_is_and_says_why(tmp_path: Path) -> None:
    armenian = next(reading for reading in READINGS if reading.article.language.tag == "hy")
    article, sentences = armenian.article, armenian.sentences
    with open_store(f"sqlite:///{tmp_path / 'news.db'}") as store:
        store.save_engine(Engine("none", "hy", "", "", "none", "No model for Armenian can be reached."))
        store.save_article(article, article.url, sentences)
        left = [Segment((s,), article.text_of(s), "passed", "none", None, NOW) for s in sentences]
        store.save_segments(article.id, 1, left, NOW)
        asks = Reader(make_app(store, default_config(tmp_path), SOURCES, lambda: NOW))
        page = asks.get("/article/hayastan-hapk").text
        assert "Left in Armenian" in page
        assert "No model for Armenian can be reached." in page
        assert "en-x-mtfrom" not in page
        front = asks.get("/").text
        assert "Left in Armenian" in front
        assert front.count(article.headline) == front.count(f'lang="hy" dir="ltr">{article.headline}</a>')


def test_a_report_is_kept_answered_and_told_by_the_real_store(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'news.db'}") as store:
        store.save_engine(ENGINES["de"])
        for reading in (APOLLO_FIRST, APOLLO):
            article = replace(reading.article, fingerprint=f"print-{reading.article.revision}")
            revision = store.save_article(article, article.url, reading.sentences)
            store.save_segments(article.id, revision, reading.translation.segments, NOW)
            store.save_checks(article.id, revision, reading.translation.segments, reading.quotes, "sample-1")
        asks = Reader(make_app(store, default_config(tmp_path), SOURCES, lambda: NOW))
        here = {"host": "127.0.0.1:8000"}
        page = asks.get("/article/apollo-11").text
        for piece in ("4 of 7 sentences passed all checks; 3 are marked.", "translated back from German", "#m4"):
            assert piece in page
        assert "Headline in doubt" in asks.get("/latest").text
        assert "1 changed, 1 added" in asks.get("/article/apollo-11/changes/2").text
        assert "betrat den Mond nicht" in asks.get("/desk/doubts", **here).text
        form = {"sentence": "4", "revision": "2", "comment": "He did not."}
        assert asks.post("/article/apollo-11/report", form).status == 200
        assert "He did not." in asks.get("/desk/reports", **here).text
        right = "Michael Collins stayed in orbit and did not set foot on the Moon."
        assert asks.post("/desk/report/1", {"verdict": "accept", "english": right}, **here).status == 303
        assert right in asks.get("/corrections").text
        assert right in asks.get("/api/corrections").text
        assert right in asks.get("/api/article/apollo-11").text
        assert asks.post("/desk/report/9", {"verdict": "decline"}, **here).status == 404
