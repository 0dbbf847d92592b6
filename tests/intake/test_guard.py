"""Which addresses may be asked."""

import pytest

from glosswire.errors import ConfigError
from glosswire.intake.guard import allows, read_allowed

FORBIDDEN = """
127.0.0.1 127.88.23.245 0.0.0.0 10.0.0.1 172.16.5.4 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 198.18.0.1
224.0.0.1 255.255.255.255 240.0.0.1 ::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 fe80::1 fe80::1%eth0
fc00::1 fd00:ec2::254 ff02::1 2002:7f00:1:: 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2001:db8::1
2001:0:0:0:0:0:80ff:fffe 192.0.0.192 ::ffff:192.0.0.192 2002:c000:c0::1 64:ff9b::c000:c0 fec0::1 5f00::1 3fff::1
""".split()


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_that_are_not_public_are_never_asked(address: str) -> None:
    assert not allows(address, 80)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_asked_on_the_webs_ports(address: str) -> None:
    assert all(allows(address, port) for port in (80, 443, 8080, 8443))
    assert not any(allows(address, port) for port in (22, 25, 6379, 8000))


@pytest.mark.parametrize(
    ("rule", "address", "port", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", 5000, True),
        ("127.0.0.1:8900", "127.0.0.1", 8900, True),
        ("127.0.0.1:8900", "::ffff:127.0.0.1", 8900, True),
        ("127.0.0.1:8900", "127.0.0.1", 8901, False),
        ("127.0.0.1:8900", "127.0.0.2", 8900, False),
        ("127.0.1.0/24", "127.0.1.77", 1, True),
        ("127.0.1.0/24:8900", "127.0.1.77", 8900, True),
        ("127.0.1.0/24:8900", "127.0.1.77", 80, False),
        ("::1", "::1", 80, True),
        ("[::1]:8900", "::1", 8900, True),
        ("[::1]:8900", "::1", 80, False),
        ("[fd00::/8]:80", "fd00::7", 80, True),
        ("10.0.0.1/8", "10.9.9.9", 80, True),
    ],
)
def test_the_operator_may_name_others(rule: str, address: str, port: int, allowed: bool) -> None:
    assert allows(address, port, read_allowed([rule])) is allowed


@pytest.mark.parametrize(
    "rule", ["", "localhost", "127.0.0.1:http", "127.0.0.1:0", "127.0.0.1:", "[::1]:x", "1.2.3.4/99"]
)
def test_a_rule_that_is_none_names_its_key(rule: str) -> None:
    with pytest.raises(ConfigError, match="fetch.allow_private"):
        read_allowed([rule])
