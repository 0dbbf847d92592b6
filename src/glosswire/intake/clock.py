"""Read the time with which an item of a live ticker begins: `+++ 14:32 Uhr +++`, `14h32`, `14時32分`."""

import re
from dataclasses import dataclass

_UNIT = r"(?:uhr|hrs?|h|uur|ч\.?|год\.?|น\.|[ap]\.?m\.?)"
_TIME = re.compile(
    r"[\W_]{0,8}(?:(?P<D>\d{1,2})[./](?P<M>\d{1,2})\.?(?:(?P<Y>20\d\d|\d\d)\b)?[\s,–-]{1,4})?(?:kl\.?\s|klo\s|às\s|à\s|в\s|о\s|ore\s|um\s|saat\s)?"
    r"(?P<h>[01]?\d|2[0-4])(?:(?P<sep>[:.])(?P<m>[0-5]\d)|\s?[h時时시点](?P<m2>\s?[0-5]\d)?(?:分|분)?)"
    rf"(?:[:.][0-5]\d)?(?P<unit>\s?{_UNIT}(?!\w))?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_OPENS = re.compile(r"\s*(?:\+{2,}|[-–—:|•·»\])】/]|$)|\s+\S")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, its day and month where stated (else 0), and what follows it."""

    hour: int
    minute: int
    day: int = 0
    month: int = 0
    rest: str = ""


def read(text: str) -> Clock | None:
    """The time that a text begins with; None where it begins with none, or with what may be a score or a price."""
    found = _TIME.match(text[:120])
    if not found:
        return None
    unit = (found["unit"] or "").strip().lower()
    if found["sep"] == "." and not unit:
        return None
    rest = found["rest"]
    if not _OPENS.match(rest):
        return None
    minute = int((found["m"] or found["m2"] or "0").strip())
    hour = int(found["h"])
    if unit[:1] == "p" and hour < 12:
        hour += 12
    if hour > 23:
        hour = 0
    return Clock(hour, minute, int(found["D"] or 0), int(found["M"] or 0), rest.strip())


def is_clock(text: str) -> bool:
    """Whether a text is a time of day and nothing else."""
    if len(text) > 30 or not any(c.isdigit() for c in text):
        return False
    clock = read(text)
    return clock is not None and not any(c.isalnum() for c in clock.rest)
