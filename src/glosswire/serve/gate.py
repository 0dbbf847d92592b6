"""Who may write: forms that come from this very site, and an operator who is on this machine or has the token."""

import hmac
import ipaddress
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal
from urllib.parse import urlsplit

from starlette.requests import Request

from glosswire.config import Site
from glosswire.errors import ConfigError

Entry = Literal["open", "locked", "hidden"]
_LEAST_TOKEN = 20  # characters: even of hex digits 80 bits, which nobody tries through
_FORWARDED = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-forwarded-server",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-original-host",
    "true-client-ip",
    "cf-connecting-ip",
    "cf-ray",
    "fastly-client-ip",
    "x-envoy-external-address",
    "x-amzn-trace-id",
    "x-request-start",
)


@dataclass(frozen=True, slots=True)
class Gate:
    """How the operator gets in: by a token where there is one, else only from a machine that serves nobody else."""

    token_digest: bytes = b""
    is_public: bool = False  # the site has an address in the world, so that a proxy may stand before it

    @property
    def has_token(self) -> bool:
        """Whether a token opens it, and nothing else."""
        return bool(self.token_digest)


def make_gate(site: Site, environment: Mapping[str, str]) -> Gate:
    """Read the token that `site.desk_token_env` names; ConfigError where it is not set or too short."""
    is_public = bool(site.base_url) and not is_loopback(urlsplit(site.base_url).hostname or "")
    if not site.desk_token_env:
        return Gate(b"", is_public)
    token = environment.get(site.desk_token_env, "").strip()
    if not token:
        raise ConfigError(f"site.desk_token_env: the environment variable {site.desk_token_env} is not set")
    if len(token) < _LEAST_TOKEN:
        raise ConfigError(f"site.desk_token_env: the token must have at least {_LEAST_TOKEN} characters")
    return Gate(_digest(token), is_public)


def entry_of(request: Request, gate: Gate) -> Entry:
    """Say whether a request may see the operator's desk: `locked` asks for the token, `hidden` shows that it is none.

    Without a token the request must come from this machine, to a name of this machine, and through nobody: a proxy
    tells itself by a header, by speaking HTTP/1.0, or by the name it asks for; where the site has a public address
    a proxy is taken for granted.
    """
    if gate.has_token:
        return "open" if hmac.compare_digest(_digest(_token_of(request)), gate.token_digest) else "locked"
    if gate.is_public or any(name in request.headers for name in _FORWARDED):
        return "hidden"
    is_here = request.client is not None and is_loopback(request.client.host)
    is_named_so = is_loopback(_host_of(request.headers.get("host", "")))
    return "open" if is_here and is_named_so and request.scope["http_version"] != "1.0" else "hidden"


def is_same_origin(request: Request) -> bool:
    """Whether a form was sent by a page of this site: no other site can make a reader's browser send it."""
    stated = request.headers.get("sec-fetch-site")
    if stated is not None:
        return stated == "same-origin"
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    return bool(host) and _netloc_of(origin) == host.lower()


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine and no other."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _token_of(request: Request) -> str:
    """The token of a request: the password of Basic, as browsers ask for it, or a bearer's."""
    scheme, _, rest = request.headers.get("authorization", "")[:1000].partition(" ")
    match scheme.lower():
        case "bearer":
            return rest.strip()
        case "basic":
            try:
                return b64decode(rest.strip(), validate=True).decode().partition(":")[2]
            except (NotBase64, UnicodeDecodeError):
                return ""
        case _:
            return ""


def _digest(token: str) -> bytes:
    """Digests are of one length, so that comparing them tells nothing of the token's."""
    return blake2b(token.encode("utf-8", "replace"), digest_size=32).digest()


def _host_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _netloc_of(origin: str) -> str:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in ("http", "https") else ""
