"""Negation that a translation lost or gained, and attribution that it lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glosswire.model import Finding
from glosswire.text.fidelity.pair import Pair
from glosswire.text.fidelity.words import WordTable, fold, listed, table_of, words_of
from glosswire.text.reach import entry_of, tables


@dataclass(frozen=True, slots=True)
class _Tongue:
    clear: WordTable
    broad: WordTable
    apparent: tuple[str, ...]


# English that says no outright, as verbs do it.
_NOT = re.compile(r"\b(?:not|cannot|never|nobody|no one|no longer|\w+n't)\b")
# ... and turns of phrase that have the word but do not negate the clause, or that stand for an "until" or "only".
_APPARENT = re.compile(
    r"\b(?:not only|not just|not simply|not merely|not least|not to mention|not until|not yet|whether or not|or not"
    r"|if not|not necessarily|not far|not long|not alone|not unlike|not to be|more often than not|not all|not every"
    r"|(?:is|are|was|were|do|does|did|has|have|had|would|could|ca|wo)n't (?:it|you|they|we|he|she|i|there)"
    r"|why not|\w+n't (?:alone|only|just)|can(?:no|')?t help|not so|not too|not quite|not very|not even|not more than|not less than"
    r"|not the only|never before|ever or never|never-ending|never mind|like never|never more so|never seen"
    r"|could(?:n't| not) (?:help|believe|agree)|don't know what)\b|, (?:but |and |just )?not\b"
)
# All that English may put for a negation.
_BROAD = table_of(
    "not no cannot never none nobody nothing nowhere neither nor without unable unless until rather instead despite"
    " hardly barely scarcely rarely seldom few fewer little less least only except but yet free too beyond away far"
    " however although though zero nil anything anyone any even short otherwise different rid hard before against"
    " un* in* im* il* ir* dis* mis* non* fail* den* refus* reject* lack* absen* miss* avoid* prevent* stop* declin*"
    " ban* except* doubt* exclud* rul* forb* prohibit* lost lose loses losing loss keep* kept difficult* cease* *less"
    " *n't ain't never* wrong abandon* ignor* bare sole* mere* end* last off out over opposite contrary vain nought"
    " neglect* omit* overlook* forget* forgot* resist* stay* remain* nothing* apart alone last* half bad poor* worse"
    " worst low* slow* late* weak* other another else unlike under* anti* abstain* withh* reluct* empty broke* drop*"
    " cut* block* halt* oppos* object* decry* quit* minor* invalid* invisible prove* devoid depriv* spar* waiv*"
    " immun* spite still as"
)


def negation(pair: Pair) -> Iterator[Finding]:
    """Find a negation that only one of the two has."""
    tongue = _tongue(pair.language)
    if tongue is None:
        return
    source = _without(pair.source_folded, tongue.apparent)
    words = pair.source_words if source is pair.source_folded else tuple(words_of(source))
    said = tongue.clear.first(words, source)
    if said and not _BROAD.first(pair.target_words, pair.target_folded):
        yield Finding("negation", "critical", f"The original is negative (“{said.strip()}”); the translation is not.")
    elif not said and (denied := _NOT.search(_APPARENT.sub(" ", pair.target_folded))):
        ground = tongue.broad.first(words, source)
        if not ground:
            detail = f"The translation is negative (“{denied.group()}”); the original is not."
            yield Finding("negation", "critical", detail)


def attribution(pair: Pair) -> Iterator[Finding]:
    """Find a claim that the source passes on as another's, and the English as a fact."""
    sources = _hearsay(pair.language)
    if sources is None or pair.language.split("-")[0] == "en":
        return
    said = sources.first(pair.source_words, pair.source_folded)
    if said and not _reported().first(pair.target_words, pair.target_folded):
        detail = f"The original passes this on as another's word (“{said.strip()}”); the translation states it."
        yield Finding("attribution", "major", detail)


@lru_cache(maxsize=64)
def _tongue(language: str) -> _Tongue | None:
    entry = entry_of(tables("negation"), language)
    if entry is None:
        return None
    apparent = tuple(sorted((fold(phrase) for phrase in listed(entry, "apparent")), key=len, reverse=True))
    return _Tongue(_table(entry, "clear"), _table(entry, "broad"), apparent)


def _table(entry: Mapping[str, object], field: str) -> WordTable:
    inside = "inside_clear" if field == "clear" else "inside"
    return table_of(" ".join(listed(entry, field)), listed(entry, inside))


def _without(folded: str, phrases: Sequence[str]) -> str:
    for phrase in phrases:
        if phrase in folded:
            folded = folded.replace(phrase, " ")
    return folded


@lru_cache(maxsize=64)
def _hearsay(language: str) -> WordTable | None:
    entry = entry_of(tables("attribution"), language)
    return None if entry is None else table_of(" ".join(listed(entry, "words")), listed(entry, "phrases"))


def _reported() -> WordTable:
    table = _hearsay("en")
    assert table is not None
    return table
