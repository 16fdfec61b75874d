"""A plan, compared with another revision as well: what of it comes from this branch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.plan import Planned, look
from reconciler.engine.revision import Base, Revision, read_base, revision_of
from reconciler.engine.secrets import Secrets
from reconciler.engine.session import open_session
from reconciler.model.adoption import NOTHING, Adoption
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.model.resource import State


def plan_compared(
    directory: Path,
    *,
    base: str,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    only: str = "",
    adopt: Adoption = NOTHING,
    progress: Callable[[int, int], None] | None = None,
) -> Planned:
    """What `apply` would do now, and what the revision `base` declares. Arguments and errors as those of `plan`, and those of `read_base`."""
    with paused():
        session = open_session(directory, environment=environment, organizations=organizations, only=only, adopt=adopt, progress=progress)
        project = session.connection.project
        revision = revision_of(directory, base)
        secrets = Secrets(session.key, directory, project.policy)
        read = partial(read_base, directory=directory, backend=session.connection.backend, environment=environment, scope=session.scope, secrets=secrets)
        before = read(revision)
        planned = look(session)
        from reconciler.planning.causes import parted

        causes = parted(planned.plan.causes, session.declared.state, before.declared.state, _now(revision, read))
        return replace(planned, plan=replace(planned.plan, causes=causes), base=before)


def _now(revision: Revision, read: Callable[[Revision], Base]) -> State | None:
    """What the other side declares by now, where it has moved on; None where it has not, or where nobody can tell."""
    if not revision.moved_on:
        return None
    try:
        return read(revision._replace(commit=revision.tip)).declared.state
    except (InvalidInput, Unusable):
        return None  # it is broken by now: that is not this branch's to mend
