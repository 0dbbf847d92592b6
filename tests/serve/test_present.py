from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.model import Block, Language, Mark, MarkKind, Policy, Reading, Segment, Sentence, Translation
from glosswire.serve.present import (
    allow,
    article_view,
    host_of,
    line,
    moment,
    pieces_of,
    unbroken,
    web_address,
)
from glosswire.serve.views import ArticleView
from glosswire.text.sentences import sentences_of
from tests.effort import steps
from tests.serve.samples import ARMENIA_DE, READINGS, SOURCE, listing_of, with_policy

READING = {reading.article.id: reading for reading in READINGS}


def view_of(reading: Reading, policy: Policy = "full", excerpt: int = 3) -> ArticleView:
    view = article_view(reading, with_policy(SOURCE[reading.article.source_id], policy), excerpt, "Glosswire")
    assert view is not None
    return view


def numbers_in(view: ArticleView) -> list[int]:
    rows = [*view.standfirst, *(row for group in view.groups for row in group.rows)]
    return [pair.number for pair in view.headline_pairs] + [pair.number for row in rows for pair in row.pairs]


def english_in(view: ArticleView) -> str:
    return repr((view.headline, view.standfirst, view.groups, view.points, view.description, view.json_ld))


# -- the licence policy


def test_a_full_policy_shows_every_sentence_once_and_in_order() -> None:
    view = view_of(ARMENIA_DE)
    assert numbers_in(view) == list(range(1, ARMENIA_DE.translation.sentences + 1))
    assert view.limit_note == ""


def test_an_excerpt_shows_titles_the_first_sentences_and_the_highlights_and_no_other_text_in_any_language() -> None:
    view = view_of(ARMENIA_DE, "excerpt", 2)
    assert numbers_in(view) == [1, 2, 3, 4, 5, 6, 8]  # 6 and 8 are highlights
    sentences = ARMENIA_DE.sentences
    for number in set(range(1, len(sentences) + 1)) - set(numbers_in(view)):
        assert ARMENIA_DE.article.text_of(sentences[number - 1]) not in english_in(view)
        assert ARMENIA_DE.translation.segments[number - 1].target not in english_in(view)
    assert "excerpt" in view.limit_note


def test_an_excerpt_says_where_sentences_are_left_out() -> None:
    rows = [row for group in view_of(ARMENIA_DE, "excerpt", 1).groups for row in group.rows]
    assert [row.follows_gap for row in rows] == [False, True, True]


def test_every_highlight_of_an_excerpt_leads_to_a_sentence_that_is_there() -> None:
    view = view_of(ARMENIA_DE, "excerpt", 1)
    assert {point.number for point in view.points} <= set(numbers_in(view))


def test_a_headline_policy_shows_the_headline_alone() -> None:
    view = view_of(ARMENIA_DE, "headline")
    assert numbers_in(view) == [1]
    assert (view.points, view.standfirst, view.groups, view.picture, view.description) == ((), (), (), None, "")


def test_a_source_that_wants_nothing_shown_has_no_view() -> None:
    source = with_policy(SOURCE[ARMENIA_DE.article.source_id], "none")
    assert article_view(ARMENIA_DE, source, 3, "Glosswire") is None


def test_a_list_holds_back_the_standfirst_under_a_headline_policy() -> None:
    source = SOURCE[ARMENIA_DE.article.source_id]
    listing = listing_of(ARMENIA_DE)
    assert line(listing, with_policy(source, "excerpt")).standfirst is not None
    assert line(listing, with_policy(source, "headline")).standfirst is None


@given(st.sampled_from(READINGS), st.sampled_from(("full", "excerpt", "headline", "none")), st.integers(0, 9))
def test_no_policy_shows_more_than_the_next_wider_one(reading: Reading, policy: Policy, excerpt: int) -> None:
    order: list[Policy] = ["none", "headline", "excerpt", "full"]
    wider = order[min(order.index(policy) + 1, 3)]
    sentences = reading.sentences
    few = allow(reading.article, sentences, sentences[2:3], policy, excerpt)
    more = allow(reading.article, sentences, sentences[2:3], wider, excerpt)
    assert few.sentences <= more.sentences <= frozenset(sentences)


# -- what a translation is like


def test_english_names_the_language_that_a_machine_made_it_from() -> None:
    view = view_of(ARMENIA_DE)
    assert view.headline.lang == view.lang == "en-x-mtfrom-de"
    assert view.made_line == "Machine-translated from German"


