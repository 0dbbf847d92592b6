"""The sample press's articles are ours, in many languages and scripts, and say what they must."""

import unicodedata
from collections import Counter
from itertools import groupby

import pytest

from glosswire.sample.library import Story, publishers, stories
from glosswire.text.language import identify

LANGUAGES = {"de", "fr", "es", "it", "pl", "ru", "uk", "tr", "ar", "fa", "hi", "zh-Hans", "ja", "hy"}
CSTO = "csto-2023-05-22"
LANGUAGE_OF = {publisher.id: publisher.language for publisher in publishers()}


def text_of(story: Story) -> str:
    return "\n".join((story.headline, story.standfirst, *(block.text for block in story.blocks)))


def script_of(text: str) -> str:
    """The script of most of its letters, by the first word of their names."""
    names = (unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha())
    return Counter(names).most_common(1)[0][0]


def sentences_of(story: Story) -> set[str]:
    return {part.strip() for block in story.blocks for part in block.text.split(".") if len(part.strip()) > 20}


def test_there_is_enough_to_read_in_many_languages_and_scripts() -> None:
    languages = {LANGUAGE_OF[story.publisher] for story in stories()}
    assert len(stories()) >= 36
    assert languages >= LANGUAGES
    assert len({script_of(text_of(story)) for story in stories()}) >= 8


def test_every_publisher_prints_something_and_says_that_it_is_a_sample() -> None:
    assert {story.publisher for story in stories()} == {publisher.id for publisher in publishers()}
    assert all("Glosswire" in publisher.notice for publisher in publishers())


def test_every_kind_of_list_and_of_page_is_there() -> None:
    assert {p.feed for p in publishers()} == {"rss", "atom", "rdf", "json", "sitemap", "news-sitemap"}
    assert {p.style for p in publishers()} == {"json-ld", "open-graph", "microdata", "bare"}
    assert {p.charset for p in publishers()} == {"utf-8", "windows-1251", "shift_jis"}


def test_no_address_stands_twice() -> None:
    found = [(story.publisher, story.path) for story in stories()]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.stem)
def test_an_article_is_written_in_its_publishers_language(story: Story) -> None:
    assert identify(text_of(story)).tag == LANGUAGE_OF[story.publisher]


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.stem)
def test_an_article_is_short_and_has_what_articles_have(story: Story) -> None:
    text = text_of(story)
    assert 250 <= sum(1 + (ord(char) > 0x2E80) for char in text) <= 1600, "some minutes of a small model's time for all"
    assert story.standfirst
    assert story.section
    assert story.published_at.utcoffset() is not None
    assert {"paragraph", "heading"} <= {block.kind for block in story.blocks}
    assert unicodedata.is_normalized("NFC", text)
    assert "Glosswire" not in text, "the label stands on the page, not in what is translated"


@pytest.mark.parametrize("story", [s for s in stories() if any(b.link for b in s.blocks)], ids=lambda story: story.stem)
def test_a_link_has_words_of_its_block(story: Story) -> None:
    for block in story.blocks:
        assert bool(block.link) == bool(block.link_text)
        assert block.text.count(block.link_text) >= 1
        assert block.link.startswith("https://") or not block.link


def test_one_event_is_told_in_many_languages() -> None:
    told = [story for story in stories() if story.event == CSTO]
    assert len({LANGUAGE_OF[story.publisher] for story in told}) >= 7
    assert sum(bool(story.agency) for story in told) >= 5
    assert any(char in text_of(story) for story in told for char in "„“«»”")
    assert sum("86" in text_of(story) and "600" in text_of(story) for story in told) >= 7
    events = {event: list(found) for event, found in groupby(sorted(stories(), key=_event), key=_event)}
    assert sum(len({LANGUAGE_OF[s.publisher] for s in found}) > 1 for found in events.values()) >= 5


def _event(story: Story) -> str:
    return story.event


def test_a_wire_copy_repeats_most_of_what_it_copies() -> None:
    by_stem = {story.stem: story for story in stories()}
    copies = [(story, by_stem[story.copy_of]) for story in stories() if story.copy_of]
    assert len({LANGUAGE_OF[copy.publisher] for copy, _ in copies}) > 1
    for copy, original in copies:
        assert copy.publisher != original.publisher
        assert copy.agency == original.agency != ""
        assert len(sentences_of(copy) & sentences_of(original)) > len(sentences_of(copy)) / 2
        assert sentences_of(copy) != sentences_of(original)


def test_a_live_ticker_has_items_with_their_times_the_newest_first() -> None:
    tickers = [times for s in stories() if (times := [block.at for block in s.blocks if block.at])]
    assert tickers
    for times in tickers:
        assert len(times) >= 4
        assert times == sorted(times, reverse=True)
        assert all(at.utcoffset() is not None for at in times)


def test_a_revision_changes_the_text_and_says_when() -> None:
    revised = [(story, story.revised) for story in stories() if story.revised]
    assert revised
    for first, later in revised:
        assert later.modified_at is not None
        assert later.modified_at > first.published_at
        assert later.published_at == first.published_at
        assert later.path == first.path
        assert later.headline != first.headline
        assert sentences_of(later) & sentences_of(first)
        assert sentences_of(later) != sentences_of(first)
