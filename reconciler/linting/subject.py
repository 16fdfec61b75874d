"""What a rule looks at: one organization, resolved, and beside it what its files say literally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from reconciler.model.diagnostic import Part, Place
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient
from reconciler.model.values import Pointer


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of where the files will be applied. `live`: real people may be written to from there (a backend that is neither memory nor a file of this machine).

    `forced` are the types the project's policy switches on for everybody, `channels` the only ones it allows (empty: any). `narrowed`: some recipients are left out there,
    whatever is declared.
    """

    live: bool = False
    forced: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    narrowed: bool = False


@dataclass(slots=True)  # not frozen: there is one for each account, and freezing it costs three times as much as making it
class Written:
    """A mapping of a file and its place: an organization's document, or an account within one."""

    document: int
    pointer: Pointer
    data: Mapping[str, Any]

    def place(self, *pointer: str | int, part: Part = Part.VALUE) -> Place:
        return Place(self.document, (*self.pointer, *pointer), part)


@dataclass(frozen=True)
class Subject:
    """One organization. `written` is its own document, `accounts` what the files say of each account, by address.

    `whole`: everything that decides about it was loaded and could be used. `spoilt` are accounts of which some part could not be used because of an error
    that is reported anyway: what is missing there is no finding.
    """

    organization: Organization
    written: Written
    accounts: Mapping[str, Written]
    types: Mapping[str, NotificationType]
    surroundings: Surroundings = field(default_factory=Surroundings)
    whole: bool = True
    spoilt: frozenset[str] = frozenset()

    @cached_property
    def recipients(self) -> tuple[tuple[Recipient, Written], ...]:
        """The organization itself, then its accounts."""
        own = (self.organization.recipient, self.written)
        return (own, *((account, self.accounts[account.address]) for account in self.organization.accounts))

    @cached_property
    def contacts(self) -> Mapping[str, Sequence[tuple[Recipient, Written, Contact]]]:
        """The contacts of all recipients by channel, the organization's own first."""
        found: dict[str, list[tuple[Recipient, Written, Contact]]] = defaultdict(list)
        for recipient, written in self.recipients:
            for contact in recipient.contacts:
                found[contact.channel].append((recipient, written, contact))
        return dict(found)


def contact_place(written: Written, id: str, key: str = "address") -> Place:
    """Where a key of a contact stands (`address`, `channel`, …). A short form has only its id and its address: anything but the address is placed at the id."""
    value = written.data["contacts"][id]
    if isinstance(value, str) or (key == "address" and key not in value):
        return written.place("contacts", id, part=Part.VALUE if key == "address" else Part.KEY)
    return written.place("contacts", id, key) if key in value else written.place("contacts", id, part=Part.KEY)
