"""A lost installation key, and tables that are gone: found before anything is written, and nobody's opt-out is forgotten unasked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reconciler.cli.exits import Exit
from tests.cli.conftest import PROJECT, Run, edit, fingerprint, write
from tests.cli.test_adopt import sql

TELESET = "organizations/teleset.yaml"
PETROV = "  petrov:\n    family_name: Петров\n    given_name: Павел\n    contacts: {email: petrov@teleset.example}\n"
LEDGER = "ledger: {type: sql, url: 'sqlite:///live/ledger.db'}\n"


def kept(project: Path) -> int:
    with closing(sqlite3.connect(project / "live/notifications.db")) as live:
        return int(live.execute("SELECT count(*) FROM reconciler_kept_refusals").fetchone()[0])


@pytest.fixture
def refused(project: Path, run: Run) -> Path:
    """petrov has refused everything, and is gone: a digest of his address is kept."""
    assert run("apply", "--yes").code == 0
    sql(project, "insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'petrov@teleset.example', '*')")
    edit(project / TELESET, PETROV, "")
    assert run("apply", "--yes").code == 0
    assert kept(project) == 1
    edit(project / TELESET, "accounts:\n", f"accounts:\n{PETROV}")
    return project


def test_a_lost_key_is_found_before_anything_is_written(refused: Path, run: Run) -> None:
    sql(refused, "delete from reconciler_installation")
    before = fingerprint(refused)
    planned = run("plan")
    assert planned.code == 0
    assert "Key:     the installation key is lost; apply will refuse until it is back" in planned.out
    assert "ключ установки утрачен" in run("plan", "--lang", "ru").out
    assert json.loads(run("plan", "--format", "json").out)["files"]["key_lost"] is True
    for arguments in (("apply", "--yes"), ("plan", "--out", "plan.json"), ("prepare",), ("forget", "teleset/petrov", "--yes")):
        ended = run(*arguments)
        assert ended.code == Exit.FAILED, arguments
        assert "the installation key of sql, sqlite:///live/notifications.db is lost" in ended.err
        assert "reconciler prepare --new-key" in ended.err
    assert {one["check"]: one for one in json.loads(run("doctor", "--format", "json").out)["checks"]}["key"]["code"] == "key-lost"
    assert fingerprint(refused) == before


def test_asking_people_makes_no_key_in_the_place_of_a_lost_one(refused: Path, run: Run) -> None:
    file = refused / "reconciler.yaml"
    configured = """\
transports: {email: {type: smtp, host: 127.0.0.1, port: 1, tls: none, timeout: 1, sender: "n@teleset.example"}}
confirmation: {channels: [email], url: "https://lk.example/confirm?token={token}"}
"""
    file.write_text(file.read_text(encoding="utf-8") + configured, encoding="utf-8")
    sql(refused, "update reconciler_contacts set confirm = 1 where account = 'ivanova'")
    sql(refused, "delete from reconciler_installation")
    before = fingerprint(refused)
    ended = run("contacts", "send-confirmations", "--yes")
    assert (ended.code, "key" in ended.err) == (Exit.FAILED, True)
    assert fingerprint(refused) == before, "with another key nobody's opt-out would be found again"
    readiness = json.loads(run("review", "--format", "json").out)["readiness"]
    assert "ready-key-lost" in [one["code"] for one in readiness["reasons"]]


def test_a_restored_key_finds_the_opt_out_again(refused: Path, run: Run) -> None:
    with closing(sqlite3.connect(refused / "live/notifications.db")) as live:
        (key,) = live.execute("SELECT key FROM reconciler_installation").fetchone()
    sql(refused, "delete from reconciler_installation")
    assert run("apply", "--yes").code == Exit.FAILED
    sql(refused, f"insert into reconciler_installation values (1, '{key}')")
    assert run("apply", "--yes").code == 0
    assert kept(refused) == 0
    assert "petrov" in run("plan").out, "he is told to have refused"


def test_the_way_out_is_recorded(refused: Path, run: Run) -> None:
    sql(refused, "delete from reconciler_installation")
    renewed = run("prepare", "--new-key")
    assert renewed.code == 0
    assert "cannot be found any more" in renewed.out
    assert run("apply", "--yes").code == 0
    assert kept(refused) == 1, "what is unreadable is left"
    shown = run("history").out
    assert "prepare --new-key" in shown
    assert "installation key replaced" in shown
    # Again it is nothing to do: there is a key.
    assert "cannot be found" not in run("prepare", "--new-key").out


def test_a_lost_ledger_elsewhere_is_noticed_by_what_the_backend_keeps(project: Path, run: Run) -> None:
    write(project / "reconciler.yaml", PROJECT + LEDGER)
    assert run("apply", "--yes").code == 0
    sql(project, "insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'petrov@teleset.example', '*')")
    edit(project / TELESET, PETROV, "")
    assert run("apply", "--yes").code == 0
    (project / "live/ledger.db").unlink()
    edit(project / TELESET, "accounts:\n", f"accounts:\n{PETROV}")
    assert "the installation key is lost" in run("plan").out
    assert run("apply", "--yes").code == Exit.FAILED
    assert kept(project) == 1
    assert run("prepare", "--new-key").code == 0
    assert run("apply", "--yes").code == 0


def test_a_first_apply_and_a_pause_before_it_lose_no_key(project: Path, run: Run) -> None:
    assert run("prepare").code == 0
    sql(project, "delete from reconciler_installation")
    assert run("pause", "--reason", "not yet").code == 0
    assert run("resume").code == 0
    assert "lost" not in run("plan").out
    assert run("apply", "--yes").code == 0


@pytest.mark.parametrize("table", ["kept_verifications", "kept_refusals", "journal", "pauses", "applied", "approvals", "verifications"])
def test_a_table_that_is_gone_is_found_by_plan(table: str, refused: Path, run: Run) -> None:
    sql(refused, f"drop table reconciler_{table}")
    before = fingerprint(refused)
    for verb in (("plan",), ("apply", "--yes"), ("prepare",)):
        ended = run(*verb)
        assert ended.code == Exit.FAILED, verb
        assert "are not all there" in ended.err
    checks = {one["check"]: one for one in json.loads(run("doctor", "--format", "json").out)["checks"]}
    assert "tables-incomplete" in {one.get("code") for one in checks.values()}
    assert fingerprint(refused) == before
