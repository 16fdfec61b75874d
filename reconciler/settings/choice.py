"""The grammar of `types`: what one layer says about notification types.

    all · none · [payment, core] · {payment: [email, sms], orders: true, works: false} · {all: false, category:account: true}

A scalar, a list, or a map with `all` says *exactly these* and replaces what is inherited; a map without `all` says *these differ*.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from reconciler.model.values import Json

Value: TypeAlias = "bool | tuple[str, ...]"
"""On with the channels left as they are, off, or on at these channels and contacts (never empty: `[]` is off)."""

ALL: Final = "all"
NONE: Final = "none"
CORE: Final = "core"


class Choice(NamedTuple):
    """What one layer says. `every` is None where the layer only says what differs."""

    every: Value | None = None
    items: Mapping[str, Value] = MappingProxyType({})

    @property
    def exact(self) -> bool:
        return self.every is not None


def parse_choice(written: Json) -> Choice | None:
    """The choice a `types` value stands for; None where the value is none (the schema has said why)."""
    if isinstance(written, dict):
        items: dict[str, Value] = {}
        for name, value in written.items():
            if value is True or value is False:
                items[name] = value
            elif isinstance(value, list):
                items[name] = tuple(value) or False
        return Choice(items.pop(ALL, None), items)
    if isinstance(written, list):
        listed: dict[str, Value] = {name: True for name in written if isinstance(name, str)}
        return Choice(every=listed.pop(ALL, False), items=listed)
    return Choice(every=written == ALL) if written in (ALL, NONE) else None


def is_selector(name: str) -> bool:
    return name == CORE or ":" in name
