"""Say which faults the checks do not look for, or do not show, in a language: for its articles, and for all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from glosswire.model import Article, FindingKind
from glosswire.serve.tongues import tongue
from glosswire.text.reach import How, Withheld, is_measured, tables, withheld
from glosswire.text.tokens import scripts

FAULTS: Mapping[FindingKind, str] = {
    "number": "wrong numbers",
    "name": "wrong names",
    "negation": "a “not” that was lost or added",
    "attribution": "lost words of who says it, or how surely",
    "omission": "missing words",
    "addition": "added words",
    "untranslated": "words left untranslated",
    "repetition": "repeated words",
    "quote": "quotation marks that differ",
    "shift": "another sentence’s translation",
    "leak": "stray text",
    "term": "a city or country that is called otherwise",
}

_BRIEF: Mapping[FindingKind, str] = {
    "number": "numbers",
    "name": "names",
    "negation": "negation",
    "attribution": "attribution",
    "omission": "omissions",
    "addition": "additions",
    "untranslated": "untranslated words",
    "repetition": "repetition",
    "quote": "quotation marks",
    "shift": "mixed-up sentences",
    "leak": "stray text",
    "term": "cities and countries",
}


@dataclass(frozen=True, slots=True)
class LanguageLimits:
    """What readers of one language are not told, in words; each is empty where it is nothing."""

    tag: str
    name: str
    unsought: str
    unshown: str
    partly: str


def withheld_of(article: Article) -> tuple[Withheld, ...]:
    """The kinds of faults that readers of an article are told less of."""
    script = next((name for name, _ in scripts(article.headline).most_common(1)), "")
    return withheld(article.language.tag, script)


def limits_of(article: Article) -> tuple[str, ...]:
    """The same in sentences, with what was not measured."""
    name = tongue(article.language.tag).name
    found = withheld_of(article)
    said: tuple[tuple[str, How], ...] = (
        (f"Not looked for in {name}: {{}}.", "unsought"),
        (f"Found but not shown in {name}, as such marks would be wrong too often or were not measured: {{}}.", "none"),
        ("Shown only where they are surest, or gravest: {}.", "some"),
    )
    lines = tuple(pattern.format(words) for pattern, how in said if (words := _named(found, how, FAULTS, "; ")))
    if not is_measured(article.language.tag):
        own = f"How often marks are wrong was not measured in {name} itself; languages of its script stand for it."
        return (*lines, own)
    return lines or (
        f"Every kind of fault that the checks look for is shown in {name}; weak signs are left to the operator.",
    )


@cache
def all_limits() -> tuple[LanguageLimits, ...]:
    """Every language in which the checks were measured, by its name."""
    rows = []
    for tag, table in tables("rates").items():
        found = withheld(tag, str(table.get("script", "")))
        rows.append(
            LanguageLimits(
                tag,
                tongue(tag).name,
                _named(found, "unsought", _BRIEF, ", "),
                _named(found, "none", _BRIEF, ", "),
                _named(found, "some", _BRIEF, ", "),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.name, row.tag)))


def _named(found: Iterable[Withheld], how: How, words: Mapping[FindingKind, str], glue: str) -> str:
    return glue.join(words[item.kind] for item in found if item.how == how)
