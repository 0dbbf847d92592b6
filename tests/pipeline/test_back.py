"""The newsroom has marked sentences put back into their language, by whoever can, and says so where nobody can."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from structlog.testing import capture_logs

from glosswire.config import Config, Part, Translate, default_config
from glosswire.errors import BadOutput, ConfigError, EngineDown, TranslationError, UnsupportedPair
from glosswire.intake.fetch import Fetcher
from glosswire.model import ArticleId, Back, Reading, Segment
from glosswire.pipeline.desk import Desk
from glosswire.pipeline.executors import Inline
from glosswire.pipeline.runner import Event, Newsroom
from glosswire.store.store import Store, open_store
from glosswire.translate.base import Candidate
from tests.contracts.test_checks_kept import NUMBER
from tests.fakes import FakeClock, FakeWeb
from tests.pipeline.test_runner import SOURCE
from tests.store.newsroom import DAY, english_of, make_article, spans, take_in, translate_all
from tests.translate.services import Service, open_service


class Returner:
    """An engine that turns English round, or is down, or fails at some texts."""

    asked: tuple[tuple[str, ...], ...] = ()
    is_down = False
    is_able = True
    failing: frozenset[str] = frozenset()
    is_babbling = False
    version = "returner/1@0/0"
    batch = 8

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate nothing."""
        return (Candidate(""),) * len(texts)

    def translate_back(self, texts: Sequence[str], language: str) -> tuple[Candidate | TranslationError, ...]:
        """Put it back."""
        Returner.asked += (tuple(texts),)
        if Returner.is_down:
            raise EngineDown("returner", "it is down")
        if not Returner.is_able:
            raise UnsupportedPair("returner", f"from English into {language}")
        if Returner.is_babbling:
            raise BadOutput("returner", "it sent a login page")
        return tuple(
            BadOutput("returner", "it sent no text")
            if text in Returner.failing
            else Candidate(f"Auf {language} heißt das nun {text.lower()}")
            for text in texts
        )

    def close(self) -> None:
        """Do nothing."""


