"""Measure how often English of the next sentence is found, and a sentence's own taken for another's.

    python docs/measure/shift.py NTREX [--lines 500]

NTREX is the folder of the set that docs/measure/check.py reads. Printed by language: how many of the lines whose
document goes on are found where the English is that of the next line, by the cosine alone and by that of the sentence
beside too; and how many human translations are taken for another sentence's.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from check import TAGS, WHOLE, read_lines

from glosswire.stories.embed import Encoder, knows
from glosswire.text.fidelity import check, misplaced
from glosswire.text.fidelity.pair import Likeness


def main() -> None:
    """Read the set, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=500)
    options = parser.parse_args()
    documents = read_lines(options.folder / "DOCUMENT_IDS.tsv")[: options.lines]
    english, encoder = read_lines(options.folder / "eng-US.txt")[: options.lines], Encoder()
    goes_on = [i for i in range(len(documents) - 1) if documents[i] == documents[i + 1]]
    for path in sorted(options.folder.glob("*.txt")):
        tag = WHOLE.get(path.stem) or TAGS.get(path.stem, path.stem)
        if not knows(tag) or "-" in tag or path.stem.startswith(("eng", "src", "ref")):
            continue
        sources = read_lines(path)[: options.lines]
        moved = encoder.place(tag, sources, [*english[1:], english[0]])
        own = encoder.place(tag, sources, english)
        alone = share(tag, [moved[i] for i in goes_on], beside=False)
        found = share(tag, [moved[i] for i in goes_on], beside=True)
        print(
            f"{tag}: found {alone:.3f} alone, {found:.3f} with those beside; false {share(tag, own, beside=True):.4f}"
        )


def share(tag: str, likenesses: Sequence[Likeness | None], beside: bool) -> float:
    """How many of the sentences are taken for another's; the text says nothing here, so that only the encoder does."""
    found = [
        any(finding.kind == "shift" for finding in check("…", "…", tag, like))
        or (beside and bool(misplaced(like, tag)))
        for like in likenesses
        if like is not None
    ]
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
