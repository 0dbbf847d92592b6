"""Say which language a text is in: by its script, then by two detectors, telling words and letters, and the claims."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from glosswire.model import Language
from glosswire.text.markers import CANTONESE, JAPANESE, MARKS, PARTS, SIMPLIFIED, TRADITIONAL
from glosswire.text.tokens import scripts

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = Language("und", 0.0)

_SAMPLE = 600  # characters that are looked at: a paragraph; more changed no answer on NTREX
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_GAP = re.compile(r"[\s.,;:!?\"“”„«»()\[\]/…–—-]+")

# Scripts that one language of the press is written in.
_ONE = {
    "Adlm": "ff-Adlm", "Armn": "hy", "Cans": "iu", "Cher": "chr", "Copt": "cop", "Geor": "ka", "Grek": "el",
    "Gujr": "gu", "Guru": "pa", "Hang": "ko", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml",
    "Mong": "mn-Mong", "Mtei": "mni-Mtei", "Mymr": "my", "Nkoo": "nqo", "Olck": "sat", "Orya": "or", "Sinh": "si",
    "Syrc": "syr", "Taml": "ta", "Telu": "te", "Tfng": "zgh", "Thaa": "dv", "Thai": "th", "Yiii": "ii",
}  # fmt: skip
# Languages that share a script, of those that the detectors or our letters know.
_SHARED: Mapping[str, frozenset[str]] = {
    script: frozenset(tags.split())
    for script, tags in {
        "Arab": "ar ckb fa ps sd ug ur uz",
        "Beng": "as bn",
        "Cyrl": "ba be bg cv kk ky mk mn os ru sr tg tt uk uz",
        "Deva": "gom hi mr ne",
        "Ethi": "am ti",
        "Hebr": "he yi",
        "Latn": "af an az br bs ca cs cy da de en eo es et eu ff fi fil fj fo fr fy ga gd gl ha hmn hr hu id ig is it jv"
        " ku la lb lg ln lt lv mg mi ms mt nb nl nn ny oc om pcm pl pt ro rw sk sl sm sn so sq sr ss st su sv sw tk tn"
        " to tr uz ve vi wo xh yo zu",
        "Tibt": "bo dz",
    }.items()
}
# The script that a tag names where it is not the language's usual one, or has no usual one.
_TAGS = {("Cyrl", "sr"): "sr-Cyrl", ("Latn", "sr"): "sr-Latn", ("Cyrl", "uz"): "uz-Cyrl", ("Arab", "uz"): "uz-Arab"}
# What detectors say for what we call otherwise; "" where their answer is no language of the press.
_DETECTED = {
    "ary": "ar", "arz": "ar", "fuv": "ff", "gaa": "", "hbo": "he", "iw": "he", "jw": "jv", "no": "nb", "nso": "st",
    "sdh": "ckb", "tl": "fil", "uzs": "uz", "zh-Hant": "zh", "wuu": "zh", "yue": "zh", "zxx": "",
}  # fmt: skip
# What sources and pages claim for what we call otherwise.
_CLAIMED = {
    "no": "nb",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "tl": "fil",
    "sh": "sr",
    "mo": "ro",
    "prs": "fa",
    "arb": "ar",
}

_CLAIM = 2.5  # as much as three telling words
_CLAIM_ALIKE = 7.0  # for languages that only a claim can tell apart in most sentences
_ALIKE = frozenset({"bs", "hr", "sr", "id", "ms"})
_LETTER = {"Latn": 1, "Hani": 4, "Kana": 4, "Hang": 4}  # about the letters of Latin that one stands for
_HEADLINE = 20  # characters that Japanese may write without kana
_MOST = 6.0  # the most that telling words count for one language
_MOST_PARTS = 8
_ONLY_CLD = 2.5  # what CLD2's word counts more for a language that py3langid does not know
_NEAR_BEST = 8.0  # parts of words are looked for where they can still decide
_DOUBT = 0.25  # below this, one answer in five was right on NTREX: no answer is better


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each kind of evidence counts in one script, and how far detectors lean towards single languages.

    Fitted by logistic regression on one half of NTREX's sentences, whole and cut to 40 characters, and rounded.
    Serbian in Latin letters is held down, since without a claim Croatian and Bosnian read alike.
    """

    detector: float = 2.0
    missing: float = -3.5  # what stands for its score where py3langid does not know a language
    cld: float = 3.3
    word: float = 0.9
    part: float = 0.45
    lean: Mapping[str, float] = field(default_factory=dict)


