"""Read a page's tree as pieces: its texts in order, each with its kind, its marks and what stands around it."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml import etree, html

from glosswire.model import BlockKind, Mark, MarkKind

MAX_CHARS = 6_000_000  # of markup: the longest of 257 real pages had 2.4 million
MAX_PIECES = 6_000  # the longest live blog seen had 900
MAX_TEXT = 20_000  # characters of one piece; longer ones are data, not prose
MAX_DEPTH = 200  # elements within elements; real pages stay under 60
MAX_MARKS = 200  # links and emphases in one piece

Element = Any  # lxml's elements: its stubs know no type that both parse and iterwalk share

_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed form button select option textarea nav canvas audio "
    "video source track map dialog head title meta link base input datalist output progress meter menu applet "
    "frameset amp-ad amp-iframe amp-social-share".split()
)
_BLOCKS = frozenset(
    "html body p div section article header footer main aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure "
    "figcaption table caption thead tbody tfoot tr td th pre address details summary hr fieldset center hgroup "
    "legend noindex".split()
)
_KINDS: dict[str, BlockKind] = {
    "h1": "headline",
    **{f"h{n}": "heading" for n in range(2, 7)},
    "blockquote": "quote",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "figcaption": "caption",
    "caption": "caption",
}
_MARKS: dict[str, MarkKind] = {"a": "link", "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis"}

_SPACE = re.compile(r"[^\S\u3000]+")  # the ideographic space is punctuation, the others are layout
# Soft hyphens, zero-width spaces, directional overrides and control characters are layout or worse. The joiners
# (200c, 200d) and the plain marks (200e, 200f) spell words in Persian, Hindi and Arabic and stay.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))  # a parser of HTML may stop at them
_BREAKING = _SKIPPED - {
    "script",
    "style",
    "noscript",
    "svg",
    "math",
    "button",
    "input",
    "link",
    "meta",
    "source",
    "map",
}
# `text-caption` is a size of type, in several systems of design.
_CAPTION = re.compile(
    r"(?<!text-)\b(?:caption|figure|bildunterschrift|photo-?credit|copyright|pie-?foto|epigrafe|legende?)\b"
)
_NEW_WINDOW = re.compile(
    r"\s*\(?(?:link )?(?:wird in |öffnet |opens |s'ouvre |se abre |si apre |abre |åpnes |öppnas |åbner |otwiera )[^()]{0,40}"
    r"(?:fenster|tab|window|fenêtre|onglet|ventana|pestaña|finestra|scheda|janela|vindu|fönster|vindue|karcie)\w*(?: geöffnet)?\)?\s*",
    re.I,
)
_MAY_BE_UNSEEN = frozenset(("span", "small", "i", "a"))
_UNSEEN_NAME = re.compile("sr-?only|visually-?hidden|screen-?reader|u-hidden", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that a reader sees as one block: `path` numbers the elements around it, outermost first."""

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...]  # the addresses of links as the page writes them
    tag: str
    path: tuple[int, ...]
    linked: int
    strong: int
    time: str = ""  # what a `time` element in it states for machines

    @property
    def link_share(self) -> float:
        """The share of its characters that are links."""
        return self.linked / max(1, len(self.text))


@dataclass(frozen=True, slots=True)
class Outline:
    """All pieces of a page, and the name of every element that a path numbers."""

    pieces: tuple[Piece, ...]
    labels: tuple[str, ...]


def parse(text: str) -> Element:
    """Build the tree of a page; raises ValueError where there is none."""
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        markup = text[:MAX_CHARS].encode("utf-8", "ignore").translate(None, _CONTROLS)
        return html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ValueError(f"no tree: {error}") from error


def tidy(text: str) -> str:
    """One line of text without layout characters, in NFC."""
    plain = _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()
    return plain if _is_nfc(plain) else unicodedata.normalize("NFC", plain)


def _is_nfc(text: str) -> bool:
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def label(element: Element) -> str:
    """What an element calls itself: tag, classes, id and roles, in lower case with camel case parted."""
    get = element.get
    names = " ".join(filter(None, (get("class"), get("id"), get("role"), get("itemprop"), get("data-testid"))))
    hidden = get("hidden") is not None or _HIDDEN_STYLE.search(get("style") or "")
    return f"{element.tag} {_snake(names[:400])}{' is-hidden' if hidden else ''}"


