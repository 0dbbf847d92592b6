"""Spell numbers in every language of CLDR's rule-based number formats, and keep their words as a table.

    npm pack cldr-rbnf && tar xzf cldr-rbnf-*.tgz
    python tools/make_number_words.py package/rbnf

writes src/glosswire/text/numbers/words.tsv: a language, `cardinal`, `ordinal` or `and`, and the words by their value.
Source: Unicode CLDR's RBNF (Unicode License v3). Words that consist of others with a space or hyphen between are left
out: they are put together again when they are read.
"""

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError

OUT = Path(__file__).parent.parent / "src/glosswire/text/numbers/words.tsv"
# Under whose name the words of a locale are kept; region and script are seldom told by a publisher.
HOME = {
    "de-CH": "de",
    "es-419": "es",
    "fa-AF": "fa",
    "fr-BE": "fr",
    "fr-CH": "fr",
    "pt-PT": "pt",
    "no": "nb",
    "fil": "tl",
}
HOME |= {"sr-Latn": "sr", "sh": "sr", "en-IN": "en", "ff-Adlm": "ff"}
UNREAD = {
    "und",
    "yue-Hans",
    "ja",
    "ko",
    "yue",
    "zh",
    "zh-Hant",
    "ccp",
    "chr",
    "lrc",
}  # read by characters, or never met in news
SINGLES = [*range(100), *range(100, 1000, 100), *range(1000, 10000, 1000)]
SCALES = [10**power for power in (2, 3, 4, 5, 6, 7, 9, 12)]
MULTIPLES = {scale * times for scale in SCALES for times in (1, 2, 5)}
SUB = re.compile(r"(→→→|[←→=][^←→=]*[←→=])")
PLURAL = re.compile(r"\$\((cardinal|ordinal),(.*?)\)\$")
FORM = re.compile(r"(\w+)\{([^}]*)\}")


@dataclass(frozen=True)
class Rule:
    """One line of a rule set: from `base` on, by powers of `radix`."""

    base: int
    radix: int
    shift: int
    text: str

    @cached_property
    def divisor(self) -> int:
        exponent = 0
        while self.base and self.radix ** (exponent + 1) <= self.base:
            exponent += 1
        return int(self.radix ** max(0, exponent - self.shift))


