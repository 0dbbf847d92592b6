"""Whether short English leaves something out, by how much nearer it is to its sentence without some of the words."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from glosswire.text.fidelity.pair import Likeness
from glosswire.text.reach import entry_of, tables

# Cosine of the encoder under which two sentences have nothing to do with each other: of 1,000 human references in
# each of eleven languages of NTREX that the encoder knows fewer than one in a thousand lies under it.
UNLIKE = 0.2
# How little length and likeness together may say for English of which no more is asked: of NTREX's references 11 in 100 are
# asked, of FLORES' 5; and of the phrases whose loss is found where all are asked, nine in ten.
_DOUBTFUL = 2.2
_ACRONYM = re.compile(r"(?<![\w.])(?:[A-Z]{2,}|(?:[A-Z]\.){2,})(?=s?(?![\w]))")


def is_doubtful(deviation: float, cosine: float) -> bool:
    """Whether English is so short for its sentence, and so little like it, that more should be asked of the encoder."""
    return cosine >= UNLIKE and deviation + 5 * cosine < _DOUBTFUL


def has_gap(source: str, target: str, language: str, deviation: float, likeness: Likeness) -> bool:
    """Whether English that is short leaves something out; never where the encoder was not asked for its lift."""
    limits = entry_of(tables("gaps"), language)
    if likeness.lift is None or limits is None:
        return False
    least = limits["least"]
    assert isinstance(least, float)
    return float(evidence(source, target, deviation, likeness) @ _weights()) > least


def evidence(source: str, target: str, deviation: float, likeness: Likeness) -> NDArray[np.float64]:
    """What speaks for a gap, in the order of the weights: length, likeness and lift, in pairs, and no acronym."""
    short, like, lift = min(max(deviation, -6.0), 3.0), 5 * likeness.cosine, 10 * (likeness.lift or 0.0)
    pairs = [lift * short, lift * lift, like * lift, like * short, short * short]
    return np.array([like, short, lift, *pairs, _is_shortened(source, target)])


def _is_shortened(source: str, target: str) -> bool:
    """Whether English says by its letters ("A.I.", "AMs") what the sentence may say in words."""
    said = source.replace(".", "")
    return any(found.group().replace(".", "") not in said for found in _ACRONYM.finditer(target))


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float64]:
    return np.array(tables("gaps")["weights"]["of"])
