"""What publishers list, in every form."""

import gzip
import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.errors import NotAFeed
from glosswire.intake.feeds import MAX_ENTRIES, FoundFeed, Listed, candidates, find_feeds, parse
from glosswire.model import Entry

URL = "https://zeitung.example/feed"
PAGE = "https://zeitung.example/armenien"
TEN = datetime(2023, 5, 22, 10, tzinfo=UTC)


def rss(items: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Zeitung</title>{head}{items}</channel></rss>'.encode()
    )


def one(body: bytes) -> Entry:
    (entry,) = parse(body, URL).entries
    return entry


ARMENIA = Entry(PAGE, URL, "Armenien & die OVKS", "Ein Vertrag.", TEN, TEN, "de")

RSS_20 = rss(
    "<item><title>Armenien &amp;amp; die OVKS</title><link>https://zeitung.example/armenien?utm_source=rss</link>"
    "<description><![CDATA[<p>Ein <b>Vertrag</b>.</p><script>x()</script>]]></description>"
    "<pubDate>Mon, 22 May 2023 12:00:00 CEST</pubDate></item>",
    "<language>de</language><ttl>30</ttl>",
)
RSS_091 = (
    b'<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" '
    b'"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Zeitung</title>'
    b"<language>de</language><item><title>T\xfcr</title><link>https://zeitung.example/armenien</link></item></channel></rss>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Zeitung</title></channel>'
    '<item rdf:about="https://zeitung.example/armenien"><title>Tür</title>'
    "<link>https://zeitung.example/armenien</link><dc:date>2023-05-22T12:00+02:00</dc:date></item></rdf:RDF>"
).encode()
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://zeitung.example/"><title>Zeitung</title>'
    b'<entry><title type="text">1 &lt; 2</title><link rel="enclosure" href="/ton.mp3"/><link href="armenien"/>'
    b"<published>2023-05-22T10:00:00Z</published><updated>2023-05-22T11:00:00Z</updated>"
    b'<summary type="html">&lt;p>Eins&lt;/p>&lt;p>zwei&lt;/p></summary></entry></feed>'
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Zeitung",
        "language": "de",
        "items": [
            {
                "id": "1",
                "url": "/armenien",
                "title": "Tür",
                "content_html": "<p>Ja</p>",
                "date_published": "2023-05-22T12:00:00+02:00",
            },
            {"id": 2, "url": 3, "title": None, "date_published": {}},
            "no item",
        ],
    }
).encode()
NEWS_SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
    "<url><loc> https://zeitung.example/armenien </loc><image:image><image:loc>https://zeitung.example/bild.jpg</image:loc>"
    "</image:image><n:news><n:publication><n:name>Zeitung</n:name><n:language>de</n:language></n:publication>"
    "<n:publication_date>2023-05-22T12:00:00+02:00</n:publication_date><n:title>Tür &amp;amp; Tor</n:title></n:news></url>"
    "<url><loc>https://zeitung.example/zwei</loc><lastmod>2023-05-22</lastmod></url></urlset>"
).encode()
INDEX = (
    b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://zeitung.example/1.xml</loc>'
    b"</sitemap><sitemap><loc>/2.xml.gz</loc><lastmod>2023-05-22</lastmod></sitemap></sitemapindex>"
)


def test_rss_is_read() -> None:
    found = parse(RSS_20, URL)
    assert (found.kind, found.title, found.language, found.ttl_seconds) == ("rss", "Zeitung", "de", 1800.0)
    (entry,) = found.entries
    assert (entry.url, entry.title, entry.summary) == (ARMENIA.url, ARMENIA.title, ARMENIA.summary)
    assert (entry.published_at, entry.modified_at, entry.language) == (TEN, None, "de")


def test_old_rss_in_its_own_charset_is_read() -> None:
    found = parse(RSS_091, URL)
    assert found.kind == "rss"
    assert found.entries == (Entry(PAGE, URL, "Tür", language="de"),)


def test_rdf_is_read() -> None:
    found = parse(RDF, URL)
    assert found.kind == "rss"
    assert found.entries[0].title == "Tür"
    assert found.entries[0].published_at == TEN


def test_atom_is_read() -> None:
    found = parse(ATOM, URL)
    assert (found.kind, found.language) == ("atom", "de")
    updated = datetime(2023, 5, 22, 11, tzinfo=UTC)
    assert found.entries == (Entry(PAGE, URL, "1 < 2", "Eins zwei", TEN, updated, "de"),)


def test_a_json_feed_is_read() -> None:
    found = parse(JSON_FEED, URL)
    assert (found.kind, found.title) == ("json", "Zeitung")
    assert found.entries == (Entry(PAGE, URL, "Tür", "Ja", TEN, None, "de"),)


