"""The log of `watch` as JSON: whatever is said on stderr is one object on a line."""

from __future__ import annotations

import ast
import io
import json
import logging
from pathlib import Path
from typing import Any

import pytest

import reconciler
from reconciler.cli.forms import log_of
from reconciler.cli.interruption import Terminated
from reconciler.cli.watching import logging_to_stderr
from reconciler.engine.orders import Made
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.errors import InvalidInput
from reconciler.model.plan import Counts
from reconciler.model.watching import Ended
from reconciler.watching.logs import FIELDS
from reconciler.watching.telling import log_pass
from tests.cli.conftest import Run, edit, project, run
from tests.watching_server.samples import passed

__all__ = ["project", "run"]

TELESET = "organizations/teleset.yaml"
ALWAYS = ["time", "level", "logger", "message"]

MISTAKES = InvalidInput(
    (
        Diagnostic("unused", Severity.NOTE, location=Location("organizations/a.yaml", 1)),
        Diagnostic("bad-email", location=Location("organizations/teleset.yaml", 7, 3, "email: iv@")),
        Diagnostic("bad-phone", location=Location("organizations/teleset.yaml", 9)),
    )
)


def lines(text: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in text.splitlines()]
    assert all([*line][:4] == ALWAYS for line in found)
    return found


def said(made: Made, caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    usual = set(vars(logging.makeLogRecord({}))) | {"message"}
    with caplog.at_level(logging.DEBUG, "reconciler"):
        log_pass(made, new=True)
    return {name: value for name, value in vars(caplog.records[-1]).items() if name not in usual}


def extras() -> set[str]:
    """The names of everything that records carry anywhere beside their message, but for the passes'."""
    found = set()
    for path in Path(reconciler.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "extra" and isinstance(node.value, ast.Dict):
                found |= {key.value for key in node.value.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return found


def test_whatever_is_told_of_a_pass_is_in_its_line(caplog: pytest.LogCaptureFixture) -> None:
    told = said(Made(passed(1, Ended.INVALID), error=MISTAKES), caplog)
    assert {*told} | extras() == {*FIELDS}


def test_what_was_made_and_what_is_left_are_two_things(caplog: pytest.LogCaptureFixture) -> None:
    told = said(Made(passed(1, Ended.HELD, counts=Counts(change=1, adopt=2), left=Counts(delete=4, move=1), others=3)), caplog)
    assert [told[name] for name in ("added", "changed", "deleted", "adopted", "moved", "left", "others")] == [0, 1, 0, 2, 0, 5, 3]


def test_of_mistakes_the_place_is_said_and_nothing_that_stands_there(caplog: pytest.LogCaptureFixture) -> None:
    told = said(Made(passed(1, Ended.INVALID), error=MISTAKES), caplog)
    assert (told["file"], told["line"], told["mistakes"]) == ("organizations/teleset.yaml", 7, 2)
    assert "iv@" not in str(told)


@pytest.mark.parametrize(
    ("arguments", "log"),
    [
        (["watch", "--log-format", "json"], "json"),
        (["--lang", "ru", "watch", "--log-format=json", "--once"], "json"),
        (["watch", "--log-format", "json", "--log-format", "text"], "text"),
        (["watch", "--log-format"], "text"),
        (["watch"], "text"),
        (["plan", "--log-format", "json"], "text"),
    ],
)
def test_the_form_is_known_before_the_command_line_is_understood(arguments: list[str], log: str) -> None:
    assert log_of(arguments) == log


JSON = ("watch", "--log-format", "json")


@pytest.mark.parametrize("place", ["reconciler.cli.main.Program.resolve_command", "reconciler.cli.verbs.watch._interval"])
def test_who_is_ended_before_a_first_pass_says_so_in_the_same_form(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def ended(*_: object) -> None:
        raise Terminated

    monkeypatch.setattr(place, ended)
    done = run(*JSON)
    assert done.code == 143
    (line,) = lines(done.err)
    assert (line["level"], line["error"]) == ("error", "run-interrupted")


def test_what_is_wrong_with_the_command_line_too(project: Path, run: Run) -> None:
    for words, error in ((["--interval", "5"], "bad-argument"), (["--listen", "nowhere"], "bad-listen"), (["--nonsense"], "no-such-option")):
        (line,) = lines(run(*JSON, *words).err)[-1:]
        assert line["error"] == error


def test_one_pass_has_its_line(project: Path, run: Run) -> None:
    (line,) = (one for one in lines(run(*JSON, "--once").err) if one.get("event") == "pass")
    assert (line["ended"], line["triggers"]) == ("applied", ["start"])
    assert line["pass"]
    edit(project / TELESET, "ivanova@teleset.example", "ivanova@")
    wrong = run(*JSON, "--once")
    assert wrong.code == 3
    (line, last) = lines(wrong.err)[-2:]
    assert (line["ended"], line["error"], line["file"], line["mistakes"]) == ("invalid", "bad-email", TELESET, 1)
    assert (last["error"], last["line"]) == ("invalid-input", line["line"])
    assert "@" not in wrong.err


def test_what_each_pass_says_is_for_those_who_want_to_hear_it(monkeypatch: pytest.MonkeyPatch) -> None:
    log = logging.getLogger("reconciler.engine.session")
    ours = logging.getLogger("reconciler")
    monkeypatch.setattr(ours, "handlers", [])  # whoever was told with -v before is not told here
    for verbose, count in ((False, 0), (True, 1)):
        err = io.StringIO()
        monkeypatch.setattr("sys.stderr", err)
        if verbose:
            handler = logging.StreamHandler(err)
            ours.addHandler(handler)
        try:
            with logging_to_stderr("json"):
                log.info("observed %d objects", 3, extra={"event": "observed"})
        finally:
            if verbose:
                assert handler in ours.handlers, "it is back"
                ours.removeHandler(handler)
        assert [line["message"] for line in lines(err.getvalue())] == ["observed 3 objects"] * count
