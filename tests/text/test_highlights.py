"""Highlights: what is chosen, and what never is."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from glosswire.model import (
    Article,
    ArticleId,
    Block,
    BlockKind,
    Language,
    Segment,
    SegmentState,
    Sentence,
    SourceId,
    Translation,
)
from glosswire.text.highlights import choose, choose_from

NOON = datetime(2023, 5, 22, 12, tzinfo=UTC)
Row = tuple[BlockKind, str, SegmentState]
BRIDGE: tuple[Row, ...] = (
    ("headline", "Denmark and Sweden open the Øresund Bridge", "translated"),
    ("standfirst", "The bridge joins Copenhagen and Malmö by road and rail.", "translated"),
    (
        "paragraph",
        "The Øresund Bridge opened on 1 July 2000 after five years of work by crews from both countries.",
        "translated",
    ),
    ("paragraph", "However, the ferries between the two countries kept their passengers for some years.", "translated"),
    ("heading", "A bridge and a tunnel for road and rail traffic", "translated"),
    ("paragraph", "It ends on an artificial island, where the road and the railway enter a tunnel.", "translated"),
    (
        "paragraph",
        "About eight kilometres of bridge carry the road and the railway between Copenhagen and Malmö.",
        "translated",
    ),
    ("caption", "The bridge between Copenhagen and Malmö seen from the Swedish side of the sound", "translated"),
    ("paragraph", "Der Tunnel zwischen der Brücke und Kopenhagen ist rund vier Kilometer lang.", "failed"),
    (
        "paragraph",
        "Tens of thousands of commuters cross the bridge between Sweden and Denmark every working day.",
        "translated",
    ),
)


def article_of(rows: tuple[Row, ...]) -> tuple[Article, Translation]:
    blocks = tuple(Block(kind, f"Quelle {i} steht hier.") for i, (kind, _, _) in enumerate(rows))
    segments = tuple(
        Segment((Sentence(i, 0, len(blocks[i].text)),), text, state) for i, (_, text, state) in enumerate(rows)
    )
    name = ArticleId("bridge")
    article = Article(name, SourceId("s"), "https://example.org/", blocks, Language("de"), NOON, "f", 3)
    return article, Translation(name, 3, segments, len(segments))


def chosen_texts(rows: tuple[Row, ...], limit: int = 4) -> list[str]:
    article, translation = article_of(rows)
    return [translation.segments[h.segment].target for h in choose(article, translation, limit)]


def test_the_sentences_that_carry_the_article_are_chosen_in_its_order() -> None:
    assert chosen_texts(BRIDGE) == [BRIDGE[2][1], BRIDGE[6][1], BRIDGE[9][1]]


def test_highlights_name_their_article_and_revision() -> None:
    article, translation = article_of(BRIDGE)
    assert {(h.article_id, h.revision) for h in choose(article, translation)} == {("bridge", 3)}


def test_titles_headings_captions_and_failures_are_never_chosen() -> None:
    never = {text for kind, text, state in BRIDGE if kind != "paragraph" or state == "failed"}
    assert not never & set(chosen_texts(BRIDGE, limit=10))


def test_the_headline_is_not_said_again() -> None:
    again: Row = ("paragraph", "Denmark and Sweden open the Øresund Bridge today.", "translated")
    assert again[1] not in chosen_texts((*BRIDGE[:2], again, *BRIDGE[2:]), limit=10)


def test_a_sentence_that_leans_on_another_is_chosen_only_in_need() -> None:
    assert not [t for t in chosen_texts(BRIDGE, limit=10) if t.startswith(("However", "It "))]
    few = (BRIDGE[0], BRIDGE[2], BRIDGE[5])
    assert chosen_texts(few) == [BRIDGE[2][1], BRIDGE[5][1]]


def test_one_thing_is_said_once() -> None:
    twice: Row = ("paragraph", "The Øresund Bridge opened on 1 July 2000 after five years of work.", "translated")
    found = chosen_texts((*BRIDGE, twice), limit=10)
    assert (twice[1] in found) + (BRIDGE[2][1] in found) == 1


def test_an_article_without_english_has_none() -> None:
    failed = tuple((kind, text, "failed") for kind, text, _ in BRIDGE)
    article, translation = article_of(BRIDGE)
    assert choose(article, Translation(translation.article_id, 3, (), 9)) == ()
    assert not chosen_texts(tuple((k, t, "failed") for k, t, _ in failed))


def test_the_limit_is_kept() -> None:
    assert len(chosen_texts(BRIDGE, limit=1)) == 1
    assert chosen_texts(BRIDGE, limit=0) == []


def test_plain_text_gives_sentences_as_they_stand() -> None:
    blocks = tuple(text for kind, text, state in BRIDGE if kind == "paragraph" and state == "translated")
    found = choose_from((" ".join(blocks[:2]), *blocks[2:]), "en", 3)
    assert found == (BRIDGE[2][1], BRIDGE[6][1], BRIDGE[9][1])


@given(st.lists(st.text(max_size=80), max_size=6), st.integers(0, 5))
def test_any_text_gives_at_most_the_limit_and_only_its_own_words(blocks: list[str], limit: int) -> None:
    found = choose_from(blocks, "en", limit)
    assert len(found) <= limit
    assert all(any(text in block for block in blocks) for text in found)
