"""Measure what checking costs and how often others are asked: `python docs/measure/second.py ROWS`.

ROWS are JSON lines `{"language", "source", "target"}`, an engine's English as it came. Set OPENBLAS_NUM_THREADS=1, as
the command line does. The first half only warms up: tables of each language are read when it is first asked for.
"""

import json
import sys
import time
from pathlib import Path

from glosswire.pipeline.checks import Checker, Pair
from glosswire.text.fidelity import worst
from glosswire.translate.glossary import default_glossary

BATCH = 32


def main(path: Path) -> None:
    """Print the CPU time of a sentence's check, and how many have a critical finding that readers see."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pairs: list[Pair] = [(row["language"], row["source"], row["target"]) for row in rows]
    checker, half = Checker(glossary=default_glossary()), len(pairs) // 2
    grave = _check(checker, pairs[:half])
    begun = time.process_time()
    grave += _check(checker, pairs[half:])
    spent = (time.process_time() - begun) * 1000 / (len(pairs) - half)
    print(f"{len(pairs)} sentences; {spent:.2f} ms CPU each; others asked for {grave} of them")


def _check(checker: Checker, pairs: list[Pair]) -> int:
    found = [said for at in range(0, len(pairs), BATCH) for said in checker.sentences(pairs[at : at + BATCH])]
    return sum(worst(findings) == "critical" for findings in found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
