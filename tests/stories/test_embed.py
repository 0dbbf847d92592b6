"""The encoder: translations lie near each other, other sentences do not."""

import numpy as np
import pytest

from glosswire.stories import embed
from glosswire.stories.embed import Encoder, knows

SAID = {
    "de": "Der Ministerpräsident trat am Montag zurück.",
    "fr": "Le premier ministre a démissionné lundi.",
    "ru": "Премьер-министр в понедельник подал в отставку.",
    "zh": "总理星期一辞职。",
}
ENGLISH = "The prime minister resigned on Monday."
OTHER = "Wheat prices rose after a dry spring."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.mark.parametrize("language", SAID)
def test_a_translation_is_nearer_than_another_sentence(encoder: Encoder, language: str) -> None:
    right, wrong = encoder.liken([(language, SAID[language], ENGLISH), (language, SAID[language], OTHER)])
    assert right is not None
    assert wrong is not None
    assert right.cosine > 0.5 > 0.3 > wrong.cosine


def test_a_language_that_it_does_not_know_has_no_likeness(encoder: Encoder) -> None:
    armenian, german = encoder.liken([("hy", "Վարչապետը հրաժարական տվեց։", ENGLISH), ("de-AT", SAID["de"], ENGLISH)])
    assert armenian is None
    assert german is not None
    assert knows("zh-Hant")
    assert not knows("hy")


def test_short_english_gets_nearer_without_the_words_that_it_left_out(encoder: Encoder) -> None:
    source = "Die Regierung will den Haushalt am Dienstag beschließen und danach dem Parlament vorlegen."
    short = "The government wants to adopt the budget."
    whole = "The government wants to adopt the budget on Tuesday and then present it to the parliament."
    left, said, known = encoder.liken([("de", source, short), ("de", source, whole), ("hy", source, short)])
    assert left is not None
    assert said is not None
    assert left.lift is not None
    assert left.lift > 0.05
    assert said.lift is None
    assert known is None


def test_nothing_is_left_out_of_a_very_long_text(encoder: Encoder) -> None:
    long, short = encoder.liken(
        [("zh", "总理星期一辞职。" * 200, "He went."), ("zh", "总理星期一在北京辞职。" * 3, "He went.")]
    )
    assert long is not None
    assert long.lift is None
    assert short is None or short.cosine < 0.2 or short.lift is not None


def test_vectors_have_length_one_and_do_not_hang_on_their_neighbours(encoder: Encoder) -> None:
    alone, among = encoder.embed([ENGLISH]), encoder.embed([OTHER, ENGLISH, ""])
    assert alone.shape == (1, 512)
    assert np.allclose(np.linalg.norm(among, axis=1), 1, atol=1e-3)
    assert float(alone[0] @ among[1]) > 0.999
    assert encoder.embed([]).shape == (0, 512)


def test_english_is_placed_among_the_sentences_of_its_article(encoder: Encoder) -> None:
    sources = [SAID["de"], "Die Weizenpreise stiegen nach einem trockenen Frühling."]
    right, wrong = encoder.place("de", sources, [ENGLISH, OTHER]), encoder.place("de", sources, [OTHER, ENGLISH])
    for like in right:
        assert like is not None
        assert like.neighbour is not None
        assert like.cosine > like.neighbour + 0.25
    for like in wrong:
        assert like is not None
        assert like.neighbour is not None
        assert like.neighbour > like.cosine + 0.25
    (alone,) = encoder.place("de", sources[:1], [ENGLISH])
    assert alone is not None
    assert alone.neighbour is None
    assert encoder.place("hy", sources, [ENGLISH, OTHER]) == [None, None]


def test_a_sentence_that_stands_twice_has_no_neighbour_in_itself(encoder: Encoder) -> None:
    first, _ = encoder.place("de", [SAID["de"], SAID["de"]], [ENGLISH, ENGLISH])
    assert first is not None
    assert first.neighbour is None


def test_remembered_vectors_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "REMEMBERED", 64)
    encoder = Encoder()
    encoder.liken([("de", f"Satz {n}.", f"Sentence {n}.") for n in range(42)])
    assert len(encoder._known) == 64


def test_a_text_that_is_asked_for_again_is_remembered_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "REMEMBERED", 64)
    encoder = Encoder()
    encoder.liken([("de", SAID["de"], ENGLISH)])
    for start in range(0, 64, 16):
        encoder.liken([("de", f"Satz {n}.", ENGLISH) for n in range(start, start + 16)])
    assert ENGLISH in encoder._known
    assert SAID["de"] not in encoder._known
