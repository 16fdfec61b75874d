"""What is live is shown, whoever put it there and however little of it there is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reconciler.engine.show import show
from reconciler.model.errors import Unusable
from tests.convergence.project import applied, write_project

ORGANIZATION = {"version": 1, "kind": "Organization", "id": "teleset", "name": "ТелеСеть", "form": "company"}


def test_an_account_may_be_live_without_its_organization(tmp_path: Path) -> None:
    project = write_project(tmp_path, [ORGANIZATION])
    applied(project)
    with closing(sqlite3.connect(project / "live.db")) as connection:
        connection.execute("INSERT INTO reconciler_accounts (organization, account, manager) VALUES ('ghost', 'anna', 'legacy-crm')")
        connection.commit()
    assert show(project, organizations=["ghost"]).settings.organizations == ()
    with pytest.raises(Unusable):
        show(project, organizations=["nobody"])
