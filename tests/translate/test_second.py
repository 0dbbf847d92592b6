"""A second look: the least doubtful candidate is kept, and others are asked only over a critical finding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from glosswire.model import ALONE, APART, CONTEXT, Alternative, ArticleId, Finding, Segment, Sentence
from glosswire.translate.base import Candidate, Translator
from glosswire.translate.glossary import default_glossary
from glosswire.translate.render import Passage, Rendered
from glosswire.translate.second import (
    MOST_TRIES,
    NUMBERS,
    WAYS,
    Other,
    ask,
    ask_again,
    joined,
    review,
    texts_in,
    version_in,
)

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
SOURCE = "Es kostet 1,5 Millionen Euro."
GRAVE = Finding("number", "critical", "The original says 1.5 million; the translation says 15 million.")
SLIGHT = Finding("attribution", "minor", "The original says that it is claimed.")
FAULTS = {
    "It costs 15 million euros.": (GRAVE,),
    "It costs 15 million euros!": (GRAVE,),
    "It costs some 1.5 million euros.": (SLIGHT,),
    "It costs much.": (GRAVE,),
    "It is dear.": (GRAVE,),
    "Dear!": (GRAVE,),
}


def check(passage: Passage, english: str) -> tuple[Finding, ...]:
    assert passage.text == SOURCE
    return FAULTS.get(english, ())


def rendered(english: str = "It costs 15 million euros.", state: str = "translated") -> Rendered:
    passage = Passage(ArticleId("a"), 1, Sentence(0, 0, len(SOURCE)), SOURCE, "de")
    segment = Segment(
        (passage.sentence,), english, "passed" if state == "passed" else "translated", "tiny-1", -1.0, NOW
    )
    return Rendered(passage, segment)


class Teller:
    """Somebody with other words, who counts how often it is asked."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.asked = 0

    def other(self) -> Other:
        """Be asked."""

        def ask(passage: Passage) -> Sequence[Candidate]:
            self.asked += 1
            return tuple(Candidate(word, -0.5) for word in self.words)

        return Other(ask, lambda place: f"tiny-1#{place + 1}")


def test_nobody_is_asked_where_nothing_is_grave() -> None:
    teller = Teller("Never said.")
    found = review(rendered("It costs some 1.5 million euros."), check, [teller.other()])
    assert (found.rendered.segment.findings, found.tries, teller.asked) == ((SLIGHT,), 0, 0)


def test_the_least_doubtful_candidate_is_kept_with_what_made_it() -> None:
    teller = Teller("It costs 15 million euros!", "It costs some 1.5 million euros.", "It costs 1.5 million euros.")
    found = review(rendered(), check, [teller.other()])
    kept = found.rendered.segment
    assert (kept.target, kept.engine, kept.score, kept.findings) == (
        "It costs 1.5 million euros.",
        "tiny-1#3",
        -0.5,
        (),
    )
    assert (found.tries, found.mended, kept.made_at) == (1, True, NOW)


def test_of_equals_the_first_is_kept_and_marked() -> None:
    found = review(rendered(), check, [Teller("It costs 15 million euros!").other()])
    kept = found.rendered.segment
    assert (kept.target, kept.engine, kept.findings) == ("It costs 15 million euros.", "tiny-1", (GRAVE,))
    assert not found.mended


def test_once_nothing_is_grave_nobody_else_is_asked() -> None:
    first, second = Teller("It costs some 1.5 million euros."), Teller("It costs 1.5 million euros.")
    found = review(rendered(), check, [first.other(), second.other()])
    assert found.rendered.segment.target == "It costs some 1.5 million euros."
    assert second.asked == 0


def test_the_tries_are_bounded_and_who_has_nothing_to_say_is_none() -> None:
    tellers = [Teller(), *(Teller("It costs 15 million euros!") for _ in range(MOST_TRIES + 2))]
    found = review(rendered(), check, [teller.other() for teller in tellers])
    assert found.tries == MOST_TRIES
    assert [teller.asked for teller in tellers] == [1] * (MOST_TRIES + 1) + [0, 0]


def test_what_was_said_otherwise_is_kept_beside_the_best_the_least_doubtful_first() -> None:
    teller = Teller("It costs 15 million euros!", "It costs some 1.5 million euros.", "It costs 1.5 million euros.")
    kept = review(rendered(), check, [teller.other()]).rendered.segment
    assert kept.alternatives == (
        Alternative("It costs some 1.5 million euros.", "tiny-1#2", -0.5, (SLIGHT,)),
        Alternative("It costs 15 million euros.", "tiny-1", -1.0, (GRAVE,)),
        Alternative("It costs 15 million euros!", "tiny-1#1", -0.5, (GRAVE,)),
    )
    assert [alternative.way for alternative in kept.alternatives] == ["2", "", "1"]


