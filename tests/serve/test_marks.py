"""What readers are told of the checks."""

from dataclasses import replace
from pathlib import Path

from glosswire.config import default_config
from glosswire.model import Alternative, Back, Engine, Finding, Policy, Reading, Segment, SourceId, Translation
from glosswire.serve.app import make_app
from glosswire.serve.marks import doubt_note, judge, quote_notes
from glosswire.serve.present import article_view
from glosswire.serve.views import ArticleView, Returned, Version, Words
from tests.serve.fakes import FakeStore, Reader
from tests.serve.samples import APOLLO, ARMENIA_DE, MOON_DE, MOON_EN, NOW, SOURCE, with_policy

SEEN = Finding("number", "critical", "The original says 1.5 million; the translation says 15 million.")
UNSEEN = replace(SEEN, is_shown=False)


def translation(*findings: tuple[Finding, ...], checks: str = "1", sentences: int | None = None) -> Translation:
    segments = tuple(Segment((), f"Sentence {n}.", findings=found) for n, found in enumerate(findings))
    return Translation(ARMENIA_DE.article.id, 1, segments, sentences or len(segments), "good", checks)


def view(policy: str = "full") -> ArticleView:
    source = SOURCE[APOLLO.article.source_id]
    found = article_view(APOLLO, with_policy(source, "full" if policy == "full" else "headline"), 3, "Glosswire")
    assert found is not None
    return found


def test_the_line_under_the_headline_counts_what_passed_and_what_is_marked() -> None:
    found = translation(*[()] * 41, (SEEN,), (SEEN, SEEN))
    assert judge(found, "German").text == "41 of 43 sentences passed all checks; 2 are marked."


def test_one_mark_is_one() -> None:
    assert judge(translation((), (SEEN,)), "German").text == "1 of 2 sentences passed all checks; 1 is marked."


def test_findings_that_readers_do_not_see_do_not_count() -> None:
    assert judge(translation((), (UNSEEN,)), "German").text == "All 2 sentences passed all checks."


def test_a_sentence_left_in_its_own_language_has_not_passed() -> None:
    whole = translation((), (), (SEEN,))
    left = replace(whole, segments=(replace(whole.segments[0], state="failed"), *whole.segments[1:]))
    assert judge(left, "German").text == "1 of 3 sentences passed all checks; 1 is marked, 1 is left in German."


def test_checks_that_are_not_complete_say_so() -> None:
    assert judge(translation((), (SEEN,), checks=""), "German").text == (
        "The checks are not complete yet; 1 is marked so far."
    )
    assert not judge(translation((), sentences=3), "German").is_complete


def test_a_note_says_each_thing_once() -> None:
    note = doubt_note(Segment((), "x", findings=(SEEN, SEEN, UNSEEN)))
    assert note is not None
    assert (note.title, note.lines) == ("a number may be wrong", (SEEN.detail,))
    assert doubt_note(Segment((), "x", findings=(UNSEEN,))) is None


def test_a_page_leads_to_each_mark() -> None:
    found = view()
    assert found.marked == (1, 2, 4)
    anchors = [note.anchor for pair in found.pairs for note in pair.notes]
    assert anchors == ["m1", "m2", "m4", "q5"]


def test_a_quote_is_noted_only_where_all_of_it_may_be_shown() -> None:
    sentences = APOLLO.sentences
    whole = replace(APOLLO.quotes[0], sentences=sentences[3:5])
    assert list(quote_notes((whole,), frozenset(sentences), "de")) == [sentences[4]]
    assert quote_notes((whole,), frozenset(sentences[4:5]), "de") == {}
    assert quote_notes((replace(whole, provenance="own"),), frozenset(sentences), "de") == {}


def test_marks_of_sentences_that_may_not_be_shown_are_not_shown() -> None:
    assert view("headline").marked == (1,)


def test_the_publishers_correction_is_lifted_to_the_top_where_it_may_be_shown() -> None:
    assert [row.id for row in view().notices] == ["b5"]
    assert view("headline").notices == ()


def test_a_highlight_carries_the_mark_of_its_sentence() -> None:
    marked = {point.number: point.doubt is not None for point in view().points}
    assert marked == {3: False, 4: True}


def test_words_that_were_said_in_english_are_shown_as_an_article_in_english_prints_them() -> None:
    def page(policy: Policy, *readings: Reading) -> str:
        sources = tuple(with_policy(s, policy) if s.id == "sample-wire" else s for s in SOURCE.values())
        asks = Reader(make_app(FakeStore(readings), default_config(Path()), sources, lambda: NOW))
        return asks.get("/article/mondrede").text

    said = '<q lang="en">We choose to go to the Moon in this decade'
    shown = page("full", MOON_DE, MOON_EN)
    assert "quoted words translated back from German" in shown
    assert said in shown
    assert '<a href="/article/moon-speech#s2"><bdi>The Sample Wire</bdi></a>' in shown
    assert said not in page("headline", MOON_DE, MOON_EN)
    assert said not in page("none", MOON_DE, MOON_EN)
    assert said not in page("full", MOON_DE)


