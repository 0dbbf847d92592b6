"""Read what publishers list: RSS, RDF, Atom, JSON Feed and sitemaps, told apart by their bytes, and find their lists."""

import codecs
import html
import io
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from urllib.parse import urlsplit

import feedparser
from lxml import etree
from lxml import html as lxml_html

from glosswire.errors import NotAFeed
from glosswire.intake.charset import decode
from glosswire.intake.feed_dates import read_date
from glosswire.intake.urls import identity, normalise
from glosswire.model import Entry, FeedKind

# The most that is unpacked and read of one list, and the most entries that are kept of it: the latest. A sitemap may
# hold 50,000 addresses; feedparser takes 0.35 ms an entry, so that 2,000 cost less than a second.
MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_ENTRIES = 2000
# What feedparser is given. It takes up to 2 s a megabyte on junk, and squares of the depth of elements and of the
# number of attributes (100,000 open elements: 3 s; 22,000 attributes: 6 s); no real feed comes near these.
MAX_FEED = 3_000_000
MAX_DEPTH = 1000
MAX_ATTRIBUTES = 500
MAX_HOME = 2_000_000  # of a home page; 0.4 s a megabyte of links
MAX_TITLE = 1000
MAX_SUMMARY = 2000
# What is looked at of one text before it is made plain: feeds carry whole articles in their summaries.
_MAX_MARKUP = 20_000
_ROOT_WITHIN = 65_536

_DECLARATION = re.compile(r"^\s{0,100}<\?xml\b[^<>]{0,300}>")
_ENCODING = re.compile(rb"""^[^<]{0,100}<\?xml\b[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})["']""")
_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(rss|rdf|feed|channel|urlset|sitemapindex|html)(?=[\s>:/])", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w-]{1,20}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_JSON_FEED = re.compile(r"jsonfeed\.org|^1(?:\.[01])?$")  # some write the number alone
_BREAK = re.compile(r"<(?=/?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|figure|figcaption|section)\b)", re.I)
_ELEMENT = re.compile(r"<(/?)[^<>/!?\s][^<>]*>")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_NEWS = "{http://www.google.com/schemas/sitemap-news/"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)

