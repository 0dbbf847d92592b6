"""What every store keeps of checks, reports and corrections, whatever its database."""

from dataclasses import replace

import pytest

from glosswire.errors import NotFound
from glosswire.model import (
    Alternative,
    Article,
    ArticleId,
    Back,
    Engine,
    Finding,
    Highlight,
    Mended,
    Quote,
    ReportState,
    Segment,
    Sentence,
    Stated,
)
from glosswire.store.corrections import LONGEST_COMMENT, MOST_OPEN
from glosswire.store.english import OPERATOR
from glosswire.store.store import Store
from tests.contracts.test_stores import store as store
from tests.store.newsroom import BODY, DAY, ENGINE, HOUR, NOON, english_of, make_article, spans, take_in, translate_all

NUMBER = Finding("number", "critical", "The original says 2; the translation says 3.")
HIDDEN = Finding("name", "critical", "The original names Jerewan; the translation does not.", is_shown=False)
BLEMISH = Finding("quote", "minor", "A quotation mark is missing.")


@pytest.fixture
def article(store: Store) -> Article:
    made = make_article()
    take_in(store, made)
    translate_all(store, made)
    return made


def found_in(store: Store, article: Article) -> list[tuple[Finding, ...]]:
    return [segment.findings for segment in store.reading(article.id).translation.segments]


def english_in(store: Store, article_id: str) -> list[str]:
    return [segment.target for segment in store.reading(ArticleId(article_id)).translation.segments]


def quote_in(article: Article, text: str = "Wir beraten.", revision: int = 1) -> Quote:
    sentence = spans(article.blocks)[1]
    return Quote(article.id, revision, (sentence,), text, "Paschinjan", "en", "back-translated", "said to Newsweek")


# -- findings


