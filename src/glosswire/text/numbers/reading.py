"""Read all values that a text states, in any language and script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from glosswire.text.english import is_name, is_ordinary
from glosswire.text.numbers.digits import NUMBER, plain, readings
from glosswire.text.numbers.lexicon import Lexicon, Numeral, lexicon
from glosswire.text.numbers.meaning import Meaning, meaning
from glosswire.text.numbers.sums import Sum, begun, tidy, with_digits, with_numeral, with_part
from glosswire.text.numbers.values import Number, Reading, Value

# A letter and the marks that belong to it; apostrophes stay inside ("Temmuz'da", "п'ять").
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711-\u074a"
    r"\u07a6-\u07b0\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0f1f\u0f35-\u0f84\u0f86-\u0fbc"
    r"\u102b-\u103e\u1056-\u1060\u1071-\u1074\u1082-\u108d\u135d-\u135f\u17b4-\u17d3\u200c\u200d"
)
_LETTERS = rf"(?:[^\W\d_]++|(?!\d)[{_MARKS}])++"
_WORD = rf"(?!º){_LETTERS}(?:['’ʼʻ‘]{_LETTERS})*+"
_TOKEN = re.compile(rf"({NUMBER})|(?![½¼¾⅓⅔])({_WORD})|[%‰€$£¥₹₽₺₴₩₪½¼¾⅓⅔°º]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+\.[\w.]+|(?<!\w)[@#]\w+")
_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# Capitals that are Roman numerals by form and something else by use; beyond XXXIX nearly all are.
_NO_ROMANS = frozenset("I X V XXX".split())
# The disease is said with its number or without.
_COVID = re.compile(
    r"(?:covid|ковид|ковід|كوفيد|کووید|کوڤید|קוביד|कोविड|কোভিড|코로나|コロナ|κοβιντ)[-‑–—\s]*$", re.IGNORECASE
)
_SQUARE = re.compile(r"(?<=[mм])[23]\b")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_HOURS = re.compile(r"\s?(?:GMT|UTC|BST|EST|EDT|hours|hrs)\b")
# Between the parts of a number: a space or a hyphen, and marks of direction.
_GAP = re.compile(r"[ \u00a0\u202f\u2009\u200e\u200f]{0,4}[-‑–་]?[ \u00a0\u202f\u2009]?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of digits or a word that means something, and where it stands."""

    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    meaning: Meaning | None = None
    sign: str = ""

    @property
    def is_digits(self) -> bool:
        return bool(self.readings)

    @property
    def numeral(self) -> Numeral | None:
        return self.meaning.numeral if self.meaning else None


@lru_cache(maxsize=64)  # one sentence is compared with several translations
def stated(text: str, language: str) -> tuple[Value, ...]:
    """All values that a text in `language` (a BCP 47 tag) states, in their order."""
    lex = lexicon(language)
    clean = plain(lex.noise.sub(_blank, text) if lex.noise is not None else text)
    if "://" in clean or "www." in clean or "@" in clean or "#" in clean:
        clean = _ADDRESS.sub(_blank, clean)
    clean = _SQUARE.sub(_blank, clean)
    pieces = list(_unspaced(clean, language, lex) if lex.unspaced else _pieces(clean, language, lex))
    values: list[Value] = []
    factors: dict[int, Number] = {}
    at = 0
    while at < len(pieces):
        value, at = _value(clean, pieces, at, lex, factors)
        if value is not None:
            values.append(value)
    values.extend(_romans(clean))
    return tuple(_shared(clean, sorted(values, key=lambda value: value.start), factors))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


# -- pieces


def _pieces(text: str, language: str, lex: Lexicon) -> Iterator[_Piece]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found[1]:
            yield _Piece(start, end, readings(found[1], lex.decimal, lex.is_open))
        elif word := found[2]:
            if lex.attached is not None and text[max(0, start - 2) : start].strip()[-1:].isdigit():
                yield from _attached(language, lex.attached, text, start, end)
            elif sense := meaning(language, word):
                yield _Piece(start, end, meaning=sense)
        else:
            yield _Piece(start, end, sign=found[0])


