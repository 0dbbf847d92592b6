"""Name articles: one normal form for a URL, one identity for its variants, and what counts as one site."""

import base64
import hashlib
import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import SplitResult, quote_plus, unquote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import idna
from tld import get_fld
from w3lib.url import canonicalize_url

from glosswire.model import ArticleId

# Browsers and servers stop between 2,000 and 8,000; percent-encoded Georgian headlines reach some 1,500.
MAX_URL = 4096

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ENTITY = re.compile(r"^(?:amp;)+", re.IGNORECASE)  # what stands before a name where "&amp;" was copied from HTML
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?#;]*", re.IGNORECASE)

# What publishers and the places that link to them add for counting, never for choosing what is shown.
_TRACKING_PREFIX = re.compile(
    r"utm_|mtm_|matomo_|piwik_|pk_(?:campaign|kwd|keyword|source|medium|content|cid|vid)|hsa_|_hs|at_|ga_|gaa_|wt_|"
    r"itm_|ns_|mc_|fb_|dlvr|cmp[-_]?id|int_(?:source|medium|campaign|cmp)|oly_|vero_|trk_|yptr|__twitter"
)
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id _ga _gl ref_src "
    "ref_url ocid xtor icid smid smtyp mkt_tok srsltid emc traffic_source sref trcks echobox ito sfnsn spref wprov "
    "mibextid cid_source soc_src soc_trk campaign_id segment_id regi_id guccounter guce_referrer guce_referrer_sig "
    "ns_campaign cmpid phpsessid jsessionid ncid amp_js_v usqp recirc sh_kit gsid wt_mc".split()
)
# Short names that count where their value is a word, and may be an article's number where it is one.
_UNLESS_NUMBER = frozenset("cmp share partner trk via rss nl li feature s".split())
_LONG_STEP = 24  # characters of a step that is no section's name
_JOINT = re.compile(r"[^\W_][-_+ ](?=[^\W_])")
_NUMBER = re.compile(r"[0-9]{3,}")
# Names that choose an article on some sites and only count on others: only these values are dropped.
_COUNTING_VALUES = {
    "ref": frozenset("rss feed twitter facebook home fb tw telegram newsletter".split()),
    "from": frozenset("rss feed newsletter".split()),
    "source": frozenset("rss feed newsletter twitter facebook".split()),
}
_AMP_PIECES = frozenset("amp amp= amp=1 amp=true outputtype=amp outputtype=valid_amp".split())
_AMP_PATH = re.compile(r"(?:/amp|\.amp)(?=(?:\.html?)?/?$)")
_VARIANT_HOST = re.compile(r"^(?:www|m|mobile|amp)[.]")


def normalise(url: str, base: str = "") -> str:
    """Write a web address in its one normal form, which still fetches; resolve it against `base` where it is relative.

    Tracking parameters, session ids, fragments, default ports and needless escapes go; the rest of the query is sorted
    by name. Doing it twice changes nothing. Raises ValueError on what is no http(s) URL, or names a user, or is longer
    than 4,096 characters.
    """
    if len(url) > MAX_URL:
        raise ValueError(f"a URL of {len(url)} characters")
    text = _tidy(url)
    parts = urlsplit(urljoin(_tidy(base), text) if base else text)
    query = "&".join(_kept(parts.query))
    found = (
        _bare(parts)
        + (f"?{query}" if query else "")
        + (f"#{_fragment(parts)}" if parts.fragment.startswith("!") else "")
    )
    if len(found) > MAX_URL:
        raise ValueError(f"a URL of {len(found)} characters")
    return found


def identity(url: str) -> ArticleId:
    """Compute the name under which an article is kept: the same for its URL's variants, on every machine.

    Beyond `normalise`, these name one article: http and https, with and without a last slash, the hosts `www.`,
    `m.`, `mobile.` and `amp.` of one domain, and an AMP suffix or parameter. None of that is safe to rewrite in a URL
    that is still to be fetched. Raises ValueError as `normalise` does.
    """
    digest = hashlib.blake2b(_variant_free(normalise(url)).encode(), digest_size=8).digest()
    return ArticleId(base64.b32encode(digest).decode().rstrip("=").lower())


def names_article(url: str) -> bool:
    """Whether an address looks as articles' do, and not as those of fronts: it has a number, or a name of many words.

    True of all 125 addresses of the press that extraction was measured on.
    """
    parts = urlsplit(url)
    steps = [unquote(step) for step in parts.path.split("/")]
    long = (len(step) >= _LONG_STEP or len(_JOINT.findall(step)) >= 2 for step in steps)
    numbered = (sum(map(str.isdecimal, step)) > 1 for step in steps)
    return any(long) or any(numbered) or bool(_NUMBER.search(parts.query))


