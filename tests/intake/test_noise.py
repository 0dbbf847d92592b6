"""Texts that send readers elsewhere, or want something of them, are told from an article's own."""

import pytest

from glosswire.intake.noise import is_aside, is_noise, is_photo_line, is_picture, is_stamp, tidy_caption


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin damit einverstanden, dass mir externe Inhalte von Beispielnetz angezeigt werden.",
        "Damit Inhalte angezeigt werden, bitte zustimmen.",
        "Jetzt Abonnieren und nichts verpassen",
        "ПОДПИСЫВАЙТЕСЬ на наш канал",
        "更多新闻请订阅",
        "Lesen Sie auch: Was das Bündnis ist",
        "Přejít před obsah vložený z jiného webu.",
        "Mit meiner Anmeldung zum Newsletter stimme ich den Bedingungen zu.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Publié le 18 juil. 2024 à 08:01Mis à jour le 18 juil. 2024 à 09:06",
        "Published Mon, May 22 2023 2:23 PM EDT",
        "22.05.2023, 11:26 Uhr • Lesezeit: 5 Minuten",
        "26.10.2025 | 2:43 min",
    ],
)
def test_a_line_that_only_says_when_is_a_stamp(text: str) -> None:
    assert is_stamp(text)


@pytest.mark.parametrize(
    "text", ["Published in 2023, the book sold well.", "Aktualisiert wurde das Gesetz 2023 im Mai.", "Um Uhr", ""]
)
def test_a_sentence_is_no_stamp(text: str) -> None:
    assert not is_stamp(text)


def test_a_film_s_words_end_in_its_length() -> None:
    assert is_photo_line("Was der Rat beschlossen hat und was nun wird. 22.05.2023 | 3:18 min")
    assert not is_photo_line("Der Rat tagte am Montag von 9:30 Uhr an, das dauerte 45 Minuten.")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Legende: Der Rat am Montag. SRF", "Der Rat am Montag. SRF"),
        ("RETTEN: Redet i mai. Foto: AP Vis mer", "RETTEN: Redet i mai. Foto: AP"),
        ("Der Rat im Jahr 2021Bild: Anna Abel/REUTERS", "Der Rat im Jahr 2021 Bild: Anna Abel/REUTERS"),
        ("Der Rat zieht sich zurück.© Anna Abel", "Der Rat zieht sich zurück. © Anna Abel"),
        (
            "El pleno, en la edición de 2025.Cedida por la ciudad",
            "El pleno, en la edición de 2025. Cedida por la ciudad",
        ),
        ("Das Archivfoto: ein Bild, z.B. von 1992", "Das Archivfoto: ein Bild, z.B. von 1992"),
    ],
)
def test_a_caption_is_tidied(written: str, shown: str) -> None:
    assert tidy_caption(written) == shown
