"""Read what a page states of itself: JSON-LD, Open Graph, microdata and metas, as one record of claims."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from glosswire.intake.dom import Element, tidy

MAX_JSON = 1_500_000  # characters of JSON-LD on one page; the largest of 257 real pages had 300,000
MAX_NODES = 5_000
MAX_UPDATES = 1_000  # items of one live ticker
MAX_KEYWORDS = 40
MAX_KEYWORD = 60  # characters: a longer one is a sentence

ARTICLE_TYPES = frozenset(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BlogPosting LiveBlogPosting "
    "BackgroundNewsArticle ReviewNewsArticle AskPublicNewsArticle SocialMediaPosting TechArticle Report "
    "ScholarlyArticle SatiricalArticle AdvertiserContentArticle Review".split()
)
_PUBLISHED_METAS = (
    "article:published_time og:article:published_time og:published_time article:published datepublished date dc.date.issued "
    "dcterms.issued dcterms.created dc.date dcterms.date dc.created pubdate publishdate publish-date publish_date "
    "parsely-pub-date sailthru.date cxenseparse:recs:publishtime published_time publication_date bt:pubdate iso-8601-publish-date "
    "article.published mediator_published_time rnews:datepublished release_date contentcreationdate weibo:article:create_at"
).split()
_MODIFIED_METAS = (
    "article:modified_time og:updated_time og:article:modified_time datemodified last-modified dcterms.modified "
    "dc.date.modified lastmod revised article:modified"
).split()
_AUTHOR_METAS = "author article:author og:article:author dc.creator dcterms.creator parsely-author sailthru.author byl cxenseparse:author mediator_author twitter:data1".split()
_SECTION_METAS = (
    "article:section og:article:section section parsely-section cxenseparse:category mediator_theme category".split()
)

_KEYWORD_METAS = (
    "keywords news_keywords article:tag og:article:tag parsely-tags sailthru.tags cxenseparse:keywords tags".split()
)
_BETWEEN = re.compile(r"[,;|\n،؛、，；]")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a page names as author; `is_person` is None where it does not say."""

    name: str
    is_person: bool | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a page names as its own."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """An item of a live ticker as a page states it; `at` as it is written, `body` with its paragraphs as lines."""

    at: str
    headline: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a page says of itself; each a claim, not a fact."""

    types: frozenset[str] = frozenset()
    has_article: bool = False
    og_type: str = ""
    headline: str = ""  # by JSON-LD
    og_title: str = ""
    title: str = ""
    descriptions: tuple[str, ...] = ()
    authors: tuple[Named, ...] = ()  # by JSON-LD
    meta_authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    images: tuple[Picture, ...] = ()
    canonical: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    body: str = ""
    updates: tuple[Update, ...] = ()  # of a live ticker, in the page's order
    sites: tuple[str, ...] = ()
    is_free: bool = True


Node = Mapping[str, Any]


