"""The local LLM engine: what needs no weights, and what only real weights show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from glosswire.errors import EngineDown, ModelMissing, UnsupportedPair
from glosswire.translate.base import Candidate, Retold, Returning, Translator, translators
from glosswire.translate.llama import open_llama
from tests.translate.samples import FALLBACK_DIGEST, fallback_weights, open_fallback


def test_a_missing_file_is_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"model\.gguf"):
        open_llama(model=str(tmp_path / "model.gguf"), digest="ab")


@pytest.mark.parametrize("content", [b"", b"GGUF", b"GGUF" + bytes(5000), b"no such thing" * 1000])
def test_a_file_that_is_no_model_is_an_engine_that_is_down(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.gguf").write_bytes(content)
    with pytest.raises(EngineDown):
        open_llama(model=str(tmp_path / "model.gguf"), digest="ab")


@pytest.fixture(scope="module")
def fallback() -> Iterator[Translator]:
    translator = open_fallback()
    yield translator
    translator.close()


@pytest.mark.model
def test_the_fallback_translates_plain_news_in_many_scripts(fallback: Translator) -> None:
    told = {
        "de": ("Die Regierung in Berlin hat am Montag 12 neue Züge bestellt.", r"12 new trains"),
        "ru": ("Президент Франции посетит Токио в октябре 2024 года.", r"Tokyo.*October.*2024|October.*2024.*Tokyo"),
        "es": ("El Banco Central subió los tipos de interés al 4,5 por ciento.", r"4[.,]5"),
        "zh": ("中国和日本星期二在北京举行会谈。", r"China.*Japan.*Beijing|Beijing.*China.*Japan|Tuesday"),
    }
    for language, (text, expected) in told.items():
        (found,) = fallback.translate([text], language)
        assert re.search(expected, found.text), f"{language}: {found.text}"


@pytest.mark.model
def test_a_sentence_of_many_clauses_is_translated_to_its_end(fallback: Translator) -> None:
    cities = ("Paris", "Madrid", "Ankara", "Tokyo", "Lima", "Oslo", "Cairo", "Nairobi")
    clauses = "; ".join(
        f"die Ministerin reiste nach {city}, wo sie mit der Regierung über den Handel, die Energie und das Klima sprach"
        for city in cities
    )
    (found,) = fallback.translate([f"Im Jahr 2022 war viel zu tun: {clauses}."], "de")
    assert [city for city in cities if city in found.text] == list(cities)


@pytest.mark.model
def test_an_answer_does_not_depend_on_what_was_asked_before(fallback: Translator) -> None:
    text = "Die Regierung will die Steuern auf Strom bis zum Jahr 2025 deutlich senken."
    asked = [text, "Die Regierung will nicht.", text, "Die", text]
    answers = [answer.text for answer in fallback.translate(asked, "de")]
    fallback.translate(["El presidente viajó a Lima."], "es")
    (later,) = fallback.translate([text], "de")
    assert {answers[0], answers[2], answers[4]} == {later.text}


@pytest.mark.model
def test_only_the_languages_that_a_model_lists_are_translated() -> None:
    options = {"model": str(fallback_weights()), "digest": FALLBACK_DIGEST, "slots": 1, "languages": ["de"]}
    translator = translators.make("llama", options)
    with pytest.raises(UnsupportedPair):
        translator.translate(["Bonjour."], "fr")
    translator.close()


@pytest.mark.model
def test_the_fallback_says_a_sentence_in_other_words_the_same_ones_each_time(fallback: Translator) -> None:
    assert isinstance(fallback, Retold)
    text = "Er soll im Mai zurücktreten, hieß es aus Regierungskreisen."
    told = [fallback.retell(text, "de", before, turn).text for before, turn in (("", 1), ("", 2), ("", 1))]
    assert told[0] == told[2]
    assert all(told)
    assert fallback.retell(text, "de", "Der Minister steht seit Wochen in der Kritik.", 0).text


@pytest.mark.model
def test_the_fallback_puts_plain_english_back(fallback: Translator) -> None:
    assert isinstance(fallback, Returning)
    (found,) = fallback.translate_back(["The president will visit Tokyo in October 2024."], "es")
    assert isinstance(found, Candidate)
    assert re.search(r"presidente.*Tokio.*octubre.*2024", found.text), found.text
    with pytest.raises(UnsupportedPair):
        fallback.translate_back(["He goes."], "en")
