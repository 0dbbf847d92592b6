import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosswire.config import load_config
from glosswire.errors import ConfigError
from glosswire.translate.glossary import EMPTY, Glossary, Term, default_glossary, load_glossary, places, read_terms

GLOSSARY = default_glossary()
TERMS = [term for term in GLOSSARY.terms if GLOSSARY.of(term.language)]
ARTICLES = files("glosswire.sample") / "articles"
PRESS = {
    "al-jarida-al-tajribiya": "ar", "diario-de-muestra": "es", "gazeta-przykladowa": "pl", "journal-d-essai": "fr",
    "musterblatt": "de", "muster-kurier": "de", "nmush-tert": "hy", "ornek-gazete": "tr", "probnaya-gazeta": "ru",
    "ruznameh-ye-nemuneh": "fa", "sanimusho-gazeti": "ka",
}  # fmt: skip
LANGUAGES = sorted({term.language for term in GLOSSARY.terms})


def texts_of_the_event() -> Iterator[tuple[str, str]]:
    """Headline, standfirst and blocks of the event of 22 May 2023, with their languages."""
    for publisher, language in PRESS.items():
        article = tomllib.loads((ARTICLES / f"csto-{publisher}.toml").read_text("utf-8"))
        for text in (article["headline"], article["standfirst"], *(block["text"] for block in article["block"])):
            yield text, language


def english_in(text: str, language: str) -> set[str]:
    return {o.term.english for o in GLOSSARY.find(text, language)}


# -- the terms that come with Glosswire


def test_there_are_enough_terms_in_enough_languages_each_with_its_source() -> None:
    languages = Counter(term.language for term in GLOSSARY.terms)
    assert languages.total() >= 1500
    assert len([language for language, number in languages.items() if number >= 20]) >= 25
    assert all(term.source and term.kind and term.accepted[0] == term.english for term in GLOSSARY.terms)
    with_places = [term for language in languages for term in places(language)]
    assert len(with_places) > 5000
    assert all(term.source.startswith("CLDR") for term in with_places)


def test_no_form_has_two_meanings() -> None:
    seen: dict[tuple[str, str], Term] = {}
    for term in GLOSSARY.terms:
        other = seen.setdefault((term.language, term.form), term)
        assert other is term, f"{term.language} {term.form}: {other.english} and {term.english}"


def test_no_two_things_have_one_english_name() -> None:
    kinds: dict[str, set[str]] = {}
    for term in GLOSSARY.terms:
        kinds.setdefault(term.english, set()).add(term.entity)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_what_is_mended_is_never_right() -> None:
    for term in GLOSSARY.terms:
        assert not {m.casefold() for m in term.mends} & {a.casefold() for a in term.accepted}, term


# -- finding


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("ru", "Пашинян не исключил выхода Армении из ОДКБ", {"Pashinyan", "Armenia", "CSTO"}),
        ("ru", "переговоры о Нагорном Карабахе", {"Nagorno-Karabakh"}),
        ("uk", "президент Азербайджану Ільхам Алієв", {"Azerbaijan", "Ilham Aliyev"}),
        ("tr", "KGAÖ’den çıkmasını", {"CSTO"}),
        ("hy", "ՀԱՊԿ-ից դուրս գալը", {"CSTO"}),
        ("ka", "კუხოდან გასვლას", {"CSTO"}),
        ("ar", "وروسيا لن تنسحب من منظمة معاهدة الأمن الجماعي", {"Russia", "Collective Security Treaty Organization"}),
        ("zh", "集体安全条约组织在亚美尼亚", {"Collective Security Treaty Organization", "Armenia"}),
        ("zh-Hant", "集體安全條約組織", {"Collective Security Treaty Organization"}),
        ("ja", "アルメニアのパシニャン首相", {"Armenia", "Pashinyan"}),
        ("ko", "아르메니아는 유럽연합과", {"Armenia", "European Union"}),
        ("de", "Bund und Länder streiten mit der OVKS", {"federal government and the states", "CSTO"}),
        ("de", "des Bundeskanzlers", {"Federal Chancellor"}),
    ],
)  # fmt: skip
def test_terms_are_found_in_their_forms(language: str, text: str, english: set[str]) -> None:
    assert english_in(text, language) == english


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Kovksen"),
        ("ru", "кодкбы"),
        ("ja", "マリア"),
        ("fa", "دوشنبه"),
        ("de", "Die Länder Europas"),
        ("en", "OVKS"),
    ],
)
def test_words_that_only_look_like_terms_are_left_alone(language: str, text: str) -> None:
    assert GLOSSARY.find(text, language) == ()


