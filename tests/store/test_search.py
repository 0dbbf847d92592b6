"""Whatever a reader types is a question that the database can answer."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text

from glosswire.store import search


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as opened:
        opened.execute(text(search.CREATE))
        search.put(opened, 1, "Armenia weighs its alliance", "The cabinet met.", "亚美尼亚总理 в Ереване")
        yield opened
    engine.dispose()


@given(st.text() | st.text("\"-* ()^:+{}ANDORNOTNEAR,'\\\x00a新กé", max_size=300))
def test_any_text_is_a_question(connection: Connection, asked: str) -> None:
    assert search.find(connection, asked, 0, 10, 5, best=False) in ((), (1,))


LETTERS = "abzäßçéÅİıяйїґЁαώςאבبتतिखी中国新ののエไทยรุ가나գև9٣"


@given(st.text(LETTERS, min_size=1, max_size=30))
def test_a_word_finds_the_text_that_holds_it(connection: Connection, word: str) -> None:
    search.put(connection, 5, "", f"before {word} behind", "")
    found = search.find(connection, f'"{word}"', 0, 10, 5, best=False)
    search.drop(connection, 5)
    assert 5 in found or not search.match_of(word)


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("armenia alliance", True),
        ("armenia summit", False),
        ('"its alliance"', True),
        ('"alliance its"', False),
        ("armenia -cabinet", False),
        ("armenia -summit", True),
        ("allian*", True),
        ("allian", False),
        ("-armenia", False),
        ("AND", False),
        ("headline:armenia", False),
        ("ереване 总理", True),
    ],
)
def test_words_quotes_minus_and_star_mean_what_readers_expect(
    connection: Connection, asked: str, is_found: bool
) -> None:
    assert bool(search.find(connection, asked, 0, 10, 5, best=False)) is is_found


def test_a_huge_text_is_indexed_and_a_huge_question_answered_in_time(connection: Connection) -> None:
    started = time.process_time()
    search.put(connection, 7, "", "中" * 300_000, "é" * 300_000)
    search.find(connection, "中 " * 100_000, 0, 10, 5, best=True)
    search.drop(connection, 7)
    assert time.process_time() - started < 30