class Speller:
    """The rule sets of one locale."""

    def __init__(self, name: str, groups: dict[str, dict[str, list[list[str]]]]) -> None:
        self.rules = {
            rule_set: sorted(filter(None, map(parse, lines)), key=lambda rule: rule.base)
            for group in groups.values()
            for rule_set, lines in group.items()
            if rule_set.startswith("%")
        }
        try:
            self.locale = Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            self.locale = Locale.parse("en")

    def spell(self, number: int, rule_set: str, depth: int = 0) -> str:
        """The number in words."""
        if depth > 30:
            raise ValueError(f"{rule_set} has no end")
        rules = [rule for rule in self.rules[rule_set] if rule.base <= number]
        if not rules:
            raise ValueError(f"{rule_set} has no rule for {number}")
        rule = rules[-1]
        is_whole = number % rule.divisor == 0 and rule.base % rule.divisor
        if is_whole and "←" in rule.text and "→" in rule.text and len(rules) > 1:
            rule = rules[-2]
        return self.fill(rule, number, rule_set, depth)

    def fill(self, rule: Rule, number: int, rule_set: str, depth: int) -> str:
        text = re.sub(r"\[(.*?)\]", "" if number % rule.divisor == 0 else r"\1", rule.text)
        text = PLURAL.sub(lambda found: self.plural(found, number // rule.divisor), text)
        parts = []
        for piece in SUB.split(text):
            if piece[:1] not in "←→=" or not piece:
                parts.append(piece)
                continue
            value = {"←": number // rule.divisor, "→": number % rule.divisor, "=": number}[piece[0]]
            inner = piece[1:-1]
            if inner and inner[0] in "#0":
                parts.append(str(value))
            else:
                parts.append(self.spell(value, inner if inner[:1] == "%" else rule_set, depth + 1))
        return "".join(parts)

    def plural(self, found: re.Match[str], count: int) -> str:
        forms = dict(FORM.findall(found[2]))
        rule = self.locale.plural_form if found[1] == "cardinal" else self.locale.ordinal_form
        return str(forms.get(rule(count), forms["other"]))


def parse(line: list[str]) -> Rule | None:
    """A rule of whole numbers; None for those of signs and fractions."""
    found = re.fullmatch(r"(\d+)(?:/(\d+))?(>*)", line[0].replace(",", ""))
    if not found:
        return None
    text = line[1].rstrip(";").removeprefix("'").replace("\u00ad", "").replace("\u200b", "")
    return Rule(int(found[1]), int(found[2] or 10), len(found[3]), text)


def words(speller: Speller) -> dict[str, dict[str, set[int]]]:
    """The words of a locale by kind, each with its values."""
    kinds: dict[str, dict[str, set[int]]] = {"cardinal": defaultdict(set), "ordinal": defaultdict(set)}
    spelled: list[tuple[str, int, list[str]]] = []
    for rule_set in speller.rules:
        if not rule_set.startswith("%spellout") or "year" in rule_set:
            continue
        kind = "ordinal" if "ordinal" in rule_set else "cardinal"
        for number in [*SINGLES, *SCALES, *(n * s for n in (2, 5) for s in SCALES)]:
            try:
                text = speller.spell(number, rule_set)
            except (ValueError, KeyError):
                continue
            tokens = [t for t in re.split(r"[\s\-־‑–']+", text.casefold()) if t and not t[0].isdigit()]
            if len(tokens) == 1 and text == text.strip(" -") and (number or kind == "cardinal"):
                kinds[kind][tokens[0]].add(number)
            spelled.append((kind, number, tokens))
    known = set(kinds["cardinal"]) | set(kinds["ordinal"])
    for kind, number, tokens in spelled:
        new = [t for t in tokens if t not in known]
        count = [min(kinds["cardinal"][t]) for t in tokens if kinds["cardinal"].get(t)]
        if kind == "cardinal" and number in MULTIPLES and len(new) == 1 and len(count) == 1 and 0 < count[0] < 100:
            kinds[kind][new[0]].add(number // count[0])
    known = set(kinds["cardinal"]) | set(kinds["ordinal"])
    kinds["and"] = defaultdict(set)
    for _, number, tokens in spelled:
        for token in tokens[1:-1]:
            if token not in known and 20 < number < 100:
                kinds["and"][token].add(0)
    return kinds


def line(language: str, kind: str, forms: dict[str, set[int]]) -> str:
    """One row of the table; a word of two values is left to the smaller one."""
    by_value = defaultdict(set)
    for word, values in forms.items():
        if len(word) > 1 or kind == "cardinal":
            by_value[min(values)].add(word)
    return "\t".join([language, kind, *(f"{value} {' '.join(sorted(by_value[value]))}" for value in sorted(by_value))])


def main() -> None:
    merged: dict[str, dict[str, dict[str, set[int]]]] = {}
    for path in sorted(Path(sys.argv[1]).glob("*.json")):
        if path.stem in UNREAD:
            continue
        groups = json.loads(path.read_text(encoding="utf-8"))["rbnf"]["rbnf"]
        for kind, forms in words(Speller(path.stem, groups)).items():
            home = merged.setdefault(HOME.get(path.stem, path.stem), {}).setdefault(kind, {})
            for word, values in forms.items():
                home.setdefault(word, set()).update(values)
    rows = [line(name, kind, merged[name][kind]) for name in sorted(merged) for kind in ("cardinal", "ordinal", "and")]
    OUT.write_text("".join(f"{row}\n" for row in rows if row.count("\t") > 1), encoding="utf-8")


if __name__ == "__main__":
    main()
