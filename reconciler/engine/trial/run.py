"""A test run from its beginning to its end: choose, accept, route, word, hand over, look what arrived, judge, write down."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.connect import Connection, connect
from reconciler.engine.couriers import Couriers, configuration
from reconciler.engine.names import unknown
from reconciler.engine.open import open_project, project_sources
from reconciler.engine.read import Reading
from reconciler.engine.settle import demand
from reconciler.engine.steps import Ending, unending
from reconciler.engine.trial import ground as grounds
from reconciler.engine.trial.attempt import Prepared, opened, skipped
from reconciler.engine.trial.choose import Wanted, chosen, every_type, one_event
from reconciler.engine.trial.ground import Ground
from reconciler.engine.trial.keep import keep, last_write
from reconciler.engine.trial.places import places_of
from reconciler.model.delivery import SinkRoom
from reconciler.model.diagnostic import Location, Place
from reconciler.model.errors import BackendError, Unusable
from reconciler.model.plan import Target
from reconciler.model.scenario import Scenario
from reconciler.model.trial import Mode, Trial
from reconciler.settings.scenarios import UNKNOWN_TARGET


@dataclass(frozen=True, slots=True)
class Sending:
    """What is about to leave to real people: how many messages, by channel, to whom."""

    target: Target
    messages: int
    channels: Mapping[str, int]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A trial, where the places that its verdicts name are in the files, and which channels in use have a live proof of how they are configured now.

    `interrupted`: somebody wanted it to end, be it when all was tried and it was only written down.
    """

    trial: Trial
    places: Mapping[Place, Location]
    live: Mapping[str, bool] | None = None
    interrupted: bool = False


def try_out(
    directory: Path,
    wanted: Wanted,
    *,
    mode: Mode = Mode.SANDBOX,
    environment: str | None = None,
    confirm: Callable[[Sending], None] | None = None,
    clock: Callable[[], datetime] | None = None,
    room: SinkRoom | None = None,
    ending: Ending = unending,
) -> Result:
    """Try what is `wanted`. In the mode `LIVE` `confirm` is told what will leave before anything does, and raises to cancel. `room` opens other sinks than the usual ones.
    `ending` (see `engine.steps`) is asked from the first message on until the run is written down: once it says so nothing new is sent, and what was done is judged.

    Raises `Unusable` for what is not there to be tried, `InvalidInput` for files that are wrong, `BackendError` where live settings cannot be seen. That messages do not
    arrive is no fault but a verdict.
    """
    reading = Reading()
    connection = connect(open_project(reading, directory, environment))
    if mode is Mode.LIVE:
        _demand_recipients(connection, wanted)
    now = wanted.now or (clock or _now)()
    began, started = time.monotonic(), time.time()
    with paused():
        since = last_write(connection) if mode is not Mode.DECLARED else 0
        ground, made, left = _ground(connection, reading, wanted, mode, now)
        with opened(connection, ground, wanted, mode=mode, now=now, room=room) as attempts:
            prepared = [one for one in map(attempts.prepare, made) if wanted.event is not None or wanted.names or attempts.concerns(one)]
            if not prepared and not left:
                raise Unusable("no-scenarios", hint="narrowed")
            attempts.open_couriers(prepared, _key(connection))
            if mode is Mode.LIVE and confirm is not None:
                confirm(_sending(connection.target, prepared))
            with ending() as interrupted:
                attempts.stop = interrupted
                tried = (*map(attempts.carry_out, prepared), *(skipped(scenario, "no-example") for scenario in left))
                trial = Trial(
                    target=ground.target,
                    mode=mode,
                    tried=tried,
                    started=started,
                    seconds=time.monotonic() - began,
                    coverage=attempts.coverage(tried),
                    transports={channel: "configured" for channel in attempts.couriers.transports if channel not in attempts.couriers.lacking},
                    support={organization.id: organization.support for organization in ground.settings.organizations if organization.support},
                    interrupted=interrupted(),
                )
                kept, places = keep(connection, trial, attempts.couriers.tags, since=since), places_of(reading, tried)
                return Result(kept, places, _proven_live(connection, attempts.couriers), interrupted())


