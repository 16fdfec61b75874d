"""The names of things, the same string everywhere.

teleset · teleset/ivanova · teleset/ivanova/mobile · teleset//duty · type:payment · scenario:new-order
"""

from __future__ import annotations

import re
from typing import Final

ID_PATTERN: Final = r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$(?!\n)"
ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")

TYPE_PREFIX: Final = "type:"
SCENARIO_PREFIX: Final = "scenario:"


def is_id(text: str) -> bool:
    """Whether `text` may name an organization, account, contact, type or scenario."""
    return ID.fullmatch(text) is not None


def kind_of(address: str) -> str:
    """`type`, `scenario`, `organization`, `account` or `contact`."""
    if address.startswith(TYPE_PREFIX):
        return "type"
    if address.startswith(SCENARIO_PREFIX):
        return "scenario"
    return ("organization", "account", "contact")[min(address.count("/"), 2)]


def organization_of(address: str) -> str:
    """The organization an address belongs to; "" for types and scenarios, which belong to none."""
    return "" if ":" in address else address.partition("/")[0]


def sort_key(address: str) -> tuple[int, str, str]:
    """Order of listings: types, then each organization followed by its accounts."""
    if ":" in address:
        return (0, address, "")
    organization, _, rest = address.partition("/")
    return (1, organization, rest)
