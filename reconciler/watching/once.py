"""One pass, and no more: for a timer that is not ours."""

from __future__ import annotations

from secrets import token_hex
from typing import Final

from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.watch import make_pass, not_made
from reconciler.model.errors import Locked, ReconcilerError
from reconciler.model.watching import Trigger
from reconciler.watching.following import Following, pass_over
from reconciler.watching.leader import LEASE_SECONDS, Leader
from reconciler.watching.logs import passing
from reconciler.watching.telling import log_pass

_TRIGGERS: Final = (Trigger.START,)


def once(order: Order, *, lease: int = LEASE_SECONDS, source: Following | None = None) -> Made:
    """A pass as the others are. Raises `Locked("watch-leads")` where another watch leads, and what `Leader.hold` raises."""
    id = token_hex(4)
    with passing(id):
        try:
            made = _led(order, lease, id, source)
        except ReconcilerError as error:
            log_pass(not_made(order, _TRIGGERS, error, id=id), new=True)
            raise
        log_pass(made, new=True)
        return made


def _led(order: Order, lease: int, id: str, source: Following | None) -> Made:
    if order.mode != "apply":
        return _pass(order, Hands(), id, source)
    with Leader(order, lambda leads, holder: None, seconds=lease) as leader:  # noqa: ARG005 - nobody wants to know
        try:
            lead = leader.hold()
        except Locked as error:
            said = error.arguments
            raise Locked("watch-leads", holder=said["holder"], since=said["since"], expires=said["expires"]) from None
        return _pass(order, Hands(lead), id, source)


def _pass(order: Order, hands: Hands, id: str, source: Following | None) -> Made:
    if source is None:
        return make_pass(order, _TRIGGERS, id=id, hands=hands)
    return pass_over(source, order, _TRIGGERS, id=id, known=None, hands=hands)
