"""A project that is read and connected: what a plan is made from, as often as it is made."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, NamedTuple

from reconciler.canonical import keyed_digest
from reconciler.engine.asking import asks_by_itself
from reconciler.engine.connect import Connection, connect
from reconciler.engine.declare import Declared, declare
from reconciler.engine.formerly import last_apply
from reconciler.engine.names import unknown
from reconciler.engine.open import open_project
from reconciler.engine.pausing import left_out, pauses_of
from reconciler.engine.read import Reading
from reconciler.engine.secrets import KEY_LENGTH, Secrets
from reconciler.model.address import organization_of
from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.backend import Reader, Scope
from reconciler.model.ledger import HistoryEntry
from reconciler.model.pause import Pause
from reconciler.model.plan import Plan
from reconciler.model.resource import State
from reconciler.model.saved import Fit, SavedPlan

if TYPE_CHECKING:
    from reconciler.planning.causes import Sources

log = logging.getLogger(__name__)


HISTORY = 50
"""How many rows of the history are looked through for what was applied last."""


class Compared(NamedTuple):
    """A plan, the live state it was made from, and how a plan that was approved fits them. `last` is the apply before (None where the plan
    is empty, or nothing was applied).
    """

    plan: Plan
    live: State
    fit: Fit | None = None
    last: HistoryEntry | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One project, declared and connected: what a plan is made from, as often as it is made.

    `key` is the installation key, or (where not `installed`) the one that the first apply will make it. `approve` are digests of refusals that whoever runs this
    approves in this run, `only` narrows every plan to the changes of one kind of cause: `drift` or `declared` ("" for all), `adopt` is
    what they want taken over. `pauses` are those in force, `held` organizations that are left out beside those paused. `part`: nobody asked for this scope; it is what was changed
    since everything was found as declared, so that with it everything is.
    """

    connection: Connection
    declared: Declared
    scope: Scope
    key: bytes
    installed: bool
    approve: frozenset[str] = frozenset()
    only: str = ""
    adopt: Adoption = NOTHING
    pauses: tuple[Pause, ...] = ()
    held: frozenset[str] = frozenset()
    part: bool = False

    def compare(self, reader: Reader, *, pending: tuple[str, ...] = (), approved: SavedPlan | None = None) -> Compared:
        """The plan by what `reader` sees now. Of an `approved` plan only what it names is planned, and the rest is told by its `fit`.

        Raises `BackendError` where the live state cannot be seen as a whole, `Unusable` for an organization that nobody knows.
        """
        live = State(reader.observe(self.scope))
        log.info("observed %d objects", len(live), extra={"event": "observed"})
        if not self.part:
            # In a part there is no slip of anybody's: what has just been deleted is neither declared nor live.
            demand_known(self.scope, {*self.declared.organizations, *map(organization_of, live)})
        out = left_out((*(pause.organization for pause in self.pauses), *self.held), self.declared.moves)
        compared = replace(self, scope=replace(self.scope, without=out)).compare_with(live, pending, approved)
        return compared._replace(plan=replace(compared.plan, left_out=tuple(sorted(out))))

    def compare_with(self, live: State, pending: tuple[str, ...], approved: SavedPlan | None) -> Compared:
        """The same by what was seen of the live side, and with all pauses aside."""
        adopt = self.adopt if approved is None else Adoption.of(change.address for change in approved.changes if change.action == "adopt")
        made = self._plan(self.declared.state, live, pending, adopt)
        if not made.changes and approved is None:
            return Compared(self._passed(made), live)
        from reconciler.planning.narrowing import chosen
        from reconciler.planning.saved import fit

        entries = self._entries()
        last = last_apply(entries, manager=made.target.manager, environment=made.target.environment)
        if approved is not None:
            only = self._caused(self._narrowed(made, live, {change.address for change in approved.changes}, pending, adopt), entries)
            fits = fit(approved.changes, only.changes, live, everything=made.changes, key=self.key, manager=made.target.manager)
            return Compared(self._passed(replace(only, outside=fits.outside)), live, fits, last=last)
        made = self._caused(made, entries)
        if not self.only:
            return Compared(self._passed(made), live, last=last)
        addresses = chosen(made.changes, made.causes, self.only)
        only = self._caused(self._narrowed(made, live, addresses, pending, adopt), entries)
        left = {change.address for change in made.changes} - {change.address for change in only.changes}
        return Compared(self._passed(replace(only, only=self.only, outside=tuple(sorted(left)))), live, last=last)

    @property
    def asked(self) -> tuple[str, ...]:
        """The organizations that somebody asked for; () for everything."""
        return () if self.part else tuple(sorted(self.scope.organizations or ()))

    @property
    def options(self) -> tuple[str, ...]:
        """Those it was opened with that decide what is planned, as they are typed."""
        adopt = ("--all",) if self.adopt.everything else sorted(self.adopt.addresses)
        found = [*(f"--organization {id}" for id in self.asked), *(f"--adopt {address}" for address in adopt)]
        return (*found, *([f"--only {self.only}"] if self.only else []))

    @property
    def sources(self) -> Sources:
        """What is declared, as tags; of a part of it only the catalogue is said."""
        from reconciler import __version__
        from reconciler.planning.causes import Sources, catalogue_tag

        whole = (self.scope.whole or self.part) and not self.only and not self.pauses and not self.held
        files = keyed_digest(self.key, self.declared.fingerprint) if whole else ""
        return Sources(files, catalogue_tag(self.key, self.declared.state.values(), __version__))

    def _entries(self) -> Sequence[HistoryEntry]:
        target = self.connection.target
        return self.connection.ledger.history(HISTORY, of=(target.manager, target.environment))

    def _caused(self, made: Plan, entries: Sequence[HistoryEntry]) -> Plan:
        """The plan, with the cause of each change."""
        from reconciler.planning.causes import Sources, causes, looked_up

        applied = self.connection.ledger.last_applied(made.target.manager, looked_up(made.changes))
        known = next((one for one in entries if one.outcome == "applied" and one.catalogue), None)
        last = Sources(known.files, known.catalogue) if known is not None else Sources()
        return replace(made, causes=causes(made.changes, applied, self.key, last=last, now=self.sources))

    def _narrowed(self, made: Plan, live: State, addresses: Collection[str], pending: tuple[str, ...], adopt: Adoption) -> Plan:
        """The plan of these addresses alone: everything else is wanted as it is."""
        from reconciler.planning.narrowing import narrowed

        only = self._plan(narrowed(self.declared.state, live, addresses, made.target.manager, changes=made.changes), live, pending, adopt)
        # Of a move that is left out nothing is done.
        return replace(only, moved_done=made.moved_done)

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

        made = make_plan(
            desired,
            live,
            target=self.connection.target,
            scope=self.scope,
            interpret=self.connection.backend.interpret,
            guards=self.connection.project.guards,
            key=self.key,
            pending_migrations=pending,
            moves=[moved for moved in self.declared.moves if self.scope.includes(organization_of(moved.source))],
            adoption=adopt,
        )
        return replace(made, beside=replace(made.beside, asks=asks_by_itself(self.connection.project)))


