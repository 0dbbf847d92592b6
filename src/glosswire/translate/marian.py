"""Translate with local NMT models, in worker processes: Firefox models by fxtranslate, others by CTranslate2."""

import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal

from glosswire.errors import ConfigError, EngineDown, ModelMissing, UnsupportedPair
from glosswire.translate.base import Candidate
from glosswire.translate.clauses import cut, join, plain
from glosswire.translate.labels import covers, name_version, primary
from glosswire.translate.workers import Crew, Job, Plan, cores

FIREFOX_PIECES: Final = 127  # the engine cuts longer input without a word
MAX_PIECES: Final = 510  # the positions of OPUS-MT models, less the marks around a sentence; M2M100 has more
VARY_BEAM: Final = (
    6  # the search of which other candidates are taken: the usual four, and room for as many as are asked
)
BATCH: Final = 32  # 663 words a CPU second against 94 one by one; docs/design
PATIENCE_SECONDS: Final = 30.0  # and a tenth of a second a character: a tenth of the slowest model's speed
M2M_CODES: Final = {"nb": "no", "nn": "no", "fil": "tl", "iw": "he"}  # where M2M100 has a code of its own

Runtime = Literal["firefox", "ctranslate2"]


def open_marian(
    *,
    folder: str,
    runtime: Runtime,
    languages: Sequence[str],
    digest: str,
    name: str = "",
    workers: int = 0,
    beam: int = 1,
    prefix: str = "",
    language_tokens: bool = False,
    max_pieces: int = MAX_PIECES,
    self_test: Sequence[str] = (),
    target: str = "",
) -> "Marian":
    """Load a model's folder into worker processes.

    `digest`: of the model's file, checked by who installed it. `workers`: sentences or batches at once; 0 means one
    for each core. `beam`, `prefix` (such as `>>eng<<`), `language_tokens` (M2M100) and `max_pieces` (the longest input
    that the model has positions for) are for CTranslate2 models.
    `self_test`: a sentence and its English, to be got exactly before the model is trusted.
    `target`: of a model from English into another language, that one; it only puts English back (`languages = []`).
    Raises ConfigError, ModelMissing, and EngineDown where the model's files are broken.
    """
    if runtime not in ("firefox", "ctranslate2"):
        raise ConfigError(f"runtime {runtime!r}: expected 'firefox' or 'ctranslate2'")
    if runtime == "firefox" and (beam != 1 or prefix or language_tokens or max_pieces != MAX_PIECES):
        raise ConfigError("beam, prefix, language_tokens and max_pieces are for CTranslate2 models")
    at_once = workers or cores()
    package = "fxtranslate" if runtime == "firefox" else "ctranslate2"
    settings = {"beam": beam, "prefix": prefix, "language_tokens": language_tokens, "max_pieces": max_pieces}
    options: dict[str, object] = {"folder": folder, "self_test": list(self_test)}
    if runtime == "ctranslate2":
        options |= {"threads": at_once, **settings}
    # CTranslate2 prefers MKL on Intel alone; its other backend's int8 sums overflow where a processor has no VNNI
    # instructions: of 100 sentences that the tests' model knows, 17 came out right there, and 95 by MKL.
    environment = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive", "CT2_USE_MKL": "1"}
    plan = Plan(
        "marian",
        f"glosswire.translate.marian:{'Firefox' if runtime == 'firefox' else 'CTranslate2'}",
        options,
        environment=environment,
        capacity=1 if runtime == "firefox" else at_once,
    )
    label = name_version(
        "marian", name or Path(folder).name, digest, {"runtime": runtime, **settings, package: version(package)}
    )
    engine = Marian(plan, label, tuple(languages), at_once, 1 if runtime == "firefox" else BATCH, target)
    engine.open()
    return engine


