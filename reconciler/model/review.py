"""What a review of live settings found, every cell it looked at, and whether everything is ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.diagnostic import Location
from reconciler.model.health import Finding
from reconciler.model.personal import Personal
from reconciler.model.plan import Target
from reconciler.model.routing import Why


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong, or not ready.

    `organization` is "" for what concerns all of them; `addresses` are the accounts or contacts concerned, sorted. The finding's hint says what to do, `command` is what to type for it.
    """

    finding: Finding
    organization: str = ""
    addresses: tuple[str, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: the layer that decides, named as in `settings.trace.Step.layer`, and its place in the files; "" and None for what the files do not declare."""

    layer: str = ""
    location: Location | None = None


NOT_DECLARED = Origin()


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the live matrix: a recipient, a type, a contact. `contact`, `channel` are "" where there is no contact at all.

    `why` says why nothing arrives there, None where it does. `address` is the one in use. `owner` is the manager of a row that is not ours, None for ours ("" carries no mark).
    `origin` is None where the files were not read.
    """

    organization: str
    recipient: str
    audience: str
    type: str
    contact: str
    channel: str
    address: Personal | None
    why: Why | None
    origin: Origin | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether notifications can be relied on: `reasons` are what is against it, `unchecked` what could not be looked at. Only with neither it is ready."""

    reasons: tuple[Found, ...] = ()
    unchecked: tuple[Found, ...] = ()

    @property
    def ready(self) -> bool:
        return not self.reasons and not self.unchecked


@dataclass(frozen=True, slots=True)
class Counts:
    """What was looked at: organizations and recipients of ours, and how many cells of (recipient, type, channel) reach somebody."""

    organizations: int = 0
    recipients: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review. `undemanding` are organizations of ours without requirements: nothing is claimed of them. `others` are organizations that are not ours, with their managers.

    `support` is by organization, the contacts of its own support, of those that something was found in.
    """

    target: Target
    found: tuple[Found, ...]
    counts: Counts
    readiness: Readiness
    undemanding: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    support: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        return not self.found
