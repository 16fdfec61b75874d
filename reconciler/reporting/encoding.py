"""Text → text that an old code page can show: a Windows console in Russian speaks cp866, redirected output cp1251."""

from __future__ import annotations

import unicodedata

_REPLACEMENTS = {
    "•": "*",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "–": "-",
    "‑": "-",
    "−": "-",
    "…": "...",
    "→": "->",
    "№": "No.",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}


def plain(text: str, encoding: str) -> str:
    """`text` with every character that `encoding` lacks replaced: masks become `*`, quotes and dashes their ASCII kin, anything else its base letter or `?`.

    The result can always be encoded. An encoding nobody knows counts as ASCII.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(c if _fits(c, encoding) else _replacement(c, encoding) for c in text)
    except LookupError:
        return plain(text, "ascii")
    return text


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _replacement(character: str, encoding: str) -> str:
    if (known := _REPLACEMENTS.get(character)) is not None:
        return known
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base != character and _fits(base, encoding) else "?"
