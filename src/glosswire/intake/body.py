"""Choose, of all the pieces of a page, those that are the article's body, and its standfirst beside them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glosswire.intake.agency import cut_end
from glosswire.intake.clock import is_clock
from glosswire.intake.dom import Outline, Piece
from glosswire.intake.evidence import LINKED, SENTENCE, ends_sentence, flat, width
from glosswire.intake.noise import (
    is_aside,
    is_noise,
    is_photo_line,
    is_picture,
    is_stamp,
    leads_elsewhere,
    tidy_caption,
)

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|leadin|standfirst|dek|deck|intro|introduction|introtext|summary|sumario|subtitle|sub-?title|"
    r"sub-?headline|subheading|sub-?head|subheader|vorspann|teaser-?text|abstract|chapo|chapeau|entradilla|bajada|copete|ingress|manchet|"
    r"perex|anons|podtytul|podtitul|occhiello|sommario|sous-?titre|excerpt|spot|strapline|underrubrik|undertitel|einleitung|preface|"
    r"resumo|resumen|midtitle|description|expressive-copy-lg|first-paragraph)(?=$|[\s_\d-])"
)
_DATE = re.compile(
    r"\W*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:\W+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?\W*"
)
_BOLD_NAME = re.compile(r"(?:^|[\s_-])(?:bold|semibold|medium|strong|fett|large|big|xl|lg)(?=$|[\s_-])")
_SAYS_AUTHOR = re.compile(r"^(?:Autor(?:in)?(?:/Autor)?|Author|Auteur|Autore|Автор)\b")
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:authors?|author-?names?|bylines?|by-line|autor(?:en|es|i)?|auteurs?|autore|writer|signature|firma|creator|"
    r"verfasser)(?=$|[\s_\d-])"
)
_CUT = re.compile(r"\w(?:\.\.\.|…)$")  # a teaser's text ends within its sentence
_LINES_ABOVE = 4  # between an item of a live ticker and what precedes it: its time, its author, a share button
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"(?:^|[\s_-])name(?=$|[\s_-])")
_SAYS_BY = re.compile(
    r"^(?:[Vv]on|[Pp]ar|[Pp]or|[Bb]y|[Dd]oor|Av|Af|[Dd]i|Autor(?:in)?(?:/Autor)?|Author|Auteur|Autore|Автор):?\s+[^\W\d_a-z][^!?]{3,80}$"
)

# Measured on 56 pages of 41 publishers: shares and lengths between half and twice these change body F1 by under .003.
_BOX_SHARE = 0.85  # of the accepted text stands in the body's element
_SMALL_BOX = 400  # letters of prose in a box that asks for something; those seen had 70 to 250
_MAIN_SHARE = 0.3  # an element with this much of it is no aside, whatever it calls itself


@dataclass(frozen=True, slots=True)
class Chosen:
    """The body's pieces in their order, the standfirst beside them, and texts that may be bylines."""

    pieces: tuple[Piece, ...] = ()
    standfirst: str = ""
    bylines: tuple[str, ...] = ()
    caption: str = ""  # of the picture above the body
    dates: tuple[str, ...] = ()  # texts above the body that may say when
    names: tuple[str, ...] = ()  # of those bylines, what its element calls a name
    teasers: int = 0  # headings within the body that are links


def choose(outline: Outline, accepted: Sequence[bool], headline: str, descriptions: Sequence[str]) -> Chosen:
    """The body of a page; `accepted` says for each piece whether other evidence calls it body text."""
    page = _Page(outline, accepted)
    if not page.total:
        return Chosen(dates=page.dates())
    kept = [i for i in range(len(outline.pieces)) if page.belongs(i)]
    if not kept:
        return Chosen(bylines=page.bylines(page.last))
    lead = page.standfirst(kept, headline, descriptions)
    if lead is not None:
        kept = [i for i in kept if i > lead or page.flats[i] not in page.flats[lead]]
    standfirst = outline.pieces[lead].text if lead is not None else ""
    timed = page.times(kept)
    pieces = _once([replace(page.shown(i), time=timed[i]) for i in kept], headline, standfirst)
    if flat(standfirst) in {flat(p.text) for p in pieces}:
        standfirst = ""
    known = frozenset(f for f, is_accepted in zip(page.flats, page.accepted, strict=True) if is_accepted)
    return Chosen(
        tuple(_headed(pieces, known)),
        standfirst,
        page.bylines(page.last),
        page.caption(),
        page.dates(),
        page.names(),
        page.teasers(),
    )


