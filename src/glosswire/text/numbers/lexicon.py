"""What a language's words say of numbers: numerals, scales, units, currencies, months, and the marks in its digits.

Three sources, joined once per language: words.tsv (Unicode CLDR's spelled numbers, made by
tools/make_number_words.py), babel (CLDR's compact formats, units, currencies, calendars and marks), and own.toml.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from babel import Locale, UnknownLocaleError

from glosswire.text.numbers.units import CURRENCIES, FACTORS
from glosswire.text.numbers.values import Number

NumeralKind = Literal["cardinal", "ordinal", "times", "scale", "hint"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A word of number; a hint has several numbers, the rest one."""

    numbers: tuple[Number, ...]
    kind: NumeralKind
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, folded; see own.toml for what its fields mean."""

    words: Mapping[str, Numeral]
    stems: Mapping[str, Numeral]
    units: Mapping[str, str]
    currencies: Mapping[str, str]
    months: Mapping[str, int]
    short_months: Mapping[str, int]  # abbreviations, which are often other words too
    weekdays: Mapping[str, int]
    decimal: str
    is_open: bool
    ands: frozenset[str]
    suffix: int
    inside: int
    prefix: frozenset[str]
    before: bool
    unspaced: re.Pattern[str] | None
    fused: bool
    chained: bool
    vigesimal: bool
    unit_first: bool
    years: tuple[int, ...]
    classifiers: frozenset[str]
    noise: re.Pattern[str] | None
    withheld: frozenset[str]
    has_scales: bool
    half_hour: bool
    attached: re.Pattern[str] | None
    clock: int
    is_spelled: bool = field(default=False)  # whether its numerals are known, so that their absence tells something


@dataclass(frozen=True, slots=True)
class Own:
    """A language's table in own.toml."""

    cardinal: str = ""
    ordinal: str = ""
    times: str = ""
    hint: str = ""
    loose: str = ""
    scale: str = ""
    before: bool = False
    unspaced: bool = False
    fused: bool = False
    chained: bool = False
    vigesimal: bool = False
    unit_first: bool = False
    suffix: int = 3
    inside: int = 0
    prefix: str = ""
    years: str = ""
    classifiers: str = ""
    noise: str = ""
    withheld: str = ""
    half_hour: bool = False
    attached: str = ""
    percent: str = ""
    clock: int = 0
    ands: str = ""


# One language under several names.
HOME = {
    "no": "nb",
    "iw": "he",
    "in": "id",
    "fil": "tl",
    "cmn": "zh",
    "arb": "ar",
    "prs": "fa",
    "pes": "fa",
    "kmr": "ku",
}
HOME |= {"mo": "ro", "sh": "sr", "swh": "sw", "ary": "ar", "arz": "ar", "mey": "ar", "dzo": "dz", "als": "sq"}
# Latin abbreviations that stand for a scale in most languages' finance pages: a reading more, never the only one.
_SHORT = re.compile(r"[a-zA-Z]{1,2}\.?$")
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
        "ँ": "ं", "ё": "е", "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "\u00ad": None,
        **dict.fromkeys("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u093c\u09bc\u0a3c\u200c\u200d\u05b0\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bc\u05bf\u05c1\u05c2", None),
    }
)  # fmt: skip


