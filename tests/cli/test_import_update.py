"""import --update: drift goes into the files that are there, and nothing of anybody onto the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ENVIRONMENTS, PROJECT, Run, edit, fingerprint, write
from tests.cli.test_adopt import mark, sql

TELESET = "organizations/teleset.yaml"
DRIFTED = """\
version: 1
kind: Organization
id: teleset
name: ООО «ТелеСеть»
form: company
locale: ru
timezone: Europe/Moscow

notifications:
  types: [payment, orders]
  channels: [email]

accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts: {email: new@teleset.example}
    notifications: {types: {works: true}}
  petrov:
    family_name: Петров
    given_name: Павел
    suspended: true
    contacts: {email: petrov@teleset.example}
"""


@pytest.fixture
def drifted(project: Path, run: Run) -> Path:
    assert run("apply", "--yes").code == 0
    sql(
        project,
        "update reconciler_contacts set address = 'new@teleset.example' where account = 'ivanova'",
        "update reconciler_accounts set suspended = 1 where account = 'petrov'",
    )
    return project


def test_drift_is_accepted_into_the_lines_concerned(drifted: Path, run: Run) -> None:
    ended = run("import", "--update")
    assert (ended.code, ended.err) == (0, "")
    assert Path(TELESET).read_text(encoding="utf-8") == DRIFTED
    assert f"{TELESET}: 2 changed (teleset/ivanova, teleset/petrov)\n" in ended.out
    assert "Updated: 1 file; 2 changed, 0 added, 0 removed. Nothing was written to the live system.\n" in ended.out
    assert "No changes." in run("plan").out
    again = run("import", "--update")
    assert "The files say what is live already" in again.out


def test_a_difference_is_shown_masked_and_nothing_is_written(drifted: Path, run: Run) -> None:
    before = fingerprint(drifted)
    ended = run("import", "--update", "--diff")
    assert ended.code == 0
    assert "-    contacts: {email: i•••••@teleset.example}\n+    contacts: {email: n•••••@teleset.example}\n" in ended.out
    assert "+    suspended: true\n" in ended.out
    assert "1 file would change" in ended.out
    assert fingerprint(drifted) == before


def test_nothing_of_anybody_is_on_the_terminal(drifted: Path, run: Run) -> None:
    sql(drifted, "update reconciler_accounts set family_name = 'Сидорова' where account = 'ivanova'")
    said = ""
    for arguments in (["--diff"], ["--diff", "--format", "json"], ["--diff", "--lang", "ru", "-v"], ["--format", "json"]):
        ended = run("import", "--update", *arguments)
        assert ended.code == 0
        said += ended.out + ended.err
    for personal in ("Иванова", "Сидорова", "Анна", "new@", "ivanova@", "Петров"):
        assert personal not in said


def test_the_report_as_json(drifted: Path, run: Run) -> None:
    document = json.loads(run("import", "--update", "--format", "json").out)
    assert document["files"] == [
        {
            "path": TELESET,
            "written": True,
            "changed": ["teleset/ivanova", "teleset/petrov"],
            "added": [],
            "removed": [],
            "comments_removed": 0,
            "difference": [],
        }
    ]
    assert (document["made"], document["left"], document["diagnostics"]) == ([], [], [])


def test_files_with_mistakes_are_not_touched(drifted: Path, run: Run) -> None:
    edit(drifted / TELESET, "given_name: Анна", "given_name: null")
    before = fingerprint(drifted)
    assert run("import", "--update").code == 3
    assert fingerprint(drifted) == before


def test_who_is_gone_is_removed_and_who_is_new_is_added_where_the_others_are(project: Path, run: Run) -> None:
    edit(project / TELESET, "  petrov:\n", "  # until May\n  petrov:\n")
    assert run("apply", "--yes").code == 0
    sql(
        project,
        *(f"delete from reconciler_{table} where account = 'petrov'" for table in ("subscriptions", "contacts", "accounts")),
        "insert into reconciler_accounts (organization, account, manager, family_name, given_name, locale, timezone) "
        "values ('teleset', 'orlov', 'tests-7f3a', 'Орлов', 'Олег', 'ru', 'Europe/Moscow')",
        "insert into reconciler_contacts (organization, account, contact, channel, address, manager) "
        "values ('teleset', 'orlov', 'email', 'email', 'orlov@teleset.example', 'tests-7f3a')",
        "insert into reconciler_subscriptions (organization, account, contact, type, manager) "
        "select 'teleset', 'orlov', 'email', type, 'tests-7f3a' from reconciler_subscriptions where account = 'ivanova' and type != 'works'",
    )
    ended = run("import", "--update")
    assert ended.code == 0
    assert f"{TELESET}: 1 added (teleset/orlov); 1 removed (teleset/petrov); 1 comment went with what was removed\n" in ended.out
    text = Path(TELESET).read_text(encoding="utf-8")
    assert "until May" not in text
    assert text.endswith("  orlov:\n    family_name: Орлов\n    given_name: Олег\n    contacts: {email: orlov@teleset.example}\n")
    assert "No changes." in run("plan").out


def test_an_organization_that_nothing_declares_gets_a_file(drifted: Path, run: Run) -> None:
    sql(drifted, "insert into reconciler_organizations (organization, name, form, manager) values ('primer', 'Пример', 'company', 'tests-7f3a')")
    ended = run("import", "--update")
    assert ended.code == 0, ended.out
    assert Path("organizations/primer.yaml").exists()
    assert "Written: 1 organization with 0 accounts" in ended.out
    assert "No changes." in run("plan").out


def test_what_others_hold_or_nobody_has_marked_stays_as_it_is_declared(drifted: Path, run: Run) -> None:
    mark(drifted, "legacy-crm", "account = 'ivanova'")
    mark(drifted, "", "account = 'petrov'")
    before = fingerprint(drifted / "organizations")
    assert run("import", "--update").code == 0
    assert fingerprint(drifted / "organizations") == before


def test_an_organization_that_is_gone_is_named_and_nobody_is_removed(drifted: Path, run: Run) -> None:
    for table in ("subscriptions", "contacts", "accounts", "organizations"):
        sql(drifted, f"delete from reconciler_{table}")
    before = fingerprint(drifted / "organizations")
    ended = run("import", "--update")
    assert ended.code == 0
    assert "warning[import-gone]" in ended.out
    assert '"teleset" is declared in organizations/teleset.yaml and is not live' in ended.out
    assert [found["code"] for found in json.loads(run("import", "--update", "--format", "json").out)["diagnostics"]] == ["import-gone"]
    assert fingerprint(drifted / "organizations") == before


def test_what_is_shared_by_an_alias_is_named_with_its_file_and_the_rest_is_edited(project: Path, run: Run) -> None:
    edit(project / TELESET, "contacts: {email: ivanova@teleset.example}", "contacts: &shared {email: ivanova@teleset.example}")
    edit(project / TELESET, "contacts: {email: petrov@teleset.example}", "contacts: *shared")
    edit(project / TELESET, "  petrov:\n", "  orlov: {family_name: Орлов, given_name: Олег, contacts: {email: orlov@teleset.example}}\n  petrov:\n")
    assert run("apply", "--yes").code == 0
    sql(
        project,
        "update reconciler_contacts set address = 'new@teleset.example' where account = 'petrov'",
        "update reconciler_contacts set address = 'other@teleset.example' where account = 'orlov'",
    )
    ended = run("import", "--update")
    assert ended.code == 0
    assert "warning[import-not-editable]" in ended.out
    assert '"teleset/petrov" is written in organizations/teleset.yaml in a way' in ended.out
    assert "1 object still differs" in ended.out
    text = Path(TELESET).read_text(encoding="utf-8")
    assert "other@teleset.example" in text
    assert "contacts: *shared" in text
    assert "import-not-editable" in run("codes", "import-not-editable", "--lang", "ru").out


def test_what_no_file_can_say_is_named_with_its_place(drifted: Path, run: Run) -> None:
    sql(drifted, "update reconciler_contacts set confirm = 1 where account = 'petrov'")
    ended = run("import", "--update", "--lang", "ru")
    assert ended.code == 0
    assert f"{TELESET}:19:3: предупреждение[import-differs]" in ended.out
    assert "contacts.email.confirm" in ended.out
    assert "suspended: true" in Path(TELESET).read_text(encoding="utf-8")


def test_an_address_that_is_kept_elsewhere_is_not_written_into_the_file(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTS_MAIL", "ivanova@teleset.example")
    write(project / "reconciler.yaml", PROJECT + 'secrets: {env: ["TESTS_*"]}\n')
    edit(project / TELESET, "{email: ivanova@teleset.example}", "{email: {address: {env: TESTS_MAIL}}}")
    assert run("apply", "--yes").code == 0
    sql(project, "update reconciler_contacts set address = 'new@teleset.example' where account = 'ivanova'")
    before = fingerprint(project / "organizations")
    ended = run("import", "--update")
    assert "contacts.email.address" in ended.out
    assert fingerprint(project / "organizations") == before


def test_mark_and_line_breaks_of_windows_stay(drifted: Path, run: Run) -> None:
    file = drifted / TELESET
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert run("import", "--update").code == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + DRIFTED.replace("\n", "\r\n").encode()


def test_the_environment_is_looked_at_that_was_asked_for(project: Path, run: Run) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS)
    assert run("import", "--update").code == 64
    assert run("apply", "--yes", "--env", "production").code == 0
    ended = run("import", "--update", "--env", "production", "--organization", "teleset")
    assert ended.code == 0
    assert ended.out.startswith("Environment: production\n")


@pytest.mark.parametrize(("arguments", "option"), [(["--diff"], "--diff"), (["--update", "--out", "x"], "--out"), (["--update", "--from", "x.csv"], "--from")])
def test_options_that_mean_nothing_together(project: Path, run: Run, arguments: list[str], option: str) -> None:
    ended = run("import", *arguments)
    assert ended.code == 64
    assert f"{option} means nothing here" in ended.err


TYPE = "version: 1\nkind: NotificationType\nid: parcels  # ours\ntitle: Посылки\ncategory: operations\nsurface: lko\n"


def test_a_type_of_ones_own_and_a_move_that_is_still_to_be_made(project: Path, run: Run) -> None:
    write(project / "organizations" / "parcels.yaml", TYPE)
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "id: teleset\n", "id: teleset\nmoved: [{from: teleset/petrov, to: teleset/petrov-p}]\n")
    edit(project / TELESET, "  petrov:\n", "  petrov-p:\n")
    sql(
        project,
        "update reconciler_types set category = 'finance', urgent = 1 where type = 'parcels'",
        "update reconciler_accounts set suspended = 1 where account = 'petrov'",
    )
    ended = run("import", "--update")
    assert ended.code == 0, ended.out
    assert Path("organizations/parcels.yaml").read_text(encoding="utf-8") == TYPE.replace("operations", "finance") + "urgent: true\n"
    assert "  petrov-p:\n    family_name: Петров\n    given_name: Павел\n    suspended: true\n" in Path(TELESET).read_text(encoding="utf-8")
    planned = run("plan")
    assert "Plan: 0 to add, 0 to change, 0 to delete, 1 to move" in planned.out


def test_what_the_files_have_changed_stays_unless_everything_is_asked_for(drifted: Path, run: Run) -> None:
    edit(drifted / TELESET, "types: [payment, orders]", "types: [payment, orders, messages]")
    before = (drifted / TELESET).read_text(encoding="utf-8")
    ended = run("import", "--update")
    assert ended.code == 0, ended
    assert "messages" in (drifted / TELESET).read_text(encoding="utf-8")
    write(drifted / TELESET, before)
    assert run("import", "--update", "--all").code == 0
    assert "No changes." in run("plan").out


def test_where_both_sides_have_changed_somebody_has_to_decide(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    sql(project, "update reconciler_accounts set timezone = 'Asia/Omsk' where account = 'petrov'")
    text = (project / TELESET).read_text(encoding="utf-8")
    write(project / TELESET, text + "    notifications: {types: {works: true}}\n")
    ended = run("import", "--update")
    assert 'teleset/petrov" has changed in the files and in the live system' in ended.out
    assert (project / TELESET).read_text(encoding="utf-8").endswith("    notifications: {types: {works: true}}\n")
    assert "Omsk" not in (project / TELESET).read_text(encoding="utf-8")
    (found,) = json.loads(run("import", "--update", "--format", "json").out)["diagnostics"]
    assert (found["code"], found["location"]["line"]) == ("import-both-moved", 19)


BRANCH = """\
version: 1
kind: Organization
id: branch
name: Филиал
parent: teleset
accounts:
  smirnov: {family_name: Смирнов, given_name: Олег, contacts: {email: smirnov@teleset.example}}
