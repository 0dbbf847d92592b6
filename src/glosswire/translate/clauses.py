"""Make text plain for an engine, cut what is too long for it at clause marks, and join what came of the pieces."""

import re
from collections.abc import Callable, Sequence
from typing import Final

LONGEST: Final = 6000  # characters: a paragraph of Thai, which has no sentences; beyond it is no sentence of any script

# From the best place to cut to the worst. Marks of scripts without spaces need none after them.
_CUTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[.!?…։।؟])\s|(?<=[。！？])",
        r"(?<=[;:؛·])\s|\s(?=[–—])|(?<=[；：])",
        r"(?<=[,،՝])\s|(?<=[，、])",
        r"\s",
    )
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def plain(text: str) -> str:
    """One line without control characters and lone surrogates, or nothing where no sentence is this long."""
    return " ".join(_CONTROL.sub(" ", text).split()) if len(text) <= LONGEST else ""


def cut(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Pieces of a plain text that each fit, in order; no character but a space at a cut is lost."""
    if fits(text) or len(text) < 2:
        return (text,)
    left, right = _halve(text)
    return cut(left, fits) + cut(right, fits)


def join(pieces: Sequence[str]) -> str:
    """English from English pieces; nothing where one of them is nothing, as that would hide a loss."""
    return " ".join(pieces) if all(pieces) else ""


def _halve(text: str) -> tuple[str, str]:
    """Cut at the best mark in the middle half of the text, nearest to its middle."""
    low, middle, high = len(text) // 4, len(text) // 2, len(text) - len(text) // 4
    for mark in _CUTS:
        places = [m for m in mark.finditer(text, low, high) if m.start() > 0 and m.end() < len(text)]
        if places:
            best = min(places, key=lambda m: abs(m.start() - middle))
            return text[: best.start()], text[best.end() :]
    return text[:middle], text[middle:]
