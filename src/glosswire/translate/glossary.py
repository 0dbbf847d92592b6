"""Locked terms: put English names into a sentence before it is translated, mend their look-alikes after, and verify."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, cast

from anyascii import anyascii
from rapidfuzz import fuzz, process

from glosswire.config import Config
from glosswire.errors import ConfigError
from glosswire.model import Finding
from glosswire.text.reach import TERMS_WITHHELD
from glosswire.text.tokens import UNSPACED, script_of
from glosswire.translate.inflection import PREFIXES, attach, forms, write_out
from glosswire.translate.labels import NOT_FOREIGN, primary

METHOD: Final = 2  # counts up when terms are applied in another way, so that sentences are translated again

OPERATORS: Final = "the operator"  # the source of terms that are the operator's own

Lock = Literal["before", "after"]
LOCKS: Final = ("before", "after")

_SAME: Final = {
    "no": "nb",
    "sh": "sr",
    "cnr": "sr",
    "iw": "he",
    "in": "id",
    "fil": "tl",
    "prs": "fa",
    "ckb": "ku",
    "yue": "zh",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a name in one language, and what it is called in English.

    `lock`: `before` puts the English form into the source text, `after` only mends and verifies. `accepted`: what a
    translation may call it, the English form first. `mends`: what an engine may make of it that is no English name.
    `entity`: the same for all forms of one thing. `source`: who says so.
    """

    language: str
    form: str
    english: str
    kind: str
    lock: Lock
    source: str
    entity: str
    accepted: tuple[str, ...]
    mends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a text: a half-open span, and what of it stays: a prefix or a suffix that is attached to the name."""

    term: Term
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text for an engine, and the terms that it holds, in order."""

    text: str
    terms: tuple[Term, ...] = ()

    @property
    def digest(self) -> str:
        """What the glossary says of this text: empty where it has nothing to say, another where a term was changed."""
        return _digest_of(self.terms)

    def settle(self, english: str) -> str:
        """Give the terms their English forms where a translation has look-alikes."""
        for term in dict.fromkeys(self.terms):
            english = _mended(term, english)
        return english


@dataclass(frozen=True)
class Glossary:
    """The terms of every language; those of one are put in order when it is first asked for."""

    terms: tuple[Term, ...] = ()
    has_places: bool = False  # whether countries and cities of CLDR are in it
    version: str = ""
    _indices: dict[str, "_Index"] = field(default_factory=dict, compare=False, repr=False)
    _versions: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def of(self, language: str) -> tuple[Term, ...]:
        """The terms of a language: no two have the same form."""
        known = places(language_of(language)) if self.has_places else ()
        found = [*known, *(term for term in self.terms if term.language == language_of(language))]
        return tuple({term.form: term for term in found}.values())

    def version_of(self, language: str) -> str:
        """A digest of all terms of a language: where it is the same, so is what is said of any text of it."""
        tag = language_of(language)
        if tag not in self._versions:
            own = _digest_of(term for term in self.terms if term.language == tag)
            known = _place_files(tag) if self.has_places and tag not in NOT_FOREIGN else ()
            self._versions[tag] = _short_hash([own.encode(), *known])
        return self._versions[tag]

    def find(self, text: str, language: str) -> tuple[Occurrence, ...]:
        """The terms in a text, in order and apart from each other; of two at one place the longest."""
        tag = language_of(language)
        if tag in NOT_FOREIGN:
            return ()
        if tag not in self._indices:
            self._indices[tag] = _Index.over(self.of(tag), tag)
        return tuple(self._indices[tag].find(text))

    def prepare(self, text: str, language: str) -> Prepared:
        """Put English forms into a text; what is outside of terms stays as it is."""
        found = self.find(text, language)
        parts: list[str] = []
        at = 0
        for here in (o for o in found if o.term.lock == "before" and o.term.form != o.term.english):
            english = _written(here)
            parts += [write_out(text[at : here.start], english, here.term.form, here.term.language), english]
            at = here.end
        return Prepared("".join([*parts, text[at:]]), tuple(o.term for o in found))

    def digest(self, text: str, language: str) -> str:
        """What this glossary says of a text, as `Prepared.digest`."""
        return _digest_of(o.term for o in self.find(text, language))

    def findings(self, source: str, english: str, language: str) -> tuple[Finding, ...]:
        """The terms of a source that its English does not call by any accepted form."""
        missed = [o for o in _firsts(self.find(source, language)) if not is_called(o.term, english)]
        return tuple(_finding(here.term, source[here.start : here.end]) for here in missed)


