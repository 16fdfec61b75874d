"""What nobody may be shown: values that would be known anywhere, and files that hold them where they belong."""

from __future__ import annotations

from collections.abc import Iterable

CANARIES = {
    "e-mail": "hidden.one@x.example",
    "phone": "+79161234567",
    "phone with signs": "8 (916) 123-45-67",
    "number of a person": "112-233-445 95",
    "name": "Потаённая Потаённа Потаённовна",
    "secret": "hunter2!pw",
    "secret in an address": "https://x.example/hook/hunter2!pw",
    "password in an address": "postgresql://user:hunter2!pw@x.example/notify",
}

KNOWN_BY = ("hidden.one", "9161234567", "91612", "123-45", "233-445", "отаённ", "unter2")
"""What no mask keeps of them."""

ORGANIZATION = """\
version: 1
kind: Organization
id: canary
name: ИП Потаённая  # Потаённая Потаённа, hidden.one@x.example
form: sole-proprietor
inn: "500123456750"
ogrn: "304770000000008"
locale: ru
timezone: Europe/Moscow
contacts:
  duty: {channel: email, address: hidden.one@x.example}  # call +79161234567
  bus: {channel: webhook, address: "https://x.example/hook/hunter2!pw", secret: {env: CANARY_SECRET}}
notifications:
  types: [payment, orders, works]
  channels: [email, sms, webhook]
roles:
  helper: {notifications: {types: {works: false}}}
accounts:
  # Потаённая, hunter2!pw
  first:
    family_name: Потаённая
    given_name: "Потаённа"
    patronymic: 'Потаённовна'
    role: helper
    contacts:
      email: hidden.one+first@x.example
      mobile: {channel: sms, address: "+79161234567", consent: {basis: contract, since: "2025-06-01"}}
    notifications: {types: {payment: [email, sms], works: true}}
  second: {family_name: Потаённая, given_name: Потаённа, contacts: {email: hidden.one+second@x.example, sms: "8 (916) 123-45-68"}}
  third:
    audience: external
    contacts:
      email: >-
        hidden.one+third@x.example
    notifications: {types: [works]}
"""
"""Valid; every kind of personal value, in every way of writing one."""


def shown(text: str) -> list[str]:
    """What of it may not be shown."""
    return [word for word in KNOWN_BY if word in text]


def first_shown(said: Iterable[str]) -> str:
    """The place where something is shown, with what stands around it; "" where nothing is."""
    for text in said:
        for word in shown(text):
            at = text.index(word)
            return f"…{text[max(at - 400, 0) : at + 100]}…"
    return ""
