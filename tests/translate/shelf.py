"""A place on loopback that keeps models, and gives them as badly as a test wants."""

import hashlib
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Mood = Literal["cut", "stall", "trickle", "busy", "gone", "deaf", "elsewhere", "longer", "refuse-head", "wrong-range"]

_REFUSALS: dict[str, int] = {"gone": 404, "busy": 503, "refuse-head": 405, "elsewhere": 302}


@dataclass
class Shelf:
    """What a place has, how it behaves at the next requests of each file, and what it was asked for."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    moods: defaultdict[str, deque[Mood]] = field(default_factory=lambda: defaultdict(deque))
    after: int = 1000  # bytes that a cut or a stalled answer brings
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, name, Range
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The place as the catalogue has it."""
        return f"{self.address}/{{file}}"

    def ranges(self, name: str) -> list[str]:
        """What was asked of a file, as ranges; empty for all of it."""
        return [asked_range for method, asked, asked_range in self.asked if asked == name and method == "GET"]


class _Handler(BaseHTTPRequestHandler):
    shelf: Shelf
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(head=True)

    def do_GET(self) -> None:
        self._answer(head=False)

    def log_message(self, format: str, *args: object) -> None:
        """Be silent."""

    def _answer(self, head: bool) -> None:
        shelf, name = self.shelf, self.path.lstrip("/")
        wanted = self.headers.get("Range", "")
        shelf.asked.append((self.command, name, wanted))
        mood = shelf.moods[name].popleft() if shelf.moods[name] else None
        body = shelf.files.get(name)
        if body is None or mood in _REFUSALS:
            self._refuse(_REFUSALS.get(mood or "gone", 404), f"{shelf.address}/{name}" if mood == "elsewhere" else "")
            return
        etag = shelf.etags.get(name, '"1"')
        start = 0
        if wanted and mood != "deaf" and self.headers.get("If-Range", etag) == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(body):
                self._refuse(416)
                return
        body = body[start:]
        self.send_response(206 if start else 200)
        if start:
            said = start + (mood == "wrong-range")
            self.send_header("Content-Range", f"bytes {said}-{start + len(body) - 1}/{start + len(body)}")
        self.send_header("ETag", etag)
        self.send_header("Content-Type", "text/html" if name.endswith("/") else "application/octet-stream")
        self.send_header("Content-Length", str(len(body) + (7 if mood == "longer" else 0)))
        self.end_headers()
        if not head:
            self._send(body, mood)

    def _send(self, body: bytes, mood: Mood | None) -> None:
        if mood in ("cut", "stall"):
            body = body[: self.shelf.after]
        if mood == "trickle":
            for byte in body:
                if self.shelf.closing.wait(0.02) or not self._put(bytes([byte])):
                    break
            self.close_connection = True
            return
        self._put(body)
        if mood == "stall":
            self.shelf.closing.wait(20)
        self.close_connection = self.close_connection or mood in ("cut", "stall", "longer")

    def _put(self, data: bytes) -> bool:
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            return False
        return True

    def _refuse(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def open_shelf(files: dict[str, bytes]) -> Iterator[Shelf]:
    """Open a place on loopback."""
    shelf = Shelf(files=dict(files))
    handler = type("Handler", (_Handler,), {"shelf": shelf})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    shelf.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield shelf
    finally:
        shelf.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def digest(data: bytes) -> str:
    """SHA-256 as the catalogue writes it."""
    return hashlib.sha256(data).hexdigest()
