"""The one door to the web: honest, polite, bounded, and shut to private addresses; long, as all that keeps it so is here."""

import asyncio
import errno
import queue
import re
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Literal, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import aiohttp
from w3lib.url import safe_url_string
from yarl import URL

from glosswire.config import Fetch
from glosswire.errors import FetchError, Gone, OffLimits, Refused, Throttled, TooLarge, Unreachable, Unreadable
from glosswire.intake import guard
from glosswire.intake.robots import (
    MAX_ROBOTS,
    Rules,
    agent_token,
    opt_out_of_headers,
    opt_out_of_page,
    read_robots,
    read_tdmrep,
)
from glosswire.intake.urls import MAX_URL, host_of
from glosswire.model import Page

Purpose = Literal["page", "feed"]
T = TypeVar("T")

# RFC 9309, 2.4: rules are kept for a day at most; a host that states less gets at least an hour's peace.
RULES_SECONDS = (3600.0, 86_400.0)
# How long a host whose robots.txt cannot be had is left alone.
RULES_RETRY_SECONDS = 300.0
# Where a host says 429 and not for how long; and the longest that it may say.
THROTTLED = timedelta(minutes=5)
THROTTLED_AT_MOST = timedelta(days=1)
# How much `fetch_many` holds of what its caller has not yet taken, beside what is on its way.
UNREAD_PAGES = 64
UNREAD_BYTES = 32_000_000
# Delays and rules of this many hosts are remembered; more than the default list of sources has.
MAX_HOSTS = 5000

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSALS = frozenset({401, 402, 403, 451})
_PASSING = frozenset({408, 425})
_TEXT = re.compile(r"(?:text/.*|application/(?:.*\+)?(?:xml|json)|application/xhtml|)")
_NEVER_A_FEED = re.compile(r"(?:image|video|audio|font)/(?!svg).*")
_MAX_AGE = re.compile(r"\bmax-age\s{0,3}=\s{0,3}\"?(\d{1,9})", re.IGNORECASE)
_PLAIN = re.compile(r"[\x20-\x7e]{1,1000}")
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate", "br"})  # anything else would come as it is packed
_FORBIDDEN = "forbidden address"
_ACCEPT = {
    "page": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "feed": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    "file": "text/plain,application/json,*/*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for; `etag` and `modified` are those of the last answer, if there was one."""

    url: str
    etag: str = ""
    modified: str = ""
    purpose: Purpose = "page"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came; `page` is None where nothing has changed since the last answer."""

    page: Page | None
    etag: str = ""
    modified: str = ""
    max_age_seconds: float | None = None


class Fetcher:
    """Ask the web for pages and feeds; safe to use from several threads, and must be closed."""

    def __init__(self, config: Fetch, now: Callable[[], datetime]) -> None:
        allowed = guard.read_allowed(config.allow_private)
        self._closing = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(16, "glosswire-dns"))
        self._thread = threading.Thread(target=self._loop.run_forever, name="glosswire-fetch", daemon=True)
        self._thread.start()
        self._web = self._wait(asyncio.run_coroutine_threadsafe(_open_web(config, allowed, now), self._loop))

    def fetch(self, request: Request) -> Answer:
        """Ask for one thing, when its host's turn comes.

        Raises Refused (robots.txt, an opt-out, 401, 403, 451, a forbidden address), Gone, TooLarge, Unreadable,
        Unreachable, or Throttled, after which its host is not asked before `retry_at`.
        """
        return self._wait(asyncio.run_coroutine_threadsafe(self._web.answer(request, _Gate()), self._loop))

    def fetch_many(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Answer | FetchError]]:
        """Ask for many things and yield each with its answer or error as it comes: many hosts at once, each gently.

        A host's requests keep their order. The caller sets the pace: where it takes no more, no more is asked. Once
        closed, nothing is asked and nothing comes.
        """
        gate = _Gate()
        out: queue.SimpleQueue[_Outcome | None] = queue.SimpleQueue()
        lines = _by_host(requests)
        with self._closing:
            if self._loop.is_closed():
                return
            future = asyncio.run_coroutine_threadsafe(self._web.answer_all(lines, gate, out.put), self._loop)
        future.add_done_callback(lambda _: out.put(None))
        try:
            while (outcome := out.get()) is not None:
                if not self._takes(gate, outcome):
                    return
                yield outcome
            if not future.cancelled():  # by close()
                future.result()
        finally:
            future.cancel()

    def _takes(self, gate: "_Gate", outcome: "_Outcome") -> bool:
        """Note that a reader takes an outcome; False once closed."""
        with self._closing:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(gate.take, _size(outcome[1]))
            return not self._loop.is_closed()

    def close(self) -> None:
        """Hang up; what is on its way, or came and was not yet taken, is given up."""
        with self._closing:
            if self._loop.is_closed():
                return
            asyncio.run_coroutine_threadsafe(self._web.close(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def _wait(future: "Future[T]") -> T:
        try:
            return future.result()
        finally:
            future.cancel()  # where ctrl-C ended the wait


def open_fetcher(config: Fetch, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Fetcher:
    """Open the door to the web; raises ConfigError where `fetch.allow_private` cannot be read."""
    return Fetcher(config, now)


_Outcome = tuple[Request, Answer | FetchError]


class _Gate:
    """Keep a reader's unread answers within bounds: it shuts when there are many, and opens as they are taken."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self._pages = self._bytes = 0

    @property
    def is_open(self) -> bool:
        return self._open.is_set()

    async def wait(self) -> None:
        await self._open.wait()

    def put(self, size: int) -> None:
        self._count(1, size)

    def take(self, size: int) -> None:
        self._count(-1, -size)

    def _count(self, pages: int, size: int) -> None:
        self._pages += pages
        self._bytes += size
        if self._pages < UNREAD_PAGES and self._bytes < UNREAD_BYTES:
            self._open.set()
        else:
            self._open.clear()


@dataclass(slots=True)
class _Host:
    """One host's turns: one request at a time, `delay` seconds apart, none before `retry_at`."""

    delay: float
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked_at: float = float("-inf")
    retry_at: datetime | None = None


@dataclass(slots=True)
class _Origin:
    """What is known of one origin's robots.txt, until when; `failure` where it could not be had."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | None = None
    failure: FetchError | None = None
    until: float = float("-inf")


@dataclass(frozen=True, slots=True)
class _Reply:
    """One hop's answer, and of its headers what we read."""

    url: str
    status: int
    media_type: str
    charset: str
    location: str
    etag: str
    modified: str
    cache_control: str
    retry_after: str
    tdm_reservation: str
    robots_tags: tuple[str, ...]
    body: bytes
    seconds: float


class _Web:
    """The asynchronous side of the door; lives in its loop's thread."""

    def __init__(self, config: Fetch, session: aiohttp.ClientSession, now: Callable[[], datetime]) -> None:
        self._config = config
        self._session = session
        self._now = now
        self._agent = agent_token(config.user_agent)
        self._slots = asyncio.Semaphore(config.hosts_at_once)
        self._hosts: dict[str, _Host] = {}
        self._origins: dict[str, _Origin] = {}
        self._time = asyncio.get_running_loop().time

    async def close(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._session.close()
        await asyncio.sleep(0)  # let transports see that they are closed

    async def answer_all(self, lines: list[deque[Request]], gate: _Gate, put: Callable[[_Outcome], None]) -> None:
        async with asyncio.TaskGroup() as group:
            for line in lines:
                group.create_task(self._answer_line(line, gate, put))

    async def _answer_line(self, line: deque[Request], gate: _Gate, put: Callable[[_Outcome], None]) -> None:
        """One host's requests, one after the other."""
        while line:
            request = line.popleft()
            found: Answer | FetchError
            try:
                found = await self.answer(request, gate)
            except FetchError as error:
                found = error
            gate.put(_size(found))
            put((request, found))

    async def answer(self, request: Request, gate: _Gate) -> Answer:
        url, seconds = _web_address(request.url), self._config.timeout_seconds
        for _ in range(self._config.max_redirects + 1):
            rules = await self._allowed(url)
            reply = await self._exchange(url, _headers(request), request.purpose, seconds, gate)
            seconds -= reply.seconds
            if reply.status not in _REDIRECTS:
                return self._answer_of(request, reply, rules)
            url = _redirected(reply)
        raise Unreachable(request.url, f"more than {self._config.max_redirects} redirects")

    def _answer_of(self, request: Request, reply: _Reply, rules: Rules) -> Answer:
        """The answer that a last hop gives, or the error that its status or an opt-out means."""
        max_age = _max_age(reply.cache_control)
        if reply.status == 304 and (request.etag or request.modified):
            return Answer(None, reply.etag or request.etag, reply.modified or request.modified, max_age)
        _check_status(reply)
        if self._config.honour_opt_outs and (said := self._opt_out(request, reply, rules)):
            raise Refused(reply.url, f"the publisher {said}")
        page = Page(
            request.url, reply.url, reply.status, reply.media_type, reply.charset, reply.body, fetched_at=self._now()
        )
        return Answer(page, reply.etag, reply.modified, max_age)

    def _opt_out(self, request: Request, reply: _Reply, rules: Rules) -> str:
        if rules.reserves(reply.url):
            return "reserves text and data mining (tdmrep.json)"
        in_headers = opt_out_of_headers(reply.robots_tags, reply.tdm_reservation, self._agent)
        return in_headers or (opt_out_of_page(reply.body, self._agent) if request.purpose == "page" else "")

    # -- robots.txt

    async def _allowed(self, url: str) -> Rules:
        """The rules of a URL's host; raises Refused where they forbid it."""
        rules = await self._rules(url)
        if not rules.allows(url):
            raise Refused(url, "robots.txt forbids it")
        return rules

    async def _rules(self, url: str) -> Rules:
        origin = self._origin(url)
        async with origin.lock:
            if origin.until <= self._time():
                await self._load_rules(origin, url)
        if origin.failure:
            raise _again(origin.failure, url)
        assert origin.rules
        return origin.rules

    async def _load_rules(self, origin: _Origin, url: str) -> None:
        try:
            origin.rules, seconds = await self._ask_rules(urljoin(url, "/robots.txt"))
            origin.failure = None
            host = self._host(url)
            host.delay = max(self._config.delay_seconds, origin.rules.crawl_delay)
        except FetchError as error:
            origin.rules, origin.failure, seconds = None, error, RULES_RETRY_SECONDS
            if isinstance(error, Throttled):
                seconds = max(0.0, (error.retry_at - self._now()).total_seconds())
        origin.until = self._time() + seconds

    async def _ask_rules(self, url: str) -> tuple[Rules, float]:
        """A host's rules and for how many seconds they hold: no file (4xx) allows all, no answer is no leave."""
        try:
            reply = await self._file(url, MAX_ROBOTS)
            body, stated = reply.body, _max_age(reply.cache_control)
        except Unreadable:
            body, stated = b"", None  # an image, or packed as we do not unpack: nothing in it forbids anything
        reservations = b""
        if self._config.honour_opt_outs:
            try:
                reservations = (await self._file(urljoin(url, "/.well-known/tdmrep.json"), MAX_ROBOTS)).body
            except FetchError:
                reservations = b""  # it states no more than pages and their headers do
        low, high = RULES_SECONDS
        seconds = min(max(stated or high, low), high)
        return read_robots(body, url, self._config.user_agent, read_tdmrep(reservations)), seconds

    async def _file(self, url: str, limit: int) -> _Reply:
        """A small file that rules are read from, its body empty where the host has none."""
        for _ in range(self._config.max_redirects + 1):
            reply = await self._exchange(
                url, {"Accept": _ACCEPT["file"]}, "file", self._config.timeout_seconds, _Gate()
            )
            if reply.status >= 500 or reply.status in _PASSING:
                raise Unreachable(url, f"status {reply.status}")
            if reply.status not in _REDIRECTS:
                return reply
            url = _redirected(reply)
        return reply

    # -- one hop

    async def _exchange(
        self, url: str, headers: dict[str, str], purpose: Purpose | Literal["file"], seconds: float, gate: _Gate
    ) -> _Reply:
        """Ask once, in the host's turn, after its delay, in one of the slots, while the reader keeps up."""
        host = self._host(url)
        while True:
            await gate.wait()
            async with host.turn:
                self._check_throttled(host, url)
                await self._pause(host)
                async with self._slots:
                    if not gate.is_open:
                        continue
                    try:
                        reply = await self._ask(url, headers, purpose, seconds)
                    finally:
                        host.asked_at = self._time()
                    self._note_throttled(host, reply)
                    return reply

    async def _pause(self, host: _Host) -> None:
        if (seconds := host.asked_at + host.delay - self._time()) > 0:
            await asyncio.sleep(seconds)

    def _check_throttled(self, host: _Host, url: str) -> None:
        if host.retry_at and host.retry_at > self._now():
            raise Throttled(url, "the host asked to be left alone", host.retry_at)
        host.retry_at = None

    def _note_throttled(self, host: _Host, reply: _Reply) -> None:
        if reply.status == 429 or (reply.status == 503 and reply.retry_after):
            host.retry_at = _retry_at(reply.retry_after, self._now())
            raise Throttled(reply.url, f"status {reply.status}", host.retry_at)

    async def _ask(
        self, url: str, headers: dict[str, str], purpose: Purpose | Literal["file"], seconds: float
    ) -> _Reply:
        began = self._time()
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(URL(url, encoded=True), headers=headers, allow_redirects=False) as response,
            ):
                body = await self._body(response, url, purpose)
                return _reply(url, response, body, self._time() - began)
        except TimeoutError as error:
            raise Unreachable(url, f"no whole answer within {self._config.timeout_seconds:g} seconds") from error
        except aiohttp.InvalidURL as error:  # `http://127.1/`, `http://0x7f.1/`
            raise Refused(url, "not a web address") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if _FORBIDDEN in str(error):
                raise OffLimits(url, _FORBIDDEN) from error
            raise Unreachable(url, f"{type(error).__name__}: {error}"[:300]) from error

    async def _body(self, response: aiohttp.ClientResponse, url: str, purpose: Purpose | Literal["file"]) -> bytes:
        """The body of a good answer, unpacked and within limits; that of any other is not read."""
        if not 200 <= response.status < 300:
            return b""
        if not _is_wanted(_media_type(response), purpose):
            raise Unreadable(url, _media_type(response)[:80])
        if (encoding := response.headers.get("Content-Encoding", "").strip().lower()) not in _ENCODINGS:
            raise Unreadable(url, f"content encoding {encoding[:40]}")
        limit = MAX_ROBOTS if purpose == "file" else self._config.max_bytes
        if purpose != "file" and (response.content_length or 0) > limit:
            raise TooLarge(url, f"{response.content_length} bytes")
        out = bytearray()
        async for chunk in response.content.iter_any():
            out += chunk
            if len(out) > limit and purpose == "file":
                return bytes(out[:limit])
            if len(out) > limit:
                raise TooLarge(url, f"more than {limit} bytes")
        return bytes(out)

    # -- what is remembered

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            if len(self._hosts) >= MAX_HOSTS:
                self._forget()
            self._hosts[name] = _Host(self._config.delay_seconds)
        return self._hosts[name]

    def _origin(self, url: str) -> _Origin:
        return self._origins.setdefault(urljoin(url, "/"), _Origin())

    def _forget(self) -> None:
        """Drop hosts that nobody waits for and that ask for nothing any more."""
        now, clock = self._now(), self._time()
        self._hosts = {
            name: host
            for name, host in self._hosts.items()
            if host.turn.locked() or host.asked_at + host.delay > clock or (host.retry_at and host.retry_at > now)
        }
        self._origins = {
            name: origin for name, origin in self._origins.items() if origin.lock.locked() or name in self._hosts
        }


async def _open_web(config: Fetch, allowed: tuple[guard.Allowed, ...], now: Callable[[], datetime]) -> _Web:
    def open_socket(info: tuple[int, int, int, str, tuple[str, int]]) -> socket.socket:
        """Make the socket of one connection, where the address is already the one that will be called."""
        family, kind, protocol, _, address = info
        if not guard.allows(address[0], address[1], allowed):
            raise OSError(errno.EACCES, f"{_FORBIDDEN}: {address[0]} port {address[1]}")
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(limit=0, ttl_dns_cache=300, socket_factory=open_socket)
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": config.user_agent},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=min(10.0, config.timeout_seconds)),
        trust_env=False,
        max_line_size=16_380,
        max_field_size=32_760,
    )
    return _Web(config, session, now)


