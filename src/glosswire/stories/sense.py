"""The chances of topics of a text by its vectors, as learnt from IPTC's definitions and sentences of our own."""

from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np

from glosswire.stories.embed import Vectors


def chances(vectors: Vectors) -> list[float]:
    """The chance of each topic, in the order of their codes, that the texts of an article agree on (`make_topics.py`)."""
    learnt = _learnt()
    scores = vectors @ learnt[:, :-1].T + learnt[:, -1]
    # The mean of logarithms: one text of a kind that no other is does not decide.
    each = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    joined = each.mean(axis=0)
    shares = np.exp(joined - np.logaddexp.reduce(joined))
    return [float(share) for share in shares]


@lru_cache(maxsize=1)
def _learnt() -> Vectors:
    """A row of 512 weights and an offset for each topic."""
    with as_file(files("glosswire.stories") / "data" / "topics.npy") as path:
        return np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)
