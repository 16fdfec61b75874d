"""What will be observed of recipients once they are as declared.

Verification belongs to an address, (channel, address), and a refusal to an address in an organization; neither belongs to a contact's id. So what is known of
an address today holds for every contact that will have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from reconciler.model.address import organization_of
from reconciler.model.settings import Contact, Recipient
from reconciler.model.values import Json
from reconciler.planning.reach import Observed


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of addresses: `confirmed` (channel, address), and what each (organization, channel, address) refuses."""

    confirmed: set[tuple[str, str]] = field(default_factory=set)
    refused: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, recipients: Iterable[Recipient], observed: Observed) -> None:
        """Add what live recipients show. An address that never had to be confirmed does not count as confirmed."""
        for recipient in recipients:
            seen = cast("Mapping[str, Any]", observed.get(recipient.address, {}))
            unconfirmed, serving = seen.get("unconfirmed", ()), seen.get("serving", {})
            refused = seen.get("refused", {})
            organization = organization_of(recipient.address)
            for contact in recipient.contacts:
                if contact.confirm and contact.id not in unconfirmed:
                    self.confirmed.add((contact.channel, contact.address))
                if contact.id in serving:
                    self.confirmed.add((contact.channel, serving[contact.id]))
                if contact.id in refused:
                    # What is observed is of the address in use; the declared one has not been written to yet.
                    self.refused[organization, contact.channel, serving.get(contact.id, contact.address)].update(refused[contact.id])


def foreseen(recipient: Recipient, live: Recipient | None, observed: Mapping[str, Json], known: Known) -> Mapping[str, Json]:
    """The `observed` of a declared recipient. `live` and `observed` are what it is now.

    Where a contact gets an address that still has to be confirmed, the confirmed one that it has now goes on serving.
    """
    serving: dict[str, str] = {}
    unconfirmed: list[str] = []
    refused: dict[str, list[str]] = {}
    organization = organization_of(recipient.address)
    now = {contact.id: contact for contact in live.contacts} if live is not None else {}
    for contact in recipient.contacts:
        effective = contact.address
        if contact.confirm and (contact.channel, contact.address) not in known.confirmed:
            unconfirmed.append(contact.id)
            if (last := _last_confirmed(now.get(contact.id), contact, observed)) is not None:
                serving[contact.id] = effective = last
        if refusals := known.refused.get((organization, contact.channel, effective)):
            refused[contact.id] = sorted(refusals)
    parts: dict[str, Json] = {"unconfirmed": unconfirmed, "serving": serving, "refused": refused}
    return {key: value for key, value in parts.items() if value}


def _last_confirmed(now: Contact | None, contact: Contact, observed: Mapping[str, Json]) -> str | None:
    if now is None or now.channel != contact.channel or not now.confirm:
        return None
    seen = cast("Mapping[str, Any]", observed)
    serving: str | None = seen.get("serving", {}).get(now.id)
    if serving is not None or now.id in seen.get("unconfirmed", ()):
        return serving
    return now.address