EMPTY: Final = Glossary()


def language_of(tag: str) -> str:
    """The language whose terms hold for a tag."""
    name = primary(tag)
    return _SAME.get(name, name)


def _written(here: Occurrence) -> str:
    """The English form in the place of an occurrence, with what is attached to it."""
    language = here.term.language
    english = attach(here.term.english, here.suffix, language)
    if not here.prefix:
        return english
    if language == "he":
        return f"{here.prefix}-{english}"
    return f"{here.prefix} {english}" if here.prefix in "وف" else f"{here.prefix}ـ {english}"


def _firsts(found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """The first occurrence of each thing."""
    seen: set[str] = set()
    for here in found:
        if here.term.entity not in seen:
            seen.add(here.term.entity)
            yield here


def _digest_of(terms: Iterable[Term]) -> str:
    lines = sorted({"\t".join((t.form, t.english, t.kind, t.lock, *t.accepted, "", *t.mends)) for t in terms})
    return hashlib.sha256("\n".join([str(METHOD), *lines]).encode()).hexdigest()[:16] if lines else ""


# -- verifying


def is_called(term: Term, english: str) -> bool:
    """Whether a translation has an accepted form of a term, whatever its case, in plural or possessive too."""
    return _called(term).search(english) is not None


def _finding(term: Term, written: str) -> Finding:
    detail = f"The original says “{written}”, which is {term.english} in English; the translation does not say so."
    return Finding("term", "major", detail, is_shown=term.language not in TERMS_WITHHELD.get(term.kind, ()))


@lru_cache(maxsize=8192)
def _called(term: Term) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w)(?:{_either(term.accepted)})(?:['’]?s|['’])?(?!\w)", re.IGNORECASE)


def _either(names: Iterable[str]) -> str:
    """A pattern for any of some names, the longest first; spaces and hyphens stand for each other."""
    return "|".join(
        re.sub(r"(?:\\?[ \-])+", r"[\\s\\-‐‑–]{1,2}", re.escape(n)) for n in sorted(names, key=len, reverse=True)
    )


# -- mending

# Of 100. Of 2,054 spellings of 209 names in 35 languages 64 % are as like as this, and 2.4 % of the names have another
# that is; at 75 it is 71 and 4.3, at 85 42 and none (docs/measure/terms.py). Wrong takes need a name that is missing.
LIKENESS: Final = 80.0
_LEAST_LIKE: Final = 5  # letters; shorter names are like too many words
_BY_LIKENESS: Final = frozenset({"person", "region", "city"})
_ONLY_MISSING: Final = frozenset({"country", "city"})


def _mended(term: Term, english: str) -> str:
    if term.kind not in _ONLY_MISSING or not is_called(term, english):
        english = _variants(term).sub(lambda match: match[0] if match["right"] else term.english, english)
    if term.kind in _BY_LIKENESS and not is_called(term, english):
        return _mended_by_likeness(term, english)
    return english


@lru_cache(maxsize=8192)
def _variants(term: Term) -> "re.Pattern[str]":
    """Accepted forms, which stay, and all that is to become the English form; an accepted form may hold one."""
    mends = _either(term.mends) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:(?P<right>{_either(term.accepted)})|{mends})(?!\w)")


_NAME = re.compile(r"[^\W\d_]+")


