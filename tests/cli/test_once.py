"""A whole round as a command, in a process of its own, against publishers on loopback."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from glosswire.model import Reading
from glosswire.store.store import open_store
from tests.cli.terminal import FAKE_ENGINE, SOURCE, Said, Terminal
from tests.fakes import english

FEED = "/feed.xml"
ARTICLES = {"/haushalt": "Neuer Haushalt in Berlin", "/bahn": "Neue Bahn nach Hamburg"}
SETTINGS = 'workers = 1\n[fetch]\ndelay_seconds = 0\nmax_age_days = 36500\nallow_private = ["{address}"]\n'


def article(headline: str) -> str:
    return (
        f'<!doctype html><html lang="de"><head><title>{headline}</title><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2023-05-22T10:00:00+02:00"></head>'
        f"<body><article><h1>{headline}</h1>"
        f"<p>Die Regierung hat am Montag zum Thema {headline} ihre Zahlen vorgelegt. Sie sieht hohe Ausgaben vor.</p>"
        "<p>Der Bundestag will im September darüber beraten. Die Abstimmung ist für den November vorgesehen.</p>"
        "<p>Im Vorjahr lagen die Ausgaben noch höher. Das geht aus den Zahlen des Ministeriums hervor.</p>"
        "</article></body></html>"
    )


def feed(base: str) -> str:
    items = "".join(f"<item><title>{title}</title><link>{base}{path}</link></item>" for path, title in ARTICLES.items())
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>M</title><link>{base}</link>{items}</channel></rss>'
    )


@dataclass
class Publisher:
    """A publisher with a feed of two articles; what it was asked is kept, with the tag that was named."""

    address: str = ""
    gone: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)  # answered only when it closes
    asked: list[tuple[str, str]] = field(default_factory=list)
    has_been_asked: threading.Event = field(default_factory=threading.Event)  # something slow
    closing: threading.Event = field(default_factory=threading.Event)

    def asked_for(self) -> list[str]:
        """What was asked for since we last looked, but for robots.txt and its like."""
        paths = [path for path, _ in self.asked if path == FEED or path in ARTICLES]
        self.asked.clear()
        return sorted(paths)


class _Handler(BaseHTTPRequestHandler):
    publisher: Publisher

    def do_GET(self) -> None:
        publisher, tag = self.publisher, self.headers.get("If-None-Match", "")
        publisher.asked.append((self.path, tag))
        if self.path in publisher.slow:
            publisher.has_been_asked.set()
            publisher.closing.wait(30)
        if tag == '"one"':
            self._answer(304, b"")
        elif self.path == FEED:
            self._answer(200, feed(f"http://{publisher.address}").encode(), "application/rss+xml")
        elif self.path in ARTICLES and self.path not in publisher.gone:
            self._answer(200, article(ARTICLES[self.path]).encode())
        else:
            self._answer(404, b"not here")

    def _answer(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status != 404:
            self.send_header("ETag", '"one"')
        self.end_headers()
        if not self.publisher.closing.is_set():
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Be silent."""


@contextmanager
def open_publisher() -> Iterator[Publisher]:
    publisher = Publisher()
    handler = type("Handler", (_Handler,), {"publisher": publisher})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    publisher.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield publisher
    finally:
        publisher.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def publisher(terminal: Terminal) -> Iterator[Publisher]:
    """A publisher that the newsroom in the terminal's folder follows."""
    with open_publisher() as publisher:
        terminal.write("glosswire.toml", SETTINGS.format(address=publisher.address) + FAKE_ENGINE)
        terminal.write("sources.toml", SOURCE.format(home=f"http://{publisher.address}"))
        yield publisher


def readings(terminal: Terminal) -> dict[str, Reading]:
    """What stands in the store, by the path of its URL."""
    with open_store(f"sqlite:///{terminal.folder / 'glosswire.db'}") as store:
        return {"/" + reading.article.url.rpartition("/")[2]: reading for reading in store.iterate_readings()}


def is_whole(terminal: Terminal) -> bool:
    found = readings(terminal)
    return found.keys() == ARTICLES.keys() and all(r.translation.is_whole and r.highlights for r in found.values())


def quiet(said: Said) -> Said:
    assert "Traceback" not in said.err, said.err
    return said


