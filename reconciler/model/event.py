"""What has happened, and what is wrong with what is said to have happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reconciler.model.values import Json

REJECTIONS: tuple[str, ...] = (
    "required",
    "unknown-event",
    "enum",
    "money",
    "time",
    "order",
    "link",
    "unknown-target",
    "control",
    "too-long",
    "conflict",
    "parse",
    "invalid",
)
"""Why an event is not accepted. `invalid` is what the schema of a type of your own says beside these."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, accepted: its payload is what the schema of its type asks for.

    `id` is the payload's `event_id`, `name` that of the event (`payment.status_changed`), `type` the notification type it happens under, `organization` whose people are told.
    `occurred` carries its offset. `payload` is plain data; whatever it holds is data, never markup and never a template. `reminder` is the lead point (`7d`) it
    reminds at, "" for none. `test`: it is made to try something out, and every message says so.
    """

    id: str
    name: str
    type: str
    organization: str
    occurred: datetime
    link: str
    payload: Mapping[str, Json] = field(repr=False)
    reminder: str = ""
    test: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """One reason why an event is not accepted: the field (`amount`, "" for the whole event), and one of `REJECTIONS`. `known` are the values there are, where the
    field has to be one of some, and `suggestion` the one that was meant, probably. What the field holds is never said.
    """

    field: str
    code: str
    known: tuple[str, ...] = ()
    suggestion: str = ""
