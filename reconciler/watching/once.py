"""One pass, and no more: for a timer that is not ours."""

from __future__ import annotations

from secrets import token_hex

from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.watch import make_pass
from reconciler.model.watching import Trigger
from reconciler.watching.following import Following, pass_over
from reconciler.watching.leader import LEASE_SECONDS, Leader
from reconciler.watching.logs import passing


def once(order: Order, *, lease: int = LEASE_SECONDS, source: Following | None = None) -> Made:
    """A pass as the others are. Raises `Locked` where another watch leads, and what `Leader.hold` raises."""
    id = token_hex(4)
    with passing(id):
        if order.mode != "apply":
            return _pass(order, Hands(), id, source)
        with Leader(order, lambda leads, holder: None, seconds=lease) as leader:  # noqa: ARG005 - nobody wants to know
            return _pass(order, Hands(leader.hold()), id, source)


def _pass(order: Order, hands: Hands, id: str, source: Following | None) -> Made:
    if source is None:
        return make_pass(order, (Trigger.START,), id=id, hands=hands)
    return pass_over(source, order, (Trigger.START,), id=id, known=None, hands=hands)
