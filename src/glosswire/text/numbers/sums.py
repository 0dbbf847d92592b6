"""Put the numerals of one number together, piece by piece: "two hundred", "and", "five", "thousand"."""

from dataclasses import dataclass, replace

from glosswire.text.numbers.lexicon import Lexicon, Numeral
from glosswire.text.numbers.values import Number, Reading


@dataclass(frozen=True, slots=True)
class Sum:
    """A number so far: what is finished by a scale, and what is not.

    `digits`: the readings of the digits that it began with. `factor`: by what scales multiplied them. `places`: how
    many single figures stand in a row (二〇一九).
    """

    total: Number = 0
    current: Number = 0
    scale: Number = 0
    factor: Number = 1
    digits: tuple[Reading, ...] = ()
    places: int = 0

    def readings(self) -> tuple[Reading, ...]:
        """What the number may mean, the likeliest first."""
        if self.digits and self.factor == 1 and self.total == 0:
            return self.digits
        value: Reading = (tidy(self.total + self.current),)
        others = ((tidy(reading[0] * self.factor),) for reading in self.digits[1:] if len(reading) == 1)
        return (value, *(other for other in others if other != value))


def begun(piece: tuple[Reading, ...] | Numeral) -> Sum:
    """A number that begins with digits or a numeral."""
    if isinstance(piece, tuple):
        return Sum(current=piece[0][0] if len(piece[0]) == 1 else 0, digits=piece)
    number = piece.numbers[0]
    if piece.kind == "scale":
        return Sum(total=number, scale=number, factor=number)
    return Sum(current=number, places=int(number < 10))


def with_digits(sum_: Sum, digits: tuple[Reading, ...], is_chained: bool) -> Sum | None:
    """The number with more digits after a scale; None where they are another number."""
    number, current = digits[0][0], sum_.current
    room = sum_.scale if not current else next((p for p in (1000, 100, 10) if current % p == 0), 0)
    if not is_chained or len(digits[0]) > 1 or number >= room or room < 100:
        return None
    return replace(sum_, current=current + number, places=0)


def with_part(sum_: Sum, part: float) -> Sum:
    """The number and a half, or a quarter."""
    digits: tuple[Reading, ...] = tuple((reading[0] + part,) for reading in sum_.digits if len(reading) == 1)
    return replace(sum_, current=sum_.current + part, digits=digits)


def with_numeral(sum_: Sum, numeral: Numeral, is_touching: bool, lex: Lexicon) -> Sum | None:
    """The number with one more numeral; None where that begins another number."""
    number, current = numeral.numbers[0], sum_.current
    match numeral.kind:
        case "scale":
            total = sum_.total + current * number if current else sum_.total * number
            return replace(sum_, total=total, current=0, scale=number, factor=sum_.factor * number, places=0)
        case "times":
            unit = current % 10
            return replace(sum_, current=current - unit + (unit or 1) * number, factor=sum_.factor * number, places=0)
        case "hint":
            return None
    if sum_.digits and sum_.total == 0:
        return replace(sum_, current=current * 100, factor=100) if number == 100 and numeral.is_sure else None
    if sum_.digits and not lex.chained and lex.unspaced is None:
        return None
    if lex.unspaced and number < 10 and sum_.places and is_touching:
        return replace(sum_, current=current * 10 + number, places=sum_.places + 1)
    if number == 100 and 0 < current < 100:
        return replace(sum_, current=current * 100, factor=sum_.factor * 100, places=0)
    if lex.vigesimal and current == 4 and number == 20:
        return replace(sum_, current=80)
    if _is_added(number, current, lex):
        return replace(sum_, current=current + number, places=int(number < 10 and not current))
    return None


def _is_added(number: Number, current: Number, lex: Lexicon) -> bool:
    """Whether a numeral adds to what stands before it, as its places are free."""
    if number >= 100:
        return current == 0
    if number >= 10:
        return (
            current % 100 == 0
            or (lex.unit_first and current % 100 < 10 and number % 10 == 0)
            or (lex.vigesimal and current % 100 in (20, 40, 60, 80) and number < 20)
        )
    if number == 0.5:  # "bir buçuk" is 1.5; "eine halbe" is not
        return current % 1 == 0 and current >= (2 if lex.half_hour else 1)
    return current % 10 == 0 and number > 0


def tidy(value: Number) -> Number:
    """4.35 × 100 is 435, whatever binary fractions make of it."""
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e18 else rounded
