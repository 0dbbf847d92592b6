"""What a translation engine is, and the engines that an operator can name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from glosswire.errors import TranslationError
from glosswire.registry import Registry


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engine's English for one sentence; empty text means that it has none. `score`: mean log probability, where it has one."""

    text: str
    score: float | None = None


class Translator(Protocol):
    """Translate sentences of one language into English."""

    @property
    def version(self) -> str:
        """What made a translation: engine, model digest and settings; two that differ may translate differently."""

    @property
    def batch(self) -> int:
        """How many sentences are best given at once."""

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Translate each text; as many answers as texts, in their order.

        Raises UnsupportedPair, ModelMissing, EngineDown, or BadOutput where answers cannot be told apart.
        """

    def close(self) -> None:
        """Let go of the model."""


@runtime_checkable
class Varied(Protocol):
    """A Translator that can say a sentence in several ways."""

    def vary(self, text: str, language: str, count: int) -> tuple[Candidate, ...]:
        """Give up to `count` candidates, the same ones each time; none where the model has but one. Raises as translate."""


@runtime_checkable
class Retold(Protocol):
    """A Translator that can be told what comes before a sentence, and asked for other words of it one by one."""

    def retell(self, text: str, language: str, before: str, turn: int) -> Candidate:
        """Translate a sentence after the one `before` it, of which it may be told nothing; empty where it cannot.

        `turn`: 0 for what is likeliest, each higher number for other words, the same ones each time where the engine
        can be held to that. Raises as translate.
        """


@runtime_checkable
class Returning(Protocol):
    """A Translator that can put English into another language too."""

    def translate_back(self, texts: Sequence[str], language: str) -> tuple[Candidate | TranslationError, ...]:
        """Put each English text into a language; as many answers as texts, in their order. Raises as translate.

        An error stands for a text that could not be asked for where others could: it is asked for again.
        """


translators: Registry[Translator] = Registry(
    "translation engine",
    {
        "marian": "glosswire.translate.marian:open_marian",
        "llama": "glosswire.translate.llama:open_llama",
        "remote": "glosswire.translate.remote:open_remote",
    },
)
