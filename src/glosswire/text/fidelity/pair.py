"""A sentence and its English as the checks see them, taken apart once."""

import html
from dataclasses import dataclass
from functools import lru_cache

from glosswire.text.fidelity.words import fold, words_of


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a multilingual encoder says of a sentence and its English.

    `cosine`: of the two; `neighbour`: the highest of the English with a sentence beside the source, where it is known.
    Both lie between -1 and 1. `lift`: how much higher the cosine gets without some run of the source's words, where it
    was asked for (`gaps.is_doubtful`).
    """

    cosine: float
    neighbour: float | None = None
    lift: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence and its English; `folded` and `words` are in lower case.

    HTML entities of the target are already read: a reader sees what they stand for, and that they stand there is a
    finding of its own.
    """

    source: str
    target: str
    language: str
    source_folded: str
    target_folded: str
    source_words: tuple[str, ...]
    target_words: tuple[str, ...]


def pair_of(source: str, target: str, language: str) -> Pair:
    """Take a sentence and its English apart."""
    read = html.unescape(target) if "&" in target else target
    low_source, low_target = fold(source), fold(read)
    return Pair(source, read, language, low_source, low_target, _words_once(low_source), tuple(words_of(low_target)))


@lru_cache(maxsize=64)  # one sentence is compared with several translations
def _words_once(folded: str) -> tuple[str, ...]:
    return tuple(words_of(folded))
