"""The newsroom checks what its engine says, asks again where it is in doubt, and keeps what is told of it."""

import json
import shutil
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from glosswire.config import Config, Part, Translate, default_config
from glosswire.errors import EngineDown
from glosswire.intake.fetch import Fetcher
from glosswire.model import ArticleId, Block, Finding, Reading, Segment
from glosswire.pipeline.again import make_again
from glosswire.pipeline.checks import Checked, Checker, Pair
from glosswire.pipeline.desk import Desk
from glosswire.pipeline.executors import Inline
from glosswire.pipeline.runner import Event, Newsroom
from glosswire.store.store import Store, open_store
from glosswire.translate.base import Candidate
from glosswire.translate.catalogue import PINS
from tests.fakes import FakeClock, FakeWeb
from tests.pipeline.test_runner import SOURCE
from tests.store.newsroom import HEADLINE, make_article, spans, take_in
from tests.translate.samples import ENGLISH, FIREFOX, GERMAN, digest_of

GRAVE = Finding("number", "critical", "The original says 1; the translation says 2.")
BAD = "Die Regierung tagt in Jerewan."


class Mumbler:
    """An engine that is wrong about one sentence at first; what it is asked, and for other words, is counted."""

    asked: tuple[str, ...] = ()
    varied: tuple[str, ...] = ()
    others: tuple[str, ...] = ("Wrong again.", "Right at last.")
    is_down_then = False

    version = "mumbler/1@0/0"
    batch = 8

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Say `Wrong` of one sentence."""
        Mumbler.asked += tuple(texts)
        return tuple(
            Candidate(f"Wrong {len(text)} here." if text == BAD else f"So it is, {text[:6]}.") for text in texts
        )

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Say something else."""
        Mumbler.varied += (text,)
        if Mumbler.is_down_then:
            raise EngineDown("mumbler", "it is down")
        return tuple(map(Candidate, Mumbler.others))[:count]

    def close(self) -> None:
        """Do nothing."""


class Talker(Mumbler):
    """An engine that can be told the sentence before, and asked for other words one by one."""

    retold: tuple[tuple[str, int], ...] = ()
    right = ("", 2)

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Have nothing else at once."""
        return ()

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Be right after one sentence, or at one turn."""
        Talker.retold += ((before, turn),)
        return Candidate("Right at last." if (before, turn) == Talker.right else f"Wrong for the time {turn}.")


def open_talker() -> Talker:
    """Make one, as the registry does."""
    return Talker()


def open_mumbler() -> Mumbler:
    """Make one, as the registry does."""
    return Mumbler()


class Scripted(Checker):
    """Checks that find a fault in whatever says `Wrong`."""

    bug: Exception | None = None

    def __init__(self) -> None:
        super().__init__()
        self.version = "script-1"

    def sentences(self, pairs: object) -> list[tuple[Finding, ...]]:
        """Find it."""
        if self.bug is not None:
            raise self.bug
        return [
            (GRAVE,) if "Wrong" in english else ()
            for _, _, english in cast("list[Pair]", list(cast("list[Pair]", pairs)))
        ]

    def article(self, reading: Reading) -> Checked:
        """Find it in every segment."""
        if self.bug is not None:
            raise self.bug
        return super().article(reading)


