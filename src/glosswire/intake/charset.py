"""Turn a page's bytes into text, whatever its charset and whatever it says of it."""

import codecs
import re
import unicodedata

from resiliparse.parse.encoding import detect_encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_META_WITHIN = 4096  # bytes; the standard says 1024, real pages overrun it

# What pages call a charset and what they mean by it: the WHATWG's wider sets, so that a Windows page that
# calls itself Latin-1 or GB2312 still loses no character.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}


def decode(body: bytes, stated: str = "") -> str:
    """Read the bytes as text in NFC; `stated` is the charset of the HTTP header, a claim like the page's own.

    A byte order mark decides; then strict UTF-8, which other charsets hardly ever look like; then the detector,
    which a claim overrules only where the bytes are valid in it and the detector is not sure of its own answer.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _tidy(body[len(mark) :].decode(name, "replace"))
    try:
        return _tidy(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        # One broken byte in a long UTF-8 page (a teaser cut in the middle of a character) is no other charset.
        if _is_nearly_utf8(body, error.start):
            return _tidy(body.decode("utf-8", "replace"))
    return _tidy(body.decode(charset_of(body, stated), "replace"))


def charset_of(body: bytes, stated: str = "") -> str:
    """Name the Python codec for bytes that are not UTF-8."""
    found = _codec(detect_encoding(body, max_len=65536, html5_compatible=False, from_html_meta=False) or "")
    claims = [_codec(stated), *(_codec(m.decode("ascii", "replace")) for m in _META.findall(body[:_META_WITHIN])[:2])]
    claims = [c for c in claims if c and not c.startswith("utf")]
    if found in claims and found:
        return found
    if claims and (not found or found == "cp1252" or found.startswith(("utf", "iso8859", "mac"))):
        # The detector's Latin answers are its guess of last resort: a claim that fits the bytes says more.
        for claim in claims:
            if _fits(body, claim):
                return claim
    return found if found and not found.startswith("utf") else "cp1252"


def _codec(name: str) -> str:
    try:
        plain = codecs.lookup(name.strip()).name if name.strip() else ""
    except (LookupError, ValueError):
        return ""
    if plain and not getattr(codecs.lookup(plain), "_is_text_encoding", True):
        return ""  # base64, zlib and their like are codecs too
    return _WIDER.get(plain, plain)


def _fits(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True


def _is_nearly_utf8(body: bytes, first_fault: int) -> bool:
    high = sum(1 for byte in body[:200_000] if byte > 127)
    lost = body[:200_000].decode("utf-8", "replace").count("\ufffd")
    return high > 0 and lost * 50 < high and first_fault >= 0


def _tidy(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\x00", "\ufffd")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
