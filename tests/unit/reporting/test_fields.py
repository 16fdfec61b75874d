"""The lines under an update: one for each field, masked where it is about a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import FieldChange, Update
from reconciler.model.plan import Plan
from reconciler.model.reach import People
from reconciler.model.resource import Resource
from reconciler.model.settings import Consent, Contact, Recipient, SecretReference, Settings
from reconciler.model.values import ABSENT
from reconciler.reporting.beside import NOTHING, Observed
from reconciler.reporting.fields import field_details
from reconciler.reporting.plan import FilesInfo, render_plan
from reconciler.resources import compile_settings
from tests.unit.reporting.worlds import TARGET, account, contact, organization, type_, update

EMAIL = contact("email", "ivanova@teleset.example")
MOBILE = contact("mobile", "+79160000001")
BEFORE = account("teleset/ivanova", EMAIL, MOBILE, payment=("email",))


def lines(before: Recipient, after: Recipient, *, seen: Observed = NOTHING, language: str = "en") -> list[str]:
    return [detail.text for detail in field_details(update(before, after), seen=seen, language=language)]


def with_contacts(*contacts: Contact) -> Recipient:
    return replace(BEFORE, contacts=contacts)


def with_types(**types: tuple[str, ...]) -> Recipient:
    return replace(BEFORE, subscriptions=types)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (with_types(payment=("email", "mobile")), ["payment: email -> email, sms"]),
        (with_types(payment=("inapp",)), ["payment: email -> inapp"]),
        (with_types(payment=("email",), works=("mobile",)), ["works: off -> sms"]),
        (with_types(), ["payment: email -> off"]),
        (replace(BEFORE, suspended=True), ["suspended: no -> yes"]),
        (replace(BEFORE, quiet_hours=("22:00", "08:00")), ["quiet hours: none -> 22:00-08:00"]),
        (replace(BEFORE, role="coordinator", locale="en"), ["locale: ru -> en", "role: none -> coordinator"]),
        (replace(BEFORE, family_name="Петрова"), ["family_name: И••••• -> П•••••"]),
        (replace(BEFORE, family_name="Ильина"), ["family_name: И••••• -> И••••• (another value)"]),
        (with_contacts(EMAIL, contact("mobile", "+79170000002")), ["contact mobile: +7916•••••01 -> +7917•••••02"]),
        (with_contacts(EMAIL, contact("mobile", "+79169999901")), ["contact mobile: +7916•••••01 -> +7916•••••01 (another address)"]),
        (
            with_contacts(contact("email", "IVANOVA@teleset.example"), MOBILE),
            ["contact email: i•••••@teleset.example -> I•••••@teleset.example"],
        ),
        (
            with_contacts(contact("email", "iVANOVA@teleset.example"), MOBILE),
            ["contact email: i•••••@teleset.example -> i•••••@teleset.example (same address, other spelling)"],
        ),
        (with_contacts(EMAIL), ["contact mobile: removed, was sms +7916•••••01"]),
        (
            with_contacts(EMAIL, MOBILE, contact("second", "p@x.example", confirm=True)),
            ["contact second: added, email p•••••@x.example"],
        ),
        (
            with_contacts(EMAIL, replace(MOBILE, consent=Consent("contract", "2025-06-01"))),
            ["contact mobile, consent.basis: none -> contract", "contact mobile, consent.since: none -> 2025-06-01"],
        ),
        (with_contacts(replace(EMAIL, confirm=True), MOBILE), ["contact email, confirm: no -> yes"]),
    ],
)
def test_each_kind_of_field(after: Recipient, expected: list[str]) -> None:
    assert lines(BEFORE, after) == expected


def test_channels_become_ids_where_two_contacts_share_one() -> None:
    second = contact("second", "second@teleset.example")
    before = replace(BEFORE, contacts=(EMAIL, MOBILE, second))
    after = replace(before, subscriptions={"payment": ("mobile", "second")})
    assert lines(before, after) == ["payment: email -> second, sms"]


def test_a_contact_under_another_id_is_told_apart_although_its_channel_is_the_same() -> None:
    after = account("teleset/ivanova", EMAIL, contact("work", "+79160000001"), payment=("email",))
    before = replace(BEFORE, subscriptions={"payment": ("mobile",)})
    assert lines(before, replace(after, subscriptions={"payment": ("work",)}))[-1] == "payment: mobile -> work"


def test_of_a_secret_only_that_it_changed() -> None:
    hook = Contact("bus", "webhook", "https://bus.teleset.example/notify", secret=SecretReference("env", "BUS", "tag-one"))
    after = replace(hook, secret=SecretReference("env", "BUS", "tag-two"))
    assert lines(with_contacts(hook), with_contacts(after)) == ["contact bus: secret changed"]
    assert lines(with_contacts(hook), with_contacts(after), language="ru") == ["контакт bus: секрет изменён"]


def test_a_new_address_that_must_be_confirmed_says_so() -> None:
    after = with_contacts(contact("email", "new@teleset.example", confirm=True), MOBILE)
    assert lines(BEFORE, after, seen={"unconfirmed": ["email"]})[0] == "contact email: i•••••@teleset.example -> n•••••@teleset.example (awaits confirmation)"


def test_whole_subtrees_are_taken_apart() -> None:
    before, after = update(BEFORE, BEFORE).before, update(BEFORE, replace(BEFORE, quiet_hours=("22:00", "08:00"))).after
    change = Update(before, after, (FieldChange(("quiet_hours",), ABSENT, {"from": "22:00", "to": "08:00"}),))
    assert [detail.text for detail in field_details(change, language="en")] == ["quiet hours: none -> 22:00-08:00"]


def test_a_sole_proprietors_numbers_are_masked() -> None:
    def proprietor(name: str, inn: str) -> Resource:
        found = organization(id="ip", name=name, form="sole-proprietor")
        return next(iter(compile_settings(Settings((), (replace(found, inn=inn),)))))

    fields = (FieldChange(("inn",), "770000000070", "770000000182"), FieldChange(("name",), "ИП Сидоров", "ИП Семёнов"))
    change = Update(proprietor("ИП Сидоров", "770000000070"), proprietor("ИП Семёнов", "770000000182"), fields)
    assert [detail.text for detail in field_details(change, language="en")] == [
        "inn: 77000•••••70 -> 77000•••••82",
        "name: И••••• -> И••••• (another value)",
    ]


def test_a_types_events_are_one_line_each() -> None:
    before, after = (next(iter(compile_settings(Settings((found,))))) for found in (type_("leak"), type_("leak", mandatory=True)))
    fields = (
        FieldChange(("events", "leak-found", "properties", "a"), ABSENT, {"type": "string"}),
        FieldChange(("events", "leak-found", "properties", "b"), {"type": "string"}, ABSENT),
        FieldChange(("mandatory",), before=False, after=True),
    )
    details = field_details(Update(before, after, fields), language="en")
    assert [detail.text for detail in details] == ["mandatory: no -> yes", "event leak-found: payload schema changed"]


def test_more_than_twenty_updates_with_one_effect_collapse_and_others_stay() -> None:
    def one(i: int, address: str) -> Update:
        before = account(f"teleset/op-{i:03}", contact("mobile", f"+7916000{i:04}"), payment=())
        return update(before, replace(before, contacts=(contact("mobile", address),)))

    changes = [one(i, f"+7917000{i:04}") for i in range(30)]
    other = update(BEFORE, replace(BEFORE, suspended=True))
    plan = Plan(TARGET, (*changes, other), people=People())
    text = render_plan(plan, files=FilesInfo(1), origins={}, language="en")
    assert (
        "~ 30 accounts, such as teleset/op-000, teleset/op-001, teleset/op-002 and 27 more (--full shows each)\n~   contact mobile: another address\n" in text
    )
    assert "~ teleset/ivanova\n~   suspended: no -> yes\n" in text
    assert text.count("+7917") == 0
