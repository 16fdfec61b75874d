"""What is on, and how much of it a test has proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconciler.delivering.routing import Admits, everything
from reconciler.model.policy import INAPP
from reconciler.model.settings import Recipient, Settings
from reconciler.model.trial import Coverage, Judged, Verdict

Cell = tuple[str, str, str]
"""(recipient, type, contact)"""


def coverage(settings: Settings, judged: Iterable[Judged], *, admits: Admits = everything) -> Coverage:
    """The enabled cells of everybody in `settings` who is not suspended, within what the project lets out, and those that a pass has proven."""
    passed = {(one.recipient, one.type, one.contact) for one in judged if one.verdict is Verdict.PASS}
    subscribed = frozenset(_subscribed(settings, admits))
    return Coverage(subscribed, subscribed & passed)


def unproven(found: Coverage) -> tuple[Cell, ...]:
    """The cells that no scenario has proven, sorted."""
    return tuple(sorted(found.subscribed - found.proven))


def _subscribed(settings: Settings, admits: Admits) -> Iterator[Cell]:
    known = {type_.id for type_ in settings.types}
    for organization in settings.organizations:
        for recipient in (organization.recipient, *organization.accounts):
            if not recipient.suspended:
                yield from (cell for cell in _of(recipient, admits) if cell[1] in known)


def _of(recipient: Recipient, admits: Admits) -> Iterator[Cell]:
    addresses = {INAPP: (INAPP, recipient.address)} | {contact.id: (contact.channel, contact.address) for contact in recipient.contacts}
    for type_, contacts in recipient.subscriptions.items():
        for contact in contacts:
            if contact in addresses and admits(type_, *addresses[contact]):
                yield recipient.address, type_, contact
