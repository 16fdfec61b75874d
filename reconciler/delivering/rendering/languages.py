"""Which language a message is in, and a text in each of them."""

from __future__ import annotations

from typing import Final, TypeAlias

Two: TypeAlias = tuple[str, str]
"""The same in Russian and in English."""

RUSSIAN: Final = "ru"
ENGLISH: Final = "en"


def language(locale: str) -> str:
    """`ru` for a Russian locale (`ru`, `ru-RU`), else `en`."""
    return RUSSIAN if locale.replace("_", "-").partition("-")[0].lower() == RUSSIAN else ENGLISH


def say(two: Two, language: str) -> str:
    """The one of the two that is in this language."""
    return two[0] if language == RUSSIAN else two[1]
