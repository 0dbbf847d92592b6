"""Quotation marks that the English lost, gained or left open."""

import re
from collections.abc import Iterator

from glosswire.model import Finding
from glosswire.text.fidelity.pair import Pair

_DOUBLE = '"“”„«»‟「」『』〝〞＂《》'
_SINGLE = "'‘’‚‹›"
_QUOTED = re.compile(rf"[{_DOUBLE}][^{_DOUBLE}]+[{_DOUBLE}]")
_SPEECH = 25  # characters; what is shorter may be a title or a term, which English sets in other ways


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
    """Whether the source quotes something long enough for speech, and no title that stands in the English as it is."""
    quoted = [found.group() for found in _QUOTED.finditer(pair.source)]
    return any(len(text) >= _SPEECH for text in quoted) and not any(text[1:-1] in pair.target for text in quoted)


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _single_speech(text: str) -> bool:
    """Whether single marks may be at work: one that opens a word, and another one."""
    return any(f" {mark}" in f" {text}" for mark in "'‘‚‹’") and _count(text, _SINGLE) > 1


def _speaks(text: str) -> bool:
    """Whether the source marks speech by other means: single marks, a dash at the start, a colon, title marks."""
    return _single_speech(text) or text.lstrip()[:1] in "-–—―" or any(mark in text for mark in "‹›〈〉‘՚՛`′″")
