"""Every wrong command line and wrong place: its code, its exit code, and nothing written."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import ENVIRONMENTS, Run, edit, fingerprint, write

Damage = Callable[[Path], None]


def nothing(project: Path) -> None:
    pass


def environments(project: Path) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS)


def bad_file(project: Path) -> None:
    edit(project / "organizations/teleset.yaml", "[payment, orders]", "[paymant, orders]")


def broken_yaml(project: Path) -> None:
    write(project / "organizations/broken.yaml", "version: 1\nkind: [\n")


def bad_project(project: Path) -> None:
    edit(project / "reconciler.yaml", "manager:", "manger:")


def no_files(project: Path) -> None:
    edit(project / "reconciler.yaml", "sources: [organizations]", "")
    (project / "organizations").rename(project / "elsewhere")


def no_match(project: Path) -> None:
    edit(project / "reconciler.yaml", "sources: [organizations]", "sources: [organizations, 'more/*.yaml']")


def another_kind(project: Path) -> None:
    (project / "organizations/teleset.yaml").replace(project / "reconciler.yaml")


def no_backend(project: Path) -> None:
    edit(project / "reconciler.yaml", "type: sql", "type: sqll")


def unset_url(project: Path) -> None:
    edit(project / "reconciler.yaml", '"sqlite:///live/notifications.db"', "{env: TESTS_NO_SUCH_VARIABLE}")


def file_ledger(project: Path) -> None:
    edit(project / "reconciler.yaml", 'url: "sqlite:///live/notifications.db"}', 'url: "postgresql+psycopg://localhost/n"}')
    edit(project / "reconciler.yaml", "backend:", 'ledger: {type: sql, url: "sqlite:///live/ledger.db"}\nbackend:')


def no_project(project: Path) -> None:
    (project / "reconciler.yaml").unlink()


CASES: list[tuple[tuple[str, ...], Damage, str, int]] = [
    (("frobnicate",), nothing, "no-such-verb", 64),
    (("plan", "--frobnicate"), nothing, "no-such-option", 64),
    (("plan", "--format", "xml"), nothing, "bad-argument", 64),
    (("explain",), nothing, "missing-argument", 64),
    (("completion",), nothing, "missing-argument", 64),
    (("plan", "extra"), nothing, "usage", 64),
    (("plan",), no_project, "no-project", 64),
    (("apply", "--yes"), no_project, "no-project", 64),
    (("show",), no_project, "no-project", 64),
    (("prepare",), no_project, "no-project", 64),
    (("validate",), no_project, "nothing-to-validate", 64),
    (("plan",), environments, "environment-required", 64),
    (("apply", "--yes"), environments, "environment-required", 64),
    (("show",), environments, "environment-required", 64),
    (("plan", "--env", "prodution"), environments, "unknown-environment", 64),
    (("plan", "--env", "staging"), nothing, "unknown-environment", 64),
    (("plan", "--organization", "telset"), nothing, "no-such-organization", 64),
    (("explain", "teleset/ivanov"), nothing, "no-such-address", 64),
    (("explain", "teleset/ivanova", "paymant"), nothing, "no-such-type", 64),
    (("codes", "paymant"), nothing, "no-such-code", 64),
    (("schema", "paymant"), nothing, "unknown-schema", 64),
    (("init",), nothing, "would-overwrite", 64),
    (("init", "new", "--example", "paymant"), nothing, "unknown-example", 64),
    (("apply",), nothing, "not-a-terminal", 64),
    (("show", "--reveal"), nothing, "reveal-needs-terminal", 64),
    (("plan",), no_backend, "unknown-backend", 64),
    (("plan",), unset_url, "secret-unset", 64),
    (("plan",), file_ledger, "file-ledger", 64),
    (("validate",), bad_file, "unknown-type", 3),
    (("plan",), bad_file, "unknown-type", 3),
    (("apply", "--yes"), bad_file, "unknown-type", 3),
    (("explain", "teleset"), bad_file, "unknown-type", 3),
    (("validate",), bad_project, "unknown-key", 3),
    (("plan",), bad_project, "unknown-key", 3),
    (("plan",), no_files, "no-sources", 3),
    (("apply", "--yes"), no_files, "no-sources", 3),
    (("plan",), no_match, "sources-match-nothing", 3),
    (("plan",), another_kind, "not-a-project", 3),
    (("validate", "no-such.yaml"), nothing, "no-such-file", 3),
]


@pytest.mark.parametrize(("arguments", "damage", "code", "exit_code"), CASES, ids=lambda value: getattr(value, "__name__", None) or str(value))
def test_wrong(project: Path, run: Run, arguments: tuple[str, ...], damage: Damage, code: str, exit_code: int) -> None:
    damage(project)
    before = fingerprint(project)
    ended = run(*arguments)
    assert ended.code == exit_code
    assert fingerprint(project) == before
    russian = run(*arguments, "--lang", "ru")
    assert russian.code == exit_code
    assert any("а" <= letter <= "я" for letter in russian.out + russian.err)
    if exit_code == 3 or "project" in code or "environment" in code:
        document = json.loads(run(*arguments, "--format", "json").out)
        assert code in [document.get("error", {}).get("code"), *(found["code"] for found in document.get("diagnostics", []))]
    assert fingerprint(project) == before


def test_all_files_are_reported_in_one_run(project: Path, run: Run) -> None:
    bad_file(project)
    broken_yaml(project)
    for number in range(10):
        write(project / f"organizations/n{number}.yaml", f"version: 1\nkind: Organization\nid: n{number}\nname: N\nform: company\nfrob: 1\n")
    ended = run("validate")
    assert ended.code == 3
    for number in range(10):
        assert f"organizations/n{number}.yaml:6:1: error[unknown-key]" in ended.out
    assert "organizations/teleset.yaml" in ended.out
    assert "organizations/broken.yaml" in ended.out


def test_a_broken_project_does_not_hide_its_files(project: Path, run: Run) -> None:
    bad_project(project)
    bad_file(project)
    ended = run("validate")
    assert ended.code == 3
    assert "error[unknown-key]" in ended.out
    assert "error[unknown-type]" in ended.out


def test_a_conflict_of_ownership(project: Path, run: Run) -> None:
    run("apply", "--yes")
    with closing(sqlite3.connect(project / "live/notifications.db")) as live, live:
        live.execute("update reconciler_accounts set manager = 'legacy' where account = 'petrov'")
    before = fingerprint(project)
    for arguments in (("plan",), ("apply", "--yes")):
        ended = run(*arguments)
        assert ended.code == 4
        assert "legacy" in ended.out
    assert "nothing was changed" in run("apply", "--yes").err
    assert fingerprint(project) == before


def test_a_guard_refuses(project: Path, run: Run) -> None:
    run("apply", "--yes")
    edit(project / "organizations/teleset.yaml", "types: [payment, orders]", "types: none")
    edit(project / "organizations/teleset.yaml", "{works: true}", "none")
    before = fingerprint(project)
    assert run("plan").code == 4
    refused = run("apply", "--yes")
    assert refused.code == 4
    assert "nothing was changed" in refused.err
    assert run("plan", "--detailed-exitcode").code == 4
    assert fingerprint(project) == before


def test_another_run_holds_the_lock(project: Path, run: Run) -> None:
    run("apply", "--yes")
    with closing(sqlite3.connect(project / "live/notifications.db")) as live, live:
        live.execute("update reconciler_leases set expires = 99999999999, host = 'elsewhere'")
    edit(project / "organizations/teleset.yaml", "works: true", "works: false")
    before = fingerprint(project)
    assert run("apply", "--yes", "--lock-timeout", "0").code == 6
    assert fingerprint(project) == before
    assert run("plan").code == 0


def test_named_files_need_not_be_complete(project: Path, run: Run) -> None:
    edit(project / "organizations/teleset.yaml", "form: company", "form: company\nparent: holding")
    assert run("validate", "organizations/teleset.yaml").code == 0
    assert run("validate", "organizations").code == 3
    assert run("validate").code == 3


def test_validate_needs_no_project_and_no_environment(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    environments(project)
    assert run("validate").code == 0
    (project / "reconciler.yaml").unlink()
    assert run("validate", "organizations").code == 0
    monkeypatch.chdir(project.parent)
    assert run("validate", "project/organizations/teleset.yaml").code == 0


def test_the_environment_may_come_from_the_environment(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    environments(project)
    monkeypatch.setenv("RECONCILER_ENV", "staging")
    planned = run("plan")
    assert planned.code == 0
    assert "Environment: staging" in planned.out


def test_one_live_system_belongs_to_one_environment(project: Path, run: Run) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS.replace("live/production.db", "live/staging.db"))
    assert run("apply", "--yes", "--env", "staging").code == 0
    edit(project / "organizations/teleset.yaml", "works: true", "works: false")
    before = fingerprint(project)
    refused = run("apply", "--yes", "--env", "production")
    assert refused.code == 4
    assert fingerprint(project) == before
    assert run("apply", "--yes", "--env", "production", "--rebind").code == 0


def test_a_copy_with_another_id_is_another_place(project: Path, run: Run) -> None:
    run("apply", "--yes")
    edit(project / "reconciler.yaml", "id: 0b7e", "id: ffff")
    edit(project / "organizations/teleset.yaml", "works: true", "works: false")
    assert run("apply", "--yes").code == 4
    assert run("apply", "--yes", "--rebind").code == 0
    told = json.loads(run("history", "--format", "json").out)["history"]
    assert [one["operation"] for one in told] == ["apply --rebind", "apply"]
    assert "apply --rebind" in run("history", "show", str(told[0]["number"])).out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_init_in_a_directory_that_cannot_be_written(tmp_path: Path, run: Run) -> None:
    tmp_path.chmod(0o500)
    assert run("init", str(tmp_path / "new")).code == 64
