"""Whatever goes wrong, and however often: reruns arrive at what is wanted, every change is made exactly once, and every report says what is so."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from reconciler.backends.memory import Fault, MemoryBackend
from reconciler.backends.memory.faults import KINDS
from reconciler.engine.steps import looked_at_again
from reconciler.model.change import Delete
from reconciler.model.errors import BackendError
from reconciler.model.ledger import Binding
from reconciler.model.report import Applied, Unanswered
from reconciler.model.resource import Resource
from reconciler.planning.order import in_order
from tests.conformance.live import plan
from tests.unit.applying.test_steps import Run, spec
from tests.unit.ledger.test_ledger import HERE, KEY

BOUND = Binding("us", "production", "here")
ADDRESSES = ("type:news", "alfa", "beta", "alfa/a", "alfa/b", "beta/c")
OPERATIONS = ("", "create", "update", "delete", "observe")

worlds = st.fixed_dictionaries({address: st.sampled_from([None, "x", "y"]) for address in ADDRESSES})
faults = st.lists(
    st.builds(Fault, st.sampled_from([kind for kind in KINDS if kind != "slow"]), st.sampled_from(OPERATIONS), nth=st.integers(1, 6), times=st.integers(1, 4)),
    max_size=4,
)


def resources(world: dict[str, str | None]) -> dict[str, Resource]:
    """Who is in an organization needs it."""
    there = {address: name for address, name in world.items() if name is not None and world[address.partition("/")[0]] is not None}
    return {address: Resource(address, spec(family_name=name), "us") for address, name in there.items()}


@limits(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=worlds, after=worlds, programs=st.lists(faults, max_size=3), tries=st.integers(1, 3))
def test_reruns_converge(tmp_path: Path, before: dict[str, str | None], after: dict[str, str | None], programs: list[list[Fault]], tries: int) -> None:
    run = Run(MemoryBackend({"atomic": False}, tmp_path))
    run.live(*resources(before).values())
    desired = resources(after)
    wanted = Counter((type(change).__name__.lower(), change.address) for change in plan(desired, run.world.objects))
    for program in [*programs, []]:
        changes = in_order(plan(desired, run.world.objects))
        known = len(run.world.effects)
        report = run.apply(*changes, faults=program, tries=tries)
        made = [(call.operation, call.address) for call in run.world.effects[known:]]
        assert len(report.outcomes) == len(changes)
        for outcome in report.outcomes:
            done = (type(outcome.change).__name__.lower(), outcome.change.address) in made
            assert isinstance(outcome, Unanswered) or done == isinstance(outcome, Applied)
        if any(not isinstance(outcome, Applied) for outcome in report.outcomes if not isinstance(outcome.change, Delete)):
            assert not any(operation == "delete" for operation, _ in made)
        run.world.faults = []
        with run.ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
            looked_at_again(lock, run.ledger, run.backend.reader(), key=KEY, bound=BOUND)
        assert list(run.ledger.unfinished("us", "production")) == []
    assert {address: live.canonical for address, live in run.world.objects.items()} == {address: one.canonical for address, one in desired.items()}
    assert Counter(run.effects) == wanted


def test_errors_of_the_world_are_ours() -> None:
    assert all(isinstance(Fault(kind).error("alfa", "memory"), BackendError) for kind in KINDS)
