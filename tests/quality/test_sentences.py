"""Floors of splitting on our own paragraphs; they only rise."""

from glosswire.text.sentences import split
from tests.quality.corpus import PARAGRAPHS, UNSPACED

FLOOR = 0.99


def counts(tag: str, sentences: tuple[str, ...]) -> tuple[int, int]:
    """How many boundaries of a paragraph are right, and how many there are or were found, both halved."""
    gap = "" if tag in UNSPACED else " "
    text = gap.join(sentences)
    wanted, at = set(), 0
    for sentence in sentences[:-1]:
        at += len(sentence) + len(gap)
        wanted.add(at)
    found = {sentence.start for sentence in split(text, tag)[1:]}
    return 2 * len(wanted & found), len(wanted) + len(found)


def test_paragraphs_are_split_where_their_sentences_begin() -> None:
    figures = {tag: counts(tag, sentences) for tag, sentences in PARAGRAPHS.items()}
    hits, total = (sum(part) for part in zip(*figures.values(), strict=True))
    assert hits / total >= FLOOR, {tag: figure for tag, figure in figures.items() if figure[0] < figure[1]}


def test_a_language_that_is_not_known_costs_little() -> None:
    figures = [
        counts("" if tag not in UNSPACED else tag, sentences)
        for tag, sentences in PARAGRAPHS.items()
        if tag not in ("hy", "el")
    ]
    hits, total = (sum(part) for part in zip(*figures, strict=True))
    assert hits / total >= 0.97
