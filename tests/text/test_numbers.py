"""What texts state of numbers, and what their translations make of them."""

import sys
import time
import unicodedata

import pytest
from babel import Locale, localedata
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from glosswire.text.numbers import Value, number_findings, stated
from tests.effort import steps

DIGITS: dict[str, list[str]] = {}
for code in range(sys.maxunicode):
    if unicodedata.category(chr(code)) == "Nd":
        DIGITS.setdefault(unicodedata.name(chr(code)).rsplit(" DIGIT ", 1)[0], []).append(chr(code))
SCRIPTS = [digits for digits in DIGITS.values() if len(digits) == 10]
LOCALES = sorted(
    {name for name in localedata.locale_identifiers() if "_" not in name} - {"root", "tok"}
)  # tok groups by two


def numbers(text: str, language: str) -> list[float]:
    """The numbers of all values that are stated and no hints."""
    return [value.number for value in stated(text, language) if value.kind != "hint"]


def only(text: str, language: str) -> Value:
    """The one sure value of a text."""
    (value,) = (value for value in stated(text, language) if value.is_sure)
    return value


def details(source: str, target: str, language: str) -> list[str]:
    return [finding.detail for finding in number_findings(source, target, language) if finding.is_shown]


# -- what a text states


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("de", "1.234.567,5 Euro", 1_234_567.5),
        ("de", "anderthalb Millionen Menschen", 1_500_000),
        ("de", "siebenhundertfünfzig Beschäftigte", 750),
        ("tr", "86 bin 600 kilometrekare", 86_600),
        ("it", "trecentoseimila persone", 306_000),
        ("de", "zweihundertelftausend Menschen", 211_000),
        ("ru", "86 тыс. 600 человек", 86_600),
        ("fr", "2 millions 300 000 euros", 2_300_000),
        ("fa", "۸۶ هزار و ۶۰۰ نفر", 86_600),
        ("pt", "86 mil e 600 pessoas", 86_600),
        ("de", "Das kostet 2,3 Mrd. Dollar", 2_300_000_000),
        ("fr", "soixante-quinze personnes", 75),
        ("fr", "quatre-vingt-douze communes", 92),
        ("fr", "3 800 000 habitants", 3_800_000),
        ("es", "mil millones de personas", 1_000_000_000),
        ("es", "un billón", 1_000_000_000_000),
        ("it", "duemilacinquecento lire", 2500),
        ("ru", "пятьдесят пять тысяч", 55_000),
        ("ru", "4 млн", 4_000_000),
        ("uk", "1,5 мільярда гривень", 1_500_000_000),
        ("tr", "yirmi beş bin kişi", 25_000),
        ("ar", "خمسة وعشرون ألف", 25_000),
        ("ar", "١٫٥ مليون", 1_500_000),
        ("fa", "بیست و سه هزار", 23_000),
        ("hi", "1.5 करोड़", 15_000_000),
        ("hi", "दो लाख", 200_000),
        ("zh", "417.6万例", 4_176_000),
        ("zh", "三十五年", 35),
        ("zh", "二〇一九年", 2019),
        ("ja", "1億4200万円", 142_000_000),
        ("ja", "百二十人", 120),
        ("ko", "37만 5천 명", 375_000),
        ("pl", "trzydziesty czwarty występ", 34),
        ("pl", "siedemnastolatek", 17),
        ("pl", "czterdziestojednoletnia kobieta", 41),
        ("es", "el trigésimo cuarto partido", 34),
        ("uk", "двадцятирічний хлопець", 20),
        ("uk", "у тридцять другому турі", 32),
        ("ar", "اثنتا عشرة نقطة", 12),
        ("zh", "上世纪八十年代", 80),
        ("hy", "քսանհինգ հազար", 25_000),
        ("ka", "ოცდახუთი ათასი", 25_000),
        ("el", "2,5 δισ. ευρώ", 2_500_000_000),
        ("he", "עשרים ושלושה אלף", 23_000),
        ("th", "สองล้าน", 2_000_000),
        ("sw", "milioni 5", 5_000_000),
        ("vi", "hai mươi triệu", 20_000_000),
        ("id", "dua puluh lima ribu", 25_000),
        ("en", "two hundred and five thousand", 205_000),
        ("en", "£2.8bn", 2_800_000_000),
        ("en", "4 crore", 40_000_000),
        ("en", "29¾ inches", 29.75),
        ("ru", "2 млрд 800 млн", 2_800_000_000),
        ("ja", "3千5百万円", 35_000_000),
        ("ko", "22 억 5 천만 명", 2_250_000_000),
        ("sn", "mamiriyoni £11", 11_000_000),
        ("cs", "sedmatřicetiletá", 37),
        ("et", "kümne protsendi", 10),
        ("ar", "القرن الرابع عشر", 14),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_value(language: str, text: str, number: float) -> None:
    assert number in numbers(text, language)


