"""Rows of ours that belong to nobody any more: somebody deleted their account by hand. They reach no one, but they hold addresses."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from reconciler.database.database import Database
from reconciler.model.change import Change, Delete
from reconciler.model.resource import BUILTIN_MANAGER


def sweep(database: Database, connection: Connection, changes: Iterable[Change]) -> None:
    """Delete the contacts and subscriptions of the managers of `changes` whose account or organization is not there. Rows of others stay."""
    for manager in sorted({_manager(change) for change in changes} - {BUILTIN_MANAGER, ""}):
        for child in ("contacts", "subscriptions"):
            for holder, own, link in (("accounts", "c.account <> ''", " AND h.account = c.account"), ("organizations", "c.account = ''", "")):
                held = f"SELECT 1 FROM {database.name(holder)} h WHERE h.organization = c.organization{link}"  # noqa: S608 - names are ours
                sql = f"DELETE FROM {database.name(child)} AS c WHERE c.manager = :manager AND {own} AND NOT EXISTS ({held})"  # noqa: S608
                connection.execute(text(sql), {"manager": manager})


def _manager(change: Change) -> str:
    return change.before.manager if isinstance(change, Delete) else change.after.manager
