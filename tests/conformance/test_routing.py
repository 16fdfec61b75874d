"""Who is told of an event and why everybody else is not, on every backend: the backend's routing and the reasons agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reconciler.engine.route import routed_by, see
from reconciler.model.policy import Policy
from reconciler.model.routing import Routing, Why
from reconciler.model.settings import EMPLOYEE, EXTERNAL, Contact, NotificationType, Organization, Recipient, Settings
from tests.conformance.live import System

NOON = datetime.fromisoformat("2026-11-24T12:00:00+03:00")
NIGHT = datetime.fromisoformat("2026-11-24T23:30:00+03:00")


def _type(id: str, *, mandatory: bool = False, urgent: bool = False) -> NotificationType:
    both = frozenset({EMPLOYEE, EXTERNAL}) if id != "staff" else frozenset({EMPLOYEE})
    return NotificationType(id, {"en": id, "ru": id}, {"en": "", "ru": ""}, "x", "lko", both, ("email",), mandatory=mandatory, urgent=urgent, builtin=True)


ALL = ("deadline", "orders", "payment", "staff")


def person(id: str, *contacts: Contact, audience: str = EMPLOYEE, types: tuple[str, ...] = ALL, **more: object) -> Recipient:
    name = {} if audience == EXTERNAL else {"family_name": "Я", "given_name": "Я"}
    cells = {type_: tuple(contact.id for contact in contacts) for type_ in types if contacts}
    return Recipient(f"teleset/{id}", audience, "ru", "Europe/Moscow", contacts, cells, **name, **more)  # type: ignore[arg-type]


def mail(name: str, *, confirm: bool = False) -> Contact:
    return Contact("email", "email", f"{name}@teleset.example", confirm=confirm)


WORLD = Settings(
    (_type("deadline", urgent=True), _type("orders"), _type("payment", mandatory=True), _type("staff")),
    (
        Organization(
            Recipient("teleset", EMPLOYEE, "ru", "Europe/Moscow", (Contact("bus", "webhook", "https://bus.teleset.example/n"),), {"orders": ("bus",)}),
            "T",
            "other",
            (
                person("bare"),
                person("client", mail("client"), audience=EXTERNAL, types=("orders", "payment")),
                person("ivanova", mail("ivanova"), Contact("mobile", "sms", "+79160000001"), types=("orders", "payment", "deadline")),
                person("off", mail("off"), types=("payment",)),
                person("pending", mail("pending", confirm=True)),
                person("quiet", mail("quiet"), quiet_hours=("22:00", "08:00")),
                person("refuser", mail("refuser")),
                person("suspended", mail("suspended"), suspended=True),
                person("wholly", mail("wholly")),
            ),
        ),
    ),
)


def routed(system: System, type: str, now: datetime = NOON, policy: Policy | None = None) -> Routing:
    found = routed_by(system.backend, "teleset", type, now, policy=policy)
    cells = [(each.recipient, each.contact) for each in found.destinations] + [(each.recipient, each.contact) for each in found.silent]
    assert len(cells) == len({*cells}), "a contact is told and silent"
    every = {(each.address, contact.id) for each in (WORLD.organizations[0].recipient, *WORLD.organizations[0].accounts) for contact in each.contacts}
    assert {*cells} == every | {("teleset/bare", "")}
    assert found.foreign == ()
    return found


def told(found: Routing) -> set[str]:
    return {f"{one.recipient}/{one.contact}".removeprefix("teleset/") for one in found.destinations}


def silent(found: Routing) -> dict[str, Why]:
    return {f"{one.recipient}/{one.contact}".removeprefix("teleset/"): one.why for one in found.silent}


def alive(system: System) -> None:
    system.become(WORLD)
    system.refuse("teleset", "email", "refuser@teleset.example", "orders")
    system.refuse("teleset", "email", "refuser@teleset.example", "payment")
    system.refuse("teleset", "email", "wholly@teleset.example", "*")


def test_everybody_is_told_or_silent_for_a_reason(system: System) -> None:
    alive(system)
    found = routed(system, "orders")
    assert told(found) == {"bus", "client/email", "ivanova/email", "ivanova/mobile", "quiet/email"}
    assert silent(found) == {
        "bare/": Why.NO_CONTACT,
        "off/email": Why.OFF,
        "pending/email": Why.UNCONFIRMED,
        "refuser/email": Why.REFUSED,
        "suspended/email": Why.SUSPENDED,
        "wholly/email": Why.REFUSED,
    }


def test_a_mandatory_type_is_not_refused_alone(system: System) -> None:
    alive(system)
    found = routed(system, "payment", NIGHT)
    assert {"refuser/email", "quiet/email", "off/email"} <= told(found)
    assert silent(found)["wholly/email"] is Why.REFUSED
    assert silent(found)["bus"] is Why.OFF


def test_an_audience_comes_before_what_is_chosen(system: System) -> None:
    alive(system)
    assert silent(routed(system, "staff"))["client/email"] is Why.AUDIENCE


def test_quiet_hours_put_off_what_is_not_urgent(system: System) -> None:
    alive(system)
    assert silent(routed(system, "orders", NIGHT))["quiet/email"] is Why.QUIET
    assert "quiet/email" in told(routed(system, "deadline", NIGHT))


def test_a_contact_that_awaits_its_confirmation_is_served_where_it_was(system: System) -> None:
    alive(system)
    system.verify("email", "pending@teleset.example")
    assert "pending/email" in told(routed(system, "orders"))
    (organization,) = WORLD.organizations
    moved = tuple(
        replace(one, contacts=(replace(one.contacts[0], address="new@teleset.example"),)) if one.address == "teleset/pending" else one
        for one in organization.accounts
    )
    system.become(replace(WORLD, organizations=(replace(organization, accounts=moved),)))
    (destination,) = (one for one in routed(system, "orders").destinations if one.recipient == "teleset/pending")
    assert destination.address.value == "pending@teleset.example"


def test_a_policy_lets_out_what_it_names(system: System) -> None:
    alive(system)
    assert told(routed(system, "orders", policy=Policy(channels=("sms",)))) == {"ivanova/mobile"}
    assert told(routed(system, "orders", policy=Policy(forbidden=("orders",)))) == set()
    assert told(routed(system, "orders", policy=Policy(webhook_hosts=("other.example",)))) == {"client/email", "ivanova/email", "ivanova/mobile", "quiet/email"}
    found = routed(system, "orders", policy=Policy(recipients=("ivanova@teleset.example",)))
    assert told(found) == {"ivanova/email"}
    assert silent(found)["client/email"] is Why.POLICY
    assert silent(found)["off/email"] is Why.OFF


def test_a_type_that_is_not_live_reaches_nobody(system: System) -> None:
    alive(system)
    found = routed(system, "nothing")
    assert found.destinations == ()
    assert silent(found)["ivanova/email"] is Why.OFF


def test_rows_of_others_are_told_and_named(system: System) -> None:
    alive(system)
    system.door.subscription("teleset/ivanova", "orders", "legacy-crm")
    found = routed_by(system.backend, "teleset", "orders", NOON)
    others = {(one.recipient, one.contact) for one in system.route("teleset", "orders") if one.contact == "crm"}
    assert {(one.recipient, one.contact) for one in found.foreign} == others
    assert others <= {(one.recipient, one.contact) for one in found.destinations}


def test_what_was_seen_once_serves_every_type(system: System) -> None:
    alive(system)
    seen = see(system.backend, "teleset")
    for type_ in ALL:
        assert routed_by(system.backend, "teleset", type_, NOON, seen=seen) == routed(system, type_)


def test_an_organization_that_is_not_live_is_nobody(system: System) -> None:
    assert routed_by(system.backend, "elsewhere", "orders", NOON) == Routing()