def test_a_failed_sentence_stays_in_its_own_language_and_says_so() -> None:
    rows = [row for group in view_of(ARMENIA_DE).groups for row in group.rows]
    failed = rows[-1].pairs[-1]
    assert (failed.state, failed.lang, failed.note) == ("failed", "de", "left in German")


def test_sentences_to_come_stand_in_the_original_and_are_marked_once_at_the_end_of_their_run() -> None:
    view = view_of(READING[next(i for i in READING if i == "chandrayaan")])
    pairs = view.groups[0].rows[0].pairs
    assert [(pair.state, pair.lang, pair.note) for pair in pairs] == [
        ("translated", "en-x-mtfrom-hi", ""),
        (None, "hi", ""),
        (None, "hi", "to be translated"),
    ]
    assert view.progress == "3 of 5 sentences translated; the rest follow."
    assert not view.is_whole


def test_numbers_do_not_change_while_a_translation_grows() -> None:
    whole = ARMENIA_DE
    for done in range(len(whole.translation.segments) + 1):
        partial = replace(whole, translation=replace(whole.translation, segments=whole.translation.segments[:done]))
        assert numbers_in(view_of(partial)) == numbers_in(view_of(whole))


def test_a_headline_without_english_is_the_original_in_its_language() -> None:
    view = view_of(READING[next(i for i in READING if i == "neu-unuebersetzt")])
    assert (view.headline.lang, view.original_headline) == ("de", None)


def test_a_language_that_no_engine_is_good_enough_for_is_left_alone_and_named() -> None:
    view = view_of(READING[next(i for i in READING if i == "hayastan-hapk")])
    assert "Left in Armenian" in view.made_line
    assert (view.lang, view.has_original, view.progress) == ("hy", False, "")


def test_a_sentence_that_the_operator_wrote_stands_in_an_article_that_is_left_in_its_language() -> None:
    reading = next(r for r in READINGS if r.article.id == "hayastan-hapk")
    place = reading.sentences[1]
    made = (
        Segment(reading.sentences[:1], reading.article.headline, "passed", "none"),
        Segment((place,), "Armenia may leave.", engine="operator"),
    )
    view = view_of(replace(reading, translation=replace(reading.translation, segments=made)))
    assert not view.has_original
    first, second, *_ = view.pairs
    assert (first.lang, first.note) == ("hy", "")
    assert (second.lang, second.note, second.english[0].text) == ("en", "corrected", "Armenia may leave.")


def test_an_english_article_says_that_it_is_not_translated() -> None:
    view = view_of(READING[next(i for i in READING if i == "artemis")])
    assert view.made_line == "Published in English, not translated"
    assert view.lang == "en"


def test_an_engine_that_was_asked_in_several_ways_is_named_once() -> None:
    first, *rest = ARMENIA_DE.translation.segments
    (engine, *_) = ARMENIA_DE.engines
    again = replace(first, engine=f"{engine.version}#1")
    engines = (engine, replace(engine, version=f"{engine.version}#1"))
    reading = replace(ARMENIA_DE, translation=replace(ARMENIA_DE.translation, segments=(again, *rest)), engines=engines)
    assert view_of(reading).makers == view_of(ARMENIA_DE).makers


def test_a_poor_engine_is_owned_up_to() -> None:
    view = view_of(READING[next(i for i in READING if i == "shahr-sukhte")])
    assert "often wrong" in view.warning


def test_english_that_renders_two_sentences_stands_beside_both() -> None:
    article = ARMENIA_DE.article
    first, second, third = ARMENIA_DE.sentences[3:6]
    segments = (Segment((first, second), "Both at once.", "translated", "sample-de"),)
    reading = replace(ARMENIA_DE, translation=Translation(article.id, 1, segments, 17, "good"), highlights=())
    row = next(row for group in view_of(reading).groups for row in group.rows if row.id == "b2")
    assert [[o.number for o in pair.originals] for pair in row.pairs] == [[4, 5]]
    assert third.block == 3


def test_links_are_noted_after_the_sentence_that_has_them() -> None:
    row = next(row for group in view_of(ARMENIA_DE).groups for row in group.rows if row.id == "b2")
    assert [[link.name for link in pair.links] for pair in row.pairs] == [["en.wikipedia.org"], []]


def test_right_to_left_originals_say_so() -> None:
    view = view_of(READING[next(i for i in READING if i == "cop28-ittifaq")])
    assert view.original_headline is not None
    assert (view.original_headline.direction, view.tongue.direction, view.direction) == ("rtl", "rtl", "ltr")


