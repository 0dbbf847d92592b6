"""Amounts as news says them: exact, rounded, at least, between; and whether two of them agree."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

# What "about" may be off by, and an unhedged round number by whoever rounds: 1,960 soldiers are "2,000".
ABOUT, ROUNDED = 0.1, 0.05
_ROUND_FROM = 1000  # below, a toll is counted, not rounded: 912 and 1,014 dead are two tolls
_ROUND_DIGITS = 2

_LEAST = re.compile(
    r"(?:at least|more than|over|no (?:fewer|less) than|not less than|upwards? of|exceed(?:s|ed|ing)?|above|beyond|minimum of)"
    r"\s+(?:the\s+)?[€$£¥]?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:up to|as many as|fewer than|less than|under|at most|no more than|not more than|below|maximum of)\s+[€$£¥]?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|around|some|approximately|roughly|circa|estimated|nearly|almost|close to|just over|just under|approx\.?|~)"
    r"\s*(?:at\s+)?[€$£¥]?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\+|\s+or more\b|\s+and more\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """All that a number may be: from `low` to `high`, both included; `start`: of the words that hedge it."""

    low: float
    high: float
    start: int

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def number(self) -> float:
        """The number that was said, whatever hedges it."""
        if self.low == 0 or math.isinf(self.high):
            return self.low or self.high
        return (self.low + self.high) / 2


def amount(text: str, number: float, start: int, end: int, upper: float | None = None) -> Amount:
    """The amount of a number, or of two as a range, with the words before and behind it."""
    before = text[max(0, start - 24) : start]
    low, high = (number, number) if upper is None else (min(number, upper), max(number, upper))
    if found := _LEAST.search(before):
        high = math.inf
    elif found := _MOST.search(before):
        low = 0.0
    elif found := _ABOUT.search(before):
        low, high = low * (1 - ABOUT), high * (1 + ABOUT)
    elif _OR_MORE.match(text, end):
        high = math.inf
    return Amount(low, high, start - len(before) + found.start() if found else start)


def agree(one: Amount, other: Amount) -> bool:
    """Whether both may be true."""
    if one.low <= other.high and other.low <= one.high:
        return True
    if not (one.is_exact and other.is_exact):
        return False
    less, more = sorted((one.low, other.low))
    digits = sorted((_digits(one.low), _digits(other.low)))
    is_rounded = digits[0] <= _ROUND_DIGITS and digits[0] < digits[1]
    return more >= _ROUND_FROM and is_rounded and more - less <= ROUNDED * more


def agree_any(ones: Iterable[Amount], others: Iterable[Amount]) -> bool:
    """Whether any of one report's amounts agrees with any of another's."""
    theirs = tuple(others)
    return any(agree(one, other) for one in ones for other in theirs)


def _digits(number: float) -> int:
    """How many significant digits a number has."""
    return len(f"{abs(number):.9g}".replace(".", "").split("e")[0].strip("0")) or 1
