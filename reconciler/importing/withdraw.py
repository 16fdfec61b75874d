"""What the judged file may not say → what is left out of it, and where the table says it."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.importing.person import Person
from reconciler.importing.report import Report
from reconciler.model.diagnostic import Diagnostic
from reconciler.model.values import Pointer


def withdraw(people: list[Person], objections: Iterable[tuple[Pointer, Diagnostic]], report: Report, *, whole: bool = False) -> list[Person]:
    """The people without what is objected to: a contact, a type, a word, or all of a person.

    A pointer leads into the document that was made of `people`. What is objected to is reported at its cell; each part once. Somebody whose last address this takes
    is not taken either, nor with `whole` is anybody of whom anything is objected to.
    """
    by_id = {person.id: person for person in people}
    gone: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for pointer, objection in sorted(objections, key=lambda one: str(one[0])):
        person = by_id.get(str(pointer[1])) if len(pointer) > 1 and pointer[0] == "accounts" else None
        if person is None or person.id in gone:
            continue
        part, column = _part(person, pointer)
        if (person.id, part) in seen:
            continue
        seen.add((person.id, part))
        refused = whole or not part or not _without(person, part)
        if refused:
            gone.add(person.id)
        report.withdraw(person.row, objection, column, whole=refused)
    return [person for person in people if person.id not in gone]


def _part(person: Person, pointer: Pointer) -> tuple[str, int]:
    """The part of a person that can be left out, as the name of its key ("" for none), and its column in the table."""
    match pointer[2:]:
        case ("contacts", str() as id, *_) if id in person.contacts:
            return f"contacts.{id}", person.contacts[id].column
        case ("notifications", "types", int() as index, *_) if not isinstance(person.types, str) and index < len(person.types):
            return f"types.{person.types[index]}", person.columns.get("types", 0)
        case ("notifications", *_):
            return "types", person.columns.get("types", 0)
        case (("role" | "locale" | "timezone") as key, *_):
            return key, person.columns.get(key, 0)
        case _:
            return "", person.columns.get("id", 0)


def _without(person: Person, part: str) -> bool:
    """Leaves the part out; False where nobody could be told anything afterwards."""
    key, _, name = part.partition(".")
    if key == "contacts":
        del person.contacts[name]
        return bool(person.contacts)
    if key == "types":
        person.types = tuple(type_ for type_ in person.types if type_ != name) if name and not isinstance(person.types, str) else ()
    else:
        setattr(person, key, "")
    return True