def test_the_longest_term_counts() -> None:
    found = GLOSSARY.find("Der Deutsche Bundestag und Nordrhein-Westfalen in Nagorno Karabaj", "de")
    assert [o.term.english for o in found] == ["Bundestag", "North Rhine-Westphalia"]


# -- preparing


def test_names_that_engines_miss_are_in_the_source_before_it_is_translated() -> None:
    prepared = GLOSSARY.prepare("Armenien erwägt Austritt aus der OVKS, Streit um Bergkarabach", "de")
    assert prepared.text == "Armenien erwägt Austritt aus der CSTO, Streit um Nagorno-Karabakh"
    assert [term.english for term in prepared.terms] == ["Armenia", "CSTO", "Nagorno-Karabakh"]


def test_who_did_it_to_whom_stays_in_the_sentence() -> None:
    assert GLOSSARY.prepare("KGAÖ’den çıkmasını", "tr").text == "CSTO’den çıkmasını"
    assert GLOSSARY.prepare("კუხოდან გასვლას", "ka").text == "CSTO-დან გასვლას"
    assert GLOSSARY.prepare("Լեռնային Ղարաբաղի հայերի", "hy").text == "Nagorno-Karabakh-ի հայերի"
    assert GLOSSARY.prepare("Пашиняна поддержал Путин", "ru").text == "Пашиняна поддержал Путин"


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.sampled_from(["de", "ru", "ar", "zh", "ka", "xx"])
)
def test_what_is_outside_of_terms_stays_as_it_is(text: str, language: str) -> None:
    found = GLOSSARY.find(text, language)
    prepared = GLOSSARY.prepare(text, language)
    at, rest = 0, prepared.text
    for here in (o for o in found if o.term.lock == "before"):
        assert at <= here.start < here.end <= len(text)
        between = text[at : here.start]
        assert rest.startswith(between)
        at, rest = here.end, rest[len(between) :]
        rest = rest[rest.index(here.term.english) + len(here.term.english) :] if rest else rest
    if not found:
        assert prepared.text == text
        assert prepared.digest == ""
        assert prepared.settle(text) == text


def test_every_term_is_found_where_it_stands_alone() -> None:
    missed = []
    for term in TERMS:
        found = GLOSSARY.find(f"„{term.form}“, 1", term.language)
        if [(o.start, o.end) for o in found] != [(1, 1 + len(term.form))]:
            missed.append((term.language, term.form))
    assert missed == []


# -- mending


