"""The world in memory goes wrong on demand, and the one in a file is the same world for everybody."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reconciler.backends.memory import Fault, MemoryBackend, StoredWorld, World
from reconciler.backends.memory.faults import KINDS
from reconciler.model.backend import Scope, Stepper
from reconciler.model.change import Create
from reconciler.model.errors import BackendError, ConflictError, RejectedError, TransientError, Unusable
from reconciler.model.resource import Resource
from reconciler.model.values import Json
from tests.conformance.live import Fence

A, B = (Create(Resource(f"type:{name}", b"{}", "us")) for name in "ab")

OPERATIONS = {
    "before": (TransientError, False),
    "limited": (TransientError, False),
    "rejected": (RejectedError, False),
    "conflict": (ConflictError, False),
    "after": (RejectedError, True),
    "lost": (TransientError, True),
    "slow": (None, True),
}


def stepper(backend: MemoryBackend) -> Stepper:
    writer = backend.writer(Fence())
    assert isinstance(writer, Stepper)
    return writer


@pytest.fixture(params=["here", "file"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> MemoryBackend:
    return MemoryBackend({"atomic": False} | ({"world": "state/world.db"} if request.param == "file" else {}), tmp_path)


def program(backend: MemoryBackend, *faults: Fault) -> None:
    with backend.world.opened() as world:
        world.faults = list(faults)


def test_every_kind_is_tried_here() -> None:
    assert {*OPERATIONS, "partial"} == {*KINDS}


@pytest.mark.parametrize(("kind", "raised", "done"), [(kind, *what) for kind, what in OPERATIONS.items()])
def test_what_a_fault_does(backend: MemoryBackend, kind: str, raised: type[BackendError] | None, done: bool) -> None:
    program(backend, Fault(kind, "create", seconds=0.02))
    started = time.monotonic()
    if raised is None:
        stepper(backend).make(A, "k")
        assert time.monotonic() - started >= 0.02
    else:
        with pytest.raises(raised) as caught:
            stepper(backend).make(A, "k")
        assert getattr(caught.value, "retry_after", None) == (0.02 if kind == "limited" else None)
    with backend.world.seen() as world:
        assert [*world.objects] == (["type:a"] if done else [])
        assert (world.calls, world.effects) == ([("create", "type:a", "k")], [("create", "type:a", "k")] if done else [])


def test_a_fault_meets_the_calls_it_names(backend: MemoryBackend) -> None:
    program(backend, Fault("before", "create", "type:b", nth=2, times=2))
    writer = stepper(backend)
    for _ in range(2):
        writer.make(A, "k")
        with backend.world.opened() as world:
            world.objects.clear()
    seen = []
    for _ in range(5):
        try:
            writer.make(B, "k")
        except TransientError:
            seen.append("fault")
        except ConflictError:
            seen.append("exists")
        else:
            seen.append("made")
    assert seen == ["made", "fault", "fault", "exists", "exists"]


@pytest.mark.parametrize(("kind", "length"), [("partial", 1), ("before", 0)])
def test_half_a_page_is_never_the_end(backend: MemoryBackend, kind: str, length: int) -> None:
    writer = stepper(backend)
    for change in (A, B):
        writer.make(change, "k")
    program(backend, Fault(kind, "observe", nth=2))
    assert len(list(backend.reader().observe(Scope()))) == 2
    found: list[Resource] = []
    with pytest.raises(TransientError):
        found.extend(backend.reader().observe(Scope()))
    assert len(found) == length
    assert len(list(backend.reader().observe(Scope()))) == 2


def test_a_world_in_a_file_is_shared_and_looking_makes_no_file(tmp_path: Path) -> None:
    options: dict[str, Json] = {"atomic": False, "world": "world.db"}
    first, second = (MemoryBackend(options, tmp_path) for _ in range(2))
    assert list(first.reader().observe(Scope())) == []
    assert list(tmp_path.iterdir()) == []
    stepper(first).make(A, "k")
    assert [found.address for found in second.reader().observe(Scope())] == ["type:a"]
    with pytest.raises(ConflictError):
        stepper(second).make(A, "k")
    assert (first.label, first.capabilities.lives, first.capabilities.atomic) == ("memory, world.db", "machine", False)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    world = StoredWorld(path=tmp_path / "world.db")
    with pytest.raises(KeyError), world.opened() as opened:
        opened.verified.add(("email", "x"))
        raise KeyError
    with world.seen() as seen:
        assert seen.verified == set()


def test_what_is_no_world_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "world.db").write_text("not a database, but long enough to be told from one", encoding="utf-8")
    with pytest.raises(RejectedError, match="backend-unreadable"):
        list(MemoryBackend({"world": "world.db"}, tmp_path).reader().observe(Scope()))


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize(("point", "done"), [("before", False), ("after", True)])
def test_a_process_can_be_killed_at_a_step(tmp_path: Path, point: str, done: bool) -> None:
    script = (
        "import os, pathlib, signal, sys\n"
        "from reconciler.backends.memory import MemoryBackend\n"
        "from tests.unit.backends.test_memory import A, stepper\n"
        "backend = MemoryBackend({'atomic': False, 'world': 'world.db'}, pathlib.Path(sys.argv[1]))\n"
        "backend.world.watch = lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == sys.argv[2] + ' create type:a' else None\n"
        "stepper(backend).make(A, 'k')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path), point], cwd=Path(__file__).parents[3], timeout=60)
    assert ended.returncode == -9
    found = list(MemoryBackend({"world": "world.db"}, tmp_path).reader().observe(Scope()))
    assert [one.address for one in found] == (["type:a"] if done else [])


@pytest.mark.parametrize(("options", "wrong"), [({"atomic": "no"}, "atomic"), ({"world": 3}, "world"), ({"world": ""}, "world"), ({"worlds": "x"}, "worlds")])
def test_options_that_make_no_sense_are_named(tmp_path: Path, options: dict[str, Json], wrong: str) -> None:
    with pytest.raises(Unusable) as raised:
        MemoryBackend(options, tmp_path)
    assert raised.value.arguments["options"] == (wrong,)


def test_an_atomic_writer_writes_down_what_it_did(tmp_path: Path) -> None:
    world = World()
    writer = MemoryBackend({}, tmp_path, world).writer(Fence())
    assert not isinstance(writer, Stepper)
    writer.apply([A])
    assert world.effects == [("create", "type:a", "")]
