"""Compare the values of a sentence with those of its English translation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from glosswire.model import Finding
from glosswire.text.numbers.lexicon import Lexicon, lexicon
from glosswire.text.numbers.reading import stated
from glosswire.text.numbers.tell import tell
from glosswire.text.numbers.units import converted, is_about
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
    missing = _missing(ours, _Side.of(theirs), lex, lex.years)
    added = _missing(theirs, _Side.of(ours), lex, tuple(-gap for gap in lex.years))
    if not lex.is_spelled:
        added = [value for value in added if not value.is_spelled and max(value.readings[0]) > 12]
    found = _findings(source, target, missing, added, lex.withheld)
    return (*found, *_changed_money(source, target, ours, theirs))


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


def _missing(values: tuple[Value, ...], other: _Side, lex: Lexicon, years: tuple[int, ...]) -> list[Value]:
    """The values that the other side has no number for."""
    unmet = [
        value
        for value in values
        if value.is_sure and value.kind != "hint" and not _is_idle(value) and not _is_met(value, other, lex, years)
    ]
    return [value for value in unmet if not value.unit or not _is_said_twice(value, values, unmet)]


def _is_said_twice(value: Value, values: tuple[Value, ...], unmet: list[Value]) -> bool:
    """Whether a measure only converts one beside it that is met: "six metres (18 feet)"."""
    return any(there not in unmet and there.unit and _converts(value, there) for there in values)


def _is_idle(value: Value) -> bool:
    """Whether a number says no more than a word that has none: "one", "100 percent certain"."""
    if value.kind in _DATES:
        return False
    return (
        (value.is_spelled and value.number in (0, 1))
        or (value.kind == "percent" and value.number == 100)
        or (value.unit.startswith("temperature") and value.number in (180, 360))
    )


def _is_met(value: Value, other: _Side, lex: Lexicon, years: tuple[int, ...]) -> bool:
    if value.kind == "month":
        return value.number in other.numbers or not other.months
    if value.kind == "weekday":
        return value.number in other.weekdays or not other.weekdays
    if any(all(number in other.numbers for number in reading) for reading in value.readings):
        return True
    if any(number in other.numbers for number in _also_said(value.number, years)):
        return True
    if lex.clock and value.number <= 24:  # the day's hours are counted from six
        hours = {(value.number + gap) % 24 for gap in (lex.clock, -lex.clock, 12 + lex.clock)}
        if any(hour in other.numbers or hour % 12 in other.numbers for hour in hours):
            return True
    if any(_is_in_year(value.number, year) for year in other.numbers if 1000 <= year < 2200):
        return True
    if 1000 <= value.number < 2200 and {value.number // 100 + 1, value.number % 100} <= other.numbers:
        return True  # "in the fifties of the 19th century"
    if not lex.has_scales and any(value.number * size in other.numbers for size in _UNKNOWN_SCALES):
        return True
    if any(_converts(value, there) for there in other.measures):
        return True
    return any(_is_near(value, unit, other.numbers) for unit in _METRIC.get(value.unit, ()))


# What a number may lack in a language whose words for a million are not known.
_UNKNOWN_SCALES = (10**3, 10**6, 10**9, 10**12, 1e-3, 1e-6, 1e-9, 1e-12)


def _is_near(value: Value, unit: str, numbers: frozenset[Number]) -> bool:
    """Whether a bare number is the measure in another unit; "80 degrees" are Fahrenheit's in America."""
    if unit == "temperature-celsius":
        warm, gap = (value.number - 32) * 5 / 9, value.number * 5 / 9  # a temperature, and a difference of two
        back, wide = value.number * 9 / 5 + 32, value.number * 9 / 5
        return any(abs(warm - n) <= 1 or abs(gap - n) <= 1 or abs(back - n) <= 3 or abs(wide - n) <= 2 for n in numbers)
    same = converted(value.number, value.unit, unit)
    return same is not None and any(is_about(number, same) for number in numbers)


def _is_in_year(number: Number, year: Number) -> bool:
    """Whether a number is a year's last two digits, its century, or its decade's place (the ninth: the 1980s)."""
    if number <= 10 and year % 10 == 0 and year % 100 // 10 + 1 == number:
        return True
    return (number < 100 and year % 100 == number) or (number < 30 and year // 100 + 1 == number)


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
        if same is not None and is_about(value.number, same):
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
    "pound": ("mass-kilogram",),
    "temperature-celsius": ("temperature-celsius",),
    "temperature-fahrenheit": ("temperature-celsius",),
    "mass-ounce": ("mass-gram",),
    "mass-stone": ("mass-kilogram",),
    "area-acre": ("area-hectare",),
    "volume-gallon": ("volume-liter",),
}


# Numbers that texts say in other words so often that alone they are weak evidence: 1-0, the early 2000s.
_ALONE = frozenset({0, 1, 2000})


def _findings(
    source: str, target: str, missing: list[Value], added: list[Value], withheld: frozenset[str]
) -> Iterator[Finding]:
    pairs, left, gained = _paired(missing, added)
    for ours, theirs in pairs:
        says = f"The original says {tell(source, ours)}; the translation says {tell(target, theirs)}."
        is_weak = ours.is_spelled or theirs.is_spelled or ours.kind in _DATES
        shown = ("date" if ours.kind in _DATES else "changed") not in withheld
        yield Finding("number", "major" if is_weak else "critical", says, shown)
    for value in left:
        is_weak = value.number in _ALONE or value.is_spelled or value.kind in _DATES
        says = f"The original says {tell(source, value)}; the translation does not."
        yield Finding("number", "minor" if is_weak else "critical", says, not is_weak and "left" not in withheld)
    for value in gained:
        is_weak = value.number in _ALONE or value.is_spelled or value.kind in _DATES
        says = f"The translation says {tell(target, value)}; the original does not."
        yield Finding("number", "minor" if is_weak else "critical", says, not is_weak and "added" not in withheld)


# Currencies that go by one name in some language, or by one sign.
_SAME_MONEY = {
    "krone": "krona", "koruna": "krona", "lira": "pound", "peso": "dollar", "rupiah": "rupee", "yen": "yuan",
    "riyal": "rial", "won": "yuan",
}  # fmt: skip


def _changed_money(source: str, target: str, ours: tuple[Value, ...], theirs: tuple[Value, ...]) -> Iterator[Finding]:
    """Amounts that kept their number and lost their currency to another."""
    moneys = {_SAME_MONEY.get(value.unit, value.unit) for value in theirs if value.kind == "money"}
    for value in ours:
        if value.kind != "money" or value.is_spelled or _SAME_MONEY.get(value.unit, value.unit) in moneys:
            continue
        for there in theirs:
            if there.kind == "money" and there.number == value.number:
                says = f"The original says {tell(source, value)}; the translation says {tell(target, there)}."
                yield Finding("number", "critical", says)


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
