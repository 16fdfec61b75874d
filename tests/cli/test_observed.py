"""What is known of addresses, through the life of a project: shown beside plans, erased with the address, and back with it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit

TELESET = "organizations/teleset.yaml"
OPT_OUT = "Left alone: 1 opt-out by a recipient is kept (teleset/ivanova email i•••••@teleset.example: payment)."
CONFIRMED = "confirmation: {channels: [email], url: 'https://lk.example/confirm?token={token}'}\n"


def live(project: Path, *statements: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(project / "live/notifications.db")
    try:
        with connection:
            return [row for sql in statements for row in connection.execute(sql).fetchall()]
    finally:
        connection.close()


def everything(project: Path) -> str:
    tables = [name for (name,) in live(project, "select name from sqlite_master where type = 'table'")]
    return repr([live(project, f"select * from {table}") for table in tables])


@pytest.fixture
def known(project: Path, run: Run) -> Path:
    """Ivanova has confirmed her address and refused `works`; Petrov has confirmed nothing."""
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CONFIRMED, encoding="utf-8")
    assert run("apply", "--yes").code == 0
    live(
        project,
        "insert into reconciler_verifications (channel, address) values ('email', 'ivanova@teleset.example')",
        "insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'ivanova@teleset.example', 'payment')",
    )
    return project


def test_a_plan_without_changes_tells_it_and_stays_one(known: Path, run: Run) -> None:
    planned = run("plan", "--detailed-exitcode")
    assert planned.code == 0
    assert OPT_OUT in " ".join(planned.out.split())
    assert "Awaiting confirmation (1): teleset/petrov email p•••••@teleset.example." in planned.out
    assert planned.out.rstrip().endswith("No changes. The backend matches the declaration.")
    document = json.loads(run("plan", "--format", "json").out)
    assert (document["observed"]["awaiting"]["count"], document["observed"]["refused"]["count"], document["changes"]) == (1, 1, [])


def test_who_goes_leaves_no_address_and_who_comes_back_is_known(known: Path, run: Run) -> None:
    declared = (known / TELESET).read_text(encoding="utf-8")
    edit(known / TELESET, "ivanova@teleset.example", "anna@teleset.example")
    assert run("apply", "--yes").code == 0
    assert "ivanova@teleset.example" in everything(known), "it serves until the new one is confirmed"
    live(known, "insert into reconciler_verifications (channel, address) values ('email', 'anna@teleset.example')")
    edit(known / TELESET, "petrov@teleset.example", "p.petrov@teleset.example")
    assert run("apply", "--yes").code == 0
    assert "ivanova@teleset.example" not in everything(known)
    ((kept, until),) = live(known, "select tag, expires - strftime('%s', 'now') from reconciler_kept_verifications")
    assert len(str(kept)) == 64
    assert isinstance(until, int)
    assert 29 * 86400 < until <= 30 * 86400
    (known / TELESET).write_text(declared, encoding="utf-8")
    assert run("apply", "--yes").code == 0
    assert OPT_OUT in " ".join(run("plan").out.split())
    assert live(known, "select count(*) from reconciler_kept_verifications where tag = '" + str(kept) + "'") == [(0,)]


def test_the_project_says_how_long_a_confirmation_is_kept(known: Path, run: Run) -> None:
    file = known / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "retention: {removed: 2d}\n", encoding="utf-8")
    declared = (known / TELESET).read_text(encoding="utf-8")
    (known / TELESET).write_text(declared.replace("contacts: {email: ivanova@teleset.example}", "contacts: {}"), encoding="utf-8")
    assert "contacts: {}" in (known / TELESET).read_text(encoding="utf-8")
    refused = run("apply", "--yes", "--format", "json")
    digests = [refusal["digest"] for refusal in json.loads(refused.out).get("refusals", [])]
    if digests:
        assert run("apply", "--yes", *(word for digest in digests for word in ("--approve", digest))).code == 0
    ((until,),) = live(known, "select expires - strftime('%s', 'now') from reconciler_kept_verifications")
    assert isinstance(until, int)
    assert 86400 < until <= 2 * 86400
