"""Names that the world knows, in English and in the language of a text: countries, peoples, places, bodies, people.

Countries, regions, languages and time zones' cities come from CLDR (package `babel`), places from GeoNames
(`places.txt.gz`), the rest from our own tables (`*.toml`).
Each language's names are made at its first use and kept, as are the places of each script, which its languages share;
the files are read from the package and never written.
"""

import gzip
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from babel import Locale, UnknownLocaleError

from glosswire.text.names.sounds import fold
from glosswire.text.reach import base_of
from glosswire.text.tokens import UNSPACED, script_of

# What a doubt about names rests on: a place left empty in the English; a name on each side; two words and more that only
# the English names; one, known or unknown; a known name that only the source has, or an unknown one where the English
# has no capitals that may render it; a weak doubt on each side; less.
Evidence = Literal["hole", "replaced", "long", "known", "added", "lost", "gone", "doubtful", "weak"]
Kind = Literal["country", "place", "body", "person", "acronym", ""]

_JOINTS = re.compile(r"[-‑'’,]")
_NOT_NAMES = frozenset({"001", "ZZ", "QO", "EZ", "UN", "MF"})  # no names, saints, and what our own table has
_MOST_WORDS = 5  # of an English name that are compared
CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
VOWELS = frozenset("aeiouyаеиоуыяюэіїєьйαειουηω")


@dataclass(frozen=True, slots=True)
class Known:
    """Something that has a name: `title` is its best one in English; the words for it are folded.

    `english`: each of them may stand for it in a translation. `native`: how texts of the language name it.
    `hints`: what else in a text of the language may have given the English (the people's language, a character).
    """

    key: str
    title: str
    kind: Kind
    english: tuple[str, ...]
    native: tuple[str, ...]
    hints: tuple[str, ...] = ()
    untagged: tuple[str, ...] = ()  # native forms of some language that is written in this script


@dataclass(frozen=True, slots=True)
class Index:
    """Some of what is known, by how its names begin."""

    by_english: Mapping[str, Sequence[Known]]  # a whole English form
    longest: Mapping[str, int]  # by an English form's first word, how many words the longest has
    by_native: Mapping[str, Sequence[tuple[str, Known]]]  # by `start_of` a native form


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What is known in one language: what is its own, and the places that all languages of its script share."""

    own: Index
    places: Index
    renamed: frozenset[str]  # keys of places of which the language has a name of its own
    seats: Mapping[str, tuple[str, ...]]  # English forms of capitals, by the country's key
    hints: frozenset[str]  # all of them, the acronyms of bodies among them
    calendar: frozenset[str]  # its days and months
    names_countries: bool  # whether CLDR knows the language

    def longest(self, first: str) -> int:
        """How many words the longest English form has that begins with this one."""
        return max(self.own.longest.get(first, 1), self.places.longest.get(first, 1))

    def called(self, form: str) -> tuple[Known, ...]:
        """What goes by a whole English form."""
        shared = self.places.by_english.get(form, ())
        return (*self.own.by_english.get(form, ()), *(one for one in shared if one.key not in self.renamed))

    def begun(self, start: str) -> Iterator[tuple[str, Known]]:
        """Native forms that begin so, by `start_of`, and what they name."""
        yield from self.own.by_native.get(start, ())
        for form, one in self.places.by_native.get(start, ()):
            if one.key not in self.renamed and form not in self.calendar:
                yield form, one


def _read(name: str) -> str:
    return gzip.decompress(files(__package__).joinpath(name).read_bytes()).decode("utf-8")


@lru_cache(maxsize=4)
def _table(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def gazetteer_of(language: str) -> Gazetteer:
    """The names that texts of a language may hold, from the tag alone."""
    return _gazetteer(language if language.startswith(("zh", "sr")) else base_of(language))


@lru_cache(maxsize=256)
def _gazetteer(language: str) -> Gazetteer:
    locale = _locale(language)
    script = _script(language)
    cities = tuple(_cities(script, locale))
    known = [*_countries(language, locale), *_tabled(language), *cities]
    calendar = _calendar(locale)
    return Gazetteer(
        _indexed(known, calendar),
        _indexed_places(script),
        frozenset(city.key for city in cities),
        _seats(),
        frozenset(
            form
            for one in known
            if one.kind in ("country", "body")
            for hint in one.hints
            for form in (hint, *(word for word in hint.split() if " " in hint and len(word) > 3))
        ),
        calendar,
        locale is not None,
    )


def _indexed(known: Iterable[Known], calendar: frozenset[str] = frozenset()) -> Index:
    english: dict[str, list[Known]] = {}
    longest: dict[str, int] = {}
    native: dict[str, list[tuple[str, Known]]] = defaultdict(list)
    for one in known:
        for form in dict.fromkeys(one.english):
            english.setdefault(form, []).append(one)
            if " " in form:
                first, length = form.partition(" ")[0], form.count(" ") + 1
                longest[first] = min(_MOST_WORDS, max(length, longest.get(first, 1)))
        for form in filter(None, (*one.native, *one.untagged)):
            if form not in calendar:  # Dushanbe is Monday in Persian
                native[start_of(form)].append((form, one))
    return Index(english, longest, dict(native))


def _calendar(locale: Locale | None) -> frozenset[str]:
    """The names of days and months."""
    if locale is None:
        return frozenset()
    tables = (locale.days, locale.months)
    return frozenset(
        fold(name) for table in tables for part in table.values() for width in part.values() for name in width.values()
    )


def start_of(form: str) -> str:
    """What of a form no ending changes, for the index: its first word, less a last vowel, or two characters."""
    script = script_of(form[0])
    if script in UNSPACED:
        return form[:2]
    first = form.partition(" ")[0]
    if script == "Geor":
        return first.removesuffix("ი")  # the ending of the nominative
    return first[:-1] if script in CASED and len(first) > 4 and first[-1] in VOWELS else first


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale | None:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
    return locale if len(locale.territories) > 100 else None


def forms_of(text: str) -> tuple[str, ...]:
    """A form as its folded words, and what is left of it without what stands in brackets or before a dash."""
    plain = re.sub(r"\s*[(（].*?[)）]", "", text).replace(".", "")
    parts = (plain, *re.split(r"\s+[-–—]\s+|/", plain))
    return tuple(dict.fromkeys(" ".join(_JOINTS.sub(" ", fold(part)).split()) for part in parts if part.strip()))


def _split(value: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else ()


def _countries(language: str, locale: Locale | None) -> Iterator[Known]:
    table = _table("countries.toml")
    short = table.get("short", {}).get(base_of(language), {})
    own = Locale.parse("en")
    here = {} if locale is None else {code: forms_of(name) for code, name in locale.territories.items()}
    rare = Counter(word for forms in here.values() for form in forms for word in set(form.split()))
    for code, name in own.territories.items():
        if code in _NOT_NAMES or (code.isdigit() and code not in table["english"]):
            continue
        english = [form for part in (name, *_split(table["english"].get(code))) for form in _forms_once(part)]
        native: list[str] = []
        hints: list[str] = []
        if locale is not None:
            native = [form for form in here.get(code, ()) if len(form) > 1]
            tongue = table["languages"].get(code)
            hints = list(forms_of(locale.languages.get(tongue, ""))) if isinstance(tongue, str) else []
        hints += [fold(form) for form in (_split(short.get(code)) if isinstance(short, dict) else ())]
        hints += [part for form in _split(table["hints"].get(code)) for part in forms_of(form)]
        hints += [word for form in native if " " in form for word in form.split() if rare[word] == 1 and len(word) > 3]
        yield Known(code, name, "country", tuple(dict.fromkeys(english)), tuple(native), tuple(hints))


@lru_cache(maxsize=1)
def _seats() -> Mapping[str, tuple[str, ...]]:
    """Countries by their capitals, which stand for them: Madrid deems it illegal."""
    table = _table("countries.toml")["capitals"]
    return {code: tuple(form for name in _split(names) for form in forms_of(name)) for code, names in table.items()}


def _tabled(language: str) -> Iterator[Known]:
    base = base_of(language)
    for name, kind in (("bodies.toml", "body"), ("people.toml", "person")):
        for key, row in _table(name).items():
            english = tuple(part for form in (key, *_split(row.get("en"))) for part in _forms_once(form))
            native = tuple(part for form in _split(row.get(base)) for part in forms_of(form))
            everywhere = tuple(part for form in _split(row.get("all")) for part in _forms_once(form))
            yield Known(key, key, "body" if kind == "body" else "person", english, native, everywhere)


def _cities(script: str, locale: Locale | None) -> Iterator[Known]:
    """CLDR's cities by their names in the language; where GeoNames has the place, with what else is known of it."""
    places = {one.english[0]: one for one in reversed(_places(script)) if one.english}
    for city, native in ({} if locale is None else _zones(locale)).items():
        place = places.get(city)
        if place is None:
            yield Known(city, city.title(), "place", (city,), native)
        else:
            untagged = tuple(form for form in place.untagged if form not in native)
            yield replace(place, native=native, untagged=untagged)


