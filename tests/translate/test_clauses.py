"""Plain text for engines, and cuts that lose nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from glosswire.translate.clauses import LONGEST, cut, join, plain


def at_most(length: int) -> "st.SearchStrategy[str]":
    return st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]) | st.just(" "), max_size=length)


@settings(deadline=None)
@given(at_most(400), st.integers(1, 50))
def test_pieces_fit_and_lose_only_space(text: str, most: int) -> None:
    line = plain(text)
    pieces = cut(line, lambda piece: len(piece) <= most)
    assert all(len(piece) <= most for piece in pieces)
    assert "".join(pieces).replace(" ", "") == line.replace(" ", "")


def test_a_text_that_fits_is_its_only_piece() -> None:
    assert cut("Am 3. Oktober, dem Feiertag.", lambda piece: True) == ("Am 3. Oktober, dem Feiertag.",)


def test_cuts_are_made_at_the_best_mark_near_the_middle() -> None:
    text = "Die Preise steigen, sagte sie, und zwar überall; die Löhne steigen nicht, und das seit langem."
    assert cut(text, lambda piece: len(piece) < 60) == (
        "Die Preise steigen, sagte sie, und zwar überall;",
        "die Löhne steigen nicht, und das seit langem.",
    )


def test_scripts_without_spaces_are_cut_after_their_marks() -> None:
    assert cut("政府宣布了新的措施，但是许多专家表示怀疑。", lambda piece: len(piece) < 14) == (
        "政府宣布了新的措施，",
        "但是许多专家表示怀疑。",
    )


def test_a_lost_piece_loses_the_whole_rather_than_hide() -> None:
    assert join(["One.", "Two."]) == "One. Two."
    assert join(["One.", ""]) == ""


@settings(deadline=None)
@given(st.text(max_size=200))
def test_plain_text_is_one_line_that_any_encoder_takes(text: str) -> None:
    line = plain(text)
    line.encode("utf-8")
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


def test_what_is_no_sentence_by_its_length_is_nothing() -> None:
    assert plain("a" * LONGEST) != ""
    assert plain("a" * (LONGEST + 1)) == ""
