"""Translate with a local LLM: any GGUF file with a chat template, run by llama.cpp in a worker process."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from glosswire.errors import ModelMissing, UnsupportedPair
from glosswire.translate.base import Candidate
from glosswire.translate.clauses import cut, join, plain
from glosswire.translate.labels import covers, name_version
from glosswire.translate.prompts import (
    AFTER,
    EXAMPLES,
    MOST_BACK,
    SAMPLING,
    SYSTEM,
    SYSTEM_BACK,
    USER,
    USER_BACK,
    conversation,
    conversation_back,
    language_name,
    most_tokens,
    tidy,
)
from glosswire.translate.workers import Crew, Job, Plan, Wish, cores

SLOTS: Final = 1  # more are faster (docs/design), but what an answer is then depends on its neighbours
CONTEXT: Final = 1024  # tokens a slot: the prompt, a sentence and its English
LONGEST: Final = 340.0  # estimated tokens a piece: with the prompt and the longest answer it fits the context
BUSY_SECONDS: Final = (
    120.0  # and two seconds a character: eight slots on a busy two-core machine do 2.7 tokens a second
)


def open_llama(
    *,
    model: str,
    digest: str,
    name: str = "",
    languages: Sequence[str] = (),
    slots: int = SLOTS,
    threads: int = 0,
    context: int = CONTEXT,
    system: str = SYSTEM,
    user: str = USER,
) -> "Llama":
    """Load a GGUF file into a worker process.

    `digest`: the file's SHA-256, checked by who installed it. `languages`: those that it translates; empty means any.
    `slots`: sentences at once; with more than one, answers may differ slightly from run to run, as a sentence's sums
    are then rounded by the shape of the batch it is in. `threads`: 0 means one for each core.
    Raises ModelMissing and EngineDown.
    """
    if not Path(model).is_file():
        raise ModelMissing("llama", f"no file {model}")
    options = {"model": model, "slots": slots, "threads": threads or cores(), "context": context}
    prompt = {"system": system, "user": user}
    settings = {**prompt, "examples": EXAMPLES, "slots": slots, "context": context, "xllamacpp": version("xllamacpp")}
    settings |= {"again": [AFTER, dict(SAMPLING)], "back": [SYSTEM_BACK, USER_BACK]}
    engine = Llama(
        Plan(
            "llama",
            "glosswire.translate.llama:Slots",
            {**options, **prompt},
            environment={"OMP_WAIT_POLICY": "passive"},
            capacity=slots,
        ),
        name_version("llama", name or Path(model).parent.name, digest, settings),
        tuple(languages),
    )
    engine.open()
    return engine


class Llama:
    """A Translator over one worker process that has the model."""

    def __init__(self, plan: Plan, version: str, languages: tuple[str, ...]) -> None:
        self._crew = Crew(plan, 1)
        self._version = version
        self._languages = languages
        self._slots = plan.capacity

    @property
    def version(self) -> str:
        """The model, its digest, and a hash of the prompt, the slots and the runtime's version."""
        return self._version

    @property
    def batch(self) -> int:
        """Some twenty seconds' work, and for each slot at least two sentences, so that none is idle for long."""
        return max(8, 2 * self._slots)

    def open(self) -> None:
        """Load the model."""
        self._crew.open()

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate each text; a text that the model only talks about gets an empty answer."""
        if not self._knows(language):
            raise UnsupportedPair("llama", f"from {language or 'an unknown language'} into English")
        return self._answers(texts, language, "translate")

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Translate a text after the one before it, or in other words, sampled by the turn."""
        line, after = plain(text), plain(before)
        if not line or not self._knows(language) or not _fits(f"{line} {after}"):
            return Candidate("")
        job = Job((line,), language, BUSY_SECONDS + 2 * len(line), "retell", after, turn)
        (found,) = self._crew.map([job])
        return found

    def translate_back(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Put each English text into a language that the model translates from."""
        if not self._knows(language):
            raise UnsupportedPair("llama", f"from English into {language or 'an unknown language'}")
        return self._answers(texts, language, "back")

    def _knows(self, language: str) -> bool:
        return bool(language_name(language)) and (not self._languages or covers(self._languages, language))

    def _answers(self, texts: Sequence[str], language: str, wish: Wish) -> tuple[Candidate, ...]:
        lines = [plain(text) for text in texts]
        jobs = [Job((line,), language, BUSY_SECONDS + 2 * len(line), wish) for line in lines if line]
        found = iter(self._crew.map(jobs))
        return tuple(next(found) if line else Candidate("") for line in lines)

    def close(self) -> None:
        """End the worker."""
        self._crew.close()


# -- in the worker


class Slots:
    """The loaded model, which answers as many threads at once as it has slots."""

    def __init__(self, *, model: str, slots: int, threads: int, context: int, system: str, user: str) -> None:
        self._server = _load(model, slots, threads, context)
        self._system, self._user = system, user
        self._is_alone = slots == 1
        self._rewind("")

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate each text by a prompt of its own."""
        return tuple(self._translate(text, language) for text in texts)

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Translate a text after the one before it; `turn` is the seed of other words than the likeliest."""
        if self._is_alone:
            self._rewind(language)
        asked = conversation(self._system, self._user, language, text, before)
        return _answer(self._complete(asked, most_tokens(text), turn), text)

    def translate_back(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Put each English text into a language, in pieces where it is long."""
        return tuple(Candidate(join([self._ask_back(p, language) for p in cut(t, _fits)])) for t in texts)

    def _ask_back(self, text: str, language: str) -> str:
        if self._is_alone:
            self._complete(conversation_back(language, ""), 1)
        return _answer(self._complete(conversation_back(language, text), MOST_BACK * most_tokens(text)), text).text

    def _translate(self, text: str, language: str) -> Candidate:
        answers = [self._ask(piece, language) for piece in cut(text, _fits)]
        scores = [answer.score for answer in answers if answer.score is not None]
        return Candidate(join([answer.text for answer in answers]), sum(scores) / len(scores) if scores else None)

    def _ask(self, text: str, language: str) -> Candidate:
        if self._is_alone:
            self._rewind(language)
        asked = conversation(self._system, self._user, language, text)
        return _answer(self._complete(asked, most_tokens(text)), text)

    def _rewind(self, language: str) -> None:
        """Have the model remember what all of a language's prompts begin with, and nothing else.

        What a prompt shares with the one before is not computed again, and what is computed together is rounded
        together: without this, the same sentence's English would depend on the sentence before it.
        """
        self._complete(conversation(self._system, self._user, language, ""), 1)

    def _complete(self, asked: Sequence[Mapping[str, str]], most: int, turn: int = 0) -> Any:
        # The usual chain of samplers costs a fifth of the time to come to the same token as the first of them alone.
        likeliest: Mapping[str, object] = {"temperature": 0, "top_k": 1, "samplers": ["top_k"]}
        sampled: Mapping[str, object] = {**SAMPLING, "samplers": ["top_k", "top_p", "temperature"], "seed": turn}
        return self._server.handle_chat_completions(
            {
                "messages": list(asked),
                **(sampled if turn else likeliest),
                "max_tokens": most,
                "stop": ["\n\n"],
                "cache_prompt": True,
            }
        )


def _answer(answer: Any, text: str) -> Candidate:
    """What was answered to a text; nothing where that was too long for the context, or does not end: it loops."""
    if "error" in answer or answer["choices"][0]["finish_reason"] != "stop":
        return Candidate("")
    return Candidate(tidy(answer["choices"][0]["message"]["content"], text))


def _load(model: str, slots: int, threads: int, context: int) -> Any:
    import xllamacpp  # costs 0.3 s and 60 MB, and only the worker needs it

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_parallel, params.n_ctx = slots, slots * context
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.n_gpu_layers = 0
    params.cache_ram_mib = 0  # prompts of other sentences are never asked for again
    params.verbosity = -1
    params.ui = False
    params.n_threads_http = 1
    with tempfile.TemporaryDirectory() as folder:  # it insists on listening: on a socket that is gone at once
        params.hostnames = [os.path.join(folder, "unused.sock")]
        return xllamacpp.Server(params)


def _fits(text: str) -> bool:
    """Whether a text is short enough, by an estimate that is rarely too low: byte-pair vocabularies know Latin best."""
    return sum(0.4 if char < "\u0250" else 1.0 if char < "\u0900" else 1.5 for char in text) <= LONGEST