def test_milliard_and_billion_go_by_their_language() -> None:
    assert only("5 Billionen", "de").number == 5 * 10**12
    assert only("5 billion", "en").number == 5 * 10**9


def test_money_knows_its_currency_and_a_measure_its_unit() -> None:
    assert only("20 miliardi di euro", "it").number == 20 * 10**9
    assert only("5 долларов", "ru").unit == "dollar"
    assert only("€300", "en").unit == "euro"
    assert only("31 miles", "en").unit == "length-mile"
    assert only("15 %", "de").kind == "percent"


def test_a_value_spans_its_characters() -> None:
    text = "Rund 1,5 Millionen Menschen"
    value = only(text, "de")
    assert text[value.start : value.end] == "1,5 Millionen"


def test_an_article_is_no_number() -> None:
    for text, language in (("ein Mann", "de"), ("une femme", "fr"), ("один из них", "ru"), ("bir adam", "tr")):
        assert not any(value.is_sure for value in stated(text, language))


@given(st.integers(0, 10**9), st.sampled_from(SCRIPTS))
def test_digits_of_every_script_are_read(number: int, digits: list[str]) -> None:
    text = "".join(digits[int(digit)] for digit in str(number))
    assert numbers(text, "en") == [number]


@pytest.mark.parametrize("language", LOCALES)
def test_every_locales_own_format_comes_back(language: str) -> None:
    locale = Locale.parse(language)
    for number in (7, 1234, 1234.5, 1_234_567, 12_345_678.25, 0.75):
        text = format_decimal(number, locale=locale)
        assert any((number,) in value.readings for value in stated(text, language)), text


@given(st.text(), st.sampled_from(["en", "de", "ar", "zh", "th", "ko", "zu", "fi", "xx"]))
def test_any_text_is_read_in_order_and_within_itself(text: str, language: str) -> None:
    values = stated(text, language)
    assert [value.start for value in values] == sorted(value.start for value in values)
    assert all(0 <= value.start < value.end <= len(text) for value in values)


