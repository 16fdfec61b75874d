"""An example of every built-in type can be worded for everybody it is meant for; where one cannot, that is told by its kind alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reconciler.delivering.rendering import compose as composing
from reconciler.engine.doctor.case import NotTried
from reconciler.engine.doctor.example import worded
from reconciler.model.errors import ReconcilerError
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient
from reconciler.settings.catalogue import CATALOGUE

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ACME = Organization(Recipient("acme", "employee", "ru", "Europe/Moscow"), "Acme", "company", support={"email": "help@acme.example"})
CHOOSABLE = [type_ for type_ in CATALOGUE if type_.selectable]


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("channel", ["email", "sms", "webhook", "inapp"])
@pytest.mark.parametrize("type_", CHOOSABLE, ids=lambda type_: type_.id)
def test_every_type(type_: NotificationType, channel: str, locale: str) -> None:
    for audience in type_.audience:
        worded(type_, ACME, Recipient("acme/a", audience, locale, "Asia/Kamchatka"), Contact("x", channel, "x"), now=NOW, hosts=["lk.example"])


def test_a_template_that_trips_over_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    def trips(*_: object, **__: object) -> None:
        message = "a secret, and the name of somebody"
        raise KeyError(message)

    monkeypatch.setattr(composing, "render", trips)
    with pytest.raises(ReconcilerError) as raised:
        worded(CHOOSABLE[0], ACME, ACME.recipient, Contact("x", "email", "x"), now=NOW)
    assert (raised.value.code, raised.value.arguments["error"]) == ("chain-not-worded", "KeyError")
    assert "secret" not in str(raised.value)


def test_a_type_without_events_has_no_example() -> None:
    with pytest.raises(NotTried):
        worded(replace(CHOOSABLE[0], events={}), ACME, ACME.recipient, Contact("x", "email", "x"), now=NOW)
