"""Agencies are told from people, and their credits from the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.agency import Credit, agencies_in, agency_of, cut_end, read_start


@pytest.mark.parametrize(
    ("text", "rest", "agencies"),
    [
        ("Das sagte er am Montag. (dpa/kat)", "Das sagte er am Montag.", ("dpa",)),
        ("Das sagte er am Montag (AFP, Reuters).", "Das sagte er am Montag.", ("AFP", "Reuters")),
        ("Das sagte er am Montag. dpa", "Das sagte er am Montag.", ("dpa",)),
        ("Das sagte er am Montag. dpa lby", "Das sagte er am Montag.", ("dpa",)),
        ("Так он сказал. (Рейтер)", "Так он сказал.", ("Reuters",)),
        ("同社が発表した。（共同）", "同社が発表した。", ("Kyodo",)),
        ("Das sagte er am Montag. (nz)", "Das sagte er am Montag.", ()),
        ("„Das ist vorbei.“(phy)", "„Das ist vorbei.“", ()),
        ("AFP", "", ("AFP",)),
        ("Quelle: dpa", "", ("dpa",)),
        ("Mit Inhalten von AFP und Reuters", "", ("AFP", "Reuters")),
        ("Рейтер", "", ("Reuters",)),
    ],
)
def test_a_credit_is_cut_from_the_end(text: str, rest: str, agencies: tuple[str, ...]) -> None:
    assert cut_end(text) == Credit(rest, agencies)


@pytest.mark.parametrize(
    "text",
    [
        "Das sagte er der Agentur AFP.",
        "Sie wohnt in den USA",
        "Das steht im Bericht (siehe Seite 4).",
        "Er arbeitet seit Jahren für die AP",
        "Die Partei (CDU)",
        "Sie zahlte mit Kronen (dkk)",
        "",
    ],
)
def test_a_sentence_that_names_an_agency_stays_whole(text: str) -> None:
    assert cut_end(text) == Credit(text, ())


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("BERLIN (dpa) - Die Regierung", ("dpa",)),
        ("Berlin (dpa/bb) – Die Regierung", ("dpa",)),
        ("(ANSA) - ROMA, 22 MAG - Il governo", ("ANSA",)),
        ("新华社北京5月22日电　理事会讨论了预算", ("Xinhua",)),
        ("Die Regierung hat beschlossen", ()),
    ],
)
def test_a_dateline_names_its_agency(text: str, agencies: tuple[str, ...]) -> None:
    assert read_start(text) == agencies


def test_names_in_other_scripts_are_one_agency() -> None:
    assert {agency_of(n) for n in ("Reuters", "Рейтер", "رويترز", "ロイター", "路透社")} == {"Reuters"}
    assert agency_of("Anna Abel") == ""


def test_short_words_are_agencies_only_as_they_are_written() -> None:
    assert [agency_of(n) for n in ("PAP", "dpa", "AP", "Hina")] == ["PAP", "dpa", "AP", ""]
    assert [agency_of(n) for n in ("pap", "Mehr", "beta", "sita", "Sana")] == [""] * 5


def test_a_line_that_says_more_is_no_credit() -> None:
    assert agencies_in("dpa und unser Korrespondent in Rom") == ()


@given(st.text(max_size=200))
def test_what_is_cut_was_at_the_end(text: str) -> None:
    credit = cut_end(text)
    assert text.startswith(credit.text) or (credit.text[:-1] and text.startswith(credit.text[:-1]))
    assert credit.agencies or credit.text == text


@pytest.mark.parametrize(
    ("text", "left", "agencies"),
    [
        ("Das sagte er. (gsw/kat)", "Das sagte er.", ("GSW",)),
        ("Das sagte er. (GSW)", "Das sagte er.", ("GSW",)),
        ("Das sagte er (dpa).", "Das sagte er.", ("dpa",)),
        ("Zahlen nannte die Spanische Partei (SPA).", "Zahlen nannte die Spanische Partei (SPA).", ()),
        ("Er kam aus Bonn (am Rhein).", "Er kam aus Bonn (am Rhein).", ()),
        ("Das sagte er. (Foto folgt)", "Das sagte er. (Foto folgt)", ()),
    ],
)
def test_an_unknown_credit_is_known_by_its_form_and_an_abbreviation_is_none(
    text: str, left: str, agencies: tuple[str, ...]
) -> None:
    credit = cut_end(text)
    assert (credit.text, credit.agencies) == (left, agencies)
