"""A small web on loopback that serves what it is told to, and notes what it is asked."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What a path answers: its bytes, or a `drip` of them for ever."""

    body: bytes = b"<!doctype html><title>x</title><p>Ein Satz.</p>"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    length: int | None = None
    drip_seconds: float | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Asked:
    """One request that arrived."""

    at: float
    path: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """One publisher: what its paths answer, and what it was asked."""

    address: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    on_ask: Callable[[], None] = lambda: None

    def url(self, path: str = "/a") -> str:
        return f"http://{self.address}{path}"

    def paths(self) -> list[str]:
        """What was asked, rules left out."""
        return [asked.path for asked in self.asked if asked.path not in ("/robots.txt", "/.well-known/tdmrep.json")]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Server"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append(Asked(time.monotonic(), self.path, {k.lower(): v for k, v in self.headers.items()}))
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        site.on_ask()
        reply = site.replies.get(self.path) or Reply(b"", 404)
        time.sleep(reply.seconds)
        site.at_once -= 1  # before the answer goes out: who has it may ask again sooner than we would count
        try:
            self._answer(reply)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, reply: Reply) -> None:
        tag = reply.headers.get("ETag")
        if tag and self.headers.get("If-None-Match") == tag:
            reply = Reply(b"", 304, {"Cache-Control": reply.headers.get("Cache-Control", "")})
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.drip_seconds is None:
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        if reply.drip_seconds is not None or reply.length is not None:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(reply.body)
        while reply.drip_seconds is not None:
            time.sleep(reply.drip_seconds)
            self.wfile.write(b"." if reply.drip_seconds else b"." * 65536)
            self.wfile.flush()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serve(*hosts: str) -> Iterator[list[Site]]:
    """Serve one site on each of these loopback addresses, at ports of their own."""
    sites, servers = [], []
    for host in hosts:
        server = _Server((host, 0), _Handler)
        server.site = Site(f"{host}:{server.server_address[1]}")
        sites.append(server.site)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield sites
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def bomb(megabytes: int) -> bytes:
    """That many megabytes of nothing, packed."""
    return gzip.compress(bytes(megabytes * 1_000_000))


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