def read(tree: Element, url: str) -> Claims:
    """Gather the claims of a page at `url`."""
    graph = _Graph(tree)
    node = graph.article(url) or _microdata(tree)
    metas = _metas(tree)

    def first(*names: str) -> str:
        return next((metas[k][0] for k in map(_key, names) if k in metas), "")

    ld: Node = node or {}
    updates = graph.updates()
    return Claims(
        types=graph.types,
        has_article=bool(node),
        og_type=first("og:type").lower(),
        headline=_text(ld.get("headline")) or _text(ld.get("name")),
        og_title=tidy(first("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")),
        title=tidy(tree.findtext(".//title") or ""),
        descriptions=_unique(
            _text(ld.get("description")), first("og:description"), first("description"), first("twitter:description")
        ),
        authors=tuple(graph.people(ld.get("author") or ld.get("creator"))),
        meta_authors=_first_list(metas, _AUTHOR_METAS),
        published=_unique(
            _text(ld.get("datePublished")),
            *_all(metas, _PUBLISHED_METAS),
            _text(ld.get("dateCreated")),
            *graph.other_dates(),
        ),
        modified=_unique(_text(ld.get("dateModified")), *_all(metas, _MODIFIED_METAS)),
        sections=_unique(*_texts(ld.get("articleSection")), *_all(metas, _SECTION_METAS), *graph.crumbs()),
        keywords=_keywords(_terms(ld.get("keywords")), *(metas.get(_key(name), [])[:20] for name in _KEYWORD_METAS)),
        images=(
            *graph.pictures(ld.get("image")),
            *map(Picture, _unique(first("og:image", "og:image:url"), first("twitter:image", "twitter:image:src"))),
        ),
        canonical=_unique(*_canonical(tree), first("og:url"), _address(ld)),
        languages=_unique(
            _text(ld.get("inLanguage")),
            tree.get("lang") or "",
            tree.get("xml:lang") or "",
            first("og:locale"),
            first("content-language", "language"),
        ),
        body=_lines(ld.get("articleBody")) or " ".join(filter(None, (u.body for u in updates))),
        updates=updates,
        sites=_unique(
            first("og:site_name"),
            *(n.name for n in graph.people(ld.get("publisher"))),
            first("application-name"),
            first("twitter:site").lstrip("@"),
            first("apple-mobile-web-app-title"),
        ),
        is_free=str(ld.get("isAccessibleForFree", True)).lower() not in ("false", "0", "no"),
    )


def _unique(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(tidy, texts))))


def plain(markup: str) -> str:
    """The text of a value that may hold markup or entities."""
    return _text(markup[:20_000])


def _text(value: Any) -> str:
    """The text of a JSON-LD value, which may be a list or wrapped."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return ""
    text = html.unescape(value)
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,300}>", " ", text)
    return tidy(html.unescape(text) if "&" in text else text)


def _lines(value: Any) -> str:
    """The text of a JSON-LD value with its paragraphs as lines."""
    if not isinstance(value, str):
        return _text(value)
    text = re.sub(r"</(?:p|div|li|h[1-6])\s*>|<br\s*/?>", "\n", html.unescape(value)[:400_000], flags=re.I)
    return "\n".join(filter(None, map(_text, text.splitlines())))


def _texts(value: Any) -> list[str]:
    return [_text(v) for v in value[:20]] if isinstance(value, list) else [_text(value)]


def _terms(value: Any) -> list[str]:
    """The keywords of a JSON-LD value: one text, texts, or terms with their names."""
    return [_text(v) for v in value[:MAX_KEYWORDS]] if isinstance(value, list) else [_text(value)]


def _keywords(*lists: list[str]) -> tuple[str, ...]:
    """Each word or phrase once, whichever list spells it first; nothing as long as a sentence."""
    parts = (part for texts in lists for text in texts for part in _BETWEEN.split(text[:4000]))
    found: dict[str, str] = {}
    for keyword in filter(None, map(tidy, parts)):
        if len(keyword) <= MAX_KEYWORD and not keyword.startswith(("http:", "https:")):
            found.setdefault(keyword.casefold(), keyword)
        if len(found) >= MAX_KEYWORDS:
            break
    return tuple(found.values())


def _all(metas: Mapping[str, list[str]], names: list[str]) -> list[str]:
    return [v for n in names for v in metas.get(_key(n), ())[:2]]


def _first_list(metas: Mapping[str, list[str]], names: list[str]) -> tuple[str, ...]:
    for name in names:
        values = [v for v in _unique(*metas.get(_key(name), ())[:20]) if not v.startswith(("http", "/", "www."))]
        if name.startswith("twitter:") and metas.get("twitterlabel1", [""])[0].lower() not in (
            "written by",
            "von",
            "verfasst von",
            "écrit par",
            "escrito por",
        ):
            continue
        if values:
            return tuple(values)
    return ()


def _metas(tree: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        get = meta.get
        content = (get("content") or "").strip()
        if not content:
            continue
        for key in {get("property"), get("name"), get("itemprop"), get("http-equiv")}:
            if key:
                found.setdefault(_key(key), []).append(content[:2000])
    return found


@lru_cache(maxsize=2048)
def _key(name: str) -> str:
    """A meta's name by its letters: `article:published_time` and `article.published-time` are one."""
    return "".join(c for c in name.lower() if c.isalnum())


