"""A table as text, read beside what a test declares; and what became of it in short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.importing.crowd import people_of
from reconciler.importing.known import Declared, Known, Refusal
from reconciler.importing.person import Person
from reconciler.importing.report import Report
from reconciler.importing.table import Table, read_table
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.schema.spelling import suggested_id
from reconciler.settings.addresses import BadAddressError, normalise
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.organization import is_timezone

PATH = "accounts.csv"


@dataclass(frozen=True, slots=True)
class Taken:
    table: Table
    people: list[Person]
    report: Report

    @property
    def diagnostics(self) -> list[Diagnostic]:
        found = [*self.table.findings, *self.report.diagnostics()]
        return sorted(found, key=lambda one: (one.location.line, one.location.column, one.code) if one.location else (0, 0, one.code))

    @property
    def said(self) -> list[str]:
        """`line:column severity code hint` of everything that was said."""
        return [
            " ".join(filter(None, [f"{one.location.line}:{one.location.column}" if one.location else "", one.severity.name.lower(), one.code, one.hint]))
            for one in self.diagnostics
        ]

    @property
    def errors(self) -> list[str]:
        return [one.code for one in self.diagnostics if one.severity is Severity.ERROR]

    @property
    def person(self) -> Person:
        """The only one."""
        (person,) = self.people
        return person


def normal(channel: str, address: str) -> str | Refusal:
    try:
        return normalise(channel, address)
    except BadAddressError as error:
        return Refusal(error.code, error.hint, error.detail)


def known(*, roles: frozenset[str] = frozenset(), accounts: Mapping[str, Declared] | None = None) -> Known:
    return Known("teleset", CATALOGUE, normal, is_timezone, suggested_id, roles, accounts or {})


def take(text: str | bytes, around: Known | None = None) -> Taken:
    """What is taken of a table."""
    table = read_table(PATH, text.encode("utf-8") if isinstance(text, str) else text)
    people, report = people_of(table, around or known())
    return Taken(table, people, report)


def one(heading: str, cell: str, around: Known | None = None) -> Taken:
    """A table of one person, of whom nothing else is interesting."""
    return take(f"Фамилия\tИмя\tE-mail\t{heading}\nИванова\tАнна\tivanova@teleset.example\t{cell}\n", around)


def addresses(person: Person) -> dict[str, str]:
    """By contact id what the file gets."""
    return {id: contact.found.written for id, contact in person.contacts.items()}