def test_what_was_measured_of_an_engine_is_a_sentence_of_its_own() -> None:
    for quality in ("chrF 52.7 on 62 lines", "chrF 52.7 on 62 lines."):
        (engine,) = MOON_DE.engines
        reading = replace(MOON_DE, engines=(replace(engine, quality=quality),))
        app = make_app(FakeStore([reading]), default_config(Path()), SOURCE.values(), lambda: NOW)
        body = Reader(app).get(f"/article/{reading.article.id}").text
        assert "chrF 52.7 on 62 lines. That counts as" in body


# -- what else was said

MAKERS = {"one": "One", "one#1": "One", "two": "Two", "back#back": "Returner"}
DOUBTED = Segment((), "x", engine="one", findings=(SEEN,))


def test_another_engines_version_comes_first_and_each_says_what_made_it_and_how() -> None:
    others = (
        Alternative("Again.", "one#1", findings=(SEEN, UNSEEN)),
        Alternative("After.", "one#context"),
        Alternative("Other.", "two"),
    )
    note = doubt_note(replace(DOUBTED, alternatives=others), "de", MAKERS)
    assert note is not None
    assert note.versions == (
        Version("Other.", "Two", "", ""),
        Version("Again.", "One", "asked for other words", "a number may be wrong"),
        Version("After.", "an engine that is no longer known", "told the sentence before", ""),
    )


def test_the_first_answer_of_an_engine_that_was_asked_again_is_called_that() -> None:
    mended = replace(DOUBTED, engine="one#1", alternatives=(Alternative("First.", "one"),))
    note = doubt_note(mended, "de", MAKERS)
    assert note is not None
    assert note.versions[0].way == "its first answer"


def test_english_put_back_is_in_the_articles_language_and_names_who_did_it() -> None:
    returned = replace(DOUBTED, back=Back("Zurück.", "x", "back#back", NOW))
    note = doubt_note(returned, "ar", MAKERS)
    assert note is not None
    assert note.back == Returned(Words("Zurück.", "ar", "rtl"), "Returner")
    nothing = doubt_note(replace(DOUBTED, back=Back("", "x", "back#back", NOW)), "ar", MAKERS)
    assert nothing is not None
    assert nothing.back == Returned(None, "Returner")
    assert doubt_note(DOUBTED) == replace(nothing, back=None)


def nobody(*, marked: bool = True) -> Reading:
    made = APOLLO.translation
    segments = tuple(replace(s, back=None, findings=s.findings if marked else ()) for s in made.segments)
    engine = Engine("back", "de", "", "", "none", "no engine that is here can, or well enough")
    return replace(APOLLO, translation=replace(made, segments=segments), others=(engine,))


def test_where_nobody_can_put_sentences_back_the_page_says_so_once() -> None:
    asks = Reader(make_app(FakeStore([nobody()]), default_config(Path()), (SOURCE[APOLLO.article.source_id],)))
    page = asks.get("/article/apollo-11").text
    assert page.count("No engine of this newsroom translates into German") == 1
    assert "Translated back into German" not in page
    plain = Reader(
        make_app(FakeStore([nobody(marked=False)]), default_config(Path()), (SOURCE[SourceId("musterbote")],))
    )
    assert "No engine of this newsroom" not in plain.get("/article/apollo-11").text


def test_who_is_expected_to_put_sentences_back_is_not_told_to_be_nobody() -> None:
    somebody = Engine("back", "de", "Returner", "MIT", "poor", "chrF 30")
    reading = replace(nobody(), others=(somebody,))
    found = article_view(reading, SOURCE[APOLLO.article.source_id], 3, "Glosswire")
    assert found is not None
    assert (found.back_note, found.others) == ("", ())


def test_the_page_says_what_made_what_stands_there_for_comparison() -> None:
    assert [(maker.title, maker.sentences) for maker in view().others] == [
        ("Another sample engine", 1),
        ("A sample returner", 3),
    ]


def test_what_else_was_said_follows_the_policy() -> None:
    asks = Reader(
        make_app(
            FakeStore([APOLLO]), default_config(Path()), (with_policy(SOURCE[SourceId("musterbote")], "headline"),)
        )
    )
    for path in ("/article/apollo-11", "/api/article/apollo-11"):
        said = asks.get(path).text
        assert "About 60 million people" not in said
        assert "schauten fern" not in said
