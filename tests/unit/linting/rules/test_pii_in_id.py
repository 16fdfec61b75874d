"""Ids that give a person away, where they are written."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import Codes
from tests.unit.linting.rules.conftest import Found, Places

ANNA = "accounts:\n  {}: {{family_name: Иванова, given_name: Анна, patronymic: Петровна, contacts: {{email: ivanova@teleset.example}}}}\n"
CODE = "pii-in-id"


@pytest.mark.parametrize(
    ("id", "hint"),
    [
        ("ivanova-anna", "name"),
        ("annaivanova", "name"),
        ('"79160000001"', "phone"),
        ("a-8-916-000-00-01", "phone"),
        ("112-233-445-95", "snils"),
        ('"500123456750"', "inn"),
        ("ivanova-teleset-example", "email"),
        ("ivanova-at-teleset-ru", "email"),
        ("ivanova-mail-ru", "email"),
    ],
)
def test_an_account(id: str, hint: str, found: Found, places: Places) -> None:
    assert places(CODE, ANNA.format(id)) == [(2, 3)]
    assert [said.hint for said in found(CODE, ANNA.format(id))] == [hint]


@pytest.mark.parametrize("id", ["ivanova", "ivanova-a", "ivanova-2", "op-0000001", "head-of-sales", '"17"', '"0212345670"', "ivanova-ap"])
def test_an_id_that_is_fine(id: str, codes: Codes) -> None:
    assert [code for code, _, _ in codes(ANNA.format(id)) if code == CODE] == []


def test_whom_nobody_has_named_has_no_name_to_give_away(places: Places) -> None:
    text = "accounts:\n  ivanova-anna: {audience: external, contacts: {email: c@client.example}}\n  petrov-oleg: {family_name: {env: A}, given_name: {env: B}}"
    assert places(CODE, text) == []


@pytest.mark.parametrize("id", ["c-client-example", "c-at-client-ru", "c-8-916-000-00-01", '"79160000001"'])
def test_a_client_without_a_name(id: str, places: Places) -> None:
    client = "accounts:\n  {}: {{audience: external, contacts: {{email: c@client.example}}}}\n"
    assert places(CODE, client.format(id)) == [(2, 3)]
    assert places(CODE, client.format("client-17-a-b")) == []


def test_a_long_name_does_not_hide_an_address(places: Places) -> None:
    text = "accounts:\n  i-k-ru: {family_name: Ивановская-Константинова, given_name: Александра, contacts: {email: i@k.ru}}\n"
    assert places(CODE, text) == [(2, 3)]


def test_each_kind_of_id(found: Found, places: Places) -> None:
    text = """\
id: t-79160000001
contacts:
  duty-79160000001: {channel: email, address: duty@teleset.example}
roles:
  chief-at-mail-ru: {notifications: {types: [works]}}
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    role: chief-at-mail-ru
    contacts:
      work-2: {channel: email, address: a@teleset.example}
      ivanova-anna: {channel: email, address: b@teleset.example}
      "79160000001": {channel: sms, address: "+79160000001"}
      ivanova: {channel: email, address: ivanova@teleset.example}
"""
    assert places(CODE, text) == [(1, 5), (3, 3), (5, 3), (13, 7), (14, 7)]
    assert [said.hint for said in found(CODE, text)] == ["phone", "phone", "email", "name", "phone"]


def test_an_account_of_another_file_is_reported_there(places: Places) -> None:
    head = "version: 1\nkind: Organization\nid: teleset\nname: X\n---\nversion: 1\nkind: Accounts\norganization: teleset\n"
    assert places(CODE, head + ANNA.format("anna-ivanova")) == [(10, 3)]


def test_a_sole_proprietor_is_a_person(found: Found, places: Places) -> None:
    text = "id: ivanova-anna\nname: {}\nform: {}\n"
    for name in ("ИП Иванова Анна Петровна", "Индивидуальный предприниматель Иванова Анна Петровна", "Анна Иванова"):
        assert places(CODE, text.format(name, "sole-proprietor")) == [(1, 5)]
    assert [said.arguments["suggestion"] for said in found(CODE, text.format("ИП Иванова Анна", "sole-proprietor"))] == ["ivanova-a"]
    for name, form in (("ИП Иванова А. П.", "sole-proprietor"), ("ИП Иванова", "sole-proprietor"), ("Анна Иванова", "company")):
        assert places(CODE, text.format(name, form)) == []


def test_the_suggestion_is_free(found: Found) -> None:
    person = "{family_name: Иванова, given_name: Анна}"
    others = "".join(f"  {id}: {person}\n" for id in ("ivanova-a", "ivanova-a-2"))
    (said,) = found(CODE, f"accounts:\n  anna-ivanova: {person}\n{others}")
    assert said.arguments == {"suggestion": "ivanova-a-3"}


def test_the_words_show_nothing_of_a_number(found: Found) -> None:
    for id in ('"79160000001"', "112-233-445-95", '"500123456750"', "ivanova-at-teleset-ru"):
        for said in found(CODE, ANNA.format(id)):
            assert said.arguments == {}