def test_a_round_takes_in_translates_and_says_so_and_the_next_asks_only_the_feed(
    terminal: Terminal, publisher: Publisher
) -> None:
    said = terminal.wait_for("once", "--json")
    assert (said.code, said.err) == (0, "")
    tally = said.json
    assert (tally["polled"], tally["fetched"], tally["refused"], tally["failed"]) == (1, 2, 0, 0)
    assert (tally["highlighted"], tally["waiting"], tally["resting"]) == (2, 0, 0)
    assert tally["translated"] >= 12
    assert is_whole(terminal)
    assert readings(terminal)["/bahn"].translation.segments[0].target == english("Neue Bahn nach Hamburg")
    assert publisher.asked_for() == ["/bahn", FEED, "/haushalt"]

    said = terminal.wait_for("once")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "feeds polled: 1; articles taken in: 0; pages refused as no article: 0; failed: 0; sentences done: 0; "
        "sentences waiting: 0; feeds resting: 0\n"
    )
    assert [asked for asked in publisher.asked if asked[0] in (FEED, *ARTICLES)] == [(FEED, '"one"')]


def test_intake_alone_leaves_sentences_waiting(terminal: Terminal, publisher: Publisher) -> None:
    said = terminal.wait_for("once", "--no-translate", "--json")
    assert said.code == 0
    assert said.json["translated"] == 0
    assert said.json["waiting"] >= 12
    said = terminal.wait_for("once", "--json")
    assert (said.code, said.json["fetched"], said.json["waiting"]) == (0, 0, 0)
    assert is_whole(terminal)


def test_a_page_that_fails_is_told_by_the_exit_code_and_by_status(terminal: Terminal, publisher: Publisher) -> None:
    publisher.gone.add("/bahn")
    said = quiet(terminal.wait_for("once"))
    assert said.code == 1
    assert "articles taken in: 1; pages refused as no article: 0; failed: 1;" in said.out
    (failure,) = terminal.type("status", "--failures", "--json").json
    assert (failure["stage"], failure["error"]) == ("fetch", "Gone")
    assert failure["subject"].endswith("/bahn")


def test_sentences_that_wait_for_an_engine_that_is_down_are_told(terminal: Terminal, publisher: Publisher) -> None:
    path = terminal.folder / "glosswire.toml"
    path.write_text(path.read_text().replace("open_fake", "open_fake_that_is_down"))
    said = quiet(terminal.wait_for("once"))
    assert said.code == 1
    assert "sentences done: 0; sentences waiting: 14" in said.out
    (failure,) = terminal.type("status", "--failures", "--json").json
    assert (failure["stage"], failure["subject"], failure["error"]) == ("translate", "de", "EngineDown")


@pytest.mark.parametrize(("slow", "taken"), [("/bahn", {"/haushalt"}), (FEED, set[str]())], ids=["page", "feed"])
def test_ctrl_c_in_the_middle_ends_cleanly_and_a_later_run_completes(
    terminal: Terminal, publisher: Publisher, slow: str, taken: set[str]
) -> None:
    publisher.slow.add(slow)
    with terminal.start("once") as process:
        assert publisher.has_been_asked.wait(30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in err, err
    assert out.count(b"\n") == 1
    assert readings(terminal).keys() <= taken
    publisher.slow.clear()
    said = quiet(terminal.wait_for("once"))
    assert said.code == 0
    assert is_whole(terminal)


def test_a_feed_that_failed_rests_and_that_is_said(terminal: Terminal, publisher: Publisher) -> None:
    terminal.write("glosswire.toml", SETTINGS.format(address="127.0.0.1:1") + FAKE_ENGINE)
    terminal.write("sources.toml", SOURCE.format(home="http://127.0.0.1:1"))  # where nobody answers
    said = quiet(terminal.wait_for("once", "--json"))
    assert (said.code, said.json["failed"], said.json["resting"]) == (1, 1, 1)
    said = quiet(terminal.wait_for("once"))
    assert said.code == 0
    assert "feeds polled: 0;" in said.out
    assert "feeds resting: 1\n" in said.out


def test_a_feed_that_the_configuration_forbids_is_asked_as_soon_as_it_allows_it(
    terminal: Terminal, publisher: Publisher
) -> None:
    allowed = terminal.write("glosswire.toml", FAKE_ENGINE).read_text()  # which allows no private address
    for _ in range(2):
        said = quiet(terminal.wait_for("once", "--json"))
        assert (said.code, said.json["failed"], said.json["resting"]) == (1, 1, 1)
        assert publisher.asked == []
    terminal.write("glosswire.toml", SETTINGS.format(address=publisher.address) + allowed)
    said = quiet(terminal.wait_for("once", "--json"))
    assert (said.code, said.json["polled"], said.json["fetched"], said.json["resting"]) == (0, 1, 2, 0)


@pytest.mark.parametrize("slow", [FEED, "/bahn"])
def test_a_newsroom_at_work_ends_cleanly_while_a_publisher_takes_its_time(
    terminal: Terminal, publisher: Publisher, slow: str
) -> None:
    publisher.slow.add(slow)
    with terminal.start("work") as process:
        assert publisher.has_been_asked.wait(30)
        process.terminate()
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, b"", b"")
