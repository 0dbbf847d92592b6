"""Fidelity: each kind of fault is found, and what only looks like one is not."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.model import Finding, FindingKind
from glosswire.text.fidelity import CHECKS, Likeness, check, doubt, find, headline_findings, misplaced, worst
from glosswire.text.fidelity.gaps import has_gap, is_doubtful
from glosswire.text.fidelity.shown import show
from glosswire.text.fidelity.words import fold, words_of
from glosswire.text.reach import MOST_ALARMS, rates_of, tables


def kinds(source: str, target: str, language: str, likeness: Likeness | None = None) -> set[str]:
    return {finding.kind for finding in find(source, target, language, likeness) if finding.is_shown}


# -- negation and attribution


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("de", "Die Regierung hat dem Plan nicht zugestimmt.", "The government agreed to the plan."),
        ("fr", "Le ministre n'a pas signé l'accord.", "The minister signed the agreement."),
        ("ru", "Министр не подписал соглашение.", "The minister signed the agreement."),
        ("zh", "部长没有签署协议。", "The minister signed the agreement."),
        ("ar", "لم يوقع الوزير الاتفاق.", "The minister signed the agreement."),
        ("hi", "मंत्री ने समझौते पर हस्ताक्षर नहीं किए।", "The minister signed the agreement."),
        ("de", "Die Regierung hat dem Plan zugestimmt.", "The government did not agree to the plan."),
        ("it", "Il ministro ha firmato l'accordo.", "The minister has not signed the agreement."),
        ("tr", "Bakan anlaşmayı imzaladı.", "The minister did not sign the agreement."),
        ("zh", "部长签署了协议。", "The minister didn't sign the agreement."),
    ],
)
def test_a_negation_that_only_one_side_has_is_critical(language: str, source: str, target: str) -> None:
    (finding,) = find(source, target, language)
    assert (finding.kind, finding.severity) == ("negation", "critical")


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("de", "Nicht nur die Regierung stimmte zu.", "The government, and others, agreed."),
        ("de", "Das ist unmöglich.", "That is not possible."),
        ("de", "Er lehnte den Plan ab.", "He did not accept the plan."),
        ("fr", "Il refuse de partir.", "He will not leave."),
        ("ru", "Тем не менее министр подписал его.", "The minister signed it all the same."),
        ("ru", "Он отказался подписать.", "He would not sign."),
        ("es", "No obstante, firmó.", "He signed all the same."),
        ("zh", "他不仅签了，而且来了。", "He signed and came."),
        ("tr", "Bakan imzalamadı.", "The minister did not sign."),
        ("ko", "장관은 서명하지 않았다.", "The minister refused to sign."),
        ("de", "Sie kommt am Montag.", "She comes on Monday, doesn't she?"),
        ("fr", "Il n'est pas le seul à partir.", "He is one of many who leave."),
        ("ru", "Он не первый министр, который ушёл.", "Other ministers have gone before him."),
        ("zh", "想一想会不会下雨。", "Think whether it will rain."),
        ("ar", "تعرضت الهيئة لانتقاد لعدم الإبلاغ عن ذلك.", "The agency was criticized for not reporting it."),
    ],
)
def test_what_only_looks_negative_is_left_alone(language: str, source: str, target: str) -> None:
    assert "negation" not in kinds(source, target, language)


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("de", "Der Minister ist laut dpa zurückgetreten."),
        ("fr", "Le ministre a démissionné, selon l'agence."),
        ("ru", "Министр якобы ушёл в отставку."),
        ("ja", "大臣は辞任したとみられる。"),
    ],
)
def test_a_claim_that_became_a_fact_is_found(language: str, source: str) -> None:
    assert "attribution" in kinds(source, "The minister has resigned.", language)
    assert "attribution" not in kinds(source, "The minister has reportedly resigned.", language)


# -- what is left, leaks and loops


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("ru", "Осадков не ожидается.", "No осадков is expected."),
        ("zh", "在调查中。", "During the 调查."),
        ("it", "Il presidente racconta del Giappone.", "The president racconta about Japan."),
        ("fr", "C'est vrai.", "It is vrai."),
        ("it", "L'inizio dell'erosione è antico.", "The beginning dell'erosione is old."),
        ("de", "Er wurde gestern umsorgt.", "He was umsorgt yesterday."),
        ("de", "Es gibt Risse in Moskaus Bündnis.", "There are cracks in Moscow’s Bündnis."),
        ("de", "Die Regierung tagt heute in Berlin.", "Die Regierung tagt heute in Berlin."),
    ],
)
def test_words_left_in_their_language_are_found(language: str, source: str, target: str) -> None:
    assert "untranslated" in kinds(source, target, language)


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("de", "Das Restaurant liegt 5 km vor der Stadt.", "The restaurant is 5 km from the city."),
        ("de", "Mehr auf www.beispiel.de.", "More at www.beispiel.de."),
        ("it", "Il sushi è un piatto.", "Sushi is a dish."),
        ("fr", "Le pH du sol baisse.", "The pH of the soil is falling."),
        ("de", "Die α-Strahlung sinkt.", "The α radiation falls."),
        ("ru", "Компания Xiaomi растёт.", "Xiaomi is growing."),
        ("pl", "Zaśpiewał bhajan.", "He sang a bhajan."),
        ("zh", "他演唱了 chhappan bhog 祈祷歌（Sanju Sharma）。", "He sang the chhappan bhog (Sanju Sharma)."),
        ("de", "Das sei schwierig, sagte Sumbung.", "That was difficult, Ms. Sumbung said."),
        ("de", "Das sei schwierig, sagte Dennis in Tunis.", "That was difficult, Dennis said in Tunis."),
    ],
)
def test_words_that_are_the_same_in_both_are_left_alone(language: str, source: str, target: str) -> None:
    assert "untranslated" not in kinds(source, target, language)


def test_a_word_that_its_language_cannot_spell_is_kept_for_operators() -> None:
    (finding,) = find("Zaśpiewał bhajan.", "He sang a bhajan.", "pl")
    assert (finding.kind, finding.is_shown) == ("untranslated", False)


@pytest.mark.parametrize(
    "target",
    [
        "Here is the translation: He came.",
        "He came. <|im_end|>",
        "He said &quot;yes&quot;.",
        "He came to <b>Berlin</b>.",
        "He came to XQ1 today.",
        '{"translation": "He came."}',
        "He came to ⟦2⟧.",
        "As an AI language model, I cannot say.",
    ],
)
def test_what_does_not_belong_to_the_text_is_a_leak(target: str) -> None:
    assert "leak" in kinds("Er kam heute nach Berlin.", target, "de")


def test_markup_that_the_source_has_too_is_no_leak() -> None:
    assert "leak" not in kinds("Das Element <b>x</b> fehlt.", "The element <b>x</b> is missing.", "de")


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("More than 40 people died in the accident accident.", "minor"),
        ("They died died died died died.", "critical"),
        ("He said that he said that he said that he said that he came.", "critical"),
    ],
)
def test_loops_are_found(target: str, severity: str) -> None:
    (finding,) = [f for f in find("Mehr als vierzig Menschen starben.", target, "de") if f.kind == "repetition"]
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Er hatte es sehr, sehr eilig.", "He was in a very very great hurry."),
        ("Bora Bora ist eine Insel.", "Bora Bora is an island."),
        ("Er kam immer wieder.", "He came again and again."),
        ("Das, was er gehabt hatte, war weg.", "What he had had was gone."),
    ],
)
def test_what_english_says_twice_is_no_loop(source: str, target: str) -> None:
    assert "repetition" not in kinds(source, target, "de")


# -- more, less, something else


def test_nothing_at_all_is_a_critical_omission() -> None:
    assert [(f.kind, f.severity) for f in find("Er kam.", " ", "de")] == [("omission", "critical")]


def test_half_a_sentence_is_an_omission_and_a_second_one_an_addition() -> None:
    source = (
        "Die Regierung will den Haushalt am Dienstag beschließen und danach dem Parlament vorlegen, wie sie mitteilte."
    )
    whole = "The government wants to adopt the budget on Tuesday and then submit it to parliament, it said."
    assert kinds(source, whole, "de") == set()
    assert kinds(source, "The government wants to adopt.", "de") == {"omission"}
    more = f"{whole} The opposition announced resistance and called for protests in front of the chancellery."
    assert "addition" in kinds(source, f"{more} Nobody came to them in the end.", "de")


def test_short_english_is_an_omission_where_it_is_nearer_to_its_sentence_without_some_of_the_words() -> None:
    source = "Die Regierung will den Haushalt am Dienstag beschließen und danach dem Parlament vorlegen."
    short = "The government wants to adopt the budget."
    assert kinds(source, short, "de", Likeness(0.6, lift=0.14)) == {"omission"}
    assert kinds(source, short, "de", Likeness(0.6, lift=0.0)) == set()
    assert kinds(source, short, "de", Likeness(0.6)) == kinds(source, short, "de") == set()
    assert not has_gap(source, short, "sv", -3.5, Likeness(0.6, lift=0.2))  # not one that the encoder knows


def test_an_acronym_may_say_what_a_sentence_says_in_words() -> None:
    source = "Die Vereinigten Staaten sollten die Mittel für künstliche Intelligenz verdoppeln"
    likeness = Likeness(0.6, lift=0.05)
    assert has_gap(source, "They should double funding", "de", -3.2, likeness)
    assert not has_gap(source, "U.S. should double A.I. funding", "de", -3.2, likeness)
    assert has_gap("Die USA sollten die Mittel verdoppeln", "USA should double funding", "de", -3.2, likeness)


def test_more_is_asked_of_the_encoder_where_short_english_is_little_like_its_sentence() -> None:
    assert is_doubtful(-2.5, 0.7)
    assert not is_doubtful(-0.5, 0.7)
    assert not is_doubtful(-2.5, 0.1)  # it says something else


@pytest.mark.parametrize(
    "target",
    [
        "More than 28,000 deaths were registered in .",
        "The is home to other tribes.",
        "It is a that lasts.",
        "Experts say they the deaths.",
        "The deaths of those who into hospital came.",
        "The country and its are in mourning.",
    ],
)
def test_a_hole_in_the_english_is_an_omission(target: str) -> None:
    assert "omission" in kinds("Mehr als 28.000 Tote wurden registriert.", target, "de")


@pytest.mark.parametrize("target", ["We the people mourn.", "What would the dead say?", "They had to be counted."])
def test_what_only_looks_like_a_hole_is_left_alone(target: str) -> None:
    assert "omission" not in kinds("Mehr als 28.000 Tote.", target, "xx")


def test_a_sentence_that_says_something_else_is_found_by_its_likeness() -> None:
    source, target = "Er kam heute.", "Wheat prices rose."
    assert kinds(source, target, "de", Likeness(0.05)) == {"shift"}
    assert kinds(source, target, "de", Likeness(0.4)) == set()


def test_english_of_the_sentence_beside_is_found_where_the_neighbours_are_known() -> None:
    (finding,) = misplaced(Likeness(0.4, neighbour=0.8), "de")
    assert (finding.kind, finding.severity, finding.is_shown) == ("shift", "critical", True)
    assert misplaced(Likeness(0.6, neighbour=0.3), "de") == misplaced(Likeness(0.3), "de") == ()


# -- quotes and headlines


def test_lost_quotation_marks_are_found_and_other_marks_are_none() -> None:
    assert "quote" in kinds("Er sagte: „Das war ein großer Fehler von uns.“", "He said that was a big mistake.", "de")
    assert "quote" not in kinds("Er nannte es „einen Fehler“.", "He called it a mistake.", "de")
    assert "quote" not in kinds("Er nannte es „einen Fehler“.", "He called it ‘a mistake’.", "de")
    book = "Er las „Die Wunder der alten Welt“ ganz."
    assert "quote" not in kinds(book, "He read all of The Wonders of the Ancient World.", "de")
    (gained,) = find("Er nannte es einen Fehler.", "He called it “a mistake”.", "de")
    assert (gained.kind, gained.is_shown) == ("quote", False)
    assert "quote" not in kinds("— Это ошибка, сказал он.", "“It is a mistake,” he said.", "ru")


def test_a_headline_that_denies_what_its_lead_says_is_found() -> None:
    lead = ("Der Minister tritt zurück.", "The minister resigns.")
    found = headline_findings("Minister tritt zurück", "Minister does not resign", lead[:1], lead[1:], "de")
    assert [(f.kind, f.severity) for f in found] == [("headline", "critical")]
    assert headline_findings("Minister tritt zurück", "Minister resigns", lead[:1], lead[1:], "de") == ()


HEADLINE_BODY = (
    ("Bei dem Erdbeben in Marokko sind 2960 Menschen gestorben.", "Der König reiste nach Marrakesch."),
    ("2,960 people died in the earthquake in Morocco.", "The king travelled to Marrakesh."),
)


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Nearly 3,000 dead in Morocco", set()),
        ("Nearly 30,000 dead in Morocco", {"30,000"}),
        ("Almost 3,000 dead as Turkey is hit", {"Turkey"}),
        ("King visits Marrakesh", set()),
        ("King has not visited Marrakesh", {"not"}),
    ],
)
def test_a_headline_says_nothing_that_the_body_does_not(headline: str, told: set[str]) -> None:
    found = headline_findings("Fast 3000 Tote in Marokko", headline, *HEADLINE_BODY, "de")
    assert {finding.kind for finding in found} == ({"headline"} if told else set())
    assert all(any(word in finding.detail for finding in found) for word in told)


def test_a_headlines_name_that_only_sounds_a_little_like_one_of_the_article_is_told() -> None:
    body = ("Paşinyan dün Erivan’da konuştu.",), ("Pashinyan spoke in Yerevan yesterday.",)
    (finding,) = headline_findings("Paşinyan: Gitmiyorum", "President Putin: I am not leaving", *body, "tr")
    assert ("Putin" in finding.detail, finding.is_shown) == (True, True)
    assert headline_findings("Paşinyan: Gitmiyorum", "Pashinyan: I am not leaving", *body, "tr") == ()


def test_a_number_that_the_headline_has_from_its_source_is_for_operators() -> None:
    (finding,) = headline_findings("Fast 800 Tote in Marokko", "Nearly 800 dead in Morocco", *HEADLINE_BODY, "de")
    assert ("800" in finding.detail, finding.is_shown) == (True, False)


def test_without_a_body_nothing_is_said_of_a_headline() -> None:
    assert headline_findings("30 Tote", "30 dead", (), (), "de") == ()


# -- all together


def test_the_worst_and_the_doubt_of_findings() -> None:
    minor, hidden = Finding("quote", "minor", "."), Finding("name", "critical", ".", is_shown=False)
    assert worst([]) is None
    assert worst([hidden]) is None
    assert worst([minor, Finding("leak", "major", "."), hidden]) == "major"
    assert doubt([]) == 0
    assert 0 < doubt([minor]) < doubt([hidden]) < doubt([Finding("negation", "critical", ".")])


def test_a_kind_that_errs_too_often_in_a_language_is_kept_from_readers() -> None:
    seen = set()
    for language, table in tables("rates").items():
        for kind, rate in table.items():
            if kind in get_args(FindingKind) and isinstance(rate, float):
                shown = show(Finding(kind, "major", "."), language, "").is_shown  # type: ignore[arg-type]
                assert shown == (rate <= MOST_ALARMS)
                seen.add(shown)
    assert seen == {True, False}


def test_a_language_that_was_not_measured_shows_what_is_sure_in_its_whole_script() -> None:
    cyrillic = [table for table in tables("rates").values() if table.get("script") == "Cyrl"]
    worst_rate = max(float(str(table.get("quote", 0))) for table in cyrillic)
    assert rates_of("rue", "Cyrl")["quote"] == worst_rate
    assert show(Finding("repetition", "minor", "."), "rue", "Cyrl").is_shown


def test_the_checks_have_a_version() -> None:
    assert CHECKS.startswith("fidelity-")


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=80))
def test_plain_english_is_taken_apart_as_any_text_is(text: str) -> None:
    assert [*words_of(fold(text)), "é"] == words_of(fold(f"{text} É"))


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["de", "ja", "ar", "tr", "xx", "", "zh-Hant"]))
def test_any_text_can_be_checked(source: str, target: str, language: str) -> None:
    for finding in check(source, target, language, Likeness(0.3, 0.2)):
        assert finding.detail
