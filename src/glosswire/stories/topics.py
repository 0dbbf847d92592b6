"""What an article is about, in IPTC's media topics: by its publisher's section, keywords and address, and by its text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from glosswire.model import Article, Topic
from glosswire.text.reach import LIKENED
from glosswire.text.tokens import normalise, words

if TYPE_CHECKING:  # importing the table of topics, as pages do, must not load numpy and a model's runtime
    from glosswire.stories.embed import Encoder


@dataclass(frozen=True, slots=True)
class Label:
    """A topic as pages show it: IPTC's code, a word for addresses, and IPTC's English name."""

    code: str
    slug: str
    name: str


# The 17 top topics of IPTC Media Topics (iptc.org/standards/media-topics, CC BY 4.0).
_LABELS = tuple(
    Label(f"medtop:{number:02}000000", slug, name)
    for number, slug, name in (
        (1, "arts", "arts, culture, entertainment and media"),
        (2, "crime", "crime, law and justice"),
        (3, "disaster", "disaster, accident and emergency incident"),
        (4, "economy", "economy, business and finance"),
        (5, "education", "education"),
        (6, "environment", "environment"),
        (7, "health", "health"),
        (8, "human-interest", "human interest"),
        (9, "labour", "labour"),
        (10, "lifestyle", "lifestyle and leisure"),
        (11, "politics", "politics and government"),
        (12, "religion", "religion"),
        (13, "science", "science and technology"),
        (14, "society", "society"),
        (15, "sport", "sport"),
        (16, "conflict", "conflict, war and peace"),
        (17, "weather", "weather"),
    )
)
_CODES = {label.slug: label.code for label in _LABELS}

TOPICS_KEPT = 2
LEAST_SURE = 0.6  # a section, an address, or several of weaker evidence; below it an article is unsorted
# How much each kind of evidence says when it stands alone, by reading 125 pages of 90 publishers with what came of them.
SECTION = 0.9
ADDRESS = 0.8
KEYWORD = (
    0.35  # one tag of many tells of a detail, or of the publisher itself, as often as of the article: three are enough
)
# Text alone must have a chance of .69: of 59 press pages with a section 25 get a topic by text, 24 of them the section's
# (`docs/measure/topics.py`). Of .35, .45 and .55 for the words beside an encoder, the last
# sorts most (22, 23 and 25 pages; 22, 22 and 24 as the section).
TEXT = 0.87
CUES = 0.55  # words beside an encoder, which do not do alone
TEXTS_READ = 4  # the headline and three paragraphs
TEXT_READ = 1_000  # characters of each: a page's one paragraph may be its whole text, or hostile
CUES_SPARE = 1.5  # words of another topic that a text is taken to have beside those that are seen
LEAST_STEM = 5  # letters of a word that may have an ending in a text, of at most so many more
LONGEST_ENDING = 4
PARTLY = 0.5  # of a name one word of which is known: "China Science Investigation"
_KIN = {"nn": "nb", "no": "nb", "bs": "hr", "sh": "hr", "ms": "id", "prs": "fa", "yue": "zh"}

_PARTS = re.compile(r"[/>|,;:»›·・•、，،]|\s[-–—]\s")
_JOINTS = re.compile(r"[&+]|\b(?:and|und|et|y|e|en|och|og|ja|i|a|и|і|та|και|ve|și|és|dan|và)\b")
_SLUG_MARKS = re.compile(r"[-_.]+")
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

Names = Mapping[str, frozenset[str]]
Weights = dict[str, float]


class Topics:
    """Finds topics; a topic's confidence is the chance that one kind of evidence at least is right."""

    def __init__(self, encoder: "Encoder | None" = None) -> None:
        self._encoder = encoder

    def of(self, article: Article, english: str = "") -> tuple[Topic, ...]:
        """At most two topics, the surest first; none where nothing says enough: unsorted rather than wrong."""
        sure = _joined((*_stated(article), *self._told(article, english)))
        kept = sorted((code for code in sure if sure[code] >= LEAST_SURE), key=lambda code: (-sure[code], code))
        return tuple(Topic(article.id, code, round(sure[code], 3)) for code in kept[:TOPICS_KEPT])

    def _told(self, article: Article, english: str) -> Iterator[Weights]:
        """What the text says: its words, and its meaning where the encoder knows its language, or else its English."""
        own = _text(article)
        texts = own if _knows(article.language.tag) else [english] if english else []
        cued = _cued(article.language.tag, own) or _cued("en", [english])
        if self._encoder is None or not texts:
            yield _weigh(TEXT, cued)
            return
        from glosswire.stories.sense import chances

        yield _weigh(CUES, cued)
        yield _weigh(TEXT, dict(zip(topics(), chances(self._encoder.embed(texts)), strict=True)))


def topics() -> Mapping[str, Label]:
    """The topics by their codes, in the order of the codes."""
    return MappingProxyType({label.code: label for label in _LABELS})


def languages() -> frozenset[str]:
    """The languages whose press's words are listed."""
    return frozenset(_lists())


# -- what the publisher says


def _stated(article: Article) -> Iterator[Weights]:
    """The weights of each thing that a page states of itself."""
    tables = _tables(article.language.tag)
    yield _weigh(SECTION, _named(tables, article.section))
    yield _weigh(ADDRESS, *(_named(tables, part) for part in _address(article.url)))
    for keyword in article.keywords:
        yield _weigh(KEYWORD, _named(tables, keyword, in_part=False))


def _address(url: str) -> list[str]:
    """The folders of an address, and its host's first name: "sport.example.org", "/kultur/film/"."""
    split = urlsplit(url)
    host = (split.hostname or "").split(".")
    folders = [unquote(part) for part in split.path.split("/")[:-1] if part]
    return [_SLUG_MARKS.sub(" ", part) for part in (*host[:-2][:1], *folders)]


