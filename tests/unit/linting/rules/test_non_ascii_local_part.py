"""E-mail addresses that many servers refuse."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Places


@pytest.mark.parametrize("address", ["иванова@teleset.example", "иванова@почта.рф", "müller@teleset.example", "иванова@xn--80a1acny.xn--p1ai"])
def test_letters_before_the_at(address: str, places: Places) -> None:
    assert places("non-ascii-local-part", f"contacts:\n  email: {address}") == [(2, 10)]
    assert places(
        "non-ascii-local-part", f"accounts:\n  client-17:\n    audience: external\n    contacts: {{work: {{channel: email, address: {address}}}}}"
    ) == [(4, 48)]


@pytest.mark.parametrize("address", ["ivanova@teleset.example", "ivanova@почта.рф", "ivаnova@teleset.example", "ivanova"])
def test_other_addresses(address: str, places: Places) -> None:
    assert places("non-ascii-local-part", f"contacts:\n  email: {address}") == []


def test_other_channels(places: Places) -> None:
    assert places("non-ascii-local-part", "contacts:\n  webhook: https://teleset.example/почта") == []
