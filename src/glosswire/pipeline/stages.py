"""The stages of intake as pure work: what the web answered goes in, records come out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from glosswire.errors import ContentError, FetchError, GlosswireError
from glosswire.intake.extract import Hint, extract
from glosswire.intake.feeds import Listed, parse
from glosswire.intake.fetch import Answer
from glosswire.intake.urls import normalise
from glosswire.model import Article, Failure, FeedKind, FeedState, PendingEntry, Sentence
from glosswire.text.sentences import sentences_of


@dataclass(frozen=True, slots=True)
class FeedWork:
    """A feed that was asked, and what came of it."""

    state: FeedState
    kind: FeedKind
    answer: Answer | FetchError
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed lists; `listed` is None where it is unchanged, or where `error` says what went wrong."""

    state: FeedState
    at: datetime
    listed: Listed | None = None
    error: GlosswireError | None = None
    etag: str = ""
    modified: str = ""
    max_age_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PageWork:
    """An entry whose page was asked for, and what came of it."""

    entry: PendingEntry
    hint: Hint
    answer: Answer | FetchError
    at: datetime


@dataclass(frozen=True, slots=True)
class PageRead:
    """An entry's article; neither article nor failure where the page is unchanged."""

    entry: PendingEntry
    article: Article | None
    sentences: tuple[Sentence, ...]
    failure: Failure | None
    etag: str = ""
    modified: str = ""
    address: str = ""  # of the page that came, normalised: that of its entry, but for redirects


Work = FeedWork | PageWork
Read = FeedRead | PageRead


def make_reader() -> Callable[[Work], Read]:
    """Make what a worker does: feeds and pages alike, for both come as they arrive."""
    return read


def read(work: Work) -> Read:
    """Read a feed or a page; what it cannot read becomes a failure."""
    return read_feed(work) if isinstance(work, FeedWork) else read_page(work)


def read_feed(work: FeedWork) -> FeedRead:
    """Read what a feed lists."""
    answer = work.answer
    if isinstance(answer, FetchError):
        return FeedRead(work.state, work.at, error=answer)
    found = FeedRead(work.state, work.at, None, None, answer.etag, answer.modified, answer.max_age_seconds)
    if answer.page is None:
        return found
    try:
        return replace(found, listed=parse(answer.page.body, answer.page.final_url, work.kind, answer.page.media_type))
    except ContentError as error:
        return replace(found, error=error, etag="", modified="")


def read_page(work: PageWork) -> PageRead:
    """Read the article of a page, and where its sentences are."""
    answer, url = work.answer, work.entry.entry.url
    if isinstance(answer, FetchError):
        return PageRead(work.entry, None, (), Failure.of(url, "fetch", answer, work.at))
    if answer.page is None:
        return PageRead(work.entry, None, (), None, answer.etag, answer.modified)
    try:
        article = extract(answer.page, work.hint)
    except GlosswireError as error:
        return PageRead(work.entry, None, (), Failure.of(url, "extract", error, work.at), answer.etag, answer.modified)
    address = normalise(answer.page.final_url or answer.page.url)
    return PageRead(work.entry, article, sentences_of(article), None, answer.etag, answer.modified, address)
