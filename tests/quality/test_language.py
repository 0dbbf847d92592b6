"""Floors of identification on our own sentences; they only rise."""

from statistics import mean

from glosswire.text.language import identify
from tests.quality.corpus import PARAGRAPHS

FLOOR_SENTENCE = 0.985
FLOOR_FORTY = 0.965


def is_right(found: str, truth: str) -> bool:
    one = {"bs": "hr", "sr": "hr" if truth == "hr" else "sr"}
    primary = found.split("-")[0]
    return one.get(primary, primary) == truth.split("-")[0]


def test_sentences_are_identified() -> None:
    right = {
        tag: mean(is_right(identify(text).tag, tag) for text in sentences) for tag, sentences in PARAGRAPHS.items()
    }
    assert mean(right.values()) >= FLOOR_SENTENCE, sorted(right.items(), key=lambda item: item[1])[:5]


def test_forty_characters_are_identified() -> None:
    right = {
        tag: mean(is_right(identify(text[:40]).tag, tag) for text in sentences) for tag, sentences in PARAGRAPHS.items()
    }
    assert mean(right.values()) >= FLOOR_FORTY, sorted(right.items(), key=lambda item: item[1])[:5]


def test_whole_paragraphs_are_identified_without_fail() -> None:
    wrong = {}
    for tag, sentences in PARAGRAPHS.items():
        found = identify(" ".join(sentences)).tag
        if not is_right(found, tag):
            wrong[tag] = found
    assert wrong == {}


def test_script_variants_stand_in_the_tag() -> None:
    for tag in ("zh-Hans", "zh-Hant", "sr-Cyrl"):
        assert identify(" ".join(PARAGRAPHS[tag])).tag == tag