def test_findings_are_kept_with_their_segment(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    segments = [english_of(article, sentence) for sentence in spans(article.blocks)]
    segments[1] = replace(segments[1], findings=(NUMBER, HIDDEN))
    store.save_segments(article.id, 1, segments, NOON)
    assert found_in(store, article) == [(), (NUMBER, HIDDEN), (), ()]


def test_what_is_translated_again_has_the_findings_of_the_new_english(store: Store, article: Article) -> None:
    first = spans(article.blocks)[0]
    store.save_segments(article.id, 1, [replace(english_of(article, first), findings=(NUMBER,))], NOON)
    store.save_segments(article.id, 1, [english_of(article, first)], NOON + HOUR)
    assert found_in(store, article)[0] == ()


@pytest.mark.parametrize(
    ("finding", "in_doubt"),
    [(NUMBER, True), (HIDDEN, False), (BLEMISH, False), (replace(BLEMISH, severity="major"), True)],
)
def test_a_headline_is_in_doubt_where_readers_see_a_grave_finding(
    store: Store, article: Article, finding: Finding, in_doubt: bool
) -> None:
    first = spans(article.blocks)[0]
    store.save_segments(article.id, 1, [replace(english_of(article, first), findings=(finding,))], NOON)
    (listing,) = store.latest(1)
    assert listing.in_doubt is in_doubt


def test_the_operator_is_shown_what_is_in_doubt(store: Store, article: Article) -> None:
    second = spans(article.blocks)[1]
    assert store.doubts() == ()
    store.save_segments(article.id, 1, [replace(english_of(article, second), findings=(NUMBER,))], NOON)
    assert [(reading.article.id, position) for reading, position in store.doubts()] == [(article.id, 1)]
    assert store.counts().doubts == 1


def test_a_new_revision_takes_the_findings_of_kept_sentences_along(store: Store, article: Article) -> None:
    first = spans(article.blocks)[0]
    store.save_segments(article.id, 1, [replace(english_of(article, first), findings=(NUMBER,))], NOON)
    take_in(store, make_article(body=(*BODY, "Mehr folgt.")))
    assert found_in(store, article)[0] == (NUMBER,)
    assert store.counts().doubts == 1


# -- what else was said

OTHER = Alternative("The cabinet is meeting in Yerevan.", "other-1#2", -0.5, (BLEMISH, HIDDEN))
BACK = Back("Das Kabinett tagt in Jerewan.", "DIE REGIERUNG TAGT IN JEREWAN.", "back-1", NOON)


def say_more(store: Store, article: Article) -> Segment:
    """Keep a marked sentence with what else was said of it."""
    store.save_engine(Engine("other-1#2", "de", "Other", "MIT", "poor", "chrF 30"))
    store.save_engine(Engine("back-1", "de", "Back", "MIT", "poor", "chrF 20"))
    second = english_of(article, spans(article.blocks)[1])
    made = replace(second, findings=(NUMBER,), alternatives=(OTHER,), back=BACK)
    store.save_segments(article.id, 1, [made], NOON)
    return made


def more_in(store: Store, article: Article) -> list[tuple[tuple[Alternative, ...], Back | None]]:
    segments = store.reading(article.id).translation.segments
    return [(segment.alternatives, segment.back) for segment in segments]


def test_what_else_was_said_is_kept_beside_a_segment_and_is_no_translation(store: Store, article: Article) -> None:
    made = say_more(store, article)
    reading = store.reading(article.id)
    assert reading.translation.segments[1] == made
    assert [engine.version for engine in reading.engines] == [ENGINE.version]
    assert {engine.title for engine in reading.others} == {"Other", "Back"}
    assert reading.translation.grade == store.latest(1)[0].grade == "fair"
    assert store.search("meeting", 5) == ()


def test_what_else_was_said_stays_when_a_sentence_is_checked_again(store: Store, article: Article) -> None:
    made = say_more(store, article)
    store.save_checks(article.id, 1, [replace(made, findings=(), alternatives=(), back=None)], (), "v1")
    assert more_in(store, article)[1] == ((OTHER,), BACK)
    assert found_in(store, article)[1] == ()


def test_what_else_was_said_goes_with_its_segment(store: Store, article: Article) -> None:
    say_more(store, article)
    store.correct(article.id, 1, 1, "Better.", "", NOON)
    assert more_in(store, article) == [((), None)] * 4
    assert store.reading(article.id).others == ()


def test_what_else_was_said_goes_with_other_english_of_the_same_sentence(store: Store, article: Article) -> None:
    say_more(store, article)
    store.save_segments(article.id, 1, [english_of(article, spans(article.blocks)[1])], NOON + HOUR)
    assert more_in(store, article) == [((), None)] * 4


def test_a_new_revision_takes_what_else_was_said_along(store: Store, article: Article) -> None:
    say_more(store, article)
    take_in(store, make_article(body=(*BODY, "Mehr folgt.")))
    assert more_in(store, article)[1] == ((OTHER,), BACK)


def test_what_else_was_said_is_remembered_by_a_text_and_its_english(store: Store, article: Article) -> None:
    made = say_more(store, article)
    text = article.text_of(made.sources[0])
    assert store.recall_alternatives("de", {text: made.target, "Nichts.": "Nothing."}) == {text: (OTHER,)}
    assert store.recall_alternatives("de", {text: "Otherwise."}) == {}
    assert store.recall_alternatives("fr", {text: made.target}) == {}


# -- English put back


def mark(store: Store, article: Article, *positions: int) -> None:
    sentences = spans(article.blocks)
    made = [replace(english_of(article, sentences[p]), findings=(BLEMISH,)) for p in positions]
    store.save_segments(article.id, 1, made, NOON)


def waiting(store: Store, limit: int = 10, *skip: str) -> list[tuple[str, int]]:
    return [(item.article_id, item.position) for item in store.unreturned(limit, skip)]


def test_marked_sentences_wait_to_be_put_back_the_newest_article_first(store: Store) -> None:
    for name, at in (("old", NOON), ("new", NOON + DAY)):
        article = make_article(name, published_at=at, fetched_at=NOON + 2 * DAY)
        take_in(store, article)
        translate_all(store, article)
        mark(store, article, 1, 3)
    assert waiting(store) == [("new", 1), ("new", 3)]
    assert waiting(store, 1) == [("new", 1)]
    assert waiting(store, 1, "de") == []
    assert [item.article_id for item in store.unreturned(1, (), [ArticleId("new")])] == ["old"]
    assert store.unreturned(1, (), [ArticleId("new"), ArticleId("old")]) == ()
    for item in store.unreturned(10):
        assert item.english == item.text.upper()
        store.save_back(item, replace(BACK, english=item.english))
    assert waiting(store) == [("old", 1), ("old", 3)]
    backs = [segment.back for segment in store.reading(ArticleId("new")).translation.segments]
    assert [back.text if back else None for back in backs] == [None, BACK.text, None, BACK.text]


def test_what_only_operators_see_is_not_put_back(store: Store, article: Article) -> None:
    hidden = replace(english_of(article, spans(article.blocks)[1]), findings=(HIDDEN,))
    store.save_segments(article.id, 1, [hidden], NOON)
    assert waiting(store) == []


def test_other_english_is_not_given_what_was_put_back_from_what_it_replaced(store: Store, article: Article) -> None:
    mark(store, article, 1)
    (item,) = store.unreturned(1)
    new = replace(english_of(article, spans(article.blocks)[1]), target="Otherwise.", findings=(NUMBER,))
    store.save_segments(article.id, 1, [new], NOON + HOUR)
    store.save_back(item, BACK)
    store.save_back(item, BACK)
    assert waiting(store) == [(article.id, 1)]
    assert store.reading(article.id).translation.segments[1].back is None


def test_checks_that_mark_a_sentence_have_it_put_back_once(store: Store, article: Article) -> None:
    second = replace(english_of(article, spans(article.blocks)[1]), findings=(NUMBER,))
    for version in ("v1", "v2"):
        store.save_checks(article.id, 1, (second,), (), version)
        for item in store.unreturned(10):
            store.save_back(item, replace(BACK, english=item.english))
            assert version == "v1"
    assert store.reading(article.id).translation.checks == "v2"


def test_a_reading_says_who_puts_its_language_back_while_something_waits(store: Store, article: Article) -> None:
    store.save_engine(Engine("back", "de", "Nobody", "", "none", "no engine can"))
    assert store.reading(article.id).others == ()
    mark(store, article, 1)
    assert [engine.quality for engine in store.reading(article.id).others] == ["no engine can"]


# -- checks of whole articles


def test_an_article_is_checked_once_it_is_whole_and_once_by_each_version(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    assert store.unchecked("v1") == ()
    translate_all(store, article)
    assert [reading.article.id for reading in store.unchecked("v1")] == [article.id]
    store.save_checks(article.id, 1, (), (), "v1")
    assert store.unchecked("v1") == ()
    assert store.reading(article.id).translation.checks == "v1"
    assert [reading.article.id for reading in store.unchecked("v2")] == [article.id]


def test_checks_put_findings_in_place_of_those_before_and_leave_others(store: Store, article: Article) -> None:
    first, second, *_ = store.reading(article.id).translation.segments
    found = (replace(first, findings=(NUMBER,)), replace(second, findings=(BLEMISH,)))
    store.save_checks(article.id, 1, found, (), "v1")
    store.save_checks(article.id, 1, (first,), (), "v2")
    assert found_in(store, article)[:2] == [(), (BLEMISH,)]


def test_new_english_is_to_be_checked_again(store: Store, article: Article) -> None:
    store.save_checks(article.id, 1, (), (), "v1")
    store.save_segments(article.id, 1, [english_of(article, spans(article.blocks)[0])], NOON)
    assert store.reading(article.id).translation.checks == ""
    assert len(store.unchecked("v1")) == 1


def test_english_that_came_while_it_was_checked_is_not_told_the_faults_of_what_it_replaced(
    store: Store, article: Article
) -> None:
    first, second, *_ = store.reading(article.id).translation.segments
    store.correct(article.id, 1, 0, "Armenia weighs its alliance.", "", NOON)
    found = (replace(first, findings=(NUMBER,)), replace(second, findings=(BLEMISH,)))
    store.save_checks(article.id, 1, found, (), "v1")
    assert found_in(store, article)[:2] == [(), (BLEMISH,)]
    assert [reading.article.id for reading in store.unchecked("v1")] == [article.id]


def test_checks_that_broke_are_not_asked_again_and_passed_by_nobody(store: Store, article: Article) -> None:
    store.save_checks(article.id, 1, (), (), "v1", is_complete=False)
    assert store.unchecked("v1") == ()
    assert store.reading(article.id).translation.checks == ""


def test_an_old_revision_keeps_what_was_said_of_it(store: Store, article: Article) -> None:
    store.save_checks(article.id, 1, (), (quote_in(article),), "v1")
    take_in(store, make_article(body=(*BODY, "Mehr folgt.")))
    assert store.reading(article.id).translation.checks == ""
    assert store.reading(article.id, 1).translation.checks == "v1"
    assert store.reading(article.id, 1).quotes == (quote_in(article),)


def test_checks_of_what_is_not_there_are_refused(store: Store, article: Article) -> None:
    with pytest.raises(NotFound):
        store.save_checks(article.id, 7, (), (), "v1")


# -- quotes


def test_quotes_are_kept_in_place_of_those_before(store: Store, article: Article) -> None:
    store.save_checks(article.id, 1, (), (quote_in(article), quote_in(article, "Nein.")), "v1")
    store.save_checks(article.id, 1, (), (quote_in(article, "Nein."),), "v2")
    assert store.reading(article.id).quotes == (quote_in(article, "Nein."),)


def test_quotes_of_english_articles_are_found_by_time(store: Store, article: Article) -> None:
    english = make_article("in-english", language="en")
    take_in(store, english)
    translate_all(store, english)
    store.save_checks(article.id, 1, (), (quote_in(article),), "v1")
    store.save_checks(english.id, 1, (), (quote_in(english, "We confer."),), "v1")
    assert [quote.text for quote in store.english_quotes(NOON - HOUR, NOON + HOUR)] == ["We confer."]
    assert store.english_quotes(NOON + HOUR, NOON + 2 * HOUR) == ()


# -- revisions


def test_revisions_are_listed_with_what_they_changed(store: Store, article: Article) -> None:
    take_in(store, make_article(body=(*BODY, "Mehr folgt.")))
    assert [(line.revision, line.sentences, line.changed) for line in store.revisions(article.id)] == [
        (1, 4, 0),
        (2, 5, 1),
    ]
    with pytest.raises(NotFound):
        store.revisions(ArticleId("nothing"))


# -- reports


def test_a_report_is_kept_with_its_sentence(store: Store, article: Article) -> None:
    report = store.add_report(article.id, 1, 1, "It is not a government.", NOON)
    assert (report.source, report.target) == ("Die Regierung tagt in Jerewan.", "DIE REGIERUNG TAGT IN JEREWAN.")
    assert store.reports() == (report,)
    assert store.counts().reports == 1


def test_nobody_fills_the_disk_with_reports(store: Store, article: Article) -> None:
    with pytest.raises(ValueError, match="characters"):
        store.add_report(article.id, 1, 1, "x" * (LONGEST_COMMENT + 1), NOON)
    for _ in range(MOST_OPEN):
        store.add_report(article.id, 1, 1, "", NOON)
    with pytest.raises(ValueError, match="enough"):
        store.add_report(article.id, 1, 1, "", NOON)
    assert store.add_report(article.id, 1, 2, "", NOON).position == 2


@pytest.mark.parametrize("position", [-1, 4, 10**9])
def test_a_report_of_no_sentence_is_refused(store: Store, article: Article, position: int) -> None:
    with pytest.raises(NotFound):
        store.add_report(article.id, 1, position, "", NOON)


def test_a_declined_report_changes_nothing(store: Store, article: Article) -> None:
    report = store.add_report(article.id, 1, 1, "", NOON)
    before = english_in(store, article.id)
    assert store.settle_report(report.number, "declined", NOON) is None
    assert (store.reports(), store.reports("declined")) == ((), (replace(report, state="declined"),))
    assert english_in(store, article.id) == before
    with pytest.raises(NotFound):
        store.settle_report(99, "declined", NOON)


def test_an_accepted_report_corrects_its_sentence(store: Store, article: Article) -> None:
    report = store.add_report(article.id, 1, 1, "", NOON)
    made = store.settle_report(report.number, "accepted", NOON, "The government meets in Yerevan.", "a place's name")
    assert made is not None
    assert store.corrections() == (made,)
    assert (made.before, made.after) == ("DIE REGIERUNG TAGT IN JEREWAN.", "The government meets in Yerevan.")
    assert english_in(store, article.id)[1] == "The government meets in Yerevan."


@pytest.mark.parametrize("first", ["accepted", "declined"])
def test_a_report_is_answered_once(store: Store, article: Article, first: ReportState) -> None:
    report = store.add_report(article.id, 1, 1, "", NOON)
    store.settle_report(report.number, first, NOON, "The government meets.")
    again: ReportState
    for again in ("accepted", "declined"):
        with pytest.raises(NotFound):
            store.settle_report(report.number, again, NOON, "The cabinet meets.")
    assert len(store.corrections()) == (first == "accepted")
    assert len(store.reports(first)) == 1


def test_an_acceptance_without_english_is_refused_as_a_whole(store: Store, article: Article) -> None:
    report = store.add_report(article.id, 1, 1, "", NOON)
    with pytest.raises(ValueError, match="characters"):
        store.settle_report(report.number, "accepted", NOON, " ")
    assert store.reports() == (report,)
    assert store.corrections() == ()


# -- corrections


def test_a_correction_takes_the_finding_away_and_mends_a_headline_in_lists_and_search(
    store: Store, article: Article
) -> None:
    first = spans(article.blocks)[0]
    store.save_segments(article.id, 1, [replace(english_of(article, first), findings=(NUMBER,))], NOON)
    store.correct(article.id, 1, 0, "Armenia weighs its alliance.", "", NOON)
    (listing,) = store.latest(1)
    assert (listing.headline, listing.in_doubt) == ("Armenia weighs its alliance.", False)
    assert [found.id for found in store.search("weighs", 5)] == [article.id]
    segment = store.reading(article.id).translation.segments[0]
    assert (segment.engine, segment.findings, store.doubts()) == (OPERATOR, (), ())


def test_a_correction_mends_its_likes(store: Store, article: Article) -> None:
    other = make_article("other", headline="Etwas anderes.")
    take_in(store, other)
    translate_all(store, other)
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    assert store.mend_likes(NOON) == Mended(1, "de", 1, True)
    assert store.mend_likes(NOON) is None
    assert english_in(store, "other")[1] == "The government meets."
    assert len(store.corrections()) == 1


def mend_all(store: Store, limit: int = 25) -> list[int]:
    found = []
    while (mended := store.mend_likes(NOON, limit)) is not None:
        found.append(mended.likes)
    return found


def test_likes_are_mended_some_articles_at_once_and_each_once(store: Store, article: Article) -> None:
    for n in range(5):
        take_in(store, other := make_article(f"other-{n}", headline=f"Nummer {n}."))
        translate_all(store, other)
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    assert mend_all(store, 2) == [1, 2, 2, 0]  # the corrected article itself is one of those that are looked at
    assert {english_in(store, f"other-{n}")[1] for n in range(5)} == {"The government meets."}


def test_of_two_corrections_of_the_same_sentence_the_later_is_given_to_its_likes(
    store: Store, article: Article
) -> None:
    take_in(store, other := make_article("other", headline="Etwas anderes."))
    translate_all(store, other)
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    store.correct(other.id, 1, 1, "The cabinet meets.", "", NOON)
    mend_all(store)
    assert english_in(store, article.id)[1] == english_in(store, "other")[1] == "The cabinet meets."


def test_a_like_that_was_passed_on_as_it_is_is_mended_too(store: Store, article: Article) -> None:
    store.save_engine(Engine("none", "de", "", "", "none", "Nobody translates it."))
    for name, engine in (("left", "none"), ("protected", "")):
        take_in(store, other := make_article(name, headline="Etwas anderes."))
        passed = [Segment((s,), other.text_of(s), "passed", engine) for s in spans(other.blocks)]
        store.save_segments(other.id, 1, passed, NOON)
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    assert sum(mend_all(store)) == 2
    assert english_in(store, "left")[1] == english_in(store, "protected")[1] == "The government meets."


def test_a_like_of_another_language_is_left_alone(store: Store, article: Article) -> None:
    take_in(store, other := make_article("other", language="nl"))
    store.save_segments(other.id, 1, [english_of(other, s, "tiny-nl") for s in spans(other.blocks)], NOON)
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    assert sum(mend_all(store)) == 0
    assert english_in(store, "other")[1] != "The government meets."


JOINED = "The government meets in Yerevan about the CSTO."


def join(store: Store, article: Article) -> None:
    """Have an engine render the second and third sentence as one."""
    sentences = spans(article.blocks)
    store.save_segments(article.id, 1, [Segment(sentences[1:3], "Both.", engine=ENGINE.version)], NOON)


def test_a_correction_of_joined_sentences_mends_likes_that_are_joined_or_not(store: Store, article: Article) -> None:
    join(store, article)
    for name in ("joined", "apart"):
        take_in(store, other := make_article(name, headline="Etwas anderes."))
        translate_all(store, other)
    join(store, replace(article, id=ArticleId("joined")))
    take_in(store, half := make_article("half", body=("Die Regierung tagt in Jerewan. Mehr nicht.",)))
    translate_all(store, half)
    store.correct(article.id, 1, 2, JOINED, "", NOON)
    assert sum(mend_all(store, 1)) == 2
    for name in ("one", "joined", "apart"):
        assert english_in(store, name)[1:] == [JOINED, "EINE ENTSCHEIDUNG GIBT ES NICHT."]
        assert store.reading(ArticleId(name)).translation.is_whole
    assert JOINED not in english_in(store, "half")


def test_joined_sentences_that_were_corrected_are_known_in_later_articles(store: Store, article: Article) -> None:
    join(store, article)
    store.correct(article.id, 1, 1, JOINED, "", NOON)
    take_in(store, other := make_article("other", headline="Etwas anderes."))
    sentences = spans(other.blocks)
    store.save_segments(other.id, 1, [english_of(other, sentences[1])], NOON)
    assert english_in(store, "other") == ["DIE REGIERUNG TAGT IN JEREWAN."], "its fellow has no English yet"
    store.save_segments(other.id, 1, [english_of(other, s) for s in sentences[2:]], NOON)
    assert english_in(store, "other") == [JOINED, "EINE ENTSCHEIDUNG GIBT ES NICHT."]


def test_a_correction_of_joined_sentences_goes_along_while_both_stay(store: Store, article: Article) -> None:
    join(store, article)
    store.correct(article.id, 1, 1, JOINED, "", NOON)
    take_in(store, make_article(headline="Neu betitelt.", body=(BODY[0], "Es ist entschieden.")))
    assert english_in(store, article.id) == [JOINED], "its neighbours are others now"
    translate_all(store, make_article(headline="Neu betitelt.", body=(BODY[0], "Es ist entschieden.")), 2)
    assert english_in(store, article.id) == ["NEU BETITELT.", JOINED, "ES IST ENTSCHIEDEN."]
    changed = make_article(body=("Die Regierung tagt in Jerewan. Sie spricht über Wahlen.", BODY[1]))
    take_in(store, changed)
    translate_all(store, changed, 3)
    assert JOINED not in english_in(store, article.id), "it said what one of them says no more"


def test_what_an_engine_makes_of_a_corrected_sentence_gives_way(store: Store, article: Article) -> None:
    store.correct(article.id, 1, 0, "Armenia confers.", "", NOON)
    take_in(store, other := make_article("other"))
    translate_all(store, other)
    assert english_in(store, "other")[0] == "Armenia confers."
    assert [found.headline for found in store.latest(5)] == ["Armenia confers."] * 2
    assert len(store.search("confers", 5)) == 2
    assert store.reading(other.id).translation.segments[0].engine == OPERATOR


def test_what_the_operator_wrote_of_this_very_article_stays_when_it_is_made_again(
    store: Store, article: Article
) -> None:
    take_in(store, other := make_article("other"))
    store.correct(other.id, 1, 0, "Armenia ponders.", "", NOON)
    store.correct(article.id, 1, 0, "Armenia confers.", "", NOON)
    translate_all(store, other)
    assert english_in(store, "other")[0] == "Armenia ponders."


def test_a_correction_holds_in_later_revisions_and_is_known_for_later_articles(store: Store, article: Article) -> None:
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    take_in(store, make_article(body=(*BODY, "Mehr folgt.")))
    assert english_in(store, article.id)[1] == "The government meets."
    text = "Die Regierung tagt in Jerewan."
    assert store.corrected("de", [text, "Neu."]) == {text: "The government meets."}
    assert store.corrected("fr", [text]) == {}
    store.correct(article.id, 2, 1, "The cabinet meets.", "", NOON)
    assert store.corrected("de", [text]) == {text: "The cabinet meets."}


def correct_while_away(store: Store, article: Article, *words: str) -> None:
    """Have an article drop its second sentence, correct that in another one, and take the sentence in again."""
    take_in(store, make_article(body=("Nur dies.",)))
    for number, said in enumerate(words):
        take_in(store, other := make_article(f"other-{number}", headline=f"Nummer {number}."))
        translate_all(store, other)
        store.correct(other.id, 1, 1, said, "", NOON)
    mend_all(store)
    take_in(store, make_article(headline="Wieder da."))


def test_a_sentence_that_comes_back_has_what_it_was_corrected_to_meanwhile(store: Store, article: Article) -> None:
    correct_while_away(store, article, "The government meets.", "The cabinet meets.")
    assert english_in(store, article.id)[0] == "The cabinet meets."
    segment = store.reading(article.id).translation.segments[0]
    assert (segment.engine, segment.sources) == (OPERATOR, spans(article.blocks)[1:2])
    translate_all(store, make_article(headline="Wieder da."), 3)
    assert english_in(store, article.id)[:2] == ["WIEDER DA.", "The cabinet meets."]


def test_a_sentence_that_was_corrected_and_comes_back_has_the_later_word(store: Store, article: Article) -> None:
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    correct_while_away(store, article, "The cabinet meets.")
    assert english_in(store, article.id)[0] == "The cabinet meets."


def test_a_headline_that_comes_back_is_listed_as_it_was_corrected(store: Store, article: Article) -> None:
    take_in(store, make_article(headline="Neu betitelt."))
    take_in(store, other := make_article("other"))
    translate_all(store, other)
    store.correct(other.id, 1, 0, "Armenia confers.", "", NOON)
    take_in(store, make_article(body=(*BODY, "Mehr folgt.")))
    assert {found.headline for found in store.latest(5)} == {"Armenia confers."}
    assert len(store.search("confers", 5)) == 2


def test_joined_sentences_that_come_back_have_what_they_were_corrected_to(store: Store, article: Article) -> None:
    take_in(store, make_article(body=("Nur dies.",)))
    take_in(store, other := make_article("other", headline="Etwas anderes."))
    translate_all(store, other)
    join(store, replace(article, id=ArticleId("other"), blocks=other.blocks))
    store.correct(other.id, 1, 1, JOINED, "", NOON)
    mend_all(store)
    take_in(store, make_article(body=(*BODY, "Mehr folgt.")))
    assert english_in(store, article.id)[1:] == [JOINED, "EINE ENTSCHEIDUNG GIBT ES NICHT."]


def test_a_sentence_that_failed_can_be_corrected(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    sentence: Sentence = spans(article.blocks)[3]
    other = make_article("failing", headline="Noch etwas.")
    take_in(store, other)
    store.save_segments(
        other.id, 1, [Segment((sentence,), "Eine Entscheidung gibt es nicht.", "failed", ENGINE.version)], NOON
    )
    store.correct(other.id, 1, 3, "There is no decision.", "", NOON)
    assert store.failures("translate") == ()
    assert store.counts().failed_segments == 0


def test_corrections_are_listed_from_the_newest(store: Store, article: Article) -> None:
    made = [store.correct(article.id, 1, position, f"Sentence {position}.", "", NOON) for position in range(3)]
    assert store.corrections(2) == (made[2], made[1])
    assert store.corrections(2, before=made[1].number) == (made[0],)


def test_a_correction_stays_when_an_engine_answers_again(store: Store, article: Article) -> None:
    store.correct(article.id, 1, 1, "The government meets.", "", NOON)
    translate_all(store, article)
    assert english_in(store, article.id)[1] == "The government meets."


# -- what sentences state


def unstated(store: Store) -> list[str]:
    return [reading.article.id for reading in store.unstated("v1")]


def state(store: Store, article: Article, packed: bytes = b"12 dead", version: str = "v1") -> None:
    store.save_stated(store.reading(article.id), Stated(article.id, version, packed))


def test_what_an_article_states_is_asked_for_as_soon_as_it_has_some_english(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    assert unstated(store) == []
    store.save_segments(article.id, 1, [english_of(article, spans(article.blocks)[0])], NOON)
    assert unstated(store) == [article.id]
    state(store, article)
    assert unstated(store) == []
    assert store.stated([article.id, ArticleId("gone")], "v1") == (Stated(article.id, "v1", b"12 dead"),)
    translate_all(store, article)
    assert unstated(store) == [article.id]


def test_what_another_version_read_is_read_again(store: Store, article: Article) -> None:
    state(store, article, version="v0")
    assert unstated(store) == [article.id]
    assert store.stated([article.id], "v1") == ()
    state(store, article, b"13 dead")
    assert [found.packed for found in store.stated([article.id], "v1")] == [b"13 dead"]


def test_what_the_operator_corrects_is_read_again(store: Store, article: Article) -> None:
    state(store, article)
    store.correct(article.id, 1, 1, "We confer.", "", NOON)
    assert unstated(store) == [article.id]


def test_what_checks_find_is_read_again(store: Store, article: Article) -> None:
    state(store, article)
    first = replace(english_of(article, spans(article.blocks)[0]), findings=(NUMBER,))
    store.save_checks(article.id, 1, [first], (), "v1")
    assert unstated(store) == [article.id]


def test_what_was_read_of_english_that_changed_meanwhile_is_read_again(store: Store, article: Article) -> None:
    before = store.reading(article.id)
    store.correct(article.id, 1, 1, "We confer.", "", NOON)
    store.save_stated(before, Stated(article.id, "v1", b"12 dead"))
    assert unstated(store) == [article.id]
    take_in(store, make_article(body=("Anders.",)))
    store.save_stated(before, Stated(article.id, "v1", b"14 dead"))  # of a revision that is no longer current
    assert [found.packed for found in store.stated([article.id], "v1")] == [b"12 dead"]


# -- several at once


def test_several_articles_are_read_as_each_is_alone(store: Store, article: Article) -> None:
    other, empty = make_article("other", "Anderes.", language="fr"), make_article("empty", "Leer.")
    for made in (other, empty):
        take_in(store, made)
    first = spans(other.blocks)[0]
    alternatives = (Alternative("Another.", "other-2"),)
    marked = replace(english_of(other, first), findings=(NUMBER,), alternatives=alternatives)
    store.save_engine(replace(ENGINE, language="fr"))
    store.save_engine(Engine("other-2", "fr", "Other", "", "good", ""))
    store.save_segments(other.id, 1, [marked], NOON)
    store.save_highlights(article.id, 1, [Highlight(article.id, 1, 1, 0.5)], "v1")
    store.save_checks(article.id, 1, (), [quote_in(article)], "v1")
    take_in(store, make_article(body=("Neu gefasst.",)))
    ids = [other.id, ArticleId("gone"), article.id, empty.id]
    found = store.readings(ids)
    assert found == tuple(store.reading(article_id) for article_id in (other.id, article.id, empty.id))
    assert found[0].others
    assert store.readings([]) == ()
    assert store.reading(article.id, 1).highlights
    assert store.reading(article.id, 1).quotes