def _attached(language: str, scales: re.Pattern[str], text: str, start: int, end: int) -> Iterator[_Piece]:
    """The scales at the head of a word that is written to its digits, as 만 in 38만명; else the word."""
    at = start
    while found := scales.match(text, at, end):
        yield _Piece(at, found.end(), meaning=meaning(language, found[0]))
        at = found.end()
    if at == start and (sense := meaning(language, text[start:end])):
        yield _Piece(start, end, meaning=sense)


def _unspaced(text: str, language: str, lex: Lexicon) -> Iterator[_Piece]:
    assert lex.unspaced is not None
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found[1]:
            yield _Piece(start, end, readings(found[1], lex.decimal, lex.is_open))
        elif found[2]:
            if found[2].isascii():
                if sense := meaning(language, found[2]):
                    yield _Piece(start, end, meaning=sense)
                continue
            for word in lex.unspaced.finditer(text, start, end):
                if sense := meaning(language, word[0]):
                    yield _Piece(word.start(), word.end(), meaning=sense)
        else:
            yield _Piece(start, end, sign=found[0])


# -- values


def _value(
    text: str, pieces: list[_Piece], at: int, lex: Lexicon, factors: dict[int, Number]
) -> tuple[Value | None, int]:
    """The value that begins at a piece, and the piece after it."""
    piece = pieces[at]
    if (dated := _dated(text, pieces, at)) is not None:
        return dated, at + 1
    if piece.is_digits or (piece.numeral and piece.numeral.kind in ("cardinal", "ordinal", "times", "scale")):
        if piece.is_digits and (both := _with_colon(text, pieces, at)):
            return both
        return _number(text, pieces, at, lex, factors)
    if piece.sign in _FRACTIONS:  # alone; after digits it is part of their number
        return Value(((_FRACTIONS[piece.sign],),), "number", piece.start, piece.end), at + 1
    sense = piece.meaning
    if sense is None:
        return None, at + 1
    if piece.numeral:
        hints = tuple((number,) for number in piece.numeral.numbers)
        if half := _of_scale(text, pieces, at):
            return half
        hint = Value(hints, "hint", piece.start, piece.end, is_spelled=True, is_sure=False)
        return _measured(text, pieces, at + 1, hint), at + 1
    return None, at + 1


def _dated(text: str, pieces: list[_Piece], at: int) -> Value | None:
    """A month or a weekday; short names are often other words too."""
    piece = pieces[at]
    sense = piece.meaning
    if sense is None or not (sense.month or sense.short_month or sense.weekday >= 0):
        return None
    word = text[piece.start : piece.end]
    is_plain = len(word) > 4 or not word.isascii() or (word[0].isupper() and piece.start > 0)
    if sense.month and (is_plain or _is_beside_digits(pieces, at)):
        return Value(((sense.month,),), "month", piece.start, piece.end)
    if sense.weekday >= 0:
        return Value(((sense.weekday,),), "weekday", piece.start, piece.end)
    if sense.short_month and sense.numeral is None and text[piece.start : piece.start + 1].isupper():
        return Value(((sense.short_month,),), "hint", piece.start, piece.end, is_sure=False)
    return None