@lru_cache(maxsize=4096)
def _is_byline_name(label: str) -> bool:
    return bool(_BYLINE.search(label.partition(" ")[2]))


class _Page:
    """The pieces of a page with what speaks for and against each."""

    def __init__(self, outline: Outline, accepted: Sequence[bool]) -> None:
        self.pieces = outline.pieces
        self.labels = outline.labels
        self.flats = [flat(p.text) for p in outline.pieces]
        self.accepted = list(accepted)
        self.shapes: Counter[tuple[str, ...]] = Counter()
        self.noise = [is_noise(name) for name in outline.labels]
        self.pictures = [is_picture(name) for name in outline.labels]
        self._clear_main()
        self._accept_alike()
        self.inside: Counter[int] = Counter()
        worth = self._worths()
        for piece, letters in zip(self.pieces, worth, strict=True):
            for number in piece.path:
                self.inside[number] += letters
        self.total = sum(worth)
        boxes = (n for n, w in self.inside.items() if w >= _BOX_SHARE * self.total) if self.total else ()
        self.box = max(boxes, default=0)
        at = [i for i, w in enumerate(worth) if w]
        self.first, self.last = (at[0], at[-1]) if at else (0, 0)
        self._around = self._path_to(self.box)
        self._refuse_nested()
        self._refuse_asking()
        self._commonest = self.shapes.most_common(1)[0][0] if self.shapes else ()

    def _clear_main(self) -> None:
        """Names say nothing where elements of that name hold much of the accepted prose: `sidebar-grid`."""
        by_name: Counter[str] = Counter()
        total = 0
        for piece, is_accepted in zip(self.pieces, self.accepted, strict=True):
            if is_accepted and piece.kind in ("paragraph", "quote") and piece.link_share < LINKED:
                total += width(piece.text)
                for name in {self.labels[n] for n in piece.path}:
                    by_name[name] += width(piece.text)
        for number, name in enumerate(self.labels):
            if by_name[name] > _MAIN_SHARE * total and not leads_elsewhere(name):
                self.noise[number] = self.pictures[number] = False

    def _accept_alike(self) -> None:
        """Accept prose that stands in the same form as accepted prose: the evidence often ends at the first picture."""
        shapes = self.shapes
        clean = [
            not any(self.noise[n] for n in p.path) and p.kind == "paragraph" and p.link_share < LINKED
            for p in self.pieces
        ]
        for piece, is_clean, is_accepted in zip(self.pieces, clean, self.accepted, strict=True):
            if is_clean and is_accepted:
                shapes[self._shape(piece)] += width(piece.text)
        for i, piece in enumerate(self.pieces):
            if clean[i] and not self.accepted[i] and width(piece.text) > SENTENCE:
                self.accepted[i] = shapes[self._shape(piece)] > 3 * SENTENCE

    def _shape(self, piece: Piece) -> tuple[str, ...]:
        """The names of a piece's element and those around it, or the elements themselves where they have none."""
        names = tuple(self.labels[n] for n in piece.path[-3:])
        if len(names) < 3:
            return names
        return names if any(n.partition(" ")[2] for n in names) else (*names, str(piece.path[-2]))

    def _worths(self) -> list[int]:
        """How many letters of good evidence each piece is: accepted prose, first outside of asides, then anywhere."""
        prose = [
            width(p.text)
            if a and p.kind in ("paragraph", "quote", "item") and p.link_share < LINKED and width(p.text) > SENTENCE
            else 0
            for p, a in zip(self.pieces, self.accepted, strict=True)
        ]
        clean = [0 if any(self.noise[n] for n in p.path) else w for p, w in zip(self.pieces, prose, strict=True)]
        for worth in (clean, prose):
            if sum(worth) * 3 > sum(prose) > 0:
                return worth
        return [width(p.text) if a else 0 for p, a in zip(self.pieces, self.accepted, strict=True)]

    def _refuse_nested(self) -> None:
        """Articles within the body's element are teasers, unless they are the body: a live blog is made of articles."""
        articles = [n for n, name in enumerate(self.labels) if n > self.box and name.startswith("article")]
        if sum(self.inside[n] for n in articles) < 0.5 * self.total:
            for number in articles:
                self.noise[number] = self.noise[number] or self.inside[number] < _MAIN_SHARE * self.total

    def _path_to(self, number: int) -> frozenset[int]:
        """An element and those around it."""
        path = next((p.path for p in self.pieces if number in p.path), ())
        return frozenset(n for n in path if n <= number)

    def _refuse_asking(self) -> None:
        """A small box in which a text asks for something is no text with all that it holds: its heading, its praise."""
        for piece in self.pieces[self.first : self.last + 8]:
            if is_aside(piece.text, 1.0) and len(piece.path) > 1 and (box := piece.path[-2]) not in self._around:
                self.noise[box] = self.noise[box] or self.inside[box] < _SMALL_BOX

    def belongs(self, i: int) -> bool:
        """Whether a piece is part of the body, or a caption within it."""
        p = self.pieces[i]
        if not self.accepted[i] and self.box not in p.path:
            return False
        if p.tag == "h1" or not self.flats[i] or any(self.noise[n] for n in p.path) or is_aside(p.text, p.link_share):
            return False
        if _CUT.search(p.text) and self._shape(p) != self._commonest:
            return False
        if self.is_caption(i):
            is_whole = width(p.text) > 15 and p.link_share < LINKED and not is_stamp(p.text)
            return self.box in p.path and self.first < i < self.last and is_whole
        if _DATE.fullmatch(p.text) or (p.kind != "heading" and is_stamp(p.text)):
            return False
        is_within = p.kind == "heading" and self.first < i < self.last  # "Von Szolnok nach Mainz" signs nothing there
        if len(p.text) < 120 and not ends_sentence(p.text) and not is_within and self._is_byline(p):
            return False
        if p.kind == "heading":
            if any(self.pictures[n] and not self.inside[n] for n in p.path if n not in self._around):
                return False  # of a player or a gallery
            is_known = self.accepted[i] or (self.box in p.path and self.first - 1 <= i < self.last)
            return is_known and i >= self.first - 1 and p.link_share < LINKED and len(p.text) < 300
        if self.box in p.path and self.first <= i <= self.last:
            return self._is_text(i)
        return self._is_text_beside(i)

    def _is_text(self, i: int) -> bool:
        """Whether a piece between the first and the last sure paragraph is text."""
        p = self.pieces[i]
        is_alike = self.shapes[self._shape(p)] > 3 * SENTENCE
        if p.link_share > LINKED:
            # a line of linked names, such as places under their region, as against one link to another article
            is_list = is_alike and sum(m.kind == "link" for m in p.marks) > 1 and p.marks[0].start > 1
            return p.tag == "p" and (is_list or (self.accepted[i] and p.link_share < 0.9 and width(p.text) > SENTENCE))
        if is_alike:
            return True
        if p.tag in ("td", "th"):
            return width(p.text) > 80  # a cell of a table says nothing alone; a layout's cell holds prose
        return self.accepted[i] or p.tag in ("p", "li", "blockquote") or width(p.text) > 80

    def _is_text_beside(self, i: int) -> bool:
        """Whether a piece before, behind or beside the body's element is text of it."""
        p = self.pieces[i]
        is_inside, is_long = self.box in p.path, width(p.text) > SENTENCE
        if p.link_share >= LINKED or (i and not ends_sentence(p.text) and is_photo_line(self.pieces[i - 1].text)):
            return False
        if is_inside and p.kind == "item" and self.first - 12 < i < self.first:
            return is_long and ends_sentence(p.text)  # what matters, in points, above the body
        if is_inside and (self.last < i <= self.last + 2 or self.first - 2 <= i < self.first):
            is_alike = p.tag == "p" and self.shapes[self._shape(p)] > 3 * SENTENCE
            if (self.accepted[i] or is_alike) and (ends_sentence(p.text) or cut_end(p.text).agencies):
                return True
        return self.accepted[i] and is_long

    def is_caption(self, i: int) -> bool:
        """Whether a piece is what stands under a picture."""
        p = self.pieces[i]
        if p.kind == "caption":
            return True
        near = [n for n in p.path if n not in self._around and self.pictures[n]]
        return is_photo_line(p.text) or any(self.inside[n] < 600 and p.kind not in ("heading", "quote") for n in near)

    def shown(self, i: int) -> Piece:
        """The piece in the kind that a reader takes it for: a short bold line without a full stop is a heading."""
        p = self.pieces[i]
        if self.is_caption(i):
            text = tidy_caption(p.text)
            return replace(p, kind="caption", text=text, marks=p.marks if text == p.text else ())
        is_line = p.kind == "paragraph" and p.strong >= len(p.text) - 1 and not p.linked
        is_open = not ends_sentence(p.text) or (p.text.isupper() and p.text[-1] in "?!:")
        if is_line and width(p.text) < 100 and is_open and self.first < i < self.last:
            return replace(p, kind="heading", marks=())
        return p

    def standfirst(self, kept: list[int], headline: str, descriptions: Sequence[str]) -> int | None:
        """The piece that introduces the body: by its name, by the page's own description, or as a bold first paragraph."""
        title = flat(headline)
        tops = [i for i, p in enumerate(self.pieces[: self.first + 1]) if p.tag == "h1" or self.flats[i] == title]
        said = [d for d in map(flat, descriptions) if len(d) > 25]
        text = [i for i in kept if not self.is_caption(i)]
        opening = text[0] if text else self.first
        for i in range(tops[-1] + 1 if tops else max(0, self.first - 12), max(opening, self.first) + 1):
            if self.flats[i] == title or not self._may_introduce(i):
                continue
            if i == opening and self.box in self.pieces[i].path and not self._stands_out(text):
                return None
            if self._introduces(i, said, i == opening):
                return i
            if tops and i == tops[-1] + 1 and self._is_only_heading(i, opening):
                return i
        return None

    def _is_only_heading(self, i: int, opening: int) -> bool:
        """Whether a heading right under the headline has nothing but tools between it and the body."""
        between = (p.text for p in self.pieces[i + 1 : opening])
        return i < opening and self.pieces[i].kind == "heading" and all(width(t) < 40 for t in between)

    def _may_introduce(self, i: int) -> bool:
        p = self.pieces[i]
        is_said = width(p.text) > 30 or (width(p.text) > 12 and ends_sentence(p.text) and self._calls_itself_lead(p))
        is_fit = is_said and width(p.text) < 1000 and p.link_share <= LINKED and not self._repeats_heading(i)
        return is_fit and p.kind != "item" and not self.is_caption(i)

    def _repeats_heading(self, i: int) -> bool:
        """Whether a piece is a first-level heading again, perhaps behind a kicker."""
        heads = (self.flats[n] for n, p in enumerate(self.pieces[: self.first]) if p.tag == "h1")
        return any(len(h) > 20 and self.flats[i].endswith(h) and len(self.flats[i]) < 2 * len(h) for h in heads)

    def _introduces(self, i: int, said: Sequence[str], is_opening: bool) -> bool:
        p, plain = self.pieces[i], self.flats[i]
        if any(plain == d or (len(d) > 60 and (plain.startswith(d[:-3]) or d.startswith(plain))) for d in said):
            return True
        if self._calls_itself_lead(p):
            return True
        return is_opening and (p.strong > 0.9 * len(p.text) or bool(_BOLD_NAME.search(self.labels[p.path[-1]])))

    def _calls_itself_lead(self, piece: Piece) -> bool:
        path = piece.path[-2:]
        names = (self.labels[n].partition(" ")[2] for n in path if n > self.box or self.box not in piece.path)
        return any(_LEAD.search(n) for n in names)

    def _stands_out(self, kept: list[int]) -> bool:
        """Whether the first piece looks other than those that follow: bold, or of another kind or name."""
        if len(kept) < 3:
            return False
        first, *others = (self.pieces[i] for i in kept[:4])
        prose = [o for o in others if o.kind == "paragraph"] or others
        is_bold = first.strong > 0.9 * len(first.text) and all(o.strong < 0.5 * len(o.text) for o in prose)
        return is_bold or all(self.labels[o.path[-1]] != self.labels[first.path[-1]] for o in prose)

    def bylines(self, end: int) -> tuple[str, ...]:
        """Short texts above the body or under it that say who wrote, by their element's name or their own first word."""
        near = [*range(max(0, self.first - 40), self.first + 1), *range(end + 1, min(end + 40, len(self.pieces)))]
        return tuple(
            self.pieces[i].text
            for i in near
            if (i < end + 6 or _SAYS_AUTHOR.match(self.pieces[i].text))
            and len(self.pieces[i].text) < 120
            and not is_photo_line(self.pieces[i].text)
            and self._is_byline(self.pieces[i])
        )[:4]

    def names(self) -> tuple[str, ...]:
        """What an element within a byline above the body calls a name."""
        near = self.pieces[max(0, self.first - 40) : self.first + 1]
        return tuple(
            p.text for p in near if len(p.text) < 60 and _NAME.search(self.labels[p.path[-1]]) and self._is_byline(p)
        )

    def caption(self) -> str:
        """What stands under the picture between the headline and the body, or at the body's very start."""
        heads = [i for i, p in enumerate(self.pieces[: self.first]) if p.tag == "h1"]
        near = range(heads[-1] + 1 if heads else max(0, self.first - 12), min(self.first + 4, len(self.pieces)))
        found = (self.pieces[i] for i in near if self.is_caption(i) and width(self.pieces[i].text) > 15)
        fit = [p for p in found if p.link_share < LINKED and len(p.text) < 600 and not is_stamp(p.text)]
        surest = min(fit, key=lambda p: (any(self.noise[n] for n in p.path), p.kind != "caption"), default=None)
        return tidy_caption(surest.text) if surest else ""

    def times(self, kept: Sequence[int]) -> dict[int, str]:
        """What states a time in each piece, or in what was left out right before it: the line above a ticker's item."""
        found: dict[int, str] = {}
        last = self.first - 2  # above the first stand the publication's own time and more
        for i in kept:
            near = [self.pieces[i], *reversed(self.pieces[max(last + 1, i - _LINES_ABOVE, 0) : i])]
            found[i] = next((p.time or p.text for p in near if p.time or is_clock(p.text)), "")
            last = i
        return found

    def teasers(self) -> int:
        """How many headings between the body's first and last paragraph are links."""
        within = self.pieces[self.first : self.last + 1]
        return sum(p.kind == "heading" and p.link_share > LINKED for p in within)

    def dates(self) -> tuple[str, ...]:
        """Short texts with a year about the headline and under the body."""
        near = [
            *range(max(0, self.first - 15), self.first),
            *range(self.last + 1, min(self.last + 8, len(self.pieces))),
        ]
        texts = (self.pieces[i].text for i in near if self.pieces[i].link_share < LINKED)
        return tuple(t for t in texts if len(t) < 90 and _YEAR.search(t))[:5]

    def _is_byline(self, piece: Piece) -> bool:
        if piece.kind == "caption" or any(self.pictures[n] for n in piece.path[-3:]):
            return False
        return bool(_SAYS_BY.match(piece.text)) or any(_is_byline_name(self.labels[n]) for n in piece.path[-3:])


