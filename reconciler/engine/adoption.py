"""What somebody wants taken over: whether it can be."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.model.address import organization_of
from reconciler.model.adoption import Adoption
from reconciler.model.backend import Scope
from reconciler.model.errors import Unusable
from reconciler.model.resource import Resource


def demand_adoptable(adoption: Adoption, desired: Mapping[str, Resource], live: Mapping[str, Resource], *, scope: Scope, manager: str) -> None:
    """Raises `Unusable` for the first address that was named and cannot be taken over: a slip there must not look like "nothing to do".

    What is ours already is no mistake: the same command may be run again.
    """
    for address in sorted(adoption.addresses):
        if not scope.includes(organization_of(address)):
            raise Unusable("cannot-adopt", hint="outside", address=address)
        if address not in desired:
            raise Unusable("cannot-adopt", hint="undeclared", address=address)
        if address not in live:
            raise Unusable("cannot-adopt", hint="absent", address=address)
        owner = live[address].manager
        if owner and owner != (desired[address].manager or manager):
            raise Unusable("cannot-adopt", hint="owned", address=address, owner=owner)
