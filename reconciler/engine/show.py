"""The live settings, whoever made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.connect import connect
from reconciler.engine.open import open_project
from reconciler.engine.plan import demand_known, scope_of
from reconciler.engine.read import Reading
from reconciler.model.address import organization_of, sort_key
from reconciler.model.plan import Target
from reconciler.model.resource import Resource
from reconciler.model.settings import Settings
from reconciler.model.values import Json


@dataclass(frozen=True, slots=True)
class Shown:
    """What a backend holds. `observed` is what is known beside the settings, by address."""

    target: Target
    settings: Settings
    observed: Mapping[str, Mapping[str, Json]]


def show(directory: Path, *, environment: str | None = None, organizations: Iterable[str] = ()) -> Shown:
    """Look at the live side only; the organization files are not read, so it works whatever their state.

    Raises `Unusable` for an organization that is not live, `BackendError` where the live state cannot be seen as a whole.
    """
    with paused():
        connection = connect(open_project(Reading(), directory, environment))
        scope = scope_of(organizations)
        reader = connection.backend.reader()
        try:
            live: list[Resource] = sorted(reader.observe(scope), key=lambda resource: sort_key(resource.address))
        finally:
            reader.close()
        demand_known(scope, {organization_of(resource.address) for resource in live})
        return Shown(
            target=connection.target,
            settings=connection.backend.interpret(live),
            observed={resource.address: resource.observed for resource in live if resource.observed},
        )