def _once(pieces: list[Piece], headline: str, standfirst: str) -> list[Piece]:
    """The pieces without what stands twice: the headline, the standfirst, a paragraph again, a sentence pulled out as a quote."""
    seen = {flat(headline), flat(standfirst)} - {""}
    whole = [flat(p.text) for p in pieces]
    everything = "|".join(w for w, p in zip(whole, pieces, strict=True) if p.kind == "paragraph")
    found: list[Piece] = []
    for piece, plain in zip(pieces, whole, strict=True):
        is_pulled = (
            (piece.kind == "quote" or piece.tag not in ("p", "li", "td"))
            and len(plain) > 40
            and everything.count(plain) > (piece.kind == "paragraph")
        )
        if (plain in seen and (len(plain) > 25 or plain == flat(headline))) or (is_pulled and piece.kind != "heading"):
            continue
        seen.add(plain)
        found.append(piece)
    return found


def _headed(pieces: list[Piece], known: frozenset[str]) -> list[Piece]:
    """The pieces without headings that head nothing: at the end, or before another where no other evidence has them.

    Three known headings and more at the end are a list of pictures with their headings: these stay.
    """
    ending = next((n for n, p in enumerate(reversed(pieces)) if p.kind != "heading"), len(pieces))
    found: list[Piece] = []
    for piece in reversed(pieces):
        if piece.kind == "heading" and flat(piece.text) not in known and (not found or found[-1].kind == "heading"):
            continue
        if piece.kind == "heading" and not found and ending < 3:
            continue
        found.append(piece)
    return found[::-1]
