"""From passages to segments: protect what is no language, ask the engine, judge its answers, ask again, or say so."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from glosswire.errors import BadOutput, TranslationError
from glosswire.model import ArticleId, Failure, Segment, Sentence
from glosswire.text.language import identify
from glosswire.text.marks import settle_marks
from glosswire.text.tokens import count_words, normalise, script_of, scripts, words
from glosswire.translate.base import Candidate, Translator
from glosswire.translate.glossary import EMPTY, Glossary

PASSED_LANGUAGES = frozenset({"en", "zxx"})

# Measured on 125,000 human translations into English (NTREX, 125 files): beyond the length are 2, both of Dzongkha;
# below the least is 1, wrongly aligned; loops are in none; of the 88 echoes 68 are one line that its original has in
# French, and most others lines that were left in English.
MOST_LENGTH = 3.0  # characters of English for one of the source
WIDE_LENGTH = 5.0  # where a character is a word or a syllable
SPARE_LENGTH = 60
LONGEST = 10_000  # characters of a sentence that is asked for: a page of 2 MB without a full stop would take a day
LEAST_LENGTH = 0.25  # of sources of at least 60 characters, where one that is a word or a syllable counts twice
SHORT_FROM = 60
ECHO_WORDS = 6
ECHO_SHARE = 0.75
MOST_LOOPS = 2
LONGEST_LOOP = 16  # words
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair, as JSON may spell it: nothing that can be kept
_STUTTER = re.compile(r"(\S{1,12}?)\1{11,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that wants English, or some of which one segment renders (`also`: those after the first).

    `mastheads` are names in it that are not to be translated. `before`: the sentence before it, which an engine may be
    told when it is asked again. `is_running`: whether it begins within a quotation that an earlier one opened.
    """

    article_id: ArticleId
    revision: int
    sentence: Sentence
    text: str
    language: str
    mastheads: tuple[str, ...] = ()
    also: tuple[Sentence, ...] = ()
    before: str = ""
    is_running: bool = False

    @property
    def sources(self) -> tuple[Sentence, ...]:
        """All its sentences."""
        return (self.sentence, *self.also)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A passage and its segment; `failure` says why it stayed in its own language."""

    passage: Passage
    segment: Segment
    failure: Failure | None = None


def render(
    passages: Sequence[Passage],
    translator: Translator,
    known: Mapping[str, str],
    now: Callable[[], datetime],
    glossary: Glossary = EMPTY,
) -> Iterator[Rendered]:
    """Give every passage its segment, in order, as the engine's batches are done; all are of one language.

    `known` is what this very engine said to texts before, under the glossary's present terms for them. The same
    text is asked once. An answer that is no translation is asked for again, the sentence alone; then the sentence
    stays in its own language, as failed.
    Raises EngineDown, ModelMissing and UnsupportedPair; what was yielded before stands.
    """
    asker = _Asker(translator, glossary)
    answered = {text: _Answer(Candidate(english)) for text, english in known.items()}
    waiting: list[tuple[Passage, bool]] = []
    new: dict[str, Passage] = {}
    for passage in passages:
        passes = is_passed(passage)
        waiting.append((passage, passes))
        if not passes and passage.text not in answered:
            new.setdefault(passage.text, passage)
        if len(new) == translator.batch:
            yield from _rendered_batch(waiting, new, answered, asker, now)
            waiting, new = [], {}
    yield from _rendered_batch(waiting, new, answered, asker, now)


def _rendered_batch(
    waiting: Sequence[tuple[Passage, bool]],
    new: Mapping[str, Passage],
    answered: "dict[str, _Answer]",
    asker: "_Asker",
    now: Callable[[], datetime],
) -> Iterator[Rendered]:
    """Ask for what is new and yield what waits; where the engine goes down over some, all others first."""
    try:
        _ask(list(new.values()), asker, answered)
    except TranslationError:
        there = [(p, passed) for p, passed in waiting if passed or p.text in answered]
        yield from (_rendered(p, passed, answered, asker, now()) for p, passed in there)
        raise
    yield from (_rendered(p, passed, answered, asker, now()) for p, passed in waiting)


@dataclass(frozen=True, slots=True)
class _Asker:
    """An engine, and the terms that hold for it."""

    translator: Translator
    glossary: Glossary

    @property
    def version(self) -> str:
        """The engine's."""
        return self.translator.version

    def translate(self, texts: Sequence[str], language: str) -> tuple[Candidate, ...]:
        """Ask for texts with the English forms of their terms in them, and mend the answers."""
        prepared = [self.glossary.prepare(text, language) for text in texts]
        found = self.translator.translate([p.text for p in prepared], language)
        if len(found) != len(texts):
            raise BadOutput(self.version, f"{len(found)} answers to {len(texts)} sentences")
        return tuple(Candidate(p.settle(c.text), c.score) for p, c in zip(prepared, found, strict=True))

    def translate_bare(self, text: str, language: str) -> Candidate:
        """Ask for one text as it stands, and mend the answer."""
        (found,) = self.translator.translate([text], language)
        return Candidate(self.glossary.prepare(text, language).settle(found.text), found.score)


