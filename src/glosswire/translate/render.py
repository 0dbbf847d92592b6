"""From passages to segments: protect what is no language, ask the engine, judge its answers, ask again, or say so."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from glosswire.errors import BadOutput
from glosswire.model import ArticleId, Failure, Segment, Sentence
from glosswire.text.tokens import count_words, normalise, scripts, words
from glosswire.translate.base import Candidate, Translator

PASSED_LANGUAGES = frozenset({"en", "zxx"})

# Measured on 125,000 human translations into English (NTREX, 125 files): beyond the length are 2, both of Dzongkha;
# loops are in none; 110 of the 112 echoes stand for sentences that the source itself has in English or French.
MOST_LENGTH = 3.0  # characters of English for one of the source
WIDE_LENGTH = 5.0  # where a character is a word or a syllable
SPARE_LENGTH = 60
ECHO_WORDS = 6
ECHO_SHARE = 0.75
MOST_LOOPS = 2
LONGEST_LOOP = 16  # words
_STUTTER = re.compile(r"(\S{1,12}?)\1{11,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that wants English; `mastheads` are names in it that are not to be translated."""

    article_id: ArticleId
    revision: int
    sentence: Sentence
    text: str
    language: str
    mastheads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A passage and its segment; `failure` says why it stayed in its own language."""

    passage: Passage
    segment: Segment
    failure: Failure | None = None


def render(
    passages: Sequence[Passage], translator: Translator, known: Mapping[str, str], now: Callable[[], datetime]
) -> Iterator[Rendered]:
    """Give every passage its segment, in order, as the engine's batches are done; all are of one language.

    `known` is what this very engine said to texts before. The same text is asked once. An answer that is no
    translation is asked for again, the sentence alone; then the sentence stays in its own language, as failed.
    Raises EngineDown, ModelMissing and UnsupportedPair; what was yielded before stands.
    """
    answered = {text: _Answer(Candidate(english)) for text, english in known.items()}
    waiting: list[Passage] = []
    new: dict[str, Passage] = {}
    for passage in passages:
        waiting.append(passage)
        if not is_passed(passage) and passage.text not in answered:
            new.setdefault(passage.text, passage)
        if len(new) == translator.batch:
            answered |= _ask(list(new.values()), translator)
            yield from (_rendered(p, answered, translator, now()) for p in waiting)
            waiting, new = [], {}
    answered |= _ask(list(new.values()), translator)
    yield from (_rendered(p, answered, translator, now()) for p in waiting)


@dataclass(frozen=True, slots=True)
class _Answer:
    candidate: Candidate
    fault: BadOutput | None = None


def is_passed(passage: Passage) -> bool:
    """Whether a passage needs no translation: English, or nothing but addresses, handles, mastheads and signs."""
    if passage.language.partition("-")[0] in PASSED_LANGUAGES:
        return True
    rest = _protected(passage.mastheads, anywhere=True).sub(" ", passage.text)
    return not any(char.isalpha() for char in rest)


def _rendered(passage: Passage, answered: Mapping[str, _Answer], translator: Translator, at: datetime) -> Rendered:
    sources = (passage.sentence,)
    if is_passed(passage):
        return Rendered(passage, Segment(sources, passage.text, "passed", "", None, at))
    answer = answered[passage.text]
    if answer.fault is None:
        candidate = answer.candidate
        return Rendered(
            passage, Segment(sources, candidate.text, "translated", translator.version, candidate.score, at)
        )
    failure = Failure.of(passage.article_id, "translate", answer.fault, at)
    return Rendered(passage, Segment(sources, passage.text, "failed", translator.version, None, at), failure)


# -- asking


def _ask(passages: Sequence[Passage], translator: Translator) -> dict[str, _Answer]:
    """The engine's judged answers by source text; those that are no translations were asked for twice."""
    if not passages:
        return {}
    try:
        answers = _ask_once(passages, translator)
    except BadOutput as error:  # as a whole, so that none can be told from another
        answers = [_Answer(Candidate(""), error) for _ in passages]
    if len(passages) == 1 and answers[0].fault is None:
        return {passages[0].text: answers[0]}
    return {
        passage.text: answer if answer.fault is None else _ask_alone(passage, translator)
        for passage, answer in zip(passages, answers, strict=True)
    }


def _ask_alone(passage: Passage, translator: Translator) -> _Answer:
    """Ask for one sentence by itself, and without placeholders: they may have been what went wrong."""
    try:
        (candidate,) = translator.translate([passage.text], passage.language)
    except BadOutput as error:
        return _Answer(Candidate(""), error)
    return _judged(passage, candidate, translator.version)


