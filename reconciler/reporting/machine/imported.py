"""What became of a table, or of a live state → JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reconciler.model.imported import Imported, ImportedLive, MadeFile, Updated
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.diagnostics import diagnostic_list


def imported_document(imported: Imported) -> JsonDocument:
    """`{table, made, summary, taken, declared, diagnostics}`; the file is null where nothing was written. `taken` and `declared` name the account of each row by its line."""
    organization = imported.organization
    return document(
        table={
            "path": imported.path,
            "encoding": imported.encoding,
            "delimiter": imported.delimiter,
            "columns": [{"heading": heading, "field": field} for heading, field in imported.columns],
        },
        made={"kind": imported.kind, "organization": organization, "file": imported.file or None},
        summary={
            "rows": imported.rows,
            "taken": len(imported.taken),
            "incomplete": len(imported.incomplete),
            "declared": len(imported.declared),
            "refused": imported.refused,
        },
        taken=_lines(organization, imported.taken),
        declared=_lines(organization, imported.declared),
        diagnostics=diagnostic_list(imported.diagnostics),
    )


def _lines(organization: str, accounts: Mapping[int, str]) -> list[JsonDocument]:
    return [{"line": line, "account": f"{organization}/{id}"} for line, id in sorted(accounts.items())]


def imported_live_document(imported: ImportedLive) -> JsonDocument:
    """`{environment, backend, manager, files, left, differing, unmanaged, foreign, diagnostics}`; objects are named by their addresses."""
    return document(
        environment=imported.looked.environment or None,
        backend=imported.looked.backend,
        manager=imported.looked.manager,
        files=_made(imported.files),
        left=list(imported.left),
        differing=list(imported.differing),
        unmanaged=list(imported.unmanaged),
        foreign=[{"address": foreign.address, "manager": foreign.owner} for foreign in imported.foreign],
        diagnostics=diagnostic_list(imported.diagnostics),
    )


def updated_document(updated: Updated) -> JsonDocument:
    """`{environment, backend, manager, files, made, left, diagnostics}`; of each file the addresses that changed in it, and the lines that differ where they were asked for."""
    return document(
        environment=updated.looked.environment or None,
        backend=updated.looked.backend,
        manager=updated.looked.manager,
        files=[
            {
                "path": file.path,
                "written": file.written,
                "changed": list(file.changed),
                "added": list(file.added),
                "removed": list(file.removed),
                "comments_removed": file.comments,
                "difference": list(file.difference),
            }
            for file in updated.files
        ],
        made=_made(updated.new.files if updated.new is not None else ()),
        left=list(updated.left),
        waiting=list(updated.waiting),
        diagnostics=diagnostic_list(updated.diagnostics),
    )


def _made(files: Iterable[MadeFile]) -> list[JsonDocument]:
    return [{"path": file.path, "address": file.address, "accounts": file.accounts, "read": file.read} for file in files]
