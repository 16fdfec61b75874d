"""What the format allows: every form of every key."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.schema.check import check
from tests.unit.schema.documents import Data, account, contact, document, notification_type, notifications, organization, project

FULL: Data = organization(
    form="telecom-operator",
    inn="7700000070",
    ogrn="1027700000020",
    kpp="770701001",
    parent="holding",
    locale="ru",
    timezone="Europe/Moscow",
    protected=True,
    support={"email": "support@teleset.example", "phone": "+78000000000", "url": "https://teleset.example/support"},
    contacts={
        "duty": {"channel": "email", "address": "duty@teleset.example"},
        "bus": {"channel": "webhook", "address": "https://bus.teleset.example/notify", "secret": {"env": "TELESET_BUS_SECRET"}, "types": "all"},
    },
    notifications={
        "types": {"payment": ["email", "sms"], "orders": True, "works": True},
        "channels": ["email"],
        "quiet_hours": {"from": "22:00", "to": "08:00"},
    },
    roles={"coordinator": {"notifications": {"types": {"response-deadline": ["sms"]}}}},
    requirements={"payment": {"recipients": 2, "channels": ["email", "sms"]}, "works": {}},
    accounts={
        "ivanova": {
            "family_name": "Иванова",
            "given_name": "Анна",
            "patronymic": "Петровна",
            "role": "coordinator",
            "suspended": False,
            "protected": True,
            "contacts": {
                "email": "ivanova@teleset.example",
                "mobile": {"channel": "sms", "address": "+7 916 000-00-01", "consent": {"basis": "contract", "since": "2025-06-01"}},
            },
            "notifications": {"types": {"orders": ["email", "sms"], "works": False}},
        },
        "client-17": {"audience": "external", "locale": "en", "contacts": {"email": "c@client.example"}, "notifications": {"types": ["works"]}},
        "petrov": {"family_name": {"env": "PETROV_NAME"}, "given_name": {"file": "secrets/petrov"}, "contacts": {"email": {"env": "PETROV_EMAIL"}}},
    },
)
PROJECT: Data = project(
    id="c0ffee",
    sources=["organizations", "types", "*.yaml"],
    ledger={"type": "sql", "url": {"env": "TELESET_LEDGER_URL"}, "schema": "ledger"},
    secrets={"env": ["TELESET_*"], "files": ["secrets/"]},
    transports={
        "email": {"type": "smtp", "host": "smtp.example", "port": 587, "username": "u", "password": {"env": "TELESET_SMTP_PASSWORD"}, "starttls": True}
    },
    confirmation={"channels": ["email"], "url": "https://lk.example/confirm?token={token}"},
    policy={"forced": ["payment"], "forbidden": [], "channels": [], "webhook_hosts": ["*.teleset.example"]},
    safety={"loss": {"people": 20, "ratio": "10%"}, "readdress": {"people": 0, "ratio": "2.5%"}},
    retention={"removed": "30d"},
    limits={"max_file_size": "64MiB", "max_depth": 128, "max_expansion": "512KiB", "max_documents": 1_000_000},
    channels=["pager"],
    environments={
        "staging": {"backend": {"url": {"env": "TELESET_STAGING_URL"}}, "recipients": {"allow": ["*@teleset.example"], "otherwise": "drop"}},
        "production": {"backend": {"url": {"env": "TELESET_PRODUCTION_URL"}}, "safety": {"loss": {"people": 5}}},
    },
)
TYPE: Data = notification_type(
    description={"ru": "Связь пропала", "en": "No connection"},
    category="operations",
    surface="pos",
    audience=["employee", "external"],
    channels=["email", "inapp"],
    allowed_channels=["email", "inapp", "sms"],
    mandatory=True,
    urgent=True,
    selectable=False,
    lead=["30d", "12h", "15m"],
    since="1.10",
    until="2",
    events={"outage.started": {"type": "object", "properties": {"area": {"const": None}}, "required": ["area"]}, "outage_ended": {}},
)
CHOICES: list[Any] = [
    "all",
    "none",
    [],
    ["payment", "core", "category:finance", "surface:pos", "own-type"],
    {},
    {"all": True},
    {"all": ["email"], "works": False},
    {"category:finance": True, "surface:lko": ["email"], "core": [], "own-type": ["mobile"]},
]
VALID: dict[str, Data] = {
    "everything": FULL,
    "the least organization": organization(),
    "project": PROJECT,
    "a project whose environments name the backend": {
        "version": 1,
        "kind": "Project",
        "manager": "m",
        "environments": {"e": {"backend": {"type": "memory"}}},
    },
    "ledger in the backend": project(ledger="backend"),
    "options of a backend": project(backend={"type": "kafka", "brokers": "a,b", "timeout": 1.5, "tls": True, "password": {"file": "secrets/kafka"}}),
    "user without a password": project(backend={"type": "sql", "url": "postgresql+psycopg://user@db1.teleset.example:5432/notify"}),
    "type": TYPE,
    "the least type": notification_type(),
    "a title for every language": notification_type(title="Авария"),
    "accounts": {"version": 1, "kind": "Accounts", "organization": "teleset", "accounts": {}},
    "a contact that is a reference": contact({"file": "secrets/bus"}),
    "a reference for an address": contact({"channel": "webhook", "address": {"env": "BUS"}}),
    "no quiet hours": notifications(quiet_hours="none"),
    "no quiet hours of a person": account(notifications={"quiet_hours": "none", "channels": []}),
    "ids of one and of 63 characters": organization(id="a", parent="a" * 63),
    "an INN with spaces, a sole proprietor's numbers": organization(inn="5001 2345 6750", ogrn="304-770-000-000-008"),
    "external with a name": organization(accounts={"c": {"audience": "external", "family_name": "К"}}),
} | {f"types: {choice}": notifications(types=choice) for choice in CHOICES}


@pytest.mark.parametrize("data", VALID.values(), ids=VALID)
def test_nothing_is_wrong_with_it(data: Data) -> None:
    assert check([document(data)]) == []
