"""Measure what rendering costs over the bare engine, on the same sentences in the same run.

    python docs/measure/render.py                       # the tiny Firefox model of the tests
    python docs/measure/render.py --model qwen2.5-coder-1.5b-instruct-q4_k_m --sentences 16

Engine and renderer take turns by batches, so that a busy machine slows both; CPU seconds are of this process and of the
engine's workers. The engine's answers are kept from the bare run and given again to the renderer as well, so that
`alone` is the renderer without any engine: that figure does not swim with the engine's time.
"""

import argparse
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from glosswire.config import default_config
from glosswire.model import ArticleId, Sentence
from glosswire.translate.base import Candidate, Translator
from glosswire.translate.catalogue import find_model, known_models
from glosswire.translate.marian import open_marian
from glosswire.translate.render import Passage, render
from glosswire.translate.route import Route, open_engine

TINY = Path(__file__).parent.parent.parent / "tests" / "fixtures" / "models" / "firefox-tiny-de-en"


class Kept:
    """An engine that gives again what another said."""

    def __init__(self, engine: Translator, answers: dict[str, Candidate]) -> None:
        self.version, self.batch = engine.version, engine.batch
        self._answers = answers

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Give it again."""
        return tuple(self._answers[text] for text in texts)

    def close(self) -> None:
        """Let go of nothing."""


def main() -> None:
    """Print the seconds of the bare engine, of rendering with it, and of rendering alone."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", default="", help="an installed model; by default the tiny one of the tests")
    options.add_argument("--sentences", type=int, default=2000)
    asked = options.parse_args()
    texts = _sentences(asked.sentences)
    engine = _open(asked.model)
    try:
        _measure(engine, texts)
    finally:
        engine.close()


def _sentences(count: int) -> list[str]:
    """German news sentences, each different, as a number in it is."""
    pairs = json.loads((TINY / "test.json").read_text(encoding="utf-8"))["test"]
    return [f"{pairs[i % len(pairs)][0]} ({i})" for i in range(count)]


def _open(name: str) -> Translator:
    if not name:
        return open_marian(folder=str(TINY), runtime="firefox", languages=["de"], digest="0" * 64, workers=1)
    config = default_config(Path())
    model = find_model(name, known_models(config.models_path))
    if model is None:
        raise SystemExit(f"no model {name}")
    return open_engine(Route("de", "model", model.title, model.licence, "fair", "", "measured", model), config)


def _measure(engine: Translator, texts: Sequence[str]) -> None:
    engine.translate(texts[:4], "de")
    bare, rendered, alone, failed = 0.0, 0.0, 0.0, 0
    size = engine.batch
    for at in range(0, len(texts), size):
        batch = texts[at : at + size]
        passages = [Passage(ArticleId("a"), 1, Sentence(0, 0, len(t)), t, "de", ("Merkur.de",)) for t in batch]
        started = time.perf_counter()
        found = engine.translate(batch, "de")
        bare += time.perf_counter() - started
        started = time.perf_counter()
        failed += sum(r.failure is not None for r in render(passages, engine, {}, lambda: datetime.now(UTC)))
        rendered += time.perf_counter() - started
        kept = Kept(engine, dict(zip(batch, found, strict=True)))
        started = time.perf_counter()
        list(render(passages, kept, {}, lambda: datetime.now(UTC)))
        alone += time.perf_counter() - started
    words = sum(len(text.split()) for text in texts)
    print(f"{engine.version}: {len(texts)} sentences, {words} words, {failed} failed and asked twice")
    print(f"bare engine {bare:.2f} s ({words / bare:.0f} words a second), rendered {rendered:.2f} s")
    print(
        f"rendering alone {1000 * alone / len(texts):.3f} ms a sentence: {100 * alone / bare:.1f} % of the bare engine"
    )


if __name__ == "__main__":
    main()
