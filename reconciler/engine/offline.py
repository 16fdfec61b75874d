"""Two declarations, compared as if one of them were live: no backend, no ledger, no secret."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes

from reconciler.backends import BACKENDS, backend_class
from reconciler.engine.checkout import checkout
from reconciler.engine.collector import paused
from reconciler.engine.declare import declare
from reconciler.engine.open import open_for_reading
from reconciler.engine.plan import Planned, without_digests
from reconciler.engine.read import Reading
from reconciler.engine.revision import read_base, revision_of
from reconciler.engine.secrets import KEY_LENGTH
from reconciler.engine.session import demand_known, scope_of
from reconciler.model.backend import Capabilities
from reconciler.model.plan import Target
from reconciler.model.resource import Resource, State
from reconciler.model.settings import Settings
from reconciler.model.standing import UNCHECKED
from reconciler.project import Project


@dataclass(frozen=True, slots=True)
class _OnPaper:
    """Compiles as backends do that hold our own nouns, within what the project's backend can hold."""

    capabilities: Capabilities

    def compile(self, settings: Settings) -> Iterable[Resource]:
        from reconciler.resources import compile_settings

        return compile_settings(settings)


def plan_offline(
    directory: Path,
    *,
    base: str,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Planned:
    """What the working tree declares otherwise than the revision `base` does. There is no digest: nothing can be applied by it.

    Without an environment, what all of them share. Raises `InvalidInput` or `Unusable`.
    """
    with paused():
        scope = scope_of(organizations)
        reading = Reading(progress=progress)
        project = open_for_reading(reading, directory, environment)
        revision = revision_of(directory, base)
        compiler = _OnPaper(_capabilities(project))
        declared = declare(reading, project, compiler, scope=scope, secrets=None)
        before = read_base(revision, directory, compiler, environment=environment, scope=scope, secrets=None)
        demand_known(scope, {*declared.organizations, *before.declared.organizations})
        from reconciler.planning.plan import plan as make_plan
        from reconciler.resources import interpret

        made = make_plan(
            declared.state,
            State(replace(resource, manager=resource.manager or project.manager, document=None) for resource in before.declared.state.values()),
            target=Target(project.environment, "", project.manager),
            scope=scope,
            interpret=interpret,
            guards=project.guards,
            key=token_bytes(KEY_LENGTH),
            moves=declared.moves,
        )
        return Planned(
            plan=without_digests(made),
            diagnostics=declared.diagnostics,
            files=declared.files,
            checkout=checkout(directory),
            guards=project.guards,
            digest="",
            declared=declared,
            policy=project.policy,
            directory=directory,
            standing=UNCHECKED,
            organizations=tuple(sorted(scope.organizations or ())),
            project_id=project.id,
            base=before,
        )


def _capabilities(project: Project) -> Capabilities:
    """Of the project's backend, where one is named; without an environment there may be none."""
    held: Capabilities = getattr(backend_class(project.backend_type), "capabilities", Capabilities()) if project.backend_type in BACKENDS else Capabilities()
    return held
