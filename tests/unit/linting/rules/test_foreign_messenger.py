"""Foreign messengers, where the law keeps an organization from using them."""

from __future__ import annotations

import pytest

from reconciler.model.diagnostic import Severity
from tests.unit.linting.rules.conftest import Found, Places

TEXT = """\
form: telecom-operator
contacts:
  duty: {channel: telegram, address: "1001"}
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts:
      telegram: "1002"
      chat: {address: "1003", channel: telegram}
      max: "1004"
"""
WHERE = [(3, 19), (9, 7), (10, 40)]


def test_every_recipient_of_the_organization_counts(places: Places) -> None:
    assert places("foreign-messenger", TEXT) == WHERE


@pytest.mark.parametrize(
    ("form", "applies"),
    [("state", True), ("municipal", True), ("telecom-operator", True), ("bank", True), ("company", False), ("sole-proprietor", False), ("other", False)],
)
def test_the_form_decides(form: str, applies: bool, places: Places) -> None:
    assert places("foreign-messenger", TEXT.replace("telecom-operator", form)) == (WHERE if applies else [])


def test_who_says_no_form_is_not_concerned(places: Places) -> None:
    assert places("foreign-messenger", TEXT.replace("form: telecom-operator\n", "\n")) == []


def test_a_project_names_forms_and_channels(found: Found, places: Places) -> None:
    project = "backend: {type: memory}\nchannels: [viber, pager]\nlint: {foreign-messenger: {severity: warning, channels: [viber], forms: [company]}}\n"
    text = "form: company\ncontacts:\n  viber: '+79160000001'\n  telegram: '1'\n  pager: '2'\n"
    assert places("foreign-messenger", text, project=project) == [(3, 3)]
    assert found("foreign-messenger", text, project=project)[0].severity is Severity.WARNING
    assert places("foreign-messenger", TEXT, project=project) == []


def test_whatsapp_and_viber_count_where_a_project_has_them(places: Places) -> None:
    project = "backend: {type: memory}\nchannels: [viber, whatsapp]\n"
    text = "form: bank\ncontacts:\n  viber: '+79160000001'\n  a: {channel: whatsapp, address: '+79160000001'}\n"
    assert places("foreign-messenger", text, project=project) == [(3, 3), (4, 16)]
