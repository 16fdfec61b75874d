"""Requests to confirm → the project's real transports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconciler.engine.confirming import TYPE, Letter, Send
from reconciler.engine.connect import Connection
from reconciler.engine.couriers import transport
from reconciler.model.delivery import Message, Receipt


def sender(connection: Connection) -> Send:
    """Made before anybody is asked whether to go on, so that options that cannot work are told first. Connects to nothing.

    Raises `Unusable` for a transport's options, and for a reference that is not set.
    """
    from reconciler.delivering.dispatch import dispatch
    from reconciler.delivering.rendering.compose import compose
    from reconciler.settings.catalogue import CATALOGUE

    project = connection.project
    type_ = next(one for one in CATALOGUE if one.id == TYPE)
    transports = {channel: transport(connection, channel, {}) for channel in project.transports if channel in project.policy.confirm}

    def send(letters: Sequence[Letter]) -> Iterator[Receipt]:
        messages: Iterator[Message] = (
            message for letter in letters for message in compose(letter.event, type=type_, organization=letter.organization, destinations=[letter.destination])
        )
        return dispatch(messages, transports)

    return send
