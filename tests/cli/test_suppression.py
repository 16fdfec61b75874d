"""Suppression comments and severities on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run, edit, write

FILE = "organizations/teleset.yaml"
COMMENT = "# reconciler: ignore[inn-checksum] так в договоре"


@pytest.fixture
def faulty(project: Path) -> Path:
    """The project, with an ИНН whose check digit is wrong."""
    edit(project / FILE, "form: company", 'form: company\ninn: "7700000071"')
    return project


def test_a_comment_takes_a_finding_back_in_every_verb(faulty: Path, run: Run) -> None:
    for verb in (("validate",), ("plan",), ("apply", "--yes")):
        ended = run(*verb)
        assert ended.code == 3
        assert "error[inn-checksum]" in ended.out + ended.err
    edit(faulty / FILE, '"7700000071"', f'"7700000071"  {COMMENT}')
    validated = run("validate")
    assert validated.code == 0
    assert "inn-checksum" not in validated.out
    assert "1 finding is suppressed by" in validated.out
    assert "1 сообщение скрыто" in run("validate", "--lang", "ru").out
    assert run("plan", "--detailed-exitcode").code == 2
    assert run("apply", "--yes").code == 0
    assert run("plan", "--detailed-exitcode").code == 0


def test_what_is_wrong_with_a_comment_is_a_warning_of_validate(faulty: Path, run: Run) -> None:
    edit(faulty / FILE, '"7700000071"', '"7700000071"  # reconciler: ignore[inn-checksum, inn-chksum, unknown-type, kpp-kind]')
    validated = run("validate")
    assert validated.code == 0
    for place, code in (
        ("6:20", "suppression-without-reason"),
        ("6:55", "unknown-suppression"),
        ("6:67", "unsuppressible"),
        ("6:81", "unused-suppression"),
    ):
        assert f"{FILE}:{place}: warning[{code}]" in validated.out
    assert 'did you mean "inn-checksum"?' in validated.out
    planned = run("plan")
    assert planned.code == 0
    assert "suppress" not in planned.out


@pytest.mark.parametrize("off", ["off", '"off"', "'off'"])
def test_a_rule_is_switched_off_with_or_without_quotes(faulty: Path, run: Run, off: str) -> None:
    write(faulty / "reconciler.yaml", f"{PROJECT}lint: {{inn-checksum: {off}}}\n")
    assert run("validate").code == 0
    assert run("plan").code == 0


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{inn-checksum: false}", 'did you mean "off"?'),
        ("{inn-cheksum: off}", 'did you mean "inn-checksum"?'),
        ("{inn-checksum: }", "has no value"),
        ("{shared-address: {acros: [project]}}", 'did you mean "across"?'),
        ("{shared-address: {across: [projekt]}}", 'did you mean "project"?'),
    ],
)
def test_a_severity_or_option_written_wrong_is_explained(project: Path, run: Run, written: str, said: str) -> None:
    write(project / "reconciler.yaml", f"{PROJECT}lint: {written}\n")
    validated = run("validate")
    assert validated.code == 3
    assert said in validated.out


def test_comments_are_never_shown(project: Path, run: Run) -> None:
    edit(
        project / FILE, "form: company", "form: company  # reconciler: ignore[ivanova@teleset.example, +79160000001] позвонить Ивановой: petrov@teleset.example"
    )
    for language in ("en", "ru"):
        ended = run("validate", "--lang", language)
        assert "unknown-suppression" in ended.out
        for personal in ("ivanova@", "9160000001", "Ивановой", "petrov@"):
            assert personal not in ended.out + ended.err


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_code_is_needed_to_write_one(project: Path, run: Run, language: str) -> None:
    """What the hints say to type is understood."""
    edit(project / FILE, "form: company", 'form: company\ninn: "7700000071"  # reconciler: ignore inn-checksum')
    wrong = run("validate", "--lang", language)
    assert wrong.code == 3
    form = "# reconciler: ignore[code] reason" if language == "en" else "# reconciler: ignore[код] причина"
    assert form in wrong.out
    edit(project / FILE, "# reconciler: ignore inn-checksum", form.replace("код", "code").replace("code", "inn-checksum"))
    assert run("validate", "--lang", language).code == 0
