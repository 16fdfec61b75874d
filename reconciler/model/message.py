"""The form of a message: one row holds a code's severity and its words in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.diagnostic import Severity

LANGUAGES: tuple[str, ...] = ("en", "ru")


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one code in one language.

    `message` says what is wrong, `hints` what to do about it (by variant, "" the usual one); both are filled with the arguments by `str.format`.
    `page` is read by `reconciler codes CODE`: why it matters and how to mend it.
    """

    message: str
    hints: Mapping[str, str] = field(default_factory=dict)
    page: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code. `severity` is what a diagnostic has unless it says otherwise; faults of the world are errors."""

    code: str
    severity: Severity
    en: Text
    ru: Text

    def text(self, language: str) -> Text:
        return self.ru if language == "ru" else self.en