_WEIGHTS: Mapping[str, _Weights] = {
    "Arab": _Weights(2.7, -3.5, 4.9, 1.3, lean={"ar": -0.6, "sd": 1.0}),
    "Cyrl": _Weights(2.2, -3.5, 2.4, 0.4, lean={"kk": 1.0, "ru": -0.6, "sr": -0.7, "tt": 1.0, "uk": 0.4, "uz": -0.7}),
    "Deva": _Weights(2.1, -3.5, 3.4, 2.4, lean={"hi": -1.5, "mr": 1.2, "ne": 1.1, "gom": -1.0}),
    "Ethi": _Weights(0.0, 0.0, 5.0),
    "Tibt": _Weights(0.0, 0.0, 5.0),
    "Latn": _Weights(
        lean={
            tag: float(value)
            for tag, value in (
                pair.split(":")
                for pair in (
                    "an:-1 az:.8 bs:0 ca:.6 da:.5 de:.6 en:-1.5 eo:-.5 et:.1 eu:.7 ff:-1.5 fy:-1 gd:-1 cy:-.4 fi:.6 fr:.9 gl:.6 ha:-.7 hu:.7 hr:.6"
                    " id:-.2 is:.6 it:.5 jv:-1 ku:.6 la:-1 lb:-.5 lg:-1 ln:-1 lt:.5 ms:1 nb:.2 om:-.4 oc:-1 pcm:-1.2 pl:.5 ro:.6 sk:.5"
                    " sl:.2 sn:-1.3 sq:.3 sr:-1.6 st:-1.2 su:-1.3 sv:1 sw:-1 tn:-.4 tr:.7 vi:.5 xh:-1.1 yo:.6 zu:-1.3"
                ).split()
            )
        }
    ),
}


def identify(text: str, claims: Iterable[str] = ()) -> Language:
    """The language of a text of any length; `und` with confidence 0 where no letters tell.

    `claims`: tags that its source or page states; they weigh where the text leaves a doubt, and never against a
    script that the claimed language is not written in.
    """
    sample = _sample(text)
    counts = scripts(sample)
    script = _main_script(counts)
    if not script:
        return UNKNOWN
    claimed = tuple(dict.fromkeys(_primary(claim) for claim in claims))
    if script in _ONE:
        return Language(_ONE[script], 0.99)
    if script in ("Hani", "Kana"):
        return _han(sample, counts, claims)
    tags = _SHARED.get(script)
    return _weigh(sample, script, tags, claimed) if tags else UNKNOWN


def _sample(text: str) -> str:
    """The first characters without what says nothing of the language; capitals only become small ones."""
    sample = _NOISE.sub(" ", text[: 4 * _SAMPLE])[:_SAMPLE]
    return sample.lower() if sample.isupper() else sample


def _main_script(counts: Counter[str]) -> str:
    """The script that most of a text is in; a letter of Latin, in which names and brands are, counts least."""
    if not counts:
        return ""
    weighed = {script: n * _LETTER.get(script, 2) for script, n in counts.items()}
    best = max(weighed, key=lambda script: (weighed[script], script))
    return "Kana" if best == "Hani" and counts["Kana"] else best


def _primary(claim: str) -> str:
    primary = re.split("[-_]", claim.strip(), maxsplit=1)[0].lower()
    return _CLAIMED.get(primary, primary)


