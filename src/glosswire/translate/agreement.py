"""One name has one English form in an article: headline, highlights and body are brought to the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz, process

from glosswire.model import Finding
from glosswire.text.english import is_ordinary
from glosswire.text.names import names_in
from glosswire.translate.glossary import Glossary, Occurrence, Prepared, demonyms, language_of
from glosswire.translate.inflection import forms

LEAST_LETTERS: Final = 5  # of a name's word: shorter ones are like too many others
# In 2,700 human translations of news (every second document of NTREX-128 in German, Russian, Spanish, Polish, Chinese
# and Arabic) these two changed six: four were misspelt names, and two an adjective, since taken care of below.
SAME_NAME: Final = 60.0  # likeness of a source's name, in Latin letters, and what the English has for it
SAME_FORM: Final = 75.0  # likeness of two English forms of which one may take the other's place
# What makes an adjective, a people or a possessive of a name: no other form of it.
_DERIVED: Final = frozenset("s n ns an ian ean ese ish i ni ic er ers ans ians 's ’s".split())
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A segment's source and its English."""

    source: str
    english: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A segment's English with the article's names, and what could not be brought to one form."""

    english: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Use:
    """What one segment calls a name."""

    pair: int
    written: str
    called: str


def agree(pairs: Sequence[Pair], language: str, glossary: Glossary) -> tuple[Agreed, ...]:
    """Give each name one English form in all segments of an article, in their order: as many as pairs.

    The form is the glossary's where it has one, else the most frequent, else the first. Names are the same where the
    source has the same word or a form of it. Where one form cannot simply take another's place it is a finding.
    """
    found = [glossary.find(pair.source, language) for pair in pairs]
    agreed = [
        Agreed(Prepared(pair.source, tuple(o.term for o in here)).settle(pair.english))
        for pair, here in zip(pairs, found, strict=True)
    ]
    locked = {word for here in found for o in here for word in _words(o.term.english)}
    free = [_free(pair.source, here) for pair, here in zip(pairs, found, strict=True)]
    for group in _uses([Pair(p.source, a.english) for p, a in zip(pairs, agreed, strict=True)], language, free):
        best = _best_of(group, locked)
        for use in group:
            if _is_other(use.called, best):
                agreed[use.pair] = _brought(agreed[use.pair], use, best)
    return tuple(agreed)


def _brought(here: Agreed, use: _Use, best: str) -> Agreed:
    if fuzz.ratio(_plain(use.called), _plain(best)) >= SAME_FORM:
        english = re.sub(rf"(?<!\w){re.escape(use.called)}(?!\w)", lambda _: best, here.english)
        return replace(here, english=english)
    detail = f"The original’s “{use.written}” is {use.called} here and {best} elsewhere in the article."
    return replace(here, findings=(*here.findings, Finding("term", "minor", detail, is_shown=False)))


def _best_of(group: Sequence[_Use], locked: Collection[str]) -> str:
    counts = Counter(use.called for use in group)
    held = [called for called in counts if called in locked]
    return held[0] if held else max(counts, key=lambda called: counts[called])  # of equals the first


def _is_other(called: str, best: str) -> bool:
    """Whether two words are different forms of a name, and not the name and its adjective, people or possessive."""
    short, long = sorted((called, best), key=len)
    if short.casefold() == long.casefold() or _peoples().get(short, short) == _peoples().get(long, long):
        return False
    return not (long.startswith(short) and long[len(short) :] in _DERIVED)


@lru_cache(maxsize=1)
def _peoples() -> Mapping[str, str]:
    """The country of each adjective and people."""
    return {word: country for country, also in demonyms().items() for word in also}


def _uses(pairs: Sequence[Pair], language: str, free: Sequence[Collection[str]]) -> Iterator[list[_Use]]:
    """The names that several segments call, each with what they call it; none of those that each pair is free to call."""
    found: dict[str, list[_Use]] = defaultdict(list)
    base: dict[str, str] = {}
    for place, pair in enumerate(pairs):
        english = [word for word in _words(pair.english) if word[0].isupper() and not is_ordinary(word.lower())]
        for written in dict.fromkeys(_names(pair.source, language)):
            called = "" if written in free[place] else _called(written, english)
            if called:
                found[_base(written, base, language)].append(_Use(place, written, called))
    yield from (group for group in found.values() if len({use.called for use in group}) > 1)


def _free(source: str, found: Iterable[Occurrence]) -> set[str]:
    """Words of countries and bodies, which a translation may call by their adjectives, or otherwise."""
    kinds = ("person", "city", "region")
    return {word for o in found if o.term.kind not in kinds for word in _words(source[o.start : o.end])}


def _names(source: str, language: str) -> Iterator[str]:
    """Words that may be names: known ones, and any with a capital, as German writes nouns with one too."""
    known = {word for name in names_in(source, language) for word in _words(name.text)}
    for word in _words(source):
        if (word in known or word[0].isupper()) and len(_plain(word)) >= LEAST_LETTERS:
            yield word


def _called(written: str, english: Sequence[str]) -> str:
    """The word of the English that is most like a name; empty where none is like it enough."""
    likes = [_plain(word) for word in english]
    best = process.extractOne(_plain(written), likes, scorer=fuzz.ratio, score_cutoff=SAME_NAME)
    return english[best[2]] if best else ""


def _base(written: str, known: dict[str, str], language: str) -> str:
    """What all forms of a word in an article go by: the form that was met first."""
    tag = language_of(language)
    mine = forms(written, tag)
    if written not in known:
        bases = (known[form] for form in mine if form in known)
        base = next(bases, written)
        for form in mine:
            known.setdefault(form, base)
        known[written] = base
    return known[written]


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _plain(name: str) -> str:
    return anyascii(name).lower()
