"""import of what is live: what is written, what is not and why, and what it ends with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run, apply_first, edit, fingerprint, write
from tests.cli.test_adopt import mark, sql

MADE = """\
version: 1
kind: Organization
id: teleset
name: ООО «ТелеСеть»
form: company
notifications: {types: [orders, payment], channels: [email]}
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts: {email: ivanova@teleset.example}
    notifications: {types: {works: true}}
  petrov:
    family_name: Петров
    given_name: Павел
    contacts: {email: petrov@teleset.example}
"""

BUS = "  bus: {channel: webhook, address: https://bus.teleset.example/notify, secret: {env: TESTS_BUS}}\n"


@pytest.fixture
def live(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project is applied, and its files are lost."""
    apply_first(project, run, tmp_path_factory)
    shutil.rmtree(project / "organizations")
    return project


def test_the_files_come_back_as_somebody_would_write_them(live: Path, run: Run) -> None:
    ended = run("import")
    assert (ended.code, ended.err) == (0, "")
    assert Path("organizations/teleset.yaml").read_text(encoding="utf-8") == MADE
    assert "Written: 1 organization with 2 accounts, 0 types of your own, in 1 file.\n" in ended.out
    assert run("validate").code == 0
    assert run("fmt", "--check", "organizations").code == 0
    assert "No changes." in run("plan").out


def test_nothing_of_anybody_is_on_the_terminal(live: Path, run: Run) -> None:
    sql(live, "update reconciler_contacts set address = 'nobody at nowhere' where account = 'petrov'")
    for arguments in (["import", "--out", "one"], ["import", "--out", "two", "--format", "json"], ["import", "--out", "three", "--lang", "ru", "-v"]):
        ended = run(*arguments)
        assert ended.code == 3
        for personal in ("Иванова", "Анна", "ivanova@", "Петров", "nobody"):
            assert personal not in ended.out + ended.err


def test_the_editor_is_told_the_schema_as_in_the_other_files(live: Path, run: Run) -> None:
    write(live / "schemas" / "reconciler.json", "{}")
    assert run("import").code == 0
    assert Path("organizations/teleset.yaml").read_text(encoding="utf-8") == "# yaml-language-server: $schema=../schemas/reconciler.json\n" + MADE


def test_a_file_that_is_there_is_not_written_over(live: Path, run: Run) -> None:
    write(live / "organizations" / "teleset.yaml", "version: 1\nkind: Organization\nid: other\nname: Другая\n")
    before = fingerprint(live)
    ended = run("import")
    assert ended.code == 64
    assert '"organizations/teleset.yaml" exists already' in ended.err
    assert "--out DIR" in ended.err
    assert fingerprint(live) == before


def test_what_is_declared_already_is_left_alone_and_named(live: Path, run: Run) -> None:
    assert run("import").code == 0
    before = fingerprint(live / "organizations")
    ended = run("import")
    assert ended.code == 0
    assert "organizations/teleset.yaml and was left alone" in ended.out
    assert "There is nothing to import." in ended.out
    assert fingerprint(live / "organizations") == before


def test_nothing_is_written_to_the_live_system(live: Path, run: Run) -> None:
    before = fingerprint(live / "live")
    assert run("import").code == 0
    assert fingerprint(live / "live") == before


def test_what_others_hold_is_named_and_left_out(live: Path, run: Run) -> None:
    mark(live, "legacy-crm", "account = 'petrov'")
    sql(
        live,
        "insert into reconciler_contacts (organization, account, contact, channel, address, manager) "
        "values ('teleset', 'ivanova', 'crm', 'email', 'crm@teleset.example', 'legacy-crm')",
    )
    ended = run("import")
    assert ended.code == 0
    assert "Left alone: 1 object of another manager (teleset/petrov; legacy-crm)." in ended.out
    assert '"teleset/ivanova/crm" was put there by legacy-crm and is not written' in ended.out
    written = Path("organizations/teleset.yaml").read_text(encoding="utf-8")
    assert "petrov" not in written
    assert "crm" not in written


def test_an_account_that_cannot_be_written_is_named_and_the_others_are_written(live: Path, run: Run) -> None:
    sql(live, "update reconciler_contacts set address = 'nonsense' where account = 'petrov'")
    ended = run("import", "--format", "json")
    document = json.loads(ended.out)
    assert ended.code == 3
    assert document["left"] == ["teleset/petrov"]
    assert [(found["code"], found["arguments"]["reason"]) for found in document["diagnostics"]] == [("import-left-out", "bad-email")]
    assert document["files"] == [{"path": "organizations/teleset.yaml", "address": "teleset", "accounts": 1, "read": True}]
    assert run("validate").code == 0
    assert "- teleset/petrov" in run("plan").out