@dataclass(frozen=True, slots=True)
class _Answer:
    candidate: Candidate
    fault: BadOutput | None = None
    is_english: bool = False  # the source's own words, as they need no translation


def is_passed(passage: Passage) -> bool:
    """Whether a passage needs no translation: English, or nothing but addresses, handles, mastheads and signs."""
    if passage.language.partition("-")[0] in PASSED_LANGUAGES:
        return True
    rest = _ADDRESSES.sub(" ", passage.text)
    for name in sorted(filter(None, passage.mastheads), key=len, reverse=True):
        rest = rest.replace(name, " ")
    return not any(char.isalpha() for char in rest)


def _rendered(passage: Passage, passed: bool, answered: Mapping[str, _Answer], asker: _Asker, at: datetime) -> Rendered:
    sources = passage.sources
    if passed or answered[passage.text].is_english:
        return Rendered(passage, Segment(sources, passage.text, "passed", "", None, at))
    answer = answered[passage.text]
    if answer.fault is None:
        candidate = answer.candidate
        missed = asker.glossary.findings(passage.text, candidate.text, passage.language)
        terms = asker.glossary.digest(passage.text, passage.language)
        segment = Segment(sources, candidate.text, "translated", asker.version, candidate.score, at, missed)
        return Rendered(passage, replace(with_english(segment, passage, candidate.text), terms=terms))
    failure = Failure.of(passage.article_id, "translate", answer.fault, at)
    return Rendered(passage, Segment(sources, passage.text, "failed", asker.version, None, at), failure)


def with_english(segment: Segment, passage: Passage, said: str) -> Segment:
    """A segment with what an engine said of its passage; its quotation marks are those that the source has too."""
    target = settle_marks(passage.text, said, passage.language, passage.is_running)
    return replace(segment, target=target, said=said if said != target else "")


# -- asking


def _ask(passages: Sequence[Passage], asker: _Asker, answered: dict[str, _Answer]) -> None:
    """Add the engine's judged answers by source text; those that are no translations are asked for twice."""
    for passage in (p for p in passages if len(p.text) > LONGEST):
        answered[passage.text] = _Answer(Candidate(""), BadOutput(asker.version, f"over {LONGEST} characters"))
    passages = [p for p in passages if len(p.text) <= LONGEST]
    if not passages:
        return
    try:
        answers = _ask_once(passages, asker)
    except BadOutput as error:  # as a whole, so that none can be told from another
        answers = [_Answer(Candidate(""), error) for _ in passages]
    faulty = [p for p, answer in zip(passages, answers, strict=True) if answer.fault is not None]
    answered |= {p.text: a for p, a in zip(passages, answers, strict=True) if a.fault is None}
    for passage in faulty:
        answered[passage.text] = _ask_alone(passage, asker)


def _ask_alone(passage: Passage, asker: _Asker) -> _Answer:
    """Ask for one sentence by itself, and with nothing put into it: that may have been what went wrong."""
    try:
        candidate = asker.translate_bare(passage.text, passage.language)
    except BadOutput as error:
        return _Answer(Candidate(""), error)
    return _judged(passage, candidate, asker.version)


def _ask_once(passages: Sequence[Passage], asker: _Asker) -> list[_Answer]:
    shields = [_Shield.over(passage) for passage in passages]
    found = asker.translate([shield.text for shield in shields], passages[0].language)
    return [
        _judged(passage, Candidate(shield.lift(candidate.text), candidate.score), asker.version)
        for passage, shield, candidate in zip(passages, shields, found, strict=True)
    ]


def _judged(passage: Passage, candidate: Candidate, version: str) -> _Answer:
    text = " ".join(candidate.text.split())
    lost = [name for name in _ADDRESSES.findall(passage.text) if name not in text]
    fault = fault_of(passage.text, text) or (f"lost {lost[0]}" if lost else "")
    if fault == ECHO and identify(passage.text).tag == "en":
        return _Answer(candidate, is_english=True)
    return _Answer(Candidate(text, candidate.score), BadOutput(version, fault) if fault else None)


def accepted(passage: Passage, candidate: Candidate) -> str:
    """A candidate's English as it may stand for a passage; empty where it is no translation of it."""
    answer = _judged(passage, candidate, "")
    return answer.candidate.text if answer.fault is None and not answer.is_english else ""


