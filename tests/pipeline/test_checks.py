"""The check stage: what is found in sentences and in whole articles, and that it is not found twice for nothing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from glosswire.model import Block, Reading, Segment, Translation
from glosswire.pipeline import checks
from glosswire.pipeline.checks import REMEMBERED, Checker, Pair
from glosswire.store.english import OPERATOR
from glosswire.text.fidelity import Likeness, check
from glosswire.translate.glossary import Glossary, read_terms
from tests.store.newsroom import make_article, spans

WRONG = ("de", "Es kostet 1,5 Millionen Euro.", "It costs 1.5 million euros, 1.5 million euros, 1.5 million euros.")


class Ruler:
    """An encoder that knows nothing and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Pair, ...]] = []

    def liken(self, pairs: Sequence[Pair]) -> list[Likeness | None]:
        """Know nothing."""
        self.asked.append(tuple(pairs))
        return [None] * len(pairs)

    def place(self, language: str, sources: Sequence[str], targets: Sequence[str]) -> list[Likeness | None]:
        """Know nothing."""
        return [None] * len(sources)


class Placer(Ruler):
    """An encoder to which every English sentence is nearest to the sentence beside its own."""

    def place(self, language: str, sources: Sequence[str], targets: Sequence[str]) -> list[Likeness | None]:
        """Say so."""
        return [Likeness(0.3, neighbour=0.9)] * len(sources)


def reading_of(*english: str, engine: str = "tiny-1") -> Reading:
    article = make_article(headline="Das Parlament stimmt nicht zu.", body=("Das Parlament lehnt das Gesetz ab.",))
    sentences = spans(article.blocks)
    made = tuple(Segment((s,), text, engine=engine) for s, text in zip(sentences, english, strict=True))
    return Reading(article, Translation(article.id, 1, made, len(made)), (), (), 1, sentences)


def test_sentences_are_checked_by_the_rules_in_their_order() -> None:
    right = ("de", "Es regnet.", "It is raining.")
    found = Checker(Ruler()).sentences([right, WRONG, right])
    assert found == [(), check(WRONG[1], WRONG[2], "de"), ()]
    assert found[1]


def test_the_encoder_is_asked_once_for_all_that_is_new() -> None:
    ruler = Ruler()
    checker = Checker(ruler)
    pairs = [("de", f"Satz {n}.", f"Sentence {n}.") for n in range(5)]
    checker.sentences([*pairs, *pairs])
    checker.sentences([*pairs, WRONG])
    assert ruler.asked == [tuple(pairs), (WRONG,)]


def test_what_is_remembered_is_bounded() -> None:
    checker = Checker(Ruler())
    checker.sentences([("de", f"Satz {n}.", f"Sentence {n}.") for n in range(REMEMBERED + 10)])
    assert len(checker._known) == REMEMBERED


def test_english_that_belongs_to_the_sentence_beside_is_found_in_an_article() -> None:
    reading = reading_of("Parliament rejects the law.", "Parliament does not agree.")
    found = Checker(Placer()).article(reading).findings
    assert all("shift" in {finding.kind for finding in said} for said in found.values())
    assert len(found) == 2


def test_each_translated_segment_of_an_article_has_its_findings() -> None:
    reading = reading_of(
        "Parliament does not agree.", "Parliament rejects the law, the law, the law, the law, the law."
    )
    found = Checker(Ruler()).article(reading).findings
    head, body = reading.sentences
    assert set(found) == {head, body}
    assert "repetition" in {finding.kind for finding in found[body]}


def test_what_the_operator_corrected_is_not_doubted() -> None:
    reading = reading_of("Parliament does not agree.", "Law, law, law, law, law, law, law, law.", engine=OPERATOR)
    assert Checker(Ruler()).article(reading).findings == {}


def test_the_quotes_of_an_article_are_found_and_named_by_its_revision() -> None:
    article = make_article(body=("„Wir prüfen das genau“, sagte Ministerpräsident Nikol Paschinjan.",))
    article = replace(article, revision=3, blocks=(*article.blocks, Block("paragraph", "Mehr folgt.")))
    reading = Reading(article, Translation(article.id, 3, (), 3), (), (), 3, spans(article.blocks))
    (quote,) = Checker(Ruler()).article(reading).quotes
    assert (quote.article_id, quote.revision) == (article.id, 3)
    assert "Wir prüfen das genau" in quote.text


def test_terms_are_held_to_in_articles_too_and_part_of_the_version() -> None:
    term = b'[[term]]\nenglish = "Parliament of Ruritania"\nsource = "our own"\nnames = { de = ["Parlament"] }\n'
    glossary = Glossary(read_terms(term, "terms.toml", "body", "our own", "before"), version="one")
    checker = Checker(Ruler(), glossary)
    reading = reading_of("The house does not agree.", "The house rejects the law.")
    assert {f.kind for found in checker.article(reading).findings.values() for f in found} >= {"term"}
    assert checker.version != Checker(Ruler()).version


def test_what_the_encoder_is_asked_of_short_english_is_part_of_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Checker(Ruler()).version
    monkeypatch.setattr(checks, "LIFTS", "another")
    assert Checker(Ruler()).version != before
