"""Rows of messages for the tests of form, so that they do not depend on the wording of the real ones."""

from __future__ import annotations

import pytest

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text
from reconciler.reporting import messages

ROWS = (
    Entry(
        "duplicate-id",
        Severity.ERROR,
        Text('account "{address}" is declared twice', {"": 'also declared at {other}; two people need two ids, such as "{suggestion}"'}),
        Text("учётная запись «{address}» объявлена дважды", {"": "также объявлена в {other}; двум людям нужны два id, например «{suggestion}»"}),
    ),
    Entry(
        "unknown-type",
        Severity.ERROR,
        Text('notification type "{type}" does not exist', {"": "see reconciler types", "similar": 'did you mean "{suggestion}"?'}, "About types.\n\nMore."),
        Text("типа уведомлений «{type}» не существует", {"": "список: reconciler types", "similar": "возможно, «{suggestion}»?"}, "О типах.\n\nЕщё."),
    ),
    Entry(
        "sms-without-consent",
        Severity.WARNING,
        Text('no basis for sending SMS to "{address}"'),
        Text("нет основания для отправки SMS: «{address}»"),
    ),
    Entry(
        "unreachable",
        Severity.ERROR,
        Text("the backend {backend} does not answer", {"": "try again later"}),
        Text("система {backend} не отвечает", {"": "повторите позже"}),
    ),
    Entry("about-a-person", Severity.NOTE, Text("the address is {address}"), Text("адрес: {address}")),
)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only these rows exist."""
    table = messages.collect([ROWS])
    monkeypatch.setattr(messages, "entries", lambda: table)
