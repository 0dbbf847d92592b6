"""Measure the site: `python docs/measure/site.py [articles]`; on a store of invented articles, all in English.

Prints the time from `glosswire serve` to its first answer, the CPU time of each page when it is made anew, when only
the store is read again and when it is kept, and its size.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from random import Random

from asking import ask
from starlette.applications import Starlette

from glosswire.config import default_config
from glosswire.model import Article, ArticleId, Block, Engine, Highlight, Language, Segment, Sentence, Source, SourceId
from glosswire.serve.app import make_app
from glosswire.store.store import Store, open_store

NOON = datetime(2023, 5, 22, 12, tzinfo=UTC)
LANGUAGES = ("de", "fr", "es", "it", "pl", "ru", "tr", "uk")
SECTIONS = ("Politik", "Sport", "Kultur", "Wirtschaft", "")
SENTENCES = 30
ENGINE = "measured-1"
SOURCES = tuple(
    Source(
        SourceId(f"source{n}"), f"Source {n}", f"https://source{n}.example/", "DE", (LANGUAGES[n % 8],), policy="full"
    )
    for n in range(50)
)


def fill(store: Store, articles: int) -> None:
    """Keep articles of 32 sentences of 16 invented words, with their English and two highlights."""
    random = Random(7)
    words = ["".join(random.choices("aeinrstlodmkgu", k=random.randint(4, 9))) for _ in range(5000)]
    for language in LANGUAGES:
        store.save_engine(Engine(ENGINE, language, "Measured", "MIT", "good", "COMET-22 0.9."))
    for number in range(articles):
        said = [" ".join(random.choices(words, k=16)).capitalize() + "." for _ in range(SENTENCES + 2)]
        body = [said[n : n + 3] for n in range(2, len(said), 3)]
        blocks = (
            Block("headline", said[0]),
            Block("standfirst", said[1]),
            *(Block("paragraph", " ".join(p)) for p in body),
        )
        sentences = [Sentence(0, 0, len(said[0])), Sentence(1, 0, len(said[1]))]
        for index, paragraph in enumerate(body, 2):
            start = 0
            for sentence in paragraph:
                sentences.append(Sentence(index, start, start + len(sentence)))
                start += len(sentence) + 1
        source = SOURCES[number % len(SOURCES)]
        article = Article(
            ArticleId(f"article{number:06}"), source.id, f"{source.home}{number}", blocks, Language(source.languages[0]),
            NOON, f"print{number}", section=SECTIONS[number % 5], published_at=NOON - timedelta(minutes=number),
        )  # fmt: skip
        store.save_article(article, article.url, sentences)
        made = [Segment((s,), f"English {text}", "translated", ENGINE) for s, text in zip(sentences, said, strict=True)]
        store.save_segments(article.id, 1, made, NOON)
        store.save_highlights(article.id, 1, [Highlight(article.id, 1, n, 1.0) for n in (2, 5)], "measured")


def cpu_of(app: Starlette, path: str, rounds: int, *headers: tuple[bytes, bytes]) -> float:
    """Milliseconds of CPU that an answer costs."""

    async def all_rounds() -> float:
        await ask(app, path, *headers)
        started = time.process_time()
        for _ in range(rounds):
            await ask(app, path, *headers)
        return (time.process_time() - started) / rounds * 1000

    return asyncio.run(all_rounds())


def start_of(folder: Path) -> float:
    """Seconds from the command to its first answer."""
    port = 8765
    started = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "glosswire",
        "--config",
        str(folder / "glosswire.toml"),
        "serve",
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            while True:
                connection = HTTPConnection("127.0.0.1", port, timeout=10)
                try:
                    connection.request("GET", "/")
                    assert connection.getresponse().status == 200
                    return time.perf_counter() - started
                except ConnectionRefusedError:
                    time.sleep(0.01)
                finally:
                    connection.close()
        finally:
            process.terminate()


def main() -> None:
    """Print the figures."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "glosswire.toml").write_text('sources = "sources.toml"\n')
        (folder / "sources.toml").write_text(
            "".join(
                f'[[source]]\nid = "{s.id}"\nname = "{s.name}"\nhome = "{s.home}"\ncountry = "DE"\n'
                f'languages = ["{s.languages[0]}"]\npolicy = "full"\n'
                for s in SOURCES
            )
        )
        config = default_config(folder)
        with open_store(config.store_url) as store:
            fill(store, articles)
            ticks = count(0, 10)
            app = make_app(store, config, SOURCES, lambda: NOON, lambda: float(next(ticks)))  # nothing stays fresh
            kept = make_app(store, config, SOURCES, lambda: NOON, lambda: 0.0)
            for path in ("/", "/article/article000005", "/day/2023-05-22", "/source/source1", "/sources"):
                size = asyncio.run(ask(app, path))[1]
                packed = asyncio.run(ask(app, path, (b"accept-encoding", b"gzip")))[1]
                etag = asyncio.run(ask(kept, path))[2].encode()
                new = cpu_anew(app, path, 30)
                again = cpu_of(app, path, 50)
                given = cpu_of(kept, path, 200, (b"accept-encoding", b"zstd"))
                same = cpu_of(kept, path, 200, (b"if-none-match", etag))
                print(
                    f"{path:24} {size:7,} bytes, {packed:6,} packed; anew {new:5.1f} ms, store read again {again:5.1f} ms,"
                    f" kept {given:.2f} ms, 304 {same:.2f} ms"
                )
        starts = sorted(start_of(folder) for _ in range(5))
        print(f"start to first answer: median {starts[2]:.2f} s of {', '.join(f'{s:.2f}' for s in starts)}")


def cpu_anew(app: Starlette, path: str, rounds: int) -> float:
    """Milliseconds of CPU to read, render and compress a page that nobody has asked for."""

    async def all_rounds() -> float:
        await ask(app, path)
        started = time.process_time()
        for number in range(rounds):
            await ask(app, path, query=f"q=anew{number}")  # a page is kept by its parameters
        return (time.process_time() - started) / rounds * 1000

    return asyncio.run(all_rounds())


if __name__ == "__main__":
    main()
