"""What one word of a language means for numbers, whatever its case, ending or prefix."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from glosswire.text.numbers.lexicon import Lexicon, Numeral, fold, lexicon
from glosswire.text.numbers.values import Number

_LONGEST = 60  # letters of a word that is taken apart


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word's senses; a word has few of them."""

    numeral: Numeral | None = None
    month: int = 0
    short_month: int = 0
    weekday: int = -1
    unit: str = ""
    currency: str = ""
    is_and: bool = False
    is_exact: bool = True  # the word itself is in the tables, not a stem of it


_NOTHING, _STEMLESS = Meaning(), Meaning(is_exact=False)


@lru_cache(maxsize=40_000)
def meaning(language: str, word: str) -> Meaning | None:
    """The senses of a word as the text has it; None for nearly all words."""
    lex = lexicon(language)
    key = fold(word)
    numeral, is_exact = _numeral(lex, key)
    month, weekday = _named(lex.months, key, lex), _named(lex.weekdays, key, lex)
    unit = lex.units.get(key) or _under(lex.units, key, lex) or ""
    if unit and (not is_exact or unit == "concentr-percent"):
        numeral, is_exact = None, True
    found = Meaning(
        numeral,
        month or 0,
        lex.short_months.get(key, 0),
        weekday if weekday is not None else -1,
        unit,
        lex.currencies.get(key) or _under(lex.currencies, key, lex) or "",
        key in lex.ands,
        is_exact,
    )
    return None if found in (_NOTHING, _STEMLESS) else found


def _numeral(lex: Lexicon, key: str) -> tuple[Numeral | None, bool]:
    if found := lex.words.get(key):
        return found, True
    for letters in range(1, 4):
        if len(key) - letters < 2 or key[letters - 1] not in lex.prefix:
            break
        if found := lex.words.get(key[letters:]):
            return found, True
    for end in range(len(key) - 1, max(2, len(key) - lex.suffix - 1), -1):
        if (found := lex.stems.get(key[:end])) and (end > 3 or len(key) - end < lex.suffix):  # "стать" is not "ста"
            return _unsure(found), False
    if lex.inside:
        for start in range(1, min(lex.inside, len(key) - 2) + 1):
            found = lex.words.get(key[start:])
            if found and len(key) - start >= 3:
                return _unsure(found), False
    if lex.prefix:
        for letters in range(1, 4):
            if len(key) - letters < 3 or key[letters - 1] not in lex.prefix:
                break
            rest = key[letters:]
            for end in range(len(rest) - 1, max(2, len(rest) - lex.suffix - 1), -1):
                if found := lex.stems.get(rest[:end]):
                    return _unsure(found), False
    if lex.fused and 4 < len(key) <= _LONGEST:
        return _fused(lex, key)
    return None, True


def _unsure(numeral: Numeral) -> Numeral:
    return Numeral(numeral.numbers, numeral.kind, False)


def _named(names: Mapping[str, int], key: str, lex: Lexicon) -> int | None:
    """A month or weekday, under an ending shorter than itself or behind a prefix too."""
    if key in names:
        return names[key]
    for letters in range(1, 4):
        if len(key) - letters < 3 or key[letters - 1] not in lex.prefix:
            break
        if key[letters:] in names:
            return names[key[letters:]]
    for end in range(len(key) - 1, max(3, len(key) // 2, len(key) - max(lex.suffix, 1) - 1), -1):
        for stem in (key[:end], *(key[:end] + vowel for vowel in "аaяя")):
            if stem in names:
                return names[stem]
    return None


def _under(names: Mapping[str, str], key: str, lex: Lexicon) -> str | None:
    """A name of four letters or more under an ending."""
    for end in range(len(key) - 1, max(3, len(key) - lex.suffix - 1), -1):
        if key[:end] in names:
            return names[key[:end]]
    return None


def _fused(lex: Lexicon, key: str) -> tuple[Numeral | None, bool]:
    """Numerals written as one word ("siebenhundertfünfzig"), or before something else ("dreijährig")."""
    parts: list[Numeral] = []
    starts: list[int] = []
    start, last = 0, len(key)
    while start < last:
        for end in range(min(last, start + 24), start + 1, -1):
            found = lex.words.get(key[start:end])
            if found and found.kind != "hint" and (end - start > 2 or parts):
                break
        else:
            found = None
            link = next((word for word in lex.ands if key.startswith(word, start)), None)
            if link is None or not parts:
                break
            start += len(link)
            continue
        parts.append(found)
        starts.append(start)
        start = end
    # "одно-сторонний" has no "сто": three letters are too few for a part that letters of no numeral follow; by eye.
    while len(parts) > 1 and start < last and start - starts[-1] < 4:
        parts.pop()
        start = starts.pop()
    if not parts or (start < last and start < 4):
        return None, True
    number = together(parts)
    if number is None:
        return None, True
    whole = start == last
    return Numeral((number,), "cardinal", whole and all(part.is_sure or len(parts) > 1 for part in parts)), whole


def together(parts: list[Numeral]) -> Number | None:
    """The number that numerals in a row make; None where they make none."""
    total: Number = 0
    current: Number = 0
    for part in parts:
        number = part.numbers[0]
        if part.kind == "scale" or number == 1000:
            total, current = (total + (current or 1) * number, 0) if current or not total else (total * number, 0)
        elif number == 100 or part.kind == "times":
            current = (current or 1) * number if current < 100 else current + number
        elif number >= 1000 and number % 1000 == 0 and 100 <= current < 1000:  # "trecento" and "seimila"
            total, current = total + current * 1000 + number, 0
        else:
            current += number
    return total + current
