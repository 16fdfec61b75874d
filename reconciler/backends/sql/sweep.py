"""Rows of ours that belong to nobody any more: somebody deleted their account by hand. They reach no one, but they hold addresses."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from reconciler.backends.sql.erasure import Erasure, manager_of
from reconciler.database.database import Database
from reconciler.model.change import Change
from reconciler.model.resource import BUILTIN_MANAGER


def sweep(database: Database, connection: Connection, changes: Iterable[Change], erasure: Erasure) -> None:
    """Delete the contacts and subscriptions of the managers of `changes` whose account or organization is not there, and tell `erasure`. Rows of others stay."""
    for manager in sorted({manager_of(change) for change in changes} - {BUILTIN_MANAGER, ""}):
        for child in ("contacts", "subscriptions"):
            for holder, own, link in (("accounts", "c.account <> ''", " AND h.account = c.account"), ("organizations", "c.account = ''", "")):
                held = f"SELECT 1 FROM {database.name(holder)} h WHERE h.organization = c.organization{link}"  # noqa: S608 - names are ours
                stray = f"FROM {database.name(child)} AS c WHERE c.manager = :manager AND {own} AND NOT EXISTS ({held})"
                if child == "contacts" and erasure.known:
                    addresses = f"SELECT c.organization, c.channel, c.address, c.serving_address {stray}"
                    erasure.leave(connection.execute(text(addresses), {"manager": manager}))
                connection.execute(text(f"DELETE {stray}"), {"manager": manager})