def _is_beside_digits(pieces: list[_Piece], at: int) -> bool:
    here = pieces[at]
    return any(
        there.is_digits and max(here.start, there.start) - min(here.end, there.end) <= 2
        for there in (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
    )


_CLOCK = frozenset((":", "h", "H", " h ", "\u00a0h\u00a0", " : ", "h:", "时", "時", "點", "点"))


def _with_colon(text: str, pieces: list[_Piece], at: int) -> tuple[Value, int] | None:
    """3:40, 15h30 or 3:2 as one value of two or three numbers."""
    first = pieces[at]
    numbers: list[Number] = list(first.readings[0])
    end, after = first.end, at + 1
    while after < len(pieces) and len(numbers) < 3:
        after += (
            after + 1 < len(pieces)
            and pieces[after].end - pieces[after].start == 1
            and pieces[after].meaning is not None
        )
        there = pieces[after]
        if not there.is_digits or text[end : there.start] not in _CLOCK:
            break
        numbers += there.readings[0]
        end, after = there.end, after + 1
    if end == first.end or not all(isinstance(number, int) for number in numbers):
        return None
    hour, minute, *_ = numbers
    both: tuple[Reading, ...] = (tuple(numbers),)
    if hour < 24 and minute < 60 and text[first.end] != " " and (other := _half(text, end)) is not None:
        both = ((hour % 12 + other, *numbers[1:]), *both)
    if minute == 0 and text[end - 2 : end] == "00":
        both = (*both, *((first,) for first, *_ in both), (hour * 100,))
    return Value(both, "time", first.start, end), after


_HALF = re.compile(r"\s?([ap])\.?\s?m\b\.?", re.IGNORECASE)


def _half(text: str, end: int) -> int | None:
    """0 for a.m. and 12 for p.m. after a number."""
    found = _HALF.match(text, end)
    return None if found is None else 12 * (found[1] in "pP")


def _number(
    text: str, pieces: list[_Piece], at: int, lex: Lexicon, factors: dict[int, Number]
) -> tuple[Value | None, int]:
    """A number of digits, numerals and scales in a row, with what is said right after it."""
    first = pieces[at]
    sum_, after = _sum(text, pieces, at, lex)
    used = pieces[at:after]
    end = used[-1].end
    found = sum_.readings()
    if first.is_digits and after < len(pieces) and pieces[after].sign in _FRACTIONS and len(used) == 1:
        found = ((found[0][0] + _FRACTIONS[pieces[after].sign],), found[0])
        end, after = pieces[after].end, after + 1
    if not found:
        return None, after
    numerals = [piece.numeral for piece in used if piece.numeral]
    if sum_.factor >= 100:
        factors[first.start] = sum_.factor
    is_scale = len(used) == 1 and bool(numerals) and numerals[0].kind == "scale"
    if is_scale and lex.before and (turned := _turned(text, pieces, at, lex)) is not None:
        return turned
    if first.is_digits and any(piece.numeral and piece.end - piece.start <= 2 for piece in used[1:]):
        found = (*found, *first.readings)  # "5 m" may be metres
    ordinal = bool(numerals) and numerals[-1].kind == "ordinal"
    sure = first.is_digits or _is_sure(text, used, numerals, found[0][0], lex)
    spelled = not any(piece.is_digits for piece in used)
    if found[0] == (19,) and _COVID.search(text, max(0, first.start - 9), first.start):
        return Value(found, "hint", first.start, end, is_sure=False), after
    if first.is_digits and isinstance(found[0][0], int) and 0 < found[0][0] <= 2400 and _HOURS.match(text, end):
        found = (*found, divmod(found[0][0], 100), *([(found[0][0] // 100,)] if found[0][0] % 100 == 0 else []))
    if lex.half_hour and at and pieces[at - 1].numeral and _numbers_of(pieces[at - 1])[0] == 0.5 and found[0][0] <= 12:
        found = (*found, (found[0][0] - 1, 30), (found[0][0] + 11, 30))  # "halb zehn"
    sure = sure and not _is_telephone(text, pieces, at)
    value = Value(found, "ordinal" if ordinal else "number", first.start, end, "", spelled, sure)
    return _with_unit(text, pieces, after, value)


def _sum(text: str, pieces: list[_Piece], at: int, lex: Lexicon) -> tuple[Sum, int]:
    """The sum that begins at a piece, and the piece after it."""
    first = pieces[at]
    sum_ = begun(first.readings if first.is_digits else _numeral_of(first))
    end, after = first.end, at + 1
    if found := _AND_A_HALF.match(text, end):
        sum_ = with_part(sum_, 0.5 if found[1] == "half" else 0.25)
        end = found.end()
        while after < len(pieces) and pieces[after].start < end:
            after += 1
    while after < len(pieces) and (lex.unit_first or not _is_ordinal(pieces[after - 1]) or _is_tens(pieces, after)):
        step = 1
        piece = pieces[after]
        if piece.meaning and piece.meaning.is_and and after + 1 < len(pieces) and _goes_on(pieces[after + 1], sum_):
            if not _GAP.fullmatch(text[end : piece.start]):
                break
            end, piece, step = piece.end, pieces[after + 1], 2
        gap = text[end : piece.start]
        if sum_.current and (half := _half_at(text, pieces, after, end)):
            sum_, end, after = with_part(sum_, 0.5), pieces[half].end, half + 1
            continue
        before = text[pieces[after - 1].start : end].lower()
        is_short = gap.startswith(".") and before in _SHORT_SCALES and piece.is_digits and _fills(piece, sum_)
        if not _GAP.fullmatch(gap[is_short:]):
            break
        if piece.is_digits:
            more = with_digits(sum_, piece.readings, _is_chained(pieces, after + step - 1, sum_, not gap, lex))
        elif piece.numeral:
            more = with_numeral(sum_, piece.numeral, not gap, lex)
        else:
            more = None
        if more is None:
            break
        sum_, end, after = more, piece.end, after + step
    return sum_, after


def _is_telephone(text: str, pieces: list[_Piece], at: int) -> bool:
    """Whether digits begin with a nought, as no number does, or follow such; a telephone's number has few groups."""
    for here in range(at, max(-1, at - _GROUPS), -1):
        piece = pieces[here]
        if not piece.is_digits:
            return False
        if _NOUGHT.match(text, piece.start, piece.end):
            return True
        if here == 0 or piece.start - pieces[here - 1].end != 1:
            return False
    return False


_NOUGHT = re.compile(r"0\d\d")
_GROUPS = 8


# Abbreviations of scales that a full stop may follow in the middle of a number, "86 тыс. 600", and that are no word.
_SHORT_SCALES = frozenset("тыс тис млн млрд мрд трлн tys tis mln mld mlrd mlrd mrd mio tsd".split())


def _goes_on(piece: _Piece, sum_: Sum) -> bool:
    """Whether a number may go on with a piece behind "and"."""
    return bool(piece.numeral) or (piece.is_digits and _fills(piece, sum_))


def _fills(piece: _Piece, sum_: Sum) -> bool:
    """Whether digits fill the places that a scale behind other digits left: the 600 of "86 thousand 600"."""
    first = piece.readings[0]
    return bool(sum_.digits) and len(first) == 1 and sum_.scale / 10 <= first[0] < sum_.scale


def _is_chained(pieces: list[_Piece], at: int, sum_: Sum, is_touching: bool, lex: Lexicon) -> bool:
    """Whether digits may go on with a number: 1億4200万, 37만 5천, "2 млрд 800 млн", "86 bin 600"."""
    if lex.chained or (lex.unspaced is not None and is_touching):
        return True
    if _fills(pieces[at], sum_):
        return True
    after = pieces[at + 1].numeral if at + 1 < len(pieces) else None
    return after is not None and after.kind == "scale" and after.numbers[0] < sum_.scale


# "два с половиной", "dos y medio", "deux et demi"
_WITH = re.compile(r" \w{1,3} ")


def _half_at(text: str, pieces: list[_Piece], at: int, end: int) -> int:
    """The place of a half that a short word joins to the number before it; 0 where there is none."""
    for place in range(at, min(at + 2, len(pieces))):
        numeral = pieces[place].numeral
        if numeral and numeral.numbers[0] == 0.5 and _WITH.fullmatch(text[end : pieces[place].start]):
            return place
    return 0


def _numeral_of(piece: _Piece) -> Numeral:
    assert piece.numeral is not None
    return piece.numeral


def _is_ordinal(piece: _Piece) -> bool:
    return piece.numeral is not None and piece.numeral.kind == "ordinal"


def _is_tens(pieces: list[_Piece], at: int) -> bool:
    """Whether an ordinal of tens goes on with one of units, as Slavic and Romance do: "trzydziesty czwarty"."""
    tens, units = _numbers_of(pieces[at - 1])[0], pieces[at].numeral
    return tens in _TENS and units is not None and units.kind == "ordinal" and 0 < units.numbers[0] < 10


_TENS = frozenset(range(20, 100, 10))


def _is_sure(text: str, used: list[_Piece], numerals: list[Numeral], number: Number, lex: Lexicon) -> bool:
    """Whether numerals in letters can only be meant as a number."""
    if number == 1:
        return False
    if len(used) > 1:
        if not lex.classifiers:
            return any(numeral.is_sure for numeral in numerals)
        figures = [numeral for numeral in numerals if numeral.kind == "cardinal"]
        return len(figures) > 0 and not (len(figures) == len(used) == 2)  # neither 千万 nor 三四
    if numerals[0].kind == "scale":
        return False  # "thousands of", "millions"
    if lex.classifiers and not numerals[0].is_sure:
        word, after = text[used[0].start : used[0].end], text[used[0].end : used[0].end + 1]
        return after in lex.classifiers and word != "半"
    return numerals[0].is_sure


_LINK = re.compile(r"[\s་]{0,2}(?:\w{1,4}\s)?\w{0,9}[-‑]?\s?[€$£¥]?")


def _turned(text: str, pieces: list[_Piece], at: int, lex: Lexicon) -> tuple[Value, int] | None:
    """A scale before its number: "milioni 5"."""
    scale = _numeral_of(pieces[at]).numbers[0]
    if at + 1 >= len(pieces):
        return None
    start, end = pieces[at].start, pieces[at].end
    there = pieces[at + 1]
    if there.sign and at + 2 < len(pieces):
        at, there = at + 1, pieces[at + 2]
    if not (there.is_digits or there.numeral):
        return None
    kinds = ("cardinal", "times")
    if not _LINK.fullmatch(text[end : there.start]) or (there.numeral and there.numeral.kind not in kinds):
        return None
    sum_, after = _sum(text, pieces, at + 1, lex)
    plain_readings = sum_.readings()
    readings_ = tuple((tidy(reading[0] * scale),) for reading in plain_readings if len(reading) == 1)
    if not readings_ or plain_readings[0][0] >= scale * 1000:
        return None
    value = Value(
        (*readings_, *plain_readings, (scale,)), "number", start, pieces[after - 1].end, "",
        not there.is_digits, there.is_digits,
    )  # fmt: skip
    return _with_unit(text, pieces, after, value)


def _with_unit(text: str, pieces: list[_Piece], after: int, value: Value) -> tuple[Value, int]:
    """The value with the unit, currency or sign that stands at it."""
    end = value.end
    if value.kind == "number" and (half := _half(text, end)) is not None and len(value.readings[0]) <= 2:
        hour, *rest = value.readings[0]
        if hour <= 12:
            found: tuple[Reading, ...] = ((hour % 12 + half, *rest), *value.readings)
            return replace(value, readings=found, kind="time"), after
    nearby = pieces[after] if after < len(pieces) and _GAP.fullmatch(text[end : pieces[after].start]) else None
    before = _before(text, pieces, value.start)
    if nearby is not None and nearby.sign in ("°", "º"):
        return replace(value, kind="measure", unit="temperature-celsius", end=nearby.end), after + 1
    if nearby is not None and nearby.sign in ("%", "‰"):
        return replace(value, kind="percent", end=nearby.end), after + 1
    if nearby is not None and nearby.meaning:
        unit, currency = nearby.meaning.unit, nearby.meaning.currency
        if unit == "concentr-percent":
            return replace(value, kind="percent", end=nearby.end), after + 1
        if currency:
            return replace(value, kind="money", unit=currency, end=nearby.end), after + 1
        if unit and value.kind == "number":
            sure = value.is_sure or (value.is_spelled and value.number > 1 and nearby.meaning.is_exact)
            return replace(value, kind="measure", unit=unit, end=nearby.end, is_sure=sure), after + (
                nearby.numeral is None
            )
    sign = nearby.sign if nearby and nearby.sign else before
    if currency := _SIGNS.get(sign, ""):
        return replace(value, kind="money", unit=currency), after
    if before == "%":
        return replace(value, kind="percent"), after
    return value, after


_OF_A = re.compile(r"[ -](?:(?:of )?an?[ -])?")
_AND_A_HALF = re.compile(r"[ -]and[ -]a[ -](half|quarter)\b")


def _of_scale(text: str, pieces: list[_Piece], at: int) -> tuple[Value, int] | None:
    """Half a million, a quarter of a million."""
    part = _numbers_of(pieces[at])[0]
    for after in range(at + 1, min(at + 3, len(pieces))):
        there = pieces[after]
        if there.numeral and there.numeral.kind == "scale" and part < 1:
            if not _OF_A.fullmatch(text[pieces[at].end : there.start]):
                return None
            number = tidy(part * there.numeral.numbers[0])
            return _with_unit(text, pieces, after + 1, Value(((number,),), "number", pieces[at].start, there.end))
    return None


def _numbers_of(piece: _Piece) -> tuple[Number, ...]:
    return _numeral_of(piece).numbers


def _measured(text: str, pieces: list[_Piece], after: int, hint: Value) -> Value:
    """A hint with the unit that follows it within two words: "half an inch"."""
    for there in pieces[after : after + 2]:
        if there.start - hint.end <= 4 and there.meaning and there.meaning.unit:
            return replace(hint, unit=there.meaning.unit)
    return hint


_SIGNS = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen", "₹": "rupee", "₽": "ruble", "₺": "lira", "₴": "hryvnia"}
_SIGNS |= {"₩": "won", "₪": "shekel"}


def _before(text: str, pieces: list[_Piece], start: int) -> str:
    """The sign right before a number."""
    place = start - 1
    if place >= 0 and text[place] in " \u00a0":
        place -= 1
    return text[place] if place >= 0 and (text[place] in _SIGNS or text[place] == "%") else ""


# -- what concerns several values, or no tokens


def _romans(text: str) -> Iterator[Value]:
    """Roman numerals in capitals; a letter alone, what is also an abbreviation, and a monarch's only as a hint."""
    for found in _CAPITALS.finditer(text):
        digits = found[1]
        if not _ROMAN.fullmatch(digits):
            continue
        number = sum(
            -_ROMAN_VALUES[a] if _ROMAN_VALUES[a] < _ROMAN_VALUES.get(b, 0) else _ROMAN_VALUES[a]
            for a, b in zip(digits, f"{digits[1:]} ", strict=True)
        )
        before = _FORENAME.search(text, max(0, found.start() - 20), found.start())
        is_regnal = before is not None and is_name(before[1].lower()) and not is_ordinary(before[1].lower())
        sure = number < 40 and digits not in _NO_ROMANS and not is_regnal
        yield Value(((number,),), "ordinal" if sure else "hint", *found.span(1), is_sure=sure, is_spelled=not sure)


_FORENAME = re.compile(r"(?<![^\W_])([^\W\d_]+) $")  # "Elizabeth II": many say the Queen's name alone
_CAPITALS = re.compile(r"(?<![^\W_])([IVXLCDM]{1,9})(?:[eè](?:me|r)?|ème|th|st|nd|rd)?(?![^\W_])")
_RANGE = re.compile(r"\s?(?:[-–—−~〜～/,+]|\w{1,6})\s?(?:\w{1,6}\s)?[€$£¥₹]?")


def _shared(text: str, values: list[Value], factors: dict[int, Number]) -> Iterator[Value]:
    """The values; one before "to 3 million" or "to 4 inches" may be millions or inches too."""
    for here, there in zip_longest(values, values[1:]):
        if there is not None and len(here.readings[0]) == 1 and _RANGE.fullmatch(text[here.end : there.start]):
            factor = factors.get(there.start, 1)
            if factor >= 100 and here.number < 10_000:
                here = replace(here, readings=(*here.readings, (tidy(here.number * factor),)))
            if there.kind == "measure" and not here.unit and here.kind == "number":
                here = replace(here, unit=there.unit)
        yield here
