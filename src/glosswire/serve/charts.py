"""Small pictures of when reports came, drawn here as SVG by templates, each with the same in words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from glosswire.serve.story_views import Bar, Spark

_STEP, _GAP, _HEIGHT = 5.0, 1.0, 24.0  # of a column, in the picture's own units


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
    said = f"{total} {'report' if total == 1 else 'reports'} in {len(hours)} hours"
    if end is None or not most:
        return said
    ends = end.astimezone(UTC) - timedelta(hours=len(hours) - 1 - hours.index(most))
    return f"{said}, the most ({most}) in the hour to {ends:%H:%M} UTC"
