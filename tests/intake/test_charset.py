"""Bytes become text, whatever they say of themselves."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.charset import charset_of, decode

RUSSIAN = "Совет министров обсудил бюджет на следующий год. Решение примут в пятницу. " * 4
GREEK = "Το συμβούλιο συζήτησε τον προϋπολογισμό του επόμενου έτους. Η απόφαση αναμένεται. " * 4
JAPANESE = "気象庁は午後九時十九分ごろ地震があったと発表した。津波の心配はないという。" * 6
TURKISH = "Kurul gelecek yılın bütçesini görüştü. Karar cuma günü açıklanacak, dedi başkan. " * 4


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "iso-8859-7"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        ("理事会讨论了明年的预算。决定将于星期五公布，主席说。" * 8, "gb18030"),
        ("이사회는 내년 예산을 논의했다. 결정은 금요일에 발표된다." * 8, "euc-kr"),
    ],
)
def test_a_charset_that_nobody_names_is_found(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text


def test_a_claim_decides_where_the_detector_only_guesses() -> None:
    assert decode(TURKISH.encode("windows-1254"), "windows-1254") == TURKISH
    named = '<meta charset="iso-8859-2">' + "Příští týden rozhodne rada o rozpočtu, řekl předseda. " * 4
    assert decode(named.encode("iso-8859-2")) == named


def test_a_false_claim_does_not_spoil_utf_8() -> None:
    body = '<meta charset="iso-8859-1"><p>Größe, čtvrtek, пятница</p>'.encode()
    assert "Größe, čtvrtek, пятница" in decode(body, "latin-1")


def test_one_broken_byte_leaves_the_rest_of_a_utf_8_page_alone() -> None:
    body = RUSSIAN.encode()[:-2] + b"\xd0 " + RUSSIAN.encode()
    assert decode(body).count("Совет") == 8


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(codec: str) -> None:
    assert decode("Größe".encode(codec), "latin-1") == "Größe"


def test_text_is_composed() -> None:
    assert decode("Zu\u0308rich".encode()) == "Zürich"


def test_a_claim_that_is_no_charset_is_passed_over() -> None:
    assert decode("Größe".encode("cp1252"), "base64") == "Größe"
    assert decode("Größe".encode("cp1252"), "no-such-thing") == "Größe"


@given(st.binary(max_size=300), st.sampled_from(["", "utf-7", "hex", "cp1251", "ascii", "idna"]))
def test_any_bytes_decode(body: bytes, claim: str) -> None:
    assert isinstance(decode(body, claim), str)
    assert codecs.lookup(charset_of(body, claim))
