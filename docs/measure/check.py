"""Measure the checks on human references: how long English usually is, and each kind's false alarms by language.

    python docs/measure/check.py NTREX [--write] [--only de zh] [--kinds omission] [--step 1] [--list KIND]

NTREX is the folder of the set (https://github.com/MicrosoftTranslator/NTREX, CC BY-SA 4.0): 1,000 English news
sentences and what professional translators made of them, so that English counts as the translation here. A reference
that a check flags is a false alarm, though some of them are real differences: the rate is an upper bound. `--write`
puts the tables where the checks read them, in `src/glosswire/text/fidelity`: `lengths.toml` (from the even lines),
`letters.toml` (from every line) and `rates.toml` (from every line, or every `--step`th); with `--only` the other languages
keep their entries, and with `--kinds` the other kinds their figures. `--list KIND` prints the pairs that a kind flags.
"""

import argparse
import json
import math
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from glosswire.model import Finding
from glosswire.stories.embed import Encoder
from glosswire.text.fidelity import find
from glosswire.text.fidelity.leftover import letter_pairs
from glosswire.text.reach import tables
from glosswire.text.tokens import scripts

PACKAGE = Path(__file__).parent.parent.parent / "src" / "glosswire" / "text" / "fidelity"
WORD = re.compile(r"[^\W\d_]+")
SOURCE = "NTREX-128, https://github.com/MicrosoftTranslator/NTREX, CC BY-SA 4.0"
# The set's names of languages where BCP 47's are others than their first part.
TAGS = dict(
    pair.split("=")
    for pair in (
        "afr=af amh=am arb=ar bak=ba bel=be ben=bn bod=bo bos=bs bul=bg cat=ca ces=cs cym=cy dan=da deu=de div=dv "
        "dzo=dz ell=el est=et eus=eu ewe=ee fao=fo fas=fa fij=fj fin=fi fra=fr gle=ga glg=gl guj=gu hau=ha heb=he "
        "hin=hi hrv=hr hun=hu hye=hy ibo=ig ind=id isl=is ita=it jpn=ja kan=kn kat=ka kaz=kk khm=km kin=rw kir=ky "
        "kmr=ku kor=ko lao=lo lav=lv lit=lt ltz=lb mal=ml mar=mr mkd=mk mlg=mg mlt=mt mon=mn mri=mi msa=ms mya=my "
        "nde=nd nep=ne nld=nl nno=nn nob=nb nya=ny orm=om pan=pa pol=pl por=pt pus=ps ron=ro rus=ru sin=si slk=sk "
        "slv=sl smo=sm som=so spa=es sqi=sq ssw=ss swa=sw swe=sv tah=ty tam=ta tat=tt tel=te tha=th tir=ti ton=to "
        "tsn=tn tuk=tk tur=tr uig=ug ukr=uk urd=ur uzb=uz ven=ve vie=vi wol=wo xho=xh yor=yo zul=zu"
    ).split()
)
WHOLE = {
    "aze-Latn": "az", "ckb-Arab": "ckb", "fra-CA": "fr-CA", "por-BR": "pt-BR", "sna-Latn": "sn", "snd-Arab": "sd",
    "spa-MX": "es-MX", "srp-Cyrl": "sr", "srp-Latn": "sr-Latn", "tgk-Cyrl": "tg", "zho-CN": "zh", "zho-TW": "zh-Hant",
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One language's lines, by its tag."""

    tag: str
    script: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Alarms:
    """How many lines of a language each kind flagged, and how many any shown kind did."""

    text: Text
    kinds: Counter[str]
    weak: Counter[str]
    any: int


def main() -> None:
    """Read the set, measure, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--kinds", nargs="*", default=[])
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--list", default="")
    options = parser.parse_args()
    english = read_lines(options.folder / "eng-US.txt")
    texts = [text for text in read_texts(options.folder) if not options.only or text.tag in options.only]
    if options.write and not options.only:
        (PACKAGE / "lengths.toml").write_text(lengths_table(texts, english), encoding="utf-8")
        (PACKAGE / "letters.toml").write_text(letters_table(texts), encoding="utf-8")
    texts = [replace(text, lines=text.lines[:: options.step]) for text in texts]
    english = english[:: options.step]
    encoder, alarms, before = Encoder(), [], time.process_time()
    for text in texts:
        alarms.append(measure(text, english, encoder, options.list))
        print(row(alarms[-1]), flush=True)
    checked = len(english) * len(texts)
    print(f"{1000 * (time.process_time() - before) / checked:.2f} ms CPU a pair over {checked} pairs")
    if options.write:
        (PACKAGE / "rates.toml").write_text(rates_table(alarms, options.kinds), encoding="utf-8")


def read_lines(path: Path) -> tuple[str, ...]:
    """The set's lines of one language."""
    return tuple(path.read_text(encoding="utf-8").split("\n")[:1000])


def read_texts(folder: Path) -> list[Text]:
    """All languages of the set but English, by tag."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        name = path.stem
        if name.startswith(("eng", "src", "ref")):
            continue
        lines = read_lines(path)
        script = scripts(" ".join(lines[:50])).most_common(1)[0][0]
        texts.append(Text(WHOLE.get(name) or TAGS.get(name, name), script, lines))
    return texts


def measure(text: Text, english: Sequence[str], encoder: Encoder, listed: str) -> Alarms:
    """Check every line of a language against the English one."""
    likeness = encoder.liken([(text.tag, source, target) for source, target in zip(text.lines, english, strict=True)])
    kinds, weak, any_shown = Counter[str](), Counter[str](), 0
    for source, target, like in zip(text.lines, english, likeness, strict=True):
        findings = find(source, target, text.tag, like)
        kinds.update({finding.kind for finding in findings if finding.is_shown})
        kinds.update({f"{f.kind}_critical" for f in findings if f.is_shown and f.severity == "critical"})
        weak.update({finding.kind for finding in findings if not finding.is_shown})
        any_shown += any(finding.is_shown for finding in findings)
        show(text.tag, source, target, [finding for finding in findings if finding.kind == listed])
    return Alarms(text, kinds, weak, any_shown)


def show(tag: str, source: str, target: str, findings: Sequence[Finding]) -> None:
    """Print what was asked for."""
    for finding in findings:
        print(f"{tag} {'' if finding.is_shown else '(weak) '}{finding.detail}\n    {source}\n    {target}")


def row(alarms: Alarms) -> str:
    """A language's figures in percent, as a line."""
    cells = " ".join(f"{kind} {percent(count, alarms):.1f}" for kind, count in sorted(alarms.kinds.items()))
    return f"{alarms.text.tag:8} any {percent(alarms.any, alarms):.1f}: {cells}"


def percent(count: int, alarms: Alarms) -> float:
    """A count as a share of the language's lines."""
    return 100 * count / len(alarms.text.lines)


def lengths_table(texts: Sequence[Text], english: Sequence[str]) -> str:
    """The usual length of English by language: its ratio, and its variance for each expected character."""
    parts = [head("English characters for each of the language, and their variance for each expected one; even lines")]
    for text in texts:
        pairs = [(len(s), len(t)) for s, t in zip(text.lines[::2], english[::2], strict=True)]
        ratio = sum(t for _, t in pairs) / sum(s for s, _ in pairs)
        squares = sorted((t - ratio * s) ** 2 / (ratio * s + 8) for s, t in pairs)
        kept = squares[: math.floor(0.98 * len(squares))]  # the loosest fiftieth are no measure of the usual
        parts.append(f"[{text.tag}]\nratio = {ratio:.4f}\nspread = {sum(kept) / len(kept):.3f}\n")
    return "\n".join(parts)


def letters_table(texts: Sequence[Text]) -> str:
    """The letters that stand side by side in the words of each language of Latin letters, names and headings aside."""
    parts = [
        head("Letters side by side in words that begin small, ^ and $ at their ends: one, then all that follow it")
    ]
    for text in texts:
        if text.script != "Latn":
            continue
        after: dict[str, set[str]] = {}
        for word in (word for line in text.lines for word in WORD.findall(line) if word[0].islower()):
            for pair in letter_pairs(word):
                after.setdefault(pair[0], set()).add(pair[1])
        groups = " ".join(first + "".join(sorted(later)) for first, later in sorted(after.items()))
        parts.append(f'[{text.tag}]\npairs = "{groups}"\n')
    return "\n".join(parts)


def rates_table(alarms: Sequence[Alarms], kinds: Sequence[str]) -> str:
    """False alarms of each kind by language, in percent; languages and kinds that were not measured now keep theirs."""
    entries = {tag: dict(table) for tag, table in tables("rates").items() if tag != "und"}
    for one in alarms:
        figures = {kind: round(percent(count, one), 2) for kind, count in sorted(one.kinds.items())}
        lines = len(one.text.lines)
        if kinds:
            kept = {key: value for key, value in entries[one.text.tag].items() if _kind_of(key) not in kinds}
            found = {key: value for key, value in figures.items() if _kind_of(key) in kinds}
            entries[one.text.tag] = {**kept, **found, **{f"{kind}_lines": lines for kind in kinds}}
        else:
            entries[one.text.tag] = {"script": one.text.script, "lines": lines, **figures}
    parts = [
        head("Human references that each kind flags, in percent of so many lines; of a kind, and of its critical ones")
    ]
    for tag, table in entries.items():
        fields = "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
        parts.append(f"[{tag}]\n{fields}")
    return "\n".join(parts)


def _kind_of(key: str) -> str:
    return key.removesuffix("_critical").removesuffix("_lines")


def head(what: str) -> str:
    """What a table says of itself."""
    return f"# {what}.\n# Made by docs/measure/check.py on {datetime.now(UTC):%Y-%m-%d} from {SOURCE}.\n"


if __name__ == "__main__":
    main()
