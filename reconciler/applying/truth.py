"""What is really there, after an answer that does not say."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.model.address import organization_of
from reconciler.model.backend import Reader, Scope
from reconciler.model.change import Change, Create, Delete, Move
from reconciler.model.resource import Resource


class Look:
    """The objects that some changes are about, as they are now. Raises `BackendError` where they cannot all be seen."""

    def __init__(self, reader: Reader, changes: Iterable[Change]) -> None:
        wanted = {address for change in changes for address in _addresses(change)}
        scope = Scope(frozenset(filter(None, map(organization_of, wanted))))
        self._seen = {resource.address: resource for resource in reader.observe(scope) if resource.address in wanted}

    def at(self, address: str) -> Resource | None:
        return self._seen.get(address)


def as_wanted(change: Change, look: Look) -> bool:
    """Whether what is there is what the change would leave."""
    if isinstance(change, Delete):
        return look.at(change.address) is None
    now = look.at(change.address)
    if now is None or (isinstance(change, Move) and look.at(change.before.address) is not None):
        return False
    return (now.canonical, now.manager) == (change.after.canonical, change.after.manager)


def _addresses(change: Change) -> set[str]:
    return {change.address} if isinstance(change, Create) else {change.address, change.before.address}
