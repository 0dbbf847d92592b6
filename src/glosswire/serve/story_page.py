"""What a story's page shows of its reports, side by side."""

from collections.abc import Sequence

from glosswire.serve.gather import Gathered, Text, story_line
from glosswire.serve.lists import Listed
from glosswire.serve.present import line
from glosswire.serve.story_views import StoryPage, TextRow, TongueRows
from glosswire.serve.tongues import tongue
from glosswire.serve.views import Line

_ROWS_SHOWN = 20  # of one language
_CARRIERS_SHOWN = 20  # of one text


def story_page(found: Gathered) -> StoryPage:
    """Set a story's reports side by side, the language that was first with it first."""
    by_language: dict[str, list[Text]] = {}
    for text in found.texts:
        by_language.setdefault(text.item.listing.language, []).append(text)
    return StoryPage(
        story_line(found),
        _line(found.texts[0].item),
        len(found.texts),
        found.carriers,
        found.sources,
        tuple(_tongue(tag, texts) for tag, texts in by_language.items()),
        f"/story/{found.story.id}/feed",
    )


def _tongue(tag: str, texts: Sequence[Text]) -> TongueRows:
    return TongueRows(tongue(tag), tuple(map(_row, texts[:_ROWS_SHOWN])), max(0, len(texts) - _ROWS_SHOWN))


def _row(text: Text) -> TextRow:
    carriers = tuple(_line(item) for item in text.carriers[:_CARRIERS_SHOWN])
    return TextRow(_line(text.item), carriers, len(text.carriers) - len(carriers), text.agency)


def _line(item: Listed) -> Line:
    return line(item.listing, item.source)