@lru_cache(maxsize=8192)
def _snake(names: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", names).lower()


def outline(tree: Element) -> Outline:
    """Read all pieces of a tree in their order; the addresses of their links are left as written."""
    reader = _Reader()
    body = tree.find("body")
    walker = etree.iterwalk(tree if body is None else body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "end":
            reader.close(tag)
        elif tag in _SKIPPED or len(reader.path) >= MAX_DEPTH or _is_unseen(element):
            walker.skip_subtree()
            if tag in _BREAKING:
                reader.flush()
        else:
            reader.open(element, tag)
            continue
        if element.tail:
            reader.text.add(element.tail)
        if len(reader.pieces) >= MAX_PIECES:
            break
    reader.flush()
    return Outline(tuple(reader.pieces), tuple(reader.labels))


def _is_unseen(element: Element) -> bool:
    """Whether it is an inline text for screen readers only, such as "opens in a new window"."""
    return element.tag in _MAY_BE_UNSEEN and bool(_UNSEEN_NAME.search(element.get("class") or ""))


def _may_tell_of_window(text: str) -> bool:
    return 8 < len(text) < 60 and (text[0] in "( " or text[:4].lower() == "link")


class _Text:
    """A piece in the making: text with its spaces collapsed as it comes, and the marks over it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.space = False
        self.marks: list[Mark] = []
        self.time = ""

    def add(self, text: str) -> None:
        """Append text as a browser would show it."""
        if not text.strip(" \t\r\n"):
            self.space = True
            return
        plain = _SPACE.sub(" ", text if text.isascii() else _UNSEEN.sub("", text))
        if not plain or self.length > MAX_TEXT or (_may_tell_of_window(plain) and _NEW_WINDOW.fullmatch(plain)):
            return
        if plain[0] == " ":
            self.space = True
            plain = plain[1:]
        if not plain:
            return
        if self.space and self.length:
            self.parts.append(" ")
            self.length += 1
        self.space = plain[-1] == " "
        plain = plain.rstrip(" ")
        self.parts.append(plain)
        self.length += len(plain)

    def whole(self) -> tuple[str, tuple[Mark, ...]]:
        """The text in NFC and its marks, trimmed to visible characters."""
        text = "".join(self.parts)
        if not self.marks and _is_nfc(text):
            return text.strip(), ()
        marks = [m for m in (_trim(m, text) for m in self.marks[:MAX_MARKS]) if m.start < m.end]
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        text = text[left:right]
        marks = [Mark(m.kind, m.start - left, m.end - left, m.url) for m in marks] if left else marks
        if not _is_nfc(text):
            at = {n: len(unicodedata.normalize("NFC", text[:n])) for m in marks for n in (m.start, m.end)}
            text = unicodedata.normalize("NFC", text)
            marks = [replace(m, start=min(at[m.start], len(text)), end=min(at[m.end], len(text))) for m in marks]
        return text, tuple(sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end)))


def _trim(mark: Mark, text: str) -> Mark:
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return mark if (start, end) == (mark.start, mark.end) else Mark(mark.kind, start, end, mark.url)


class _Reader:
    """The walk's state: where we are, and the piece that is being written."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.labels: list[str] = []
        self.path: list[int] = []
        self.tags: list[str] = []
        self.kinds: list[BlockKind] = ["paragraph"]
        self.inline: list[tuple[str, Mark | None]] = []
        self.text = _Text()
        self.after_break = False

    def open(self, element: Element, tag: str) -> None:
        """Go into an element."""
        if tag == "br":
            self._break(element)
        elif tag in _BLOCKS or "-" in tag:
            self.flush()
            self._enter(element, tag)
        elif kind := _MARKS.get(tag):
            url = self._link(element) if kind == "link" else ""
            self.inline.append((tag, Mark(kind, self.text.length, 0, url)))
        elif tag == "time" and not self.text.time:
            self.text.time = (element.get("datetime") or "")[:60]
        if element.text:
            self.text.add(element.text)

    def close(self, tag: str) -> None:
        """Come out of an element."""
        if tag in _BLOCKS or "-" in tag:
            if self.tags:
                self.flush()
                self.path.pop()
                self.tags.pop()
                self.kinds.pop()
        elif tag in _MARKS and self.inline and self.inline[-1][0] == tag:
            _, mark = self.inline.pop()
            if mark and mark.start < self.text.length and (mark.kind != "link" or mark.url):
                self.text.marks.append(Mark(mark.kind, mark.start, self.text.length, mark.url))

    def flush(self) -> None:
        """End the piece that is being written; marks that are still open go on in the next one."""
        text = self.text
        if not text.length:
            return
        self.text = _Text()
        text.marks += [
            Mark(m.kind, m.start, text.length, m.url) for _, m in self.inline if m and (m.kind != "link" or m.url)
        ]
        self._keep(text)
        if self.inline:
            self.inline = [(tag, m and Mark(m.kind, 0, 0, m.url)) for tag, m in self.inline]

    def _keep(self, text: _Text) -> None:
        plain, marks = text.whole()
        if not plain:
            return
        linked = min(len(plain), _covered(text.marks, "link"))  # of all marks: those that are kept are bounded
        strong = min(len(plain), _covered(text.marks, "strong"))
        tag = self.tags[-1] if self.tags else "body"
        self.pieces.append(Piece(self.kinds[-1], plain, marks, tag, tuple(self.path), linked, strong, text.time))

    def _enter(self, element: Element, tag: str) -> None:
        self.labels.append(label(element))
        self.path.append(len(self.labels) - 1)
        self.tags.append(tag)
        self.kinds.append(self._kind(tag))

    def _kind(self, tag: str) -> BlockKind:
        found = _KINDS.get(tag)
        if found and not (found == "heading" and self.kinds[-1] == "caption"):
            return found
        if _CAPTION.search(self.labels[-1]):
            return "caption"
        return self.kinds[-1]

    def _break(self, element: Element) -> None:
        if element.tail is None or not element.tail.strip():
            follows = element.getnext()
            if follows is not None and follows.tag == "br":
                self.flush()
                return
        self.text.add(" ")

    @staticmethod
    def _link(element: Element) -> str:
        address = element.get("href") or ""
        return "" if address.startswith(("#", "javascript:", "mailto:", "tel:", "data:")) else address


def _covered(marks: list[Mark], kind: MarkKind) -> int:
    end = total = 0
    for mark in sorted(marks, key=lambda m: m.start) if len(marks) > 1 else marks:
        if mark.kind == kind and mark.end > end:
            total += mark.end - max(mark.start, end)
            end = mark.end
    return total
