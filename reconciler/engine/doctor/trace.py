"""One walk along the chain to a recipient: everything gathered by looking, then every link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.doctor.case import Case, Facts
from reconciler.engine.doctor.chain import walk
from reconciler.engine.doctor.example import worded
from reconciler.engine.doctor.ways import leaves
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.review.survey import observe
from reconciler.engine.route import admission
from reconciler.engine.session import scope_of
from reconciler.model.errors import ReconcilerError
from reconciler.model.evidence import Delivered
from reconciler.model.health import Checked, Level
from reconciler.model.plan import Target

MOST = 200
"""Deliveries of one recipient that are looked through for the last that fits."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What the walk found. `support` are the contacts of the organization's own support."""

    target: Target
    case: Case
    checks: tuple[Checked, ...]
    support: Mapping[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> Checked | None:
        """The first link that does not hold; None where all that were looked at do."""
        return next((one for one in self.checks if one.finding.level is Level.PROBLEM), None)


def trace(directory: Path, case: Case, *, environment: str | None = None, connects: bool = False) -> Traced:
    """Walk the chain by what is live; with `connects` the transport is asked too. Raises `BackendError` where the live state cannot be seen; everything else is a finding. Writes nothing, and sends nothing."""
    with paused():
        connection = connect(open_project(Reading(), directory, environment))
        project = connection.project
        live = observe(connection, scope_of([case.organization]))
        facts = Facts(
            case=case,
            live=frozenset(address for address in live if ":" not in address),
            settings=connection.backend.interpret(live.values()),
            observed=live[case.account].observed if case.account in live else {},
            forbidden=frozenset(project.policy.forbidden),
            admits=admission(project.policy),
            transport=partial(leaves, connection, connect=connects),
            render=partial(worded, now=case.now, hosts=project.link_hosts),
            deliveries=_deliveries(connection, case),
            connects=connects,
        )
        organization = facts.organization
        return Traced(connection.target, case, tuple(walk(facts)), organization.support if organization is not None else {})


def _deliveries(connection: Connection, case: Case) -> Sequence[Delivered] | ReconcilerError:
    target = connection.target
    try:
        return connection.evidence.deliveries(target.manager, target.environment, MOST, recipient=case.account)
    except ReconcilerError as error:
        return error