# -- hostile text


def test_text_cannot_end_the_element_that_states_the_page_for_machines() -> None:
    blocks = (Block("headline", "</script><script>alert(1)</script>&<!--"),)
    article = replace(ARMENIA_DE.article, blocks=blocks, language=Language("en"))
    view = view_of(Reading(article, Translation(article.id, 1, (), 0), (), (), 1))
    assert not set("<>&") & set(view.json_ld)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "/x", "http://", "http://[", "", "vbscript:x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_address(url) == ""
    assert pieces_of(Block("paragraph", "word", (Mark("link", 0, 4, url),)), 0, 4)[0].href == ""


@given(st.data())
def test_pieces_hold_every_character_of_a_span_once_whatever_marks_cross_it(data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=40))
    edge = st.integers(-5, len(text) + 5)
    kinds = st.sampled_from(("link", "strong", "emphasis"))
    raw: list[tuple[MarkKind, int, int]] = data.draw(st.lists(st.tuples(kinds, edge, edge), max_size=8))
    block = Block("paragraph", text, tuple(Mark(kind, a, b, "https://example.org/") for kind, a, b in raw))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert "".join(piece.text for piece in pieces_of(block, start, end)) == text[start:end]


def test_hosts_are_named_without_their_www() -> None:
    assert host_of("https://www.example.org/x") == "example.org"
    assert host_of("http://[") == ""


# -- time


def test_times_are_utc_to_the_millisecond_and_by_the_publishers_clock() -> None:
    at = datetime(2023, 5, 23, 9, 59, 16, 104_900, timezone(timedelta(hours=2)))
    shown = moment(at, "DE")
    assert shown.iso == "2023-05-23T07:59:16.104Z"
    assert shown.full == "Tuesday 23 May 2023, 07:59:16.104 UTC"
    assert shown.local == "09:59 in Germany (UTC+02:00)"
    assert shown.day.href == "/day/2023-05-23"


def test_a_country_of_one_clock_lends_it_to_publishers_that_state_utc() -> None:
    late = datetime(2023, 5, 23, 22, 30, tzinfo=UTC)
    assert moment(late, "AM").local == "02:30 on 24 May in Armenia (UTC+04:00)"
    assert moment(late, "RU").local == ""
    assert moment(late, "").local == ""


@pytest.mark.parametrize("year", [1, 9999])
def test_times_at_the_ends_of_the_calendar_are_shown(year: int) -> None:
    assert moment(datetime(year, 12 if year > 1 else 1, 31 if year > 1 else 1, tzinfo=UTC), "JP").iso.startswith(
        f"{year:04}"
    )


def test_a_sentence_spans_one_place() -> None:
    sentences = ARMENIA_DE.sentences
    assert list(sentences) == sorted(set(sentences))
    assert sentences[0] == Sentence(0, 0, len(ARMENIA_DE.article.headline))


def test_the_work_to_show_a_monstrous_article_grows_with_its_length() -> None:
    def steps_of(count: int) -> int:
        text = "Ein Satz steht hier. " * count
        blocks = (Block("headline", "Titel"), Block("paragraph", text))
        article = replace(ARMENIA_DE.article, blocks=blocks)
        made = tuple(Segment((Sentence(1, 21 * n, 21 * n + 20),), "A sentence.") for n in range(0, count, 2))
        reading = Reading(article, Translation(article.id, 1, made, count + 1), (), (), 1, sentences_of(article))
        return steps(lambda: view_of(reading))

    steps_of(100)
    assert steps_of(2000) < 12 * steps_of(200)


def test_a_list_says_of_each_line_whether_its_translation_is_weak() -> None:
    listing = replace(listing_of(ARMENIA_DE), grade="poor")
    shown = line(listing, SOURCE[listing.source_id])
    assert (shown.is_weak, shown.note) == (True, "Weak translation")
    half = line(replace(listing, done=2), SOURCE[listing.source_id])
    assert half.note == f"Weak translation, 2 of {listing.sentences} sentences"
    assert not line(replace(listing, grade="good"), SOURCE[listing.source_id]).is_weak


def test_no_line_begins_with_a_mark_that_stands_behind_a_space() -> None:
    assert unbroken("Ukraine : « Non », dit-il ! 5 %") == "Ukraine\u00a0: «\u00a0Non\u00a0», dit-il\u00a0! 5\u00a0%"
    assert unbroken("Er sagte: »Nein« und: »Ja«") == "Er sagte: »Nein« und: »Ja«"