def fold(word: str) -> str:
    """The word as the lexicon's keys are written: without case, vowel signs of Arabic and Hebrew, and apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    return unicodedata.normalize("NFC", word.casefold()).translate(_FOLDS)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Own]:
    raw = tomllib.loads((files(__package__) / "own.toml").read_text(encoding="utf-8"))
    return {
        name: Own(**{{"and": "ands"}.get(key, key): value for key, value in row.items()}) for name, row in raw.items()
    }


def home(language: str) -> str:
    """The name under which a BCP 47 tag's language has its tables."""
    primary = language.replace("_", "-").split("-")[0].lower()
    return HOME.get(primary, primary)


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The words of a language by its BCP 47 tag; an unknown language has those of no language, and its digits."""
    name = home(language)
    own = _tables().get(name, Own())
    locale = _locale(language)
    loose = frozenset(map(fold, own.loose.split()))
    words: dict[str, Numeral] = {}
    spelled = 0
    for kind, number, form in _spelled(name):
        _put(words, form, number, kind, loose)
        spelled += 1
    for number, form in _compact(locale) if locale else ():
        if (not _SHORT.fullmatch(form) or name != "en") and fold(form) not in words:
            _put(words, form, number, "scale", loose)
    for kind, cells in (
        ("scale", own.scale),
        ("ordinal", own.ordinal),
        ("cardinal", own.cardinal),
        ("times", own.times),
    ):
        for numbers, form in _cells(cells):
            _put(words, form, numbers[0], kind, loose)
            spelled += kind == "cardinal"
    has_scales = any(numeral.kind == "scale" and numeral.numbers[0] >= 10**6 for numeral in words.values())
    for numbers, form in _cells(_tables()["any"].scale):
        if name != "en":
            words.setdefault(fold(form), Numeral(numbers, "scale"))
    for numbers, form in _cells(own.hint):
        is_half = numbers[0] == 1.5  # "полтора", alone as vague as "a few", is a number before a scale
        words.setdefault(fold(form), Numeral(numbers, "cardinal" if is_half else "hint", False))
    percent = dict.fromkeys(map(fold, own.percent.split()), "concentr-percent")
    units, currencies = {**_units(locale, loose), **percent}, _currencies(locale)
    months, marks = _calendar(locale, "months"), _marks(locale)
    return Lexicon(
        words=words,
        stems=_stems(words, own.suffix) if own.suffix else {},
        units=units,
        currencies=currencies,
        months=months,
        short_months=_calendar(locale, "months", "abbreviated"),
        weekdays=_calendar(locale, "days"),
        decimal=marks or ".",
        is_open=not marks or name in _OPEN,
        ands=frozenset(map(fold, own.ands.split())),
        suffix=own.suffix,
        inside=own.inside,
        prefix=frozenset(fold(own.prefix)),
        before=own.before,
        unspaced=_pattern([*words, *_calendar(locale, "months")]) if own.unspaced else None,
        fused=own.fused,
        chained=own.chained,
        vigesimal=own.vigesimal,
        unit_first=own.unit_first,
        years=tuple(map(int, own.years.split())),
        classifiers=frozenset(own.classifiers.split()),
        noise=re.compile(own.noise) if own.noise else None,
        withheld=frozenset(own.withheld.split()),
        has_scales=has_scales,
        half_hour=own.half_hour,
        attached=re.compile(f"[{own.attached}]") if own.attached else None,
        clock=own.clock,
        is_spelled=spelled >= 10,
    )


# Languages whose papers use both "1.234" and "1,234" for one thousand: those of several countries, and those whose
# press writes as English does whatever CLDR says. Read off NTREX's first half.
_OPEN = frozenset(
    "es pt fr ar sw zu xh af ha yo ig so om rw sn ny st tn nso ts ve ss nd mg sm to fj mi ty wo ee ff".split()
)


def _put(words: dict[str, Numeral], form: str, number: Number, kind: NumeralKind, loose: frozenset[str]) -> None:
    key = fold(form)
    if kind == "cardinal" and number >= 1000 and float(number) in (1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e12):
        kind = "scale"
    if key:
        words[key] = Numeral((number,), kind, key not in loose and number != 0.5)


def _spelled(name: str) -> Iterator[tuple[NumeralKind, int, str]]:
    """The rows of words.tsv that are of one language."""
    with (files(__package__) / "words.tsv").open(encoding="utf-8") as rows:
        for row in rows:
            if not row.startswith(f"{name}\t"):
                continue
            _, kind, *cells = row.rstrip("\n").split("\t")
            for cell in cells:
                number, *forms = cell.split(" ")
                for form in forms:
                    if kind == "cardinal":
                        yield "cardinal", int(number), form
                    elif kind == "ordinal" and number != "0":
                        yield "ordinal", int(number), form


def _cells(text: str) -> Iterator[tuple[tuple[Number, ...], str]]:
    """The numbers and forms of "0.5 50 half halves | 2 both"."""
    for cell in text.split("|"):
        numbers: list[Number] = []
        for item in cell.split():
            if re.fullmatch(r"\d+(\.\d+)?", item):
                numbers.append(float(item) if "." in item else int(item))
            else:
                yield tuple(numbers), item


def _locale(language: str) -> Locale | None:
    for tag in (language, home(language)):
        try:
            return Locale.parse(tag.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _marks(locale: Locale | None) -> str:
    """The decimal mark, in ASCII."""
    if locale is None:
        return ""
    symbols = locale.number_symbols.get("latn") or locale.number_symbols.get(locale.default_numbering_system, {})
    return {"٫": "."}.get(mark := str(symbols.get("decimal", "")), mark)


def _compact(locale: Locale) -> Iterator[tuple[int, str]]:
    """The words of CLDR's compact formats, "Mio." and "লাখ", with what they stand for."""
    for style in ("long", "short"):
        for forms in (locale.compact_decimal_formats.get(style) or {}).values():
            for size, pattern in forms.items():
                text = str(pattern.pattern).split(";")[0].replace("'", "")
                zeros = text.count("0")
                found = [word.strip(".-") for word in re.sub(r"[0¤\u200e\u200f]", " ", text).split()]
                found = [word for word in found if len(word) > 2] or found
                if zeros and len(found) == 1 and (len(found[0]) > 1 or found[0] > "\u2e7f"):
                    yield int(size) // 10 ** (zeros - 1), found[0]


