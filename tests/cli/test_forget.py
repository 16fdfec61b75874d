"""Stop managing without deleting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run, apply_first, edit, write
from tests.cli.test_adopt import mark, sql

TELESET = "organizations/teleset.yaml"
TABLES = ("organizations", "accounts", "contacts", "subscriptions")
BETA = "version: 1\nkind: Organization\nid: beta\nname: ООО «Бета»\nform: company\n"


def _without_petrov(project: Path) -> None:
    path = project / TELESET
    path.write_text(path.read_text(encoding="utf-8").partition("  petrov:")[0], encoding="utf-8")


@pytest.fixture
def applied(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    write(project / "organizations/beta.yaml", BETA)
    apply_first(project, run, tmp_path_factory)
    return project


def test_an_account_stays_as_it_is_and_is_nobodys(applied: Path, run: Run) -> None:
    _without_petrov(applied)
    before = {table: sql(applied, f"select * from reconciler_{table} where account = 'petrov'") for table in TABLES[1:]}
    assert run("forget", "teleset/petrov").code == 64, "asks on a terminal, and needs --yes elsewhere"
    done = run("forget", "teleset/petrov", "--yes", "--reason", "the archive looks after him")
    assert done.code == 0
    assert "= teleset/petrov" in done.out
    assert "Forgotten: 1 object. Nothing was deleted." in done.out
    after = {table: sql(applied, f"select * from reconciler_{table} where account = 'petrov'") for table in TABLES[1:]}
    assert str(before).replace("'tests-7f3a'", "''") == str(after)
    planned = run("plan", "--detailed-exitcode")
    assert planned.code == 0
    assert "1 object that no manager marked (teleset/petrov)" in planned.out
    (teleset,) = [one for one in json.loads(run("show", "--format", "json").out)["organizations"] if one["address"] == "teleset"]
    assert {one["address"]: one["owner"] for one in teleset["accounts"]} == {"teleset/ivanova": None, "teleset/petrov": ""}
    assert run("show").out.count("none, it carries no mark") == 1
    entry = json.loads(run("history", "--format", "json").out)["history"][0]
    assert (entry["operation"], entry["outcome"], entry["reason"]) == ("forget teleset/petrov", "forgotten", "the archive looks after him")
    assert "forget teleset/petrov" in run("history").out
    again = run("forget", "teleset/petrov", "--yes")
    assert (again.code, "Without our mark already: teleset/petrov." in again.out) == (0, True)
    assert run("history").out.count("forget ") == 1


def test_an_organization_goes_with_all_its_accounts_and_can_be_taken_over_by_another(applied: Path, tmp_path: Path, run: Run) -> None:
    text = (applied / TELESET).read_text(encoding="utf-8")
    (applied / TELESET).unlink()
    mark(applied, "legacy-crm", "account = 'petrov'")
    done = run("forget", "teleset", "--yes")
    assert done.code == 0
    assert "Forgotten: 2 objects." in done.out
    owners = {row for table in TABLES for row in sql(applied, f"select distinct manager from reconciler_{table} where organization = 'teleset'")}
    assert owners == {("",), ("legacy-crm",)}
    assert sql(applied, "select manager from reconciler_organizations where organization = 'beta'") == [("tests-7f3a",)]
    mark(applied, "", "account = 'petrov'")
    other = tmp_path / "other"
    url = (applied / "live/notifications.db").as_posix()
    write(other / "reconciler.yaml", PROJECT.replace("tests-7f3a", "others-1a2b").replace("live/notifications.db", "/" + url).replace("0b7e4d52", "1b7e4d52"))
    write(other / TELESET, text)
    assert run("plan", "--project", str(other)).code == 4
    taken = run("apply", "--yes", "--adopt", "--all", "--project", str(other))
    assert taken.code == 0, taken.out + taken.err
    assert "0 changed" in taken.out
    assert run("plan", "--detailed-exitcode").code == 0
    assert run("plan", "--detailed-exitcode", "--project", str(other)).code == 0


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("teleset", "it is still declared"),
        ("teleset/ivanova", "it is still declared"),
        ("teleset/nobody", "it is not in the backend"),
        ("teleset/petrov/email", "it is not in the backend"),
        ("teleset/petrov", 'it belongs to manager "legacy-crm"'),
        ("type:payment", "it is still declared"),
    ],
)
def test_what_cannot_be_given_up(address: str, said: str, applied: Path, run: Run) -> None:
    _without_petrov(applied)
    mark(applied, "legacy-crm", "account = 'petrov'")
    before = (applied / "live/notifications.db").read_bytes()
    refused = run("forget", address, "--yes")
    assert refused.code == 64
    assert said in refused.err
    assert "управление" in run("forget", address, "--yes", "--lang", "ru").err
    assert (applied / "live/notifications.db").read_bytes() == before


def test_elsewhere_than_where_it_is_bound_it_is_refused(applied: Path, run: Run) -> None:
    _without_petrov(applied)
    edit(applied / "reconciler.yaml", "0b7e4d52", "9b7e4d52")
    assert run("forget", "teleset/petrov", "--yes").code == 4
    assert sql(applied, "select manager from reconciler_accounts where account = 'petrov'") == [("tests-7f3a",)]


def test_while_somebody_writes_it_waits(applied: Path, run: Run) -> None:
    _without_petrov(applied)
    sql(applied, "update reconciler_leases set expires = 99999999999, host = 'elsewhere', holder = 'ci', process = 4711")
    assert run("forget", "teleset/petrov", "--yes", "--lock-timeout", "0").code == 6


def test_as_json(applied: Path, run: Run) -> None:
    _without_petrov(applied)
    done = run("forget", "teleset/petrov", "--yes", "--format", "json")
    document = json.loads(done.out)
    assert (document["ok"], document["forgotten"], document["unmarked_already"]) == (True, ["teleset/petrov"], [])
    assert json.loads(run("forget", "teleset/petrov", "--yes", "--format", "json").out)["unmarked_already"] == ["teleset/petrov"]


def test_nothing_was_set_up(project: Path, run: Run) -> None:
    assert run("forget", "teleset/petrov", "--yes").code == 64
    assert not (project / "live").exists()


def test_without_a_terminal_no_other_verb_is_named(applied: Path, run: Run) -> None:
    """`apply` would delete what was to be kept."""
    refused = run("forget", "teleset/petrov")
    assert refused.code == 64
    assert "`forget` asks before it writes" in refused.err
    assert "reconciler apply" not in refused.err
