"""Who is reached, who will be, and what a difference means for people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reconciler.model.reach import People
from reconciler.model.resource import Resource, State
from reconciler.planning.reach import people, promised, reach
from reconciler.resources import interpret
from tests.unit.planning.worlds import TYPES, desired, live, organization, planned, resource

ALFA = organization("alfa")
MAIL, PHONE = {"channel": "email", "address": "a@x.example", "confirm": True}, {"channel": "sms", "address": "+79160000001"}


def _ivanova(types: dict[str, list[str]], observed: dict[str, Any] | None = None, **contacts: dict[str, Any]) -> Resource:
    spec: dict[str, Any] = {"audience": "employee", "locale": "ru", "timezone": "UTC", "contacts": contacts, "types": types}
    return resource("alfa/ivanova", spec, observed=observed or {})


@pytest.mark.parametrize(
    ("observed", "reached", "later"),
    [
        ({}, {"email", "sms"}, {"email", "sms"}),
        ({"unconfirmed": ["email"]}, {"sms"}, {"email", "sms"}),
        ({"unconfirmed": ["email"], "serving": {"email": "old@x.example"}}, {"email", "sms"}, {"email", "sms"}),
        ({"refused": {"email": ["*"]}}, {"sms"}, {"sms"}),
        ({"refused": {"email": ["orders"], "mobile": ["works"]}}, {"sms"}, {"sms"}),
        ({"refused": {"email": ["*"], "mobile": ["*", "works"]}}, set(), set()),
        ({"refused": {"email": ["*"]}, "unconfirmed": ["email"], "serving": {"email": "old@x.example"}}, {"sms"}, {"sms"}),
    ],
)
def test_usable_contacts(observed: dict[str, Any], reached: set[str], later: set[str]) -> None:
    each = _ivanova({"orders": ["email", "mobile"]}, email=MAIL, mobile=PHONE)
    world = interpret([*TYPES, ALFA, each])
    seen = {"alfa/ivanova": observed}
    assert reach(world, seen) == {("alfa/ivanova", "orders", channel) for channel in reached}
    assert promised(world, seen) == {("alfa/ivanova", "orders", channel) for channel in later}


def test_a_refusal_of_one_mandatory_type_does_not_count_but_of_everything_does() -> None:
    world = interpret([*TYPES, ALFA, _ivanova({"security": ["email"]}, email=MAIL)])
    assert reach(world, {"alfa/ivanova": {"refused": {"email": ["security"]}}}) == {("alfa/ivanova", "security", "email")}
    assert reach(world, {"alfa/ivanova": {"refused": {"email": ["*"]}}}) == frozenset()


def test_suspended_receives_nothing_and_in_app_needs_no_address() -> None:
    each = resource("alfa/ivanova", {"audience": "employee", "locale": "ru", "timezone": "UTC", "types": {"orders": ["inapp"]}})
    assert reach(interpret([*TYPES, ALFA, each]), {}) == {("alfa/ivanova", "orders", "inapp")}
    asleep = resource("alfa/ivanova", dict(each.spec) | {"suspended": True})
    assert reach(interpret([*TYPES, ALFA, asleep]), {}) == frozenset()


def test_categories_exclude_each_other() -> None:
    before = frozenset({("a", "t", "email"), ("b", "t", "email"), ("b", "u", "email"), ("c", "t", "email"), ("c", "t", "sms"), ("e", "t", "email")})
    after = frozenset({("b", "u", "email"), ("c", "t", "sms"), ("d", "t", "email"), ("e", "t", "email"), ("e", "t", "sms"), ("e", "u", "email")})
    assert people(before, after, readdressed=["a", "d", "e"]) == People(
        stops=("a",),
        stops_type={"t": ("b",)},
        loses={("t", "email"): ("c",)},
        readdressed=("e",),
        starts=("d",),
        gains={("t", "sms"): ("e",), ("u", "email"): ("e",)},
    )


def _change(now: Resource, then: Resource, *others: Resource) -> People:
    return planned(desired(ALFA, then, *others), live(ALFA, now, *others)).people


def test_a_confirmed_address_goes_on_serving_while_its_successor_awaits() -> None:
    then = _ivanova({"orders": ["email"]}, email=MAIL | {"address": "new@x.example"})
    found = _change(_ivanova({"orders": ["email"]}, email=MAIL), then)
    assert found == People(readdressed=("alfa/ivanova",), awaiting=("alfa/ivanova",))


def test_an_unconfirmed_address_has_nothing_to_serve() -> None:
    now = _ivanova({"orders": ["email"]}, {"unconfirmed": ["email"]}, email=MAIL)
    found = _change(now, _ivanova({"orders": ["email"]}, email=MAIL | {"address": "new@x.example"}))
    assert found == People(readdressed=("alfa/ivanova",), awaiting=("alfa/ivanova",))
    assert _change(now, _ivanova({"works": ["email"]}, email=MAIL)) == People(gains={("works", "email"): ("alfa/ivanova",)}, awaiting=("alfa/ivanova",))


def test_a_new_recipient_starts_once_confirmed() -> None:
    result = planned(desired(ALFA, _ivanova({"orders": ["email"]}, email=MAIL)), live(ALFA))
    assert result.people == People(starts=("alfa/ivanova",), awaiting=("alfa/ivanova",))


def test_verification_belongs_to_the_address() -> None:
    petrov = replace(_ivanova({"orders": ["email"]}, email=MAIL), address="alfa/petrov")
    result = planned(desired(ALFA, _ivanova({"orders": ["post"]}, post=MAIL)), live(ALFA, petrov))
    assert result.people == People(stops=("alfa/petrov",), starts=("alfa/ivanova",))
    renamed = _change(_ivanova({"orders": ["email"]}, email=MAIL), _ivanova({"orders": ["post"]}, post=MAIL))
    assert renamed == People()


def test_an_address_serves_on_its_own_channel_only() -> None:
    phone = {"channel": "sms", "address": "+79160000001", "confirm": True}
    found = _change(_ivanova({"orders": ["main"]}, main=MAIL), _ivanova({"orders": ["main"]}, main=phone))
    assert found == People(stops=("alfa/ivanova",), awaiting=("alfa/ivanova",))


def test_going_back_to_the_address_that_serves_needs_no_confirmation() -> None:
    now = _ivanova({"orders": ["email"]}, {"unconfirmed": ["email"], "serving": {"email": "old@x.example"}}, email=MAIL)
    found = _change(now, _ivanova({"orders": ["email"]}, email=MAIL | {"address": "old@x.example"}))
    assert found == People(readdressed=("alfa/ivanova",))


def test_an_address_that_never_had_to_be_confirmed_is_not_confirmed() -> None:
    plain = {"channel": "email", "address": "a@x.example"}
    found = _change(_ivanova({"orders": ["email"]}, email=plain), _ivanova({"orders": ["email"]}, email=MAIL))
    assert found == People(stops=("alfa/ivanova",), awaiting=("alfa/ivanova",))


def test_refusals_follow_the_address_within_the_organization() -> None:
    now = _ivanova({"orders": ["mobile"]}, {"refused": {"mobile": ["*"]}}, mobile=PHONE)
    petrov = replace(_ivanova({"orders": ["phone"]}, phone=PHONE), address="alfa/petrov")
    elsewhere = replace(petrov, address="beta/petrov")
    before = live(ALFA, organization("beta"), now)
    assert planned(desired(ALFA, organization("beta"), petrov, elsewhere), before).people == People(starts=("beta/petrov",))
    unrefused = _change(now, _ivanova({"orders": ["mobile"]}, mobile=PHONE | {"address": "+79160000002"}))
    assert unrefused == People(starts=("alfa/ivanova",))


def test_swapping_ids_replaces_no_address_and_a_second_address_neither() -> None:
    one, two = {"channel": "sms", "address": "+79160000001"}, {"channel": "sms", "address": "+79160000002"}
    both = ["mobile", "phone"]
    assert _change(_ivanova({"orders": both}, mobile=one, phone=two), _ivanova({"orders": both}, mobile=two, phone=one)) == People()
    assert _change(_ivanova({"orders": ["mobile"]}, mobile=one), _ivanova({"orders": both}, mobile=one, phone=two)) == People()
    assert _change(_ivanova({"orders": ["mobile"]}, mobile=one), _ivanova({"orders": ["mobile"]}, mobile=two)).readdressed == ("alfa/ivanova",)


def test_routing_everything_past_an_address_replaces_it() -> None:
    """The old address stays declared and gets nothing any more: that is a replacement, however it is written."""
    mine, theirs = {"channel": "email", "address": "a@x.example"}, {"channel": "email", "address": "b@x.example"}
    now = _ivanova({"orders": ["email"]}, email=mine)
    assert _change(now, _ivanova({"orders": ["other"]}, email=mine, other=theirs)).readdressed == ("alfa/ivanova",)
    # An address that received nothing and one that is merely added replace nothing, and neither does a choice among one's own.
    idle = _ivanova({"orders": ["email"]}, email=mine, other=theirs)
    assert _change(idle, _ivanova({"orders": ["email"]}, email=mine)).readdressed == ()
    assert _change(now, _ivanova({"orders": ["email"], "works": ["other"]}, email=mine, other=theirs)).readdressed == ()
    both = _ivanova({"orders": ["email"], "works": ["other"]}, email=mine, other=theirs)
    assert _change(both, _ivanova({"orders": ["other"], "works": ["email"]}, email=mine, other=theirs)).readdressed == ()


def test_an_address_that_receives_nothing_yet_is_replaced_all_the_same() -> None:
    idle = {"channel": "email", "address": "a@x.example"}
    now = _ivanova({"orders": ["mobile"]}, email=idle, mobile=PHONE)
    assert _change(now, _ivanova({"orders": ["mobile"]}, email=idle | {"address": "b@x.example"}, mobile=PHONE)) == People(readdressed=("alfa/ivanova",))


def test_another_spelling_of_the_channel_s_contact_is_no_replacement() -> None:
    now = _ivanova({"orders": ["email"]}, email=MAIL)
    renamed = _change(now, _ivanova({"orders": ["post"]}, post=MAIL))
    assert (renamed.readdressed, renamed.stops, renamed.starts) == ((), (), ())


def test_a_refusal_is_of_the_address_that_serves_and_not_of_the_one_declared() -> None:
    pending = {"unconfirmed": ["email"], "serving": {"email": "old@x.example"}, "refused": {"email": ["*"]}}
    now = _ivanova({"orders": ["email"]}, pending, email=MAIL)
    petrov = replace(_ivanova({"orders": ["email"]}, email={"channel": "email", "address": MAIL["address"]}), address="alfa/petrov")
    assert planned(desired(ALFA, now, petrov), live(ALFA, now)).people == People(starts=("alfa/petrov",))
    old = replace(_ivanova({"orders": ["email"]}, email={"channel": "email", "address": "old@x.example"}), address="alfa/petrov")
    assert planned(desired(ALFA, now, old), live(ALFA, now)).people == People()


def test_a_contact_moved_to_another_account_keeps_what_is_known_of_its_address() -> None:
    now = _ivanova({"orders": ["email"]}, {"refused": {"email": ["orders"]}}, email=MAIL)
    bare = _ivanova({})
    petrov = replace(_ivanova({"orders": ["email"], "works": ["email"]}, email=MAIL), address="alfa/petrov")
    found = planned(desired(ALFA, bare, petrov), live(ALFA, now)).people
    assert found == People(starts=("alfa/petrov",)), "confirmed already, and orders stay refused"
    assert reach(interpret([*TYPES, ALFA, now]), {"alfa/ivanova": now.observed}) == frozenset()


def test_the_same_account_id_in_two_organizations_is_two_people() -> None:
    """A refusal in one organization says nothing in the other; who stops in one does not go on through the other."""
    beta = organization("beta")
    now = _ivanova({"orders": ["email"]}, email=MAIL)
    twin = replace(now, address="beta/ivanova")
    result = planned(desired(ALFA, beta, twin), live(ALFA, beta, now, twin))
    assert result.people == People(stops=("alfa/ivanova",))


def test_a_type_that_ceases_to_be_mandatory_loses_those_who_refused_it() -> None:
    now = _ivanova({"orders": ["email"], "security": ["email"]}, {"refused": {"email": ["security"]}}, email=MAIL)
    free = [replace(each, canonical=each.canonical.replace(b'"mandatory":true', b'"mandatory":false')) for each in TYPES]
    result = planned(State((*free, ALFA, replace(now, observed={}))), live(ALFA, now))
    assert [change.address for change in result.changes] == ["type:security"]
    assert result.people == People(stops_type={"security": ("alfa/ivanova",)})
    assert {refusal.guard for refusal in result.refusals} == {"silence"}
    assert planned(desired(ALFA, now), live(ALFA, now)).people == People()
