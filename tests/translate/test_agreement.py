from hypothesis import given
from hypothesis import strategies as st

from glosswire.translate.agreement import Agreed, Pair, agree
from glosswire.translate.glossary import EMPTY, default_glossary

GLOSSARY = default_glossary()


def agreed(language: str, *pairs: tuple[str, str]) -> list[str]:
    return [a.english for a in agree([Pair(*pair) for pair in pairs], language, GLOSSARY)]


def test_a_name_takes_the_form_that_the_article_has_most() -> None:
    found = agreed(
        "de",
        ("Das Hauptquartier liegt in Jeghegnadsor.", "The headquarters is in Jeghegnadsor."),
        ("Die Beobachter in Jeghegnadsor warten.", "The observers in Yeghegnadzor are waiting."),
        ("Heute kam Jeghegnadsor zur Ruhe.", "Today Yeghegnadzor came to rest."),
    )
    assert found[0] == "The headquarters is in Yeghegnadzor."
    assert found[1:] == ["The observers in Yeghegnadzor are waiting.", "Today Yeghegnadzor came to rest."]


def test_of_two_forms_the_first_counts_and_endings_of_the_source_do_not() -> None:
    found = agreed(
        "ru",
        ("На выставке был Шуваринов.", "Shuvarinov was at the exhibition."),
        ("Мы спросили у Шуваринова о нём.", "We asked Schuwarinow about it."),
    )
    assert found == ["Shuvarinov was at the exhibition.", "We asked Shuvarinov about it."]


def test_the_glossary_comes_before_what_is_frequent() -> None:
    found = agreed(
        "de",
        ("Paschinjan spricht.", "Paschinyan speaks."),
        ("Später ging Paschinjan.", "Later Paschinyan left."),
        ("Am Abend kam Paschinjan wieder.", "In the evening Pashinyan came back."),
    )
    assert found == ["Pashinyan speaks.", "Later Pashinyan left.", "In the evening Pashinyan came back."]


def test_adjectives_and_countries_are_left_alone() -> None:
    pairs = (
        ("Die Regierung Armeniens tritt zurück.", "The Armenian government resigns."),
        ("In Armenien wird gewählt, in Polen auch.", "Armenia votes, and so does Poland."),
        ("Die Wahl in Polen war ruhig.", "The Polish election was calm."),
    )
    assert agreed("de", *pairs) == [english for _, english in pairs]


def test_different_names_that_are_alike_stay_different() -> None:
    pairs = (("Heute sprach Müllerin.", "Müllerin spoke today."), ("Heute sprach Müllering.", "Müllering spoke today."))
    assert agreed("de", *pairs) == [english for _, english in pairs]


def test_what_cannot_simply_be_replaced_is_a_finding_for_operators() -> None:
    pairs = [
        Pair("Am Montag kam Gjorgjievska.", "On Monday Gjorgjievska came."),
        Pair("Am Dienstag ging Gjorgjievska.", "On Tuesday Gorgievich left."),
    ]
    (_, second) = agree(pairs, "de", EMPTY)
    assert second.english == pairs[1].english
    assert [(f.kind, f.severity, f.is_shown) for f in second.findings] == [("term", "minor", False)]
    assert "Gorgievich here and Gjorgjievska elsewhere" in second.findings[0].detail


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=4))
def test_an_article_without_names_stays_as_it_is(texts: list[tuple[str, str]]) -> None:
    pairs = [Pair(source.lower(), english.lower()) for source, english in texts]
    assert agree(pairs, "ru", EMPTY) == tuple(Agreed(pair.english) for pair in pairs)


@given(st.lists(st.sampled_from(["Jeghegnadsor", "Yeghegnadzor", "Jegegnadzor", "Yerevan"]), min_size=1, max_size=5))
def test_agreeing_twice_is_agreeing_once(said: list[str]) -> None:
    pairs = [Pair("Er war in Jeghegnadsor.", f"He was in {name}.") for name in said]
    once = [a.english for a in agree(pairs, "de", GLOSSARY)]
    again = [Pair(p.source, english) for p, english in zip(pairs, once, strict=True)]
    assert [a.english for a in agree(again, "de", GLOSSARY)] == once
