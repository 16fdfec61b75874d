"""Who of one organization is told of what, and why the others are not: counted once, for every question a review asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.engine.review.survey import Survey
from reconciler.model.requirement import stands_in
from reconciler.model.routing import Why
from reconciler.model.settings import Organization, Recipient
from reconciler.planning.reach import Standing

Told = dict[str, dict[str, set[str]]]
"""Type → recipient → channels."""


@dataclass(slots=True)
class Tally:
    """One organization of ours, without the accounts in it that are others'.

    `told` holds only those who count for requirements, `everybody` who is told of each type at all. `refused` and `awaiting` are those who count and would be told but for that.
    `unusable` says of recipients without any usable contact why (`NO_CONTACT` for who has none). `dangling` are recipients, by type, that receive it at no contact there is; `unknown` those for whom a type is on that is not live.
    """

    organization: Organization
    recipients: tuple[Recipient, ...]
    told: Told = field(default_factory=dict)
    everybody: dict[str, set[str]] = field(default_factory=dict)
    refused: Told = field(default_factory=dict)
    awaiting: Told = field(default_factory=dict)
    unusable: dict[str, Why] = field(default_factory=dict)
    dangling: dict[str, list[str]] = field(default_factory=dict)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    cells: int = 0

    @property
    def able(self) -> int:
        """How many count for requirements and have a contact that works."""
        return sum(stands_in(recipient) and recipient.address not in self.unusable for recipient in self.recipients)

    def with_(self, more: Told, type_: str) -> Mapping[str, set[str]]:
        """Who would be told of a type if `more` were."""
        told = self.told.get(type_, {})
        extra = more.get(type_, {})
        return {recipient: told.get(recipient, set()) | extra.get(recipient, set()) for recipient in {*told, *extra}}


def tally(organization: Organization, survey: Survey) -> Tally:
    found = Tally(organization, (organization.recipient, *(account for account in organization.accounts if survey.ours(account.address))))
    types = {type_.id: type_.mandatory for type_ in survey.settings.types}
    mandatory = {id for id, must in types.items() if must}
    for recipient in found.recipients:
        seen = survey.observed.get(recipient.address, {})
        standing = Standing(recipient, seen, mandatory)
        _count(found, recipient, standing, types, {str(id) for id in _foreign_contacts(seen)})
        obstacles = {contact.id: standing.obstacle(contact.id) for contact in recipient.contacts}
        if all(obstacles.values()):
            found.unusable[recipient.address] = Why.SUSPENDED if recipient.suspended else _worst(obstacles)
    return found


def _count(found: Tally, recipient: Recipient, standing: Standing, types: Collection[str], foreign: set[str]) -> None:
    address, counts = recipient.address, stands_in(recipient)
    for type_, contacts in recipient.subscriptions.items():
        if type_ not in types:
            # Nobody is told of what does not exist: backends join the type.
            found.unknown.setdefault(type_, []).append(address)
            continue
        reasons = [(contact, standing.hindrance(type_, contact)) for contact in contacts]
        for contact, why in reasons:
            channel = standing.channels.get(contact, "")
            if why is None:
                found.cells += 1
                found.everybody.setdefault(type_, set()).add(address)
            into = {None: found.told, Why.REFUSED: found.refused, Why.UNCONFIRMED: found.awaiting}.get(why)
            if counts and into is not None:
                into.setdefault(type_, {}).setdefault(address, set()).add(channel)
        if not recipient.suspended and all(why is Why.NO_CONTACT and contact not in foreign for contact, why in reasons):
            found.dangling.setdefault(type_, []).append(address)


def _foreign_contacts(seen: Mapping[str, object]) -> Iterator[str]:
    """Ids of the contacts inside a recipient that others put there."""
    for row in foreign_rows(seen):
        if "type" not in row:
            yield row["address"].rpartition("/")[2]


def foreign_rows(seen: Mapping[str, object]) -> list[dict[str, str]]:
    """Rows of others inside a recipient: `{address, manager}` of a contact, with a `type` of a subscription."""
    rows = seen.get("foreign", ())
    return [{str(key): str(value) for key, value in row.items()} for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def _worst(obstacles: Mapping[str, Why | None]) -> Why:
    """What to mend, where no contact is of use: confirming is less than asking somebody who refused."""
    reasons = set(obstacles.values())
    return next((why for why in (Why.UNCONFIRMED, Why.REFUSED) if why in reasons), Why.NO_CONTACT)
