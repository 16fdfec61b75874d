"""Notices in words, and through the real transports into sinks of this machine."""

from __future__ import annotations

import email
import email.policy
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reconciler.delivering.sinks import LoopbackSinks, sinks
from reconciler.engine import notices as sending
from reconciler.engine.connect import Connection, connect
from reconciler.engine.couriers import transport
from reconciler.engine.notices import teller
from reconciler.model.errors import Unusable
from reconciler.model.notice import Addressee, Notice, Notify, Topic
from reconciler.model.personal import Personal
from reconciler.project import load_project
from reconciler.reporting.notices import notice_content
from tests.unit.reporting.worlds import TARGET
from tests.watching_server.samples import NOW

FAILING = Notice(Topic.FAILING, TARGET, "p3", NOW, count=3, error="unusable-address")
REFUSED = Notice(Topic.REFUSED, TARGET, "p4", NOW, count=2, guards=("loss", "silence"), organizations=("radiolink", "teleset"))
DRIFT = Notice(Topic.DRIFT, TARGET, "p5", NOW, count=7)
COMMIT = Notice(Topic.COMMIT, TARGET, "p6", NOW, error="commit-refused")
CONFLICT = Notice(Topic.CONFLICT, TARGET, "p7", NOW, count=2, owners=("legacy-crm",), organizations=("radiolink",))
ALL = [notice for one in (FAILING, REFUSED, DRIFT, COMMIT, CONFLICT) for notice in (one, Notice(one.topic, TARGET, "p9", NOW, over=True, count=one.count))]
TRANSPORTS: dict[str, Any] = {
    "email": {"type": "smtp", "host": "smtp.invalid", "sender": "reconciler@teleset.example", "tls": "none"},
    "sms": {"type": "http-sms", "url": "https://sms.invalid/send?to={to}", "method": "POST", "json": {"text": "{text}"}},
}


def connection(tmp_path: Path, **more: Any) -> Connection:
    data = {"version": 1, "kind": "Project", "manager": "m-1", "backend": {"type": "memory"}, "transports": TRANSPORTS, **more}
    return connect(load_project(data, directory=tmp_path, environment=None))


def to(*addresses: tuple[str, str], language: str = "en") -> Notify:
    return Notify(tuple(Addressee(channel, Personal(address)) for channel, address in addresses), language)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackSinks]:
    """Sinks that the transports lead to; everything else of them is real."""
    with sinks() as opened:
        monkeypatch.setattr(sending, "transport", lambda *arguments: transport(*arguments).diverted(opened))
        yield opened


def mail(raw: bytes) -> email.message.EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, email.message.EmailMessage)
    return found


def test_a_mail_and_a_webhook(tmp_path: Path, room: LoopbackSinks) -> None:
    tell = teller(connection(tmp_path), to(("email", "duty@teleset.example"), ("webhook", "https://hooks.teleset.example/reconciler")))
    tell([REFUSED])
    by_channel = {one.channel: one for one in room.received()}
    assert {*by_channel} == {"email", "webhook"}
    message = mail(by_channel["email"].raw)
    assert (message["To"], message["Subject"]) == ("duty@teleset.example", "reconciler: guards refuse (production)")
    part = message.get_body(("plain",))
    assert part is not None
    assert "Organizations: radiolink, teleset" in part.get_content()
    body = json.loads(by_channel["webhook"].raw)
    assert (body["type"], body["data"]["topic"], body["data"]["guards"], body["data"]["over"]) == ("reconciler.watch", "refused", ["loss", "silence"], False)


def test_a_short_text(tmp_path: Path, room: LoopbackSinks) -> None:
    teller(connection(tmp_path), to(("sms", "+79160000002"), language="ru"))([FAILING])
    (one,) = room.received()
    assert json.loads(one.raw)["text"] == "reconciler: проходы не удаются (production)"


def test_what_does_not_leave_is_told_by_its_code(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tell = teller(connection(tmp_path), to(("email", "permanent-failure@simulator.invalid"), ("email", "delivered@simulator.invalid")))
    tell([DRIFT])
    said = [record.getMessage() for record in caplog.records if record.name == "reconciler.engine.notices"]
    assert said == ["a notice did not leave by email: simulated-permanent simulated"]
    assert "simulator" not in caplog.text


@pytest.mark.parametrize(
    ("more", "address", "code"),
    [
        ({}, ("telegram", "123"), "watch-notify-transport"),
        ({}, ("inapp", "x"), "watch-notify-transport"),
        ({"recipients": {"allow": ["*@qa.example"]}}, ("email", "duty@teleset.example"), "watch-notify-recipients"),
        ({"transports": {"email": {"type": "smtp"}}}, ("email", "duty@teleset.example"), "transport-options"),
    ],
)
def test_what_cannot_be_sent_is_told_beforehand(tmp_path: Path, more: dict[str, Any], address: tuple[str, str], code: str) -> None:
    with pytest.raises(Unusable) as caught:
        teller(connection(tmp_path, **more), to(address))
    assert caught.value.code == code
    assert "duty@teleset.example" not in str(caught.value)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_notice_has_words(language: str) -> None:
    contents = [notice_content(notice, language=language) for notice in ALL]
    assert len({content.subject for content in contents}) == len(ALL)
    for content in contents:
        assert "production" in content.subject
        assert "{" not in content.subject + content.text
        assert "2026-11-18 " in content.text


def test_a_conflict_names_who_and_where_and_what_to_do() -> None:
    content = notice_content(CONFLICT, language="en")
    for word in ("2 declared objects belong to somebody else", "legacy-crm", "radiolink", "reconciler plan", "reconciler forget", "--adopt"):
        assert word in content.text, word
    data = content.data["data"]
    assert isinstance(data, dict)
    assert data["owners"] == ["legacy-crm"]


def test_of_an_error_only_what_its_code_says_is_told() -> None:
    assert "unusable-address" in notice_content(FAILING, language="en").text
    assert notice_content(Notice(Topic.FAILING, TARGET, "p", NOW, count=3, error="never-heard-of"), language="en").text.count("never-heard-of") == 1
