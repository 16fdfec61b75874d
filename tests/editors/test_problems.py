"""What is underlined, and what is not."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reconciler.engine.init import examples, init, with_modeline
from reconciler.engine.schema import write_schemas
from tests.editors.conftest import OUTAGE, Start
from tests.editors.server import LanguageServer
from tests.editors.texts import ACCOUNT, ORGANIZATION, organization

ROOT = Path(__file__).parents[2]


def test_an_unknown_key_is_underlined_where_it_stands(server: LanguageServer, project: Path) -> None:
    (found,) = server.problems(*organization(project, ACCOUNT + "    contakts: {email: ivanova@teleset.example}\n"))
    assert (found.line, found.column) == (10, 5)
    assert found.message == "Property contakts is not allowed."


@pytest.mark.parametrize(
    ("written", "line", "column", "said"),
    [
        ("form: ооо\n", 6, 7, "Value is not accepted."),
        ("inn: 7700000070\n", 6, 6, 'Incorrect type. Expected "string".'),
        ("parent: Холдинг\n", 6, 9, "Lower-case Latin letters, digits and hyphens"),
        ("notifications:\n  types: {payment: да}\n", 7, 20, "Incorrect type."),
        ("notifications:\n  quiet_hours: {from: '22:00'}\n", 7, 3, 'Missing property "to".'),
        ("contacts:\n  duty: {chanel: email, address: x}\n", 7, 10, "Property chanel is not allowed."),
        ("accounts:\n  ivanova: {given_name: Анна}\n", 7, 3, 'Missing property "family_name".'),
        ("accounts:\n", 6, 10, "Incorrect type."),
    ],
)
def test_a_mistake_is_underlined_where_it_stands(server: LanguageServer, project: Path, written: str, line: int, column: int, said: str) -> None:
    (found,) = server.problems(*organization(project, written))
    assert (found.line, found.column) == (line, column)
    assert found.message.startswith(said)


def test_what_the_schema_does_not_know_may_be_somebodys_own(server: LanguageServer, project: Path) -> None:
    """A type or channel may have been declared since the schema was written."""
    written = "notifications: {types: [outage, payment], channels: [pager]}\nrequirements: {outage: {channels: [pager]}}\n"
    assert server.problems(*organization(project, written)) == []


def files_of(directory: Path) -> list[Path]:
    return sorted(directory.rglob("*.yaml"))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_wrong_with_a_scaffold(start: Start, tmp_path: Path, language: str) -> None:
    init(tmp_path, language=language)
    server = start(tmp_path)
    for file in files_of(tmp_path):
        text = file.read_text(encoding="utf-8")
        assert server.problems(file, text) == [], file.name
        assert server.hover(file, text.replace("version", "ver█sion", 1)).startswith(
            "#### " + {"en": "Version of the format", "ru": "Версия формата"}[language]
        )


@pytest.mark.parametrize("example", ["quickstart", "telecom"])
def test_nothing_is_wrong_with_an_example(start: Start, tmp_path: Path, example: str) -> None:
    if example not in examples():
        pytest.skip("only a checkout has this example")
    init(tmp_path, example=example)
    server = start(tmp_path)
    for file in files_of(tmp_path):
        text = file.read_text(encoding="utf-8")
        assert server.problems(file, text) == [], file.name
        assert server.hover(file, text.replace("\nkind:", "\nki█nd:", 1)).startswith("#### Kind"), "it was looked at"


def test_the_quickstart_names_a_schema_in_the_checkout_too(start: Start) -> None:
    directory = ROOT / "examples" / "quickstart"
    server = start(directory)
    for file in files_of(directory):
        text = file.read_text(encoding="utf-8")
        assert server.problems(file, text) == [], file.name
        assert server.hover(file, text.replace("\nkind:", "\nki█nd:", 1)).startswith("#### Kind"), "it was looked at"


SEVERAL = f"""\
{ORGANIZATION}---
version: 1
kind: Accounts
organization: teleset
accounts:
  petrov: {{family_name: Петров, given_name: Пётр, inn: "500123456750"}}
---
{OUTAGE}audiense: [employee]
---
version: 1
kind: Organization
id: second
name: Вторая
title: Вторая
"""


def test_each_document_of_a_file_is_judged_by_its_own_kind(server: LanguageServer, project: Path) -> None:
    file = project / "organizations" / "x.yaml"
    found = server.problems(file, with_modeline("organizations/x.yaml", SEVERAL))
    assert [(problem.line, problem.message) for problem in found] == [
        (12, "Property inn is not allowed."),
        (22, "Property audiense is not allowed."),
        (29, "Property title is not allowed."),
    ]
    offered = server.completions(file, with_modeline("organizations/x.yaml", f"{ORGANIZATION}---\nversion: 1\nkind: Accounts\n█"))
    assert {label for label in offered if label[0].islower()} == {"organization", "accounts", "moved"}


def test_a_document_without_the_line_is_not_looked_at(server: LanguageServer, project: Path) -> None:
    """Why `init` writes it into each document: should this fail, the documentation may say less."""
    file, text = organization(project, "---\nversion: 1\nkind: Accounts\nacounts: {}\n")
    second = text.rindex("# yaml-language-server")
    assert server.problems(file, text[:second] + text[text.index("\n", second) + 1 :]) == []


def test_settings_may_stand_for_the_line(start: Start, project: Path) -> None:
    """What docs/editors.md tells users of VS Code to write into .vscode/settings.json."""
    page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    written = re.search(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert written is not None
    server = start(project, schemas=json.loads(written[1])["yaml.schemas"])
    several = f"{ORGANIZATION}nmae: x\n---\nversion: 1\nkind: Accounts\norganization: teleset\nacounts: {{}}\naccounts: {{}}\n"
    found = server.problems(project / "organizations" / "north" / "x.yaml", several)
    assert [(problem.line, problem.message) for problem in found] == [(5, "Property nmae is not allowed."), (10, "Property acounts is not allowed.")]
    assert server.problems(project / "other.yaml", "nmae: x\n") == []


def test_the_schemas_of_other_programs_do_too(start: Start, tmp_path: Path) -> None:
    write_schemas(tmp_path / "schemas")
    shutil.copytree(ROOT / "examples" / "quickstart", tmp_path / "project", ignore=shutil.ignore_patterns(".reconciler"))
    server = start(tmp_path, schemas={"./schemas/document.json": ["**/*.yaml"]})
    for file in files_of(tmp_path / "project"):
        text = "".join(line for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("# yaml-language-server"))
        assert server.problems(file, text) == []
        assert server.problems(file, text + "nmae: x\n") != []
