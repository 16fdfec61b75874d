"""A project whose live system is a world in a file that goes wrong on demand, and whose ledger is a SQLite file beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reconciler.backends.memory import Fault, StoredWorld
from reconciler.database.database import Database
from reconciler.engine.apply import Completed, apply
from reconciler.engine.plan import Planned
from reconciler.ledger.sql import SqlLedger
from reconciler.model.ledger import HistoryEntry
from tests.unit.engine.worlds import ORGANIZATION, PROJECT, make

STEPS = PROJECT.replace(
    'backend: {type: sql, url: "sqlite:///live.db"}',
    "backend: {type: memory, atomic: false, world: world.db}\nledger: {type: sql, url: 'sqlite:///ledger.db'}",
)
MANAGER = "tests-7f3a"


def project(directory: Path, organization: str = ORGANIZATION) -> Path:
    """The world's own types are made at the first apply, like everything else."""
    assert STEPS != PROJECT
    return make(directory, project=STEPS, organization=organization)


def world(directory: Path) -> StoredWorld:
    return StoredWorld(path=directory / "world.db")


def program(directory: Path, *faults: Fault) -> None:
    with world(directory).opened() as opened:
        opened.faults = list(faults)


def effects(directory: Path) -> list[tuple[str, str]]:
    """What was really done, in order."""
    with world(directory).seen() as seen:
        return [(call.operation, call.address) for call in seen.effects]


def agree(_: Planned) -> None:
    pass


def applied(directory: Path, *, organizations: Iterable[str] = ()) -> Completed:
    return apply(directory, confirm=agree, organizations=organizations)


def ledger(directory: Path) -> SqlLedger:
    return SqlLedger(Database("sqlite:///ledger.db", directory=directory))


def history(directory: Path) -> list[HistoryEntry]:
    """The oldest first."""
    return list(reversed(ledger(directory).history()))
