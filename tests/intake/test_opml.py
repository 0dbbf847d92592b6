"""Lists of feeds come from other readers as they write them, and go back to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.errors import NotAFeed
from glosswire.intake.opml import MAX_BYTES, MAX_OUTLINES, Outline, read_opml, write_opml

THEIRS = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Кавказ" title="Кавказ">
  <outline text="JAMnews" title=" JAM\n news " type="rss" xmlUrl="https://jam-news.net/ge/feed" htmlUrl="https://jam-news.net/"/>
  <outline text="Netgazeti" type="rss" XMLURL="https://netgazeti.ge/feed/?utm_source=x" language="ka_GE"/>
</outline>
<outline text="again" xmlUrl="https://jam-news.net/ge/feed"/>
<outline text="a script" xmlUrl="javascript:alert(1)"/>
<outline text="a file" xmlUrl="file:///etc/passwd"/>
</body></opml>""".encode()


def test_feeds_are_read_out_of_folders_each_once() -> None:
    assert read_opml(THEIRS, "theirs") == (
        Outline("JAM news", "https://jam-news.net/ge/feed", "https://jam-news.net/"),
        Outline("Netgazeti", "https://netgazeti.ge/feed/", language="ka-GE"),
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no XML",
        b"<html><body>no list</body></html>",
        b"<opml><body><outline",
        b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">]><opml><outline text="&a;" xmlUrl="https://a.example/"/></opml>',
        b'<!DOCTYPE opml SYSTEM "http://127.0.0.1/x.dtd"><opml/>',
        b"<opml>" + b"<outline>" * 100_000,
        b"<opml>" + b" " * MAX_BYTES + b"</opml>",
    ],
)
def test_what_is_no_list_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(NotAFeed, match=r"theirs\.opml"):
        read_opml(body, "theirs.opml")


def test_a_list_without_end_is_cut() -> None:
    many = "".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(MAX_OUTLINES + 10))
    assert len(read_opml(f"<opml>{many}</opml>".encode(), "many")) == MAX_OUTLINES


@given(title=st.text(), kind=st.sampled_from(["auto", "sitemap", "news-sitemap"]))
def test_what_is_written_is_read(title: str, kind: str) -> None:
    feed = Outline("A & <B>", "https://a.example/feed?a=1&b=2", "https://a.example/", "sr-Latn", "RS")
    text = "".join(write_opml(title, [feed, Outline(title, "https://b.example/s.xml", kind=kind)]))  # type: ignore[arg-type]
    first, second = read_opml(text.encode("utf-8"), "ours")
    assert first == feed
    assert (second.url, second.kind) == ("https://b.example/s.xml", kind)