def _mended_by_likeness(term: Term, english: str) -> str:
    """Take the capitalised words that are most like a missing name for it, where they are like it enough."""
    wanted = len(_NAME.findall(term.english))
    found = list(_NAME.finditer(english))
    spans = [(found[i].start(), found[i + wanted - 1].end()) for i in range(len(found) - wanted + 1)]
    spans = [(start, end) for start, end in spans if english[start].isupper() and end - start >= _LEAST_LIKE]
    if len(term.english) < _LEAST_LIKE or not spans:
        return english
    likes = [_plain(english[start:end]) for start, end in spans]
    best = process.extractOne(_plain(term.english), likes, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    if best is None:
        return english
    start, end = spans[best[2]]
    return f"{english[:start]}{term.english}{english[end:]}"


def _plain(name: str) -> str:
    return anyascii(name).lower()


# -- finding

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f\u0900-\u0dff\u064b-\u065f\u0670]*)+")
_BETWEEN = re.compile(r"[\s\u200c\-‐‑–—'’ʼ`·/]{1,3}|(?<=[א-ת])[\"״]")  # Hebrew writes acronyms with the last
_KEY = 2  # characters by which names of unspaced scripts are looked up


@dataclass(frozen=True, slots=True)
class _Path:
    """A term by its words: the suffix that its first word had, and the forms of those after it."""

    term: Term
    suffix: str
    rest: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """The terms of a language by their first word; those of unspaced scripts by their first characters."""

    language: str
    heads: Mapping[str, tuple[_Path, ...]]
    wide: Mapping[str, tuple[Term, ...]]

    @classmethod
    def over(cls, terms: Iterable[Term], language: str) -> "_Index":
        """Write out every form of every term."""
        heads: dict[str, list[_Path]] = {}
        wide: dict[str, list[Term]] = {}
        for term in terms:
            if _is_wide(term.form):
                wide.setdefault(term.form[:_KEY], []).append(term)
                continue
            first, *rest = _WORD.findall(term.form)
            others = tuple(forms(word, language) for word in rest)
            for form, suffix in forms(first, language).items():
                path = _Path(term, suffix, others)
                heads.setdefault(form, []).append(path)
                if form[:1].islower():
                    heads.setdefault(form[:1].upper() + form[1:], []).append(path)
        return cls(
            language,
            {form: tuple(sorted(paths, key=_rank)) for form, paths in heads.items()},
            {key: tuple(sorted(found, key=lambda t: -len(t.form))) for key, found in wide.items()},
        )

    def find(self, text: str) -> Iterator[Occurrence]:
        """The terms in a text, from left to right."""
        found = self._find_wide(text) if self.wide else iter(())
        spaced = self._find_spaced(text) if self.heads else iter(())
        at = 0
        for here in sorted([*found, *spaced], key=lambda o: (o.start, -o.end)):
            if here.start >= at:
                yield here
                at = here.end

    def _find_spaced(self, text: str) -> Iterator[Occurrence]:
        words = list(_WORD.finditer(text))
        at = 0
        for i, word in enumerate(words):
            if word.start() < at:
                continue
            found = [
                here for prefix, head in self._readings(word[0]) for here in self._at(text, words, i, prefix, head)
            ]
            if found:
                best = max(found, key=lambda o: (o.end, -len(o.prefix)))
                yield best
                at = best.end

    def _readings(self, word: str) -> Iterator[tuple[str, str]]:
        yield "", word
        for prefix in PREFIXES.get(self.language, ()):
            if word.startswith(prefix):
                yield prefix, word[len(prefix) :]
        if self.language == "ar" and word.startswith("لل"):
            yield "ل", f"ال{word[2:]}"

    def _at(self, text: str, words: "Sequence[re.Match[str]]", i: int, prefix: str, head: str) -> Iterator[Occurrence]:
        """The longest term that starts with a word, if any."""
        for path in self.heads.get(head, ()):
            end, suffix = words[i].end(), path.suffix
            for k, known in enumerate(path.rest, i + 1):
                if k >= len(words) or words[k][0] not in known or not _BETWEEN.fullmatch(text, end, words[k].start()):
                    break
                end, suffix = words[k].end(), known[words[k][0]]
            else:
                yield Occurrence(path.term, words[i].end() - len(words[i][0]), end, prefix, suffix)
                return

    def _find_wide(self, text: str) -> Iterator[Occurrence]:
        at = 0
        while at < len(text) - 1:
            for term in self.wide.get(text[at : at + _KEY], ()):
                if text.startswith(term.form, at) and not _goes_on(text, at, at + len(term.form)):
                    yield Occurrence(term, at, at + len(term.form))
                    at += len(term.form) - 1
                    break
            at += 1


