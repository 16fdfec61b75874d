"""import on the command line: what goes where, what it ends with, and that every code of a table is earned and said in both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reconciler.reporting.messages import importing
from tests.cli.conftest import Run, fingerprint, write

EXAMPLES = Path(__file__).parents[2] / "examples" / "import"

GOOD = "ФИО;E-mail\nИванова Алла;alla@teleset.example\nСидорова Мария;maria@teleset.example\n"
BAD = "ФИО;E-mail;Телефон\nИванова Алла;alla@teleset.example;12345\nСидорова;maria@teleset.example;\n"
MADE = """\
version: 1
kind: Accounts
organization: teleset
accounts:
  ivanova-a:
    family_name: Иванова
    given_name: Алла
    contacts: {email: alla@teleset.example}
  sidorova:
    family_name: Сидорова
    given_name: Мария
    contacts: {email: maria@teleset.example}
"""


def _import(run: Run, *more: str, table: str = GOOD, lang: str = "en") -> tuple[int, str, str]:
    write(Path("accounts.csv"), table)
    ended = run("import", "--from", "accounts.csv", "--organization", "teleset", "--lang", lang, *more)
    return ended.code, ended.out, ended.err


def test_the_file_goes_to_stdout_and_the_report_to_stderr(project: Path, run: Run) -> None:
    code, out, err = _import(run)
    assert (code, out) == (0, MADE)
    assert err == (
        'Read: accounts.csv (utf-8, separated by ";"), columns: ФИО, E-mail.\n'
        "Taken: 2 of 2 rows.\n"
        'Made: more accounts of "teleset", which the project declares already (kind: Accounts).\n'
        "\n"
        "Next:\n"
        "  reconciler import … --out FILE    write it to a file\n"
        "  reconciler validate FILE          check it\n"
    )


def test_with_out_the_file_is_written_and_the_report_goes_to_stdout(project: Path, run: Run) -> None:
    code, out, err = _import(run, "--out", "organizations/more.yaml")
    assert (code, err) == (0, "")
    assert Path("organizations/more.yaml").read_text(encoding="utf-8") == MADE
    assert "kind: Accounts), in organizations/more.yaml.\n" in out
    assert out.endswith(
        "  reconciler validate organizations/more.yaml    check it\n  reconciler plan                                see what it would change\n"
    )
    assert run("validate").code == 0
    assert run("plan", "--detailed-exitcode").code == 2


def test_a_row_that_was_not_taken_is_exit_code_3_and_everybody_else_is_there(project: Path, run: Run) -> None:
    code, out, _ = _import(run, "--out", "organizations/more.yaml", table=BAD)
    assert code == 3
    assert out.startswith(
        "accounts.csv:2:35: warning[import-phone]: this is not a telephone number that can be used\n"
        "    2 | И•••••;a•••••@teleset.example;1•••••\n"
        "      |                               ^^^^^^ write it in international form, such as +79160000001\n"
        "\n"
        "accounts.csv:3:1: error[import-full-name]: it is not certain which part of this name is the family name\n"
        "    3 | С•••••;m•••••@teleset.example;\n"
        "      | ^^^^^^ there is only one word; write the given name behind it\n"
    )
    assert "Taken: 1 of 2 rows.\n1 of them without some cell: see the warnings above.\n1 row was not taken: see the errors above.\n" in out
    assert "sidorova" not in Path("organizations/more.yaml").read_text(encoding="utf-8")


def test_in_russian(project: Path, run: Run) -> None:
    code, out, err = _import(run, "--out", "organizations/more.yaml", table=BAD, lang="ru")
    assert (code, err) == (3, "")
    assert "accounts.csv:2:35: предупреждение[import-phone]: это не телефонный номер, которым можно пользоваться\n" in out
    assert "Взято строк: 1 из 2.\nИз них не полностью: 1, см. предупреждения выше.\n1 строка не взята: см. ошибки выше.\n" in out
    assert "Создано: учётные записи организации «teleset», которая в проекте уже описана (kind: Accounts), в файле organizations/more.yaml.\n" in out


def test_a_place_that_the_project_does_not_read_is_said(project: Path, run: Run) -> None:
    _, out, _ = _import(run, "--out", "elsewhere.yaml")
    assert out.endswith("  elsewhere.yaml                        move it to a place that the project reads, such as organizations\n")


def test_json_is_one_document_and_shows_nothing_personal(project: Path, run: Run) -> None:
    code, out, err = _import(run, "--out", "organizations/more.yaml", "--format", "json", table=BAD + "Иванова Анна;ivanova@teleset.example;\n")
    assert (code, err) == (3, "")
    document = json.loads(out)
    assert list(document) == ["format_version", "table", "made", "summary", "taken", "declared", "diagnostics"]
    assert document["table"] == {
        "path": "accounts.csv",
        "encoding": "utf-8",
        "delimiter": ";",
        "columns": [{"heading": "ФИО", "field": "full_name"}, {"heading": "E-mail", "field": "email"}, {"heading": "Телефон", "field": "phone"}],
    }
    assert document["made"] == {"kind": "Accounts", "organization": "teleset", "file": "organizations/more.yaml"}
    assert document["summary"] == {"rows": 3, "taken": 1, "incomplete": 1, "declared": 1, "refused": 1}
    assert document["taken"] == [{"line": 2, "account": "teleset/ivanova-a"}]
    assert document["declared"] == [{"line": 4, "account": "teleset/ivanova"}]
    assert [(one["code"], one["location"]["line"]) for one in document["diagnostics"]] == [("import-phone", 2), ("import-full-name", 3), ("import-declared", 4)]
    for personal in ("Алла", "alla@", "Сидорова", "12345"):
        assert personal not in json.dumps(document, ensure_ascii=False)


def test_nothing_is_written_where_nobody_is_taken(project: Path, run: Run) -> None:
    before = fingerprint(project / "organizations")
    code, out, _ = _import(run, "--out", "organizations/more.yaml", table="ФИО;E-mail\nСидорова;maria@teleset.example\n")
    assert code == 3
    assert out.endswith("1 row was not taken: see the errors above.\nNothing was written.\n")
    assert fingerprint(project / "organizations") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "ТелеСеть"], "--name means nothing here"),
        (["--from", "accounts.csv", "--env", "production"], "--env means nothing here"),
        (["--from", "accounts.csv", "--organization", "a", "--organization", "b"], "--organization means nothing here"),
        (["--from", "accounts.csv"], "--organization is missing"),
        (["--from", "accounts.csv", "--organization", "ТелеСеть"], '"ТелеСеть" cannot be the id of an organization.\n    write it as teleset'),
        (["--from", "accounts.csv", "--organization", "teleset", "--name", "X"], 'the project declares "teleset" already'),
        (["--from", "accounts.csv", "--organization", "teleset", "--out", "organizations/teleset.yaml"], '"organizations/teleset.yaml" exists already'),
        (["--from", "accounts.csv", "--organization", "other", "--name", "\n"], "the value of --name"),
        (["--from", "accounts.csv", "--organization", "teleset", "--out", "reconciler.yaml/x.yaml"], 'cannot write to "reconciler.yaml/x.yaml"'),
    ],
)
def test_wrong_usage_changes_nothing(project: Path, run: Run, arguments: list[str], said: str) -> None:
    write(Path("accounts.csv"), GOOD)
    before = fingerprint(project)
    ended = run("import", *arguments)
    assert (ended.code, ended.out, fingerprint(project)) == (64, "", before)
    assert ended.err.startswith(f"Error: {said}")
    assert "{" not in ended.err


def test_json_and_yaml_do_not_share_stdout(project: Path, run: Run) -> None:
    code, out, err = _import(run, "--format", "json")
    assert (code, json.loads(out)["error"]["code"], err) == (64, "import-needs-out", "")


def test_what_to_do_instead_of_overwriting_is_said(project: Path, run: Run) -> None:
    _, _, err = _import(run, "--out", "organizations/teleset.yaml")
    assert "choose another name, such as --out organizations/teleset-2.yaml" in err


@pytest.mark.parametrize(("file", "code"), [("missing.csv", "no-such-file"), ("organizations", "unreadable-file")])
def test_a_table_that_cannot_be_read_is_a_mistake_with_a_place(project: Path, run: Run, file: str, code: str) -> None:
    ended = run("import", "--from", file, "--organization", "teleset")
    assert ended.code == 3
    assert f"{file}:1:1: error[{code}]" in ended.out


NAMES = "Фамилия;Имя;E-mail\n"
EARNED: dict[str, str | bytes] = {
    "import-audience": "ФИО;E-mail;Внешний\nИванова Алла;a@teleset.example;возможно\n",
    "import-cell-count": f"{NAMES}Иванова;Алла;a@teleset.example;лишнее\n",
    "import-consent": f"{NAMES[:-1]};Дата согласия\nИванова;Алла;a@teleset.example;01.06.2025\n",
    "import-date": f"{NAMES[:-1]};Согласие;Дата согласия\nИванова;Алла;a@teleset.example;договор;вчера\n",
    "import-declared": f"{NAMES}Иванова;Анна;ivanova@teleset.example\n",
    "import-email": "ФИО;E-mail;Телефон\nИванова Алла;a@b;+79160000001\n",
    "import-formula": f"{NAMES}=A1;Алла;a@teleset.example\n",
    "import-full-name": "ФИО;E-mail\nИванова;a@teleset.example\n",
    "import-id": "Логин;ФИО;E-mail\na_b;Иванова Алла;a@teleset.example\n",
    "import-id-taken": "Логин;ФИО;E-mail\npetrov;Иванова Алла;a@teleset.example\n",
    "import-lines-above": f"Список\n{NAMES}Иванова;Алла;a@teleset.example\n",
    "import-missing-name": f"{NAMES};Алла;a@teleset.example\n",
    "import-mixed-delimiters": f"{NAMES}Иванова,Алла,a@teleset.example\n",
    "import-mixed-script": f"{NAMES}Ивaнова;Алла;a@teleset.example\n",
    "import-name": f"{NAMES}Иванова;Алла2;a@teleset.example\n",
    "import-no-address": f"{NAMES}Иванова;Алла;\n",
    "import-no-header": "Иванова;Алла\n",
    "import-no-names": "E-mail\na@teleset.example\n",
    "import-no-rows": NAMES,
    "import-phone": "ФИО;Телефон;E-mail\nИванова Алла;7,9161E+10;a@teleset.example\n",
    "import-private-column": f"{NAMES[:-1]};Пароль\nИванова;Алла;a@teleset.example;hunter2\n",
    "import-quote": f'{NAMES}"Иванова;Алла;a@teleset.example\n',
    "import-repeated-column": f"{NAMES[:-1]};Имя\nИванова;Алла;a@teleset.example;Анна\n",
    "import-repeated-row": f"{NAMES}Иванова;Алла;a@teleset.example\nИванова;Алла;a@teleset.example\n",
    "import-shared-address": f"{NAMES}Иванова;Алла;a@teleset.example\nСидорова;Мария;a@teleset.example\n",
    "import-short-rows": f"{NAMES[:-1]};Язык\nИванова;Алла;a@teleset.example\n",
    "import-unknown-column": f"{NAMES[:-1]};Отдел\nИванова;Алла;a@teleset.example;Продажи\n",
    "import-unknown-word": f"{NAMES[:-1]};Роль\nИванова;Алла;a@teleset.example;coordinator\n",
    "import-unreadable": b"PK\x03\x04",
}
ELSEWHERE = {"import-organization-name", "import-too-large"}
"""Earned in tests of their own: no table alone earns them here."""


def test_every_code_of_a_table_is_here() -> None:
    assert {entry.code for entry in importing.ENTRIES} - ELSEWHERE == set(EARNED)


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("code", EARNED)
def test_a_table_earns_its_code_and_nothing_else(project: Path, run: Run, code: str, lang: str) -> None:
    table = EARNED[code]
    Path("accounts.csv").write_bytes(table if isinstance(table, bytes) else table.encode("utf-8"))
    ended = run("import", "--from", "accounts.csv", "--organization", "teleset", "--lang", lang, "--out", "organizations/more.yaml")
    said = ended.out + ended.err
    assert {line.partition("[")[2].partition("]")[0] for line in said.splitlines() if "[import-" in line} == {code}
    # Nothing is left to be filled in, and nothing personal is shown.
    assert "{" not in said.replace("{2}", "")
    for personal in ("Алла", "hunter2", "a@teleset", "a@b", "Мария"):
        assert personal not in said
    if Path("organizations/more.yaml").exists():
        assert run("validate").code == 0


@pytest.mark.parametrize("example", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_examples_are_taken_whole(example: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("import", "--from", str(example), "--organization", "teleset", "--name", "ООО «ТелеСеть»", "--out", "teleset.yaml")
    assert (ended.code, ended.err) == (0, "")
    assert "warning" not in ended.out
    assert "Taken: 3 of 3 rows." in ended.out
    assert run("validate", "teleset.yaml").code == 0


def test_the_examples_say_the_same(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = {run("import", "--from", str(example), "--organization", "teleset", "--name", "ООО «ТелеСеть»").out for example in EXAMPLES.iterdir()}
    assert len(made) == 1


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "ascii"])
def test_what_is_redirected_is_utf_8_whatever_the_console_speaks(project: Path, encoding: str) -> None:
    write(Path("accounts.csv"), GOOD)
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "reconciler", "import", "--from", "accounts.csv", "--organization", "teleset", "--lang", "ru"]
    ended = subprocess.run(command, env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.decode("utf-8") == MADE
    ended.stderr.decode(encoding)


def test_help_speaks_both_languages(run: Run) -> None:
    assert "The table." in run("import", "--help").out
    assert "Таблица." in run("import", "--help", "--lang", "ru").out
