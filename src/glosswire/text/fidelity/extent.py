"""What a translation leaves out, puts in, or takes from another sentence."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from glosswire.model import Finding
from glosswire.text.fidelity.gaps import UNLIKE, has_gap
from glosswire.text.fidelity.pair import Likeness, Pair
from glosswire.text.reach import entry_of, tables

# How far the English may be shorter or longer than usual, in standard deviations of its language's human references.
_SHORT, _LONG = -4.2, 4.8
# ... and how short is too short where the encoder does not know the language: on NTREX's even lines .15 % of references are
# flagged so in the mean of 107 languages, on its odd ones .17, and .8 in any.
_SHORT_ALONE = -3.3
# By how much the English must be nearer to the sentence beside. Of 500 lines of NTREX in each of the twelve
# languages, .86 to .95 are found so where the English is the next line's, .38 by the cosine alone, and no translation is
# taken for another's (docs/measure/shift.py); by 0.2, .91 to .98 and one in 6,000.
_CLOSER_BY = 0.25
# Beginnings of a clause whose noun or verb is gone: no English goes on like this. The first look spares most places.
_HOLE = re.compile(
    r"(?<![a-z])(?:(?:\b(?:the|an?)|^\W*The)\s+(?:is|are|was|were|has|have|had|would|could|should|that|which|who|of|and|or|by|from"
    r"|with|at|to|for|into|during|because|an?|the|its?|their|his)\b(?!-)"
    r"|\b(?:the|an?|their|our|my|your|every|his|its)\s*[.;!?)](?=\s|$)"
    r"|\b(?:the|an?|of|in|at|for|from|with|by|to|and|or|on|into|near|between|than|as)\s+[.,;:!?)](?=\s|$)"
    r"|\b(?:of|between|among|during|into)\s+(?:is|are|was|were|has|have|had|will|would|could|should)\b"
    r"|\b(?:is|are|was|were|be|been|has|have)\s+(?:an?|the)\s+(?:in|on)\s+(?:the|an?)\b"
    # Of a verb, and of more nouns. Looked for on even ids of DEMETR; of 7,650 sound sentences (NTREX, FLORES, DEMETR
    # and five engines) they flag one, which has a slip of the pen.
    r"|\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\s+(?:the(?! people)|an?|its|their|that|to|into|of)\b(?!-)"
    r"|\b(?:would|could|should|cannot)\s+(?:the|an?|of|from|with|into|to|its|their)\b(?![^?]{0,200}\?)"
    r"|\bwho\s+(?:of|from|into|its|their)\b"
    r"|\b(?:its|their|our|my|your)\s+(?:is|are|was|were|has|have|had|and|of|in|to|from|with|by|for|would|which"
    r"|that)\b(?!-)"
    r"|\b(?:the|an?)\s+(?:in|on|between|he|they|we|when|while|if|been)\b(?!-))"
)
# A clause that begins with its verb and asks nothing: its subject is gone.
_HEADLESS = re.compile(
    r"^\W*(?:Will|Would|Could|Can|Has|Have|Is|Are|Was|Were|Did|Does)\s+(?!you|we|they|he|she|it|i\b|the|there|this|that|an?\b|not)"
    r"[a-z]+[^?]*$"
)


def extent(pair: Pair, likeness: Likeness | None = None) -> Iterator[Finding]:
    """Find English that is far shorter or longer than usual, or has a hole where a word stood."""
    if not pair.target.strip():
        yield Finding("omission", "critical", "There is no translation.")
        return
    deviation = deviation_of(pair.source, pair.target, pair.language)
    if deviation < _SHORT:
        yield Finding(
            "omission", "critical", "The translation is much shorter than the original: something is missing."
        )
    elif deviation > _LONG:
        yield Finding("addition", "major", "The translation is much longer than the original: something was added.")
    if hole := _HOLE.search(pair.target):
        yield Finding("omission", "major", f"A word is missing at “{hole.group().strip()}”.")
    elif _HEADLESS.search(pair.target) and "?" not in pair.source[-3:]:
        yield Finding("omission", "major", "The sentence has no subject.")
    elif deviation >= _SHORT and _leaves_out(pair, deviation, likeness):
        yield Finding("omission", "major", "The translation is short for its original: something may be missing.")


def _leaves_out(pair: Pair, deviation: float, likeness: Likeness | None) -> bool:
    if likeness is None:
        return deviation < _SHORT_ALONE
    return has_gap(pair.source, pair.target, pair.language, deviation, likeness)


def shift(pair: Pair, likeness: Likeness | None) -> Iterator[Finding]:
    """Find English that renders another sentence."""
    if likeness is not None and pair.target.strip() and likeness.cosine < UNLIKE:
        yield Finding("shift", "critical", "The translation says something else than the original.")


def stray(likeness: Likeness) -> Iterator[Finding]:
    """Find English that renders the sentence before its own, or the one behind."""
    if likeness.neighbour is not None and likeness.neighbour > likeness.cosine + _CLOSER_BY:
        yield Finding("shift", "critical", "The translation belongs to a sentence beside this one.")


def deviation_of(source: str, target: str, language: str) -> float:
    """How far the English's length is from what is usual, in standard deviations; 0 where the usual is not known."""
    usual = _usual(language)
    if usual is None:
        return 0.0
    ratio, spread = usual
    expected = ratio * len(source)
    return (len(target) - expected) / math.sqrt(spread * (expected + 8.0))


@lru_cache(maxsize=256)
def _usual(language: str) -> tuple[float, float] | None:
    """English characters for each of the language, and the variance for each expected character."""
    entry = entry_of(tables("lengths"), language)
    if entry is None:
        return None
    ratio, spread = entry["ratio"], entry["spread"]
    assert isinstance(ratio, float)
    assert isinstance(spread, float)
    return ratio, spread
