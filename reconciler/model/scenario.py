"""A test event, and what is expected to come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reconciler.model.diagnostic import Place
from reconciler.model.values import Json


@dataclass(frozen=True, slots=True)
class Expected:
    """A delivery that has to arrive: at one contact, at all of a channel of a recipient, or (both "") at every contact that is subscribed.

    The texts are sought in what arrives, decoded: `contains` as they are, `matches` as regular expressions, `not_contains` must not be there. `link` has to be in it, whole.
    """

    recipient: str
    contact: str = ""
    channel: str = ""
    contains: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    not_contains: tuple[str, ...] = ()
    link: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ExpectedRejection:
    """A fault that has to be found in the event. `field` is "" for any."""

    field: str
    code: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One event to an organization. `event` is its name, `type` that of the notification type; `payload` lacks what the program fills in (`event_id`, `occurred_at`,
    `link`), unless it says it. `raw` is the text of a payload that is no mapping.

    Whoever is not named by `expected` or `silent` is judged by the live routing: who is to be told must be, who is not must not. With `only`, nothing may arrive beside
    `expected`. `within` are seconds by channel ("" for any); `now` is the clock to go by, None for the real one.
    """

    id: str
    organization: str
    event: str
    type: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    payload: Mapping[str, Json] = field(default_factory=dict, repr=False)
    raw: str | None = field(default=None, repr=False)
    expected: tuple[Expected, ...] = ()
    silent: tuple[str, ...] = ()
    rejected: tuple[ExpectedRejection, ...] = ()
    only: bool = False
    within: Mapping[str, float] = field(default_factory=dict)
    now: datetime | None = None
    place: Place | None = None
