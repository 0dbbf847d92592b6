"""Feeds and sitemaps of the sample press, in every form that publishers use."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from glosswire.sample.library import Publisher, Story

FEED_PATHS = {
    "rss": "/feed.xml",
    "atom": "/atom.xml",
    "rdf": "/index.rdf",
    "json": "/feed.json",
    "sitemap": "/sitemap.xml",
    "news-sitemap": "/news-sitemap.xml",
}
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
    "sitemap": "application/xml",
    "news-sitemap": "application/xml",
}
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list."""

    url: str
    title: str
    text: str
    at: datetime
    changed_at: datetime


def write_list(publisher: Publisher, stories: Sequence[Story], extra: Sequence[str], base: str) -> str:
    """Write a publisher's list of its stories, and of `extra` paths, in its own form."""
    items = [
        Item(base + s.path, s.headline, s.standfirst, s.published_at, s.modified_at or s.published_at) for s in stories
    ]
    lead = stories[0]
    items += [Item(base + path, lead.headline, "", lead.published_at, lead.published_at) for path in extra]
    return _FORMS[publisher.feed](publisher, items, base)


def _rss(publisher: Publisher, items: Sequence[Item], base: str) -> str:
    rows = "".join(
        f"<item><title>{escape(i.title)}</title><link>{escape(i.url)}?utm_source=rss</link><guid>{escape(i.url)}</guid>"
        f"<description>{escape(i.text)}</description><pubDate>{format_datetime(i.at)}</pubDate></item>"
        for i in items
    )
    return (
        f'{_XML}<rss version="2.0"><channel><title>{escape(publisher.name)}</title><link>{base}/</link>'
        f"<language>{publisher.language}</language><description>{escape(publisher.notice)}</description>"
        f"<ttl>1</ttl>{rows}</channel></rss>"
    )


def _atom(publisher: Publisher, items: Sequence[Item], base: str) -> str:
    rows = "".join(
        f'<entry><title>{escape(i.title)}</title><link href="{escape(i.url)}"/><id>{escape(i.url)}</id>'
        f"<summary>{escape(i.text)}</summary><published>{i.at.isoformat()}</published>"
        f"<updated>{i.changed_at.isoformat()}</updated></entry>"
        for i in items
    )
    newest = max(i.changed_at for i in items).isoformat()
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{publisher.language}">'
        f"<title>{escape(publisher.name)}</title><id>{base}/</id><updated>{newest}</updated>{rows}</feed>"
    )


def _rdf(publisher: Publisher, items: Sequence[Item], base: str) -> str:
    rows = "".join(
        f'<item rdf:about="{escape(i.url)}"><title>{escape(i.title)}</title><link>{escape(i.url)}</link>'
        f"<description>{escape(i.text)}</description><dc:date>{i.at.isoformat()}</dc:date></item>"
        for i in items
    )
    return (
        f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{base}/">'
        f"<title>{escape(publisher.name)}</title><link>{base}/</link>"
        f"<description>{escape(publisher.notice)}</description></channel>{rows}</rdf:RDF>"
    )


def _json(publisher: Publisher, items: Sequence[Item], base: str) -> str:
    rows = [
        {
            "id": i.url,
            "url": i.url,
            "title": i.title,
            "summary": i.text,
            "date_published": i.at.isoformat(),
            "date_modified": i.changed_at.isoformat(),
        }
        for i in items
    ]
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": publisher.name, "home_page_url": f"{base}/"}
    return json.dumps({**whole, "language": publisher.language, "items": rows}, ensure_ascii=False)


def _sitemap(publisher: Publisher, items: Sequence[Item], base: str) -> str:
    rows = "".join(f"<url><loc>{escape(i.url)}</loc><lastmod>{i.changed_at.isoformat()}</lastmod></url>" for i in items)
    return f"{_XML}<urlset {_SITEMAP}>{rows}</urlset>"


def _news_sitemap(publisher: Publisher, items: Sequence[Item], base: str) -> str:
    rows = "".join(
        f"<url><loc>{escape(i.url)}</loc><news:news><news:publication><news:name>{escape(publisher.name)}</news:name>"
        f"<news:language>{publisher.language}</news:language></news:publication>"
        f"<news:publication_date>{i.at.astimezone(UTC).isoformat()}</news:publication_date>"
        f"<news:title>{escape(i.title)}</news:title></news:news></url>"
        for i in items
    )
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"{_XML}<urlset {_SITEMAP} {news}>{rows}</urlset>"


_FORMS: Mapping[str, Callable[[Publisher, Sequence[Item], str], str]] = {
    "rss": _rss,
    "atom": _atom,
    "rdf": _rdf,
    "json": _json,
    "sitemap": _sitemap,
    "news-sitemap": _news_sitemap,
}
