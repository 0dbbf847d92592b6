"""Measure sentence splitting on documents whose sentences are known.

    python docs/measure/split.py --data NTREX [--half 0|1] [--with sentencex] [--show de]

The folder holds one text a language, a sentence a line, and DOCUMENT_IDS.tsv with the document of each line (NTREX-128
is such a set). Lines of one document are joined, up to five at a time, with a space between them where the script has
spaces; a line without an end mark (a headline) stands for a block of its own and is left out, save in languages that have
none. Figure: F1 of the boundaries between lines. Translators put several sentences into one line here and there, so that
a boundary inside a line is an error only where the word before its stop is short, as abbreviations are (`careful`);
`raw` counts each as an error.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import mean

from glosswire.text.sentences import split

Cut = Callable[[str, str], set[int]]
TAGS = {
    "afr": "af", "amh": "am", "arb": "ar", "aze-Latn": "az", "bak": "ba", "bel": "be", "ben": "bn", "bod": "bo",
    "bos": "bs", "bul": "bg", "cat": "ca", "ces": "cs", "ckb-Arab": "ckb", "cym": "cy", "dan": "da", "deu": "de",
    "div": "dv", "dzo": "dz", "ell": "el", "est": "et", "eus": "eu", "ewe": "ee", "fao": "fo", "fas": "fa", "fij": "fj",
    "fin": "fi", "fra": "fr", "fra-CA": "fr", "fuc": "ff", "gle": "ga", "glg": "gl", "guj": "gu", "hau": "ha",
    "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "hye": "hy", "ibo": "ig", "ind": "id", "isl": "is",
    "ita": "it", "jpn": "ja", "kan": "kn", "kat": "ka", "kaz": "kk", "khm": "km", "kin": "rw", "kir": "ky",
    "kmr": "ku", "kor": "ko", "lao": "lo", "lav": "lv", "lit": "lt", "ltz": "lb", "mal": "ml", "mar": "mr",
    "mey": "ar", "mkd": "mk", "mlg": "mg", "mlt": "mt", "mon": "mn", "mri": "mi", "msa": "ms", "mya": "my",
    "nde": "nd", "nep": "ne", "nld": "nl", "nno": "nn", "nob": "nb", "nya": "ny", "orm": "om", "pan": "pa",
    "pol": "pl", "por": "pt", "por-BR": "pt", "prs": "fa", "pus": "ps", "ref-2.spa": "es", "ron": "ro", "rus": "ru",
    "shi": "shi", "sin": "si", "slk": "sk", "slv": "sl", "smo": "sm", "sna-Latn": "sn", "snd-Arab": "sd",
    "som": "so", "spa": "es", "spa-MX": "es", "sqi": "sq", "srp-Cyrl": "sr-Cyrl", "srp-Latn": "sr-Latn", "ssw": "ss",
    "swa": "sw", "swe": "sv", "tah": "ty", "tam": "ta", "tat": "tt", "tel": "te", "tgk-Cyrl": "tg", "tha": "th",
    "tir": "ti", "ton": "to", "tsn": "tn", "tuk": "tk", "tur": "tr", "uig": "ug", "ukr": "uk", "urd": "ur",
    "uzb": "uz", "ven": "ve", "vie": "vi", "wol": "wo", "xho": "xh", "yor": "yo", "zho-CN": "zh-Hans",
    "zho-TW": "zh-Hant", "zul": "zu",
}  # fmt: skip
CORE = frozenset("ar cs de el en fa fr he hi hy it ja ka ko nl pl pt ro ru es sv tr uk zh".split())
UNSPACED = frozenset({"jpn", "zho-CN", "zho-TW", "yue"})


MARKLESS = frozenset({"tha", "dzo"})
END = re.compile(r"[.!?…:;。！？｡։؟۔।॥።፡፧᠃།༎។៕။][\"'”’“‘»«›‹)\]」』）།]*$")
PLAIN = re.compile(
    r"[^\W\d_]{4}[.!?…:;]+[\"'”’“‘»«›‹)\]]*\s+$|[.!?…]+[\"'”’“‘»«›‹)\]]+\s+$|[。！？｡]\W*$|[։؟۔।॥።፡፧᠃།༎។៕။]\W*$"
    r"|[\u0590-\u1fff].[.!?]+\W*$"
)


def paragraphs(data: Path, name: str, half: int | None) -> Iterator[list[str]]:
    """Up to five lines of one document at a time."""
    documents = (data / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split()
    order = {document: i for i, document in enumerate(sorted(set(documents)))}
    lines = (data / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    part: list[str] = []
    for i, line in enumerate(lines):
        whole = name in MARKLESS or END.search(line.strip())
        if part and (len(part) == 5 or not whole or documents[i] != documents[i - 1]):
            yield part
            part = []
        if whole and (half is None or order[documents[i]] % 2 == half) and (i and documents[i] == documents[i - 1]):
            part.append(line.strip())
    if part:
        yield part


def ours(text: str, language: str) -> set[int]:
    """Where our sentences but the first begin."""
    return {sentence.start for sentence in split(text, language)[1:]}


def sentencex(text: str, language: str) -> set[int]:
    """Where sentencex's sentences but the first begin."""
    from sentencex import segment

    starts, at = set(), 0
    for piece in segment(language.split("-")[0], text):
        body = piece.strip()
        if body:
            at = text.index(body, at)
            starts.add(at)
            at += len(body)
    return starts - {min(starts, default=0)}


