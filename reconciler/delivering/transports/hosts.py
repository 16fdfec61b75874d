"""Where a request may go: names become addresses once, and of an address that is not public nobody can be told from outside what stands there."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from reconciler.delivering.faults import connection_fault
from reconciler.model.errors import RejectedError, TransientError

_NAT64: Final = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
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

    An IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64) is judged by itself.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(one) for one in (parsed, *_inside(parsed)))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if address in _PLATFORM or address.is_multicast or address.is_unspecified or address.is_loopback or address.is_link_local:
        return False
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None or address in _NAT64[0]:
            return True  # judged by what is inside
        return address.is_global and not address.is_site_local and not address.is_reserved
    return address.is_global and not address.is_reserved


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 one carries."""
    if isinstance(address, IPv4Address):
        return []
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _NAT64):
        carried.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in carried if one is not None]
