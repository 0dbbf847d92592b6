"""Say which pieces of a page are body text: by their form alone where that is plain, else by trafilatura."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from glosswire.intake.dom import Element, Outline, Piece
from glosswire.intake.noise import is_aside, is_noise, is_photo_line

SENTENCE = 60  # letters of a paragraph that speaks for itself
LINKED = 0.5  # characters in links of what is a list of links

# Where this much of all prose on a page stands in one form and one element, that is the body: true of 91 of 125
# pages, without an exception among them. At 0.5 there was one (a page of AI summaries and comments).
_PLAIN_SHARE = 0.7
_BOX_SHARE = 0.85
_LEAST = 400  # letters; below, a page may be a stub, and a second opinion is worth its 16 ms

_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_ENDS = re.compile(r"""[.!?…。！？।։؟۔:;][\s"'”’»“)\]」』]*$""")


def width(text: str) -> int:
    """The length of a text in letters of an alphabet: a Chinese character says as much as some two and a half."""
    return len(text) + (0 if text.isascii() else int(1.5 * len(_WIDE.findall(text))))


def flat(text: str) -> str:
    """A text by its letters and digits only, to compare."""
    return "".join(_WORD.findall(text.lower())).replace("_", "")


_BRACKET = re.compile(r"(?<=[.!?…。！？»”“\"'])\s*[(（\[][^()（）\[\]]{2,40}[)）\]]\s*$")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, be it before a credit: `… sagte er. (dpa/kat)`."""
    return bool(_ENDS.search(_BRACKET.sub("", text[-60:])[-12:]))


def by_form(outline: Outline) -> tuple[bool, ...] | None:
    """Which pieces are the body, where nearly all prose of the page stands in one place; else None."""
    prose = {
        i: width(p.text) * (1.0 if ends_sentence(p.text) else 0.5)
        for i, p in enumerate(outline.pieces)
        if p.kind in ("paragraph", "quote")
        and width(p.text) > SENTENCE
        and p.link_share < LINKED
        and not is_aside(p.text, p.link_share)
        and not is_photo_line(p.text)
    }
    noise = [is_noise(name) for name in outline.labels]
    clean = {i: w for i, w in prose.items() if not any(noise[n] for n in outline.pieces[i].path)}
    if not clean:
        return None
    box = _box(outline, clean)
    body = {i for i in clean if box in outline.pieces[i].path}
    body |= _opening(outline, clean, min(body), box)
    worth = sum(clean[i] for i in body)
    if worth < _LEAST or worth < _PLAIN_SHARE * sum(prose.values()):
        return None
    return tuple(i in body for i in range(len(outline.pieces)))


def _box(outline: Outline, worths: dict[int, float]) -> int:
    """The innermost element that holds most of the text of the commonest form."""
    forms: Counter[tuple[str, ...]] = Counter()
    for i, worth in worths.items():
        forms[_form(outline, outline.pieces[i])] += int(worth)
    best, total = forms.most_common(1)[0]
    inside: Counter[int] = Counter()
    for i, worth in worths.items():
        if _form(outline, outline.pieces[i]) == best:
            for number in outline.pieces[i].path:
                inside[number] += int(worth)
    return max(n for n, w in inside.items() if w >= _BOX_SHARE * total)


def _opening(outline: Outline, clean: Mapping[int, float], first: int, box: int) -> set[int]:
    """The paragraphs that stand before the body's element in the same article: what a paywall leaves free."""
    path = outline.pieces[first].path
    around = [n for n in path if n < box and outline.labels[n].startswith(("article", "main"))]
    outer = around[-1] if around else path[max(0, path.index(box) - 2)]
    heads = [i for i, p in enumerate(outline.pieces[:first]) if p.tag == "h1"]
    after = heads[-1] if heads else first - 6
    near = set(path[path.index(outer) : path.index(box)])  # the elements between the article and its body

    return {
        i
        for i in clean
        if after < i < first and outer in outline.pieces[i].path and near & set(outline.pieces[i].path[-3:])
    }


def _form(outline: Outline, piece: Piece) -> tuple[str, ...]:
    return tuple(outline.labels[n] for n in piece.path[-3:])


def by_opinion(outline: Outline, tree: Element, stated: str) -> tuple[bool, ...]:
    """Which pieces are body text to trafilatura, or stand in the body that the page itself states."""
    from trafilatura import bare_extraction  # half a second to import, and most pages do not need it

    found = bare_extraction(tree, fast=True, include_comments=False)
    told = flat(str(getattr(found, "text", None) or "")) + "|" + (flat(stated) if len(stated) > 300 else "")
    return tuple(_is_in(flat(p.text), told) for p in outline.pieces)


def _is_in(plain: str, told: str) -> bool:
    """Whether a text stands in the told one: whole, or by both of its ends where it is long."""
    if len(plain) <= 12:
        return False
    return plain in told or (len(plain) > 100 and plain[:40] in told and plain[-40:] in told)


def read(outline: Outline, tree: Element, stated: str) -> Sequence[bool]:
    """Which pieces are the body by the best evidence at hand."""
    return by_form(outline) or by_opinion(outline, tree, stated)
