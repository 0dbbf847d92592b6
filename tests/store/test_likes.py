"""What a correction costs the store: a page that repeats a sentence keeps no other writer waiting for long."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from glosswire.model import Article
from glosswire.store.store import Store, open_store
from tests.effort import steps
from tests.store.newsroom import NOON, english_of, fail_at, make_article, spans, take_in, translate_all

FEW, MANY = 50, 200


def repeat(store: Store, times: int) -> Article:
    """Take in an article that says one sentence over and over."""
    article = make_article("again", headline="Was noch.", body=(" ".join(["Mehr dazu hier."] * times),))
    take_in(store, article)
    return article


def correct_one(store: Store) -> None:
    """Correct that sentence in another article."""
    take_in(store, article := make_article("corrected", body=("Mehr dazu hier.",)))
    translate_all(store, article)
    store.correct(article.id, 1, 1, "More on this here.", "", NOON)


def mend(store: Store, times: int) -> Callable[[], object]:
    translate_all(store, repeat(store, times))
    correct_one(store)
    return lambda: store.mend_likes(NOON)


def mend_failed(store: Store, times: int) -> Callable[[], object]:
    """As mend, where an engine failed on all but the first of them."""
    article = repeat(store, times)
    _, first, *others = spans(article.blocks)
    for sentence in others:
        fail_at(store, article, sentence, NOON)
    store.save_segments(article.id, 1, [english_of(article, first)], NOON)
    correct_one(store)
    return lambda: store.mend_likes(NOON)


def save(store: Store, times: int) -> Callable[[], object]:
    correct_one(store)
    article = repeat(store, times)
    return lambda: translate_all(store, article)


def statements(store: Store, work: Callable[[], object]) -> int:
    """Count what a call asks of the database."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)
    work()
    event.remove(store._engine, "before_cursor_execute", note)
    return len(asked)


@pytest.mark.parametrize("begin", [mend, mend_failed, save])
def test_a_page_that_repeats_a_corrected_sentence_asks_no_more_of_the_database(
    begin: Callable[[Store, int], Callable[[], object]],
) -> None:
    asked = []
    for times in (FEW, MANY):
        with open_store("sqlite://") as store:
            asked.append(statements(store, begin(store, times)))
            english = [segment.target for segment in store.reading(repeat(store, times).id).translation.segments]
            assert english.count("More on this here.") == times
    assert asked[0] == asked[1]


@pytest.mark.parametrize("begin", [mend, mend_failed, save])
def test_the_work_grows_no_faster_than_the_page(begin: Callable[[Store, int], Callable[[], object]]) -> None:
    done = []
    for times in (FEW, MANY):
        with open_store("sqlite://") as store:
            done.append(steps(begin(store, times)))
    assert done[1] < done[0] * MANY / FEW
