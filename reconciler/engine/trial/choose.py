"""Which scenarios a run is made of: those of the files, one event from the command line, or one of every enabled type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from reconciler.engine.events import host_of_tests
from reconciler.engine.names import unknown
from reconciler.engine.reminders import moved_to, zone_of
from reconciler.engine.trial.ground import Ground
from reconciler.model.address import organization_of
from reconciler.model.errors import Unusable
from reconciler.model.scenario import Expected, Scenario
from reconciler.model.settings import NotificationType, Organization
from reconciler.model.values import Json
from reconciler.schema.examples import example_payload


@dataclass(frozen=True, slots=True)
class OneEvent:
    """An event from the command line. `raw` is its payload as it was given, to be read as JSON or YAML; None for one that is made up."""

    name: str
    type: str = ""
    raw: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to try. Without `names`, `tags`, `event` and `all_types` every scenario there is. `accounts` narrow whom messages go to; `within` are seconds, for all."""

    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    all_types: bool = False
    event: OneEvent | None = None
    now: datetime | None = None
    within: float | None = None

    @property
    def from_files(self) -> bool:
        return not self.all_types and self.event is None

    @property
    def concerned(self) -> frozenset[str]:
        """The organizations asked for, also through accounts; none for all."""
        return frozenset(self.organizations) | {organization_of(account) for account in self.accounts}


def chosen(scenarios: Sequence[Scenario], wanted: Wanted) -> tuple[Scenario, ...]:
    """Those of the files that are asked for, in the order of their ids. Raises `Unusable` for a name or tag that nothing has, and where nothing is left."""
    ids = [scenario.id for scenario in scenarios]
    tags = {tag for scenario in scenarios for tag in scenario.tags}
    for name in wanted.names:
        if name not in ids:
            raise unknown("no-such-scenario", scenario=name, known=ids)
    for tag in wanted.tags:
        if tag not in tags:
            raise unknown("no-such-tag", tag=tag, known=tags)
    found = [scenario for scenario in scenarios if _fits(scenario, wanted)]
    if not found:
        raise Unusable("no-scenarios", hint="narrowed" if scenarios else "")
    return tuple(sorted((_timed(scenario, wanted) for scenario in found), key=lambda scenario: scenario.id))


def _fits(scenario: Scenario, wanted: Wanted) -> bool:
    named = not wanted.names or scenario.id in wanted.names
    tagged = not wanted.tags or bool(set(wanted.tags) & set(scenario.tags))
    return named and tagged and (not wanted.concerned or scenario.organization in wanted.concerned)


def _timed(scenario: Scenario, wanted: Wanted) -> Scenario:
    return replace(scenario, now=wanted.now or scenario.now, within={"": wanted.within} if wanted.within is not None else scenario.within)


def one_event(event: OneEvent, ground: Ground, wanted: Wanted, now: datetime) -> Iterator[Scenario]:
    """One scenario for each organization asked for, judged by the live routing alone."""
    types = [type_ for type_ in ground.types.values() if event.name in type_.events and event.type in ("", type_.id)]
    made = _example(types[0], event.name, ground, now) if event.raw is None and len(types) == 1 else None
    for organization in ground.settings.organizations:
        payload: Mapping[str, Json] = made or {}
        raw = None if event.raw is None else event.raw.decode("utf-8", "surrogateescape")
        # Whoever is named wants to know why they are not told.
        asked = tuple(Expected(account) for account in wanted.accounts if organization_of(account) == organization.id)
        yield _timed(Scenario(_id(event.name), organization.id, event.name, event.type, payload=payload, raw=raw, expected=asked, now=now), wanted)


def every_type(ground: Ground, wanted: Wanted, now: datetime) -> tuple[tuple[Scenario, ...], tuple[Scenario, ...]]:
    """A valid event of each type that somebody of an organization has on, made from its schema, for each lead point where it reminds of a deadline; and those for which none
    could be made."""
    made: list[Scenario] = []
    left: list[Scenario] = []
    for organization in ground.settings.organizations:
        for type_ in _enabled(organization, ground.types.values(), wanted.accounts):
            if reminding := tuple(_reminding(type_, organization, ground, wanted, now)):
                made += reminding
                continue
            name = next(iter(type_.events))
            payload = _example(type_, name, ground, now)
            scenario = Scenario(type_.id, organization.id, name, type_.id, payload=payload or {}, now=now)
            (left if payload is None else made).append(_timed(scenario, wanted))
    return tuple(made), tuple(left)


def _reminding(type_: NotificationType, organization: Organization, ground: Ground, wanted: Wanted, now: datetime) -> Iterator[Scenario]:
    """A scenario for each lead point of a type, with a deadline that is just so far off; none where none of its events has a deadline."""
    zone = zone_of(organization.recipient.timezone)
    # What is live does not keep the order of events, so none of them is the first.
    for name in sorted(type_.events) if type_.lead else ():
        payload = _example(type_, name, ground, now) or {}
        due = [reminder for lead in type_.lead if (reminder := moved_to(type_, name, payload, lead, now=now, zone=zone)) is not None]
        for reminder in due:
            scenario = Scenario(f"{type_.id}-{reminder.lead}", organization.id, name, type_.id, payload=reminder.payload)
            yield replace(_timed(scenario, wanted), now=max(now, reminder.at))
        if due:
            return


def _enabled(organization: Organization, types: Iterable[NotificationType], accounts: Collection[str]) -> Iterator[NotificationType]:
    """The types that somebody has on: anybody, or one of `accounts` where there are some."""
    everybody = (one for one in (organization.recipient, *organization.accounts) if not accounts or one.address in accounts)
    on = {id for one in everybody if not one.suspended for id in one.subscriptions}
    return (type_ for type_ in types if type_.id in on and type_.events)


def _example(type_: NotificationType, name: str, ground: Ground, now: datetime) -> Mapping[str, Json] | None:
    """A payload without its id, which every event gets of its own. None where none can be made."""
    payload = example_payload(type_.events[name], now=now, host=host_of_tests(ground.hosts))
    return None if payload is None else {field: value for field, value in payload.items() if field != "event_id"}


def _id(event: str) -> str:
    """The name of an event as an id."""
    return event.replace(".", "-").replace("_", "-")
