"""Findings and the comments that take some of them back → what is left to say, of the comments too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from reconciler.linting.adjustable import COMMENTS
from reconciler.model.diagnostic import Argument, Diagnostic, Location, Severity
from reconciler.model.personal import Personal
from reconciler.model.suppression import Suppression

UNUSED: Final = "unused-suppression"

_OF_COMMENTS: Final = frozenset(row.id for row in COMMENTS)
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
_WORD: Final = re.compile(r"[a-z0-9-]+")
_MOST_SIMILAR: Final = 100
"""For so many codes that do not exist a similar one is looked for: a file may hold thousands."""

Suppressed = tuple[Diagnostic, Suppression]


@dataclass(frozen=True, slots=True)
class Codes:
    """What is known of codes. `severities` are the usual ones of every code there is, `rules` those of lint rules.

    `judged` are those of which everything was found that there is to find: of the others nobody can say that a suppression is not needed.
    """

    severities: Mapping[str, Severity]
    rules: frozenset[str]
    judged: frozenset[str]

    def suppressible(self, found: Diagnostic) -> bool:
        """A finding of a lint rule however severe, and any other that is no error: with an error of another kind the file would still not work."""
        return found.severity is not Severity.ERROR or found.code in self.rules


def suppress(found: Iterable[Diagnostic], suppressions: Sequence[Suppression], codes: Codes) -> tuple[list[Diagnostic], list[Suppressed]]:
    """(what is left, with what there is to say of the suppressions, and what is suppressed). The findings are located, at their own severity.

    One finding needs one suppression: that of its line, else that of its file. So a second one beside it is not used.
    """
    ledger = _Ledger(suppressions, codes)
    left = [*ledger.left_of(found), *ledger.left_of(ledger.objections())]
    left += ledger.left_of(ledger.unused())
    return left, ledger.suppressed


class _Ledger:
    def __init__(self, suppressions: Sequence[Suppression], codes: Codes) -> None:
        self.suppressed: list[Suppressed] = []
        self._suppressions = suppressions
        self._codes = codes
        self._used: set[tuple[int, str]] = set()  # the position of a suppression, and one of its codes
        self._errors: set[tuple[int, str]] = set()  # the same, of what cannot be suppressed
        self._similar: dict[str, str] = {}
        self._by_line: dict[tuple[str, int, str], list[int]] = {}
        for position, suppression in enumerate(suppressions):
            for code in suppression.codes:
                for line in _lines(suppression, code):
                    self._by_line.setdefault((suppression.location.path, line, code), []).append(position)

    def left_of(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Those that no comment speaks of; the others are added to `suppressed`."""
        left: list[Diagnostic] = []
        for diagnostic in found:
            position = self._position(diagnostic)
            if position is None:
                left.append(diagnostic)
            elif self._codes.suppressible(diagnostic):
                self._used.add((position, diagnostic.code))
                self.suppressed.append((diagnostic, self._suppressions[position]))
            else:
                self._errors.add((position, diagnostic.code))
                left.append(diagnostic)
        return left

    def _position(self, diagnostic: Diagnostic) -> int | None:
        if diagnostic.location is None:
            return None
        path, line = diagnostic.location.path, diagnostic.location.line
        return next((found[0] for where in (line, 0) if (found := self._by_line.get((path, where, diagnostic.code)))), None)

    def objections(self) -> Iterator[Diagnostic]:
        """What is wrong with the comments themselves, as far as it does not depend on what was found elsewhere."""
        for position, suppression in enumerate(self._suppressions):
            if not suppression.reason:
                yield Diagnostic("suppression-without-reason", Severity.WARNING, location=suppression.location)
            places = _places(suppression)
            for code in suppression.codes:
                if code not in self._codes.severities:
                    yield self._unknown(code, places[code])
                elif (position, code) not in self._used and self._is_error(position, code):
                    self._errors.add((position, code))
                    yield Diagnostic("unsuppressible", Severity.WARNING, {"code": code}, location=places[code])

    def _is_error(self, position: int, code: str) -> bool:
        return (position, code) in self._errors or (code not in self._codes.rules and self._codes.severities[code] is Severity.ERROR)

    def _unknown(self, code: str, location: Location) -> Diagnostic:
        if code not in self._similar:
            self._similar[code] = _similar(code, self._codes) if len(self._similar) < _MOST_SIMILAR else ""
        suggestion = self._similar[code]
        arguments: dict[str, Argument] = {"code": code if _CODE.fullmatch(code) else Personal(code), **({"suggestion": suggestion} if suggestion else {})}
        return Diagnostic("unknown-suppression", Severity.WARNING, arguments, location=location, hint="similar" if suggestion else "")

    def unused(self) -> Iterator[Diagnostic]:
        """Codes that suppress nothing, where that is certain. That a suppression may be unused is never said to be unused itself."""
        for position, suppression in enumerate(self._suppressions):
            idle = [code for code in suppression.codes if code != UNUSED and code in self._codes.judged and not self._met(position, code)]
            if idle:
                places = _places(suppression)
                hint = "" if len(idle) == len([code for code in suppression.codes if code != UNUSED]) else "part"
                for code in idle:
                    yield Diagnostic(UNUSED, Severity.WARNING, {"code": code}, location=places[code], hint=hint)

    def _met(self, position: int, code: str) -> bool:
        return (position, code) in self._used or (position, code) in self._errors


def _lines(suppression: Suppression, code: str) -> Iterable[int]:
    """The lines a suppression speaks about (0 the whole file). What is found in comments it suppresses in itself too, wherever it stands."""
    return {suppression.line, suppression.location.line} if code in _OF_COMMENTS and suppression.line else (suppression.line,)


def _similar(code: str, codes: Codes) -> str:
    sensible = [known for known, severity in codes.severities.items() if known in codes.rules or severity is not Severity.ERROR]
    return next(iter(get_close_matches(code, sensible, n=1, cutoff=0.6) or get_close_matches(code, codes.severities, n=1, cutoff=0.8)), "")


def _places(suppression: Suppression) -> Mapping[str, Location]:
    """Where each code stands in its comment; the whole comment where that is not shown."""
    whole = suppression.location
    start, length = whole.caret
    shown = whole.excerpt[: start + length].lower()
    found: dict[str, Location] = {}
    for word in _WORD.finditer(shown, shown.find("[") + 1):
        column = whole.column + word.start() - start
        found.setdefault(word[0], replace(whole, column=column, caret=(word.start(), len(word[0])), end_column=column + len(word[0])))
    return {code: found.get(code, whole) for code in suppression.codes}
