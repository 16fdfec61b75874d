"""Every row of the registry, on every engine it runs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from reconciler.backends import backend_class
from reconciler.backends.memory import MemoryBackend
from reconciler.backends.sql import SqlBackend
from reconciler.model.values import Json
from tests.conformance.live import MemoryDoor, SqlDoor, System

ENGINES: Final[Mapping[str, str]] = {"memory": "memory", "steps": "memory", "stored": "memory", "sqlite": "sql", "postgresql": "sql"}
"""What the suite runs on → the row of `BACKENDS` it runs."""


@pytest.fixture(params=[pytest.param(name, marks=[pytest.mark.postgresql] if name == "postgresql" else []) for name in ENGINES])
def system(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[System]:
    options: dict[str, Json] = {"type": ENGINES[request.param]}
    if request.param in ("steps", "stored"):
        options["atomic"] = False
    if request.param == "stored":
        options["world"] = "state/world.db"
    if request.param == "sqlite":
        options["url"] = "sqlite:///state/notifications.db"
    if request.param == "postgresql":
        options |= {"url": request.getfixturevalue("postgresql_url"), "schema": request.getfixturevalue("postgresql_schema")}
    backend = backend_class(ENGINES[request.param])(options, tmp_path)
    if isinstance(backend, MemoryBackend):
        yield System(backend, MemoryDoor(backend))
        return
    assert isinstance(backend, SqlBackend)
    backend.prepare()
    yield System(backend, SqlDoor(backend))
    backend.database.close()
