"""Count what readers open, behind their backs in one sense only: no page waits for it."""

import re
from collections.abc import Callable
from queue import Full, Queue
from threading import Thread
from types import TracebackType

from starlette.requests import Request

from glosswire.errors import StoreError
from glosswire.model import ArticleId

_WAITING = 1000  # openings; a store that is busy for longer loses some, which ranks no worse
_ROBOT = re.compile(
    r"bot\b|crawl|spider|slurp|preview|monitor|curl|wget|python|aiohttp|httpx|java/|go-http|headless|lighthouse", re.I
)


def is_reader(request: Request) -> bool:
    """Whether a request is a person's opening of a page: no robot, no prefetch, no look for changes."""
    headers = request.headers
    agent = headers.get("user-agent", "")[:500]
    return (
        request.method == "GET"
        and bool(agent)
        and not _ROBOT.search(agent)
        and "prefetch" not in headers.get("sec-purpose", headers.get("purpose", ""))
        and headers.get("sec-fetch-dest", "document") == "document"
        and "if-none-match" not in headers
    )


class Openings:
    """A thread that writes openings to the store, one after the other; only the article's id is kept."""

    def __init__(self, note: Callable[[ArticleId], None]) -> None:
        """Write each opening with `note`, which may raise StoreError."""
        self._note = note
        self._waiting: Queue[ArticleId | None] = Queue(_WAITING)
        self._thread = Thread(target=self._write, name="openings", daemon=True)

    def __enter__(self) -> "Openings":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.put(None)
        self._thread.join(timeout=5)

    def add(self, article_id: ArticleId) -> None:
        """Have an opening counted soon; never waits."""
        try:
            self._waiting.put_nowait(article_id)
        except Full:
            _lost(article_id, "queue_full")

    def _write(self) -> None:
        while (article_id := self._waiting.get()) is not None:
            try:
                self._note(article_id)
            except StoreError as error:
                _lost(article_id, type(error).__name__)


def _lost(article_id: ArticleId, reason: str) -> None:
    import structlog  # a fifth of a second that the first page need not wait for

    structlog.get_logger().warning("opening_not_counted", article=article_id, reason=reason)
