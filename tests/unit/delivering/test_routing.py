"""Reasons and quiet hours, without a backend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.delivering.routing import routing
from reconciler.engine.route import routed_by
from reconciler.model.backend import Backend
from reconciler.model.errors import Unusable
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination, Routing, Why
from reconciler.model.settings import EMPLOYEE, EXTERNAL, Contact, NotificationType, Organization, Recipient, Settings

NOON = datetime.fromisoformat("2026-11-24T12:00:00+03:00")
ORDERS = NotificationType("orders", {}, {}, "x", "lko", frozenset({EMPLOYEE}), ("email",))
CONTACTS = (Contact("email", "email", "a@teleset.example"), Contact("mobile", "sms", "+79160000001"))


def destination(
    contact: str = "email", *, recipient: str = "teleset/ivanova", quiet: tuple[str, str] | None = None, zone: str = "Europe/Moscow", urgent: bool = False
) -> Destination:
    return Destination(recipient, contact, "email", Personal("a@teleset.example"), timezone=zone, quiet_hours=quiet, urgent=urgent)


def settings(*accounts: Recipient) -> Settings:
    return Settings((ORDERS,), (Organization(Recipient("teleset", EMPLOYEE, "ru", "UTC"), "T", "other", accounts),))


def ivanova(**more: object) -> Recipient:
    return Recipient("teleset/ivanova", EMPLOYEE, "ru", "Europe/Moscow", CONTACTS, {"orders": ("email",)}, **more)  # type: ignore[arg-type]


def at(quiet: tuple[str, str] | None, moment: str, *, zone: str = "Europe/Moscow", urgent: bool = False) -> bool:
    """Whether it is told."""
    found = routing(settings(ivanova()), {}, [destination(quiet=quiet, zone=zone, urgent=urgent)], type="orders", now=datetime.fromisoformat(moment))
    assert len(found.destinations) + [one.why for one in found.silent].count(Why.QUIET) == 1
    return bool(found.destinations)


@pytest.mark.parametrize(
    ("quiet", "moment", "told"),
    [
        (("22:00", "08:00"), "2026-11-24T21:59:59+03:00", True),
        (("22:00", "08:00"), "2026-11-24T22:00:00+03:00", False),
        (("22:00", "08:00"), "2026-11-24T00:00:00+03:00", False),
        (("22:00", "08:00"), "2026-11-24T07:59:00+03:00", False),
        (("22:00", "08:00"), "2026-11-24T08:00:00+03:00", True),
        (("13:00", "14:00"), "2026-11-24T13:30:00+03:00", False),
        (("13:00", "14:00"), "2026-11-24T12:30:00+03:00", True),
        (("13:00", "13:00"), "2026-11-24T13:00:00+03:00", True),
        (("22:00", "08:00"), "2026-11-24T20:00:00+00:00", False),
        (("22:00", ""), "2026-11-24T23:00:00+03:00", True),
        (("", "08:00"), "2026-11-24T03:00:00+03:00", True),
        (None, "2026-11-24T03:00:00+03:00", True),
    ],
)
def test_quiet_hours_run_in_the_recipients_zone_and_over_midnight(quiet: tuple[str, str] | None, moment: str, told: bool) -> None:
    assert at(quiet, moment) is told


def test_urgent_ones_are_told_at_night() -> None:
    assert at(("22:00", "08:00"), "2026-11-24T03:00:00+03:00", urgent=True)


def test_a_zone_nobody_knows_is_utc() -> None:
    assert not at(("22:00", "23:00"), "2026-11-24T22:30:00+00:00", zone="Мск/Юг")
    assert not at(("22:00", "23:00"), "2026-11-24T22:30:00+00:00", zone="../etc")


def test_the_clock_on_the_wall_counts_when_it_is_set_back_or_forward() -> None:
    """In the night to 25 October 2026 the hour from 2 to 3 comes twice in Berlin, in that to 29 March it does not come at all."""
    moments = [datetime(2026, 10, 24, 23, 30, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(6)]
    walls = [at(("02:00", "03:00"), moment.isoformat(), zone="Europe/Berlin") for moment in moments]
    assert walls == [True, False, False, False, False, True]
    spring = [datetime(2026, 3, 29, 0, 30, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(3)]
    assert all(at(("02:00", "03:00"), moment.isoformat(), zone="Europe/Berlin") for moment in spring)


def test_the_first_reason_is_the_one_that_is_said() -> None:
    observed: dict[str, Any] = {"teleset/ivanova": {"refused": {"email": ["*"]}, "unconfirmed": ["email"]}}

    def why(recipient: Recipient, seen: dict[str, Any]) -> Why:
        found = routing(settings(recipient), seen, [], type="orders", now=NOON)
        return next(one.why for one in found.silent if one.contact == "email")

    assert why(ivanova(suspended=True), observed) is Why.SUSPENDED
    client = Recipient("teleset/ivanova", EXTERNAL, "ru", "UTC", CONTACTS, {})
    assert why(client, observed) is Why.AUDIENCE
    assert why(Recipient("teleset/ivanova", EMPLOYEE, "ru", "UTC", CONTACTS, {}), observed) is Why.OFF
    assert why(ivanova(), observed) is Why.REFUSED
    assert why(ivanova(), {"teleset/ivanova": {"unconfirmed": ["email"]}}) is Why.UNCONFIRMED
    assert why(ivanova(), {}) is Why.OFF  # the backend knows better


def test_what_the_backend_delivers_beyond_the_settings_is_delivered_and_named() -> None:
    rows = [destination(), destination("mobile"), destination("crm"), destination("email", recipient="teleset/ghost")]
    found = routing(settings(ivanova()), {}, rows, type="orders", now=NOON)
    assert [(one.recipient, one.contact) for one in found.destinations] == [
        ("teleset/ghost", "email"),
        ("teleset/ivanova", "crm"),
        ("teleset/ivanova", "email"),
        ("teleset/ivanova", "mobile"),
    ]
    assert [(one.recipient, one.contact) for one in found.foreign] == [("teleset/ghost", "email"), ("teleset/ivanova", "crm"), ("teleset/ivanova", "mobile")]


def test_the_address_of_somebody_silent_is_the_one_in_use() -> None:
    observed = {"teleset/ivanova": {"unconfirmed": ["email"], "serving": {"email": "old@teleset.example"}, "refused": {"email": ["*"]}}}
    found = routing(settings(ivanova()), observed, [], type="orders", now=NOON)  # type: ignore[arg-type]
    (one,) = (each for each in found.silent if each.contact == "email")
    assert one.address is not None
    assert (one.why, one.address.value) == (Why.REFUSED, "old@teleset.example")


flags = st.booleans()


@given(st.data())
def test_every_contact_is_told_or_silent_once(data: st.DataObject) -> None:
    accounts: list[Recipient] = []
    rows: list[Destination] = []
    observed: dict[str, Any] = {}
    for number in range(data.draw(st.integers(0, 4))):
        contacts = CONTACTS[: data.draw(st.integers(0, 2))]
        on = tuple(contact.id for contact in contacts if data.draw(flags))
        address = f"teleset/a{number}"
        audience = data.draw(st.sampled_from([EMPLOYEE, EXTERNAL]))
        accounts.append(Recipient(address, audience, "ru", "Europe/Moscow", contacts, {"orders": on} if on else {}, suspended=data.draw(flags)))
        rows += [
            destination(id, recipient=address, quiet=("11:00", "13:00") if data.draw(flags) else None) for id in ("email", "mobile", "crm") if data.draw(flags)
        ]
        observed[address] = {"refused": {"email": ["orders"]}} if data.draw(flags) else {"unconfirmed": ["mobile"]}
    outside = data.draw(st.sampled_from(["", "email"]))
    found = routing(settings(*accounts), observed, rows, type="orders", now=NOON, admits=lambda _, channel, __: channel != outside)
    cells = [(each.recipient, each.contact) for each in found.destinations] + [(each.recipient, each.contact) for each in found.silent]
    assert len(cells) == len({*cells})
    assert {cell for cell in cells if cell[1]} == {(each.address, contact.id) for each in accounts for contact in each.contacts} | {
        (row.recipient, row.contact) for row in rows
    }
    assert {*found.destinations} <= {*rows}
    assert {(one.recipient, one.contact) for one in rows} <= {(one.recipient, one.contact) for one in found.destinations} | {
        (one.recipient, one.contact) for one in found.silent if one.why in (Why.QUIET, Why.POLICY)
    }
    assert routing(settings(*accounts), observed, [*reversed(rows)], type="orders", now=NOON, admits=lambda _, channel, __: channel != outside) == found


def test_a_backend_that_cannot_say_is_not_guessed_for() -> None:
    class Mute:
        label = "mute"

    mute: Backend = Mute()  # type: ignore[assignment]
    with pytest.raises(Unusable) as caught:
        routed_by(mute, "teleset", "orders", NOON)
    assert caught.value.code == "backend-without-routing"
    assert routing(Settings(), {}, [], type="orders", now=NOON) == Routing()