def test_a_news_sitemap_is_read() -> None:
    found = parse(NEWS_SITEMAP, URL)
    assert (found.kind, found.title, found.language) == ("news-sitemap", "Zeitung", "de")
    assert found.entries == (
        Entry(PAGE, URL, "Tür & Tor", "", TEN, None, "de"),
        Entry("https://zeitung.example/zwei", URL, modified_at=datetime(2023, 5, 22, tzinfo=UTC)),
    )


def test_a_sitemap_index_names_other_lists() -> None:
    found = parse(INDEX, URL)
    assert found == Listed((), ("https://zeitung.example/1.xml", "https://zeitung.example/2.xml.gz"), "sitemap")


def test_a_packed_sitemap_is_unpacked() -> None:
    assert parse(gzip.compress(NEWS_SITEMAP), URL) == parse(NEWS_SITEMAP, URL)


def test_a_sitemap_in_plain_text_is_read_where_one_is_expected() -> None:
    body = b"https://zeitung.example/a\nhttps://zeitung.example/b\n"
    assert len(parse(body, URL, "sitemap").entries) == len(parse(body, URL, media_type="text/plain").entries) == 2
    with pytest.raises(NotAFeed):
        parse(body, URL)


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-8"])
def test_marks_and_wide_charsets_are_understood(charset: str) -> None:
    text = rss("<item><title>Փաշինյան ترکیه 中文</title><link>/a</link></item>").decode()
    assert one(text.encode(charset)).title == "Փաշինյան ترکیه 中文"


@pytest.mark.parametrize("charset", ["windows-1251", "iso-2022-jp", "big5", "euc-kr", "gb18030"])
def test_a_declared_charset_is_used(charset: str) -> None:
    title = {"windows-1251": "Россия", "iso-2022-jp": "日本語", "euc-kr": "한국", "big5": "臺灣", "gb18030": "中国"}[
        charset
    ]
    text = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><item><title>{title}</title><link>/a</link></item></channel></rss>'
    assert one(text.encode(charset)).title == title


def test_utf8_that_calls_itself_latin_is_still_utf8() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>Tür</title><link>/a</link></item></channel></rss>'
    assert one(text.encode()).title == "Tür"


def test_an_article_is_listed_once_and_the_order_is_kept() -> None:
    links = ["/b", "/a?utm_source=x", "/b/", "/a", "/c"]
    found = parse(rss("".join(f"<item><link>{link}</link></item>" for link in links)), URL)
    assert [entry.url for entry in found.entries] == [f"https://zeitung.example/{c}" for c in "bac"]


def test_of_a_long_sitemap_the_latest_are_kept_in_their_order() -> None:
    rows = "".join(
        f"<url><loc>https://zeitung.example/{n}</loc><lastmod>20{10 + n // 500}-01-01</lastmod></url>"
        for n in range(5000)
    )
    found = parse(f"<urlset>{rows}</urlset>".encode(), URL)
    assert [entry.url.rpartition("/")[2] for entry in found.entries] == [str(n) for n in range(3000, 5000)]


def test_of_a_long_feed_the_first_are_kept() -> None:
    found = parse(rss("".join(f"<item><link>/{n}</link></item>" for n in range(3000))), URL)
    assert len(found.entries) == MAX_ENTRIES
    assert found.entries[0].url.endswith("/0")


@pytest.mark.parametrize(
    ("items", "url"),
    [
        ("<guid>https://zeitung.example/armenien</guid>", PAGE),
        ('<guid isPermaLink="false">7</guid><link>/armenien</link>', PAGE),
        ("<link>\n https://zeitung.example/armenien \n</link>", PAGE),
        (
            '<link>https://count.example/7</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">'
            "https://zeitung.example/armenien</f:origLink>",
            PAGE,
        ),
    ],
)
def test_an_entry_is_where_its_publisher_says(items: str, url: str) -> None:
    assert one(rss(f"<item>{items}</item>")).url == url


@pytest.mark.parametrize(
    "items",
    [
        "<title>Ohne Adresse</title>",
        "<link>javascript:alert(1)</link>",
        "<link>file:///etc/passwd</link>",
        '<enclosure url="https://zeitung.example/ton.mp3" type="audio/mpeg"/>',
        "<link>https://user:word@zeitung.example/</link>",
    ],
)
def test_an_entry_without_a_page_is_left_out(items: str) -> None:
    assert parse(rss(f"<item>{items}</item>"), URL).entries == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("&lt;b&gt;Eilig&lt;/b&gt; heute", "Eilig heute"),
        ("Ein  Satz\n und\tnoch\u200b einer", "Ein Satz und noch einer"),
        ("2 &lt; 3", "2 < 3"),
        ("Bra&amp;szlig;ilien &amp;#8211; ja", "Braßilien – ja"),
        ("<![CDATA[A<br>B &amp; C]]>", "A B & C"),
        ("u\u0308ber", "über"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Text", "Text"),
        ("x" * 5000, "x" * 1000),
    ],
)
def test_titles_are_plain_text(markup: str, text: str) -> None:
    assert one(rss(f"<item><link>/a</link><title>{markup}</title></item>")).title == text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<!doctype html><html><head><title>x</title></head></html>",
        b"<html><body><rss></rss></body></html>",
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"\x1f\x8b broken",
        b"{}",
        b"[]",
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": 7}',
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"plain words",
    ],
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        parse(body, URL)


