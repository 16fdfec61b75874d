"""One text → the same text with its fixes made, and what each of them was."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from reconciler.documents import characters
from reconciler.documents.edits import Edit, apply, differ_only
from reconciler.documents.finding import Finding
from reconciler.documents.parse import Parsed, parse
from reconciler.documents.scalars import Scalar, scalars
from reconciler.documents.scanning import UnformattableText
from reconciler.engine.fix import Mend, Mender, Titles, quoted
from reconciler.model.diagnostic import Severity
from reconciler.model.formatted import Fix
from reconciler.model.limits import Limits
from reconciler.model.personal import Personal
from reconciler.model.words import as_id, as_word
from reconciler.schema.marks import sensitive

_ROUNDS = 100
"""Of each line only its first odd character is found; a line with more than these is no slip of the hand."""

_SPACES = frozenset({"space", "no-break-space"})
_NOTHING = frozenset({"", "zero-width", "direction", "byte-order-mark"})
"""What to do about a hidden character, by the variant of its hint: write a space, or nothing."""


class _Shift(NamedTuple):
    """What stands at `column` or behind it stood so much further to the right (to the left, where it is negative)."""

    column: int
    by: int


class _Work:
    """A text on its way, and what was done to it so far."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.fixes: list[Fix] = []
        self._limits = limits
        self._shifts: dict[int, list[_Shift]] = {}
        self._set(text)

    def _set(self, text: str) -> None:
        self.text = text
        self.documents = parse(text, self._limits)
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    @property
    def is_readable(self) -> bool:
        return not any(finding.severity is Severity.ERROR for parsed in self.documents for finding in parsed.findings)

    def begin(self, parsed: Parsed) -> int:
        """Where in the text a document begins."""
        begin = self._starts[parsed.chunk.line]
        behind = self.text.startswith("...", begin) and not parsed.chunk.text.startswith("...")
        return begin + 3 if behind else begin  # what stands behind the end of the document before

    def note(self, edit: Edit, kind: str, code: str, before: str | Personal, after: str | Personal) -> None:
        """Remember what an edit, not yet made, is for."""
        line, column = self._place(edit.start)
        for shift in reversed(self._shifts.get(line, ())):
            column += shift.by if shift.column <= column else 0
        self.fixes.append(Fix(kind, code, line + 1, column + 1, before, after))

    def make(self, edits: list[Edit]) -> None:
        """Make the edits of one round."""
        moved: dict[int, int] = {}
        for edit in sorted(edits):
            line, column = self._place(edit.start)
            before = moved.get(line, 0)
            by = edit.end - edit.start - len(edit.text)
            self._shifts.setdefault(line, []).append(_Shift(column - before + len(edit.text), by))
            moved[line] = before + by
        self._set(apply(self.text, edits))

    def _place(self, position: int) -> tuple[int, int]:
        line = bisect_right(self._starts, position) - 1
        return line, position - self._starts[line]


def fixed(text: str, limits: Limits, titles: Titles) -> tuple[str, list[Fix]]:
    """The text with every fix made that is certain, in the order of their places.

    Nothing is fixed where something is left that cannot be read. Raises `UnformattableText` where the result would say anything else than was meant to change.
    """
    work = _Work(text, limits)
    for _ in range(_ROUNDS):
        if not _make_readable(work) and not _mend(work, titles):
            break
    if not work.is_readable:
        return text, []
    return work.text, _joined(work.fixes)


def _mend(work: _Work, titles: Titles) -> bool:
    """Mend what can be read; whether there was anything to mend."""
    edits: list[Edit] = []
    before: list[tuple[str, dict[int, str]]] = []
    for parsed in work.documents:
        mends: list[Mend] = []
        if parsed.data is not None:
            ambiguous = frozenset(finding.entry for finding in parsed.findings if finding.code == "ambiguous-number")
            mends += Mender(parsed.data, ambiguous, titles).mends(parsed.chunk.text)
        edits += [_edit(work, parsed, work.begin(parsed), mend) for mend in mends]
        before.append((parsed.chunk.text, {mend.scalar.start: mend.value for mend in mends}))
    if not edits:
        return False
    work.make(edits)
    after = [parsed.chunk.text for parsed in work.documents]
    if len(before) != len(after) or not all(differ_only(old, new, meant) for (old, meant), new in zip(before, after, strict=True)):
        raise UnformattableText("fixes")
    return True


def _make_readable(work: _Work) -> bool:
    """A space, or nothing, for characters that look like that; where there are none, straight quotes for typographic ones. Whether there was anything of the kind."""
    hidden = any(_is_hidden(finding) for parsed in work.documents for finding in parsed.findings)
    edits: list[Edit] = []
    made: set[Edit] = set()
    for parsed in work.documents:
        odd = [finding for finding in parsed.findings if (_is_hidden(finding) if hidden else finding.code == "typographic-quote")]
        if not odd:
            continue
        begin = work.begin(parsed)
        starts = [0, *accumulate(len(line) + 1 for line in parsed.chunk.text.split("\n"))]
        there = {} if hidden else {scalar.start: scalar for scalar in scalars(parsed.chunk.text) if scalar.is_plain}
        for finding in odd:
            at = starts[finding.spot.line] + finding.spot.column
            if hidden:
                edit = Edit(begin + at, begin + at + 1, " " if finding.hint in _SPACES else "")
                if edit not in made:
                    work.note(edit, finding.code, finding.code, str(finding.arguments["code_point"]), edit.text)
                    made.add(edit)
                    edits.append(edit)
            elif at in there and (mend := _straight(there[at], finding)) is not None:
                edits.append(_edit(work, parsed, begin, mend))
    if edits:
        work.make(edits)
    return bool(edits)


def _is_hidden(finding: Finding) -> bool:
    return finding.code == "invisible-character" and finding.hint in _SPACES | _NOTHING


def _straight(scalar: Scalar, finding: Finding) -> Mend | None:
    found = characters.in_plain_scalar(scalar.value, key=scalar.is_key, spot=finding.spot)
    if found is None or found.code != finding.code:
        return None
    return quoted(scalar, finding.code, finding.code, characters.meant(scalar.value))


def _edit(work: _Work, parsed: Parsed, begin: int, mend: Mend) -> Edit:
    scalar = mend.scalar
    edit = Edit(begin + scalar.start, begin + scalar.end, mend.text)
    if mend.kind == "title":  # one of ours, or the project's: nobody's name
        work.note(edit, mend.kind, mend.code, " ".join(scalar.value.split()), mend.value)
    else:
        work.note(edit, mend.kind, mend.code, *(_shown(parsed, scalar, part) for part in (scalar.value, mend.value)))
    return edit


def _shown(parsed: Parsed, scalar: Scalar, value: str) -> str | Personal:
    """A value as it may be named."""
    if scalar.is_key:
        return as_id(value) if value.isascii() else as_word(value)
    return Personal(value) if sensitive(parsed.data or {}, scalar.pointer) else value


def _joined(fixes: list[Fix]) -> list[Fix]:
    """By place; what was done to one scalar in several rounds as one fix."""
    joined: dict[tuple[int, int, bool], Fix] = {}
    for fix in sorted(fixes, key=lambda fix: (fix.line, fix.column)):
        place = fix.line, fix.column, fix.kind == "invisible-character"
        first = joined.get(place, fix)
        joined[place] = replace(fix, code=first.code or fix.code, before=first.before)
    return list(joined.values())
