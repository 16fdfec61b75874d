"""A project with people of every kind, applied to SQLite, and the command line in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, _quiet_environment, apply_first, project, run, write

__all__ = ["_quiet_environment", "applied", "project", "run"]

ORGANIZATION = """\
version: 1
kind: Organization
id: teleset
name: ООО «ТелеСеть»
form: company
locale: ru
timezone: Europe/Moscow
support: {email: support@teleset.example, phone: "+78000000000"}

contacts:
  duty: {channel: email, address: duty@teleset.example}
  bus: {channel: webhook, address: "https://bus.teleset.example/notify", types: all}

notifications:
  types: {payment: [email], orders: true}
  channels: [email]

accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    contacts:
      email: ivanova@teleset.example
      mobile: {channel: sms, address: "+7 916 000-00-01", consent: {basis: contract, since: "2025-06-01"}}
    notifications: {types: {all: true, works: [email, sms], account-debit: [inapp]}}
  petrov:
    family_name: Петров
    given_name: Павел
    contacts: {email: petrov@teleset.example}
    notifications: {types: [payment]}
  sidorova:
    family_name: Сидорова
    given_name: Ольга
    suspended: true
    contacts: {email: sidorova@teleset.example}
  client-17:
    audience: external
    locale: en
    timezone: Asia/Vladivostok
    contacts: {email: c@client.example}
    notifications: {types: [works, payment]}
"""

NOON = "2026-11-24T12:00:00+03:00"

SCENARIO = f"""\
version: 1
kind: Scenario
id: paid
organization: teleset
event: payment.status_changed
now: "{NOON}"
payload: {{payment_id: P-1, service: Интернет 100, amount: "1000.50", status: paid}}
expect: [{{to: teleset/petrov}}]
"""


@pytest.fixture
def applied(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, live."""
    write(project / "organizations" / "teleset.yaml", ORGANIZATION)
    apply_first(project, run, tmp_path_factory)
    return project
