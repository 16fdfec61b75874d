"""Long work is sent in pieces, and tells how far it is; it counts as one all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.backends.sql import SqlBackend, connections
from reconciler.model.change import Create
from reconciler.model.report import Applied, Failed, Skipped
from tests.conformance.live import Fence, SqlDoor, System
from tests.conformance.worlds import BEFORE


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    monkeypatch.setattr(connections, "PIECE", 2)
    backend = SqlBackend({"url": "sqlite:///n.db"}, tmp_path)
    backend.prepare()
    return System(backend, SqlDoor(backend))


def test_it_tells_after_every_piece(system: System) -> None:
    changes = [Create(resource) for resource in system.desired(BEFORE).values()]
    told: list[int] = []
    assert isinstance(system.backend, SqlBackend)
    writer = system.backend.writer(Fence())
    outcomes = list(writer.apply(changes, told.append))
    writer.close()
    assert all(isinstance(outcome, Applied) for outcome in outcomes)
    assert told == [*range(2, len(changes), 2), len(changes)]


def test_a_failure_in_a_later_piece_undoes_the_earlier_ones(system: System) -> None:
    resources = list(system.desired(BEFORE).values())
    changes = [Create(resource) for resource in [*resources, resources[0]]]
    outcomes = system.write(changes)
    assert not any(isinstance(outcome, Applied) for outcome in outcomes)
    assert sum(isinstance(outcome, Failed) for outcome in outcomes) == 1
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, Skipped)} == {"rolled-back"}
    assert system.observe() == {}
