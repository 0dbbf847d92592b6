"""A store in memory, with verbs, and a reader that asks an app without a network."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from starlette.applications import Starlette
from starlette.types import Message

from glosswire.errors import NotFound, StoreBusy
from glosswire.model import ArticleId, Listing, Reading, SourceId, Tally
from tests.serve.samples import listing_of


class FakeStore:
    """What the site reads, from readings that the test gives."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        self._readings: dict[ArticleId, Reading] = {}
        self.opened: list[ArticleId] = []
        self.asked = 0
        self._is_busy = False
        self.take_in(*readings)

    def take_in(self, *readings: Reading) -> None:
        """Publish articles, or new revisions of them."""
        self._readings |= {reading.article.id: reading for reading in readings}

    def get_busy(self) -> None:
        """Refuse everything from now on, as a store that is being written to does."""
        self._is_busy = True

    def latest(
        self,
        limit: int,
        before: ArticleId | datetime | None = None,
        language: str | None = None,
        source_id: SourceId | None = None,
        section: str | None = None,
        day: date | None = None,
    ) -> tuple[Listing, ...]:
        found = [
            item
            for item in self._listings()
            if language in (None, item.language)
            and source_id in (None, item.source_id)
            and section in (None, item.section)
            and day in (None, item.published_at.date())
        ]
        if before is not None:
            if before not in self._readings:
                raise NotFound(f"no article {before}")
            last = listing_of(self._readings[ArticleId(str(before))])
            found = [item for item in found if (item.published_at, item.id) < (last.published_at, last.id)]
        return tuple(found[:limit])

    def reading(self, article_id: ArticleId, revision: int | None = None) -> Reading:
        self._answer()
        if article_id not in self._readings:
            raise NotFound(f"no article {article_id}")
        return self._readings[article_id]

    def days_around(self, day: date) -> tuple[date | None, date | None]:
        days = sorted({item.published_at.date() for item in self._listings()})
        earlier, later = [d for d in days if d < day], [d for d in days if d > day]
        return (earlier[-1] if earlier else None, later[0] if later else None)

    def tallies(self, by: Literal["day", "language", "source", "section"]) -> tuple[Tally, ...]:
        names = {
            "day": lambda item: str(item.published_at.date()),
            "language": lambda item: item.language,
            "source": lambda item: item.source_id,
            "section": lambda item: item.section,
        }
        return tuple(Tally(name, n) for name, n in Counter(map(names[by], self._listings())).most_common())

    def search(self, text: str, limit: int) -> tuple[Listing, ...]:
        found = [
            item for item in self._listings() if text.casefold() in (item.headline + item.original_headline).casefold()
        ]
        return tuple(found[:limit])

    def note_opened(self, article_id: ArticleId, now: datetime) -> None:
        self._answer()
        self.opened.append(article_id)

    def _listings(self) -> list[Listing]:
        self._answer()
        listings = map(listing_of, self._readings.values())
        return sorted(listings, key=lambda item: (item.published_at, item.id), reverse=True)

    def _answer(self) -> None:
        self.asked += 1
        if self._is_busy:
            raise StoreBusy("another writer has its turn")


@dataclass(frozen=True)
class Got:
    """An answer as a reader sees it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Reader:
    """A browser's manners without a browser."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self.faults: list[Exception] = []

    def get(self, target: str, method: str = "GET", **headers: str) -> Got:
        """Ask for a page; the headers' names may hold `_` for `-`."""
        return asyncio.run(self._ask(target, method, headers))

    async def _ask(self, target: str, method: str, headers: dict[str, str]) -> Got:
        path, _, query = target.partition("?")
        named = {"host": "news.example", "user-agent": "Mozilla/5.0", **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()],
            "server": ("news.example", 80),
            "client": ("127.0.0.1", 1),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        try:
            await self._app(scope, receive, send)
        except Exception as fault:  # what a server would log, after the answer is sent
            self.faults.append(fault)
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        return Got(start["status"], {k.decode().lower(): v.decode() for k, v in start["headers"]}, body)
