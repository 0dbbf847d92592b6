"""The names that a sentence states, their English forms, and what a translation did to them, in any script.

A name is found by its capital letters where the script has them, by a gazetteer where it has not, and known in English
by its form, its sound or a table of exonyms. What counts most against a translation is a name of the source without
its like in English together with a name in English that nothing in the source gives.
"""

from dataclasses import dataclass

from glosswire.model import Finding, Severity
from glosswire.text.names.compare import Comparison, Doubt, compare, has_hole
from glosswire.text.names.gazetteer import Kind, gazetteer_of, names_countries
from glosswire.text.names.reading import Mention, capital_mentions, native_mentions, words_of
from glosswire.text.names.sounds import spelt

__all__ = ["Name", "english_forms", "name_findings", "names_in"]

VERSION = "1"
_MOST = 3  # names that one finding tells


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text and its half-open span; `kind` is empty where capitals alone show it."""

    text: str
    start: int
    end: int
    kind: Kind = ""


def names_in(text: str, language: str) -> tuple[Name, ...]:
    """The names in a sentence, in their order: known ones, and words with capitals that no rule of spelling asks for."""
    words = words_of(text)
    known = tuple(native_mentions(text, words, gazetteer_of(language)))
    taken = {place for mention in known for place in range(mention.start, mention.end)}
    capital = [m for m in capital_mentions(words, language) if m.start not in taken and not m.opens]
    found = sorted((*known, *_joined(text, capital)), key=lambda mention: mention.start)
    return tuple(Name(mention.text, mention.start, mention.end, mention.kind) for mention in found)


def _joined(text: str, mentions: list[Mention]) -> list[Mention]:
    """Neighbours with one space or hyphen between them as one name."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is not None and text[last.end : mention.start] in (" ", "-", "·", "・", "\u00a0"):
            joined[-1] = Mention(text[last.start : mention.end], last.start, mention.end, "")
        else:
            joined.append(mention)
    return joined


def english_forms(name: str, language: str) -> tuple[str, ...]:
    """The English forms known for a name, best first; where none is known, how its letters are transliterated."""
    forms: dict[str, None] = {}
    for mention in native_mentions(name, words_of(name), gazetteer_of(language)):
        for known in mention.known:
            forms |= dict.fromkeys((known.title, *known.english))
    return tuple(forms) or ((spelt(name),) if spelt(name) else ())


def name_findings(source: str, target: str, language: str) -> tuple[Finding, ...]:
    """What a translation did to the names of its source: one finding at most for each way, the gravest alone.

    Shown are a name replaced by another, and a known name lost or added; the rest is for operators and for the choice
    between candidates. In a language that CLDR does not know nothing is shown: there the exonyms of countries and
    cities are not known either.
    """
    comparison = compare(source, target, language)
    lost, added = _strongest(comparison.lost), _strongest(comparison.added)
    trusted = names_countries(language)
    if lost and added:
        shown = trusted and _is_replaced(comparison)
        detail = f"The original names {_list(lost)}; the translation names {_list(added)} instead."
        return (Finding("name", "critical" if shown else "major", detail, shown),)
    if lost:
        shown = trusted and _is_lost(comparison, target)
        return (_finding(f"The original names {_list(lost)}; the translation does not.", shown, lost),)
    if added:
        shown = trusted and _is_added(comparison)
        return (_finding(f"The translation names {_list(added)}; the original does not.", shown, added),)
    return ()


def _finding(detail: str, shown: bool, doubts: tuple[Doubt, ...]) -> Finding:
    severity: Severity = "major" if shown or doubts[0].weight > 1 else "minor"
    return Finding("name", severity, detail, shown)


def _is_replaced(comparison: Comparison) -> bool:
    return max(d.weight for d in (*comparison.lost, *comparison.added)) > 1


def _is_lost(comparison: Comparison, target: str) -> bool:
    """A known name lost; or any, where the English has a hole in its place."""
    return any(doubt.weight > 1 for doubt in comparison.lost) or has_hole(target)


def _is_added(comparison: Comparison) -> bool:
    return any(doubt.weight > 1 for doubt in comparison.added)


def _strongest(doubts: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    most = max((doubt.weight for doubt in doubts), default=0)
    return tuple(doubt for doubt in doubts if doubt.weight == most)[:_MOST]


def _list(doubts: tuple[Doubt, ...]) -> str:
    names = list(dict.fromkeys(doubt.mention.text for doubt in doubts))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
