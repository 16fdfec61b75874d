"""In one transaction: every change gets one outcome, whatever the writer does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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


def test_all_goes_well() -> None:
    progress, ticks = list[int](), iter((10.0, 12.5))
    report = apply(PLAN, Writing(_all), progress=progress.append, clock=lambda: next(ticks))
    assert report.ok
    assert report.outcomes == tuple(map(Applied, CHANGES))
    assert (report.seconds, progress) == (2.5, [1, 2, 3])


@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize("error", [TransientError("down"), ConflictError("moved"), BackendError("other")])
def test_a_writer_that_gives_up(at: int, error: BackendError) -> None:
    writer = Writing(_until(at, error))
    whole = apply(PLAN, writer)
    culprit = min(at, 2)
    assert whole.outcomes == tuple(Failed(change, error) if i == culprit else Skipped(change, "rolled-back") for i, change in enumerate(CHANGES))
    assert (whole.ok, whole.partial, whole.error) == (False, False, error)
    assert writer.closed


def test_an_interrupt_leaves_nothing_done() -> None:
    writer = Writing(_until(2, KeyboardInterrupt()))
    report = apply(PLAN, writer)
    assert report.outcomes == tuple(Skipped(change, "interrupted") for change in CHANGES)
    assert report.interrupted
    assert writer.closed


def test_outcomes_of_the_writer_are_kept_as_they_are() -> None:
    error = ConflictError("moved")
    told: list[Outcome] = [Skipped(CHANGES[0], "rolled-back"), Failed(CHANGES[1], error), Skipped(CHANGES[2], "rolled-back")]
    report = apply(PLAN, Writing(lambda _: told))
    assert list(report.outcomes) == told


def test_a_writer_that_answers_too_little_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="2 of 3"):
        apply(PLAN, Writing(lambda changes: _all(changes[:2])))


def test_nothing_to_do_touches_nothing() -> None:
    assert apply(replace(PLAN, changes=()), Writing(_until(0, AssertionError()))).outcomes == ()


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
    with pytest.raises(error) as caught:
        apply(plan, Writing(_until(0, AssertionError())))
    assert caught.value.code == code
    assert caught.value.arguments.get("name", "BUS") in {"BUS", "contacts.BUS.address"}


def test_a_writer_that_answers_at_the_end_may_tell_before() -> None:
    """A transaction tried again tells less than before: the bar never goes back, and nothing is told twice."""
    progress: list[int] = []
    apply(PLAN, Writing(_all, ahead=(1, 2, 1, 2)), progress=progress.append)
    assert progress == [1, 2, 3]
