"""All people of a table beside each other, and beside those who are declared: each once, each address once, each id once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from reconciler.importing.addresses import Found, identity
from reconciler.importing.header import Field
from reconciler.importing.ids import Ids
from reconciler.importing.known import Known
from reconciler.importing.people import Reader
from reconciler.importing.person import Person
from reconciler.importing.report import Report
from reconciler.importing.table import Table
from reconciler.importing.texts import folded, is_nothing, read
from reconciler.linting.identifiers import without_full_name
from reconciler.model.address import is_id
from reconciler.model.diagnostic import Argument


def people_of(table: Table, known: Known) -> tuple[list[Person], Report]:
    """Everybody who can be taken, in the order of the table, and what is to be said of the rest."""
    report = Report(table.sheet)
    reader = Reader(table, known, report)
    crowd = _Crowd(known, report)
    people = [person for row in table.rows if (person := reader.person(row)) is not None and crowd.admits(person)]
    return _Naming(table, known, report).named(people), report


_NUMBER: Final = 10
"""Digits of an id from which on it may be a telephone, a СНИЛС or an ИНН."""


class _Owner(NamedTuple):
    """Whose an address or id is: the id of a declared account, or the line of a row (from 1)."""

    name: tuple[str, str]
    id: str = ""
    line: int = 0


def _person(name: tuple[str, str, str]) -> tuple[str, str]:
    return folded(name[0]), folded(name[1])


class _Crowd:
    def __init__(self, known: Known, report: Report) -> None:
        self._known = known
        self._report = report
        self._rows: dict[tuple[str, ...], int] = {}
        self._owners: dict[str, _Owner] = {}
        for id, account in known.accounts.items():
            for channel, address in account.addresses:
                self._owners[identity(Found(channel, address, address))] = _Owner(_person(account.name), id)

    def admits(self, person: Person) -> bool:
        """Whether a person is a new one. Takes away addresses that belong to somebody else."""
        row = person.row
        first = self._rows.setdefault(tuple(row.values), row.line)
        if first != row.line:
            self._report.refuse(row, "import-repeated-row", arguments={"line": first + 1})
            return False
        name = _person(person.name)
        addresses = {id: identity(contact.found) for id, contact in person.contacts.items()}
        owners = {id: self._owners[address] for id, address in addresses.items() if address in self._owners}
        for owner in owners.values():
            if owner.name == name:
                self._already_there(person, owner)
                return False
        for id, owner in owners.items():
            # Which of the two people the address is really of, nobody here can know; what is meant for one must not reach the other.
            column = person.contacts.pop(id).column
            tell = self._report.omit if person.contacts else self._report.refuse
            tell(row, "import-shared-address", column, "declared" if owner.id else "", _arguments(self._known, owner))
        if owners and not person.contacts:
            return False
        for address in addresses.values():
            self._owners.setdefault(address, _Owner(name, line=row.line + 1))
        return True

    def _already_there(self, person: Person, owner: _Owner) -> None:
        if owner.id:
            self._report.known(person.row, owner.id)
        else:
            self._report.refuse(person.row, "import-repeated-row", arguments={"line": owner.line}, hint="person")


def _arguments(known: Known, owner: _Owner) -> dict[str, Argument]:
    return {"account": f"{known.organization}/{owner.id}"} if owner.id else {"line": owner.line}


@dataclass(slots=True)
class _Naming:
    """Ids: first those that the table gives, so that none of them is made up for somebody else."""

    table: Table
    known: Known
    report: Report
    lines: dict[str, int] = field(default_factory=dict)

    def named(self, people: list[Person]) -> list[Person]:
        ids = Ids(self.known.spell, self.known.accounts)
        column = self.table.first(Field.ID)
        if column is not None:
            people = [person for person in people if self._given(person, column.at, ids)]
        for person in people:
            person.id = person.id or _made(person, ids)
        return people

    def _given(self, person: Person, column: int, ids: Ids) -> bool:
        """Takes the id a row gives, where it is one; False where the row cannot be taken with it."""
        row = person.row
        text = read(row.values[column] if column < len(row.values) else "")
        id = text.value.lower()
        if text.fault or is_nothing(id):
            return True
        if hint := _unfit(id, person, ids):
            self.report.omit(row, "import-id", column, hint)
            return True
        person.columns["id"] = column
        if ids.claim(id):
            person.id, self.lines[id] = id, row.line + 1
            return True
        declared = self.known.accounts.get(id)
        if declared is not None and _person(declared.name) == _person(person.name):
            self.report.known(row, id)
            return False
        owner = _Owner(("", ""), "" if declared is None else id, self.lines.get(id, 0))
        arguments = {"value": id, **_arguments(self.known, owner)}
        self.report.refuse(row, "import-id-taken", column, "declared" if owner.id else "", arguments)
        return False


def _made(person: Person, ids: Ids) -> str:
    id = ids.make(person.family, person.given, external=person.external)
    # «Анна Иванова» may stand where the family name belongs.
    return ids.make("", "", external=person.external) if _is_name(id, person) else id


def _is_name(id: str, person: Person) -> bool:
    return bool(person.family and person.given and without_full_name(id, person.family, person.given, person.patronymic))


def _unfit(id: str, person: Person, ids: Ids) -> str:
    """Why a text is not to be somebody's id: an id is public, so it holds no address, number or whole name."""
    if "@" in id or sum(character.isdigit() for character in id) >= _NUMBER:
        return "personal"
    if _is_name(ids.spelt(id), person):
        return "name"
    return "" if is_id(id) else "form"
