"""What comes from a table is data: whatever is in it, the file says exactly that and nothing else."""

from __future__ import annotations

import pytest
import yaml
import yaml_rs
from hypothesis import given
from hypothesis import strategies as st

from reconciler.importing.yaml_text import accounts_text, organization_text, scalar
from tests.unit.importing.reading import take

HOSTILE = [
    "a: b",
    "a #b",
    "# a",
    "- a",
    "---",
    "...",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "{a: b}",
    "[a]",
    "'",
    '"',
    "\\",
    "a\nb: c",
    "a\tb",
    "\x00",
    "\x85",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\U000e0001",
    "😀",
    "yes",
    "No",
    "null",
    "~",
    "да",
    "Нет",
    "1",
    "0212345670",
    "1e5",
    "0x1f",
    "22:00",
    "2025-06-01",
    ".inf",
    "<<",
    "=",
    "",
    " a ",
    "ООО «ТелеСеть»",
    "«ТелеСеть»",
    "Иванова",
    "О'Нил",
    "a,b",
    "a: ",
    "a:",
    "?",
    "? a",
]


@given(st.sampled_from(HOSTILE) | st.text(max_size=20) | st.text(alphabet="ab: #-'\"\n{}[],&*!|>%@`?~\\\x00\x85\u2028\u202e", max_size=20))
def test_a_scalar_is_the_text_for_both_parsers_in_every_place(text: str) -> None:
    written = f"block: {scalar(text)}\nflow: {{k: {scalar(text)}, l: [{scalar(text)}]}}\n{scalar(text)}: key\n"
    expected = {"block": text, "flow": {"k": text, "l": [text]}, text: "key"}
    if text not in ("block", "flow"):
        assert yaml.safe_load(written) == expected
        assert yaml_rs.loads(written, parse_datetime=False) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_mean_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == text or scalar(text).startswith('"')
    assert scalar(text).isprintable()


def test_ordinary_texts_stay_readable() -> None:
    for text in ("Иванова", "О'Нил", "Салтыков-Щедрин", "ivanova@teleset.example", "иванова@телесеть.example", "ООО «ТелеСеть»", "Europe/Moscow", "ivanova"):
        assert scalar(text) == text
    assert scalar("+79160000001") == '"+79160000001"'
    assert scalar("2025-06-01") == '"2025-06-01"'


TABLE = """\
Логин;ФИО;E-mail;Телефон;Язык;Часовой пояс;Внешний;Уведомления;Согласие;Дата согласия
;Иванова Анна Петровна;ivanova@teleset.example;8 916 000-00-01, 8 916 000-00-02;;МСК+7;;works, payment;договор;01.06.2025
;Петров Пётр;petrov@teleset.example;;en;;;все;;
client-17;;c@client.example;;;;да;works;согласие;
"""

ACCOUNTS = """\
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    patronymic: Петровна
    timezone: Asia/Vladivostok
    contacts:
      email: ivanova@teleset.example
      mobile: {channel: sms, address: "+79160000001", consent: {basis: contract, since: "2025-06-01"}}
      mobile-2: {channel: sms, address: "+79160000002", consent: {basis: contract, since: "2025-06-01"}}
    notifications: {types: [works, payment]}
  petrov:
    family_name: Петров
    given_name: Пётр
    locale: en
    contacts: {email: petrov@teleset.example}
    notifications: {types: all}
  client-17:
    audience: external
    contacts:
      email: {address: c@client.example, consent: {basis: consent}}
    notifications: {types: [works]}
"""


def test_the_file_is_written_as_people_write_it() -> None:
    people = take(TABLE).people
    head = "version: 1\nkind: Organization\nid: teleset\nname: ООО «ТелеСеть»\n"
    assert organization_text("teleset", "ООО «ТелеСеть»", people) == head + ACCOUNTS
    head = "# yaml-language-server: $schema=../schemas/document.json\nversion: 1\nkind: Accounts\norganization: teleset\n"
    assert accounts_text("teleset", people, schema="../schemas/document.json") == head + ACCOUNTS


@pytest.mark.parametrize("id", ["no", "on", "null", "1e5", "17"])
def test_ids_that_are_words_of_yaml_are_quoted(id: str) -> None:
    people = take(f"Логин;ФИО;E-mail\n{id};Иванова Анна;a@teleset.example\n").people
    assert list(yaml.safe_load(accounts_text(id, people))["accounts"]) == [id]
    assert yaml.safe_load(organization_text(id, id, people))["id"] == id
