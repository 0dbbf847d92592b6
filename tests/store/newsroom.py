"""Short articles of our own for the tests of the store, and the newsroom's hand that takes them in."""

from datetime import UTC, datetime, timedelta

from glosswire.model import (
    Article,
    ArticleId,
    Block,
    Engine,
    Entry,
    Failure,
    Feed,
    Language,
    Segment,
    Sentence,
    SourceId,
)
from glosswire.store.store import Store

NOON = datetime(2023, 5, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ANZEIGER = SourceId("anzeiger")
FEED = Feed("https://anzeiger.example/feed.xml", ANZEIGER, "rss")
ENGINE = Engine("tiny-1", "de", "Tiny", "MIT", "fair", "chrF 60 on our own sentences")
HEADLINE = "Armenien berät über sein Bündnis."
BODY = ("Die Regierung tagt in Jerewan. Sie spricht über die OVKS.", "Eine Entscheidung gibt es nicht.")


def spans(article_blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """Cut blocks at full stops: what the sentence splitter does, for texts that are this plain."""
    found = []
    for index, block in enumerate(article_blocks):
        start = 0
        for part in block.text.split(". "):
            end = min(start + len(part) + 1, len(block.text))
            found.append(Sentence(index, start, end))
            start = end + 1
    return tuple(found)


def make_article(
    name: str = "one",
    headline: str = HEADLINE,
    body: tuple[str, ...] = BODY,
    standfirst: str = "",
    language: str = "de",
    source_id: SourceId = ANZEIGER,
    published_at: datetime | None = NOON,
    fetched_at: datetime = NOON + HOUR,
    section: str = "",
) -> Article:
    """An article whose fingerprint is its text."""
    titles = (Block("headline", headline), *((Block("standfirst", standfirst),) if standfirst else ()))
    blocks = (*titles, *(Block("paragraph", text) for text in body))
    return Article(
        id=ArticleId(name),
        source_id=source_id,
        url=f"https://{source_id}.example/{name}",
        blocks=blocks,
        language=Language(language, 0.99),
        fetched_at=fetched_at,
        fingerprint="|".join(block.text for block in blocks),
        published_at=published_at,
        section=section,
    )


def take_in(store: Store, article: Article) -> int:
    """Save an article with its sentences, by its own URL."""
    return store.save_article(article, article.url, spans(article.blocks))


def english_of(article: Article, sentence: Sentence, engine: str = ENGINE.version) -> Segment:
    """A segment that shouts the sentence."""
    return Segment((sentence,), article.text_of(sentence).upper(), engine=engine, made_at=NOON + HOUR)


def translate_all(store: Store, article: Article, revision: int = 1, engine: str = ENGINE.version) -> None:
    """Shout every sentence of a revision."""
    store.save_engine(ENGINE)
    made = tuple(english_of(article, sentence, engine) for sentence in spans(article.blocks))
    store.save_segments(article.id, revision, made, NOON + HOUR)


def fail_at(store: Store, article: Article, sentence: Sentence, at: datetime, passing: bool = False) -> None:
    """Have the engine fail on one sentence."""
    segment = Segment((sentence,), article.text_of(sentence), "failed", ENGINE.version, made_at=at)
    failure = Failure("a sentence", "translate", "EngineDown" if passing else "BadOutput", "loops", passing, at)
    store.save_segments(article.id, 1, (segment,), at, (failure,))


def entry(name: str = "one", title: str = HEADLINE, feed: str = FEED.url, at: datetime | None = None) -> Entry:
    """What a feed says of an article."""
    return Entry(f"https://anzeiger.example/{name}", feed, title, published_at=at)
