"""Measure the checks of names: false alarms on human translations by language, planted faults caught.

    python docs/measure/names.py --ntrex NTREX [--languages de,fr] [--write TRUST.TOML]
    python docs/measure/names.py --fidelity FIDELITY [--half 0|1]

NTREX holds one text a language, a sentence a line, and English in `eng-US.txt` (NTREX-128 is such a set). Even lines are
for choosing: kinds of evidence are taken in the order below while all together flag at most MOST of them. Every second
odd line is held out: its rate is what stands. `--write` writes the choice. FIDELITY holds `outputs.jsonl` (human
references) and `demetr.jsonl` (planted faults, with their kind); half 0 was for tuning, half 1 is held out.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import mean
from time import process_time

from glosswire.text.names import evidence, name_findings
from glosswire.text.names.compare import compare

ORDER = ("replaced", "hole", "gone", "long", "known", "lost", "added", "doubtful")
MOST = 0.008  # of the lines for choosing, so that chance leaves most languages under 1 % of others
TAGS = {
    "arb": "ar", "aze-Latn": "az", "bak": "ba", "ckb-Arab": "ckb", "fra-CA": "fr", "mey": "ar", "por-BR": "pt",
    "prs": "fa", "ref-2.spa": "es", "sna-Latn": "sn", "snd-Arab": "sd", "spa-MX": "es", "srp-Cyrl": "sr-Cyrl",
    "srp-Latn": "sr-Latn", "tgk-Cyrl": "tg", "zho-CN": "zh-Hans", "zho-TW": "zh-Hant",
}  # fmt: skip
SHORT = dict(
    pair.split(":")
    for pair in (
        "afr:af amh:am bel:be ben:bn bod:bo bos:bs bul:bg cat:ca ces:cs cym:cy dan:da deu:de div:dv dzo:dz ell:el est:et"
        " eus:eu ewe:ee fao:fo fas:fa fij:fj fin:fi fra:fr fuc:ff gle:ga glg:gl guj:gu hau:ha heb:he hin:hi hrv:hr hun:hu"
        " hye:hy ibo:ig ind:id isl:is ita:it jpn:ja kan:kn kat:ka kaz:kk khm:km kin:rw kir:ky kmr:ku kor:ko lao:lo lav:lv"
        " lit:lt ltz:lb mal:ml mar:mr mkd:mk mlg:mg mlt:mt mon:mn mri:mi msa:ms mya:my nde:nd nep:ne nld:nl nno:nn nob:nb"
        " nya:ny orm:om pan:pa pol:pl por:pt pus:ps ron:ro rus:ru sin:si slk:sk slv:sl smo:sm som:so spa:es sqi:sq ssw:ss"
        " swa:sw swe:sv tah:ty tam:ta tat:tt tel:te tha:th tir:ti ton:to tsn:tn tuk:tk tur:tr uig:ug ukr:uk urd:ur uzb:uz"
        " ven:ve vie:vi wol:wo xho:xh yor:yo zul:zu"
    ).split()
)


def kinds(source: Iterable[str], english: Iterable[str], language: str) -> Counter[str]:
    """How many of some sentences have which kind of evidence against their human English."""
    found: Counter[str] = Counter()
    for one, other in zip(source, english, strict=True):
        comparison = compare(one, other, language)
        if comparison.lost or comparison.added:
            found[evidence(comparison, other)] += 1
    return found


def chosen(found: Counter[str], lines: int) -> tuple[str, ...]:
    """The kinds of evidence that stay below MOST together, in ORDER."""
    kept: list[str] = []
    for kind in ORDER:
        if sum(found[other] for other in (*kept, kind)) <= MOST * lines:
            kept.append(kind)
    return tuple(kept)


def ntrex(folder: Path, wanted: str, path: Path | None) -> None:
    """Print each language's kinds and its rate on the lines held out."""
    english = (folder / "eng-US.txt").read_text(encoding="utf-8").splitlines()
    choices: dict[str, tuple[str, ...]] = {}
    rates: dict[str, list[float]] = defaultdict(list)
    for text in sorted(folder.glob("*.txt")):
        tag = TAGS.get(text.stem, SHORT.get(text.stem, text.stem))
        if text.stem.startswith(("eng", "src")) or (wanted and tag not in wanted.split(",")):
            continue
        lines = text.read_text(encoding="utf-8").splitlines()
        first = kinds(lines[::2], english[::2], tag)
        kept = chosen(first, len(lines[::2]))
        choices[tag] = tuple(kind for kind in choices.get(tag, ORDER) if kind in kept)
        held = kinds(lines[1::4], english[1::4], tag)
        rates[tag].append(100 * sum(held[kind] for kind in choices[tag]) / len(lines[1::4]))
        flagged = " ".join(f"{kind} {first[kind]}/{held[kind]}" for kind in ORDER)
        print(f"{text.stem:10} {tag:8} {rates[tag][-1]:4.1f} %  {', '.join(choices[tag])}  ({flagged})", flush=True)
    every = [rate for several in rates.values() for rate in several]
    print(f"{len(every)} texts: mean {mean(every):.2f} %, at most 1 % in {sum(rate <= 1 for rate in every)}")
    if path is not None:
        rows = "".join(f'{tag} = "{" ".join(kept)}"\n' for tag, kept in sorted(choices.items()))
        path.write_text(HEAD + rows, encoding="utf-8")


HEAD = """\
# Kinds of evidence about names that readers see, by language: those that together flag at most 0.8 % of 500 sentences'
# human translations. Made by docs/measure/names.py from NTREX-128 (https://github.com/MicrosoftTranslator/NTREX,
# CC BY-SA 4.0), even lines; a language that is not here shows none.
[shown]
"""


def fidelity(folder: Path, half: int) -> None:
    """Print shown findings on human references and on planted faults."""
    alarms: dict[str, list[bool]] = defaultdict(list)
    began = process_time()
    for line in _rows(folder / "outputs.jsonl", half):
        shown = _is_flagged(line["source"], line["reference"], line["language"])
        alarms[line["language"]].append(shown)
    every = [flag for flags in alarms.values() for flag in flags]
    print(f"CPU {1000 * (process_time() - began) / len(every):.2f} ms a pair")
    print("references flagged, %:", *(f"{tag} {100 * mean(flags):.2f}" for tag, flags in sorted(alarms.items())))
    print(f"references flagged, mean: {100 * mean(every):.2f} %")
    caught: dict[str, list[bool]] = defaultdict(list)
    for line in _rows(folder / "demetr.jsonl", half):
        if line["kind"] in ("name", "name-removed"):
            shown = _is_flagged(line["source"], line["bad"], line["language"])
            caught[line["kind"]].append(shown)
            caught[f"{line['kind']} {line['language']}"].append(shown)
    print("caught:", *(f"{kind} {mean(flags):.3f}" for kind, flags in sorted(caught.items())), sep="\n  ")


def _is_flagged(source: str, target: str, language: str) -> bool:
    return any(finding.is_shown for finding in name_findings(source, target, language))


def _rows(path: Path, half: int) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][half::2]


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--ntrex", type=Path)
    parser.add_argument("--fidelity", type=Path)
    parser.add_argument("--languages", default="")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--half", type=int, default=1)
    args = parser.parse_args()
    if args.ntrex is not None:
        ntrex(args.ntrex, args.languages, args.write)
    if args.fidelity is not None:
        fidelity(args.fidelity, args.half)


if __name__ == "__main__":
    main()
