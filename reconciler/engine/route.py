"""Who would be told of an event now, by the live state: the backend says who, the settings and what is observed say why not everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from reconciler.delivering.routing import Admits, everything, routing
from reconciler.model.backend import Backend, Router, Scope
from reconciler.model.errors import Unusable
from reconciler.model.policy import INAPP, Policy
from reconciler.model.routing import Routing
from reconciler.model.settings import Settings
from reconciler.model.values import Json
from reconciler.settings.allowed import Allowed, host_allowed


@dataclass(frozen=True, slots=True)
class Seen:
    """One organization as it is live, with all types. `observed` is what is known beside the settings, by address."""

    settings: Settings
    observed: Mapping[str, Mapping[str, Json]]


def see(backend: Backend, organization: str) -> Seen:
    """Look at an organization once, for the routings of all its events. Raises `BackendError` where it cannot be seen as a whole."""
    reader = backend.reader()
    try:
        live = list(reader.observe(Scope(frozenset({organization}))))
    finally:
        reader.close()
    settings = backend.interpret(live)
    ours = tuple(each for each in settings.organizations if each.id == organization)
    return Seen(Settings(settings.types, ours), {one.address: one.observed for one in live if one.observed})


def routed_by(backend: Backend, organization: str, type: str, now: datetime, *, policy: Policy | None = None, seen: Seen | None = None) -> Routing:
    """Everybody of an organization, and whether an event of a type reaches them at the moment `now`. `seen` is asked for unless it is given.

    Raises `Unusable("backend-without-routing")`, and `BackendError` where the live state cannot be seen.
    """
    if not isinstance(backend, Router):
        raise Unusable("backend-without-routing", backend=backend.label)
    seen = seen or see(backend, organization)
    return routing(seen.settings, seen.observed, backend.route(organization, type), type=type, now=now, admits=admission(policy))


def admission(policy: Policy | None) -> Admits:
    """What a policy lets out, whoever wrote what is live: nothing of a forbidden type, by a channel that is not allowed, or to an address that nobody may be reached at."""
    if policy is None:
        return everything
    allowed = None if policy.recipients is None else Allowed(policy.recipients)

    def admits(type: str, channel: str, address: str) -> bool:
        if type in policy.forbidden or (policy.channels and channel not in policy.channels):
            return False
        if channel == "webhook" and policy.webhook_hosts and not host_allowed(urlsplit(address).hostname or "", policy.webhook_hosts):
            return False
        return allowed is None or channel == INAPP or allowed.admits(channel, address)

    return admits