def _units(locale: Locale | None, loose: frozenset[str]) -> dict[str, str]:
    """The words and signs of the units that convert, each with CLDR's name of its unit."""
    found: dict[str, str] = {}
    if locale is None:
        return found
    patterns = locale._data["unit_patterns"]
    for unit in FACTORS:
        for style in ("short", "long"):
            for key, pattern in dict(patterns.get(unit, {}).get(style, {})).items():
                if key == "per" or not isinstance(pattern, str):
                    continue
                parts = [part.strip(".") for part in pattern.replace("{0}", " ").split()]
                word = fold(next((part for part in parts if len(part) > 2), parts[0] if parts else ""))
                if unit == "temperature-celsius" and len(parts) > 1:  # "Celzijev stupanj": either word may stand alone
                    found.update({fold(part): unit for part in parts if len(part) > 4 and fold(part) not in found})
                if word and word not in loose:
                    found.setdefault(word, unit)
    return found


def _currencies(locale: Locale | None) -> dict[str, str]:
    """The words and signs of currencies, each with the English noun of its money; none that two share."""
    found: dict[str, set[str]] = {}
    if locale is None:
        return {}
    told: dict[str, list[str]] = {}
    plurals = locale._data["currency_names_plural"]
    for code, noun in CURRENCIES.items():
        names = [locale.currencies.get(code, ""), *dict(plurals.get(code, {})).values()]
        for word in {fold(word) for name in names for word in str(name).split()}:
            if len(word) > 2 or word > "\u0fff":
                told.setdefault(word, []).append(noun)
        for sign in {code.lower(), str(locale.currency_symbols.get(code, code)).lower()}:
            found.setdefault(sign, set()).add(noun)
    for word, nouns in told.items():  # "dollar" is told of many codes, "Canadian" of one
        shared = list(CURRENCIES.values()).count(nouns[0]) > 1
        if len(set(nouns)) == 1 and (len(nouns) > 1 or not shared):
            found.setdefault(word, set()).update(nouns)
    return {word: next(iter(nouns)) for word, nouns in found.items() if len(nouns) == 1}


def _calendar(locale: Locale | None, part: Literal["months", "days"], style: str = "wide") -> dict[str, int]:
    """The names of months (1 to 12) or weekdays (0 Monday to 6), those of one word."""
    found: dict[str, int] = {}
    if locale is None:
        return found
    names = [item for use in ("format", "stand-alone") for item in getattr(locale, part)[use][style].items()]
    everything = {fold(str(text)) for _, text in names}
    for number, text in names:
        name = fold(str(text).strip("."))
        if len(name) > 2 and not re.search(r"[\d\s]", name):
            found.setdefault(name, int(number))
    if style == "wide":  # a name that stands in another's ("shanba", "dushanba") says nothing where words are parted
        for name in list(found):
            if any((name in other and name[:3] != other[:3]) or f"{name} " in other for other in everything):
                del found[name]
    return found


def _stems(words: Mapping[str, Numeral], suffix: int) -> dict[str, Numeral]:
    """Forms without their last vowel, to be found under an ending; what follows a stem is never sure."""
    found: dict[str, Numeral] = {}
    for word, numeral in words.items():
        if numeral.kind == "hint" and len(word) < 5:
            continue
        stem = word[:-1] if len(word) > 4 and word[-1] in _VOWELS else word
        if len(stem) >= (5 if numeral.kind == "scale" and word.isascii() else 3):
            found.setdefault(stem, Numeral(numeral.numbers, numeral.kind, numeral.is_sure))
    return found


_VOWELS = frozenset("aeiouyäöüáéíóúаеиоуяыіюьαειουոեըაეიოუ")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, longest first, for scripts without spaces."""
    ordered = sorted({word for word in words if word and not word.isascii()}, key=len, reverse=True)
    first = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, ordered))})")
