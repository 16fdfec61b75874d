"""Languages, colours, encodings, completion: how the program speaks."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.cli.language import choose
from reconciler.cli.main import VERBS
from reconciler.cli.terminal import Terminal, ascii_json, write
from tests.cli.conftest import Run, edit
from tests.started import ended


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ((), {}, "en"),
        (("plan", "--lang", "ru"), {"RECONCILER_LANG": "en"}, "ru"),
        (("--lang=ru", "plan"), {}, "ru"),
        (("plan", "--", "--lang", "ru"), {}, "en"),
        (("plan", "--lang"), {"RECONCILER_LANG": "ru"}, "ru"),
        (("plan", "--lang", "xx"), {"RECONCILER_LANG": "ru"}, "ru"),
        ((), {"RECONCILER_LANG": "ru_RU.UTF-8"}, "ru"),
        ((), {"RECONCILER_LANG": "de", "LANG": "ru_RU.UTF-8"}, "ru"),
        ((), {"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ((), {"LC_ALL": "", "LC_MESSAGES": "ru_RU.UTF-8", "LANG": "C"}, "ru"),
        ((), {"RECONCILER_LANG": "en", "LANG": "ru_RU.UTF-8"}, "en"),
    ],
)
def test_language(arguments: tuple[str, ...], environ: dict[str, str], language: str) -> None:
    assert choose(arguments, environ) == language


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_both_languages(run: Run, verb: str) -> None:
    english, russian = run(verb, "--help"), run(verb, "--help", "--lang", "ru")
    assert english.code == russian.code == 0
    assert not any("а" <= letter <= "я" for letter in english.out)
    options = [line for line in russian.out.splitlines() if line.startswith("  -")]
    assert options
    assert "Параметры:" in russian.out
    assert english.out != russian.out


def test_no_argument_shows_the_help(run: Run) -> None:
    ended = run()
    assert ended.code == 64
    for verb in VERBS:
        assert f"  {verb} " in ended.err


class _Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _screen(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> io.BytesIO:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", _Screen(raw, encoding=encoding, write_through=True))
    return raw


def test_colours_on_a_terminal_only(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project / "organizations/teleset.yaml", "works: true", "wroks: true")
    assert "\x1b[" not in run("validate").out
    with monkeypatch.context() as patched:
        raw = _screen(patched)
        run("validate")
        assert b"\x1b[" in raw.getvalue()
    with monkeypatch.context() as patched:
        raw = _screen(patched)
        run("validate", "--no-color")
        assert b"\x1b[" not in raw.getvalue()
    with monkeypatch.context() as patched:
        patched.setenv("NO_COLOR", "1")
        raw = _screen(patched)
        run("validate")
        assert b"\x1b[" not in raw.getvalue()
        assert b"wroks" in raw.getvalue()


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "ascii"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_old_code_pages(project: Path, encoding: str, language: str) -> None:
    environ = os.environ | {"PYTHONIOENCODING": encoding, "RECONCILER_LANG": language}
    done = ended(project, "plan", environment=environ)
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode(encoding)
    assert "i*****@teleset.example" in said or "•" in said
    if encoding == "cp866" and language == "ru":
        assert "ТелеСеть" in said


@given(st.text())
def test_ascii_json_says_the_same(text: str) -> None:
    document = json.dumps({"text": text}, ensure_ascii=False)
    assert ascii_json(document).isascii()
    assert json.loads(ascii_json(document)) == json.loads(json.dumps({"text": text}))


@given(st.text(), st.sampled_from(["utf-8", "cp866", "cp1251", "ascii", "koi8-r"]))
def test_writing_never_fails(text: str, encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    write(stream, text)
    assert raw.getvalue().endswith(b"\n")


def test_machine_output_is_not_mixed_with_words(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(form="json")
    terminal.say("words")
    terminal.give({"format_version": "1.0"})
    assert json.loads(capsys.readouterr().out) == {"format_version": "1.0"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    ended = run("completion", shell)
    assert ended.code == 0
    assert "_RECONCILER_COMPLETE" in ended.out


@pytest.mark.parametrize(("typed", "offered"), [("reconciler pl", "plan"), ("reconciler plan --det", "--detailed-exitcode"), ("reconciler plan --lang ", "ru")])
def test_completion_works(typed: str, offered: str) -> None:
    environ = os.environ | {"_RECONCILER_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}
    done = subprocess.run([sys.executable, "-m", "reconciler"], capture_output=True, text=True, encoding="utf-8", env=environ, timeout=60)
    assert offered in done.stdout
    assert done.stderr == ""


def test_schemas(project: Path, run: Run) -> None:
    assert json.loads(run("schema").out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert run("schema", "--out", "written").code == 0
    written = sorted(path.name for path in (project / "written").iterdir())
    assert "document.json" in written
    assert run("schema", "--out", "reconciler.yaml/x").code == 64
