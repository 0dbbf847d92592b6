"""A service on loopback that speaks the three APIs, and misbehaves when it is told to."""

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """One request that came."""

    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass
class Fault:
    """An answer that is not the one hoped for; `cut` ends the connection in the middle of it."""

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    delay_seconds: float = 0.0


class Service:
    """Translates by a function; the first answers are its faults, in their order."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate
        self.asked: list[Asked] = []
        self.url = ""
        self._faults: deque[Fault | None] = deque()
        self._lock = threading.Lock()

    def fail(self, *faults: Fault | None) -> None:
        """Answer the next requests so; None stands for a good answer."""
        self._faults.extend(faults)

    def take(self, asked: Asked) -> Fault | None:
        """Note a request, and give the fault that is due."""
        with self._lock:
            self.asked.append(asked)
            return self._faults.popleft() if self._faults else None

    def answer(self, asked: Asked) -> Any:
        """What a service in good health answers."""
        match asked.path:
            case "/v1/chat/completions":
                return chat(self._complete(asked.body["messages"][-1]["content"]))
            case "/translate":
                said = [self.translate(text) for text in asked.body["q"]]
                others = [[f"{text}, otherwise", f"{text}, again"] for text in said]
                return {"translatedText": said, **({"alternatives": others} if "alternatives" in asked.body else {})}
            case _:
                return {"translations": [{"text": self.translate(text)} for text in asked.body["text"]]}

    def _complete(self, prompt: str) -> str:
        text = prompt.rpartition("\n\n")[2]
        if not prompt.startswith("Translate these"):
            return self.translate(text)
        lines = [re.fullmatch(r"(\d+)\. (.*)", line) for line in text.splitlines()]
        return "\n".join(f"{line[1]}. {self.translate(line[2])}" for line in lines if line)


def chat(content: str | None, finish_reason: str = "stop", total_tokens: int = 0) -> Mapping[str, Any]:
    """A chat completion."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "finish_reason": finish_reason, "message": message}
    return {"choices": [choice], "usage": {"total_tokens": total_tokens}}


@contextmanager
def open_service(translate: Callable[[str], str]) -> Iterator[Service]:
    """Serve on loopback."""
    service = Service(translate)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = Asked(self.path, dict(self.headers), body)
            fault = service.take(asked)
            if fault is not None and not fault.body and fault.status == 200 and not fault.cut:
                time.sleep(fault.delay_seconds)
            sent = (
                fault.body if fault and (fault.body or fault.status != 200) else json.dumps(service.answer(asked))
            ).encode()
            self.send_response(fault.status if fault else 200)
            for name, value in (fault.headers if fault else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have left
                self.wfile.write(sent[: len(sent) // 2] if fault and fault.cut else sent)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield service
        server.shutdown()
        thread.join()
