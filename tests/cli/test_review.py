"""review and doctor --account over a real database, which somebody changes by hand: a link at a time, and both say what is wrong with it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reconciler.engine.connect import connect
from reconciler.engine.couriers import configuration
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.evidence import Delivered, TrialEntry
from tests.cli.conftest import ENVIRONMENTS, Run, apply_first, edit, fingerprint, write

TELESET = "organizations/teleset.yaml"
REQUIRED = "requirements: {payment: {recipients: 2, channels: [email]}}\nsupport: {email: help@teleset.example, phone: '+78000000000'}\n\naccounts:"
CONFIRMED = "confirmation: {channels: [email]}\n"
IVANOVA = "organization = 'teleset' and account = 'ivanova'"
NOON = ("--now", "2026-11-30T12:00:00+03:00")


def change(project: Path, *statements: str) -> None:
    connection = sqlite3.connect(project / "live/notifications.db")
    try:
        with connection:
            for sql in statements:
                assert connection.execute(sql).rowcount != 0, sql
    finally:
        connection.close()


@pytest.fixture
def live(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    edit(project / TELESET, "accounts:", REQUIRED)
    apply_first(project, run, tmp_path_factory)
    return project


def reviewed(run: Run, *options: str) -> tuple[int, dict[str, Any]]:
    ended = run("review", "--format", "json", *options)
    return ended.code, json.loads(ended.out)


def codes(run: Run, *options: str) -> tuple[int, list[str]]:
    code, document = reviewed(run, *options)
    return code, [found["code"] for found in document["findings"]]


def chain(run: Run, *options: str) -> tuple[int, dict[str, Any]]:
    ended = run("doctor", "--account", "teleset/ivanova", "--format", "json", *NOON, *options)
    return ended.code, json.loads(ended.out)


def test_all_is_well(live: Path, run: Run) -> None:
    ended = run("review")
    assert ended.code == 0
    assert "Nothing is wrong with the live settings." in ended.out
    assert "The requirements of 1 organization are met." in ended.out
    assert "Support of" not in ended.out
    code, document = chain(run, "--type", "payment")
    assert (code, document["broken"]) == (0, None)


def test_without_requirements_nothing_is_claimed(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    ended = run("review")
    assert ended.code == 0
    assert "Without requirements, so nobody can say whether they conform to any: teleset." in ended.out
    assert "are met" not in ended.out


def test_before_the_first_apply(project: Path, run: Run) -> None:
    ended = run("review")
    assert ended.code == 0
    assert "Nothing of ours is live here." in ended.out
    assert "Not ready:" in ended.out
    assert "nothing has been applied here yet" in ended.out
    assert run("review", "--ready").code == 8


LINKS: Sequence[tuple[str, str, tuple[str, ...], tuple[str, ...], list[str]]] = [
    ("account", "chain-no-account", (f"delete from reconciler_accounts where {IVANOVA}",), (), ["requirement-unmet"]),
    ("account", "chain-suspended", (f"update reconciler_accounts set suspended = 1 where {IVANOVA}",), (), ["requirement-unmet"]),
    ("organization", "chain-no-organization", ("delete from reconciler_organizations",), (), ["organization-missing"]),
    ("type", "chain-no-type", ("delete from reconciler_types where type = 'payment'",), (), ["type-missing", "requirement-unmet"]),
    ("subscription", "chain-off", (f"delete from reconciler_subscriptions where {IVANOVA} and type = 'payment'",), (), ["requirement-unmet"]),
    ("contact", "chain-no-contact", (f"delete from reconciler_contacts where {IVANOVA}",), (), ["account-unreached", "requirement-unmet"]),
    (
        "refusal",
        "chain-refused",
        ("insert into reconciler_refusals (organization, channel, address, type) values ('teleset', 'email', 'ivanova@teleset.example', 'payment')",),
        (),
        ["requirement-refused"],
    ),
    ("quiet", "chain-quiet", (f"update reconciler_accounts set quiet_from = '11:00', quiet_to = '13:00' where {IVANOVA}",), (), []),
]


@pytest.mark.parametrize(("link", "code", "statements", "options", "found"), LINKS, ids=[f"{link[0]}: {link[1]}" for link in LINKS])
def test_a_link_broken_by_hand(link: str, code: str, statements: tuple[str, ...], options: tuple[str, ...], found: list[str], live: Path, run: Run) -> None:
    change(live, *statements)
    before = fingerprint(live)
    ended, document = chain(run, "--type", "payment", *options)
    assert (ended, document["broken"]) == (1, link)
    assert [one["code"] for one in document["checks"] if one["status"] == "problem"] == [code]
    assert codes(run) == (8 if found else 0, found)
    assert "ready" not in run("review").out.partition("Not ready:")[0], "what was changed by hand is never ready"
    assert run("review", "--ready").code == 8
    assert fingerprint(live) == before


def test_an_address_that_nobody_confirmed(live: Path, run: Run) -> None:
    write(live / "reconciler.yaml", (live / "reconciler.yaml").read_text(encoding="utf-8") + CONFIRMED)
    assert run("apply", "--yes").code in (0, 4)
    change(live, f"update reconciler_contacts set confirm = 1 where {IVANOVA}")
    code, document = chain(run, "--type", "payment")
    assert (code, document["broken"]) == (1, "confirmed")
    assert [found["code"] for found in reviewed(run)[1]["findings"]][:2] == ["account-unreached", "requirement-unmet"]


def test_a_policy_that_came_later(live: Path, run: Run) -> None:
    write(live / "reconciler.yaml", (live / "reconciler.yaml").read_text(encoding="utf-8") + "policy: {forbidden: [payment]}\n")
    code, document = chain(run, "--type", "payment")
    assert (code, document["broken"]) == (1, "policy")


def test_a_transport_that_is_not_there(live: Path, run: Run) -> None:
    write(live / "reconciler.yaml", (live / "reconciler.yaml").read_text(encoding="utf-8") + "transports: {sms: {type: http-sms}}\n")
    code, document = chain(run, "--type", "payment")
    assert (code, document["broken"]) == (1, "transport")


def test_what_is_asked_wrongly(live: Path, run: Run) -> None:
    assert run("doctor", "--type", "payment").code == 64
    ended = run("doctor", "--account", "teleset/ivanova", "--now", "tomorrow")
    assert (ended.code, 'this is not a moment: "tomorrow"' in ended.err) == (64, True)
    assert run("review", "--organization", "telset").code == 64


def test_failures_name_the_support_of_the_organization(live: Path, run: Run) -> None:
    change(live, f"delete from reconciler_contacts where {IVANOVA}")
    for words in (("review",), ("doctor", "--account", "teleset/ivanova"), ("review", "--lang", "ru")):
        assert re.search("(Support of|Поддержка) teleset: help@teleset.example, [+]78000000000", run(*words).out)


def test_rows_that_others_have_put_there(live: Path, run: Run) -> None:
    change(
        live,
        "insert into reconciler_subscriptions (organization, account, type, contact, manager) values ('teleset', 'ivanova', 'documents', 'email', 'legacy')",
        "insert into reconciler_accounts (organization, account, manager) values ('teleset', 'ghost', '')",
        "insert into reconciler_contacts (organization, account, contact, channel, address, manager) values ('teleset', 'ghost', 'email', 'email', 'g@x.example', '')",
        "insert into reconciler_subscriptions (organization, account, type, contact, manager) values ('teleset', 'ghost', 'payment', 'email', '')",
    )
    code, document = reviewed(run, "--matrix")
    assert code == 8
    assert [(found["code"], found["addresses"]) for found in document["findings"]] == [
        ("undeclared-reach", ["teleset/ivanova/email"]),
        ("undeclared-account", ["teleset/ghost"]),
    ]
    rows = {(row["recipient"], row["type"], row["contact"], row["manager"]): row for row in document["matrix"]}
    assert rows["teleset/ivanova", "documents", "email", "legacy"]["origin"] == {"layer": None, "location": None}
    assert rows["teleset/ghost", "payment", "email", ""]["state"] == "delivered"


# The matrix


def test_where_every_value_comes_from(live: Path, run: Run) -> None:
    edit(
        live / TELESET, "contacts: {email: petrov@teleset.example}", "contacts: {email: petrov@teleset.example}\n    notifications: {types: {documents: true}}"
    )
    change(live, f"delete from reconciler_subscriptions where {IVANOVA} and type = 'works'")
    text = (live / TELESET).read_text(encoding="utf-8").splitlines()
    rows = {(row["recipient"], row["type"]): row for row in reviewed(run, "--matrix")[1]["matrix"]}
    shared = next(number for number, line in enumerate(text, 1) if "channels: [email]" in line and "requirements" not in line)
    assert rows["teleset/ivanova", "payment"]["origin"] == {"layer": "teleset", "location": {"path": TELESET, "line": shared, "column": 13}}
    assert rows["teleset/ivanova", "account-balance"]["origin"] == {"layer": "teleset", "location": {"path": TELESET, "line": shared - 1, "column": 10}}
    assert rows["teleset/ivanova", "works"]["origin"] == {"layer": None, "location": None}, "somebody switched it off live"
    assert rows["teleset/petrov", "documents"]["origin"] == {"layer": None, "location": None}, "declared, and not applied yet"
    assert rows["teleset/ivanova", "works"]["state"] == "off"


def test_the_matrix_in_a_spreadsheet(live: Path, run: Run) -> None:
    ended = run("review", "--format", "csv")
    assert ended.code == 0
    assert ended.out.startswith("\ufefforganization;recipient;")
    rows = list(csv.DictReader(io.StringIO(ended.out.removeprefix("\ufeff")), delimiter=";"))
    assert {row["recipient"] for row in rows} == {"teleset", "teleset/ivanova", "teleset/petrov"}
    (one,) = (row for row in rows if (row["recipient"], row["type"]) == ("teleset/ivanova", "payment"))
    assert (one["contact"], one["address"], one["state"], one["layer"], one["path"]) == ("email", "i•••••@teleset.example", "delivered", "teleset", TELESET)


def test_the_matrix_as_a_page(live: Path, run: Run) -> None:
    page = run("review", "--format", "html", "--lang", "ru").out
    assert page.startswith("<!doctype html>")
    assert "Не готово" in page
    assert "i•••••@teleset.example" in page
    assert not re.search(r"(src|href)\s*=|<script|@import|url\(", page)


def test_the_matrix_in_text(live: Path, run: Run) -> None:
    out = run("review", "--matrix").out
    assert re.search(r"\n {2}payment +email +i•••••@teleset\.example +delivered +organization teleset, organizations/teleset\.yaml:\d+\n", out)
    assert "off: account-accrual" in out


def test_files_that_cannot_be_used_leave_live_settings_to_be_judged(live: Path, run: Run) -> None:
    write(live / "organizations/broken.yaml", "version: 1\nkind: Organization\nid: [\n")
    change(live, f"delete from reconciler_contacts where {IVANOVA}")
    code, document = reviewed(run, "--matrix")
    assert code == 8
    assert [found["code"] for found in document["findings"]] == ["account-unreached", "requirement-unmet"]
    assert "ready-files-unchecked" in [one["code"] for one in document["readiness"]["unchecked"]]
    assert {row["origin"] for row in document["matrix"]} == {None}
    assert "files not read" in run("review", "--matrix").out


def test_environments_are_named_in_what_is_to_be_typed(project: Path, run: Run) -> None:
    write(project / "reconciler.yaml", ENVIRONMENTS)
    assert run("apply", "--yes", "--env", "staging").code == 0
    assert run("review").code == 64
    out = run("review", "--env", "staging", "--organization", "teleset").out
    assert "reconciler " in out
    assert all("--env staging" in line for line in out.splitlines() if "reconciler " in line)


def test_nothing_personal_is_shown(live: Path, run: Run) -> None:
    for words in (("review", "--matrix"), ("review", "--format", "json", "--matrix"), ("review", "--format", "csv"), ("review", "--format", "html")):
        out = run(*words).out
        assert "ivanova@teleset.example" not in out
        assert "Иванова" not in out


# What is remembered of tests and live messages

SMTP = "transports: {email: {type: smtp, host: 127.0.0.1, port: 1, tls: none, sender: notify@teleset.example}}\n"


def remember(project: Path, *passed: str, verdict: str = "pass") -> None:
    """A live run in which `passed` reached Ivanova, as `test --live` writes it down."""
    connection = connect(open_project(Reading(), project, None))
    key = connection.ledger.key()
    assert key is not None
    entry = TrialEntry("tests-7f3a", "", "somebody", "live", "passed", {verdict: 1}, tuple(("teleset", type_) for type_ in passed))
    delivered = [
        Delivered(f"m-{type_}", 0, "live", "s", "e", type_, "teleset/ivanova", "email", "email", "i•••••@teleset.example", "delivered", verdict, "250")
        for type_ in passed
    ]
    connection.evidence.keep_trial(entry, delivered, [("email", configuration(connection, "email", key))], retention=86_400)


def reasons(run: Run) -> tuple[int, list[str]]:
    code, document = reviewed(run, "--ready")
    readiness = document["readiness"]
    assert readiness["ready"] is (code == 0)
    return code, [one["code"] for one in (*readiness["reasons"], *readiness["unchecked"])]


@pytest.fixture
def sending(live: Path, run: Run) -> Path:
    """With a transport, and an apply that began a minute ago."""
    write(live / "reconciler.yaml", (live / "reconciler.yaml").read_text(encoding="utf-8") + SMTP)
    change(live, "update reconciler_history set started = '2026-11-01T00:00:00Z'")
    return live


def test_ready(sending: Path, run: Run) -> None:
    assert reasons(run) == (8, ["ready-untested", "ready-transport-unproven"])
    remember(sending, "payment", "orders")
    assert reasons(run) == (8, ["ready-untested"])
    remember(sending, "payment", "orders", "works")
    assert reasons(run) == (0, [])
    assert run("review").out.rstrip().endswith("Ready.")
    assert run("review", "--lang", "ru").out.rstrip().endswith("Готово к работе.")


def test_what_ends_being_ready(sending: Path, run: Run) -> None:
    remember(sending, "payment", "orders", "works")
    file = sending / "reconciler.yaml"
    before = file.read_text(encoding="utf-8")
    edit(file, "port: 1,", "port: 2,")
    assert reasons(run) == (8, ["ready-transport-changed"])
    write(file, before)
    edit(sending / TELESET, "{works: true}", "{works: true, documents: true}")
    assert reasons(run) == (8, ["ready-changes"])
    assert run("apply", "--yes").code == 0
    change(sending, "update reconciler_history set started = '2099-01-01T00:00:00Z' where number = 2")
    assert reasons(run) == (8, ["ready-untested", "ready-test-old"])
    assert run("review").code == 0, "nothing is found, it is only not proven"


def test_a_password_that_changed_is_another_configuration(sending: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(sending / "reconciler.yaml", "tls: none,", "tls: none, username: n, password: {env: NOT_SET_HERE},")
    monkeypatch.setenv("NOT_SET_HERE", "first")
    remember(sending, "payment", "orders", "works")
    assert reasons(run) == (0, [])
    monkeypatch.setenv("NOT_SET_HERE", "second")
    assert reasons(run) == (8, ["ready-transport-changed"])
    monkeypatch.delenv("NOT_SET_HERE")
    assert reasons(run) == (8, ["ready-transport-unchecked"]), "what cannot be compared is not claimed"


def test_the_last_delivery(sending: Path, run: Run) -> None:
    assert chain(run, "--type", "payment")[1]["broken"] is None
    remember(sending, "payment", verdict="missing")
    code, document = chain(run, "--type", "payment")
    assert (code, document["broken"]) == (1, "delivery")
    assert {one["check"]: one["status"] for one in document["checks"]}["template"] == "ok"
    assert chain(run, "--type", "orders")[1]["broken"] is None
    remember(sending, "payment")
    assert chain(run, "--type", "payment")[1]["broken"] is None


def test_a_transport_that_does_not_answer(sending: Path, run: Run) -> None:
    checks = {one["check"]: one for one in chain(run, "--type", "payment")[1]["checks"]}
    assert checks["transport"]["code"] == "chain-transport"
    code, document = chain(run, "--type", "payment", "--connect")
    assert (code, document["broken"]) == (1, "transport")


def test_a_transport_whose_options_cannot_be(sending: Path, run: Run) -> None:
    edit(sending / "reconciler.yaml", "tls: none, sender: notify@teleset.example", "tls: none, sender: nobody")
    assert chain(run, "--type", "payment")[1]["broken"] == "transport"


def test_a_transport_whose_password_is_not_at_hand(sending: Path, run: Run) -> None:
    edit(sending / "reconciler.yaml", "tls: none,", "tls: none, username: n, password: {env: NOT_SET_HERE},")
    code, document = chain(run, "--type", "payment")
    assert code == 0
    assert {one["check"]: one["code"] for one in document["checks"]}["transport"] == "chain-transport-secrets"
