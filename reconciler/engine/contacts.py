"""The contacts of the live system that are ours: which may be used, which wait for their owners, and what those have been asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from reconciler.canonical import canonical, keyed_digest
from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.session import demand_live, scope_of
from reconciler.model.address import organization_of, sort_key
from reconciler.model.backend import Scope
from reconciler.model.contacts import Contacts, ContactState, LiveContact
from reconciler.model.evidence import Asked
from reconciler.model.personal import Personal
from reconciler.model.policy import INAPP
from reconciler.model.resource import Resource
from reconciler.model.settings import Contact, Organization, Recipient
from reconciler.model.values import Json


def contacts(directory: Path, *, environment: str | None = None, organizations: Iterable[str] = (), states: Collection[ContactState] = ()) -> Contacts:
    """Our contacts, those in `states` (all, unless said). Writes nothing. Raises `Unusable` for an organization that is not live, `BackendError`."""
    with paused():
        connection = connect(open_project(Reading(), directory, environment))
        scope = scope_of(organizations)
        people = observed(connection, scope)
        demand_live(scope, (organization.id for organization, *_ in people))
        found = (one for one in live_contacts(connection, people) if not states or one.state in states)
        return Contacts(connection.target, tuple(sorted(found, key=lambda one: (sort_key(one.recipient), one.contact))))


Person = tuple[Organization, Recipient, Resource]


def observed(connection: Connection, scope: Scope) -> list[Person]:
    """Everybody of ours who is live in scope, with their organization, and what is observed of them."""
    reader = connection.backend.reader()
    try:
        live = {resource.address: resource for resource in reader.observe(scope)}
    finally:
        reader.close()
    settings = connection.backend.interpret(live.values())
    everyone = ((organization, one) for organization in settings.organizations for one in (organization.recipient, *organization.accounts))
    manager = connection.target.manager
    return [(organization, one, resource) for organization, one in everyone if (resource := live.get(one.address)) is not None and resource.manager == manager]


def live_contacts(connection: Connection, people: Iterable[Person]) -> Iterator[LiveContact]:
    """Their contacts, but for the cabinet, which has no address of its own. One request stands for all contacts with its address."""
    target, key = connection.target, connection.ledger.key()
    requests = newest(connection.evidence.asked(target.manager, target.environment)) if key is not None else {}
    for _, recipient, resource in people:
        for contact in recipient.contacts:
            if contact.channel != INAPP:
                asked = requests.get(address_tag(key, contact.channel, contact.address)) if key is not None and requests else None
                yield _contact(recipient, contact, resource.observed, asked)


def newest(asked: Sequence[Asked]) -> Mapping[str, Asked]:
    """The newest request for each address, by its digest."""
    return {one.address: one for one in sorted(asked, key=lambda one: (one.sent, one.state != "replaced"))}


def address_tag(key: bytes, channel: str, address: str) -> str:
    """The keyed digest that stands for an address."""
    return keyed_digest(key, canonical(["address", channel, address]))


def recipient_scope(addresses: Iterable[str]) -> Scope:
    """The smallest part of the world that holds some recipients."""
    return scope_of({organization_of(address) for address in addresses})


def _contact(recipient: Recipient, contact: Contact, seen: Mapping[str, Json], asked: Asked | None) -> LiveContact:
    serving, refused = seen.get("serving"), seen.get("refused")
    used = serving.get(contact.id) if isinstance(serving, Mapping) else None
    types = refused.get(contact.id) if isinstance(refused, Mapping) else None
    kept_back = "suspended" if recipient.suspended else "refused" if _named(seen, "unwanted", contact.id) else ""
    if isinstance(types, Sequence) and "*" in types:
        state, kept_back = ContactState.REFUSED, kept_back or "refused"
    elif _named(seen, "unconfirmed", contact.id):
        state = ContactState.AWAITING if used is None else ContactState.SERVING
    else:
        state = ContactState.CONFIRMED if contact.confirm else ContactState.UNNEEDED
    instead = Personal(used) if isinstance(used, str) else None
    return LiveContact(recipient.address, contact.id, contact.channel, Personal(contact.address), state, instead, asked, kept_back)


def _named(seen: Mapping[str, Json], key: str, contact: str) -> bool:
    value = seen.get(key)
    return isinstance(value, Sequence) and not isinstance(value, str) and contact in value
