"""Source text that was left standing in the English, and text that belongs to neither."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from glosswire.model import Finding, Severity
from glosswire.text.english import is_english
from glosswire.text.fidelity.pair import Pair
from glosswire.text.fidelity.words import fold, listed
from glosswire.text.reach import entry_of, tables
from glosswire.text.tokens import script_of, scripts

_RUN = re.compile(r"(?<![\w'’])[^\W\d_]+")
_ELIDED = re.compile(r"(?<![\w'’])(?:[dlsnmcj]|qu|all|dell|nell|dall|sull|un)['’][^\W\d_]{3,}")
_SOURCE_RUN = re.compile(r"[^\W\d_]+")  # what follows an apostrophe is a word of its own here: "l'importante"
# What looks like a word left over but is a unit, part of an address, or of a name.
_UNITS = frozenset(
    "km cm mm kg mg ml kb mb gb tb hz khz mhz ghz kw mw gw kwh mph kph bpm nm com org net www http https".split()
)
# Each begins where a word does and gives nothing back, so that a long run of letters is read once.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+|[@#]\w+|(?<![\w-])[\w-]++(?:\.[\w-]++)+\b")
_MEANT = re.compile(
    rf"{_ADDRESS.pattern}|[“\"«„][^”\"»“]{{1,60}}[”\"»“]|(?<!\w)['‘][^'’]{{3,40}}['’](?!\w)|(?<!\w)\w++(?:-\w++)+|(?<!\w)\w++(?=\s\()"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|President|Minister|Chancellor|General|Judge)\.? ([^\W\d_]+)")
# The name of a species: its kind with a capital letter, then a Latin word.
_SPECIES = re.compile(r"\b[A-Z](?:\.|[a-z]+) ([a-z]+(?:us|is|um|ae|ii|ex|ix|ax|a|es))\b")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\bXQ\d+\b|\{\{?\w+\}?\}|\[\[?\w*\d+\]\]?(?=\W|$)|⟦.*?⟧|__\w+__|<unk>|\u2047|\ufffd")
_TALK = re.compile(
    r"^\W*(?:here(?: is|'s|’s)(?: the| your| an?)? (?:english )?translation|(?:the )?(?:english )?translation\s*:"
    r"|translated (?:text|sentence)\s*:|sure[,!]|certainly[,!]|as an ai\b|i(?:'m| am) sorry, (?:but )?i can"
    r"|i cannot translate|note\s*:|english\s*:|(?:assistant|user|system)\s*:)"
    r"|<\|?(?:im_start|im_end|endoftext|eot_id|s)\|?>|\btranslate the following\b",
    re.IGNORECASE,
)
_JSON = re.compile(r'^\s*[\[{]\s*"\w+"\s*[:,\]]|"\s*:\s*"[^"]*"\s*[,}]\s*$')
_CODE_FENCE = "```"
_STRAY: tuple[tuple[re.Pattern[str], Severity], ...] = (
    (_TAG, "minor"),
    (_PLACEHOLDER, "major"),
    (_TALK, "major"),
    (_JSON, "major"),
)


def untranslated(pair: Pair) -> Iterator[Finding]:
    """Find words of the source, or of another script, in the English."""
    if _is_echo(pair):
        yield Finding("untranslated", "critical", "The sentence was left in the original language.")
        return
    if foreign := _foreign(pair):
        yield Finding("untranslated", "major", f"Left untranslated: “{foreign}”.")
    elif left := _left_words(pair):
        own = [word for word in left if is_spelled_in(word, pair.language)]
        detail = f"Left untranslated: “{'”, “'.join(own or left)}”."
        yield Finding("untranslated", "major", detail, is_shown=bool(own))


def leak(pair: Pair, target: str) -> Iterator[Finding]:
    """Find markup, placeholders and an engine's own words in the English as it came.

    HTML entities are minor but flagged: engines of ours read them, so one that arrives here would be seen as it stands.
    """
    if (found := _ENTITY.search(target)) and not _ENTITY.search(pair.source):
        yield Finding("leak", "minor", f"A code stands where a character should: “{found.group()}”.")
    for pattern, severity in _STRAY:
        if (found := pattern.search(pair.target)) and not pattern.search(pair.source):
            yield Finding("leak", severity, f"This does not belong to the text: “{found.group().strip()[:60]}”.")
            return
    if _CODE_FENCE in pair.target and _CODE_FENCE not in pair.source:
        yield Finding("leak", "minor", f"This does not belong to the text: “{_CODE_FENCE}”.")


def _is_echo(pair: Pair) -> bool:
    """Whether the English is the source itself: four words or more, some of which are no English."""
    if " ".join(pair.source_words) != " ".join(pair.target_words) or len(pair.target_words) < 4:
        return False
    return sum(is_english(word) for word in pair.target_words) < 0.8 * len(pair.target_words)


def _foreign(pair: Pair) -> str:
    """The first run of letters that are not Latin; a Greek letter or two stand in formulas and names."""
    if pair.target.isascii():
        return ""
    for found in _RUN.finditer(pair.target):
        run = found.group()
        script = script_of(run[0])
        if run.isascii() or script in ("", "Latn") or (script == "Grek" and len(run) < 3):
            continue
        return run
    return ""


def _left_words(pair: Pair) -> list[str]:
    """Words that stand in both letter for letter, begin small in the English and are no English.

    Only where the source's language is written in Latin letters: what is Latin in a Cyrillic text is foreign to both.
    What stands in quotation marks, in a compound with a hyphen, before a gloss in brackets or after a strange name (the
    species of "Geospiza conirostris") is meant to stand as it is.
    """
    if not _is_in_latin(pair) or pair.language.split("-")[0] == "en":
        return []
    mine = {run for run in _SOURCE_RUN.findall(pair.source) if run[0].islower()}
    opening = _RUN.search(pair.source)
    if opening:
        mine.add(opening.group().lower())
    mine -= set(_SPECIES.findall(pair.source)) & set(_SPECIES.findall(pair.target))
    here = mine.union(_RUN.findall(pair.source))
    is_any_left = any(run in here and not is_english(run.lower()) for run in _RUN.findall(pair.target))
    runs = _RUN.findall(_MEANT.sub(" ", pair.target)) if is_any_left else []  # the costlier look seldom pays
    elided = set(_ELIDED.findall(pair.source)).intersection(_ELIDED.findall(pair.target))
    return [run for run in runs if run in mine and _is_left(run)] or sorted(elided) or _capitals(pair, runs)


def _is_in_latin(pair: Pair) -> bool:
    """Whether the source's language is written in Latin letters; where it was not measured, whether half of it is."""
    entry = entry_of(tables("rates"), pair.language)
    if entry is not None:
        return entry.get("script") == "Latn"
    letters = scripts(pair.source)
    return letters["Latn"] >= 0.5 * letters.total()


