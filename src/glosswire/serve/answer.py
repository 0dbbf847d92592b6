"""Answers that cost little to give again: kept, compressed once, and conditional."""

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

import zstandard
from starlette.requests import Request
from starlette.responses import Response

# Nothing from elsewhere, no script or style in the page, no frame around it, no word to the next site.
SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A page with a form says to its own site, and to no other, where the form was sent from.
OF_FORMS: Mapping[str, str] = {"Referrer-Policy": "same-origin"}
# What is for programs may be read by those of other sites: it holds nothing that is not public.
FOR_ALL: Mapping[str, str] = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
NOTHING: Mapping[str, str] = {}
HTML = "text/html; charset=utf-8"
_LEAST = 512  # bytes; below, compression saves less than its header costs
_CODING = re.compile(r"\s*([a-z*]+)\s*(?:;\s*q=([0-9.]{1,6}))?\s*", re.IGNORECASE)


class Refusal(Exception):
    """A request is not answered as asked; the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Missing(Refusal):
    """A page is not here; the status says whether it ever was."""

    def __init__(self, status: int = 404) -> None:
        super().__init__(status)


class Moved(Exception):
    """A page stands at another address for good."""

    def __init__(self, href: str) -> None:
        super().__init__(href)
        self.href = href


@dataclass(frozen=True, slots=True)
class Shown:
    """A template and what it gets."""

    template: str
    page: object
    status: int = 200


@dataclass(frozen=True, slots=True)
class Data:
    """What programs read, as it is sent."""

    text: str
    media_type: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes to send, in each coding, and the tag that names them."""

    plain: bytes
    gzip: bytes
    zstd: bytes
    etag: str
    media_type: str


def make_body(content: bytes, media_type: str) -> Body:
    """Compress once what will be sent often."""
    etag = blake2b(content, digest_size=12).hexdigest()
    if len(content) < _LEAST:
        return Body(content, b"", b"", etag, media_type)
    # Level 6 and 3: the same size on our pages, and zstd four times as fast (choices, row web).
    packed = gzip.compress(content, 6, mtime=0)
    return Body(content, packed, zstandard.ZstdCompressor(level=3).compress(content), etag, media_type)


def answer(
    request: Request, body: Body, status: int = 200, cache: str = "no-cache", more: Mapping[str, str] = NOTHING
) -> Response:
    """Send a body in the best coding that the reader takes, or 304 where the reader has it.

    `more` are headers beside the usual ones, or in their place.
    """
    headers = {**SECURITY, "Cache-Control": cache, "Vary": "Accept-Encoding", **more}
    if status == 200:
        headers["ETag"] = f'W/"{body.etag}"'
        if _has(request.headers.get("if-none-match", ""), body.etag):
            return Response(status_code=304, headers=headers)
    coding, content = _coded(body, request.headers.get("accept-encoding", ""))
    if coding:
        headers["Content-Encoding"] = coding
    return Response(content, status, headers, body.media_type)


def _has(condition: str, etag: str) -> bool:
    return condition.strip() == "*" or f'"{etag}"' in condition


def _coded(body: Body, accepted: str) -> tuple[str, bytes]:
    weights = _weights(accepted[:500])
    offered = {"zstd": body.zstd, "gzip": body.gzip}
    best = max(offered, key=lambda coding: weights.get(coding, 0.0))
    return (best, offered[best]) if weights.get(best, 0.0) > 0 and offered[best] else ("", body.plain)


def _weights(accepted: str) -> dict[str, float]:
    """Read Accept-Encoding; what is not well formed is not accepted."""
    found = {}
    for part in accepted.split(","):
        if match := _CODING.fullmatch(part):
            quality = match[2] or "1"
            found[match[1].lower()] = float(quality) if quality.count(".") <= 1 and quality != "." else 0.0
    return found


@dataclass(frozen=True, slots=True)
class _Kept:
    shown: Shown | Data
    body: Body
    fresh_until: float


@dataclass(frozen=True, slots=True)
class Given:
    """A body and the status that it is sent with."""

    body: Body
    status: int


class Shelf:
    """Rendered pages, kept until what they show changes.

    For `seconds` a page is given again unasked; after that what it shows is read anew, and it is rendered and
    compressed again only where that differs.
    """

    def __init__(self, clock: Callable[[], float], seconds: float = 2.0, most: int = 500) -> None:
        """Keep at most `most` pages; `clock` counts seconds and never goes back."""
        self._clock = clock
        self._seconds = seconds
        self._most = most
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, read: Callable[[], Shown | Data], render: Callable[[Shown], str]) -> Given:
        """Give the page of a key, from the shelf where it still holds."""
        now = self._clock()
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        if kept is not None and now < kept.fresh_until:
            return Given(kept.body, kept.shown.status)
        shown = read()
        is_same = kept is not None and kept.shown == shown
        body = kept.body if kept is not None and is_same else print_of(shown, render)
        with self._lock:
            self._kept[key] = _Kept(shown, body, now + self._seconds)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return Given(body, shown.status)


def print_of(shown: Shown | Data, render: Callable[[Shown], str]) -> Body:
    """Make the bytes of what is shown."""
    if isinstance(shown, Data):
        return make_body(shown.text.encode("utf-8", "replace"), shown.media_type)
    return make_body(render(shown).encode("utf-8", "replace"), HTML)
