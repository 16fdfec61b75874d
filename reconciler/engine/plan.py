"""Desired − live, as a plan. Nothing here can write: everything is looked at through readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reconciler.engine import binding
from reconciler.engine.adoption import demand_adoptable
from reconciler.engine.because import with_reasons
from reconciler.engine.checkout import Checkout, checkout
from reconciler.engine.collector import paused
from reconciler.engine.deciding import Cell, Explained, Question, explained
from reconciler.engine.declare import Declared
from reconciler.engine.formerly import formerly
from reconciler.engine.key import is_lost
from reconciler.engine.older import standing
from reconciler.engine.relation import recorded
from reconciler.engine.revision import Base
from reconciler.engine.session import Session, open_session
from reconciler.engine.settle import demand
from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.change import Delete
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import Refused
from reconciler.model.journal import Unfinished
from reconciler.model.ledger import HistoryEntry
from reconciler.model.pause import Pause
from reconciler.model.plan import Guards, Plan
from reconciler.model.policy import Policy
from reconciler.model.saved import Fit, SavedPlan
from reconciler.model.standing import Standing


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and what is known about the files behind it.

    `diagnostics` are notes and warnings, located and sorted. `files` is how many files declare the project, `checkout` their commit, `guards` the figures it
    allows. `last` is the apply before, where there are changes and it is known; `standing` says how the files stand to the commit last applied.
    `digest` is the plan's, also where the plan does not show it because there is no installation key yet; `key` is that key, `organizations` what was asked for (() for
    everything), `project_id` the project's own, `fit` how a plan that was approved fits. `base` is the revision it is compared with, `unfinished` earlier applies of which
    something is not known, `pauses` are those in force. `bound` is what apply will refuse with where the manager is bound to another place or environment,
    `source` the checkout that the changes come from: that of a plan that was approved may be older than the files.
    `key_lost`: there was an installation key, and is none now.
    """

    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    files: int
    checkout: Checkout
    guards: Guards
    digest: str
    declared: Declared
    policy: Policy
    directory: Path
    standing: Standing
    last: HistoryEntry | None = None
    key: bytes | None = field(default=None, repr=False)
    organizations: tuple[str, ...] = ()
    fit: Fit | None = None
    project_id: str = ""
    base: Base | None = None
    unfinished: tuple[Unfinished, ...] = ()
    pauses: tuple[Pause, ...] = ()
    bound: Refused | None = None
    source: Checkout = field(default_factory=Checkout)
    key_lost: bool = False

    @property
    def applied(self) -> str:
        """The commit last applied; "" where it is not known."""
        return self.standing.commit

    @property
    def refused(self) -> bool:
        """Whether a guard or a conflict of ownership forbids applying it."""
        return bool(self.plan.refusals or self.plan.conflicts)

    def explained(self, addresses: Iterable[str], cells: Mapping[Cell, Question]) -> Explained:
        """Where objects of the plan are declared, and which layer decides cells of it; see `engine.deciding`. Costs a reading of the files concerned. What is deleted was declared in the revision `base`, else in the commit that was applied last: `commits` of what is returned say which."""
        wanted = list(addresses)
        found = explained(self.declared, self.policy, wanted, cells)
        deleted = {change.address for change in self.plan.changes if isinstance(change, Delete)}.intersection(wanted)
        there = self.base.places(deleted) if self.base is not None else {}
        former = {**there, **formerly(self.directory, self.standing.commit, deleted - there.keys())}
        commits = {address: self.base.revision.commit if self.base is not None and address in there else self.standing.commit for address in former}
        return found._replace(origins={**found.origins, **former}, commits=commits)


def plan(
    directory: Path,
    *,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    only: str = "",
    adopt: Adoption = NOTHING,
    progress: Callable[[int, int], None] | None = None,
) -> Planned:
    """What `apply` would do now; with `only` (`drift` or `declared`) for changes of one kind of cause. `adopt` is taken over. `progress` is told how many of how many files are read.

    Raises `InvalidInput`, `Unusable`, or `BackendError` where the live state cannot be seen as a whole.
    """
    with paused():
        session = open_session(directory, environment=environment, organizations=organizations, only=only, adopt=adopt, progress=progress)
        return look(session)


def look(session: Session, approved: SavedPlan | None = None) -> Planned:
    """Plan through a connection that cannot write."""
    connection = session.connection
    pending = connection.pending
    reader = connection.backend.reader()
    try:
        compared = session.compare(reader, pending=pending, approved=approved)
    finally:
        reader.close()
    demand_adoptable(session.adopt, session.declared.state, compared.live, scope=session.scope, manager=connection.target.manager)
    here = checkout(connection.project.directory)
    stands = standing(connection.ledger, compared.plan.target, here)
    made = with_reasons(replace(compared.plan, options=session.options), directory=connection.project.directory, here=here, applied=stands.commit)
    return Planned(
        plan=made if session.installed else without_digests(made),
        diagnostics=(*session.declared.diagnostics, *_done(session, made)),
        files=session.declared.files,
        checkout=here,
        guards=connection.project.guards,
        digest=made.digest,
        declared=session.declared,
        policy=connection.project.policy,
        directory=connection.project.directory,
        standing=stands,
        last=compared.last,
        key=session.key if session.installed else None,
        organizations=session.asked,
        fit=compared.fit,
        project_id=connection.project.id,
        unfinished=() if connection.backend.capabilities.atomic else tuple(connection.ledger.unfinished(made.target.manager, made.target.environment)),
        pauses=session.pauses,
        bound=_bound(session, here),
        source=recorded(here, approved, stands.commit),
        key_lost=not session.installed and is_lost(connection),
    )


def _bound(session: Session, here: Checkout) -> Refused | None:
    project = session.connection.project
    places = binding.sources(here, project_id=project.id, manager=project.manager)
    known = session.connection.ledger.binding(project.manager)
    return binding.elsewhere(known, manager=project.manager, environment=project.environment, places=places)


def _done(session: Session, made: Plan) -> Iterable[Diagnostic]:
    """Notes on the moves that need not stand in the files for this environment any more."""
    found = [
        Diagnostic(
            "moved-done", Severity.NOTE, {"source": moved.source, "target": moved.target}, moved.place, hint="environments" if made.target.environment else ""
        )
        for moved in made.moved_done
    ]
    return demand(session.declared.reading, session.connection.project.lint, found) if found else ()


def without_digests(made: Plan) -> Plan:
    """A digest made with a key of the moment would differ from run to run and be good for nothing."""
    return replace(made, digest="", refusals=tuple(replace(refusal, digest="") for refusal in made.refusals))
