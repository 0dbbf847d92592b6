"""Texts that send readers elsewhere, or want something of them, are told from an article's own."""

import pytest

from glosswire.intake.noise import is_aside, is_noise, is_picture


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin damit einverstanden, dass mir externe Inhalte von Beispielnetz angezeigt werden.",
        "Damit Inhalte angezeigt werden, bitte zustimmen.",
        "Jetzt Abonnieren und nichts verpassen",
        "ПОДПИСЫВАЙТЕСЬ на наш канал",
        "更多新闻请订阅",
        "Lesen Sie auch: Was das Bündnis ist",
    ],
)
def test_what_wants_something_of_its_reader_is_an_aside(text: str) -> None:
    assert is_aside(text, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Die Regierung will damit den Austritt aus dem Bündnis vorbereiten.",
        "Dem Leser wird dieser Inhalt nicht neu sein.",
        "Lesen Sie, so sagte er, die Verträge von 1992.",
    ],
)
def test_a_sentence_is_none(text: str) -> None:
    assert not is_aside(text, 0.0)


def test_elements_are_known_by_what_they_call_themselves() -> None:
    assert is_noise("div newsletter-box")
    assert is_noise("aside ")
    assert not is_noise("div has-newsletter-box article-body"), "a style sheet's tool says what is inside"
    assert is_picture("figure ")
    assert is_picture("div image-caption")
    assert not is_picture("figurehead ")
