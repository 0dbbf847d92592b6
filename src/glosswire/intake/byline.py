"""Read who made an article: people apart from agencies and from the outlet's own name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glosswire.intake.agency import agency_of
from glosswire.intake.metadata import Claims, Named

_WORD = re.compile(r"\w+")
_BY = re.compile(
    r"^\s*(?:(?:von|by|par|por|door|av|af|di|da|de|przez|od|autor(?:en|in|as|es|a)?(?:/autor)?|auteurs?|autore|författare|text|texte|texto|"
    r"tekst|skrevet af|skrevet av|written by|verfasst von|ein(?:e)? (?:artikel|kommentar|gastbeitrag|analyse|interview|reportage|kolumne) von|"
    r"автор(?:ы|и)?|текст|беседовал[аи]?|yazan|haber|yazar|بقلم|كتب|نویسنده|文|文/|取材|記者|기자)\s*[:：/]?\s+|(?:foto|text|quellen?|source|fuente|fonte|källa|kilde|bron|zdroj|źródło|источник|джерело|kaynak)\s*[:：])",
    re.I,
)
_PAREN = re.compile(r"\s*[(\[（][^()\[\]（）]{0,60}[)\]）]")
_JUNK = re.compile(r"https?:|www\.|@|^\W*\d[\d\W]*$|\d{4}|[{}<>=\\]")
_JOINT = re.compile(r"\s*(?:[,;|/&•·、，]|\s(?:und|and|och|og|ja|und die|sowie|и|та|και|ve)\s)\s*", re.I)
_PAIR = re.compile(r"\s(?:y|et|e|en|i|a|și|es|és)\s")  # joints that are also parts of names: only between full names
_OUTLET = re.compile(
    r"redaktion|redaction|rédaction|redacci|redaz|redakc|redaksjon|redação|redacao|редакци|редакці|editor|newsroom|news ?desk|"
    r"\bstaff\b|\badmin|agenturen|agences|agencias|agencies|agenzie|nachrichten\b|\bonline\b|\.(?:com|de|at|ch|net|org|info|fr|es|it|tr|ru|is|be|nl)\b|"
    r"zeitung|haber merkezi|dış haberler|編集部|新聞|新闻|ニュース|デスク|^team\b|\bteam$|\bgmbh\b|\bltd\b|\bs\.?a\.?$|correspond",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Makers:
    """Who made an article; `outlet` holds what names the outlet itself or a desk of it."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()


def flat(text: str) -> str:
    """A text by its letters and digits only, to compare."""
    return "".join(_WORD.findall(text.lower())).replace("_", "")


def read(claims: Claims, bylines: Sequence[str], sites: Iterable[str], named: Sequence[str] = ()) -> Makers:
    """The makers by JSON-LD, the metas and the visible bylines, in this order of trust: the first that names people.

    `named` is what elements of the byline call names: where it holds all of them and more, it is the fuller list.
    """
    names = tuple(n for n in map(flat, sites) if len(n) > 2)
    statements = [
        _sort(claims.authors, names),
        _sort([Named(n) for n in claims.meta_authors], names),
        _sort(
            [
                Named(n)
                for line in bylines
                for n in names_in(line)
                if agency_of(n) or looks_like_person(n) or is_outlet(n, names)
            ],
            names,
        ),
    ]
    agencies = tuple(dict.fromkeys(a for s in statements for a in s.agencies))
    people = next((s.people for s in statements if s.people), ())
    fuller = tuple(n for line in named for n in names_in(line) if looks_like_person(n) and not is_outlet(n, names))
    if people and set(map(flat, people)) < set(map(flat, fuller)):
        people = tuple(dict.fromkeys(fuller))
    if statements[0].agencies and not statements[0].people:
        people = ()  # a wire text: the metas of such pages name the desk that took it over
    is_wire = any(s.agencies and not s.outlet for s in statements[:2]) and not people
    outlet = () if is_wire else next((s.outlet for s in statements if s.outlet), ())
    return Makers(people, agencies, outlet)


def _sort(named: Iterable[Named], sites: tuple[str, ...]) -> Makers:
    people: dict[str, str] = {}
    agencies: dict[str, None] = {}
    outlet: dict[str, None] = {}
    for item in named:
        found = names_in(item.name)
        is_desk = len(found) > 1 and any(is_outlet(n, sites) for n in found)
        for name in found:
            if is_desk and " " not in name and not agency_of(name) and not is_outlet(name, sites):
                continue  # "news.example, Berlin": where the desk is
            if agency := agency_of(name):
                agencies[agency] = None
            elif (item.is_person is False and len(name.split()) != 2) or is_outlet(name, sites):
                outlet[item.name if any(map(agency_of, found)) else name] = None  # "News and AFP" stays whole
            else:
                people.setdefault(flat(name), name)
    return Makers(tuple(people.values()), tuple(agencies), tuple(outlet))


def signs(text: str) -> bool:
    """Whether a text is only a desk's signature, as at the end of an article: `Online-Redaktion`."""
    return len(text) < 40 and len(text.split()) < 4 and bool(_OUTLET.search(text)) and text[-1:] not in ".!?:"


def is_outlet(name: str, sites: tuple[str, ...]) -> bool:
    """Whether a credited name is the outlet's own or a desk's."""
    plain = flat(name)
    return bool(_OUTLET.search(name)) or any(
        plain == s or (len(s) > 2 and plain.startswith(s)) or (len(plain) > 3 and s.startswith(plain)) for s in sites
    )


def looks_like_person(name: str) -> bool:
    """Whether a name has a person's form: two to five words, capital letters first where the script has them."""
    parts = name.split()
    cased = [p for p in parts if p[0].isupper() or not p[0].islower()]
    return 2 <= len(parts) <= 5 and len(cased) >= 2 and parts[0] in cased and not any(c in "!?:;" for c in name)


def names_in(line: str) -> list[str]:
    """The names in a byline: `Von Anna Abel und Bo Berg, dpa` holds three. What follows a comma as one word is a place."""
    line = _PAREN.sub("", line).strip()
    for _ in range(2):
        line = _BY.sub("", line, count=1).strip()
    if not line or len(line) > 300 or line.startswith(("http:", "https:", "www.")):
        return []
    if agency_of(line):
        return [line]
    parts = [p.strip(" .:-–—*\u3000") for p in _JOINT.split(line)]
    parts = [q for p in parts for q in _pair(p)]
    parts = [p for p in parts if p and not _JUNK.search(p) and len(p) <= 80 and any(c.isalpha() for c in p)]
    if len(parts) > 1 and any(" " in p for p in parts):
        parts = [p for p in parts if " " in p or agency_of(p)]
    return [p for p in parts if len(p.split()) <= 7]


def _pair(part: str) -> list[str]:
    sides = [s.strip() for s in _PAIR.split(part)]
    is_list = all(len(s.split()) > 1 for s in sides) or any(map(agency_of, sides))
    return sides if len(sides) > 1 and is_list else [part]
