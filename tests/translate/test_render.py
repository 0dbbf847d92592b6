import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosswire.errors import BadOutput, EngineDown
from glosswire.model import ArticleId, Sentence
from glosswire.translate.base import Candidate
from glosswire.translate.render import Passage, Rendered, accepted_back, fault_of, is_passed, render

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
GERMAN = {
    "Die Regierung tritt zurück.": "The government resigns.",
    "Das Parlament stimmt am Montag ab.": "Parliament votes on Monday.",
    "Es regnet.": "It is raining.",
}


class Scribe:
    """An engine that knows its answers by heart, and notes what it was asked."""

    def __init__(self, answers: Mapping[str, str] | Callable[[str], str], batch: int = 2) -> None:
        self._answers = answers if callable(answers) else answers.__getitem__
        self._batch = batch
        self.asked: list[tuple[str, ...]] = []

    @property
    def version(self) -> str:
        """Its name."""
        return "scribe/1"

    @property
    def batch(self) -> int:
        """As many as it likes at once."""
        return self._batch

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Say what it knows."""
        self.asked.append(tuple(texts))
        return tuple(Candidate(self._answers(text), -0.5) for text in texts)

    def close(self) -> None:
        """Let go of nothing."""


def passage(text: str, language: str = "de", number: int = 0, mastheads: tuple[str, ...] = ()) -> Passage:
    return Passage(ArticleId("a1"), 3, Sentence(number, 0, len(text)), text, language, mastheads)


def rendered(
    scribe: Scribe, *texts: str, known: Mapping[str, str] | None = None, mastheads: tuple[str, ...] = ()
) -> list[Rendered]:
    passages = [passage(text, number=i, mastheads=mastheads) for i, text in enumerate(texts)]
    return list(render(passages, scribe, known or {}, lambda: NOW))


def test_every_passage_gets_its_segment_in_order() -> None:
    found = rendered(Scribe(GERMAN), *GERMAN)
    assert [r.segment.target for r in found] == list(GERMAN.values())
    assert [r.segment.sources for r in found] == [(r.passage.sentence,) for r in found]
    assert {r.segment.state for r in found} == {"translated"}
    assert {(r.segment.engine, r.segment.score, r.segment.made_at) for r in found} == {("scribe/1", -0.5, NOW)}
    assert [r.failure for r in found] == [None] * 3


def test_sentences_are_given_in_the_batches_that_the_engine_likes() -> None:
    scribe = Scribe(GERMAN, batch=2)
    stream = render([passage(text) for text in GERMAN], scribe, {}, lambda: NOW)
    next(stream)
    assert len(scribe.asked) == 1
    assert len(list(stream)) == 2
    assert [len(texts) for texts in scribe.asked] == [2, 1]


def test_one_text_is_asked_for_once() -> None:
    scribe = Scribe(GERMAN)
    found = rendered(scribe, "Es regnet.", "Es regnet.", "Es regnet.")
    assert scribe.asked == [("Es regnet.",)]
    assert [r.segment.target for r in found] == ["It is raining."] * 3


def test_what_is_known_is_not_asked_for() -> None:
    scribe = Scribe(GERMAN)
    (found,) = rendered(scribe, "Es regnet.", known={"Es regnet.": "Rain falls."})
    assert scribe.asked == []
    assert (found.segment.target, found.segment.state, found.segment.engine) == (
        "Rain falls.",
        "translated",
        "scribe/1",
    )


@pytest.mark.parametrize(
    "text", ["https://example.org/a?b=1", "12:30 – 14:00", "@DasErste #Wahl", "***", "a@b.org", ""]
)
def test_what_has_no_words_passes(text: str) -> None:
    scribe = Scribe(GERMAN)
    (found,) = rendered(scribe, text)
    assert (found.segment.target, found.segment.state, found.segment.engine) == (text, "passed", "")
    assert scribe.asked == []


def test_a_masthead_alone_passes_in_any_script() -> None:
    assert is_passed(passage("Die Zeit", mastheads=("Die Zeit",)))
    assert is_passed(passage("Die Zeit / dpa", mastheads=("Die Zeit", "dpa")))
    assert is_passed(passage("人民日报", "zh", mastheads=("人民日报",)))
    assert not is_passed(passage("Die Zeit vergeht.", mastheads=("Die Zeit",)))


def test_english_passes() -> None:
    assert is_passed(passage("The government resigns.", "en-GB"))


# -- what is not translated


def test_addresses_and_handles_travel_under_placeholders_and_come_back() -> None:
    text = "Mehr bei @bundestag, unter https://example.org/a?b=1#c oder an post@example.org."
    scribe = Scribe({"Mehr bei XQ1, unter XQ2 oder an XQ3.": "More at XQ2, with XQ1 or to XQ3."})
    (found,) = rendered(scribe, text)
    assert found.segment.target == "More at https://example.org/a?b=1#c, with @bundestag or to post@example.org."


@pytest.mark.parametrize("english", ["More there.", "More at XQ1 and XQ1.", "More at XQ2.", "More at XQ11."])
def test_a_sentence_whose_placeholder_is_lost_is_asked_for_without(english: str) -> None:
    text = "Mehr bei https://example.org heute."
    scribe = Scribe({"Mehr bei XQ1 heute.": english, text: "More at https://example.org today."})
    (found,) = rendered(scribe, text)
    assert found.segment.target == "More at https://example.org today."
    assert scribe.asked == [("Mehr bei XQ1 heute.",), (text,)]


def test_a_sentence_that_loses_an_address_both_times_stays_as_it_is() -> None:
    text = "Mehr bei https://example.org heute."
    (found,) = rendered(Scribe(lambda asked: "More there today."), text)
    assert (found.segment.state, found.segment.target) == ("failed", text)
    assert found.failure is not None
    assert "lost https://example.org" in found.failure.message


def test_a_text_that_looks_like_a_placeholder_gets_none() -> None:
    text = "Das Modell XQ1 steht auf https://example.org heute."
    scribe = Scribe({text: "The model XQ1 is on https://example.org today."})
    (found,) = rendered(scribe, text)
    assert found.segment.target == "The model XQ1 is on https://example.org today."


@pytest.mark.parametrize(
    ("text", "masthead", "asked"),
    [
        ("Das sagte er dem Sender JAMnews.", "JAMnews", "Das sagte er dem Sender XQ1."),
        ("Das berichtet Le Monde heute.", "Le Monde", "Das berichtet XQ1 heute."),
        ("Das meldet Merkur.de heute.", "Merkur.de", "Das meldet XQ1 heute."),
        ("Das Bild zeigt einen Mann.", "Bild", "Das Bild zeigt einen Mann."),
        ("Das sagte er der „Bild“ heute.", "Bild", "Das sagte er der „XQ1“ heute."),
        ("Die Zeit ist um.", "Die Zeit", "Die Zeit ist um."),
        ("Die Welt am Abend.", "Welt", "Die Welt am Abend."),
        ("Das sagt LeMondeX.", "LeMonde", "Das sagt LeMondeX."),
        ("الشرق الأوسط في خطر", "الشرق الأوسط", "الشرق الأوسط في خطر"),
    ],
)
def test_mastheads_keep_their_names_where_nobody_takes_them_for_words(text: str, masthead: str, asked: str) -> None:
    scribe = Scribe(lambda german: "This is said by XQ1." if "XQ1" in german else "This is what it says.")
    rendered(scribe, text, mastheads=(masthead,))
    assert scribe.asked[0] == (asked,)


@settings(deadline=None)  # what tells languages apart loads at the first echo
@given(
    st.lists(
        st.sampled_from(["https://a.example/x", "@name", "#Tag", "b@c.example", "Wort", "und", "12", "Le Monde", "«"])
    ),
    st.text(max_size=5),
)
def test_an_engine_that_changes_nothing_but_words_gets_every_name_back(parts: list[str], noise: str) -> None:
    text = " ".join(["Ja", *parts, noise])
    scribe = Scribe(lambda german: re.sub(r"\b(Ja|Wort|und)\b", "word", german) + " indeed")
    (found,) = rendered(scribe, text, mastheads=("Le Monde",))
    for name in ("https://a.example/x", "@name", "b@c.example"):
        assert found.segment.target.count(name) >= (name in parts)


# -- what is no translation

LONG = "Die Regierung des Landes hat am Montag in der Hauptstadt ein neues Gesetz vorgestellt."


@pytest.mark.parametrize(
    ("english", "fault"),
    [
        ("", "empty"),
        ("The government. " * 40, "over-long"),
        ("Yes.", "over-short"),
        ("Правительство страны представило в понедельник новый закон.", "another script"),
        (LONG, "echo"),
        ("The government said that it said that it said that it said that it said that it is so.", "loop"),
        ("The government ha" + "ha" * 40, "loop"),
    ],
)
def test_an_answer_that_is_no_translation_is_asked_for_alone_and_then_given_up(english: str, fault: str) -> None:
    scribe = Scribe(lambda asked: GERMAN.get(asked, english))
    other = "Es regnet."
    first, second = rendered(scribe, LONG, other)
    assert scribe.asked == [(LONG, other), (LONG,)]
    assert (first.segment.state, first.segment.target) == ("failed", LONG)
    assert first.failure is not None
    assert fault in first.failure.message
    assert (first.failure.error, first.failure.stage, first.failure.subject) == ("BadOutput", "translate", "a1")
    assert second.segment.target == "It is raining."
    assert second.failure is None


def test_the_second_answer_counts_where_it_is_one() -> None:
    answers = iter(["", "The government has presented a new law in the capital on Monday."])
    (found,) = rendered(Scribe(lambda asked: next(answers)), LONG)
    assert (found.segment.state, found.failure) == ("translated", None)


def test_an_english_sentence_in_a_foreign_article_passes() -> None:
    english = "We will not accept any agreement that is made without us, he said in English."
    (found,) = rendered(Scribe(lambda asked: asked), english)
    assert (found.segment.state, found.segment.target, found.failure) == ("passed", english, None)


def test_names_and_numbers_may_stay_as_they_are() -> None:
    assert fault_of("Emmanuel Macron", "Emmanuel Macron") == ""
    assert fault_of("2023 2024 2025 2026 2027 2028", "2023 2024 2025 2026 2027 2028 and so on") == ""


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("中国外交部发言人星期一表示", "A spokesman for China's foreign ministry said on Monday"),
        ("Ja.", "Yes, that is right."),
        ("Er sagte: „Nein, nein, nein, nein!“", "He said: “No, no, no, no!”"),
        ("Putin (Путин) und Selenskyj (Зеленський) trafen sich.", "Putin (Путин) and Zelensky (Зеленський) met."),
    ],
)
def test_good_answers_have_no_fault(source: str, english: str) -> None:
    assert fault_of(source, english) == ""


class Confused(Scribe):
    """An engine that loses count of more than one sentence."""

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Answer one; of several, one less."""
        found = super().translate(texts, language)
        return found if len(texts) == 1 else found[1:]