def _canonical(tree: Element) -> list[str]:
    return [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ][:1]


def _address(node: Node) -> str:
    page = node.get("mainEntityOfPage")
    for value in (node.get("url"), page.get("@id") if isinstance(page, dict) else page, node.get("@id")):
        if isinstance(value, str) and value.startswith("http"):
            return value
    return ""


def _microdata(tree: Element) -> Node | None:
    """The claims of the first article that is marked up in microdata, in JSON-LD's form."""
    scope = next(
        (e for e in tree.iter("article", "div", "section", "main", "body") if _scope_type(e) in ARTICLE_TYPES), None
    )
    if scope is None:
        return None
    node: dict[str, Any] = {}
    authors: list[dict[str, str]] = []
    for element in scope.iter(etree.Element):
        name = element.get("itemprop")
        if not name:
            continue
        if name == "author":
            inner = next((e for e in element.iter(etree.Element) if e.get("itemprop") == "name"), element)
            authors.append({"@type": _scope_type(element), "name": _value(inner)})
        elif name in (
            "headline",
            "datePublished",
            "dateModified",
            "description",
            "articleSection",
            "dateCreated",
            "inLanguage",
        ):
            node.setdefault(name, _value(element))
    if authors:
        node["author"] = authors[:20]
    return node or None


def _scope_type(element: Element) -> str:
    return str((element.get("itemtype") or "").rpartition("/")[2])


def _value(element: Element) -> str:
    stated = element.get("content") or element.get("datetime")
    return stated or tidy("".join(element.itertext()))[:1000]


