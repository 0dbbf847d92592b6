"""Compare the values of a sentence with those of its English translation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from glosswire.model import Finding
from glosswire.text.numbers.lexicon import lexicon
from glosswire.text.numbers.reading import stated
from glosswire.text.numbers.tell import tell
from glosswire.text.numbers.units import ROUNDING, converted
from glosswire.text.numbers.values import Number, Value

_DATES = ("month", "weekday")


def number_findings(source: str, target: str, language: str) -> tuple[Finding, ...]:
    """What a translation changes, leaves out or adds of the values of its source in `language` (a BCP 47 tag).

    Shown are values that were changed into another, and sure ones of digits that were left out or added; spelled
    numbers alone are weak evidence, as every language has more ways to say two than a table knows.
    """
    ours, theirs = stated(source, language), stated(target, "en")
    if not ours and not theirs:
        return ()
    lex = lexicon(language)
    missing = _missing(source, ours, _Side.of(theirs), lex.years)
    added = _missing(target, theirs, _Side.of(ours), tuple(-gap for gap in lex.years))
    if not lex.is_spelled:
        added = [value for value in added if not value.is_spelled and _is_large(value)]
    return tuple(_findings(source, target, missing, added))


@dataclass(frozen=True, slots=True)
class _Side:
    """All numbers that one side states, suggests or could mean."""

    numbers: frozenset[Number]
    months: frozenset[Number]
    weekdays: frozenset[Number]
    measures: tuple[Value, ...]

    @classmethod
    def of(cls, values: Iterable[Value]) -> "_Side":
        numbers: set[Number] = set()
        months: set[Number] = set()
        weekdays: set[Number] = set()
        measures: list[Value] = []
        for value in values:
            if value.kind == "weekday":
                weekdays.add(value.number)
                continue
            if value.kind == "month":
                months.add(value.number)
            if value.unit:
                measures.append(value)
            for reading in value.readings:
                numbers.update(reading)
        return cls(frozenset(numbers), frozenset(months), frozenset(weekdays), tuple(measures))


def _missing(text: str, values: tuple[Value, ...], other: _Side, years: tuple[int, ...]) -> list[Value]:
    """The values that the other side has no number for."""
    return [
        value
        for value in values
        if value.is_sure and value.kind != "hint" and not _is_met(value, other, years) and not _is_small(value)
    ]


def _is_small(value: Value) -> bool:
    return value.kind not in _DATES and value.is_spelled and value.number in (0, 1)


def _is_large(value: Value) -> bool:
    return max(value.readings[0]) > 12


def _is_met(value: Value, other: _Side, years: tuple[int, ...]) -> bool:
    if value.kind == "month":
        return value.number in other.numbers or not other.months
    if value.kind == "weekday":
        return value.number in other.weekdays or not other.weekdays
    if any(all(number in other.numbers for number in reading) for reading in value.readings):
        return True
    if any(number in other.numbers for number in _also_said(value.number, years)):
        return True
    if value.number < 100 and any(1000 <= year < 2200 and year % 100 == value.number for year in other.numbers):
        return True
    return any(_converts(value, there) for there in other.measures)


def _also_said(number: Number, years: tuple[int, ...]) -> Iterator[Number]:
    """The numbers by which other languages say the same year or century."""
    yield from (number + gap for gap in years)
    if 1000 <= number < 2200:
        yield number % 100  # the nineties
        if number % 100 == 0:
            yield number // 100 + 1  # the 1800s are the 19th century
    if number < 30:
        yield (number - 1) * 100


def _converts(value: Value, there: Value) -> bool:
    """Whether one side's measure is the other's in another unit; a bare number may have lost its unit to a suffix."""
    if there.unit.startswith("temperature") and (value.unit.startswith("temperature") or not value.unit):
        degrees = "temperature-fahrenheit", "temperature-celsius"
        pairs = ((converted(there.number, *degrees), 1.0), (converted(there.number, *degrees[::-1]), 2.0))
        return any(same is not None and abs(same - value.number) <= within for same, within in pairs)
    for unit in (value.unit,) if value.unit else _METRIC.get(there.unit, ()):
        same = converted(there.number, there.unit, unit)
        if same is not None and abs(same - value.number) <= ROUNDING * abs(value.number):
            return True
    return False


# What a number without a unit is tried as, where the other side has one of the units that only English keeps.
_METRIC = {
    "length-mile": ("length-kilometer",),
    "speed-mile-per-hour": ("length-kilometer",),
    "length-foot": ("length-meter", "length-centimeter"),
    "length-inch": ("length-centimeter", "length-millimeter"),
    "length-yard": ("length-meter",),
    "mass-pound": ("mass-kilogram",),
    "mass-ounce": ("mass-gram",),
    "mass-stone": ("mass-kilogram",),
    "area-acre": ("area-hectare",),
    "volume-gallon": ("volume-liter",),
}


def _findings(source: str, target: str, missing: list[Value], added: list[Value]) -> Iterator[Finding]:
    pairs, lost, gained = _paired(missing, added)
    for ours, theirs in pairs:
        weak = ours.is_spelled or theirs.is_spelled or ours.kind in _DATES
        says = f"The original says {tell(source, ours)}; the translation says {tell(target, theirs)}."
        yield Finding("number", "critical" if not weak else "major", says)
    for value in lost:
        says = f"The original says {tell(source, value)}; the translation does not."
        weak = value.is_spelled or value.kind in _DATES
        yield Finding("number", "minor" if weak else "critical", says, not weak)
    for value in gained:
        says = f"The translation says {tell(target, value)}; the original does not."
        weak = value.is_spelled or value.kind in _DATES
        yield Finding("number", "minor" if weak else "critical", says, not weak)


def _paired(missing: list[Value], added: list[Value]) -> tuple[list[tuple[Value, Value]], list[Value], list[Value]]:
    """What was changed into what, by order within a kind; then what was left out, and what was added."""
    pairs: list[tuple[Value, Value]] = []
    gained = list(added)
    lost: list[Value] = []
    for value in missing:
        match = next((there for there in gained if (there.kind in _DATES) == (value.kind in _DATES)), None)
        if match is None:
            lost.append(value)
        else:
            gained.remove(match)
            pairs.append((value, match))
    return pairs, lost, gained
