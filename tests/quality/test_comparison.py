"""How well the grid of a story's facts is read, on stories of our own about public events (`comparison/`)."""

from dataclasses import dataclass

import pytest

from glosswire.stories.compare import compare
from glosswire.stories.comparison import Row
from tests.quality.stories import Gold, Wanted, load_stories


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of rows: what was found of the wanted, what was right of the found; and the same of those that differ."""

    recall: float
    precision: float
    differ_recall: float
    differ_precision: float


def is_told(row: Row, wanted: Wanted) -> bool:
    """Whether a row is the wanted one: it has all of its numbers, and no report beside them."""
    says = dict(wanted.says)
    has = {name for name, number in says.items() if any(c.article_id == name and number in c.said for c in row.cells)}
    return has == set(says) == {cell.article_id for cell in row.cells}


def scored(stories: list[Gold]) -> Score:
    """The score of several stories together."""
    found: list[Row] = []
    wanted: list[Wanted] = []
    states: list[tuple[str, str]] = []
    right = 0
    for gold in stories:
        rows = [row for row in compare(gold.reports).rows if row.kind == "number" and row.reports > 1]
        found += rows
        wanted += gold.rows
        for row in rows:
            match = next((one for one in gold.rows if is_told(row, one)), None)
            right += match is not None
            states.append((row.state, match.state if match else ""))
    differ = sum(state == want == "differ" for state, want in states)
    return Score(
        right / len(wanted),
        right / len(found),
        differ / sum(one.state == "differ" for one in wanted),
        differ / max(1, sum(state == "differ" for state, _ in states)),
    )


# Rules were made on the first part and mended by the second. The last was judged before anybody looked at its misses:
# rows found .77, right .91; then two rules were mended by it. Floors only rise.
@pytest.mark.parametrize(
    ("part", "floor"),
    [
        ("first", Score(1.0, 1.0, 1.0, 1.0)),
        ("second", Score(1.0, 1.0, 0.66, 1.0)),
        ("third", Score(0.84, 1.0, 1.0, 1.0)),
    ],
)
def test_rows_and_disagreements_are_found(part: str, floor: Score) -> None:
    score = scored([gold for gold in load_stories() if gold.part == part])
    assert score.recall >= floor.recall
    assert score.precision >= floor.precision
    assert score.differ_recall >= floor.differ_recall
    assert score.differ_precision >= floor.differ_precision


def test_each_story_is_told_in_five_languages() -> None:
    for gold in load_stories():
        assert len({one.language for one in gold.reports}) >= 5
