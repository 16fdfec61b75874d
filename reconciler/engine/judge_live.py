"""Documents that are still to be written, judged like every other and held against what is live: what does not come out is said another way, or reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reconciler.documents.discover import Source
from reconciler.engine.lint import Linting, surroundings
from reconciler.engine.read import Reading
from reconciler.engine.secrets import Secrets
from reconciler.importing.declared import type_document
from reconciler.importing.document_text import document_text
from reconciler.importing.writing import Writing
from reconciler.linting.adjustable import adjusted
from reconciler.model.address import TYPE_PREFIX
from reconciler.model.backend import Backend
from reconciler.model.change import FieldChange
from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.model.document import Document
from reconciler.model.errors import InvalidInput
from reconciler.model.resource import Resource, State
from reconciler.model.settings import NotificationType
from reconciler.model.values import Pointer, pointer_text
from reconciler.planning.diff import differences
from reconciler.project import Project


@dataclass(frozen=True, slots=True)
class Standard:
    """What documents are judged by: the project with what it declares already, and what is live."""

    reading: Reading
    project: Project
    backend: Backend
    documents: tuple[Document, ...]
    secrets: Secrets
    live: State


class Objection(NamedTuple):
    """Why an object is not written as it is: `code` is the mistake it would be, "" where it would say something else than what is live; `pointers` what in it."""

    address: str
    code: str
    pointers: tuple[Pointer, ...]


@dataclass(slots=True)
class Drafts:
    """What is to be written. `objections` are those that no way of saying it answers; of what has one with a code nothing is written."""

    types: dict[str, NotificationType]
    organizations: dict[str, Writing]
    objections: dict[str, Objection] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """The documents by address."""
        types = {TYPE_PREFIX + id: document_text(type_document(type_)) for id, type_ in self.types.items()}
        return types | {id: writing.text() for id, writing in self.organizations.items()}


def settle(drafts: Drafts, standard: Standard) -> None:
    """Find for each object a way of saying it that is no mistake and comes to what is live. Raises `InvalidInput` for mistakes that lie in none of them."""
    while drafts.types or drafts.organizations:
        drafts.objections = {address: objection for address, objection in drafts.objections.items() if objection.code}
        mistakes, misses = _judged(drafts.texts(), standard)
        # What is missed may follow from a mistake, and what is wrong in an account from its organization, or from a type.
        rank = min((_rank(objection.address) for objection in mistakes), default=None)
        answered = [_answered(drafts, objection) for objection in mistakes if _rank(objection.address) == rank]
        assert not mistakes or any(answered), [objection.code for objection in mistakes]  # noqa: S101 - else this would not end
        if not mistakes and not _improved(drafts, misses):
            return


class _Judged(NamedTuple):
    mistakes: list[Objection]
    misses: list[Objection]


def _rank(address: str) -> int:
    return 0 if TYPE_PREFIX in address else 1 + address.count("/")


def _answered(drafts: Drafts, objection: Objection) -> bool:
    """What is a mistake is said another way, or not at all. False where it has gone already."""
    address, owner = objection.address, objection.address.partition("/")[0]
    if _rank(address) == 0:
        drafts.objections[address] = objection
        return drafts.types.pop(address.removeprefix(TYPE_PREFIX), None) is not None
    writing = drafts.organizations.get(owner)
    if writing is None or address in writing.left:
        return False
    if not writing.refuse(address):
        drafts.objections[address] = objection
        if address == owner:
            del drafts.organizations[owner]
        else:
            writing.left.add(address)
    return True


def _improved(drafts: Drafts, misses: list[Objection]) -> bool:
    """What does not come to what is live is said another way, if there is one. Only what is subscribed can be said in several ways."""
    moved: set[str] = set()
    for objection in sorted(misses, key=lambda objection: _rank(objection.address)):
        address, owner = objection.address, objection.address.partition("/")[0]
        writing = drafts.organizations.get(owner)
        if owner in moved:
            continue
        if writing is not None and any(map(_is_of_subscriptions, objection.pointers)) and writing.miss(address, len(objection.pointers)):
            moved.add(address)
        else:
            drafts.objections[address] = objection
    return bool(moved)


def _is_of_subscriptions(pointer: Pointer) -> bool:
    return pointer[:1] == ("types",) or pointer[:2] == ("contacts", "inapp")


def _judged(texts: Mapping[str, str], standard: Standard) -> _Judged:
    reading, project = standard.reading, standard.project
    said = len(reading.diagnostics)
    sources = [Source(address, None, text.encode("utf-8")) for address, text in texts.items()]
    made = reading.documents(sources, limits=project.limits)
    addresses = {document.number: document.path for document in made}
    resolution = reading.resolution([*standard.documents, *made], policy=project.policy, complete=True, secrets=standard.secrets)
    linting = Linting(reading, resolution, project.lint, surroundings=surroundings(project), complete=True, least=Severity.ERROR)
    misses: list[Objection] = []
    for part in resolution.parts():
        linting.look(part)
        compiled = standard.backend.compile(part.settings)
        misses += [objection for one in compiled if part.documents.get(one.address) in addresses and (objection := _missed(one, standard.live)) is not None]
    reading.conclude(resolution)
    fresh, reading.diagnostics[said:] = reading.diagnostics[said:], []
    severe = [found for found in fresh if (after := adjusted(found, project.lint)) is not None and after.severity is Severity.ERROR]
    mistakes = list(_mistakes(severe, addresses))
    if len(mistakes) < len(severe):
        raise InvalidInput(tuple(reading.located(severe)))
    wrong = {objection.address for objection in mistakes}
    return _Judged(mistakes, [objection for objection in misses if objection.address not in wrong])


def _mistakes(severe: Sequence[Diagnostic], addresses: Mapping[int, str]) -> Iterator[Objection]:
    """Each mistake with the object it lies in; those that lie in none of ours are left out."""
    for found in severe:
        places = [*([found.place] if found.place is not None else []), *(value for value in found.arguments.values() if isinstance(value, Place))]
        path = found.location.path if found.location is not None else ""
        place = next((place for place in places if place.document in addresses), None)
        if place is None:
            if path in addresses.values():
                yield Objection(path, found.code, ((),))
        elif place.pointer[:1] == ("accounts",) and len(place.pointer) > 1:
            yield Objection(f"{addresses[place.document]}/{place.pointer[1]}", found.code, (place.pointer[2:],))
        else:
            yield Objection(addresses[place.document], found.code, (place.pointer,))


def _missed(made: Resource, live: State) -> Objection | None:
    before = live.get(made.address)
    if before is None:
        return None
    fields = compared(made, before)
    return Objection(made.address, "", tuple(field.pointer for field in fields)) if fields else None


def compared(made: Resource, live: Resource) -> tuple[FieldChange, ...]:
    """What a declaration would change. Tags of secrets are nobody's to declare."""
    contacts = live.spec.get("contacts")
    tags = tuple(("contacts", id, "secret", "tag") for id in contacts) if isinstance(contacts, Mapping) else ()
    return differences(live, replace(made, unknown=(*made.unknown, *tags)))


def said(objection: Objection) -> Diagnostic:
    """An objection as a report tells it."""
    shown = tuple(pointer_text(pointer) for pointer in objection.pointers[:3] if pointer)
    more = len(objection.pointers) - len(shown)
    if objection.code:
        hint = "" if shown else "whole"
        return Diagnostic("import-left-out", Severity.ERROR, {"address": objection.address, "fields": shown, "reason": objection.code}, hint=hint)
    return Diagnostic("import-differs", Severity.WARNING, {"address": objection.address, "fields": shown, "more": more}, hint="more" if more else "")