@pytest.mark.parametrize(("language", "warned"), [("en", "apply would delete"), ("ru", "apply удалит")])
def test_nobody_is_told_that_a_plan_is_empty_where_it_would_delete_what_was_left_out(live: Path, run: Run, language: str, warned: str) -> None:
    sql(live, "update reconciler_contacts set address = 'nonsense' where account = 'petrov'")
    said = run("import", "--lang", language).out
    assert warned in said
    assert "nothing to change" not in said
    assert "менять нечего" not in said


def test_an_account_without_an_organization_is_named(live: Path, run: Run) -> None:
    sql(live, "insert into reconciler_accounts (organization, account, manager) values ('ghost', 'anna', 'tests-7f3a')")
    codes = [found["code"] for found in json.loads(run("import", "--out", "other", "--format", "json").out)["diagnostics"]]
    assert codes == ["import-homeless"]
    ended = run("import", "--lang", "ru")
    assert ended.code == 3
    assert "действующая учётная запись «ghost/anna» не записана" in ended.out


def test_what_no_file_can_say_is_named(live: Path, run: Run) -> None:
    sql(live, "update reconciler_contacts set confirm = 1 where account = 'petrov'")
    ended = run("import")
    assert ended.code == 0
    assert "warning[import-differs]" in ended.out
    assert 'the files cannot say everything of "teleset/petrov" as it is live: contacts.email.confirm' in ended.out
    assert "1 object is not said completely" in ended.out


def test_a_secret_is_written_as_the_reference_it_is(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTS_BUS", "s3cret-value")
    write(project / "reconciler.yaml", PROJECT + 'secrets: {env: ["TESTS_*"]}\n')
    edit(project / "organizations" / "teleset.yaml", "\naccounts:", f"\ncontacts:\n{BUS}\naccounts:")
    assert run("apply", "--yes").code == 0
    shutil.rmtree(project / "organizations")
    ended = run("import")
    written = Path("organizations/teleset.yaml").read_text(encoding="utf-8")
    assert ended.code == 0
    assert "secret: {env: TESTS_BUS}" in written
    assert "s3cret" not in written + ended.out
    assert "No changes." in run("plan").out


def test_a_secret_that_the_project_does_not_allow_keeps_its_organization_out(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTS_BUS", "s3cret-value")
    write(project / "reconciler.yaml", PROJECT + 'secrets: {env: ["TESTS_*"]}\n')
    edit(project / "organizations" / "teleset.yaml", "\naccounts:", f"\ncontacts:\n{BUS}\naccounts:")
    assert run("apply", "--yes").code == 0
    shutil.rmtree(project / "organizations")
    write(project / "reconciler.yaml", PROJECT)
    ended = run("import")
    assert ended.code == 3
    assert '"teleset" is not written: files may not say it like this (contacts.bus.secret: secret-not-allowed)' in ended.out
    assert ended.out.count("because its organization is not") == 2
    assert not (project / "organizations").exists()


def test_one_organization_of_several_and_elsewhere(live: Path, run: Run) -> None:
    sql(live, "insert into reconciler_organizations (organization, name, form, manager) values ('primer', 'Пример', 'company', '')")
    ended = run("import", "--organization", "primer", "--out", "elsewhere")
    assert ended.code == 0
    assert [file.name for file in Path("elsewhere").iterdir()] == ["primer.yaml"]
    assert "1 of them carries no manager's mark" in ended.out
    assert "elsewhere" in ended.out.partition("Next:")[2]
    assert run("import", "--organization", "nobody").code == 64


EARNED = {"import-left-out", "import-differs", "import-homeless", "import-foreign-row", "import-live-declared"}


def test_every_code_of_a_live_state_is_said_in_both_languages(live: Path, run: Run) -> None:
    sql(
        live,
        "update reconciler_contacts set address = 'nonsense' where account = 'petrov'",
        "update reconciler_contacts set confirm = 1 where account = 'ivanova'",
        "insert into reconciler_accounts (organization, account, manager) values ('ghost', 'anna', 'tests-7f3a')",
        "insert into reconciler_contacts (organization, account, contact, channel, address, manager) "
        "values ('teleset', 'ivanova', 'crm', 'email', 'crm@teleset.example', 'legacy-crm')",
    )
    found = {each["code"] for each in json.loads(run("import", "--format", "json").out)["diagnostics"]}
    found |= {each["code"] for each in json.loads(run("import", "--format", "json").out)["diagnostics"]}
    assert found == EARNED
    for language in ("en", "ru"):
        for code in EARNED:
            assert run("codes", code, "--lang", language).code == 0
