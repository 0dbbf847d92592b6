"""The command `group`: rows in their order, each with its story, held no longer than the window."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from glosswire.cli.grouping import group_rows
from glosswire.cli.translating import Row
from tests.cli.terminal import Terminal

NOON = datetime(2023, 2, 6, 12, tzinfo=UTC)
TITLES = (
    ("de", "Schweres Erdbeben in der Türkei und Syrien: Tausende Tote"),
    ("en", "Thousands dead after powerful earthquake strikes Turkey and Syria"),
    ("es", "La sonda Philae aterriza sobre un cometa por primera vez"),
    ("en", "Philae becomes the first probe to land on a comet"),
)
ROWS = [
    {"id": number, "time": NOON.isoformat(), "language": language, "title": title, "text": ""}
    for number, (language, title) in enumerate(TITLES)
]


def test_a_time_before_which_there_is_none_is_one_like_any_other(terminal: Terminal) -> None:
    said = terminal.filter("group", given=[{**ROWS[0], "time": "0001-01-01T00:00:00", "text": LANDING}, ROWS[1]])
    assert (said.code, len(said.rows)) == (0, 2)


def test_rows_are_answered_in_their_order_with_their_stories(terminal: Terminal) -> None:
    said = terminal.filter("group", "--jsonl", given=ROWS)
    assert (said.code, said.err) == (0, "")
    assert [row["id"] for row in said.rows] == [0, 1, 2, 3]
    one, same, other, again = (row["story"] for row in said.rows)
    assert one == same != other == again


LANDING = (
    "Die Landeeinheit Philae hat am 12. November 2014 auf dem Kometen Tschurjumow-Gerassimenko aufgesetzt. Es war die"
    " erste weiche Landung auf einem Kometen. Die Harpunen, die sie verankern sollten, zündeten nicht, und Philae prallte"
    " zweimal ab. Nach knapp drei Tagen waren die Batterien leer. Die Muttersonde Rosetta war im März 2004 gestartet und"
    " hatte den Kometen im August 2014 nach mehr als zehn Jahren Flug erreicht."
)


def test_a_row_that_carries_another_s_text_is_of_its_story_and_names_it(terminal: Terminal) -> None:
    wire = {**ROWS[2], "language": "de", "title": "Sonde auf Komet", "text": LANDING, "agency": ["dpa"]}
    carrier = {**wire, "id": 9, "title": "Was in dieser Nacht geschah", "text": LANDING[: len(LANDING) * 4 // 5]}
    said = terminal.filter("group", given=[wire, ROWS[0], carrier])
    assert "copy_of" not in said.rows[0]
    assert said.rows[2]["story"] == said.rows[0]["story"]
    assert (said.rows[2]["copy_of"], said.rows[2]["agency"]) == (2, "dpa")


def test_without_the_encoder_it_says_so(terminal: Terminal) -> None:
    said = terminal.filter("group", "--no-encoder", given=[{**row, "time": None} for row in ROWS])
    assert said.code == 0
    assert "without the encoder" in said.err
    assert len(said.rows) == 4


def test_two_rows_with_one_id_have_an_answer_each(terminal: Terminal) -> None:
    said = terminal.filter("group", given=[ROWS[0], {**ROWS[3], "id": 0}, {**ROWS[1], "id": None}, ROWS[0]])
    quake, comet, same, again = (row["story"] for row in said.rows)
    assert quake == same == again != comet
    assert [row["id"] for row in said.rows] == [0, 0, None, 0]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": 5}, "'title' must be a string"),
        ({"language": None}, "'language' must be a string"),
        ({"time": "yesterday"}, "'time' must be a time"),
        ({"time": 5}, "'time' must be a time"),
        ({"time": "0001-01-01T00:00:00+23:00"}, "'time' must be a time"),
        ({"text": []}, "'text' must be a string"),
        ({"agency": "dpa"}, "'agency' must be a list of names"),
    ],
)
def test_a_row_that_is_wrong_is_named_after_those_before_it_are_answered(
    terminal: Terminal, wrong: dict[str, object], why: str
) -> None:
    said = terminal.filter("group", "--no-encoder", given=[ROWS[0], {**ROWS[1], **wrong}])
    assert said.code == 2
    assert [row["id"] for row in said.rows] == [0]
    assert why in said.err


def _many(number: int, asked: list[int]) -> Iterator[Row]:
    for count in range(number):
        asked.append(count)
        at = NOON + timedelta(hours=count)
        yield {"id": count, "time": at.isoformat(), "language": "en", "title": f"Flood in town {count % 5}", "text": ""}


def test_a_row_is_answered_when_its_window_has_gone_by() -> None:
    asked: list[int] = []
    answers = group_rows(_many(600, asked), False, lambda said: None)
    assert next(answers)["id"] == 0
    assert len(asked) < 400  # the window's 72, the clock's delay, and what is read ahead
    assert [row["id"] for row in answers] == list(range(1, 600))


def test_one_row_from_the_future_does_not_end_the_window(terminal: Terminal) -> None:
    future = {**ROWS[2], "time": "9999-12-31T23:59:59+00:00"}
    said = terminal.filter("group", given=[ROWS[0], future, ROWS[1], ROWS[3]])
    one, _, same, _ = (row["story"] for row in said.rows)
    assert one == same


def test_hostile_rows_are_answered(terminal: Terminal) -> None:
    titles = ["", "\ud83d", "\x00\x1b[31m", "a" * 100_000, "🙂" * 2000, "\u202e\u200f.!?" * 500]
    said = terminal.filter("group", given=[{**ROWS[0], "title": title, "text": title * 3} for title in titles])
    assert said.code == 0
    assert len(said.out.splitlines()) == len(titles)
    assert all(json.loads(line)["story"] for line in said.out.splitlines())
