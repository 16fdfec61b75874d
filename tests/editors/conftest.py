"""A project as `init` makes it, and the real language server beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reconciler.engine.init import init, with_modeline
from reconciler.engine.schema import project_schema, write_schema
from tests.editors.server import ATTEMPTED, INSTALLED, LanguageServer

OUTAGE = """\
version: 1
kind: NotificationType
id: outage
title: {ru: Авария на сети, en: Network outage}
description: {ru: Связь пропала, en: No connection}
category: network
channels: [pager]
"""


@pytest.fixture(scope="session", autouse=True)
def _installed() -> None:
    """The whole directory skips where there is no server; where continuous integration tried to install one, that is a failure."""
    missing = "yaml-language-server is not installed; scripts/test does it where there are node and npm"
    if not INSTALLED.is_file() or shutil.which("node") is None:
        if os.environ.get("CI") and (ATTEMPTED / "package.json").is_file():
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, _installed: None) -> Path:
    """A new project, as `init` leaves it."""
    directory = tmp_path_factory.mktemp("мой проект")
    init(directory, language="en")
    return directory


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory, _installed: None) -> Path:
    """A project with a type and a channel of its own, whose schema was written again."""
    directory = tmp_path_factory.mktemp("own")
    init(directory, language="ru")
    (directory / "types").mkdir()
    (directory / "types" / "outage.yaml").write_text(with_modeline("types/outage.yaml", OUTAGE), encoding="utf-8")
    file = directory / "reconciler.yaml"
    text = file.read_text(encoding="utf-8").replace("sources: [organizations]", "sources: [organizations, types]\nchannels: [pager]")
    file.write_text(text, encoding="utf-8")
    write_schema(directory / "schemas" / "reconciler.json", project_schema(directory, language="ru"))
    return directory


Start = Callable[..., LanguageServer]


@pytest.fixture(scope="module")
def start(_installed: None) -> Iterator[Start]:
    """Starts servers and ends each of them."""
    started: list[LanguageServer] = []

    def call(root: Path, **settings: object) -> LanguageServer:
        started.append(LanguageServer(root, settings))
        return started[-1]

    yield call
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def server(start: Start, project: Path) -> LanguageServer:
    return start(project)
