"""What is English: lists, names, and forms made of words."""

import pytest

from glosswire.text.english import english_words, is_english, is_name, is_ordinary


@pytest.mark.parametrize("word", ["government", "Government", "café", "attaché", "downloader", "sleepwalker"])
def test_words_of_papers_are_english(word: str) -> None:
    assert is_english(word.lower())


@pytest.mark.parametrize("word", ["Regierung", "gouvernement", "zzz", ""])
def test_words_of_others_are_not(word: str) -> None:
    assert not is_english(word.lower())
    assert not is_ordinary(word)


def test_a_capital_proves_nothing_of_a_word_that_is_ordinary_as_well() -> None:
    assert is_ordinary("May")
    assert is_ordinary("Union")
    assert not is_ordinary("Margaret")
    assert is_name("margaret")
    assert is_name("Margaret")
    assert not is_name("quickly")


def test_usual_words_are_ordinary() -> None:
    assert [word for word in sorted(english_words())[::500] if not is_ordinary(word)] == []
