"""What lists are made of: articles with the sources that are shown, and where a page of them goes on."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from glosswire.model import ArticleId, Listing, Reading, Source, SourceId
from glosswire.serve.answer import Missing
from glosswire.serve.present import is_shown, line
from glosswire.serve.tongues import Tongue
from glosswire.serve.views import Line, Outlet, Ref

_ROUNDS = 10  # of asking for more where a source's policy hides what came
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles a list holds; `sections` are publishers' words that are one section."""

    language: str | None = None
    source_id: SourceId | None = None
    sections: tuple[str, ...] = ()
    day: date | None = None


ALL = Wanted()


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list before it is shown, with its source; `told`: where it stands for more, what that is and where."""

    listing: Listing
    source: Source
    told: Ref | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list; `older`, where the next begins, is empty at the end."""

    items: tuple[Listed, ...]
    older: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """The articles as lists show them."""
        return tuple(line(item.listing, item.source) for item in self.items)


@dataclass(frozen=True, slots=True)
class Opened:
    """An article that was read, with its source."""

    reading: Reading
    source: Source


@dataclass(frozen=True, slots=True)
class FeedOf:
    """What a feed is of, and the page that shows the same; `items`: what it holds, where that is no list of `wanted`."""

    title: str
    href: str
    wanted: Wanted = ALL
    items: tuple[Listed, ...] | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of articles under a title, newest first, with the card or neighbours that its kind has."""

    title: str
    lines: tuple[Line, ...]
    older: str
    newest: str
    intro: str = ""
    empty: str = "The newsroom is still fetching its first articles."
    tongue: Tongue | None = None
    card: Outlet | None = None
    earlier: Ref | None = None
    later: Ref | None = None
    is_growing: bool = False
    feed: str = ""  # where its feed is, without the form's ending


class Roll:
    """The sources whose articles are shown; one that is unknown here is not."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """Tell those that are shown from those whose policy hides them."""
        known = tuple(sources)
        self.shown: Mapping[str, Source] = {source.id: source for source in known if is_shown(source.policy)}
        self._hidden = frozenset(source.id for source in known if not is_shown(source.policy))

    def of(self, source_id: str) -> Source:
        """A source that is shown; raises Missing."""
        source = self.shown.get(source_id)
        if source is None:
            raise Missing(410 if source_id in self._hidden else 404)
        return source

    def listed(self, listings: Iterable[Listing]) -> Iterator[Listed]:
        """Those that are shown, with their sources."""
        for listing in listings:
            if (source := self.shown.get(listing.source_id)) is not None:
                yield Listed(listing, source)

    def fill(
        self, size: int, before: ArticleId | None, ask: Callable[[int, ArticleId | None], Sequence[Listing]]
    ) -> Found:
        """Fill a page of a list with what may be listed; `ask` is for so many older than an article."""
        found: list[Listed] = []
        for _ in range(_ROUNDS):
            batch = ask(size + 1, before)
            found += self.listed(batch)
            if len(found) > size or len(batch) <= size:
                break
            before = batch[-1].id
        return cut(found, size)


def cut(found: Sequence[Listed], size: int) -> Found:
    """A page of what was found, and where the next goes on."""
    return Found(tuple(found[:size]), found[size - 1].listing.id if len(found) > size else "")


def list_page(title: str, href: str, before: str, found: Found) -> ListPage:
    """Show a page of a list."""
    lines = found.lines
    return ListPage(
        title,
        lines,
        older=f"{href}?before={found.older}" if found.older else "",
        newest=href if before else "",
        feed="" if href == "/latest" or href.startswith("/day/") else f"{href}/feed",
        is_growing=any(not item.is_ready for item in lines),
    )


def is_id(text: str) -> bool:
    """Whether a text can be an id of ours, of an article, a story or an edition."""
    return bool(_ID.fullmatch(text))


def cursor(before: str) -> ArticleId | None:
    """Read where a page of a list goes on, as far as it can be an article's id."""
    return ArticleId(before) if is_id(before) else None


def number_of(text: str) -> int:
    """Read a number from an address; Missing where it is none."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Missing
    return int(text)
