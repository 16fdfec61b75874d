"""Every event of the catalogue, worded by the renderer and laid out for every channel, passes; and what is changed on the way does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from reconciler.delivering.judging import judge
from reconciler.delivering.rendering.compose import compose
from reconciler.delivering.rendering.mail import mail
from reconciler.delivering.rendering.webhook import webhook
from reconciler.model.delivery import Message, Receipt, Received, Status
from reconciler.model.event import Event
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination, Routing
from reconciler.model.scenario import Scenario
from reconciler.model.settings import EMPLOYEE, EXTERNAL, NotificationType, Organization, Recipient
from reconciler.model.trial import Judged, Verdict
from reconciler.schema.patterns import occurs
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.catalogue.entry import DATE, MOMENT, MONEY, TEXT, UIN

AT = datetime(2026, 11, 24, 7, tzinfo=UTC)
TELESET = Organization(Recipient("teleset", EMPLOYEE, "ru", "Europe/Moscow"), "ООО «ТелеСеть»", "other", support={"email": "support@teleset.example"})
ADDRESSES = {"email": "a@x.example", "sms": "+79160000001", "webhook": "https://bus.example/x", "telegram": "1234567", "inapp": "teleset/a"}
PEOPLE = [Destination("teleset/a", channel, channel, Personal(address), EMPLOYEE, "ru") for channel, address in ADDRESSES.items()]
PEOPLE += [
    Destination("teleset/b", channel, channel, Personal(f"9{address}"), EXTERNAL, "en") for channel, address in ADDRESSES.items() if channel != "webhook"
]
EVENTS = [pytest.param(type_, name, id=name) for type_ in CATALOGUE for name in type_.events]


def value(name: str, schema: Mapping[str, Any]) -> str:
    """What a field may hold, as odd as it is allowed to be."""
    if name == "link":
        return "https://lk.example/x?a=1&b=2"
    if "enum" in schema:
        return str(schema["enum"][0])
    known = {MOMENT["pattern"]: "2026-11-24T10:00:00+03:00", MONEY["pattern"]: "1200.50", DATE["pattern"]: "2026-11-30", UIN["pattern"]: "1" * 20}
    if schema["pattern"] == TEXT["pattern"]:
        return f"«{name}» ё № <b> {{{{x}}}} None A-17"
    return known.get(schema["pattern"], "-12.00")


def received(message: Message) -> Received:
    channel, raw = message.destination.channel, b""
    if channel == "email":
        return Received(channel, message.id, message.destination.address.value, 1.1, mail(message, sender="n@x.example", date=AT))
    if channel == "webhook":
        raw = webhook(message.content)
    else:
        body = message.content.text if channel == "inapp" else message.content.short
        raw = json.dumps({"id": message.id, "title": message.content.subject, "body": body}, ensure_ascii=False).encode()
    return Received(channel, message.id, "", 1.1, raw, f"/{channel}", {"content-type": "application/json; charset=utf-8"})


def verdicts(type_: NotificationType, name: str, *, replaced: tuple[str, str] = ("", "")) -> tuple[Judged, ...]:
    """With something `replaced` in what arrives, where it is written as it is."""
    schema: Any = type_.events[name]
    payload = {field: value(field, each) for field, each in schema["properties"].items()}
    event = Event("e1", name, type_.id, "teleset", AT, payload["link"], payload)
    messages = list(compose(event, type=type_, organization=TELESET, destinations=PEOPLE))
    came = [received(message) for message in messages]
    old, new = (each.encode() for each in replaced)
    came = [Received(one.channel, one.id, one.to, one.at, one.raw.replace(old, new) if old else one.raw, one.path, one.headers) for one in came]
    receipts = [Receipt(message, Status.DELIVERED, queued=1.0, done=1.1) for message in messages]
    return judge(Scenario("s", "teleset", name, type=type_.id), routing=Routing(tuple(PEOPLE)), receipts=receipts, received=came, matches=occurs)


@pytest.mark.parametrize(("type_", "name"), EVENTS)
def test_what_the_renderer_says_passes(type_: NotificationType, name: str) -> None:
    found = verdicts(type_, name)
    assert [(one.recipient, one.channel, one.verdict, one.code, one.arguments) for one in found if one.verdict is not Verdict.PASS] == []
    assert len(found) == len(PEOPLE)


@pytest.mark.parametrize(("type_", "name"), EVENTS[:3])
def test_a_link_that_is_cut_off_on_the_way_does_not(type_: NotificationType, name: str) -> None:
    found = verdicts(type_, name, replaced=("lk.example/x", "lk.example/y"))
    assert {one.verdict for one in found} == {Verdict.WRONG_CONTENT}
