"""Articles become reports of stories as they come, and a newsroom that is begun anew goes on as if it had not ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from glosswire.config import Config, Stories, default_config
from glosswire.errors import StoreBusy
from glosswire.model import Account, Article, ArticleId, Copy, Grouped, Source, SourceId, Vector
from glosswire.pipeline.stories import RANK_EVERY, SWEEP_EVERY, StoryDesk
from glosswire.store.store import Store, open_store
from glosswire.stories.embed import Encoder
from glosswire.stories.group import Grouper
from tests.fakes import FakeClock
from tests.store.newsroom import DAY, HOUR, NOON, make_article, take_in, translate_all

SOURCES = tuple(
    Source(SourceId(name), name, f"https://{name}.example", country, (language,))
    for name, country, language in (
        ("eins", "DE", "de"),
        ("zwei", "AT", "de"),
        ("trois", "FR", "fr"),
        ("one", "GB", "en"),
    )
)
QUAKE = (
    "Erdbeben der Stärke 7,8 erschüttert die Südtürkei und Syrien",
    "Schweres Erdbeben der Stärke 7,8 in der Südtürkei und Syrien",
    "Nach dem Erdbeben in der Südtürkei und Syrien: Retter suchen Verschüttete",
)
MANY = (
    "Gewitter über Wien",
    "Weizenpreise steigen in Chicago",
    "Museum zeigt Gemälde von Vermeer",
    "Bahn erhöht Fahrpreise im Dezember",
    "Neue Brücke über die Donau eröffnet",
    "Schachweltmeister verliert Auftaktpartie",
    "Forscher finden Wasser auf dem Mond",
    "Lehrer streiken in Portugal",
    "Waldbrand auf Teneriffa unter Kontrolle",
)
VOTE = (
    "Finnland tritt der Nato als 31. Mitglied bei",
    "Nato nimmt Finnland als 31. Mitglied auf",
)
LONG = (
    "In der Nacht zum Montag hat ein Beben der Stärke 7,8 den Süden der Türkei und den Norden Syriens getroffen.",
    "Das Epizentrum lag nach Angaben der Erdbebenwarte bei Pazarcik in der Provinz Kahramanmaras.",
    "In zehn Provinzen stürzten Häuser ein, darunter in Gaziantep, Hatay und Malatya.",
    "Am Nachmittag folgte ein zweites Beben der Stärke 7,5 mit dem Epizentrum bei Elbistan.",
)


class Room:
    """A newsroom's stories, with its clock."""

    def __init__(self, folder: Path, encoder: Encoder | None = None, **options: float) -> None:
        self.clock = FakeClock(NOON + HOUR)
        self.store: Store = open_store(f"sqlite:///{folder / 'room.db'}")
        self._config: Config = replace(default_config(folder), stories=Stories(**options))  # type: ignore[arg-type]
        self._encoder = encoder
        self.begin()

    def begin(self, sources: Sequence[Source] = SOURCES) -> None:
        """Begin anew, from what is stored."""
        self.desk = StoryDesk(self.store, self._config, sources, self._encoder)

    def take(self, name: str, headline: str, source: str = "eins", minutes: int = 0, **how: object) -> Article:
        """Take in an article."""
        how = {"language": "fr" if source == "trois" else "en" if source == "one" else "de", **how}
        article = make_article(
            name,
            headline,
            body=(f"Mehr über {name}.",) if "body" not in how else how.pop("body"),  # type: ignore[arg-type]
            source_id=SourceId(source),
            published_at=NOON + timedelta(minutes=minutes),
            fetched_at=NOON + HOUR + timedelta(minutes=int(how.pop("seen", minutes))),  # type: ignore[call-overload]
            **how,  # type: ignore[arg-type]
        )
        take_in(self.store, article)
        return article

    def work(self) -> None:
        """Group all that waits, and look at the whole."""
        while self.desk.group_next(7, self.clock()):
            pass
        self.desk.sweep(self.clock(), is_last=True)

    def stories(self, days: int = 9) -> list[list[str]]:
        """The articles of each story, by the first one's name."""
        found: dict[str, list[str]] = {}
        for member in self.store.members_since(NOON - days * DAY):
            found.setdefault(member.story_id, []).append(member.article_id)
        return sorted(sorted(articles) for articles in found.values())


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_reports_of_one_event_are_one_story_and_others_stay_alone(room: Room) -> None:
    for turn, headline in enumerate(QUAKE[:2]):
        room.take(f"quake-{turn}", headline, ("eins", "zwei")[turn], turn)
    room.take("vote", VOTE[0], minutes=5)
    room.work()
    assert room.stories() == [["quake-0", "quake-1"], ["vote"]]
    story = room.store.story_of(ArticleId("quake-1"))
    assert story is not None
    assert (story.languages, sorted(story.countries)) == (("de",), ["AT", "DE"])
    assert room.store.shared_stories(9) == (story,)


