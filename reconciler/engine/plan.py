"""Desired − live, as a plan. Nothing here can write: everything is looked at through readers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_bytes
from typing import NamedTuple

from reconciler.engine.adoption import demand_adoptable
from reconciler.engine.checkout import Checkout, checkout
from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.deciding import Cell, Explained, Question, explained
from reconciler.engine.declare import Declared, declare
from reconciler.engine.formerly import formerly, last_commit
from reconciler.engine.names import unknown
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.secrets import KEY_LENGTH, Secrets
from reconciler.engine.settle import demand
from reconciler.model.address import organization_of
from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.backend import Reader, Scope
from reconciler.model.change import Delete
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.plan import Guards, Plan
from reconciler.model.policy import Policy
from reconciler.model.resource import State
from reconciler.model.saved import Fit, SavedPlan

log = logging.getLogger(__name__)

HISTORY = 50
"""How many rows of the history are looked through for the commit last applied."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and what is known about the files behind it.

    `diagnostics` are notes and warnings, located and sorted. `files` is how many files declare the project, `checkout` their commit, `guards` the figures it
    allows. `applied` is the commit last applied, where something is deleted and it is known.
    `digest` is the plan's, also where the plan does not show it because there is no installation key yet; `key` is that key, `organizations` what was asked for (() for
    everything), `project_id` the project's own, `fit` how a plan that was approved fits.
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
    applied: str
    key: bytes | None = field(default=None, repr=False)
    organizations: tuple[str, ...] = ()
    fit: Fit | None = None
    project_id: str = ""

    @property
    def refused(self) -> bool:
        """Whether a guard or a conflict of ownership forbids applying it."""
        return bool(self.plan.refusals or self.plan.conflicts)

    def explained(self, addresses: Iterable[str], cells: Mapping[Cell, Question]) -> Explained:
        """Where objects of the plan are declared, and which layer decides cells of it; see `engine.deciding`. Costs a reading of the files concerned.

        What is deleted was declared in the commit `applied`.
        """
        wanted = list(addresses)
        found = explained(self.declared, self.policy, wanted, cells)
        deleted = {change.address for change in self.plan.changes if isinstance(change, Delete)}
        former = formerly(self.directory, self.applied, deleted.intersection(wanted))
        return found._replace(origins={**found.origins, **former})


