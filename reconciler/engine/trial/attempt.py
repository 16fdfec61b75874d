"""One scenario after the other: accepted or not, routed, worded, handed over, and what arrived judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Final

from reconciler.delivering.coverage import coverage
from reconciler.delivering.expectations import NOT_SUBSCRIBED, concluded, expects_rejection
from reconciler.delivering.judging import judge
from reconciler.delivering.rendering.compose import address_key, compose, grouped
from reconciler.delivering.routing import Admits, routing
from reconciler.delivering.simulated import SIMULATED
from reconciler.delivering.stopped import is_cut, without_undone
from reconciler.engine.connect import Connection
from reconciler.engine.couriers import Couriers, real, sandbox
from reconciler.engine.events import accept
from reconciler.engine.reminders import reminders, zone_of
from reconciler.engine.route import admission
from reconciler.engine.trial.choose import Wanted
from reconciler.engine.trial.ground import Ground
from reconciler.model.delivery import Receipt, Received, SinkRoom, Sinks, Status
from reconciler.model.errors import Unusable
from reconciler.model.event import Event, Rejection
from reconciler.model.routing import Destination, Routing, Why
from reconciler.model.scenario import Scenario
from reconciler.model.trial import Coverage, Judged, Mode, Tried, Verdict
from reconciler.schema.patterns import occurs

LINGER: Final = 2.0
"""Seconds that a message which was taken may need to be seen in the sink."""

NOT_BEGUN: Final = "scenario-not-begun"
"""The code of a scenario whose turn never came, since somebody had ended the run."""

_POLL: Final = 0.01


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario before anything is sent. `to` are the destinations it will be sent to, `untried` the (recipient, contact) that are left out on purpose.

    `event` is None where it was not accepted (`rejections` say why), or was accepted before (`again`).
    """

    scenario: Scenario
    routing: Routing
    event: Event | None = None
    rejections: tuple[Rejection, ...] = ()
    again: bool = False
    to: tuple[Destination, ...] = ()
    untried: frozenset[tuple[str, str]] = frozenset()

    @property
    def messages(self) -> tuple[Destination, ...]:
        """One of each address."""
        return tuple(group[0] for group in grouped(self.to).values())


