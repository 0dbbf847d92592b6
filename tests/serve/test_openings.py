from threading import Event

import pytest
from starlette.requests import Request

from glosswire.errors import StoreBusy
from glosswire.model import ArticleId
from glosswire.serve.openings import Openings, is_reader

ONE, TWO = ArticleId("one"), ArticleId("two")


def request(method: str = "GET", **headers: str) -> Request:
    named = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
    return Request({"type": "http", "method": method, "headers": raw})


def test_a_persons_opening_counts() -> None:
    assert is_reader(request())
    assert is_reader(request(sec_fetch_dest="document"))


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Googlebot/2.1"},
        {"user-agent": "curl/8.0"},
        {"user-agent": "python-requests/2"},
        {"user-agent": ""},
        {"sec_purpose": "prefetch;prerender"},
        {"sec_fetch_dest": "empty"},
        {"if_none_match": '"x"'},
    ],
)
def test_robots_prefetches_and_looks_for_changes_do_not(headers: dict[str, str]) -> None:
    assert not is_reader(request(**headers))


def test_a_look_at_the_headers_alone_does_not() -> None:
    assert not is_reader(request("HEAD"))


def test_openings_are_written_in_order_and_a_busy_store_loses_no_more_than_the_one() -> None:
    written: list[str] = []

    def note(article_id: ArticleId) -> None:
        if article_id == TWO:
            raise StoreBusy("another writer has its turn")
        written.append(article_id)

    with Openings(note) as openings:
        for article_id in (ONE, TWO, ONE):
            openings.add(article_id)
    assert written == ["one", "one"]


def test_a_store_that_hangs_keeps_no_reader_waiting() -> None:
    release = Event()
    with Openings(lambda article_id: [release.wait(10)].clear()) as openings:
        for _ in range(3000):
            openings.add(ONE)
        release.set()
