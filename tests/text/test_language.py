"""Identification: scripts, detectors, claims, and what is no language."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.text.language import UNKNOWN, identify


@pytest.mark.parametrize("text", ["", "   ", "2023", "— 22.05. —", "👍👍", "12:30 … 14:00"])
def test_what_has_no_letters_is_und_with_no_confidence(text: str) -> None:
    assert identify(text, ("de",)) == UNKNOWN
    assert UNKNOWN.tag == "und"
    assert UNKNOWN.confidence == 0


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("hy", "Երևան քաղաք"), ("ka", "თბილისი"), ("el", "Αθήνα"), ("th", "กรุงเทพ"), ("km", "ភ្នំពេញ"), ("ko", "서울 시청"),
        ("he", "ירושלים עיר הבירה"), ("my", "ရန်ကုန်"), ("am", "አዲስ አበባ ከተማ ናት"), ("dv", "މާލެ"), ("ta", "சென்னை"),
        ("ja", "東京タワー"), ("ps", "د ښار ځوانان وايي"), ("ur", "ٹوکیو میں بڑے لوگ"), ("ug", "ئۈرۈمچى شەھىرى"), ("dz", "འབྲུག་གི་རྒྱལ་ས་ཐིམ་ཕུ་ཨིན་མས"),
    ],
)  # fmt: skip
def test_a_script_speaks_for_its_language(tag: str, text: str) -> None:
    assert identify(text).tag == tag


def test_foreign_names_do_not_turn_a_headline() -> None:
    assert identify("Microsoft 和 OpenAI 宣布新的合作").tag == "zh-Hans"
    assert identify("Apple представила новый iPhone в Калифорнии").tag == "ru"


def test_capitals_are_read_like_small_letters() -> None:
    assert identify("BUNDESTAG STIMMT ÜBER DEN HAUSHALT AB").tag == "de"


def test_addresses_and_handles_say_nothing() -> None:
    assert identify("https://www.example.org/the/best/news @the_reader #breaking") == UNKNOWN
    assert identify("Der Rat tagt heute in Wien https://www.example.org/the/best/of/the/news/and/more").tag == "de"


def test_a_claim_decides_between_languages_that_read_alike() -> None:
    text = "Ministar je danas rekao da je sporazum potpisan u gradu."
    assert identify(text, ("bs",)).tag == "bs"
    assert identify(text, ("sr",)).tag == "sr-Latn"
    assert identify(text, ("hr-HR",)).tag == "hr"
    assert identify("Presiden tiba di Kuala Lumpur", ("ms",)).tag == "ms"
    assert identify("Presiden tiba di Kuala Lumpur", ("in",)).tag == "id"
    assert identify("Statsministeren taler i dag", ("no",)).tag == "nb"


def test_a_claim_makes_us_surer_and_a_false_one_does_not_turn_the_text() -> None:
    text = "El presidente del Gobierno anunció ayer nuevas medidas para la economía."
    assert identify(text, ("es",)).confidence >= identify(text).confidence
    assert identify(text, ("en", "ja", "")).tag == "es"
    assert identify("Президент выступил с речью в Москве", ("en",)).tag == "ru"


def test_claims_choose_the_script_of_chinese_where_no_character_does() -> None:
    assert identify("北京天安", ("zh-TW",)).tag == "zh-Hant"
    assert identify("北京天安").tag == "zh-Hans"
    assert identify("東京大学", ("ja",)).tag == "ja"


def test_cantonese_is_told_from_its_own_characters() -> None:
    assert identify("佢哋話今日唔會嚟，因為落雨。").tag == "yue"


def test_long_texts_take_no_longer_than_a_paragraph() -> None:
    assert identify("Die Regierung hat gestern beschlossen, das Gesetz zu ändern. " * 20_000).tag == "de"


@given(st.text(max_size=120), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_has_an_answer(text: str, claims: list[str]) -> None:
    found = identify(text, claims)
    assert found.tag
    assert 0 <= found.confidence <= 1


def test_importing_it_costs_no_numpy() -> None:
    code = "import sys, glosswire.text.language, glosswire.text.highlights; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
