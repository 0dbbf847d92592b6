"""Changing a term has exactly the sentences that hold it made again, and their old English stays until then."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from glosswire.config import Config, Part, Translate, default_config
from glosswire.intake.fetch import Fetcher
from glosswire.model import ArticleId, Segment
from glosswire.pipeline import runner
from glosswire.pipeline.desk import Desk
from glosswire.pipeline.executors import Inline
from glosswire.pipeline.runner import Event, Newsroom
from glosswire.store.store import Store, open_store
from tests.fakes import FakeClock, FakeEngine, FakeWeb, english
from tests.pipeline.test_runner import SOURCE
from tests.store.newsroom import make_article, spans, take_in

HELD = "Der Rundtisch tagt heute."
FREE = "Danach gehen alle nach Hause."
OTHER = "Die Wortwache schweigt dazu."
ROUND_TABLE = '[[term]]\nenglish = "Round Table"\nnames.de = ["Rundtisch"]\n'
ROUNDTABLE = ROUND_TABLE.replace("Round Table", "Roundtable Forum")
WORD_WATCH = '[[term]]\nenglish = "Word Watch"\nnames.de = ["Wortwache"]\n'


class Room:
    """A newsroom without intake over one store, which can be closed and opened with other terms."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.store: Store = open_store(f"sqlite:///{folder / 'room.db'}")
        self.events: list[Event] = []

    def open(self, terms: str, default: str = "mine") -> None:
        """Start a newsroom with these terms of the operator's."""
        (self.folder / "terms.toml").write_text(terms, encoding="utf-8")
        engines = {"mine": Part("tests.fakes:open_fake")}
        translate = Translate(default, engines=engines, glossary="terms.toml")
        config = Config(default_config(self.folder).store, translate=translate, folder=self.folder)
        web = cast(Fetcher, FakeWeb(self.clock))
        desk = Desk(self.store, config)
        self.newsroom = Newsroom(self.store, config, (SOURCE,), web, Inline(), desk, self.clock, self.events.append)
        self.newsroom.open()
        FakeEngine.asked = ()

    def work(self) -> tuple[str, ...]:
        """Do all that waits; return what the engine was asked."""
        self.newsroom.once(threading.Event())
        return FakeEngine.asked

    def outdated(self) -> int:
        """How many sentences the log said are to be made again."""
        return sum(event.count for event in self.events if event.kind == "outdated")

    def segments(self, name: str = "one") -> dict[str, Segment]:
        """The segment of each sentence."""
        reading = self.store.reading(ArticleId(name))
        return {reading.article.text_of(s.sources[0]): s for s in reading.translation.segments}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    FakeEngine.down.clear()
    FakeEngine.chokes.clear()
    made = Room(tmp_path)
    yield made
    made.store.close()


def begin(room: Room, terms: str = ROUND_TABLE) -> None:
    """Two articles, translated: one holds a term in its headline, one in its body."""
    room.open(terms)
    take_in(room.store, make_article("one", headline="Heute wird getagt.", body=(f"{HELD} {FREE}", OTHER)))
    take_in(room.store, make_article("two", headline="Rundtisch ohne Wortwache.", body=(FREE,)))
    room.work()


def test_a_changed_term_has_exactly_the_sentences_that_hold_it_made_again(room: Room) -> None:
    begin(room)
    before = room.segments() | room.segments("two")
    room.open(ROUNDTABLE)
    assert set(room.work()) == {"Der Roundtable Forum tagt heute.", "Roundtable Forum ohne Wortwache."}
    assert room.outdated() == len(FakeEngine.asked) == 2
    after = room.segments() | room.segments("two")
    assert {text for text in after if after[text].target != before[text].target} == {HELD, "Rundtisch ohne Wortwache."}
    assert after[HELD].target == english("Der Roundtable Forum tagt heute.")
    assert after[HELD].terms != before[HELD].terms
    assert room.store.latest(5)[0].headline == english("Roundtable Forum ohne Wortwache.")


def test_so_do_an_added_and_a_removed_term(room: Room) -> None:
    begin(room)
    room.open(ROUND_TABLE + WORD_WATCH)
    assert set(room.work()) == {"Die Word Watch schweigt dazu.", "Round Table ohne Word Watch."}
    room.open(WORD_WATCH)
    assert set(room.work()) == {HELD, "Rundtisch ohne Word Watch."}


def test_the_same_terms_ask_for_nothing_and_look_at_no_article(room: Room) -> None:
    begin(room)
    room.newsroom.compare()
    room.open(f"# said otherwise\n{ROUND_TABLE}")
    assert room.newsroom.compare() == 0
    assert room.work() == ()


def test_terms_of_another_language_look_at_no_article(room: Room) -> None:
    begin(room)
    room.newsroom.compare()
    room.open(f'{ROUND_TABLE}[[term]]\nenglish = "Round"\nnames.nl = ["Rondo"]\n')
    assert room.newsroom.compare() == 0


def test_old_english_is_shown_until_there_is_other(room: Room) -> None:
    begin(room)
    before = room.segments()
    room.open(ROUNDTABLE)
    FakeEngine.down.set()
    room.work()
    reading = room.store.reading(ArticleId("one"))
    assert reading.translation.is_whole
    assert room.segments()[HELD].target == before[HELD].target
    FakeEngine.down.clear()
    room.clock.pass_time(hours=2)
    assert len(room.work()) == 2


