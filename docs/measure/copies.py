"""Measure what copies cost: `python docs/measure/copies.py [accounts]`; CPU milliseconds an account, as a window fills.

Accounts are of invented words in Zipf's proportions, 2,500 letters each, from fifty sources that put their own footer
beneath each; every tenth is a carrier of one of the last hundred: cut, with a lead of its own. The window holds half of
them, so that the second half of the run forgets one account for each that comes.
"""

import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

from glosswire.model import Account, ArticleId, SourceId
from glosswire.stories.copies import Copies

NOON = datetime(2023, 5, 22, 12, tzinfo=UTC)
SOURCES = 50
STEPS = 10


def main() -> None:
    """Print a row for each tenth of the run."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    random = Random(1)
    words = ["".join(random.choices("aeinrstlodmkgu", k=random.randint(3, 11))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    feet = [" ".join(random.choices(words, cum_weights=weights, k=50)) for _ in range(SOURCES)]
    copies = Copies(timedelta(seconds=count // 2))
    last: list[list[str]] = []
    before = _resident()
    for step in range(STEPS):
        spent, slowest, found = 0.0, 0.0, 0
        for number in range(step * count // STEPS, (step + 1) * count // STEPS):
            own = [" ".join(random.choices(words, cum_weights=weights, k=60)) for _ in range(7)]
            text = [own[0], *random.choice(last)[:4]] if number % 10 == 9 else own
            last = [*last[-99:], own]
            source = number % SOURCES
            at = NOON + timedelta(seconds=number)
            body = "\n".join((*text, feet[source]))
            account = Account(ArticleId(f"a{number}"), at, "de", "", body, source=SourceId(f"s{source}"))
            begun = time.process_time()
            found += copies.add(account) is not None
            took = time.process_time() - begun
            spent, slowest = spent + took, max(slowest, took)
        mean = 1000 * spent / (count // STEPS)
        print(
            f"{(step + 1) * count // STEPS:8} accounts, {len(copies):6} in the window: {mean:.2f} ms each,"
            f" slowest {1000 * slowest:.0f} ms, {found} copies, {_resident() - before:.0f} MB"
        )


def _resident() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
