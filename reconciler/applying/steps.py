"""Execute a plan change by change, where the backend knows no transaction: what is done is written down before and after, and nothing is done twice."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reconciler.applying.apply import demand_fit
from reconciler.applying.patience import Patience
from reconciler.applying.truth import Look, as_wanted
from reconciler.model.address import organization_of
from reconciler.model.backend import Stepper
from reconciler.model.change import Change, Create, Delete, Move
from reconciler.model.errors import BackendError, ReconcilerError, RejectedError, TransientError
from reconciler.model.journal import DONE, NOT_DONE, Intent, Journal
from reconciler.model.plan import Plan
from reconciler.model.report import Applied, Failed, Outcome, Report, Skipped, Unanswered
from reconciler.model.resource import Resource
from reconciler.model.saved import SavedChange

T = TypeVar("T")


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Known:
    """What the applier is told, because other stages know it.

    `describe` gives a change as a journal may hold it, `needs` the addresses of what must exist for a resource to exist, `keys` the idempotency keys of changes that an
    earlier apply has tried and of which no answer came. `takes` says whether a change takes something from its recipient that they receive now.
    """

    describe: Callable[[Change], SavedChange]
    needs: Callable[[Resource], Iterable[str]]
    keys: Mapping[SavedChange, str] = field(default_factory=dict)
    takes: Callable[[Change], bool] = lambda change: isinstance(change, Delete)


def apply_steps(
    plan: Plan,
    writer: Stepper,
    journal: Journal,
    known: Known,
    *,
    patience: Patience | None = None,
    interrupted: Callable[[], bool] = _never,
    progress: Callable[[int], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Make the changes of `plan` one by one, in order. `progress` is told how many are behind us; `clock` gives seconds.

    A `TransientError` is tried again with `patience`, a `RejectedError` is not, and after a `ConflictError` the object is looked at: it may be as wanted, since the
    answer to an earlier try may have been lost. What needs something that was not made is skipped, everything else goes on, and nothing is deleted once
    something went wrong; nor is anything taken from anybody in an organization in which something did. Once `interrupted` says so nothing new is begun; a `KeyboardInterrupt` ends the work in the middle of a change.

    The work ends when the lock is lost or the journal cannot be written. The journal is not finished here, and where the report says `unrecorded` it cannot be.

    Raises what `demand_fit` raises; then nothing was done.
    """
    demand_fit(plan)
    started = clock()
    work = _Work(writer, journal, known, patience or Patience(), interrupted)
    outcomes: list[Outcome] = []
    aborted = False
    for change in plan.changes:
        try:
            outcomes.append(Skipped(change, "interrupted") if aborted else work.one(change))
        except KeyboardInterrupt:
            aborted = True
            outcomes.append(work.cut_off(change))
        if progress is not None:
            progress(len(outcomes))
    if not aborted:
        try:
            outcomes = work.second_look(outcomes)
        except KeyboardInterrupt:
            aborted, work.unrecorded = True, ReconcilerError("run-interrupted")
    ended = any(isinstance(outcome, Skipped) and outcome.reason == "interrupted" for outcome in outcomes)
    return Report(tuple(outcomes), seconds=clock() - started, interrupted=aborted or ended, unrecorded=work.unrecorded)