def test_a_kill_at_any_moment_costs_no_sentence_and_asks_for_none_twice(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(room)
    monkeypatch.setattr(runner, "COMPARED_A_ROUND", 1)
    room.open(ROUNDTABLE)
    assert room.newsroom.compare() == 1  # the other article was not looked at yet
    asked: list[str] = []
    room.open(ROUNDTABLE)
    room.newsroom.translate()
    asked += FakeEngine.asked
    room.open(ROUNDTABLE)
    asked += room.work()
    assert sorted(asked) == ["Der Roundtable Forum tagt heute.", "Roundtable Forum ohne Wortwache."]
    room.open(ROUNDTABLE)
    assert room.work() == ()


def test_two_sentences_that_one_segment_renders_are_made_again_together(room: Room) -> None:
    room.open(ROUND_TABLE)
    article = make_article(headline=FREE, body=(f"{OTHER} {HELD}",))
    take_in(room.store, article)
    _, first, second = spans(article.blocks)
    terms = room.newsroom._desk.glossary.digest(f"{OTHER} {HELD}", "de")
    joined = Segment((first, second), "Both at once.", engine="fake/mine@0/0", made_at=room.clock(), terms=terms)
    room.store.save_segments(article.id, 1, (joined,), room.clock())
    room.work()
    assert (room.segments()[OTHER].sources, room.segments()[OTHER].target) == ((first, second), "Both at once.")
    room.open(ROUNDTABLE)
    text = f"{OTHER} Der Roundtable Forum tagt heute."
    assert room.work()[0] == text  # and then perhaps, as it is in doubt, what it consists of
    made = room.segments()[OTHER]
    assert made.sources == (first, second)
    assert made.terms == room.newsroom._desk.glossary.digest(f"{OTHER} {HELD}", "de") != terms
    assert made.target != "Both at once."


def test_what_the_operator_corrected_stays(room: Room) -> None:
    begin(room)
    room.store.correct(ArticleId("one"), 1, 1, "The round table meets today.", "", room.clock())
    room.open(ROUNDTABLE)
    assert room.work() == ("Roundtable Forum ohne Wortwache.",)
    assert room.segments()[HELD].target == "The round table meets today."


def test_the_memory_answers_by_the_present_terms_alone(room: Room) -> None:
    begin(room)
    take_in(room.store, make_article("three", headline=HELD, body=(FREE,)))
    FakeEngine.asked = ()
    assert room.work() == ()
    room.open(ROUNDTABLE)
    FakeEngine.down.set()
    room.work()
    FakeEngine.down.clear()
    take_in(room.store, make_article("four", headline=HELD, body=(FREE,)))
    room.clock.pass_time(hours=2)
    assert sorted(room.work()) == ["Der Roundtable Forum tagt heute.", "Roundtable Forum ohne Wortwache."]
    assert room.segments("four")[HELD].target == room.segments("one")[HELD].target


def test_a_sentence_that_comes_back_in_a_revision_is_made_by_the_present_terms(room: Room) -> None:
    begin(room)
    take_in(room.store, make_article("one", headline="Heute wird getagt.", body=(FREE,)))
    room.work()
    room.open(ROUNDTABLE)
    room.work()
    take_in(room.store, make_article("one", headline="Heute wird getagt.", body=(f"{HELD} {FREE}",)))
    FakeEngine.asked = ()
    assert room.work() == ("Der Roundtable Forum tagt heute.",)


def test_a_sentence_that_cannot_be_made_again_keeps_its_english_and_is_tried_less_and_less(room: Room) -> None:
    room.open("")
    article = make_article(headline="Der unsagbare Rundtisch.", body=(FREE,))
    take_in(room.store, article)
    head, body = spans(article.blocks)
    made = tuple(
        Segment((s,), "Said once.", engine="fake/mine@0/0", made_at=room.clock(), terms="") for s in (head, body)
    )
    room.store.save_segments(article.id, 1, made, room.clock())
    room.open(ROUND_TABLE)
    for _ in range(7):
        room.work()
        room.clock.pass_time(hours=2)
    assert room.segments()[article.headline].target == "Said once."
    assert room.store.reading(article.id).translation.is_whole
    assert 2 <= len(FakeEngine.asked) <= 2 * 4
    assert room.store.pending_passages(5, room.clock() + timedelta(days=300))


def test_english_of_a_language_that_nobody_translates_any_more_stays(room: Room) -> None:
    begin(room)
    before = room.segments()[HELD].target
    room.open(ROUNDTABLE, default="none")
    room.work()
    assert room.segments()[HELD].target == before


def test_of_english_from_before_terms_were_recorded_only_what_breaks_one_is_made_again(room: Room) -> None:
    room.open("")
    article = make_article(headline="Der Rundtisch tagt.", body=(HELD, OTHER))
    take_in(room.store, article)
    head, held, other = spans(article.blocks)
    texts = {head: "The Round Table meets.", held: "The table that is round meets.", other: "They say nothing."}
    made = [Segment((s,), text, engine="fake/mine@0/0", made_at=room.clock()) for s, text in texts.items()]
    room.store.save_segments(article.id, 1, made, room.clock())
    room.open(ROUND_TABLE)
    assert room.work() == ("Der Round Table tagt heute.",)
    assert room.segments()["Der Rundtisch tagt."].terms == room.segments()[HELD].terms
    assert room.segments()[OTHER].terms == ""
