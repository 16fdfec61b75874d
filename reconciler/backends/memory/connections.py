"""The reader, the writer that does everything or nothing, and the one that makes each change by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from reconciler.backends.memory.changes import check, make
from reconciler.backends.memory.erasure import Erasure
from reconciler.backends.memory.faults import AFTER, LOST, PARTIAL, SLOW, Fault
from reconciler.backends.memory.world import Call, World
from reconciler.model.address import organization_of, sort_key
from reconciler.model.backend import Scope
from reconciler.model.change import Change
from reconciler.model.errors import BackendError
from reconciler.model.ledger import Fence
from reconciler.model.report import Applied, Failed, Outcome, Skipped
from reconciler.model.resource import Resource

OBSERVE: Final = "observe"
LABEL: Final = "memory"


class MemoryReader:
    """Sees the world as it is when it looks."""

    def __init__(self, world: World) -> None:
        self._world = world

    def observe(self, scope: Scope) -> Iterator[Resource]:
        with self._world.seen() as world:
            disturbed = any(fault.fits(OBSERVE, "") for fault in world.faults)
            found = [replace(one, observed=world.observed(one)) for address, one in world.objects.items() if scope.includes(organization_of(address))]
        found.sort(key=lambda one: sort_key(one.address))
        return self._disturbed(found) if disturbed else iter(found)

    def _disturbed(self, found: list[Resource]) -> Iterator[Resource]:
        with self._world.opened() as world:
            fault = world.met(OBSERVE)
        if fault is not None and fault.kind == SLOW:
            time.sleep(fault.seconds)
        elif fault is not None:
            yield from found[: len(found) // 2] if fault.kind == PARTIAL else ()
            raise fault.error("", LABEL)
        yield from found

    def close(self) -> None:
        """Nothing is open."""


class MemoryWriter(MemoryReader):
    """Works on a copy, and puts it in the world's place when everything succeeded."""

    def __init__(self, world: World, fence: Fence) -> None:
        super().__init__(world)
        self._fence = fence

    def apply(self, changes: Sequence[Change], progress: Callable[[int], None] | None = None) -> list[Outcome]:  # noqa: ARG002 - too quick to be watched
        self._fence.check(None)
        with self._world.opened() as world:
            changed = world.copy()
            erasure = Erasure(changed, changes, lambda: self._fence.keeping(None))
            for change in changes:
                try:
                    check(changed, change)
                except BackendError as error:
                    return [Failed(other, error) if other is change else Skipped(other, "rolled-back") for other in changes]
                make(changed, change)
            erasure.settle(changed)
            self._fence.record(None)
            world.become(changed)
            world.effects += [_call(change, "") for change in changes]
        return [Applied(change) for change in changes]


class MemoryStepper(MemoryReader):
    """Makes one change at a time, and meets the faults of the world on the way. Of the fence it only asks how erased addresses are kept."""

    def __init__(self, world: World, fence: Fence) -> None:
        super().__init__(world)
        self._fence = fence

    def make(self, change: Change, key: str) -> None:
        call = _call(change, key)
        with self._world.opened() as world:
            world.calls.append(call)
            fault = world.met(call.operation, change.address)
        self._world.step(f"before {call.operation} {change.address}")
        kind = _suffer(fault, change)
        with self._world.opened() as world:
            check(world, change)
            erasure = Erasure(world, [change], lambda: self._fence.keeping(None))
            make(world, change)
            erasure.settle(world)
            world.effects.append(call)
        self._world.step(f"after {call.operation} {change.address}")
        if fault is not None and kind in (AFTER, LOST):
            raise fault.error(change.address, LABEL)


def _suffer(fault: Fault | None, change: Change) -> str:
    """What a fault does before the work: raise, or take its time. Returns its kind."""
    if fault is None:
        return ""
    if fault.kind == SLOW:
        time.sleep(fault.seconds)
    elif fault.kind not in (AFTER, LOST):
        raise fault.error(change.address, LABEL)
    return fault.kind


def _call(change: Change, key: str) -> Call:
    return Call(type(change).__name__.lower(), change.address, key)