@dataclass(slots=True)
class Attempts:
    """What the scenarios of one run share. Once `stop` says so, nothing new is begun, and nothing more is waited for."""

    connection: Connection
    ground: Ground
    wanted: Wanted
    mode: Mode
    now: datetime
    admits: Admits
    sinks: Sinks | None = None
    couriers: Couriers = field(default_factory=lambda: Couriers({}))
    stop: Callable[[], bool] = lambda: False
    _seen: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _claimed: set[str] = field(default_factory=set)

    def prepare(self, scenario: Scenario) -> Prepared:
        """Judge its event, and find out who would be told."""
        project = self.connection.project
        if self.wanted.accounts:
            scenario = replace(scenario, expected=tuple(one for one in scenario.expected if one.recipient in self.wanted.accounts))
        answer = accept(
            scenario.event,
            scenario.payload if scenario.raw is None else scenario.raw.encode("utf-8", "surrogateescape"),
            organization=scenario.organization,
            types=self.ground.types.values(),
            organizations=self.ground.organizations,
            now=scenario.now or self.now,
            type=scenario.type,
            seen=self._seen,
            hosts=project.link_hosts,
            reminder=self._lead(scenario),
        )
        type_ = answer.event.type if answer.event is not None else self._type_of(scenario)
        scenario = replace(scenario, type=type_)
        routed = self._routed(scenario, type_)
        if answer.event is None or expects_rejection(scenario):
            return Prepared(scenario, routed, None, answer.rejections)
        self._seen[answer.key] = answer.content
        to = tuple(one for one in routed.destinations if self._is_meant(one))
        untried = frozenset((one.recipient, one.contact) for one in routed.destinations) - {(one.recipient, one.contact) for one in to}
        return Prepared(scenario, routed, answer.event, (), answer.duplicate, () if answer.duplicate else to, untried)

    @property
    def _narrowed(self) -> bool:
        """Whether this environment writes to some addresses only."""
        return self.connection.project.policy.recipients is not None

    def _type_of(self, scenario: Scenario) -> str:
        return scenario.type or next((type_.id for type_ in self.ground.types.values() if scenario.event in type_.events), "")

    def _lead(self, scenario: Scenario) -> str:
        """The lead point that its event is due for by its clock; "" for none."""
        type_, organization = self.ground.types.get(self._type_of(scenario)), self.ground.organization(scenario.organization)
        if type_ is None or organization is None or scenario.raw is not None:
            return ""
        due = reminders(type_, scenario.event, scenario.payload, now=scenario.now or self.now, zone=zone_of(organization.recipient.timezone))
        return due[0].lead if due else ""

    def concerns(self, prepared: Prepared) -> bool:
        """Whether a scenario is about any of the accounts that were asked for."""
        accounts, routed = self.wanted.accounts, prepared.routing
        kept = (one.recipient for one in routed.silent if one.why not in NOT_SUBSCRIBED and one.why is not Why.SUSPENDED)
        named = {*(one.recipient for one in routed.destinations), *kept, *(address.partition("//")[0] for address in prepared.scenario.silent)}
        return not accounts or bool(prepared.scenario.expected or prepared.rejections or prepared.scenario.rejected or named & {*accounts})

    def _routed(self, scenario: Scenario, type: str) -> Routing:
        part = self.ground.part(scenario.organization)
        destinations = self.ground.route(scenario.organization, type)
        return routing(part, self.ground.observed, destinations, type=type, now=scenario.now or self.now, admits=self.admits)

    def _is_meant(self, destination: Destination) -> bool:
        """Whether somebody may be written to in this run."""
        if self.wanted.accounts:
            named = destination.recipient in self.wanted.accounts
            return named and (self.mode is not Mode.LIVE or not self.wanted.all_types or self._is_safe(destination))
        return self.mode is not Mode.LIVE or self._is_safe(destination)

    def _is_safe(self, destination: Destination) -> bool:
        address = destination.address.value.casefold()
        return any(destination.recipient == safe or fnmatchcase(address, safe.casefold()) for safe in self.connection.project.safelist)

    def open_couriers(self, prepared: Iterable[Prepared], key: bytes) -> None:
        """Make the transports that will be needed. Raises `Unusable` where a live one is missing or cannot be configured; nothing has been sent then."""
        channels = {destination.channel for one in prepared for destination in one.to}
        recipients = self.ground.recipients
        if self.sinks is not None:
            self.couriers = sandbox(self.connection, channels, self.sinks, recipients)
            return
        self.couriers = real(self.connection, channels, recipients, key)
        if self.couriers.lacking:
            raise Unusable("live-without-transport", channels=self.couriers.lacking)

    def carry_out(self, prepared: Prepared) -> Tried:
        """Send what there is to send, and judge what comes of it, as far as it comes to an end."""
        if self.stop():
            return replace(skipped(prepared.scenario, NOT_BEGUN), interrupted=True, begun=False)
        receipts = self._sent(prepared)
        received, unawaited = self._arrived(receipts)
        cells = judge(
            prepared.scenario,
            routing=prepared.routing,
            receipts=receipts,
            received=received,
            matches=occurs,
            serves=_served(prepared, receipts),
            rejections=prepared.rejections,
            untried=prepared.untried if not prepared.again else {(one.recipient, one.contact) for one in prepared.routing.destinations},
            live=self.mode is Mode.LIVE,
            narrowed=self._narrowed,
        )
        cut = is_cut(receipts, stopped=self.stop(), unawaited=unawaited)
        cells = without_undone(cells, unawaited=unawaited)
        passed = not cut and concluded(prepared.scenario, cells, prepared.rejections, narrowed=self._narrowed)
        event = prepared.event.id if prepared.event is not None else ""
        return Tried(prepared.scenario, cells, prepared.rejections, passed, event, cut)

    def _sent(self, prepared: Prepared) -> list[Receipt]:
        if prepared.event is None or not prepared.to:
            return []
        from reconciler.delivering.dispatch import dispatch

        organization = self.ground.organization(prepared.scenario.organization)
        assert organization is not None  # noqa: S101 - nobody is told in an organization that is not there
        messages = compose(prepared.event, type=self.ground.types[prepared.event.type], organization=organization, destinations=prepared.to)
        return list(dispatch(messages, self.couriers.transports, stop=self.stop))

    def _arrived(self, receipts: Sequence[Receipt]) -> tuple[tuple[Received, ...], bool]:
        """What the sinks took since the last scenario, but for late copies of its messages. A message that was taken is waited for a moment: it may not be seen yet.

        The second says whether somebody ended the run before that moment was over.
        """
        if self.sinks is None:
            return (), False
        wanted = {receipt.message.id for receipt in receipts if receipt.status is Status.DELIVERED and receipt.answer != SIMULATED}
        received: list[Received] = []
        ends = time.monotonic() + LINGER
        while True:
            fresh = self.sinks.fresh()
            received += fresh
            wanted.difference_update(one.id for one in fresh)
            waiting = bool(wanted) and time.monotonic() <= ends
            unawaited = waiting and self.stop()
            if unawaited or not waiting:
                break
            time.sleep(_POLL)
        found = tuple(one for one in received if one.id not in self._claimed)
        self._claimed.update(receipt.message.id for receipt in receipts)
        return found, unawaited

    def coverage(self, tried: Iterable[Tried]) -> Coverage:
        """What is on for those who are looked at, and what this run has proven of it."""
        found = coverage(self.ground.settings, (cell for one in tried for cell in one.cells), admits=self.admits)
        if not self.wanted.accounts:
            return found
        return Coverage(*(frozenset(cell for cell in cells if cell[0] in self.wanted.accounts) for cells in (found.subscribed, found.proven)))


def skipped(scenario: Scenario, code: str) -> Tried:
    """A scenario that could not be tried. It has not passed."""
    return Tried(scenario, (Judged(scenario.id, scenario.type, scenario.organization, "", "", Verdict.SKIPPED, code=code),))


def _served(prepared: Prepared, receipts: Iterable[Receipt]) -> Mapping[str, Sequence[Destination]]:
    """Whom each message stands for: all that have its address."""
    groups = grouped(prepared.to)
    return {receipt.message.id: groups[address_key(receipt.message.destination)] for receipt in receipts}


@contextmanager
def opened(connection: Connection, ground: Ground, wanted: Wanted, *, mode: Mode, now: datetime, room: SinkRoom | None = None) -> Iterator[Attempts]:
    """A run, with its sinks where messages do not leave this machine; `room` opens others than the usual ones."""
    with ExitStack() as stack:
        sinks: Sinks | None = None
        if mode is not Mode.LIVE:
            from reconciler.delivering.sinks import sinks as open_sinks

            sinks = stack.enter_context((room or open_sinks)())
        yield Attempts(connection, ground, wanted, mode, now, admission(connection.project.policy), sinks)
