"""Read and write OPML, in which feed readers exchange their lists."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from glosswire.errors import NotAFeed
from glosswire.intake.urls import normalise
from glosswire.model import FeedKind

# A reader's list of some thousand feeds takes half a megabyte.
MAX_BYTES = 5_000_000
MAX_OUTLINES = 10_000
MAX_TITLE = 200
# What OPML's own type, "rss", does not cover.
_SITEMAPS: Mapping[str, FeedKind] = {"sitemap": "sitemap", "news-sitemap": "news-sitemap"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot say
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_COUNTRY = re.compile(r"/([A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list; `home`, `language` and `country` are empty where the list does not state them."""

    title: str
    url: str
    home: str = ""
    language: str = ""
    country: str = ""
    kind: FeedKind = "auto"


def read_opml(body: bytes, subject: str) -> tuple[Outline, ...]:
    """Read the feeds of an OPML list in their order, each once; raises NotAFeed with the `subject` where it is none."""
    if len(body) > MAX_BYTES:
        raise NotAFeed(subject, f"an OPML list of more than {MAX_BYTES:,} bytes")
    try:
        tree = etree.fromstring(body, parser=_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAFeed(subject, f"not an OPML list: {str(error)[:100]}") from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise NotAFeed(subject, "a document type, which OPML has no use for")
    if etree.QName(tree).localname.lower() != "opml":
        raise NotAFeed(subject, "not an OPML list")
    found: dict[str, Outline] = {}
    for number, element in enumerate(tree.iter("outline")):
        if number == MAX_OUTLINES:
            break
        if outline := _outline({str(name).lower(): str(value).strip() for name, value in element.attrib.items()}):
            found.setdefault(outline.url, outline)
    return tuple(found.values())


def write_opml(title: str, outlines: Iterable[Outline]) -> Iterator[str]:
    """Write an OPML 2.0 list, piece by piece."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head>'
    head = etree.Element("title")
    head.text = _xml(title)
    yield etree.tostring(head, encoding="unicode") + "</head>\n<body>\n"
    for outline in outlines:
        element = etree.Element("outline", type=outline.kind if outline.kind in _SITEMAPS else "rss")
        said = {"text": outline.title, "title": outline.title, "xmlUrl": outline.url, "htmlUrl": outline.home}
        category = f"/{outline.country}" if outline.country else ""
        for name, value in {**said, "language": outline.language, "category": category}.items():
            if value:
                element.set(name, _xml(value))
        yield etree.tostring(element, encoding="unicode") + "\n"
    yield "</body>\n</opml>\n"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def _outline(said: Mapping[str, str]) -> Outline | None:
    """A feed's outline, or None for a folder and for what names no address of the web."""
    try:
        url = normalise(said.get("xmlurl", ""))
    except ValueError:
        return None
    language = said.get("language", "").replace("_", "-")
    country = _COUNTRY.fullmatch(said.get("category", ""))
    return Outline(
        " ".join((said.get("title") or said.get("text") or "").split())[:MAX_TITLE],
        url,
        _address(said.get("htmlurl", "")),
        language if _TAG.fullmatch(language) else "",
        country[1] if country else "",
        _SITEMAPS.get(said.get("type", ""), "auto"),
    )


def _address(url: str) -> str:
    try:
        return normalise(url) if url else ""
    except ValueError:
        return ""


def _xml(text: str) -> str:
    return _NOT_XML.sub(" ", text)
