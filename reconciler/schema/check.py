"""Whether documents have the shape their kinds ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reconciler.model.diagnostic import Diagnostic, Part
from reconciler.model.document import Document
from reconciler.model.values import Json, Pointer
from reconciler.schema import judge
from reconciler.schema.errors import findings
from reconciler.schema.finding import Finding
from reconciler.schema.patterns import pattern_findings
from reconciler.schema.payloads import payload_findings

_BAD_KEY = frozenset({"bad-id", "bad-event-name"})


def check(documents: Iterable[Document]) -> list[Diagnostic]:
    """Every mistake of shape, of every document, in the order of the documents; [] where there is none.

    The cost is that of one yes or no for a document without mistakes, and grows with the number of mistakes for the others.
    """
    found: list[Diagnostic] = []
    for document in documents:
        wrong = [] if judge.validator(document.kind).is_valid(document.data) else _chosen(_examined(document))
        if document.kind == "NotificationType":
            wrong += payload_findings(document.data)
        if document.kind == "Scenario":
            wrong += pattern_findings(document.data)
        found += [finding.diagnostic(document) for finding in wrong]
    return found


def _examined(document: Document) -> Iterator[Finding]:
    """All findings. What stands under a key that is not an id is looked at too, under another key."""
    validator = judge.validator(document.kind)
    data, names = document.data, dict[str | int, str]()
    while True:
        found = [finding for error in validator.iter_errors(data) for finding in findings(error, data)]
        renamed = {finding.pointer: f"renamed-{len(names) + number}-7d1c" for number, finding in enumerate(found) if _is_bad_key(finding)}
        for finding in found:
            if finding.pointer in renamed or not renamed:
                yield replace(finding, pointer=tuple(names.get(step, step) for step in finding.pointer))
        if not renamed:
            return
        data = _renamed(data, renamed)
        names |= {new: str(pointer[-1]) for pointer, new in renamed.items()}


def _is_bad_key(finding: Finding) -> bool:
    return finding.code in _BAD_KEY and finding.part is Part.KEY


def _renamed(data: Mapping[str, Json], renamed: Mapping[Pointer, str]) -> Mapping[str, Json]:
    """A copy of `data` with other keys at some places; what is not on the way to them is shared."""
    copies: dict[Pointer, dict[str, Json]] = {}

    def copy(pointer: Pointer) -> dict[str, Json]:
        if pointer not in copies:
            original: Json = data
            for step in pointer:
                original = original[step]  # type: ignore[index]
            assert isinstance(original, Mapping)  # noqa: S101 - only mappings have keys
            copies[pointer] = dict(original)
            if pointer:
                copy(pointer[:-1])[pointer[-1]] = copies[pointer]  # type: ignore[index]
        return copies[pointer]

    for pointer, new in renamed.items():
        mapping = copy(pointer[:-1])
        mapping[new] = mapping.pop(str(pointer[-1]))
    return copy(())


def _chosen(found: Iterable[Finding]) -> list[Finding]:
    """One finding for each thing: not what follows from a version that is not supported or from an indentation, nor a missing key beside its misspelling."""
    findings_ = list(found)
    unsupported = [finding for finding in findings_ if finding.code == "unsupported-version" and not finding.hint]
    if unsupported:
        return unsupported[:1]
    misspelt = {(finding.pointer[:-1], finding.arguments["suggestion"]) for finding in findings_ if finding.code == "unknown-key" and finding.hint == "similar"}
    too_far_left = {finding.pointer for finding in findings_ if finding.code in _BAD_KEY and finding.hint == "indentation"}
    chosen: dict[tuple[object, ...], Finding] = {}
    for finding in findings_:
        if finding.code not in _BAD_KEY and any(finding.pointer[: len(key)] == key for key in too_far_left):
            continue
        if finding.code == "missing-key" and (finding.pointer, finding.arguments["key"]) in misspelt:
            continue
        # Keys that are missing are several mistakes at one place.
        key = (finding.pointer, finding.arguments.get("key"), finding.code in _BAD_KEY and finding.part)
        if key not in chosen or finding.code == "literal-secret":
            chosen[key] = finding
    return list(chosen.values())
