"""Measure every engine that runs here: sentences and words a second and a CPU second, and memory.

    python docs/measure/engines.py NTREX [--lines 62] [--language de=deu] [--only firefox ctranslate2 llama]

NTREX is the folder of the set (https://github.com/MicrosoftTranslator/NTREX), whose lines the local LLM translates;
the two tiny models translate the sentences that they know. Words are those of the English that comes out. CPU seconds
are those of the engine's processes, without their start; memory is the most that one of them held (resident, the
mapped weights of the LLM among it), times their number.
"""

import argparse
import json
import os
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from glosswire.config import default_config
from glosswire.translate.base import Translator
from glosswire.translate.llama import open_llama
from glosswire.translate.marian import open_marian

MODELS = Path(__file__).parent.parent.parent / "tests" / "fixtures" / "models"
FALLBACK = "qwen2.5-coder-1.5b-instruct-q4_k_m"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    """What the engine's processes have used."""

    cpu_seconds: float
    memory_mb: float
    processes: int


@dataclass(frozen=True)
class Measured:
    """One engine's figures."""

    name: str
    open_seconds: float
    sentences: int
    words: int
    wall_seconds: float
    used: Usage

    def line(self) -> str:
        """A row of the table."""
        cpu = self.used.cpu_seconds
        return (
            f"| {self.name} | {self.sentences / self.wall_seconds:.2f} | {self.words / self.wall_seconds:.1f} "
            f"| {self.sentences / cpu:.2f} | {self.words / cpu:.1f} | {self.used.processes} "
            f"| {self.used.memory_mb:.0f} | {self.open_seconds:.1f} |"
        )


def main() -> None:
    """Print the table."""
    given = arguments()
    language, _, name = given.language.partition("=")
    lines = (given.ntrex / f"{name}.txt").read_text(encoding="utf-8").splitlines()[: given.lines]
    known = json.loads((MODELS / "firefox-tiny-de-en" / "test.json").read_text(encoding="utf-8"))["test"]
    german = [source for source, _ in known] * 4
    print("| engine | sentences/s | words/s | sentences/CPU s | words/CPU s | processes | memory MB | start s |")
    print("|---|---|---|---|---|---|---|---|")
    if "firefox" in given.only:
        print(measure("marian, tiny Firefox model", open_firefox, german, "de").line(), flush=True)
    if "ctranslate2" in given.only:
        print(measure("marian, tiny CTranslate2 model", open_ct2, german, "de").line(), flush=True)
    if "llama" in given.only:
        print(measure(f"llama, {FALLBACK}, {language}", open_fallback, lines, language).line(), flush=True)
    print(f"\nThis process held {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most.")


def arguments() -> argparse.Namespace:
    """What the operator asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ntrex", type=Path)
    parser.add_argument("--lines", type=int, default=62)
    parser.add_argument("--language", default="de=deu", help="a tag and the name of its file in NTREX")
    parser.add_argument("--only", nargs="*", default=["firefox", "ctranslate2", "llama"])
    return parser.parse_args()


def open_firefox() -> Translator:
    """One worker for each core."""
    folder = str(MODELS / "firefox-tiny-de-en")
    return open_marian(folder=folder, runtime="firefox", languages=["de"], digest="")


def open_ct2() -> Translator:
    """One worker with a thread for each core."""
    folder = str(MODELS / "ct2-tiny-de-en")
    return open_marian(folder=folder, runtime="ctranslate2", languages=["de"], digest="", max_pieces=254)


def open_fallback() -> Translator:
    """The weights that `glosswire models pull` brings where nothing better can be reached."""
    path = default_config(Path()).models_path / FALLBACK / "model.gguf"
    return open_llama(model=str(path), digest="")


def measure(name: str, open_engine: Callable[[], Translator], texts: list[str], language: str) -> Measured:
    """Translate once to warm up, then all texts in batches of the engine's own size."""
    started = time.monotonic()
    engine = open_engine()
    open_seconds = time.monotonic() - started
    engine.translate(texts[: engine.batch], language)
    watch = Watch()
    before, started = watch.usage(), time.monotonic()
    answers = [
        answer.text
        for at in range(0, len(texts), engine.batch)
        for answer in engine.translate(texts[at : at + engine.batch], language)
    ]
    wall_seconds = time.monotonic() - started
    after = watch.stop()
    engine.close()
    words = sum(len(answer.split()) for answer in answers)
    used = replace(after, cpu_seconds=after.cpu_seconds - before.cpu_seconds)
    return Measured(name, open_seconds, len(texts), words, wall_seconds, used)


class Watch:
    """Reads what this process's children use, as the kernel has it."""

    def __init__(self) -> None:
        self._most = self.usage()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> Usage:
        """The last reading, with the most memory of all."""
        self._ended.set()
        self._thread.join()
        return replace(self.usage(), memory_mb=self._most.memory_mb)

    def usage(self) -> Usage:
        """What the children have used so far."""
        pids = [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
        ticks, pages = 0, 0
        for pid in pids:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
            pages += int(fields[21])
        return Usage(ticks / TICKS, pages * resource.getpagesize() / 1e6, len(pids))

    def _look(self) -> None:
        while not self._ended.wait(0.5):
            now = self.usage()
            self._most = now if now.memory_mb > self._most.memory_mb else self._most


if __name__ == "__main__":
    main()
