"""Translate with a local LLM: any GGUF file with a chat template, run by llama.cpp in a worker process."""

import os
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from glosswire.errors import ModelMissing, UnsupportedPair
from glosswire.translate.base import Candidate
from glosswire.translate.clauses import cut, join, plain
from glosswire.translate.labels import covers, name_version
from glosswire.translate.prompts import EXAMPLES, SYSTEM, USER, conversation, language_name, most_tokens, tidy
from glosswire.translate.workers import Crew, Job, Plan, cores

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
        if not language_name(language) or (self._languages and not covers(self._languages, language)):
            raise UnsupportedPair("llama", f"from {language or 'an unknown language'} into English")
        lines = [plain(text) for text in texts]
        found = iter(self._crew.map([Job((line,), language, BUSY_SECONDS + 2 * len(line)) for line in lines if line]))
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

    def _translate(self, text: str, language: str) -> Candidate:
        answers = [self._ask(piece, language) for piece in cut(text, _fits)]
        scores = [answer.score for answer in answers if answer.score is not None]
        return Candidate(join([answer.text for answer in answers]), sum(scores) / len(scores) if scores else None)

    def _ask(self, text: str, language: str) -> Candidate:
        if self._is_alone:
            self._rewind(language)
        answer = self._complete(text, language, most_tokens(text))
        if "error" in answer or answer["choices"][0]["finish_reason"] != "stop":
            return Candidate("")  # the text is too long for the context, or the answer does not end: it loops
        return Candidate(tidy(answer["choices"][0]["message"]["content"], text))

    def _rewind(self, language: str) -> None:
        """Have the model remember what all of a language's prompts begin with, and nothing else.

        What a prompt shares with the one before is not computed again, and what is computed together is rounded
        together: without this, the same sentence's English would depend on the sentence before it.
        """
        self._complete("", language, 1)

    def _complete(self, text: str, language: str, most: int) -> Any:
        return self._server.handle_chat_completions(
            {
                "messages": conversation(self._system, self._user, language, text),
                "temperature": 0,
                "top_k": 1,
                "samplers": ["top_k"],  # the usual chain costs a fifth of the time to come to the same token
                "max_tokens": most,
                "stop": ["\n\n"],
                "cache_prompt": True,
            }
        )


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
