"""A plan, compared with another revision as well: what of it comes from this branch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.plan import Planned, look
from reconciler.engine.revision import read_base, revision_of
from reconciler.engine.secrets import Secrets
from reconciler.engine.session import open_session
from reconciler.model.adoption import NOTHING, Adoption


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
        before = read_base(revision, directory, session.connection.backend, environment=environment, scope=session.scope, secrets=secrets)
        return replace(look(session), base=before)
