"""Find direct speech in an article: who said what, in which language, and whether our English translates it back.

Marks themselves, and English's against its original's, are `text.marks`.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii
from rapidfuzz import fuzz

from glosswire.model import Article, Quote, Sentence
from glosswire.text.marks import Quoted, by_block, dash_of, runs_on, scan
from glosswire.text.sayings import Sayings, sayings_of
from glosswire.text.speakers import CASELESS, NOBODY, Speaker, find, surnames_in
from glosswire.text.spoken import UNKNOWN, Spoken, by_place, by_speaker, interview_in, is_person, points_abroad
from glosswire.text.tokens import count_words, words

VERSION = "1"

_LONGEST = 6000  # characters of one quotation
_AROUND = 400  # characters on either side of a quotation that may say who spoke
_FRAGMENT = 4  # words of a piece of speech that is woven into a sentence; fewer are names, titles and irony
_SENTENCE = 5  # words of what begins with a capital and says enough to be speech without a verb of saying
_ALONE = 4  # words of a sentence in marks that nobody is said to have spoken
_VERB_NEAR = 80  # characters from a quotation's end within which its verb of saying begins
_STOP = ".!?…。！？؟।։"
_DASH_PARTS = re.compile(r"(?:(?<=[\s,.!?…»”\"])|^)[—–-]{1,2}(?=[\s«„“])|(?<=[,.!?…])[—–](?=\w)")
_TITLED = re.compile(
    r"(?:\b(?:buch|film|roman|serie|album|lied|song|stück|titel|motto|namen|begriff|unwort|book|movie|titled|called|series|novel|livre|libro"
    r"|película|canción|série|intitul\w+|llamad[oa]|titulad[oa]|chamad[oa]|libri?|romanzo|canzone|boek|книг\w+|фильм\w*|роман\w*|песн\w+"
    r"|сериал\w*|проект\w*|программ\w+|газет\w+|журнал\w*|издани\w+|телеканал\w*|компани\w+|kitabı|filmi|dizisi|adlı|książk\w+|film\w*|serial\w*|kniha|knize"
    r"|filmu)|映画|小説|番組|著書|雑誌|曲|电影|電影|小说|歌曲|主题为|题为|題為)[\s:：,]*$",
    re.IGNORECASE,
)
_INTRODUCED = 48  # characters before the first mention of a name that may say where it is from
_WHOLE = 60_000  # characters of an article that are asked whether it points abroad
_INSIDE = re.compile(r"[,.!?…]?\s?[—–]\s?([^—–«»„“”\"]{4,90}?)(?:[,.:]\s?[—–]\s?|$)")
_GOES_ON = re.compile(r"\s*(?:[,،，—–]|-\s)")
_LEAST_CONTENT = 4  # words that carry a quotation; fewer are found by chance
_CHINESE_OBJECT = 12  # characters between `告诉` and a colon: whom
_SHORT_CONTENT = 6
# On a machine's and a person's English for 500 sentences (DEMETR): at .6, 89 of 100 are found, and of 100 sentences fewer
# than one is like another of 400; at .5 it is 94 and two, at .7 76 and one.
_SAME_QUOTE = 0.6
_SAME_SHORT_QUOTE = 0.8
_SAME_NAME = 60.0  # of 100
_STOP_WORDS = frozenset(
    "a about after again all also am an and any are as at be because been before being but by can could did do does for from"
    " had has have he her his how i if in into is it its just may me more most my no not now of on only or our out she should"
    " so some such than that the their them then there these they this those to too up us very was we were what when where"
    " which who will with would you your".split()
)
_JAPANESE_QUOTES = re.compile(r"[」』]?(?:など)?(?:と|って|との)")
_KOREAN_QUOTES = re.compile(r"(?:이?라고|고|이?라며|며|면서|이?라는|는)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Speech in one block: the sentences that it touches, its words, and what stands around it in the first and last."""

    block: int
    sentences: tuple[Sentence, ...]
    text: str
    before: str
    after: str
    mark: str
    is_alone: bool  # no word of its sentences stands outside the marks
    is_ended: bool = True  # a stop, a comma or a dash ends it, inside or outside of the marks
    is_dash: bool = False
    goes_on: bool = False  # from the block before


# -- who said what


