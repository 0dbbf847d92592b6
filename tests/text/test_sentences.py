"""Splitting: what ends a sentence and what does not, and that no character is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.model import Sentence
from glosswire.text.sentences import split

PIECES = st.sampled_from(
    "Hello|Dr|ru|Мир|سلام|สวัสดี|你好|გამარჯობა|👩‍👩‍👧|é|.|!|?|…|。|！|؟|।|”|\"|»|«|'|)|:|;|։|22|1.5|U.S.|a.b|፡፡|།|។|။|」|「| |  |\n|\u00a0|\u200f".split(
        "|"
    )
)


def texts(text: str, language: str = "") -> list[str]:
    return [text[s.start : s.end] for s in split(text, language)]


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["", "de", "hy", "el", "th", "ja", "en", "bo"]))
def test_sentences_stand_in_order_and_cover_all_but_space(text: str, language: str) -> None:
    at = 0
    for sentence in split(text, language, 7):
        assert sentence.block == 7
        assert at <= sentence.start < sentence.end <= len(text)
        assert not text[at : sentence.start].strip()
        body = text[sentence.start : sentence.end]
        assert body == body.strip()
        at = sentence.end
    assert not text[at:].strip()


@given(st.text(max_size=200))
def test_any_text_is_covered(text: str) -> None:
    assert "".join("".join(texts(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Am 22. Mai 2023 tagte der Rat."),
        ("de", "Der 1. FC Köln gewann am 3. Spieltag."),
        ("de", "Dr. Merkel sprach z. B. mit Prof. Grütters."),
        ("de", "Das kostet 2,5 Mio. Euro, d. h. mehr als im 19. Jahrhundert."),
        ("de", "Papst Johannes XXIII. Berief das Konzil."),
        ("en", "The U.S. Senate met Mr. J. R. Smith at 5 p.m. Monday."),
        ("en", "Visit https://example.org/a.b?c=d. now or mail a.b@example.org."),
        ("en", "Version 3.11 costs 4.50 dollars."),
        ("en", "He waited... and waited."),
        ("fr", "M. Macron a reçu Mme. Borne."),
        ("ru", "В 1961 г. Ю. А. Гагарин полетел в космос."),
        ("cs", "Karel IV. Lucemburský vládl od r. 1346."),
        ("hu", "Az 1956. október 23. napja ünnep."),
        ("ja", "「そうです。」と述べた。"),
        ("ar", "قال د. أحمد إن الاجتماع انتهى."),
        ("hi", "डॉ. राजेंद्र प्रसाद राष्ट्रपति थे।"),
        ("hy", "Նա ասաց. «Մենք կգանք»։"),
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(language: str, sentence: str) -> None:
    assert texts(sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["Es war Mai.", "Die Wahl kam."]),
        ("de", ["„Wir sind da.", "Wir bleiben.“", "Dann gingen sie."]),
        ("en", ["It rained!", "“Really?”", "Yes."]),
        ("en", ["He lived in the U.S.", "The rest did not."]),
        ("fr", ["« Pourquoi ? »", "Personne ne sait."]),
        ("es", ["¿Dónde está?", "¡Aquí!", "Bien."]),
        ("el", ["Ποιος είναι;", "Κανείς δεν ξέρει."]),
        ("hy", ["Նա եկավ:", "Մենք գնացինք:"]),
        ("am", ["ከተማዋ ትልቅ ናት፡፡", "ወንዙ ረጅም ነው፡፡"]),
        ("ur", ["یہ شہر ہے۔", "وہ دریا ہے۔"]),
        ("ka", ["ქალაქი დიდია.", "მდინარე გრძელია."]),
        ("th", ["กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทยและเป็นเมืองใหญ่ที่สุด", "แม่น้ำเจ้าพระยาไหลผ่านเมืองนี้"]),
    ],
)
def test_a_sentence_ends_where_readers_end_it(language: str, sentences: list[str]) -> None:
    assert texts(" ".join(sentences), language) == sentences


def test_chinese_needs_no_space() -> None:
    assert texts("他走了。她说：“我们走吧。”雨停了！", "zh-Hans") == ["他走了。", "她说：“我们走吧。”", "雨停了！"]


def test_a_straight_quotation_mark_may_open_the_next_chinese_sentence() -> None:
    assert texts('雨停了。"走吧。"他说。', "zh-Hans") == ["雨停了。", '"走吧。"', "他说。"]


def test_a_lost_space_is_made_up_for_before_a_word_that_begins_sentences() -> None:
    assert texts("It ended in 2008.The city paid.", "en") == ["It ended in 2008.", "The city paid."]


def test_line_breaks_end_sentences() -> None:
    assert texts("One line\nand another\r\n\r\nthird") == ["One line", "and another", "third"]


def test_nothing_has_no_sentences() -> None:
    assert split("") == ()
    assert split(" \n\u00a0") == ()
    assert split("x", "de", 3) == (Sentence(3, 0, 1),)


@pytest.mark.parametrize("unit", [".", ". ", '"', '."', " ", "a. ", "!漢", "กข ", "1. ", "Aaa.", "ա: ", '。"'])
def test_a_hostile_block_takes_time_by_its_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    split(text, "hy")
    assert time.process_time() - started < 30
