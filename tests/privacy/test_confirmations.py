"""Requests to confirm, the page, test runs and their history: neither a token nor an address is anywhere but where it has to be."""

from __future__ import annotations

import hashlib
import http.client
import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reconciler.engine.connect import connect
from reconciler.engine.http_server import Server
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.engine.serving import serve
from reconciler.model.delivery import Content, Message
from reconciler.model.event import Event
from reconciler.model.evidence import Delivered, TrialEntry
from reconciler.model.routing import Destination
from tests.cli.conftest import Run, _quiet_environment, edit, project, run
from tests.unit.engine.test_confirming import CONFIRMING, IVANOVA, PETROV, Post

__all__ = ["_quiet_environment", "project", "run"]

LIVE = {"contacts", "verifications", "refusals", "inbox"}
"""The tables that may hold an address: who may be reached, where, and what was put into their cabinets."""


def rows(directory: Path, *, without: set[str]) -> str:
    with closing(sqlite3.connect(directory / "live/notifications.db")) as live:
        tables = [name for (name,) in live.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in tables if name.removeprefix("reconciler_") not in without]
        assert {"reconciler_deliveries", "reconciler_confirmations", "reconciler_history"} <= set(kept)
        return "\n".join(f"{name} {row}" for name in kept for row in live.execute(f"SELECT * FROM {name}"))


def press(server: Server, token: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", f"/confirm?token={token}")
    connection.getresponse().read()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("POST", "/confirm", urlencode({"token": token}), {"Content-Type": "application/x-www-form-urlencoded"})
    return connection.getresponse().read().decode()


def test_tokens_and_addresses_stay_where_they_have_to_be(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    post = Post()
    monkeypatch.setattr("reconciler.engine.sending.sender", post)
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CONFIRMING, encoding="utf-8")
    said: list[str] = []

    def told(*arguments: str, code: int = 0) -> None:
        for form in ("text", "json"):
            ended = run(*arguments, "--format", form)
            assert ended.code == code, ended.err
            said.extend((ended.out, ended.err))

    told("apply", "--yes")
    post.lost = {PETROV}
    told("contacts", "send-confirmations", "--yes", "--resend", code=7)
    post.lost = set()
    told("contacts", "send-confirmations", "--yes", "--resend")
    tokens = {letter.event.link.partition("token=")[2] for letter in post.letters}
    assert len(tokens) == 8
    replaced = next(iter(tokens - {post.token(IVANOVA), post.token(PETROV)}))
    told("contacts", "confirm", replaced, code=1)
    said.extend((run("contacts", "confirm", post.token(IVANOVA)).out, run("contacts", "confirm", post.token(IVANOVA)).err))

    pages: list[str] = []

    def opened(server: Server) -> None:
        def visit() -> None:
            pages.extend((press(server, replaced), press(server, post.token(PETROV)), press(server, post.token(PETROV))))
            server.shutdown()

        threading.Thread(target=visit).start()

    assert serve(project, "127.0.0.1:0", opened=opened).confirmed == 1

    connection = connect(open_project(Reading(), project, None))
    cell = Delivered("c0ffee", 0, "live", "s", "e", "payment", "teleset/ivanova", "email", "email", IVANOVA, "delivered", "pass", "250 2.0.0")
    entry = TrialEntry(connection.target.manager, "", "root@host", "live", "passed", {"pass": 1}, (("teleset", "payment"),))
    connection.evidence.keep_trial(entry, [cell], [("email", "tag")], retention=3600)
    event = Event("e1", "order.created", "orders", "teleset", post.letters[0].event.occurred, "https://x.example/1", {})
    content = Content("Заказ", f"для {IVANOVA}", "", "", 1, {}, "https://x.example/1", "ru")
    destination = Destination("teleset/ivanova", "inapp", "inapp", post.letters[0].destination.address)
    connection.backend.deliver(Message("m1", event, destination, content))  # type: ignore[attr-defined]
    told("contacts", "list")
    told("history")
    told("history", "deliveries")
    told("plan")

    streams = capsys.readouterr()
    outside = {
        "tables": rows(project, without=LIVE),
        "output": "\n".join(said),
        "pages": "\n".join(pages),
        "logs": caplog.text + streams.out + streams.err,
        "values": repr(post.letters),
    }
    for address in (IVANOVA, PETROV):
        assert {name for name, text in outside.items() if address in text} == set()
    digests = {hashlib.new(name, token.encode()).hexdigest()[:16] for token in tokens for name in ("sha256", "sha1", "md5", "sha512")}
    for secret in tokens | digests:
        assert {name for name, text in outside.items() if secret in text} == set()
        assert secret not in rows(project, without=set())
    assert IVANOVA in rows(project, without=set()), "or nothing was looked for"


def test_who_goes_leaves_no_message_and_no_mask(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    connection = connect(open_project(Reading(), project, None))
    cell = Delivered("c0ffee", 0, "live", "s", "e", "payment", "teleset/petrov", "email", "email", PETROV, "delivered", "pass")
    connection.evidence.keep_trial(TrialEntry(connection.target.manager, "", "", "live", "passed", {}), [cell], retention=3600)
    text = (project / "organizations/teleset.yaml").read_text(encoding="utf-8")
    (project / "organizations/teleset.yaml").write_text(text.partition("  petrov:")[0], encoding="utf-8")
    edit(project / "organizations/teleset.yaml", IVANOVA, "anna@teleset.example")
    assert run("apply", "--yes").code == 0
    kept = (project / "live/notifications.db").read_bytes()
    assert b"p\xe2\x80\xa2\xe2\x80\xa2" not in kept
    assert PETROV.encode() not in kept