def _ask_once(passages: Sequence[Passage], translator: Translator) -> list[_Answer]:
    shields = [_Shield.over(passage) for passage in passages]
    found = translator.translate([shield.text for shield in shields], passages[0].language)
    if len(found) != len(passages):
        raise BadOutput(translator.version, f"{len(found)} answers to {len(passages)} sentences")
    return [
        _judged(passage, Candidate(shield.lift(candidate.text), candidate.score), translator.version)
        for passage, shield, candidate in zip(passages, shields, found, strict=True)
    ]


def _judged(passage: Passage, candidate: Candidate, version: str) -> _Answer:
    text = " ".join(candidate.text.split())
    lost = [name for name in _protected((), anywhere=True).findall(passage.text) if name not in text]
    fault = fault_of(passage.text, text) or (f"lost {lost[0]}" if lost else "")
    return _Answer(Candidate(text, candidate.score), BadOutput(version, fault) if fault else None)


# -- what is not translated

_ADDRESS = (
    r"https?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]]|www\.[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]]"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?<![\w@])[@#]\w{2,50}"
)


def _protected(mastheads: Sequence[str], anywhere: bool) -> "re.Pattern[str]":
    """What stays as it is. A masthead at a sentence's start may be common words there (Die Zeit ist um)."""
    names = "|".join(re.escape(name) for name in sorted(filter(None, mastheads), key=len, reverse=True))
    if not names:
        return _ADDRESSES
    start = "" if anywhere else r"(?<!^)"
    return re.compile(rf"{_ADDRESS}|{start}\b(?:{names})\b")


_ADDRESSES = re.compile(_ADDRESS)


@dataclass(frozen=True, slots=True)
class _Shield:
    """A text with placeholders, and what they stand for."""

    text: str
    names: tuple[str, ...]

    @classmethod
    def over(cls, passage: Passage) -> "_Shield":
        """Put placeholders over what is not to be translated."""
        names: list[str] = []

        def cover(match: "re.Match[str]") -> str:
            names.append(match[0])
            return f"XQ{len(names)}"

        text = _protected(passage.mastheads, anywhere=False).sub(cover, passage.text)
        return cls(text, tuple(names))

    def lift(self, english: str) -> str:
        """Put the names back; nothing where a placeholder was lost, as then a name would be."""
        for number, name in enumerate(self.names, 1):
            before, placeholder, after = _parted(english, f"XQ{number}")
            if not placeholder:
                return ""
            english = before + name + after
        return english


def _parted(text: str, placeholder: str) -> tuple[str, str, str]:
    """Part a text at a placeholder that is not the beginning of a longer one."""
    found = re.search(rf"\b{placeholder}\b", text)
    return (text[: found.start()], placeholder, text[found.end() :]) if found else (text, "", "")


# -- judging


def fault_of(source: str, english: str) -> str:
    """Why an answer is no translation of a source, in words; empty where it may be one."""
    if not english:
        return "empty"
    if len(english) > _most(source):
        return "over-long"
    if _is_foreign(english):
        return "left in another script"
    if _is_echo(source, english):
        return "an echo of the source"
    if _loops(english) > max(_loops(source), MOST_LOOPS):
        return "a loop"
    return ""


def _most(source: str) -> float:
    counts = scripts(source)
    wide = sum(number for script, number in counts.items() if script in ("Hani", "Kana", "Hang", "Yiii"))
    return SPARE_LENGTH + MOST_LENGTH * (len(source) - wide) + WIDE_LENGTH * wide


def _is_foreign(english: str) -> bool:
    """Whether more letters are not Latin than are: names in other scripts may stand in English, sentences not."""
    counts = scripts(english)
    return sum(counts.values()) > 2 * counts["Latn"] and counts.total() > 0


def _is_echo(source: str, english: str) -> bool:
    """Whether an answer only repeats the source: short ones may (names), longer ones share but names and numbers."""
    if normalise(source) == normalise(english):
        return count_words(source) >= 4
    ours, theirs = words(english), set(words(source))
    shared = sum(word in theirs and not word.isdigit() for word in ours)
    return len(ours) >= ECHO_WORDS and shared > ECHO_SHARE * len(ours)


def _loops(text: str) -> int:
    """How many times in a row a text says the same one to sixteen words, at most; single words count one less."""
    if _STUTTER.search(text):
        return len(text)
    said = normalise(text).split()
    most = 1
    for size in range(1, min(LONGEST_LOOP, len(said) // 2) + 1):
        run = 0
        for i in range(size, len(said)):
            run = run + 1 if said[i] == said[i - size] else 0
            most = max(most, run // size + (size > 1))
    return most
