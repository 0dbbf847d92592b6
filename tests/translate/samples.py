"""The tiny genuine models and the sentences that they know; fixtures/make_models.py made both."""

import hashlib
import json
from pathlib import Path

from glosswire.config import default_config
from glosswire.translate.base import Translator
from glosswire.translate.catalogue import catalogue, find_model
from glosswire.translate.llama import open_llama
from glosswire.translate.marian import open_marian
from glosswire.translate.models import pull

MODELS = Path(__file__).parent.parent / "fixtures" / "models"
FIREFOX = MODELS / "firefox-tiny-de-en"
CT2 = MODELS / "ct2-tiny-de-en"
CT2_PIECES = 254  # the tiny model has 256 positions
FALLBACK_DIGEST = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"

_PAIRS: list[list[str]] = json.loads((FIREFOX / "test.json").read_text(encoding="utf-8"))["test"]
PAIRS = tuple((german, english) for german, english in _PAIRS)
GERMAN = tuple(german for german, _ in PAIRS)
ENGLISH = tuple(english for _, english in PAIRS)


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def open_firefox(folder: Path = FIREFOX, workers: int = 2) -> Translator:
    digest = digest_of(folder / "model.deen.intgemm.alphas.bin")
    return open_marian(
        folder=str(folder),
        runtime="firefox",
        languages=["de"],
        digest=digest,
        workers=workers,
        self_test=PAIRS[0],
    )


def open_ct2(folder: Path = CT2, workers: int = 2, beam: int = 1) -> Translator:
    return open_marian(
        folder=str(folder),
        runtime="ctranslate2",
        languages=["de"],
        digest=digest_of(folder / "model.bin"),
        workers=workers,
        beam=beam,
        max_pieces=CT2_PIECES,
        self_test=PAIRS[0],
    )


def fallback_weights() -> Path:
    """The file of the fallback LLM, pulled where it is not there yet."""
    model = find_model("qwen2.5-coder-1.5b-instruct-q4_k_m", catalogue())
    assert model is not None
    return pull(default_config(Path()).models_path, model) / model.files[0].name


def open_fallback() -> Translator:
    return open_llama(model=str(fallback_weights()), digest=FALLBACK_DIGEST)
