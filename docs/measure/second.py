"""Measure what checking costs and how often others are asked: `python docs/measure/second.py ROWS [--ask MOST]`.

ROWS are JSON lines `{"language", "source", "target"}`, an engine's English as it came. Set OPENBLAS_NUM_THREADS=1, as
the command line does. The first half only warms up: tables of each language are read when it is first asked for.

With `--ask` the fallback LLM is asked again about so many of those with a finding that readers would see: as it was at
first, told the sentence before (`"before"` of a row), twice for other words, and to put the English back. Printed are
the CPU seconds of a sentence for each, and how often a way was doubted less than the English of the row.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from glosswire.config import default_config
from glosswire.pipeline.checks import Checker, Pair
from glosswire.text.fidelity import doubt, worst
from glosswire.translate.glossary import default_glossary
from glosswire.translate.llama import Llama, open_llama

BATCH = 32
FALLBACK = "qwen2.5-coder-1.5b-instruct-q4_k_m"


def main() -> None:
    """Print the CPU time of a sentence's check, and how many have a critical finding that readers see."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--ask", type=int, default=0, metavar="MOST")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.rows.read_text(encoding="utf-8").splitlines()]
    pairs: list[Pair] = [(row["language"], row["source"], row["target"]) for row in rows]
    checker, half = Checker(glossary=default_glossary()), len(pairs) // 2
    grave = _check(checker, pairs[:half])
    begun = time.process_time()
    grave += _check(checker, pairs[half:])
    spent = (time.process_time() - begun) * 1000 / (len(pairs) - half)
    print(f"{len(pairs)} sentences; {spent:.2f} ms CPU each; others asked for {grave} of them", flush=True)
    if given.ask:
        before = {(row["language"], row["source"]): row.get("before", "") for row in rows}
        marked = [p for p in dict.fromkeys(pairs) if any(f.is_shown for f in checker.sentences([p])[0])]
        _ask(checker, marked[: given.ask], before)


def _check(checker: Checker, pairs: list[Pair]) -> int:
    found = [said for at in range(0, len(pairs), BATCH) for said in checker.sentences(pairs[at : at + BATCH])]
    return sum(worst(findings) == "critical" for findings in found)


def _ask(checker: Checker, marked: list[Pair], before: dict[tuple[str, str], str]) -> None:
    """Ask in each way, and print a line for it."""
    model = default_config(Path()).models_path / FALLBACK / "model.gguf"
    engine: Llama = open_llama(model=str(model), digest="")
    ways: dict[str, Callable[[Pair], str]] = {
        "as usual": lambda p: engine.translate([p[1]], p[0])[0].text,
        "told the sentence before": lambda p: engine.retell(p[1], p[0], before[p[0], p[1]], 0).text,
        "other words, 1": lambda p: engine.retell(p[1], p[0], "", 1).text,
        "other words, 2": lambda p: engine.retell(p[1], p[0], "", 2).text,
        "put back": lambda p: engine.translate_back([p[2]], p[0])[0].text,
    }
    try:
        for name, way in ways.items():
            begun = _children_seconds()
            said = [way(pair) for pair in marked]
            spent = (_children_seconds() - begun) / len(marked)
            less = sum(_is_less(checker, pair, text) for pair, text in zip(marked, said, strict=True))
            mended = "" if name == "put back" else f"; doubted less: {less} of {len(marked)}"
            print(f"{name}: {spent:.1f} CPU s a sentence{mended}", flush=True)
    finally:
        engine.close()


def _is_less(checker: Checker, pair: Pair, text: str) -> bool:
    old, new = checker.sentences([pair, (pair[0], pair[1], text)])
    return bool(text) and doubt(new) < doubt(old)


def _children_seconds() -> float:
    """The CPU seconds of this process's children so far."""
    pids = [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(found[11]) + int(found[12]) for found in fields) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
