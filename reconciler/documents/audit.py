"""A close look at one document's text: what the fast parser drops, resolves silently or reports without a position."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from math import isinf

import yaml

from reconciler.documents import characters
from reconciler.documents.events import Role, Step, marks, start_of, steps
from reconciler.documents.excerpts import shown_key
from reconciler.documents.finding import Finding, RefusedText, Spot
from reconciler.documents.merges import Merges
from reconciler.model.limits import Limits
from reconciler.model.values import Pointer

NOT_TEXT = re.compile(
    r"(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(?:[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)"
)
"""Unquoted scalars that are something else than text (YAML 1.2.2, 10.3.2)."""

_FIRST_OF_NOT_TEXT = "~nNtTfF+-._0123456789"

_INTEGER = re.compile(r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"[-+]?(?:_*\.?[0-9_]*[0-9][0-9_]*\.?[0-9_]*(?:e[-+]?[0-9_]+)?|0[box][0-9a-f_]+)", re.IGNORECASE)
"""Numbers by other rules than YAML 1.2's: those of YAML 1.1, or of the fast parser."""

_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_STANDARD_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})

_NODE_COST = 16
"""What a node counts beside its text."""

FATAL = frozenset({"custom-tag", "recursive-alias", "too-many-aliases", "too-deep", "unknown-alias"})
"""Codes of what leaves no data, or data that says something else than the text."""


@dataclass(slots=True)
class Audit:
    """`refused` is where the C parser gave up, if it did; `findings` are what was seen until then. `misread`: the whole document says something else than it means,
    because an invisible character was taken for the start of a key, or because what it merges is no mapping."""

    findings: list[Finding] = field(default_factory=list)
    refused: RefusedText | None = None
    misread: bool = False

    @property
    def fatal(self) -> bool:
        """Whether there is no data worth looking at."""
        return self.misread or any(finding.code in FATAL for finding in self.findings)


def audit(text: str, limits: Limits) -> Audit:
    """Everything wrong with the one document in `text` that its nodes tell, in order. Never raises."""
    auditor = _Auditor(limits, Merges() if "<<" in text else None)
    result = Audit(auditor.findings)
    try:
        for step in steps(text, depth=limits.depth):
            auditor.look(step)
            if auditor.exhausted:
                break
    except RefusedText as refused:
        if refused.problem == "depth":
            result.findings.append(Finding("too-deep", refused.spot._replace(length=1), {"limit": limits.depth}))
        else:
            result.refused = refused.with_traceback(None)  # its frames would keep the parser, and so the text, of every broken document
    result.misread = auditor.misread or any(finding.code == "bad-merge" and not finding.entry for finding in result.findings)
    return result


@dataclass(slots=True)
class _Open:
    """A collection not yet closed. `cost` and `height` are what it would be with its aliases written out; `keys` where each key was first written; `in_key`: it is
    a key, or inside one."""

    anchor: str | None
    in_key: bool
    cost: int = _NODE_COST
    height: int = 1
    keys: dict[str, yaml.ScalarEvent] = field(default_factory=dict)


