"""Say a value in English words for a reader."""

from glosswire.text.numbers.values import Number, Value

_SCALES: tuple[tuple[Number, str], ...] = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def tell(text: str, value: Value) -> str:
    """The value as an English reader writes it."""
    if value.kind == "month":
        return _MONTHS[int(value.number) - 1]
    if value.kind == "weekday":
        return _WEEKDAYS[int(value.number)]
    if len(value.readings[0]) > 1:
        return text[value.start : value.end]
    said = text[value.start : value.end].split(" ")[0]
    number = _number(value.number, is_year=not any(mark in said for mark in ".,'\u00a0"))
    if value.kind == "percent":
        return f"{number} %"
    if value.kind == "money":
        return f"{number} {value.unit}{'' if value.unit in ('yen', 'yuan', 'won', 'baht', 'rand') else 's'}"
    if value.kind == "measure" and not (value.unit == "duration-year" and 1000 <= value.number < 2200):
        return f"{number} {_unit(value.unit, is_one=value.number == 1)}"
    if value.kind == "ordinal":
        return f"{number}{_end(value.number)}"
    return number


def _unit(unit: str, is_one: bool) -> str:
    name = unit.split("-", 1)[1].replace("-", " ")
    if unit.startswith("temperature"):
        return f"degrees {name.capitalize()}"
    if is_one:
        return name
    head, *rest = name.split(" per ")
    return " per ".join([_PLURALS.get(head, f"{head}s"), *rest])


_PLURALS = {"foot": "feet", "square foot": "square feet", "inch": "inches", "stone": "stone"}


def _number(number: Number, is_year: bool) -> str:
    for size, name in _SCALES:
        if abs(number) >= size and float(f"{number / size:.6g}") * size == number:
            return f"{number / size:.6g} {name}"
    if is_year and number == int(number) and 1000 <= number < 10000:
        return str(int(number))
    return f"{number:,}" if isinstance(number, int) else f"{number:,.6g}"


def _end(number: Number) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(int(number) % 10, "th")
