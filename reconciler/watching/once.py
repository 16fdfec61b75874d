"""One pass, and no more: for a timer that is not ours."""

from __future__ import annotations

from secrets import token_hex

from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.watch import make_pass
from reconciler.model.watching import Trigger
from reconciler.watching.leader import LEASE_SECONDS, Leader
from reconciler.watching.logs import passing


def once(order: Order, *, lease: int = LEASE_SECONDS) -> Made:
    """A pass as the others are. Raises `Locked` where another watch leads, and what `Leader.hold` raises."""
    id = token_hex(4)
    with passing(id):
        if order.mode != "apply":
            return make_pass(order, (Trigger.START,), id=id)
        with Leader(order, lambda leads, holder: None, seconds=lease) as leader:  # noqa: ARG005 - nobody wants to know
            return make_pass(order, (Trigger.START,), id=id, hands=Hands(leader.hold()))
