"""A table of people → an organization's file: read beside what the project declares, judged like every file, and only then written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from reconciler.documents.discover import Source, discover
from reconciler.documents.reading import read
from reconciler.engine.collector import paused
from reconciler.engine.judge_import import judged
from reconciler.engine.new_file import free_name, is_read, schema_for, write_new
from reconciler.engine.open import has_project, open_for_reading, without_project_file
from reconciler.engine.read import Reading
from reconciler.importing.crowd import people_of
from reconciler.importing.known import Declared, Known, Refusal
from reconciler.importing.person import Person
from reconciler.importing.report import Report
from reconciler.importing.table import Table, named, read_table
from reconciler.importing.unreadable import UnreadableTable
from reconciler.importing.yaml_text import accounts_text, organization_text
from reconciler.model.address import is_id
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.document import Document
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.model.imported import ACCOUNTS, ORGANIZATION, Imported
from reconciler.model.limits import Limits
from reconciler.model.settings import NotificationType, Organization
from reconciler.project import DEFAULT_SOURCES, Project
from reconciler.schema.spelling import suggested_id
from reconciler.settings.addresses import BadAddressError, normalise
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.organization import is_timezone


class Surroundings(NamedTuple):
    """The project around a table, as far as there is one, and what it declares."""

    reading: Reading
    project: Project | None
    documents: tuple[Document, ...]
    types: tuple[NotificationType, ...]
    organization: Organization | None
    roles: frozenset[str]


def import_table(file: Path, *, organization: str, name: str | None = None, directory: Path = Path(), out: Path | None = None) -> Imported:
    """Read the people of a table in `file` as accounts of an organization, and write them to `out`, a new file.

    A project in `directory`, where there is one, says which accounts, roles and types there are already. `name` is that of a new organization; without it its id stands
    for it. The file that is made has no errors: what it may not say is left out and reported where the table says it.
    Raises `InvalidInput` where nothing of the table can be understood, or where the project has mistakes; `Unusable` for a wrong id, for a file that is there
    already, for a name of an organization that is declared. Nothing is written then.
    """
    _demand_usable(organization, name, out)
    with paused():
        around = _surroundings(directory, organization)
        if around.organization is not None and name is not None:
            raise Unusable("import-organization-declared", organization=organization)
        table = _table(file, around.project.limits if around.project is not None else Limits())
        people, report = people_of(table, _known(organization, around))
        schema = schema_for(directory, out)

        def text_of(people: list[Person]) -> str:
            if around.organization is not None:
                return accounts_text(organization, people, schema=schema)
            return organization_text(organization, name or organization, people, schema=schema)

        people, text = judged(people, report, text_of, around.reading, around.project, around.documents)
        if people and out is not None:
            write_new(out, text)
        return _imported(organization, table, people, report, text if people else "", around, name, out if people else None)


def _demand_usable(organization: str, name: str | None, out: Path | None) -> None:
    if not is_id(organization):
        suggestion = suggested_id(organization)
        raise Unusable("import-organization-id", hint="similar" if suggestion else "", organization=organization, suggestion=suggestion)
    if name is not None and not (name.strip() and name.isprintable() and len(name) <= 500):
        raise Unusable("bad-argument", argument="--name")
    if out is not None and out.exists():
        raise Unusable("import-would-overwrite", path=out.as_posix(), suggestion=free_name(out).as_posix())


def _surroundings(directory: Path, organization: str) -> Surroundings:
    """What is declared already. Its mistakes must be mended first: of what could not be read nobody knows which ids it takes."""
    reading = Reading()
    if not has_project(directory):
        return Surroundings(reading, None, (), CATALOGUE, None, frozenset())
    project = open_for_reading(reading, directory)
    sources, diagnostics = discover(project.sources or DEFAULT_SOURCES, directory, explicit=False)
    reading.diagnostics += [found for found in diagnostics if found.code != "no-yaml-here"]
    documents = reading.documents(without_project_file(sources, directory), limits=project.limits)
    resolution = reading.resolution(documents, policy=project.policy, complete=True)
    mine = [one for part in resolution.parts() for one in part.settings.organizations if one.id == organization]
    reading.conclude(resolution)
    reading.demand_valid()
    roles = resolution.entries[organization].data.get("roles") if mine else None
    return Surroundings(reading, project, documents, resolution.types, next(iter(mine), None), frozenset(roles if isinstance(roles, Mapping) else ()))


def _known(organization: str, around: Surroundings) -> Known:
    accounts = around.organization.accounts if around.organization is not None else ()
    declared = {
        account.address.partition("/")[2]: Declared(
            (account.family_name or "", account.given_name or "", account.patronymic or ""),
            frozenset((contact.channel, contact.address) for contact in account.contacts if contact.address),
        )
        for account in accounts
    }
    return Known(organization, around.types, _normal, is_timezone, suggested_id, around.roles, declared)


def _normal(channel: str, address: str) -> str | Refusal:
    try:
        return normalise(channel, address)
    except BadAddressError as error:
        return Refusal(error.code, error.hint, error.detail)


def _table(file: Path, limits: Limits) -> Table:
    path = file.as_posix()
    content = read(Source(path, file), limits.file_size)
    if isinstance(content, Diagnostic):
        raise InvalidInput((content,))
    try:
        return read_table(path, content)
    except UnreadableTable as error:
        location = Location(path, error.line, error.column)
        raise InvalidInput((Diagnostic(error.code, Severity.ERROR, error.arguments, location=location, hint=error.hint),)) from error


def _imported(
    organization: str, table: Table, people: list[Person], report: Report, text: str, around: Surroundings, name: str | None, out: Path | None
) -> Imported:
    diagnostics = [*table.findings, *report.diagnostics()]
    if around.organization is None and name is None and people:
        diagnostics.append(Diagnostic("import-organization-name", Severity.WARNING, {"organization": organization}))
    taken = {person.row.line + 1: person.id for person in people}
    return Imported(
        path=table.sheet.path,
        encoding=table.encoding,
        delimiter=named(table.sheet.delimiter),
        columns=tuple(_columns(table)),
        kind=ORGANIZATION if around.organization is None else ACCOUNTS,
        organization=organization,
        rows=len(table.rows),
        taken=taken,
        declared={line + 1: id for line, id in report.declared.items()},
        incomplete=frozenset(line + 1 for line in report.incomplete if line + 1 in taken),
        diagnostics=tuple(diagnostics),
        text=text,
        file=out.as_posix() if out is not None else "",
        in_sources=around.project is not None and out is not None and is_read(around.project, out),
    )


def _columns(table: Table) -> Iterator[tuple[str, str]]:
    columns = sorted((column for columns in table.columns.values() for column in columns), key=lambda column: column.at)
    return ((column.title, column.field.value) for column in columns)
