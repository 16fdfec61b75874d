"""Mistakes for a generated project in one file: what each costs, against the same file without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

Change = Callable[[str], str]


def _in_the_middle(old: str, new: str) -> Change:
    """Once, at the first place behind the middle."""

    def change(text: str) -> str:
        at = text.index(old, len(text) // 2)
        return f"{text[:at]}{new}{text[at + len(old) :]}"

    return change


def _everywhere(pattern: str, new: str) -> Change:
    return lambda text: re.sub(pattern, new, text)


CASES: Final[Mapping[str, tuple[str, Change]]] = {
    "one: no colon": ("syntax-error", _in_the_middle("    given_name: ", "    given_name ")),
    "one: open bracket": ("syntax-error", _in_the_middle("all: false, ", "all: false [")),
    "one: key twice": ("duplicate-key", _in_the_middle("    given_name:", "    family_name: x\n    given_name:")),
    "one: misspelt key": ("unknown-key", _in_the_middle("family_name:", "famly_name:")),
    "one: unknown type": ("unknown-type", _in_the_middle("{all: false, ", "{all: false, paymant: true, ")),
    "one: SMS without consent": ("sms-without-consent", _in_the_middle(', consent: {basis: contract, since: "2025-06-01"}', "")),
    "all: key twice": ("duplicate-key", _everywhere("    given_name:", "    family_name: x\n    given_name:")),
    "all: misspelt key": ("unknown-key", _everywhere("family_name:", "famly_name:")),
    "all: number as a name": ("unquoted-number", _everywhere("family_name: .*", "family_name: 17")),
    "all: bad address": ("bad-email", _everywhere("email: (op-[0-9]+)@", r"email: \1.")),
    "all: unknown type": ("unknown-type", _everywhere("all: false, ", "all: false, paymant: true, ")),
    "all: SMS without consent": ("sms-without-consent", _everywhere(', consent: {basis: contract, since: "2025-06-01"}', "")),
    "all: one address": ("shared-address", _everywhere("email: op-[0-9]+@", "email: same@")),
}
"""By name: the code that it earns (once, or once for each account), and how the text is changed."""
