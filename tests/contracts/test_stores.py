"""What every store does, whatever its database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from glosswire.errors import NotFound
from glosswire.model import (
    Article,
    ArticleId,
    Block,
    Failure,
    Feed,
    FeedState,
    Highlight,
    Image,
    Mark,
    Segment,
    Sentence,
    SourceId,
    Tally,
)
from glosswire.store.store import Store, open_store
from tests.store.newsroom import (
    ANZEIGER,
    DAY,
    ENGINE,
    FEED,
    HEADLINE,
    HOUR,
    NOON,
    english_of,
    entry,
    fail_at,
    make_article,
    spans,
    take_in,
    translate_all,
)

STORES: dict[str, Callable[[Path], str]] = {
    "sqlite file": lambda folder: f"sqlite:///{folder / 'news.db'}",
    "sqlite memory": lambda folder: "sqlite://",
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with open_store(STORES[request.param](tmp_path)) as opened:
        yield opened


BODY_LAST = "Eine Entscheidung gibt es nicht."


def body_of(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks[1:])


# -- feeds


def test_a_new_feed_is_due_at_once(store: Store) -> None:
    store.sync_feeds((FEED,), NOON)
    assert [state.url for state in store.due_feeds(NOON)] == [FEED.url]
    assert store.due_feeds(NOON - HOUR) == ()


def test_a_feed_state_is_read_as_it_was_saved(store: Store) -> None:
    store.sync_feeds((FEED,), NOON)
    state = FeedState(FEED.url, ANZEIGER, NOON + HOUR, NOON, 3600.0, '"abc"', "Mon, 22 May 2023 12:00:00 GMT", 2)
    store.save_feed_state(state)
    assert store.feed_states() == (state,)
    assert store.due_feeds(NOON) == ()


def test_syncing_feeds_keeps_what_is_known_and_forgets_what_is_gone(store: Store) -> None:
    other = Feed("https://anzeiger.example/sport.xml", ANZEIGER)
    store.sync_feeds((FEED, other), NOON)
    store.save_feed_state(FeedState(FEED.url, ANZEIGER, NOON + DAY, etag='"kept"'))
    store.sync_feeds((FEED,), NOON + HOUR)
    assert [(state.url, state.etag) for state in store.feed_states()] == [(FEED.url, '"kept"')]


def test_the_state_of_a_feed_that_was_taken_away_is_not_brought_back(store: Store) -> None:
    store.save_feed_state(FeedState(FEED.url, ANZEIGER, NOON))
    assert store.feed_states() == ()


def test_a_poll_is_kept_as_a_whole(store: Store) -> None:
    store.sync_feeds((FEED,), NOON)
    store.save_failure(Failure(FEED.url, "poll", "Unreachable", "timed out", True, NOON))
    state = FeedState(FEED.url, ANZEIGER, NOON + HOUR, NOON)
    assert store.save_poll(state, (entry(), entry("two")), NOON) == 2
    assert store.feed_states() == (state,)
    assert store.failures("poll") == ()


# -- entries


def test_an_entry_is_pending_once_however_many_feeds_list_it(store: Store) -> None:
    assert store.add_entries(ANZEIGER, (entry(), entry(), entry("two")), NOON) == 2
    assert store.add_entries(ANZEIGER, (entry(feed="https://anzeiger.example/all.xml"),), NOON) == 0
    assert {pending.entry.url[-3:] for pending in store.pending_entries(NOON)} == {"one", "two"}


def test_an_entry_is_read_as_its_feed_stated_it(store: Store) -> None:
    at = datetime(2023, 5, 22, 14, 30, tzinfo=timezone(timedelta(hours=2)))
    stated = replace(entry(at=at), summary="Kurz gesagt.", modified_at=at + HOUR, language="de")
    store.add_entries(ANZEIGER, (stated,), NOON)
    (pending,) = store.pending_entries(NOON)
    assert pending.entry == stated
    assert pending.entry.published_at is not None
    assert pending.entry.published_at.utcoffset() == timedelta(hours=2)
    assert pending.source_id == ANZEIGER


def test_a_changed_claim_makes_an_entry_pending_again_and_brings_its_validators(store: Store) -> None:
    store.add_entries(ANZEIGER, (entry(),), NOON)
    article = make_article()
    store.save_article(article, article.url, spans(article.blocks), '"e1"', "Mon, 22 May 2023 12:00:00 GMT")
    assert store.add_entries(ANZEIGER, (entry(),), NOON + HOUR) == 0
    assert store.add_entries(ANZEIGER, (entry(title="Armenien berät erneut."),), NOON + HOUR) == 1
    (pending,) = store.pending_entries(NOON + HOUR)
    assert (pending.etag, pending.modified) == ('"e1"', "Mon, 22 May 2023 12:00:00 GMT")
    assert pending.entry.title == "Armenien berät erneut."


def test_a_changed_time_of_change_makes_an_entry_pending_again(store: Store) -> None:
    store.add_entries(ANZEIGER, (replace(entry(), modified_at=NOON),), NOON)
    store.settle_entry(entry().url)
    assert store.add_entries(ANZEIGER, (replace(entry(), modified_at=NOON + HOUR),), NOON + HOUR) == 1


def test_a_claim_that_changes_after_the_recheck_time_changes_nothing(store: Store) -> None:
    store.add_entries(ANZEIGER, (entry(),), NOON)
    store.settle_entry(entry().url)
    assert store.add_entries(ANZEIGER, (entry(title="Spät geändert."),), NOON + 2 * DAY) == 0
    assert store.add_entries(ANZEIGER, (entry(title="Noch später."),), NOON + 2 * DAY, recheck_hours=72.0) == 1


def test_two_feeds_that_word_a_title_differently_do_not_call_each_other_changed(store: Store) -> None:
    short = entry(title="Bündnis", feed="https://anzeiger.example/short.xml")
    store.add_entries(ANZEIGER, (entry(), short), NOON)
    store.settle_entry(entry().url)
    for _ in range(3):
        assert store.add_entries(ANZEIGER, (entry(), short), NOON + HOUR) == 0


def test_every_source_has_its_turn_and_its_newest_comes_first(store: Store) -> None:
    store.add_entries(ANZEIGER, [entry(f"a{n}", at=NOON + n * HOUR) for n in range(5)], NOON)
    store.add_entries(SourceId("bote"), [replace(entry("b"), url="https://bote.example/b")], NOON)
    found = [pending.entry.url.rsplit("/")[-1] for pending in store.pending_entries(NOON, 3)]
    assert set(found[:2]) == {"a4", "b"}
    assert found[2] == "a3"


def test_a_passing_failure_puts_an_entry_off_and_its_attempts_are_counted(store: Store) -> None:
    store.add_entries(ANZEIGER, (entry(),), NOON)
    for attempt, minutes in ((1, 1), (2, 2), (3, 4)):
        store.save_failure(Failure(entry().url, "fetch", "Unreachable", "reset", True, NOON))
        (failure,) = store.failures("fetch")
        assert failure.attempts == attempt
        assert failure.retry_at == NOON + timedelta(minutes=minutes)
        assert store.pending_entries(NOON) == ()
        assert len(store.pending_entries(failure.retry_at)) == 1


def test_a_host_that_says_when_is_left_alone_until_then(store: Store) -> None:
    store.add_entries(ANZEIGER, (entry(),), NOON)
    store.save_failure(Failure(entry().url, "fetch", "Throttled", "429", True, NOON, retry_at=NOON + HOUR))
    assert store.pending_entries(NOON + HOUR / 2) == ()
    assert len(store.pending_entries(NOON + HOUR)) == 1


def test_a_failure_for_good_ends_the_matter_until_the_feed_says_otherwise(store: Store) -> None:
    store.add_entries(ANZEIGER, (entry(),), NOON)
    store.save_failure(Failure(entry().url, "extract", "NotAnArticle", "a video player", False, NOON))
    assert store.pending_entries(NOON + DAY) == ()
    assert [failure.error for failure in store.failures()] == ["NotAnArticle"]
    assert store.add_entries(ANZEIGER, (entry(title="Jetzt mit Text."),), NOON + HOUR) == 1


def test_what_fails_too_often_is_given_up(store: Store) -> None:
    store.add_entries(ANZEIGER, (entry(),), NOON)
    for _ in range(12):
        store.save_failure(Failure(entry().url, "fetch", "Unreachable", "reset", True, NOON))
    assert store.pending_entries(NOON + 30 * DAY) == ()


def test_success_forgets_the_failures_of_an_entry(store: Store) -> None:
    store.add_entries(ANZEIGER, (entry(),), NOON)
    store.save_failure(Failure(entry().url, "fetch", "Unreachable", "reset", True, NOON))
    take_in(store, make_article())
    assert store.failures() == ()
    assert store.pending_entries(NOON + DAY) == ()


# -- articles


def test_an_article_is_read_as_it_was_saved(store: Store) -> None:
    at = datetime(2023, 5, 22, 21, 7, 43, 123456, tzinfo=timezone(timedelta(hours=4)))
    article = replace(
        make_article(standfirst="In Jerewan wird beraten.", published_at=at, fetched_at=at + HOUR, section="Politik"),
        authors=("Redaktion",),
        agency=("dpa", "kat"),
        keywords=("Armenien", "ՀԱՊԿ"),
        modified_at=at + HOUR / 2,
        image=Image("https://anzeiger.example/i.jpg", "Das Parlament", "Anzeiger"),
        blocks=(
            Block("headline", HEADLINE),
            Block("standfirst", "In Jerewan wird beraten."),
            Block("heading", "Die Lage"),
            Block(
                "quote", "„Wir prüfen das.“", (Mark("link", 1, 4, "https://anzeiger.example/x"), Mark("strong", 5, 11))
            ),
            Block("caption", "بيروت 北京 👩‍👩‍👧 \u0301"),
        ),
    )
    assert take_in(store, article) == 1
    found = store.reading(article.id)
    assert found.article == article
    assert found.article.published_at is not None
    assert found.article.published_at.utcoffset() == timedelta(hours=4)
    assert found.sentences == spans(article.blocks)
    assert found.revisions == 1


def test_the_same_article_again_changes_nothing(store: Store) -> None:
    article = make_article()
    assert take_in(store, article) == 1
    before = store.latest(10), store.reading(article.id), store.tallies("day")
    assert take_in(store, replace(article, fetched_at=NOON + DAY)) == 0
    assert (store.latest(10), store.reading(article.id), store.tallies("day")) == before


def test_a_changed_article_is_a_new_revision_and_the_old_one_stays(store: Store) -> None:
    first = make_article()
    second = make_article(headline="Armenien bleibt im Bündnis.", fetched_at=NOON + 2 * HOUR)
    assert (take_in(store, first), take_in(store, second)) == (1, 2)
    assert store.reading(first.id).article.headline == "Armenien bleibt im Bündnis."
    assert store.reading(first.id, 1).article == first
    assert store.reading(first.id).revisions == 2
    assert len(store.latest(10)) == 1


def test_a_new_revision_keeps_the_english_of_unchanged_sentences(store: Store) -> None:
    first = make_article()
    take_in(store, first)
    translate_all(store, first)
    second = make_article(body=("Neu ist dies. Sie spricht über die OVKS.", BODY_LAST))
    assert take_in(store, second) == 2
    done = {segment.target for segment in store.reading(first.id).translation.segments}
    assert done == {HEADLINE.upper(), "SIE SPRICHT ÜBER DIE OVKS.", BODY_LAST.upper()}
    assert [pending.text for pending in store.pending_passages(10, NOON)] == ["Neu ist dies."]
    assert len(store.reading(first.id, 1).translation.segments) == 4


def test_a_text_that_comes_back_keeps_the_english_that_it_had(store: Store) -> None:
    first, second = make_article(), make_article(body=("Gelöscht.",))
    take_in(store, first)
    translate_all(store, first)
    take_in(store, second)
    assert take_in(store, first) == 3
    assert store.reading(first.id).translation.is_whole


def test_a_revision_in_another_language_takes_nothing_over(store: Store) -> None:
    first = make_article(body=("Alma.",))
    take_in(store, first)
    translate_all(store, first)
    take_in(store, make_article(body=("Alma.", "Körte."), language="hu"))
    assert store.reading(first.id).translation.segments == ()


def test_segments_that_render_two_sentences_are_carried_over_together(store: Store) -> None:
    first = make_article()
    take_in(store, first)
    found = spans(first.blocks)
    store.save_segments(first.id, 1, (Segment(found[1:3], "BOTH IN ONE.", engine="tiny-1"),), NOON)
    take_in(store, make_article(body=("Davor steht dies.", *body_of(first))))
    (segment,) = store.reading(first.id).translation.segments
    assert (segment.target, len(segment.sources)) == ("BOTH IN ONE.", 2)


def test_another_url_of_an_article_is_not_fetched_any_more(store: Store) -> None:
    listed = entry("one?from=feed")
    store.add_entries(ANZEIGER, (listed,), NOON)
    article = make_article("one")
    store.save_article(article, listed.url, spans(article.blocks))
    assert store.add_entries(ANZEIGER, (entry("one"),), NOON) == 0
    assert store.pending_entries(NOON) == ()


def test_an_article_that_is_not_there_is_not_found(store: Store) -> None:
    take_in(store, make_article())
    with pytest.raises(NotFound):
        store.reading(ArticleId("none"))
    with pytest.raises(NotFound):
        store.reading(ArticleId("one"), 9)
    with pytest.raises(NotFound):
        store.save_segments(ArticleId("none"), 1, (), NOON)
    with pytest.raises(NotFound):
        store.note_opened(ArticleId("none"), NOON)
    with pytest.raises(NotFound):
        store.latest(10, before=ArticleId("none"))


# -- what waits for English


def test_titles_of_all_articles_come_before_any_body(store: Store) -> None:
    old = make_article("old", standfirst="Ein Überblick.", published_at=NOON - DAY)
    new = make_article("new", headline="Das Neueste.", published_at=NOON)
    for article in (old, new):
        take_in(store, article)
    found = store.pending_passages(100, NOON)
    assert [pending.text for pending in found[:3]] == ["Das Neueste.", HEADLINE, "Ein Überblick."]
    assert [pending.title for pending in found] == [True] * 3 + [False] * 6
    assert [pending.article_id for pending in found[3:]] == ["new"] * 3 + ["old"] * 3
    assert store.pending_passages(2, NOON) == found[:2]


def test_a_body_that_a_reader_opened_comes_first(store: Store) -> None:
    for name, at in (("old", NOON - DAY), ("new", NOON)):
        article = make_article(name, published_at=at)
        take_in(store, article)
        store.save_segments(article.id, 1, (english_of(article, spans(article.blocks)[0]),), NOON)
    assert store.pending_passages(1, NOON)[0].article_id == "new"
    store.note_opened(ArticleId("old"), NOON + HOUR)
    assert store.pending_passages(1, NOON)[0].article_id == "old"


def test_languages_and_articles_can_be_left_out_or_asked_for(store: Store) -> None:
    for name, language in (("a", "de"), ("b", "hy"), ("c", "tr")):
        take_in(store, make_article(name, language=language))
    assert {p.language for p in store.pending_passages(100, NOON, skip_languages={"hy"})} == {"de", "tr"}
    assert {p.language for p in store.pending_passages(100, NOON, language="hy")} == {"hy"}
    assert {p.article_id for p in store.pending_passages(100, NOON, skip_articles={ArticleId("a")})} == {"b", "c"}
    assert store.pending_languages() == (Tally("de", 1), Tally("hy", 1), Tally("tr", 1))


def test_what_has_english_is_pending_no_more(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    assert store.pending_passages(10, NOON) == ()
    (listing,) = store.latest(1)
    assert (listing.done, listing.sentences, listing.headline) == (4, 4, HEADLINE.upper())


def test_saving_segments_again_changes_nothing(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    before = store.reading(article.id), store.latest(1), store.counts()
    translate_all(store, article)
    assert (store.reading(article.id), store.latest(1), store.counts()) == before


def test_a_failed_sentence_is_pending_again_after_a_while_and_given_up_in_the_end(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    other = make_article("two", body=("Schwieriger Satz.",))
    take_in(store, other)
    headline, body = spans(other.blocks)
    store.save_segments(other.id, 1, (english_of(other, headline),), NOON)
    at = NOON
    for attempt in range(1, 5):
        fail_at(store, other, body, at)
        (failure,) = store.failures("translate")
        assert (failure.subject, failure.attempts) == ("two/1", attempt)
        assert failure.retry_at is not None
        assert store.pending_passages(10, failure.retry_at - HOUR / 2) == ()
        assert [p.text for p in store.pending_passages(10, failure.retry_at)] == ["Schwieriger Satz."]
        at = failure.retry_at
    fail_at(store, other, body, at)
    assert store.pending_passages(10, at + 365 * DAY) == ()
    assert store.counts().failed_segments == 1


def test_a_failure_that_may_pass_is_tried_again_soon(store: Store) -> None:
    article = make_article(body=("Satz.",))
    take_in(store, article)
    headline, body = spans(article.blocks)
    fail_at(store, article, headline, NOON, passing=True)
    store.save_segments(article.id, 1, (english_of(article, body),), NOON)
    (pending,) = store.pending_passages(10, NOON + timedelta(minutes=1))
    assert (pending.text, pending.title) == (HEADLINE, True)


def test_the_same_failure_is_not_counted_twice(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    for _ in range(2):
        fail_at(store, article, spans(article.blocks)[0], NOON)
    assert [failure.attempts for failure in store.failures()] == [1]


def test_a_success_replaces_a_failure_and_a_failure_replaces_nothing(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    headline = spans(article.blocks)[0]
    fail_at(store, article, headline, NOON)
    assert store.latest(1)[0].headline == ""
    store.save_segments(article.id, 1, (english_of(article, headline),), NOON + HOUR)
    assert store.failures() == ()
    fail_at(store, article, headline, NOON + DAY)
    (segment,) = store.reading(article.id).translation.segments
    assert (segment.state, segment.target) == ("translated", HEADLINE.upper())
    assert store.failures() == ()


def test_sentences_that_failed_as_one_segment_are_tried_each_alone(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    found = spans(article.blocks)
    both = Segment(found[1:3], "Beide.", "failed", ENGINE.version, made_at=NOON)
    store.forget_segments(ENGINE.version, "de")
    store.save_segments(article.id, 1, (both,), NOON)
    again = [p for p in store.pending_passages(10, NOON + DAY) if p.sentence in both.sources]
    assert [(p.text, p.before) for p in again] == [
        (article.text_of(found[1]), article.text_of(found[0])),
        (article.text_of(found[2]), article.text_of(found[1])),
    ]
    store.save_segments(article.id, 1, [english_of(article, p.sentence) for p in again], NOON + DAY)
    assert [s.sources for s in store.reading(article.id).translation.segments] == [(found[1],), (found[2],)]


def test_failed_sentences_are_not_carried_over(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    fail_at(store, article, spans(article.blocks)[0], NOON)
    take_in(store, make_article(body=("Anders.",)))
    assert [pending.text for pending in store.pending_passages(1, NOON)] == [HEADLINE]
    assert store.failures() == ()


def test_a_segment_of_two_sentences_takes_the_place_of_their_own(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    found = spans(article.blocks)
    store.save_segments(article.id, 1, (Segment(found[1:3], "Both in one.", engine="tiny-1"),), NOON)
    translation = store.reading(article.id).translation
    assert [len(segment.sources) for segment in translation.segments] == [1, 2, 1]
    assert translation.is_whole
    assert store.latest(1)[0].done == 4


def test_segments_of_other_sentences_than_the_revisions_are_refused(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    found = spans(article.blocks)
    for sources in ((Sentence(0, 0, 3),), (), (found[0], found[2])):
        with pytest.raises(ValueError):
            store.save_segments(article.id, 1, (Segment(sources, "x"),), NOON)


def test_segments_of_a_superseded_revision_are_history_and_memory(store: Store) -> None:
    first = make_article()
    take_in(store, first)
    take_in(store, make_article(headline="Neu.", body=("Ganz anders.",)))
    translate_all(store, first, revision=1)
    assert store.reading(first.id).translation.segments == ()
    assert store.latest(1)[0].done == 0
    assert store.recall(ENGINE.version, "de", {HEADLINE: ""}) == {HEADLINE: HEADLINE.upper()}


def test_the_memory_answers_for_the_same_engine_and_language_only(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    assert store.recall(ENGINE.version, "de", {HEADLINE: "", "Nie gesehen.": ""}) == {HEADLINE: HEADLINE.upper()}
    assert store.recall("tiny-2", "de", {HEADLINE: ""}) == {}
    assert store.recall(ENGINE.version, "nl", {HEADLINE: ""}) == {}
    assert store.recall(ENGINE.version, "de", {}) == {}


def made_by_terms(store: Store, terms: str | None, said: str = "") -> tuple[Article, Segment]:
    article = make_article()
    take_in(store, article)
    made = replace(english_of(article, spans(article.blocks)[0]), terms=terms, said=said)
    store.save_segments(article.id, 1, (made,), NOON)
    return article, made


def test_the_memory_answers_by_the_same_terms_with_what_was_said(store: Store) -> None:
    made_by_terms(store, "abc", "As the engine said it.")
    assert store.recall(ENGINE.version, "de", {HEADLINE: "abc"}) == {HEADLINE: "As the engine said it."}
    assert store.recall(ENGINE.version, "de", {HEADLINE: ""}) == {}


def test_english_of_unknown_terms_answers_only_for_texts_without_any(store: Store) -> None:
    made_by_terms(store, None)
    assert store.recall(ENGINE.version, "de", {HEADLINE: "abc"}) == {}
    assert store.recall(ENGINE.version, "de", {HEADLINE: ""}) == {HEADLINE: HEADLINE.upper()}


def test_what_other_terms_hold_for_is_pending_again_behind_its_english(store: Store) -> None:
    article, made = made_by_terms(store, "abc")
    assert [found.article.id for found in store.of_other_terms("de", "now")] == ["one"]
    assert store.of_other_terms("nl", "now") == ()
    store.save_terms(article.id, 1, (), (made,), "now", NOON)
    assert store.of_other_terms("de", "now") == ()
    assert [p.text for p in store.pending_passages(9, NOON) if p.title] == [HEADLINE]
    assert store.latest(1)[0].headline == HEADLINE.upper()
    store.save_segments(article.id, 1, (replace(made, target="Anew.", terms="def"),), NOON)
    assert not any(p.title for p in store.pending_passages(9, NOON))
    assert store.reading(article.id).translation.segments[0].terms == "def"


def test_english_that_came_while_terms_were_compared_stays(store: Store) -> None:
    article, made = made_by_terms(store, "abc")
    store.save_segments(article.id, 1, (replace(made, target="Anew.", terms="def"),), NOON)
    store.save_terms(article.id, 1, (replace(made, terms="late"),), (made,), "now", NOON)
    assert store.reading(article.id).translation.segments[0].terms == "def"
    assert not any(p.title for p in store.pending_passages(9, NOON))
    with pytest.raises(NotFound):
        store.save_terms(ArticleId("nowhere"), 1, (), (), "now", NOON)


def test_the_memory_does_not_keep_what_failed_or_was_passed(store: Store) -> None:
    article = make_article(language="en")
    take_in(store, article)
    headline = spans(article.blocks)[0]
    store.save_segments(article.id, 1, (Segment((headline,), HEADLINE, "passed"),), NOON)
    assert store.recall("", "en", {HEADLINE: ""}) == {}


# -- engines and grades


def test_a_listing_carries_the_worst_grade_of_its_engines(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    store.save_engine(replace(ENGINE, grade="good"))
    store.save_engine(replace(ENGINE, version="weak-1", grade="poor"))
    found = spans(article.blocks)
    store.save_segments(article.id, 1, (english_of(article, found[0]),), NOON)
    assert store.latest(1)[0].grade == "good"
    store.save_segments(article.id, 1, (english_of(article, found[1], "weak-1"),), NOON)
    assert store.latest(1)[0].grade == "poor"
    assert {engine.version for engine in store.reading(article.id).engines} == {"tiny-1", "weak-1"}
    assert store.reading(article.id).translation.grade == "poor"
    store.save_segments(article.id, 1, (english_of(article, found[1]),), NOON)
    assert store.latest(1)[0].grade == "good"


def test_moving_the_lines_moves_what_is_listed(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    store.save_engine(replace(ENGINE, grade="none"))
    assert store.latest(1)[0].grade == "none"


def test_an_engine_of_which_nothing_was_told_counts_as_poor(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    store.save_segments(article.id, 1, (english_of(article, spans(article.blocks)[0], "unheard-of"),), NOON)
    assert store.latest(1)[0].grade == "poor"


def test_what_nobody_translates_is_listed_as_such_and_has_no_english_headline(store: Store) -> None:
    article = make_article(language="hy")
    take_in(store, article)
    store.save_engine(replace(ENGINE, version="nobody", language="hy", grade="none"))
    left = [Segment((s,), article.text_of(s), "passed", "nobody") for s in spans(article.blocks)]
    store.save_segments(article.id, 1, left, NOON)
    (listing,) = store.latest(1)
    assert (listing.headline, listing.grade, listing.done) == ("", "none", 4)
    assert store.reading(article.id).translation.grade == "none"
    assert len(store.search("Jerewan", 5)) == 1


# -- highlights


def test_highlights_wait_for_the_whole_article(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    assert store.unhighlighted("v1") == ()
    translate_all(store, article)
    assert [reading.article.id for reading in store.unhighlighted("v1")] == [article.id]
    chosen = (Highlight(article.id, 1, 1, 0.9), Highlight(article.id, 1, 3, 0.5))
    store.save_highlights(article.id, 1, chosen, "v1")
    assert store.unhighlighted("v1") == ()
    assert store.reading(article.id).highlights == chosen
    assert len(store.unhighlighted("v2")) == 1


def test_an_article_without_highlights_is_not_asked_again(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    store.save_highlights(article.id, 1, (), "v1")
    assert store.unhighlighted("v1") == ()


def test_a_new_revision_has_its_highlights_chosen_anew(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    store.save_highlights(article.id, 1, (Highlight(article.id, 1, 1, 0.9),), "v1")
    take_in(store, make_article(body=body_of(article)[:1]))
    (waiting,) = store.unhighlighted("v1")
    assert (waiting.article.revision, waiting.highlights) == (2, ())


# -- lists


def test_lists_run_from_the_newest_by_what_publishers_state(store: Store) -> None:
    for name, at in (("b", NOON), ("c", NOON + HOUR), ("a", NOON - DAY)):
        take_in(store, make_article(name, published_at=at, fetched_at=NOON + DAY))
    assert [listing.id for listing in store.latest(10)] == ["c", "b", "a"]


def test_an_article_without_a_time_stands_where_it_was_fetched_and_stays_there(store: Store) -> None:
    take_in(store, make_article("unstated", published_at=None, fetched_at=NOON))
    take_in(store, make_article("stated", published_at=NOON + HOUR, fetched_at=NOON + HOUR))
    take_in(store, make_article("unstated", body=("Neu.",), published_at=None, fetched_at=NOON + DAY))
    found = store.latest(10)
    assert [listing.id for listing in found] == ["stated", "unstated"]
    assert found[1].published_at == NOON


def test_no_article_is_from_the_future(store: Store) -> None:
    take_in(store, make_article(published_at=NOON + 100 * DAY, fetched_at=NOON))
    assert store.latest(1)[0].published_at == NOON
    assert store.reading(ArticleId("one")).article.published_at == NOON + 100 * DAY


def test_a_corrected_time_moves_an_article(store: Store) -> None:
    take_in(store, make_article("other", published_at=NOON - HOUR))
    take_in(store, make_article(published_at=NOON))
    take_in(store, make_article(body=("Früher.",), published_at=NOON - DAY))
    assert [listing.id for listing in store.latest(10)] == ["other", "one"]
    assert store.tallies("day") == (Tally("2023-05-22", 1), Tally("2023-05-21", 1))
    assert [listing.id for listing in store.search("früher", 5)] == ["one"]


def test_pages_of_a_list_follow_one_another_even_within_one_millisecond(store: Store) -> None:
    for n in range(25):
        take_in(store, make_article(f"n{n:02}", published_at=NOON))
    found, before = [], None
    while page := store.latest(10, before):
        found += [listing.id for listing in page]
        before = page[-1].id
    assert sorted(found) == [f"n{n:02}" for n in range(25)]
    assert [listing.id for listing in store.latest(5, NOON)] == []
    assert len(store.latest(50, NOON + timedelta(milliseconds=1))) == 25


def test_lists_are_filtered_by_all_that_is_asked(store: Store) -> None:
    take_in(store, make_article("a", section="Politik"))
    take_in(store, make_article("b", language="fr", source_id=SourceId("courrier"), section="Politik"))
    take_in(store, make_article("c", section="Sport", published_at=NOON - DAY))
    assert [x.id for x in store.latest(10, language="de")] == ["a", "c"]
    assert [x.id for x in store.latest(10, source_id=SourceId("courrier"))] == ["b"]
    assert [x.id for x in store.latest(10, section="Politik", language="de")] == ["a"]
    assert [x.id for x in store.latest(10, day=date(2023, 5, 21))] == ["c"]
    assert [x.id for x in store.latest(10, day=date(2023, 5, 22), language="fr")] == ["b"]


def test_days_know_their_neighbours(store: Store) -> None:
    for n, name in ((0, "a"), (3, "b"), (9, "c")):
        take_in(store, make_article(name, published_at=NOON + n * DAY, fetched_at=NOON + 10 * DAY))
    assert store.days_around(date(2023, 5, 25)) == (date(2023, 5, 22), date(2023, 5, 31))
    assert store.days_around(date(2023, 5, 22)) == (None, date(2023, 5, 25))
    assert store.days_around(date(2023, 6, 30)) == (date(2023, 5, 31), None)


def test_tallies_follow_revisions(store: Store) -> None:
    take_in(store, make_article("a", section="Politik"))
    take_in(store, make_article("b", section="Politik"))
    take_in(store, make_article("b", section="Welt", body=("Neu.",)))
    assert store.tallies("section") == (Tally("Politik", 1), Tally("Welt", 1))
    assert store.tallies("language") == (Tally("de", 2),)
    assert store.tallies("source") == (Tally("anzeiger", 2),)


# -- search


def test_search_finds_the_english_and_the_original_newest_first(store: Store) -> None:
    for n, name in ((0, "a"), (1, "b")):
        article = make_article(name, published_at=NOON + n * HOUR, fetched_at=NOON + DAY)
        take_in(store, article)
        made = [
            Segment((s,), t) for s, t in zip(spans(article.blocks), ("Armenia weighs it", "x", "y", "z"), strict=True)
        ]
        store.save_segments(article.id, 1, made, NOON)
    assert [found.id for found in store.search("armenia", 10)] == ["b", "a"]
    assert [found.id for found in store.search("Bündnis Jerewan", 10)] == ["b", "a"]
    assert [found.id for found in store.search("bundnis", 1)] == ["b"]
    assert [found.id for found in store.search("armenia", 10, before=ArticleId("b"))] == ["a"]
    assert [found.id for found in store.search("armenia", 10, since=NOON + HOUR)] == ["b"]
    assert store.search("armenia turkey", 10) == ()
    assert store.search("", 10) == ()


def test_the_best_match_has_the_word_in_its_headline(store: Store) -> None:
    take_in(store, make_article("body", headline="Etwas anderes.", body=("Es geht um Tee und mehr.",)))
    head = make_article("head", published_at=NOON - DAY)
    take_in(store, head)
    store.save_segments(head.id, 1, (Segment((spans(head.blocks)[0],), "Tee"),), NOON)
    assert [found.id for found in store.search("tee", 10)] == ["body", "head"]
    assert [found.id for found in store.search("tee", 10, best=True)] == ["head", "body"]


@pytest.mark.parametrize(
    ("language", "text", "asked", "not_asked"),
    [
        ("zh-Hans", "亚美尼亚总理在耶烈万发表讲话", "耶烈万", "耶万"),
        ("zh-Hans", "亚美尼亚总理在耶烈万发表讲话", "总理 讲话", "总讲"),
        ("zh-Hans", "亚美尼亚总理在耶烈万发表讲话", "话", "语"),
        ("zh-Hant", "新款手機iPhone上市", "手機iphone上市", "手機上市iphone15"),
        ("ja", "首相はエレバンで演説した", "エレバン", "バエレ"),
        ("th", "นายกรัฐมนตรีกล่าวสุนทรพจน์", "รัฐมนตรี", "มนตรีรัฐ"),
        ("ar", "رئيس الوزراء يتحدث في يريفان", "يريفان", "باريس"),
        ("ar", "قالَ الرَّئيس", "الرئيس", "الوزير"),
        ("hi", "प्रधानमंत्री ने येरेवान में कहा", "येरेवान", "यरवन"),
        ("uk", "Прем’єр виступив у Єревані", "єревані", "києві"),
        ("hy", "Վարչապետը Երևանում", "երևանում", "գյումրիում"),
        ("el", "Ο πρωθυπουργός μίλησε", "ΠΡΩΘΥΠΟΥΡΓΟΣ μιλησε", "ειπε"),
        ("tr", "İstanbul'da görüşme", "istanbul gorusme", "ankara"),
        ("de", "Die Straße nach Jerewan", "strasse", "gasse"),
        ("ko", "총리가 예레반에서 연설했다", "예레반에서", "서울"),
    ],
)
def test_search_knows_the_words_of_every_script(
    store: Store, language: str, text: str, asked: str, not_asked: str
) -> None:
    take_in(store, make_article(headline="1.", body=(text,), language=language))
    assert len(store.search(asked, 5)) == 1
    assert store.search(not_asked, 5) == ()


def test_a_revision_is_found_by_its_new_words_only(store: Store) -> None:
    article = make_article()
    take_in(store, article)
    translate_all(store, article)
    take_in(store, make_article(headline="Neu.", body=("Ganz anders.",)))
    assert store.search("Jerewan", 5) == ()
    assert len(store.search("anders", 5)) == 1


# -- figures and export


def test_counts_say_what_is_there_and_what_waits(store: Store) -> None:
    store.sync_feeds((FEED,), NOON)
    store.add_entries(ANZEIGER, (entry("pending"),), NOON)
    take_in(store, make_article("a", standfirst="Ein Überblick."))
    take_in(store, make_article("b", language="tr"))
    fail_at(store, make_article("b"), spans(make_article("b").blocks)[0], NOON)
    found = store.counts()
    assert (found.feeds, found.articles, found.revisions, found.pending_entries) == (1, 2, 2, 1)
    assert (found.pending_titles, found.pending_bodies, found.failed_segments) == (2, 6, 1)
    assert found.failures == (Tally("translate", 1),)
    assert found.languages == (Tally("de", 1), Tally("tr", 1))
    assert found.pending_languages == (Tally("de", 1), Tally("tr", 1))


def test_an_export_reads_everything_once_and_can_be_narrowed(store: Store) -> None:
    for n in range(120):
        take_in(
            store,
            make_article(
                f"n{n:03}", language="de" if n % 2 else "fr", published_at=NOON - n * DAY / 10, fetched_at=NOON + HOUR
            ),
        )
    found = [reading.article.id for reading in store.iterate_readings()]
    assert found == [f"n{n:03}" for n in range(120)]
    assert len(list(store.iterate_readings(language="fr"))) == 60
    some = list(store.iterate_readings(since=date(2023, 5, 20), until=date(2023, 5, 20)))
    assert {reading.article.published_at.date() for reading in some if reading.article.published_at} == {
        date(2023, 5, 20)
    }
    assert list(store.iterate_readings(source_id=SourceId("bote"))) == []


def test_openings_keep_a_count_for_each_article_and_day(store: Store) -> None:
    take_in(store, make_article())
    for at in (NOON, NOON + HOUR, NOON + DAY):
        store.note_opened(ArticleId("one"), at)
    assert store.openings(ArticleId("one")) == (Tally("2023-05-23", 1), Tally("2023-05-22", 2))


# -- several methods as one


def take_in_and_open_another(store: Store, article: Article) -> None:
    with store.together():
        with store.together():
            take_in(store, article)
        store.note_opened(ArticleId("none"), NOON)


def test_what_is_done_together_is_done_as_a_whole_or_not_at_all(store: Store) -> None:
    first, second = make_article("a"), make_article("b")
    with store.together():
        take_in(store, first)
        translate_all(store, first)
        assert store.reading(first.id).translation.is_whole
    with pytest.raises(NotFound):
        take_in_and_open_another(store, second)
    assert [listing.id for listing in store.latest(10)] == ["a"]
    assert take_in(store, second) == 1