def f1(hits: int, extra: int, missed: int) -> float:
    return 2 * hits / max(1, 2 * hits + extra + missed)


def measure(data: Path, name: str, half: int | None, cut: Cut, show: bool) -> tuple[float, float]:
    """Raw and careful boundary F1 of one text."""
    tag = TAGS.get(name, "en" if name.startswith(("eng", "src")) else name)
    raw, careful = [0, 0, 0], [0, 0, 0]
    for lines in paragraphs(data, name, half):
        text, starts = joined(lines, "" if name in UNSPACED else " ")
        found = cut(text, tag)
        loose = {place for place in found - starts if PLAIN.search(text[max(0, place - 40) : place])}
        count(raw, starts, found)
        count(careful, starts, found - loose)
        if show:
            report(text, starts, found, loose)
    return f1(*raw), f1(*careful)


def joined(lines: Iterable[str], gap: str) -> tuple[str, set[int]]:
    """The paragraph, and where its lines but the first begin."""
    text, starts = "", set()
    for line in lines:
        if text:
            text += gap
            starts.add(len(text))
        text += line
    return text, starts


def count(totals: list[int], starts: set[int], found: set[int]) -> None:
    totals[0] += len(starts & found)
    totals[1] += len(found - starts)
    totals[2] += len(starts - found)


def report(text: str, starts: set[int], found: set[int], loose: set[int]) -> None:
    for place in sorted(starts ^ (found - loose)):
        kind = "missed" if place in starts else "extra "
        print(f"  {kind} {text[max(0, place - 40) : place]!r} | {text[place : place + 30]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only documents of this half; rules were tuned on 0")
    parser.add_argument("--with", dest="other", choices=("sentencex",), help="measure this instead")
    parser.add_argument("--show", default="", help="print the errors of one text")
    args = parser.parse_args()
    cut: Cut = sentencex if args.other else ours
    figures = {}
    for path in sorted(args.data.glob("*.txt")):
        if not args.show or path.stem == args.show:
            figures[path.stem] = measure(args.data, path.stem, args.half, cut, bool(args.show))
    for name, (raw, careful) in sorted(figures.items(), key=lambda item: item[1][1]):
        print(f"{name:10} raw {raw:.3f}  careful {careful:.3f}")
    core = [figure for name, figure in figures.items() if TAGS.get(name, "").split("-")[0] in CORE]
    for title, part in (("24 languages", core), ("all", list(figures.values()))):
        if part:
            print(
                f"{title}: {len(part)} texts, raw {mean(r for r, _ in part):.4f}, careful {mean(c for _, c in part):.4f}"
            )


if __name__ == "__main__":
    main()
