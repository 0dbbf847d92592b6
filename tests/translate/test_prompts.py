"""What is asked of language models, and what is kept of their answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosswire.translate.prompts import language_name, most_tokens, numbered, read_numbered, tidy


@pytest.mark.parametrize(
    ("answer", "translation"),
    [
        ("Prices rose.", "Prices rose."),
        ("  Prices rose.\n", "Prices rose."),
        ("Translation: Prices rose.", "Prices rose."),
        ("The English translation is: Prices rose.", "Prices rose."),
        ("Here is the English translation:\nPrices rose.", "Prices rose."),
        ("Sure! Here is the translation of the text: Prices rose.", "Prices rose."),
        ("Certainly! I have translated it for you:\nPrices rose.", "Prices rose."),
        ('"Prices rose."', "Prices rose."),
        ("“Prices rose.”", "Prices rose."),
        ("```\nPrices rose.\n```", "Prices rose."),
        ("**English translation:**\nPrices rose.", "Prices rose."),
        ("Prices rose. (Note: the tone is neutral.)", "Prices rose."),
        ("Prices rose.\nNote: the source says so.", "Prices rose."),
        ("Prices rose.\nLet me know if you need more!", "Prices rose."),
        ("Prices rose,\nhe said.", "Prices rose, he said."),
        ("I'm sorry, but I can't assist with that request.", ""),
        ("As an AI language model, I have no opinion.", ""),
        ("", ""),
    ],
)
def test_the_translation_alone_is_kept(answer: str, translation: str) -> None:
    assert tidy(answer, "Die Preise stiegen.") == translation


@pytest.mark.parametrize(
    "text",
    [
        "“We will stay,” she said, “and help.”",
        '"We will stay," said the mayor of "New Town"',
        "Sure of victory, the party opened its congress.",
        "I'm sorry, the minister said.",
        "Unfortunately, many cannot pay the rent.",
        "Note to readers: the shop is closed.",
        "English: a language in decline?",
        "Here is the minister who can do it.",
        "Of course, they won!",
        "The minister added in English: Never.",
        "Note: the shop is closed.",
    ],
)
def test_talk_of_the_news_is_no_talk_of_the_task(text: str) -> None:
    kept = tidy(text, "„Wir bleiben“, sagte sie.")
    assert kept == text or text.startswith("English:")


def test_quotation_marks_of_the_source_stay() -> None:
    assert tidy('"We will stay."', "„Wir bleiben.“") == '"We will stay."'


def test_numbered_lines_come_back_by_their_numbers() -> None:
    assert numbered(["Eins", "Zwei"]) == "1. Eins\n2. Zwei"
    assert read_numbered("2. Two\n1) One", 2) == {1: "One", 2: "Two"}


def test_a_line_that_goes_on_belongs_to_the_last_number() -> None:
    assert read_numbered("Sure:\n1. One\nand a half\n\n2. Two", 2) == {1: "One and a half", 2: "Two"}


def test_numbers_that_stand_twice_or_hold_nothing_are_missing() -> None:
    assert read_numbered("1. One\n2. Two\n2. Too\n3.", 3) == {1: "One"}


def test_numbers_that_were_not_asked_for_make_the_answer_worthless() -> None:
    assert read_numbered("1. One\n2. Two\n3. Three", 2) == {}
    assert read_numbered("0. One", 2) == {}


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(1, 6))
def test_any_answer_can_be_read(answer: str, count: int) -> None:
    assert all(1 <= number <= count and line for number, line in read_numbered(answer, count).items())
    tidy(answer, "Ja.")


def test_an_answer_may_be_longer_where_characters_say_more() -> None:
    assert most_tokens("") == 40
    assert most_tokens("政府宣布了新的措施") > most_tokens("abcdefghi")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "German"),
        ("zh-Hant", "Chinese"),
        ("ckb", "Central Kurdish"),
        ("en", ""),
        ("und", ""),
        ("", ""),
        ("q!", ""),
    ],
)
def test_languages_are_named_in_english(tag: str, name: str) -> None:
    assert language_name(tag) == name
