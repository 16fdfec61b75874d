"""fmt on the command line: what it says, where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reconciler.reporting.messages import entries
from tests.cli.conftest import ORGANIZATION, Ended, Run, edit, fingerprint, write

ADDRESSES = ("ivanova@teleset.example", "9160000001", "916 000-00-01", "Иванова", "Анна")
UGLY = "kind: Organization\nversion: 1\nid:  teleset\nname: X\n"
CANONICAL = "version: 1\nkind: Organization\nid: teleset\nname: X\n"


@pytest.fixture
def feed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `fmt -` with a text on stdin."""

    def call(*arguments: str) -> Ended:
        text, *rest = arguments
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="ascii"))
        return run("fmt", "-", *rest)

    return call


def test_a_project_in_order(project: Path, run: Run) -> None:
    before = fingerprint(project)
    ended = run("fmt")
    assert (ended.code, ended.out, ended.err) == (0, "2 files are in order; nothing was changed.\n", "")
    assert fingerprint(project) == before
    assert run("fmt", "--check").code == 0
    assert run("fmt", "--lang", "ru").out == "Файлов в порядке: 2; ничего не изменено.\n"


def test_files_are_formatted_where_they_are(project: Path, run: Run) -> None:
    edit(project / "organizations" / "teleset.yaml", "id: teleset\nname:", "id:   teleset\nname:")
    ended = run("fmt")
    assert (ended.code, ended.out) == (0, "Formatted: organizations/teleset.yaml\n\n1 of 2 files formatted.\n")
    assert (project / "organizations" / "teleset.yaml").read_text(encoding="utf-8") == ORGANIZATION
    assert run("fmt", "reconciler.yaml", "organizations").out == "2 files are in order; nothing was changed.\n"


def test_check_writes_nothing_and_says_so_by_its_exit_code(project: Path, run: Run) -> None:
    edit(project / "organizations" / "teleset.yaml", "id: teleset\nname:", "id:   teleset\nname:")
    before = fingerprint(project)
    ended = run("fmt", "--check")
    assert (ended.code, ended.out) == (2, "Would change: organizations/teleset.yaml\n\n1 of 2 files would change. Nothing was written.\n")
    assert run("fmt", "--check", "--lang", "ru").out == "Изменился бы: organizations/teleset.yaml\n\nИзменилось бы файлов: 1 из 2. Ничего не записано.\n"
    assert fingerprint(project) == before


def test_what_cannot_be_read_comes_first_among_the_exit_codes(project: Path, run: Run) -> None:
    write(project / "organizations" / "a.yaml", UGLY + "x: [\n")
    write(project / "organizations" / "b.yaml", UGLY)
    ended = run("fmt", "--check")
    assert ended.code == 3
    assert ended.out.startswith("organizations/a.yaml:5:4: error[syntax-error]")
    assert ended.out.endswith(
        "Would change: organizations/b.yaml\n\n1 of 3 files would change. Nothing was written. 1 file was left alone: see above.\n".replace("1 of 3", "1 of 4")
    )
    assert run("fmt").code == 3
    assert (project / "organizations" / "b.yaml").read_text(encoding="utf-8") == CANONICAL
    assert run("fmt", "organizations/c.yaml").code == 3


def test_a_file_that_is_too_much_for_it_is_left_alone(project: Path, run: Run) -> None:
    write(project / "organizations" / "a.yaml", UGLY + "x: {?y: 1}\n")
    ended = run("fmt")
    assert ended.code == 1
    assert ended.out.startswith("organizations/a.yaml:5:1: error[fmt-gave-up]: this file cannot be formatted with certainty, so it was left as it is\n")
    assert run("fmt", "--check").code == 1
    edit(project / "organizations" / "teleset.yaml", "id: teleset\nname:", "id:   teleset\nname:")
    assert run("fmt", "--check").code == 2


def test_files_of_others_are_left_alone(project: Path, run: Run) -> None:
    write(project / "docker-compose.yaml", "services:   {}\n")
    ended = run("fmt", ".")
    assert ended.code == 0
    assert "docker-compose.yaml:1:1: note[fmt-not-ours]" in ended.out
    assert (project / "docker-compose.yaml").read_text(encoding="utf-8") == "services:   {}\n"


