"""Names are found in any script and compared with those of the English."""

import time

import pytest

from glosswire.text.names import english_forms, evidence, name_findings, names_in
from glosswire.text.names.characters import spelling
from glosswire.text.names.compare import compare


def _texts(text: str, language: str) -> list[str]:
    return [name.text for name in names_in(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("fr", "Le président Emmanuel Macron est arrivé à Londres.", ["Emmanuel Macron", "Londres"]),
        ("ru", "Канцлер Меркель прилетела в Москву.", ["Меркель", "Москву"]),
        ("zh", "他昨天从东京飞往莫斯科。", ["东京", "莫斯科"]),
        ("ar", "وصل الوفد إلى موسكو أمس.", ["موسكو"]),
        ("th", "เขาเดินทางไปมอสโก", ["มอสโก"]),
        ("ka", "ის მოსკოვში ჩავიდა.", ["მოსკოვში"]),
    ],
)
def test_names_are_found_by_capitals_or_by_what_is_known(language: str, text: str, names: list[str]) -> None:
    found = _texts(text, language)
    assert [name for name in names if name not in found] == []


def test_a_name_spans_what_it_says() -> None:
    text = "Gestern traf Angela Merkel in Wien ein."
    for name in names_in(text, "de"):
        assert text[name.start : name.end] == name.text


def test_german_nouns_are_no_names() -> None:
    assert _texts("Gestern hat die Regierung das Gesetz über den Haushalt beschlossen.", "de") == []


@pytest.mark.parametrize(
    ("language", "name", "form"),
    [
        ("de", "Deutschland", "Germany"),
        ("fr", "Londres", "London"),
        ("ru", "Германия", "Germany"),
        ("zh", "特朗普", "Donald Trump"),
        ("uk", "Відень", "Vienna"),
        ("ja", "ドイツ", "Germany"),
    ],
)
def test_exonyms_are_known(language: str, name: str, form: str) -> None:
    assert form in english_forms(name, language)


def test_an_unknown_name_is_spelt_in_latin_letters() -> None:
    assert english_forms("Пашинян", "ru") == ("Pashinyan",)


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        (
            "de",
            "Die deutsche Regierung lobte gestern Wien und München.",
            "The German government praised Vienna and Munich yesterday.",
        ),
        ("ru", "Русский писатель Чехов жил в Москве.", "The Russian writer Chekhov lived in Moscow."),
        ("ru", "Саммит ОДКБ прошёл в Ереване.", "The CSTO summit took place in Yerevan."),
        ("fr", "L'ONU condamne l'attaque.", "The UN condemns the attack."),
        ("uk", "УЄФА оштрафувала клуб.", "UEFA fined the club."),
        ("ar", "وصل الرئيس أوباما إلى برلين.", "President Obama arrived in Berlin."),
        ("he", "נשיא ארה״ב ברק אובמה הגיע לברלין.", "US President Barack Obama arrived in Berlin."),
        ("zh", "特朗普周二抵达伦敦。", "Trump arrived in London on Tuesday."),
        ("ja", "安倍首相は火曜日にロンドンに到着した。", "Prime Minister Abe arrived in London on Tuesday."),
        ("hi", "राष्ट्रपति ओबामा बर्लिन पहुँचे।", "President Obama arrived in Berlin."),
        ("ka", "პრეზიდენტი ობამა ბერლინში ჩავიდა.", "President Obama arrived in Berlin."),
        ("zh", "德国前总理赫尔穆特·施密特出生于汉堡。", "Former German chancellor Helmut Schmidt was born in Hamburg."),
        ("zh", "发展中国家需要帮助。", "Developing countries need help."),
        ("uk", "Ризький мирний договір підписали 1921 року.", "The Riga peace treaty was signed in 1921."),
        ("es", "España rechazó ayer la propuesta.", "Madrid rejected the proposal yesterday."),
        ("fr", "Le musée de Naples a fermé hier.", "The museum in Naples, Italy, closed yesterday."),
        ("ar", "وصل الوفد إلى مقر للأمم المتحدة.", "The delegation arrived at a UN headquarters."),
        ("tr", "Köprü Eylül ayında açılacak.", "The bridge will open in September."),
        ("ru", "Рижский мирный договор подписали в 1921 году.", "The Riga peace treaty was signed in 1921."),
        ("pl", "Traktat ryski podpisano w 1921 roku.", "The Treaty of Riga was signed in 1921."),
        ("de", "Das weißrussische Parlament tagte gestern.", "The Belarusian parliament met yesterday."),
        ("de", "Bezahlt wird meist in US-Dollar.", "Most people pay in United States dollars."),
        ("es", "La libra esterlina subió ayer.", "The British pound rose yesterday."),
        ("it", "Secondo le Nazioni Unite il Paese è pronto.", "The UN says that the country is ready."),
        ("tr", "Engelli Olimpiyatları dün başladı.", "The Paralympics began yesterday."),
    ],
)
def test_a_true_translation_is_left_alone(language: str, source: str, target: str) -> None:
    assert [finding for finding in name_findings(source, target, language) if finding.is_shown] == []


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("fr", "Le ministre a rencontré Angela Merkel à Londres.", "The minister met Barack Obama in London."),
        ("it", "Il governo della Spagna ha deciso ieri.", "The government of Paraguay decided yesterday."),
        ("ru", "Вчера в Берлине выступила Ангела Меркель.", "Yesterday Boris Johnson spoke in Berlin."),
        ("uk", "Президент прибув до Відня.", "The president arrived in Tokyo."),
        ("zh", "代表团抵达莫斯科。", "The delegation arrived in Canada."),
        ("ar", "وصل الوفد إلى ألمانيا أمس.", "The delegation arrived in Paraguay yesterday."),
    ],
)
def test_a_replaced_name_is_shown(language: str, source: str, target: str) -> None:
    findings = name_findings(source, target, language)
    assert [finding.kind for finding in findings if finding.is_shown] == ["name"]


