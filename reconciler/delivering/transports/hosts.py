"""Where a request may go: names become addresses once, and of an address that is not public nobody can be told from outside what stands there."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from reconciler.delivering.faults import connection_fault
from reconciler.model.errors import RejectedError, TransientError

_NAT64: Final = ip_network("64:ff9b::/96")
_SPECIAL: Final = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "2002::/16", "3fff::/20", "5f00::/16")))
"""What IANA has set aside and the standard library, depending on its version, counts as global: protocol assignments (a cloud's metadata among them), relays, tunnels
that carry an IPv4 address, documentation, segment routing."""

_PLATFORM: Final = frozenset({ip_address("168.63.129.16")})
"""Public by its number, and yet a machine's own platform (Azure)."""


def resolve(channel: str, host: str, port: int) -> list[str]:
    """The addresses of a host, as text. Raises what a name that leads nowhere is."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise connection_fault(channel, error) from None
    except UnicodeError:
        raise RejectedError("transport-unknown-host", channel=channel) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise TransientError("transport-dns", channel=channel)
    return addresses


def is_named(host: str, hosts: Iterable[str]) -> bool:
    """Whether the policy names a host; its patterns are as in the project file (`*.teleset.example`)."""
    return any(fnmatchcase(host.lower(), _as_host(pattern)) for pattern in hosts)


def _as_host(pattern: str) -> str:
    """Labels in other letters are compared as hosts carry them, in A-labels."""
    labels = pattern.lower().split(".")
    return ".".join(label if label.isascii() else label.encode("idna").decode("ascii") for label in labels)


def is_public(address: str) -> bool:
    """Whether an address belongs to the internet: not to this machine, its network, its provider's inside (CGNAT), or a cloud's metadata.

    An IPv4 address inside an IPv6 one (mapped, NAT64) is judged by itself.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    carried = _carried(parsed)
    return _is_public(parsed if carried is None else carried)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if address in _PLATFORM or any(address in network for network in _SPECIAL):
        return False
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, IPv4Address):
        return None
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else address.ipv4_mapped
