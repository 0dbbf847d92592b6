"""A page's tree is read as pieces: kinds, order, marks with exact spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.dom import MAX_PIECES, Piece, outline, parse, tidy


def pieces(markup: str) -> tuple[Piece, ...]:
    return outline(parse(markup)).pieces


def marked(piece: Piece) -> list[tuple[str, str]]:
    return [(m.kind, piece.text[m.start : m.end]) for m in piece.marks]


def test_kinds_come_from_the_elements_in_their_order() -> None:
    found = pieces(
        "<h1>Titel</h1><h2>Zwischentitel</h2><p>Absatz</p><blockquote><p>Zitat</p></blockquote>"
        "<ul><li>Punkt</li></ul><figure><img src=x><figcaption><h2>Bild</h2></figcaption></figure>"
    )
    assert [(p.kind, p.text) for p in found] == [
        ("headline", "Titel"),
        ("heading", "Zwischentitel"),
        ("paragraph", "Absatz"),
        ("quote", "Zitat"),
        ("item", "Punkt"),
        ("caption", "Bild"),
    ]


def test_marks_span_their_words_and_no_space() -> None:
    (piece,) = pieces("<p>Er <b> sagte</b> , <a href='/a'>das <i>neue</i> Gesetz </a>gilt.</p>")
    assert piece.text == "Er sagte , das neue Gesetz gilt."
    assert marked(piece) == [("strong", "sagte"), ("link", "das neue Gesetz"), ("emphasis", "neue")]


def test_marks_keep_their_words_where_letters_are_composed() -> None:
    (piece,) = pieces("<p>Zu&#x308;rich und <b>Ko&#x308;ln</b> im Mai</p>")
    assert piece.text == "Zürich und Köln im Mai"
    assert marked(piece) == [("strong", "Köln")]


def test_a_mark_over_two_blocks_marks_both() -> None:
    found = pieces("<div><b>Eins<div>Zwei</div></b>Drei</div>")
    assert [(p.text, marked(p)) for p in found] == [
        ("Eins", [("strong", "Eins")]),
        ("Zwei", [("strong", "Zwei")]),
        ("Drei", []),
    ]


def test_two_breaks_part_paragraphs_and_one_does_not() -> None:
    assert [p.text for p in pieces("<div>Eins<br>noch eins<br><br>Zwei</div>")] == ["Eins noch eins", "Zwei"]


def test_what_nobody_sees_is_not_read() -> None:
    found = pieces(
        "<p>Ge\u00adsetz\u200b im <a href=/x>Wortlaut<span class='sr-only'> Link</span></a>"
        "<a href=/y>.</a><span>(öffnet im neuen Fenster)</span></p>"
        "<script>var a</script><style>p{}</style><form>Suche</form><nav>Politik</nav><template>x</template>"
    )
    assert [p.text for p in found] == ["Gesetz im Wortlaut."]


def test_joiners_and_ideographic_spaces_spell_words_and_stay() -> None:
    assert tidy("می‌خواهم  ") == "می‌خواهم"
    assert tidy("注意報　気象庁") == "注意報　気象庁"


def test_links_that_lead_nowhere_are_no_marks() -> None:
    (piece,) = pieces("<p><a href='javascript:x()'>eins</a> <a href='#a'>zwei</a> <a>drei</a></p>")
    assert piece.marks == ()


def test_names_of_elements_are_read_in_parts() -> None:
    found = outline(parse("<div class='readAlso' hidden><p>Text</p></div>"))
    assert [found.labels[n] for n in found.pieces[0].path] == ["body ", "div read-also is-hidden", "p "]


@pytest.mark.parametrize("markup", ["", "   ", "<!-- -->"])
def test_an_empty_page_has_no_tree(markup: str) -> None:
    with pytest.raises(ValueError, match="no tree"):
        parse(markup)


def test_depth_and_number_are_bounded() -> None:
    assert len(pieces("<div>" * 100_000 + "<p>tief")) <= 1
    assert len(pieces("<p>a</p>" * (MAX_PIECES + 500))) == MAX_PIECES


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <b> </b> <i> <a&#32;href=/x> </a> <br> <li> <ul> </div> <h2> <blockquote> &amp; &shy; ü e\u0301 字 . x".split(
            " "
        )
    ),
    max_size=60,
).map(lambda parts: " ".join(p.replace("&#32;", " ") for p in parts))


@given(MARKUP)
def test_marks_lie_within_tidy_texts(markup: str) -> None:
    for piece in pieces(f"<body>{markup}x</body>"):
        assert piece.text == tidy(piece.text) != ""
        for mark in piece.marks:
            assert 0 <= mark.start < mark.end <= len(piece.text)
            span = piece.text[mark.start : mark.end]
            assert span == span.strip()
