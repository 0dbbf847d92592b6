"""The figures that readers are told are those of docs/quality.md and of the checks' own measurements."""

from pathlib import Path

from glosswire.config import default_config
from glosswire.serve.app import make_app
from glosswire.serve.trust import alarms, written_parts
from tests.house import ROOT
from tests.serve.fakes import FakeStore, Reader


def test_every_figure_stands_in_the_quality_page_as_it_is_written_there() -> None:
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert len(written_parts()) >= 3
    for part in written_parts():
        for figure in part.figures:
            assert figure.written in page, figure


def test_a_figure_says_to_readers_what_it_says_to_makers() -> None:
    for part in written_parts():
        for figure in part.figures:
            written = float("0." + figure.written.rpartition(".")[2])
            assert figure.value == f"{100 * written:.1f} %", figure


def test_no_kind_of_mark_that_readers_see_is_wrong_more_often_than_the_line_allows() -> None:
    figures = alarms().figures
    assert figures
    assert all(float(figure.value.partition(" %")[0]) <= 1.0 for figure in figures)


def test_the_page_shows_them() -> None:
    got = Reader(make_app(FakeStore(), default_config(Path()), ())).get("/trust")
    assert "99.0 %" in got.text
    assert "How often a mark is wrong" in got.text
