"""Pages of the sample press, as publishers of different kinds would write them."""

import json
from collections.abc import Sequence
from html import escape
from urllib.parse import urljoin

from glosswire.sample.library import Piece, Publisher, Story
from glosswire.sample.lists import FEED_PATHS, MEDIA_TYPES

STYLE = "body{font:1rem/1.6 serif;max-width:42rem;margin:2rem auto;padding:0 1rem}nav,aside,footer{font-size:.85rem}"
PICTURE = "/picture.svg"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path fill="#9ab" d="M0 0h16v9H0z"/></svg>'
RIGHT_TO_LEFT = ("ar", "fa")


def article_page(publisher: Publisher, story: Story, others: Sequence[Story], base: str) -> str:
    """Write an article's page, with all that stands around an article on the web."""
    blocks = _blocks(story)
    middle = max(1, len(blocks) // 2)
    newsletter = f'<div class="newsletter-box"><p>{escape(publisher.newsletter)}</p></div>'
    body = "".join(blocks[:middle]) + _aside(publisher, others) + newsletter + "".join(blocks[middle:])
    scope = ' itemscope itemtype="https://schema.org/NewsArticle"' if publisher.style == "microdata" else ""
    share = f'<div class="share"><button>{escape(publisher.share)}</button></div>'
    article = (
        f"<article{scope}>{_opening(publisher, story)}{_picture(publisher)}{share}"
        f'<div class="article-body"{_prop(publisher, "articleBody")}>{body}</div>{share}</article>'
    )
    head = _head(publisher, story, base + story.path)
    return _page(publisher, f"{story.headline} | {publisher.name}", head, article + _teasers(publisher, others))


def home_page(publisher: Publisher, stories: Sequence[Story]) -> str:
    """Write a publisher's front: its stories, and where its feed is."""
    items = "".join(f'<li><a href="{escape(s.path)}">{escape(s.headline)}</a></li>' for s in stories)
    kind, path = MEDIA_TYPES[publisher.feed], FEED_PATHS[publisher.feed]
    head = f'<link rel="alternate" type="{kind}" href="{path}">'
    return _page(publisher, publisher.name, head, f"<main><h1>{escape(publisher.name)}</h1><ul>{items}</ul></main>")


def other_page(publisher: Publisher, kind: str, stories: Sequence[Story]) -> str:
    """Write a page that is no article, although a feed lists it: a paywall stub, a video player, a section front."""
    lead = stories[0]
    headline = f"<h1>{escape(lead.headline)}</h1>"
    match kind:
        case "plus":
            head = _json_ld({"@type": "NewsArticle", "isAccessibleForFree": False, "headline": lead.headline})
            wall = f'<div class="paywall"><p>{escape(publisher.newsletter)}</p><button>Login</button></div>'
            body = f"<article>{headline}<p>{escape(lead.standfirst[:60])} …</p>{wall}</article>"
        case "video":
            head = _json_ld({"@type": "VideoObject", "name": lead.headline})
            head += '<meta property="og:type" content="video.other">'
            body = f'<main>{headline}<video controls src="/clip.mp4"></video></main>'
        case _:
            head = _json_ld({"@type": "CollectionPage", "name": lead.section})
            teasers = [f'<li><h2><a href="{escape(s.path)}">{escape(s.headline)}</a></h2></li>' for s in stories]
            items = "".join(teasers * 3)  # the latest, the most read, the editors' choice: fronts repeat themselves
            body = f"<main><h1>{escape(lead.section)}</h1><ul>{items}</ul></main>"
    return _page(publisher, publisher.name, head, body)


def _page(publisher: Publisher, title: str, head: str, body: str) -> str:
    direction = ' dir="rtl"' if publisher.language in RIGHT_TO_LEFT else ""
    name = escape(publisher.name)
    cookies = f'<div class="cookie-banner" role="dialog"><p>{escape(publisher.cookies)}</p><button>OK</button></div>'
    return (
        f'<!doctype html><html lang="{publisher.language}"{direction}><head><meta charset="{publisher.charset}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style>{head}</head><body>{cookies}<header><nav><a href=/>{name}</a></nav></header>{body}"
        f"<footer><p>{escape(publisher.notice)}</p><p>© {name}</p></footer></body></html>"
    )


def _opening(publisher: Publisher, story: Story) -> str:
    time = f'<time datetime="{_time(story)}">{story.published_at:%Y-%m-%d %H:%M}</time>'
    standfirst = f'<p class="standfirst"{_prop(publisher, "description")}>{escape(story.standfirst)}</p>'
    return (
        f"<header><h1{_prop(publisher, 'headline')}>{escape(story.headline)}</h1>"
        f'{standfirst if story.standfirst else ""}<p class="meta">{time}{_meta(publisher, story)}</p></header>'
    )


def _picture(publisher: Publisher) -> str:
    """The picture above the text: the same on every page, as it shows nothing."""
    words = f'{escape(publisher.picture)} <span class="credit">© {escape(publisher.name)}</span>'
    return (
        f'<figure class="lead-picture"><img src="{PICTURE}" alt="" width="640" height="360"{_prop(publisher, "image")}>'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _aside(publisher: Publisher, others: Sequence[Story]) -> str:
    """A link to another article in the middle of the text."""
    if not others:
        return ""
    lead = f'<a href="{escape(others[-1].path)}">{escape(others[-1].headline)}</a>'
    return f'<p class="read-also"><strong>{escape(publisher.read_also)}:</strong> {lead}</p>'


def _teasers(publisher: Publisher, others: Sequence[Story]) -> str:
    items = "".join(f'<li><a href="{escape(o.path)}">{escape(o.headline)}</a></li>' for o in others[:3])
    return f'<aside class="related"><h3>{escape(publisher.read_also)}</h3><ul>{items}</ul></aside>' if items else ""


def _blocks(story: Story) -> list[str]:
    """The blocks as HTML, the agency's credit behind the last one, and items that follow one another as a list."""
    written = [_block(block) for block in story.blocks]
    if story.agency:
        head, end, tail = written[-1].rpartition("</")
        written[-1] = f"{head} ({escape(story.agency)}){end}{tail}"
    found: list[str] = []
    for block, html in zip(story.blocks, written, strict=True):
        if block.kind == "item" and found and found[-1].startswith("<ul>"):
            found[-1] = found[-1].removesuffix("</ul>") + html + "</ul>"
        else:
            found.append(f"<ul>{html}</ul>" if block.kind == "item" else html)
    return found


def _block(block: Piece) -> str:
    tag = {"heading": "h2", "quote": "blockquote", "item": "li"}.get(block.kind, "p")
    text = escape(block.text)
    if block.link:
        words = escape(block.link_text)
        text = text.replace(words, f'<a href="{escape(block.link)}">{words}</a>', 1)
    time = (
        f'<p class="item-time"><time datetime="{block.at.isoformat()}">{block.at:%H:%M}</time></p>' if block.at else ""
    )
    return f"{time}<{tag}>{text}</{tag}>"


# -- what pages state of themselves


def _head(publisher: Publisher, story: Story, url: str) -> str:
    canonical = f'<link rel="canonical" href="{escape(url)}">'
    match publisher.style:
        case "json-ld":
            return canonical + _json_ld(_data(publisher, story, url))
        case "open-graph":
            return canonical + _open_graph(publisher, story, url)
        case _:
            return canonical


def _data(publisher: Publisher, story: Story, url: str) -> dict[str, object]:
    return {
        "@type": "NewsArticle",
        "headline": story.headline,
        "description": story.standfirst,
        "datePublished": _time(story),
        "dateModified": _modified(story),
        "articleSection": story.section,
        "inLanguage": publisher.language,
        "mainEntityOfPage": url,
        "image": {"@type": "ImageObject", "url": urljoin(url, PICTURE), "creditText": publisher.name},
        "publisher": {"@type": "NewsMediaOrganization", "name": publisher.name},
    }


def _json_ld(data: dict[str, object]) -> str:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _open_graph(publisher: Publisher, story: Story, url: str) -> str:
    values = {
        "og:type": "article",
        "og:title": f"{story.headline} – {publisher.name}",
        "og:site_name": publisher.name,
        "og:description": story.standfirst,
        "og:url": url,
        "og:image": urljoin(url, PICTURE),
        "article:published_time": _time(story),
        "article:modified_time": _modified(story),
        "article:section": story.section,
    }
    return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in values.items())


def _prop(publisher: Publisher, name: str) -> str:
    return f' itemprop="{name}"' if publisher.style == "microdata" else ""


def _meta(publisher: Publisher, story: Story) -> str:
    if publisher.style != "microdata":
        return ""
    section = f'<meta itemprop="articleSection" content="{escape(story.section)}">'
    return f'<meta itemprop="datePublished" content="{_time(story)}">{section}'


def _time(story: Story) -> str:
    return story.published_at.isoformat(timespec="milliseconds")


def _modified(story: Story) -> str:
    return (story.modified_at or story.published_at).isoformat(timespec="milliseconds")
