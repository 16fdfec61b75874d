"""One review, from the look at what is live to the word whether it is ready. Nothing here can write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.key import is_lost
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.review.findings import findings
from reconciler.engine.review.matrix import matrix
from reconciler.engine.review.origins import Origins
from reconciler.engine.review.proofs import configurations
from reconciler.engine.review.readiness import Facts, Proven, readiness
from reconciler.engine.review.survey import Survey, observe, survey
from reconciler.engine.review.tally import tally
from reconciler.engine.session import Session, demand_known, scope_of, session_of
from reconciler.model.address import organization_of
from reconciler.model.backend import Scope
from reconciler.model.errors import ReconcilerError
from reconciler.model.ledger import LOOKED_BACK
from reconciler.model.plan import Plan
from reconciler.model.resource import Resource, State
from reconciler.model.review import Counts, Reviewed, Row
from reconciler.model.settings import Settings

WAITING_DAYS = 7
"""How long a contact may await confirmation, unless said."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review, and what it looked at. `session` is the fault where the files could not be read."""

    reviewed: Reviewed
    survey: Survey = field(repr=False)
    session: Session | ReconcilerError = field(repr=False)

    @property
    def settings(self) -> Settings:
        return self.survey.settings

    def matrix(self) -> list[Row]:
        """Every cell. Costs another reading of all files."""
        with paused():
            policy = self.survey.policy
            return matrix(self.survey, None if isinstance(self.session, ReconcilerError) else Origins(self.session.declared, policy))


def review(
    directory: Path,
    *,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    now: datetime,
    days: int = WAITING_DAYS,
) -> Review:
    """Hold what is live against what is required. `days` is how long a contact may await confirmation.

    Raises `Unusable` for an organization that is neither declared nor live, `BackendError` where the live state cannot be seen as a whole. That the files cannot be read is no
    error: what needs them is said to be unchecked.
    """
    with paused():
        reading = Reading()
        connection = connect(open_project(reading, directory, environment))
        scope = scope_of(organizations)
        narrowed = "".join(f" --organization {id}" for id in sorted(scope.organizations or ()))
        live = observe(connection, scope)
        seen = survey(connection, live)
        session = _session(reading, connection, scope)
        demand_known(scope, {*map(organization_of, live), *(session.declared.organizations if isinstance(session, Session) else ())})
        tallied = [tally(organization, seen) for organization in seen.organizations]
        found = tuple(findings(tallied, seen, now=now, days=days))
        history = connection.ledger.history(LOOKED_BACK, of=(seen.target.manager, seen.target.environment))
        configured = configurations(connection, connection.ledger.key())
        facts = Facts(
            _plan(session, connection, live),
            found,
            tallied,
            history,
            _proven(connection),
            configured,
            {type_.id: next(iter(type_.events)) for type_ in seen.settings.types if type_.events},
            is_lost(connection),
        )
        return Review(
            Reviewed(
                target=seen.target,
                found=found,
                counts=Counts(len(tallied), sum(len(one.recipients) for one in tallied), sum(one.cells for one in tallied)),
                readiness=readiness(facts, now=now, scope=narrowed),
                undemanding=tuple(one.organization.id for one in tallied if not one.organization.requirements),
                others=tuple((one.id, seen.owners.get(one.id, "")) for one in seen.settings.organizations if not seen.ours(one.id)),
                support={one.organization.id: one.organization.support for one in tallied if one.organization.support},
            ),
            seen,
            session,
        )


def _session(reading: Reading, connection: Connection, scope: Scope) -> Session | ReconcilerError:
    try:
        return session_of(reading, connection, scope)
    except ReconcilerError as error:
        return error


class _Seen:
    """What has been observed, as a reader: the plan is of the same look as the findings."""

    def __init__(self, live: State) -> None:
        self._live = live

    def observe(self, scope: Scope) -> Iterable[Resource]:  # noqa: ARG002 - a reader's form; it was looked at in the same scope
        return self._live.values()

    def close(self) -> None:
        """Nothing is open."""


def _plan(session: Session | ReconcilerError, connection: Connection, live: State) -> Plan | ReconcilerError:
    if isinstance(session, ReconcilerError):
        return session
    try:
        return session.compare(_Seen(live), pending=connection.pending).plan
    except ReconcilerError as error:
        return error


def _proven(connection: Connection) -> Proven | ReconcilerError:
    """What is remembered of tests and live messages."""
    target = connection.target
    of = (target.manager, target.environment)
    try:
        return Proven(connection.evidence.proofs(*of), connection.evidence.transport_proofs(*of))
    except ReconcilerError as error:
        return error