def _rank(path: _Path) -> tuple[int, str]:
    return -len(path.rest), path.suffix


def _is_wide(form: str) -> bool:
    return len(form) >= _KEY and any(script_of(char) in UNSPACED for char in form)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a name in Katakana or Latin letters is but a part of a longer one."""
    return _joins(text[max(start - 1, 0) : start], text[start]) or _joins(text[end - 1], text[end : end + 1])


def _joins(before: str, after: str) -> bool:
    return _ONE_WORD.fullmatch(before + after) is not None


_ONE_WORD = re.compile(r"[ァ-ヺー]{2}|[A-Za-z]{2}")


# -- reading

_FOLDER: Final = files("glosswire.translate") / "terms"


def load_glossary(config: Config) -> Glossary:
    """The terms that come with Glosswire, and in their place or beside them the operator's own.

    Raises ConfigError where the operator's file cannot be read or says what no glossary can.
    """
    own = config.translate.glossary
    if not own:
        return default_glossary()
    base, terms = default_glossary(), own_terms((config.folder / own).expanduser())
    version = _short_hash([base.version.encode(), *(repr(term).encode() for term in terms)])
    return Glossary((*base.terms, *terms), True, version)


def own_terms(path: Path) -> tuple[Term, ...]:
    """The terms of a file of the operator's; raises ConfigError."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"translate.glossary: {error}") from error
    return read_terms(text, str(path), "term", OPERATORS, "before")


@lru_cache(maxsize=1)
def default_glossary() -> Glossary:
    """The terms that come with Glosswire."""
    parts = [(p.name, p.read_bytes()) for p in _data(_FOLDER)]
    terms = [term for name, text in parts for term in read_terms(text, name)]
    everything = [text for _, text in parts] + [p.read_bytes() for p in _data(_FOLDER / "cldr")]
    return Glossary(tuple(terms), True, _short_hash(everything))


def _data(folder: Traversable) -> list[Traversable]:
    return sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)


def _short_hash(texts: Iterable[bytes]) -> str:
    total = hashlib.sha256(str(METHOD).encode())
    for text in texts:
        total.update(hashlib.sha256(text).digest())
    return total.hexdigest()[:16]


