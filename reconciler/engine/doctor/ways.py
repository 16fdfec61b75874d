"""Whether messages of a channel can leave: by what the project says of its transport, and, where that is asked for, by what the other side says."""

from __future__ import annotations

import os
from typing import Final

from reconciler.engine.connect import Connection
from reconciler.engine.doctor.case import NotTried
from reconciler.model.backend import Deliverer
from reconciler.model.errors import Unusable
from reconciler.project import resolve_references

_UNSET: Final = frozenset({"secret-unset", "secret-unreadable"})


def leaves(connection: Connection, channel: str, *, connect: bool) -> None:
    """Look at the transport of a channel; with `connect` open a connection too, by which nothing is sent.

    Raises `Unusable` for what is declared wrongly or not at all, `BackendError` where the other side does not let us in, and `NotTried` where the project declares no transport at all (something else
    sends then), or a reference is not set here.
    """
    from reconciler.delivering.transports import OF_THEMSELVES, transport_of

    project = connection.project
    if channel not in project.transports and channel not in OF_THEMSELVES:
        if not project.transports:
            raise NotTried
        raise Unusable("chain-no-transport", channel=channel)
    try:
        options = resolve_references(project.transports.get(channel, {}), directory=project.directory, environ=os.environ)
    except Unusable as error:
        if error.code in _UNSET:
            raise NotTried("chain-transport-secrets", channel=channel) from error
        raise
    backend = connection.backend
    deliver = backend if isinstance(backend, Deliverer) else None
    transport = transport_of(channel, options, directory=project.directory, hosts=project.policy.webhook_hosts, deliver=deliver)
    if connect:
        transport.courier().close()
