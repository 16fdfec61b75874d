"""plan --format markdown and html: one page on stdout, everything else beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reconciler.reporting.markdown import LIMIT, size
from tests.cli.conftest import ENVIRONMENTS, Run, edit, write
from tests.started import ended

TELESET = "organizations/teleset.yaml"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_comment(project: Path, run: Run, language: str) -> None:
    assert run("apply", "--yes").code == 0
    edit(project / TELESET, "{works: true}", "{works: true, account-balance: true}")
    ended = run("plan", "--format", "markdown", "--out", "plan.json", "--lang", language)
    assert ended.code == 0
    assert ended.out.startswith("<!-- reconciler plan -->\n**reconciler plan**\n")
    assert "\n```diff\n! teleset/ivanova\n" in ended.out
    assert ended.out.endswith("</details>\n")
    # What is said beside the page would be part of the comment.
    assert "plan.json" in ended.err
    assert "plan.json" not in ended.out
    assert "ivanova@" not in ended.out
    assert (project / "plan.json").exists()


def test_a_comment_names_its_environment(project: Path, run: Run) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS)
    ended = run("plan", "--env", "staging", "--format", "markdown")
    assert ended.out.startswith("<!-- reconciler plan staging -->\n**reconciler plan, staging**\n")
    assert ended.code == 0


def test_a_comment_of_many_fits(project: Path, run: Run) -> None:
    accounts = "".join(f"  op-{i}:\n    family_name: Петров\n    given_name: Павел\n    contacts: {{email: op{i}@teleset.example}}\n" for i in range(700))
    text = (project / TELESET).read_text(encoding="utf-8")
    write(project / TELESET, text + accounts)
    assert run("apply", "--yes").code == 0
    write(project / TELESET, text)
    ended = run("plan", "--format", "markdown")
    assert ended.code == 4
    assert size(ended.out) <= LIMIT
    assert all(f"\n- teleset/op-{i}\n" in ended.out for i in range(700))
    assert "\nloss: 700 of 702 people of teleset" in ended.out


def test_invalid_files_are_told_as_ever(project: Path, run: Run) -> None:
    edit(project / TELESET, "form: company", "form: compony")
    for form in ("markdown", "html"):
        ended = run("plan", "--format", form)
        assert ended.code == 3
        assert "organizations/teleset.yaml:5:7: error[" in ended.out


def test_a_page_is_what_it_says_in_any_encoding(project: Path) -> None:
    for encoding in ("utf-8", "cp1251"):
        done = ended(project, "plan", "--format", "html", "--lang", "ru", environment={**os.environ, "PYTHONIOENCODING": encoding})
        assert done.returncode == 0, done.stderr
        text = done.stdout.decode("utf-8")
        assert text.startswith("<!doctype html>")
        assert ("Изменения" in text or "изменени" in text) == (encoding == "utf-8")
        assert text.isascii() == (encoding != "utf-8")