def same_site(a: str, b: str) -> bool:
    """Whether two URLs belong to one registrable domain; addresses and bare names: to one host and port."""
    try:
        return _site(a) == _site(b)
    except ValueError:
        return False


def site_of(url: str) -> str:
    """Name the site of a URL as `same_site` tells sites apart; raises ValueError where it has no host."""
    return _site(url)


def host_of(url: str) -> str:
    """The host of a URL, with its port where it is not the scheme's own; raises ValueError where there is none."""
    return _netloc(urlsplit(_tidy(url)))


def _tidy(url: str) -> str:
    """Undo what copying does to a URL: white space, line breaks, backslashes before the query, composed letters."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", url)).strip()
    cut = min((at for at in (text.find("?"), text.find("#")) if at >= 0), default=len(text))
    return text[:cut].replace("\\", "/") + text[cut:]


def _scheme(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(f"not an http(s) URL: {parts.scheme or 'no scheme'}")
    return scheme


def _netloc(parts: SplitResult) -> str:
    if "@" in parts.netloc:
        raise ValueError("a URL that names a user")
    if "[" in parts.netloc and ":" not in (parts.hostname or ""):
        raise ValueError("brackets around what is no IPv6 address")
    host, port = _host(parts.hostname or ""), parts.port
    return host if port in (None, _DEFAULT_PORTS.get(_scheme(parts))) else f"{host}:{port}"


def _host(name: str) -> str:
    """A host in ASCII, lower case, without a last dot; ValueError where it is none."""
    if ":" in name:
        return f"[{ip_address(name)}]"
    if not name.isascii():
        name = _to_ascii(name)
    name = name.lower().removesuffix(".")
    if len(name) > 253 or not _HOST.fullmatch(name):
        raise ValueError(f"not a host: {name[:80]!r}")
    return name


def _to_ascii(name: str) -> str:
    try:
        return idna.encode(name, uts46=True).decode()
    except idna.IDNAError as error:
        raise ValueError(f"not a host: {name[:80]!r}") from error


def _bare(parts: SplitResult) -> str:
    """A URL without its query and fragment, in w3lib's canonical form, without session ids in its path."""
    whole = canonicalize_url(urlunsplit((_scheme(parts), _netloc(parts), parts.path, "", "")))
    found = _SESSION.sub("", whole)
    return whole if found == whole else canonicalize_url(found)


def _kept(query: str) -> list[str]:
    """The parts of a query that choose what is shown, escaped alike, sorted by name; equal names keep their order."""
    pieces = [_piece(piece) for piece in query.split("&") if piece]
    return sorted((piece for piece in pieces if not _is_tracking(piece)), key=lambda piece: piece.partition("=")[0])


def _piece(piece: str) -> str:
    name, equals, value = piece.partition("=")
    return _ENTITY.sub("", _escaped(name), count=1) + equals + _escaped(value)


def _escaped(text: str) -> str:
    return quote_plus(unquote_to_bytes(text.replace("+", " ")), safe="/:,;@!$'()*~")


def _is_tracking(piece: str) -> bool:
    name, _, value = piece.lower().partition("=")
    if name in _UNLESS_NUMBER:
        return not _NUMBER.fullmatch(value)
    return (
        name in _TRACKING
        or _TRACKING_PREFIX.match(name) is not None
        or value in _COUNTING_VALUES.get(name, frozenset())
        or not piece.strip("=")
    )


def _fragment(parts: SplitResult) -> str:
    """A fragment that chooses the page (`#!/article/7`), escaped."""
    return quote_plus(unquote_to_bytes(parts.fragment), safe="/:,;@!$'()*~?=&").replace("+", "%20")


def _variant_free(url: str) -> str:
    """What is the same for all variants of a normal URL; not a URL any more."""
    parts = urlsplit(url)
    host = parts.netloc
    rest = _VARIANT_HOST.sub("", host, count=1)
    if rest != host and (site := _domain(host)) and site == _domain(rest):
        host = rest
    path = _AMP_PATH.sub("", parts.path).rstrip("/")
    query = "&".join(piece for piece in parts.query.split("&") if piece.lower() not in _AMP_PIECES)
    return f"{host}{path}?{query}#{parts.fragment}"


def _site(url: str) -> str:
    host = host_of(url)
    return _domain(host) or host


def _domain(host: str) -> str:
    """The registrable domain of a host, from the public suffix list that comes with `tld`; empty where it has none."""
    name = urlsplit(f"http://{host}").hostname or ""
    return (get_fld(f"http://{name}", fail_silently=True, search_private=True) or "") if "." in name else ""
