"""Stand-ins for what is outside: a web that answers from memory, and an engine that says what it was given."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from glosswire.errors import EngineDown, FetchError, Gone
from glosswire.intake.fetch import Answer, Request
from glosswire.model import Page
from glosswire.translate.base import Candidate


@dataclass
class FakeClock:
    """A clock that goes on only when it is told to."""

    at: datetime = datetime(2023, 5, 23, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Read it."""
        return self.at

    def pass_time(self, **lengths: float) -> None:
        """Let time go by."""
        self.at += timedelta(**lengths)


@dataclass
class FakeWeb:
    """Pages by their URLs; what is not there is gone."""

    clock: FakeClock
    pages: dict[str, str] = field(default_factory=dict)
    errors: dict[str, FetchError] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    closed: bool = False
    breaks: Exception | None = None  # raised when anything is asked

    def publish(self, url: str, text: str) -> None:
        """Put a page on the web, in place of what was there."""
        self.pages[url] = text

    def fetch_many(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Answer | FetchError]]:
        """Answer each, in order; a request that names the present page's tag learns that nothing has changed."""
        for request in requests:
            if self.breaks is not None:
                raise self.breaks
            self.asked.append(request.url)
            yield request, self._answer(request)

    def _answer(self, request: Request) -> Answer | FetchError:
        url = request.url
        if url in self.errors:
            return self.errors[url]
        if url not in self.pages:
            return Gone(url, "404")
        tag = f'"{hash(self.pages[url])}"'
        if request.etag == tag:
            return Answer(None, tag, "", None)
        body = self.pages[url].encode()
        kind = "application/rss+xml" if request.purpose == "feed" else "text/html"
        return Answer(Page(url, self.redirects.get(url, url), 200, kind, "utf-8", body, self.clock()), tag, "", None)

    def close(self) -> None:
        """Hang up."""
        self.closed = True


class FakeEngine:
    """An engine whose English is `en:` and the words upside down; what it was asked is kept."""

    asked: tuple[str, ...] = ()
    down = threading.Event()
    chokes = threading.Event()  # whether it goes down over `unsagbar` when asked for it alone

    def __init__(self, name: str = "fake") -> None:
        self.version = f"fake/{name}@0/0"
        self.batch = 4

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Turn the words of each text around; nothing for a text with the word `unsagbar`."""
        if FakeEngine.down.is_set():
            raise EngineDown("fake", "it is down")
        if FakeEngine.chokes.is_set() and len(texts) == 1 and "unsagbar" in texts[0]:
            raise EngineDown("fake", "it choked")
        FakeEngine.asked += tuple(texts)
        return tuple(Candidate("" if "unsagbar" in text else english(text)) for text in texts)

    def close(self) -> None:
        """Do nothing."""


def english(text: str) -> str:
    """What the fake engine makes of a text."""
    return "English " + " ".join(f"w{len(word)}{word[::-1].lower().strip('.')}" for word in text.split()) + "."


def open_fake(name: str = "fake") -> FakeEngine:
    """Make a fake engine, as the registry does."""
    return FakeEngine(name)


def open_fake_that_is_down() -> FakeEngine:
    """Make a fake engine that does not answer."""
    FakeEngine.down.set()
    return FakeEngine("down")
