"""What a walk along the chain to one recipient is about, and everything it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reconciler.model.diagnostic import Argument
from reconciler.model.errors import ReconcilerError
from reconciler.model.evidence import Delivered
from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient, Settings
from reconciler.model.values import Json
from reconciler.planning.reach import Standing


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: whether something of `type` ("" for anything) reaches `account` (or an organization itself) over `channel` ("" for whichever) at the moment `now`."""

    account: str
    now: datetime
    type: str = ""
    channel: str = ""

    @property
    def organization(self) -> str:
        return self.account.partition("/")[0]


def untried(*_: object) -> None:
    """Stands for a look that nobody can take here."""
    raise NotTried


class NotTried(Exception):
    """Nothing was looked at, so nothing is known. `code` is the sentence that says why, "" for the usual one."""

    def __init__(self, code: str = "", **arguments: Argument) -> None:
        super().__init__(code)
        self.code, self.arguments = code, arguments


@dataclass(frozen=True, slots=True)
class Facts:
    """What is live around a case. `live` are the addresses of all that is live in the organization; `settings` say what it means, and `observed` what is known of the account beside it.

    `admits(type, channel, address)` is the project's policy. `transport(channel)` raises `ReconcilerError` where messages of a channel cannot leave, `render(type, organization, recipient, contact)` where
    an example of the type cannot be worded for that contact, and either `NotTried`. `deliveries` are those of the account, newest first; its fault, or None where nothing is kept. `connects`: `transport` also asks
    the other side.
    """

    case: Case
    live: frozenset[str]
    settings: Settings
    observed: Mapping[str, Json] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()
    admits: Callable[[str, str, str], bool] = lambda *_: True
    transport: Callable[[str], None] = untried
    render: Callable[[NotificationType, Organization, Recipient, Contact], None] = untried
    deliveries: Sequence[Delivered] | ReconcilerError | None = None
    connects: bool = False

    @property
    def organization(self) -> Organization | None:
        return next((one for one in self.settings.organizations if one.id == self.case.organization), None)

    @property
    def recipient(self) -> Recipient | None:
        if (organization := self.organization) is None:
            return None
        return next((one for one in (organization.recipient, *organization.accounts) if one.address == self.case.account), None)

    @property
    def type(self) -> NotificationType | None:
        return next((one for one in self.settings.types if one.id == self.case.type), None)

    @property
    def needed(self) -> Recipient:
        """The recipient. Raises `NotTried` where there is none."""
        if (recipient := self.recipient) is None:
            raise NotTried
        return recipient

    def standing(self) -> Standing:
        return Standing(self.needed, self.observed, {one.id for one in self.settings.types if one.mandatory})

    def of_channel(self) -> list[Contact]:
        """The account's contacts of the channel, whatever is on there."""
        return [contact for contact in self.needed.contacts if self.case.channel in ("", contact.channel)]

    def aimed(self) -> list[Contact]:
        """Those of them that the type is on for."""
        on = self.needed.subscriptions.get(self.case.type, ())
        return [contact for contact in self.of_channel() if not self.case.type or contact.id in on]

    def serving(self) -> list[Contact]:
        """Those of them at which something of the type would arrive, as far as the settings go."""
        standing = self.standing()
        return [contact for contact in self.aimed() if standing.hindrance(self.case.type, contact.id) is None and self.lets_out(contact)]

    def lets_out(self, contact: Contact) -> bool:
        return contact.channel == INAPP or self.admits(self.case.type, contact.channel, contact.address)
