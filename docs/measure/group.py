"""Measure what grouping costs as accounts stream by: `python docs/measure/group.py [--accounts N] [--svg FILE]`.

Accounts are made, five reports of a story in the mean, each of ten words of the story's own and of a common stock of
30,000, 4,000 accounts a day; their vectors are made too, so that the encoder's own millisecond is not in the figures.
They come 125 at once, and a sweep after them. Set OPENBLAS_NUM_THREADS=1, as the command line does. Prints, and with
`--svg` draws, CPU milliseconds an account and memory after each 5,000.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from glosswire.model import Account, ArticleId, Vector
from glosswire.stories.embed import MODEL, SIZE, Encoder
from glosswire.stories.group import Grouper
from glosswire.stories.sweeps import sweep

START = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 4_000
REPORTS = 5  # of a story in the mean
OPEN = 60  # stories that are reported at a time
AT_ONCE = 125
STEP = 5_000
SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "or")]


def accounts(number: int, rng: random.Random) -> Iterator[tuple[Account, Vector]]:
    """Accounts in order of time, with their vectors."""
    stock = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(30_000)]
    ranks = np.cumsum(1 / np.arange(20, 30_020)).tolist()
    noise = np.random.default_rng(7)
    stories: list[tuple[list[str], np.ndarray[tuple[int], np.dtype[np.float64]]]] = []
    for count in range(number):
        if len(stories) < OPEN or rng.random() < 1 / REPORTS:
            stories.append((rng.choices(stock, cum_weights=ranks, k=12), noise.normal(size=SIZE)))
            stories = stories[-OPEN:]
        words, middle = rng.choice(stories)
        title = " ".join([*rng.sample(words, 6), *rng.choices(stock, cum_weights=ranks, k=4)])
        values = middle + 0.7 * noise.normal(size=SIZE)
        halves = (values / np.linalg.norm(values)).astype("<f2")
        article_id = ArticleId(f"{count:06}")
        at = START + timedelta(days=count / A_DAY)
        yield Account(article_id, at, "en", title), Vector(article_id, MODEL, halves.tobytes())


def measure(number: int) -> list[tuple[int, float, float, int]]:
    """After each step: accounts so far, CPU milliseconds an account since the last, memory in MB, and the window."""
    grouper, found, spent = Grouper(Encoder()), [], 0.0
    made = accounts(number, random.Random(7))
    for count in range(AT_ONCE, number + 1, AT_ONCE):
        some = list(islice(made, AT_ONCE))
        before = time.process_time()
        grouper.liken([vector for _, vector in some])
        for account, vector in some:
            grouper.expire(account.at)
            grouper.add(account, vector)
        sweep(grouper)
        spent += time.process_time() - before
        if count % STEP == 0:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            found.append((count, 1000 * spent / STEP, memory, len(grouper)))
            print(f"{count:7}  {found[-1][1]:.2f} ms  {memory:.0f} MB  {len(grouper)} in the window", flush=True)
            spent = 0.0
    return found


def draw(found: list[tuple[int, float, float, int]]) -> str:
    """The two curves as SVG, each from nothing to its own most."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 320" font-family="sans-serif" font-size="13">',
        '<rect width="720" height="320" fill="#fff"/>',
    ]
    last = found[-1][0]
    for top, title, column, colour in (
        (30, "CPU milliseconds an account", 1, "#1f5f8b"),
        (180, "Memory, MB", 2, "#8b3a1f"),
    ):
        most = max(row[column] for row in found) * 1.15
        points = " ".join(f"{60 + 630 * row[0] / last:.1f},{top + 100 - 100 * row[column] / most:.1f}" for row in found)
        parts += [
            f'<text x="60" y="{top - 8}">{title}</text>',
            f'<path d="M60 {top}V{top + 100}H690" fill="none" stroke="#999"/>',
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>',
            f'<text x="54" y="{top + 10}" text-anchor="end">{most:.3g}</text>',
            f'<text x="54" y="{top + 102}" text-anchor="end">0</text>',
            f'<text x="690" y="{top + 118}" text-anchor="end">{last:,} accounts</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=200_000)
    parser.add_argument("--svg", type=Path)
    given = parser.parse_args()
    found = measure(given.accounts)
    if given.svg:
        given.svg.write_text(draw(found), encoding="utf-8")


if __name__ == "__main__":
    main()
