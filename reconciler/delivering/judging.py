"""What was expected against what arrived: one verdict for every contact. What was only attempted proves nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from reconciler.delivering.bounds import BOUNDS, bound
from reconciler.delivering.checks import Fault, Matches, faults
from reconciler.delivering.decoded import Decoded, decoded, worded
from reconciler.delivering.expectations import NOT_SUBSCRIBED, Cell, expected_at, expected_in_vain, expects_rejection, is_silent
from reconciler.delivering.simulated import SIMULATED
from reconciler.delivering.spelling import same_address
from reconciler.model.address import SCENARIO_PREFIX
from reconciler.model.delivery import NEVER_ANSWERED, Message, Receipt, Received, Status
from reconciler.model.diagnostic import Argument, Place
from reconciler.model.event import Rejection
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination, Routing, Silent, Why
from reconciler.model.scenario import Expected, Scenario
from reconciler.model.trial import Judged, Verdict

KEPT: Final[Mapping[Why, str]] = {
    Why.SUSPENDED: "recipient-suspended",
    Why.REFUSED: "address-refused",
    Why.UNCONFIRMED: "awaiting-confirmation",
    Why.POLICY: "outside-policy",
    Why.QUIET: "quiet-hours-now",
}
"""The codes of why what is subscribed is kept back."""

_FAILED: Final = frozenset({Status.TEMPORARY, Status.PERMANENT, Status.TECHNICAL})


def judge(
    scenario: Scenario,
    *,
    routing: Routing,
    receipts: Iterable[Receipt],
    received: Iterable[Received],
    matches: Matches,
    serves: Mapping[str, Sequence[Destination]] | None = None,
    rejections: Sequence[Rejection] = (),
    untried: Collection[tuple[str, str]] = (),
    live: bool = False,
    narrowed: bool = False,
    bounds: Mapping[str, float] = BOUNDS,
) -> tuple[Judged, ...]:
    """The verdict on every contact of `routing`, each once, sorted; behind them what was expected of contacts that are not there, and what came to nobody.

    `receipts` are those of the scenario's event, `received` all that sinks took and no other event's message claims. `serves` are the destinations that one message (by id)
    stands for, where it is more than its own; `matches` finds a pattern in a text. With `rejections` nothing was sent. `untried` are (recipient, contact) that were left
    out on purpose. `live`: there are no sinks, so the transport's answer decides, and the words are those the message was made of. `narrowed`: this environment leaves
    contacts out, so one that is not there is no mistake.
    """
    case = _Case(scenario, matches, tuple(rejections), frozenset(untried), live, narrowed, bounds)
    sent = _sent(receipts, serves or {})
    arrived, strays = _sorted_out(received, {each.message.id for each in sent.values()})
    cells = [case.told(one, sent.get((one.recipient, one.contact)), arrived) for one in routing.destinations]
    cells += [case.untold(one, sent.get((one.recipient, one.contact)), arrived) for one in routing.silent]
    cells = _with_strays(scenario, cells, strays)
    vain = [] if rejections else [case.in_vain(one, routing.silent) for one in expected_in_vain(scenario, routing)]
    return tuple(sorted((*cells, *vain), key=lambda one: (one.recipient, one.contact, one.channel)))


def _sent(receipts: Iterable[Receipt], serves: Mapping[str, Sequence[Destination]]) -> dict[tuple[str, str], Receipt]:
    """The receipt of each contact, by (recipient, contact)."""
    sent: dict[tuple[str, str], Receipt] = {}
    for receipt in receipts:
        for one in (receipt.message.destination, *serves.get(receipt.message.id, ())):
            sent[one.recipient, one.contact] = receipt
    return sent


def _sorted_out(received: Iterable[Received], ids: Collection[str]) -> tuple[dict[str, list[Received]], list[Received]]:
    """(what came, by the message it is; what is none of them)"""
    arrived: dict[str, list[Received]] = {}
    strays: list[Received] = []
    for one in received:
        if one.id in ids:
            arrived.setdefault(one.id, []).append(one)
        else:
            strays.append(one)
    return arrived, strays


def _with_strays(scenario: Scenario, cells: list[Judged], strays: Iterable[Received]) -> list[Judged]:
    """What came and was sent by none of our messages belongs to whoever has the address, or to nobody; it is unexpected in any case."""
    for stray in strays:
        at = next(
            (index for index, one in enumerate(cells) if one.address is not None and one.channel == stray.channel and same_address(stray.to, one.address)), None
        )
        if at is None:
            to = Personal(stray.to)
            cells.append(Judged(scenario.id, scenario.type, "", "", stray.channel, Verdict.UNEXPECTED, to, code="arrived-uncalled", received=(stray,)))
        elif not cells[at].verdict.bad:
            cells[at] = replace(cells[at], verdict=Verdict.UNEXPECTED, code="arrived-uncalled", arguments={}, received=(*cells[at].received, stray))
        else:
            cells[at] = replace(cells[at], received=(*cells[at].received, stray))
    return cells


@dataclass(frozen=True, slots=True)
class _Case:
    scenario: Scenario
    matches: Matches
    rejections: tuple[Rejection, ...]
    untried: frozenset[tuple[str, str]]
    live: bool
    narrowed: bool
    bounds: Mapping[str, float]
    known: dict[tuple[int, str, Decoded, tuple[Expected, ...]], Fault | None] = field(default_factory=dict)

    def told(self, destination: Destination, receipt: Receipt | None, arrived: Mapping[str, list[Received]]) -> Judged:
        """The verdict on a contact that the event is routed to."""
        cell = Cell(destination.recipient, destination.contact, destination.channel)
        expected = expected_at(self.scenario, cell, None)
        base = self._base(cell, destination.address)
        if receipt is not None:
            return self._delivered(replace(base, message=receipt.message.id), receipt, arrived.get(receipt.message.id, []), cell, expected)
        if self.rejections:
            return self._rejected(base)
        if expects_rejection(self.scenario):
            return replace(base, verdict=Verdict.SKIPPED, code="not-rejected")
        if self._is_unwanted(cell, expected):
            return self._unwanted(base)
        if (cell.recipient, cell.contact) in self.untried:
            return replace(base, verdict=Verdict.SKIPPED, code="not-tried")
        return replace(base, verdict=Verdict.MISSING, code="no-message")

    def untold(self, silent: Silent, receipt: Receipt | None, arrived: Mapping[str, list[Received]]) -> Judged:
        """The verdict on a contact that the event is not routed to. A message to it is one too many, whoever made it."""
        cell = Cell(silent.recipient, silent.contact, silent.channel)
        base = replace(self._base(cell, silent.address), why=silent.why)
        if receipt is not None:
            came = tuple(arrived.get(receipt.message.id, ()))
            return replace(base, verdict=Verdict.UNEXPECTED, code="sent-though-silent", message=receipt.message.id, status=receipt.status, received=came)
        expected = expected_at(self.scenario, cell, silent.why)
        if self.rejections or is_silent(self.scenario, cell) or expects_rejection(self.scenario) or (self.scenario.only and not expected):
            return base
        code = KEPT.get(silent.why, "")
        if silent.why is Why.QUIET:
            return replace(base, verdict=Verdict.DEFERRED, code=code)
        if code and (expected or silent.why is not Why.SUSPENDED):
            return replace(base, verdict=Verdict.SUPPRESSED, code=code)
        if expected and silent.why in NOT_SUBSCRIBED:
            return replace(base, verdict=Verdict.MISSING, code=f"expected-but-{silent.why.value}", arguments=self._said(base, expected[0].place))
        return base

    def in_vain(self, expected: Expected, silent: Iterable[Silent]) -> Judged:
        """The verdict on an expectation that no contact fits: the reason is that of the recipient's contacts, where one is expected at none in particular."""
        base = Judged(self.scenario.id, self.scenario.type, expected.recipient, expected.contact, expected.channel, Verdict.MISSING)
        if (expected.recipient, expected.contact) in self.untried:
            return replace(base, verdict=Verdict.SKIPPED, code="not-tried")
        if self.narrowed:
            return replace(base, verdict=Verdict.SUPPRESSED, code=KEPT[Why.POLICY], why=Why.POLICY)
        anywhere = not expected.contact and not expected.channel
        why = next((one.why for one in silent if anywhere and one.recipient == expected.recipient and one.why in NOT_SUBSCRIBED), None)
        return replace(base, code=f"expected-but-{why.value if why is not None else 'not-live'}", why=why, arguments=self._said(base, expected.place))

    def _base(self, cell: Cell, address: Personal | None) -> Judged:
        return Judged(self.scenario.id, self.scenario.type, cell.recipient, cell.contact, cell.channel, Verdict.SILENT, address)

    def _is_unwanted(self, cell: Cell, expected: Sequence[Expected]) -> bool:
        return is_silent(self.scenario, cell) or (self.scenario.only and not expected)

    def _unwanted(self, base: Judged) -> Judged:
        return replace(base, verdict=Verdict.UNEXPECTED, code="told-though-silent", arguments=self._said(base, self.scenario.place))

    def _said(self, base: Judged, place: Place | None) -> dict[str, Argument]:
        """What a sentence about an expectation names; an event that no file declares has the scenario's own address for a place."""
        at = f"{base.recipient} {base.channel or base.contact}".rstrip()
        return {"type": base.type, "at": at, "place": place or f"{SCENARIO_PREFIX}{self.scenario.id}"}

    def _rejected(self, base: Judged) -> Judged:
        """Nothing was sent: as it should be, or to everybody's loss."""
        return base if expects_rejection(self.scenario) else replace(base, verdict=Verdict.MISSING, code="event-rejected")

    def _delivered(self, base: Judged, receipt: Receipt, came: Sequence[Received], cell: Cell, expected: tuple[Expected, ...]) -> Judged:
        """The verdict on a contact that a message was made for."""
        base = replace(base, status=receipt.status, answer=receipt.answer, received=tuple(came), seconds=_seconds(receipt, came))
        if self.rejections or expects_rejection(self.scenario):
            return replace(base, verdict=Verdict.UNEXPECTED, code="sent-though-rejected")
        if self._is_unwanted(cell, expected):
            return self._unwanted(base)
        if receipt.status in (Status.DEFERRED, Status.SUPPRESSED) and not came:
            verdict = Verdict.DEFERRED if receipt.status is Status.DEFERRED else Verdict.SUPPRESSED
            return replace(base, verdict=verdict, code=receipt.code or f"message-{receipt.status.value}")
        if self.live or receipt.answer == SIMULATED:
            return self._answered(base, receipt, expected)
        here = [one for one in came if not one.to or same_address(one.to, receipt.message.destination.address)]
        if len(here) < len(came):
            return replace(base, verdict=Verdict.MISSING if not here else Verdict.UNEXPECTED, code="arrived-elsewhere")
        if not here:
            return self._absent(base, receipt)
        if len(here) > 1:
            return replace(base, verdict=Verdict.DUPLICATE, code="arrived-twice", arguments={"count": len(here)})
        return self._read(base, receipt.message, decoded(here[0]), expected)

    def _answered(self, base: Judged, receipt: Receipt, expected: tuple[Expected, ...]) -> Judged:
        """Where nobody sees what arrives, the transport's answer is all there is."""
        if receipt.status is not Status.DELIVERED:
            return self._absent(base, receipt)
        message = receipt.message
        return self._read(base, message, worded(message.content, message.destination.channel), expected)

    def _read(self, base: Judged, message: Message, read: Decoded, expected: tuple[Expected, ...]) -> Judged:
        """The verdict on what arrived once, where it should. The same words to many are looked at once."""
        key = (id(message.content), message.destination.channel, read, expected)
        if key not in self.known:
            self.known[key] = next(faults(message, read, expected, self.matches, f"{SCENARIO_PREFIX}{self.scenario.id}"), None)
        if (fault := self.known[key]) is not None:
            return replace(base, verdict=Verdict.WRONG_CONTENT, code=fault.code, arguments=fault.arguments)
        return self._in_time(base)

    def _absent(self, base: Judged, receipt: Receipt) -> Judged:
        """Nothing arrived. It has failed where the transport said so; where it was taken, or nobody ever answered, it is missing."""
        limit = _whole(bound(base.channel, self.scenario, self.bounds))
        if receipt.done is None:
            return replace(base, verdict=Verdict.MISSING, code=receipt.code or "never-answered", arguments={"channel": base.channel, "limit": limit})
        if receipt.status in _FAILED:
            verdict = Verdict.MISSING if receipt.code in NEVER_ANSWERED else Verdict.FAILED
            arguments: dict[str, Argument] = {"channel": base.channel, "answer": receipt.answer}
            return replace(base, verdict=verdict, code=receipt.code or "transport-failed", arguments=arguments)
        return replace(base, verdict=Verdict.MISSING, code="nothing-arrived", arguments={"limit": limit})

    def _in_time(self, base: Judged) -> Judged:
        limit = bound(base.channel, self.scenario, self.bounds)
        if base.seconds is not None and base.seconds > limit:
            return replace(base, verdict=Verdict.LATE, code="arrived-late", arguments={"seconds": _whole(base.seconds), "limit": _whole(limit)})
        return replace(base, verdict=Verdict.PASS)


def _seconds(receipt: Receipt, came: Sequence[Received]) -> float | None:
    """From accepted to arrived, or to the transport's answer where nobody sees what arrives."""
    end = min((one.at for one in came), default=receipt.done)
    return None if end is None else max(end - receipt.queued, 0.0)


def _whole(seconds: float) -> str:
    """Seconds for a sentence: `30`, `1.5`."""
    return f"{seconds:.1f}".removesuffix(".0")
