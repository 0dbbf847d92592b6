"""Measure the page of a story: `python docs/measure/story.py STORE.db [reports]`, of a newsroom that has English.

Makes one story of that many of its articles in a copy of the store, those with the most English of each language first, and
prints the CPU time of its page in new processes, after the front page: opened for the first time, read again from the store
with nothing changed, and opened for the first time once others were.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path
from shutil import copy

from asking import ask

from glosswire.config import default_config
from glosswire.model import Grouped, Membership, Source, StoryId
from glosswire.pipeline.facts import state
from glosswire.serve.app import make_app
from glosswire.serve.pages import utc_now
from glosswire.store.store import Store, open_store
from glosswire.stories.facts import facts_of
from glosswire.stories.known import VERSION
from glosswire.stories.rank import tell

STORY = StoryId("measured")
PROCESSES = 5


def make_story(store: Store, reports: int) -> str:
    """Put the articles that have the most English into one story; say what they are."""
    readings = [store.reading(listing.id) for listing in store.latest(500)]
    made = {r.article.id: sum(s.state != "failed" for s in r.translation.segments[:60]) for r in readings}
    turns = Counter[str]()
    order = {}
    for reading in sorted(readings, key=lambda r: -made[r.article.id]):
        turns[reading.article.language.tag] += 1
        order[reading.article.id] = turns[reading.article.language.tag]
    chosen = sorted((r for r in readings if made[r.article.id] > 3), key=lambda r: (order[r.article.id], r.article.id))
    chosen = chosen[:reports]
    store.save_grouped([Grouped(r.article.revision, True, Membership(STORY, r.article.id)) for r in chosen])
    store.save_stories([tell(STORY, store.members_of([STORY]))])
    sentences = sum(made[r.article.id] for r in chosen)
    languages = len({r.article.language.tag for r in chosen})
    return f"{len(chosen)} reports in {languages} languages, {sentences} sentences"


def sources_in(store: Store) -> tuple[Source, ...]:
    """Sources that may be shown whole, for all articles."""
    ids = sorted({listing.source_id for listing in store.latest(500)})
    return tuple(Source(i, i, "https://example.org/", "DE", ("de",), policy="full") for i in ids)


def openings(path: str) -> list[float]:
    """Milliseconds of CPU: the first opening, and the mean of ten more for which the store was read again."""
    ticks = count(0, 10)
    with open_store(f"sqlite:///{path}") as store:
        app = make_app(store, default_config(Path(path).parent), sources_in(store), utc_now, lambda: float(next(ticks)))

        async def all_of_them() -> list[float]:
            async with app.router.lifespan_context(app):
                for other in ("/", "/latest"):
                    await ask(app, other)
                await asyncio.sleep(4)  # what is loaded behind the first page is there
                return await in_turn()

        async def in_turn() -> list[float]:
            times = []
            for rounds in (1, 10):
                started = time.process_time()
                for _ in range(rounds):
                    assert (await ask(app, f"/story/{STORY}"))[0] == 200
                times.append((time.process_time() - started) / rounds * 1000)
            return times

        return asyncio.run(all_of_them())


def main() -> None:
    """Print the figures."""
    if sys.argv[1] == "--open":
        print(*openings(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as name:
        path = copy(sys.argv[1], name)
        with open_store(f"sqlite:///{path}") as store:
            print(make_story(store, int(sys.argv[2]) if len(sys.argv) > 2 else 20))
            report("not read by the newsroom", path)
            print(read_all(store))
        report("read by the newsroom", path)


def read_all(store: Store) -> str:
    """Read what all articles state, as the newsroom does; say what it costs once the languages' tables are there."""
    for reading in store.unstated(VERSION, 500):
        state(reading, None)
    facts_of.cache_clear()
    readings = store.unstated(VERSION, 500)
    started = time.process_time()
    for reading in readings:
        store.save_stated(reading, state(reading, None))
    spent = (time.process_time() - started) / len(readings) * 1000
    packed = [len(found.packed) for found in store.stated([r.article.id for r in readings], VERSION)]
    return f"{len(readings)} articles read: {spent:.1f} ms and {sum(packed) / len(packed):.0f} bytes each"


def report(title: str, path: str) -> None:
    """Open the page in new processes, and print what that cost."""
    print(f"{title}:")
    rows = []
    for _ in range(PROCESSES):
        said = subprocess.run([sys.executable, __file__, "--open", path], check=True, capture_output=True, text=True)
        rows.append([float(figure) for figure in said.stdout.split()])
    for what, figures in zip(("opened first", "read again"), zip(*rows, strict=True), strict=True):
        print(f"  {what}: {', '.join(f'{figure:.0f}' for figure in sorted(figures))} ms")


if __name__ == "__main__":
    main()