def test_no_more_than_three_alternatives_are_kept_and_none_twice() -> None:
    tellers = [Teller("It costs 15 million euros!", "It costs much."), Teller("It costs much.", "It is dear.", "Dear!")]
    kept = review(rendered(), check, [teller.other() for teller in tellers]).rendered.segment
    assert [a.target for a in kept.alternatives] == ["It costs 15 million euros!", "It costs much.", "It is dear."]


def test_what_differs_only_in_quotation_marks_that_are_taken_off_is_one_alternative_and_none_of_the_best() -> None:
    marked = ("It costs “much”.", "It “costs” much.", 'It costs "much".', "“It costs 15 million euros.”")
    kept = review(rendered(), check, [Teller(*marked, "It is dear.").other()]).rendered.segment
    assert kept.target == "It costs 15 million euros."
    assert [(a.target, a.way) for a in kept.alternatives] == [("It costs much.", "1"), ("It is dear.", "5")]


def test_what_is_on_record_of_a_sentence_stays_where_nobody_is_asked() -> None:
    before = (Alternative("It costs much.", "tiny-1#1"),)
    known = rendered()
    known = replace(known, segment=replace(known.segment, alternatives=before))
    assert review(known, check).rendered.segment.alternatives == before


def test_a_passage_of_several_sentences_is_taken_apart_and_joined() -> None:
    sentences = (Sentence(1, 5, 9), Sentence(1, 10, 13), Sentence(2, 0, 5))
    passage = Passage(ArticleId("a"), 1, sentences[0], "Eins Zwo Drei.", "de", (), sentences[1:])
    assert texts_in(passage) == ("Eins", "Zwo", "Drei.")
    assert joined([Candidate("One"), Candidate("two")]) == (Candidate("One two"),)
    assert joined([Candidate("One"), Candidate("")]) == ()


def test_what_is_no_translation_is_no_candidate() -> None:
    found = review(rendered(), check, [Teller("", SOURCE, "Это стоит 1,5 миллиона.").other()])
    assert not found.mended


def test_what_was_passed_on_is_not_checked() -> None:
    found = review(rendered(SOURCE, "passed"), check, [])
    assert found.rendered == rendered(SOURCE, "passed")


# -- the ways


class Plain:
    """An engine whose English says what it was asked."""

    version = "plain/1@0/0"
    batch = 8

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Repeat each."""
        return tuple(Candidate(f"Of {text}") for text in texts)

    def close(self) -> None:
        """Do nothing."""


class Wide(Plain):
    """One with other candidates, more of them than are wanted."""

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Number them."""
        return tuple(Candidate(f"{place} of {text}") for place in range(1, count + 3))


class Talking(Plain):
    """One that says a sentence after another, and in other words."""

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Repeat it all."""
        return Candidate(f"{before}|{turn} of {text}")


TWO = "Die OVKS tagt in Jerewan. Danach spricht @rat."
PREPARED = "Die CSTO tagt in Jerewan. Danach spricht @rat."
BOTH = Passage(ArticleId("a"), 1, Sentence(1, 0, 25), TWO, "de", (), (Sentence(1, 26, len(TWO)),), "Davor steht dies.")


def said_by(translator: Translator) -> list[tuple[str, str]]:
    """What an engine says of a passage in all ways, in their order, by what names it."""
    found = [(way, ask(way, BOTH, translator, default_glossary())) for way in WAYS if way.suits(BOTH)]
    return [(name, c.text) for way, some in found for name, c in zip(way.names, some, strict=False)]


def test_each_way_has_its_question_and_its_names() -> None:
    first = [(APART, "Of Die CSTO tagt in Jerewan. Of Danach spricht @rat."), (ALONE, f"Of {PREPARED}")]
    other = ("", f"Of {PREPARED}")
    assert said_by(Plain()) == [*first, other]
    assert said_by(Wide()) == [*first, *((n, f"{n} of {PREPARED}") for n in NUMBERS), other]
    told = [(CONTEXT, f"Davor steht dies.|0 of {PREPARED}"), ("1", f"|1 of {PREPARED}")]
    assert said_by(Talking()) == [*first, *told, other, ("2", f"|2 of {PREPARED}")]
    (alone,) = [way.question(BOTH, Plain(), default_glossary()) for way in WAYS if ALONE in way.names]
    assert alone == (Candidate(f"Of {TWO}"),)  # of which the term is mended, as of all that is said
    one = replace(BOTH, text=SOURCE, also=(), before="")
    assert [way.names for way in WAYS if not way.suits(one)] == [(APART,), (ALONE,), (CONTEXT,)]


@pytest.mark.parametrize("translator", [Plain(), Wide(), Talking()], ids=["plain", "wide", "talking"])
def test_what_was_said_in_a_way_is_said_again_by_its_name(translator: Translator) -> None:
    said = said_by(translator)
    again = [ask_again(name, BOTH, translator, default_glossary()).text for name, _ in said]
    assert again == [text for _, text in said]
    assert ask_again("lost", BOTH, translator, default_glossary()) == Candidate("")
    assert [version_in("tiny-1", name) for name in ("", ALONE, "2")] == ["tiny-1", "tiny-1#alone", "tiny-1#2"]
