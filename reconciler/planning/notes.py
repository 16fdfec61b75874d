"""What the reader of a plan should know beside its changes: what a backend cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reconciler.model.backend import Capabilities
from reconciler.model.diagnostic import Argument, Diagnostic, Place, Severity
from reconciler.model.policy import INAPP
from reconciler.model.settings import Recipient, Settings
from reconciler.planning.reach import recipients


def not_held(settings: Settings, capabilities: Capabilities, documents: Mapping[str, int]) -> Iterator[Diagnostic]:
    """An error for each thing declared that a backend cannot hold. `documents` gives the number of the document that declares an address."""
    for recipient in recipients(settings):
        if (document := documents.get(recipient.address)) is not None:
            for hint, channel in _too_much(recipient, capabilities):
                arguments: dict[str, Argument] = {"address": recipient.address, "channel": channel}
                yield Diagnostic("not-held", Severity.ERROR, arguments, place=_place(recipient.address, document), hint=hint)


def _too_much(recipient: Recipient, capabilities: Capabilities) -> Iterator[tuple[str, str]]:
    """(variant of the hint, channel) for each limit the recipient exceeds."""
    used = Counter(contact.channel for contact in recipient.contacts)
    in_app = used.pop(INAPP, 0) or any(INAPP in contacts for contacts in recipient.subscriptions.values())
    for channel, count in sorted(used.items()):
        if capabilities.channels and channel not in capabilities.channels:
            yield "channel", channel
        elif count > 1 and not capabilities.several_contacts_per_channel:
            yield "several-contacts", channel
    if in_app and not capabilities.inapp:
        yield "inapp", INAPP
    if recipient.quiet_hours is not None and not capabilities.quiet_hours:
        yield "quiet-hours", ""


def _place(address: str, document: int) -> Place:
    """Where an account is declared in its document; the document itself for an organization."""
    account = address.partition("/")[2]
    return Place(document, ("accounts", account) if account else ())
