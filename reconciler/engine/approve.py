"""Somebody's word that what a guard refuses is meant, recorded for an apply that runs without them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.identity import actor
from reconciler.engine.plan import look
from reconciler.engine.session import open_session
from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.errors import Unusable
from reconciler.model.ledger import Approval
from reconciler.model.plan import Refusal, Target


def approve(
    directory: Path, digest: str, *, reason: str, environment: str | None = None, organizations: Iterable[str] = (), adopt: Adoption = NOTHING, only: str = ""
) -> tuple[Target, Refusal, tuple[str, ...]]:
    """Record that one refusal of the plan of now is meant; returns where, the refusal, and the options that the plan was made with. `organizations`, `adopt` and `only` are those of
    `plan`: another plan may refuse something else.

    Raises what `plan` raises, and `Unusable("no-such-refusal")` where the plan has no refusal of that digest: what nobody refuses need not be approved, and a digest of
    yesterday stands for changes of yesterday.
    """
    with paused():
        session = open_session(directory, environment=environment, organizations=organizations, adopt=adopt, only=only)
        planned = look(session)
    plan = planned.plan
    known = {refusal.digest: refusal for refusal in (*plan.refusals, *plan.approved)}
    if digest not in known:
        # Nothing is suggested here: one digit of a digest may stand for other people.
        raise Unusable("no-such-refusal", hint="" if known else "none", digest=digest, known=tuple(sorted(known)))
    refusal = known[digest]
    session.connection.ledger.approve(Approval(digest, plan.target.manager, plan.target.environment, refusal.guard, refusal.subject, actor(), reason))
    return plan.target, refusal, plan.options
