"""Feeds of what the newsroom has: Atom and JSON Feed, of everything or of one language, source or section."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

from glosswire.model import Listing
from glosswire.serve.answer import Data
from glosswire.serve.api import Fields, as_json, listing_fields, time_of
from glosswire.serve.lists import Listed
from glosswire.serve.present import is_in_english, line, web_address
from glosswire.serve.tongues import tongue
from glosswire.serve.views import Line

ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
FeedForm = Literal["atom", "json"]


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed is of: its title, the page that shows the same, and its own address, both absolute."""

    title: str
    page: str
    address: str
    base: str


def write_feed(head: FeedHead, items: Sequence[Listed], form: FeedForm) -> Data:
    """Write a feed in one of its forms."""
    return _json_feed(head, items) if form == "json" else _atom(head, items)


def status_of(listing: Listing, shown: Line) -> str:
    """Say in one sentence how far an item may be trusted."""
    name = tongue(listing.language).name
    if is_in_english(listing.language):
        return "Published in English."
    if listing.grade == "none":
        return f"Left in {name}."
    if not shown.is_ready:
        return f"To be translated from {name}."
    doubt = " The headline is in doubt." if shown.in_doubt else ""
    weak = " By a small model that is often wrong." if shown.is_weak else ""
    rest = listing.sentences - listing.done
    progress = f" {listing.done} of {listing.sentences} sentences are translated." if rest > 0 else ""
    return f"Machine-translated from {name}.{weak}{doubt}{progress}"


# -- Atom (RFC 4287)


def _atom(head: FeedHead, items: Sequence[Listed]) -> Data:
    updated = max((item.listing.fetched_at for item in items), default=None)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>{_xml(head.address)}</id>",
        f"<title>{_xml(head.title)}</title>",
        f"<updated>{time_of(updated) if updated else '1970-01-01T00:00:00Z'}</updated>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(head.address)}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(head.page)}/>',
        "<generator>Glosswire</generator>",
        *(_entry(item, head.base) for item in items),
        "</feed>\n",
    ]
    return Data("\n".join(parts), ATOM)


def _entry(item: Listed, base: str) -> str:
    listing, source = item.listing, item.source
    shown = line(listing, source)
    page, original = _page_of(item, base), web_address(listing.url)
    return "\n".join(
        (
            "<entry>",
            f"<id>{_xml(page)}</id>",
            f"<title xml:lang={_quoted(shown.headline.lang)}>{_xml(shown.headline.text)}</title>",
            f'<link rel="alternate" type="text/html" href={_quoted(page)}/>',
            *(
                (f'<link rel="canonical" href={_quoted(original)} hreflang={_quoted(listing.language)}/>',)
                if original
                else ()
            ),
            f"<published>{time_of(listing.published_at)}</published>",
            f"<updated>{time_of(listing.fetched_at)}</updated>",
            f"<author><name>{_xml(source.name)}</name></author>",
            *(
                f"<category term={_quoted(term)} label={_quoted(label)}/>"
                for term, label in _categories(listing, shown)
            ),
            f'<content type="html">{_xml(_content(item, shown, original, base))}</content>',
            "</entry>",
        )
    )


def _categories(listing: Listing, shown: Line) -> tuple[tuple[str, str], ...]:
    """How an item was made and whether it is in doubt, for programs that sort."""
    name = tongue(listing.language).name
    found = [("machine-translated", f"Machine-translated from {name}")] if _is_machine(listing, shown) else []
    found += [("headline-in-doubt", "Headline in doubt")] if shown.in_doubt else []
    return (*found, (f"language:{listing.language}", name))


def _is_machine(listing: Listing, shown: Line) -> bool:
    return shown.is_ready and not is_in_english(listing.language) and listing.grade != "none"


def _page_of(item: Listed, base: str) -> str:
    """Where an item leads: to what it stands for, else to the article."""
    return f"{base}{item.told.href}" if item.told else f"{base}/article/{item.listing.id}"


def _content(item: Listed, shown: Line, original: str, base: str) -> str:
    """The item as HTML that is escaped once; a reader of feeds shows it."""
    own = shown.original
    told = f'<p><a href="{escape(base + item.told.href)}">{escape(item.told.name)}</a></p>' if item.told else ""
    parts = [
        told,
        f'<p lang="{escape(shown.standfirst.lang)}">{escape(shown.standfirst.text)}</p>' if shown.standfirst else "",
        f'<p lang="{escape(own.lang)}" dir="{own.direction}">{escape(own.text)}</p>' if own else "",
        f"<p>{escape(status_of(item.listing, shown))}</p>",
        f'<p><a href="{escape(original)}">The original at {escape(shown.outlet.name)}</a></p>' if original else "",
    ]
    return "".join(parts)


def _xml(text: str) -> str:
    """Text as XML may hold it: XML 1.0 has no place for most control characters, nor for lone surrogates."""
    return xml_escape("".join(c for c in text if c >= " " or c in "\t\n").translate(_NO_XML))


def _quoted(text: str) -> str:
    return quoteattr("".join(c for c in text if c >= " ").translate(_NO_XML))


_NO_XML = dict.fromkeys([*range(0x7F, 0x85), *range(0x86, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


# -- JSON Feed 1.1


def _json_feed(head: FeedHead, items: Sequence[Listed]) -> Data:
    fields: Fields = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.address,
        "language": "en",
        "items": [_item(item, head.base) for item in items],
    }
    return Data(as_json(fields).text, JSON_FEED)


def _item(item: Listed, base: str) -> Fields:
    listing = item.listing
    shown = line(listing, item.source)
    page, original = _page_of(item, base), web_address(listing.url)
    return {
        "id": page,
        "url": page,
        **({"external_url": original} if original else {}),
        "title": shown.headline.text,
        "content_html": _content(item, shown, original, base),
        **({"summary": shown.standfirst.text} if shown.standfirst else {}),
        "date_published": time_of(listing.published_at),
        "date_modified": time_of(listing.fetched_at),
        "authors": [{"name": item.source.name, **({"url": web_address(item.source.home)} if item.source.home else {})}],
        "language": shown.headline.lang,
        "tags": [term for term, _ in _categories(listing, shown)],
        "_glosswire": listing_fields(item, base),
    }
