"""A text → its documents as plain data, and what is wrong with it. Wraps yaml-rs: no other file knows which library parses.

yaml-rs is quick and strict, but it drops tags, leaves merges to the caller, turns a recursive alias into null, multiplies aliases in memory, takes keys that are
not text, takes `1_000` and `0b1` for numbers, reads `\\ta: 1` and `[| x]`, gives no position for a duplicate key, quotes the source in its messages, and overflows the stack on a line of ten thousand dashes. So:
where none of this can be, its result is taken after one check of the values; everywhere else the document is also audited by a second parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yaml_rs import AliasLimits, DuplicateKeyPolicy, loads

from reconciler.documents import characters, syntax
from reconciler.documents.chunks import Chunk, split
from reconciler.documents.finding import Finding, Spot
from reconciler.documents.plain import begins_with, is_plain, repaired
from reconciler.model.diagnostic import Severity
from reconciler.model.limits import Limits
from reconciler.model.values import Json

if TYPE_CHECKING:
    from reconciler.documents.audit import Audit

_TAG = re.compile(r"(?:^|[\s\[{,:?-])!", re.MULTILINE)
_ANCHOR = re.compile(r"(?:^|[\s\[{,:?-])&[^\s&]", re.MULTILINE)
_ALIAS = re.compile(r"(?:^|[\s\[{,:?-])\*[^\s*]", re.MULTILINE)
_TAB = re.compile(r"^[ \-?]*\t[ \t]*\S", re.MULTILINE)
_DEEP = 256
"""So many signs before a line's content may be as many levels. yaml-rs recurses for each: it overflows a stack of a quarter of a megabyte at 300 to 1000."""
_DEEP_LINE = re.compile(rf"^(?:[-?:]?[ \t]){{{_DEEP}}}", re.MULTILINE)
_ODD_NUMBER = re.compile(r"[\s\[{,][-+]?(?:[0-9.]*_[0-9_.eE+-]*|0[bBoOxX][0-9a-fA-F_]+)(?=[\s,\]}]|\Z)")
_BLOCK_SIGNS = "|>"
_LONG_NUMBER = 1000
"""Digits in a row. Making a number of a million of them takes seconds."""
_SEEN_AS_SYNTAX = frozenset({"invisible-character", "typographic-quote"})
"""What explains by itself why a text cannot be read."""
_NO_ALIASES = AliasLimits(max_total_replayed_events=0)
_AUDITED_ALIASES = AliasLimits(max_total_replayed_events=10_000_000)


@dataclass(slots=True)
class Parsed:
    """One document: its text, its data (None where there is none to use), and what was found, with spots relative to the chunk."""

    chunk: Chunk
    data: Mapping[str, Json] | None = None
    findings: list[Finding] = field(default_factory=list)


def parse(text: str, limits: Limits) -> list[Parsed]:
    """The documents of a text, in order. Never raises: whatever is wrong with one is among its findings."""
    chunks = split(text, limits.documents + 1)
    if len(chunks) > limits.documents:
        chunk = chunks[-1]
        return [Parsed(chunk, None, [Finding("too-many-documents", syntax.content_start(chunk.text), {"limit": limits.documents})])]
    if not chunks:
        return []
    if not _needs_audit(text):
        try:
            loaded = _loads(text, _NO_ALIASES)
        except _Unparsable:
            pass
        else:
            values = [loaded] if len(chunks) == 1 else loaded
            if isinstance(values, list) and len(values) == len(chunks):
                numbers: list[int | float] = []
                plain = [isinstance(data, dict) and is_plain(data, numbers, limits.depth) for data in values]
                if not (_has_odd_number(text, numbers) or _has_block_in_brackets(text, values)):
                    return [Parsed(chunk, data) if good else _carefully(chunk, limits) for chunk, data, good in zip(chunks, values, plain, strict=True)]
    return [_carefully(chunk, limits) for chunk in chunks]


class _Unparsable(Exception):
    """What yaml-rs says of a text: for looking at, never for showing."""


def _loads(text: str, limits: AliasLimits, duplicates: DuplicateKeyPolicy = DuplicateKeyPolicy.Error) -> object:
    try:
        return loads(text, parse_datetime=False, alias_limits=limits, duplicate_key_policy=duplicates)
    except (ValueError, TypeError) as error:  # YAMLDecodeError is a ValueError; `? : :` gives a TypeError, for a mapping in a mapping as key
        raise _Unparsable(str(error)) from None