def read_terms(text: bytes, name: str, kind: str = "", source: str = "", lock: str = "") -> tuple[Term, ...]:
    """The terms of a TOML file: `[[term]]` tables; `name` is what mistakes are said of. Raises ConfigError."""
    try:
        table = tomllib.loads(text.decode())
    except ValueError as error:
        raise ConfigError(f"{name}: {error}") from error
    head = {"kind": kind, "source": source, "lock": lock}
    for key, value in table.items():
        if key != "term" and (key not in head or not isinstance(value, str)):
            raise ConfigError(f"{name}: unknown key {key!r}; have kind, source, lock and [[term]] tables")
    head |= {key: value for key, value in table.items() if key != "term"}
    entries = table.get("term", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{name}: write each term as a [[term]] table")
    return tuple(term for i, entry in enumerate(entries) for term in _terms_of(entry, head, f"{name}: term[{i}]"))


_Names = Mapping[str, Sequence[str]]
_WORDS: Final = ("english", "short", "kind", "source", "lock")
_LISTS: Final = ("also", "wrong")
_TABLES: Final = ("names", "shorts")


def _terms_of(entry: Mapping[str, object], head: Mapping[str, str], where: str) -> Iterator[Term]:
    """Every form of one thing in every language: `names` stand for `english`, `shorts` for `short`."""
    if unknown := sorted(entry.keys() - {*_WORDS, *_LISTS, *_TABLES}):
        raise ConfigError(f"{where}: unknown key {unknown[0]!r}; have {', '.join((*_WORDS, *_LISTS, *_TABLES))}")
    words = {key: _word(entry.get(key, head.get(key, "")), f"{where}.{key}") for key in _WORDS}
    also, wrong = (_list(entry.get(key, []), f"{where}.{key}") for key in _LISTS)
    names, shorts = (_names(entry.get(key, {}), f"{where}.{key}") for key in _TABLES)
    if not words["english"] or not (names or shorts) or (shorts and not words["short"]):
        raise ConfigError(f"{where}: name its English form and its forms in other languages")
    if words["lock"] not in LOCKS:
        raise ConfigError(f"{where}.lock: expected one of {', '.join(LOCKS)}, got {words['lock']!r}")
    if not words["source"]:
        raise ConfigError(f"{where}: name the source of the term")
    for english, found in ((words["english"], names), (words["short"], shorts)):
        accepted = tuple(dict.fromkeys(filter(None, (english, words["english"], words["short"], *also))))
        mends = _mends(accepted, found, wrong)
        for language, some in found.items():
            for form in some:
                yield Term(
                    language_of(language),
                    form,
                    english,
                    words["kind"],
                    cast(Lock, words["lock"]),
                    words["source"],
                    words["english"],
                    accepted,
                    mends,
                )


def _mends(accepted: Sequence[str], names: _Names, wrong: Sequence[str]) -> tuple[str, ...]:
    """What engines leave of a name: its form in any language that has Latin letters, or as it is transliterated."""
    right = {name.casefold() for name in accepted}
    every = [*wrong, *(form for some in names.values() for form in some)]
    latin = {name if _is_latin(name) else anyascii(name) for name in every}
    return tuple(sorted(n for n in latin if len(n) > 3 and n.casefold() not in right and _WORD.search(n)))


def _is_latin(name: str) -> bool:
    return all(script_of(char) in ("Latn", "") for char in name)


def _word(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{where}: expected text, got {value!r}")
    return value.strip()


def _list(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ConfigError(f"{where}: expected a list, got {value!r}")
    found = tuple(_word(item, where) for item in value)
    if any(not _WORD.search(item) for item in found):
        raise ConfigError(f"{where}: a name has at least one letter")
    return found


def _names(value: object, where: str) -> _Names:
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: expected a table of languages, got {value!r}")
    return {str(language): _list(some, f"{where}.{language}") for language, some in value.items()}


@lru_cache(maxsize=128)
def places(language: str) -> tuple[Term, ...]:
    """The countries and cities of a language by CLDR; none where CLDR has none."""
    part = _place_file(language)
    if part is None:
        return ()
    table = tomllib.loads(part.read_text("utf-8"))
    known = demonyms()
    return tuple(
        _place(language, form, english, kind, table["source"], known.get(english, ()))
        for kind, key in (("city", "cities"), ("country", "countries"))
        for form, english in table[key].items()
    )


def _place_file(language: str) -> Traversable | None:
    part = _FOLDER / "cldr" / f"{language}.toml"
    return part if language.isalpha() and len(language) <= 3 and part.is_file() else None


def _place_files(language: str) -> tuple[bytes, ...]:
    """What the places of a language are read from."""
    part = _place_file(language)
    return () if part is None else (part.read_bytes(), (_FOLDER / "cldr" / "english.toml").read_bytes())


def _place(language: str, form: str, english: str, kind: str, source: str, also: Sequence[str]) -> Term:
    accepted = (english, *also)
    mends = _mends(accepted, {language: (form,)}, ())
    return Term(language, form, english, kind, "after", source, english, accepted, mends)


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, tuple[str, ...]]:
    """What else a translation may say for a country, by its English name: its adjective and people, other names."""
    text = (_FOLDER / "cldr" / "english.toml").read_text("utf-8")
    return {name: tuple(also) for name, also in tomllib.loads(text)["also"].items()}
