"""Which language the program speaks: `--lang`, then `RECONCILER_LANG`, then the system's, else English."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Final

LANGUAGES: Final = ("en", "ru")
VARIABLE: Final = "RECONCILER_LANG"

_RUSSIAN: Final = 0x19
"""LANG_RUSSIAN, the primary language identifier of Windows."""


def choose(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language of a command line, wherever in it `--lang` stands: even a complaint about the other arguments is in that language."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            chosen = value if equals else next(iter(arguments[position + 1 : position + 2]), "")
            if chosen in LANGUAGES:
                return chosen
    wanted = environ.get(VARIABLE, "").lower()[:2]
    return wanted if wanted in LANGUAGES else _system(environ)


def _system(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "ru" if value.lower().startswith("ru") else "en"
    return "ru" if _windows_language() == _RUSSIAN else "en"


def _windows_language() -> int:
    """The primary language of the Windows user interface; 0 elsewhere."""
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage()) & 0x3FF
