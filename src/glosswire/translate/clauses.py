"""Cut a text that is too long for an engine at its clause marks, and join what came of the pieces."""

import re
from collections.abc import Callable, Sequence
from typing import Final

# From the best place to cut to the worst. Marks of scripts without spaces need none after them.
_CUTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[.!?…։।؟])\s+|(?<=[。！？])",
        r"(?<=[;:؛·])\s+|\s+(?=[–—])|(?<=[；：])",
        r"(?<=[,،՝])\s+|(?<=[，、])",
        r"\s+",
    )
)


def cut(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Pieces that each fit, in order; a text that fits is its only piece. No character but space at a cut is lost."""
    text = text.strip()
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