def is_spelled_in(word: str, language: str) -> bool:
    """Whether a language writes all of a word's letters side by side; one that was not measured writes any.

    A word with a mark on a letter, or with a capital (a noun of German's), is taken for the language's own.
    Who borrows a word from a third language ("bhajan") passes it on as English does. Of the words that NTREX's odd
    lines have and its even ones have not, 1 to 3 in 100 hold a pair of letters that the even ones have not.
    """
    pairs = _letter_pairs(language)
    if not word.isascii() or word[0].isupper() or not pairs:
        return True
    return all(pair in pairs for run in _SOURCE_RUN.findall(word) for pair in letter_pairs(run))


def letter_pairs(word: str) -> list[str]:
    """A word's letters two by two, in lower case, with a mark at its beginning and its end."""
    marked = f"^{word.lower()}$"
    return [marked[i : i + 2] for i in range(len(marked) - 1)]


@lru_cache(maxsize=64)
def _letter_pairs(language: str) -> frozenset[str]:
    entry = entry_of(tables("letters"), language)
    groups = () if entry is None else listed(entry, "pairs")
    return frozenset(group[0] + letter for group in groups for letter in group[1:])


def _capitals(pair: Pair, runs: Sequence[str]) -> list[str]:
    """A word left over that has a capital: one that opens the sentence, or a German noun by its ending."""
    entry = entry_of(tables("openers"), pair.language)
    if entry is None or not runs:
        return []
    source = set(_RUN.findall(pair.source))
    first = runs[0].lower()
    opens = len(runs) > 1 and runs[1][0].islower()  # "Del Potro" is a name
    if opens and runs[0] in source and first in listed(entry, "words") and not is_english(first):
        return [runs[0]]
    tails = listed(entry, "nouns")
    left = source - set(_TITLED.findall(pair.target))
    return [
        run
        for run in runs[1:]
        if tails and run in left and run[0].isupper() and run.endswith(tails) and not is_english(run.lower())
    ]


def _is_left(run: str) -> bool:
    """Whether a run is a word in small letters, neither a symbol (pH) nor a unit, and no English."""
    return len(run) > 1 and run.islower() and run not in _UNITS and not is_english(fold(run))