def _by_host(requests: Iterable[Request]) -> list[deque[Request]]:
    lines: dict[str, deque[Request]] = {}
    for request in requests:
        try:
            name = host_of(request.url)
        except ValueError:
            name = ""
        lines.setdefault(name, deque()).append(request)
    return list(lines.values())


def _size(found: Answer | FetchError) -> int:
    return len(found.page.body) if isinstance(found, Answer) and found.page else 0


def _web_address(url: str) -> str:
    """A URL as it goes over the wire, without its fragment; raises Refused where it is none of the web's."""
    try:
        found = safe_url_string(url).partition("#")[0]
        parts = urlsplit(found)
        if len(found) > MAX_URL or parts.scheme not in ("http", "https"):
            raise ValueError(found)
        return parts._replace(netloc=host_of(found)).geturl()
    except ValueError as error:
        raise Refused(url, "not a web address") from error


def _redirected(reply: _Reply) -> str:
    if not reply.location:
        raise Unreachable(reply.url, f"status {reply.status} to nowhere")
    try:
        return _web_address(urljoin(reply.url, reply.location))
    except ValueError as error:
        raise Refused(reply.url, "a redirect to no web address") from error


def _headers(request: Request) -> dict[str, str]:
    found = {"Accept": _ACCEPT[request.purpose]}
    if _PLAIN.fullmatch(request.etag):
        found["If-None-Match"] = request.etag
    if _PLAIN.fullmatch(request.modified):
        found["If-Modified-Since"] = request.modified
    return found


