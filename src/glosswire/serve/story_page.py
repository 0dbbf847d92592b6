"""What a story's page shows of its reports: when each came, where they meet and part, and what each stresses."""

from collections.abc import Sequence

from glosswire.serve.charts import NARROW, WIDE, Told, timeline
from glosswire.serve.gather import Counted, Gathered, Text, story_line
from glosswire.serve.lists import Listed
from glosswire.serve.present import line
from glosswire.serve.reasons import by_name, why_it_leads
from glosswire.serve.story_views import Compared, StoryPage, TextRow, Timeline, TongueRows
from glosswire.serve.tongues import Tongue, country_name, tongue
from glosswire.serve.views import Line

_ROWS_SHOWN = 20  # of one language
_CARRIERS_SHOWN = 20  # of one text
_TABLE_SHOWN = 500  # all that are named of a story, so that what the timeline leaves out stands there
_COMPARED = 20  # texts; the first of each language, then the latest


def chosen(texts: Sequence[Text]) -> tuple[Text, ...]:
    """The texts that are compared, in the order of time: the first of each language, then the latest."""
    firsts: dict[str, Text] = {}
    for text in texts:
        firsts.setdefault(text.item.listing.language, text)
    kept = list(firsts.values())[:_COMPARED]
    kept += [text for text in reversed(texts) if text not in kept][: _COMPARED - len(kept)]
    return tuple(text for text in texts if text in kept)


def story_page(found: Gathered, compared: Compared) -> StoryPage:
    """Set a story's reports side by side, the language that was first with it first."""
    by_language: dict[Tongue, list[Text]] = {}
    for text in found.texts:
        by_language.setdefault(tongue(text.item.listing.language), []).append(text)
    items = sorted(found.items, key=lambda item: (item.listing.published_at, item.listing.id))
    counted = found.counted
    return StoryPage(
        story_line(found),
        counted.texts,
        counted.carriers,
        tuple(_line(texts[0].item) for texts in by_language.values()),
        tuple((country_name(code), count) for code, count in counted.countries),
        _timelines(found, items) if len(items) > 1 else (),
        tuple(map(_line, items[:_TABLE_SHOWN])),
        max(0, counted.texts + counted.carriers - _TABLE_SHOWN),
        compared,
        tuple(_tongue(named, texts, compared, counted) for named, texts in by_language.items()),
        f"/story/{found.story.id}/feed",
        why_it_leads(by_name(found.story.lead_parts)) if found.lead.listing.id == found.story.lead else "",
    )


def _timelines(found: Gathered, items: Sequence[Listed]) -> tuple[Timeline, ...]:
    own = {text.item.listing.id for text in found.texts}
    lanes: dict[Tongue, list[Told]] = {}
    for item in items:
        shown = _line(item)
        said = f"{shown.headline.text} ({shown.outlet.name}, {shown.time.brief})"
        told = Told(item.listing.published_at, shown.href, said, item.listing.id not in own)
        lanes.setdefault(shown.tongue, []).append(told)
    return timeline(lanes, WIDE), timeline(lanes, NARROW)


def _tongue(named: Tongue, texts: Sequence[Text], compared: Compared, counted: Counted) -> TongueRows:
    rows = tuple(_row(text, compared) for text in texts[:_ROWS_SHOWN])
    there = sum(count for tag, count in counted.languages if tongue(tag) == named)
    return TongueRows(named, rows, max(0, there - len(rows)))


def _row(text: Text, compared: Compared) -> TextRow:
    carriers = tuple(_line(item) for item in text.carriers[:_CARRIERS_SHOWN])
    stresses, omits = compared.stresses.get(text.item.listing.id, ((), ()))
    return TextRow(_line(text.item), carriers, len(text.carriers) - len(carriers), text.agency, stresses, omits)


def _line(item: Listed) -> Line:
    return line(item.listing, item.source)
