"""What a fuzzer runs: any bytes as a file, judged and reported in every form and language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from time import perf_counter

from reconciler.engine.validate import Stdin, Validated, validate
from reconciler.model.diagnostic import Diagnostic, Location, Place
from reconciler.model.errors import Unusable
from reconciler.reporting.diagnostics import render_diagnostics, render_summary
from reconciler.reporting.github import harmless, workflow_commands
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.diagnostics import diagnostics_document
from reconciler.reporting.machine.gitlab import code_quality
from reconciler.reporting.machine.sarif import sarif_log
from reconciler.reporting.messages import entries
from reconciler.reporting.wording import placeholders

LANGUAGES = ("en", "ru")
SECONDS = 10.0
"""No text of a few kilobytes may take longer, also on a busy machine."""


class Broken(AssertionError):
    """A promise that does not hold for these bytes."""


def probe(content: bytes, *, directory: Path, name: str = "organizations/x.yaml", hidden: tuple[str, ...] = ()) -> str:
    """Judge `content` as the file `name` of the project in `directory` (there need be none), and return everything that is said of it. Raises `Broken`.

    `hidden` are words that nobody may be shown.
    """
    began = perf_counter()
    validated = validate((), directory=directory, base=directory, stdin=Stdin(name, lambda limit: content[:limit]))
    lines = _lines(content)
    for diagnostic in validated.diagnostics:
        _check_code(diagnostic)
        for location in _locations(diagnostic):
            if location.path == name:
                _check_location(location, lines, diagnostic.code)
    said = "\n".join(reports(validated))
    if perf_counter() - began > SECONDS:
        raise Broken("it takes too long")
    for word in hidden:
        if word in said:
            raise Broken(f"{word} is shown: {said[max(said.index(word) - 200, 0) : said.index(word) + 100]}")  # noqa: EM102
    return said


def reports(validated: Validated) -> Iterator[str]:
    """The report in every form and language."""
    found = validated.diagnostics
    for language in LANGUAGES:
        text = render_diagnostics(found, language=language)
        yield text
        yield harmless(text)
        yield render_summary(found, files=validated.files, language=language, verb="validate", suppressed=len(validated.suppressed))
        yield workflow_commands(found, language=language, shown=str)
        yield _parsed(dumps(code_quality(found, language=language, shown=str)))
        yield _parsed(dumps(sarif_log(found, language=language, shown=str, exit_code=3, suppressed=validated.suppressed)))
    yield _parsed(dumps(diagnostics_document(found, files=validated.files, suppressed=validated.suppressed)))


def _parsed(document: str) -> str:
    """The document with its escapes undone, so that words can be searched for."""
    return json.dumps(json.loads(document), ensure_ascii=False)


def _check_code(diagnostic: Diagnostic) -> None:
    entry = entries().get(diagnostic.code)
    if entry is None:
        raise Broken(f"{diagnostic.code} has no words")  # noqa: EM102
    for language in LANGUAGES:
        text = entry.text(language)
        if diagnostic.hint and diagnostic.hint not in text.hints:
            raise Broken(f"{diagnostic.code} has no hint {diagnostic.hint!r}")  # noqa: EM102
        missing = _needed(text.message) | _needed(text.hints.get(diagnostic.hint, ""))
        if missing := missing - diagnostic.arguments.keys():
            raise Broken(f"{diagnostic.code} lacks {sorted(missing)}")  # noqa: EM102
    if diagnostic.place is not None or any(isinstance(value, Place) for value in diagnostic.arguments.values()):
        raise Broken(f"{diagnostic.code} is not located")  # noqa: EM102


@cache
def _needed(template: str) -> frozenset[str]:
    return placeholders(template)


def _locations(diagnostic: Diagnostic) -> Iterator[Location]:
    if diagnostic.location is None:
        raise Broken(f"{diagnostic.code} is nowhere")  # noqa: EM102
    yield diagnostic.location
    yield from (value for value in diagnostic.arguments.values() if isinstance(value, Location))


def _check_location(location: Location, lines: list[str], code: str) -> None:
    """On a line there is, at a column there is (or just behind the line's end), with a caret inside what is shown."""
    start, length = location.caret
    inside = 1 <= location.line <= len(lines) and 1 <= location.column <= len(lines[location.line - 1]) + 1
    ends = location.end_column == 0 or location.column < location.end_column <= len(lines[location.line - 1]) + 2
    shown = not location.excerpt or (0 <= start <= len(location.excerpt) and 1 <= length <= max(len(location.excerpt) - start, 1))
    if not (inside and ends and shown):
        raise Broken(f"{code} is at {location} up to {location.end_column}, caret {location.caret} in {location.excerpt!r}")  # noqa: EM102


def _lines(content: bytes) -> list[str]:
    """As people count them; of what is no UTF-8, as many columns as there are bytes."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


__all__ = ["Broken", "Unusable", "probe"]