@dataclass(slots=True)
class _Work:
    """Everything that is known while one plan is made. `missing` are the addresses where nothing came to be, `undone` those where something was not done."""

    writer: Stepper
    journal: Journal
    known: Known
    patience: Patience
    interrupted: Callable[[], bool]
    missing: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    intents: dict[int, Intent] = field(default_factory=dict)
    stopped: bool = False
    unrecorded: ReconcilerError | None = None

    def one(self, change: Change) -> Outcome:
        """Make one change, or say why not."""
        reason = self._reason_not_to(change)
        outcome = Skipped(change, reason) if reason else self._make(change)
        if not isinstance(outcome, Applied):
            self.undone.add(change.address)
            if isinstance(change, Create | Move):
                self.missing.add(change.address)
        return outcome

    def cut_off(self, change: Change) -> Outcome:
        """The change that was in flight when the work was ended in the middle; one that was not begun is none."""
        self.unrecorded = ReconcilerError("run-interrupted")
        if id(change) not in self.intents:
            return Skipped(change, "interrupted")
        return Unanswered(change, TransientError("answer-lost", address=change.address))

    def second_look(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Systems have been seen to refuse what they did: one look at everything that was rejected, all at once."""
        rejected = [outcome.change for outcome in outcomes if isinstance(outcome, Failed) and isinstance(outcome.error, RejectedError)]
        rejected = [change for change in rejected if id(change) in self.intents]
        if not rejected or self.stopped:
            return outcomes
        try:
            look = Look(self.writer, rejected)
        except BackendError:
            return outcomes
        made = {id(change) for change in rejected if as_wanted(change, look)}
        return [self._recorded(Applied(outcome.change)) if id(outcome.change) in made else outcome for outcome in outcomes]

    def _reason_not_to(self, change: Change) -> str:
        if self.stopped:
            return "stopped"
        if self.interrupted():
            return "interrupted"
        if self.patience.exhausted:
            return "unreachable"
        if isinstance(change, Delete):
            return "kept" if self.undone else ""
        if self.known.takes(change) and organization_of(change.address) in map(organization_of, self.undone):
            return "kept"  # what was not made may have been to come in its place
        before = {change.before.address} if isinstance(change, Move) else set()
        if self.undone & ({change.address} | before):
            return "blocked"
        return "blocked" if self.missing and not self.missing.isdisjoint(self.known.needs(change.after)) else ""

    def _make(self, change: Change) -> Outcome:
        described = self.known.describe(change)
        intent = Intent(self.known.keys.get(described) or secrets.token_hex(16), described)
        try:
            self._tried(lambda: self.journal.intend(intent))
        except BackendError as error:
            self.stopped = True
            return Failed(change, error)
        self.intents[id(change)] = intent
        return self._recorded(self._outcome(change, intent.key))

    def _outcome(self, change: Change, key: str) -> Outcome:
        first = True

        def make() -> None:
            nonlocal first
            if not first:
                self._check()
            first = False
            self.writer.make(change, key)

        try:
            self._tried(make)
        except _LostError as lost:
            return self._truth(change, lost.error)
        except RejectedError as error:
            return Failed(change, error)
        except BackendError as error:
            return self._truth(change, error)
        return Applied(change)

    def _check(self) -> None:
        """Raises `_LostError` where nothing may be written any more."""
        try:
            self.journal.check()
        except BackendError as error:
            self.stopped = True
            raise _LostError(error) from error

    def _truth(self, change: Change, error: BackendError) -> Outcome:
        """What became of a change that was not answered well."""
        try:
            look = self._tried(lambda: Look(self.writer, [change]))
        except BackendError:
            return Unanswered(change, error)
        return Applied(change) if as_wanted(change, look) else Failed(change, error)

    def _recorded(self, outcome: Outcome) -> Outcome:
        """Write down what became of a change, if that is known."""
        if isinstance(outcome, Unanswered):
            return outcome
        error = outcome.error.code if isinstance(outcome, Failed) else ""
        intent = replace(self.intents[id(outcome.change)], outcome=DONE if isinstance(outcome, Applied) else NOT_DONE, error=error)
        try:
            self._tried(lambda: self.journal.settle(intent))
        except BackendError as failure:
            self.stopped, self.unrecorded = True, failure
        return outcome

    def _tried(self, act: Callable[[], T]) -> T:
        """The answer, after as many tries as patience has. Raises `BackendError`."""
        tried = 0
        while True:
            try:
                return act()
            except TransientError as error:
                tried += 1
                if not self.patience.again(tried, error, self.interrupted):
                    raise


class _LostError(Exception):
    """The lock is lost, or cannot be asked for, between two tries."""

    def __init__(self, error: BackendError) -> None:
        super().__init__()
        self.error = error
