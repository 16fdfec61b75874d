"""Verification and refusals belong to addresses: erased with the last contact that uses one, kept as keyed digests, and back when the address is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from reconciler.backends.memory import MemoryBackend
from reconciler.backends.sql import SqlBackend
from reconciler.model.change import Move, Update
from reconciler.model.ledger import DAY, RETENTION
from reconciler.model.report import Applied
from reconciler.model.settings import EXTERNAL, Contact, NotificationType, Organization, Recipient, Settings
from reconciler.planning.diff import differences
from tests.conformance.live import System, plan
from tests.conformance.worlds import TYPES
from tests.examples import examples

ANNA, OTHER, THIRD = "anna@teleset.example", "other@teleset.example", "third@teleset.example"
PHONE, SECOND = "+79160000001", "+79160000002"
POOL = {"email": (ANNA, OTHER, THIRD), "sms": (PHONE, SECOND)}

Key = tuple[str, str]
Refused = tuple[str, str, str, str]


def person(address: str, *contacts: Contact) -> Recipient:
    ids = tuple(sorted(contact.id for contact in contacts))
    return Recipient(
        address, EXTERNAL, "ru", "UTC", contacts=tuple(sorted(contacts, key=lambda c: c.id)), subscriptions={"orders": ids, "payment": ids} if ids else {}
    )


def email(address: str, *, confirm: bool = True) -> Contact:
    return Contact("email", "email", address, confirm=confirm)


def sms(address: str) -> Contact:
    return Contact("sms", "sms", address)


def organization(id: str, *accounts: Recipient) -> Organization:
    return Organization(Recipient(id, "employee", "ru", "UTC"), name=id, form="company", accounts=tuple(sorted(accounts, key=lambda a: a.address)))


def world(*people: Recipient, organizations: tuple[str, ...] = ("alfa", "beta"), types: tuple[NotificationType, ...] = TYPES) -> Settings:
    return Settings(
        types,
        tuple(organization(id, *(one for one in people if one.address.partition("/")[0] == id)) for id in organizations),
    )


def dumped(system: System) -> str:
    """Everything the system holds."""
    if isinstance(system.backend, MemoryBackend):
        live = system.backend.world
        return repr((live.objects, live.serving, live.verified, live.refused, live.kept_verified, live.kept_refused))
    assert isinstance(system.backend, SqlBackend)
    database = system.backend.database
    with database.read() as connection:
        assert connection is not None
        return "\n".join(repr(row) for table in database.tables.metadata.sorted_tables for row in connection.execute(table.select()))


def reached(system: System, type: str = "orders") -> set[tuple[str, str]]:
    return {(delivery.recipient, delivery.address.value) for id in ("alfa", "beta") for delivery in system.route(id, type)}


IVANOVA = person("alfa/ivanova", email(ANNA), sms(PHONE))


@pytest.fixture
def known(system: System) -> System:
    """One person, confirmed, who wants no SMS."""
    system.become(world(IVANOVA))
    system.verify("email", ANNA)
    system.refuse("alfa", "sms", PHONE, "*")
    assert reached(system) == {("alfa/ivanova", ANNA)}
    return system


@pytest.mark.parametrize("left", [world(), world(organizations=()), world(person("alfa/ivanova"))], ids=["account", "organization", "contacts"])
def test_nothing_holds_an_address_that_nobody_uses(known: System, left: Settings) -> None:
    assert ANNA in dumped(known)
    assert PHONE in dumped(known)
    known.become(left)
    assert ANNA not in dumped(known)
    assert PHONE not in dumped(known)


def test_who_comes_back_is_confirmed_and_has_refused_as_before(known: System) -> None:
    known.become(world())
    known.become(world(person("alfa/anna", email(ANNA), Contact("mobile", "sms", PHONE))))
    assert reached(known) == {("alfa/anna", ANNA)}
    assert known.observe()["alfa/anna"].observed == {"refused": {"mobile": ["*"]}}


def test_a_contact_that_comes_back_in_an_account_that_stays(known: System) -> None:
    known.become(world(person("alfa/ivanova")))
    assert ANNA not in dumped(known)
    known.become(world(IVANOVA))
    assert known.observe()["alfa/ivanova"].observed == {"refused": {"sms": ["*"]}}


def test_a_confirmation_is_kept_for_a_while_and_a_refusal_as_long_as_the_organization(known: System) -> None:
    known.become(world())
    known.now += RETENTION - 1
    known.become(world(IVANOVA))
    assert reached(known) == {("alfa/ivanova", ANNA)}
    known.become(world())
    known.now += RETENTION
    known.become(world(IVANOVA))
    assert reached(known) == set()
    assert known.observe()["alfa/ivanova"].observed == {"unconfirmed": ["email"], "refused": {"sms": ["*"]}}


def test_what_has_expired_is_gone_with_the_next_apply(known: System) -> None:
    known.become(world())
    before = dumped(known)
    known.now += RETENTION
    known.become(world(person("beta/x")))
    assert len(dumped(known).splitlines()) <= len(before.splitlines()) + 1
    known.now -= RETENTION
    known.become(world(IVANOVA))
    assert reached(known) == set()


def test_with_the_organization_its_refusals_are_forgotten(known: System) -> None:
    known.become(world())
    known.become(world(organizations=("beta",)))
    known.become(world(IVANOVA))
    assert reached(known) == {("alfa/ivanova", ANNA), ("alfa/ivanova", PHONE)}


def test_a_refusal_comes_back_in_its_organization_only(known: System) -> None:
    known.become(world())
    known.become(world(person("beta/anna", email(ANNA), sms(PHONE))))
    assert reached(known) == {("beta/anna", ANNA), ("beta/anna", PHONE)}
    known.become(world(IVANOVA, person("beta/anna", email(ANNA), sms(PHONE))))
    assert ("alfa/ivanova", PHONE) not in reached(known)


def test_what_another_contact_uses_stays(known: System) -> None:
    both = person("alfa/petrov", email(ANNA)), person("beta/sokolov", sms(PHONE))
    known.become(world(IVANOVA, *both))
    known.become(world(*both))
    assert reached(known) == {("alfa/petrov", ANNA), ("beta/sokolov", PHONE)}
    known.become(world(*both, person("alfa/third", sms(PHONE))))
    assert ("alfa/third", PHONE) not in reached(known)


def test_a_replaced_address_stays_while_it_serves_and_is_gone_then(known: System) -> None:
    known.become(world(person("alfa/ivanova", email(OTHER))))
    assert reached(known) == {("alfa/ivanova", ANNA)}
    assert PHONE not in dumped(known)
    known.verify("email", OTHER)
    assert reached(known) == {("alfa/ivanova", OTHER)}
    known.become(world(person("alfa/ivanova", email(OTHER)), person("beta/x")))
    assert ANNA not in dumped(known)
    known.become(world(person("alfa/ivanova", email(ANNA))))
    assert reached(known) == {("alfa/ivanova", ANNA)}


def test_what_an_application_knows_of_addresses_nobody_declares_is_not_touched(known: System) -> None:
    known.refuse("alfa", "email", THIRD, "*")
    known.verify("email", THIRD)
    known.become(world())
    known.become(world(person("alfa/petrov", email(THIRD))))
    assert reached(known) == set()
    assert known.observe()["alfa/petrov"].observed == {"refused": {"email": ["*"]}}


def test_an_organization_that_moves_takes_its_refusals_along(known: System) -> None:
    known.refuse("alfa", "email", THIRD, "*")  # an application knows this one
    known.become(world(organizations=("alfa",)))
    known.now += DAY
    before = known.observe()["alfa"]
    known.write([Move(before, replace(before, address="beta"))])
    assert "('alfa', " not in dumped(known)
    known.become(world(person("beta/anna", sms(PHONE), email(THIRD, confirm=False)), organizations=("beta",)))
    assert reached(known) == set()


def test_who_moves_leaves_no_address_behind(known: System) -> None:
    before = known.observe()["alfa/ivanova"]
    known.write([Move(before, replace(before, address="beta/ivanova"))])
    assert reached(known) == {("beta/ivanova", ANNA)}
    known.become(world())
    assert PHONE not in dumped(known)
    known.become(world(IVANOVA))
    assert reached(known) == {("alfa/ivanova", ANNA)}


def test_who_moves_to_other_addresses_in_one_apply_leaves_none_behind(known: System) -> None:
    known.refuse("beta", "sms", THIRD, "*")  # an application knows this one
    before = known.observe()["alfa/ivanova"]
    moved = replace(before, address="beta/ivanova")
    after = known.desired(world(person("beta/ivanova", email(OTHER))))["beta/ivanova"]
    outcomes = known.write([Move(before, moved), Update(moved, after, differences(moved, after))])
    assert all(isinstance(outcome, Applied) for outcome in outcomes), outcomes
    assert PHONE not in dumped(known)
    assert THIRD in dumped(known)
    known.become(world(person("beta/ivanova", email(OTHER), sms(PHONE))))
    assert known.observe()["beta/ivanova"].observed["refused"] == {"sms": ["*"]}


def test_a_cabinet_that_moves_is_refused_there_too(system: System) -> None:
    system.become(world(replace(person("alfa/ivanova"), contacts=(Contact("inapp", "inapp", "alfa/ivanova"),), subscriptions={"orders": ("inapp",)})))
    assert reached(system) == {("alfa/ivanova", "alfa/ivanova")}
    system.refuse("alfa", "inapp", "alfa/ivanova", "*")
    before = system.observe()["alfa/ivanova"]
    system.write([Move(before, replace(before, address="beta/anna"))])
    system.become(world(replace(person("beta/anna"), contacts=(Contact("inapp", "inapp", "beta/anna"),), subscriptions={"orders": ("inapp",)})))
    assert reached(system) == set()


def test_both_digest_and_row_are_one_again(known: System) -> None:
    """Somebody confirms and refuses anew at an address that was erased, before it is declared again."""
    known.become(world())
    known.verify("email", ANNA)
    known.refused.clear()
    known.refuse("alfa", "sms", PHONE, "*")
    known.become(world(IVANOVA))
    assert known.observe()["alfa/ivanova"].observed == {"refused": {"sms": ["*"]}}
    known.become(world())
    assert ANNA not in dumped(known)
    assert PHONE not in dumped(known)


@dataclass
class Model:
    """What should be: nothing is erased here, it only expires."""

    confirmed: dict[Key, int | None] = field(default_factory=dict)
    refused: set[Refused] = field(default_factory=set)
    serving: dict[tuple[str, str], str] = field(default_factory=dict)
    people: dict[str, Recipient] = field(default_factory=dict)

    def used(self) -> set[tuple[str, str, str]]:
        found = set()
        for recipient in self.people.values():
            for contact in recipient.contacts:
                for address in {contact.address, self.serving.get((recipient.address, contact.id))} - {None}:
                    found.add((recipient.address.partition("/")[0], contact.channel, str(address)))
        return found

    def is_confirmed(self, contact: Contact, address: str) -> bool:
        return self.confirmed.get((contact.channel, address), 0) is None

    def at(self, recipient: str, contact: Contact) -> str | None:
        if not contact.confirm or self.is_confirmed(contact, contact.address):
            return contact.address
        serving = self.serving.get((recipient, contact.id))
        return serving if serving is not None and self.is_confirmed(contact, serving) else None

    def declare(self, people: dict[str, Recipient], organizations: set[str], now: int) -> None:
        before = {place[1:] for place in self.used()}
        served: dict[tuple[str, str], str] = {}
        for address, recipient in people.items():
            old = {contact.id: contact for contact in self.people[address].contacts} if address in self.people else {}
            for contact in recipient.contacts:
                was = old.get(contact.id)
                if was is not None and was.confirm and contact.confirm and (last := self.at(address, was)) not in (None, contact.address):
                    served[address, contact.id] = str(last)
        self.people, self.serving = people, served
        declared = {(contact.channel, contact.address) for recipient in people.values() for contact in recipient.contacts}
        self.confirmed = {key: None if key in declared else until for key, until in self.confirmed.items() if until is None or until > now}
        for address, recipient in people.items():
            for contact in recipient.contacts:
                if self.is_confirmed(contact, contact.address):
                    self.serving.pop((address, contact.id), None)
        after = {place[1:] for place in self.used()}
        self.confirmed |= {key: now + RETENTION for key in before - after if self.confirmed.get(key, 0) is None}
        self.refused = {entry for entry in self.refused if entry[0] in organizations}

    def reached(self, type: str) -> set[tuple[str, str]]:
        found = set()
        for address, recipient in self.people.items():
            for contact in recipient.contacts:
                used = self.at(address, contact)
                place = (address.partition("/")[0], contact.channel, used)
                if used and (*place, "*") not in self.refused and (type == "payment" or (*place, type) not in self.refused):
                    found.add((address, used))
        return found


_contacts = st.lists(
    st.one_of(
        st.builds(email, st.sampled_from(POOL["email"]), confirm=st.sampled_from((True, True, True, False))), st.builds(sms, st.sampled_from(POOL["sms"]))
    ),
    max_size=2,
    unique_by=lambda contact: contact.id,
)
_people = st.dictionaries(st.sampled_from(("alfa/a", "alfa/b", "beta/a")), _contacts, max_size=3)
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("declare"), _people, st.sampled_from((("alfa", "beta"), ("alfa", "beta"), ("alfa", "beta"), ("alfa",), ()))),
        st.tuples(st.just("verify"), st.integers(0, 9)),
        st.tuples(st.just("refuse"), st.integers(0, 9), st.sampled_from(("*", "orders", "payment"))),
        st.tuples(st.just("wait"), st.sampled_from((DAY, RETENTION // 2, RETENTION))),
    ),
    min_size=4,
    max_size=12,
)


@limits(max_examples=examples(12, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=_steps)
def test_whoever_comes_and_goes_is_known_by_their_addresses(system: System, steps: list[tuple[object, ...]]) -> None:
    system.become(world(organizations=()))
    system.now += RETENTION
    system.become(world(person("gamma/x"), organizations=("gamma",)))  # what is kept of the example before has expired
    model = Model()
    start: tuple[object, ...] = ("declare", {"alfa/a": [email(ANNA)], "beta/a": [email(OTHER), sms(PHONE)]}, ("alfa", "beta"))
    nobody: tuple[object, ...] = ("declare", {}, ("alfa", "beta"))
    for step in [start, ("verify", 0), ("refuse", 1, "orders"), *steps, nobody, start]:
        take(step, system, model)
        for type_ in ("orders", "payment"):
            assert reached(system, type_) == model.reached(type_), step
        held, used = dumped(system), {place[2] for place in model.used()}
        assert {address for addresses in POOL.values() for address in addresses if address in held} == used, step


def take(step: tuple[object, ...], system: System, model: Model) -> None:
    match step:
        case ("declare", dict() as people, tuple() as organizations):
            declared = {address: person(address, *contacts) for address, contacts in people.items() if address.partition("/")[0] in organizations}
            settings = world(*declared.values(), organizations=organizations)
            if plan(system.desired(settings), system.observe()):
                system.become(settings)
                model.declare(declared, set(organizations), system.now)
        case ("verify", int() as number) if used := sorted({place[1:] for place in model.used()}):
            system.verify(*used[number % len(used)])
            model.confirmed[used[number % len(used)]] = None
        case ("refuse", int() as number, str() as type_) if places := sorted(model.used()):
            system.refused.clear()
            entry = (*places[number % len(places)], type_)
            if entry not in model.refused:
                system.refuse(*entry)
                model.refused.add(entry)
        case ("wait", int() as seconds):
            system.now += seconds
        case _:
            pass
