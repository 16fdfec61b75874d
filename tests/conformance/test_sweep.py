"""An account deleted by hand leaves its contacts behind: they hold addresses, and go with the next apply."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from reconciler.backends.sql import SqlBackend
from reconciler.model.change import Delete
from reconciler.model.report import Applied
from tests.conformance.live import System
from tests.conformance.worlds import BEFORE


def _rows(backend: SqlBackend, sql: str) -> list[tuple[str, str]]:
    with backend.database.write() as connection:
        return [(str(row[0]), str(row[1])) for row in connection.execute(text(sql))]


def test_what_a_deleted_account_leaves_is_swept(system: System) -> None:
    backend = system.backend
    if not isinstance(backend, SqlBackend):
        pytest.skip("only tables can be edited by hand")
    system.become(BEFORE)
    name = backend.database.name
    first, other = [address for address, resource in system.observe().items() if "/" in address and "contacts" in resource.spec][:2]
    organization, _, account = first.partition("/")
    with backend.database.write() as connection:
        where = {"organization": organization, "account": account}
        connection.execute(text(f"DELETE FROM {name('accounts')} WHERE organization = :organization AND account = :account"), where)
        connection.execute(
            text(
                f"INSERT INTO {name('contacts')} (organization, account, contact, channel, address) VALUES (:organization, :account, 'theirs', 'email', 'x@y.example')"
            ),
            where,
        )
    left = f"SELECT account, contact FROM {name('contacts')} WHERE organization = '{organization}' AND account = '{account}' ORDER BY contact"
    assert len(_rows(backend, left)) > 1
    outcomes = system.write([Delete(system.observe()[other])])
    assert all(isinstance(outcome, Applied) for outcome in outcomes)
    assert _rows(backend, left) == [(account, "theirs")]
