"""An event and everybody who is told of it → messages, as a stream.

What is said depends on few things (`Reader`), so it is worded once for each of them, however many get it. One address gets one message: the first destination that has
it stands for all of them, and `address_key` says which those are.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator

from reconciler.delivering.rendering.content import Reader, Sender, reader_of, render
from reconciler.model.delivery import Content, Message
from reconciler.model.event import Event
from reconciler.model.routing import Destination
from reconciler.model.settings import NotificationType


def compose(
    event: Event,
    *,
    type: NotificationType,
    organization: Sender,
    destinations: Iterable[Destination],
    ids: Callable[[], str] | None = None,
) -> Iterator[Message]:
    """The messages of an event, in the order of `destinations`, which may be endless for all that is kept of them. `ids` gives correlation ids, random ones unless said.

    Raises what `render` raises, when the first message for such a reader is due.
    """
    new_id = ids or _random
    contents: dict[Reader, Content] = {}
    seen: set[tuple[str, str]] = set()
    for destination in destinations:
        key = address_key(destination)
        if key in seen:
            continue
        seen.add(key)
        reader = reader_of(destination)
        if reader not in contents:
            contents[reader] = render(event, type=type, organization=organization, reader=reader)
        yield Message(new_id(), event, destination, contents[reader])


def address_key(destination: Destination) -> tuple[str, str]:
    """(channel, address as it is compared): the same for all destinations that one message serves. Personal, like the address.

    E-mail addresses are the same in upper and lower case. A cabinet without an address is that of its recipient.
    """
    address = destination.address.value
    if not address:
        return destination.channel, f"{destination.recipient} {destination.contact}"
    return destination.channel, address.lower() if destination.channel == "email" else address


def grouped(destinations: Iterable[Destination]) -> dict[tuple[str, str], tuple[Destination, ...]]:
    """All destinations by `address_key`, the one that a message is made for first."""
    groups: dict[tuple[str, str], list[Destination]] = {}
    for destination in destinations:
        groups.setdefault(address_key(destination), []).append(destination)
    return {key: tuple(group) for key, group in groups.items()}


def _random() -> str:
    return secrets.token_hex(16)