"""


@pytest.mark.parametrize(
    "drift",
    [
        ("update reconciler_organizations set locale = 'en' where organization = 'teleset'",),
        ("update reconciler_organizations set support = '{\"email\": \"help@teleset.example\"}' where organization = 'teleset'",),
        ("update reconciler_organizations set quiet_from = '23:00', quiet_to = '06:00' where organization = 'teleset'",),
        ("update reconciler_organizations set parent = null where organization = 'branch'",),
        (
            (
                "insert into reconciler_contacts (organization, account, contact, channel, address, manager) "
                "values ('branch', 'smirnov', 'home', 'email', 'home@teleset.example', 'tests-7f3a')"
            ),
        ),
    ],
)
def test_what_a_change_brings_along_for_those_who_inherit_it_is_written_too(project: Path, run: Run, drift: tuple[str, ...]) -> None:
    (project / "organizations" / "branch.yaml").write_text(BRANCH, encoding="utf-8")
    assert run("apply", "--yes").code == 0
    sql(
        project,
        "update reconciler_organizations set name = 'Другой филиал' where organization = 'branch'",
        "update reconciler_accounts set suspended = 1 where account = 'smirnov'",
        *drift,
    )
    ended = run("import", "--update")
    assert (ended.code, ended.err) == (0, "")
    assert "still differ" not in ended.out
    assert "No changes." in run("plan").out


def test_what_the_files_cannot_say_of_an_organization_keeps_no_account_back(project: Path, run: Run) -> None:
    edit(project / TELESET, "accounts:\n", "contacts: {email: office@teleset.example}\n\naccounts:\n")
    assert run("apply", "--yes").code == 0
    sql(
        project,
        "update reconciler_contacts set confirm = 1 - confirm where account = ''",
        "update reconciler_accounts set suspended = 1 where account = 'petrov'",
    )
    ended = run("import", "--update")
    assert "import-differs" in ended.out
    assert f"{TELESET}: 1 changed (teleset/petrov)\n" in ended.out
    assert "there is nothing to change" not in ended.out


def test_a_deletion_that_waits_is_not_taken_back(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    text = (project / TELESET).read_text(encoding="utf-8")
    write(project / TELESET, text.partition("  petrov:")[0])
    sql(project, "update reconciler_accounts set timezone = 'Asia/Omsk' where account = 'ivanova'")
    ended = run("import", "--update")
    assert "1 object that the files have changed and nobody has applied yet is left as declared: teleset/petrov" in ended.out
    after = (project / TELESET).read_text(encoding="utf-8")
    assert "Omsk" in after
    assert "petrov" not in after
    assert run("plan").out.count("teleset/petrov") >= 1