class Room:
    """A newsroom without intake."""

    def __init__(self, folder: Path, engine: str = "open_mumbler", kind: str = "mine") -> None:
        Talker.retold = ()
        Mumbler.asked, Mumbler.varied, Mumbler.is_down_then = (), (), False
        self.clock = FakeClock()
        self.store: Store = open_store(f"sqlite:///{folder / 'room.db'}")
        translate = Translate(kind, engines={"mine": Part(f"tests.pipeline.test_second_look:{engine}")})
        config = Config(default_config(folder).store, translate=translate, folder=folder)
        self.checker = Scripted()
        self.events: list[Event] = []
        self.config = config
        self.desk = Desk(self.store, config, checker=self.checker)
        web = cast(Fetcher, FakeWeb(self.clock))
        self.newsroom = Newsroom(
            self.store, config, (SOURCE,), web, Inline(), self.desk, self.clock, self.events.append
        )

    def work(self) -> None:
        """Translate and check all that waits."""
        while self.newsroom.translate():
            pass
        while self.newsroom.check():
            pass

    def english(self, name: str = "one") -> dict[str, str]:
        """Each sentence's English."""
        reading = self.store.reading(ArticleId(name))
        return {reading.article.text_of(s.sources[0]): s.target for s in reading.translation.segments}


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_other_words_are_asked_for_only_of_what_is_in_doubt_and_the_best_is_kept(room: Room) -> None:
    take_in(room.store, make_article())
    room.work()
    assert Mumbler.varied == (BAD,)
    assert room.english()[BAD] == "Right at last."
    reading = room.store.reading(ArticleId("one"))
    assert all(GRAVE not in segment.findings for segment in reading.translation.segments)
    assert {segment.engine for segment in reading.translation.segments} == {Mumbler.version, f"{Mumbler.version}#2"}
    assert {engine.title for engine in (*reading.engines, *reading.others)} == {"mine"}
    (mended,) = [segment for segment in reading.translation.segments if segment.alternatives]
    assert [(a.target, a.engine) for a in mended.alternatives] == [
        (f"Wrong {len(BAD)} here.", Mumbler.version),
        ("Wrong again.", f"{Mumbler.version}#1"),
    ]
    assert [engine.version for engine in reading.others] == [f"{Mumbler.version}#1"]
    assert reading.translation.checks == "script-1"
    assert [(e.count, e.detail) for e in room.events if e.kind == "mended"] == [
        (1, "1 sentences in doubt, 1 second tries")
    ]


def test_one_that_can_be_talked_to_is_told_the_sentence_before_then_asked_for_other_words(tmp_path: Path) -> None:
    room = Room(tmp_path, "open_talker")
    take_in(room.store, make_article())
    room.work()
    assert Talker.retold == ((HEADLINE, 0), ("", 1), ("", 2))
    (mended,) = [s for s in room.store.reading(ArticleId("one")).translation.segments if s.alternatives]
    assert (mended.target, mended.engine) == ("Right at last.", f"{Mumbler.version}#2")
    assert [a.way for a in mended.alternatives] == ["", "context", "1"]


def test_what_context_mends_costs_no_more_and_is_made_again_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Talker, "right", (HEADLINE, 0))
    room = Room(tmp_path, "open_talker")
    article = make_article()
    take_in(room.store, article)
    room.work()
    assert Talker.retold == ((HEADLINE, 0),)
    reading = room.store.reading(article.id)
    (mended,) = [s for s in reading.translation.segments if s.alternatives]
    assert mended.engine == f"{Mumbler.version}#context"
    assert make_again(reading, mended, (), room.config, room.clock).is_same
    others = replace(article, blocks=(Block("headline", "Etwas anderes ist es."), *article.blocks[1:]))
    assert not make_again(replace(reading, article=others), mended, (), room.config, room.clock).is_same
    (first, *_) = mended.alternatives
    other = replace(mended, target=first.target, engine=first.engine)
    assert make_again(reading, other, (), room.config, room.clock).is_same


def test_what_context_helped_to_say_is_given_only_to_those_after_the_same_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Talker, "right", (HEADLINE, 0))
    room = Room(tmp_path, "open_talker")
    headlines = {"one": HEADLINE, "two": "Etwas anderes ist es.", "three": HEADLINE}
    for name, headline in headlines.items():
        take_in(room.store, make_article(name, headline, body=(BAD,)))
    room.work()
    readings = [room.store.reading(ArticleId(name)) for name in headlines]
    bodies = [reading.translation.segments[1] for reading in readings]
    assert [s.target == "Right at last." for s in bodies] == [True, False, True]
    assert [s.engine.partition("#")[2] for s in bodies] == ["context", "", "context"]
    assert sorted(Talker.retold) == sorted(((HEADLINE, 0), (headlines["two"], 0), ("", 1), ("", 2)))
    for reading, segment in zip(readings, bodies, strict=True):
        assert make_again(reading, segment, (), room.config, room.clock).is_same


