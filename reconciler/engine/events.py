"""What is said to have happened → an `Event`, or all that is wrong with it. Nothing is sent before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final
from uuid import uuid4

from reconciler.canonical import canonical
from reconciler.engine.payloads import Unreadable, payload_of
from reconciler.model.event import Event, Rejection
from reconciler.model.settings import NotificationType
from reconciler.model.values import Json
from reconciler.schema.events import judge
from reconciler.schema.examples import HOST
from reconciler.schema.marked import moment_of
from reconciler.settings.allowed import host_allowed

NOTHING_SEEN: Final[Mapping[tuple[str, str], bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of an event. Either it is accepted (`event`, no rejections), or it is not (None, and why, sorted by field).

    `ignored` are fields that its type does not know, as they may be shown: a warning, and no part of the event. `duplicate`: it was accepted before, with the same
    payload, and nothing is to be sent for it. `key` and `content` are what to keep of an accepted event, so that it is known again: `seen[key] = content`.
    """

    event: Event | None = None
    rejections: tuple[Rejection, ...] = ()
    ignored: tuple[str, ...] = ()
    duplicate: bool = False
    key: tuple[str, str] = ("", "")
    content: bytes = field(default=b"", repr=False)


def accept(
    name: str,
    payload: Mapping[str, Json] | bytes | str,
    *,
    organization: str,
    types: Iterable[NotificationType],
    organizations: Collection[str],
    now: datetime,
    type: str = "",
    seen: Mapping[tuple[str, str], bytes] = NOTHING_SEEN,
    hosts: Collection[str] = (),
    reminder: str = "",
    test: bool = True,
) -> Answer:
    """Judge an event called `name`, with a payload as plain data or as the text of it. Never raises because of what it is given.

    `types` and `organizations` are the live ones. `type` need only be said where several types have an event of this name. `hosts` are names or patterns of the only
    hosts that its link may lead to (empty: any). `seen` are the events accepted before, by (organization, event id). A test event (`test`) may leave out
    `event_id`, `occurred_at` (then it is `now`, which is aware) and `link`; no other may.
    """
    found: list[Rejection] = []
    if organization not in organizations:
        found.append(Rejection("organization", "unknown-target", suggestion=_similar(organization, organizations)))
    type_ = _type_of(name, type, types, found)
    given: Mapping[str, Json] = {}
    if isinstance(payload, Mapping):
        given = payload
    else:
        try:
            given = payload_of(payload)
        except Unreadable as unreadable:
            return Answer(rejections=(Rejection("", unreadable.code), *sorted(found)))
    if type_ is None:
        return Answer(rejections=tuple(sorted(found)))
    full = _completed(given, hosts, now) if test else given
    judgement = judge(full, type_.events[name], allowed=(lambda host: host_allowed(host, hosts)) if hosts else None)
    found += judgement.rejections
    if found:
        return Answer(rejections=tuple(sorted(found)), ignored=judgement.ignored)
    data = judgement.payload
    occurred = moment_of(str(data["occurred_at"]))
    assert occurred is not None  # noqa: S101 - it was judged
    event = Event(str(data["event_id"]), name, type_.id, organization, occurred, str(data["link"]), data, reminder, test)
    key = (organization, event.id)
    content = canonical([type_.id, name, {field: value for field, value in data.items() if field in given}])
    before = seen.get(key)
    if before is not None and before != content:
        return Answer(rejections=(Rejection("event_id", "conflict"),), ignored=judgement.ignored)
    return Answer(event, ignored=judgement.ignored, duplicate=before is not None, key=key, content=content)


def _type_of(name: str, id: str, types: Iterable[NotificationType], found: list[Rejection]) -> NotificationType | None:
    """The type that the event happens under; None where it is not to be told, and then it is found why."""
    everything = {type_.id: type_ for type_ in types}
    if id:
        type_ = everything.get(id)
        if type_ is None:
            found.append(Rejection("type", "unknown-event", tuple(sorted(everything)), _similar(id, everything)))
        elif name not in type_.events:
            found.append(Rejection("event", "unknown-event", tuple(sorted(type_.events)), _similar(name, type_.events)))
            return None
        return type_
    having = [type_ for type_ in everything.values() if name in type_.events]
    if len(having) > 1:
        found.append(Rejection("type", "required", tuple(sorted(type_.id for type_ in having))))
    elif not having:
        known = {event for type_ in everything.values() for event in type_.events}
        found.append(Rejection("event", "unknown-event", tuple(sorted(known)), _similar(name, known)))
    return having[0] if len(having) == 1 else None


def _similar(text: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(text[:128].strip().casefold(), sorted(known), n=1, cutoff=0.7)), "")


def host_of_tests(hosts: Collection[str]) -> str:
    """Where the links of made-up events lead: the first host they may lead to, a name that never has an address where that may be any."""
    return next(iter(hosts), HOST).replace("*", "test")


def _completed(payload: Mapping[str, Json], hosts: Collection[str], now: datetime) -> Mapping[str, Json]:
    """A test event with what it leaves out. What is there stays, however wrong."""
    id = str(uuid4())
    made = {"event_id": id, "occurred_at": now.isoformat(timespec="seconds"), "link": f"https://{host_of_tests(hosts)}/test/{id}"}
    return {**payload, **{name: value for name, value in made.items() if name not in payload}}
