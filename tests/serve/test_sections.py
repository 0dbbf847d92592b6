import pytest

from glosswire.model import Tally
from glosswire.serve.sections import english_section, sections


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Politik", "Politics"),
        ("ПОЛИТИКА", "Politics"),
        ("体育", "Sport"),
        ("البيئة", "Environment"),
        ("medio  ambiente", "Environment"),
        ("Քաղաքականություն", "Politics"),
        ("Science and technology", "Science and technology"),
        ("Deutschland", ""),
        ("", ""),
    ],
)
def test_publishers_words_for_a_section_have_one_english_name(word: str, name: str) -> None:
    assert english_section(word) == name


def test_sections_of_one_meaning_are_one_and_the_fullest_comes_first() -> None:
    found = sections([Tally("Sport", 2), Tally("Politik", 2), Tally("Политика", 3), Tally("Unknown", 50)])
    assert [(item.slug, item.words, item.articles) for item in found] == [
        ("politics", ("Politik", "Политика"), 5),
        ("sport", ("Sport",), 2),
    ]
