"""The server of the sample press: each publisher at a loopback address of its own."""

import hashlib
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer

from glosswire.errors import ConfigError
from glosswire.model import Feed, FeedKind, Source, SourceId
from glosswire.sample.library import Publisher, Story, publishers, stories
from glosswire.sample.lists import FEED_PATHS, MEDIA_TYPES, write_list
from glosswire.sample.pages import DRAWING, PICTURE, article_page, home_page, other_page

NETWORK = "127.0.2"  # Linux answers at all of 127.0.0.0/8
REVISE_AFTER_SECONDS = 120.0
# What feeds list beside articles: pages that are none, and one that robots.txt forbids. They must be refused.
EXTRA: Mapping[str, Mapping[str, str]] = {
    "musterblatt": {"/plus/abo.html": "plus", "/intern/probe.html": "forbidden"},
    "journal-d-essai": {"/video/1.html": "video"},
    "ornek-gazete": {"/dunya/": "section"},
}
_KINDS: Mapping[str, FeedKind] = {
    "json": "json",
    "atom": "atom",
    "sitemap": "sitemap",
    "news-sitemap": "news-sitemap",
}


def address_of(number: int, port: int) -> str:
    """Where the publisher of that number, from 0, answers."""
    return f"http://{NETWORK}.{number + 1}:{port}"


def sample_sources(port: int) -> tuple[Source, ...]:
    """The publishers as sources of a newsroom; their whole texts may be shown, as they are ours."""
    return tuple(_source(publisher, address_of(number, port)) for number, publisher in enumerate(publishers()))


def _source(publisher: Publisher, base: str) -> Source:
    source_id = SourceId(publisher.id)
    feed = Feed(base + FEED_PATHS[publisher.feed], source_id, _KINDS.get(publisher.feed, "rss"))
    return Source(
        source_id,
        publisher.name,
        f"{base}/",
        publisher.country,
        (publisher.language,),
        "the sample press of Glosswire",
        "invented newspaper",
        "full",
        (feed,),
    )


@dataclass(frozen=True, slots=True)
class _Body:
    content: bytes
    media_type: str
    changed_at: datetime
    status: int = 200


@dataclass(frozen=True, slots=True)
class _House:
    """One publisher with its stories; the revised ones are in their second form once their time has come."""

    publisher: Publisher
    base: str
    revise_at: float

    def stories(self) -> tuple[Story, ...]:
        late = time.monotonic() >= self.revise_at
        own = (s for s in stories() if s.publisher == self.publisher.id)
        return tuple((s.revised if late and s.revised else s) for s in own)

    def answer(self, path: str) -> _Body:
        own, publisher = self.stories(), self.publisher
        newest = max(map(_changed_at, own))
        extra = EXTRA.get(publisher.id, {})
        feed_path = FEED_PATHS[publisher.feed]
        if path == "/robots.txt":
            text = f"User-agent: *\nDisallow: /intern/\nSitemap: {self.base}{feed_path}\n"
            return _Body(text.encode(), "text/plain; charset=utf-8", newest)
        if path == feed_path:
            text = write_list(publisher, own, tuple(extra), self.base)
            return _Body(text.encode(), f"{MEDIA_TYPES[publisher.feed]}; charset=utf-8", newest)
        if path == PICTURE:
            return _Body(DRAWING.encode(), "image/svg+xml", newest)
        if path == "/":
            return self._page(home_page(publisher, own), newest)
        if path in extra:
            return self._page(other_page(publisher, extra[path], own), newest)
        for story in own:
            if story.path == path:
                others = [s for s in own if s != story]
                return self._page(article_page(publisher, story, others, self.base), _changed_at(story))
        return _Body(b"not here", "text/plain; charset=utf-8", newest, 404)

    def _page(self, text: str, changed_at: datetime) -> _Body:
        charset = self.publisher.charset
        return _Body(text.encode(charset, "xmlcharrefreplace"), f"text/html; charset={charset}", changed_at)


def _changed_at(story: Story) -> datetime:
    return (story.modified_at or story.published_at).astimezone(UTC).replace(microsecond=0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], house: _House) -> None:
        self.house = house
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking DNS for our own name, which is slow where there is none."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where the asker hung up: a newsroom that is killed does."""
        if not isinstance(sys.exception(), ConnectionError):
            raise


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        found = self.server.house.answer(self.path.partition("?")[0])
        tag = f'"{hashlib.blake2b(found.content, digest_size=12).hexdigest()}"'
        fresh = found.status == 200 and self._has(tag, found.changed_at)
        self.send_response(304 if fresh else found.status)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", format_datetime(found.changed_at, usegmt=True))
        self.send_header("Content-Type", found.media_type)
        self.send_header("Content-Length", "0" if fresh else str(len(found.content)))
        self.end_headers()
        if not fresh and self.command == "GET":
            self.wfile.write(found.content)

    do_HEAD = do_GET

    def _has(self, tag: str, changed_at: datetime) -> bool:
        """Whether the asker has what stands here: by its tag, or where it names none, by the time of its copy."""
        if known := self.headers.get("If-None-Match"):
            return known == tag
        try:
            return changed_at <= parsedate_to_datetime(self.headers.get("If-Modified-Since") or "")
        except (ValueError, TypeError):  # no date, or one without a zone
            return False

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the newsroom tells what it fetched."""


@contextmanager
def open_press(port: int, revise_after_seconds: float = REVISE_AFTER_SECONDS) -> Iterator[tuple[Source, ...]]:
    """Serve the sample press while the context lasts, and give its publishers as sources.

    Raises ConfigError where the port is taken.
    """
    revise_at = time.monotonic() + revise_after_seconds
    servers: list[_Server] = []
    try:
        for number, publisher in enumerate(publishers()):
            house = _House(publisher, address_of(number, port), revise_at)
            try:
                servers.append(_Server((f"{NETWORK}.{number + 1}", port), house))
            except OSError as error:
                raise ConfigError(f"the sample press cannot answer at {house.base}: {error.strerror}") from error
            threading.Thread(target=servers[-1].serve_forever, name=publisher.id, daemon=True).start()
        yield sample_sources(port)
    finally:
        _shut(servers)


def _shut(servers: "list[_Server]") -> None:
    """End all servers at once: each takes up to half a second to hear of it."""
    ends = [threading.Thread(target=server.shutdown) for server in servers]
    for end in ends:
        end.start()
    for end, server in zip(ends, servers, strict=True):
        end.join()
        server.server_close()