@pytest.mark.parametrize(
    ("language", "source", "english", "mended"),
    [
        ("de", "Austritt aus der OVKS", "Withdrawal from the OVKS", "Withdrawal from the CSTO"),
        ("ru", "выход из ОДКБ", "Exit from the ODKB", "Exit from the CSTO"),
        ("pl", "Spór o Górski Karabach", "Dispute over Mountainous Karabakh", "Dispute over Nagorno-Karabakh"),
        ("de", "sagte Nikol Paschinjan", "said Nikol Paschinjan", "said Nikol Pashinyan"),
        ("hy", "Փաշինյանը չի բացառում", "Pashinian does not rule out", "Pashinyan does not rule out"),
        ("fr", "à Erevan", "in Erevan", "in Yerevan"),
        ("de", "in Bergkarabach", "in Nagorno-Karabakh", "in Nagorno-Karabakh"),
        ("fr", "La Chine et Moscou", "China and Moscow", "China and Moscow"),
        ("de", "Wolodymyr Selenskyj", "Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
    ],
)
def test_look_alikes_become_the_english_form(language: str, source: str, english: str, mended: str) -> None:
    assert GLOSSARY.prepare(source, language).settle(english) == mended


@settings(max_examples=200)
@given(st.data())
def test_mending_twice_is_mending_once(data: st.DataObject) -> None:
    terms = data.draw(st.lists(st.sampled_from(GLOSSARY.terms), min_size=1, max_size=3))
    language = terms[0].language
    source = " — ".join(term.form for term in terms)
    words = [name for term in terms for name in (*term.mends, *term.accepted, term.form, "and", "of the")]
    english = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=6)))
    prepared = GLOSSARY.prepare(source, language)
    once = prepared.settle(english)
    assert prepared.settle(once) == once


# -- verifying


def test_a_term_that_is_missing_is_a_finding_that_says_so_in_a_sentence() -> None:
    (finding,) = GLOSSARY.findings("Austritt aus der OVKS", "Leaving the organisation", "de")
    assert (finding.kind, finding.severity, finding.is_shown) == ("term", "major", True)
    assert finding.detail == "The original says “OVKS”, which is CSTO in English; the translation does not say so."
    assert GLOSSARY.findings("Austritt aus der OVKS", "Leaving the CSTO", "de") == ()
    assert GLOSSARY.findings("Die OVKS und die OVKS", "Leaving", "de") == (finding,)


def test_a_missing_person_country_or_city_is_shown_but_where_such_names_are_often_other_words() -> None:
    (person,) = GLOSSARY.findings("Paşinyan konuştu", "President Putin spoke", "tr")
    (country,) = GLOSSARY.findings("Armenien schweigt", "The government is silent", "de")
    (held_back,) = GLOSSARY.findings("Россия молчит", "The government is silent", "ru")
    assert (person.is_shown, country.is_shown, held_back.is_shown) == (True, True, False)


# -- changing terms


def test_the_digest_changes_for_exactly_the_texts_that_hold_a_changed_term() -> None:
    (old,) = read_terms(b'[[term]]\nenglish = "CSTO"\nnames.de = ["OVKS"]', "own", "term", "me", "before")
    (new,) = read_terms(b'[[term]]\nenglish = "C.S.T.O."\nnames.de = ["OVKS"]', "own", "term", "me", "before")
    before, after = Glossary((old,)), Glossary((new,))
    assert before.digest("Die OVKS tagt.", "de") != after.digest("Die OVKS tagt.", "de")
    assert before.digest("Es regnet.", "de") == after.digest("Es regnet.", "de") == ""
    assert before.digest("Die OVKS tagt.", "fr") == ""
    assert before.digest("Die OVKS tagt.", "de") == before.prepare("Die OVKS tagt.", "de").digest


# -- the operator's own terms


def _own(folder: Path, terms: str) -> Glossary:
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    (folder / "glosswire.toml").write_text('[translate]\nglossary = "terms.toml"\n', encoding="utf-8")
    return load_glossary(load_config(folder / "glosswire.toml"))


