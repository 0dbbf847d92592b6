"""Quotation marks that the English lost, gained or left open."""

import re
from collections.abc import Iterator

from glosswire.model import Finding
from glosswire.text.english import is_english
from glosswire.text.fidelity.pair import Pair
from glosswire.text.tokens import count_words

_DOUBLE = '"“”„«»‟「」『』〝〞＂《》'
_SINGLE = "'‘’‚‹›"
_QUOTED = re.compile(rf"[{_DOUBLE}][^{_DOUBLE}]+[{_DOUBLE}]")
# What is shorter, in characters and in words, may be a title or a term, which English sets in other ways. On the even
# lines of NTREX in 124 languages .12 % are flagged so (.17 % by characters alone), and .56 of quotations whose marks
# were taken away (.64).
_SPEECH, _SPOKEN = 25, 4
_ROUND = 2  # words, by eye: so much shorter the English of a title may be
_GLOSS = re.compile(r"[(（][^()（）]*[)）]")
_TITLE = re.compile(r"(?<![\w'’-])(?:[A-Z][\w'’-]++ (?:(?:of|the|and|in|on|for|to|a|an) )*+){1,9}[A-Z][\w'’-]+")


def quote(pair: Pair) -> Iterator[Finding]:
    """Find speech whose marks were lost, and marks that were never in the source."""
    before, after = _count(pair.source, _DOUBLE), _count(pair.target, _DOUBLE)
    if before >= 2 and before % 2 == 0 and not after and not _single_speech(pair.target):
        yield Finding("quote", "minor", "The quotation marks of the original are missing.", is_shown=_is_speech(pair))
    elif after >= 2 and not before and not _speaks(pair.source):
        detail = "The translation has quotation marks that the original has not."
        yield Finding("quote", "minor", detail, is_shown=False)
    elif after % 2 and before % 2 == 0:
        yield Finding("quote", "minor", "A quotation mark of the translation has no counterpart.", is_shown=False)


def _is_speech(pair: Pair) -> bool:
    """Whether the source quotes something long enough for speech, and no title: these stand in capitals, or as they are."""
    quoted = [found.group()[1:-1] for found in _QUOTED.finditer(pair.source)]
    if any(text in pair.target for text in quoted):
        return False
    words = max((count_words(_GLOSS.sub("", text)) for text in quoted if len(text) >= _SPEECH), default=0)
    return words >= _SPOKEN and words > _longest_title(pair.target) + _ROUND


def _longest_title(text: str) -> int:
    """How many words the longest run in capitals has that holds two words of English, as "Wonders of the World" does."""
    best = 0
    for found in _TITLE.finditer(text):
        words = found.group().split()
        if sum(is_english(word.lower()) for word in words if word[0].isupper()) > 1:
            best = max(best, len(words))
    return best


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _single_speech(text: str) -> bool:
    """Whether single marks may be at work: one that opens a word, and another one."""
    return any(f" {mark}" in f" {text}" for mark in "'‘‚‹’") and _count(text, _SINGLE) > 1


def _speaks(text: str) -> bool:
    """Whether the source marks speech by other means: single marks, a dash at the start, a colon, title marks."""
    return _single_speech(text) or text.lstrip()[:1] in "-–—―" or any(mark in text for mark in "‹›〈〉‘՚՛`′″")
