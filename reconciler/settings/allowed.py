"""Patterns of addresses and hosts: who may receive anything in an environment, and where webhooks may go.

A pattern is taken apart like what it is compared with, so that `*` never leaves its part: `*@teleset.example` is no webhook that quotes such an address, and
`https://*.teleset.example` no path on somebody else's host. What a pattern cannot mean on a channel, it does not admit there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import urlsplit

from reconciler.settings.addresses import SEPARATORS, BadAddressError, ascii_domain, phone

_ANYTHING: Final = "*"


class Allowed:
    """The only addresses that may receive anything. Patterns are spelled freely, addresses are normalised (`settings.addresses`)."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)
        self._phones = tuple(_phone_pattern(pattern) for pattern in self._patterns if "@" not in pattern and "://" not in pattern)
        self._emails = tuple(_email_pattern(pattern) for pattern in self._patterns if "@" in pattern and "://" not in pattern)
        self._urls = tuple(_url_pattern(pattern) for pattern in self._patterns if "://" in pattern)

    def admits(self, channel: str, address: str) -> bool:
        """Whether a normalised address of a channel may receive anything."""
        if _ANYTHING in self._patterns:
            return True
        match channel:
            case "email":
                local, _, domain = address.lower().rpartition("@")
                return any(fnmatchcase(local, who) and fnmatchcase(domain, where) for who, where in self._emails)
            case "sms":
                return any(fnmatchcase(address, pattern) for pattern in self._phones)
            case "webhook":
                return self._admits_url(address)
            case _:
                return any(fnmatchcase(address, pattern) for pattern in self._patterns)

    def _admits_url(self, url: str) -> bool:
        parts = urlsplit(url)
        rest = url.removeprefix(f"{parts.scheme}://{parts.netloc}")
        return any(
            parts.scheme == scheme and fnmatchcase(parts.netloc, netloc) and (path in ("", "/") or fnmatchcase(rest, path))
            for scheme, netloc, path in self._urls
        )


def host_allowed(host: str, patterns: Iterable[str]) -> bool:
    """Whether a normalised host is one of those named."""
    return any(fnmatchcase(host, _host_pattern(pattern)) for pattern in patterns)


def _phone_pattern(pattern: str) -> str:
    if _ANYTHING in pattern:
        return pattern.translate(SEPARATORS)
    try:
        return phone(pattern)
    except BadAddressError:
        return pattern


def _email_pattern(pattern: str) -> tuple[str, str]:
    local, _, domain = unicodedata.normalize("NFC", pattern).lower().rpartition("@")
    return local, _host_pattern(domain)


def _url_pattern(pattern: str) -> tuple[str, str, str]:
    """(scheme, host and port, path); no path means any."""
    scheme, _, rest = pattern.partition("://")
    netloc, slash, path = rest.partition("/")
    return scheme.lower(), _host_pattern(netloc), slash + path


def _host_pattern(pattern: str) -> str:
    """The pattern as hosts are normalised: lower case, every label that says one thing as an A-label."""
    return ".".join(label if re.search(r"[*?\[]", label) else _ascii_label(label) for label in pattern.lower().split("."))


def _ascii_label(label: str) -> str:
    try:
        return label if label.isascii() else ascii_domain(label)
    except BadAddressError:
        return label