@pytest.mark.parametrize(
    "text",
    ["9" * 100_000, "1," * 50_000, "111 " * 25_000, "1.2/3" * 20_000, "million " * 12_000, "5 million " * 10_000,
     "siebenhundert" * 8_000, "十" * 100_000, "1:" * 50_000, "I" * 100_000, "ein und " * 12_000, "a@" * 50_000],
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    for language in ("de", "zh", "en"):
        begun = time.process_time()
        stated(text, language)
        assert time.process_time() - begun < 60


# -- what a translation makes of it


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("de", "Anderthalb Millionen Menschen", "1.5 million people"),
        ("de", "ein Viertel der Wähler", "a quarter of voters"),
        ("de", "beide Söhne sind 12 Jahre alt", "both sons are twelve years old"),
        ("de", "gegen 15.40 Uhr", "at around 3:40 p.m."),
        ("fr", "à 12 h GMT", "at 12:00 GMT"),
        ("fr", "entre le Xe et le XIVe siècle", "between the 10th and the 14th century"),
        ("it", "alle 23:35", "at 11:35 pm"),
        ("ru", "2,3 млн", "2.3 million"),
        ("ru", "в 90-х годах", "in the 1990s"),
        ("zh", "6000万元和2亿元", "60 million and 200 million yuan"),
        ("ja", "令和の5月3日", "on May 3 of Reiwa"),
        ("hi", "2 लाख लोग", "200,000 people"),
        ("de", "50 Kilometer", "31 miles"),
        ("fr", "5 à 10 cm de pluie", "2 to 4 inches of rain"),
        ("fr", "26 degrés", "80 degrees"),
        ("fa", "در سال ۱۴۰۱", "in 2022"),
        ("th", "ปี 2562", "in 2019"),
        ("es", "un billón de dólares", "one trillion dollars"),
        ("zh", "新冠病毒", "COVID-19"),
        ("ru", "более двух с половиной миллионов тенге", "more than two and a half million tenge"),
        ("tr", "iki buçuk milyon", "2.5 million"),
        ("de", "eine halbe Million", "half a million"),
        ("de", "um halb zehn", "at 9:30"),
        ("fr", "250 000 personnes", "a quarter of a million people"),
        ("zh", "上午9点半", "at 9:30 a.m."),
        ("uk", "о 12 годині за Гринвічем", "at 1200 GMT"),
        ("de", "in den 50ern des 19. Jahrhunderts", "in the 1850s"),
        ("sw", "saa 1 asubuhi", "at 7 a.m."),
        ("uk", "у Другій світовій війні", "in World War 2"),
        ("zh", "在上世纪八十年代", "in the 1980s"),
        ("pl", "różnica wynosi 11 stopni Celsjusza", "a difference of 20 degrees"),
        ("ru", "шесть метров", "six metres (20 feet)"),
        ("tr", "Martelly dün konuştu", "Martelly spoke yesterday"),
        ("ru", "стать первыми", "to be No. 1"),
        ("de", "Es kamen 86 Tausend. 600 von ihnen blieben.", "86,000 came. 600 of them stayed."),
        ("es", "Eran 2 millones. 300.000 se quedaron.", "They were 2 million. 300,000 stayed."),
        ("ru", "после трех односторонних сессий", "after three one-sided sessions"),
        ("pl", "królowa Elżbieta", "Queen Elizabeth II"),
        ("ca", "un tracte de 11 milions GBP", "an £11million deal"),
    ],
)  # fmt: skip
def test_the_same_value_in_other_words_is_no_finding(language: str, source: str, target: str) -> None:
    assert number_findings(source, target, language) == ()


@pytest.mark.parametrize(
    ("language", "source", "target", "detail"),
    [
        (
            "de",
            "1,5 Millionen Menschen",
            "15 million people",
            "The original says 1.5 million; the translation says 15 million.",
        ),
        ("de", "im Jahr 2020", "in 202", "The original says 2020; the translation says 202."),
        (
            "de",
            "20 Milliarden Euro",
            "20 million euros",
            "The original says 20 billion euros; the translation says 20 million euros.",
        ),
        ("de", "sieben Jahre", "nine years", "The original says 7 years; the translation says 9 years."),
        ("ru", "26 июля", "July 20", "The original says 26; the translation says 20."),
        ("it", "alle 23:35", "at 11:45 pm", "The original says 23:35; the translation says 11:45."),
        ("es", "un billón de dólares", "one billion dollars", None),
        ("pl", "2012 roku", "in 2021", "The original says 2012; the translation says 2021."),
        ("de", "5 Euro", "5 dollars", "The original says 5 euros; the translation says 5 dollars."),
        ("de", "am 3. Juli", "on June 3", "The original says July; the translation says June."),
    ],
)
def test_a_changed_value_is_told_to_the_reader(language: str, source: str, target: str, detail: str | None) -> None:
    found = details(source, target, language)
    assert found
    assert detail is None or detail in found


def test_a_left_out_value_and_an_added_one_are_told() -> None:
    assert details("Es starben 45 Menschen.", "People died.", "de") == [
        "The original says 45; the translation does not."
    ]
    assert details("Es starben Menschen.", "45 people died.", "de") == [
        "The translation says 45; the original does not."
    ]


def test_without_a_languages_numerals_small_numbers_added_are_no_evidence() -> None:
    assert number_findings("Xyz abc.", "Three people died.", "xx") == ()


def test_a_sort_that_often_misses_in_a_language_is_kept_from_readers() -> None:
    (finding,) = number_findings("Ọ̀pọ̀ ènìyàn kú.", "45 people died.", "yo")
    assert not finding.is_shown


def test_a_long_row_of_numbers_is_read_as_any_other() -> None:
    assert len(stated("12 " * 3000, "en")) == 3000
    assert steps(lambda: stated("12 " * 2000, "en")) < 2.2 * steps(lambda: stated("12 " * 1000, "en"))
    assert not any(value.is_sure for value in stated("call 0800 123 456", "en"))
