"""Fit how length, likeness and lift together say that English leaves something out, on phrases cut out of sound English.

    python docs/measure/gaps.py NTREX [--write] [--alarms 0.6] [--faults DEMETR.JSONL] [--whole OUTPUTS.JSONL]

NTREX is the folder of the set that docs/measure/check.py reads. In the twelve languages that the encoder knows, each
line's English stands as it is and with one phrase cut out; a logistic fit on the even lines, over what is asked of the
encoder, gives the weights. A language's limit is where its highest scores, taken for an exponential tail, leave so many
of 100 sound lines above it. Printed is what the limits of the even lines do on the odd ones, and where given on the
phrases that DEMETR removed and on FLORES' references; `--write` puts the weights and the limits of all lines in
`src/glosswire/text/fidelity/gaps.toml`, where the check reads them.
"""

import argparse
import json
import math
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from check import PACKAGE, Text, head, read_lines, read_texts
from numpy.typing import NDArray

from glosswire.stories.embed import Encoder
from glosswire.text.fidelity.extent import deviation_of
from glosswire.text.fidelity.gaps import evidence
from glosswire.text.reach import LIKENED

Floats = NDArray[np.float64]
TAIL = 0.03  # of a language's sound lines, by eye: some thirty of 1,000
NOT_ASKED = -99.0  # the score of what is not asked of the encoder
PREPOSITIONS = (
    "in on at for with from by of to into during after before under over between through about against among within"
    " without since until near across as like toward towards"
)
ENDS = "and but or who which that is are was were has have had will would said says when while"
PHRASE = re.compile(
    rf"\s(?:{'|'.join(PREPOSITIONS.split())})\s(?:[\w'’.$-]+\s){{0,6}}?[\w'’$-]+"
    rf"(?=[,.;:!?)]|\s(?:{'|'.join((ENDS + ' in on at for with from by of to after').split())})\s)"
)


@dataclass(frozen=True)
class Case:
    """A sentence with its English, whether a phrase was cut out of it, and what speaks for that; None: not asked."""

    language: str
    line: int
    is_cut: bool
    evidence: Floats | None


def main() -> None:
    """Read the sets, fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--alarms", type=float, default=0.6)
    parser.add_argument("--faults", type=Path)
    parser.add_argument("--whole", type=Path)
    options = parser.parse_args()
    english, encoder = read_lines(options.folder / "eng-US.txt"), Encoder()
    texts = [text for text in read_texts(options.folder) if text.tag in LIKENED]
    cases = [case for text in texts for case in cases_of(text, english, encoder)]
    even = [case for case in cases if case.line % 2 == 0]
    weights = fitted(even)
    limits = limits_of(even, weights, options.alarms / 100)
    show(f"NTREX, odd lines, {options.alarms} asked for", [case for case in cases if case.line % 2], weights, limits)
    limits = limits_of(cases, weights, options.alarms / 100)
    if options.faults:
        for side in ("bad", "good", "reference"):
            show(f"DEMETR, phrases removed: {side}", faults(options.faults, side, encoder), weights, limits)
    if options.whole:
        show("FLORES, references", wholes(options.whole, encoder), weights, limits)
    if options.write:
        (PACKAGE / "gaps.toml").write_text(table(weights, limits), encoding="utf-8")


def cases_of(text: Text, english: Sequence[str], encoder: Encoder) -> list[Case]:
    """A language's lines with their English, whole and cut."""
    rows = []
    for line, (source, target) in enumerate(zip(text.lines, english, strict=True)):
        rows.append((line, False, source, target))
        cut = cut_of(target, random.Random(f"{line}{text.tag}"))
        if cut is not None:
            rows.append((line, True, source, cut))
    return judged([(text.tag, *row) for row in rows], encoder)


def cut_of(english: str, chance: random.Random) -> str | None:
    """The English without one of its phrases, a preposition and what hangs on it; None where it has none to spare."""
    found = [match for match in PHRASE.finditer(english) if match.group().count(" ") <= 8]
    if not found:
        return None
    match = chance.choice(found)
    cut = english[: match.start()] + english[match.end() :]
    return cut if len(cut) > 15 else None