class Marian:
    """A Translator over workers that have the model."""

    def __init__(
        self, plan: Plan, label: str, languages: tuple[str, ...], at_once: int, batch: int, target: str = ""
    ) -> None:
        # A Firefox model belongs to one thread, so each sentence at once is a process; CTranslate2 shares its weights.
        self._crew = Crew(plan, at_once if plan.capacity == 1 else 1)
        self._label = label
        self._languages = languages
        self._at_once = at_once
        self._job = batch
        self._has_beam = batch > 1
        self._target = target

    @property
    def version(self) -> str:
        """The model, its digest, and a hash of the settings and the runtime's version."""
        return self._label

    @property
    def batch(self) -> int:
        """Enough that no worker waits for long while another finishes."""
        return self._at_once * max(16, self._job)

    def open(self) -> None:
        """Load the model."""
        self._crew.open()

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate each text; sentences of like length share a batch where the runtime has batches."""
        if not covers(self._languages, language):
            raise UnsupportedPair("marian", f"from {language or 'an unknown language'} into English")
        return self._answers(texts, language)

    def translate_back(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Put each English text into the language that the model is for, where it is for one."""
        if not self._target or not covers((self._target,), language):
            raise UnsupportedPair("marian", f"from English into {language or 'an unknown language'}")
        return self._answers(texts, "en")

    def _answers(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        lines = [plain(text) for text in texts]
        order = sorted((i for i, line in enumerate(lines) if line), key=lambda i: len(lines[i]), reverse=True)
        groups = [order[at : at + self._job] for at in range(0, len(order), self._job)]
        answers = [Candidate("")] * len(lines)
        found = self._crew.map([_job([lines[i] for i in group], language) for group in groups])
        for i, candidate in zip(order, found, strict=True):
            answers[i] = candidate
        return tuple(answers)

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Give the best of a wider search; a Firefox model has none."""
        line = plain(text)
        if not self._has_beam or not line or not covers(self._languages, language):
            return ()
        job = Job((line,) * count, language, PATIENCE_SECONDS + 0.1 * len(line) * count, wish="vary")
        return tuple(candidate for candidate in self._crew.map([job]) if candidate.text)

    def close(self) -> None:
        """End the workers."""
        self._crew.close()


def _job(texts: Sequence[str], language: str) -> Job:
    return Job(tuple(texts), language, PATIENCE_SECONDS + 0.1 * sum(map(len, texts)))


# -- in the worker


class Firefox:
    """A Firefox model, which translates one sentence at a time in the thread that loaded it."""

    def __init__(self, *, folder: str, self_test: Sequence[str]) -> None:
        from fxtranslate import Translator

        source, target = _vocabularies(Path(folder))
        model = _only(Path(folder), "model.*.bin").read_bytes()
        self._translator = Translator(model=model, src_vocab=source.read_bytes(), trg_vocab=target.read_bytes())
        self._count = _counter(source)
        _try_out(self, self_test)

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate each text, in pieces where it is too long."""
        return tuple(Candidate(self._translate(text)) for text in texts)

    def _translate(self, text: str) -> str:
        pieces = cut(text, lambda piece: self._count(piece) <= FIREFOX_PIECES)
        return join([self._translator.translate(piece).strip() for piece in pieces])


class CTranslate2:
    """A CTranslate2 model in int8, which translates as many batches at once as it has threads."""

    def __init__(
        self,
        *,
        folder: str,
        threads: int,
        beam: int,
        prefix: str,
        language_tokens: bool,
        max_pieces: int,
        self_test: Sequence[str],
    ) -> None:
        import ctranslate2
        from sentencepiece import SentencePieceProcessor

        source, target = _sentencepieces(Path(folder))
        _only(Path(folder), "model.bin")
        try:
            self._model = ctranslate2.Translator(
                folder, device="cpu", compute_type="int8", inter_threads=threads, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise EngineDown("marian", f"the model in {folder} cannot be loaded: {error}") from error
        self._source = SentencePieceProcessor(model_file=str(source))
        self._target = SentencePieceProcessor(model_file=str(target))
        self._beam, self._prefix, self._language_tokens = beam, prefix.split(), language_tokens
        self._max_pieces = max_pieces
        self._end = [] if _adds_end(Path(folder)) else ["</s>"]
        _try_out(self, self_test)

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate the texts as one batch, those that are too long in pieces."""
        marks = self._marks(language)
        most = self._max_pieces - len(marks) - len(self._end)
        pieces = [cut(text, lambda piece: len(self._source.encode(piece)) <= most) for text in texts]
        lines = [[*marks, *self._encode(piece), *self._end] for text in pieces for piece in text]
        found = iter(self._batch_or_each(lines))
        return tuple(_joined([next(found) for _ in text]) for text in pieces)

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Give the `count` best of a beam search; a text that is too long for one search has none."""
        line = [*self._marks(language), *self._encode(text), *self._end]
        found = self._best(line, count) if len(line) <= self._max_pieces else ()
        return (*found, *(Candidate(""),) * (count - len(found)))

    def _best(self, line: Sequence[str], count: int) -> tuple[Candidate, ...]:
        (result,) = self._model.translate_batch(
            [line],
            target_prefix=[["__en__"]] if self._language_tokens else None,
            beam_size=max(count, VARY_BEAM),
            num_hypotheses=count,
            max_input_length=self._max_pieces,
            max_decoding_length=min(self._max_pieces, 40 + 2 * len(line)),
            return_scores=True,
        )
        found = zip(result.hypotheses, result.scores, strict=True)
        return tuple(Candidate(self._decode(pieces), float(score)) for pieces, score in found)

    def _marks(self, language: str) -> list[str]:
        """What stands before a sentence's own pieces."""
        code = M2M_CODES.get(primary(language), primary(language))
        return [*([f"__{code}__"] if self._language_tokens else []), *self._prefix]

    def _encode(self, text: str) -> list[str]:
        pieces: list[str] = self._source.encode(text, out_type=str)
        return pieces

    def _batch_or_each(self, lines: list[list[str]]) -> list[Candidate]:
        """The batch's answers; where one line breaks the batch, the others' answers and nothing for that line."""
        try:
            return self._batch(lines)
        except RuntimeError:
            if len(lines) == 1:
                return [Candidate("")]
            return [answer for line in lines for answer in self._batch_or_each([line])]

    def _batch(self, lines: list[list[str]]) -> list[Candidate]:
        results = self._model.translate_batch(
            lines,
            target_prefix=[["__en__"]] * len(lines) if self._language_tokens else None,
            beam_size=self._beam,
            max_batch_size=BATCH,
            max_input_length=self._max_pieces,
            max_decoding_length=min(self._max_pieces, 40 + 2 * max(map(len, lines))),
            return_scores=True,
        )
        return [Candidate(self._decode(result.hypotheses[0]), float(result.scores[0])) for result in results]

    def _decode(self, pieces: Sequence[str]) -> str:
        text: str = self._target.decode([piece for piece in pieces if piece != "__en__"])
        return text.strip()


def _joined(pieces: Sequence[Candidate]) -> Candidate:
    scores = [piece.score for piece in pieces if piece.score is not None]
    return Candidate(join([piece.text for piece in pieces]), sum(scores) / len(scores) if scores else None)


def _try_out(model: Firefox | CTranslate2, self_test: Sequence[str]) -> None:
    """Translate a sentence whose English is known: broken files answer nonsense or nothing, without an error."""
    if not self_test:
        return
    source, english = self_test
    (found,) = model.translate([source], "")
    if found.text != english:
        raise EngineDown("marian", f"its self-test failed: {found.text[:80]!r} is not {english!r}")


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise ModelMissing("marian", f"{len(found)} files like {pattern} in {folder}; one is needed")
    return found[0]


def _vocabularies(folder: Path) -> tuple[Path, Path]:
    """The source's and the target's vocabulary, which most Firefox models share."""
    if any(folder.glob("vocab.*.spm")):
        return (_only(folder, "vocab.*.spm"),) * 2
    return _only(folder, "srcvocab.*.spm"), _only(folder, "trgvocab.*.spm")


def _sentencepieces(folder: Path) -> tuple[Path, Path]:
    """The source's and the target's sentencepiece model, which M2M100 shares."""
    if (folder / "source.spm").is_file():
        return folder / "source.spm", _only(folder, "target.spm")
    return (_only(folder, "*.model"),) * 2


def _counter(vocabulary: Path) -> Callable[[str], int]:
    from sentencepiece import SentencePieceProcessor

    processor: Any = SentencePieceProcessor(model_file=str(vocabulary))
    return lambda text: len(processor.encode(text))


def _adds_end(folder: Path) -> bool:
    """Whether the runtime ends sentences itself: models converted from Marian's own form say so."""
    try:
        settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(settings, dict) and settings.get("add_source_eos") is True
