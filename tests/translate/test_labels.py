"""Engines' versions, and the languages that they cover."""

import pytest

from glosswire.translate.labels import covers, name_version, primary


def test_versions_differ_where_answers_could() -> None:
    versions = {
        name_version("marian", "deen", digest * 32, {"beam": beam}) for digest in ("ab", "cd") for beam in (1, 2)
    }
    assert len(versions) == 4
    assert name_version("marian", "deen", "ab" * 32, {"beam": 1}).startswith("marian/deen@abababababab/")


def test_settings_have_no_order() -> None:
    assert name_version("a", "b", "c", {"x": 1, "y": 2}) == name_version("a", "b", "c", {"y": 2, "x": 1})


@pytest.mark.parametrize(
    ("languages", "tag", "covered"),
    [
        (["de"], "de", True),
        (["de"], "de-AT", True),
        (["sr"], "sr-Cyrl", True),
        (["zh-Hans"], "zh-Hans-CN", True),
        (["zh-Hans"], "zh", False),
        (["zh-Hans"], "zh-Hant", False),
        (["de"], "den", False),
        (["DE"], "de", True),
        (["en"], "en-GB", False),
        (["und"], "und", False),
        ([], "de", False),
    ],
)
def test_a_tag_is_covered_by_what_it_starts_with(languages: list[str], tag: str, covered: bool) -> None:
    assert covers(languages, tag) is covered


def test_a_tag_is_named_by_its_first_part() -> None:
    assert primary("zh-Hant-TW") == "zh"
    assert primary("DE") == "de"
