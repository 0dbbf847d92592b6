"""Download one file over HTTP: go on after cuts and stalls where it was, and never beyond its size."""

import errno
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO, Final

CHUNK: Final = 1 << 20
AGAIN: Final = frozenset((408, 425, 429, 500, 502, 503, 504))
FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
LONGEST_WISH_SECONDS: Final = 60.0  # a host that wants a longer pause is given up
USER_AGENT: Final = "Glosswire"


class Unfit(Exception):
    """What a place gave is not the file, or it gave nothing."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a place, and how often to ask it again.

    A connection that brings less than `least_bytes` in `stall_seconds` has stalled and is cut; so many of them in a
    row that bring no more than that are the end: 32 kB in half a minute is a tenth of the slowest mobile network.
    """

    stall_seconds: float = 30.0
    least_bytes: int = 32_768
    attempts: int = 5
    pause_seconds: float = 0.2


class _NoDowngrade(urllib.request.HTTPRedirectHandler):
    """Follow redirects, but never from https to http: a file without a digest could be swapped on the way."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if req.type == "https" and not newurl.startswith("https:"):
            raise Unfit(f"redirected from https to {newurl.partition(':')[0]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


_opener = urllib.request.build_opener(_NoDowngrade)


def ask(url: str, seconds: float, method: str = "GET", headers: tuple[tuple[str, str], ...] = ()) -> "Answer":
    """Ask for a URL through the operator's proxies; raises OSError, HTTPException, and Unfit for a bad redirect."""
    if not url.startswith(("http://", "https://")):
        raise Unfit(f"no http or https address: {url}")
    request = urllib.request.Request(url, method=method, headers={"User-Agent": USER_AGENT, **dict(headers)})  # noqa: S310
    try:
        answer: Answer = _opener.open(request, timeout=seconds)
    except (ValueError, http.client.InvalidURL) as error:
        raise Unfit(f"not an address: {url}") from error
    return answer


Answer = http.client.HTTPResponse


def download(url: str, part: Path, size: int, tell: Callable[[int], None], patience: Patience) -> None:
    """Bring a file whole to `part`; what is there already is its beginning, from an earlier try.

    `size`: its bytes, or 0 where nobody stated it. Raises Unfit where the place cannot give it, OSError where the disk
    cannot take it.
    """
    fruitless = 0
    while True:
        before = size_of(part)
        try:
            _download_rest(url, part, size, tell, patience)
            return
        except (_Cut, OSError, http.client.HTTPException) as error:
            if isinstance(error, OSError) and error.errno in FULL:
                raise
            fruitless = 0 if size_of(part) - before >= patience.least_bytes else fruitless + 1
            never_there = isinstance(error, urllib.error.URLError) and before == 0
            if fruitless >= patience.attempts or never_there:
                raise Unfit(_words(error)) from error
            wish = error.pause if isinstance(error, _Cut) else 0.0
            time.sleep(max(wish, min(patience.pause_seconds * 2**fruitless, 25 * patience.pause_seconds)))


class _Cut(Exception):
    """The answer ended too early, or is to be asked for again; `pause` is what the host asked for, in seconds."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


def _words(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    return str(reason) or type(error).__name__


def _download_rest(url: str, part: Path, size: int, tell: Callable[[int], None], patience: Patience) -> None:
    have = size_of(part)
    if size and have > size:
        forget(part)
        have = 0
    if size and have == size:
        return
    with _ask_from(url, part, have, patience) as answer:
        have = _start_of(answer, have)
        length = answer.headers.get("Content-Length", "")
        whole = have + int(length) if length.isdigit() else 0
        if size and whole and whole != size:
            forget(part)
            raise Unfit(f"{whole} bytes, not {size}")
        _mark(part).write_text(_validator(answer), encoding="utf-8")
        _write(answer, part, have, size or whole, tell, patience)


def _ask_from(url: str, part: Path, have: int, patience: Patience) -> Answer:
    """Ask for the file from where it was cut, if it is still the same file."""
    headers = [("Accept-Encoding", "identity")]
    validator = _mark(part).read_text(encoding="utf-8") if _mark(part).is_file() else ""
    if have and validator:
        headers += [("Range", f"bytes={have}-"), ("If-Range", validator)]
    elif have:
        headers += [("Range", f"bytes={have}-")]
    try:
        return ask(url, patience.stall_seconds, headers=tuple(headers))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416 and have:  # our part is no beginning of theirs
                forget(part)
                raise _Cut("the part does not fit") from error
            if error.code in AGAIN:
                raise _Cut(f"status {error.code}", _wish(error)) from error
            raise Unfit(f"status {error.code}") from error


def _wish(error: urllib.error.HTTPError) -> float:
    text = error.headers.get("Retry-After", "") if error.headers else ""
    seconds = float(text) if text.isdecimal() and len(text) < 9 else 0.0
    if seconds > LONGEST_WISH_SECONDS:
        raise Unfit(f"status {error.code}: it wants to be left alone for {seconds:.0f} s") from error
    return seconds


def _start_of(answer: Answer, have: int) -> int:
    """Where the answer's first byte belongs."""
    if answer.status != 206:
        return 0
    said = answer.headers.get("Content-Range", "")
    if not said.startswith(f"bytes {have}-"):
        raise Unfit(f"it answers another range: {said[:60]!r}")
    return have


def _validator(answer: Answer) -> str:
    """What names this version of the file, for If-Range: a strong ETag, else its date."""
    etag = answer.headers.get("ETag", "")
    return etag if etag.startswith('"') else answer.headers.get("Last-Modified", "")


def _write(answer: Answer, part: Path, have: int, size: int, tell: Callable[[int], None], patience: Patience) -> None:
    with open(part, "r+b" if have else "wb") as out:
        out.seek(have)
        pace, since = have, time.monotonic()
        while chunk := answer.read1(CHUNK):
            out.write(chunk)
            have += len(chunk)
            if size and have > size:
                raise Unfit(f"more than {size} bytes")
            tell(have)
            if time.monotonic() - since >= patience.stall_seconds:
                if have - pace < patience.least_bytes:
                    raise _Cut("it all but stands still")
                pace, since = have, time.monotonic()
    if size and have < size:
        raise _Cut(f"cut after {have} of {size} bytes")


def _mark(part: Path) -> Path:
    return part.with_name(f"{part.name}.version")


def forget(part: Path) -> None:
    """Throw away what has come of a file."""
    part.unlink(missing_ok=True)
    _mark(part).unlink(missing_ok=True)


def size_of(path: Path) -> int:
    """A file's size; 0 where it is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
