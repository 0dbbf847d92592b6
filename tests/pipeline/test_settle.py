"""An article has one form of each name and its original's quotation marks, whatever order its English came in."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from glosswire.config import Config, Part, Translate, default_config
from glosswire.intake.fetch import Fetcher
from glosswire.model import ArticleId, Segment
from glosswire.pipeline.again import make_again
from glosswire.pipeline.desk import Desk
from glosswire.pipeline.executors import Inline
from glosswire.pipeline.runner import Newsroom
from glosswire.pipeline.settle import settle
from glosswire.store.store import Store, open_store
from glosswire.translate.base import Candidate
from glosswire.translate.glossary import default_glossary
from tests.fakes import FakeClock, FakeWeb
from tests.pipeline.test_runner import SOURCE
from tests.store.newsroom import make_article, take_in

HEADLINE = "Das Hauptquartier bleibt in Jeghegnadsor."
FIRST = "Die Beobachter in Jeghegnadsor warten noch."
SECOND = "Heute kam Jeghegnadsor zur Ruhe."
SAID = {
    HEADLINE: "The headquarters stays in Jeghegnadsor.",
    FIRST: "The observers in Yeghegnadzor are still waiting.",
    SECOND: "Today Yeghegnadzor came to rest.",
    "Die Lage ist ruhig.": "The situation is “calm”.",
    "Er sagte: „Wir bleiben.": "He said: “We stay.",
    "Wir gehen nicht.“": "We shall “not” go.”",
    "Wir warten hier.": "We wait “here”.",
}


class Actor:
    """An engine that knows its words, and counts what it was asked."""

    asked: tuple[str, ...] = ()
    version = "actor/1@0/0"
    batch = 1

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Say what is in the script."""
        Actor.asked += tuple(texts)
        return tuple(Candidate(SAID[text]) for text in texts)

    def close(self) -> None:
        """Do nothing."""


def open_actor() -> Actor:
    """Make one, as the registry does."""
    return Actor()


class Room:
    """A newsroom without intake, whose engine is an actor."""

    def __init__(self, folder: Path) -> None:
        Actor.asked = ()
        self.clock = FakeClock()
        self.store: Store = open_store(f"sqlite:///{folder / 'room.db'}")
        translate = Translate("mine", engines={"mine": Part("tests.pipeline.test_settle:open_actor")})
        self.config = Config(default_config(folder).store, translate=translate, folder=folder)
        desk = Desk(self.store, self.config)
        web = cast(Fetcher, FakeWeb(self.clock))
        self.newsroom = Newsroom(self.store, self.config, (SOURCE,), web, Inline(), desk, self.clock)

    def take_in(self, name: str, headline: str, *body: str) -> None:
        """Take in an article and do all that waits."""
        take_in(self.store, make_article(name, headline=headline, body=body))
        self.newsroom.once(threading.Event())

    def segments(self, name: str) -> dict[str, Segment]:
        """The segment of each sentence."""
        reading = self.store.reading(ArticleId(name))
        return {reading.article.text_of(s.sources[0]): s for s in reading.translation.segments}

    def again(self, name: str) -> list[bool]:
        """Whether each sentence comes out the same when it is made again."""
        reading = self.store.reading(ArticleId(name))
        made = reading.translation.segments
        return [make_again(reading, segment, (), self.config, self.clock).is_same for segment in made]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.store.close()


# -- names


def test_headline_highlights_and_body_call_a_name_the_same(room: Room) -> None:
    room.take_in("one", HEADLINE, FIRST, SECOND)
    reading = room.store.reading(ArticleId("one"))
    head, *body = reading.translation.segments
    assert (head.target, head.said) == ("The headquarters stays in Yeghegnadzor.", SAID[HEADLINE])
    assert [(s.target, s.said) for s in body] == [(SAID[FIRST], ""), (SAID[SECOND], "")]
    assert reading.highlights
    assert all("Yeghegnadzor" in reading.translation.segments[h.segment].target for h in reading.highlights)
    assert room.store.latest(1)[0].headline == head.target
    assert [found.id for found in room.store.search("headquarters Yeghegnadzor", 5)] == ["one"]
    assert room.again("one") == [True, True, True]


