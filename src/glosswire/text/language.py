"""Say which language a text is in: by its script, then by two detectors, telling words and letters, and the claims."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from glosswire.model import Language
from glosswire.text.markers import CANTONESE, JAPANESE, MARKS, SIMPLIFIED, TRADITIONAL
from glosswire.text.tokens import scripts

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = Language("und", 0.0)

_SAMPLE = 600  # characters that are looked at: a paragraph; more changed no answer on NTREX
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_GAP = re.compile(r"[\W\d_]+")

# Scripts that one language of the press is written in.
_ONE = {
    "Adlm": "ff-Adlm", "Armn": "hy", "Cans": "iu", "Cher": "chr", "Copt": "cop", "Geor": "ka", "Grek": "el",
    "Gujr": "gu", "Guru": "pa", "Hang": "ko", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml",
    "Mong": "mn-Mong", "Mtei": "mni-Mtei", "Mymr": "my", "Nkoo": "nqo", "Olck": "sat", "Orya": "or", "Sinh": "si",
    "Syrc": "syr", "Taml": "ta", "Telu": "te", "Tfng": "zgh", "Thaa": "dv", "Thai": "th", "Yiii": "ii",
}  # fmt: skip
# Languages that share a script, of those that the detectors or our letters know.
_SHARED: Mapping[str, tuple[str, ...]] = {
    "Arab": ("ar", "ckb", "fa", "ps", "sd", "ug", "ur", "uz"),
    "Beng": ("as", "bn"),
    "Cyrl": ("ba", "be", "bg", "cv", "kk", "ky", "mk", "mn", "os", "ru", "sr", "tg", "tt", "uk", "uz"),
    "Deva": ("gom", "hi", "mr", "ne"),
    "Ethi": ("am", "ti"),
    "Hebr": ("he", "yi"),
    "Latn": tuple(
        "af an az br bs ca cs cy da de en eo es et eu ff fi fil fj fo fr fy ga gd gl ha hmn hr hu id ig is it jv ku la"
        " lb lg ln lt lv mg mi ms mt nb nl nn ny oc om pcm pl pt ro rw sk sl sm sn so sq sr ss st su sv sw tk tn to tr"
        " uz ve vi wo xh yo zu".split()
    ),
    "Tibt": ("bo", "dz"),
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

_DETECTOR = 2.7
_CLD = 5.5
_MARK = 1.0
_UNKNOWN_TO_DETECTOR = -3.7
_CLAIM = 2.5


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
    """The script that most letters are in; Latin counts half beside another, since names and brands are in it."""
    if not counts:
        return ""
    weighed = {script: n if script == "Latn" else 2 * n for script, n in counts.items()}
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
    if japanese > simplified + traditional or ("ja" in claimed and japanese >= simplified):
        return Language("ja", 0.8)
    if simplified == traditional:
        hant = any(mark in claimed for mark in ("hant", "tw", "hk", "mo"))
        return Language("zh-Hant" if hant else "zh-Hans", 0.7)
    sure = 0.99 if abs(simplified - traditional) > 1 else 0.9
    if simplified > traditional:
        return Language("zh-Hans", sure)
    cantonese = sum(char in CANTONESE for char in sample)
    return Language("yue" if cantonese > 1 or (cantonese and "yue" in claimed) else "zh-Hant", sure)


def _weigh(sample: str, script: str, tags: tuple[str, ...], claimed: tuple[str, ...]) -> Language:
    """Add up the evidence for each language of a script, and answer the first with its share as the confidence."""
    scores = _detector(sample, tags)
    for found, evidence, weight in ((_cld(sample), 1.0, _CLD), (_marks(sample, script), 1.0, _MARK)):
        for tag, value in found.items():
            if tag in scores:
                scores[tag] += weight * evidence * value
    for tag in claimed:
        if tag in scores:
            scores[tag] += _CLAIM
    best = max(scores, key=lambda tag: (scores[tag], tag))
    confidence = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    return Language(_TAGS.get((script, best), best), round(confidence, 3))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import LanguageIdentifier  # here, since it takes numpy and half a second

    return LanguageIdentifier.from_model_file("data/model.npz.xz")


def _detector(sample: str, tags: tuple[str, ...]) -> dict[str, float]:
    """py3langid's log scores over the root of the length, so that short and long texts compare."""
    size = math.sqrt(len(sample.encode()))
    scores: dict[str, float] = {}
    for label, score in _identifier().rank(sample):
        tag = _DETECTED.get(label, label)
        if tag in tags and tag not in scores:
            scores[tag] = _DETECTOR * float(score) / size
    top = max(scores.values(), default=0.0)
    return {tag: scores[tag] - top if tag in scores else _UNKNOWN_TO_DETECTOR for tag in tags}


def _cld(sample: str) -> dict[str, float]:
    """The shares of the text that CLD2 gives to at most three languages."""
    import pycld2  # here, beside the other detector

    try:
        _, _, found = pycld2.detect(sample, isPlainText=True, bestEffort=True)
    except pycld2.error:
        return {}
    return {_DETECTED.get(code, code): percent / 100 for _, code, percent, _ in found}


def _marks(sample: str, script: str) -> dict[str, float]:
    """How many telling words, and outside Latin letters, speak for each language."""
    low = sample.lower()
    marks = Counter(word for word in _GAP.split(low) if len(word) > 1 or script in ("Latn", "Deva"))
    if script not in ("Latn", "Deva"):
        marks.update(low)
    found: dict[str, float] = {}
    for mark, times in marks.items():
        for tag in MARKS.get(mark, ()):
            found[tag] = min(6.0, found.get(tag, 0.0) + min(times, 3) / len(MARKS[mark]))
    return found
