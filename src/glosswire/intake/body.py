"""Choose, of all the pieces of a page, those that are the article's body."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from glosswire.intake.dom import Outline, Piece

_NOISE_WORDS = (
    # what leads elsewhere
    "related|relacionad\\w*|relacionats|recirculation|recommend\\w*|recommand\\w*|empfehlung\\w*|teasers?|teaserbox|"
    "teaserlist|readmore|read-?more|read-?also|read-?next|more-?news|more-?on|more-?stories|most-?read|mostread|meistgelesen|"
    "popular|trending|latest|outbrain|taboola|plista|ligatus|carousel|slider|swiper|slideshow|ticker|upnext|up-?next|"
    "weiterlesen|mehr-?zum-?thema|lesen-sie-auch|auch-interessant|lire-?aussi|a-lire|lees-?ook|czytaj|haberler-?ilgili|"
    "onward|linklist|link-?list|link-?box|related-?links|see-?also|crosslinks?|next-article|prev-article|tags?|taglist|"
    "tag-?list|keywords|topics|topic-?list|breadcrumbs?|pagination|pager|navigation|navi|navbar|nav|menu|submenu|"
    # what asks something of the reader
    "share|sharing|sharebar|social|socials|social-?media|follow-?us|newsletter\\w*|subscri\\w+|abo|abo-?box|signup|sign-?up|"
    "register|login|log-?in|paywall-?box|promo\\w*|marketing|advert\\w*|anzeige|anzeigen|werbung|ads?|adslot|ad-?slot|"
    "ad-?container|ad-?wrapper|ad-?label|advertorial|sponsor\\w*|reklame?|publicidad|publicite|reklama|donat\\w+|spenden|"
    "cookie\\w*|consent|gdpr|cmp|toast|modal|popup|pop-?up|overlay|tooltip|survey|poll|quiz|app-?download|"
    # what others say, and what is said of the maker
    "comments?|kommentare?|kommentar-\\w+|commentaires?|comentarios|disqus|forum|user-?comments|rating|"
    "author-?bio|author-?box|authorbox|author-?info|author-?card|author-?teaser|about-?author|about-the-author|bio|biography|"
    "autorenbox|autoren-?info|byline|by-?line|dateline|timestamp|publish-?date|meta-?data|article-?meta|article-?info|"
    "impressum|copyright|colophon|footer|site-?footer|page-?footer|site-?header|page-?header|masthead|sidebar|"
    "side-?bar|rail|right-?col\\w*|marginal\\w*|"
    # what is no prose
    "caption|credit|credits|gallery|galerie|bildergalerie|fotostrecke|video-?player|player|audio-?player|podcast-?player|"
    "toc|table-?of-?contents|inhaltsverzeichnis|print-?only|correction-?form|feedback|widget-?nav|stock-?quote|is-hidden|"
    "skip-?link\\w*|sr-?only|visually-?hidden|screen-?reader-?text|screenreader"
)
_NOISE = re.compile(rf"(?:^|[\s_:-])(?:{_NOISE_WORDS})(?=$|[\s_:\d-])")
_NOISE_TAGS = frozenset("footer nav aside".split())
_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_ENDS = re.compile(r"""[.!?…。！？।։؟۔:][\s"'”’»“)\]」』]*$""")


@lru_cache(maxsize=8192)
def is_noise(label: str) -> bool:
    """Whether an element names itself as something beside an article's body."""
    tag, _, names = label.partition(" ")
    return tag in _NOISE_TAGS or bool(_NOISE.search(names))


def width(text: str) -> int:
    """The length of a text in letters of an alphabet: a Chinese character says as much as some two and a half."""
    return len(text) + int(1.5 * len(_WIDE.findall(text)))


def flat(text: str) -> str:
    """A text by its letters and digits only, to compare."""
    return "".join(_WORD.findall(text.lower())).replace("_", "")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The body's pieces in their order, the standfirst beside them, and texts that may be bylines."""

    pieces: tuple[Piece, ...] = ()
    standfirst: str = ""
    bylines: tuple[str, ...] = ()


