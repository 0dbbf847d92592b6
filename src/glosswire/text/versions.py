"""Say what changed between two revisions of an article, and where its publisher says so itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import LCSseq

from glosswire.model import Article, Block, Reading, Sentence
from glosswire.text.tokens import words

ChangeKind = Literal["same", "changed", "added", "removed"]
RunKind = Literal["kept", "gone", "come"]

# Above this share of common words two sentences are one that was edited: see docs/quality.md, "Revisions".
_ALIKE = 0.5
_SLICE = 4000  # sentences compared at once: time and memory grow with their product, by 64 a step
_PAIRED = 60  # sentences on either side within which likes are sought: the longest rewritten run is cut in such pieces
_WORDS_COMPARED = 120  # of a sentence, for its likeness
_TOKENS = 1500  # of a sentence, for its marks; a longer one is shown as gone and come whole
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[\u0e00-\u0eff\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a revision with its English; `english` is empty where there is none, or another line has it."""

    sentence: Sentence
    text: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text that was edited: in both forms, only in the old, or only in the new."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a sentence; `before` is None for an added one and `after` for a removed one.

    `source` and `english` show a changed sentence word by word, in its own language and in English.
    """

    kind: ChangeKind
    before: Line | None
    after: Line | None
    source: tuple[Run, ...] = ()
    english: tuple[Run, ...] = ()


# -- differences


def lines_of(reading: Reading) -> tuple[Line, ...]:
    """The sentences of a revision in order, each with the English of the segment that begins with it."""
    english = {min(s.sources): s.target for s in reading.translation.segments if s.sources and s.state != "failed"}
    return tuple(Line(s, reading.article.text_of(s), english.get(s, "")) for s in reading.sentences)


def changes(before: Sequence[Line], after: Sequence[Line]) -> tuple[Change, ...]:
    """Every sentence of both revisions once, in order: the same, changed, added or removed.

    A sentence that moved is removed in one place and added in another. Time grows with the number of sentences, and
    for what was wholly rewritten by no more than some thousand comparisons for each.
    """
    start = 0
    while start < min(len(before), len(after)) and before[start].text == after[start].text:
        start += 1
    found = [Change("same", old, new) for old, new in zip(before[:start], after[:start], strict=True)]
    old, new = before[start:], after[start:]
    for some_old, some_new in _slices(old, new, _SLICE):
        found += _between(some_old, some_new)
    return tuple(found)


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The two forms of a text as one: what stayed, what went and what came, in the order of reading."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if before == after:
        return (Run("kept", after),) if after else ()
    if max(len(old), len(new)) > _TOKENS:
        return _joined([Run("gone", before), Run("come", after)])
    found: list[Run] = []
    for step in LCSseq.opcodes(old, new):
        gone, come = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
        if step.tag == "equal":
            found.append(Run("kept", come))
        else:
            found += [Run("gone", gone), Run("come", come)]
    return _joined(found)


def _slices(old: Sequence[Line], new: Sequence[Line], size: int) -> Iterator[tuple[Sequence[Line], Sequence[Line]]]:
    """Both in as many pieces as the longer one needs, side by side."""
    count = max(1, -(-max(len(old), len(new)) // size))
    for i in range(count):
        yield (
            old[i * len(old) // count : (i + 1) * len(old) // count],
            new[i * len(new) // count : (i + 1) * len(new) // count],
        )


def _between(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Change]:
    """Changes between two runs of lines: what is common to both in order, and between that what replaced what."""
    gone: list[Line] = []
    come: list[Line] = []
    for step in LCSseq.opcodes([line.text for line in old], [line.text for line in new]):
        if step.tag == "equal":
            yield from _replaced(gone, come)
            gone, come = [], []
            for i in range(step.src_end - step.src_start):
                yield Change("same", old[step.src_start + i], new[step.dest_start + i])
        else:
            gone += old[step.src_start : step.src_end]
            come += new[step.dest_start : step.dest_end]
    yield from _replaced(gone, come)


def _replaced(gone: Sequence[Line], come: Sequence[Line]) -> Iterator[Change]:
    for some_gone, some_come in _slices(gone, come, _PAIRED):
        i = j = 0
        for a, b in [*_pairs(some_gone, some_come), (len(some_gone), len(some_come))]:
            yield from (Change("removed", line, None) for line in some_gone[i:a])
            yield from (Change("added", None, line) for line in some_come[j:b])
            if a < len(some_gone):
                yield _changed(some_gone[a], some_come[b])
            i, j = a + 1, b + 1


def _changed(old: Line, new: Line) -> Change:
    english = runs(old.english, new.english) if old.english and new.english else ()
    return Change("changed", old, new, runs(old.text, new.text), english)


def _pairs(gone: Sequence[Line], come: Sequence[Line]) -> list[tuple[int, int]]:
    """The pairs of old and new sentences, in order, whose likeness is the greatest in all."""
    if not gone or not come:
        return []
    bags = [_bag(line.text) for line in come]
    best = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i, line in enumerate(gone):
        own = _bag(line.text)
        for j, other in enumerate(bags):
            likeness = 1.0 if line.sentence.block == come[j].sentence.block == 0 else _likeness(own, other)
            alike[i, j] = likeness if likeness >= _ALIKE else -1.0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + alike[i, j])
    found: list[tuple[int, int]] = []
    i, j = len(gone), len(come)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _bag(text: str) -> frozenset[str]:
    return frozenset(words(text)[:_WORDS_COMPARED])


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _joined(pieces: Sequence[Run]) -> tuple[Run, ...]:
    """The runs without empty ones, what went together before what came, where nothing but space stands between."""
    found: list[Run] = []
    gone = come = ""
    for i, piece in enumerate([*pieces, Run("kept", "")]):
        is_last = i == len(pieces)
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "come":
            come += piece.text
        elif piece.text.isspace() and (gone or come) and i + 1 < len(pieces) and pieces[i + 1].kind != "kept":
            gone += piece.text
            come += piece.text
        else:
            found += (run for run in (Run("gone", gone), Run("come", come)) if run.text)
            gone = come = ""
            if not is_last and piece.text:
                found.append(piece)
    return tuple(found)


# -- the publisher's own word

# Words that open a note of correction, where a colon, a dash or the end of the line follows them.
_LABELS = (
    "correction|corrections|clarification|editor[’']s note: correction|"  # English
    "korrektur|korrekturhinweis|korrektur der redaktion|berichtigung|richtigstellung|"  # German
    "rectificatif|erratum|correctif|mise au point|rectification|"  # French
    "corrección|fe de errores|fe de erratas|rectificación|"  # Spanish
    "correção|errata|erramos|retificação|"  # Portuguese
    "correzione|errata corrige|rettifica|"  # Italian
    "correctie|rectificatie|verbetering|"  # Dutch
    "rättelse|korrigering|rettelse|retting|berigtigelse|oikaisu|korjaus|"  # Nordic
    "sprostowanie|korekta|oprava|opravujeme|helyreigazítás|helyesbítés|javítás|erată|rectificare|ispravak|ispravka|"
    "исправление|поправка|уточнение|опровержение|виправлення|уточнення|спростування|поправка|корекция|исправка|"
    "düzeltme|tashih|διόρθωση|επανόρθωση|ուղղում|շտկում|შესწორება|"
    "تصحيح|تصويب|استدراك|اصلاحیه|تصحیح|תיקון|תיקון טעות|"
    "सुधार|भूल सुधार|संशोधन|ভুল সংশোধন|সংশোধনী|"
    "訂正|おわび|お詫び|訂正とおわび|おわびと訂正|お詫びと訂正|更正|更正启事|勘误|更正啟事|正誤|정정|바로잡습니다|정정합니다|정정보도|"
    "koreksi|ralat|đính chính|แก้ไขข่าว"
)
_LABEL = re.compile(
    rf"[\W_]*(?:(?:wichtige[rn]?|anm(?:erkung|\.) d(?:er|\.) red(?:aktion|\.)|nota de la redacción|n\.?d\.?l\.?r\.?)[\W_]+)?"
    rf"(?:{_LABELS})\b(?:[\W_]{{0,3}}(?:vom|du|del|de|of|от|від)?\s?\d{{1,2}}[^\n:：]{{0,30}})?\s*(?:[:：.—–\-|)）】》\]]|$)",
    re.IGNORECASE,
)
# Sentences that say that an earlier form of this article was wrong.
_SAYINGS = (
    r"(?:dieser|der) (?:artikel|text|beitrag) wurde (?:nachträglich |am [^.]{1,30} )?(?:korrigiert|berichtigt)",
    r"bitten,? (?:den|diesen) fehler zu entschuldigen",
    r"(?:cet article|ce texte) a été (?:corrigé|rectifié)|nous avons (?:corrigé|rectifié) (?:une erreur|cet article)",
    r"(?:este (?:artículo|texto)|esta (?:nota|noticia|información)) (?:ha sido|fue) (?:corregid|rectificad)[oa]",
    r"(?:questo articolo|il testo) è stato corretto|dit artikel is (?:gecorrigeerd|aangepast)|artikeln har (?:rättats|korrigerats)",
    r"(?:в текст|в статью|в материал|в новость) внесен[оыа]? (?:исправлени|уточнени|правк)|(?:статья|новость|заметка) исправлена",
    r"(?:у текст|до тексту|у статтю) внесено (?:виправлення|уточнення)|(?:artykuł|tekst) (?:został )?poprawion",
    r"(?:an|a|the) (?:earlier|previous|prior) version of th(?:is|e) (?:article|story|report|piece|headline|page)",
    r"th(?:is|e) (?:article|story|headline) (?:has been|was) (?:corrected|amended|updated to (?:correct|clarify))",
    r"in ein(?:er|e) (?:frühere|ersten?|vorherigen?|älteren|vorigen)\w* (?:version|fassung)",
    r"(?:wir haben|die redaktion hat) (?:den fehler|dies|das|die stelle|diese stelle|den text|den artikel)"
    r"[^.]{0,40}(?:korrigiert|berichtigt)",
    r"(?:dans )?une (?:première|précédente) version (?:de (?:cet article|ce texte)|publiée)|une version (?:antérieure|précédente) de cet article",
    r"(?:en )?una versión (?:anterior|previa) de (?:este|esta) (?:artículo|nota|noticia|información|texto)",
    r"(?:em )?uma versão anterior (?:deste|desta|dest[ae] (?:artigo|texto|reportagem|notícia))|(?:este texto|esta reportagem) foi corrigid",
    r"(?:in )?una (?:precedente|prima) versione (?:di questo|dell[’']) ?articolo",
    r"(?:in )?een eerdere versie van dit (?:artikel|bericht|stuk)",
    r"(?:i )?en tidigare version av (?:artikeln|texten|denna)|i en tidligere (?:versjon|udgave|version) av? ?(?:denne|saken|artikkelen|artiklen)?",
    r"jutun aiemmassa versiossa|aiemmin jutussa (?:luki|kerrottiin) virheellisesti",
    r"we? wcześniejszej wersji (?:tego )?(?:artykułu|tekstu)|v (?:předchozí|původní|dřívější) verzi (?:tohoto )?(?:článku|textu)",
    r"в (?:более ранней|предыдущей|первоначальной|ранней) версии (?:этой |этого |данной |данного )?(?:статьи|новости|материала|текста|публикации)",
    r"(?:у|в) (?:попередній|ранішій|початковій|більш ранній) версії (?:цієї |цього )?(?:статті|новини|матеріалу|тексту|публікації)",
    r"(?:bu )?haberin (?:önceki|ilk|daha önceki) (?:versiyonunda|halinde|sürümünde)",
    r"(?:في )?نسخة سابقة من (?:هذا|هذه) (?:المقال|التقرير|الخبر|المقالة)",
    r"در نسخه (?:قبلی|پیشین|اولیه) (?:این|از این)",
    r"इस (?:लेख|खबर|ख़बर|रिपोर्ट) के (?:पिछले|पहले) संस्करण",
    r"(?:本文|这篇文章|本报道|此文|本篇報導|本報導)(?:的)?(?:较早|早前|先前|此前|早先|先前)(?:的)?版本",
    r"(?:当初|以前|公開当初|配信当初)の?(?:記事|見出し|本文|内容)(?:で|に|は|の)[^。]{0,60}(?:誤|訂正|修正)|記事の一部を(?:訂正|修正)し",
    r"(?:기사|보도)의? (?:이전|초기) (?:버전|판)|기사의? 내용을? (?:수정|정정)",
    r"σε (?:προηγούμενη|αρχική) (?:έκδοση|εκδοχή) (?:του|αυτού)",
    r"într-o versiune anterioară a (?:acestui|articolului)|az? (?:cikk|írás) (?:egy )?(?:korábbi|előző) (?:verziójában|változatában)",
)
# No saying is without one of these. Looking for them first costs a hundredth of the sayings themselves (0.01 against 1 ms
# for an article of 1,300 characters), and hardly a block has one.
_STEMS = (
    "version versión versão versie fassung versjon udgave versiune corrected amended updated korrigiert berichtigt"
    " corrigid aiemm wersji verzi változat версии версії haberin نسخة نسخه संस्करण 版本 誤 訂正 修正 이전 초기 내용 έκδοση εκδοχή"
    " entschuldigen corrigé rectifié corregid rectificad corretto gecorrigeerd aangepast rättats korrigerats внесен исправлена внесено poprawion"
).split()
_LONGEST_NOTE = 1500  # characters; what says more is an article about corrections


@lru_cache(maxsize=1)
def _saying() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{words})" for words in _SAYINGS), re.IGNORECASE)


def correction_notes(article: Article) -> tuple[int, ...]:
    """The indexes of the blocks in which the publisher corrects the article, in order, with a note's own heading.

    A label ("Korrektur:", "訂正") at a block's start counts in any language, for notes are copied between editions.
    """
    found: list[int] = []
    for index, block in enumerate(article.blocks):
        is_headed = bool(found) and found[-1] == index - 1 and article.blocks[index - 1].kind == "heading"
        if block.kind != "headline" and len(block.text) <= _LONGEST_NOTE and (is_headed or _is_note(block)):
            found.append(index)
    return tuple(found)


def _is_note(block: Block) -> bool:
    label = _LABEL.match(block.text)
    if block.kind == "heading":
        return bool(label and label.end() == len(block.text))
    return bool(label) or (_has_stem(block.text) and bool(_saying().search(block.text)))


def _has_stem(text: str) -> bool:
    lower = text.lower()
    return any(stem in lower for stem in _STEMS)
