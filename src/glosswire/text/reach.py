"""Say which kinds of findings readers see in a language, by what was measured there; without loading a single check."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from glosswire.model import FindingKind

# A finding is shown where at most so much of a language's human references have one of its kind, in percent.
MOST_ALARMS = 1.0
# What the encoder knows: languages in which a sentence's own translation stands apart from others'. Measured on NTREX:
# found among 500 sentences .97 to 1.00; Ukrainian .80, Czech .60 and Persian .31 do not suffice, most others have under .11.
LIKENED = frozenset("de fr es it nl pl pt ru tr ja ko zh".split())
# What names rest on when a finding of them is shown (`names.gazetteer.Evidence`); what is weak is shown nowhere.
_SHOWABLE = frozenset("hole replaced long known added lost gone doubtful".split())
_KIN = {"yue": "zh", "prs": "fa", "nb": "no", "nn": "no", "sh": "sr", "hbs": "sr"}
# Languages in which more than .3 % of human references lack a term of the kind that their source seems to have: a city's
# name is another word there, or a country is "the government". On every second document of NTREX-128, in 125 texts; in
# the others a missing person is .009 % of sentences in the mean, a city .018 %, a country .064 %.
TERMS_WITHHELD: Mapping[str, frozenset[str]] = {
    "city": frozenset("th km ko zh yue my ka lt".split()),
    "country": frozenset("zh ko he yue km ru ka fa lv ur sr".split()),
}
_ELSEWHERE: frozenset[FindingKind] = frozenset({"headline"})  # of whole articles, in any language

How = Literal["some", "none", "unsought"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A kind of fault of which readers of a language see less than its checks might find.

    `how`: only the surest findings are shown, none is, or it is not looked for in this language.
    """

    kind: FindingKind
    how: How


def withheld(language: str, script: str) -> tuple[Withheld, ...]:
    """The kinds that readers see less of; `script` (ISO 15924) counts where the language was not measured."""
    if base_of(language) == "en":
        return ()
    kinds: tuple[FindingKind, ...] = get_args(FindingKind)
    found = ((kind, _how(kind, language, script)) for kind in kinds if kind not in _ELSEWHERE)
    return tuple(Withheld(kind, how) for kind, how in found if how is not None)


def is_measured(language: str) -> bool:
    """Whether the checks' false alarms were measured on this very language."""
    return entry_of(tables("rates"), language) is not None


@lru_cache(maxsize=256)
def rates_of(language: str, script: str) -> Mapping[str, float]:
    """False alarms of each kind on human references in percent: the language's own, or the worst of its likes.

    `name_critical`: of the critical findings of a kind alone.
    """
    measured = tables("rates")
    own = entry_of(measured, language)
    if own is not None:
        return _figures(own)
    likes = [table for table in measured.values() if table.get("script") == script] or list(measured.values())
    worst: dict[str, float] = {}
    for table in likes:
        for kind, rate in _figures(table).items():
            worst[kind] = max(rate, worst.get(kind, 0.0))
    return worst


@lru_cache(maxsize=256)
def trusted(language: str) -> frozenset[str]:
    """Which kinds of evidence about names are seldom wrong in a language; none where it was not measured."""
    table = _read("names", "trust").get("shown", {})
    base = base_of(language)
    kin = [tag for tag in table if tag.startswith(f"{base}-")] or [tag for tag in table if base_of(tag) == base]
    found = table.get(language, table.get(base, table.get(next(iter(kin), ""), "")))
    return frozenset(found.split()) if isinstance(found, str) else frozenset()


def base_of(language: str) -> str:
    """The language of a BCP 47 tag, its near kin as one."""
    base = language.replace("_", "-").split("-")[0].lower()
    return _KIN.get(base, base)


def tables(name: str) -> Mapping[str, Mapping[str, object]]:
    """The tables of one of the checks' data files, by language."""
    return _read("fidelity", name)


def _how(kind: FindingKind, language: str, script: str) -> How | None:
    """What readers see less of a kind; None where they see all that is found."""
    if not _is_sought(kind, language):
        return "unsought"
    if kind == "term":
        return "some" if any(base_of(language) in languages for languages in TERMS_WITHHELD.values()) else None
    rates = rates_of(language, script)
    rate = rates.get(kind, 0.0)
    if kind == "name" and not trusted(language):
        return "none"
    if rate > MOST_ALARMS and rates.get(f"{kind}_critical", 0.0) > MOST_ALARMS:
        return "none"
    is_partly_sought = kind == "omission" and entry_of(tables("lengths"), language) is None
    is_partly_shown = kind == "name" and not trusted(language) >= _SHOWABLE
    return "some" if rate > MOST_ALARMS or is_partly_sought or is_partly_shown else None


def _is_sought(kind: FindingKind, language: str) -> bool:
    match kind:
        case "negation" | "attribution":
            return entry_of(tables(kind), language) is not None
        case "addition":  # by the length of the English alone
            return entry_of(tables("lengths"), language) is not None
        case "shift":
            return language.split("-")[0] in LIKENED
        case _:
            return True


@lru_cache(maxsize=16)
def _read(room: str, name: str) -> Mapping[str, Mapping[str, object]]:
    text = (files("glosswire.text") / room / f"{name}.toml").read_text(encoding="utf-8")
    return {key: value for key, value in tomllib.loads(text).items() if isinstance(value, dict)}


def entry_of(found: Mapping[str, Mapping[str, object]], language: str) -> Mapping[str, object] | None:
    """What tables have of a language: by its whole tag, or by its first part."""
    return found.get(language) or found.get(language.split("-")[0])


def _figures(table: Mapping[str, object]) -> dict[str, float]:
    return {kind: rate for kind, rate in table.items() if isinstance(rate, float)}
