"""Whatever is declared: it is held, read back byte for byte, and reaches exactly those it should."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from sqlalchemy import text

from reconciler.backends.sql import SqlBackend
from reconciler.model.settings import Contact, Recipient, Settings
from reconciler.planning.reach import reach, recipients
from tests.conformance.live import MANAGER, System, plan
from tests.conformance.worlds import NOTHING
from tests.examples import examples
from tests.strategies import settings

Row = tuple[str | bool | None, ...]

LIMITS = limits(max_examples=examples(12, 40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""The system stays from example to example, so each one starts from whatever the last one left."""


@LIMITS
@given(declared=settings())
def test_what_is_declared_is_held(system: System, declared: Settings) -> None:
    assert system.backend.interpret(system.backend.compile(declared)) == declared
    system.become(declared)
    live, desired = system.observe(), system.desired(declared)
    kept = [
        recipient.address for recipient in recipients(declared) for contact in recipient.contacts if contact.secret is not None and contact.secret.tag is None
    ]
    assert plan(desired, live) == []
    for address, resource in desired.items():
        assert address in kept or live[address].canonical == resource.canonical
    assert live.keys() == desired.keys()


@LIMITS
@given(declared=settings(), data=st.data())
def test_recipients_are_exactly_those_who_should_be_told(system: System, declared: Settings, data: st.DataObject) -> None:
    system.become(NOTHING)
    system.refused.clear()  # nobody refuses anything in an organization that is gone
    system.become(declared)
    contacts = sorted(
        {(recipient.address.partition("/")[0], contact.channel, contact.address) for recipient in recipients(declared) for contact in recipient.contacts}
    )
    verified = data.draw(st.sets(st.sampled_from([contact[1:] for contact in contacts]))) if contacts else set()
    kinds = ["*", *(type_.id for type_ in declared.types)]
    refused = (
        data.draw(st.sets(st.builds(lambda contact, kind: (*contact, kind), st.sampled_from(contacts), st.sampled_from(kinds)), max_size=4))
        if contacts
        else set()
    )
    for channel, address in verified:
        system.verify(channel, address)
    for entry in refused:
        system.refuse(*entry)
    expected = sorted(_rows(declared, system.verified, system.refused), key=str)
    if isinstance(system.backend, SqlBackend):
        assert sorted(_view(system.backend), key=str) == expected
    routed = [
        (delivery.recipient, type_.id, delivery.contact, delivery.channel, delivery.address.value)
        for organization in declared.organizations
        for type_ in declared.types
        for delivery in system.route(organization.id, type_.id)
    ]
    assert sorted(routed) == sorted((row[1], row[3], row[5], row[4], row[6]) for row in expected)
    live = system.observe()
    assert reach(declared, {address: resource.observed for address, resource in live.items()}) == {(row[1], row[3], row[4]) for row in expected}


def _view(backend: SqlBackend) -> Iterator[Row]:
    names = "organization, recipient, audience, type, channel, contact, address, locale, timezone, quiet_from, quiet_to, urgent, mandatory, manager"
    with backend.database.read() as connection:
        assert connection is not None
        for row in connection.execute(text(f"SELECT {names} FROM {backend.database.name('recipients')}")):
            yield (*row[:11], bool(row[11]), bool(row[12]), row[13])


def _rows(declared: Settings, verified: set[tuple[str, str]], refused: set[tuple[str, str, str, str]]) -> Iterator[Row]:
    types = {type_.id: type_ for type_ in declared.types}
    for recipient in recipients(declared):
        organization = recipient.address.partition("/")[0]
        contacts = {contact.id: contact for contact in recipient.contacts}
        for type_, ids in recipient.subscriptions.items():
            for id in ids:
                contact, known = contacts[id], types[type_]
                refusals = {kind for (*address, kind) in refused if address == [organization, contact.channel, contact.address]}
                if "*" in refusals or (type_ in refusals and not known.mandatory) or not _usable(recipient, contact, verified):
                    continue
                quiet = recipient.quiet_hours if recipient.quiet_hours and not known.urgent and not known.mandatory else (None, None)
                yield (
                    *(organization, recipient.address, recipient.audience, type_, contact.channel, id, contact.address),
                    *(recipient.locale, recipient.timezone, *quiet, known.urgent, known.mandatory, MANAGER),
                )


def _usable(recipient: Recipient, contact: Contact, verified: set[tuple[str, str]]) -> bool:
    return not recipient.suspended and (not contact.confirm or (contact.channel, contact.address) in verified)