def test_the_operators_terms_take_the_place_of_those_that_come_with_glosswire(tmp_path: Path) -> None:
    own = '[[term]]\nenglish = "Artsakh"\n[term.names]\nde = ["Bergkarabach"]\nsv = ["Grönköping"]\n'
    glossary = _own(tmp_path, own)
    assert glossary.prepare("In Bergkarabach", "de").text == "In Artsakh"
    assert glossary.prepare("I Grönköping", "sv").text == "I Artsakh"
    assert glossary.prepare("Aus der OVKS", "de").text == "Aus der CSTO"
    assert glossary.version != GLOSSARY.version


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ("[[term]]\nenglsh = 'x'", "englsh"),
        ("[[term]]\nenglish = 'x'", "forms in other languages"),
        ("[[term]]\nenglish = 'x'\nlock = 'never'\nnames.de = ['y']", "never"),
        ("[[term]]\nenglish = 'x'\nnames.de = 'y'", "expected a list"),
        ("[[term]]\nenglish = 'x'\nnames.de = ['…']", "at least one letter"),
        ("[[term]]\nenglish = 'x'\nshorts.de = ['y']", "forms in other languages"),
        ("term = 3", "table"),
        ("what = 3", "unknown key 'what'"),
        ("[[", "terms.toml"),
    ],
)
def test_a_mistake_in_the_operators_file_is_named(tmp_path: Path, terms: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        _own(tmp_path, terms)


def test_a_file_of_terms_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "glosswire.toml").write_text('[translate]\nglossary = "gone.toml"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="gone"):
        load_glossary(load_config(tmp_path / "glosswire.toml"))


def test_an_empty_glossary_has_nothing_to_say() -> None:
    assert EMPTY.prepare("Die OVKS tagt.", "de").text == "Die OVKS tagt."
    assert EMPTY.findings("Die OVKS tagt.", "", "de") == ()


# -- the event of 22 May 2023


def test_bodies_and_regions_of_the_event_have_one_english_form_in_ten_languages() -> None:
    seen: dict[str, set[str]] = {}
    for text, language in texts_of_the_event():
        found = GLOSSARY.find(text, language)
        prepared = GLOSSARY.prepare(text, language)
        for here in found:
            seen.setdefault(here.term.entity, set()).add(language)
            if here.term.lock == "before":
                assert here.term.english in prepared.text
                assert here.term.form not in prepared.text
    assert seen["Collective Security Treaty Organization"] == {*PRESS.values()}
    assert seen["Nagorno-Karabakh"] == {*PRESS.values()}
    assert seen["Nikol Pashinyan"] == {*PRESS.values()}


def test_a_hostile_text_takes_no_longer_than_its_length() -> None:
    def steps(texts: Sequence[str]) -> int:
        return sum(len(GLOSSARY.find(text, language)) for text in texts for language in ("de", "ar", "zh", "ka"))

    assert steps(["Organisation des " * 20_000, "منظمة معاهدة " * 20_000, "集体安全" * 20_000, "’" * 100_000]) >= 0


@pytest.mark.parametrize(
    ("language", "text", "prepared"),
    [
        ("fr", "L'Arménie quitte l'OTSC.", "L'Arménie quitte la CSTO."),
        ("fr", "L’OTSC dit qu’OTSC rime avec rien.", "La CSTO dit que CSTO rime avec rien."),
        ("it", "Il vertice dell'OTSC è finito.", "Il vertice della CSTO è finito."),
        ("it", "La tregua nell'Alto Karabakh regge.", "La tregua nel Nagorno-Karabakh regge."),
        ("fr", "Il parle d'ailleurs.", "Il parle d'ailleurs."),
    ],
)
def test_an_elided_article_is_written_out_before_a_consonant(language: str, text: str, prepared: str) -> None:
    assert default_glossary().prepare(text, language).text == prepared


def test_an_elided_article_stays_before_a_vowel() -> None:
    own = read_terms(
        '[[term]]\nenglish = "Alliance of Ours"\nnames.fr = ["Alliance nôtre"]\n'.encode(), "x", "b", "s", "before"
    )
    assert Glossary(own).prepare("Le but de l'Alliance nôtre.", "fr").text == "Le but de l'Alliance of Ours."


def test_cantonese_has_the_terms_of_chinese() -> None:
    assert default_glossary().find("亞美尼亞退出", "yue")[0].term.english == "Armenia"
