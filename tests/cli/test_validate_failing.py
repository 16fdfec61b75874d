"""validate --fail-on: from which severity on a run fails, and that it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit


def error(project: Path) -> None:
    edit(project / "organizations/teleset.yaml", "[payment, orders]", "[paymant, orders]")


def warning(project: Path) -> None:
    edit(project / "organizations/teleset.yaml", "{works: true}", "{works: [sms]}")


def note(project: Path) -> None:
    edit(project / "organizations/teleset.yaml", "{works: true}", "{works: [email, sms]}")


def nothing(project: Path) -> None:
    pass


@pytest.mark.parametrize("damage", [nothing, note, warning, error])
@pytest.mark.parametrize(("least", "failing"), [("error", {error}), ("warning", {error, warning}), ("note", {error, warning, note})])
def test_it_fails_from_the_severity_asked_for(project: Path, run: Run, damage: object, least: str, failing: set[object]) -> None:
    assert callable(damage)
    damage(project)
    ended = run("validate", "--fail-on", least)
    assert ended.code == (3 if damage in failing else 0)
    assert ("--fail-on" in ended.out) is (damage in failing and damage is not error)


def test_an_error_fails_unless_said_otherwise(project: Path, run: Run) -> None:
    warning(project)
    assert run("validate").code == 0
    error(project)
    assert run("validate").code == 3


def test_why_it_failed_is_said_in_both_languages(project: Path, run: Run) -> None:
    warning(project)
    assert "There is no error, but --fail-on warning makes this a failure." in run("validate", "--fail-on", "warning").out
    assert "Ошибок нет, но проверка не пройдена из-за --fail-on warning." in run("validate", "--fail-on", "warning", "--lang", "ru").out


def test_what_is_suppressed_does_not_fail(project: Path, run: Run) -> None:
    edit(project / "organizations/teleset.yaml", "{works: true}}", "{works: [sms]}}")
    assert run("validate", "--fail-on", "warning").code == 3
    text = (project / "organizations/teleset.yaml").read_text(encoding="utf-8")
    (line,) = [found.split(":")[1] for found in run("validate").out.splitlines() if "[no-contact-for-type]" in found]
    lines = text.splitlines()
    lines[int(line) - 1] += "  # reconciler: ignore[no-contact-for-type] a telephone comes next week"
    (project / "organizations/teleset.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ended = run("validate", "--fail-on", "note")
    assert ended.code == 0, ended.out
    assert "1 finding is suppressed by comments in the files." in ended.out
