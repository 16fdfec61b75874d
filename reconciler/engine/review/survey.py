"""One look at what is live: everything a review judges by, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reconciler.engine.connect import Connection
from reconciler.engine.contacts import address_tag, newest
from reconciler.model.address import organization_of, sort_key
from reconciler.model.backend import Scope
from reconciler.model.plan import Target
from reconciler.model.policy import Policy
from reconciler.model.resource import Resource, State
from reconciler.model.settings import NotificationType, Organization, Settings
from reconciler.model.values import Json
from reconciler.planning.reach import recipients


@dataclass(frozen=True, slots=True)
class Survey:
    """What is live. `observed` and `owners` (managers, "" for no mark) are by address.

    `asked` is when somebody was last asked to confirm a contact (`teleset/ivanova/email`), None where nobody keeps that. `sends`: it is our confirmations that are waited for.
    """

    target: Target
    settings: Settings
    observed: Mapping[str, Mapping[str, Json]]
    owners: Mapping[str, str]
    policy: Policy = field(default_factory=Policy)
    asked: Mapping[str, datetime] | None = None
    sends: bool = False

    def ours(self, address: str) -> bool:
        return self.owners.get(address) == self.target.manager

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """Ours."""
        return tuple(organization for organization in self.settings.organizations if self.ours(organization.id))

    @property
    def demanded(self) -> tuple[NotificationType, ...]:
        """The types that everybody of their audience must receive: mandatory ones, and those that the project forces; but none that it forbids."""
        forced, forbidden = self.policy.forced, self.policy.forbidden
        return tuple(type_ for type_ in self.settings.types if type_.selectable and (type_.mandatory or type_.id in forced) and type_.id not in forbidden)


def observe(connection: Connection, scope: Scope) -> State:
    """Everything in scope, in the order of listings. Raises `BackendError` where it cannot be seen as a whole."""
    reader = connection.backend.reader()
    try:
        return State(sorted(reader.observe(scope), key=lambda resource: sort_key(resource.address)))
    finally:
        reader.close()


def survey(connection: Connection, live: State) -> Survey:
    """What `live` says. Raises `BackendError` where it cannot be asked who was asked to confirm."""
    people: list[Resource] = [resource for resource in live.values() if organization_of(resource.address)]
    settings = connection.backend.interpret(live.values())
    observed = {resource.address: resource.observed for resource in people if resource.observed}
    return Survey(
        target=connection.target,
        settings=settings,
        observed=observed,
        owners={resource.address: resource.manager for resource in people},
        policy=connection.project.policy,
        asked=dict(_asked(connection, settings, observed)),
        sends=bool(connection.project.confirmation_url),
    )


def contact_address(recipient: str, contact: str) -> str:
    """`teleset/ivanova/email`, or `teleset//duty` for an organization's own."""
    return f"{recipient}/{contact}" if "/" in recipient else f"{recipient}//{contact}"


def _asked(connection: Connection, settings: Settings, observed: Mapping[str, Mapping[str, Json]]) -> Iterator[tuple[str, datetime]]:
    """When the owners of contacts that wait were asked last. A request is for an address, whatever contact has it."""
    target, key = connection.target, connection.ledger.key()
    waiting = [one for one in recipients(settings) if "unconfirmed" in observed.get(one.address, {})]
    if not waiting or key is None or not connection.project.confirmation_url:
        return
    requests = newest(connection.evidence.asked(target.manager, target.environment))
    for recipient in waiting:
        for contact in recipient.contacts:
            if (request := requests.get(address_tag(key, contact.channel, contact.address))) is not None:
                yield contact_address(recipient.address, contact.id), moment(request.sent)


def moment(text: str) -> datetime:
    """RFC 3339 as the ledger writes it."""
    return datetime.fromisoformat(text)
