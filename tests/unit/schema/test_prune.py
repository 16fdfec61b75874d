"""What is left of a wrong document."""

from __future__ import annotations

import copy

import pytest

from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.schema.check import check
from reconciler.schema.prune import prune
from tests.unit.schema.documents import Data, account, contact, document, notification_type, notifications, organization
from tests.unit.schema.test_check import WRONG


def pruned(data: Data) -> object:
    whole = document(data)
    return prune(whole, check([whole])).data


@pytest.mark.parametrize("data", [row[1] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_left_has_nothing_wrong_with_it(data: Data) -> None:
    before = copy.deepcopy(data)
    left = pruned(data)
    assert left == {} or check([document(left)]) == []  # type: ignore[arg-type]
    assert data == before


def test_only_what_is_wrong_goes() -> None:
    data = notifications(types={"works": "да", "payment": True}, channels=["email", None, "sms"])
    assert pruned(data | {"inn": 1, "acounts": {}}) == notifications(types={"payment": True}, channels=["email", "sms"])


def test_names_that_are_missing_do_not_cost_the_account() -> None:
    assert pruned(organization(accounts={"a": {"contacts": {"email": "a@b.example"}}})) == organization(
        accounts={"a": {"family_name": "?", "given_name": "?", "contacts": {"email": "a@b.example"}}}
    )
    assert pruned(account(family_name=5)) == account(family_name="?")


def test_names_that_are_missing_do_not_cost_the_organization() -> None:
    assert pruned({"version": 1, "kind": "Organization", "id": "teleset"}) == organization(name="?")
    assert pruned(notification_type(title=5)) == notification_type(title="?")


def test_what_lacks_something_essential_goes() -> None:
    assert pruned(contact({"channel": "webhook"})) == organization(contacts={})
    assert pruned(organization(id=5)) == {}
    assert pruned(organization(version=2)) == {}


def test_a_document_without_errors_stays_as_it_is() -> None:
    whole = document(organization(), 3)
    others = [Diagnostic("x", place=Place(4, ("id",))), Diagnostic("y", Severity.WARNING, place=Place(3, ("id",)))]
    assert prune(whole, others) is whole


def test_places_inside_of_removed_places_are_no_trouble() -> None:
    whole = document(organization(accounts={"a": {"audience": "external"}}))
    wrong = [Diagnostic("x", place=Place(0, pointer)) for pointer in [("accounts", "a"), ("accounts", "a", "audience"), ("accounts",), ("contacts", "b")]]
    assert prune(whole, wrong).data == organization()
    assert prune(whole, wrong[::-1]).data == organization()
