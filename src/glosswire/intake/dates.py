"""Read the times that pages state, in the forms that publishing systems write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?:[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)|(?P<m2>\d\d)(?P<d2>\d\d))"
    r"(?:[T\s,|-]{1,3}(?P<H>\d\d?):?(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s{0,2}(?P<z>Z|UTC|GMT|[A-Z]{3,4}|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.I,
)
_WORDS = re.compile(
    r"(?:[A-Z][a-z]{2,8},?\s+)?(?:(?P<d>\d\d?)\s+(?P<mon>[A-Z][a-z]{2})[a-z]*|(?P<mon2>[A-Z][a-z]{2})[a-z]*\s+(?P<d2>\d\d?)),?"
    r"(?:\s+(?P<y>(?:19|20)\d\d))?(?:,?\s+(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d))?)?"
    r"(?:\s+(?P<z>[A-Z]{1,5}(?![a-z])(?:[+-]\d\d:?\d\d)?|[+-]\d{4}))?(?:\s+(?P<y2>(?:19|20)\d\d))?"
)
_DAY_FIRST = re.compile(
    r"(?P<d>\d\d?)[./-](?P<m>\d\d?)[./-](?P<y>(?:19|20)\d\d)(?:\D{1,6}(?P<H>\d\d?)[:.](?P<M>\d\d)(?::(?P<S>\d\d))?)?"
)
_CJK = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]"
    r"(?:\D{0,8}(?P<H>\d\d?)\s?[:：時时시]\s?(?P<M>\d\d))?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_OFFSETS = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WEST", "WAT"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET", "SAST", "CAT"), 120),
    **dict.fromkeys(("EEST", "MSK", "TRT", "EAT"), 180),
    "IST": 330,
    "WIB": 420,
    "ICT": 420,
    "HKT": 480,
    "JST": 540,
    "KST": 540,
    "EST": -300,
    "EDT": -240,
    "BRT": -180,
}

# The zone of a host's country where the country keeps one time, or nearly all of its press does.
_ZONES = {
    zone: places.split()
    for zone, places in {
        "Europe/Berlin": "de",
        "Europe/Vienna": "at",
        "Europe/Zurich": "ch li",
        "Europe/Paris": "fr",
        "Europe/Brussels": "be",
        "Europe/Amsterdam": "nl",
        "Europe/Luxembourg": "lu",
        "Europe/Madrid": "es",
        "Europe/Lisbon": "pt",
        "Europe/Rome": "it sm va",
        "Europe/Copenhagen": "dk",
        "Europe/Oslo": "no",
        "Europe/Stockholm": "se",
        "Europe/Helsinki": "fi",
        "Atlantic/Reykjavik": "is",
        "Europe/Warsaw": "pl",
        "Europe/Prague": "cz",
        "Europe/Bratislava": "sk",
        "Europe/Budapest": "hu",
        "Europe/Ljubljana": "si",
        "Europe/Zagreb": "hr",
        "Europe/Belgrade": "rs me ba mk",
        "Europe/Tirane": "al",
        "Europe/Athens": "gr",
        "Europe/Sofia": "bg",
        "Europe/Bucharest": "ro",
        "Europe/Chisinau": "md",
        "Europe/Kyiv": "ua",
        "Europe/Minsk": "by",
        "Europe/Moscow": "ru",
        "Europe/Vilnius": "lt",
        "Europe/Riga": "lv",
        "Europe/Tallinn": "ee",
        "Europe/London": "uk",
        "Europe/Dublin": "ie",
        "Europe/Istanbul": "tr",
        "Asia/Nicosia": "cy",
        "Asia/Yerevan": "am",
        "Asia/Tbilisi": "ge",
        "Asia/Baku": "az",
        "Asia/Almaty": "kz",
        "Asia/Bishkek": "kg",
        "Asia/Tashkent": "uz",
        "Asia/Tehran": "ir",
        "Asia/Jerusalem": "il",
        "Asia/Beirut": "lb",
        "Asia/Riyadh": "sa",
        "Asia/Dubai": "ae",
        "Asia/Qatar": "qa",
        "Asia/Kolkata": "in",
        "Asia/Karachi": "pk",
        "Asia/Dhaka": "bd",
        "Asia/Kathmandu": "np",
        "Asia/Colombo": "lk",
        "Asia/Bangkok": "th",
        "Asia/Ho_Chi_Minh": "vn",
        "Asia/Shanghai": "cn",
        "Asia/Hong_Kong": "hk",
        "Asia/Taipei": "tw",
        "Asia/Tokyo": "jp",
        "Asia/Seoul": "kr",
        "Asia/Manila": "ph",
        "Asia/Singapore": "sg",
        "Asia/Kuala_Lumpur": "my",
        "Asia/Jakarta": "id",
        "Africa/Cairo": "eg",
        "Africa/Lagos": "ng",
        "Africa/Nairobi": "ke",
        "Africa/Johannesburg": "za",
        "Africa/Casablanca": "ma",
        "Africa/Tunis": "tn",
        "Africa/Algiers": "dz",
        "America/Argentina/Buenos_Aires": "ar",
        "America/Sao_Paulo": "br",
        "America/Bogota": "co",
        "America/Lima": "pe",
        "America/Santiago": "cl",
        "America/Caracas": "ve",
        "America/Asuncion": "py",
        "America/Montevideo": "uy",
    }.items()
}
_ZONE_OF = {place: zone for zone, places in _ZONES.items() for place in places}


@dataclass(frozen=True, slots=True)
class Stated:
    """A time as a page states it: `has_time` is false for a day, `has_zone` where the zone was ours to assume."""

    at: datetime
    has_time: bool
    has_zone: bool


def zone_of(host: str) -> tzinfo:
    """The zone in which a host's country lives, else UTC."""
    return _zone(_ZONE_OF.get(host.rpartition(".")[2].lower(), ""))


