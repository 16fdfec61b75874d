"""The whole way, as an operator of two organizations goes it: from an empty backend to «Готово к работе», and what takes that back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, edit, fingerprint, write
from tests.delivery.servers import Mailbox, Web, smtp_server, web_server
from tests.trial.conftest import NOON

PROJECT = """\
version: 1
kind: Project
manager: tests-7f3a
id: 0b7e4d52-5a0e-4a5e-9d5c-3f6f3a1c2b4d
sources: [organizations]
backend: {{type: sql, url: "sqlite:///live/notifications.db"}}
transports:
  email: {{type: smtp, host: 127.0.0.1, port: {smtp}, tls: none, timeout: 30, sender: "ТелеСеть <noreply@teleset.example>"}}
  sms: {{type: http-sms, url: "http://127.0.0.1:{web}/send", json: {{to: "{{to}}", text: "{{text}}"}}, timeout: 30}}
confirmation: {{channels: [email], url: "https://lk.example/confirm?token={{token}}", send: apply}}
testing: {{safelist: [teleset/ivanova]}}
"""

HOLDING = """\
version: 1
kind: Organization
id: holding
name: АО «Холдинг»
form: company
locale: ru
timezone: Europe/Moscow
support: {email: support@holding.example, phone: "+78000000000"}
notifications: {types: {payment: [email], license-renewal: [email]}, channels: [email]}
requirements: {payment: {recipients: 2, channels: [email]}}
accounts:
  director:
    family_name: Примеров
    given_name: Иван
    contacts: {email: director@holding.example}
  deputy:
    family_name: Заместителев
    given_name: Олег
    contacts: {email: deputy@holding.example}
"""

TELESET = """\
version: 1
kind: Organization
id: teleset
name: ООО «ТелеСеть»
form: telecom-operator
parent: holding
support: {email: support@teleset.example}
requirements: {works: {recipients: 2, channels: [email, sms]}}
notifications: {types: {works: [email]}}
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts:
      email: ivanova@teleset.example
      mobile: {channel: sms, address: "+7 916 000-00-01", consent: {basis: contract, since: "2025-06-01"}}
    notifications: {types: {works: [email, sms], messages: [email, inapp]}}
  petrov:
    family_name: Петров
    given_name: Пётр
    contacts: {email: petrov@teleset.example}
  sidorova:
    family_name: Сидорова
    given_name: Мария
    contacts: {email: sidorova@teleset.example}
    notifications: {types: all}
  client-17:
    audience: external
    locale: en
    contacts: {email: c@client.example}
    notifications: {types: [works]}
