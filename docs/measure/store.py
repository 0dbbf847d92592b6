"""Measure the store: `python docs/measure/store.py [articles]`; CPU seconds of this process, SQLite in a new file.

Articles are made of invented words in Zipf's proportions: 30 sentences of 16 words, a headline and a standfirst, in
eight languages from fifty sources over thirty days.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from glosswire.config import default_config
from glosswire.model import Article, ArticleId, Block, Engine, Entry, Feed, Language, Segment, Sentence, SourceId
from glosswire.pipeline.stories import StoryDesk
from glosswire.store.store import Store, open_store
from glosswire.stories.embed import Encoder

NOON = datetime(2023, 5, 22, 12, tzinfo=UTC)
LANGUAGES = ("de", "fr", "es", "it", "pl", "ru", "tr", "uk")
SENTENCES = 30
ENGINE = "measured-1"


def make_words(random: Random, count: int = 20_000) -> list[str]:
    """Invented words of four to eleven letters."""
    return ["".join(random.choices("aeinrstlodmkgu", k=random.randint(4, 11))) for _ in range(count)]


def make_article(number: int, words: list[str], weights: list[float], random: Random) -> Article:
    """One article, a paragraph for every three sentences."""
    drawn = random.choices(words, cum_weights=weights, k=16 * (SENTENCES + 2))
    said = [" ".join(drawn[n * 16 : n * 16 + 16]).capitalize() + "." for n in range(SENTENCES + 2)]
    body = tuple(Block("paragraph", " ".join(said[n : n + 3])) for n in range(2, len(said), 3))
    source = f"source{number % 50}"
    at = NOON - timedelta(seconds=number * 30 * 86_400 / 200_000)
    return Article(
        id=ArticleId(f"article{number:06}"),
        source_id=SourceId(source),
        url=f"https://{source}.example/{number}",
        blocks=(Block("headline", said[0]), Block("standfirst", said[1]), *body),
        language=Language(LANGUAGES[number % len(LANGUAGES)]),
        fetched_at=at,
        fingerprint=str(number),
        published_at=at,
        section=f"section{number % 12}",
    )


def spans_of(article: Article) -> tuple[Sentence, ...]:
    """Cut each block behind its full stops."""
    found = []
    for index, block in enumerate(article.blocks):
        start = 0
        while start < len(block.text):
            end = block.text.index(".", start) + 1
            found.append(Sentence(index, start, end))
            start = end + 1
    return tuple(found)


def report(name: str, work: Callable[[], object], times: int = 1) -> None:
    """Run `work` and print the CPU time and the slowest of its runs."""
    slowest, begun = 0.0, time.process_time()
    for _ in range(times):
        started = time.perf_counter()
        work()
        slowest = max(slowest, time.perf_counter() - started)
    mean = (time.process_time() - begun) / times
    print(f"{name:58} {mean * 1000:9.3f} ms CPU, slowest {slowest * 1000:9.3f} ms")


def rate(name: str, count: int, work: Callable[[], object]) -> None:
    """Run `work` once and print how many things it did in a CPU second."""
    begun, started = time.process_time(), time.perf_counter()
    work()
    spent, passed = time.process_time() - begun, time.perf_counter() - started
    print(f"{name:58} {count / spent:9.0f} a CPU second, {count / passed:7.0f} a second")


def fill(store: Store, articles: list[Article]) -> None:
    """List the articles, save them, and translate all but the newest hundred, a whole article at a time."""
    by_source: dict[SourceId, list[Entry]] = {}
    for article in articles:
        entry = Entry(article.url, f"https://{article.source_id}.example/feed", article.headline)
        by_source.setdefault(article.source_id, []).append(entry)
    store.sync_feeds([Feed(f"https://{source}.example/feed", source) for source in by_source], NOON)
    rate("entries added", len(articles), lambda: [store.add_entries(s, e, NOON) for s, e in by_source.items()])
    rate("the same entries again", len(articles), lambda: [store.add_entries(s, e, NOON) for s, e in by_source.items()])
    report("100 pending entries of all", lambda: store.pending_entries(NOON, 100), 3)
    cut = [(article, spans_of(article)) for article in articles]
    half = len(cut) // 2
    rate("articles saved, one by one", half, lambda: [store.save_article(a, a.url, s) for a, s in cut[:half]])
    rate("articles saved, thirty together", len(cut) - half, lambda: save_together(store, cut[half:]))
    rate("the same articles again", 2000, lambda: [store.save_article(a, a.url, s) for a, s in cut[:2000]])
    for language in LANGUAGES:
        store.save_engine(Engine(ENGINE, language, "Measured", "none", "fair", "none"))
    made = [(a, [Segment((x,), a.text_of(x).upper(), engine=ENGINE) for x in s]) for a, s in cut[100:]]
    rate("segments saved, an article at a time", len(made) * (SENTENCES + 2), lambda: save(store, made))


def save_together(store: Store, cut: list[tuple[Article, tuple[Sentence, ...]]]) -> None:
    """Save articles thirty to a transaction."""
    for start in range(0, len(cut), 30):
        with store.together():
            for article, sentences in cut[start : start + 30]:
                store.save_article(article, article.url, sentences)


def save(store: Store, made: list[tuple[Article, list[Segment]]]) -> None:
    """Save the segments of each article in a transaction of its own."""
    for article, segments in made:
        store.save_segments(article.id, 1, segments, NOON)


def main(count: int, folder: Path) -> None:
    """Fill a store and ask it what the newsroom and the site ask."""
    random = Random(20230522)
    words = make_words(random)
    weights, total = [], 0.0
    for rank in range(len(words)):
        total += 1 / (rank + 3)
        weights.append(total)
    articles = [make_article(number, words, weights, random) for number in range(count)]
    path = folder / "news.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store, articles)
        print(f"{count} articles in {sum(f.stat().st_size for f in folder.iterdir()) / 1e6:.0f} MB")
        ask(store, articles, words)
        gather(store, folder)
    report("opened again", lambda: open_store(f"sqlite:///{path}").close(), 5)


def ask(store: Store, articles: list[Article], words: list[str]) -> None:
    """Ask each question some times."""
    late, deep = articles[150], articles[-50]
    report("latest, 30", lambda: store.latest(30), 50)
    report("latest, 30, from deep down", lambda: store.latest(30, deep.id), 50)
    report(
        "latest, 30, of a language, a source and a section",
        lambda: store.latest(30, None, "de", SourceId("source0"), "section0"),
        50,
    )
    report("a day's 30", lambda: store.latest(30, day=date(2023, 5, 21)), 50)
    report("reading", lambda: store.reading(late.id), 100)
    report("days around", lambda: store.days_around(date(2023, 5, 20)), 50)
    report("tallies by day", lambda: store.tallies("day"), 50)
    report("100 pending sentences, titles and bodies", lambda: store.pending_passages(100, NOON), 20)
    texts = [late.text_of(sentence) for sentence in spans_of(late)]
    report("32 sentences recalled", lambda: store.recall(ENGINE, late.language.tag, dict.fromkeys(texts, "")), 50)
    report("unhighlighted, 10", lambda: store.unhighlighted("v1", 10), 20)
    report("opening noted", lambda: store.note_opened(late.id, NOON), 100)
    report("search, a rare word", lambda: store.search(words[5000], 30), 20)
    report("search, the most frequent word, newest first", lambda: store.search(words[0], 30), 20)
    report("search, the most frequent word, best first, all time", lambda: store.search(words[0], 30, best=True), 3)
    since = NOON - timedelta(days=1)
    report("the same within a day", lambda: store.search(words[0], 30, since=since, best=True), 5)
    report("counts", store.counts, 5)
    rate("readings exported", min(2000, len(articles)), lambda: first_readings(store, 2000))


def gather(store: Store, folder: Path) -> None:
    """Gather all articles into stories, with the encoder, as the newsroom does; then look at the window as a whole."""
    desk = StoryDesk(store, default_config(folder), (), Encoder())
    desk.group_next(100, NOON)  # in which the encoder is loaded, and the tables of names are
    for _ in range(5):
        report("100 articles grouped", lambda: desk.group_next(100, NOON), 4)
    report("stories swept and ranked", lambda: desk.sweep(NOON, is_last=True))


def first_readings(store: Store, limit: int) -> None:
    """Read the newest articles as an export does."""
    for _ in zip(range(limit), store.iterate_readings(), strict=False):
        pass


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, Path(made))