class _Graph:
    """All JSON-LD of a page, with its nodes by id."""

    def __init__(self, tree: Element) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.by_id: dict[str, dict[str, Any]] = {}
        room = MAX_JSON
        for script in tree.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                text = "".join(script.itertext())
                room -= len(text)
                if room > 0:
                    self.nodes += _walk(_load(text))
        for node in self.nodes:
            name = node.get("@id")
            if isinstance(name, str) and len(node) > 1:
                self.by_id.setdefault(name, node)
        self.types = frozenset(t for n in self.nodes for t in _types(n))

    def article(self, url: str) -> Node | None:
        """The node that describes this page's article: the fullest, and the one that names this page's address."""
        found = [n for n in self.nodes if _types(n) & ARTICLE_TYPES]
        path = url.partition("://")[2].partition("?")[0].rstrip("/")

        def worth(node: dict[str, Any]) -> float:
            full = sum(bool(node.get(k)) for k in ("headline", "datePublished", "author", "articleBody", "image"))
            own = _address(node).partition("://")[2].partition("?")[0].rstrip("/")
            return full + 3 * bool(own and own == path) - 0.5 * ("Review" in _types(node))

        return max(found, key=worth, default=None)

    def people(self, value: Any, depth: int = 0) -> Iterator[Named]:
        """The names in an author or publisher value: texts, nodes, lists of both, and references to other nodes."""
        if depth > 4:
            return
        if isinstance(value, str):
            if not value.startswith(("http:", "https:")):
                yield Named(_text(value))
            elif value in self.by_id:
                yield from self.people(self.by_id[value], depth + 1)
        elif isinstance(value, list):
            for item in value[:30]:
                yield from self.people(item, depth + 1)
        elif isinstance(value, dict):
            if not value.get("name") and value.get("@id") in self.by_id and depth < 4:
                value = self.by_id[value["@id"]]
            kind = _types(value)
            is_person = (
                True if "Person" in kind else False if kind & {"Organization", "NewsMediaOrganization"} else None
            )
            names = value.get("name")
            for name in names if isinstance(names, list) else [names]:
                if text := _text(name):
                    yield Named(text, is_person)

    def pictures(self, value: Any, depth: int = 0) -> list[Picture]:
        """The pictures in an image value: addresses, nodes, lists of both, and references to other nodes."""
        if isinstance(value, list):
            return [p for item in value[:5] for p in self.pictures(item, depth + 1)] if depth < 3 else []
        if isinstance(value, dict):
            value = value if "url" in value or "contentUrl" in value else self.by_id.get(str(value.get("@id")), {})
            credit = _text(value.get("creditText")) or _text(value.get("copyrightHolder")) or _text(value.get("author"))
            url = value.get("url") or value.get("contentUrl")
            return [Picture(url, _text(value.get("caption")), credit)] if isinstance(url, str) else []
        return [Picture(value)] if isinstance(value, str) and value else []

    def updates(self) -> tuple[Update, ...]:
        """The items of the live ticker that the page is."""
        posts: Any = next((n["liveBlogUpdate"] for n in self.nodes if n.get("liveBlogUpdate")), [])
        found = (p for p in (posts if isinstance(posts, list) else [posts])[:MAX_UPDATES] if isinstance(p, dict))
        return tuple(
            Update(
                _text(p.get("datePublished") or p.get("dateCreated")) or _text(p.get("dateModified")),
                _text(p.get("headline") or p.get("name")),
                _lines(p.get("articleBody")),
            )
            for p in found
        )

    def other_dates(self) -> list[str]:
        """When the page, the film or the review that the page is was published, where no article says."""
        nodes = (n for n in self.nodes if _types(n) & {"WebPage", "ClaimReview", "VideoObject", "ItemPage"})
        return [_text(n.get("datePublished") or n.get("uploadDate")) for n in nodes][:3]

    def crumbs(self) -> list[str]:
        """The breadcrumbs between the front page and the article."""
        for node in self.nodes:
            items = node.get("itemListElement")
            if "BreadcrumbList" in _types(node) and isinstance(items, list):
                names = [_text(i.get("name")) or _text(i.get("item")) for i in items if isinstance(i, dict)]
                return [n for n in names[1:-1] if n and not n.startswith("http")]
        return []


def _types(node: Mapping[str, Any]) -> set[str]:
    kind = node.get("@type")
    return {str(k).rpartition("/")[2] for k in (kind if isinstance(kind, list) else [kind]) if k}


def _load(text: str) -> Any:
    """Parse JSON-LD as it is found: in comments or CDATA, with stray commas, or escaped as HTML."""
    text = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$",
        "",
        text.strip(),
    )
    text = text.strip().rstrip(";")
    for repair in (str, lambda t: re.sub(r",(\s*[}\]])", r"\1", t), html.unescape):
        try:
            return json.loads(repair(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any) -> list[dict[str, Any]]:
    """All nodes in a JSON-LD value that can describe the page or what it names."""
    found: list[dict[str, Any]] = []
    queue: list[tuple[Any, int]] = [(value, 0)]
    while queue and len(found) < MAX_NODES:
        item, depth = queue.pop(0)
        if depth > 8:
            continue
        if isinstance(item, list):
            queue += [(i, depth + 1) for i in item[:500]]
        elif isinstance(item, dict):
            if "@type" in item or "headline" in item:
                found.append(item)
            queue += [
                (v, depth + 1)
                for k, v in item.items()
                if isinstance(v, (dict, list))
                and k
                in (
                    "@graph",
                    "mainEntity",
                    "mainEntityOfPage",
                    "hasPart",
                    "@list",
                    "item",
                    "itemListElement",
                    "subjectOf",
                )
            ]
    return found