@lru_cache(maxsize=128)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def read(text: str, zone: tzinfo) -> Stated | None:
    """Read one stated time; what names no zone is in `zone`. None where it is no time."""
    text = text.strip()[:80]
    if _EPOCH.fullmatch(text):
        return Stated(datetime.fromtimestamp(int(text[:10]), UTC), True, True)
    for pattern in (_ISO, _CJK, _WORDS, _DAY_FIRST):
        found = pattern.match(text) if pattern is not _DAY_FIRST else pattern.search(text)
        if found and (stated := _stated(found.groupdict(), zone)):
            return stated
    return None


def find(text: str, zone: tzinfo) -> Stated | None:
    """Read a stated time, or one that stands in a short text: `Datum 28.04.2023`."""
    stated = read(text, zone)
    if stated or len(text) > 120:
        return stated
    inside = (pattern.search(text) for pattern in (_ISO, _CJK, _DAY_FIRST))
    return next(filter(None, (_stated(f.groupdict(), zone) for f in inside if f)), None)


def _stated(parts: dict[str, str | None], zone: tzinfo) -> Stated | None:
    year = parts.get("y") or parts.get("y2")
    day = parts.get("d") or parts.get("d2")
    word = parts.get("mon") or parts.get("mon2")
    month = _MONTHS.get(word.lower(), 0) if word else int(parts.get("m") or parts.get("m2") or 0)
    if not (year and day and month):
        return None
    fraction = int((parts.get("f") or "0").ljust(6, "0")[:6])
    hour, minute, second = (int(parts.get(k) or 0) for k in ("H", "M", "S"))
    own = _offset(parts.get("z") or "")
    try:
        at = datetime(int(year), month, int(day), hour, minute, second, fraction, own or zone)
    except ValueError:
        return None
    return Stated(at, parts.get("H") is not None, own is not None)


def _offset(text: str) -> tzinfo | None:
    text = text.upper()
    if text in _OFFSETS:
        minutes = _OFFSETS[text]
    elif found := re.fullmatch(r"(?:GMT|UTC)?([+-])(\d\d):?(\d\d)?", text):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        minutes = -minutes if found[1] == "-" else minutes
    else:
        return None
    if abs(minutes) >= 24 * 60:
        return None
    return UTC if minutes == 0 else timezone(timedelta(minutes=minutes))


def best(stated: Iterable[Stated | None]) -> Stated | None:
    """The most exact of several statements of one time: the first with time and zone, else with time, else any.

    A statement of another day than the first does not make it more exact.
    """
    known = [s for s in stated if s]
    if not known:
        return None
    near = [s for s in known if abs((s.at - known[0].at).total_seconds()) < 36 * 3600]
    return next((s for s in near if s.has_time and s.has_zone), next((s for s in near if s.has_time), known[0]))
