"""`watch` in the project file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reconciler.model.document import Document
from reconciler.model.notice import Addressee, Notify, Topic, Watch
from reconciler.model.personal import Personal
from reconciler.project import load_project
from reconciler.schema.check import check

BASE: dict[str, Any] = {"version": 1, "kind": "Project", "manager": "teleset-7f3a", "backend": {"type": "sql", "url": "sqlite:///n.db"}}


def loaded(environment: str | None = None, **more: Any) -> Watch:
    data = {**BASE, **more}
    assert check([Document(0, "reconciler.yaml", data)]) == []
    return load_project(data, directory=Path(), environment=environment).watch


def test_without_a_word_nothing_listens_and_nobody_is_told() -> None:
    assert loaded() == Watch("", None, 300.0, Notify())


def test_all_of_it() -> None:
    said = {
        "listen": "127.0.0.1:9464",
        "token": {"env": "RECONCILER_WATCH_TOKEN"},
        "interval": "90s",
        "notify": {"to": [{"channel": "email", "address": "duty@teleset.example"}], "topics": ["failing"], "failures": 5, "language": "en"},
    }
    told = Notify((Addressee("email", Personal("duty@teleset.example")),), "en", 5, frozenset({Topic.FAILING}))
    assert loaded(watch=said) == Watch("127.0.0.1:9464", {"env": "RECONCILER_WATCH_TOKEN"}, 90.0, told)


@pytest.mark.parametrize(("written", "seconds"), [("1s", 1), ("10m", 600), ("2h", 7_200), ("1d", 86_400)])
def test_an_interval(written: str, seconds: int) -> None:
    assert loaded(watch={"interval": written}).interval == seconds


def test_an_environment_overlays_it() -> None:
    watch = {"listen": "127.0.0.1:9464", "token": {"env": "A"}}
    found = loaded("production", watch=watch, environments={"production": {"watch": {"token": {"file": "/run/secrets/token"}}}})
    assert (found.listen, found.token) == ("127.0.0.1:9464", {"file": "/run/secrets/token"})


@pytest.mark.parametrize(
    ("watch", "code"),
    [
        ({"token": "hunter2hunter2hunter2"}, "literal-secret"),
        ({"interval": "10"}, "bad-duration"),
        ({"interval": "0m"}, "bad-duration"),
        ({"port": 1}, "unknown-key"),
        ({"notify": {}}, "missing-key"),
        ({"notify": {"to": [{"channel": "email"}]}}, "missing-key"),
    ],
)
def test_what_is_no_such_section(watch: dict[str, Any], code: str) -> None:
    found = check([Document(0, "reconciler.yaml", {**BASE, "watch": watch})])
    assert [one.code for one in found] == [code]
    assert "hunter2" not in repr(found)
