"""A plan to be approved, as a value that can be written to a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from reconciler import __version__
from reconciler.engine import binding
from reconciler.engine.plan import Planned
from reconciler.model.errors import RejectedError, Unusable
from reconciler.model.saved import SavedPlan
from reconciler.planning.causes import catalogue_version
from reconciler.planning.saved import saved_change, seal


def save(planned: Planned, *, now: datetime | None = None) -> SavedPlan:
    """What a plan file says of a plan. Raises `Unusable("plan-unsaveable")` before there is an installation key to make its tags with."""
    key = demand_key(planned)
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    saved = SavedPlan(
        target=planned.plan.target,
        source=binding.sources(planned.checkout, project_id=planned.project_id, manager=planned.plan.target.manager)[0],
        digest=planned.plan.digest,
        changes=tuple(saved_change(key, change) for change in planned.plan.changes),
        made=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        commit=planned.checkout.commit,
        dirty=planned.checkout.dirty,
        organizations=planned.organizations,
        tool=__version__,
        catalogue=catalogue_version(planned.declared.state.values()),
    )
    return replace(saved, seal=seal(key, saved))


def demand_key(planned: Planned) -> bytes:
    """The installation key a plan was made with. Raises `Unusable("plan-unsaveable")` before there is one, `RejectedError("key-lost")` where there is none any more."""
    if planned.key_lost:
        raise RejectedError("key-lost", backend=planned.plan.target.backend)
    if planned.key is None:
        raise Unusable("plan-unsaveable", backend=planned.plan.target.backend)
    return planned.key