def _ground(connection: Connection, reading: Reading, wanted: Wanted, mode: Mode, now: datetime) -> tuple[Ground, tuple[Scenario, ...], tuple[Scenario, ...]]:
    """Where it is tried, what, and of what no valid event could be made."""
    scenarios = chosen(_of_files(connection, reading), wanted) if wanted.from_files else ()
    concerned = frozenset(scenario.organization for scenario in scenarios) or wanted.concerned
    ground = _at(connection, mode, concerned)
    _demand_there(ground, scenarios, wanted, lambda: _at(connection, mode, frozenset()).organizations)
    if wanted.event is not None:
        return ground, tuple(one_event(wanted.event, ground, wanted, now)), ()
    if not wanted.all_types:
        return ground, scenarios, ()
    made, left = every_type(ground, wanted, now)
    if not made and not left:
        raise Unusable("no-enabled-types")
    return ground, made, left


def _at(connection: Connection, mode: Mode, organizations: frozenset[str]) -> Ground:
    return grounds.declared(connection, Reading(), organizations) if mode is Mode.DECLARED else grounds.live(connection, organizations)


def _demand_there(ground: Ground, scenarios: tuple[Scenario, ...], wanted: Wanted, known: Callable[[], Iterable[str]]) -> None:
    """Raises `Unusable` where there is nobody to try it with, or somebody was named who is not there; `known` are all organizations there are. That the organization of
    one of several scenarios is not there is a verdict on that one."""
    hint = "" if ground.target.backend else "declared"
    expecting = any(each.code == UNKNOWN_TARGET for scenario in scenarios for each in scenario.rejected)
    if not ground.organizations and not expecting and not wanted.organizations:
        raise Unusable("nothing-live", hint=hint)
    for organization in sorted(wanted.concerned - ground.organizations):
        raise _unknown_here("organization-not-live", hint, organization=organization, known=known())
    for account in wanted.accounts:
        if account not in ground.recipients:
            raise _unknown_here("recipient-not-live", hint, recipient=account, known=ground.recipients)


def _unknown_here(code: str, hint: str, *, known: Iterable[str], **named: str) -> Unusable:
    """What is spelled like it is suggested; else it is `hint` that says what to do."""
    error = unknown(code, known=known, **named)
    return error if error.hint else Unusable(code, hint=hint, known=(), **named)


def _of_files(connection: Connection, reading: Reading) -> tuple[Scenario, ...]:
    """The scenarios of the project. Raises `InvalidInput` with every mistake of every file: a scenario that is half read would prove half."""
    project = connection.project
    documents = reading.documents(project_sources(reading, project), limits=project.limits)
    resolution = reading.resolution(documents, policy=project.policy, complete=True)
    for _ in resolution.parts():
        pass
    reading.conclude(resolution)
    demand(reading, project.lint)
    return resolution.scenarios


def _demand_recipients(connection: Connection, wanted: Wanted) -> None:
    """Raises `Unusable` where nobody is named that a live test may write to."""
    if not connection.project.safelist and (wanted.all_types or not wanted.accounts):
        raise Unusable("live-without-recipients", hint="all-types" if wanted.all_types else "")


def _sending(target: Target, prepared: Iterable[Prepared]) -> Sending:
    messages = [destination for one in prepared for destination in one.messages]
    channels = Counter(destination.channel for destination in messages)
    return Sending(target, len(messages), channels, tuple(sorted({destination.recipient for destination in messages})))


def _proven_live(connection: Connection, couriers: Couriers) -> Mapping[str, bool] | None:
    """None where it is not known: without a ledger, or a secret that the configuration needs."""
    if not (key := _key(connection)):
        return None
    target = connection.target
    try:
        proofs = {(proof.channel, proof.configuration) for proof in connection.evidence.transport_proofs(target.manager, target.environment)}
        return {channel: (channel, configuration(connection, channel, key)) in proofs for channel in couriers.transports}
    except (BackendError, Unusable):
        return None


def _key(connection: Connection) -> bytes:
    """The installation's; b"" where there is none, or none that can be read: what was tried is told all the same."""
    try:
        return connection.ledger.key() or b""
    except BackendError:
        return b""


def _now() -> datetime:
    return datetime.now(UTC)