def test_each_article_is_grouped_once_and_once_more_when_its_headline_has_english(room: Room) -> None:
    article = room.take("one", QUAKE[0])
    assert [room.desk.group_next(9, room.clock()) for _ in range(2)] == [1, 0]
    translate_all(room.store, article)
    assert [room.desk.group_next(9, room.clock()) for _ in range(2)] == [1, 0]
    assert room.stories() == [["one"]]


def test_languages_that_the_encoder_knows_meet_before_they_are_translated(tmp_path: Path) -> None:
    room = Room(tmp_path, Encoder())
    room.take("eins", "Finnland tritt der Nato als 31. Mitglied bei")
    room.take("trois", "La Finlande devient le 31e membre de l'Otan", "trois", 3)
    room.take("one", "Strong earthquake shakes southern Turkey and Syria", "one", 4)
    room.work()
    assert room.stories() == [["eins", "trois"], ["one"]]


def test_a_copy_is_a_report_of_the_story_of_its_text_whatever_its_headline(room: Room) -> None:
    room.take("first", QUAKE[0], body=LONG)
    room.take("copy", "Was wir wissen", "zwei", 5, body=LONG[:3])
    room.work()
    assert room.stories() == [["copy", "first"]]
    story = room.store.story_of(ArticleId("first"))
    assert story is not None
    (copied,) = room.store.copies_in(story.id)
    assert (copied.article_id, copied.of, copied.share > 0.9) == ("copy", "first", True)


def test_a_text_that_is_new_when_its_english_comes_is_looked_up_as_it_is_now(room: Room) -> None:
    room.take("first", "Was wir wissen")
    room.work()
    room.take("first", QUAKE[0], body=LONG)
    translate_all(room.store, room.store.reading(ArticleId("first")).article, revision=2)
    room.work()
    room.take("copy", "Gewitter über Wien", "zwei", 5, body=LONG[:3])
    room.work()
    story = room.store.story_of(ArticleId("first"))
    assert story is not None
    assert [(found.article_id, found.of) for found in room.store.copies_in(story.id)] == [("copy", "first")]


def headlines() -> list[tuple[str, str, str]]:
    made = [(f"q{n}", headline, ("eins", "zwei")[n % 2]) for n, headline in enumerate(QUAKE)]
    made += [(f"v{n}", headline, ("zwei", "eins")[n % 2]) for n, headline in enumerate(VOTE)]
    made += [("f", "La Finlande devient le 31e membre de l'Otan", "trois"), ("g", "Gewitter über Wien", "zwei")]
    return [made[n] for n in (0, 3, 6, 1, 5, 2, 4)]


@pytest.mark.parametrize("cut", range(1, 7))
def test_a_restart_in_the_middle_changes_nothing(tmp_path: Path, cut: int) -> None:
    encoder = Encoder()
    found = []
    for name, cuts in (("whole", ()), ("cut", (cut, cut + 1))):
        (tmp_path / name).mkdir()
        room = Room(tmp_path / name, encoder)
        for turn, (article, headline, source) in enumerate(headlines()):
            if turn in cuts:
                room.begin()
            room.take(article, headline, source, turn, body=LONG if article in ("q0", "q2") else ("Kurz.",))
            room.desk.group_next(9, room.clock())
            if turn % 3 == 2:
                room.desk.sweep(room.clock(), is_last=True)
        room.work()
        ids = [ArticleId(name) for name, _, _ in headlines()]
        found.append(
            [(room.store.story_of(one), room.store.related(one)) for one in ids]
            + [room.store.copies_in(story.id) for story in room.store.shared_stories(9)]
            + [room.store.trends()]
        )
    assert found[0] == found[1]


def test_an_end_between_grouping_and_the_look_at_the_whole_loses_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path, Encoder())
    for n, headline in enumerate(QUAKE[:2]):
        room.take(f"q{n}", headline, ("eins", "zwei")[n], -400 * 24 * 60, seen=0)
    room.take("one", "Finnland tritt der Nato bei")
    room.take("same", "La Finlande entre dans l'Otan", "trois", 1)
    room.take("near", "Die Nato will mehr Truppen an die Ostgrenze verlegen", "zwei", 60)
    while room.desk.group_next(2, room.clock()):
        pass
    room.begin()
    room.work()
    assert {story.articles for story in room.store.shared_stories(9)} == {("q0", "q1"), ("one", "same")}
    assert [item.other for item in room.store.related(ArticleId("near"))] in (["one"], ["same"])