def _han(sample: str, counts: Counter[str], claims: Iterable[str]) -> Language:
    """Japanese where there is kana, else Chinese in the script that most telling characters are of."""
    claimed = " ".join(claims).lower()
    if counts["Kana"] * 20 > counts["Hani"]:
        return Language("ja", 0.99)
    japanese = sum(char in JAPANESE for char in sample)
    simplified = sum(char in SIMPLIFIED for char in sample)
    traditional = sum(char in TRADITIONAL for char in sample)
    if japanese > simplified + traditional or ("ja" in claimed and counts["Hani"] <= _HEADLINE):
        return Language("ja", 0.8)
    if simplified == traditional:
        hant = any(mark in claimed for mark in ("hant", "tw", "hk", "mo"))
        return Language("zh-Hant" if hant else "zh-Hans", 0.7)
    sure = 0.99 if abs(simplified - traditional) > 1 else 0.9
    if simplified > traditional:
        return Language("zh-Hans", sure)
    cantonese = sum(char in CANTONESE for char in sample)
    return Language("yue" if cantonese > 1 or (cantonese and "yue" in claimed) else "zh-Hant", sure)


def _weigh(sample: str, script: str, tags: frozenset[str], claimed: tuple[str, ...]) -> Language:
    """Add up the evidence for each language of a script, and answer the first with its share as the confidence."""
    weights = _WEIGHTS.get(script, _Weights())
    scores = _detector(sample, tags, weights)
    missing = {tag for tag, score in scores.items() if score == weights.missing}
    cld = {tag: share * (weights.cld + _ONLY_CLD * (tag in missing)) for tag, share in _cld(sample).items()}
    _add(scores, cld, 1.0)
    _add(scores, _words(sample, script), weights.word)
    _add(scores, weights.lean, 1.0)
    claims = {tag: _CLAIM_ALIKE - weights.lean.get(tag, 0.0) if tag in _ALIKE else _CLAIM for tag in claimed}
    _add(scores, claims, 1.0)
    if script == "Latn":
        _add(scores, _parts(sample, scores), weights.part)
    best = max(scores, key=lambda tag: (scores[tag], tag))
    confidence = round(1 / sum([math.exp(score - scores[best]) for score in scores.values()]), 3)
    return Language(_TAGS.get((script, best), best), confidence) if confidence >= _DOUBT else UNKNOWN


def _add(scores: dict[str, float], evidence: Mapping[str, float], weight: float) -> None:
    for tag, value in evidence.items():
        if tag in scores:
            scores[tag] += weight * value


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import LanguageIdentifier  # here, since it takes numpy and half a second

    return LanguageIdentifier.from_model_file("data/model.npz.xz")


def _detector(sample: str, tags: frozenset[str], weights: _Weights) -> dict[str, float]:
    """py3langid's log scores over the root of the length, so that short and long texts compare."""
    size = math.sqrt(len(sample.encode()))
    found: dict[str, float] = {}
    for label, score in _identifier().rank(sample):
        tag = _DETECTED.get(label, label)
        if tag in tags and tag not in found:  # the best label of a tag comes first
            found[tag] = weights.detector * score / size
    top = max(found.values(), default=0.0)
    return {tag: found[tag] - top if tag in found else weights.missing for tag in tags}


def _cld(sample: str) -> dict[str, float]:
    """The shares of the text that CLD2 gives to at most three languages."""
    import pycld2  # here, beside the other detector

    try:
        _, _, found = pycld2.detect(sample, isPlainText=True, bestEffort=True)
    except pycld2.error:
        return {}
    return {_DETECTED.get(code, code): percent / 100 for _, code, percent, _ in found}


def _words(sample: str, script: str) -> dict[str, float]:
    """How many telling words, and outside Latin and Devanagari letters, speak for each language."""
    low = sample.lower()
    has_letters = script not in ("Latn", "Deva")
    marks = Counter(_GAP.split(low)) if not has_letters else Counter(w for w in _GAP.split(low) if len(w) > 1)
    if has_letters:
        marks.update(low)
    found: dict[str, float] = {}
    for mark, times in marks.items():
        for tag in MARKS.get(mark, ()):
            found[tag] = min(_MOST, found.get(tag, 0.0) + min(times, 3) / len(MARKS[mark]))
    return found


def _parts(sample: str, scores: Mapping[str, float]) -> dict[str, float]:
    """How many telling parts of words speak for each language that is still near the best."""
    low = sample.lower()
    least = max(scores.values()) - _NEAR_BEST
    near = [(tag, parts) for tag, parts in PARTS.items() if scores[tag] >= least]
    return {tag: float(min(_MOST_PARTS, len(parts.findall(low)))) for tag, parts in near}
