"""Rows somebody edited by hand: whatever they hold, they are read, shown as a difference, and healed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.model.change import Update
from reconciler.model.values import Pointer
from tests.conformance.live import SqlDoor, System, plan
from tests.conformance.worlds import BEFORE


@pytest.fixture
def system(tmp_path: Path) -> System:
    backend = SqlBackend({"url": "sqlite:///n.db"}, tmp_path)
    backend.prepare()
    system = System(backend, SqlDoor(backend))
    system.become(BEFORE)
    return system


@pytest.mark.parametrize(
    ("statement", "pointers"),
    [
        ("UPDATE reconciler_accounts SET suspended = 'да' WHERE account = 'ivanova'", [("suspended",)]),
        ("UPDATE reconciler_accounts SET suspended = 2 WHERE account = 'ivanova'", [("suspended",)]),
        ("UPDATE reconciler_accounts SET family_name = NULL WHERE account = 'ivanova'", [("family_name",)]),
        ("UPDATE reconciler_accounts SET family_name = '' WHERE account = 'ivanova'", [("family_name",)]),
        ("UPDATE reconciler_accounts SET quiet_to = NULL WHERE account = 'ivanova'", [("quiet_hours", "to")]),
        ("UPDATE reconciler_accounts SET family_name = x'ff00' WHERE account = 'ivanova'", [("family_name",)]),
        ("UPDATE reconciler_accounts SET locale = CAST(x'72ff' AS TEXT) WHERE account = 'ivanova'", [("locale",)]),
        ("UPDATE reconciler_accounts SET suspended = x'01' WHERE account = 'ivanova'", [("suspended",)]),
        ("UPDATE reconciler_contacts SET address = x'ff00' WHERE contact = 'spare'", [("contacts", "spare", "address")]),
        ("UPDATE reconciler_contacts SET address = CAST(x'72ff' AS TEXT) WHERE contact = 'spare'", [("contacts", "spare", "address")]),
        ("UPDATE reconciler_contacts SET confirm = 9e999 WHERE contact = 'spare'", [("contacts", "spare", "confirm")]),
        ("UPDATE reconciler_contacts SET secret_tag = x'00' WHERE contact = 'bus'", [("contacts", "bus", "secret", "tag")]),
        ("UPDATE reconciler_organizations SET support = x'7b7d' WHERE organization = 'teleset'", [("unreadable", "support")]),
        ("UPDATE reconciler_types SET definition = x'7b7d' WHERE type = 'contract-end'", [("unreadable", "definition")]),
        ("UPDATE reconciler_types SET surface = x'' WHERE type = 'contract-end'", [("surface",)]),
        ("UPDATE reconciler_types SET urgent = 9e999 WHERE type = 'contract-end'", [("urgent",)]),
        ("UPDATE reconciler_accounts SET audience = 'кто-то' WHERE account = 'ivanova'", [("audience",)]),
        ("UPDATE reconciler_contacts SET channel = 'pigeon' WHERE contact = 'spare'", [("contacts", "spare", "channel")]),
        ("UPDATE reconciler_contacts SET confirm = 'yes' WHERE contact = 'spare'", [("contacts", "spare", "confirm")]),
        ("UPDATE reconciler_contacts SET consent_basis = NULL WHERE contact = 'mobile'", [("contacts", "mobile", "consent", "basis")]),
        ("UPDATE reconciler_contacts SET secret_name = NULL WHERE contact = 'bus'", [("contacts", "bus", "secret", "name")]),
        ("DELETE FROM reconciler_subscriptions WHERE type = 'works' AND account = 'ivanova'", [("types", "works")]),
        ("INSERT INTO reconciler_subscriptions VALUES ('teleset', 'ivanova', 'ghost', 'nowhere', 'us')", [("types", "ghost")]),
        (
            "UPDATE reconciler_organizations SET support = '{not json' WHERE organization = 'teleset'",
            [("support", "email"), ("support", "phone"), ("unreadable", "support")],
        ),
        ("UPDATE reconciler_organizations SET support = '[1]' WHERE organization = 'holding'", [("unreadable", "support")]),
        ("UPDATE reconciler_organizations SET requirements = '{\"payment\": 3}' WHERE organization = 'holding'", [("unreadable", "requirements")]),
        ('UPDATE reconciler_types SET definition = \'{"title": 1, "audience": "x"}\' WHERE type = \'contract-end\'', [("unreadable", "definition")]),
        ("UPDATE reconciler_types SET mandatory = 7 WHERE type = 'contract-end'", [("mandatory",)]),
    ],
)
def test_an_odd_row_is_a_difference_and_is_healed(system: System, tmp_path: Path, statement: str, pointers: list[Pointer]) -> None:
    with closing(sqlite3.connect(tmp_path / "n.db")) as other:
        assert other.execute(statement).rowcount == 1
        other.commit()
    live = system.observe()
    system.backend.interpret(live.values())
    (change,) = plan(system.desired(BEFORE), live)
    assert isinstance(change, Update)
    assert {field.pointer for field in change.fields} >= set(pointers)
    system.become(BEFORE)
    assert plan(system.desired(BEFORE), system.observe()) == []


def test_what_is_no_text_is_told_as_what_it_is(system: System, tmp_path: Path) -> None:
    """In whatever row it stands, everything else is read as it is."""
    plain = system.observe()
    with closing(sqlite3.connect(tmp_path / "n.db")) as other:
        other.execute("UPDATE reconciler_contacts SET address = x'ff00' WHERE account = 'petrov'")
        other.execute("UPDATE reconciler_types SET manager = x'ab' WHERE type = 'works'")
        other.execute("INSERT INTO reconciler_accounts (organization, account, manager) VALUES (x'cd', 'stranger', 'legacy-crm')")
        other.execute("INSERT INTO reconciler_refusals VALUES ('teleset', 'sms', '+79160000001', x'ef')")
        other.commit()
    live = system.observe()
    contacts = cast("dict[str, dict[str, str]]", live["teleset/petrov"].spec["contacts"])
    assert contacts["email"]["address"] == "x'ff00'"
    assert live["type:works"].manager == "x'ab'"
    assert live["teleset/ivanova"].observed["refused"] == {"mobile": ["x'ef'"]}
    changed = {"teleset/petrov", "type:works"}
    assert live.keys() - plain.keys() == {"x'cd'/stranger"}
    assert {address: resource.canonical for address, resource in plain.items() if address not in changed} == {
        address: live[address].canonical for address in plain if address not in changed
    }


def test_children_left_behind_are_taken_up_again(system: System, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "n.db")) as other:
        other.execute("DELETE FROM reconciler_accounts WHERE account = 'ivanova'")
        other.commit()
    system.become(BEFORE)
    assert plan(system.desired(BEFORE), system.observe()) == []


def test_only_the_rows_a_change_names_are_written(system: System, tmp_path: Path) -> None:
    """Triggers count what is written."""
    with closing(sqlite3.connect(tmp_path / "n.db")) as other:
        other.execute("UPDATE reconciler_contacts SET address = '+79169999999' WHERE account = 'ivanova' AND contact = 'mobile'")
        other.execute("CREATE TABLE written (what TEXT)")
        for table in ("organizations", "accounts", "contacts", "subscriptions", "types"):
            for action, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
                key = f"{row}.type" if table == "types" else f"{row}.organization"
                other.execute(
                    f"CREATE TRIGGER {table}_{action} AFTER {action} ON reconciler_{table} BEGIN INSERT INTO written VALUES ('{action} {table} ' || {key}); END"
                )
        other.commit()
        system.become(BEFORE)
        assert sorted(row[0] for row in other.execute("SELECT what FROM written")) == ["UPDATE accounts teleset", "UPDATE contacts teleset"]
