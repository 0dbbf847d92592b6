"""Measure the number findings: false alarms on human translations by language, and planted faults caught.

    python docs/measure/number_findings.py --ntrex NTREX [--half 0|1] [--show deu]
    python docs/measure/number_findings.py --fidelity FIDELITY [--half 0|1]

NTREX holds one text a language, a sentence a line, its English in eng-US.txt, and DOCUMENT_IDS.tsv with the document of
each line (NTREX-128 is such a set). FIDELITY holds demetr.jsonl (sources, references, engines' outputs and the same with
a planted fault) and outputs.jsonl (sources and references). Tables were tuned on half 0: of NTREX the documents whose
place in the sorted list of ids is even, of the other two the even lines. A sentence counts where a finding is shown.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import TypedDict

from glosswire.text.numbers import number_findings

TAGS = {
    "afr": "af", "amh": "am", "arb": "ar", "aze-Latn": "az", "bak": "ba", "bel": "be", "bem": "bem", "ben": "bn",
    "bod": "bo", "bos": "bs", "bul": "bg", "cat": "ca", "ces": "cs", "ckb-Arab": "ckb", "cym": "cy", "dan": "da",
    "deu": "de", "div": "dv", "dzo": "dz", "ell": "el", "est": "et", "eus": "eu", "ewe": "ee", "fao": "fo", "fas": "fa",
    "fij": "fj", "fil": "fil", "fin": "fi", "fra": "fr", "fra-CA": "fr-CA", "fuc": "ff", "gle": "ga", "glg": "gl",
    "gsw-BE": "gsw", "gsw-ZH": "gsw", "guj": "gu", "hau": "ha", "heb": "he", "hin": "hi", "hmn": "hmn", "hrv": "hr",
    "hun": "hu", "hye": "hy", "ibo": "ig", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "kan": "kn", "kat": "ka",
    "kaz": "kk", "khm": "km", "kin": "rw", "kir": "ky", "kmr": "ku", "kor": "ko", "lao": "lo", "lav": "lv", "lit": "lt",
    "ltz": "lb", "mal": "ml", "mar": "mr", "mey": "ar", "mkd": "mk", "mlg": "mg", "mlt": "mt", "mon": "mn", "mri": "mi",
    "msa": "ms", "mya": "my", "nde": "nd", "nep": "ne", "nld": "nl", "nno": "nn", "nob": "nb", "nso": "nso", "nya": "ny",
    "orm": "om", "pan": "pa", "pol": "pl", "por": "pt", "por-BR": "pt-BR", "prs": "fa-AF", "pus": "ps",
    "ref-2.spa": "es", "ron": "ro", "rus": "ru", "shi": "shi", "sin": "si", "slk": "sk", "slv": "sl", "smo": "sm",
    "sna-Latn": "sn", "snd-Arab": "sd", "som": "so", "spa": "es", "spa-MX": "es-MX", "sqi": "sq", "srp-Cyrl": "sr-Cyrl",
    "srp-Latn": "sr-Latn", "ssw": "ss", "swa": "sw", "swe": "sv", "tah": "ty", "tam": "ta", "tat": "tt", "tel": "te",
    "tgk-Cyrl": "tg", "tha": "th", "tir": "ti", "ton": "to", "tsn": "tn", "tuk": "tk", "tur": "tr", "uig": "ug",
    "ukr": "uk", "urd": "ur", "uzb": "uz", "ven": "ve", "vie": "vi", "wol": "wo", "xho": "xh", "yor": "yo", "yue": "yue",
    "zho-CN": "zh-Hans", "zho-TW": "zh-Hant", "zul": "zu",
}  # fmt: skip


class Case(TypedDict):
    """A line of demetr.jsonl."""

    language: str
    kind: str
    source: str
    reference: str
    good: str
    bad: str


class Output(TypedDict):
    """A line of outputs.jsonl."""

    language: str
    source: str
    reference: str


def flagged(source: str, target: str, language: str) -> list[str]:
    """What readers would see."""
    return [finding.detail for finding in number_findings(source, target, language) if finding.is_shown]


def ntrex(data: Path, half: int | None, show: str) -> None:
    """Print the share of flagged sentences by language."""
    documents = (data / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split()
    order = {document: place for place, document in enumerate(sorted(set(documents)))}
    english = (data / "eng-US.txt").read_text(encoding="utf-8").splitlines()
    rates: dict[str, float] = {}
    begun, pairs = time.process_time(), 0
    for name in [show] if show else sorted(TAGS):
        path = data / f"{name}.txt"
        if not path.exists():
            continue
        hits = []
        for document, source, target in zip(
            documents, path.read_text(encoding="utf-8").splitlines(), english, strict=True
        ):
            if half is None or order[document] % 2 == half:
                found = flagged(source, target, TAGS[name])
                hits.append(bool(found))
                if show and found:
                    print(f"{source}\n  {target}\n  {found}")
        rates[name] = 100 * mean(hits)
        pairs += len(hits)
    cost = 1e6 * (time.process_time() - begun) / pairs
    ordered = sorted(rates.items(), key=lambda item: item[1])
    print("  ".join(f"{name} {rate:.1f}" for name, rate in ordered))
    within = sum(rate <= 1 for rate in rates.values())
    print(f"mean {mean(rates.values()):.2f} %; at most 1 %: {within} of {len(rates)} texts; {cost:.0f} µs CPU a pair")


def fidelity(data: Path, half: int | None) -> None:
    """Print planted faults caught and false alarms by language."""
    caught: defaultdict[str, list[bool]] = defaultdict(list)
    alarms: defaultdict[str, list[bool]] = defaultdict(list)
    for line in lines(data / "demetr.jsonl", half):
        case: Case = json.loads(line)
        alarms["demetr's references"].append(bool(flagged(case["source"], case["reference"], case["language"])))
        alarms["demetr's engines"].append(bool(flagged(case["source"], case["good"], case["language"])))
        if case["kind"] == "number":
            caught[case["language"]].append(bool(flagged(case["source"], case["bad"], case["language"])))
    for line in lines(data / "outputs.jsonl", half):
        output: Output = json.loads(line)
        found = bool(flagged(output["source"], output["reference"], output["language"]))
        alarms["FLORES"].append(found)
        alarms[f"FLORES {output['language']}"].append(found)
    every = [hit for hits in caught.values() for hit in hits]
    print(f"numbers caught {mean(every):.3f}: " + "  ".join(f"{k} {mean(v):.3f}" for k, v in sorted(caught.items())))
    print("flagged, %: " + "  ".join(f"{name} {100 * mean(hits):.2f}" for name, hits in sorted(alarms.items())))


def lines(path: Path, half: int | None) -> Iterator[str]:
    """The lines of a half of a file."""
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if half is None or place % 2 == half:
            yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ntrex", type=Path)
    parser.add_argument("--fidelity", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--show", default="", help="print what is flagged in one text of NTREX")
    args = parser.parse_args()
    if args.ntrex:
        ntrex(args.ntrex, args.half, args.show)
    if args.fidelity:
        fidelity(args.fidelity, args.half)


if __name__ == "__main__":
    main()