class _Auditor:
    def __init__(self, limits: Limits, merges: Merges | None) -> None:
        self.findings: list[Finding] = []
        self.exhausted = False
        self.misread = False
        self._limits = limits
        self._merges = merges
        self._added = 0  # by aliases written out: each adds what its anchor is, with the aliases in there
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[int, int]] = {}

    def look(self, step: Step) -> None:
        node, pointer, role = step
        if isinstance(node, yaml.ScalarEvent):
            self._scalar(node, pointer, role)
        elif isinstance(node, yaml.AliasEvent):
            self._alias(node, role)
        elif isinstance(node, yaml.CollectionStartEvent):
            self._tag(node)
            inside = bool(self._open) and self._open[-1].in_key
            if role is Role.KEY and not inside:
                self._report("non-string-key", start_of(node), hint="collection")
            self._open.append(_Open(node.anchor, inside or role is Role.KEY))
        else:
            closed = self._open.pop()
            if closed.anchor:
                self._anchors[closed.anchor] = (closed.cost, closed.height)
            self._grow(closed.cost, closed.height)
        if self._merges is not None:
            self.findings += self._merges.look(step)

    def _scalar(self, node: yaml.ScalarEvent, pointer: Pointer, role: Role) -> None:
        value, tag = node.value, node.tag
        if tag:
            self._tag(node)
        cost = _NODE_COST + len(value)
        if self._open:
            self._open[-1].cost += cost
        if node.anchor:
            self._anchors[node.anchor] = (cost, 0)
        plain = not node.style and not tag
        if role is Role.KEY:
            self._key(node, plain=plain)
        elif plain and value[:1] in "+-._0123456789":
            self._number(node, pointer)
        if plain and not value.isascii():
            self._characters(node, pointer, role)

    def _characters(self, node: yaml.ScalarEvent, pointer: Pointer, role: Role) -> None:
        start, end = marks(node)
        if start.line == end.line and (found := characters.in_plain_scalar(node.value, key=role is Role.KEY, spot=start_of(node))):
            self.findings.append(replace(found, entry=pointer, meant=characters.meant(node.value) if role is Role.VALUE else None))
            self.misread |= role is Role.KEY and found.code == "invisible-character" and found.spot.column == start.column

    def _key(self, node: yaml.ScalarEvent, *, plain: bool) -> None:
        value = node.value
        if plain and value[:1] in _FIRST_OF_NOT_TEXT and (NOT_TEXT.fullmatch(value) or _AMBIGUOUS.fullmatch(value) or _NOT_FINITE.fullmatch(value)):
            self._report("non-string-key", start_of(node), hint="" if shown_key(value) == value else "masked", key=value)
            return
        first = self._open[-1].keys.setdefault(value, node)
        if first is not node:
            self.findings.append(Finding("duplicate-key", start_of(node), {"key": value}, other=start_of(first)))

    def _number(self, node: yaml.ScalarEvent, pointer: Pointer) -> None:
        text = node.value
        name = next((part for part in reversed(pointer) if isinstance(part, str)), "")
        if _INTEGER.fullmatch(text):
            if len(text) > 18 and not fits(integer(text)):
                self._report("integer-too-large", start_of(node), name=name)
        elif _NOT_FINITE.fullmatch(text) or (_FLOAT.fullmatch(text) and isinf(float(text))):
            self._report("not-finite", start_of(node), name=name)
        elif not _FLOAT.fullmatch(text) and _AMBIGUOUS.fullmatch(text):
            self.findings.append(Finding("ambiguous-number", start_of(node), {"name": name}, entry=pointer))

    def _alias(self, node: yaml.AliasEvent, role: Role) -> None:
        name = node.anchor
        if any(collection.anchor == name for collection in self._open):
            self._report("recursive-alias", start_of(node))
        elif name not in self._anchors:
            self._report("unknown-alias", start_of(node))
        elif role is Role.KEY:
            self._report("non-string-key", start_of(node), hint="alias")
        else:
            cost, height = self._anchors[name]
            self._grow(cost, height)
            self._added += cost
            if self._added > self._limits.expansion:
                self._report("too-many-aliases", start_of(node))
                self.exhausted = True
            elif len(self._open) + height > self._limits.depth:
                self._report("too-deep", start_of(node), limit=self._limits.depth)
                self.exhausted = True

    def _grow(self, cost: int, height: int) -> None:
        if self._open:
            self._open[-1].cost += cost
            self._open[-1].height = max(self._open[-1].height, height + 1)

    def _tag(self, node: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if node.tag not in _STANDARD_TAGS:
            self._report("custom-tag", start_of(node))

    def _report(self, code: str, spot: Spot, *, hint: str = "", **arguments: str | int) -> None:
        self.findings.append(Finding(code, spot, arguments, hint))


def integer(text: str) -> int | None:
    """The value of an unquoted integer, or None when it has so many digits that computing it would take long."""
    if len(text) > 64:
        return None
    sign = -1 if text[0] == "-" else 1
    digits = text.lstrip("+-")
    base = {"0x": 16, "0o": 8}.get(digits[:2], 10)
    return sign * int(digits[2:] if base != 10 else digits, base)


def fits(value: int | None) -> bool:
    """Whether an integer has at most 64 bits, with its sign."""
    return value is not None and -(1 << 63) <= value < 1 << 63
