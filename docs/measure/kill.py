"""Kill the newsroom of the sample press at random moments, and compare its store with an undisturbed one's.

    python docs/measure/kill.py [--kills 20] [--seed 1] [--engine slow|auto|module:callable]

Two newsrooms take in the sample press, one after the other. The second one's process group is killed with SIGKILL
again and again, at moments drawn from the time that the first one worked, and started again each time. At the end
both stores must say the same: article for article, revision for revision, segment for segment, highlight for highlight
(segments of current revisions: those of a superseded one are as many as there were when its successor came).

The engine `slow` stands in for a model, so that the run takes minutes: it waits half a second for each four sentences.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from glosswire.config import load_config
from glosswire.sample.newsroom import write_newsroom
from glosswire.sample.press import open_press
from glosswire.store.store import open_store
from glosswire.translate.base import Candidate

PORT = 8790
REVISE_AFTER_SECONDS = 45.0
QUIET_SECONDS = 75.0  # nothing pending for this long, which is longer than the longest time between two polls


def main() -> int:
    """Run both and compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="slow", help="slow, auto, or module:callable, for all languages")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        calm, rough = Path(folder, "calm"), Path(folder, "rough")
        seconds = run(calm, arguments.engine, ())
        dice = random.Random(arguments.seed)
        moments = sorted(dice.uniform(0.5, seconds) for _ in range(arguments.kills))
        print(f"undisturbed: {seconds:.0f} s of work; killing at {', '.join(f'{m:.0f}' for m in moments)}", flush=True)
        run(rough, arguments.engine, tuple(moments))
        return compare(calm, rough)


def run(folder: Path, engine: str, kills: tuple[float, ...]) -> float:
    """Run a newsroom until nothing is pending, killing it at those seconds of its work; return how long it worked."""
    write_newsroom(folder, PORT)
    config = folder / "glosswire.toml"
    if engine != "auto":
        engine = "kill:open_slow" if engine == "slow" else engine
        table = f'\n[translate]\ndefault = "mine"\n[translate.engines.mine]\nuse = "{engine}"\n'
        config.write_text(config.read_text("utf-8") + table, "utf-8")
    with open_press(PORT, REVISE_AFTER_SECONDS):
        began, busy_at = time.monotonic(), time.monotonic()
        process = start(config)
        left = list(kills)
        while time.monotonic() - busy_at < QUIET_SECONDS or left:
            time.sleep(0.25)
            if left and time.monotonic() - began >= left[0]:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                left.pop(0)
                process = start(config)
            elif process.poll() is not None:
                sys.exit(f"the newsroom ended by itself with {process.returncode}")
            if is_pending(config) or time.monotonic() - began < 2 * REVISE_AFTER_SECONDS:
                busy_at = time.monotonic()
        process.terminate()
        process.wait()
    return busy_at - began


def start(config: Path) -> "subprocess.Popen[bytes]":
    """Start the newsroom in a process group of its own."""
    command = [sys.executable, "-m", "glosswire", "--config", str(config), "work"]
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL, env=environment)


class Slow:
    """An engine that says the same of a sentence every time, and takes its time."""

    version = "slow/1"
    batch = 4

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Wait, and say of each text how long its words are."""
        time.sleep(0.5)
        return tuple(Candidate("Words of " + " ".join(str(len(word)) for word in text.split()) + ".") for text in texts)

    def close(self) -> None:
        """Do nothing."""


def open_slow() -> Slow:
    """Make the slow engine, as the registry does."""
    return Slow()


def is_pending(config: Path) -> bool:
    """Whether the store has anything left to do."""
    with open_store(load_config(config).store_url) as store:
        counts = store.counts()
    return not counts.articles or bool(counts.pending_entries or counts.pending_titles or counts.pending_bodies)


def compare(calm: Path, rough: Path) -> int:
    """Say how the stores differ; 0 where they do not."""
    first, second = contents(calm), contents(rough)
    print(f"undisturbed: {len(first)} articles, {sum(len(v) - 1 for v in first.values())} parts")
    differing = sorted(key for key in first.keys() | second.keys() if first.get(key) != second.get(key))
    for key in differing[:10]:
        a, b = first.get(key, ()), second.get(key, ())
        parts = [f"{x!r} | {y!r}" for x, y in zip(a, b, strict=False) if x != y] or [f"{len(a)} | {len(b)} parts"]
        print(f"{key}: {'; '.join(parts[:3])}")
    print("equal" if not differing else f"{len(differing)} articles differ")
    return 1 if differing else 0


def contents(folder: Path) -> dict[str, tuple[object, ...]]:
    """What a store holds, without the times of the run."""
    found: dict[str, tuple[object, ...]] = {}
    with open_store(load_config(folder / "glosswire.toml").store_url) as store:
        for current in store.iterate_readings():
            for number in range(1, current.revisions + 1):
                r = store.reading(current.article.id, number)
                is_current = number == current.revisions  # an older one is as far as it had come when it was superseded
                made = r.translation.segments if is_current else ()
                segments = [(s.sources, s.target, s.state, s.engine) for s in made]
                article = (r.article.blocks, r.article.published_at, r.article.language.tag, r.article.agency)
                found[f"{r.article.url} #{number}"] = (article, *segments, *((h.segment,) for h in r.highlights))
    return found


if __name__ == "__main__":
    sys.exit(main())
