"""What is said of the checks' reach is what the checks do."""

from typing import get_args

import pytest

from glosswire.model import Finding, FindingKind
from glosswire.stories.embed import KNOWN
from glosswire.text.fidelity import find
from glosswire.text.fidelity.shown import show
from glosswire.text.names.gazetteer import Evidence
from glosswire.text.reach import LIKENED, How, Withheld, is_measured, tables, trusted, withheld

KINDS: tuple[FindingKind, ...] = get_args(FindingKind)


def hows(language: str, script: str = "") -> dict[FindingKind, How]:
    return {item.kind: item.how for item in withheld(language, script)}


@pytest.mark.parametrize(
    ("language", "script"), [*((tag, "") for tag in tables("rates")), ("rue", "Cyrl"), ("sa", "Deva")]
)
def test_a_kind_is_withheld_where_the_checks_show_none_of_it(language: str, script: str) -> None:
    said = hows(language, script)
    for kind in KINDS:
        grave, light = (
            show(Finding(kind, severity, "."), language, script).is_shown for severity in ("critical", "minor")
        )
        if kind == "name":
            assert (said.get(kind) == "none") == (not trusted(language) or not grave)
        elif said.get(kind) != "unsought":
            assert (said.get(kind) == "none") == (not grave)
            assert grave >= light
            assert light or kind in said


def test_what_is_not_looked_for_is_not_found() -> None:
    for language in ("hy", "rue"):
        for kind, how in hows(language, "Cyrl").items():
            if how == "unsought":
                found = find(
                    "Նա ասել է, որ չի գալու։", "He says he is coming and nobody has not been there at all.", language
                )
                assert kind not in {finding.kind for finding in found}


def test_languages_that_the_encoder_knows_are_those_of_which_shifts_are_found() -> None:
    assert LIKENED == KNOWN
    assert "shift" not in hows("de")
    assert hows("hi")["shift"] == "unsought"


def test_a_language_without_tables_of_its_own_says_so() -> None:
    assert not is_measured("rue")
    said = hows("rue", "Cyrl")
    assert said["name"] == "none"
    assert said["negation"] == said["attribution"] == said["addition"] == "unsought"
    assert said["omission"] == "some"


def test_english_is_withheld_nothing_as_nothing_was_translated() -> None:
    assert withheld("en-GB", "Latn") == ()


def test_every_kind_of_evidence_about_names_is_either_shown_somewhere_or_weak() -> None:
    shown = {one for tag in tables("rates") for one in trusted(tag)}
    assert shown == set(get_args(Evidence)) - {"weak"}
    assert Withheld("name", "some") not in withheld("de", "Latn") or trusted("de") != shown


def test_chinese_without_a_script_is_trusted_as_the_mainland_s_and_not_as_cantonese() -> None:
    assert trusted("zh") == trusted("zh-Hans")
    assert trusted("sr") == trusted("sr-Cyrl")
