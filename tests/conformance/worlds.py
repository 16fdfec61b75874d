"""Worlds that say everything a declaration can say."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reconciler.model.settings import (
    EMPLOYEE,
    EXTERNAL,
    Consent,
    Contact,
    NotificationType,
    Organization,
    Recipient,
    Requirement,
    SecretReference,
    Settings,
)


def _type(id: str, *, mandatory: bool = False, urgent: bool = False, builtin: bool = True, lead: tuple[str, ...] = ()) -> NotificationType:
    return NotificationType(
        id=id,
        title={"ru": "Оплата «картой»", "en": "Payment"},
        description={"ru": 'Строка\nи "кавычки"', "en": "x"},
        category="money",
        surface="lko",
        audience=frozenset({EMPLOYEE, EXTERNAL}),
        default_channels=("email",),
        allowed_channels=("email", "sms") if mandatory else (),
        mandatory=mandatory,
        urgent=urgent,
        builtin=builtin,
        lead=lead,
        since="2.1" if builtin else None,
        events={"paid": {"type": "object", "properties": {"amount": {"const": 1}, "final": {"const": True}, "note": {"const": None}, "rate": {"const": 1.0}}}},
    )


TYPES: Final = (
    _type("contract-end", builtin=False, lead=("P1D", "PT1H")),
    _type("orders"),
    _type("payment", mandatory=True),
    _type("works", urgent=True),
)

EMAIL: Final = Contact("email", "email", "ivanova@teleset.example", confirm=True)
MOBILE: Final = Contact("mobile", "sms", "+79160000001", consent=Consent("contract", "2025-06-01"))
SPARE: Final = Contact("spare", "sms", "+79160000002", consent=Consent("law"))
BUS: Final = Contact("bus", "webhook", "https://bus.teleset.example/notify?x=%20&y='\"", secret=SecretReference("env", "TELESET_BUS_SECRET", "3f" * 32))
DUTY: Final = Contact("duty", "email", "дежурный@пример.рф")

IVANOVA: Final = Recipient(
    "teleset/ivanova",
    EMPLOYEE,
    "ru",
    "Europe/Moscow",
    contacts=(EMAIL, MOBILE, SPARE),
    subscriptions={"orders": ("email", "mobile"), "payment": ("email", "mobile", "spare"), "works": ("mobile",)},
    quiet_hours=("22:00", "08:00"),
    role="coordinator",
    family_name="Иванова",
    given_name="Анна",
    patronymic="Ёлкична",
    protected=True,
)
PETROV: Final = Recipient(
    "teleset/petrov",
    EMPLOYEE,
    "ru",
    "Asia/Vladivostok",
    contacts=(replace(EMAIL, address="petrov@teleset.example"),),
    subscriptions={"payment": ("email",)},
    suspended=True,
    family_name="О'Нил\\",
    given_name="\U0001f600",
)
CLIENT: Final = Recipient(
    "teleset/client-17", EXTERNAL, "en", "UTC", contacts=(replace(DUTY, id="a", address="c@client.example"),), subscriptions={"works": ("a",)}
)
BARE: Final = Recipient("teleset/bare", EMPLOYEE, "ru", "UTC", family_name="Пусто", given_name="")

TELESET: Final = Organization(
    Recipient(
        "teleset",
        EMPLOYEE,
        "ru",
        "Europe/Moscow",
        contacts=(BUS, DUTY),
        subscriptions={"orders": ("bus",), "payment": ("bus", "duty")},
        quiet_hours=("00:00", "06:00"),
    ),
    name="ООО «ТелеСеть»",
    form="telecom-operator",
    accounts=(BARE, CLIENT, IVANOVA, PETROV),
    inn="7700000070",
    ogrn="1027700000020",
    parent="holding",
    support={"email": "support@teleset.example", "phone": "+78000000000"},
    requirements={"payment": Requirement(2, ("email", "sms")), "works": Requirement()},
)
HOLDING: Final = Organization(Recipient("holding", EMPLOYEE, "en", "UTC"), name="Holding", form="other", kpp="770001001")

NOTHING: Final = Settings()
BEFORE: Final = Settings(TYPES, (HOLDING, TELESET))
AFTER: Final = Settings(
    (*TYPES[:2], replace(TYPES[2], mandatory=False, allowed_channels=(), events={}), _type("zz", builtin=False)),
    (
        replace(
            TELESET,
            recipient=replace(TELESET.recipient, contacts=(DUTY, replace(BUS, id="next", secret=None)), subscriptions={"orders": ("next",)}, quiet_hours=None),
            name="АО «ТелеСеть»",
            ogrn=None,
            parent=None,
            support={},
            requirements={"payment": Requirement(1, ("email",))},
            accounts=(
                replace(BARE, suspended=True, contacts=(MOBILE,), subscriptions={"orders": ("mobile",)}),
                replace(
                    IVANOVA,
                    contacts=(replace(EMAIL, address="anna@teleset.example"), replace(MOBILE, consent=None)),
                    subscriptions={"contract-end": ("email",), "orders": ("email",), "payment": ("mobile",)},
                    protected=False,
                    patronymic=None,
                    role=None,
                    quiet_hours=("23:00", "07:00"),
                ),
                Recipient("teleset/sokolov", EMPLOYEE, "ru", "UTC", contacts=(EMAIL,), subscriptions={"zz": ("email",)}, family_name="Соколов", given_name="И"),
            ),
        ),
    ),
)
