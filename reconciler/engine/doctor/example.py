"""Whether an event of a type can be worded for a reader: an example of each is made, judged and rendered, and goes nowhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from reconciler.engine.doctor.case import NotTried
from reconciler.engine.events import accept, host_of_tests
from reconciler.model.errors import ReconcilerError
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient
from reconciler.schema.examples import example_payload


def worded(type: NotificationType, organization: Organization, recipient: Recipient, contact: Contact, *, now: datetime, hosts: Collection[str] = ()) -> None:
    """Word every event of a type for a contact. Raises `ReconcilerError("chain-not-worded")` for the first that cannot be, `NotTried` where the type has none that can be made up."""
    from reconciler.delivering.rendering.compose import compose

    destination = Destination(
        recipient.address,
        contact.id,
        contact.channel,
        Personal(contact.address),
        recipient.audience,
        recipient.locale,
        recipient.timezone,
        mandatory=type.mandatory,
    )
    tried = False
    for name, schema in sorted(type.events.items()):
        payload = example_payload(schema, now=now, locale=recipient.locale, host=host_of_tests(hosts))
        if payload is None:
            continue
        answer = accept(name, payload, organization=organization.id, types=[type], organizations=[organization.id], now=now, type=type.id, hosts=hosts)
        if answer.event is None:
            continue
        tried = True
        try:
            made = list(compose(answer.event, type=type, organization=organization, destinations=[destination]))
        except ReconcilerError:
            raise
        except Exception as error:  # noqa: BLE001 - what a template trips over may quote data, so it is named by its kind alone
            raise ReconcilerError("chain-not-worded", event=name, type=type.id, error=error.__class__.__name__) from None
        if not made or not made[0].content.text.strip():
            raise ReconcilerError("chain-not-worded", event=name, type=type.id, error="empty")
    if not tried:
        raise NotTried