def test_a_diff_shows_what_would_change_and_no_personal_value(project: Path, run: Run) -> None:
    edit(
        project / "organizations" / "teleset.yaml",
        "    given_name: Анна\n    contacts: {email: ivanova@teleset.example}\n",
        "    contacts: {email:  ivanova@teleset.example, sms: '+7 916 000-00-01'}   # ivanova@teleset.example\n    given_name: Анна\n",
    )
    before = fingerprint(project)
    ended = run("fmt", "--diff")
    assert ended.code == 0
    assert (
        ended.out
        == """\
Would change: organizations/teleset.yaml
--- organizations/teleset.yaml
+++ organizations/teleset.yaml
@@ -13,8 +13,8 @@
 accounts:
   ivanova:
     family_name: И•••••
-    contacts: {email:  i•••••@teleset.example, sms: '+7 91•••••01'}   # •••••
     given_name: А•••••
+    contacts: {email: i•••••@teleset.example, sms: "+7 91•••••01"}    # •••••
     notifications: {types: {works: true}}
   petrov:
     family_name: П•••••

1 of 2 files would change. Nothing was written.
"""
    )
    assert run("fmt", "--diff", "--check").code == 2
    for arguments in (["--diff"], ["--diff", "--fix"], ["--diff", "--fix", "--format", "json"], ["--diff", "--lang", "ru"]):
        said = run("fmt", *arguments)
        assert not any(address in said.out + said.err for address in ADDRESSES)
    assert fingerprint(project) == before


def test_fixes_are_told_one_by_one(project: Path, run: Run) -> None:
    edit(project / "organizations" / "teleset.yaml", "form: company\n", "form: company\ninn: 0212345670\n")
    edit(project / "organizations" / "teleset.yaml", "types: {works: true}", "types: {Уведомления о проведении работ: да}")
    edit(project / "organizations" / "teleset.yaml", "{email: ivanova@teleset.example}", "{email: ivanova@TeleSet.Example, sms: 8 916 000-00-01}")
    ended = run("fmt", "--fix")
    assert (ended.code, ended.out) == (
        0,
        """\
organizations/teleset.yaml:6:6: put in quotes: 0212345670 → "0212345670" [unquoted-number]
organizations/teleset.yaml:18:23: domain in lower case: i•••••@TeleSet.Example → i•••••@teleset.example
organizations/teleset.yaml:18:53: phone number: 8 916•••••01 → +7916•••••01
organizations/teleset.yaml:19:29: id for a title: Уведомления о проведении работ → works [unknown-type]
organizations/teleset.yaml:19:61: true or false: да → true [not-a-choice]
Formatted: organizations/teleset.yaml

1 of 2 files formatted.
""",
    )
    text = (project / "organizations" / "teleset.yaml").read_text(encoding="utf-8")
    assert 'inn: "0212345670"' in text
    assert '{email: ivanova@teleset.example, sms: "+79160000001"}' in text
    assert "types: {works: true}" in text
    assert run("validate").code == 0
    assert run("fmt", "--fix").out == "2 files are in order; nothing was changed.\n"


def test_titles_of_the_projects_own_types_are_known(project: Path, run: Run) -> None:
    edit(project / "reconciler.yaml", "[organizations]", "[organizations, types]")
    write(project / "types" / "outage.yaml", "version: 1\nkind: NotificationType\nid: outage\ntitle: {ru: Отказ узла, en: Node outage}\n")
    edit(project / "organizations" / "teleset.yaml", "types: {works: true}", "types: {отказ узла: true}")
    assert "[unknown-type]" in run("fmt", "--fix", "organizations/teleset.yaml").out
    assert "types: {outage: true}" in (project / "organizations" / "teleset.yaml").read_text(encoding="utf-8")


def test_json(project: Path, run: Run) -> None:
    edit(project / "organizations" / "teleset.yaml", "form: company\n", "form: company\ninn: 0212345670\n")
    write(project / "organizations" / "z.yaml", UGLY + "x: [\n")
    ended = run("fmt", "--fix", "--format", "json")
    assert ended.code == 3
    said = json.loads(ended.out)
    assert said["summary"] == {"files": 3, "changed": 1, "unchanged": 1, "left_alone": 1}
    assert said["files"] == [
        {"path": "reconciler.yaml", "status": "unchanged", "fixes": []},
        {
            "path": "organizations/teleset.yaml",
            "status": "changed",
            "fixes": [{"kind": "quote", "code": "unquoted-number", "line": 6, "column": 6, "before": "0212345670", "after": "0212345670"}],
        },
        {"path": "organizations/z.yaml", "status": "left-alone", "fixes": []},
    ]
    assert [found["code"] for found in said["diagnostics"]] == ["syntax-error"]
    assert {file["status"] for file in json.loads(run("fmt", "--check", "--format", "json", "organizations/teleset.yaml").out)["files"]} == {"unchanged"}


