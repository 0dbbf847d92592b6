"""Stories: reports of one event come together across languages, online, in a window, and begin anew as they were."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from glosswire.model import Account, ArticleId, Membership, StoryId, Vector
from glosswire.stories.embed import Encoder
from glosswire.stories.group import Grouper, make_story_id
from glosswire.stories.sweeps import sweep
from glosswire.stories.traits import traits_of, unsigned
from tests.effort import steps
from tests.quality.events import EVENTS

NOON = datetime(2023, 2, 6, 12, tzinfo=UTC)
DE = Account(ArticleId("a"), NOON, "de", "Erdbeben in der Türkei und Syrien: Tausende Tote")
EN = replace(DE, id=ArticleId("b"), language="en", title="Thousands dead after earthquake in Turkey and Syria")
ES = replace(DE, id=ArticleId("c"), language="es", title="Un terremoto en Turquía y Siria deja miles de muertos")
OTHER = replace(DE, id=ArticleId("d"), language="en", title="Wheat prices rise in Chicago after a dry spring")
LONG = (
    "Rescue teams searched the ruins of collapsed houses through the night in freezing cold, while aid from many countries"
    " arrived at the airport of Adana; roads to Hatay were broken, and thousands slept in cars, tents and gymnasiums. "
)
WHEAT = (
    "Traders in Chicago said that futures for hard red winter grain had climbed for the fourth day, since forecasts for the"
    " plains showed no rain before June, and exporters on the Black Sea had asked for higher prices at the last tender. "
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def _stories(grouper: Grouper, accounts: Sequence[Account]) -> list[StoryId | None]:
    return [grouper.story_of(account.id) for account in accounts]


def _others() -> list[Account]:
    """Reports of other events, so that the window has something to compare with."""
    return [a for a, (event, _, _) in zip(_accounts(), EVENTS, strict=True) if "earthquake" not in event]


def _fed(encoder: Encoder | None, accounts: Sequence[Account]) -> Grouper:
    grouper = Grouper(encoder)
    for account in accounts:
        grouper.add(account)
    sweep(grouper)
    return grouper


def test_reports_of_one_event_meet_across_languages_and_another_event_stays_alone(encoder: Encoder) -> None:
    german, english, spanish, other = _stories(_fed(encoder, [DE, EN, ES, OTHER]), [DE, EN, ES, OTHER])
    assert german == english == spanish
    assert other not in (None, german)


def test_a_language_that_the_encoder_does_not_know_meets_the_others_by_names(encoder: Encoder) -> None:
    armenian = Account(ArticleId("e"), NOON, "hy", "Ավերիչ երկրաշարժ Թուրքիայում և Սիրիայում. հազարավոր զոհեր")
    grouper = _fed(encoder, [DE, EN, ES, armenian])
    assert grouper.story_of(armenian.id) == grouper.story_of(EN.id)


def test_a_language_that_the_encoder_does_not_know_meets_the_others_through_its_english(encoder: Encoder) -> None:
    armenian = Account(ArticleId("e"), NOON, "hy", "Ցորենի գները բարձրանում են")
    grouper = _fed(encoder, [*_others(), DE, OTHER, armenian])
    assert grouper.story_of(armenian.id) != grouper.story_of(OTHER.id)
    with_english = replace(armenian, english="Wheat prices rise after the dry spring")
    assert grouper.add(with_english).story_id == grouper.story_of(OTHER.id)


def test_a_report_among_others_keeps_its_story_when_it_is_looked_at_again(encoder: Encoder) -> None:
    grouper = _fed(encoder, [DE, EN])
    story_id = grouper.story_of(EN.id)
    assert grouper.add(replace(EN, title=OTHER.title)).story_id == story_id


def test_a_report_that_left_the_story_that_it_began_goes_back_when_it_is_like_it_again() -> None:
    grouper = Grouper(None)
    first = replace(EN, id=ArticleId("first"))
    story_id = grouper.add(first).story_id
    assert grouper.add(replace(EN, id=ArticleId("second"))).story_id == story_id
    grouper.move([first.id], make_story_id(first.id, story_id))
    assert grouper.add(first).story_id == story_id


def test_one_that_has_the_id_of_another_that_left_is_not_taken_for_it() -> None:
    grouper = Grouper(None)
    first = replace(EN, id=ArticleId("first"))
    story_id = grouper.add(first).story_id
    assert EN.at is not None
    late = replace(EN, id=ArticleId("second"), at=EN.at + timedelta(hours=3))
    assert grouper.add(late).story_id == story_id
    grouper.expire(EN.at + timedelta(hours=74))
    again = replace(first, title="Wheat prices rise after a dry spring", at=EN.at + timedelta(hours=74))
    assert grouper.add(again).story_id != story_id


def test_without_the_encoder_one_language_and_names_still_meet() -> None:
    again = replace(EN, id=ArticleId("e"), title="Earthquake in Turkey and Syria leaves thousands dead")
    one, other, wheat = _stories(_fed(None, [EN, again, OTHER]), [EN, again, OTHER])
    assert one == other != wheat


def test_what_is_older_than_the_window_is_let_go_and_joins_nothing(encoder: Encoder) -> None:
    grouper = _fed(encoder, [DE, OTHER])
    late = replace(DE, id=ArticleId("z"), at=NOON + timedelta(hours=80))
    gone = grouper.expire(late.at)
    assert {membership.article_id for membership in gone} == {DE.id, OTHER.id}
    assert len(grouper) == 0
    assert grouper.add(late).story_id not in {membership.story_id for membership in gone}


def test_a_time_before_which_there_is_no_window_lets_nothing_go(encoder: Encoder) -> None:
    grouper = Grouper(encoder)
    grouper.add(Account(ArticleId("a"), datetime.min.replace(tzinfo=UTC), "de", "Wahl in Athen"))
    assert grouper.expire(datetime.min.replace(tzinfo=UTC)) == ()


def test_an_account_without_a_time_stays_until_there_are_too_many(encoder: Encoder) -> None:
    grouper = Grouper(encoder, most=2)
    for number in range(4):
        grouper.add(replace(DE, id=ArticleId(str(number)), at=None))
    gone = grouper.expire(NOON + timedelta(days=900))
    assert [membership.article_id for membership in gone] == ["0", "1"]
    assert len(grouper) == 2


def test_a_sweep_joins_into_the_older_story_whose_id_stays(encoder: Encoder) -> None:
    grouper = Grouper(encoder)
    for account, story_id in ((DE, "older"), (EN, "younger"), (ES, "younger")):
        grouper.recall(account, Membership(StoryId(story_id), account.id), is_swept=False)
    swept = sweep(grouper)
    assert [(joined.story_id, joined.into) for joined in swept.joined] == [("younger", "older")]
    assert _stories(grouper, [DE, EN, ES]) == ["older"] * 3
    assert sweep(grouper).joined == ()


def test_a_sweep_splits_what_tells_of_two_events_and_the_older_part_keeps_the_id(encoder: Encoder) -> None:
    wheat = replace(OTHER, id=ArticleId("e"), title="Chicago wheat prices climb as spring stays dry")
    grouper = _fed(encoder, _others())
    for account in (DE, EN, OTHER, wheat):
        grouper.recall(account, Membership(StoryId("both"), account.id), is_swept=False)
    moved = sweep(grouper).moved
    assert [membership.article_id for membership in moved] == [OTHER.id, wheat.id]
    assert _stories(grouper, [DE, EN]) == ["both", "both"]
    assert {membership.story_id for membership in moved} == {grouper.story_of(wheat.id)} != {"both"}


def _accounts() -> list[Account]:
    found = []
    for number, (_, language, title) in enumerate(EVENTS):
        at = NOON + timedelta(minutes=17 * number)
        found.append(Account(ArticleId(f"{number:03}"), at, language, title))
    return found


def test_a_process_that_begins_anew_goes_on_as_if_it_had_never_stopped(encoder: Encoder) -> None:
    accounts = _accounts()
    random.Random(5).shuffle(accounts)
    accounts = [replace(a, at=NOON + timedelta(minutes=97 * number)) for number, a in enumerate(accounts)]
    whole, halting = Grouper(encoder), Grouper(encoder)
    told: list[tuple[object, object]] = []
    stored: dict[ArticleId, Vector | None] = {}
    weighed: dict[ArticleId, dict[ArticleId, float]] = {}
    for number, account in enumerate(accounts):
        if number % 13 == 7:  # another process, from what the store holds
            kept = halting
            halting = Grouper(encoder)
            for entry in kept.window.entries.values():
                story_id = kept.story_of(entry.account.id)
                assert story_id is not None
                vector = stored[entry.account.id]
                is_swept = entry.account.id not in kept.fresh
                membership, odds = Membership(story_id, entry.account.id), weighed[entry.account.id]
                halting.recall(entry.account, membership, vector, is_swept, odds)
        for grouper in (whole, halting):
            grouper.expire(account.at)
        (stored[account.id],) = whole.embed([account])
        told.append((whole.add(account, stored[account.id]), halting.add(account, stored[account.id])))
        weighed[account.id] = dict(halting.tied(account.id) or ())
        if number % 5 == 4:
            told.append((sweep(whole), sweep(halting)))
    assert all(one == other for one, other in told)
    assert any(getattr(one, "joined", ()) for one, _ in told)


def test_accounts_whose_vectors_are_compared_at_once_have_the_stories_of_those_that_come_one_by_one(
    encoder: Encoder,
) -> None:
    accounts = _accounts()
    random.Random(3).shuffle(accounts)
    single, several = Grouper(encoder, most=40), Grouper(encoder, most=40)
    for first in range(0, len(accounts), 7):
        some = accounts[first : first + 7]
        vectors = several.embed(some)
        several.liken(vectors)
        for account, vector in zip(some, vectors, strict=True):
            assert several.expire(None) == single.expire(None)
            assert several.add(account, vector) == single.add(account, vector)
            assert several.near(account.id, 9) == single.near(account.id, 9)
        assert sweep(several) == sweep(single)


def test_the_order_within_an_hour_changes_little(encoder: Encoder) -> None:
    accounts = _accounts()
    random.Random(7).shuffle(accounts)
    accounts = [replace(a, at=NOON + timedelta(minutes=3 * number)) for number, a in enumerate(accounts)]
    moved = random.Random(11)
    shuffled = sorted(accounts, key=lambda a: (a.at or NOON) + timedelta(minutes=moved.uniform(0, 60)))
    one, other = (_stories(_fed(encoder, some), accounts) for some in (accounts, shuffled))
    pairs = [(a, b) for a in range(len(accounts)) for b in range(a)]
    differing = sum((one[a] == one[b]) != (other[a] == other[b]) for a, b in pairs)
    assert differing <= 0.02 * len(pairs)


HOSTILE = ("", " ", "\ud800", "|" * 500, "– " * 200, "a" * 1_000_000, "x " * 500_000, "<" * 100_000, "文" * 300_000)


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["en", "", "zh", "no such tag"])
def test_a_hostile_title_is_a_story_like_any_other(encoder: Encoder, title: str, language: str) -> None:
    grouper = _fed(encoder, [DE, replace(EN, title=title, text=title, language=language)])
    assert grouper.story_of(EN.id) is not None
    assert len(traits_of(replace(EN, title=title, text=title)).ids) < 3000


def test_an_account_costs_the_same_however_many_went_before() -> None:
    grouper = Grouper(None)

    def feed(first: int) -> None:  # 77 accounts, after which titles begin again
        for number in range(first, first + 77):
            at = NOON + timedelta(hours=number)
            grouper.expire(at)
            account = Account(ArticleId(str(number)), at, "en", f"Flood number {number % 7} reaches town {number % 11}")
            grouper.add(account)
        sweep(grouper)

    for first in range(0, 231, 77):
        feed(first)
    early = steps(lambda: feed(231))
    for first in range(308, 1001, 77):
        feed(first)
    assert steps(lambda: feed(1001)) < 1.3 * early


@pytest.mark.parametrize(
    ("signed", "title"),
    [
        (
            "Sky Brown to be Britain's youngest summer Olympian | WTOP",
            "Sky Brown to be Britain's youngest summer Olympian",
        ),
        ("Erdbeben in der Türkei: Tausende Tote - Süddeutsche.de", "Erdbeben in der Türkei: Tausende Tote"),
        ("Erdbeben – was wir wissen", "Erdbeben – was wir wissen"),
        ("<b>Erdbeben</b> in Syrien", "Erdbeben in Syrien"),
        ("France – Argentina", "France – Argentina"),
    ],
)
def test_a_publisher_s_name_behind_a_headline_is_no_part_of_it(signed: str, title: str) -> None:
    assert unsigned(signed) == title


def test_texts_in_two_languages_say_nothing_against_their_titles(encoder: Encoder) -> None:
    german, english = (
        replace(DE, text="Die Retter suchen weiter nach Verschütteten. " * 30),
        replace(EN, text=LONG * 30),
    )
    one, other = _stories(_fed(encoder, [german, english]), [german, english])
    assert one == other


def test_a_text_that_is_short_says_nothing_and_a_long_one_tells_events_apart(encoder: Encoder) -> None:
    def odds(*texts: str) -> float:
        pair = [replace(EN, id=ArticleId(text), text=text) for text in texts]
        grouper = _fed(encoder, [*_others(), *pair])
        one, other = (grouper.window.entries[account.id] for account in pair)
        return grouper.odds(one, [other])[0]

    plain = odds("", "Short.")
    assert odds("A few words.", "Something else here.") == pytest.approx(plain, abs=0.5)
    assert odds(LONG, f"{LONG} Again.") > plain > odds(LONG, WHEAT)