def test_the_memory_keeps_what_was_said_for_other_articles(room: Room) -> None:
    room.take_in("one", HEADLINE, FIRST, SECOND)
    room.take_in("two", HEADLINE)
    assert room.segments("two")[HEADLINE].target == SAID[HEADLINE]
    assert Actor.asked.count(HEADLINE) == 1


def test_a_revision_settles_anew_from_what_was_said(room: Room) -> None:
    room.take_in("one", HEADLINE, FIRST, SECOND)
    room.take_in("one", HEADLINE)
    assert room.segments("one")[HEADLINE].target == SAID[HEADLINE]
    room.take_in("one", HEADLINE, FIRST, SECOND)
    assert room.segments("one")[HEADLINE].target.endswith("Yeghegnadzor.")
    assert len(Actor.asked) == 3
    assert room.again("one") == [True, True, True]


def test_settling_twice_and_in_another_order_is_settling_once(room: Room) -> None:
    room.take_in("one", HEADLINE, FIRST, SECOND)
    reading = room.store.reading(ArticleId("one"))
    assert settle(reading, default_glossary()).segments == reading.translation.segments
    article = make_article("late", headline=HEADLINE, body=(FIRST, SECOND))
    take_in(room.store, article)
    for segment in reversed(reading.translation.segments):
        unsettled = Segment(segment.sources, segment.as_said, engine=segment.engine, made_at=room.clock(), terms="")
        room.store.save_segments(article.id, 1, (unsettled,), room.clock())
        room.newsroom.check()
    made = [s.target for s in room.segments("late").values()]
    assert made == [s.target for s in reading.translation.segments]


def test_a_corrected_form_has_its_say_and_stays(room: Room) -> None:
    room.take_in("one", HEADLINE, FIRST, SECOND)
    corrected = "Now Yegegnadzor rests."
    room.store.correct(ArticleId("one"), 1, 2, corrected, "", room.clock())
    room.newsroom.check()
    assert room.segments("one")[SECOND].target == corrected
    assert room.segments("one")[SECOND].engine == "operator"


def test_english_that_comes_while_an_article_is_settled_stays(room: Room) -> None:
    room.take_in("one", HEADLINE, FIRST, SECOND)
    reading = room.store.reading(ArticleId("one"))
    old = settle(reading, default_glossary()).segments
    room.store.correct(ArticleId("one"), 1, 0, "Headquarters stays.", "", room.clock())
    room.store.save_checks(ArticleId("one"), 1, old, (), "late")
    assert room.segments("one")[HEADLINE].target == "Headquarters stays."
    assert [found.article.id for found in room.store.unchecked("late")] == ["one"]


# -- quotation marks


def test_marks_that_the_original_has_not_are_gone_before_anybody_sees_them(room: Room) -> None:
    take_in(room.store, make_article("one", headline="Die Lage ist ruhig.", body=(FIRST,)))
    room.newsroom.translate()
    (made,) = room.segments("one").values()
    assert (made.target, made.said) == ("The situation is calm.", SAID["Die Lage ist ruhig."])
    assert not any(finding.kind == "quote" for finding in made.findings)
    assert room.again("one") == [True]


def test_within_a_longer_quotation_marks_stay(room: Room) -> None:
    quote = ("Er sagte: „Wir bleiben.", "Wir warten hier.", "Wir gehen nicht.“")
    room.take_in("one", "Die Lage ist ruhig.", " ".join(quote))
    made = room.segments("one")
    assert [made[text].target for text in quote] == [SAID[text] for text in quote]
    room.take_in("two", "Wir warten hier.")
    assert room.segments("two")["Wir warten hier."].target == "We wait here."
    assert room.segments("one")["Wir warten hier."].target == SAID["Wir warten hier."]
    assert Actor.asked.count("Wir warten hier.") == 1
    assert room.again("one") == [True, True, True, True]
    assert room.again("two") == [True]