def judged(rows: Sequence[tuple[str, int, bool, str, str]], encoder: Encoder) -> list[Case]:
    """Rows of language, line, whether cut, source and English, with what the encoder says of them."""
    cases = []
    for start in range(0, len(rows), 256):
        some = rows[start : start + 256]
        likenesses = encoder.liken([(language, source, target) for language, _, _, source, target in some])
        for (language, line, is_cut, source, target), like in zip(some, likenesses, strict=True):
            known = None
            if like is not None and like.lift is not None:
                known = evidence(source, target, deviation_of(source, target, language), like)
            cases.append(Case(language, line, is_cut, known))
    return cases


def faults(path: Path, side: str, encoder: Encoder) -> list[Case]:
    """DEMETR's sentences of which a phrase was removed: with the fault, without it, or a person's translation."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if row["kind"] == "phrase-removed" and row["language"] in LIKENED]
    return judged(
        [(r["language"], int(r["id"].split("-")[-1]), side == "bad", r["source"], r[side]) for r in kept], encoder
    )


def wholes(path: Path, encoder: Encoder) -> list[Case]:
    """FLORES' sentences with a person's English."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if row["language"] in LIKENED]
    return judged(
        [(r["language"], int(r["id"].split("-")[-1]), False, r["source"], r["reference"]) for r in kept], encoder
    )


def fitted(cases: Sequence[Case], strength: float = 3.0, rounds: int = 60) -> Floats:
    """The weights of a logistic fit by Newton's method, each kind of evidence brought to a spread of one for it."""
    asked = [case for case in cases if case.evidence is not None]
    rows = np.array([case.evidence for case in asked])
    truth = np.array([case.is_cut for case in asked], float)
    spread = rows.std(axis=0)
    rows = np.c_[(rows - rows.mean(axis=0)) / spread, np.ones(len(rows))]
    held = strength * np.diag([1.0] * len(spread) + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - truth) + held @ weights
        weights -= np.linalg.solve((rows * (chance * (1 - chance))[:, None]).T @ rows + held, slope)
    return np.asarray(weights[:-1] / spread, float)


def score(case: Case, weights: Floats) -> float:
    """What speaks for a gap, weighed."""
    return NOT_ASKED if case.evidence is None else float(case.evidence @ weights)


def limits_of(cases: Sequence[Case], weights: Floats, share: float) -> dict[str, float]:
    """By language, the score that this share of sound lines lies above, were its tail exponential."""
    limits = {}
    for language in sorted({case.language for case in cases}):
        sound = [case for case in cases if case.language == language and not case.is_cut]
        scores = sorted(score(case, weights) for case in sound if case.evidence is not None)
        tail = scores[-math.floor(TAIL * len(sound)) :]  # all that were asked, where they are fewer
        beyond = sum(tail) / len(tail) - tail[0]
        limits[language] = tail[0] + beyond * math.log(len(tail) / len(sound) / share)
    return limits


def show(what: str, cases: Sequence[Case], weights: Floats, limits: Mapping[str, float]) -> None:
    """Print how many of the sound and of the cut are flagged, in percent, in all and by language."""
    print(what)
    for is_cut in (False, True):
        kind = [case for case in cases if case.is_cut == is_cut]
        if kind:
            languages = sorted({case.language for case in kind})
            by = {
                each: share_of([case for case in kind if case.language == each], weights, limits) for each in languages
            }
            asked = sum(case.evidence is not None for case in kind) / len(kind)
            cells = " ".join(f"{language} {100 * value:.1f}" for language, value in by.items())
            half = [share_of([case for case in kind if case.line % 2 == odd], weights, limits) for odd in (0, 1)]
            print(
                f"  {'cut' if is_cut else 'sound'}: {100 * share_of(kind, weights, limits):.2f} % of {len(kind)}"
                f" (even {100 * half[0]:.2f}, odd {100 * half[1]:.2f}), asked {100 * asked:.1f} %: {cells}"
            )


def share_of(cases: Sequence[Case], weights: Floats, limits: Mapping[str, float]) -> float:
    """How many of the cases are flagged, of 1."""
    return sum(score(case, weights) > limits[case.language] for case in cases) / max(len(cases), 1)


def table(weights: Floats, limits: Mapping[str, float]) -> str:
    """The weights of the evidence, and by language the score above which English has a gap."""
    title = "What speaks for a gap in English: weights in the order of `gaps.evidence`, and the least score by language"
    parts = [head(title).replace("check.py", "gaps.py")]
    parts.append(f"[weights]\nof = [{', '.join(f'{weight:.4f}' for weight in weights)}]\n")
    parts += [f"[{language}]\nleast = {limit:.4f}\n" for language, limit in limits.items()]
    return "\n".join(parts)


if __name__ == "__main__":
    main()
