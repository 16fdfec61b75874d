"""One event of every type: exactly those messages arrive that the live settings say, byte for byte in a sink, and nothing else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from html import unescape
from pathlib import Path

import pytest

from reconciler.cli.moments import moment
from reconciler.engine.trial.choose import Wanted
from reconciler.engine.trial.run import Result, try_out
from reconciler.model.delivery import Received
from reconciler.model.trial import Mode, Verdict
from tests.trial.conftest import NOON


@pytest.fixture
def tried(applied: Path) -> Result:
    return try_out(applied, Wanted(all_types=True, now=moment(NOON)))


def subscribed(project: Path) -> set[tuple[str, str, str]]:
    """(type, recipient, contact) by the view that notifiers ask, which the program does not write for this."""
    with closing(sqlite3.connect(project / "live/notifications.db")) as connection:
        return set(connection.execute("SELECT type, recipient, contact FROM reconciler_recipients"))


def test_everybody_gets_what_is_on_and_nothing_else(applied: Path, tried: Result) -> None:
    cells = [cell for one in tried.trial.tried for cell in one.cells]
    passed = [(cell.type, cell.recipient, cell.contact) for cell in cells if cell.verdict is Verdict.PASS]
    times = {one.scenario.type: 0 for one in tried.trial.tried}
    for one in tried.trial.tried:
        times[one.scenario.type] += 1
    # Types that remind of a deadline are tried once for each of their points.
    assert sorted(passed) == sorted(cell for cell in subscribed(applied) for _ in range(times[cell[0]]))
    assert {type_ for type_, count in times.items() if count > 1} == {"response-deadline", "license-renewal"}
    assert len(passed) > 30
    assert {cell.verdict for cell in cells} == {Verdict.PASS, Verdict.SILENT}
    assert tried.trial.passed
    assert tried.trial.coverage.ratio == 1.0


def test_every_message_arrives_once_at_its_own_address(tried: Result) -> None:
    received = [(cell, one) for each in tried.trial.tried for cell in each.cells for one in cell.received]
    assert len({one.id for _, one in received}) == len(received)
    for cell, one in received:
        assert cell.address is not None
        assert one.to == cell.address.value


def mails(result: Result, address: str) -> list[Mail]:
    return [message_from_bytes(one.raw, policy=default) for one in arrived(result) if one.to == address]


def arrived(result: Result) -> list[Received]:
    return [one for each in result.trial.tried for cell in each.cells for one in cell.received]


def test_cyrillic_quotes_links_and_signs_come_through_in_both_parts(tried: Result) -> None:
    mine = mails(tried, "ivanova@teleset.example")
    assert len(mine) > 10
    for mail in mine:
        plain, page = mail.get_body(("plain",)), mail.get_body(("html",))  # type: ignore[attr-defined]
        text, shown = plain.get_content(), unescape(page.get_content())
        assert "ООО «ТелеСеть»" in text
        assert "ООО «ТелеСеть»" in shown
        link = next(word for word in text.split() if word.startswith("https://"))
        assert link in shown
        assert "support@teleset.example" in text
        assert mail["Subject"].startswith("[ТЕСТ] ")
    everything = "\n".join(mail.get_body(("plain",)).get_content() for mail in mine)  # type: ignore[attr-defined]
    assert {"№", "«", "₽"} <= set(everything)


def test_a_client_is_told_in_english_by_the_clock_of_vladivostok(tried: Result) -> None:
    mine = mails(tried, "c@client.example")
    assert len(mine) == 2
    for mail in mine:
        assert mail["Subject"].startswith("[TEST] ")
        assert mail["To"] == "c@client.example"
        assert "ЛКО" not in mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]


def test_nobody_sees_the_address_of_another(tried: Result) -> None:
    addresses = {"ivanova@teleset.example", "petrov@teleset.example", "duty@teleset.example", "c@client.example", "+79160000001"}
    for one in arrived(tried):
        assert not any(other.encode() in one.raw for other in addresses - {one.to})


def test_webhooks_carry_the_event_as_json(tried: Result) -> None:
    bodies = [json.loads(one.raw) for one in arrived(tried) if one.channel == "webhook"]
    assert len(bodies) >= 10
    assert all(body["test"] is True and body["organization"] == "teleset" for body in bodies)


def test_on_paper_the_same_is_true_before_anything_is_applied(project: Path, applied: Path) -> None:
    (applied / "live/notifications.db").unlink()
    result = try_out(applied, Wanted(all_types=True, now=moment(NOON)), mode=Mode.DECLARED)
    assert result.trial.passed
    assert result.trial.number == 0
    assert len(arrived(result)) > 30
    assert not (applied / "live/notifications.db").exists()
