"""Translate one event of the sample press with a real engine, and print what each report calls its names.

    python docs/measure/event.py [--event csto] [--engine auto] [--minutes 60] [--keep FOLDER]

The sample press is taken in whole, then the articles of the event are read as readers read them, so that they are
translated first. When all of them are translated and checked, each is printed: its headline, how often its English has
each form of the names below, in headline, highlights and body, and where its quotes come from.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from glosswire.config import load_config
from glosswire.model import Reading
from glosswire.sample.library import stories
from glosswire.sample.newsroom import write_newsroom
from glosswire.sample.press import open_press
from glosswire.store.store import Store, open_store

PORT = 8791
# What the event's names were called in the English of machines, each name's forms in one pattern.
NAMES: Mapping[str, str] = {
    "CSTO": r"\b(?:CSTO|ODKB|OVKS|OTSC|OVKB|KGA[ÖO]|ODKV|HAPK)\b"
    r"|(?:Organi[sz]ation of the )?(?:Treaty (?:on|of|for) )?Collective Security(?: Treaty)?(?: Organi[sz]ation)?",
    "Nagorno-Karabakh": r"(?:\b(?:Nagorn\w*|Upper|Mountain\w*|High|Dağlık|Haut|Alto|Berg|Górski\w*)[ -]?)?\b(?:Berg)?[KGQ]h?ara\w*\b",
    "Pashinyan": r"\b(?:Nikol\w*|Nicol\w*|Nicholas|Nikola\w*) P\w+|\bPa[sš]\w*[iy]n\w*|\bPachin\w*|\bPaşin\w*",
}


def main() -> int:
    """Run the newsroom until the event is translated, and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--event", default="csto", help="how the stems of its articles begin")
    parser.add_argument("--engine", default="auto", help="auto, or module:callable, for all languages")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--keep", type=Path, help="where the newsroom is made, to be looked at afterwards")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        write_newsroom(folder, PORT)
        config = folder / "glosswire.toml"
        if arguments.engine != "auto":
            table = f'\n[translate]\ndefault = "mine"\n[translate.engines.mine]\nuse = "{arguments.engine}"\n'
            config.write_text(config.read_text("utf-8") + table, "utf-8")
        paths = frozenset(story.path for story in stories() if story.stem.startswith(arguments.event))
        with open_press(PORT, 10_000.0):
            subprocess.run(command(config, "once", "--no-translate"), stdin=subprocess.DEVNULL, check=False)
            with open_store(load_config(config).store_url) as store:
                for reading in of_event(store, paths):
                    store.note_opened(reading.article.id, datetime.now(UTC))
            work(config, paths, arguments.minutes * 60)
        with open_store(load_config(config).store_url) as store:
            readings = tuple(of_event(store, paths))
            for reading in readings:
                show(reading)
        return 0 if readings and all(map(is_whole, readings)) else 1


def command(config: Path, *words: str) -> list[str]:
    """The newsroom's command line."""
    return [sys.executable, "-m", "glosswire", "--config", str(config), *words]


def work(config: Path, paths: frozenset[str], seconds: float) -> None:
    """Let the newsroom work until the event's articles are whole and checked, or the time is over."""
    process = subprocess.Popen(command(config, "work"), stdin=subprocess.DEVNULL, env=dict(os.environ))
    until = time.monotonic() + seconds
    try:
        while process.poll() is None and time.monotonic() < until:
            time.sleep(2)
            with open_store(load_config(config).store_url) as store:
                if all(is_whole(reading) and reading.highlights for reading in of_event(store, paths)):
                    time.sleep(20)  # what is whole is then checked, and its names settled
                    break
    finally:
        process.terminate()
        process.wait()


def of_event(store: Store, paths: frozenset[str]) -> Iterator[Reading]:
    """The readings of the event's articles."""
    for reading in store.iterate_readings():
        if any(reading.article.url.endswith(path) for path in paths):
            yield reading


def is_whole(reading: Reading) -> bool:
    """Whether each sentence has a segment."""
    return sum(len(s.sources) for s in reading.translation.segments) == len(reading.sentences)


def show(reading: Reading) -> None:
    """Print an article's forms of each name, and its quotes."""
    segments = reading.translation.segments
    highlights = " ".join(segments[h.segment].target for h in reading.highlights if h.segment < len(segments))
    head = " ".join(s.target for s in segments if s.sources[0].block == 0)
    body = " ".join(s.target for s in segments if s.sources[0].block > 0)
    states = Counter(s.state for s in segments)
    print(f"\n## {reading.article.language.tag} {reading.article.source_id} ({dict(states)}): {head}")
    for name, pattern in NAMES.items():
        said = {
            part: dict(Counter(re.findall(pattern, text)))
            for part, text in (("headline", head), ("highlights", highlights), ("body", body))
        }
        print(f"  {name}: " + "; ".join(f"{part} {forms}" for part, forms in said.items() if forms))
    for quote in reading.quotes:
        print(f"  quote [{quote.provenance}] {quote.spoken_in} {quote.speaker}: {quote.text[:60]} ({quote.reason})")


if __name__ == "__main__":
    sys.exit(main())
