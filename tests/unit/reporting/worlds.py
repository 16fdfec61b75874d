"""A small world to render: plans made by hand from settings, so that nothing but the renderers is under test."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.model.change import Change, Create, Delete, FieldChange, Update
from reconciler.model.diagnostic import Location
from reconciler.model.plan import Plan, Target
from reconciler.model.reach import People
from reconciler.model.resource import BUILTIN_MANAGER, Resource
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient, Settings
from reconciler.model.values import ABSENT, Json, Pointer
from reconciler.resources import compile_settings

TARGET = Target("production", "sql, postgresql://db1.teleset.example/notify", "teleset-platform-7f3a")


def contact(id: str, address: str, *, channel: str = "", confirm: bool = False) -> Contact:
    return Contact(id, channel or ("sms" if address.startswith("+") else "email"), address, confirm=confirm)


def account(address: str, *contacts: Contact, **subscriptions: tuple[str, ...]) -> Recipient:
    return Recipient(address, "employee", "ru", "Europe/Moscow", contacts, subscriptions, family_name="Иванова", given_name="Анна")


def organization(*accounts: Recipient, id: str = "teleset", form: str = "telecom-operator", name: str = "ООО «ТелеСеть»") -> Organization:
    return Organization(Recipient(id, "employee", "ru", "Europe/Moscow"), name, form, accounts)


def type_(id: str, *, core: bool = False, builtin: bool = False, mandatory: bool = False) -> NotificationType:
    titles = {"en": f"Title of {id}", "ru": f"Название {id}"}
    descriptions = {"en": f"What {id} is", "ru": f"Что такое {id}"}
    return NotificationType(id, titles, descriptions, "other", "lko", frozenset({"employee"}), ("email",), core=core, builtin=builtin, mandatory=mandatory)


def resource(recipient: Recipient) -> Resource:
    """The resource of an account."""
    return next(found for found in compile_settings(Settings((), (organization(recipient),))) if found.address == recipient.address)


def builtin_types(count: int) -> list[Change]:
    settings = Settings(tuple(type_(f"type-{i:02}", builtin=True) for i in range(count)))
    return [Create(found) for found in compile_settings(settings) if found.manager == BUILTIN_MANAGER]


def update(before: Recipient, after: Recipient) -> Update:
    """Every leaf that differs; whole subtrees where one side has none."""
    old, new = resource(before), resource(after)
    return Update(old, new, tuple(_differences((), old.spec, new.spec)))


def _differences(pointer: Pointer, old: Mapping[str, Json], new: Mapping[str, Json]) -> list[FieldChange]:
    found: list[FieldChange] = []
    for key in sorted({*old, *new}):
        here = (*pointer, key)
        left, right = old.get(key, ABSENT), new.get(key, ABSENT)
        if isinstance(left, Mapping) and isinstance(right, Mapping):
            found += _differences(here, left, right)
        elif left != right:
            found.append(FieldChange(here, left, right))
    return found


PETROV = account(
    "teleset/petrov",
    contact("email", "petrov@teleset.example"),
    contact("mobile", "+79160000002"),
    orders=("email",),
    payment=("email", "mobile"),
    works=("email",),
)
IVANOVA = account("teleset/ivanova", contact("email", "ivanova@teleset.example"), contact("mobile", "+79160000001"), payment=("email",))
IVANOVA_WITH_SMS = account("teleset/ivanova", contact("email", "ivanova@teleset.example"), contact("mobile", "+79160000001"), payment=("email", "mobile"))
KUZNETSOVA = account(
    "teleset/kuznetsova",
    contact("email", "kuznetsova@teleset.example", confirm=True),
    contact("mobile", "+79160000017"),
    orders=("email",),
    payment=("email", "mobile"),
    works=("email",),
)
SOKOLOV = account("teleset/sokolov", contact("email", "sokolov@teleset.example", confirm=True), orders=("email",), payment=("email",), works=("email",))

CHANGES: tuple[Change, ...] = (
    Create(resource(KUZNETSOVA)),
    Create(resource(SOKOLOV)),
    update(IVANOVA, IVANOVA_WITH_SMS),
    Delete(resource(PETROV)),
)
ORIGINS = {
    "teleset/kuznetsova": Location("organizations/teleset.yaml", 61, 3),
    "teleset/sokolov": Location("organizations/teleset.yaml", 68, 3),
    "teleset/ivanova": Location("organizations/teleset.yaml", 20, 3),
}
PEOPLE = People(
    stops=("teleset/petrov",),
    gains={("payment", "sms"): ("teleset/ivanova",)},
    starts=("teleset/kuznetsova", "teleset/sokolov"),
    awaiting=("teleset/kuznetsova", "teleset/sokolov"),
)
PLAN = Plan(
    TARGET,
    CHANGES,
    unchanged=118,
    people=PEOPLE,
    digest="5e7f20c1a94b",
    foreseen={"teleset/kuznetsova": {"unconfirmed": ["email"]}, "teleset/sokolov": {"unconfirmed": ["email"]}},
)
