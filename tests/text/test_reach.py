"""What is said of the checks' reach is what the checks do."""

from typing import get_args

import pytest

from glosswire.model import Finding, FindingKind
from glosswire.stories.embed import knows
from glosswire.text.fidelity import Likeness, find
from glosswire.text.fidelity.shown import show
from glosswire.text.names.gazetteer import Evidence
from glosswire.text.reach import How, Withheld, is_measured, tables, trusted, withheld
from glosswire.translate.glossary import default_glossary

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


# One sentence and a faulty English of each kind that is not looked for everywhere.
FAULTY: tuple[tuple[FindingKind, str], ...] = (
    ("negation", "He never said that nobody had not been there."),
    ("attribution", "He did so."),
    ("addition", "He said so, " + "and he said much more, as all of them did that day, " * 8 + "too."),
    ("shift", "A quite different sentence of another text."),
)
SAYS_SO = {
    "de": "Er hat das angeblich so gemacht.",
    "hy": "Նա իբր այդպես է արել։",
    "rue": "Він нібито так зробив.",
    "eo": "Li laŭdire faris tion.",
}


@pytest.mark.parametrize("language", ["hy", "rue", "eo"])
def test_what_is_not_looked_for_is_not_found(language: str) -> None:
    unsought = {kind for kind, how in hows(language, "Cyrl").items() if how == "unsought"}
    found = {f.kind for _, english in FAULTY for f in find(SAYS_SO[language], english, language, Likeness(0.0))}
    assert unsought
    assert unsought & found - {"shift"} == set()
    assert language == "hy" or unsought <= {kind for kind, _ in FAULTY}


@pytest.mark.parametrize(("kind", "english"), FAULTY)
def test_what_is_looked_for_is_found_by_the_same_faults(kind: FindingKind, english: str) -> None:
    assert hows("de").get(kind) != "unsought"
    assert kind in {f.kind for f in find(SAYS_SO["de"], english, "de", Likeness(0.0))}


def test_languages_that_the_encoder_knows_are_those_of_which_shifts_are_found() -> None:
    assert {tag for tag in tables("rates") if knows(tag)} == {
        tag for tag in tables("rates") if "shift" not in hows(tag)
    }
    assert hows("hi")["shift"] == "unsought"


def test_terms_that_are_held_back_in_a_language_are_said_to_be() -> None:
    (lost,) = default_glossary().findings("서울에서 회의가 열렸다.", "A meeting was held.", "ko")
    assert (lost.is_shown, hows("ko").get("term"), hows("de").get("term")) == (False, "some", None)


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
