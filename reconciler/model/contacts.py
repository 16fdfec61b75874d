"""Contacts as they are live: whether their addresses may be used, and what has been asked of their owners."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from reconciler.model.evidence import Asked
from reconciler.model.personal import Personal
from reconciler.model.plan import Target


class ContactState(enum.Enum):
    """What an address is good for. `AWAITING`: for nothing until it is confirmed; `SERVING`: neither, but a confirmed one is used in its place until then; `REFUSED`: its owner
    wants nothing there; `UNNEEDED`: it need not be confirmed.
    """

    AWAITING = "awaiting"
    SERVING = "serving"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNNEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class LiveContact:
    """A live contact of ours. `asked` is the newest request to confirm its declared address; None where nobody ever asked. `kept_back` says why nobody may be asked there (a word of `KEPT_BACK`, "" where
    they may).
    """

    recipient: str
    contact: str
    channel: str
    address: Personal
    state: ContactState
    serving: Personal | None = None
    asked: Asked | None = None
    kept_back: str = ""

    @property
    def waits(self) -> bool:
        """Whether it is for its owner to do something."""
        return self.state in (ContactState.AWAITING, ContactState.SERVING)


KEPT_BACK: tuple[str, ...] = ("suspended", "refused", "channel", "recipients", "recently", "transport")
"""Why a contact that waits is not asked: its recipient is suspended, its owner refused everything at the address, the policy forbids the channel, the environment does not
allow the address, it was asked within a day, or nothing is configured that sends on its channel. The first that holds.
"""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts there are, sorted by recipient and contact."""

    target: Target
    contacts: tuple[LiveContact, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who would be asked to confirm, one for each address, and who waits and would not be."""

    target: Target
    asked: tuple[LiveContact, ...]
    kept_back: tuple[LiveContact, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedThem:
    """Whom a request to confirm has `left` for, and for whom it has not, with the code of why not. A request holds for so many `days`; `number` is the row of the history,
    0 for none.
    """

    asking: Asking
    left: tuple[LiveContact, ...] = ()
    failed: tuple[tuple[LiveContact, str], ...] = ()
    number: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A contact whose owner has confirmed its address."""

    recipient: str
    contact: str
    channel: str