def _needs_audit(text: str) -> bool:
    return (
        _has_constructs(text)
        or ("\t" in text and _TAB.search(text) is not None)
        or _has_long_number(text)
        or _has_deep_line(text)
        or characters.need_a_look(text)
    )


def _has_odd_number(text: str, numbers: list[int | float]) -> bool:
    """Whether one of the numbers read may be written as text. Files in order hold none but their versions: looking at the whole text is for the others."""
    return len(numbers) != text.count("version: 1\n") and _ODD_NUMBER.search(text) is not None


def _has_block_in_brackets(text: str, values: list[object]) -> bool:
    """Whether a text that is read begins with one of the signs of a block (`{description: |`), which no text in brackets may (YAML 1.2.2, 7.3.3)."""
    return ("|" in text or ">" in text) and begins_with(values, _BLOCK_SIGNS)


def _has_long_number(text: str) -> bool:
    """A long run covers one of the samples: that is much quicker than looking at each character."""
    half = _LONG_NUMBER // 2
    return any(text[start : start + half].isdigit() for start in range(0, len(text) - half + 1, half))


def _has_constructs(text: str) -> bool:
    """Tags, merges, and anchors with aliases."""
    return (
        "<<" in text
        or ("!" in text and _TAG.search(text) is not None)
        or ("&" in text and "*" in text and _ANCHOR.search(text) is not None and _ALIAS.search(text) is not None)
    )


def _has_deep_line(text: str) -> bool:
    """Whether a line opens, or is indented by, very many levels. Such a line covers one of the samples."""
    samples = (text[start : start + _DEEP // 4] for start in range(0, len(text), _DEEP // 2))
    return not all(sample.strip("-?: \t") for sample in samples) and _DEEP_LINE.search(text) is not None


def _carefully(chunk: Chunk, limits: Limits) -> Parsed:
    from reconciler.documents.audit import audit  # PyYAML is only imported where a file needs it

    parsed = Parsed(chunk, None, list(characters.forbidden(chunk.text)))
    text = characters.without_forbidden(chunk.text) if parsed.findings else chunk.text
    checked = audit(text, limits)
    parsed.findings += checked.findings
    if checked.fatal or (checked.findings and _has_long_number(text)):
        return parsed
    if checked.refused and _has_deep_line(text):  # how deep it really is nobody can say
        parsed.findings.append(syntax.explain_refusal(text, checked.refused))
        return parsed
    try:
        loaded = _loads(text, _AUDITED_ALIASES, DuplicateKeyPolicy.FirstWins)
    except _Unparsable as error:
        _add_syntax_error(parsed, text, str(error), checked, limits)
        return parsed
    if checked.refused and (_has_constructs(text) or _TAB.search(text) or checked.refused.is_at(text, _BLOCK_SIGNS)):
        parsed.findings.append(syntax.explain_refusal(text, checked.refused))
        return parsed
    _add_data(parsed, loaded, text)
    return parsed


def _add_syntax_error(parsed: Parsed, text: str, message: str, checked: Audit, limits: Limits) -> None:
    if "replay" in message:
        parsed.findings.append(Finding("too-many-aliases", syntax.content_start(text)))
    elif not any(finding.code in _SEEN_AS_SYNTAX for finding in parsed.findings) and (not parsed.findings or checked.refused or syntax.has_position(message)):
        parsed.findings.append(syntax.explain(text, message, checked.refused, limits.depth))


def _add_data(parsed: Parsed, loaded: object, text: str) -> None:
    start = syntax.content_start(text)
    if isinstance(loaded, dict):
        data, lossy = repaired(loaded, {finding.entry: finding.meant for finding in parsed.findings if finding.entry})
        if lossy and not parsed.findings:  # the audit knows every such case; should it not, nothing may get lost in silence
            parsed.findings.append(Finding("syntax-error", start))
        parsed.data = data
    elif loaded is None:
        parsed.findings.append(Finding("empty-document", Spot(0, 0), severity=Severity.NOTE))
    elif not parsed.findings:
        parsed.findings.append(Finding("not-a-mapping", start, hint="list" if isinstance(loaded, list) else ""))
