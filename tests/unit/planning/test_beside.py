"""What is observed of everyone a plan touches or keeps, told beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reconciler.model.beside import Beside, OptOut, Waiting
from reconciler.model.personal import Personal
from reconciler.model.resource import Resource, State
from tests.unit.planning.worlds import account, desired, live, organization, planned

ORGANIZATION = organization("teleset")


def asking(address: str, *types: str, email: str = "") -> Resource:
    """An account whose e-mail has to be confirmed."""
    made = account(address, *types, email=email)
    return replace(made, canonical=made.canonical.replace(b'"channel":"email"', b'"channel":"email","confirm":true'))


def seen(resource: Resource, **observed: Any) -> Resource:
    return replace(resource, observed=observed)


def test_nothing_observed_is_nothing_said() -> None:
    world = (ORGANIZATION, account("teleset/ivanova", "orders"))
    assert planned(desired(*world), live(*world)).beside == Beside()


def test_who_waits_and_who_refused_is_told_where_nothing_changes() -> None:
    anna, petrov = asking("teleset/anna", "orders", email="anna@example.org"), account("teleset/petrov", "orders", email="petrov@example.org")
    made = planned(
        desired(ORGANIZATION, anna, petrov),
        live(ORGANIZATION, seen(anna, unconfirmed=["email"], serving={"email": "old@example.org"}), seen(petrov, refused={"email": ["*"]})),
    )
    assert not made
    assert made.beside == Beside(
        1,
        1,
        (Waiting("teleset/anna", "email", "email", Personal("anna@example.org"), Personal("old@example.org")),),
        (OptOut("teleset/petrov", "email", "email", Personal("petrov@example.org"), ("*",)),),
    )


def test_a_refusal_that_changes_nothing_is_not_told() -> None:
    """A type that is not sent there, and one that is mandatory."""
    anna = account("teleset/anna", "orders", "security")
    known = seen(anna, refused={"email": ["orders", "security", "works"]})
    (refused,) = planned(desired(ORGANIZATION, anna), live(ORGANIZATION, known)).beside.first_refused
    assert refused.types == ("orders",)
    only = seen(anna, refused={"email": ["security", "works"]})
    assert planned(desired(ORGANIZATION, anna), live(ORGANIZATION, only)).beside == Beside()


def test_a_refusal_is_told_of_the_address_in_use() -> None:
    anna = asking("teleset/anna", "orders", email="anna@example.org")
    known = seen(anna, unconfirmed=["email"], serving={"email": "old@example.org"}, refused={"email": ["orders"]})
    (refused,) = planned(desired(ORGANIZATION, anna), live(ORGANIZATION, known)).beside.first_refused
    assert refused.address == Personal("old@example.org")


def test_of_those_who_change_it_is_told_as_it_will_be() -> None:
    before, after = asking("teleset/anna", "orders", email="anna@example.org"), asking("teleset/anna", "orders", "works", email="new@example.org")
    new = asking("teleset/petrov", "orders", email="petrov@example.org")
    made = planned(desired(ORGANIZATION, after, new), live(ORGANIZATION, seen(before, refused={"email": ["works"]})))
    assert made.foreseen["teleset/anna"] == {"unconfirmed": ["email"], "serving": {"email": "anna@example.org"}, "refused": {"email": ["works"]}}
    assert made.foreseen["teleset/petrov"] == {"unconfirmed": ["email"]}
    assert [(one.recipient, str(one.address), one.serving and str(one.serving)) for one in made.beside.first_waiting] == [
        ("teleset/anna", "n•••••@example.org", "a•••••@example.org"),
        ("teleset/petrov", "p•••••@example.org", None),
    ]
    assert [(one.recipient, one.types) for one in made.beside.first_refused] == [("teleset/anna", ("works",))]


def test_of_those_who_go_and_of_others_nothing_is_told() -> None:
    gone, theirs, clash = (account(f"teleset/{name}", "orders") for name in ("anna", "archive", "petrov"))
    refusing = {"refused": {"email": ["*"]}}
    made = planned(
        desired(ORGANIZATION, clash),
        live(ORGANIZATION, seen(gone, **refusing), *(replace(seen(one, **refusing), manager="legacy-crm") for one in (theirs, clash))),
    )
    assert [type(change).__name__ for change in made.changes] == ["Delete"]
    assert made.beside == Beside()


def test_five_of_each_are_named_in_the_order_of_listings() -> None:
    people = [asking(f"teleset/p-{number}", "orders") for number in range(7)]
    state = live(ORGANIZATION, *(seen(one, unconfirmed=["email"]) for one in reversed(people)))
    made = planned(desired(ORGANIZATION, *people), state).beside
    assert made.waiting == 7
    assert [one.recipient for one in made.first_waiting] == [f"teleset/p-{number}" for number in range(5)]
    assert planned(desired(ORGANIZATION, *people), State(list(state.values())[::-1])).beside == made


def test_neither_plan_nor_digest_depends_on_what_is_observed() -> None:
    before, after = account("teleset/anna", "orders"), account("teleset/anna", "orders", "works")
    quiet = planned(desired(ORGANIZATION, after), live(ORGANIZATION, before))
    observed = planned(desired(ORGANIZATION, after), live(ORGANIZATION, seen(before, refused={"email": ["orders"]})))
    assert observed.digest == quiet.digest
    assert observed.beside.refused == 1
