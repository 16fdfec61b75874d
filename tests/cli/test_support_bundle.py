"""support-bundle: one new file that says what it holds, the same for the same world, whatever is broken."""

from __future__ import annotations

import json
import os
import stat
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reconciler.cli.crash import latest_logs, write_log
from reconciler.reporting.bundle import homeless
from tests.cli.conftest import ENVIRONMENTS, Run, edit, fingerprint, write

NAMES = [
    "MANIFEST.txt",
    "versions.json",
    "doctor.json",
    "plan.json",
    "review.json",
    "history.json",
    "deliveries.json",
    "lock.json",
    "project.json",
    "files.json",
]


@pytest.fixture(autouse=True)
def _logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "logs"
    directory.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(directory))
    return directory


def texts(file: str | Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def document(file: str | Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(texts(file)[name])
    assert found["format_version"] == "1.0"
    return found


def test_what_is_in_it(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    before = fingerprint(project)
    ended = run("support-bundle", "--out", "x.zip")
    assert ended.code == 0
    assert ended.err == ""
    assert list(texts("x.zip")) == NAMES
    assert all(name in ended.out.partition("Written: x.zip. Nothing was sent anywhere.")[0] for name in NAMES)
    assert all(name in texts("x.zip")["MANIFEST.txt"] for name in NAMES)
    assert document("x.zip", "plan.json")["counts"]["unchanged"] == 21
    assert [one["number"] for one in document("x.zip", "history.json")["history"]] == [1]
    assert document("x.zip", "lock.json")["lock"] is None
    assert document("x.zip", "doctor.json")["summary"]["problems"] == 0
    assert document("x.zip", "review.json")["counts"] == {"organizations": 1, "recipients": 3, "cells": 5}
    assert document("x.zip", "review.json")["support"] == {}
    assert document("x.zip", "files.json")["files"] == [
        {
            "path": "organizations/teleset.yaml",
            "bytes": (project / "organizations/teleset.yaml").stat().st_size,
            "documents": {"Organization": 1},
            "accounts": 2,
        }
    ]
    assert document("x.zip", "project.json")["project"]["manager"] == "tests-7f3a"
    assert {"sqlalchemy", "yaml-rs"} <= set(document("x.zip", "versions.json")["libraries"]) or not document("x.zip", "versions.json")["libraries"]
    (project / "x.zip").unlink()
    assert fingerprint(project) == before


def test_with_a_recipient_that_something_does_not_reach(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    assert run("support-bundle", "--out", "x.zip", "--account", "teleset/petrov", "--type", "works").code == 0
    assert document("x.zip", "chain.json")["broken"] == "subscription"
    assert "chain.json" in texts("x.zip")["MANIFEST.txt"]
    assert run("support-bundle", "--out", "y.zip", "--type", "works").code == 64
    assert not (project / "y.zip").exists()


def test_only_its_owner_may_read_it_and_the_same_world_gives_the_same_bytes(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    assert run("support-bundle", "--out", "a.zip").code == 0
    if os.name == "posix":
        assert stat.S_IMODE(Path("a.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile("a.zip") as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    a = texts("a.zip")
    assert run("support-bundle", "--out", "b.zip").code == 0
    # The time an answer took, and the room there is, are never the same.
    assert {name for name, text in texts("b.zip").items() if text != a[name]} <= {"doctor.json"}


def test_never_over_a_file(project: Path, run: Run) -> None:
    write(project / "mine.zip", "precious")
    if os.name == "posix":
        (project / "link.zip").symlink_to("nowhere")
    else:
        write(project / "link.zip", "")
    for name in ("mine.zip", "link.zip", "organizations"):
        ended = run("support-bundle", "--out", name)
        assert ended.code == 64
        assert "exists already" in ended.err
        assert ended.out == ""
    assert (project / "mine.zip").read_text(encoding="utf-8") == "precious"
    assert not (project / "nowhere").exists()


def test_where_nothing_can_be_written(project: Path, run: Run) -> None:
    ended = run("support-bundle", "--out", "nowhere/x.zip")
    assert ended.code == 64
    assert "cannot write" in ended.err


def test_a_name_of_its_own(project: Path, run: Run) -> None:
    assert run("support-bundle").code == 0
    (found,) = project.glob("reconciler-support-*.zip")
    assert list(texts(found)) == NAMES


def test_as_json(project: Path, run: Run) -> None:
    ended = run("support-bundle", "--out", "x.zip", "--format", "json")
    told = json.loads(ended.out)
    assert told["file"] == "x.zip"
    assert [one["name"] for one in told["contents"]] == NAMES
    assert all(one["collected"] for one in told["contents"])


def test_in_russian(project: Path, run: Run) -> None:
    assert "Никуда ничего не отправлено" in run("support-bundle", "--out", "x.zip", "--lang", "ru").out
    assert "Чего здесь нет" in texts("x.zip")["MANIFEST.txt"]


def test_without_a_project(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert run("support-bundle", "--out", "x.zip").code == 0
    assert [name for name in NAMES if name not in texts("x.zip")] == ["project.json"]
    assert document("x.zip", "plan.json")["error"]["code"] == "no-project"
    manifest = texts("x.zip")["MANIFEST.txt"]
    assert "Could not be collected" in manifest
    assert "there is no reconciler.yaml" in manifest


def test_without_an_environment(project: Path, run: Run) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS)
    assert run("support-bundle", "--out", "x.zip").code == 0
    assert document("x.zip", "plan.json")["error"]["code"] == "environment-required"
    assert run("support-bundle", "--out", "y.zip", "--env", "staging").code == 0
    assert document("y.zip", "plan.json")["target"]["environment"] == "staging"


def test_a_backend_that_does_not_answer_is_asked_once(project: Path, run: Run) -> None:
    edit(project / "reconciler.yaml", "sqlite:///live/notifications.db", "postgresql://127.0.0.1:1/notify")
    assert run("support-bundle", "--out", "x.zip").code == 0
    assert {document("x.zip", name)["error"]["code"] for name in ("plan.json", "review.json", "history.json", "deliveries.json", "lock.json")} == {
        "backend-unreachable"
    }


def test_files_with_mistakes_are_told_by_their_places(project: Path, run: Run) -> None:
    edit(project / "organizations/teleset.yaml", "form: company", "form: compani")
    assert run("support-bundle", "--out", "x.zip").code == 0
    (found,) = document("x.zip", "plan.json")["diagnostics"]
    assert (found["code"], found["location"]["line"]) == ("not-a-choice", 5)


def test_logs_of_mistakes_of_ours(project: Path, run: Run, _logs: Path) -> None:
    for number in range(5):
        log = write_log(ValueError("ivanova@teleset.example"), ["plan", "--env", "x"])
        os.utime(log, (number, number))
    write(_logs / "reconciler-other.log", "password: hunter2\n")
    write(_logs / "reconciler-mixed.log", Path(log).read_text(encoding="utf-8") + "password: hunter2\nhunter2\n")
    os.utime(_logs / "reconciler-mixed.log", (99, 99))
    write(_logs / "secret", "reconciler \narguments:\nencodings: \n")
    if os.name == "posix":
        (_logs / "reconciler-link.log").symlink_to(_logs / "secret")
    (_logs / "reconciler-directory.log").mkdir()
    (_logs / "reconciler-broken.log").write_bytes(b"reconciler \xff")
    assert run("support-bundle", "--out", "x.zip").code == 0
    assert list(texts("x.zip")) == [*NAMES, "crash-1.log", "crash-2.log", "crash-3.log"]
    assert "arguments: plan --env …" in texts("x.zip")["crash-1.log"]
    assert "hunter2" not in "".join(texts("x.zip").values())


def test_every_log_that_is_written_is_found() -> None:
    for error in (KeyError("x\ny: z"), ImportError("no module"), RecursionError("a\nb"), AttributeError("x: y")):
        try:
            raise error from OSError("why")
        except type(error):
            write_log(error, ["plan"])
    assert len(latest_logs(9)) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/home/ivanova/project/x", "~/project/x"),
        ('File "/Users/ivanova/x.py"', 'File "~/x.py"'),
        ("C:\\Users\\Анна Иванова\\x", "~\\x"),
        ("/srv/own/x and /srv/own", "~/x and ~"),
        ("/srv/owner/x", "/srv/owner/x"),
        ({"a": ["/home/ivanova"]}, {"a": ["~"]}),
    ],
)
def test_nobody_is_named_by_a_directory(text: object, said: object) -> None:
    assert homeless(text, "/srv/own") == said
