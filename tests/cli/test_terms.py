"""The commands about locked terms."""

import pytest

from tests.cli.terminal import Terminal

OWN = """
[[term]]
english = "Round Table"
names.de = ["Rundtisch"]

[[term]]
english = "Treaty Organization"
names.de = ["OVKS"]
"""
OWN_FILE = '[translate]\nglossary = "terms.toml"\n'


@pytest.fixture(autouse=True)
def own(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", OWN_FILE)
    terminal.write("terms.toml", OWN)


def test_terms_are_listed_by_language_kind_and_whose_they_are(terminal: Terminal) -> None:
    own = terminal.type("terms", "list", "--own", "--json").json
    assert [(term["form"], term["english"]) for term in own] == [
        ("Rundtisch", "Round Table"),
        ("OVKS", "Treaty Organization"),
    ]
    countries = terminal.type("terms", "list", "--language", "de", "--kind", "country", "--json").json
    assert "Georgia" in {term["english"] for term in countries if term["form"] == "Georgien"}
    assert {term["language"] for term in countries} == {"de"}
    assert all(term["source"] for term in countries)
    assert "Rundtisch" in terminal.type("terms", "list", "--own").out
    assert terminal.type("terms", "list", "--language", "xx").out.strip() == "No terms."


def test_a_check_says_what_an_own_term_takes_the_place_of(terminal: Terminal) -> None:
    said = terminal.type("terms", "check", "--json")
    assert said.code == 0
    assert said.json["terms"] == 2
    (collision,) = said.json["collisions"]
    assert (collision["kind"], collision["form"]) == ("replaces", "OVKS")
    assert "CSTO" in collision["detail"]


def test_a_term_that_cannot_hold_is_a_fault(terminal: Terminal) -> None:
    path = terminal.write(
        "wrong.toml",
        '[[term]]\nenglish = "Round Table"\nnames.de = ["Rundtisch"]\n'
        '[[term]]\nenglish = "Round Board"\nnames.de = ["Rundtisch"]\n'
        '[[term]]\nenglish = "Sea Board"\nnames.en = ["Seabord"]\n'
        '[[term]]\nenglish = "Tbilisi"\nnames.de = ["Georgiens", "Georgien"]\n',
    )
    said = terminal.type("terms", "check", str(path), "--json")
    assert said.code == 1
    found = {(c["kind"], c["form"]): c["detail"] for c in said.json["collisions"]}
    assert "Round Table too" in found["twice", "Rundtisch"]
    assert "never found" in found["unfound", "Seabord"]
    assert "has Georgia, locked after" in found["replaces", "Georgien"]
    shown = terminal.type("terms", "check", str(path))
    assert shown.out.splitlines()[-1] == f"{path}: 5 forms; 2 to be changed"
    assert "twice" in shown.out


def test_a_form_that_is_another_terms_ending_is_told(terminal: Terminal) -> None:
    path = terminal.write("ending.toml", '[[term]]\nenglish = "Tbilisi"\nnames.de = ["Georgiens"]\n')
    (collision,) = terminal.type("terms", "check", str(path), "--json").json["collisions"]
    assert (collision["kind"], collision["detail"]) == (
        "unfound",
        "a text that holds it is read as “Georgien” (Georgia)",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[term]]\nenglish = 5\n", "expected text"),
        ('[[term]]\nenglish = "A"\nname.de = ["B"]\n', "unknown key"),
        ('term = "x"', "as a [[term]] table"),
        ("= 5", "terms.toml"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong(terminal: Terminal, text: str, why: str) -> None:
    terminal.write("terms.toml", text)
    said = terminal.type("terms", "check")
    assert (said.code, said.out) == (2, "")
    assert why in said.err


def test_a_check_without_a_file_says_how_to_name_one(terminal: Terminal) -> None:
    terminal.write("glosswire.toml", "")
    assert "terms check FILE" in terminal.type("terms", "check").err
    assert terminal.type("terms", "check", "nowhere.toml").code == 2


def test_a_sentence_shows_its_terms_and_what_an_engine_gets(terminal: Terminal) -> None:
    said = terminal.type("terms", "find", "Der Rundtisch in Georgien tagt.", "--language", "de", "--json").json
    assert [(t["written"], t["english"], t["lock"]) for t in said["terms"]] == [
        ("Rundtisch", "Round Table", "before"),
        ("Georgien", "Georgia", "after"),
    ]
    assert said["prepared"] == "Der Round Table in Georgien tagt."
    assert len(said["digest"]) == 16
    plain = terminal.type("terms", "find", "Nichts davon.", "--language", "de")
    assert plain.out.splitlines() == ["No terms.", "Nichts davon."]
