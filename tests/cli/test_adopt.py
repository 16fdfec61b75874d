"""Taking over what is there and nobody manages."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run, edit, write

TELESET = "organizations/teleset.yaml"


def sql(project: Path, *statements: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    with closing(sqlite3.connect(project / "live/notifications.db")) as live, live:
        for statement in statements:
            rows = live.execute(statement).fetchall()
    return rows


def mark(project: Path, manager: str, where: str = "1 = 1") -> None:
    for table in ("organizations", "accounts", "contacts", "subscriptions"):
        column = "''" if table == "organizations" else "account"
        sql(project, f"update reconciler_{table} set manager = '{manager}' where {where.replace('account', column)}")


@pytest.fixture
def unmanaged(project: Path, run: Run) -> Path:
    """What is declared is live, made by a program that leaves no mark; ivanova has another address and lacks a type."""
    assert run("apply", "--yes").code == 0
    mark(project, "")
    sql(
        project,
        "update reconciler_contacts set address = 'old@teleset.example' where account = 'ivanova'",
        "delete from reconciler_subscriptions where account = 'ivanova' and type = 'works'",
    )
    return project


def test_without_being_asked_for_it_is_a_conflict_that_says_how(unmanaged: Path, run: Run) -> None:
    refused = run("apply", "--yes")
    assert refused.code == 4
    assert "--adopt teleset" in refused.out
    assert "--adopt teleset" in refused.err


def test_everything_at_once_and_then_there_is_nothing_left_to_do(unmanaged: Path, run: Run) -> None:
    planned = run("plan", "--adopt", "--all")
    assert planned.code == 0
    assert "\n= teleset/petrov\n" in planned.out
    assert "\n~ teleset/ivanova\n" in planned.out
    assert "1 to change" in planned.out
    assert "3 to take over" in planned.out
    applied = run("apply", "--yes", "--adopt", "--all")
    assert applied.code == 0, applied.out + applied.err
    assert "3 taken over" in applied.out
    assert "Read back: the backend matches the plan." in applied.out
    assert run("plan", "--detailed-exitcode").code == 0
    assert run("apply", "--yes", "--adopt", "--all").code == 0
    assert {
        row[0] for table in ("organizations", "accounts", "contacts", "subscriptions") for row in sql(unmanaged, f"select manager from reconciler_{table}")
    } == {"tests-7f3a"}


def test_one_by_one(unmanaged: Path, run: Run) -> None:
    assert run("apply", "--yes", "--adopt", "teleset").code == 4
    assert run("apply", "--yes", "--adopt", "teleset", "--adopt", "teleset/petrov", "--adopt", "teleset/ivanova").code == 0
    again = run("apply", "--yes", "--adopt", "teleset")
    assert again.code == 0, "the same command may be run again"
    assert "Taken over already: teleset." in again.out
    assert json.loads(run("plan", "--adopt", "teleset", "--format", "json").out)["ours_already"] == ["teleset"]


def test_others_are_never_touched(unmanaged: Path, run: Run) -> None:
    mark(unmanaged, "legacy-crm", "account = 'petrov'")
    before = sql(unmanaged, "select * from reconciler_contacts where manager = 'legacy-crm'")
    refused = run("apply", "--yes", "--adopt", "--all")
    assert refused.code == 4
    assert "teleset/petrov is managed by legacy-crm" in refused.out
    named = run("apply", "--yes", "--adopt", "teleset/petrov")
    assert named.code == 64
    assert 'belongs to manager "legacy-crm"' in named.err
    assert sql(unmanaged, "select * from reconciler_contacts where manager = 'legacy-crm'") == before
    assert sql(unmanaged, "select count(*) from reconciler_accounts where manager = 'tests-7f3a'") == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["teleset/nobody"], "it is not declared"),
        (["Иванова"], "it is not declared"),
        (["alfa"], "it is not in the backend"),
        (["alfa", "--organization", "teleset"], "not among those of --organization"),
    ],
)
def test_an_address_that_cannot_be_taken_over(arguments: list[str], said: str, unmanaged: Path, run: Run) -> None:
    write(unmanaged / "organizations/alfa.yaml", "version: 1\nkind: Organization\nid: alfa\nname: ООО «Альфа»\nform: company\n")
    for verb in (["plan"], ["apply", "--yes"]):
        refused = run(*verb, "--adopt", *arguments)
        assert refused.code == 64
        assert said in refused.err
        assert "«" in run(*verb, "--lang", "ru", "--adopt", *arguments).err


def test_a_saved_plan_takes_over_what_it_names(unmanaged: Path, run: Run) -> None:
    assert run("plan", "--adopt", "--all", "--out", "plan.json").code == 0
    assert "old@" not in (unmanaged / "plan.json").read_text(encoding="utf-8")
    assert run("apply", "--yes", "plan.json", "--adopt", "--all").code == 64
    assert run("apply", "--yes", "plan.json").code == 0
    assert run("plan", "--detailed-exitcode").code == 0
    again = run("apply", "--yes", "plan.json")
    assert (again.code, "No changes." in again.out) == (0, True)


def test_a_saved_plan_is_stale_once_somebody_else_has_marked_it(unmanaged: Path, run: Run) -> None:
    assert run("plan", "--adopt", "--all", "--out", "plan.json").code == 0
    mark(unmanaged, "legacy-crm", "account = 'petrov'")
    refused = run("apply", "--yes", "plan.json")
    assert refused.code == 5
    assert "managed by legacy-crm" in refused.out
    assert sql(unmanaged, "select count(*) from reconciler_accounts where manager = 'tests-7f3a'") == [(0,)]


def test_the_digest_covers_what_is_taken_over(unmanaged: Path, run: Run) -> None:
    whole = json.loads(run("plan", "--adopt", "--all", "--format", "json").out)["digest"]
    assert run("apply", "--yes", "--digest", whole, "--adopt", "teleset").code == 5
    assert run("apply", "--yes", "--digest", whole, "--adopt", "--all").code == 0


def test_guards_count_those_taken_over_and_can_be_approved(unmanaged: Path, run: Run) -> None:
    edit(unmanaged / TELESET, "  types: [payment, orders]\n", "  types: none\n")
    edit(unmanaged / TELESET, "{works: true}", "none")
    planned = run("plan", "--adopt", "--all", "--format", "json")
    assert planned.code == 4
    digests = [refusal["digest"] for refusal in json.loads(planned.out)["refusals"]]
    for digest in digests:
        assert run("approve", digest, "--reason", "so ordered").code == 64
        assert run("approve", digest, "--reason", "so ordered", "--adopt", "--all").code == 0
    assert run("apply", "--yes", "--adopt", "--all").code == 0


def test_two_managers_in_one_backend(project: Path, tmp_path: Path, run: Run) -> None:
    """What one holds the other cannot have, whatever it is; once it is given up, the other takes it over."""
    write(
        project / "organizations/own.yaml",
        "version: 1\nkind: NotificationType\nid: own\ntitle: {en: Own, ru: Свой}\ncategory: other\nsurface: own\naudience: [employee]\nchannels: [email]\n",
    )
    assert run("apply", "--yes").code == 0
    other = tmp_path / "other"
    url = (project / "live/notifications.db").as_posix()
    write(other / "reconciler.yaml", PROJECT.replace("tests-7f3a", "others-1a2b").replace("live/notifications.db", "/" + url).replace("0b7e4d52", "1b7e4d52"))
    for name in ("teleset.yaml", "own.yaml"):
        write(other / "organizations" / name, (project / "organizations" / name).read_text(encoding="utf-8"))
    refused = run("plan", "--project", str(other))
    assert refused.code == 4
    assert "teleset is managed by tests-7f3a" in refused.out
    assert "type:own is managed by tests-7f3a" in refused.out
    assert run("apply", "--yes", "--adopt", "--all", "--project", str(other)).code == 4
    # Nothing of it has changed.
    assert run("plan", "--detailed-exitcode").code == 0
