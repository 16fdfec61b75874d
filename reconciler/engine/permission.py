"""Whether it may be written from here and now: asked before the question is put to the user, and once more under the lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reconciler.engine import binding, older
from reconciler.engine.checkout import Checkout, checkout
from reconciler.engine.connect import Connection
from reconciler.engine.key import demand_not_lost
from reconciler.model.ledger import Binding


@dataclass(frozen=True, slots=True)
class Overrides:
    """What whoever applies knows better, and the history will say so: that another place applies from now on (`rebind`), that going back is meant (`allow_older`)."""

    rebind: bool = False
    allow_older: bool = False

    def operation(self, organizations: Sequence[str], *, only: str = "", verb: str = "apply") -> str:
        """What the history calls this apply, of these organizations (() for all) and this kind of cause."""
        return older.operation(verb, rebind=self.rebind, allow_older=self.allow_older, organizations=organizations, only=only)


NO_OVERRIDES = Overrides()


def demand_permitted(connection: Connection, here: Checkout, overrides: Overrides, *, changes: bool = True) -> Binding:
    """The binding that an apply from `here` will record.

    Raises `Refused` where the manager is bound to another place or environment; and, if there are `changes` to be made, `StalePlan` for a checkout that is older than
    what was applied. `RejectedError` where the installation key is lost.
    """
    demand_not_lost(connection)
    bound = _from_here(connection, here, meant=overrides.rebind)
    if changes and not overrides.allow_older:
        older.check(older.standing(connection.ledger, connection.target, here))
    return bound


def demand_bound_here(connection: Connection) -> None:
    """Raises `Refused` where the manager is bound to another place or environment: nobody may write from here to the people whom it declares."""
    _from_here(connection, checkout(connection.project.directory), meant=False)


def _from_here(connection: Connection, here: Checkout, *, meant: bool) -> Binding:
    project = connection.project
    places = binding.sources(here, project_id=project.id, manager=project.manager)
    if not meant:
        binding.check(connection.ledger.binding(project.manager), manager=project.manager, environment=project.environment, places=places)
    return Binding(project.manager, project.environment, places[0])
