"""Why something stands where it does, in words: from the parts of its score."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from glosswire.model import ScorePart
from glosswire.serve.gather import amount
from glosswire.serve.lists import Listed
from glosswire.serve.present import moment
from glosswire.serve.tongues import tongue
from glosswire.stories.rank import EARLIEST, RECENT_HOURS

_STILL = timedelta(hours=24)  # without news, and what is shown is the last day that had any
_HOUR = timedelta(hours=1)
_ENGLISH = ((1.0, "good English"), (0.8, "fair English"), (0.1, "weak English"), (0.0, "no English yet"))
_WORTH = {"breadth": "breadth of sources, languages and countries", "fresh": "freshness", "lead": "quality of its lead"}
_IN_HOURS = 48  # what is further apart is told in days


def by_name(parts: Iterable[ScorePart]) -> Mapping[str, float]:
    """The parts of a score by their names."""
    return {part.name: part.value for part in parts}


def end_of(parts: Mapping[str, float]) -> datetime | None:
    """The end of the day that a trend is of."""
    return _time(parts, "until")


def why_it_rises(parts: Mapping[str, float]) -> str:
    """Why a story rises: `9 sources in 4 languages since 06:00 UTC`."""
    languages = int(parts.get("languages", 1))
    said = f"{amount(int(parts.get('sources', 0)), 'source')} in {amount(languages, 'language')}"
    since, end = _time(parts, "since"), end_of(parts)
    if since is None:
        return said
    is_today = end is not None and since.date() == end.date()
    return f"{said} since {since:%H:%M} UTC" + ("" if is_today else f" on {since.day} {since:%b}")


def voices_of(parts: Mapping[str, float]) -> str:
    """Who tells it: independent voices, countries, carriers, and how much more came than was to be expected."""
    carriers, countries = int(parts.get("carriers", 0)), int(parts.get("countries", 0))
    said = [f"Each source with a text of its own{f', from {countries} countries' if countries > 1 else ''}"]
    if carriers:
        said.append(f"{amount(carriers, 'carrier')} of the same texts not counted")
    recent, expected = int(parts.get("recent", 0)), parts.get("expected", 0.0)
    said.append(f"{recent} new in the last six hours, where {expected:.1f} could be expected")
    return "; ".join(said) + "."


def period_of(end: datetime | None, now: datetime) -> str:
    """Which hours trends are of."""
    if end is None:
        return "The last 24 hours"
    until = f"The 24 hours up to {moment(end, '').brief}"
    return f"{until}, the last day that this newsroom has news of" if now - end > _STILL else until


def why_it_leads(parts: Mapping[str, float]) -> str:
    """Why a report stands for its story: `a text of its own, good English, all of it in English, the first`."""
    english = parts.get("English", 0.0)
    early = parts.get("early", 0.0)
    late_hours = round(RECENT_HOURS * (EARLIEST / early - 1)) if early else None
    said = (
        "a text of its own" if parts.get("own text") else "",
        "" if "English" not in parts else next(text for least, text in _ENGLISH if english >= least),
        "no doubt about its headline" if parts.get("not in doubt") else "",
        "all of it in English" if parts.get("whole") else "",
        "a standfirst" if parts.get("standfirst") else "",
        "" if late_hours is None else f"{amount(late_hours, 'hour')} after the first" if late_hours else "the first",
    )
    return ", ".join(filter(None, said))


def why_placed(score: float, parts: Mapping[str, float]) -> str:
    """Why a story stood where it did on a front page: what its worth was made of."""
    said = [f"{text} {parts[name]:.2f}" for name, text in _WORTH.items() if name in parts]
    return f"worth {score:.2f}: {' × '.join(said)}" if said else f"worth {score:.2f}"


def why_liked(parts: Mapping[str, float], of: Listed, other: Listed) -> str:
    """Why a reader of one article may like another."""
    said = [f"likeness {parts.get('likeness', 0.0):.2f} of 1"]
    if other.source.id != of.source.id:
        said.append("another source")
    if other.listing.language != of.listing.language:
        said.append(f"from {tongue(other.listing.language).name}")
    older = of.listing.published_at - other.listing.published_at
    hours = round(abs(older) / _HOUR)
    if hours:
        apart = amount(hours, "hour") if hours < _IN_HOURS else amount(round(hours / 24), "day")
        said.append(f"{apart} {'older' if older > timedelta(0) else 'newer'}")
    return ", ".join(said)


def _time(parts: Mapping[str, float], name: str) -> datetime | None:
    return datetime.fromtimestamp(parts[name], UTC) if name in parts else None