_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|leadin|lead-?text|standfirst|dek|deck|intro|introduction|introtext|summary|sumario|subtitle|sub-?title|"
    r"subheadline|sub-?headline|subheading|sub-?head|vorspann|teaser-?text|abstract|chapo|chapeau|entradilla|bajada|copete|ingress|"
    r"manchet|perex|anons|podtytul|podtitul|occhiello|sommario|soustitre|sous-titre|excerpt|spot|description|kicker-?text|underrubrik|"
    r"undertitel|resumo|resumen|article-?lead)(?=$|[\s_\d-])"
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:authors?|author-?names?|bylines?|by-line|autor(?:en|es|i)?|auteurs?|autore|writer|signature|firma|creator|verfasser)(?=$|[\s_\d-])"
)
_SAYS_BY = re.compile(r"^(?:Von|Par|Por|By|Door|Av|Af|Di)\s+[^\W\d_a-z][^.!?:]{3,80}$")


def choose(outline: Outline, accepted: str, headline: str, descriptions: tuple[str, ...]) -> Chosen:
    """The body of a page; `accepted` is the flat text that other evidence calls the body."""
    noise = [is_noise(name) for name in outline.labels]
    pieces = outline.pieces
    noisy = [any(noise[n] for n in p.path) for p in pieces]
    flats = [flat(p.text) for p in pieces]
    in_accepted = [len(f) > 12 and f in accepted for f in flats]
    good = [
        width(p.text)
        if p.kind in ("paragraph", "quote") and p.link_share < 0.5 and width(p.text) > 60 and a and not n
        else 0
        for p, n, a in zip(pieces, noisy, in_accepted, strict=True)
    ]
    if not sum(good):
        good = [width(p.text) if a and p.kind != "caption" else 0 for p, a in zip(pieces, in_accepted, strict=True)]
    if not sum(good):
        return Chosen()
    inside: Counter[int] = Counter()
    for piece, worth in zip(pieces, good, strict=True):
        for number in piece.path:
            inside[number] += worth
    box = max(n for n, w in inside.items() if w >= 0.85 * sum(good))
    indices = [i for i, w in enumerate(good) if w and box in pieces[i].path]
    first, last = indices[0], indices[-1]
    # names that the box itself and its ancestors carry say nothing of what is in it
    over = set(pieces[first].path[: pieces[first].path.index(box) + 1])
    kept: list[int] = []
    for i, p in enumerate(pieces):
        if box not in p.path or any(noise[k] for k in p.path if k not in over) or p.kind in ("caption", "headline"):
            continue
        if p.kind == "heading":
            if first <= i < last and p.link_share < 0.5:
                kept.append(i)
            continue
        if p.link_share > 0.6:
            continue
        if i < first or i > last:
            if not in_accepted[i] or width(p.text) < 60:
                continue
        elif not in_accepted[i] and p.tag not in ("p", "li") and width(p.text) < 80:
            continue
        kept.append(i)
    standfirst = _standfirst(outline, kept, first, headline, descriptions)
    shown = _parted([pieces[i] for i in kept], headline, standfirst)
    if standfirst and flat(standfirst) not in {flat(p.text) for p in shown}:
        pass
    else:
        standfirst = ""
    lines = [
        p.text
        for i, p in enumerate(pieces[: last + 12])
        if len(p.text) < 120 and (_SAYS_BY.match(p.text) or any(_BYLINE.search(outline.labels[k]) for k in p.path[-3:]))
    ]
    return Chosen(tuple(shown), standfirst, tuple(lines[:3]))


def _standfirst(outline: Outline, kept: list[int], first: int, headline: str, descriptions: tuple[str, ...]) -> str:
    pieces = outline.pieces
    tops = [i for i, p in enumerate(pieces[:first]) if p.tag == "h1" or flat(p.text) == flat(headline)]
    start = tops[-1] if tops else max(0, first - 12)
    said = [flat(d) for d in descriptions]
    for i in range(start, min(first + 1, len(pieces))):
        p = pieces[i]
        f = flat(p.text)
        if width(p.text) < 40 or len(p.text) > 900 or p.kind == "caption" or f == flat(headline) or p.link_share > 0.5:
            continue
        named = any(_LEAD.search(outline.labels[k].partition(" ")[2]) for k in p.path[-2:])
        told = any(f == d or (len(d) > 40 and (f.startswith(d[:-3]) or d.startswith(f))) for d in said)
        if named or (told and i < first):
            return p.text
    return ""


def _parted(kept: list[Piece], headline: str, standfirst: str) -> list[Piece]:
    seen = {flat(headline), flat(standfirst)}
    out: list[Piece] = []
    for p in kept:
        f = flat(p.text)
        if f in seen and (len(f) > 25 or f == flat(headline)):
            continue
        if len(f) > 25:
            seen.add(f)
        out.append(p)
    while out and out[-1].kind == "heading":
        out.pop()
    return out
