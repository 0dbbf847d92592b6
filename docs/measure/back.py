"""Measure how well the local LLM puts English back into other languages, in chrF.

    python docs/measure/back.py NTREX [--languages de=deu ru=rus] [--lines 4]

NTREX is the folder of the set (https://github.com/MicrosoftTranslator/NTREX): its English lines of 60 to 110 characters
are put into each language, the first of them, and held to what its translators wrote.
"""

import argparse
import time
from collections import Counter
from pathlib import Path

from glosswire.config import default_config
from glosswire.translate.llama import open_llama

FALLBACK = "qwen2.5-coder-1.5b-instruct-q4_k_m"
ORDER, BETA = 6, 2.0  # of chrF, as sacrebleu has them


def main() -> None:
    """Print a row for each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ntrex", type=Path)
    parser.add_argument("--languages", nargs="*", default=["de=deu"], help="tags and the names of their files")
    parser.add_argument("--lines", type=int, default=4)
    given = parser.parse_args()
    english = (given.ntrex / "src.eng.txt").read_text(encoding="utf-8").splitlines()
    places = [place for place, line in enumerate(english) if 60 <= len(line) <= 110][: given.lines]
    engine = open_llama(model=str(default_config(Path()).models_path / FALLBACK / "model.gguf"), digest="")
    try:
        for language, _, name in (item.partition("=") for item in given.languages):
            wanted = (given.ntrex / f"{name}.txt").read_text(encoding="utf-8").splitlines()
            begun = time.monotonic()
            found = [c.text for c in engine.translate_back([english[place] for place in places], language)]
            seconds = (time.monotonic() - begun) / len(places)
            print(
                f"{language}: chrF {chrf(found, [wanted[place] for place in places]):.1f}, {seconds:.1f} s a sentence"
            )
    finally:
        engine.close()


def chrf(found: list[str], wanted: list[str]) -> float:
    """The F score of runs of one to six characters without spaces, over all lines."""
    scores = []
    for size in range(1, ORDER + 1):
        pairs = [(_runs(said, size), _runs(right, size)) for said, right in zip(found, wanted, strict=True)]
        same = sum((said & right).total() for said, right in pairs)
        said_all, right_all = (sum(pair[side].total() for pair in pairs) for side in (0, 1))
        precision, recall = same / max(1, said_all), same / max(1, right_all)
        scores.append(
            (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall) if precision + recall else 0.0
        )
    return 100 * sum(scores) / ORDER


def _runs(text: str, size: int) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[at : at + size] for at in range(len(text) - size + 1))


if __name__ == "__main__":
    main()
