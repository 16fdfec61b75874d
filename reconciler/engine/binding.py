"""Where a manager and an environment are applied from: the first apply binds them, and another place is refused until it is meant."""

from __future__ import annotations

from reconciler.engine.checkout import Checkout
from reconciler.model.errors import Refused
from reconciler.model.ledger import Binding


def sources(checkout: Checkout, *, project_id: str, manager: str) -> tuple[str, ...]:
    """The names of the place a project is applied from, the strongest first.

    The git remote and the path inside the repository say it best: a fork or a copy has another one. Without a remote the `id` that `init` wrote stands for the
    place, and without that there is only the manager, which binds nothing but the environment. No name depends on where the directory happens to lie.
    """
    named = []
    if checkout.remote:
        named.append(f"git:{checkout.remote}:{checkout.path}")
    if project_id:
        named.append(f"id:{project_id}")
    return tuple(named) or (f"manager:{manager}",)


def elsewhere(bound: Binding | None, *, manager: str, environment: str, places: tuple[str, ...]) -> Refused | None:
    """What `check` would raise: what keeps `apply` from writing until it is told --rebind."""
    try:
        check(bound, manager=manager, environment=environment, places=places)
    except Refused as refused:
        return refused
    return None


def check(bound: Binding | None, *, manager: str, environment: str, places: tuple[str, ...]) -> None:
    """Raises `Refused` when `manager` is bound to another environment or another place.

    A project that was bound by its `id` and has since got a remote is the same place: the next apply binds it to the remote.
    """
    if bound is None:
        return
    if bound.environment != environment:
        raise Refused("other-environment", manager=manager, bound=bound.environment or "-", environment=environment or "-")
    if bound.source not in places and not bound.source.startswith("manager:"):
        raise Refused("other-source", manager=manager, bound=bound.source, source=places[0])
