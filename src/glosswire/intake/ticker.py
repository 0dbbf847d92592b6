"""Give the items of a live ticker their times: by what the page states of them, else by what stands before them."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from glosswire.intake import clock, dates
from glosswire.intake.evidence import flat
from glosswire.intake.metadata import Update
from glosswire.model import Block

_LEAST = 3  # items; fewer times in a page are of pictures, posts and events
_IN_ORDER = 0.7  # of the steps between items go one way: what is sorted otherwise is no ticker
_KNOWN_BY = 40  # letters by which a block is found again as the beginning of a stated item
_SLACK = timedelta(minutes=10)  # by which clocks may disagree
_NAMED = re.compile(
    r"(?<![^\W_])(?:live-?(?:ticker|blog|text|bericht|feed)?|ticker|liveticker|newsblog|minute|minuto|en direct|en vivo|en directo|ao vivo"
    r"|em direto|diretta|na żywo|relacja|online|онлайн|хроника|хроніка|трансляция|наживо|canlı|مباشر|زنده|לייב|直播|实时|實時|速報|ライブ|실시간"
    r"|živě|naživo|uživo|élő|direkte|direkt|suorana|seuranta|liveblog|updates?)(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the page: where it lies in time, and what it calls itself."""

    zone: tzinfo
    published: datetime | None
    latest: datetime  # nothing on the page is later
    calls_itself: str  # headline and address
    is_live: bool  # by its own statement


def date_items(
    blocks: Sequence[Block], times: Sequence[str], updates: Sequence[Update], setting: Setting
) -> list[Block]:
    """The blocks with `at` where one begins an item of a live ticker; as they are where the page is none.

    `times`: what states a time in or right before each block, as it is written. A block that is nothing but a time goes.
    """
    if not _may_be_ticker(blocks, setting):
        return list(blocks)
    stated = _by_updates(blocks, updates, setting)
    if not any(stated):
        stated = _by_lines(blocks, times, setting)
    found = [at for at in stated if at]
    if len(found) < (2 if setting.is_live else _LEAST) or not _is_sorted(found):
        return list(blocks)
    return _merged([replace(block, at=at) for block, at in zip(blocks, stated, strict=True)])


def of_updates(updates: Sequence[Update], setting: Setting) -> list[Block]:
    """A ticker's blocks as the page only states them: for each item a heading, where it has one, and its paragraphs."""
    found: list[Block] = []
    for update in updates:
        at = _read(update.at, setting)
        lines = [line for line in update.body.splitlines() if line and line != update.headline]
        if update.headline:
            found.append(Block("heading" if lines else "paragraph", update.headline, (), at))
            at = None
        for line in lines:
            found.append(Block("paragraph", line, (), at))
            at = None
    return found


def _may_be_ticker(blocks: Sequence[Block], setting: Setting) -> bool:
    return (
        setting.is_live
        or bool(_NAMED.search(setting.calls_itself))
        or sum(block.text.startswith("+++") for block in blocks) >= _LEAST
    )


def _by_updates(blocks: Sequence[Block], updates: Sequence[Update], setting: Setting) -> list[datetime | None]:
    """The times of the blocks with which stated items begin: by their headline, else by their first words."""
    known: dict[str, datetime] = {}
    for update in updates:
        at = _read(update.at, setting)
        for text in (update.headline, update.body):
            key = flat(text)[:_KNOWN_BY]
            if at and len(key) >= 8:
                known.setdefault(key, at)
    taken: set[datetime] = set()
    found: list[datetime | None] = []
    for block in blocks:
        at = known.get(flat(block.text)[:_KNOWN_BY]) if known else None
        found.append(None if at in taken else at)
        if at:
            taken.add(at)
    return found


def _by_lines(blocks: Sequence[Block], times: Sequence[str], setting: Setting) -> list[datetime | None]:
    exact = [_read(text, setting) for text in times]
    if sum(at is not None for at in exact) >= _LEAST:
        return exact
    clocks = [clock.read(block.text) or clock.read(text) for block, text in zip(blocks, times, strict=True)]
    return _on_days(clocks, setting)


def _on_days(clocks: Sequence[clock.Clock | None], setting: Setting) -> list[datetime | None]:
    """Times of day on their days: over midnight where they jump against their order, newest or oldest first."""
    minutes = [c.hour * 60 + c.minute for c in clocks if c]
    steps = [b - a for a, b in pairwise(minutes)]
    over_midnight = 12 * 60
    falls = sum((step < 0) != (abs(step) > over_midnight) for step in steps if step) * 2 > sum(map(bool, steps))
    latest = setting.latest.astimezone(setting.zone)
    begun = setting.published if setting.published and setting.published.year > 1900 else None
    start = latest if falls or not begun else begun.astimezone(setting.zone)
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    previous: int | None = None
    found: list[datetime | None] = []
    for each in clocks:
        if each is None:
            found.append(None)
            continue
        now = each.hour * 60 + each.minute
        if previous is None:
            if falls and day + timedelta(minutes=now) > latest + _SLACK:
                day -= timedelta(days=1)
        elif falls and now - previous > 6 * 60:
            day -= timedelta(days=1)
        elif not falls and previous - now > 6 * 60:
            day += timedelta(days=1)
        previous = now
        found.append(_placed(day, each))
    return found


def _placed(day: datetime, each: clock.Clock) -> datetime:
    if each.day and each.month:
        with suppress(ValueError):  # the 31st of a month that has none
            day = day.replace(month=each.month, day=each.day)
    return day.replace(hour=each.hour, minute=each.minute)


def _read(text: str, setting: Setting) -> datetime | None:
    stated = dates.read(text, setting.zone) if text else None
    if stated is None or not stated.has_time:
        return None
    return stated.at if stated.at <= setting.latest + timedelta(days=2) else None


def _is_sorted(found: Sequence[datetime]) -> bool:
    steps = [(b - a).total_seconds() for a, b in pairwise(found)]
    up, down = sum(s >= 0 for s in steps), sum(s <= 0 for s in steps)
    return max(up, down) >= _IN_ORDER * len(steps)


def _merged(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without those that are only a time, which goes to the next."""
    found: list[Block] = []
    held: datetime | None = None
    for block in blocks:
        if clock.is_clock(block.text) and block.kind != "caption":
            held = block.at or held
            continue
        found.append(replace(block, at=held or block.at))
        held = None
    return found
