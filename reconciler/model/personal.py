"""Values about people, which are shown only behind a mask.

Rule: no personal data in any output. What is masked is decided by the place of a value (the `x-pii` mark of its schema), never by
searching text, and a value travels inside `Personal` so that formatting it by mistake still shows the mask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DOTS: Final = "•••••"

_PORT: Final = re.compile("[0-9]{1,5}")
_HOST: Final = re.compile(r"(?=.*[^\W\d_])[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True, repr=False)
class Personal:
    """A personal value. `str()` and `repr()` give its mask; only `.value` gives the value itself."""

    value: str

    def __str__(self) -> str:
        return mask(self.value)

    def __repr__(self) -> str:
        return f"Personal({mask(self.value)})"


def mask(value: str) -> str:
    """The mask of an address or name.

    E-mail keeps its first letter and domain (`i•••••@teleset.example`), a phone its first five characters and last two
    (`+7916•••••01`), a URL its scheme and host; anything else keeps its first letter.
    """
    if not value:
        return ""
    scheme, colon, rest = value.partition("://")
    if colon and scheme.isalnum():
        host = rest.split("/", 1)[0].rsplit("@", 1)[-1].split("?", 1)[0].split("#", 1)[0]
        name, _, port = host.partition(":")
        if not _HOST.fullmatch(name) or (port and not _PORT.fullmatch(port)):
            host = DOTS
        return f"{scheme}://{host}" if rest == host else f"{scheme}://{host}/{DOTS}"
    local, at, domain = value.rpartition("@")
    if at:
        # What stands after the last @ may still be personal where the whole is no address: show it only where it can be a host.
        return f"{local[:1]}{DOTS}@{domain if _HOST.fullmatch(domain) else DOTS}"
    digits = value.removeprefix("+")
    if len(digits) >= 10 and all(c in "0123456789 -()" for c in digits):
        return f"{value[:5]}{DOTS}{value[-2:]}"
    return f"{value[:1]}{DOTS}"
