"""A payload that the schema of an event accepts, made up. Where the schema asks for what cannot be guessed, there is none: an `examples` in it helps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from reconciler.model.values import Json
from reconciler.schema.described import Described, format_of
from reconciler.schema.events import COMMON, judge
from reconciler.schema.example_values import NoneFits, Values, written
from reconciler.schema.marked import date_of, moment_of

HOST: Final = "example.invalid"
"""Where made-up links lead: a name that never has an address (RFC 2606)."""

_AHEAD: Final = timedelta(days=30)
"""How far off a made-up deadline is."""


def example_payload(schema: Json, *, now: datetime, locale: str = "ru", seed: int = 0, host: str = HOST) -> dict[str, Json] | None:
    """A payload of an event at `now`, in words of `locale` (`ru`, any other: English); None where none is found, which is to be told as skipped.

    The same for the same arguments; with another `seed` other numbers, and other words of a list. Its link leads to `host`. It has every field the schema knows, or
    at least every one it asks for.
    """
    if not isinstance(schema, Mapping):
        return None
    for optional in (True, False):
        try:
            payload = _made(Described(schema), Values(Described(schema), now.replace(microsecond=0), locale == "ru", host, optional=optional), now, seed)
        except (NoneFits, OverflowError):
            continue
        if not judge(payload, schema).rejections:
            return payload
    return None


def _made(described: Described, values: Values, now: datetime, seed: int) -> dict[str, Json]:
    nodes = described.root()
    payload: dict[str, Json] = {name: values.text(name, [node], seed) for name, node in COMMON.items()}
    payload |= values.fields(nodes, 0, seed)
    orders = [*described.pairs("x-order")]
    for first, second in orders * len(orders):  # one that was put off may have to be put off again, behind another
        if (later := _later(payload.get(first), payload.get(second))) is not None:
            payload[second] = later
    for first, second in described.pairs("x-differ"):
        if first in payload and payload[first] == payload.get(second):
            payload[second] = values.value(second, described.at(nodes, second), 1, seed + 1)
    field, left = described.deadline()
    format, end = format_of(described.at(nodes, field)), now + _AHEAD
    if format in ("date", "moment"):
        payload[field] = end.date().isoformat() if format == "date" else written(end)
        if isinstance(payload.get(left), str):
            payload[left] = f"{_AHEAD.days}d" if format == "moment" else str(_AHEAD.days)
    return payload


def _later(first: Json, second: Json) -> str | None:
    """What `second` has to be, to come after `first`; None where it does, or where they are no times."""
    if not isinstance(first, str) or not isinstance(second, str):
        return None
    early, late = moment_of(first), moment_of(second)
    if early is not None and late is not None:
        return written(early + timedelta(hours=2)) if late <= early else None
    day, other = date_of(first[:10]), date_of(second[:10])
    return day.isoformat() if day is not None and other is not None and other < day and late is None else None
