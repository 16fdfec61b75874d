"""Requests to confirm through the real transport: a mail arrives whose link confirms, once."""

from __future__ import annotations

import email
import email.policy
import re
import socket
from pathlib import Path

import pytest

from reconciler.delivering.sinks import LoopbackSinks, sinks
from tests.cli.conftest import Run

HERE = """\
transports: {{email: {{type: smtp, host: 127.0.0.1, port: {port}, tls: none, timeout: 5, sender: "ТелеСеть <noreply@teleset.example>"}}}}
confirmation: {{channels: [email], url: "https://lk.example/confirm?token={{token}}"{more}}}
"""


def configure(project: Path, port: int, more: str = "") -> None:
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + HERE.format(port=port, more=more), encoding="utf-8")


def mails(room: LoopbackSinks) -> dict[str, str]:
    """The text of each mail, by its address."""
    found = {}
    for one in room.received():
        message = email.message_from_bytes(one.raw, policy=email.policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        found[one.to] = body.get_content()
    return found


def link_of(text: str) -> str:
    found = re.search(r"https://lk\.example/confirm\?token=([\w-]{43})(?![\w-])", text)
    assert found is not None
    return found[1]


def test_a_mail_arrives_whose_link_confirms_once(project: Path, run: Run) -> None:
    with sinks() as room:
        configure(project, room.smtp[1])
        assert run("apply", "--yes").code == 0
        assert mails(room) == {}, "an apply asks nobody unless the project says so"
        sent = run("contacts", "send-confirmations", "--yes")
        assert (sent.code, sent.err) == (0, "")
        found = mails(room)
    assert set(found) == {"ivanova@teleset.example", "petrov@teleset.example"}
    text = found["ivanova@teleset.example"]
    assert "Анна, подтвердите, что этот адрес ваш: он указан на сайте lk.example." in " ".join(text.split())
    assert "ТЕСТ" not in text
    tokens = {link_of(text) for text in found.values()}
    assert len(tokens) == 2
    assert not any(token in sent.out for token in tokens)
    confirmed = run("contacts", "confirm", link_of(text))
    assert (confirmed.code, "teleset/ivanova" in confirmed.out) == (0, True)
    assert run("contacts", "confirm", link_of(text)).code == 1


def test_apply_sends_them_where_the_project_says_so(project: Path, run: Run) -> None:
    with sinks() as room:
        configure(project, room.smtp[1], ", send: apply")
        applied = run("apply", "--yes")
        assert applied.code == 0
        assert set(mails(room)) == {"ivanova@teleset.example", "petrov@teleset.example"}
    assert "Sent: 2 requests to confirm." in applied.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_server_that_is_not_there_is_said_and_nobody_counts_as_asked(project: Path, run: Run, form: str) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        configure(project, held.getsockname()[1])
        assert run("apply", "--yes").code == 0
        failed = run("contacts", "send-confirmations", "--yes", "--format", form)
    assert failed.code == 1
    assert "ivanova@" not in failed.out + failed.err
    assert "the message did not leave" in run("contacts", "list").out