def test_characters_spell_the_names_that_are_written_with_them() -> None:
    text = "德国前总理赫尔穆特·施密特出生于汉堡。"
    assert min(spelling(name, text) for name in ("Helmut", "Schmidt", "Hamburg")) > -1.5
    assert max(spelling(name, text) for name in ("Berlusconi", "Nakasone", "Mulroney")) < -2.65
    assert spelling("", text) == spelling("Schmidt", "") == -9.0


def test_a_foreign_name_that_the_characters_do_not_spell_is_added() -> None:
    source = "前总理赫尔穆特·施密特昨天发表了讲话。"
    assert name_findings(source, "Former chancellor Schmidt gave a speech yesterday.", "zh") == ()
    (finding,) = name_findings(source, "Former chancellor Mulroney gave a speech yesterday.", "zh")
    assert finding.detail == "The translation names Mulroney; the original does not."


@pytest.mark.parametrize(
    ("language", "source", "target", "basis"),
    [
        ("it", "Ieri Aldo Moro ha incontrato i giornalisti.", "Yesterday met the journalists.", "gone"),
        ("it", "Ieri Moro ha incontrato i giornalisti.", "Yesterday he met the journalists.", "weak"),
        ("it", "Ieri Aldo Moro ha incontrato i giornalisti.", "Yesterday Moro met the journalists.", "weak"),
        ("ru", "Вчера выступил Оливер Кромвель.", "Yesterday a Union spoke.", "gone"),
        ("fr", "Hier les ministres sont venus avec Fanfani.", "The ministers came yesterday with .", "hole"),
        ("fr", "Elle avait de quoi travailler avec Ségolène.", "She had much to work with.", "weak"),
    ],
)
def test_a_name_is_gone_where_nothing_may_stand_for_it(language: str, source: str, target: str, basis: str) -> None:
    assert evidence(compare(source, target, language), target) == basis


def test_a_lost_name_is_an_omission_where_the_english_is_short_besides() -> None:
    source, target = "Hier le maire a rencontré Fanfani et la presse.", "Yesterday the mayor met the press."
    (as_usual,) = name_findings(source, target, "fr", 0.4)
    assert (as_usual.kind, as_usual.is_shown) == ("name", False)
    (short,) = name_findings(source, target, "fr", -0.4)
    assert (short.kind, short.is_shown) == ("omission", True)
    assert short.detail == "The original names Fanfani; the translation does not."


@pytest.mark.parametrize(("deviation", "kind"), [(-0.4, "name"), (-0.6, "omission")])
def test_a_country_that_is_not_named_takes_shorter_english(deviation: float, kind: str) -> None:
    source, target = "Вчера правительство Испании это опровергло.", "Yesterday the government denied it."
    (finding,) = name_findings(source, target, "ru", deviation)
    assert (finding.kind, finding.is_shown) == (kind, False)


def test_a_lost_country_is_told_in_one_sentence() -> None:
    (finding,) = name_findings("Il président du Brésil est venu en Espagne.", "The president came.", "fr")
    assert finding.detail == "The original names Brésil and Espagne; the translation does not."
    assert finding.severity == "major"


def test_a_replaced_country_is_critical() -> None:
    (finding,) = name_findings("Le gouvernement du Brésil est venu.", "The government of Paraguay came.", "fr")
    assert finding.severity == "critical"
    assert finding.detail == "The original names Brésil; the translation names Paraguay instead."


def test_a_language_whose_countries_are_not_known_shows_nothing() -> None:
    findings = name_findings("Umukuru yabonanye na Merkel i Berlin.", "The head met Berlusconi in Rome.", "xx")
    assert not any(finding.is_shown for finding in findings)


def test_nothing_states_nothing() -> None:
    assert name_findings("", "", "de") == ()
    assert name_findings("!?", "Merkel", "de") == ()
    assert names_in("", "zh") == ()


@pytest.mark.parametrize("piece", ["Merkel ", "A.B.C.", "ال", "東京", "a" * 50 + " ", "'’\"(", "Xi·", "é\u0301"])
def test_hostile_text_takes_no_longer_than_its_length_allows(piece: str) -> None:
    text = piece * 20_000
    began = time.process_time()
    name_findings(text, text, "de")
    name_findings(text, "Berlusconi " * 20_000, "zh")
    names_in(text, "ar")
    assert time.process_time() - began < 30
