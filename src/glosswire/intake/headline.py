"""Choose a page's headline among the forms in which it states one, without the site's name glued on."""

import re
from collections.abc import Iterable

from glosswire.intake.metadata import Claims

_WORD = re.compile(r"\w+")
_GLUE = re.compile(r"\s*(?:\s[-–—|»«•·:/]+\s|\s?[|｜]\s?|：|\s?--\s?|\s::\s)\s*")
_KICKER = re.compile(r":\s|\s[-–—|/]\s")
_DATE = re.compile(r"\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\W*")
_SHORTEST = 8  # letters of a headline that a cut may leave


def flat(text: str) -> str:
    """A text by its letters and digits only, to compare."""
    return "".join(_WORD.findall(text.lower())).replace("_", "")


def choose(
    claims: Claims, visible: Iterable[str], sites: Iterable[str], hint: str = "", lower: Iterable[str] = ()
) -> str:
    """The headline: what two of its forms agree on, or else the form that pages give for sharing.

    `visible` are the first-level headings, `sites` the names that the outlet goes by. On 92 pages of 62 publishers
    Open Graph's form is the editors' headline more often than JSON-LD's (which may be written for search engines),
    unless <title> repeats it and JSON-LD agrees with what readers see. `lower` are the second-level headings, of which
    one is what readers see where no first-level one is and it says a claim to the letter; one that says it but for
    the marks between its parts has a kicker over it, and shows that the claim was put together.
    """
    names = tuple(filter(None, map(flat, sites)))
    shown = [v for v in visible if len(flat(v)) > 3 and flat(v) not in names]
    others = [claims.headline, claims.title, *shown, hint]
    linked = cut_site(claims.headline, names, [claims.og_title, *shown])
    shared = cut_site(claims.og_title, names, [claims.headline, *shown])
    titled = cut_site(claims.title, names, [*others, claims.og_title])
    heading = _nearest(shown, [shared, linked, titled]) or _to_the_letter(lower, [shared, linked])
    if not shared or not _akin(shared, heading or linked or titled):
        return (
            heading
            if heading and flat(heading) in (flat(linked), flat(titled))
            else linked or heading or shared or titled or hint
        )
    if heading and flat(shared) != flat(linked) and (common := _after_kickers(shared, heading)):
        return common
    agreed = flat(shared)
    if any(flat(form) != agreed and _has_tail(form, agreed) for form in (linked, heading)):
        return shared
    if agreed in (flat(linked), flat(heading)) or not (linked or heading):
        return shared
    if linked and flat(linked) == flat(heading):
        return shared if flat(titled) == flat(linked) else heading
    if linked and heading and flat(linked) == flat(titled):
        return linked
    return shared


def cut_site(text: str, sites: Iterable[str], others: Iterable[str]) -> str:
    """Cut what a site glues to its headlines: its name, a section or a date, before or after."""
    names = tuple(sites)
    whole = {flat(o) for o in others if o}
    while len(parts := _split_last(text)) == 2:
        head, tail = parts
        is_glued = _is_site(tail, names) or _DATE.fullmatch(tail) or (flat(head) in whole and flat(text) not in whole)
        if not is_glued or len(flat(head)) < _SHORTEST:
            break
        text = head
    first = _GLUE.search(text)
    if first:
        rest = text[first.end() :]
        is_glued = _is_site(text[: first.start()], names) or (flat(rest) in whole and flat(text) not in whole)
        if is_glued and len(flat(rest)) >= _SHORTEST:
            return rest.strip()
    return text.strip()


def _after_kickers(a: str, b: str) -> str:
    """What two headlines share behind kickers of their own: `War: "So it goes"` and `Conflict - "So it goes"`."""
    first, second = (_KICKER.split(t, maxsplit=1) for t in (a, b))
    is_common = len(first) == len(second) == 2 and flat(first[1]) == flat(second[1]) and flat(a) != flat(b)
    return first[1] if is_common and len(flat(first[1])) >= 2 * _SHORTEST else ""


def _has_tail(text: str, tail: str) -> bool:
    """Whether a headline is another one behind a kicker; `tail` is flat."""
    parts = _KICKER.split(text, maxsplit=1)
    return len(parts) == 2 and flat(parts[1]) == tail


def _split_last(text: str) -> list[str]:
    found = list(_GLUE.finditer(text))
    return [text[: found[-1].start()], text[found[-1].end() :]] if found else [text]


def _is_site(text: str, names: tuple[str, ...]) -> bool:
    plain = flat(text)
    return bool(plain) and any(plain == n or (len(n) > 3 and n in plain and len(plain) < len(n) + 12) for n in names)


def _nearest(shown: list[str], claims: list[str]) -> str:
    """The heading that repeats a claim, else the one that shares most words with them."""
    for claim in claims:
        for heading in shown:
            if claim and flat(heading) == flat(claim):
                return heading
    words = set(_WORD.findall(" ".join(claims).lower()))
    best = max(shown[:8], key=lambda h: len(words & set(_WORD.findall(h.lower()))), default="")
    return best if not words or _akin(best, " ".join(claims)) else ""


def _to_the_letter(lower: Iterable[str], claims: list[str]) -> str:
    """The claim that a heading repeats letter for letter, marks included."""
    said = set(lower)
    return next((claim for claim in claims if claim in said), "")


def _akin(a: str, b: str) -> bool:
    """Whether two headlines speak of one thing: they share a long word, or two characters in a row without spaces."""
    if not a or not b:
        return not b
    long = {w for w in _WORD.findall(a.lower()) if len(w) > 3}
    other = {w for w in _WORD.findall(b.lower()) if len(w) > 3}
    return (
        bool(long & other)
        or any(a[i : i + 3].lower() in b.lower() for i in range(max(1, len(a) - 3)) if not a[i : i + 3].isascii())
        or flat(a) == flat(b)
    )
