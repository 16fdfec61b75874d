"""Requests to confirm → the project's real transports."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from reconciler.engine.confirming import TYPE, Letter, Send
from reconciler.engine.connect import Connection
from reconciler.model.delivery import Message, Receipt
from reconciler.project import resolve_references


def sender(connection: Connection) -> Send:
    """Made before anybody is asked whether to go on, so that options that cannot work are told first. Connects to nothing.

    Raises `Unusable` for a transport's options, and for a reference that is not set.
    """
    from reconciler.delivering.dispatch import dispatch
    from reconciler.delivering.rendering.compose import compose
    from reconciler.delivering.transports import transport_of
    from reconciler.settings.catalogue import CATALOGUE

    project = connection.project
    type_ = next(one for one in CATALOGUE if one.id == TYPE)
    transports = {
        channel: transport_of(
            channel,
            resolve_references(options, directory=project.directory, environ=os.environ),
            directory=project.directory,
            hosts=project.policy.webhook_hosts,
        )
        for channel, options in project.transports.items()
        if channel in project.policy.confirm
    }

    def send(letters: Sequence[Letter]) -> Iterator[Receipt]:
        messages: Iterator[Message] = (
            message for letter in letters for message in compose(letter.event, type=type_, organization=letter.organization, destinations=[letter.destination])
        )
        return dispatch(messages, transports)

    return send