class Muddled(Scribe):
    """An engine that cannot tell the answers to more than one sentence apart."""

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Answer one, but not several."""
        found = super().translate(texts, language)
        if len(texts) > 1:
            raise BadOutput("muddled", "no numbers")
        return found


@pytest.mark.parametrize("kind", [Confused, Muddled])
def test_where_answers_cannot_be_told_apart_each_is_asked_for_alone(kind: type[Scribe]) -> None:
    scribe = kind(GERMAN, batch=3)
    found = rendered(scribe, *GERMAN)
    assert [r.segment.target for r in found] == list(GERMAN.values())
    assert [len(texts) for texts in scribe.asked] == [3, 1, 1, 1]


def test_an_engine_that_goes_down_says_so_and_what_was_done_stands() -> None:
    class Frail(Scribe):
        """An engine that ends after its first batch."""

        def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
            """Answer once."""
            if self.asked:
                raise EngineDown("frail", "gone")
            return super().translate(texts, language)

    done: list[Rendered] = []
    stream: Iterator[Rendered] = render([passage(text) for text in GERMAN], Frail(GERMAN, batch=1), {}, lambda: NOW)
    with pytest.raises(EngineDown):
        done.extend(iter(lambda: next(stream), None))
    assert [r.segment.target for r in done] in ([], ["The government resigns."])


def test_what_an_engine_said_before_it_went_down_over_one_sentence_stands() -> None:
    class Choking(Scribe):
        """An engine that goes down when it is asked for one sentence by itself."""

        def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
            """Answer several."""
            if len(texts) == 1:
                raise EngineDown("choking", "gone")
            return super().translate(texts, language)

    answers = {**GERMAN, "Das Parlament stimmt am Montag ab.": ""}
    stream = render([passage(text) for text in answers], Choking(answers, batch=3), {}, lambda: NOW)
    assert [next(stream).segment.target, next(stream).segment.target] == ["The government resigns.", "It is raining."]
    with pytest.raises(EngineDown):
        next(stream)


def test_a_sentence_without_end_is_not_asked_for() -> None:
    endless = "und " * 5000
    scribe = Scribe(GERMAN)
    found = rendered(scribe, "Es regnet.", endless)
    assert [r.segment.state for r in found] == ["translated", "failed"]
    assert scribe.asked == [("Es regnet.",)]


def test_half_a_character_is_no_answer() -> None:
    (found,) = rendered(Scribe({"Es regnet.": "It is raining \ud83d."}), "Es regnet.")
    assert found.segment.state == "failed"
    assert found.failure is not None
    assert "broken characters" in found.failure.message


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_judging_never_fails(source: str, english: str) -> None:
    assert isinstance(fault_of(source, english), str)


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12), st.integers(1, 5))
def test_nothing_is_dropped_merged_or_moved(texts: list[str], batch: int) -> None:
    scribe = Scribe(lambda text: f"word {text} word", batch=batch)
    passages = [replace(passage(text), sentence=Sentence(i, 0, len(text))) for i, text in enumerate(texts)]
    found = list(render(passages, scribe, {}, lambda: NOW))
    assert [r.passage for r in found] == passages
    assert [r.segment.sources for r in found] == [(p.sentence,) for p in passages]
    assert all((r.failure is not None) == (r.segment.state == "failed") for r in found)
    assert all(r.segment.target == r.passage.text for r in found if r.segment.state != "translated")


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("Die Regierung  tagt.", "Die Regierung tagt."),
        ("", ""),
        ("The government is meeting.", ""),
        ("Правительство заседает.", ""),
        ("Die Regierung tagt. " * 30, ""),
        ("Die Regierung die Regierung die Regierung die Regierung tagt", ""),
        ("tagt \ud800", ""),
    ],
)
def test_english_is_put_back_only_by_what_is_a_translation_of_it(answer: str, kept: str) -> None:
    english = "The government is meeting."
    assert accepted_back("Die Regierung berät sich.", english, Candidate(answer)) == kept


def test_japanese_is_one_script_in_both_its_letters() -> None:
    english = "China and Japan met in Beijing."
    assert accepted_back("中国と日本が北京で会談した。", english, Candidate("中国と日本は北京で会った。"))
    assert not accepted_back("中国と日本が北京で会談した。", english, Candidate("中国和日本在北京会谈。"))
    assert not accepted_back("岸田首相訪米、共同声明発表", english, Candidate("Die Kishida-Regierung tagt."))


@pytest.mark.parametrize("kana", ["岸田首相が訪米し、共同声明を発表した。", "キシダ首相訪米"])
def test_japanese_without_kana_is_japanese_too(kana: str) -> None:
    english, headline = "Prime Minister Kishida visits the United States.", "岸田首相訪米、共同声明発表"
    assert accepted_back(headline, english, Candidate(kana)) == kana
    assert accepted_back(kana, english, Candidate(headline)) == headline


def test_chinese_is_not_put_back_as_japanese_nor_the_other_way_about() -> None:
    english = "Prime Minister Kishida visits the United States."
    chinese, japanese = "岸田首相访问美国，发表联合声明。", "岸田首相が訪米し、共同声明を発表した。"
    assert not accepted_back(japanese, english, Candidate(chinese))
    assert not accepted_back(chinese, english, Candidate(japanese))
