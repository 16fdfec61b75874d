"""Rows → people. What cannot be taken of a row is said, always: a row is among the people or in the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reconciler.importing import addresses, names, texts
from reconciler.importing.addresses import Found, identity
from reconciler.importing.cells import Row
from reconciler.importing.header import Field
from reconciler.importing.known import Known, Refusal
from reconciler.importing.person import Contact, Person
from reconciler.importing.report import Report
from reconciler.importing.table import Column, Table
from reconciler.importing.words import Unknown, Vocabulary, day
from reconciler.model.diagnostic import Argument


class Reader:
    """Reads the rows of one table, one at a time."""

    def __init__(self, table: Table, known: Known, report: Report) -> None:
        self._table = table
        self._known = known
        self._report = report
        self._words = Vocabulary(known)

    def person(self, row: Row) -> Person | None:
        """What a row says of a person; None where it cannot be taken. Ids are given later."""
        if row.fault:
            self._report.refuse(row, "import-quote", hint=row.fault)
            return None
        if self._is_too_wide(row):
            return None
        person = Person(row)
        person.external = self._external(row)
        taken = self._name(person)
        self._contacts(person)
        self._choices(person)
        if taken and not person.contacts:
            taken = self._is_reachable(person)
        return person if taken and row.line not in self._report.refused else None

    def _is_too_wide(self, row: Row) -> bool:
        width = self._table.width
        if len(row.values) < width:
            self._report.count(row, "import-short-rows")
        for index, value in enumerate(row.values[width:], width):
            if value.strip():
                self._report.refuse(row, "import-cell-count", index, arguments={"count": _filled(row), "width": width})
                return True
        return False

    def _text(self, row: Row, column: Column | None, *, needed: bool = False) -> str:
        """What a cell says, "" for nothing. A formula says nothing that could be known here."""
        if column is None or column.at >= len(row.values):
            return ""
        text = texts.read(row.values[column.at])
        if text.fault:
            tell = self._report.refuse if needed else self._report.omit
            tell(row, "import-formula", column.at, text.fault, {"column": column.title})
        return text.value

    def _cell(self, row: Row, field: Field, *, needed: bool = False) -> str:
        """The same on one line, and "" where it says that there is nothing."""
        value = self._text(row, self._table.first(field), needed=needed)
        value = value.replace("\n", " ") if "\n" in value else value
        return "" if texts.is_nothing(value) else value

    # The name

    def _external(self, row: Row) -> bool:
        for field, read in ((Field.EXTERNAL, self._words.external), (Field.AUDIENCE, self._words.audience)):
            column = self._table.first(field)
            if column is not None and (value := self._text(row, column)):
                external = read(value)
                if isinstance(external, Unknown):
                    # Who is a client and who is not decides what they receive: no guessing.
                    self._report.refuse(row, "import-audience", column.at, "", {"column": column.title})
                elif external:
                    return True
        return False

    def _name(self, person: Person) -> bool:
        """Whether there is a name, as far as one is needed."""
        row = person.row
        family, given, patronymic = (self._cell(row, field, needed=field is not Field.PATRONYMIC) for field in (Field.FAMILY, Field.GIVEN, Field.PATRONYMIC))
        full = "" if family and given else self._cell(row, Field.FULL, needed=True)
        if full:
            found = names.split(full)
            if isinstance(found, names.Problem):
                self._report.refuse(row, found.code, self._index(Field.FULL), found.hint)
                return False
            family, given, patronymic = found.family, found.given, found.patronymic or patronymic
        if row.line in self._report.refused:
            return False
        if not (family and given) and not person.external:
            self._report.refuse(row, "import-missing-name", self._index(Field.GIVEN if family else Field.FAMILY, Field.FULL), "given" if family else "")
            return False
        person.family, person.given, person.patronymic = family, given, patronymic
        return self._is_name(person, full=bool(full))

    def _is_name(self, person: Person, *, full: bool) -> bool:
        good = True
        for field, value in ((Field.FAMILY, person.family), (Field.GIVEN, person.given), (Field.PATRONYMIC, person.patronymic)):
            problem = names.problem_of(value) if value else None
            if problem is None:
                continue
            index = self._index(Field.FULL if full else field, Field.FULL)
            arguments: Mapping[str, Argument] = problem.arguments
            if field is Field.PATRONYMIC and not full:
                person.patronymic = ""
                self._report.omit(person.row, problem.code, index, problem.hint, arguments)
            else:
                self._report.refuse(person.row, problem.code, index, problem.hint, arguments)
                good = False
        return good

    def _index(self, *fields: Field) -> int:
        """The first column there is of these fields."""
        columns = [column for field in fields if (column := self._table.first(field)) is not None]
        return columns[0].at if columns else 0

    # The addresses

    def _contacts(self, person: Person) -> None:
        for field, id in ((Field.EMAIL, "email"), (Field.PHONE, "mobile")):
            read = addresses.emails if field is Field.EMAIL else addresses.phones
            for column in self._table.columns.get(field, ()):
                value = self._text(person.row, column)
                found = [] if texts.is_nothing(value) else read(value, self._known)
                if isinstance(found, Refusal):
                    self._report.omit(person.row, found.code, column.at, found.hint, found.arguments)
                else:
                    _add(person, found, id, column.at)
        self._consent(person)

    def _consent(self, person: Person) -> None:
        """The reason why somebody may be written to belongs to the numbers, which need one; where there are none, to the other addresses."""
        row = person.row
        column, date = self._table.first(Field.BASIS), self._table.first(Field.SINCE)
        basis = self._word(row, column, self._words.basis) if column is not None else ""
        written = self._cell(row, Field.SINCE)
        since = day(written) if written else ""
        if since is None and date is not None:
            self._report.omit(row, "import-date", date.at, arguments={"column": date.title})
        if not basis:
            if since and date is not None:
                self._report.omit(row, "import-consent", date.at, "basis")
            return
        numbers = [contact for contact in person.contacts.values() if contact.found.channel == "sms"]
        for contact in numbers or person.contacts.values():
            contact.consent = (basis, since or "")
        if not person.contacts and column is not None:
            self._report.omit(row, "import-consent", column.at, "address")

    def _is_reachable(self, person: Person) -> bool:
        """Whether a person without addresses is taken: not where the table has some that cannot be used, or the correction would find the person declared already."""
        columns = [column for field in (Field.EMAIL, Field.PHONE) for column in self._table.columns.get(field, ())]
        values = person.row.values
        if any(column.at < len(values) and not texts.is_nothing(values[column.at].strip()) for column in columns):
            self._report.refuse(person.row, "import-no-address", columns[0].at, "unusable")
            return False
        self._report.omit(person.row, "import-no-address", columns[0].at if columns else 0)
        return True

    # The rest

    def _choices(self, person: Person) -> None:
        row = person.row
        for field, key, read in (
            (Field.ROLE, "role", self._words.role),
            (Field.LOCALE, "locale", self._words.locale),
            (Field.TIMEZONE, "timezone", self._words.timezone),
        ):
            column = self._table.first(field)
            if column is not None and (known := self._word(row, column, read)):
                setattr(person, key, known)
                person.columns[key] = column.at
        column = self._table.first(Field.TYPES)
        if column is not None and (value := self._text(row, column)) and value not in ("-", "–", "—"):
            person.types, unknown = self._words.types(value)
            person.columns["types"] = column.at
            for word in unknown:
                self._report.word(row, column, word)

    def _word(self, row: Row, column: Column, read: Callable[[str], str | Unknown | None]) -> str:
        """A word that is known, or ""."""
        value = self._cell(row, column.field)
        word = read(value) if value else None
        if isinstance(word, Unknown):
            self._report.word(row, column, word)
            return ""
        return word or ""


def _add(person: Person, found: list[Found], id: str, column: int) -> None:
    """Addresses under `email`, `email-2` …; each once."""
    have = {identity(contact.found) for contact in person.contacts.values()}
    number = sum(contact.found.channel == one.channel for one in found[:1] for contact in person.contacts.values())
    for one in found:
        if identity(one) not in have:
            number += 1
            person.contacts[id if number == 1 else f"{id}-{number}"] = Contact(one, column)


def _filled(row: Row) -> int:
    return max(index for index, value in enumerate(row.values, 1) if value.strip())