# Where publishers keep their lists when their home page names none, the likeliest first.
COMMON_PATHS = (
    "feed",
    "rss",
    "rss.xml",
    "feed.xml",
    "feeds/rss.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
    "news-sitemap.xml",
    "sitemap-news.xml",
    "sitemap_news.xml",
    "sitemap.xml",
)
_FEED_TYPES: Mapping[str, FeedKind] = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/xml": "auto",
    "text/xml": "auto",
}
_FEED_PATH = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._-]|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments?(?:/|$|\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says: its entries in their order, each once, or the lists that an index names."""

    entries: tuple[Entry, ...]
    feeds: tuple[str, ...]
    kind: FeedKind
    title: str = ""
    language: str = ""
    ttl_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A list that a home page names."""

    url: str
    kind: FeedKind = "auto"
    title: str = ""


def parse(body: bytes, url: str, kind: FeedKind = "auto", media_type: str = "") -> Listed:
    """Read a list's bytes, packed or not, as what they are; `kind` and `media_type` only tell plain lists of URLs.

    Titles and summaries come as plain text. Of more than 2,000 entries the latest are kept. Raises NotAFeed.
    """
    text = _text(_unpacked(body, url))
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        return _json(text, url)
    root = _root(text)
    if root in ("rss", "rdf", "feed", "channel"):
        return _syndicated(text, url, "atom" if root == "feed" else "rss")
    if root in ("urlset", "sitemapindex"):
        return _sitemap(text, url)
    if root == "" and start != "<" and (kind == "sitemap" or media_type == "text/plain"):
        return _lines(text, url)
    raise NotAFeed(url, "an HTML page" if "html" in root else "no list of a kind we read")


def find_feeds(body: bytes, url: str) -> tuple[FoundFeed, ...]:
    """Find the lists that a home page names, those of its head first; comments' lists are left out."""
    try:
        tree = lxml_html.document_fromstring(decode(body[:MAX_HOME]).encode(), parser=_html_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return ()
    base = next((str(found.get("href") or "") for found in tree.iter("base")), "")
    found: dict[str, FoundFeed] = {}
    for feed in (*_linked(tree), *_anchored(tree)):
        try:
            address = normalise(feed.url, _joined(base, url))
        except ValueError:
            continue
        if not _COMMENTS.search(urlsplit(address).path):
            found.setdefault(address, FoundFeed(address, feed.kind, feed.title))
    return tuple(found.values())[:100]


def candidates(url: str) -> tuple[str, ...]:
    """The places where a site's lists stand most often, for a site whose home page names none."""
    return tuple(normalise(f"/{path}", url) for path in COMMON_PATHS)


# -- bytes to text


def _unpacked(body: bytes, url: str) -> bytes:
    """The bytes themselves, or what is packed in them as gzip, up to the limit."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise NotAFeed(url, "broken gzip") from error


def _text(body: bytes) -> str:
    """Text in the charset that fits: a mark's, UTF-8 where it is, the declared one, or what the detector says."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace").lstrip("\ufeff")
    declared = _declared(body)
    if not (declared and body.isascii()):  # ISO-2022-JP is ASCII to the eye
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return body.decode(declared or "ascii")
    except (UnicodeError, LookupError):
        return decode(body, declared)


def _declared(body: bytes) -> str:
    """The charset of the XML declaration, where Python has one of that name that yields text."""
    found = _ENCODING.match(body)
    try:
        known = codecs.lookup(found[1].decode("ascii")) if found else None
        return known.name if known and isinstance(b"".decode(known.name), str) else ""
    except (LookupError, UnicodeError):
        return ""


def _root(text: str) -> str:
    """The name of the element that says what a document is, in lower case; empty where there is none near its start."""
    found = _ROOT.search(text[:_ROOT_WITHIN])
    return found[1].lower() if found else ""


# -- RSS, RDF, Atom


def _syndicated(text: str, url: str, kind: FeedKind) -> Listed:
    text = _cut(text)
    if not _is_sane(text):
        raise NotAFeed(url, "elements nested or attributes heaped without measure")
    document = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    read = feedparser.parse(
        io.BytesIO(document),
        response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    head = dict(read.feed)  # a plain dict: feedparser's own answers "updated" with what was "published"
    language = _language(str(head.get("language") or ""))
    entries = (_entry(dict(item), url, language, kind) for item in read.entries)
    title, ttl = _plain_of(head, "title", MAX_TITLE, kind), _ttl(str(head.get("ttl") or ""))
    return Listed(_once(entries), (), kind, title, language, ttl)


def _cut(text: str) -> str:
    """A feed's first items, as many as are kept and no more than are read."""
    starts = [found.start() for found in _ITEM.finditer(text)]
    if len(starts) > MAX_ENTRIES:
        text = text[: starts[MAX_ENTRIES]]
    if len(text) > MAX_FEED:
        text = text[: max((at for at in starts if at <= MAX_FEED), default=MAX_FEED)]
    return text


def _is_sane(text: str) -> bool:
    """Whether a document can be read in linear time; looks at its elements outside CDATA sections."""
    first, *rest = text.split("<![CDATA[")
    bare = first + "".join(piece[piece.find("]]>") + 3 :] for piece in rest if "]]>" in piece)
    depth = 0
    for element in _ELEMENT.finditer(bare):
        whole = element[0]
        if len(whole) > MAX_ATTRIBUTES and max(whole.count("="), len(whole.split())) > MAX_ATTRIBUTES:
            return False
        if _ITEM.match(whole):
            depth = 0  # what an item left open ends with it
        depth = max(0, depth - 1) if element[1] else depth + (not whole.endswith("/>"))
        if depth > MAX_DEPTH:
            return False
    return True


def _entry(item: Mapping[str, object], url: str, language: str, kind: FeedKind) -> Entry | None:
    link = _link(item)
    published, updated = (_date(item.get(name)) for name in ("published", "updated"))
    return _made(
        link,
        url,
        title=_plain_of(item, "title", MAX_TITLE, kind),
        summary=_plain_of(item, "summary", MAX_SUMMARY, kind),
        published_at=published or updated or _date(item.get("created")),
        modified_at=updated,
        language=_language(_detail(item, "title", "language")) or language,
    )


def _link(item: Mapping[str, object]) -> str:
    """The address of an entry's page: the publisher's own before a counting service's, never an enclosure's."""
    if own := item.get("feedburner_origlink"):
        return str(own)
    if stated := item.get("link"):
        return str(stated)
    links = item.get("links")
    for found in links if isinstance(links, list) else []:
        if found.get("href") and found.get("rel", "alternate") == "alternate":
            return str(found["href"])
    return ""


def _detail(item: Mapping[str, object], name: str, what: str) -> str:
    detail = item.get(f"{name}_detail")
    return str(detail.get(what) or "") if isinstance(detail, Mapping) else ""


def _plain_of(item: Mapping[str, object], name: str, limit: int, kind: FeedKind) -> str:
    """The text of a title or summary; only Atom's plain type means what it says, RSS's is feedparser's guess."""
    value, is_literal = str(item.get(name) or ""), kind == "atom" and _detail(item, name, "type") == "text/plain"
    return _tidy(value, limit) if is_literal else _plain(value, limit)


def _ttl(minutes: str) -> float | None:
    return int(minutes) * 60.0 if re.fullmatch(r"[0-9]{1,6}", minutes.strip()) and int(minutes) else None


# -- JSON Feed


def _json(text: str, url: str) -> Listed:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(url, "broken JSON") from error
    items = read.get("items") if isinstance(read, dict) else None
    if not isinstance(items, list) or not _JSON_FEED.search(_string(read, "version")):
        raise NotAFeed(url, "JSON that is no JSON Feed")
    language = _language(_string(read, "language"))
    entries = (_json_entry(item, url, language) for item in items[:MAX_ROWS] if isinstance(item, dict))
    return Listed(_once(entries), (), "json", _tidy(_string(read, "title"), MAX_TITLE), language)


def _json_entry(item: Mapping[str, object], url: str, language: str) -> Entry | None:
    summary = _string(item, "summary") or _string(item, "content_text")
    published, modified = (_date(item.get(f"date_{name}")) for name in ("published", "modified"))
    return _made(
        _string(item, "url") or _string(item, "external_url") or _string(item, "id"),
        url,
        title=_tidy(_string(item, "title"), MAX_TITLE),
        summary=_tidy(summary, MAX_SUMMARY) or _plain(_string(item, "content_html"), MAX_SUMMARY),
        published_at=published or modified,
        modified_at=modified,
        language=_language(_string(item, "language")) or language,
    )


def _string(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


# -- sitemaps


@dataclass(frozen=True, slots=True)
class _Row:
    """One `url` or `sitemap` element, as it is written."""

    is_index: bool
    loc: str = ""
    lastmod: str = ""
    is_news: bool = False
    title: str = ""
    date: str = ""
    language: str = ""
    publication: str = ""


def _sitemap(text: str, url: str) -> Listed:
    rows = list(_rows(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace")))
    pages = [row for row in rows if not row.is_index]
    is_news = any(row.is_news for row in pages)
    first = next((row for row in pages if row.is_news), _Row(False))
    children = dict.fromkeys(_addresses((row.loc for row in _newest_first(rows)), url))
    return Listed(
        _once(_sitemap_entry(row, url) for row in pages),
        tuple(children)[:MAX_ENTRIES],
        "news-sitemap" if is_news else "sitemap",
        _tidy(first.publication, MAX_TITLE),
        _language(first.language),
    )


def _newest_first(rows: Iterable[_Row]) -> list[_Row]:
    """An index's rows, what changed last before archives; those that state no time first, as written."""
    always = datetime.max.replace(tzinfo=UTC)
    return sorted((row for row in rows if row.is_index), key=lambda row: read_date(row.lastmod) or always, reverse=True)


def _rows(document: bytes) -> Iterator[_Row]:
    """The rows of a sitemap, one at a time, each forgotten when read; a broken one ends where it breaks."""
    parsing = etree.iterparse(
        io.BytesIO(document),
        events=("end",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    count = 0
    try:
        for _, element in parsing:
            name, parent = _local(element), element.getparent()
            if name not in ("url", "sitemap") or parent is None or parent.getparent() is not None:
                continue
            yield _row(element, name == "sitemap")
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
            count += 1
            if count == MAX_ROWS:
                return
    except etree.XMLSyntaxError:
        return


def _row(element: etree._Element, is_index: bool) -> _Row:
    said: dict[str, str] = {}
    is_news = False
    for child in element.iter("*"):
        is_own_news = str(child.tag).startswith(_NEWS)
        is_news = is_news or is_own_news
        said.setdefault(("news:" if is_own_news else "") + _local(child), (child.text or "").strip())
    return _Row(
        is_index,
        said.get("loc", ""),
        said.get("lastmod", ""),
        is_news,
        said.get("news:title", ""),
        said.get("news:publication_date", ""),
        said.get("news:language", ""),
        said.get("news:name", ""),
    )


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _sitemap_entry(row: _Row, url: str) -> Entry | None:
    return _made(
        row.loc,
        url,
        title=_plain(row.title, MAX_TITLE),
        summary="",
        published_at=read_date(row.date),
        modified_at=read_date(row.lastmod),
        language=_language(row.language),
    )


def _lines(text: str, url: str) -> Listed:
    """A sitemap in plain text: one URL a line, and nothing else."""
    lines = [line.strip() for line in text.splitlines()[:MAX_ROWS] if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise NotAFeed(url, "no list of a kind we read")
    return Listed(_once(_made(line, url) for line in lines), (), "sitemap")


# -- entries


def _made(
    link: str,
    url: str,
    title: str = "",
    summary: str = "",
    published_at: datetime | None = None,
    modified_at: datetime | None = None,
    language: str = "",
) -> Entry | None:
    """An entry with its normal URL, or None where it names no page of the web."""
    try:
        address = normalise(link, url) if link.strip() else ""
    except ValueError:
        address = ""
    return Entry(address, url, title, summary, published_at, modified_at, language) if address else None


def _once(entries: Iterable[Entry | None]) -> tuple[Entry, ...]:
    """Each article once, in the list's order; of too many the latest."""
    urls: dict[str, Entry] = {}
    for entry in entries:
        if entry:
            urls.setdefault(entry.url, entry)
    found: dict[str, Entry] = {}
    for entry in _latest(tuple(urls.values())):
        found.setdefault(identity(entry.url), entry)
    return tuple(found.values())


def _latest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if len(entries) <= MAX_ENTRIES:
        return entries
    oldest = datetime.min.replace(tzinfo=UTC)
    ages = [(entry.published_at or entry.modified_at or oldest, -at) for at, entry in enumerate(entries)]
    return tuple(entries[at] for at in sorted(-at for _, at in nlargest(MAX_ENTRIES, ages)))


def _addresses(links: Iterable[str], url: str) -> Iterator[str]:
    for link in links:
        try:
            yield normalise(link, url)
        except ValueError:
            continue


def _date(value: object) -> datetime | None:
    return read_date(value if isinstance(value, str) else str(value)) if isinstance(value, str | int | float) else None


def _language(text: str) -> str:
    """A language tag as it is stated, with hyphens; empty where it is none."""
    tag = text.strip()
    return tag.replace("_", "-") if _TAG.fullmatch(tag) and tag.lower() != "und" else ""


# -- plain text


def _tidy(text: str, limit: int) -> str:
    """One line of text in NFC without control characters."""
    clean = _SPACE.sub(" ", _UNSEEN.sub("", text[: limit * 4])).strip()
    return unicodedata.normalize("NFC", clean)[:limit].rstrip()


def _plain(markup: str, limit: int) -> str:
    """The text of a piece of HTML, which may be no HTML at all."""
    markup = markup[:_MAX_MARKUP]
    if not _MARKUP.search(markup):
        return _tidy(html.unescape(markup), limit)
    clean = _UNSEEN.sub("", _BREAK.sub(" <", markup))
    try:
        tree = lxml_html.document_fromstring(clean.encode(), parser=_html_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return _tidy(html.unescape(clean), limit)
    etree.strip_elements(tree, "script", "style", "template", etree.Comment, with_tail=False)
    return _tidy("".join(str(piece) for piece in tree.itertext()), limit)


def _html_parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)


# -- home pages


def _joined(base: str, url: str) -> str:
    try:
        return normalise(base, url) if base else url
    except ValueError:
        return url


def _linked(tree: etree._Element) -> Iterator[FoundFeed]:
    """What the head's `link rel=alternate` elements name."""
    for link in tree.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        kind = _FEED_TYPES.get((link.get("type") or "").partition(";")[0].strip().lower())
        if "alternate" in rels and kind and link.get("href"):
            yield FoundFeed(str(link.get("href")), kind, _tidy(link.get("title") or "", MAX_TITLE))
        elif "sitemap" in rels and link.get("href"):
            yield FoundFeed(str(link.get("href")), "sitemap")


def _anchored(tree: etree._Element) -> Sequence[FoundFeed]:
    """What the page's own links call a feed, by their address."""
    links = ((str(a.get("href") or ""), "".join(map(str, a.itertext()))[:200]) for a in tree.iter("a"))
    return [FoundFeed(link, "auto", _tidy(text, MAX_TITLE)) for link, text in links if _names_a_feed(link)][:200]


def _names_a_feed(link: str) -> bool:
    try:
        path = urlsplit(link).path
    except ValueError:
        return False
    return len(link) < 500 and _FEED_PATH.search(path) is not None and not path.endswith((".html", ".htm"))
