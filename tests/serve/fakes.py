"""A store in memory, with verbs, and a reader that asks an app without a network."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.types import Message

from glosswire.errors import NotFound, StoreBusy
from glosswire.model import (
    ArticleId,
    Correction,
    Counts,
    Failure,
    FeedState,
    Listing,
    Quote,
    Reading,
    Report,
    ReportState,
    RevisionLine,
    Segment,
    SourceId,
    Stage,
    Tally,
)
from tests.serve.fake_stories import FakeStories
from tests.serve.samples import listing_of


class FakeStore(FakeStories):
    """What the site reads, from readings that the test gives."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        super().__init__()
        self._readings: dict[ArticleId, Reading] = {}
        self._older: dict[tuple[ArticleId, int], Reading] = {}
        self._reports: list[Report] = []
        self._corrections: list[Correction] = []
        self._failures: list[Failure] = []
        self._feeds: list[FeedState] = []
        self.opened: list[ArticleId] = []
        self.asked = 0
        self._is_busy = False
        self.take_in(*readings)

    def take_in(self, *readings: Reading) -> None:
        """Publish articles, or new revisions of them."""
        for reading in readings:
            article = reading.article
            self._readings[article.id] = replace(reading, revisions=article.revision)
            self._older[article.id, article.revision] = reading

    def fail(self, *failures: Failure) -> None:
        """Have something failed."""
        self._failures += failures

    def follow(self, *feeds: FeedState) -> None:
        """Know feeds."""
        self._feeds += feeds

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
        current = self._readings[article_id]
        if revision is None or revision == current.article.revision:
            return current
        if (article_id, revision) not in self._older:
            raise NotFound(f"no revision {revision} of {article_id}")
        return replace(self._older[article_id, revision], revisions=current.revisions)

    def readings(self, ids: Sequence[ArticleId]) -> tuple[Reading, ...]:
        return tuple(self.reading(article_id) for article_id in ids if article_id in self._readings)

    def revisions(self, article_id: ArticleId) -> tuple[RevisionLine, ...]:
        self.reading(article_id)
        found, before = [], frozenset[str]()
        for (name, number), reading in sorted(self._older.items()):
            if name == article_id:
                article = reading.article
                texts = [article.text_of(s) for s in reading.sentences]
                changed = sum(text not in before for text in texts) if before else 0
                found.append(
                    RevisionLine(number, article.headline, article.fetched_at, article.modified_at, len(texts), changed)
                )
                before = frozenset(texts)
        return tuple(found)

    def corrections(self, limit: int, before: int | None = None) -> tuple[Correction, ...]:
        self._answer()
        found = [item for item in reversed(self._corrections) if before is None or item.number < before]
        return tuple(found[:limit])

    def add_report(self, article_id: ArticleId, revision: int, position: int, comment: str, now: datetime) -> Report:
        segment, source = self._segment(article_id, revision, position)
        made = Report(len(self._reports) + 1, article_id, revision, position, source, segment.target, comment, now)
        self._reports.append(made)
        return made

    def reports(self, state: ReportState = "open", limit: int = 100) -> tuple[Report, ...]:
        self._answer()
        return tuple([report for report in reversed(self._reports) if report.state == state][:limit])

    def settle_report(
        self, number: int, state: ReportState, now: datetime, english: str = "", note: str = ""
    ) -> Correction | None:
        found = next((report for report in self._reports if report.number == number), None)
        if found is None or found.state != "open":
            raise NotFound(f"no open report {number}")
        self._reports[number - 1] = replace(found, state=state)
        if state != "accepted":
            return None
        return self.correct(found.article_id, found.revision, found.position, english, note, now)

    def correct(
        self, article_id: ArticleId, revision: int, position: int, english: str, note: str, now: datetime
    ) -> Correction:
        old, source = self._segment(article_id, revision, position)
        made = Correction(
            len(self._corrections) + 1, article_id, revision, position, source, old.target, english, note, now
        )
        self._corrections.append(made)
        reading = self.reading(article_id, revision)
        translation = reading.translation
        new = replace(old, target=english, findings=(), engine="operator", state="translated")
        segments = tuple(new if segment is old else segment for segment in translation.segments)
        mended = replace(reading, translation=replace(translation, segments=segments))
        self._older[article_id, revision] = mended
        if self._readings[article_id].article.revision == revision:
            self._readings[article_id] = mended
        return made

    def _segment(self, article_id: ArticleId, revision: int, position: int) -> tuple[Segment, str]:
        reading = self.reading(article_id, revision)
        place = reading.sentences[position]
        segment = next((s for s in reading.translation.segments if place in s.sources), None)
        if segment is None:
            raise NotFound(f"no English of sentence {position}")
        return segment, reading.article.text_of(place)

    def doubts(self, limit: int = 50) -> tuple[tuple[Reading, int], ...]:
        self._answer()
        found = [
            (reading, reading.sentences.index(min(segment.sources)))
            for reading in self._readings.values()
            for segment in reading.translation.segments
            if any(finding.severity == "critical" for finding in segment.findings)
        ]
        return tuple(found[:limit])

    def english_quotes(self, since: datetime, until: datetime, limit: int = 500) -> tuple[Quote, ...]:
        self._answer()
        found = (
            quote
            for reading in self._readings.values()
            if reading.article.language.tag == "en" and since <= listing_of(reading).published_at <= until
            for quote in reading.quotes
        )
        return tuple(found)[:limit]

    def counts(self) -> Counts:
        total, languages = len(self._readings), self.tallies("language")
        doubts, reports = len(self.doubts(999)), len(self.reports("open", 999))
        return Counts(
            len(self._feeds), total, len(self._older), 1, 0, 0, 0, 0, (), (), languages, doubts=doubts, reports=reports
        )

    def failures(self, stage: Stage | None = None, limit: int = 100) -> tuple[Failure, ...]:
        self._answer()
        return tuple(self._failures[:limit])

    def feed_states(self) -> tuple[FeedState, ...]:
        self._answer()
        return tuple(self._feeds)

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

    def __init__(self, app: Starlette, client: str = "127.0.0.1", version: str = "1.1") -> None:
        self._app, self._client, self._version = app, client, version
        self.faults: list[Exception] = []

    def get(self, target: str, method: str = "GET", **headers: str) -> Got:
        """Ask for a page; the headers' names may hold `_` for `-`."""
        return asyncio.run(self._ask(target, method, headers, b""))

    def post(self, target: str, form: dict[str, str] | bytes, **headers: str) -> Got:
        """Send a form, as a page of the site itself does where `headers` say nothing else."""
        body = form if isinstance(form, bytes) else urlencode(form).encode()
        own = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        return asyncio.run(
            self._ask(target, "POST", {**own, **{k.replace("_", "-"): v for k, v in headers.items()}}, body)
        )

    async def _ask(self, target: str, method: str, headers: dict[str, str], content: bytes) -> Got:
        path, _, query = target.partition("?")
        named = {"host": "news.example", "user-agent": "Mozilla/5.0", **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": self._version,
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()],
            "server": ("news.example", 80),
            "client": (self._client, 1),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        try:
            await self._app(scope, receive, send)
        except Exception as fault:  # what a server would log, after the answer is sent
            self.faults.append(fault)
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        return Got(start["status"], {k.decode().lower(): v.decode() for k, v in start["headers"]}, body)
