"""Live settings, and why a value is what it is."""

from __future__ import annotations

from dataclasses import replace

from reconciler.model.diagnostic import Location
from reconciler.model.settings import Requirement, Settings
from reconciler.model.values import Json
from reconciler.reporting.explain import Layer, render_explain
from reconciler.reporting.show import render_show
from tests.unit.reporting.worlds import IVANOVA, TARGET, account, contact, organization, type_

OBSERVED: dict[str, dict[str, Json]] = {
    "teleset/ivanova": {
        "unconfirmed": ["email"],
        "serving": {"email": "old@teleset.example"},
        "refused": {"mobile": ["works", "orders"]},
        "foreign": [
            {"address": "teleset/ivanova/mobile", "type": "works", "manager": ""},
            {"address": "teleset/ivanova/fax", "manager": "legacy-crm"},
        ],
    }
}
DUTY = contact("duty", "duty@teleset.example")
TELESET = organization(replace(IVANOVA, role="coordinator", subscriptions={"leak": ("email",), "works": ("email", "mobile"), "payment": ("email",)}))
TELESET = replace(
    TELESET,
    recipient=replace(TELESET.recipient, contacts=(DUTY,), subscriptions={"payment": ("duty",)}),
    requirements={"payment": Requirement(2, ("email", "sms"))},
)
TYPES = tuple(type_(id, core=id != "leak") for id in ("leak", "works", "payment"))
SETTINGS = Settings(TYPES, (TELESET,))

ENGLISH = """\
Environment: production
Backend:     sql, postgresql://db1.teleset.example/notify
Manager:     teleset-platform-7f3a

teleset  organization, ru, Europe/Moscow
  name:     ООО «ТелеСеть»
  form:     telecom-operator
  requires: payment: 2 email, sms
  accounts: 1
  contacts:
    duty  email  d•••••@teleset.example
  receives:
    payment  email

teleset/ivanova  employee, coordinator, ru, Europe/Moscow
  full name: И••••• А•••••
  contacts:
    email   email  i•••••@teleset.example  awaits confirmation; until then at o•••••@teleset.example
    mobile  sms    +7916•••••01            the recipient refused orders, works
  receives:
    payment  email
    works    email, sms
    leak     email
  also there:
    teleset/ivanova/fax of legacy-crm
    teleset/ivanova/mobile works, which no manager marked"""


def test_show() -> None:
    assert render_show(SETTINGS, target=TARGET, observed=OBSERVED, language="en") == ENGLISH


def test_reveal() -> None:
    text = render_show(SETTINGS, observed=OBSERVED, language="ru", reveal=True)
    assert "•" not in text
    assert all(value in text for value in ("Иванова Анна", "ivanova@teleset.example", "old@teleset.example", "+79160000001"))


def test_special_states() -> None:
    muted = replace(account("teleset/muted", DUTY), suspended=True, protected=True, quiet_hours=("22:00", "08:00"))
    text = render_show(Settings((), (organization(muted),)), observed={"teleset/muted": {"refused": {"duty": ["*", "works"]}}}, language="en")
    assert "suspended: receives nothing" in text
    assert "protected" in text
    assert "quiet hours: 22:00-08:00" in text
    assert "the recipient refused everything" in text
    assert "subscribed to nothing" in text


def test_nothing_there() -> None:
    assert render_show(Settings(), observed={}, language="ru") == "Здесь пока ничего не настроено."


def test_order_does_not_matter() -> None:
    one, two = organization(account("alfa/a"), account("alfa/b"), id="alfa"), organization(id="beta")
    backwards = Settings(TYPES[::-1], (two, replace(one, accounts=one.accounts[::-1])))
    assert render_show(Settings(TYPES, (one, two)), observed={}, language="en") == render_show(backwards, observed={}, language="en")


LAYERS = (
    Layer("catalogue", "email, inapp"),
    Layer("organization teleset", "[email, sms]", Location("organizations/teleset.yaml", 14, 11)),
    Layer("role coordinator", "[sms]", Location("organizations/teleset.yaml", 22, 3), decides=True),
    Layer("clamp", "email", note="sms is not allowed here"),
)

EXPLAINED = """\
teleset/ivanova payment

   catalogue             email, inapp
   organization teleset  [email, sms]  organizations/teleset.yaml:14
>  role coordinator      [sms]         organizations/teleset.yaml:22  decides
   clamp                 email                                        sms is not allowed here

Result: sms"""


def test_explain() -> None:
    assert render_explain("teleset/ivanova payment", LAYERS, "sms", language="en") == EXPLAINED


def test_explain_in_russian() -> None:
    text = render_explain("teleset/ivanova payment", LAYERS, "sms", language="ru")
    assert "организация teleset" in text
    assert "роль coordinator" in text
    assert text.endswith("Итог: sms")