def quotes_of(article: Article, sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """The direct speech of an article, in order; `sentences` are all of it, in order.

    Words in marks that name or mock something are none. Where a language has no list of verbs of saying there is none.
    """
    language = article.language.tag.split("-")[0].lower()
    says = sayings_of(language)
    if says is None:
        return ()
    pieces = list(_pieces(article, by_block(sentences), language, says))
    if not pieces:
        return ()
    teller = _Teller(article, language, says)
    for piece in pieces:
        teller.take(piece)
    return tuple(teller.quotes)


class _Teller:
    """Goes through the pieces in order and remembers who spoke last."""

    def __init__(self, article: Article, language: str, says: Sayings) -> None:
        self.article, self.language, self.says = article, language, says
        self.quotes: list[Quote] = []
        self._last: _Piece | None = None  # the piece of the last quote
        self._speaker = NOBODY
        self._known: dict[str, Spoken] = {}  # by surname
        text = "\n".join(block.text for block in article.blocks)[:_WHOLE]
        self._whole = text
        self._surnames = surnames_in(text, language)
        self._is_abroad: bool | None = None
        self._interview = interview_in(text)

    def take(self, piece: _Piece) -> None:
        """Make a quote of a piece where it is speech, or join it to the quote that it goes on."""
        if self._joins(piece):
            self._join(piece)
            return
        speaker = find(piece.before, piece.after, self.says, self.language, self._is_person)
        is_title = self.article.blocks[piece.block].kind in ("headline", "heading")
        if piece.goes_on or not _is_speech(piece, speaker, self.says, self.language, is_title):
            return
        if not speaker.name and self._last and (speaker.is_pronoun or piece.is_alone or piece.is_dash):
            near = piece.block - self._last.block <= (2 if speaker.is_pronoun else 1)
            speaker = replace(self._speaker, phrase="") if near and not self._is_title(self._last.block) else NOBODY
        spoken = self._spoken(piece, speaker)
        self.quotes.append(
            Quote(
                self.article.id,
                self.article.revision,
                piece.sentences,
                piece.text,
                speaker.name,
                spoken.spoken_in,
                spoken.provenance,
                spoken.reason,
            )
        )
        self._last, self._speaker = piece, speaker

    def _joins(self, piece: _Piece) -> bool:
        """Whether a piece goes on the last quote: in the next paragraph, or behind its verb of saying in one sentence."""
        last = self._last
        if last is None or not self.quotes:
            return False
        if piece.goes_on:
            return piece.block == last.block + 1
        is_same = piece.block == last.block and bool(set(piece.sentences) & set(last.sentences))
        is_told = bool(_GOES_ON.match(piece.before) and self.says.verb.search(piece.before))
        return is_same and is_told and len(piece.before) < _AROUND

    def _join(self, piece: _Piece) -> None:
        quote = self.quotes[-1]
        if len(quote.text) + len(piece.text) < _LONGEST:
            sentences = tuple(dict.fromkeys((*quote.sentences, *piece.sentences)))
            self.quotes[-1] = replace(quote, sentences=sentences, text=f"{quote.text} {piece.text}")
        self._last = piece

    def _is_title(self, block: int) -> bool:
        return self.article.blocks[block].kind in ("headline", "standfirst", "heading")

    def _is_person(self, name: str) -> bool:
        """Whether a single name is of somebody whom the article, or everybody, calls by it."""
        return name in self._surnames or is_person(name)

    # -- in which language

    def _spoken(self, piece: _Piece, speaker: Speaker) -> Spoken:
        around = f"{piece.before} {piece.after}"
        who = self._speaks(speaker)
        place = by_place(around, self.language, who.spoken_in not in ("", self.language))
        if place is UNKNOWN and self.quotes and self._is_same_breath(piece, speaker):
            before = self.quotes[-1]
            return Spoken(before.provenance, before.spoken_in, before.reason)
        if place is not UNKNOWN:
            if self.language == "en":
                return Spoken("own", "en", place.reason)
            if who.provenance == "own":
                return Spoken("unknown", "", f"{place.reason} by somebody who speaks the article’s language")
            return place
        if who.provenance == "translated" and self._interview:
            return Spoken("unknown", "", f"perhaps said in an interview with {self._interview}")
        if who is not UNKNOWN:
            return replace(who, provenance="own") if self.language == who.spoken_in else who
        if not self._points_abroad():
            return Spoken("own", self.language, "nothing in the article points abroad")
        return UNKNOWN

    def _is_same_breath(self, piece: _Piece, speaker: Speaker) -> bool:
        """Whether the last quote was said by the same in the same paragraph."""
        return bool(
            speaker.name and self._last and self._last.block == piece.block and self.quotes[-1].speaker == speaker.name
        )

    def _speaks(self, speaker: Speaker) -> Spoken:
        """What the speaker speaks, by the words beside the name here or where the article first names it."""
        if not speaker.name and not speaker.phrase:
            return UNKNOWN
        surname = speaker.name.split()[-1] if speaker.name else ""
        if surname in self._known:
            return self._known[surname]
        found = by_speaker(speaker.phrase, speaker.name, self.language)
        if found is UNKNOWN and surname:
            found = by_speaker(self._introduction(surname), speaker.name, self.language)
        if surname and found is not UNKNOWN:
            self._known[surname] = found
        return found

    def _introduction(self, surname: str) -> str:
        """The words right before the first mention of a name, as far back as its clause goes."""
        at = self._whole.find(surname)
        if at < 0:
            return ""
        return re.split(r"[,;:.!?()\n–—]", self._whole[max(0, at - _INTRODUCED) : at])[-1] + surname

    def _points_abroad(self) -> bool:
        if self._is_abroad is None:
            self._is_abroad = points_abroad(self._whole, self.language)
        return self._is_abroad


def _is_speech(piece: _Piece, speaker: Speaker, says: Sayings, language: str, is_title: bool) -> bool:
    """Whether somebody is heard in a piece: a verb of saying, a colon after a name, or whole sentences in marks."""
    if piece.is_dash:
        return True
    count = count_words(piece.text)
    if language == "ja":
        return count >= 3 and _is_quoted_in_japanese(piece, says)
    before = piece.before.rstrip()
    has_colon = before.endswith((":", "："))
    if not has_colon and count < 2 * _FRAGMENT and _TITLED.search(before[-40:]):
        return False
    begins = piece.text[:1].isupper() or language in CASELESS or not piece.text[:1].isalpha()
    if language == "zh":
        return count >= _FRAGMENT and (
            _is_quoted_in_chinese(piece, says) or (piece.is_alone and piece.is_ended and not is_title)
        )
    behind = says.verb.search(piece.after[:_VERB_NEAR])
    ended = piece.is_ended or (behind is not None and behind.start() < 4)
    if language == "ko" and _KOREAN_QUOTES.match(piece.after):
        return count >= 2
    if begins and behind and ended and (count >= 2 or behind.start() < 8):
        return True
    if has_colon and begins and count >= 3 and (speaker.name or says.verb.search(before) or count >= _SENTENCE):
        return True
    if begins and ended and count >= _SENTENCE and not _has_letters(before) and not is_title:
        return True  # `“…”, she laughs`: any verb may follow what begins a sentence and ends with a comma
    told = (
        behind
        or says.verb.search(piece.before)
        or (says.according and says.according.search(piece.before + piece.after))
    )
    if told and count >= (_FRAGMENT if ended or not begins or language in CASELESS else 2 * _FRAGMENT):
        return True  # a capital without an end is a title's
    if is_title:
        return begins and count >= _FRAGMENT and (has_colon or piece.text[-1:] in _STOP)
    return (
        piece.is_alone
        and begins
        and count >= _ALONE
        and (piece.text[-1:] in _STOP or piece.after.strip()[:1] in _STOP[:3])
    )


def _is_quoted_in_japanese(piece: _Piece, says: Sayings) -> bool:
    if piece.is_alone:
        return piece.text[-1:] in _STOP
    found = _JAPANESE_QUOTES.match(piece.after)
    return bool(found and says.verb.search(piece.after[found.end() - 1 : found.end() + 22]))


def _is_quoted_in_chinese(piece: _Piece, says: Sayings) -> bool:
    before = piece.before.rstrip("：:，, ")
    found = list(says.verb.finditer(before))
    if found and len(before) - found[-1].end() <= _CHINESE_OBJECT and len(before) < len(piece.before):
        return True
    clause = re.split("[，。；：！？]", piece.after.lstrip("，。,"))[0]
    return bool(says.verb.search(clause)) and piece.text[-1:] in (*_STOP, "，")


# -- pieces of speech


def _pieces(article: Article, own: dict[int, list[Sentence]], language: str, says: Sayings) -> Iterator[_Piece]:
    """What may be speech, block by block: between marks, behind a dash, and where a quotation runs on."""
    pending: _Piece | None = None  # a quotation that its block does not close
    led = ""  # what the block before says before its colon at the end
    was_dash = False
    for index, block in enumerate(article.blocks):
        text, sentences = block.text, own.get(index, [])
        if block.kind == "caption" or not sentences:
            continue
        goes_on = runs_on(text, pending.mark) if pending else None
        if pending and goes_on is not None:
            if not pending.goes_on:
                yield pending
            yield _piece(says, index, text, Quoted(*goes_on, pending.mark), sentences, 0, len(text), "", goes_on=True)
        pending_before, pending = pending, None
        skip = goes_on[1] if goes_on else 0
        dash = dash_of(text) if not skip else 0
        if dash and (spoken := _dash_speech(text, dash, says, was_dash or bool(led))):
            yield _dash_piece(index, text, dash, spoken, sentences, led)
            was_dash, led = True, ""
            continue
        was_dash = False
        spans = [Quoted(q.start + skip, q.end + skip, q.mark, q.is_closed) for q in scan(text[skip:])]
        spans = [q for q in spans if not _is_name(text[q.start : q.end]) or _is_told(text, q.end + 1, says)]
        for number, span in enumerate(spans):
            left = spans[number - 1].outside[1] if number else skip
            right = spans[number + 1].outside[0] if number + 1 < len(spans) else len(text)
            piece = _piece(says, index, text, span, sentences, left, right, led if number == 0 else "")
            if not span.is_closed:
                pending = piece
            elif piece.text:
                yield piece
        if pending_before and goes_on and goes_on[1] >= len(text):
            pending = replace(pending_before, goes_on=True)
        led = _text_of(text, sentences[-1]) if text.rstrip().endswith((":", "：")) else ""


def _is_name(text: str) -> bool:
    """Whether what stands in marks is a name or a title at most: a word or two without an end, or capitals throughout."""
    if len(text) > 80 or text.rstrip()[-1:] in (*_STOP, ",", "，"):
        return False
    parts = [word for word in text.split() if word[0].isalpha()]
    return count_words(text) < 3 or (len(parts) > 1 and all(word[0].isupper() for word in parts))


def _is_told(text: str, place: int, says: Sayings) -> bool:
    """Whether a verb of saying stands right behind a quotation: then two words are speech too."""
    after = text[place : place + 40]
    found = says.verb.search(after)
    return bool(found and found.start() < 12 and _GOES_ON.match(after))


def _text_of(text: str, sentence: Sentence) -> str:
    """The characters of a sentence in its block's text."""
    return text[sentence.start : sentence.end]


def _piece(
    says: Sayings,
    index: int,
    text: str,
    span: Quoted,
    sentences: Sequence[Sentence],
    left: int,
    right: int,
    led: str,
    goes_on: bool = False,
) -> _Piece:
    outer_start, outer_end = span.outside
    first = _at(sentences, outer_start)
    last = _at(sentences, max(outer_start, outer_end - 1))
    before = text[max(left, first.start, outer_start - _AROUND) : max(outer_start, 0)]
    end = last.end if last.start < outer_end - 1 else outer_end  # a straight mark may be split from its sentence
    after = text[outer_end : min(right, max(end, outer_end), outer_end + _AROUND)]
    inner = text[span.start : span.end].strip()[:_LONGEST]
    is_ended = inner[-1:] in (*_STOP, ",", "،", "，") or bool(_GOES_ON.match(after))
    is_alone = not _has_letters(before) and not _has_letters(after)
    if is_alone and not after.strip() and right - outer_end > 0:  # 「…。」X says: a sentence of its own
        after = (
            text[outer_end : min(right, outer_end + 60)] if text[outer_end : outer_end + 1] not in " \u00a0" else after
        )
    if is_alone and led and left == 0:
        before = led
    if before.rstrip().endswith((":", "：")) and inner[-1:] in _STOP:
        after = ""  # who spoke stands before; what follows is another sentence, whether it was split or not
    spoken, told = _without_attribution(inner.rstrip(",،， "), says)
    covered = _touched(sentences, span.start, span.end)
    after = f"{told} {after}" if told else after
    return _Piece(index, covered, spoken, before, after, span.mark, is_alone, is_ended, False, goes_on)


def _at(sentences: Sequence[Sentence], place: int) -> Sentence:
    """The sentence in which a place lies, or the one before it."""
    return sentences[max(0, bisect_right(sentences, place, key=lambda s: s.start) - 1)]


def _touched(sentences: Sequence[Sentence], start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences of a block that a span touches."""
    first = bisect_right(sentences, start, key=lambda s: s.end)
    last = bisect_right(sentences, end - 1, key=lambda s: s.start)
    return tuple(sentences[first:last])


def _has_letters(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _without_attribution(text: str, says: Sayings) -> tuple[str, str]:
    """Speech without the words that say who speaks, where these stand inside of the marks between dashes, and the words."""
    for found in _INSIDE.finditer(text):
        if says.verb.search(found.group(1)):
            return f"{text[: found.start()].rstrip(' ,')} {text[found.end() :]}".strip(), found.group(1)
    return text, ""


# -- speech behind a dash


@dataclass(frozen=True, slots=True)
class _Dashed:
    """Speech in a paragraph that a dash opens: its text, what attributes it, and where it ends."""

    text: str
    told: str
    end: int


def _dash_speech(text: str, dash: int, says: Sayings, in_dialogue: bool) -> _Dashed | None:
    """The speech of a paragraph behind its dash; None where nothing says that somebody speaks."""
    parts: list[str] = []
    told = ""
    start = end = dash
    marks = [m.span() for m in _DASH_PARTS.finditer(text, dash)]
    for part_start, part_end in zip([dash, *(e for _, e in marks)], [*(s for s, _ in marks), len(text)], strict=True):
        part = text[part_start:part_end]
        verb = says.verb.search(part[:_VERB_NEAR])
        is_told = verb is not None and part_start > dash and not told
        if is_told:
            told = part
            stop = re.search(r"[.!?…]\s+(?=\S)", part)
            if stop and stop.end() < len(part):
                break  # the paragraph goes on in the writer's words
        elif told and not told.rstrip().endswith((",", ".")):
            break
        else:
            parts.append(part.strip())
            end = part_end
    if not told and (found := _comma_verb(text, dash, says)):
        return _Dashed(text[dash : found[0]].strip(), text[found[0] : found[1]], found[0])
    if not told and not in_dialogue:
        return None
    spoken = " ".join(filter(None, parts)).strip(" ,")
    return _Dashed(spoken, told, max(end, start + 1)) if count_words(spoken) >= 2 else None


def _comma_verb(text: str, dash: int, says: Sayings) -> tuple[int, int] | None:
    """Where a sentence such as `- Det er bra, sier hun.` turns from speech to its verb, and where it ends."""
    for found in re.finditer(r"[,!?.…]\s+", text[dash : dash + 3 * _LONGEST]):
        verb = says.verb.match(text, dash + found.end())
        if verb:
            stop = re.compile(r"[.!?](?:\s|$)").search(text, verb.end())
            return dash + found.start(), stop.start() if stop else len(text)
    return None


def _dash_piece(index: int, text: str, dash: int, spoken: _Dashed, sentences: Sequence[Sentence], led: str) -> _Piece:
    covered = _touched(sentences, dash, spoken.end)
    return _Piece(index, covered, spoken.text[:_LONGEST], led, spoken.told[:_AROUND], "—", False, is_dash=True)


# -- the English original of a quote


def original_of(quote: Quote, english: str, candidates: Sequence[Quote]) -> Quote | None:
    """The quote of an English article that prints what `english` translates back, or None where none is sure.

    `candidates`: quotes of English articles of the same days. The speaker's surname must be the same where both name one,
    in whatever script; no number may differ.
    """
    wanted = _content(english)
    if len(wanted) < _LEAST_CONTENT:
        return None
    scored = sorted(
        (
            (_likeness(wanted, _content(c.text)), i)
            for i, c in enumerate(candidates)
            if _same_speaker(quote.speaker, c.speaker)
        ),
        reverse=True,
    )
    if not scored:
        return None
    best = candidates[scored[0][1]]
    is_short = min(len(wanted), len(_content(best.text))) < _SHORT_CONTENT
    if scored[0][0] < (_SAME_SHORT_QUOTE if is_short else _SAME_QUOTE):
        return None
    return best if _numbers(english) == _numbers(best.text) else None


def _content(text: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in words(text) if w not in _STOP_WORDS and len(w) > 1)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ing", "ied", "ies", "ed", "es", "s", "al", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter quotation's content that the other has: outlets cut what they quote."""
    fewer = min(len(one), len(other))
    if fewer < _LEAST_CONTENT:
        return 0.0
    return len(one & other) / fewer


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)))


def _same_speaker(one: str, other: str) -> bool:
    """Whether two names may be of one person: alike in Latin letters; yes where one is not named."""
    if not one or not other:
        return True
    pairs = [_latin(name.split()[-1]) for name in (one, other)]
    return fuzz.ratio(pairs[0], pairs[1]) >= _SAME_NAME


def _latin(name: str) -> str:
    plain = anyascii(name).casefold()
    for written, sound in (
        ("sch", "sh"),
        ("tsch", "ch"),
        ("ch", "sh"),
        ("sz", "sh"),
        ("j", "y"),
        ("i", "y"),
        ("w", "v"),
        ("ou", "u"),
    ):
        plain = plain.replace(written, sound)
    return plain
