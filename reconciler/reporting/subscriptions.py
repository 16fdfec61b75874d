"""Ids of contacts → what a reader knows them by: their channel, or the id where two contacts share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reconciler.model.personal import mask
from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, Recipient
from reconciler.reporting.beside import Observed, waiting_note
from reconciler.reporting.wording import visible


def channels_text(recipient: Recipient, contact_ids: Iterable[str]) -> str:
    """`email, sms`, sorted. What is no contact of the recipient (`inapp`) stands for itself."""
    shared = Counter(contact.channel for contact in recipient.contacts)
    names = {contact.id: contact.channel if shared[contact.channel] == 1 else contact.id for contact in recipient.contacts}
    return visible(", ".join(sorted(names.get(id, id) for id in contact_ids)))


def contact_text(contact: Contact, *, seen: Observed, language: str) -> str:
    """`mobile +7916•••••17`, and that it awaits confirmation where it does. `seen` is what is observed of the recipient."""
    return f"{visible(contact.id)} {visible(mask(contact.address))}{waiting_note(contact, seen, language)}"


def contacts_text(recipient: Recipient, *, seen: Observed, language: str) -> str:
    """Every contact that has an address; the cabinet (`inapp`) is everyone's own and needs no word."""
    return ", ".join(contact_text(contact, seen=seen, language=language) for contact in recipient.contacts if contact.channel != INAPP)
