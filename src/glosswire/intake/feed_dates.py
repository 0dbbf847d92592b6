"""Read the times that feeds state: RFC 822 and 3339 with their usual faults, epochs, and words of other languages."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

_LONGEST = 80

_TIME = (
    r"(?P<hour>\d\d?)\s?[:.時时시]\s?(?P<minute>\d\d)(?:\s?[:.分분]\s?(?P<second>\d\d)(?:[.,]\d{1,9})?\s?[秒초]?)?"
    r"(?:\s{0,2}(?P<half>[ap])\.?m\b\.?)?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})(?:\s?[-/.年년]\s?(?P<month>\d\d?)(?:\s?[-/.月월]\s?(?P<day>\d\d?)(?:\s?[日일])?)?)?(?!\d)"
    r"(?:[T\s,]{1,3}(?:[^\d\s]{1,5}\s?)?" + _TIME + r")?",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?(?!\d)"
)
_NUMERIC = re.compile(r"(?P<day>\d\d?)[./-](?P<month>\d\d?)[./-](?P<year>\d{4})(?!\d)(?:\D{1,4}" + _TIME + r")?")
_CLOCK = re.compile(r"(?<!\d)" + _TIME, re.IGNORECASE)
_OFFSET = re.compile(r"(?:(?:gmt|utc)\s?)?(?P<sign>[+\-−])(?P<hours>\d\d?):?(?P<minutes>\d\d)?(?!\d)", re.IGNORECASE)
_ZONE_NAME = re.compile(r"(?<![a-z])[a-z]{1,5}(?![a-z])", re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,9})?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"(?<![\d:+\-−])\d{1,4}(?![\d:])")

# Months by the first letters of their names, without accents, in the languages whose feeds were seen to write them.
_MONTHS = {
    start: number
    for number, starts in enumerate(
        (
            "jan gen ene янв січ ιαν sty oca led",
            "feb fev fév фев лют φεβ lut sub uno",
            "mar mär mrt мар бер μαρ brez",
            "apr avr abr апр кві απρ kwi nis dub",
            "may mai mag maj maio мая май тра μαι μαϊ mei",
            "jun juin giu июн чер ιουν cze haz cerven",
            "jul juil lug июл лип ιουλ lip tem cervenec",
            "aug aou ago авг сер αυγ sie agu srp",
            "sep set сен вер σεπ wrz eyl zar",
            "oct okt oto ott out окт жов οκτ paz eki rij",
            "nov ноя лис νοε lis kas listop",
            "dec dez dic déc дек гру δεκ gru ara des pros",
        ),
        1,
    )
    for start in starts.split()
}

_ZONES = {
    name: hours
    for hours, names in {
        0.0: "z ut utc gmt wet",
        1.0: "cet met mez bst west wat",
        2.0: "cest mest mesz eet cat sast",
        3.0: "eest msk trt eat ast3 idt",
        3.5: "irst",
        4.0: "samt gst azt amt4 get",
        5.0: "pkt uzt yekt",
        5.5: "ist",
        5.75: "npt",
        6.0: "bdt almt",
        6.5: "mmt",
        7.0: "ict wib novt krat",
        8.0: "hkt sgt awst wita myt pht irkt",
        9.0: "jst kst wit yakt",
        9.5: "acst",
        10.0: "aest vlat",
        11.0: "aedt",
        12.0: "nzst",
        13.0: "nzdt",
        -3.0: "art brt clst adt",
        -4.0: "ast edt clt bot vet",
        -5.0: "est cdt cot pet ect",
        -6.0: "cst mdt",
        -7.0: "mst pdt",
        -8.0: "pst akdt",
        -9.0: "akst",
        -10.0: "hst",
    }.items()
    for name in names.split()
}
_AFTERNOON = ("오후", "午後", "下午", "晚上")


def read_date(text: str) -> datetime | None:
    """The moment that a feed states, with its own offset, or UTC where it states none; None where it states no date.

    A day without a time is its first moment. Between day and month first, a date in figures is read day first.
    """
    text = unicodedata.normalize("NFKC", text.strip()[:_LONGEST])
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    for form in (_ISO, _BASIC, _NUMERIC):
        if (found := form.match(text)) and (form is not _ISO or found["month"]):
            return _moment(_fields(found), text, found.end())
    return _in_words(text)


def _epoch(text: str) -> datetime | None:
    seconds = float(text)
    return _plausible(datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC))


def _fields(found: re.Match[str]) -> dict[str, int | str]:
    return {name: value if name == "half" else int(value) for name, value in found.groupdict().items() if value}


def _in_words(text: str) -> datetime | None:
    """A date whose month is a word: `Mon, 22 May 2023 10:00 CEST`, `May 22, 2023`, `Sun Jan  4 16:29:06 PST 2004`."""
    words = ((word, _month(word[0])) for word in _WORD.finditer(text))
    found = next(((word, month) for word, month in words if month), None)
    if found is None:
        return None
    word, month = found
    clock = _CLOCK.search(text)
    rest = text[: clock.start()] + " " * (clock.end() - clock.start()) + text[clock.end() :] if clock else text
    numbers = [number[0] for number in _NUMBER.finditer(rest)]
    year = next((number for number in numbers if len(number) == 4), "")
    days = [number for number in numbers if len(number) < 3]
    if not year and len(days) > 1:
        year = days.pop()
    if not year or not days:
        return None
    fields: dict[str, int | str] = {"year": _whole(int(year)), "month": month, "day": int(days[0])}
    return _moment(fields | (_fields(clock) if clock else {}), text, clock.end() if clock else word.end())


def _month(word: str) -> int:
    plain = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))
    return next((_MONTHS[plain[:size]] for size in (8, 6, 5, 4, 3) if plain[:size] in _MONTHS), 0)


def _whole(year: int) -> int:
    """RFC 2822, 4.3: two figures from 50 on are of the last century."""
    return year if year > 99 else year + (1900 if year >= 50 else 2000)


def _moment(fields: dict[str, int | str], text: str, end: int) -> datetime | None:
    year, month, day, hour, minute, second = (
        int(fields.get(name, default))
        for name, default in (("year", 0), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))
    )
    if month > 12 >= day:
        month, day = day, month
    if "hour" in fields and (fields.get("half") or any(word in text for word in _AFTERNOON)):
        is_late = str(fields.get("half", "p")).lower() == "p"
        hour = hour % 12 + (12 if is_late else 0)
    try:  # 24:00 is the next day's first moment, and a leap second the next minute's
        start = datetime(year, month, day, tzinfo=_zone(text[end:]) if "hour" in fields else UTC)
        return _plausible(start + timedelta(hours=hour, minutes=minute, seconds=second)) if hour < 25 else None
    except (ValueError, OverflowError):
        return None


def _zone(rest: str) -> timezone:
    """The zone stated after a clock time: an offset, or a name that newsrooms use; else UTC."""
    offset = _OFFSET.search(rest)
    if offset:
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(size if offset["sign"] == "+" else -size) if size < timedelta(hours=15) else UTC
    names = (name[0].lower() for name in _ZONE_NAME.finditer(rest))
    return timezone(timedelta(hours=next((_ZONES[name] for name in names if name in _ZONES), 0.0)))


def _plausible(moment: datetime) -> datetime | None:
    return moment if 1970 <= moment.year < 2100 else None
