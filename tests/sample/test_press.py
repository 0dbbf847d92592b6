"""The sample press serves what publishers serve, and the newsroom's ordinary road takes all of it in, word for word."""

import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from glosswire.config import Fetch
from glosswire.errors import ConfigError, NotAnArticle, Refused
from glosswire.intake.extract import Hint, extract
from glosswire.intake.feeds import find_feeds, parse
from glosswire.intake.fetch import Fetcher, Request, open_fetcher
from glosswire.model import Article, Entry, Page, Source
from glosswire.sample.library import Piece, Publisher, Story, publishers, stories
from glosswire.sample.pages import article_page
from glosswire.sample.press import NETWORK, open_press

LATER = 1e9  # seconds: no test waits for a revision
PUBLISHERS = {publisher.id: publisher for publisher in publishers()}


def free_port() -> int:
    with socket.socket() as door:
        door.bind((f"{NETWORK}.1", 0))
        return int(door.getsockname()[1])


@dataclass(frozen=True)
class Reader:
    """A newsroom's road from the sample press to its articles."""

    sources: tuple[Source, ...]
    fetcher: Fetcher

    def page(self, url: str) -> Page:
        found = self.fetcher.fetch(Request(url)).page
        assert found is not None
        return found

    def entries(self, source: Source) -> tuple[Entry, ...]:
        feed = source.feeds[0]
        page = self.fetcher.fetch(Request(feed.url, purpose="feed")).page
        assert page is not None
        listed = parse(page.body, feed.url, feed.kind, page.media_type)
        assert listed.kind == feed.kind
        return listed.entries

    def article(self, source: Source, entry: Entry) -> Article:
        hint = Hint(source.id, source.languages, entry.title, entry.summary, entry.published_at, source.mastheads)
        return extract(self.page(entry.url), hint)

    def source(self, name: str) -> Source:
        return next(source for source in self.sources if source.id == name)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with (
        open_press(free_port(), LATER) as sources,
        open_fetcher(Fetch(delay_seconds=0.0, allow_private=(f"{NETWORK}.0/24",))) as fetcher,
    ):
        yield Reader(sources, fetcher)


def entry_of(reader: Reader, story: Story) -> Entry:
    return next(e for e in reader.entries(reader.source(story.publisher)) if e.url.endswith(story.path))


def plain(text: str) -> str:
    """Text with every space that lays out as a plain one; the ideographic one is punctuation."""
    return "\u3000".join(" ".join(part.split()) for part in text.split("\u3000"))


def written(story: Story) -> list[tuple[str, str]]:
    """The blocks of a story as extraction should find them."""
    blocks = [("headline", story.headline), ("standfirst", story.standfirst)]
    return [(kind, plain(text)) for kind, text in (*blocks, *((b.kind, b.text) for b in story.blocks))]


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.stem)
def test_an_article_comes_back_as_it_was_written(reader: Reader, story: Story) -> None:
    source = reader.source(story.publisher)
    found = reader.article(source, entry_of(reader, story))
    assert [(block.kind, block.text) for block in found.blocks] == written(story)
    assert [block.at for block in found.blocks[2:]] == [block.at for block in story.blocks]
    assert [mark.url for block in found.blocks for mark in block.marks] == [b.link for b in story.blocks if b.link]
    assert found.language.tag == source.languages[0]
    assert found.published_at == story.published_at
    assert found.agency == ((story.agency.partition("/")[0],) if story.agency else ())
    assert found.url == f"{source.home.rstrip('/')}{story.path}"
    assert found.section == ("" if PUBLISHERS[story.publisher].style == "bare" else story.section)


def test_every_list_names_every_article_with_its_time(reader: Reader) -> None:
    for source in reader.sources:
        entries = {entry.url: entry for entry in reader.entries(source)}
        for story in (s for s in stories() if s.publisher == source.id):
            entry = entries[f"{source.home.rstrip('/')}{story.path}"]
            stated = entry.published_at or entry.modified_at
            assert stated is not None
            assert abs(stated - story.published_at) < timedelta(seconds=1), "RSS knows no milliseconds"


def test_a_home_page_names_its_list(reader: Reader) -> None:
    for source in reader.sources:
        found = find_feeds(reader.page(source.home).body, source.home)
        syndicated = source.feeds[0].kind in ("rss", "atom", "json")
        assert source.feeds[0].url in {feed.url for feed in found} or not syndicated


