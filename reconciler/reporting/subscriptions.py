"""Ids of contacts → what a reader knows them by: their channel, or the id where two contacts share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reconciler.model.personal import mask
from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, Recipient
from reconciler.reporting import phrases
from reconciler.reporting.wording import visible


def channels_text(recipient: Recipient, contact_ids: Iterable[str]) -> str:
    """`email, sms`, sorted. What is no contact of the recipient (`inapp`) stands for itself."""
    shared = Counter(contact.channel for contact in recipient.contacts)
    names = {contact.id: contact.channel if shared[contact.channel] == 1 else contact.id for contact in recipient.contacts}
    return visible(", ".join(sorted(names.get(id, id) for id in contact_ids)))


def contact_text(contact: Contact, *, awaits: bool, language: str) -> str:
    """`mobile +7916•••••17`, and that it awaits confirmation where it does."""
    waiting = f" ({phrases.AWAITS.say(language)})" if awaits and contact.confirm else ""
    return f"{visible(contact.id)} {visible(mask(contact.address))}{waiting}"


def contacts_text(recipient: Recipient, *, awaits: bool, language: str) -> str:
    """Every contact that has an address; the cabinet (`inapp`) is everyone's own and needs no word."""
    return ", ".join(contact_text(contact, awaits=awaits, language=language) for contact in recipient.contacts if contact.channel != INAPP)
