"""Bylines are read as people, agencies and desks."""

import pytest

from glosswire.intake.byline import Makers, names_in, read, signs
from glosswire.intake.metadata import Claims, Named

SITES = ("Beispiel-Zeitung", "zeitung.example.de")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Anna Abel und Bo Berg, dpa", ["Anna Abel", "Bo Berg", "dpa"]),
        ("Anna Abel (aab), Bo Berg (bbg)", ["Anna Abel", "Bo Berg"]),
        ("Por Anna Abel y Bo Berg Ruiz", ["Anna Abel", "Bo Berg Ruiz"]),
        ("Autor: Anna Abel", ["Anna Abel"]),
        ("Anna Abel, Rom", ["Anna Abel"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("a.abel@zeitung.example.de", []),
        ("https://zeitung.example.de/autor/abel", []),
        ("105092", []),
        ("", []),
    ],
)
def test_names_in_a_line(line: str, names: list[str]) -> None:
    assert names_in(line) == names


def claims(*names: str, metas: tuple[str, ...] = ()) -> Claims:
    return Claims(authors=tuple(map(Named, names)), meta_authors=metas)


def test_agencies_are_apart_from_people() -> None:
    assert read(claims("Anna Abel", "Reuters"), (), SITES) == Makers(("Anna Abel",), ("Reuters",))


def test_the_outlet_s_name_gives_way_to_a_person() -> None:
    assert read(claims("Beispiel-Zeitung", metas=("Anna Abel",)), (), SITES).people == ("Anna Abel",)
    assert read(claims("Beispiel-Zeitung"), ("Von Anna Abel",), SITES).people == ("Anna Abel",)


def test_the_outlet_s_name_is_kept_where_nobody_else_is_named() -> None:
    assert read(claims("Beispiel-Zeitung"), (), SITES) == Makers(outlet=("Beispiel-Zeitung",))


def test_a_wire_text_names_no_desk() -> None:
    assert read(claims("dpa", metas=("Beispiel-Zeitung",)), (), SITES) == Makers(agencies=("dpa",))


def test_a_desk_with_its_agency_stays_as_it_was_credited() -> None:
    makers = read(claims("Beispiel-Zeitung et AFP"), (), SITES)
    assert makers == Makers((), ("AFP",), ("Beispiel-Zeitung et AFP",))


def test_a_visible_byline_that_names_more_is_the_fuller_list() -> None:
    stated = claims("Anna Abel")
    assert read(stated, (), SITES, ("Bo Berg", "Anna Abel")).people == ("Bo Berg", "Anna Abel")
    assert read(stated, (), SITES, ("Bo Berg",)).people == ("Anna Abel",)
    assert read(stated, (), SITES, ("Anna Abel", "Redaktion")).people == ("Anna Abel",)


def test_where_a_desk_is_says_nothing_of_who_wrote() -> None:
    assert read(claims("zeitung.example.de, Frankfurt, Germany"), (), SITES).people == ()


def test_a_desk_signs() -> None:
    assert signs("Online-Redaktion")
    assert not signs("Die Redaktion hat das nicht gewusst.")
