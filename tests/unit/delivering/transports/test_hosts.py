"""Which addresses are public. The other side of each boundary is here too."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.delivering.transports.hosts import is_named, is_public

PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.1",
    "2001:4860:4860::8888",
    "2a02:6b8::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]
PRIVATE = [
    "0.0.0.0",  # noqa: S104 - nobody binds to it
    "10.0.0.0",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:a00:1::",
    "2001:0:a00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "localhost",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_whatever_carries_it(address: ipaddress.IPv4Address) -> None:
    plain = is_public(str(address))
    assert is_public(f"::ffff:{address}") == plain
    assert is_public(str(ipaddress.IPv6Address((0x64FF9B << 96) | int(address)))) == plain


@pytest.mark.parametrize(
    ("host", "patterns", "named"),
    [
        ("bus.teleset.example", ("*.teleset.example",), True),
        ("BUS.teleset.example", ("bus.TELESET.example",), True),
        ("teleset.example", ("*.teleset.example",), False),
        ("bus.teleset.example.evil.example", ("*.teleset.example",), False),
        ("xn--e1aaaw5acf4f.example", ("телесеть.example",), True),
        ("10.0.0.1", ("10.0.0.1",), True),
        ("10.0.0.1", (), False),
    ],
)
def test_hosts_that_a_policy_names(host: str, patterns: tuple[str, ...], named: bool) -> None:
    assert is_named(host, patterns) is named
