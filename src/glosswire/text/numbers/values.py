"""The record of one value that a text states."""

from dataclasses import dataclass
from typing import Literal

Number = int | float
Reading = tuple[Number, ...]
ValueKind = Literal["number", "ordinal", "percent", "money", "measure", "date", "time", "month", "weekday", "hint"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the half-open span of the characters that state it.

    `readings`: what it may mean, the likeliest first; a reading has several numbers where the value has: hour and
    minute, the parts of a date, both sides of a score. `unit`: of a measure CLDR's name of it ("length-mile"), of
    money the currency's English noun ("dollar": which dollar, few texts say). A `hint` only lends support to what the
    other side says ("both", "ein", "a decade"). `is_sure` is false where the words may mean something else.
    """

    readings: tuple[Reading, ...]
    kind: ValueKind
    start: int
    end: int
    unit: str = ""
    is_spelled: bool = False
    is_sure: bool = True

    @property
    def number(self) -> Number:
        """The first number of the likeliest reading."""
        return self.readings[0][0]