def test_stdin_to_stdout(project: Path, feed: Run) -> None:
    before = fingerprint(project)
    assert feed(UGLY) == Ended(0, CANONICAL, "")
    assert feed(CANONICAL) == Ended(0, CANONICAL, "")
    assert feed("services:   {}\n").out == "services:   {}\n"
    assert feed("") == Ended(0, "", "")
    fixed = feed(UGLY + "inn: 0212345670\n", "--fix")
    assert fixed.out == CANONICAL + 'inn: "0212345670"\n'
    assert '<stdin>:5:6: put in quotes: 0212345670 → "0212345670" [unquoted-number]' in fixed.err
    assert fingerprint(project) == before


def test_of_what_cannot_be_formatted_nothing_comes_out(project: Path, feed: Run) -> None:
    broken = feed(UGLY + "x: [\n")
    assert (broken.code, broken.out) == (3, "")
    assert "<stdin>:5:4: error[syntax-error]" in broken.err
    assert (feed(UGLY + "x: {?y: 1}\n").code, feed(UGLY + "x: {?y: 1}\n").out) == (1, "")


def test_looking_at_stdin(project: Path, feed: Run) -> None:
    assert feed(UGLY, "--check") == Ended(2, "Would change: <stdin>\n\n1 of 1 file would change. Nothing was written.\n", "")
    assert "+version: 1\n" in feed(UGLY, "--diff").out
    assert json.loads(feed(UGLY, "--format", "json").out)["files"][0]["path"] == "<stdin>"


def test_stdin_stands_alone(project: Path, run: Run, feed: Run) -> None:
    ended = feed(UGLY, "reconciler.yaml")
    assert ended.code == 64
    assert "what is read from stdin is formatted alone" in ended.err


def test_outside_of_a_project_files_must_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("fmt")
    assert ended.code == 64
    assert "there is nothing to format" in ended.err
    write(tmp_path / "a.yaml", UGLY)
    assert run("fmt", "a.yaml").code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "cp866", "cp1251", "ascii"])
def test_the_bytes_are_the_same_whatever_the_console_shows(encoding: str, project: Path) -> None:
    content = ("\ufeff" + ORGANIZATION.replace("id: teleset", "id:   teleset")).replace("\n", "\r\n").encode("utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "reconciler", "fmt", "-"], cwd=project, input=content, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == ("\ufeff" + ORGANIZATION).replace("\n", "\r\n").encode("utf-8")
    (project / "organizations" / "teleset.yaml").write_bytes(content)
    shown = subprocess.run([sys.executable, "-m", "reconciler", "fmt", "--diff", "--fix"], cwd=project, capture_output=True, env=environment)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode(encoding)


def test_fmt_loads_neither_ruamel_nor_a_database(project: Path) -> None:
    code = "import sys; from reconciler.cli.main import execute; execute(sys.argv[1:]); print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code, "fmt", "organizations"], cwd=project, check=True, capture_output=True, encoding="utf-8")
    assert not set(done.stdout.split()) & {"ruamel", "sqlalchemy", "alembic", "psycopg", "jsonschema", "watchfiles"}


def test_every_code_it_reports_is_explained(run: Run) -> None:
    for code in ("fmt-gave-up", "fmt-not-ours", "fmt-stdin-alone", "nothing-to-format"):
        assert code in entries()
        assert code in run("codes", code).out


@pytest.mark.parametrize("kind", ["[x]", "{a: b}", "5", "null"])
def test_a_kind_that_is_no_word_is_not_ours_and_the_others_are_formatted(kind: str, project: Path, run: Run) -> None:
    (project / "organizations/a.yaml").write_text(f"version: 1\nkind: {kind}\nid: t\n", encoding="utf-8")
    (project / "organizations/z.yaml").write_text("kind: Organization\nversion: 1\nid: z\nname: З\n", encoding="utf-8")
    done = run("fmt", "organizations")
    assert done.code == 0, done.out + done.err
    assert (project / "organizations/z.yaml").read_text(encoding="utf-8").startswith("version: 1\nkind: Organization")
