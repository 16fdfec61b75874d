"""The order of keys that fmt gives a document."""

from __future__ import annotations

import pytest

from reconciler.linting import RULES
from reconciler.schema.files import KINDS, schema
from reconciler.schema.order import KeyOrder, key_order


def places(kind: str, *steps: str | None) -> list[str]:
    order: KeyOrder | None = key_order(kind)
    for step in steps:
        assert order is not None
        order = order.inside(step)
    return [] if order is None else list(order.places)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_document_has_its_place_and_version_and_kind_lead(kind: str) -> None:
    assert places(kind)[:2] == ["version", "kind"]
    assert sorted(places(kind)) == sorted(schema(KINDS[kind])["properties"])


def test_of_a_kind_there_is_not_nothing_is_known() -> None:
    assert key_order("Pod") is None
    assert key_order("") is None


def test_the_order_is_that_of_the_schemas() -> None:
    assert places("Organization")[2:6] == ["id", "name", "form", "inn"]
    assert places("Project")[2:5] == ["manager", "id", "sources"]
    account = ["audience", "family_name", "given_name", "patronymic", "role", "locale", "timezone", "suspended", "protected", "contacts", "notifications"]
    assert places("Organization", "accounts", "ivanova") == account
    assert places("Accounts", "accounts", "No id") == account
    assert places("Organization", "contacts", "duty") == ["channel", "address", "consent", "secret", "types", "env", "file"]
    assert places("Organization", "accounts", "ivanova", "notifications", "quiet_hours") == ["from", "to"]
    assert places("Organization", "moved", None) == ["from", "to"]
    assert places("Project", "environments", "test", "recipients") == ["allow", "otherwise"]
    assert places("Project", "backend")[:2] == ["type", "url"]
    assert places("NotificationType", "title") == ["ru", "en"]


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("Organization", ["accounts"]),
        ("Organization", ["contacts"]),
        ("Organization", ["roles"]),
        ("Organization", ["requirements"]),
        ("Organization", ["notifications", "types"]),
        ("Organization", ["contacts", "duty", "types"]),
        ("Project", ["environments"]),
        ("Project", ["transports"]),
        ("Project", ["lint"]),
        ("NotificationType", ["events"]),
        ("NotificationType", ["events", "a.b", "properties"]),
        ("Organization", ["name"]),
        ("Organization", ["nothing"]),
    ],
)
def test_what_people_choose_has_no_order(kind: str, steps: list[str]) -> None:
    assert places(kind, *steps) == []


def test_a_rule_of_the_project_stands_where_its_author_put_it() -> None:
    order = key_order("Project")
    assert order is not None
    assert order.inside("lint") is None
    assert set(schema("project")["properties"]["lint"]["properties"]) >= {rule.id for rule in RULES}


def test_accounts_share_one_order() -> None:
    order = key_order("Accounts")
    assert order is not None
    accounts = order.inside("accounts")
    assert accounts is not None
    assert accounts.inside("ivanova") is accounts.inside("petrov")