def test_what_is_no_article_is_refused_by_its_reason(reader: Reader) -> None:
    known = {story.path for story in stories()}
    reasons: list[str] = []
    for source in reader.sources:
        for entry in reader.entries(source):
            if not any(entry.url.endswith(path) for path in known):
                with pytest.raises((NotAnArticle, Refused)) as refused:
                    reader.article(source, entry)
                reasons.append(str(refused.value).partition(":")[0])
    assert sorted(reasons) == ["a paywall stub", "a section front", "a video player", "robots.txt forbids it"]


def test_what_did_not_change_is_not_sent_again(reader: Reader) -> None:
    for url in (reader.sources[0].feeds[0].url, reader.sources[0].home):
        first = reader.fetcher.fetch(Request(url))
        assert first.page is not None
        assert reader.fetcher.fetch(Request(url, first.etag)).page is None
        assert reader.fetcher.fetch(Request(url, modified=first.modified)).page is None
        assert reader.fetcher.fetch(Request(url, modified="Mon, 01 Jan 2001 00:00:00 GMT")).page is not None


@pytest.mark.parametrize("publisher", [p for p in publishers() if p.charset != "utf-8"], ids=lambda p: str(p.id))
def test_an_old_charset_is_served_as_such(reader: Reader, publisher: Publisher) -> None:
    page = reader.page(reader.source(publisher.id).home)
    assert publisher.name in page.body.decode(publisher.charset)
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")


def test_every_page_says_that_it_is_a_sample(reader: Reader) -> None:
    for source in reader.sources:
        publisher = PUBLISHERS[source.id]
        story = next(s for s in stories() if s.publisher == source.id)
        for url in (source.home, f"{source.home.rstrip('/')}{story.path}"):
            assert publisher.notice in reader.page(url).body.decode(publisher.charset)


def test_sources_are_samples_whose_whole_texts_may_be_shown(reader: Reader) -> None:
    assert len(reader.sources) >= 12
    assert len({source.home for source in reader.sources}) == len(reader.sources)
    assert {source.policy for source in reader.sources} == {"full"}
    assert all("sample" in source.owner for source in reader.sources)


def test_a_revised_article_stands_in_its_later_form_when_its_time_has_come() -> None:
    fetch = Fetch(delay_seconds=0.0, allow_private=(f"{NETWORK}.0/24",))
    with open_press(free_port(), 0.0) as sources, open_fetcher(fetch) as fetcher:
        reader = Reader(sources, fetcher)
        for first in (story for story in stories() if story.revised):
            later, entry = first.revised, entry_of(reader, first)
            assert later is not None
            found = reader.article(reader.source(first.publisher), entry)
            assert [(block.kind, block.text) for block in found.blocks] == written(later)
            assert found.modified_at == later.modified_at
            assert entry.title == later.headline, "its list says so too"


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as door:
        door.bind((f"{NETWORK}.3", 0))
        door.listen()
        port = int(door.getsockname()[1])
        with pytest.raises(ConfigError, match=f"{NETWORK}.3:{port}"), open_press(port, LATER):
            pass


@pytest.mark.parametrize("style", ["json-ld", "open-graph", "microdata", "bare"])
def test_markup_in_a_text_is_text(style: str) -> None:
    evil = "</script><script>alert(1)</script> \"'><b>"
    story = Story(
        "evil",
        "x",
        "x",
        datetime(2023, 5, 22, tzinfo=UTC),
        evil,
        evil,
        evil,
        (Piece("paragraph", evil), Piece("item", evil)),
    )
    page = article_page(replace(publishers()[0], style=style), story, [story], "http://127.0.2.1")
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_an_asker_who_hangs_up_is_not_talked_about(reader: Reader, capfd: pytest.CaptureFixture[str]) -> None:
    host, port = reader.sources[0].home.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing resets the connection
        line.sendall(b"GET / HT")
    assert reader.page(reader.sources[0].home).status == 200
    assert capfd.readouterr().err == ""


def test_a_page_has_what_stands_around_an_article_on_the_web(reader: Reader) -> None:
    story = next(s for s in stories() if s.publisher == "musterblatt")
    source, publisher = reader.source("musterblatt"), PUBLISHERS["musterblatt"]
    text = reader.page(f"{source.home.rstrip('/')}{story.path}").body.decode()
    for piece in (
        "cookie-banner",
        publisher.cookies,
        "read-also",
        "newsletter-box",
        'class="share"',
        "© Das Musterblatt",
    ):
        assert piece in text
    image = reader.article(source, entry_of(reader, story)).image
    assert image is not None
    assert (image.caption, image.credit) == (publisher.picture, publisher.name)
    assert image.url == f"{source.home}picture.svg"
