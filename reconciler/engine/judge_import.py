"""A file that is still to be written, judged like every other: what it may not say is left out, until nothing is left to object to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from reconciler.documents.discover import Source
from reconciler.engine.lint import Linting, surroundings
from reconciler.engine.read import Reading
from reconciler.importing.person import Person
from reconciler.importing.report import Report
from reconciler.importing.withdraw import withdraw
from reconciler.linting.adjustable import adjusted
from reconciler.model.diagnostic import Argument, Diagnostic, Place, Severity
from reconciler.model.document import Document
from reconciler.model.errors import InvalidInput
from reconciler.model.limits import Limits
from reconciler.model.values import Pointer
from reconciler.project import Project

_PATH = "<import>"
_PATIENCE = 8
"""Leaving something out may bring up something else, but hardly so often. From then on whole people are left out, so that there is an end."""


def judged(
    people: list[Person],
    report: Report,
    text_of: Callable[[list[Person]], str],
    reading: Reading,
    project: Project | None,
    documents: Sequence[Document],
) -> tuple[list[Person], str]:
    """The people of whom a file without errors can be made, and its text. `documents` are what else is declared.

    Raises `InvalidInput` for errors that lie in none of the people (an id of the organization that no rule allows), and for a text that is larger than a file may be.
    """
    limits = project.limits if project is not None else Limits()
    for round in count():
        text = text_of(people)
        if not people:
            return people, text
        content = text.encode("utf-8")
        if len(content) > limits.file_size:
            raise InvalidInput((Diagnostic("import-too-large", arguments={"size": len(content), "limit": limits.file_size}),))
        objections = list(_objections(content, limits, reading, project, documents))
        if not objections:
            return people, text
        if elsewhere := [found for pointer, found in objections if pointer[:1] != ("accounts",) or len(pointer) < 2]:
            raise InvalidInput(tuple(elsewhere))
        people = withdraw(people, objections, report, whole=round >= _PATIENCE)
    raise AssertionError


def _objections(
    content: bytes, limits: Limits, reading: Reading, project: Project | None, documents: Sequence[Document]
) -> Iterator[tuple[Pointer, Diagnostic]]:
    """Every error of the document, and where in it."""
    said = len(reading.diagnostics)
    made = reading.documents([Source(_PATH, None, content)], limits=limits)
    assert len(made) == 1, [found.code for found in reading.diagnostics[said:]]  # noqa: S101 - we made it, and it is one document
    resolution = reading.resolution([*documents, *made], policy=project.policy if project is not None else None, complete=True)
    configuration = project.lint if project is not None else {}
    linting = Linting(reading, resolution, configuration, surroundings=surroundings(project), complete=True, least=Severity.ERROR)
    for part in resolution.parts():
        linting.look(part)
    reading.conclude(resolution)
    fresh, reading.diagnostics[said:] = reading.diagnostics[said:], []
    for found in fresh:
        severe = adjusted(found, configuration)
        if severe is not None and severe.severity is Severity.ERROR:
            yield from _here(severe, made[0].number, reading)


def _here(found: Diagnostic, number: int, reading: Reading) -> Iterator[tuple[Pointer, Diagnostic]]:
    """The finding with the place in our document: its own, or (where one of two is to blame, and the other was written first) one that it names."""
    named = [value for value in found.arguments.values() if isinstance(value, Place)]
    place = next((place for place in [*([found.place] if found.place is not None else []), *named] if place.document == number), None)
    if place is not None:
        yield place.pointer, replace(found, arguments={name: _located(value, number, reading) for name, value in found.arguments.items()}, place=None)


def _located(value: Argument, number: int, reading: Reading) -> Argument:
    """What a sentence can name. A place in the document that nobody has seen yet is the thing itself there: `accounts.ivanova`."""
    if not isinstance(value, Place) or value.document == number:
        return value
    (found,) = reading.located([Diagnostic("", place=value)])
    return found.location or value