def _reply(url: str, response: aiohttp.ClientResponse, body: bytes, seconds: float) -> _Reply:
    headers = response.headers
    return _Reply(
        url,
        response.status,
        _media_type(response),
        response.charset or "",
        location=_unescaped(headers.get("Location", ""))[:MAX_URL],
        etag=_plain(headers.get("ETag", "")),
        modified=_plain(headers.get("Last-Modified", "")),
        cache_control=headers.get("Cache-Control", ""),
        retry_after=headers.get("Retry-After", ""),
        tdm_reservation=headers.get("tdm-reservation", ""),
        robots_tags=tuple(headers.getall("X-Robots-Tag", ())),
        body=body,
        seconds=seconds,
    )


def _unescaped(header: str) -> str:
    """A header's text where its bytes were no UTF-8: as browsers do, Latin-1."""
    raw = header.encode("utf-8", "surrogateescape")
    return header if raw.decode("utf-8", "replace") == header else raw.decode("latin-1")


def _plain(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else ""


def _media_type(response: aiohttp.ClientResponse) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _is_wanted(media_type: str, purpose: Purpose | Literal["file"]) -> bool:
    """Whether a body is worth reading; feeds and sitemaps come under all kinds of names, and packed."""
    if purpose == "page":
        return _TEXT.fullmatch(media_type) is not None
    return _NEVER_A_FEED.fullmatch(media_type) is None


def _check_status(reply: _Reply) -> None:
    """Raise what a status means where it is not the page itself."""
    reason = f"status {reply.status}"
    if reply.status in (404, 410):
        raise Gone(reply.url, reason)
    if 400 <= reply.status < 500 and reply.status not in _PASSING:
        raise Refused(reply.url, reason)
    if not 200 <= reply.status < 300:
        raise Unreachable(reply.url, reason)


def _again(error: FetchError, url: str) -> FetchError:
    """The error of a host's robots.txt, for one URL of that host."""
    reason = f"robots.txt: {error.reason}" if isinstance(error, Unreachable) else error.reason
    return Throttled(url, reason, error.retry_at) if isinstance(error, Throttled) else type(error)(url, reason)


def _max_age(cache_control: str) -> float | None:
    found = _MAX_AGE.search(cache_control)
    return float(found[1]) if found else None


def _retry_at(retry_after: str, now: datetime) -> datetime:
    """When a host wants to be asked again: after so many seconds, or at a date."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return now + min(timedelta(seconds=int(text)), THROTTLED_AT_MOST)
    try:
        stated = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return now + THROTTLED
    stated = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
    return min(max(stated.astimezone(UTC), now), now + THROTTLED_AT_MOST)
