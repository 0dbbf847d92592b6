"""Floors of copies on reports of our own: what carriers make of a wire is found, and nothing else is."""

import pytest

from tests.quality.carriers import (
    HELD_OUT,
    TUNED_ON,
    negatives,
    positives,
    precision_of,
    recall_of,
    score,
    window,
)
from tests.quality.wires import FEET, REPORTS

FLOOR = 0.97  # of recall and of precision, wanted


def test_there_are_enough_languages_and_none_in_both_parts() -> None:
    assert set(REPORTS) == set(FEET) == {*TUNED_ON, *HELD_OUT}
    assert len(REPORTS) == len(TUNED_ON) + len(HELD_OUT) >= 9


@pytest.mark.timeout(120)
@pytest.mark.parametrize("languages", [TUNED_ON, HELD_OUT], ids=["chosen on", "held out"])
def test_carriers_are_found_and_nothing_else(languages: tuple[str, ...]) -> None:
    carriers, others = score(positives, languages, draws=1), score(negatives, languages, draws=1)
    assert recall_of(carriers) >= FLOOR, carriers
    assert precision_of(carriers, others) >= FLOOR, others
    assert sum(count.cases for count in others.values()) >= sum(count.cases for count in carriers.values()) / 2


def test_reports_of_one_event_that_were_written_apart_are_no_copies() -> None:
    _, count = window()
    assert count.cases > 50
    assert count.wrong == 0