"""

PETROV = "petrov@teleset.example"


@dataclass
class World:
    """The project, the command line, and what real servers took."""

    project: Path
    run: Run
    mailbox: Mailbox
    web: Web

    def json(self, *arguments: str, code: int = 0) -> Any:
        ended = self.run(*arguments, "--format", "json")
        assert ended.code == code, ended.out + ended.err
        return json.loads(ended.out)

    def against(self) -> list[str]:
        """The codes of what is against being ready; [] when it is."""
        ended = self.run("review", "--ready", "--format", "json")
        readiness = json.loads(ended.out)["readiness"]
        found = [one["code"] for one in (*readiness["reasons"], *readiness["unchecked"])]
        assert (ended.code, readiness["ready"]) == ((0, True) if not found else (8, False))
        return found

    def live(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.project / "live/notifications.db")) as connection, connection:
            for sql in statements:
                assert connection.execute(sql).rowcount > 0, sql

    def tokens(self) -> dict[str, str]:
        """From the mails, by address."""
        found = {}
        for to, raw in self.mailbox.mails:
            body = message_from_bytes(raw, policy=default).get_body(("plain",))
            assert body is not None
            link = re.search(r"https://lk\.example/confirm\?token=([\w-]{43})(?![\w-])", body.get_content())
            assert link is not None
            assert len(to) == 1
            found[to[0]] = link[1]
        return found

    def confirm(self, address: str) -> None:
        assert self.run("contacts", "confirm", self.tokens()[address]).code == 0


@pytest.fixture
def world(project: Path, run: Run) -> Iterator[World]:
    mailbox = Mailbox()
    with smtp_server(mailbox) as port, web_server() as web:
        write(project / "reconciler.yaml", PROJECT.format(smtp=port, web=web.port))
        write(project / "organizations/holding.yaml", HOLDING)
        write(project / "organizations/teleset.yaml", TELESET)
        yield World(project, run, mailbox, web)


def test_from_nothing_to_ready_and_back(world: World) -> None:
    run, project = world.run, world.project
    _planned_and_asked(world)
    _silent_until_confirmed(world)
    _ready_after_everything(world)
    _drift_is_named_and_healed(world)
    _fewer_types(world)
    _a_forbidden_type(world)
    bundle = project / "bundle.zip"
    assert run("support-bundle", "--out", str(bundle)).code == 0
    assert bundle.stat().st_size > 0


def _planned_and_asked(world: World) -> None:
    """1 and 2: everything is new, nothing is written by looking, and an apply asks every address once."""
    run, project = world.run, world.project
    assert run("validate").code == 0
    before = fingerprint(project)
    plan = world.json("plan")
    assert {change["action"] for change in plan["changes"]} == {"create"}
    assert fingerprint(project) == before
    assert world.mailbox.mails == []
    assert run("apply", "--yes").code == 0
    addresses = {"director@holding.example", "deputy@holding.example", "ivanova@teleset.example", PETROV, "sidorova@teleset.example", "c@client.example"}
    assert Counter(one for to, _ in world.mailbox.mails for one in to) == Counter(addresses)
    assert not world.web.requests, "nobody has to confirm a phone here"
    for address in sorted(addresses - {PETROV}):
        world.confirm(address)
    used = run("contacts", "confirm", world.tokens()["ivanova@teleset.example"])
    assert (used.code, "confirmed" in used.err) == (1, True)


def _silent_until_confirmed(world: World) -> None:
    """3 and 4: the plan is empty but for who waits, and they alone hear nothing."""
    run, project = world.run, world.project
    planned = run("plan", "--detailed-exitcode")
    assert planned.code == 0
    assert "Awaiting confirmation (1): teleset/petrov email p•••••@teleset.example" in planned.out
    before = fingerprint(project)
    assert run("apply", "--yes").code == 0
    assert fingerprint(project) == before, "nothing to do, nothing written, nobody asked again"
    assert len(world.mailbox.mails) == 6
    tried = world.json("test", "--all-types", "--now", NOON)
    cells = [cell for one in tried["scenarios"] for cell in one["cells"]]
    told = {(cell["recipient"], cell["type"], cell["contact"]) for cell in cells if cell["verdict"] == "pass"}
    with closing(sqlite3.connect(project / "live/notifications.db")) as live:
        assert told == set(live.execute("SELECT recipient, type, contact FROM reconciler_recipients"))
    assert {cell["verdict"] for cell in cells if cell["recipient"] == "teleset/petrov"} == {"suppressed", "silent"}
    assert {cell["verdict"] for cell in cells if cell["recipient"] != "teleset/petrov"} == {"pass", "silent"}
    assert len(world.mailbox.mails) == 6, "the sandbox writes to nobody"
    asked = world.json("doctor", "--account", "teleset/petrov", "--type", "payment", "--now", NOON, code=1)
    assert asked["broken"] == "confirmed"
    assert "ready-transport-unproven" in world.against()
    assert "account-unreached" in {one["code"] for one in world.json("review", code=8)["findings"]}


def _ready_after_everything(world: World) -> None:
    """11: only when who waited has confirmed, every type has passed, and a live message has left by each transport."""
    run = world.run
    world.confirm(PETROV)
    assert world.against() == ["ready-transport-unproven", "ready-transport-unproven"]
    assert run("test", "--live", "--event", "message.received", "--organization", "teleset", "--account", "teleset/ivanova", "--now", NOON).code == 0
    assert world.against() == ["ready-transport-unproven"], "SMS was not proven by that"
    sent = run("test", "--live", "--event", "work.planned", "--organization", "teleset", "--account", "teleset/ivanova", "--now", NOON)
    assert sent.code == 0, sent.out
    assert [to for to, _ in world.mailbox.mails[6:]] == [["ivanova@teleset.example"]] * 2
    assert [json.loads(one.body)["to"] for one in world.web.requests] == ["+79160000001"]
    assert "[ТЕСТ]" in json.loads(world.web.requests[0].body)["text"]
    assert world.against() == []
    assert run("review", "--lang", "ru").out.rstrip().endswith("Готово к работе.")


def _drift_is_named_and_healed(world: World) -> None:
    """8: somebody switches a type off by hand; an account that is nobody's is not touched."""
    run = world.run
    world.live(
        "DELETE FROM reconciler_subscriptions WHERE account = 'petrov' AND type = 'payment'",
        "INSERT INTO reconciler_accounts (organization, account, manager) VALUES ('teleset', 'archive', NULL)",
    )
    assert run("plan", "--detailed-exitcode").code == 2
    assert "ready-changes" in world.against()
    asked = world.json("doctor", "--account", "teleset/petrov", "--type", "payment", "--now", NOON, code=1)
    assert asked["broken"] == "subscription"
    assert run("apply", "--yes").code == 0
    with closing(sqlite3.connect(world.project / "live/notifications.db")) as live:
        assert live.execute("SELECT manager FROM reconciler_accounts WHERE account = 'archive'").fetchall() == [(None,)]
    assert "ready-test-old" in world.against(), "what was tested before this apply is tested again"


def _fewer_types(world: World) -> None:
    """9: one person's `all` becomes two types, and nobody else's settings are touched."""
    edit(world.project / "organizations/teleset.yaml", "    notifications: {types: all}\n", "    notifications: {types: [payment, works]}\n")
    (change,) = world.json("plan")["changes"]
    assert (change["address"], change["action"]) == ("teleset/sidorova", "update")
    assert world.run("apply", "--yes").code == 0
    with closing(sqlite3.connect(world.project / "live/notifications.db")) as live:
        assert {row for (row,) in live.execute("SELECT DISTINCT type FROM reconciler_subscriptions WHERE account = 'sidorova'")} == {"payment", "works"}


def _a_forbidden_type(world: World) -> None:
    """10: the policy of the project blocks a type, and the chain to a recipient says so."""
    write(world.project / "reconciler.yaml", (world.project / "reconciler.yaml").read_text(encoding="utf-8") + "policy: {forbidden: [messages]}\n")
    asked = world.json("doctor", "--account", "teleset/ivanova", "--type", "messages", "--now", NOON, code=1)
    assert asked["broken"] == "policy"
    assert "ready-changes" in world.against()
    assert world.run("apply", "--yes").code == 0
    assert world.run("test", "--all-types", "--now", NOON).code == 0
