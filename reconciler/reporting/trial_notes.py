"""The numbered notes under a matrix: each thing that is to be said once, however many cells it is about."""

from __future__ import annotations

import textwrap
from typing import Final

from reconciler.model.trial import Judged, Verdict
from reconciler.reporting import phrases_trial as phrases
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.trial_words import WORDS, Places, explained

_EACH: Final = 10
"""So many notes of one kind (verdict and code) are written out; the others are counted in one more, which their cells name."""


class Notes:
    """Gives out numbers. `full`: however many there are, each is written out."""

    def __init__(self, *, language: str, places: Places, environment: str, full: bool) -> None:
        self._language = language
        self._places = places
        self._environment = environment
        self._full = full
        self._numbers: dict[tuple[str, ...], int] = {}
        self._texts: list[tuple[Verdict, str, str]] = []
        self._kinds: dict[tuple[str, str], int] = {}
        self._more: dict[tuple[str, str], tuple[int, set[tuple[str, ...]]]] = {}

    def number(self, cell: Judged) -> int:
        """The number of what there is to say of a cell; 0 for nothing."""
        if cell.verdict is Verdict.SILENT or (cell.verdict is Verdict.PASS and not cell.code):
            return 0
        message, hint = explained(cell, language=self._language, places=self._places, environment=self._environment)
        key, kind = (cell.verdict.value, message, hint), (cell.verdict.value, cell.code or str(cell.why))
        if key in self._numbers:
            return self._numbers[key]
        if not self._full and self._kinds.get(kind, 0) >= _EACH:
            return self._counted(kind, key, cell.verdict)
        self._kinds[kind] = self._kinds.get(kind, 0) + 1
        self._texts.append((cell.verdict, message, hint))
        self._numbers[key] = len(self._texts)
        return len(self._texts)

    def _counted(self, kind: tuple[str, str], key: tuple[str, ...], verdict: Verdict) -> int:
        if kind not in self._more:
            self._texts.append((verdict, "", ""))
            self._more[kind] = (len(self._texts), set())
        number, members = self._more[kind]
        members.add(key)
        return number

    def lines(self, columns: int, style: Style = PLAIN) -> list[str]:
        """All of them, wrapped at `columns`; hints stand on lines of their own and are never broken, since they may be commands."""
        counted = {number: len(members) for number, members in self._more.values()}
        lines: list[str] = []
        for number, (verdict, message, hint) in enumerate(self._texts, 1):
            said = phrases.MORE_NOTES.say(self._language, count=counted[number]) if number in counted else message
            mark, word = f"({number}) ", f"{WORDS[verdict].say(self._language)}:"
            wrapped = textwrap.wrap(f"{mark}{word} {said}", max(columns, 40), subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
            head = f"{mark}{word}"
            wrapped[0] = wrapped[0].replace(head, f"{mark}{shade(verdict, word, style)}", 1)
            lines += [*wrapped, *(f"    {line}" for line in hint.split("\n") if line)]
        return lines


def shade(verdict: Verdict, text: str, style: Style) -> str:
    """A text in the colour of a verdict."""
    if verdict.bad:
        return style.bad(text)
    return {Verdict.PASS: style.good, Verdict.SILENT: style.faint}.get(verdict, style.doubtful)(text)
