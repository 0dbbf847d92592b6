"""Words and fingerprints in any script."""

from hypothesis import given
from hypothesis import strategies as st

from glosswire.text.tokens import count_words, fingerprint, normalise, script_of, scripts, words


def test_words_of_spaced_scripts_are_lower_case_runs() -> None:
    assert words("Der Rat, 22. MAI – Straße") == ("der", "rat", "22", "mai", "strasse")
    assert words("हिन्दी समाचार") == ("हिन्दी", "समाचार")


def test_words_of_unspaced_scripts_are_pairs_of_characters() -> None:
    assert words("東京都 2023") == ("東京", "京都", "2023")
    assert words("水") == ("水",)


def test_words_are_counted_alike_in_both() -> None:
    assert count_words("four words stand here") == 4
    assert count_words("東京都庁") == 2


def test_scripts_are_counted_by_letter() -> None:
    assert scripts("Путин met 习近平!") == {"Cyrl": 5, "Latn": 3, "Hani": 3}
    assert script_of("3") == ""
    assert script_of("ქ") == "Geor"


def test_width_case_and_space_do_not_change_a_fingerprint() -> None:
    assert fingerprint(["Ａ  b", "c"]) == fingerprint(["a B", "C"])
    assert fingerprint(["a b", "c"]) != fingerprint(["a b c"])


@given(st.text(max_size=100))
def test_any_text_is_taken_apart(text: str) -> None:
    assert all(words(text))
    assert normalise(normalise(text)) == normalise(text) or text
    assert len(fingerprint([text])) == 32
