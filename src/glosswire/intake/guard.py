"""Which addresses may be asked: public ones on the web's ports, and what the operator named."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from glosswire.errors import ConfigError

PORTS = frozenset({80, 443, 8080, 8443})

# What is not of the public web and `ipaddress` of Python 3.11 still calls global: clouds answer at 192.0.0.192.
_NOT_PUBLIC = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48"))
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True)
class Allowed:
    """A network that the operator lets us ask; `port` is None for any."""

    network: IPv4Network | IPv6Network
    port: int | None = None


def read_allowed(texts: Iterable[str]) -> tuple[Allowed, ...]:
    """Read `address`, `address:port`, `network` or `network:port`, IPv6 with a port in brackets; else ConfigError."""
    return tuple(_allowed(text.strip()) for text in texts)


def allows(address: str, port: int, allowed: tuple[Allowed, ...] = ()) -> bool:
    """Whether a connection to this numeric address and port may be made."""
    if "%" in address:  # a zone: link-local
        return False
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if any(_covers(rule, ip, port) for rule in allowed):
        return True
    return port in PORTS and is_public(ip)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet; IPv4 inside IPv6 is judged by what is inside."""
    if isinstance(ip, IPv6Address):
        if (inner := _inside(ip)) is not None:
            return is_public(inner)
        if ip not in _GLOBAL_UNICAST:
            return False
    if any(ip.version == network.version and ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inside(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, 6to4, Teredo or NAT64."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    return IPv4Address(int(ip) & 0xFFFFFFFF) if any(ip in network for network in _NAT64) else None


def _covers(rule: Allowed, ip: IPv4Address | IPv6Address, port: int) -> bool:
    return rule.port in (None, port) and ip.version == rule.network.version and ip in rule.network


def _allowed(text: str) -> Allowed:
    address, port = _split_port(text)
    try:
        return Allowed(ip_network(address, strict=False), port)
    except ValueError as error:
        raise ConfigError(f"fetch.allow_private: {text!r} is no address or network, with or without a port") from error


def _split_port(text: str) -> tuple[str, int | None]:
    """The address and the port; without brackets, more than one colon is an IPv6 address alone."""
    bracketed, _, rest = text.removeprefix("[").partition("]") if text.startswith("[") else ("", "", "")
    if bracketed:
        return bracketed, _port(rest.removeprefix(":"), text) if rest else None
    if text.count(":") == 1:
        address, _, port = text.partition(":")
        return address, _port(port, text)
    return text, None


def _port(digits: str, text: str) -> int:
    if digits.isascii() and digits.isdigit() and 0 < int(digits) < 65_536:
        return int(digits)
    raise ConfigError(f"fetch.allow_private: {text!r} has no port between 1 and 65535 after its colon")
