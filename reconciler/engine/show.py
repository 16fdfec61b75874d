"""The live settings, whoever made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.connect import connect
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.session import demand_known, scope_of
from reconciler.model.address import organization_of, sort_key
from reconciler.model.backend import Scope
from reconciler.model.plan import Target
from reconciler.model.resource import BUILTIN_MANAGER, Resource
from reconciler.model.settings import Recipient, Settings
from reconciler.model.values import Json


@dataclass(frozen=True, slots=True)
class Shown:
    """What a backend holds. `observed` is what is known beside the settings, by address; of what is not ours with its `owner`, "" where it carries no mark."""

    target: Target
    settings: Settings
    observed: Mapping[str, Mapping[str, Json]]

    def recipient(self, address: str) -> Recipient | None:
        """One organization or account, as it is live; None where it is not."""
        everyone = (recipient for organization in self.settings.organizations for recipient in (organization.recipient, *organization.accounts))
        return next((recipient for recipient in everyone if recipient.address == address), None)


def show_one(directory: Path, address: str, *, environment: str | None = None) -> Shown:
    """The live side of one organization or account. Raises `BackendError` where it cannot be seen; that it is not live is no error."""
    with paused():
        return _look(directory, environment, scope_of([organization_of(address)]))[0]


def show(directory: Path, *, environment: str | None = None, organizations: Iterable[str] = ()) -> Shown:
    """Look at the live side only; the organization files are not read, so it works whatever their state.

    Raises `Unusable` for an organization that is not live, `BackendError` where the live state cannot be seen as a whole.
    """
    with paused():
        scope = scope_of(organizations)
        shown, organizations_live = _look(directory, environment, scope)
        demand_known(scope, organizations_live)
        return shown


def _look(directory: Path, environment: str | None, scope: Scope) -> tuple[Shown, set[str]]:
    """What is there, and of which organizations anything is: an account may be live without its organization."""
    connection = connect(open_project(Reading(), directory, environment))
    reader = connection.backend.reader()
    try:
        live: list[Resource] = sorted(reader.observe(scope), key=lambda resource: sort_key(resource.address))
    finally:
        reader.close()
    shown = Shown(
        target=connection.target,
        settings=connection.backend.interpret(live),
        observed={resource.address: known for resource in live if (known := _known(resource, connection.target.manager))},
    )
    return shown, {organization_of(resource.address) for resource in live}


def _known(resource: Resource, manager: str) -> Mapping[str, Json]:
    return resource.observed if resource.manager in (manager, BUILTIN_MANAGER) else {**resource.observed, "owner": resource.manager}
