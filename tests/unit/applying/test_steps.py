"""Change by change: tried again where that helps, looked at where the answer does not say, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from reconciler.applying import steps
from reconciler.applying.patience import Patience
from reconciler.applying.steps import Known, apply_steps
from reconciler.backends.memory import Fault, MemoryBackend, World
from reconciler.canonical import canonical
from reconciler.ledger.memory import MemoryLedger
from reconciler.model.backend import Stepper
from reconciler.model.change import Adopt, Change, Create, Delete, FieldChange, Move, Update
from reconciler.model.errors import ConflictError, Refused, TransientError
from reconciler.model.journal import DONE, NOT_DONE, OPEN, Intent
from reconciler.model.ledger import Owner
from reconciler.model.plan import Conflict, Plan, Target
from reconciler.model.report import Applied, Failed, Outcome, Report, Skipped, Unanswered
from reconciler.model.resource import Resource
from reconciler.model.saved import SavedChange
from reconciler.planning.order import needs
from reconciler.planning.saved import saved_change
from tests.conformance.live import Fence
from tests.unit.ledger.test_ledger import ENTRY, HERE, KEY


def spec(**more: Any) -> bytes:
    return canonical({"audience": "employee", "locale": "en", "timezone": "UTC", **more})


def person(name: str, types: Iterable[str] = (), *, organization: str = "alfa", manager: str = "us") -> Resource:
    return Resource(f"{organization}/{name}", spec(types={type_: [] for type_ in types}), manager)


ALFA, BETA = (Resource(name, spec(), "us") for name in ("alfa", "beta"))
NEWS = Resource("type:news", canonical({"title": "x"}), "us")
A, B, C = person("a"), person("b"), person("c")
CREATES = (Create(NEWS), Create(ALFA), Create(A), Create(B), Create(C))


@dataclass
class Run:
    """One backend, one ledger, and what waiting costs, counted instead of waited for."""

    backend: MemoryBackend
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    waited: list[float] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.backend.world

    def apply(
        self,
        *changes: Change,
        faults: Iterable[Fault] = (),
        interrupted: Callable[[], bool] = lambda: False,
        keys: dict[SavedChange, str] | None = None,
        before: Callable[[], None] = lambda: None,
        **patience: Any,
    ) -> Report:
        self.world.faults = list(faults)
        writer = self.backend.writer(Fence())
        assert isinstance(writer, Stepper)
        plan = Plan(Target("", "memory", "us"), changes)
        patient = Patience(sleep=self.waited.append, random=lambda: 1.0, **patience)
        with self.ledger.lock("apply", HERE, key=KEY, wait=0) as lock:
            journal = lock.journal(ENTRY, None)
            before()
            return apply_steps(plan, writer, journal, Known(describe, needs, keys or {}), patience=patient, interrupted=interrupted)

    def live(self, *resources: Resource) -> tuple[Resource, ...]:
        """Puts objects there, by the side door; returns them as observed."""
        for resource in resources:
            self.world.objects[resource.address] = replace(resource, version="1")
        return tuple(self.world.objects[resource.address] for resource in resources)

    @property
    def intents(self) -> list[Intent]:
        return list(self.ledger.intents[max(self.ledger.intents)].values())

    @property
    def effects(self) -> list[tuple[str, str]]:
        return [(call.operation, call.address) for call in self.world.effects]


def describe(change: Change) -> SavedChange:
    return saved_change(KEY, change)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(MemoryBackend({"atomic": False}, tmp_path))


def said(report: Report) -> list[str]:
    def word(outcome: Outcome) -> str:
        match outcome:
            case Applied():
                return "applied"
            case Skipped(_, reason):
                return reason
            case Failed(_, error):
                return f"failed {error.code}"
            case Unanswered(_, error):
                return f"unanswered {error.code}"

    return [word(outcome) for outcome in report.outcomes]


def test_all_goes_well(run: Run) -> None:
    report = run.apply(*CREATES)
    assert report.ok
    assert [change.address for change in CREATES] == [address for _, address in run.effects]
    assert {intent.outcome for intent in run.intents} == {DONE}
    assert run.waited == []


@pytest.mark.parametrize("change", ["create", "update", "delete", "adopt", "move"])
@pytest.mark.parametrize("kind", ["before", "lost", "limited", "after", "conflict", "rejected", "slow"])
def test_one_fault_at_one_change(run: Run, change: str, kind: str) -> None:
    """Whatever the backend says: the report says what is live, and nothing is made twice."""
    old, mark = run.live(person("old", ["news"]), person("theirs", manager=""))
    changes: dict[str, Change] = {
        "create": Create(A),
        "update": Update(old, replace(old, canonical=spec()), (FieldChange(("types",), {}, {}),)),
        "delete": Delete(old),
        "adopt": Adopt(mark, replace(mark, manager="us")),
        "move": Move(old, replace(old, address="alfa/new")),
    }
    report = run.apply(changes[change], faults=[Fault(kind, change, seconds=0.001)])
    made = kind not in {"conflict", "rejected"}
    assert said(report) == ["applied" if made else {"conflict": "failed live-changed", "rejected": "failed backend-failed"}[kind]]
    assert len(run.effects) == (1 if made else 0)
    assert [intent.outcome for intent in run.intents] == [DONE if made else NOT_DONE]
    assert len({call.key for call in run.world.calls}) == 1
    assert (len(run.world.calls) == 2) == (kind in {"before", "lost", "limited"})


def test_waits_grow_up_to_the_most_and_stop_with_the_tries(run: Run) -> None:
    report = run.apply(Create(A), faults=[Fault("before", times=9)], tries=5, first=1.0, most=4.0)
    assert said(report) == ["failed backend-unreachable"]
    assert sum(run.waited) == pytest.approx(1 + 2 + 4 + 4)
    assert len(run.world.calls) == 5
    assert [(intent.outcome, intent.error) for intent in run.intents] == [(NOT_DONE, "backend-unreachable")]


def test_who_asks_to_be_left_alone_is(run: Run) -> None:
    assert run.apply(Create(A), faults=[Fault("limited", seconds=7.5)]).ok
    assert sum(run.waited) == pytest.approx(7.5)


def test_all_waits_together_have_a_budget(run: Run) -> None:
    """When it is spent the backend is left alone altogether, rather than asked ten thousand times more."""
    report = run.apply(*CREATES, faults=[Fault("before", address="type:news", times=99)], tries=99, first=1.0, most=4.0, budget=6.0)
    assert said(report) == ["failed backend-unreachable", *["unreachable"] * 4]
    assert sum(run.waited) <= 6.0


def test_what_needs_something_that_failed_is_blocked_and_everything_else_goes_on(run: Run) -> None:
    changes = (
        Create(NEWS),
        Create(Resource("type:other", b"{}", "us")),
        Create(ALFA),
        Create(BETA),
        Create(Resource("gamma", spec(parent="alfa"), "us")),
        Create(person("a", ["news"], organization="beta")),
        Create(person("a")),
        Create(person("b", ["other"], organization="beta")),
        Create(person("c", organization="gamma")),
    )
    report = run.apply(*changes, faults=[Fault("rejected", address="type:news"), Fault("rejected", address="alfa")])
    failed = "failed backend-failed"
    assert said(report) == [failed, "applied", failed, "applied", "blocked", "blocked", "blocked", "applied", "blocked"]


def test_an_update_that_fails_blocks_only_what_follows_it(run: Run) -> None:
    """The object exists all the same, and who needs it can have it."""
    alfa, mark = run.live(ALFA, person("m", manager=""))
    update = Update(alfa, replace(alfa, canonical=spec(name="x")), (FieldChange(("name",), None, "x"),))
    adopted = replace(mark, manager="us")
    follow = Update(adopted, replace(adopted, canonical=spec(types={"x": []})), (FieldChange(("types",), {}, {}),))
    report = run.apply(update, Create(A), Adopt(mark, adopted), follow, faults=[Fault("rejected", "update", "alfa"), Fault("rejected", "adopt")])
    assert said(report) == ["failed backend-failed", "applied", "failed backend-failed", "blocked"]


@pytest.mark.parametrize(
    "fault", [Fault("rejected", "create"), Fault("conflict", "create"), Fault("before", "create", times=9), Fault("rejected", "delete", "alfa/b")]
)
def test_nothing_is_deleted_once_something_went_wrong(run: Run, fault: Fault) -> None:
    old = run.live(B, C)
    report = run.apply(Create(A), *map(Delete, old), faults=[fault])
    wrong = next(number for number, word in enumerate(said(report)) if word.startswith("failed"))
    assert said(report)[wrong + 1 :] == ["kept"] * (2 - wrong)
    assert "alfa/c" in run.world.objects


def test_where_nobody_can_look_nobody_says_that_they_know(run: Run) -> None:
    report = run.apply(Create(A), Delete(*run.live(B)), faults=[Fault("lost", times=9), Fault("before", "observe", times=99)], tries=1)
    assert said(report) == ["unanswered backend-unreachable", "kept"]
    assert [intent.outcome for intent in run.intents] == [OPEN]
    assert (report.ok, report.partial) == (False, True)
    assert report.error is not None


def test_half_a_page_is_no_look(run: Run) -> None:
    """What was made is not in the half that came; to say "failed" would be wrong."""
    report = run.apply(Create(A), faults=[Fault("lost", times=9), Fault("partial", "observe", times=9)], tries=1)
    assert said(report) == ["unanswered backend-unreachable"]


def test_an_earlier_try_keeps_its_key(run: Run) -> None:
    run.apply(Create(A), Create(B), keys={describe(Create(A)): "earlier"})
    keys = [call.key for call in run.world.calls]
    assert keys[0] == "earlier"
    assert len(keys[1]) == 32


def test_after_an_interrupt_nothing_new_is_begun(run: Run) -> None:
    report = run.apply(*CREATES, interrupted=lambda: len(run.world.effects) >= 2)
    assert said(report) == ["applied", "applied", "interrupted", "interrupted", "interrupted"]
    assert (report.interrupted, report.unrecorded) == (True, None)


def test_an_interrupt_that_comes_too_late_is_none(run: Run) -> None:
    report = run.apply(Create(NEWS), interrupted=lambda: bool(run.world.effects))
    assert report.ok
    assert not report.interrupted


def test_who_wants_to_end_does_not_wait(run: Run) -> None:
    """The change in flight is looked at once more, and said truly."""
    report = run.apply(Create(NEWS), Create(ALFA), faults=[Fault("lost", times=9)], interrupted=lambda: bool(run.world.calls))
    assert said(report) == ["applied", "interrupted"]
    assert run.waited == []


def test_a_second_interrupt_ends_it_in_the_middle(run: Run) -> None:
    def cut(point: str) -> None:
        if point == "before create alfa":
            raise KeyboardInterrupt

    run.world.watch = cut
    report = run.apply(*CREATES)
    assert said(report) == ["applied", "unanswered answer-lost", "interrupted", "interrupted", "interrupted"]
    assert report.interrupted
    assert report.unrecorded is not None
    assert [intent.outcome for intent in run.intents] == [DONE, OPEN]


def lose(run: Run) -> None:
    """Somebody takes the lock over."""
    assert run.ledger.lease is not None
    run.ledger.lease = replace(run.ledger.lease, token=run.ledger.lease.token + 1, owner=Owner("ci", "host-b", 1))


def test_a_second_interrupt_at_the_last_look_leaves_a_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "Look", interrupted)
    report = run.apply(*CREATES, faults=[Fault("rejected", "create", "alfa/a")])
    assert (report.interrupted, report.unrecorded is not None) == (True, True)
    assert said(report).count("applied") == len(CREATES) - 1


def test_a_lock_that_is_lost_stops_everything_at_once(run: Run) -> None:
    report = run.apply(*CREATES, before=lambda: lose(run))
    assert said(report) == ["failed lock-lost", *["stopped"] * 4]
    assert run.world.calls == []


@pytest.mark.parametrize(("point", "words", "effects"), [("before", ["applied", "applied"], 2), ("after", ["applied", "applied"], 2)])
def test_a_lock_that_is_lost_in_the_middle_of_a_change(run: Run, point: str, words: list[str], effects: int) -> None:
    """That one change may still come through, and is compared with what is live; what was made is said, though it cannot be written down."""
    run.world.watch = lambda step: lose(run) if step == f"{point} create alfa" else None
    report = run.apply(*CREATES)
    assert said(report) == [*words, "stopped", "stopped", "stopped"]
    assert len(run.effects) == effects
    assert isinstance(report.unrecorded, ConflictError)
    assert isinstance(report.error, ConflictError)
    assert [intent.outcome for intent in run.intents] == [DONE, OPEN]


def test_a_lock_that_is_lost_between_two_tries(run: Run) -> None:
    run.world.watch = lambda step: lose(run) if step == "before create type:news" else None
    report = run.apply(*CREATES, faults=[Fault("lost", address="type:news", times=1)])
    assert said(report) == ["applied", *["stopped"] * 4]
    assert len(run.world.calls) == 1


def test_a_ledger_that_is_busy_for_a_moment_does_no_harm(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    extend, asked = run.ledger.extend, 0

    def busy(lease: Any) -> None:
        nonlocal asked
        asked += 1
        if asked % 2 == 0:
            raise TransientError("backend-locked", backend="ledger")
        extend(lease)

    monkeypatch.setattr(run.ledger, "extend", busy)
    assert run.apply(*CREATES).ok
    assert len(run.effects) == 5


def test_a_plan_that_may_not_run_does_not(run: Run) -> None:
    writer = run.backend.writer(Fence())
    assert isinstance(writer, Stepper)
    plan = Plan(Target("", "memory", "us"), CREATES, conflicts=(Conflict("alfa", "crm"),))
    with run.ledger.lock("apply", HERE, key=KEY, wait=0) as lock, pytest.raises(Refused):
        apply_steps(plan, writer, lock.journal(ENTRY, None), Known(describe, needs))
    assert run.world.calls == []
