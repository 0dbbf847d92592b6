"""A real store of the sample press's own articles, gathered into stories by the newsroom's own desk."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

from glosswire.config import default_config
from glosswire.model import (
    Article,
    ArticleId,
    Block,
    BlockKind,
    Engine,
    Language,
    Segment,
    Sentence,
    Source,
    SourceId,
)
from glosswire.pipeline.facts import state
from glosswire.pipeline.stories import StoryDesk
from glosswire.sample import library
from glosswire.store.store import Store
from glosswire.stories.embed import Encoder
from glosswire.stories.known import VERSION
from tests.stories.test_compare import IN_ENGLISH

PUBLISHERS = {publisher.id: publisher for publisher in library.publishers()}
SOURCES = tuple(
    Source(SourceId(one.id), one.name, f"https://{one.id}.example/", one.country, (one.language,), policy="full")
    for one in PUBLISHERS.values()
)
NEWEST = max(story.published_at for story in library.stories()).astimezone(UTC)
NOW = NEWEST + timedelta(hours=1)
ENGINE = Engine("human-1", "", "Our own English", "MIT", "good", "Written by people.")


def fill(store: Store, folder: Path) -> None:
    """Take in all articles, give those of the earthquake their English, and do what the newsroom does with them."""
    for language in {publisher.language for publisher in PUBLISHERS.values()}:
        store.save_engine(replace(ENGINE, language=language))
    for story in sorted(library.stories(), key=lambda story: (story.published_at, story.stem)):
        article = _article(story)
        sentences = tuple(Sentence(n, 0, len(block.text)) for n, block in enumerate(article.blocks))
        store.save_article(article, article.url, sentences)
        store.save_segments(article.id, 1, _segments(story, article, sentences), NOW)
    desk = StoryDesk(store, default_config(folder), SOURCES, Encoder())
    while desk.group_next(100, NOW):
        pass
    desk.sweep(NOW, is_last=True)
    for reading in store.unstated(VERSION):
        store.save_stated(reading, state(reading, None))


def _article(story: library.Story) -> Article:
    publisher = PUBLISHERS[story.publisher]
    heads = (Block("headline", story.headline), *((Block("standfirst", story.standfirst),) if story.standfirst else ()))
    blocks = (*heads, *(Block(_kind(piece.kind), piece.text) for piece in story.blocks))
    at = story.published_at
    return Article(
        ArticleId(story.stem), SourceId(publisher.id), f"https://{publisher.id}.example{story.path}", blocks,
        Language(publisher.language), NOW, story.stem, agency=(story.agency,) if story.agency else (),
        section=story.section, published_at=at,
    )  # fmt: skip


def _kind(kind: str) -> BlockKind:
    assert kind in ("heading", "paragraph", "quote", "item", "caption"), kind
    return kind  # type: ignore[return-value]


def _segments(story: library.Story, article: Article, sentences: Iterable[Sentence]) -> list[Segment]:
    texts = zip(sentences, article.blocks, strict=True)
    if article.language.tag == "en":
        return [Segment((sentence,), block.text, "passed") for sentence, block in texts]
    english = IN_ENGLISH.get(story.stem, ())
    made = zip(sentences, english, strict=False)
    return [Segment((sentence,), said, engine=ENGINE.version) for sentence, said in made]
