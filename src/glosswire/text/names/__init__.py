"""The names that a sentence states, their English forms, and what a translation did to them, in any script.

A name is found by its capital letters where the script has them, by a gazetteer where it has not, and known in English
by its form, its sound or a table of exonyms. What counts most against a translation is a name of the source without
its like in English together with a name in English that nothing in the source gives.
"""

from dataclasses import dataclass

from glosswire.model import Finding, Severity
from glosswire.text.names.compare import Comparison, Doubt, compare, has_hole, runs
from glosswire.text.names.gazetteer import Evidence, Kind, gazetteer_of
from glosswire.text.names.reading import Mention, capital_mentions, native_mentions, words_of
from glosswire.text.names.sounds import spelt
from glosswire.text.reach import base_of, trusted

__all__ = ["Name", "english_forms", "name_findings", "names_in"]

VERSION = "1"
_MOST = 3  # names that one finding tells
# How short English must be besides, in standard deviations, where a lost name is one that the tables know: a country is
# often said without its name. On NTREX's even lines .27 % of references in the mean of twenty languages have a name lost so,
# on its odd ones .23; of names taken out of sound English (DEMETR) 4 % are found so, by either half of it.
_SHORT_OF_KNOWN = -0.5
# Of the twenty, those in which this and what `fidelity.extent` finds by length flag at most .8 % of the even lines.
_OMITTED = frozenset("ar cs de es fa fr hi it ja ko pt ro sv uk zh".split())


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


def name_findings(source: str, target: str, language: str, deviation: float = 0.0) -> tuple[Finding, ...]:
    """What a translation did to the names of its source: one finding at most.

    `deviation`: how far the English is longer than usual, in standard deviations; a name that only the source has is an
    omission where the English is short as well.
    Shown is what rests on evidence that is seldom wrong in the language (`trust.toml`, measured); the rest is for
    operators and for the choice between candidates. A language that was not measured shows nothing.
    """
    comparison = compare(source, target, language)
    lost, added = _strongest(comparison.lost), _strongest(comparison.added)
    if not lost and not added:
        return ()
    shown = evidence(comparison, target) in trusted(language)
    if lost and added:
        detail = f"The original names {_list(lost)}; the translation names {_list(added)} instead."
        return (Finding("name", "critical" if shown else "major", detail, shown),)
    told = lost or added
    severity: Severity = "major" if shown or told[0].weight > 1 else "minor"
    if lost and not shown and _is_left_out(lost, deviation):
        shown = base_of(language) in _OMITTED
        return (Finding("omission", "major", f"The original names {_list(lost)}; the translation does not.", shown),)
    if lost:
        return (Finding("name", severity, f"The original names {_list(lost)}; the translation does not.", shown),)
    return (Finding("name", severity, f"The translation names {_list(added)}; the original does not.", shown),)


def _is_left_out(lost: tuple[Doubt, ...], deviation: float) -> bool:
    """Whether surely lost names are gone from English that is short besides; a country is often said without its name."""
    if lost[0].weight < 2:
        return False
    return deviation < (_SHORT_OF_KNOWN if any(doubt.mention.known for doubt in lost) else 0)


def evidence(comparison: Comparison, target: str) -> Evidence:
    """What a doubt about names rests on, the surest that there is."""
    lost, added = comparison.lost, comparison.added
    strong = [doubt for doubt in added if doubt.weight > 1]
    spoken = [doubt for doubt in added if doubt.mention.kind != "acronym"]
    if has_hole(target, lost):
        return "hole"
    if lost and (strong or (spoken and any(doubt.weight > 1 for doubt in lost))):
        return "replaced"
    if strong and not lost:
        return "long" if runs(added) > 1 else "known" if any(doubt.mention.known for doubt in strong) else "added"
    if any(doubt.weight > 1 and doubt.mention.known for doubt in lost):
        return "lost"
    if any(doubt.weight > 1 for doubt in lost):
        return "gone"
    return "doubtful" if lost and spoken else "weak"


def _strongest(doubts: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    most = max((doubt.weight for doubt in doubts), default=0)
    return tuple(doubt for doubt in doubts if doubt.weight == most)[:_MOST]


def _list(doubts: tuple[Doubt, ...]) -> str:
    names = list(dict.fromkeys(doubt.mention.text for doubt in doubts))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
