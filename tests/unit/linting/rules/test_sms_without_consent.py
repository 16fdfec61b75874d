"""SMS to people without a basis."""

from __future__ import annotations

import pytest

from tests.unit.linting.rules.conftest import Found, Places

HEAD = "contacts:\n  sms: '+79160000001'\naccounts:\n  ivanova:\n    family_name: Иванова\n    given_name: Анна\n    contacts:\n      "

ROWS = [
    ('mobile: {channel: sms, address: "+79160000001"}', [(8, 25)], ""),
    ('mobile: {address: "+79160000001", channel: sms}', [(8, 50)], ""),
    ('sms: {address: "+79160000001"}', [(8, 7)], ""),
    ('sms: "+79160000001"', [(8, 7)], "short"),
    ("sms: {env: IVANOVA_PHONE}", [(8, 7)], "short"),
    ("mobile: {channel: sms, address: {env: IVANOVA_PHONE}}", [(8, 25)], ""),
    ('mobile: {channel: sms, address: "+79160000001", consent: {basis: contract}}', [], ""),
    ('mobile: {channel: sms, address: "+79160000001", consent: {basis: law, since: "2025-06-01"}}', [], ""),
    ('max: "+79160000001"', [], ""),
    ('mobile: {channel: sms, address: "+7916"}', [], ""),
]  # fmt: skip


@pytest.mark.parametrize(("contact", "where", "hint"), ROWS)
def test_sms_to_a_person_needs_a_basis(contact: str, where: list[tuple[int, int]], hint: str, found: Found, places: Places) -> None:
    assert places("sms-without-consent", HEAD + contact) == where
    for each in found("sms-without-consent", HEAD + contact):
        assert (each.arguments["recipient"], each.hint) == ("teleset/ivanova", hint)


def test_each_telephone_is_told(places: Places) -> None:
    assert len(places("sms-without-consent", HEAD + 'sms: "+79160000001"\n      two: {channel: sms, address: "+79160000002"}')) == 2


def test_external_accounts_are_people_too(places: Places) -> None:
    assert places("sms-without-consent", "accounts:\n  client-17:\n    audience: external\n    contacts: {sms: '+79160000001'}") == [(4, 16)]