@lru_cache(maxsize=64)
def _places(script: str) -> tuple[Known, ...]:
    """GeoNames' places with what texts in a script may call them: a hint in Latin, where languages differ most."""
    is_latin = script == "Latn"
    return tuple(
        Known(name, name, "place", _forms_once(name), (), forms if is_latin else (), () if is_latin else forms)
        for name, forms in _by_script(script).items()
    )


@lru_cache(maxsize=64)
def _indexed_places(script: str) -> Index:
    return _indexed(_places(script))


@lru_cache(maxsize=16384)
def _forms_once(name: str) -> tuple[str, ...]:
    """The forms of a name that is the same for all languages."""
    return forms_of(name)


def _zones(locale: Locale) -> dict[str, tuple[str, ...]]:
    """CLDR's cities by their folded English names."""
    own = Locale.parse("en").time_zones
    found = {}
    for zone, row in locale.time_zones.items():
        if "city" in row and "/" in zone:
            english = own.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            found[fold(english)] = forms_of(row["city"])
    return found


def _script(language: str) -> str:
    """The script of most texts of a language, from how it names itself."""
    locale = _locale(language)
    sample = locale.languages.get(base_of(language), "") if locale else ""
    found = next((script for char in sample if (script := script_of(char))), "Latn")
    return "Kana" if base_of(language) == "ja" else found


def _by_script(script: str) -> Mapping[str, tuple[str, ...]]:
    """GeoNames' places by the name it prefers, with their folded forms in a script; all places for Latin."""
    found: dict[str, tuple[str, ...]] = {}
    wanted = ("Hani", "Kana") if script == "Kana" else (script,)
    text = _read("places.txt.gz")
    for one in wanted:
        _, _, rest = text.partition(f"#{one}\n")
        for line in rest.partition("#")[0].splitlines():
            name, *forms = line.split("\t")
            found[name] = (*found[name], *forms) if name in found else tuple(forms)
    return found
