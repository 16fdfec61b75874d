"""Webhooks whose receiver cannot tell who calls."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Places

URL = "https://bus.teleset.example/notify"
CLIENT = "accounts:\n  client-17:\n    audience: external\n    contacts:\n      "

ROWS = [
    (f"contacts:\n  bus: {{channel: webhook, address: {URL}}}", [(2, 3)]),
    (f"contacts:\n  webhook: {URL}", [(2, 3)]),
    (f"contacts:\n  bus: {{channel: webhook, address: {URL}, secret: {{env: BUS_SECRET}}}}", []),
    (f"contacts:\n  bus: {{channel: webhook, address: {URL}, secret: 1f2e3d}}", []),
    (CLIENT + f"bus: {{channel: webhook, address: {URL}}}", [(5, 7)]),
    (CLIENT + f"bus: {{channel: webhook, address: {URL}, secret: {{env: BUS_SECRET}}}}", []),
    (CLIENT + f"bus: {{channel: webhook, address: {URL}, secret: 1f2e3d}}", []),
    ("contacts: {email: duty@teleset.example}", []),
]


@pytest.mark.parametrize(("text", "where"), ROWS)
def test_a_webhook_has_a_secret(text: str, where: list[tuple[int, int]], places: Places) -> None:
    assert places("unsigned-webhook", text) == where


@pytest.mark.parametrize("prefix", ["contacts:\n  ", CLIENT])
def test_a_secret_that_is_not_allowed_is_a_mistake_of_its_own(prefix: str, places: Places) -> None:
    text = prefix + f"bus: {{channel: webhook, address: {URL}, secret: {{env: BUS_SECRET}}}}"
    assert places("unsigned-webhook", text, project="backend: {type: memory}\n") == []
