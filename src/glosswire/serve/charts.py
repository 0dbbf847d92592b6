"""Pictures of when reports came, drawn here and written as SVG by templates, each with the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from glosswire.serve.gather import amount
from glosswire.serve.story_views import Bar, Dot, LaneView, Spark, Tick, Timeline
from glosswire.serve.tongues import Tongue

_STEP, _GAP, _HEIGHT = 5.0, 1.0, 24.0  # of a column of a small picture, in its own units


def spark(hours: Sequence[int], end: datetime | None) -> Spark:
    """Draw how many reports came in each of the last hours, the last one last; `end`: when that was."""
    most = max(hours, default=0)
    bars = tuple(
        Bar(place * _STEP, round(_HEIGHT - height, 1), _STEP - _GAP, round(height, 1))
        for place, count in enumerate(hours)
        if count > 0 and (height := count / most * _HEIGHT)
    )
    return Spark(len(hours) * _STEP - _GAP, _HEIGHT, bars, _in_words(hours, end))


def _in_words(hours: Sequence[int], end: datetime | None) -> str:
    total, most = sum(hours), max(hours, default=0)
    said = f"{amount(total, 'report')} in {len(hours)} hours"
    if end is None or not most:
        return said
    ends = end.astimezone(UTC) - timedelta(hours=len(hours) - 1 - hours.index(most))
    return f"{said}, the most ({most}) in the hour to {ends:%H:%M} UTC"


# -- the timeline of a story


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a timeline is drawn on, in its own units: beside and above the dots, how much, and at most how many of each."""

    width: float
    left: float
    right: float
    name: float  # the height of a language's name, where it stands above its dots and not beside them
    ticks: int
    dots: int  # of one lane


WIDE = Sheet(960.0, 150.0, 24.0, 0.0, 8, 60)
NARROW = Sheet(360.0, 16.0, 16.0, 14.0, 4, 20)  # a telephone's pixels
_TOP, _LANE, _DOT = 10.0, 34.0, 7.0  # the space above, the height of a lane, the half of a dot
_APART = 2 * _DOT + 2  # dots that are nearer stand one above the other
_DEEP = 4  # rows of dots in one lane; what is more lies on the last
_LANES_SHOWN = 16
_STEPS = tuple(
    timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7 * 1440, 30 * 1440)
)


@dataclass(frozen=True, slots=True)
class Told:
    """A report as the timeline draws it."""

    at: datetime
    href: str
    text: str
    is_copy: bool = False


def timeline(lanes: Mapping[Tongue, Sequence[Told]], sheet: Sheet = WIDE) -> Timeline:
    """Draw reports by language, in the order in which the languages came to the story; they must not be none."""
    shown = dict(list(lanes.items())[:_LANES_SHOWN])
    times = [told.at for reports in lanes.values() for told in reports]
    begin, end = min(times), max(times)
    span = max(end - begin, timedelta(minutes=10))
    scale = (sheet.width - sheet.left - sheet.right) / span.total_seconds()
    made: list[LaneView] = []
    top = _TOP
    for tongue, reports in shown.items():
        places = [sheet.left + (told.at - begin).total_seconds() * scale for told in reports[: sheet.dots]]
        rows = _stacked(places)
        height = sheet.name + _LANE + max(rows, default=0) * _APART
        middle = top + sheet.name + _LANE / 2
        dots = tuple(
            Dot(round(x, 1), round(middle + row * _APART, 1), told.href, told.text, place == 0, told.is_copy)
            for place, (told, x, row) in enumerate(zip(reports, places, rows, strict=False))
        )
        named = top + (16 if sheet.name else 22)
        left = max(0, len(reports) - sheet.dots)
        made.append(LaneView(tongue, round(named, 1), round(top, 1), round(height, 1), dots, left))
        top += height
    text = f"{amount(len(times), 'report')} in {amount(len(lanes), 'language')}, from {_said(begin)} to {_said(end)}"
    ticks = tuple(_ticks(begin, begin + span, scale, sheet))
    return Timeline(sheet.width, top + 44, sheet.left, top, tuple(made), ticks, text, len(lanes) - len(shown))


def _stacked(places: Sequence[float]) -> list[int]:
    """The row in which each dot stands, so that none hides another, as far as there are rows."""
    last: list[float] = []
    rows = []
    for x in places:
        row = next((n for n, taken in enumerate(last) if x - taken >= _APART), len(last))
        row = min(row, _DEEP - 1)
        if row == len(last):
            last.append(x)
        else:
            last[row] = x
        rows.append(row)
    return rows


def _ticks(begin: datetime, end: datetime, scale: float, sheet: Sheet) -> list[Tick]:
    step = next((step for step in _STEPS if (end - begin) / step <= sheet.ticks), (end - begin) / sheet.ticks)
    at = datetime(begin.year, begin.month, begin.day, tzinfo=UTC)
    at += step * -(-(begin - at) // step)
    found: list[Tick] = []
    while at <= end:
        is_day = not found or (at.hour, at.minute) == (0, 0)
        text = "" if step >= timedelta(days=1) else f"{at:%H:%M}"
        x = round(sheet.left + (at - begin).total_seconds() * scale, 1)
        found.append(Tick(x, text, f"{at.day} {at:%b %Y}" if is_day else ""))
        at += step
    return found


def _said(at: datetime) -> str:
    return f"{at.day} {at:%b %Y, %H:%M} UTC"
