"""What is live → into the files that are there: only what differs is edited, and comments, order and style stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from reconciler.documents.parse import parse
from reconciler.engine.accept import Accepting
from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.drifted import Drifted, drifted
from reconciler.engine.editing import EditedFile, edit
from reconciler.engine.import_live import Declared, declared_of, imported, look, selectable_of
from reconciler.engine.judge_live import Objection, Standard, said
from reconciler.engine.open import open_project, project_sources
from reconciler.engine.read import Reading, place_of
from reconciler.engine.session import scope_of
from reconciler.model.address import kind_of, organization_of
from reconciler.model.backend import Scope
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.imported import Updated, UpdatedFile
from reconciler.model.limits import Limits
from reconciler.model.resource import State
from reconciler.planning.moves import relocate


def import_update(
    directory: Path,
    *,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    everything: bool = False,
    write: bool = True,
    difference: bool = False,
) -> Updated:
    """Edit the project's files until a plan has no drift left, as far as files can say what is live; with `everything`, until it is empty: what was changed in the files and never
    applied is taken back, too. Nothing is written to the backend; without `write`, nowhere.

    What is declared and ours is changed where it differs; accounts that are live and ours are added, those that are gone removed; organizations and types that nothing
    declares get files of their own. What carries no mark or another manager's stays as it is declared. Raises what `plan` raises: files with mistakes are not touched.
    """
    with paused():
        connection = connect(open_project(Reading(), directory, environment))
        return updated(connection, scope_of(organizations), everything=everything, write=write, difference=difference)


def updated(connection: Connection, scope: Scope, *, everything: bool = False, write: bool = True, difference: bool = False) -> Updated:
    """The same for a project that is open and connected."""
    project, manager = connection.project, connection.target.manager
    reading = Reading()
    # Files with mistakes are found before anything new is written beside them.
    declared, _ = declared_of(reading, connection, project_sources(reading, project))
    seen = look(connection, scope, {organization.id for organization in declared.settings.organizations})
    relocated = relocate(declared.moves, desired := State(connection.backend.compile(declared.settings)), seen, manager)
    former = {target: source.address for target, source in relocated.moved.items()}
    moved = Drifted(relocated.live) if everything else drifted(connection, desired, relocated.live, scope, former)
    seen = moved.live
    live = {address for address, resource in seen.items() if resource.manager in (manager, "")}
    undeclared = live - declared.files.keys()
    new = imported(connection, Reading(), _narrowed(scope, undeclared), write=write) if undeclared else None
    reading = Reading()
    sources = {source.path: source for source in project_sources(reading, project)}
    declared, secrets = declared_of(reading, connection, list(sources.values()))
    standard = Standard(reading, project, connection.backend, declared.documents, secrets, seen)
    settings = connection.backend.interpret(resource for resource in seen.values() if resource.manager == manager)
    accepting = Accepting(
        standard, settings, manager, selectable_of({type_.id: type_ for type_ in (*declared.settings.types, *settings.types)}.values(), project)
    )
    left = accepting.run()
    edited: list[EditedFile] = []
    after = declared
    for path, source in sources.items():
        documents = [document for document in declared.documents if document.path == path]
        if any(accepting.data[document.number] != document.data for document in documents):
            edited.append(edit(source, documents, accepting.data, project.limits))
    for file in edited if write else ():
        if file.before != file.after:
            file.put()
    if left and write and any(file.before != file.after for file in edited):
        reading = Reading()  # places are those of the files as they are now
        after, _ = declared_of(reading, connection, list(sources.values()))
    diagnostics = [*_left(left, after, reading), *_failed(edited, declared), *_gone(declared, seen, scope)]
    diagnostics += _both(moved.both, after, reading)
    diagnostics += [found for found in (new.diagnostics if new is not None else ()) if found.code != "import-live-declared"]
    files = tuple(_report(file, declared, project.limits, written=write, difference=difference) for file in edited if file.before != file.after)
    addresses = {str(found.arguments["address"]) for found in diagnostics if "address" in found.arguments and found.code != "import-foreign-row"}
    made = replace(new, diagnostics=()) if new is not None and new.files else None
    return Updated(connection.target, files, tuple(sorted(addresses)), tuple(diagnostics), made, moved.waiting)


def _left(left: Mapping[str, Objection], declared: Declared, reading: Reading) -> Iterator[Diagnostic]:
    """What still differs, with the place where it is declared."""
    found = []
    for address, objection in left.items():
        number = _document_of(address, declared)
        found.append(replace(said(objection), place=place_of(number, address)) if number is not None else said(objection))
    yield from reading.located(found)


def _narrowed(scope: Scope, undeclared: Iterable[str]) -> Scope:
    """Only the organizations that something undeclared is in; everything, where a type is undeclared."""
    organizations = frozenset(map(organization_of, undeclared))
    return scope if "" in organizations else Scope(organizations)


def _both(addresses: Iterable[str], declared: Declared, reading: Reading) -> list[Diagnostic]:
    """What has changed on both sides, with the place where it is declared."""
    found = []
    for address in addresses:
        number = _document_of(address, declared)
        place = place_of(number, address) if number is not None else None
        found.append(Diagnostic("import-both-moved", Severity.WARNING, {"address": address}, place))
    return reading.located(found)


def _document_of(address: str, declared: Declared) -> int | None:
    """The document that declares an account, an organization, or a type."""
    owner, _, account = address.partition("/")
    for document in declared.documents:
        if document.kind == "Organization" and document.data.get("id") == address:
            return document.number
        accounts = document.data.get("accounts")
        if isinstance(accounts, Mapping) and account in accounts and owner in (document.data.get("id"), document.data.get("organization")):
            return document.number
        if document.kind == "NotificationType" and address == f"type:{document.data.get('id')}":
            return document.number
    return None


def _failed(edited: Iterable[EditedFile], declared: Declared) -> Iterator[Diagnostic]:
    for file in edited:
        for number, one in file.documents.items():
            data = next(document.data for document in declared.documents if document.number == number)
            owner = str(data.get("id") or data.get("organization"))
            for unit in one.failed:
                yield Diagnostic("import-not-editable", Severity.WARNING, {"address": f"{owner}/{unit}" if unit else owner, "path": file.path})


def _gone(declared: Declared, live: State, scope: Scope) -> Iterator[Diagnostic]:
    """Organizations and types that are declared and not live: whether their documents should go is for people to say."""
    for address, path in sorted(declared.files.items()):
        if kind_of(address) != "account" and address not in live and scope.includes(organization_of(address)):
            yield Diagnostic("import-gone", Severity.WARNING, {"address": address, "path": path})


def _report(file: EditedFile, declared: Declared, limits: Limits, *, written: bool, difference: bool) -> UpdatedFile:
    from reconciler.engine.difference import Version
    from reconciler.engine.difference import difference as compared

    changed: list[str] = []
    added: list[str] = []
    removed: list[str] = []
    for number, one in file.documents.items():
        before = next(document.data for document in declared.documents if document.number == number)
        owner = str(before.get("id") or before.get("organization"))
        if {**before, "accounts": None} != {**one.data, "accounts": None}:
            changed.append(f"type:{owner}" if before.get("kind") == "NotificationType" else owner)
        old, new = before.get("accounts"), one.data.get("accounts")
        old, new = (accounts if isinstance(accounts, Mapping) else {} for accounts in (old, new))
        for id in sorted({*old, *new}):
            group = added if id not in old else removed if id not in new else changed
            if id not in old or id not in new or old[id] != new[id]:
                group.append(f"{owner}/{id}")
    gone = sum(one.comments for one in file.documents.values())
    shown = compared(*(Version(text, parse(text, limits)) for text in file.texts)) if difference else ()
    return UpdatedFile(file.path, tuple(changed), tuple(added), tuple(removed), gone, shown, written)