def accepted_back(original: str, english: str, candidate: Candidate) -> str:
    """English as it was put back into an original's language; empty where it is no translation of it.

    It is held to the English as an answer is to its source, and to the original's script.
    """
    text = " ".join(candidate.text.split())
    if not text or _HALF.search(text) or len(text) > SPARE_LENGTH + MOST_LENGTH * len(english):
        return ""
    is_english = _is_echo(english, text) or identify(text).tag == "en"
    is_loop = _loops(text) > max(_loops(english), MOST_LOOPS)
    return "" if is_english or is_loop or not _shares_script(original, text) else text


def _shares_script(original: str, back: str) -> bool:
    """Whether most letters of both are of one script; where one has kana, the other may be Japanese without.

    Headlines are (岸田首相訪米); what no Japanese computer could write is not. Of 1,000 lines of NTREX in each language
    that lets through all in Japanese, 8 in simplified and 476 in traditional Chinese.
    """
    mains = {_main_script(original), _main_script(back)}
    if mains == {"Hani", "Kana"}:
        return _is_written_in_japan(original) and _is_written_in_japan(back)
    return len(mains) == 1


def _main_script(text: str) -> str:
    """The script of most letters; a text with any kana is Japanese."""
    counts = scripts(text)
    if counts["Kana"]:
        return "Kana"
    return max(counts, key=lambda script: counts[script], default="")


def _is_written_in_japan(text: str) -> bool:
    """Whether Japan's character set has all Chinese characters of a text: it has no simplified ones."""
    try:
        "".join(char for char in text if script_of(char) == "Hani").encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def is_protected(passage: Passage) -> bool:
    """Whether the engine is asked for a passage with placeholders in it."""
    return bool(_Shield.over(passage).names)


# -- what is not translated

_ADDRESS = (
    r"https?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]]|www\.[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]]"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?<![\w@])[@#]\w{2,50}"
)


_ADDRESSES = re.compile(_ADDRESS)
_PLACEHOLDER = "XQ"  # NMT models and LLMs alike carry it over; what it stands for would be translated


def _protected(mastheads: Sequence[str]) -> "re.Pattern[str]":
    """What gets a placeholder inside a sentence.

    A masthead does where nobody takes it for common words: Le Monde, JAMnews, ANSA; but Bild (a picture) and Zeit
    (time) only in quotation marks, and what is not in Latin letters never: readers are better served by the engine.
    """
    named = [rf"{_start_of(name)}{re.escape(name)}(?!\w)" for name in mastheads if _is_latin(name)]
    return re.compile("|".join([_ADDRESS, *sorted(named, key=len, reverse=True)])) if named else _ADDRESSES


def _start_of(name: str) -> str:
    """What must stand before a masthead; at a sentence's start it may be common words (Die Zeit ist um)."""
    is_common = name.isalpha() and name[1:].islower()
    return r"(?<=[„“”«»\"‚‘’'])" if is_common else r"(?<!^)(?<!\w)"


def _is_latin(name: str) -> bool:
    return bool(name) and set(scripts(name)) <= {"Latn"}


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
            return f"{_PLACEHOLDER}{len(names)}"

        if _PLACEHOLDER in passage.text:
            return cls(passage.text, ())
        text = _protected(passage.mastheads).sub(cover, passage.text)
        return cls(text, tuple(names))

    def lift(self, english: str) -> str:
        """Put the names back; nothing where a placeholder was lost or stands twice, as then a name would be."""
        if not self.names:
            return english
        found = [int(number) for number in _PLACED.findall(english)]
        if sorted(found) != list(range(1, len(self.names) + 1)):
            return ""
        return _PLACED.sub(lambda match: self.names[int(match[1]) - 1], english)


_PLACED = re.compile(rf"\b{_PLACEHOLDER}(\d{{1,4}})\b")


# -- judging


ECHO = "an echo of the source"


def fault_of(source: str, english: str) -> str:
    """Why an answer is no translation of a source, in words; empty where it may be one."""
    if not english:
        return "empty"
    if _HALF.search(english):
        return "broken characters"
    if len(english) > _most(source):
        return "over-long"
    if len(source) >= SHORT_FROM and len(english) < LEAST_LENGTH * (len(source) + _wide(source)):
        return "over-short"
    if _is_foreign(english):
        return "left in another script"
    if _is_echo(source, english):
        return ECHO
    if _loops(english) > max(_loops(source), MOST_LOOPS):
        return "a loop"
    return ""


def _most(source: str) -> float:
    wide = _wide(source)
    return SPARE_LENGTH + MOST_LENGTH * (len(source) - wide) + WIDE_LENGTH * wide


def _wide(source: str) -> int:
    """How many characters are words or syllables."""
    return sum(number for script, number in scripts(source).items() if script in ("Hani", "Kana", "Hang", "Yiii"))


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