class OneWay:
    """An engine into English alone."""

    version = "one-way/1@0/0"
    batch = 8

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate nothing."""
        return (Candidate(""),) * len(texts)

    def close(self) -> None:
        """Do nothing."""


def open_returner(target: str = "") -> Returner:
    """Make one, as the registry does."""
    return Returner()


def open_one_way() -> OneWay:
    """Make one, as the registry does."""
    return OneWay()


class Room:
    """A newsroom whose article has marked sentences."""

    def __init__(self, folder: Path, part: Part | None, back: str = "auto") -> None:
        Returner.asked, Returner.is_down, Returner.is_able = (), False, True
        Returner.failing, Returner.is_babbling = frozenset(), False
        self.clock = FakeClock()
        self.store: Store = open_store(f"sqlite:///{folder / 'room.db'}")
        self.engines = engines = {} if part is None else {"mine": part}
        models = str(folder / "models")
        translate = Translate("none", engines=engines, back=back, pull=False, models_dir=models)
        config = Config(default_config(folder).store, translate=translate, folder=folder)
        self.events: list[Event] = []
        web = cast(Fetcher, FakeWeb(self.clock))
        desk = Desk(self.store, config)
        self.newsroom = Newsroom(self.store, config, (SOURCE,), web, Inline(), desk, self.clock, self.events.append)

    def mark(self, name: str = "one", *positions: int) -> None:
        """Take in an article, some of whose sentences are marked."""
        article = make_article(name)
        take_in(self.store, article)
        translate_all(self.store, article)
        sentences = spans(article.blocks)
        marked = [replace(english_of(article, sentences[p]), findings=(NUMBER,)) for p in positions or (1,)]
        self.store.save_segments(article.id, 1, marked, self.clock())

    def reading(self, name: str = "one") -> Reading:
        """The article as it stands."""
        return self.store.reading(ArticleId(name))

    def backs(self, name: str = "one") -> list[Back]:
        """What was put back."""
        segments: tuple[Segment, ...] = self.reading(name).translation.segments
        return [segment.back for segment in segments if segment.back]


MINE = Part("tests.pipeline.test_back:open_returner")


def test_marked_sentences_are_put_back_once_and_say_who_did_it(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark("one", 1, 3)
    assert room.newsroom.put_back(8) == 2
    assert room.newsroom.put_back(8) == 0
    assert len(Returner.asked) == 1
    found = room.backs()
    assert [back.engine for back in found] == ["returner/1@0/0#back"] * 2
    assert found[0].text == "Auf de heißt das nun die regierung tagt in jerewan."
    assert {engine.title for engine in room.reading().others} == {"mine"}
    assert [(event.kind, event.count) for event in room.events] == [("returned", 2)]


def test_as_few_are_put_back_at_once_as_is_asked_for(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark("one", 1, 3)
    assert [room.newsroom.put_back(1) for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("part", "back", "reason"),
    [
        (None, "auto", "no engine that is here can"),
        (MINE, "none", "the configuration says none"),
        (Part("tests.pipeline.test_back:open_one_way"), "mine", "from English into de"),
    ],
)
def test_where_nobody_can_it_is_said(tmp_path: Path, part: Part | None, back: str, reason: str) -> None:
    room = Room(tmp_path, part, back)
    room.mark()
    assert room.newsroom.put_back(8) == 0
    (told,) = room.reading().others
    assert (told.version, told.grade, told.title) == ("back", "none", "")
    assert reason in told.quality
    assert room.backs() == []


def test_an_engine_that_cannot_is_asked_again_in_an_hour_and_not_before(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark()
    Returner.is_able = False
    assert room.newsroom.put_back(8) == 0
    (told,) = room.reading().others
    assert (told.grade, told.quality) == ("none", "from English into de")
    Returner.is_able = True
    room.clock.pass_time(minutes=59)
    assert room.newsroom.put_back(8) == 0
    room.clock.pass_time(hours=2)
    assert [len(Returner.asked), room.newsroom.put_back(8), len(Returner.asked)] == [1, 1, 2]
    assert "none" not in {engine.grade for engine in room.reading().others}


def test_an_engine_that_was_not_there_is_found_in_an_hour(tmp_path: Path) -> None:
    room = Room(tmp_path, None)
    room.mark()
    assert room.newsroom.put_back(8) == 0
    room.engines["mine"] = Part(MINE.use, {"target": "de"})
    assert room.newsroom.put_back(8) == 0
    room.clock.pass_time(hours=2)
    assert room.newsroom.put_back(8) == 1


def test_an_engine_that_goes_down_rests_and_is_asked_again_later(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark()
    Returner.is_down = True
    assert [room.newsroom.put_back(8) for _ in range(3)] == [0, 0, 0]
    assert len(Returner.asked) == 1
    Returner.is_down = False
    room.clock.pass_time(hours=2)
    assert room.newsroom.put_back(8) == 1


def test_an_engine_that_goes_down_rests_half_a_minute_and_twice_as_long_each_time_up_to_an_hour(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark("one", 1)
    Returner.is_down = True
    rests: list[float] = []
    begun, asked = room.clock(), 0
    while len(rests) < 9:
        room.newsroom.put_back(8)
        if len(Returner.asked) > asked:
            rests.append((room.clock() - begun).total_seconds())
            begun, asked = room.clock(), len(Returner.asked)
        room.clock.pass_time(seconds=10)
    assert rests == [0, 30, 60, 120, 240, 480, 960, 1920, 3600]
    Returner.is_down = False
    room.clock.pass_time(hours=1)
    assert room.newsroom.put_back(8) == 1
    room.mark("two", 1)
    Returner.is_down = True
    room.newsroom.put_back(8)
    Returner.is_down = False
    room.clock.pass_time(seconds=30)
    assert room.newsroom.put_back(8) == 1


def room_texts(room: Room) -> list[str]:
    """The English of an article's marked sentences."""
    return [segment.target for segment in room.reading().translation.segments if segment.findings]


def asked_for(text: str) -> int:
    """How often a text was asked for."""
    return sum(text in texts for texts in Returner.asked)


