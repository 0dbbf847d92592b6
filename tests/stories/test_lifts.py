"""Runs of words left out of a sentence: sums of what the encoder makes of its pieces, without encoding it anew."""

import numpy as np
import pytest

from glosswire.stories.embed import Encoder
from glosswire.stories.lifts import Text, _made, _vectors, lifts

SOURCE = "Die Regierung will den Haushalt am Dienstag in Berlin beschließen."
ENGLISH = "The government wants to adopt the budget."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def pieces(encoder: Encoder, text: str) -> list[int]:
    found: list[int] = encoder._loaded().sp.encode(text, out_type=int, add_bos=True, add_eos=True)
    return found


def test_the_sum_of_a_text_gives_the_vector_of_the_encoder_itself(encoder: Encoder) -> None:
    texts = [SOURCE, "Премьер-министр ушёл.", "", ENGLISH]
    made = _made(encoder._loaded(), [pieces(encoder, text) for text in texts])
    sums, sizes = np.array([rows.sum(axis=0) for rows in made]), np.array([len(rows) for rows in made])
    assert np.allclose(_vectors(encoder._loaded(), sums, sizes), encoder.embed(texts), atol=1e-4)


def test_english_is_lifted_most_where_something_of_the_sentence_is_not_in_it(encoder: Encoder) -> None:
    whole = "The government wants to adopt the budget in Berlin on Tuesday."
    cut = pieces(encoder, SOURCE)
    text = Text(cut, (*range(1, len(cut) - 1), len(cut) - 1))
    less, all_of_it = lifts(encoder._loaded(), [text, text], encoder.embed([ENGLISH, whole]))
    assert less > 2 * all_of_it >= 0


def test_a_sentence_of_a_word_or_none_has_no_lift(encoder: Encoder) -> None:
    one, none = pieces(encoder, "Ja"), pieces(encoder, "")
    texts = [Text(one, (1, len(one) - 1)), Text(none, (len(none) - 1,))]
    assert lifts(encoder._loaded(), texts, encoder.embed([ENGLISH, ENGLISH])) == [0.0, 0.0]
    assert lifts(encoder._loaded(), [], encoder.embed([])) == []