def _named(tables: Iterable[Names], name: str, *, in_part: bool = True) -> Weights:
    """The topics that a section's name says, each by how much of the name says it."""
    folded = _fold(name)
    for names in tables:
        for parts in ([folded], _split(_PARTS, folded), _split(_JOINTS, folded)):
            if found := [names[part] for part in parts if part in names]:
                return {code: _share(codes) for codes in found for code in codes}
        words = folded.split()
        known = [names[word] for word in words if word in names]
        if known and in_part and len(words) < 5:
            whole = len(known) == len(words) and len(set(known)) == 1
            return {code: (1.0 if whole else PARTLY) * _share(codes) for codes in known for code in codes}
    return {}


def _split(marks: re.Pattern[str], folded: str) -> list[str]:
    return [part.strip() for part in marks.split(folded) if part.strip()]


def _share(codes: frozenset[str]) -> float:
    """What a word says of each of its topics."""
    return 1.0 if len(codes) == 1 else 0.75


def _weigh(weight: float, *found: Weights) -> Weights:
    """The highest share of each topic, by the weight of where it stood."""
    codes = {code for shares in found for code in shares}
    return {code: weight * max(shares.get(code, 0.0) for shares in found) for code in codes}


def _joined(evidence: Iterable[Weights]) -> Weights:
    """The chance of each topic that not all of its evidence is wrong."""
    doubt: Weights = {}
    for weights in evidence:
        for code, weight in weights.items():
            doubt[code] = doubt.get(code, 1.0) * (1.0 - weight)
    return {code: 1.0 - rest for code, rest in doubt.items()}


# -- what the text says


def _knows(language: str) -> bool:
    return language.split("-")[0] in LIKENED | {"en"}


def _text(article: Article) -> list[str]:
    """The headline and the beginnings of the first paragraphs."""
    body = (block.text[:TEXT_READ] for block in article.blocks[1:] if block.kind in ("standfirst", "paragraph"))
    return list(islice((text for text in (article.headline[:TEXT_READ], *body) if text.strip()), TEXTS_READ))


def _cued(language: str, texts: list[str]) -> Weights:
    """The share of each topic in the telling words of a text; those of the headline count twice."""
    own = language.split("-")[0]
    cues = _cues(_KIN.get(own, own))
    seen: dict[tuple[str, ...], int] = {}
    for at, text in enumerate(texts):
        said = words(text)
        for start in range(len(said)):
            for cue in cues.get(said[start][:4], ()):
                if len(cue) <= len(said) - start and all(map(_is_form, cue, said[start:])):
                    seen[cue] = max(seen.get(cue, 0), 1 if at else 2)
    counts: Weights = {}
    for cue, count in seen.items():
        for code in _cue_codes(_KIN.get(own, own))[cue]:
            counts[code] = counts.get(code, 0.0) + count
    total = sum(counts.values()) + CUES_SPARE
    return {code: count / total for code, count in counts.items()}


def _is_form(cue: str, word: str) -> bool:
    """Whether a word is a cue, with an ending where the cue is long enough not to begin other words."""
    return word == cue or (len(cue) >= LEAST_STEM and word.startswith(cue) and len(word) - len(cue) <= LONGEST_ENDING)


@lru_cache(maxsize=128)
def _cues(language: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The telling words and phrases of a language, by how they begin."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for cue in _cue_codes(language):
        found.setdefault(cue[0][:4], []).append(cue)
    return {begin: tuple(listed) for begin, listed in found.items()}


@lru_cache(maxsize=128)
def _cue_codes(language: str) -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for slug, listed in _lists().get(language, {}).items():
        for phrase in listed.partition("|")[0].split(","):
            if cue := words(phrase):
                found.setdefault(cue, set()).add(_CODES[slug])
    return {cue: frozenset(codes) for cue, codes in found.items()}


# -- the words of the press


def _fold(text: str) -> str:
    """A name as addresses spell it: normalised, without the marks on letters of the alphabets that can do without."""
    plain = normalise(text).translate(_PLAIN)
    if not any("a" <= char <= "z" or "\u0370" <= char < "\u0530" for char in plain):
        return plain
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not "\u0300" <= char <= "\u036f")


def _tables(language: str) -> list[Names]:
    """What to look names up in: the language's own, then English; where it has none, then what all languages agree on."""
    own = language.split("-")[0]
    own = _KIN.get(own, own)
    if own == "en":
        return [_names("en")]
    return [_names(own), _names("en")] if own in _lists() else [_names("en"), _agreed()]


@lru_cache(maxsize=128)
def _names(language: str) -> Names:
    """The topics of each word of a language that names a section."""
    found: dict[str, set[str]] = {}
    for slug, listed in _lists()[language].items():
        for word in filter(None, map(str.strip, listed.replace("|", ",").split(","))):
            for form in {_fold(word), _fold(normalise(word).translate(_SPELT_OUT))}:
                found.setdefault(form, set()).add(_CODES[slug])
    return {word: frozenset(codes) for word, codes in found.items()}


@lru_cache(maxsize=1)
def _agreed() -> Names:
    """The names that stand for the same topics in every language that has them."""
    found: dict[str, set[frozenset[str]]] = {}
    for language in _lists():
        for word, codes in _names(language).items():
            found.setdefault(word, set()).add(codes)
    return {word: next(iter(said)) for word, said in found.items() if len(said) == 1}


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("glosswire.stories") / "data" / "sections.toml").read_text(encoding="utf-8"))
