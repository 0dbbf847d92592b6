"""Copies are found on the source text, through cuts, leads, headlines and edits; what many say makes none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosswire.model import Account, ArticleId, Copy, SourceId
from glosswire.stories.copies import MANY, MANY_AT_HOME, MOST_CHARS, Copies
from tests.effort import steps

NOON = datetime(2023, 5, 22, 12, tzinfo=UTC)
WINDOW = timedelta(days=3)
LETTERS = {
    "Latin": "aeinrstlodmkgu",
    "Arabic": "ابتجحدرسعفقلمنهوي",
    "Thai": "กขคงจชดตนบปมยรลวสหอ",
    "Han": "".join(map(chr, range(0x4E00, 0x5200))),
}


def paragraphs(random: Random, count: int, letters: str = LETTERS["Latin"]) -> list[str]:
    """Paragraphs of three sentences of invented words."""
    return [" ".join(sentence(random, letters) for _ in range(3)) for _ in range(count)]


def sentence(random: Random, letters: str) -> str:
    return " ".join("".join(random.choices(letters, k=random.randint(3, 9))) for _ in range(12)) + "."


def account(name: str, text: Iterable[str], hours: float = 0, source: str = "", agency: str = "") -> Account:
    at = NOON + timedelta(hours=hours)
    credits = (agency,) if agency else ()
    return Account(ArticleId(name), at, "de", name, "\n".join(text), source=SourceId(source or name), agency=credits)


def run(accounts: Sequence[Account], window: timedelta = WINDOW) -> list[Copy | None]:
    copies = Copies(window)
    return [copies.add(item) for item in accounts]


def of(found: Copy | None) -> str | None:
    return found.of if found else None


WIRE = paragraphs(Random(1), 8)
OTHER = paragraphs(Random(2), 8)


@pytest.mark.parametrize("letters", LETTERS.values(), ids=LETTERS)
def test_a_copy_is_found_in_every_script(letters: str) -> None:
    text = paragraphs(Random(3), 6, letters)
    found = run([account("a", text), account("b", text), account("c", paragraphs(Random(4), 6, letters))])
    assert found == [None, Copy(ArticleId("b"), ArticleId("a"), 1.0), None]


@pytest.mark.parametrize(
    "text",
    [
        WIRE[:3],
        WIRE[5:],
        [*OTHER[:1], *WIRE[:4]],
        [*OTHER[:2], *WIRE],
        [*WIRE[:4], *OTHER[:2]],
        ["(dpa)", *WIRE[:2], "Von unserer Redaktion", *WIRE[2:], "Quelle: dpa"],
        [part.upper().replace(" ", "\u00a0\n") for part in WIRE],
        [WIRE[0]],
    ],
    ids=["cut", "its end", "lead and cut", "lead", "own end", "credits", "form", "one paragraph"],
)
def test_a_copy_is_found_through_what_papers_do_to_it(text: list[str]) -> None:
    first, second = account("a", WIRE), account("b", text)
    for accounts in ([first, second], [second, first]):
        found = run(accounts)
        assert of(found[1]) == accounts[0].id
        assert found[1] is not None
        assert 0.5 <= found[1].share <= 1


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        [*OTHER[:4], WIRE[3], *OTHER[4:]],
        [*OTHER[:2], f"„{WIRE[2]}“", f"«{WIRE[3]}»", f'"{WIRE[4]}"', f"「{WIRE[5]}」"],
        [*OTHER[:2], *WIRE[5:]],
        ["Ja."],
        [],
    ],
    ids=["another", "one paragraph", "quotations", "what stands beneath", "nothing much", "nothing"],
)
def test_what_shares_less_or_other_things_is_no_copy(text: list[str]) -> None:
    wire = [*WIRE[:2], f"„{WIRE[2]}“", f"„{WIRE[3]}“", f"„{WIRE[4]}“", f"„{WIRE[5]}“", *WIRE[6:]]
    assert run([account("a", wire), account("b", text)]) == [None, None]


def test_a_form_filled_in_again_is_no_copy() -> None:
    form = [f"{part} {{}} {{}}, {{}} {{}}." for part in WIRE[0].split(".")[:3]]
    first = [line.format(31, 4711, 815, 12) for line in form]
    second = [line.format(27, 2093, 644, 88) for line in form]
    assert run([account("a", first), account("b", second)]) == [None, None]


def test_what_stands_under_all_articles_of_a_source_makes_no_copies() -> None:
    foot = paragraphs(Random(5), 4)
    own = [[*paragraphs(Random(n), 1), *foot] for n in range(10, 30)]
    assert run([account(str(n), text, source="paper") for n, text in enumerate(own)]) == [None] * 20


def test_what_stands_over_all_articles_of_a_source_makes_none_once_it_is_known() -> None:
    head = paragraphs(Random(5), 3)
    own = [account(str(n), [*head, *paragraphs(Random(n), 1)], source="paper") for n in range(10, 30)]
    assert not any(run(own)[MANY_AT_HOME + 1 :])


def test_what_many_papers_print_beneath_their_articles_weighs_nothing_but_a_wire_stays_one() -> None:
    foot = paragraphs(Random(5), 4)
    others = [account(str(n), [*paragraphs(Random(n), 6), *foot]) for n in range(10, 12 + MANY)]
    carriers = [account(f"c{n}", [*WIRE, *foot]) for n in range(3 * MANY)]
    found = run([*others, *carriers, account("foot", foot)])
    assert not any(found[: len(others) + 1])
    assert {of(copy) for copy in found[len(others) + 1 : -1]} == {"c0"}
    assert found[-1] is None


def test_all_carriers_have_one_original_even_where_they_share_no_part_with_it() -> None:
    parts = [WIRE[:4], WIRE, WIRE[4:], WIRE[3:5]]
    assert [of(copy) for copy in run([account(str(n), text) for n, text in enumerate(parts)])] == [None, "0", "0", "0"]


def test_two_articles_of_one_source_must_be_alike_in_nearly_all() -> None:
    half = [*WIRE[:5], *OTHER[:3]]
    assert of(run([account("a", WIRE), account("b", half)])[1]) == "a"
    assert run([account("a", WIRE, source="s"), account("b", half, source="s")])[1] is None
    assert of(run([account("a", WIRE, source="s"), account("b", WIRE, source="s")])[1]) == "a"


def test_the_agency_is_the_one_credited_here_then_there_then_by_most_carriers() -> None:
    wire = [account("a", WIRE), account("b", WIRE, agency="dpa"), account("c", WIRE), account("d", WIRE, agency="AFP")]
    assert [copy.agency for copy in run(wire) if copy] == ["dpa", "dpa", "AFP"]
    first = replace(wire[0], agency=("Reuters", "AP"))
    assert [copy.agency for copy in run([first, *wire[1:]]) if copy] == ["dpa", "Reuters", "AFP"]
    both = replace(wire[1], agency=("dpa", "AP"))
    assert [copy.agency for copy in run([first, both]) if copy] == ["AP"]


def test_what_left_the_window_is_forgotten() -> None:
    copies = Copies(WINDOW)
    copies.add(account("a", WIRE))
    assert of(copies.add(account("b", WIRE, hours=71))) == "a"
    assert len(copies) == 2
    copies.expire(NOON + timedelta(hours=73))
    assert len(copies) == 1
    assert of(copies.add(account("c", WIRE, hours=74))) == "a", "the carriers keep their original"
    copies.expire(NOON + timedelta(hours=500))
    assert len(copies) == 0
    assert copies.add(account("d", WIRE, hours=500)) is None


def test_a_long_run_forgets_and_still_finds() -> None:
    copies = Copies(timedelta(hours=50))
    texts = [paragraphs(Random(n), 1) for n in range(1500)]
    for n, text in enumerate(texts):
        assert copies.add(account(f"o{n}", text, hours=n)) is None
        if n >= 100 and n % 25 == 0:
            assert of(copies.add(account(f"c{n}", texts[n - 40], hours=n))) == f"o{n - 40}"
            assert copies.add(account(f"d{n}", texts[n - 80], hours=n)) is None
    assert len(copies) < 60


def test_accounts_are_no_more_than_they_may_be() -> None:
    copies = Copies(WINDOW, most=3)
    found = [copies.add(account(str(n), WIRE if n % 5 == 0 else paragraphs(Random(100 + n), 2))) for n in range(8)]
    assert len(copies) == 3
    assert found == [None] * 8, "the first had left before its copy came"


def test_a_revision_takes_the_place_of_what_it_revises() -> None:
    copies = Copies(WINDOW)
    copies.add(account("a", WIRE))
    copies.add(account("b", WIRE))
    assert copies.add(account("b", OTHER)) is None
    assert of(copies.add(account("c", OTHER))) == "b"
    assert copies.add(account("b", OTHER)) is None
    assert of(copies.add(account("b", WIRE))) is None, "it has a carrier of its own by now"
    assert len(copies) == 3


def test_an_article_without_a_time_is_kept() -> None:
    assert of(run([replace(account("a", WIRE), at=None), replace(account("b", WIRE), at=None)])[1]) == "a"


TEXTS = [WIRE, WIRE[:3], OTHER, WIRE[4:], [*OTHER[:5], *WIRE[:2]], OTHER[2:], paragraphs(Random(9), 3)]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(TEXTS), st.integers(0, 120)), max_size=24), st.data())
@settings(max_examples=40, deadline=None)
def test_a_process_that_begins_anew_goes_on_as_one_that_never_stopped(
    given_: list[tuple[int, list[str], int]], data: st.DataObject
) -> None:
    hours = sorted(hour for _, _, hour in given_)
    accounts = [account(f"a{n}", text, hour) for (n, text, _), hour in zip(given_, hours, strict=True)]
    stop = data.draw(st.integers(0, len(accounts)))
    going, begun = Copies(WINDOW), Copies(WINDOW)
    stored: dict[ArticleId, tuple[Account, Copy | None]] = {}
    for item in accounts[:stop]:
        stored[item.id] = (item, going.add(item))  # a revision keeps its place
    now = accounts[stop - 1].at if stop else None
    for item, copy in stored.values():
        if now is not None and item.at is not None and item.at >= now - WINDOW:
            begun.recall(item, copy)
    assert [begun.add(item) for item in accounts[stop:]] == [going.add(item) for item in accounts[stop:]]


@given(st.lists(st.text(max_size=400), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_text_is_taken_in_and_let_go(texts: list[str]) -> None:
    copies = Copies(WINDOW)
    for n, text in enumerate([*texts, *texts]):
        copies.add(account(str(n), [text] * 3))
    copies.expire(NOON + timedelta(days=9))
    assert len(copies) == 0


@pytest.mark.parametrize(
    "hostile", ["\ud800" * 500_000, '"' * 5_000_000, "\ufdfa" * 500_000, "1" * 5_000_000, "\n" * 5_000_000]
)
def test_hostile_texts_cost_no_more_than_long_ones(hostile: str) -> None:
    copies = Copies(WINDOW)
    first = account("a", [hostile])
    assert steps(lambda: copies.add(first)) < 12 * MOST_CHARS
    copies.add(account("b", [hostile]))


def test_the_work_for_an_account_does_not_grow_with_the_window() -> None:
    foot = paragraphs(Random(5), 1)
    texts = [[*paragraphs(Random(n), 3), *foot] for n in range(800)]
    copies = Copies(WINDOW)
    work = [steps(lambda n=n, text=text: copies.add(account(str(n), text))) for n, text in enumerate(texts)]  # type: ignore[misc]
    assert sum(work[-100:]) < 2 * sum(work[100:200])


def test_the_same_text_over_and_over_costs_no_more_each_time() -> None:
    copies = Copies(WINDOW)
    work = [steps(lambda n=n: copies.add(account(str(n), WIRE))) for n in range(400)]  # type: ignore[misc]
    assert sum(work[-50:]) < 2 * sum(work[50:100])