def test_an_empty_list_is_still_a_list() -> None:
    assert parse(rss(""), URL).entries == ()
    assert parse(b"<urlset/>", URL).entries == ()


def test_entities_are_neither_fetched_nor_multiplied() -> None:
    names = "abcdefghij"
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    doctype = f'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY x SYSTEM "file:///etc/passwd">{laughs}]>'
    feed = f"{doctype}<rss><channel><item><link>/a</link><title>&x;&j;</title></item></channel></rss>".encode()
    sitemap = f"{doctype}<urlset><url><loc>https://zeitung.example/&j;&x;</loc></url></urlset>".encode()
    for body in (feed, sitemap):
        for entry in parse(body, URL).entries:
            assert "root:" not in entry.title + entry.url
            assert len(entry.title + entry.url) < 200


@pytest.mark.parametrize(
    "body",
    [
        rss("<x>" * 300_000),
        rss("<item><description>" + "<b>" * 300_000),
        rss("<item " + " ".join(f"a{n}=''" for n in range(50_000)) + ">"),
        rss("<item><title>" + "<![CDATA[" * 100_000),
        rss("<!--" * 200_000),
        b"<!DOCTYPE x [" + b"<!ENTITY a 'b'>" * 50_000 + b"]><rss>",
        b"<urlset>" + b"<url>" * 300_000,
        b"<a:" * 300_000,
        b" " * 1_000_000 + b"<rss>",
        gzip.compress(b"<urlset>" + b" " * 50_000_000),
    ],
    ids=range(10),
)
def test_hostile_bytes_cost_little(body: bytes) -> None:
    began = time.process_time()
    with suppress(NotAFeed):
        parse(body, URL)
    assert time.process_time() - began < 30


@given(
    st.binary(max_size=200), st.sampled_from([RSS_20, RDF, ATOM, JSON_FEED, NEWS_SITEMAP, INDEX]), st.integers(0, 600)
)
def test_any_damage_leaves_a_list_or_none(junk: bytes, body: bytes, at: int) -> None:
    try:
        found = parse(body[:at] + junk + body[at + len(junk) // 2 :], URL)
    except NotAFeed:
        return
    assert all(entry.url.startswith("http") and "\0" not in entry.title for entry in found.entries)


HOME = b"""<!doctype html><html><head><base href="https://zeitung.example/start/">
<link rel="alternate" type="application/rss+xml" title="Alle" href="/rss">
<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="atom.xml">
<link rel="alternate" type="application/rss+xml" title="Kommentare" href="/comments/feed/">
<link rel="alternate" hreflang="en" href="/en">
<link rel="alternate" type="application/json" href="/wp-json/1">
<link rel="stylesheet" href="/feed.css"></head>
<body><a href="/rss">RSS</a><a href="https://zeitung.example/sport/feed/">Sport</a><a href="/feedback">Kritik</a>
<a href="javascript:rss()">x</a><a href="/rss.html">Hilfe</a><a href="http://[/feed">x</a></body></html>"""


def test_a_home_page_names_its_feeds() -> None:
    assert find_feeds(HOME, "https://zeitung.example/") == (
        FoundFeed("https://zeitung.example/rss", "rss", "Alle"),
        FoundFeed("https://zeitung.example/start/atom.xml", "atom"),
        FoundFeed("https://zeitung.example/sport/feed/", "auto", "Sport"),
    )


@pytest.mark.parametrize("body", [b"", b"\0", b"<", b"<!-- -->", b"no markup"])
def test_a_page_without_feeds_names_none(body: bytes) -> None:
    assert find_feeds(body, URL) == ()


def test_common_places_are_tried_from_the_root() -> None:
    found = candidates("https://zeitung.example/start/")
    assert "https://zeitung.example/rss.xml" in found
    assert len(set(found)) == len(found)


def test_an_index_names_first_what_changed_last() -> None:
    rows = "".join(
        f"<sitemap><loc>https://zeitung.example/{at}.xml</loc>{lastmod}</sitemap>"
        for at, lastmod in (
            (1, "<lastmod>2019-01-31</lastmod>"),
            (2, "<lastmod>2023-05-22</lastmod>"),
            (3, ""),
            (4, "<lastmod>2023-04-30</lastmod>"),
        )
    )
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
    listed = parse(index.encode(), "https://zeitung.example/sitemap.xml")
    assert [url.rpartition("/")[2] for url in listed.feeds] == ["3.xml", "2.xml", "4.xml", "1.xml"]
