"""Ask language models for a translation, and take the translation alone out of what they answer."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

from glosswire.translate.labels import NOT_FOREIGN, primary

GROUP: Final = 6  # numbered lines at once: with more, small models lose count (docs/design)

SYSTEM: Final = "You are a professional news translator. Answer with the English translation only."
USER: Final = "Translate this {language} news text into English:\n\n{text}"
USER_LINES: Final = (
    "Translate these {count} lines of {language} news text into English. "
    "Answer with {count} lines, each with its number:\n\n{text}"
)

AFTER: Final = "This sentence comes before it and is not to be translated: {before}\n\n"  # before a user's prompt
SYSTEM_BACK: Final = "You are a professional news translator. Answer with the {language} translation only."
USER_BACK: Final = "Translate this English news text into {language}:\n\n{text}"

MOST_BACK: Final = 3  # times the tokens for English: so many take the scripts that vocabularies spell by bytes

# For other words than the likeliest: what the makers of the fallback LLM advise in its generation_config.json.
SAMPLING: Final[Mapping[str, float]] = {"temperature": 0.7, "top_p": 0.8, "top_k": 20}

# Shown to a local LLM before each text, whatever its language, so that its memory of them serves all sentences.
# chrF on 16 NTREX lines without and with them: Arabic 31.7 and 35.7, German 54.2 and 55.3, Russian 44.0 and 42.4.
EXAMPLES: Final = (
    (
        "de",
        "Am Montag teilte das Außenministerium mit, dass die Gespräche mit Ankara fortgesetzt werden.",
        "The Foreign Ministry said on Monday that the talks with Ankara would continue.",
    ),
    (
        "ru",
        "По данным министерства, в 2022 году экспорт вырос на 3,5 процента — до 12 млрд долларов.",
        "According to the ministry, exports rose 3.5 percent in 2022 to $12 billion.",
    ),
    (
        "zh",
        "“我们不会放弃，”该市市长周二对记者说。",
        '"We will not give up," the city\'s mayor told reporters on Tuesday.',
    ),
)


@cache
def language_name(tag: str) -> str:
    """A language's English name, or nothing where there is none to translate from."""
    if primary(tag) in NOT_FOREIGN:
        return ""
    try:
        return Locale.parse(primary(tag)).get_language_name("en") or ""
    except (UnknownLocaleError, ValueError):
        return ""


def conversation(system: str, user: str, language: str, text: str, before: str = "") -> list[Mapping[str, str]]:
    """The messages that ask a chat model for one text: the task, the examples as turns of it, and the text.

    `before`: the sentence before it, where the model is to know that.
    """
    found = [{"role": "system", "content": system}]
    for tag, foreign, english in EXAMPLES:
        found.append({"role": "user", "content": user.format(language=language_name(tag), text=foreign)})
        found.append({"role": "assistant", "content": english})
    return [*found, {"role": "user", "content": question(user, language, text, before)}]


def question(user: str, language: str, text: str, before: str = "") -> str:
    """What a chat model is asked for one text, after the sentence before it where that is given."""
    asked = user.format(language=language_name(language), text=text)
    return AFTER.format(before=before) + asked if before else asked


def conversation_back(language: str, text: str) -> list[Mapping[str, str]]:
    """The messages that ask a chat model to put an English text into a language; the examples are turned round."""
    found = [{"role": "system", "content": SYSTEM_BACK.format(language=language_name(language))}]
    for tag, foreign, english in EXAMPLES:
        found.append({"role": "user", "content": USER_BACK.format(language=language_name(tag), text=english)})
        found.append({"role": "assistant", "content": foreign})
    return [*found, {"role": "user", "content": USER_BACK.format(language=language_name(language), text=text)}]


def most_tokens(text: str) -> int:
    """How many tokens an answer may have: about twice what English needs for this text, and 40."""
    wide = sum(map(_is_wide, text))
    return 40 + 2 * wide + round(0.7 * (len(text) - wide))


def numbered(texts: Sequence[str]) -> str:
    """The texts as lines `1. text`."""
    return "\n".join(f"{i}. {text}" for i, text in enumerate(texts, 1))


def read_numbered(answer: str, count: int) -> Mapping[int, str]:
    """The numbered lines of an answer from 1 to `count`; none at all where its numbers are not ours.

    A number that stands twice is left out, as nobody can say which line is right.
    """
    lines: dict[int, str] = {}
    twice: set[int] = set()
    at = 0
    for line in answer.strip().splitlines():
        if found := _NUMBERED.match(line):
            at = int(found[1])
            twice.update({at} & lines.keys())
            lines[at] = found[2].strip()
        elif at and line.strip():
            lines[at] += f" {line.strip()}"
    if any(not 1 <= number <= count for number in lines):
        return {}
    return {number: line for number, line in lines.items() if number not in twice and line}


def tidy(answer: str, source: str) -> str:
    """The translation alone: without labels, notes, talk about the task and quotation marks that the source lacks."""
    lines = [" ".join(line.split()) for line in answer.strip().splitlines()]
    text = " ".join(line for line in lines if line and not (len(lines) > 1 and _TALK.fullmatch(line)))
    text = _NOTE.sub("", _LABEL.sub("", text))
    if _REFUSAL.match(text):
        return ""
    if len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES and source.strip()[:1] not in _QUOTES:
        text = text if _QUOTE.search(text[1:-1]) else text[1:-1]
    return text.strip()


_NUMBERED: Final = re.compile(r"\s*\[?(\d{1,3})[.):\]]\s*(.*)")
_QUOTES: Final = "\"'“”‘’„«»「」『』《》‹›"
_QUOTE: Final = re.compile(f"[{_QUOTES}]")
_LABEL: Final = re.compile(
    r"^(?:(?:sure|certainly|of course)[!,.] )?(?:here(?: is|'s) the [^:.]{0,40}:\s*|"
    r"(?:the )?(?:english )?translat(?:ion|ed text)(?: (?:in|into|to) english)?(?: is)?:\s*|"
    r"english(?: version| text)?:\s*)",
    re.IGNORECASE,
)
_TALK: Final = re.compile(
    r"(?:sure|certainly|of course)[!,.](?:.{0,80}[:!])?|here(?: is|'s) .{0,60}translation.{0,40}:|```\w*|"
    r"\*\*.{0,30}translation.{0,10}\*\*:?|(?:please )?note: .*|let me know if .*",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r" ?\((?:note|translator's note|translated from)\b[^()]{0,400}\)$", re.IGNORECASE)
_REFUSAL: Final = re.compile(
    r"(?:i'm|i am|i apologi[sz]e|sorry|unfortunately)\b.{0,40}\b(?:can't|cannot|can not|unable|not able)\b.{0,40}"
    r"\b(?:assist|help|translat|fulfil)|as an ai\b",
    re.IGNORECASE,
)


def _is_wide(char: str) -> bool:
    """Whether a character says about as much as a word or a syllable: Han, kana, hangul."""
    return "\u2e80" <= char <= "\ud7ff" or "\uf900" <= char <= "\ufaff" or char > "\U0001ffff"
