"""The live state → files: what nobody else holds and the project does not declare yet, in new files that mean the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import Any, cast

from reconciler.documents.discover import SUFFIXES, Source, discover
from reconciler.documents.format import UnformattableText, formatted
from reconciler.documents.parse import parse
from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.judge_live import Drafts, Standard, said, settle
from reconciler.engine.lint import Linting, surroundings
from reconciler.engine.new_file import schema_for, would_be_read, write_new
from reconciler.engine.open import open_project, without_project_file
from reconciler.engine.read import Reading
from reconciler.engine.secrets import KEY_LENGTH, Secrets
from reconciler.engine.session import demand_known, scope_of
from reconciler.engine.settle import demand
from reconciler.importing.choices import Selectable
from reconciler.importing.declared import Surroundings
from reconciler.importing.writing import Writing
from reconciler.model.address import TYPE_PREFIX, kind_of, organization_of, sort_key
from reconciler.model.backend import Scope
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.document import Document
from reconciler.model.errors import Unusable
from reconciler.model.imported import ImportedLive, MadeFile
from reconciler.model.limits import Limits
from reconciler.model.moved import Moved
from reconciler.model.plan import Foreign
from reconciler.model.resource import BUILTIN_MANAGER, Resource, State
from reconciler.model.settings import EMPLOYEE, EXTERNAL, NotificationType, Organization, Settings
from reconciler.project import DEFAULT_SOURCES, Project
from reconciler.schema.order import KeyOrder, key_order
from reconciler.settings.catalogue import CATALOGUE

ORGANIZATIONS, TYPES = "organizations", "types"


@dataclass(frozen=True, slots=True)
class Declared:
    """What the project says already: its documents, its settings, and the file of each address."""

    documents: tuple[Document, ...]
    settings: Settings
    files: dict[str, str]
    moves: tuple[Moved, ...] = ()


def import_live(directory: Path, *, environment: str | None = None, organizations: Iterable[str] = (), out: Path | None = None) -> ImportedLive:
    """Write what is live into new files: an organization with its accounts in each, and the types that the project adds. Nothing is written to the backend.

    They go to `out`, or to where the project has such files. What others hold, what the project declares already and what files cannot say is left out and
    reported. The files have no errors, and a plan changes nothing of what is in them, but for what is reported.
    Raises what `plan` raises; `Unusable` before anything is written where one of the files exists.
    """
    with paused():
        reading = Reading()
        return imported(connect(open_project(reading, directory, environment)), reading, scope_of(organizations), out)


def imported(connection: Connection, reading: Reading, scope: Scope, out: Path | None = None, *, write: bool = True) -> ImportedLive:
    """The same for a project that is open and connected; `reading` is what its file was read by. Without `write` it is only said what would be written."""
    live = look(connection, scope)
    project = connection.project
    sources, found = discover(project.sources or DEFAULT_SOURCES, project.directory, explicit=False)
    reading.diagnostics += [each for each in found if each.code != "no-yaml-here"]
    declared, secrets = declared_of(reading, connection, without_project_file(sources, project.directory))
    standard = Standard(reading, project, connection.backend, declared.documents, secrets, live)
    return _imported(connection, standard, declared, out, write=write)


def look(connection: Connection, scope: Scope, known: Iterable[str] = ()) -> State:
    """What is live. Raises `BackendError` where it cannot be seen as a whole, `Unusable` for an organization that is neither live nor `known`."""
    reader = connection.backend.reader()
    try:
        live = State(sorted(reader.observe(scope), key=lambda resource: sort_key(resource.address)))
    finally:
        reader.close()
    demand_known(scope, {*known, *map(organization_of, live)})
    return live


def declared_of(reading: Reading, connection: Connection, sources: Sequence[Source]) -> tuple[Declared, Secrets]:
    """What files declare. Raises `InvalidInput` for mistakes: of what could not be read nobody knows what it declares."""
    project = connection.project
    secrets = Secrets(connection.ledger.key() or token_bytes(KEY_LENGTH), project.directory, project.policy)
    documents = reading.documents(sources, limits=project.limits)
    resolution = reading.resolution(documents, policy=project.policy, complete=True, secrets=secrets)
    linting = Linting(reading, resolution, project.lint, surroundings=surroundings(project), complete=True, least=Severity.ERROR)
    paths = {document.number: document.path for document in documents}
    files: dict[str, str] = {}
    organizations: list[Organization] = []
    for part in resolution.parts():
        linting.look(part)
        organizations += part.settings.organizations
        files |= {address: paths[number] for address, number in part.documents.items()}
    reading.conclude(resolution)
    demand(reading, project.lint)
    reading.diagnostics.clear()
    return Declared(documents, Settings(resolution.types, tuple(organizations)), files, resolution.moves), secrets


def _imported(connection: Connection, standard: Standard, declared: Declared, out: Path | None, *, write: bool) -> ImportedLive:
    manager, live = connection.target.manager, standard.live
    builtin = {type_.id for type_ in CATALOGUE}
    mine = {
        address: resource
        for address, resource in live.items()
        if resource.manager in (manager, "") and not (kind_of(address) == "type" and address.removeprefix(TYPE_PREFIX) in builtin)
    }
    fresh = {address: resource for address, resource in mine.items() if address not in declared.files and organization_of(address) not in declared.files}
    settings = connection.backend.interpret(fresh.values())
    drafts = _drafts(settings, declared, connection.project)
    settle(drafts, standard)
    files = dict(_files(drafts, connection.project, out))
    made = tuple(_made(drafts, files, connection.project))
    if write:
        _write(drafts, files, connection.project)
    written = set(drafts.organizations) | {TYPE_PREFIX + id for id in drafts.types}
    written |= {account for writing in drafts.organizations.values() for account in writing.accounts}
    return ImportedLive(
        looked=connection.target,
        files=made,
        left=tuple(address for address in fresh if address not in written),
        unmanaged=tuple(address for address in sorted(written, key=sort_key) if not live[address].manager),
        differing=tuple(address for address, objection in drafts.objections.items() if not objection.code),
        foreign=tuple(Foreign(address, resource.manager) for address, resource in live.items() if resource.manager not in (manager, "", BUILTIN_MANAGER)),
        diagnostics=tuple(_found(live, fresh, declared, drafts, written)),
    )


def _drafts(settings: Settings, declared: Declared, project: Project) -> Drafts:
    types = {type_.id: type_ for type_ in settings.types}
    known = {**{type_.id: type_ for type_ in declared.settings.types}, **types}
    selectable = selectable_of(known.values(), project)
    organizations = {organization.id: organization for organization in (*declared.settings.organizations, *settings.organizations)}

    def around(organization: Organization) -> Surroundings:
        return Surroundings(selectable, organizations.get(organization.parent or ""))

    return Drafts(types, {organization.id: Writing(organization, around(organization)) for organization in settings.organizations})


def selectable_of(types: Iterable[NotificationType], project: Project) -> dict[str, Selectable]:
    """What can be chosen, by audience."""
    types = list(types)
    return {audience: _selectable(types, audience, project) for audience in (EMPLOYEE, EXTERNAL)}


def _selectable(types: Iterable[NotificationType], audience: str, project: Project) -> Selectable:
    mine = [type_ for type_ in types if type_.selectable and audience in type_.audience]
    always = frozenset(type_.id for type_ in mine if type_.mandatory or type_.id in project.policy.forced)
    return Selectable({type_.id: type_.default_channels for type_ in mine}, always)


def _files(drafts: Drafts, project: Project, out: Path | None) -> Iterator[tuple[str, Path]]:
    """(address, file). Raises `Unusable` for one that exists."""
    home = out if out is not None else project.directory / _home(project, ORGANIZATIONS)
    types = out / TYPES if out is not None else project.directory / _home(project, TYPES)
    for address in drafts.texts():
        file = types / f"{address.removeprefix(TYPE_PREFIX)}.yaml" if address.startswith(TYPE_PREFIX) else home / f"{address}.yaml"
        if file.exists():
            raise Unusable("import-live-exists", path=file.as_posix())
        yield address, file


def _home(project: Project, usual: str) -> str:
    """The directory for such files: the usual one if it is read, else one in the first that is."""
    sources = project.sources or DEFAULT_SOURCES
    named = [source for source in sources if not any(sign in source for sign in "*?[") and not source.endswith(SUFFIXES)]
    if found := next((source for source in named if Path(source).name == usual), ""):
        return found
    first = next(iter(named), "")
    return first if first and usual == ORGANIZATIONS else (Path(first) / usual).as_posix()


def _write(drafts: Drafts, files: dict[str, Path], project: Project) -> None:
    """All of them or none."""
    done: list[Path] = []
    texts = drafts.texts()
    try:
        for address, file in files.items():
            write_new(file, _text(texts[address], project.limits, schema_for(project.directory, file)))
            done.append(file)
    except BaseException:
        for file in done:
            file.unlink(missing_ok=True)
        raise


def _made(drafts: Drafts, files: dict[str, Path], project: Project) -> Iterator[MadeFile]:
    for address, file in files.items():
        writing = drafts.organizations.get(address)
        yield MadeFile(file.as_posix(), address, len(writing.accounts) if writing is not None else 0, would_be_read(project, file))


def _text(text: str, limits: Limits, schema: str) -> str:
    """In the canonical style, with the line by which editors find the schema."""
    whole = f"# yaml-language-server: $schema={schema}\n{text}" if schema else text
    try:
        return formatted(whole, parse(whole, limits), limits, _keys_of)
    except UnformattableText:
        return whole


def _keys_of(at_root: Any) -> KeyOrder | None:
    return key_order(at_root.get("kind", ""))


def _found(live: State, fresh: dict[str, Resource], declared: Declared, drafts: Drafts, written: set[str]) -> Iterator[Diagnostic]:
    """What is not in the files, and what is in them and not as it is live."""
    yield from (said(objection) for objection in drafts.objections.values())
    objected = drafts.objections.keys()
    for address in fresh:
        if address not in written and address not in objected:
            owner = organization_of(address)
            hint = "organization" if owner in objected else "" if owner not in live else "foreign"
            yield Diagnostic("import-homeless", Severity.ERROR, {"address": address, "organization": owner}, hint=hint)
    for address in sorted(written, key=sort_key):
        for row in cast("list[dict[str, str]]", live[address].observed.get("foreign", ())):
            yield Diagnostic(
                "import-foreign-row", Severity.WARNING, {**row, "owner": row["manager"]}, hint="type" if "type" in row else "" if row["manager"] else "unmarked"
            )
    for organization in sorted({organization_of(address) for address in live} & declared.files.keys()):
        yield Diagnostic("import-live-declared", Severity.NOTE, {"organization": organization, "path": declared.files[organization]})
