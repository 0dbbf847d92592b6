"""Say why a page is no article."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from glosswire.intake.dom import Outline
from glosswire.intake.evidence import LINKED, width
from glosswire.intake.metadata import Claims
from glosswire.model import Block

# Letters of body text. The shortest article of 125 has 330; the free starts of paid ones mostly two sentences.
_STUB = 280
_TEASERS = 8  # headings that are links; an article's page rarely shows as many before its own text outweighs them

_CONSENT = re.compile(
    r"cookie|consent|einwilligung|zustimm|datenschutz|privacy|rgpd|gdpr|tracking|werbefrei|pur-abo|informativa|"
    r"privacidad|confidentialité|ciasteczk|файл.{0,3}cookie|персональн|çerez|الخصوصية|同意",
    re.I,
)
_CHALLENGE = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|enable javascript|javascript (?:aktivieren|is (?:disabled|required))|"
    r"access denied|just a moment|checking your browser|attention required|robot|verifica(?:ción|tion)|проверка браузера",
    re.I,
)
_MISSING = re.compile(
    r"^\W*(?:404|error|fehler 404|page not found|not found|seite (?:wurde )?nicht gefunden|page introuvable|"
    r"página no encontrada|pagina non trovata|страница не найдена|sayfa bulunamadı)\b",
    re.I,
)


def reason(url: str, claims: Claims, outline: Outline, title: str, blocks: Sequence[Block], teasers: int) -> str:
    """What a page is instead of an article, or nothing where it is one; `teasers` stand within its text."""
    if not outline.pieces and not blocks:
        return "an empty page"
    letters = sum(width(b.text) for b in blocks if b.kind != "caption")
    words = f"{title} {claims.title} {' '.join(p.text for p in outline.pieces[:12])}"[:3000]
    if letters < 2 * _STUB and _MISSING.search(title or claims.title):
        return "an error page"
    if _is_front(url, claims, outline, letters, teasers):
        return "a section front"
    if letters >= _STUB:
        return "" if title else "a page without a headline"
    return _small(claims, words, letters) or ("" if title else "a page without a headline")


def _small(claims: Claims, words: str, letters: int) -> str:
    """What a page with little text is."""
    is_film = claims.og_type.startswith("video") or (
        "VideoObject" in claims.types and not claims.body and not claims.has_article
    )
    if is_film:
        return "a video player"
    if not claims.is_free:
        return "a paywall stub"
    if not claims.has_article and _CHALLENGE.search(words):
        return "a wall for robots"
    if not claims.has_article and _CONSENT.search(words):
        return "a consent wall"
    if "VideoObject" in claims.types and letters < _STUB // 2:
        return "a video player"
    return "a page without an article's text" if letters < 40 else ""


def _is_front(url: str, claims: Claims, outline: Outline, letters: int, within: int) -> bool:
    if claims.has_article or claims.og_type == "article":
        return False
    path = urlsplit(url).path.strip("/")
    teasers = sum(p.kind == "heading" and p.link_share > LINKED for p in outline.pieces)
    is_list = bool(claims.types & {"CollectionPage", "SearchResultsPage"})
    if teasers >= _TEASERS and (not path or is_list or letters < 2 * _STUB):
        return True
    if within >= _TEASERS // 2 and letters < 300 * within:
        return True
    return not path and sum(p.linked for p in outline.pieces) > letters
