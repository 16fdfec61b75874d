"""Addresses as transports write them, and whether two of them are one."""

from __future__ import annotations

from reconciler.model.personal import Personal


def same_address(to: str, address: Personal) -> bool:
    """Whether what a sink was given is an address: letters of any case, a domain in either alphabet, a phone with or without its signs."""
    return _plain(to) == _plain(address.value)


def _plain(address: str) -> str:
    digits = "".join(filter(str.isdigit, address))
    if len(digits) >= 10 and not set(address) - set("0123456789+-() "):
        return digits
    local, at, domain = address.casefold().rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode()}" if at else address.casefold()
    except UnicodeError:
        return address.casefold()
