"""Whether an apply asks for confirmations by itself, and whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reconciler.model.address import kind_of
from reconciler.project import Project

if TYPE_CHECKING:
    from reconciler.engine.connect import Connection
    from reconciler.model.contacts import AskedThem
    from reconciler.model.resource import Resource


def asks_by_itself(project: Project) -> bool:
    """`confirmation: {send: apply}`, where anything is configured that could send."""
    return project.confirmation_send == "apply" and bool(project.confirmation_url) and any(channel in project.transports for channel in project.policy.confirm)


def ask_of_apply(connection: Connection, live: Iterable[Resource], wait: float) -> AskedThem | None:
    """Ask those of the changed objects, as read back, that wait; None where nobody does. Raises what `confirming.ask` raises."""
    waiting = sorted(resource.address for resource in live if kind_of(resource.address) != "type" and _waits(resource))
    if not waiting:
        return None
    from reconciler.engine.confirming import ask
    from reconciler.engine.contacts import recipient_scope
    from reconciler.engine.sending import sender

    done = ask(connection, sender, lambda _: None, scope=recipient_scope(waiting), accounts=waiting, wait=wait)
    return done if done.left or done.failed else None


def _waits(resource: Resource) -> bool:
    unconfirmed = resource.observed.get("unconfirmed")
    return isinstance(unconfirmed, Sequence) and bool(unconfirmed)