def test_a_sentence_that_could_not_be_asked_for_is_asked_for_again_and_the_others_are_kept(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark("one", 1, 3)
    Returner.failing = frozenset(text for text in room_texts(room)[:1])
    assert [room.newsroom.put_back(8) for _ in range(2)] == [1, 0]
    assert [bool(back.text) for back in room.backs()] == [True]
    Returner.failing = frozenset()
    room.clock.pass_time(seconds=30)
    assert [room.newsroom.put_back(8) for _ in range(2)] == [1, 0]
    assert [bool(back.text) for back in room.backs()] == [True, True]


def test_a_sentence_that_always_fails_keeps_no_others_waiting_and_is_given_up_while_they_are_answered(
    tmp_path: Path,
) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark("one", 1)
    (failing,) = room_texts(room)
    Returner.failing = frozenset((failing,))
    assert room.newsroom.put_back(8) == 0
    for n in range(9):
        room.mark(f"other-{n}", 3)
        room.clock.pass_time(hours=1)
        assert room.newsroom.put_back(8) == 1
        room.clock.pass_time(hours=1)
        room.newsroom.put_back(8)
    assert asked_for(failing) == 5
    assert [back.text for back in room.backs()] == [""]


def test_an_engine_that_only_babbles_for_days_says_nothing_of_a_sentence(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    room.mark("one", 1)
    Returner.is_babbling = True
    for _ in range(50):
        assert room.newsroom.put_back(8) == 0
        room.clock.pass_time(hours=1)
    assert room.backs() == []
    Returner.is_babbling = False
    assert room.newsroom.put_back(8) == 1
    assert [bool(back.text) for back in room.backs()] == [True]


def test_a_language_that_nobody_puts_back_does_not_keep_others_waiting(tmp_path: Path) -> None:
    room = Room(tmp_path, MINE, "mine")
    article = make_article("later", language="fr", published_at=room.clock() + DAY, fetched_at=room.clock() + DAY)
    take_in(room.store, article)
    marked = replace(english_of(article, spans(article.blocks)[0], "other"), findings=(NUMBER,))
    room.store.save_segments(article.id, 1, [marked], room.clock())
    room.mark()
    Returner.is_down = True
    assert room.newsroom.put_back(8) == 0
    assert len(Returner.asked) == 2


def test_an_engine_that_is_named_and_not_there_is_told_when_the_newsroom_opens(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"translate\.back"):
        Room(tmp_path, MINE, "lost")


UNOPENED = Part(
    "remote", {"api": "libretranslate", "url": "https://mt.example.org", "key_env": "GLOSSWIRE_NO_SUCH_KEY"}
)


def test_an_engine_that_cannot_be_opened_and_was_not_named_is_nobody_and_said_once(tmp_path: Path) -> None:
    room = Room(tmp_path, UNOPENED)
    room.mark()
    with capture_logs() as logs:
        assert room.newsroom.put_back(8) == 0
        room.clock.pass_time(hours=2)
        assert room.newsroom.put_back(8) == 0
    assert [line["reason"] for line in logs if line["event"] == "nothing is put back"] == [
        "key_env: the environment variable GLOSSWIRE_NO_SUCH_KEY is not set"
    ]
    (told,) = room.reading().others
    assert (told.grade, told.quality) == ("none", "the engine that the configuration has cannot be opened")


def test_an_engine_that_was_named_and_cannot_be_opened_is_told(tmp_path: Path) -> None:
    room = Room(tmp_path, UNOPENED, "mine")
    room.mark()
    with pytest.raises(ConfigError, match="GLOSSWIRE_NO_SUCH_KEY"):
        room.newsroom.put_back(8)


@pytest.fixture
def service() -> Iterator[Service]:
    with open_service(lambda text: "Die Regierung tagt in Eriwan.") as found:
        yield found


def test_a_service_of_the_operators_own_puts_sentences_back(tmp_path: Path, service: Service) -> None:
    room = Room(tmp_path, Part("remote", {"api": "libretranslate", "url": service.url}))
    room.mark()
    assert room.newsroom.put_back(8) == 1
    assert [back.text for back in room.backs()] == ["Die Regierung tagt in Eriwan."]


def test_what_is_no_translation_is_not_kept_and_not_asked_for_again(tmp_path: Path, service: Service) -> None:
    service.translate = lambda text: text
    room = Room(tmp_path, Part("remote", {"api": "libretranslate", "url": service.url}))
    room.mark()
    assert [room.newsroom.put_back(8) for _ in range(2)] == [1, 0]
    assert [back.text for back in room.backs()] == [""]
