"""Names, directions and clocks of the languages and countries that articles come from."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_RTL_LANGUAGES = frozenset("ar arc azb ckb dv fa glk he ks lrc mzn nqo pnb ps sd syr ug ur yi".split())
_RTL_SCRIPTS = frozenset("adlm arab hebr mand nkoo rohg samr syrc thaa".split())


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as a page names it: its tag, its English name, its own name and the direction of its script."""

    tag: str
    name: str
    native: str
    direction: str


@cache
def tongue(tag: str) -> Tongue:
    """Name a language by its BCP 47 tag; an unknown tag names itself."""
    return Tongue(tag, _english_name(tag), _own_name(tag), direction(tag))


def direction(tag: str) -> str:
    """Say `rtl` or `ltr`: by the script where the tag states one, else by the language."""
    language, *rest = tag.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    is_rtl = scripts[0] in _RTL_SCRIPTS if scripts else language in _RTL_LANGUAGES
    return "rtl" if is_rtl else "ltr"


def machine_english(tag: str) -> str:
    """Tag English that a machine made from a language: `en-x-mtfrom-de`."""
    return f"en-x-mtfrom-{tag.lower()}"


@cache
def country_name(code: str) -> str:
    """Name an ISO 3166 country in English; an unknown code names itself."""
    return str(_english().territories.get(code.upper(), code))


def local_time(moment: datetime, country: str) -> datetime | None:
    """Read the publisher's own clock at a moment, or None where it cannot be known or is UTC.

    The offset that the publisher stated counts first; else the country's, where all its zones agree at that moment.
    """
    if moment.utcoffset():
        return moment
    try:
        clocks = [moment.astimezone(zone) for zone in _zones(country.upper())]
    except OverflowError:  # a publisher may state the year 1 or 9999
        return None
    offsets = {local.utcoffset() for local in clocks}
    return clocks[0] if len(offsets) == 1 and any(offsets) else None


@cache
def _zones(country: str) -> tuple[ZoneInfo, ...]:
    found = []
    for name in get_global("territory_zones").get(country, ()):
        try:
            found.append(ZoneInfo(name))
        except (ZoneInfoNotFoundError, ValueError):
            return ()  # a system without this zone cannot say whether all agree
    return tuple(found)


@cache
def _english() -> Locale:
    return Locale.parse("en")


@cache
def _english_name(tag: str) -> str:
    language = tag.split("-")[0].lower()
    locale = _locale(tag)
    named = locale.get_display_name("en") if locale else _english().languages.get(language)
    return "an unknown language" if language == "und" else str(named or tag)


@cache
def _own_name(tag: str) -> str:
    locale = _locale(tag)
    return str((locale.get_display_name() if locale else "") or _english_name(tag))


@cache
def _locale(tag: str) -> Locale | None:
    if tag.lower().startswith("und"):
        return None  # babel would guess
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
