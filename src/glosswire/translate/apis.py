"""How three translation APIs are asked, and their answers read: chat completions, LibreTranslate's and DeepL's (pure)."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from glosswire.errors import BadOutput
from glosswire.translate.labels import primary
from glosswire.translate.prompts import (
    GROUP,
    MOST_BACK,
    SAMPLING,
    SYSTEM,
    SYSTEM_BACK,
    USER,
    USER_BACK,
    USER_LINES,
    language_name,
    most_tokens,
    numbered,
    question,
    read_numbered,
    tidy,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a service: texts of a language in English, or, `back`, English texts in that language.

    `before`: the sentence before a single text; `turn` above 0: that one in other words; `count` above 1: in several.
    """

    texts: tuple[str, ...]
    language: str
    back: bool = False
    before: str = ""
    turn: int = 0
    count: int = 1


class Api(Protocol):
    """How a service is asked, and its answers read."""

    @property
    def group(self) -> int:
        """How many texts are asked for at once."""

    @property
    def hears_context(self) -> bool:
        """Whether it can be told the sentence before."""

    @property
    def has_other_words(self) -> bool:
        """Whether it can be asked for the words of a turn."""

    @property
    def gives_several(self) -> bool:
        """Whether it gives several candidates at once."""

    def headers(self) -> Mapping[str, str]:
        """What goes beside each request."""

    def question(self, ask: Ask) -> Mapping[str, Any]:
        """The request's body."""

    def answers(self, body: Any, ask: Ask) -> Sequence[str | None]:
        """One answer a text: empty where the service has none, None where the text must be asked alone.

        Where several candidates of one text are asked for, as many as came. Raises BadOutput where the answers cannot
        be told apart.
        """


@dataclass(frozen=True, slots=True)
class OpenAi:
    """Chat completions: numbered lines in groups, and a prompt of its own for a single text."""

    model: str
    key: str
    temperature: float
    limit_field: str
    group: int = GROUP
    hears_context: bool = True
    gives_several: bool = False

    @property
    def has_other_words(self) -> bool:
        """Where a temperature may be sent."""
        return self.temperature >= 0

    def headers(self) -> Mapping[str, str]:
        """The key as a bearer's."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def question(self, ask: Ask) -> Mapping[str, Any]:
        """One prompt for all texts; English is put back text by text."""
        name, texts = language_name(ask.language), ask.texts
        system = SYSTEM_BACK.format(language=name) if ask.back else SYSTEM
        if len(texts) == 1:
            content = question(USER_BACK if ask.back else USER, ask.language, texts[0], ask.before)
        else:
            content = USER_LINES.format(language=name, count=len(texts), text=numbered(texts))
        messages = [{"role": "system", "content": system}, {"role": "user", "content": content}]
        body: dict[str, Any] = {"model": self.model, "messages": messages}
        if self.temperature >= 0:
            body["temperature"] = self.temperature
        if ask.turn:
            body |= {"temperature": SAMPLING["temperature"], "top_p": SAMPLING["top_p"], "seed": ask.turn}
        if self.limit_field:
            body[self.limit_field] = tokens_of(ask)
        return body

    def answers(self, body: Any, ask: Ask) -> Sequence[str | None]:
        """The numbered lines; of an answer that was cut short, not the last one."""
        texts = ask.texts
        choice = _dig(body, "choices", 0)
        content, ended = _dig(choice, "message", "content"), choice.get("finish_reason")
        if ended == "content_filter" or content is None:
            return [""] * len(texts)
        if not isinstance(content, str):
            raise BadOutput("remote", "the answer's content is no text")
        if len(texts) == 1:
            return ["" if ended == "length" else tidy(html.unescape(content), texts[0])]
        lines = dict(read_numbered(content, len(texts)))
        if ended == "length" and lines:
            lines.pop(max(lines))
        return [tidy(html.unescape(lines[i]), text) if i in lines else None for i, text in enumerate(texts, 1)]


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """LibreTranslate's `POST /translate` with a list of texts."""

    key: str
    codes: Mapping[str, str]
    group: int = 25
    hears_context: bool = False
    has_other_words: bool = False
    gives_several: bool = True

    def headers(self) -> Mapping[str, str]:
        """None: the key goes in the body."""
        return {}

    def question(self, ask: Ask) -> Mapping[str, Any]:
        """All texts in `q`."""
        code = self.codes.get(ask.language.lower(), primary(ask.language))
        source, target = ("en", code) if ask.back else (code, "en")
        body: dict[str, Any] = {"q": list(ask.texts), "source": source, "target": target, "format": "text"}
        if ask.count > 1:
            body["alternatives"] = ask.count
        return {**body, "api_key": self.key} if self.key else body

    def answers(self, body: Any, ask: Ask) -> Sequence[str | None]:
        """As many translated texts as texts; or the alternatives to the one."""
        if ask.count > 1:
            found = _dig(body, "alternatives", 0)
            return _texts(found[: ask.count] if isinstance(found, list) else found, 0)
        found = _dig(body, "translatedText")
        return _texts([found] if isinstance(found, str) else found, len(ask.texts))


@dataclass(frozen=True, slots=True)
class DeepL:
    """DeepL's `/v2/translate`, its key in a header."""

    key: str
    codes: Mapping[str, str]
    glossary: str = ""
    group: int = 50
    hears_context: bool = True
    has_other_words: bool = False
    gives_several: bool = False

    def headers(self) -> Mapping[str, str]:
        """The key, in DeepL's own words."""
        return {"Authorization": f"DeepL-Auth-Key {self.key}"} if self.key else {}

    def question(self, ask: Ask) -> Mapping[str, Any]:
        """All texts in `text`, each one sentence that is not to be split; the glossary is for English alone."""
        language = ask.language
        code = self.codes.get(language.lower(), DEEPL_CODES.get(primary(language), primary(language).upper()))
        source, target = ("EN", code) if ask.back else (code, "EN-US")
        body: dict[str, Any] = {
            "text": list(ask.texts),
            "source_lang": source,
            "target_lang": target,
            "split_sentences": "0",
        }
        if ask.before:
            body["context"] = ask.before
        return {**body, "glossary_id": self.glossary} if self.glossary and not ask.back else body

    def answers(self, body: Any, ask: Ask) -> Sequence[str | None]:
        """As many translations as texts."""
        found = _dig(body, "translations")
        if not isinstance(found, list):
            raise BadOutput("remote", "the answer holds no list of translations")
        return _texts([_dig(item, "text") for item in found], len(ask.texts))


DEEPL_CODES: Final = {"no": "NB", "nn": "NB"}


def _dig(value: Any, *steps: str | int) -> Any:
    """What a JSON value holds at the end of a path."""
    for step in steps:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            raise BadOutput("remote", f"the answer lacks {step!r}") from None
    return value


def tokens_of(ask: Ask) -> int:
    """How many tokens an answer may have; one in another language, three times as many as its English."""
    return sum(map(most_tokens, ask.texts)) * (MOST_BACK if ask.back else 1)


def _texts(found: Any, count: int) -> list[str | None]:
    """As many texts as are counted; any number of them for 0."""
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise BadOutput("remote", "the answer holds no list of texts")
    if count and len(found) != count:
        raise BadOutput("remote", f"{len(found)} answers to {count} texts")
    return [html.unescape(text).strip() for text in found]
