"""Notices of `watch` about itself → the project's real transports."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from reconciler.engine.connect import Connection
from reconciler.engine.couriers import transport
from reconciler.model.delivery import Content, Message, Status
from reconciler.model.errors import Unusable
from reconciler.model.event import Event
from reconciler.model.notice import Addressee, Notice, Notify
from reconciler.model.routing import Destination

log = logging.getLogger(__name__)

EVENT: Final = "reconciler.watch"
BUDGET: Final = 60.0
"""Seconds for one notice to all who get it, tries again included."""


def teller(connection: Connection, notify: Notify) -> Callable[[Sequence[Notice]], None]:
    """What sends notices, and says in the log (by code) where one did not leave. Connects to nothing yet, so that what cannot work is told before anything runs.

    Raises `Unusable`: `watch-notify-transport`, `watch-notify-recipients`; what is wrong with a transport's options, and a reference that is not set.
    """
    from reconciler.delivering.dispatch import dispatch
    from reconciler.delivering.rendering.sms import parts
    from reconciler.reporting.notices import notice_content

    _demand_reachable(connection, notify)
    transports = {channel: transport(connection, channel, {}) for channel in sorted({one.channel for one in notify.to})}

    def messages(notices: Sequence[Notice]) -> Iterator[Message]:
        for notice in notices:
            content = notice_content(notice, language=notify.language)
            content = replace(content, parts=parts(content.short))
            yield from (_message(notice, content, one, notify.language) for one in notify.to)

    def tell(notices: Sequence[Notice]) -> None:
        for receipt in dispatch(messages(notices), transports, budget=BUDGET):
            if receipt.status is not Status.DELIVERED:
                log.warning("a notice did not leave by %s: %s %s", receipt.message.destination.channel, receipt.code, receipt.answer)

    return tell


def _message(notice: Notice, content: Content, one: Addressee, language: str) -> Message:
    id = secrets.token_hex(16)
    event = Event(id, EVENT, "", "", datetime.fromtimestamp(notice.at, UTC), "", {}, test=False)
    return Message(id, event, Destination("", "", one.channel, one.address, locale=language, mandatory=True), content)


def _demand_reachable(connection: Connection, notify: Notify) -> None:
    """Raises `Unusable` for an address that nothing sends to, and for one that this environment does not allow."""
    from reconciler.delivering.transports import OF_THEMSELVES
    from reconciler.model.policy import INAPP
    from reconciler.settings.allowed import Allowed

    policy = connection.project.policy
    allowed = None if policy.recipients is None else Allowed(policy.recipients)
    for one in notify.to:
        if one.channel == INAPP or (one.channel not in connection.project.transports and one.channel not in OF_THEMSELVES):
            raise Unusable("watch-notify-transport", channel=one.channel)
        if allowed is not None and not allowed.admits(one.channel, one.address.value):
            raise Unusable("watch-notify-recipients", address=one.address)