def test_sentences_of_one_segment_in_doubt_are_asked_for_each_by_itself(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article(body=(f"{BAD} Sie berät.",))
    take_in(room.store, article)
    _, first, second = spans(article.blocks)
    monkeypatch.setattr(Mumbler, "translate", _wrong_of_two)
    joined = Segment((first, second), "Both.", engine=Mumbler.version, made_at=room.clock(), terms="of before")
    room.store.save_segments(article.id, 1, (joined,), room.clock())
    room.newsroom.open()
    while room.newsroom.compare():
        pass
    room.work()
    reading = room.store.reading(article.id)
    (mended,) = [s for s in reading.translation.segments if len(s.sources) == 2]
    assert (mended.target, mended.engine) == ("So it is. So it is.", f"{Mumbler.version}#apart")
    assert [(a.target, a.way) for a in mended.alternatives] == [("Wrong of two at once.", "")]
    assert make_again(reading, mended, (), room.config, room.clock).is_same


def _wrong_of_two(_: Mumbler, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
    return tuple(Candidate("Wrong of two at once." if BAD in t and t != BAD else "So it is.") for t in texts)


def test_other_words_are_made_again_by_their_turn(tmp_path: Path) -> None:
    room = Room(tmp_path, "open_talker")
    article = make_article()
    take_in(room.store, article)
    room.work()
    reading = room.store.reading(article.id)
    (mended,) = [s for s in reading.translation.segments if s.alternatives]
    assert make_again(reading, mended, (), room.config, room.clock).is_same


def test_what_another_model_said_is_made_again_by_that_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    wrong = Candidate("Wrong about all of it, and at some length.")
    monkeypatch.setattr(Mumbler, "others", (f"Again {wrong.text}",))
    monkeypatch.setattr(Mumbler, "translate", lambda _, texts, language: (wrong,) * len(texts))
    room = Room(tmp_path)
    install_tiny(room.config.models_path)
    article = make_article(headline=GERMAN[3], body=(GERMAN[4],))
    take_in(room.store, article)
    room.work()
    reading = room.store.reading(article.id)
    assert [segment.target for segment in reading.translation.segments] == [ENGLISH[3], ENGLISH[4]]
    for segment in reading.translation.segments:
        assert segment.engine.startswith("marian/tiny@")
        assert [a.way for a in segment.alternatives] == ["", "1"]
        assert make_again(reading, segment, (), room.config, room.clock).is_same
    room.desk.close()


def install_tiny(models: Path) -> None:
    """Pin the tiny model, and put its files where a pull would have left them."""
    folder = models / "tiny"
    shutil.copytree(FIREFOX, folder)
    (folder / "test.json").unlink()
    files = [{"name": p.name, "size": p.stat().st_size, "sha256": digest_of(p)} for p in sorted(folder.iterdir())]
    row = {"name": "tiny", "title": "Tiny", "engine": "marian", "licence": "MIT", "languages": ["de"], "places": []}
    measured = {"metric": "chrf", "test_set": "its own sentences", "measured_by": "us", "quality": {"de": 60.0}}
    model = {**row, **measured, "files": files, "options": {"runtime": "firefox"}}
    (folder / "model.json").write_text(json.dumps({"licence": "MIT", "files": files}))
    (models / PINS).write_text(json.dumps({"family": [{"model": [model]}]}))


def test_what_was_mended_once_is_remembered(room: Room) -> None:
    take_in(room.store, make_article("one"))
    room.work()
    asked = Mumbler.asked
    take_in(room.store, make_article("two", headline=HEADLINE))
    room.work()
    assert Mumbler.asked == asked
    assert Mumbler.varied == (BAD,)
    assert room.english("two") == room.english("one")
    one, two = (room.store.reading(ArticleId(name)).translation.segments for name in ("one", "two"))
    assert [segment.alternatives for segment in two] == [segment.alternatives for segment in one]
    assert sum(bool(segment.alternatives) for segment in two) == 1


def test_doubt_that_stays_is_marked_and_listed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Mumbler, "others", ("Wrong again.",))
    take_in(room.store, make_article(headline=BAD))
    room.work()
    assert room.english()[BAD] == f"Wrong {len(BAD)} here."
    assert room.store.latest(1)[0].in_doubt
    assert room.store.counts().doubts == 2
    room.work()
    assert Mumbler.varied == (BAD, BAD)[: len(Mumbler.varied)]
    assert len(Mumbler.varied) <= 2


def test_an_engine_that_goes_down_over_its_second_word_costs_nothing(room: Room) -> None:
    Mumbler.is_down_then = True
    take_in(room.store, make_article())
    room.work()
    (doubted,) = [s for s in room.store.reading(ArticleId("one")).translation.segments if GRAVE in s.findings]
    assert doubted.target.startswith("Wrong")
    assert room.store.failures() == ()


def test_a_bug_in_a_check_costs_no_english_and_is_told(room: Room) -> None:
    room.checker.bug = ZeroDivisionError("a bug")
    take_in(room.store, make_article())
    room.work()
    assert len(room.english()) == 4
    assert room.store.reading(ArticleId("one")).translation.is_whole
    assert [(f.stage, f.error) for f in room.store.failures()] == [("check", "ZeroDivisionError")]


def test_new_checks_look_at_what_is_stored_without_translating_it(room: Room) -> None:
    take_in(room.store, make_article())
    room.work()
    asked, varied = Mumbler.asked, Mumbler.varied
    room.checker.version = "script-2"
    assert room.newsroom.check() == 1
    assert room.newsroom.check() == 0
    assert room.store.reading(ArticleId("one")).translation.checks == "script-2"
    assert (Mumbler.asked, Mumbler.varied) == (asked, varied)


def test_what_the_operator_corrected_outlives_revisions_engines_and_likes(room: Room) -> None:
    article = make_article()
    take_in(room.store, article)
    room.work()
    room.store.correct(article.id, 1, 1, "The cabinet meets in Yerevan.", "", room.clock())
    take_in(room.store, make_article(body=(f"{BAD} Ganz neu.",)))
    take_in(room.store, make_article("like", body=(BAD,)))
    room.work()
    assert room.english()[BAD] == room.english("like")[BAD] == "The cabinet meets in Yerevan."
    assert room.store.forget_segments(Mumbler.version, "de") == 2
    room.work()
    assert room.english()[BAD] == "The cabinet meets in Yerevan."
    corrected = [s for s in room.store.reading(article.id).translation.segments if s.engine == "operator"]
    assert [(s.target, s.findings) for s in corrected] == [("The cabinet meets in Yerevan.", ())]


def test_the_newsroom_mends_the_likes_of_a_correction_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    room = Room(tmp_path)
    for n in range(5):
        take_in(room.store, make_article(f"n{n}", headline=f"Nummer {n}."))
    room.work()
    room.store.correct(ArticleId("n0"), 1, 1, "The cabinet meets.", "", room.clock())
    assert room.store.mend_likes(room.clock(), 2) is not None
    room.store.close()  # what was not committed is gone, as it is when the newsroom is killed
    again = Room(tmp_path)
    assert [again.english(f"n{n}")[BAD] == "The cabinet meets." for n in range(5)] == [True, True, False, False, False]
    again.newsroom.once(threading.Event())
    assert {again.english(f"n{n}")[BAD] for n in range(5)} == {"The cabinet meets."}
    told = [(event.subject, event.detail, event.count) for event in again.events if event.kind == "corrected"]
    assert told == [("de", "correction 1", 3)]
    assert again.store.reading(ArticleId("n4")).translation.segments[1].findings == ()
    assert again.store.reading(ArticleId("n4")).translation.checks == "script-1"
    again.newsroom.once(threading.Event())
    assert len([event for event in again.events if event.kind == "corrected"]) == 1


def test_a_correction_survives_other_neighbours_and_a_restart(tmp_path: Path) -> None:
    room = Room(tmp_path)
    take_in(room.store, make_article(body=(f"Davor steht dies. {BAD} Danach steht das.",)))
    room.work()
    room.store.correct(ArticleId("one"), 1, 2, "The cabinet meets.", "", room.clock())
    take_in(room.store, make_article(body=(f"Davor steht jenes. {BAD} Danach steht nichts.",)))
    room.work()
    assert room.english()[BAD] == "The cabinet meets."
    room.store.close()
    again = Room(tmp_path)
    again.work()
    take_in(again.store, make_article(headline="Neu betitelt.", body=(BAD, "Sonst nichts.")))
    again.work()
    assert again.english()[BAD] == "The cabinet meets."
    assert BAD not in Mumbler.asked
    assert [again.store.reading(ArticleId("one"), n).translation.is_whole for n in (1, 2, 3)] == [True] * 3


def test_a_correction_holds_where_nobody_translates_the_language(tmp_path: Path) -> None:
    room = Room(tmp_path, kind="none")
    take_in(room.store, make_article("one"))
    room.work()
    assert room.english()[BAD] == BAD
    room.store.correct(ArticleId("one"), 1, 1, "The cabinet meets.", "", room.clock())
    take_in(room.store, make_article("two", headline="Noch etwas."))
    room.work()
    assert room.english("two") == {**room.english("two"), BAD: "The cabinet meets."}
    kinds = [(s.state, s.engine) for s in room.store.reading(ArticleId("two")).translation.segments]
    assert kinds == [("passed", "none"), ("translated", "operator"), ("passed", "none"), ("passed", "none")]
    assert room.store.reading(ArticleId("two")).translation.grade == "none"


# -- a page and its revisions, replayed

FIRST = ("Die Lage ist ruhig. Am Montag tagt der Rat.", "Er hat 15 Mitglieder. Ein Beschluss steht aus.")
REVISIONS = (
    ("Rat tagt am Montag", FIRST),
    ("Rat tagt am Montag", (FIRST[0], "Er hat 16 Mitglieder. Ein Beschluss steht aus.")),  # a figure put right
    ("Rat vertagt sich", (FIRST[0], "Er hat 16 Mitglieder. Ein Beschluss steht aus.")),  # retitled
    ("Rat vertagt sich", ("Neu ist dies. Die Lage ist ruhig. Am Montag tagt der Rat.",)),  # added to, and cut
    ("Rat vertagt sich", FIRST),  # as it was
    ("Rat vertagt sich", (FIRST[1], FIRST[0])),  # moved
)


def test_replayed_revisions_ask_for_changed_sentences_alone_and_stay_one_article(room: Room) -> None:
    seen: dict[str, str] = {}
    for number, (headline, body) in enumerate(REVISIONS, 1):
        article = make_article(headline=headline, body=body)
        assert take_in(room.store, article) == number
        texts = [article.text_of(sentence) for sentence in spans(article.blocks)]
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        Mumbler.asked = ()
        room.work()
        assert sorted(Mumbler.asked) == sorted(new)
        english = room.english()
        assert {text: english[text] for text in texts if text in seen} == {t: seen[t] for t in texts if t in seen}
        seen |= english
    assert len(room.store.latest(10)) == 1
    lines = room.store.revisions(ArticleId("one"))
    assert [line.revision for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line.changed for line in lines][1:] == [1, 1, 1, 2, 0]
    for number, (headline, _) in enumerate(REVISIONS, 1):
        reading = room.store.reading(ArticleId("one"), number)
        assert reading.article.headline == headline
        assert reading.translation.is_whole


def test_a_newsroom_that_is_told_to_stop_checks_no_more(room: Room) -> None:
    stop = threading.Event()
    stop.set()
    take_in(room.store, make_article())
    while room.newsroom.translate():
        pass
    room.newsroom.once(stop)
    assert room.store.reading(ArticleId("one")).translation.checks == ""