def test_the_look_at_the_whole_is_kept_at_once_or_not_at_all(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, headline in enumerate(QUAKE[:2]):
        room.take(f"q{n}", headline, ("eins", "zwei")[n], n)
    while room.desk.group_next(2, room.clock()):
        pass
    before = room.stories()
    monkeypatch.setattr(room.store, "save_trends", lambda *_: _raise(StoreBusy("full")))
    with pytest.raises(StoreBusy):
        room.desk.sweep(room.clock(), is_last=True)
    monkeypatch.undo()
    assert room.stories() == before
    assert not any(found.is_swept for found in room.store.remembered(NOON - DAY))
    room.work()
    assert len(room.store.shared_stories(9)) == 1
    assert not room.store.failures("group")


def test_a_store_that_can_not_be_read_for_a_while_costs_the_window_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take("q0", QUAKE[0])
    while room.desk.group_next(2, room.clock()):
        pass
    with monkeypatch.context() as patch:
        patch.setattr(room.store, "save_trends", lambda *_: _raise(StoreBusy("full")))
        patch.setattr(room.store, "remembered", lambda *_: _raise(StoreBusy("full")))
        with pytest.raises(StoreBusy):
            room.desk.sweep(room.clock(), is_last=True)
    room.take("q1", QUAKE[1], "zwei", 1)
    room.work()
    assert room.stories() == [["q0", "q1"]]
    assert all(found.is_swept for found in room.store.remembered(NOON - DAY))


def _raise(error: Exception) -> None:
    raise error


def test_a_revision_that_comes_while_its_article_is_grouped_waits_its_turn(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = room.take("q0", QUAKE[0])
    room.take("q1", QUAKE[1], "zwei", 1)
    save = room.store.save_grouped

    def come_between(grouped: Sequence[Grouped]) -> frozenset[ArticleId]:
        monkeypatch.undo()
        take_in(room.store, replace(article, fingerprint="other"))
        return save(grouped)

    monkeypatch.setattr(room.store, "save_grouped", come_between)
    assert room.desk.group_next(9, room.clock()) == 2
    assert room.desk.sweep(room.clock(), is_last=True) == 0
    room.work()
    assert room.stories() == [["q0", "q1"]]
    assert not room.store.failures("group")


def test_what_its_source_does_not_let_us_show_counts_nowhere(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.take("hidden", QUAKE[0], "eins")
    room.take("shown", QUAKE[1], "zwei", 1)
    room.begin([replace(source, policy="none") if source.id == "eins" else source for source in SOURCES])
    room.work()
    story = room.store.story_of(ArticleId("shown"))
    assert story is not None
    assert (story.lead, story.countries) == ("shown", ("AT",))


def test_english_that_comes_later_joins_what_stood_alone(tmp_path: Path) -> None:
    room = Room(tmp_path, Encoder())
    room.take("one", "Finland joins Nato as its 31st member", "one")
    hindi = room.take("hindi", "नया सदस्य आज शामिल हुआ", "eins", 3, language="hi")
    room.work()
    assert room.stories() == [["hindi"], ["one"]]
    sentence = room.store.pending_passages(9, room.clock())
    assert sentence
    made = tuple(
        replace(segment, target="Finland becomes Nato's 31st member" if not n else "More.")
        for n, segment in enumerate(_english(room.store, hindi))
    )
    room.store.save_segments(hindi.id, 1, made, NOON)
    room.work()
    assert room.stories() == [["hindi", "one"]]


def _english(store: Store, article: Article) -> Sequence:  # type: ignore[type-arg]
    from tests.store.newsroom import ENGINE, english_of, spans

    store.save_engine(replace(ENGINE, language=article.language.tag))
    return [english_of(article, sentence) for sentence in spans(article.blocks)]


def test_a_revision_of_what_has_left_the_window_keeps_its_story(room: Room) -> None:
    room.take("old", QUAKE[0])
    room.take("older", QUAKE[1], "zwei")
    room.work()
    room.take("new", VOTE[0], minutes=5 * 24 * 60)
    room.work()
    room.begin()
    room.take("old", QUAKE[0], body=("Ganz anders.",))
    room.work()
    assert room.stories() == [["new"], ["old", "older"]]


def test_an_address_that_is_used_for_other_news_leaves_its_story(room: Room) -> None:
    for turn, headline in enumerate(QUAKE[:2]):
        room.take(f"q{turn}", headline, ("eins", "zwei")[turn], turn)
    room.work()
    room.take("q0", QUAKE[2], minutes=0)
    room.work()
    assert room.stories() == [["q0", "q1"]]
    room.take("q0", MANY[2], minutes=0)
    room.work()
    assert room.stories() == [["q0"], ["q1"]]


def test_an_archive_that_comes_in_at_once_has_its_stories_in_whatever_order(tmp_path: Path) -> None:
    room = Room(tmp_path, Encoder())
    days = {"quake": 400, "new": 0, "vote": 200}
    for name, headline in (
        ("new-0", "Gewitter über Wien"),
        *((f"quake-{n}", text) for n, text in enumerate(QUAKE[:2])),
    ):
        room.take(name, headline, ("eins", "zwei")[int(name[-1])], -days[name.split("-")[0]] * 24 * 60, seen=0)
    for n, headline in enumerate(VOTE):
        room.take(f"vote-{n}", headline, ("eins", "zwei")[n], -days["vote"] * 24 * 60, seen=0)
    room.take("quake-2", QUAKE[0], "zwei", -100 * 24 * 60, seen=0)
    room.work()
    assert room.stories(999) == [["new-0"], ["quake-0", "quake-1"], ["quake-2"], ["vote-0", "vote-1"]]
    assert len(room.store.shared_stories(9)) == 2


def test_a_bug_at_one_article_costs_only_that_article(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.take("one", QUAKE[0])
    room.take("bad", VOTE[0], minutes=1)
    room.take("two", QUAKE[1], "zwei", 2)
    add = room.desk._grouper.add

    def fail(account: Account, vector: Vector | None = None, copy: Copy | None = None) -> object:
        if account.id == "bad":
            raise ZeroDivisionError
        return add(account, vector, copy)

    monkeypatch.setattr(room.desk._grouper, "add", fail)
    with capture_logs() as logs:
        room.work()
    assert [line["event"] for line in logs if line["log_level"] == "critical"] == ["a bug in grouping"]
    assert room.stories() == [["bad"], ["one", "two"]]
    assert [failure.subject for failure in room.store.failures("group")] == ["bad"]


def test_a_bug_at_an_article_that_is_looked_at_again_leaves_it_in_its_story(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take("one", QUAKE[0])
    article = room.take("two", QUAKE[1], "zwei", 1)
    room.work()
    translate_all(room.store, article)
    with monkeypatch.context() as patch, capture_logs():
        patch.setattr(room.desk._grouper, "add", lambda *_: 1 / 0)
        room.work()
    assert room.stories() == [["one", "two"]]


def test_what_has_left_a_full_window_keeps_its_ties_for_one_that_begins_anew(room: Room) -> None:
    room.take("one", QUAKE[0])
    article = room.take("two", QUAKE[1], "zwei", 1)
    room.work()
    kept = [found.ties for found in room.store.remembered(NOON - DAY)]
    room.desk._grouper._most = 1
    room.take("last", MANY[0], minutes=2)
    room.work()
    translate_all(room.store, article)
    room.desk.group_next(9, room.clock())
    assert {found.account.id: found.ties for found in room.store.remembered(NOON - DAY)}[article.id] == kept[1]
    room.begin()
    room.work()
    assert room.stories() == [["last"], ["one", "two"]]


def test_a_window_that_begins_anew_is_no_fuller_than_the_one_before(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, headline in enumerate(MANY):
        room.take(f"many-{n}", headline, minutes=n)
    room.work()
    monkeypatch.setattr("glosswire.pipeline.stories.Grouper", lambda encoder, window: Grouper(encoder, window, 3))
    room.begin()
    assert len(room.desk._grouper) == 3


def test_a_bug_in_the_look_at_the_whole_is_a_failure_until_it_goes_well(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take("one", QUAKE[0])
    room.take("two", QUAKE[1], "zwei", 1)
    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr("glosswire.pipeline.stories.tell", lambda *_: 1 / 0)
        room.work()
    assert [line["event"] for line in logs] == ["a bug in what is made of stories"]
    assert [failure.subject for failure in room.store.failures("group")] == ["stories"]
    assert room.desk.sweep(room.clock()) == 0
    room.clock.pass_time(seconds=SWEEP_EVERY.total_seconds())
    assert room.desk.sweep(room.clock()) == 1
    assert room.stories() == [["one", "two"]]
    assert not room.store.failures("group")


def test_the_whole_is_looked_at_each_minute_and_when_no_article_waits(room: Room) -> None:
    for turn, headline in enumerate(QUAKE):
        room.take(f"q{turn}", headline, ("eins", "zwei")[turn % 2], turn)
    assert room.desk.group_next(2, room.clock()) == 2
    assert room.desk.sweep(room.clock()) > 0
    assert room.desk.group_next(1, room.clock()) == 1
    assert room.desk.sweep(room.clock()) == 0
    room.clock.pass_time(seconds=SWEEP_EVERY.total_seconds())
    assert room.desk.sweep(room.clock()) > 0
    room.take("v", VOTE[0], minutes=7)
    assert room.desk.group_next(2, room.clock()) == 1
    assert room.desk.sweep(room.clock()) == 1
    assert room.desk.sweep(room.clock()) == 0


def test_what_rises_is_kept_and_falls_though_nothing_comes(room: Room) -> None:
    for turn, headline in enumerate(QUAKE[:2]):
        room.take(f"q{turn}", headline, ("eins", "zwei")[turn], turn)
    room.work()
    (before,) = room.store.trends()
    room.clock.pass_time(hours=6)
    room.desk.sweep(room.clock())
    (after,) = room.store.trends()
    assert after.score < before.score
    assert timedelta(hours=6) > RANK_EVERY


def test_what_readers_may_like_is_of_other_stories_and_renewed_as_articles_come(tmp_path: Path) -> None:
    room = Room(tmp_path, Encoder())
    room.take("one", "Finnland tritt der Nato bei")
    room.take("same", "La Finlande entre dans l'Otan", "trois", 1)
    room.work()
    assert room.store.related(ArticleId("one")) == ()
    room.take("near", "Die Nato will mehr Truppen an die Ostgrenze verlegen", "zwei", 60)
    room.work()
    assert [item.other for item in room.store.related(ArticleId("near"))] in (["one"], ["same"])
    assert [item.other for item in room.store.related(ArticleId("one"))] == ["near"]


def test_a_front_page_is_frozen_when_it_says_something_new_and_the_last_has_stood_long_enough(room: Room) -> None:
    for n, headline in enumerate(MANY):
        room.take(f"many-{n}", headline, minutes=-n)
    room.work()
    first = room.store.edition()
    assert first is not None
    assert sum(len(part.placed) for part in first.sections) == len(MANY)
    room.take("two", VOTE[0], minutes=1)
    room.clock.pass_time(minutes=5)
    room.work()
    assert room.store.edition() == first
    room.clock.pass_time(minutes=11)
    room.work()
    second = room.store.edition()
    assert second is not None
    assert (second.made_at, len(room.store.editions(9))) == (room.clock(), 2)
    room.clock.pass_time(minutes=20)
    room.desk.sweep(room.clock(), is_last=True)
    assert room.store.edition() == second


def test_a_front_page_that_is_not_full_gives_way_as_soon_as_there_is_more(room: Room) -> None:
    room.take("one", QUAKE[0])
    room.work()
    first = room.store.edition()
    assert first is not None
    assert [item.article_id for item in first.sections[0].placed] == ["one"]
    room.take("two", VOTE[0], minutes=1)
    room.clock.pass_time(minutes=1)
    room.work()
    second = room.store.edition()
    assert second is not None
    assert [len(part.placed) for part in second.sections] == [1, 1]


def test_a_newsroom_of_few_stories_has_them_all_on_its_front_page_the_widest_first(tmp_path: Path) -> None:
    room = Room(tmp_path, Encoder())
    room.take("storm", "Gewitter über Wien")
    for n, (headline, source) in enumerate(
        ((VOTE[0], "eins"), ("La Finlande devient le 31e membre de l'Otan", "trois"))
    ):
        room.take(f"vote-{n}", headline, source, n - 900 * 24 * 60, seen=0)
    room.work()
    edition = room.store.edition()
    assert edition is not None
    assert [len(part.placed) for part in edition.sections] == [1, 1]
    assert edition.sections[0].placed[0].article_id in ("vote-0", "vote-1")


def test_a_newsroom_that_stood_still_for_years_keeps_its_stories(room: Room) -> None:
    for turn, headline in enumerate(QUAKE[:2]):
        room.take(f"q{turn}", headline, ("eins", "zwei")[turn], turn)
    room.clock.pass_time(days=1000)
    room.work()
    assert room.stories() == [["q0", "q1"]]
    assert len(room.store.trends()) == 1
    assert room.store.edition() is not None
