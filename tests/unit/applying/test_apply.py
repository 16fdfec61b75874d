"""Every change gets one outcome, whatever the writer does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from reconciler.applying.apply import apply
from reconciler.canonical import canonical
from reconciler.model.backend import Scope
from reconciler.model.change import Change, Create
from reconciler.model.errors import BackendError, ConflictError, ReconcilerError, Refused, TransientError, Unusable
from reconciler.model.plan import Conflict, Plan, Refusal, Target
from reconciler.model.report import Applied, Failed, Outcome, Skipped
from reconciler.model.resource import Resource

CHANGES = tuple(Create(Resource(f"alfa/{name}", b"{}", manager="m")) for name in ("a", "b", "c"))
PLAN = Plan(Target("", "test", "m"), CHANGES)


@dataclass
class Fences:
    """Writes down what it is asked; `lost` says that the lock is."""

    log: list[str] = field(default_factory=list)
    lost: bool = False

    def check(self, transaction: object | None) -> None:
        self.log.append("check")
        if self.lost:
            raise ConflictError("lock-lost")

    def record(self, transaction: object | None) -> None:
        self.log.append("record")


@dataclass
class Writing:
    """A writer that answers with what `answers` yields."""

    answers: Callable[[Sequence[Change]], Iterable[Outcome]]
    closed: bool = False
    ahead: tuple[int, ...] = ()

    def apply(self, changes: Sequence[Change], progress: Callable[[int], None] | None = None) -> Iterator[Outcome]:
        for count in self.ahead:
            if progress is not None:
                progress(count)
        try:
            yield from self.answers(changes)
        finally:
            self.closed = True

    def observe(self, scope: Scope) -> Iterable[Resource]:
        return ()

    def close(self) -> None:
        pass


def _until(number: int, error: BaseException) -> Callable[[Sequence[Change]], Iterator[Outcome]]:
    def answers(changes: Sequence[Change]) -> Iterator[Outcome]:
        for change in changes[:number]:
            yield Applied(change)
        raise error

    return answers


def _all(changes: Sequence[Change]) -> list[Outcome]:
    return [Applied(change) for change in changes]


@pytest.mark.parametrize(("atomic", "log"), [(True, []), (False, ["check", "record"])])
def test_all_goes_well(atomic: bool, log: list[str]) -> None:
    fence, progress, ticks = Fences(), list[int](), iter((10.0, 12.5))
    report = apply(PLAN, Writing(_all), fence, atomic=atomic, progress=progress.append, clock=lambda: next(ticks))
    assert report.ok
    assert report.outcomes == tuple(map(Applied, CHANGES))
    assert (report.seconds, progress, fence.log) == (2.5, [1, 2, 3], log)


@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize("error", [TransientError("down"), ConflictError("moved"), BackendError("other")])
def test_a_writer_that_gives_up(at: int, error: BackendError) -> None:
    fence, writer = Fences(), Writing(_until(at, error))
    culprit = min(at, 2)
    partly = apply(PLAN, writer, fence, atomic=False).outcomes
    assert partly == (*map(Applied, CHANGES[:culprit]), Failed(CHANGES[culprit], error), *(Skipped(change, "blocked") for change in CHANGES[culprit + 1 :]))
    assert fence.log == ["check"]
    whole = apply(PLAN, writer, fence, atomic=True)
    assert whole.outcomes == tuple(Failed(change, error) if i == culprit else Skipped(change, "rolled-back") for i, change in enumerate(CHANGES))
    assert (whole.ok, whole.partial, whole.error) == (False, False, error)
    assert writer.closed


def test_a_lost_lock_stops_before_the_first_change() -> None:
    writer = Writing(_until(0, AssertionError()))
    report = apply(PLAN, writer, Fences(lost=True), atomic=False)
    assert [type(outcome) for outcome in report.outcomes] == [Failed, Skipped, Skipped]
    assert report.error is not None
    assert report.error.code == "lock-lost"


def test_an_interrupt_of_a_transaction_leaves_nothing_done() -> None:
    writer = Writing(_until(2, KeyboardInterrupt()))
    assert apply(PLAN, writer, Fences(), atomic=True).outcomes == tuple(Skipped(change, "interrupted") for change in CHANGES)


def test_an_interrupt_between_answers_keeps_those_known_and_closes_the_writer() -> None:
    def interrupt(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    fence, writer = Fences(), Writing(_all)
    report = apply(PLAN, writer, fence, atomic=False, progress=interrupt)
    assert report.outcomes == (Applied(CHANGES[0]), Applied(CHANGES[1]), Skipped(CHANGES[2], "interrupted"))
    assert (report.partial, fence.log, writer.closed) == (True, ["check"], True)


def test_outcomes_of_the_writer_are_kept_as_they_are() -> None:
    error = ConflictError("moved")
    told: list[Outcome] = [Skipped(CHANGES[0], "rolled-back"), Failed(CHANGES[1], error), Skipped(CHANGES[2], "rolled-back")]
    report = apply(PLAN, Writing(lambda _: told), Fences(), atomic=True)
    assert list(report.outcomes) == told


def test_a_writer_that_answers_too_little_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="2 of 3"):
        apply(PLAN, Writing(lambda changes: _all(changes[:2])), Fences(), atomic=True)


def test_nothing_to_do_touches_nothing() -> None:
    fence = Fences()
    assert apply(replace(PLAN, changes=()), Writing(_until(0, AssertionError())), fence, atomic=False).outcomes == ()
    assert fence.log == []


UNKNOWN = Resource("alfa", canonical({"contacts": {"bus": {"secret": {"name": "BUS"}}}}), unknown=(("contacts", "bus", "secret", "tag"),))

NOWHERE = Resource("alfa/a", canonical({"contacts": {"BUS": {"address": ""}}}), unknown=(("contacts", "BUS", "address"),))


@pytest.mark.parametrize(
    ("plan", "error", "code"),
    [
        (replace(PLAN, conflicts=(Conflict("alfa", "crm"),)), Refused, "ownership-conflict"),
        (replace(PLAN, conflicts=(Conflict("alfa", "crm", holds=("alfa/x",)),)), Refused, "deletion-blocked"),
        (replace(PLAN, changes=(), conflicts=(Conflict("alfa", ""),)), Refused, "ownership-conflict"),
        (replace(PLAN, refusals=(Refusal("loss", "alfa", 4, 4, ("alfa/a",), "00"),)), Refused, "guard-refused"),
        (replace(PLAN, changes=(*CHANGES, Create(UNKNOWN))), Unusable, "secret-unset"),
        (replace(PLAN, changes=(*CHANGES, Create(NOWHERE))), Unusable, "secret-unset"),
    ],
)
def test_what_must_not_run_does_not(plan: Plan, error: type[ReconcilerError], code: str) -> None:
    fence = Fences()
    with pytest.raises(error) as caught:
        apply(plan, Writing(_until(0, AssertionError())), fence, atomic=False)
    assert (caught.value.code, fence.log) == (code, [])
    assert caught.value.arguments.get("name", "BUS") in {"BUS", "contacts.BUS.address"}


def test_a_writer_that_answers_at_the_end_may_tell_before() -> None:
    """A transaction tried again tells less than before: the bar never goes back, and nothing is told twice."""
    progress: list[int] = []
    apply(PLAN, Writing(_all, ahead=(1, 2, 1, 2)), Fences(), atomic=True, progress=progress.append)
    assert progress == [1, 2, 3]
