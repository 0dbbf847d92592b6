import pytest

from glosswire.serve.tongues import country_name, direction, machine_english, tongue


@pytest.mark.parametrize(
    ("tag", "name", "native", "way"),
    [
        ("de", "German", "Deutsch", "ltr"),
        ("ar", "Arabic", "العربية", "rtl"),
        ("zh-Hans", "Chinese (Simplified)", "中文 (简体)", "ltr"),
        ("sr-Cyrl", "Serbian (Cyrillic)", "српски (ћирилица)", "ltr"),
        ("hy", "Armenian", "հայերեն", "ltr"),
        ("ckb", "Central Kurdish", "کوردیی ناوەندی", "rtl"),
        ("und", "an unknown language", "an unknown language", "ltr"),
    ],
)
def test_a_language_has_an_english_name_its_own_and_a_direction(tag: str, name: str, native: str, way: str) -> None:
    found = tongue(tag)
    assert (found.name, found.native, found.direction) == (name, native, way)


def test_a_script_in_the_tag_decides_the_direction() -> None:
    assert direction("az-Arab") == "rtl"
    assert direction("ur-Latn") == "ltr"


def test_a_tag_that_nobody_knows_names_itself() -> None:
    assert tongue("qqx-zzzz-1").name
    assert tongue("../etc").name == "../etc"


def test_machine_english_says_what_it_was_made_from() -> None:
    assert machine_english("zh-Hant") == "en-x-mtfrom-zh-hant"


def test_countries_have_english_names_and_unknown_codes_name_themselves() -> None:
    assert country_name("am") == "Armenia"
    assert country_name("x1") == "x1"