class Compared(NamedTuple):
    """A plan, the live state it was made from, and how a plan that was approved fits them."""

    plan: Plan
    live: State
    fit: Fit | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One project, declared and connected: what a plan is made from, as often as it is made.

    `key` is the installation key, or (where not `installed`) the one that the first apply will make it. `approve` are digests of refusals that whoever runs this
    approves in this run, `adopt` is what they want taken over.
    """

    connection: Connection
    declared: Declared
    scope: Scope
    key: bytes
    installed: bool
    approve: frozenset[str] = frozenset()
    adopt: Adoption = NOTHING

    def compare(self, reader: Reader, *, pending: tuple[str, ...] = (), approved: SavedPlan | None = None) -> Compared:
        """The plan by what `reader` sees now. Of an `approved` plan only what it names is planned, and the rest is told by its `fit`.

        Raises `BackendError` where the live state cannot be seen as a whole, `Unusable` for an organization that nobody knows.
        """
        live = State(reader.observe(self.scope))
        log.info("observed %d objects", len(live))
        demand_known(self.scope, {*self.declared.organizations, *map(organization_of, live)})
        adopt = self.adopt if approved is None else Adoption.of(change.address for change in approved.changes if change.action == "adopt")
        made = self._plan(self.declared.state, live, pending, adopt)
        if approved is None:
            return Compared(self._passed(made), live)
        from reconciler.planning.saved import fit, narrowed

        addresses = {change.address for change in approved.changes}
        manager = made.target.manager
        only = self._plan(narrowed(self.declared.state, live, addresses, manager), live, pending, adopt)
        return Compared(self._passed(only), live, fit(approved.changes, only.changes, live, everything=made.changes, key=self.key, manager=manager))

    def _passed(self, made: Plan) -> Plan:
        """The plan, with refusals that somebody has approved among its approved ones."""
        if not made.refusals:
            return made
        target = made.target
        words = {*self.approve, *(approval.digest for approval in self.connection.ledger.approvals(target.manager, target.environment))}
        return replace(
            made,
            refusals=tuple(refusal for refusal in made.refusals if refusal.digest not in words),
            approved=tuple(refusal for refusal in made.refusals if refusal.digest in words),
        )

    def _plan(self, desired: State, live: State, pending: tuple[str, ...], adopt: Adoption) -> Plan:
        from reconciler.planning.plan import plan as make_plan

        return make_plan(
            desired,
            live,
            target=self.connection.target,
            scope=self.scope,
            interpret=self.connection.backend.interpret,
            guards=self.connection.project.guards,
            key=self.key,
            pending_migrations=pending,
            moves=self.declared.moves,
            adoption=adopt,
        )


def plan(
    directory: Path,
    *,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    adopt: Adoption = NOTHING,
    progress: Callable[[int, int], None] | None = None,
) -> Planned:
    """What `apply` would do now, taking over `adopt`. `progress` is told how many of how many files are read.

    Raises `InvalidInput`, `Unusable`, or `BackendError` where the live state cannot be seen as a whole.
    """
    with paused():
        session = open_session(directory, environment=environment, organizations=organizations, adopt=adopt, progress=progress)
        return look(session)


def open_session(
    directory: Path,
    *,
    environment: str | None,
    organizations: Iterable[str],
    approve: Iterable[str] = (),
    adopt: Adoption = NOTHING,
    progress: Callable[[int, int], None] | None = None,
) -> Session:
    """Read the project, connect, read the ledger's key, read the files."""
    reading = Reading(progress=progress)
    project = open_project(reading, directory, environment)
    connection = connect(project)
    scope = scope_of(organizations)
    # Before the first apply there is no installation key. Tags made with a key of the moment are never compared, for nothing is live yet; if this
    # run goes on to be the first apply, its key becomes the installation's.
    installed = connection.ledger.key()
    key = installed or token_bytes(KEY_LENGTH)
    secrets = Secrets(key, project.directory, project.policy)
    declared = declare(reading, project, connection.backend, scope=scope, secrets=secrets)
    log.info("read %d files, %d objects", declared.files, len(declared.state))
    return Session(connection, declared, scope, key, installed is not None, frozenset(approve), adopt)


def look(session: Session, approved: SavedPlan | None = None) -> Planned:
    """Plan through a connection that cannot write."""
    connection = session.connection
    pending = connection.pending
    reader = connection.backend.reader()
    try:
        made, live, fit = session.compare(reader, pending=pending, approved=approved)
    finally:
        reader.close()
    demand_adoptable(session.adopt, session.declared.state, live, scope=session.scope, manager=connection.target.manager)
    return Planned(
        plan=made if session.installed else without_digests(made),
        diagnostics=(*session.declared.diagnostics, *_done(session, made)),
        files=session.declared.files,
        checkout=checkout(connection.project.directory),
        guards=connection.project.guards,
        digest=made.digest,
        declared=session.declared,
        policy=connection.project.policy,
        directory=connection.project.directory,
        applied=last_commit(connection.ledger.history(HISTORY) if made.counts.delete else (), manager=made.target.manager, environment=made.target.environment),
        key=session.key if session.installed else None,
        organizations=tuple(sorted(session.scope.organizations or ())),
        fit=fit,
        project_id=connection.project.id,
    )


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


def scope_of(organizations: Iterable[str]) -> Scope:
    """Everything, unless some organizations are named."""
    return Scope(frozenset(organizations) or None)


def demand_known(scope: Scope, known: Iterable[str]) -> None:
    """Raises `Unusable` for an organization of the scope that is neither declared nor live: a slip there must not look like "no changes"."""
    names = {*known}
    if missing := sorted((scope.organizations or frozenset()) - names):
        raise unknown("no-such-organization", organization=missing[0], known=names)
