"""Read what a home page says of its outlet: its name and its language."""

import re
import unicodedata
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from glosswire.intake.charset import decode
from glosswire.intake.feeds import MAX_HOME
from glosswire.intake.urls import host_of

MAX_NAME = 80
_BETWEEN = re.compile(r"\s*[|–—·•»:]\s*|\s+-\s+")
_LETTERS = re.compile(r"[\W_]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Home:
    """What a home page calls itself, and the language that it claims; empty where it says nothing."""

    name: str
    language: str


def read_home(body: bytes, url: str, charset: str = "") -> Home:
    """Read a home page's name and language, from its metas, its title and its root."""
    try:
        tree = lxml_html.document_fromstring(decode(body[:MAX_HOME], charset).encode(), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return Home("", "")
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or "").lower()
        metas.setdefault(key, str(meta.get("content") or ""))
    title = tree.findtext("head/title") or ""  # a drawing may have one too
    name = tidy(metas.get("og:site_name", "")) or tidy(metas.get("application-name", "")) or name_of_title(title, url)
    return Home(name, _language(str(tree.get("lang") or "")) or _language(metas.get("og:locale", "")))


def name_of_title(title: str, url: str) -> str:
    """The part of a title that is the outlet's name: the one that its host repeats, else the first."""
    parts = [part for part in map(tidy, _BETWEEN.split(title[:500])) if part]
    host = _letters(host_of(url))
    named = (part for part in parts if len(_letters(part)) > 1 and _letters(part) in host)
    return next(named, parts[0] if parts else "")


def tidy(text: str) -> str:
    """A name on one line, without what cannot be seen, of bounded length."""
    clean = _UNSEEN.sub(" ", unicodedata.normalize("NFC", text[: MAX_NAME * 8]))
    return " ".join(clean.split())[:MAX_NAME].strip()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _LETTERS.sub("", "".join(char for char in plain if not unicodedata.combining(char)))


def _language(tag: str) -> str:
    tag = tag.strip()
    return tag.replace("_", "-") if _TAG.fullmatch(tag) else ""


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
