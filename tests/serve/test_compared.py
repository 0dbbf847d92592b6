"""What of a story's reports is compared: which texts, how much of each, and no English that their own pages withhold."""

from dataclasses import replace

import pytest

from glosswire.model import ArticleId, Reading
from glosswire.serve.compared import compare_texts
from glosswire.serve.gather import Text
from glosswire.serve.lists import Listed, Opened
from glosswire.serve.present import OPERATOR
from glosswire.serve.story_page import chosen
from tests.serve.samples import SOURCES, listing_of
from tests.serve.storied import MOON_ES, MOON_FR, MOON_PL

OUTLETS = {source.id: source for source in SOURCES}


def opened(reading: Reading) -> Opened:
    return Opened(reading, replace(OUTLETS[reading.article.source_id], policy="full"))


def listed(reading: Reading) -> Listed:
    return Listed(listing_of(reading), OUTLETS[reading.article.source_id])


def test_the_first_text_of_each_language_that_was_first_is_compared_and_then_the_latest() -> None:
    one = listed(MOON_FR)
    texts = [
        Text(replace(one, listing=replace(one.listing, id=ArticleId(f"{turn:03}"), language=f"l{turn % 30:02}")))
        for turn in range(60)
    ]
    assert [text.item.listing.language for text in chosen(texts)] == [f"l{turn:02}" for turn in range(20)]
    assert [int(text.item.listing.id) for text in chosen(texts[::30] + texts[31:35])] == [0, 30, 31, 32, 33, 34]


@pytest.mark.parametrize("is_corrected", [False, True])
def test_english_that_an_article_s_page_withholds_is_not_compared(is_corrected: bool) -> None:
    made = MOON_FR.translation
    segments = tuple(replace(s, engine=OPERATOR) if is_corrected else s for s in made.segments)
    withheld = replace(MOON_FR, translation=replace(made, grade="none", segments=segments))
    readings = (withheld, MOON_ES, MOON_PL)
    found = compare_texts(tuple(map(listed, readings)), tuple(map(opened, readings)), 3, 0, {})
    cells = [cell for part in found.parts for row in part.rows for cells in row.cells for cell in cells]
    assert any("2 robots" in cell.said for cell in cells)
    assert any("2 small robots" in str(cell) for cell in cells) == is_corrected