def open_session(
    directory: Path,
    *,
    environment: str | None,
    organizations: Iterable[str],
    approve: Iterable[str] = (),
    only: str = "",
    adopt: Adoption = NOTHING,
    progress: Callable[[int, int], None] | None = None,
) -> Session:
    """Read the project, connect, read the ledger's key, read the files."""
    reading = Reading(progress=progress)
    project = open_project(reading, directory, environment)
    return session_of(reading, connect(project), scope_of(organizations), approve=approve, only=only, adopt=adopt)


def session_of(reading: Reading, connection: Connection, scope: Scope, *, approve: Iterable[str] = (), only: str = "", adopt: Adoption = NOTHING) -> Session:
    """The same through a connection that is there already; `reading` has read its project."""
    project = connection.project
    # Before the first apply there is no installation key. Tags made with a key of the moment are never compared, for nothing is live yet; if this
    # run goes on to be the first apply, its key becomes the installation's.
    installed = connection.ledger.key()
    key = installed or token_bytes(KEY_LENGTH)
    secrets = Secrets(key, project.directory, project.policy)
    declared = declare(reading, project, connection.backend, scope=scope, secrets=secrets)
    log.info("read %d files, %d objects", declared.files, len(declared.state), extra={"event": "read"})
    return Session(connection, declared, scope, key, installed is not None, frozenset(approve), only, adopt, pauses_of(connection))


def scope_of(organizations: Iterable[str]) -> Scope:
    """Everything, unless some organizations are named."""
    return Scope(frozenset(organizations) or None)


def demand_known(scope: Scope, known: Iterable[str], code: str = "no-such-organization") -> None:
    """Raises `Unusable` for an organization of the scope that is neither declared nor live: a slip there must not look like "no changes"."""
    names = {*known}
    if missing := sorted((scope.organizations or frozenset()) - names):
        raise unknown(code, organization=missing[0], known=names)


def demand_live(scope: Scope, live: Iterable[str]) -> None:
    """Raises `Unusable` for an organization of the scope that is not live; whether it is declared is not looked at."""
    demand_known(scope, live, "organization-not-live")
