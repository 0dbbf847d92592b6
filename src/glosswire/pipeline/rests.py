"""Languages that are left alone for a while after their engine failed, longer each time that it does so in a row."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
_MOST_DOUBLED = 7  # times: over an hour already; without an end, no time is as long after 42


@dataclass(frozen=True, slots=True)
class _Rest:
    until: datetime
    times: int


class Rests:
    """Who rests until when; how often in a row is remembered until a language is `end`ed."""

    def __init__(self) -> None:
        self._rests: dict[str, _Rest] = {}

    def begin(self, language: str, now: datetime) -> datetime:
        """Leave a language alone, twice as long as the last time; until when."""
        times = self._rests[language].times + 1 if language in self._rests else 1
        until = now + min(FIRST_REST * int(2 ** min(times - 1, _MOST_DOUBLED)), LONGEST_REST)
        self._rests[language] = _Rest(until, times)
        return until

    def end(self, language: str) -> bool:
        """Forget that a language's engine failed; whether it had."""
        return self._rests.pop(language, None) is not None

    def resting(self, now: datetime) -> tuple[str, ...]:
        """The languages that are to be left alone now."""
        return tuple(language for language, rest in self._rests.items() if rest.until > now)

    def next_try(self) -> datetime | None:
        """When the first language that rests is tried again; None where none rests."""
        return min((rest.until for rest in self._rests.values()), default=None)
