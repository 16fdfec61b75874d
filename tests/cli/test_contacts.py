"""contacts: who awaits confirmation, asking them, taking their word, and the page; and what became of test messages."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reconciler.engine.connect import connect
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.evidence import Delivered, TrialEntry
from tests.cli.conftest import Run, edit, fingerprint
from tests.unit.engine.test_confirming import CONFIRMING, IVANOVA, PETROV, Post

TELESET = "organizations/teleset.yaml"


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    """A recorder in the place of the transports."""
    recorder = Post()
    monkeypatch.setattr("reconciler.engine.sending.sender", recorder)
    return recorder


@pytest.fixture
def waiting(project: Path, run: Run) -> Path:
    """Ivanova and Petrov await confirmation."""
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CONFIRMING, encoding="utf-8")
    assert run("apply", "--yes").code == 0
    return project


def live(project: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(project / "live/notifications.db")) as connection, connection:
        return [row for sql in statements for row in connection.execute(sql).fetchall()]


def test_the_list_says_state_and_age_and_writes_nothing(waiting: Path, run: Run, post: Post) -> None:
    before = fingerprint(waiting)
    listed = run("contacts", "list")
    assert listed.code == 0
    assert "teleset/ivanova  email  i•••••@teleset.example  awaits confirmation, receives nothing  never asked" in listed.out
    assert "Contacts: 2. Await confirmation: 2." in listed.out
    assert fingerprint(waiting) == before
    assert run("contacts", "send-confirmations", "--yes").code == 0
    assert run("contacts", "confirm", post.token(IVANOVA)).code == 0
    listed = run("contacts", "list")
    assert re.search(r"teleset/ivanova +email +i•••••@teleset.example +confirmed +confirmed after a request of \d{4}-", listed.out)
    assert re.search(r"teleset/petrov +email +p•••••@teleset.example +awaits confirmation, receives nothing +asked \d{4}-.* UTC, until \d{4}-", listed.out)
    only = run("contacts", "list", "--state", "awaiting", "--format", "json")
    (one,) = json.loads(only.out)["contacts"]
    assert (one["recipient"], one["address"], one["state"], one["asked"]["state"]) == ("teleset/petrov", "p•••••@teleset.example", "awaiting", "open")
    assert run("contacts", "list", "--state", "refused").out.endswith("No such contacts.\n")
    assert run("contacts", "list", "--organization", "alfa").code == 64


def test_an_address_that_serves_meanwhile_is_named(waiting: Path, run: Run) -> None:
    live(waiting, f"insert into reconciler_verifications values ('email', '{IVANOVA}')")
    edit(waiting / TELESET, IVANOVA, "anna@teleset.example")
    assert run("apply", "--yes").code == 0
    listed = run("contacts", "list", "--lang", "ru", "--state", "serving")
    assert "a•••••@teleset.example  ожидает подтверждения, до этого служит i•••••@teleset.example" in listed.out


def test_asking_says_whom_it_writes_to_and_needs_a_yes(waiting: Path, run: Run, post: Post) -> None:
    refused = run("contacts", "send-confirmations")
    assert (refused.code, "`contacts send-confirmations` asks before it writes" in refused.err) == (64, True)
    assert post.letters == []
    done = run("contacts", "send-confirmations", "--yes", "--account", "teleset/petrov")
    assert done.code == 0
    assert "1 real person will get a request to confirm:\n  teleset/petrov  email  p•••••@teleset.example" in done.out
    assert re.search(r"Sent: 1 request to confirm\. The links work once, for 7 days\. History: \d+\.", done.out)
    again = run("contacts", "send-confirmations", "--yes")
    assert "Not asked: 1:\n  teleset/petrov  email  p•••••@teleset.example  asked within a day; --resend asks again" in again.out
    nobody = run("contacts", "send-confirmations", "--yes")
    assert (nobody.code, "Nobody is to be asked." in nobody.out) == (0, True)
    assert "contacts send-confirmations (1)" in run("history").out


def test_on_a_terminal_it_asks(waiting: Path, run: Run, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciler.cli.terminal.Terminal.interactive", True)
    monkeypatch.setattr(sys, "stdin", StringIO("no\n"))
    declined = run("contacts", "send-confirmations")
    assert (declined.code, post.letters) == (1, [])
    assert "To send, type yes" in declined.err
    monkeypatch.setattr(sys, "stdin", StringIO("yes\n"))
    assert run("contacts", "send-confirmations").code == 0
    assert len(post.letters) == 2


def test_what_did_not_leave_is_said_and_counts(waiting: Path, run: Run, post: Post) -> None:
    post.lost = {IVANOVA}
    part = run("contacts", "send-confirmations", "--yes")
    assert part.code == 7
    assert "Not sent: 1:\n  teleset/ivanova  email  i•••••@teleset.example" in part.out
    document = json.loads(run("contacts", "send-confirmations", "--yes", "--format", "json").out)
    assert [one["code"] for one in document["failed"]] == ["smtp-temporary"]
    assert [one["reason"] for one in document["not_asked"]] == ["recently"]
    assert run("contacts", "send-confirmations", "--yes").code == 1


def test_a_code_confirms_once_from_the_command_line_or_from_stdin(waiting: Path, run: Run, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("contacts", "send-confirmations", "--yes").code == 0
    monkeypatch.setattr(sys, "stdin", StringIO(post.token(IVANOVA) + "\n"))
    done = run("contacts", "confirm", "-")
    assert (done.code, done.out) == (0, "Confirmed: email of teleset/ivanova (email). From now on notifications go there.\n")
    used = run("contacts", "confirm", post.token(IVANOVA))
    assert (used.code, "was used already" in used.err) == (1, True)
    assert run("contacts", "confirm", "x" * 43).code == 1
    document = json.loads(run("contacts", "confirm", post.token(PETROV), "--format", "json").out)
    assert document["confirmed"] == {"recipient": "teleset/petrov", "contact": "email", "channel": "email"}
    assert re.search(r"confirm teleset/petrov/email +confirmed", run("history").out)


def test_an_apply_ends_with_who_waits_and_the_command(project: Path, run: Run) -> None:
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CONFIRMING, encoding="utf-8")
    planned = run("plan")
    applied = run("apply", "--yes")
    assert applied.out.endswith("Next:\n  reconciler contacts send-confirmations    sends their owners a request to confirm, and says who is not asked\n")
    assert "2 contacts await confirmation; these addresses receive nothing until then:" in applied.out
    assert "Awaiting confirmation (2)" in planned.out or "awaits confirmation" in planned.out
    unchanged = run("plan").out
    assert "Awaiting confirmation (2)" in unchanged
    assert "To ask them: reconciler contacts send-confirmations\n" in unchanged


def test_with_send_apply_it_asks_those_whom_it_changes(project: Path, run: Run, post: Post) -> None:
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CONFIRMING.replace("{channels", "{send: apply, lifetime: 3d, channels"), encoding="utf-8")
    applied = run("apply", "--yes")
    assert (applied.code, len(post.letters)) == (0, 2)
    assert "Sent: 2 requests to confirm. The links work once, for 3 days." in applied.out
    assert "Next:" not in applied.out
    edit(project / TELESET, PETROV, "pavel@teleset.example")
    document = json.loads(run("apply", "--yes", "--format", "json").out)
    assert (document["asked"], document["unasked"]) == ({"sent": 1, "failed": 0}, None)
    assert [letter.destination.address.value for letter in post.letters[2:]] == ["pavel@teleset.example"]


def test_an_apply_whose_requests_cannot_be_sent_is_done_all_the_same(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from reconciler.model.errors import Unusable

    def broken(connection: object) -> None:
        code = "secret-unset"
        raise Unusable(code, name="TESTS_PASSWORD")

    monkeypatch.setattr("reconciler.engine.sending.sender", broken)
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CONFIRMING.replace("{channels", "{send: apply, channels"), encoding="utf-8")
    applied = run("apply", "--yes")
    assert applied.code == 0
    assert "TESTS_PASSWORD" in applied.err
    assert "Next:\n  reconciler contacts send-confirmations" in applied.out


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["lis"],
        ["list", "x"],
        ["list", "--state", "x"],
        ["confirm"],
        ["send-confirmations", "--yes", "--account", "teleset/nobody"],
        ["send-confirmations", "--yes", "--account", "teleset/ivanova", "--organization", "teleset"],
        ["serve", "--listen", "0.0.0.0:8080"],
        ["serve", "--listen", "localhost"],
    ],
)
def test_what_makes_no_sense(words: list[str], waiting: Path, run: Run) -> None:
    assert run("contacts", *words).code == 64


@pytest.mark.parametrize("language", ["en", "ru"])
def test_help_lists_the_verbs(language: str, run: Run) -> None:
    told = run("contacts", "--lang", language, "--help")
    assert told.code == 0
    assert all(f"  {verb}" in told.out for verb in ("list", "send-confirmations", "confirm", "serve"))
    assert run("contacts", "serve", "--lang", language, "--help").code == 0


def test_a_project_that_confirms_nothing_says_what_to_write(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    refused = run("contacts", "send-confirmations", "--yes")
    assert (refused.code, "confirmation: {channels: [email], url: 'https://lk.example/confirm?token={token}'}" in refused.err) == (64, True)
    assert "needs no confirmation" in run("contacts", "list").out


@pytest.fixture
def served(waiting: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The page in a process of its own, and where it is."""
    command = [sys.executable, "-m", "reconciler", "contacts", "serve", "--listen", "127.0.0.1:0", "-v"]
    with subprocess.Popen(command, cwd=waiting, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8") as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found is not None, line
            yield process, found[0]
        finally:
            process.kill()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_page_confirms_logs_no_token_and_ends_on_sigterm(waiting: Path, run: Run, post: Post, served: tuple[subprocess.Popen[str], str]) -> None:
    process, place = served
    assert run("contacts", "send-confirmations", "--yes").code == 0
    token = post.token(IVANOVA)
    with urllib.request.urlopen(f"{place}/confirm?token={token}", timeout=10) as shown:  # noqa: S310 - a page of this test
        assert "Подтвердить адрес" in shown.read().decode()
    assert live(waiting, "select count(*) from reconciler_verifications") == [(0,)]
    with urllib.request.urlopen(f"{place}/confirm", urlencode({"token": token}).encode(), timeout=10) as answer:  # noqa: S310 - a page of this test
        assert "Адрес подтверждён" in answer.read().decode()
    assert live(waiting, "select address from reconciler_verifications") == [(IVANOVA,)]
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - started < 5
    assert (process.returncode, out) == (143, "Ended. Confirmed: 1. Refused: 0.\n")
    assert token not in out + err
    assert IVANOVA not in out + err


RUN = TrialEntry("tests-7f3a", "", "root@host", "sandbox", "failed", {"pass": 1, "missing": 1}, (("teleset", "payment"),))
PASSED = Delivered(
    "c0ffee", 0, "sandbox", "s", "payment.paid", "payment", "teleset/ivanova", "email", "email", "i•••••@teleset.example", "delivered", "pass", "250", "", 0.4
)
LOST = Delivered(
    "", 0, "sandbox", "s", "payment.paid", "payment", "teleset/petrov", "email", "email", "p•••••@teleset.example", "temporary-failure", "missing", "451 4.3.0"
)


def test_deliveries_are_listed(project: Path, run: Run) -> None:
    nothing = run("history", "deliveries")
    assert (nothing.code, nothing.out.endswith("Nothing was tested here yet.\n")) == (0, True)
    assert not (project / "live").exists()
    evidence = connect(open_project(Reading(), project, None)).evidence
    number = evidence.keep_trial(RUN, [PASSED, LOST], retention=3600)
    listed = run("history", "deliveries")
    assert re.search(rf"Runs:\n +{number} +\d{{4}}-.* UTC +root@host +sandbox +failed +1 missing, 1 pass", listed.out)
    assert re.search(r"teleset/ivanova +email +email +i•••••@teleset.example +payment.paid +delivered +pass +0.4 s +250 +c0ffee", listed.out)
    assert re.search(r"teleset/petrov .* temporary-failure +missing +never came +451 4.3.0", listed.out)
    document = json.loads(run("history", "deliveries", "--recipient", "teleset/petrov", "--format", "json").out)
    assert [(one["recipient"], one["seconds"], one["answer"]) for one in document["deliveries"]] == [("teleset/petrov", None, "451 4.3.0")]
    assert len(json.loads(run("history", "deliveries", "--run", str(number), "--format", "json").out)["deliveries"]) == 2
    missing = run("history", "deliveries", "--run", "99")
    assert (missing.code, "there is no test run 99 here" in missing.err) == (64, True)
    assert run("history", "--run", "1").code == 64
    assert run("history", "deliveries", "x").code == 64


def test_with_an_account_its_masked_addresses_go(project: Path, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    connect(open_project(Reading(), project, None)).evidence.keep_trial(RUN, [PASSED, LOST], retention=3600)
    text = (project / TELESET).read_text(encoding="utf-8")
    (project / TELESET).write_text(text[: text.index("  petrov:")], encoding="utf-8")
    assert run("apply", "--yes").code == 0
    listed = run("history", "deliveries").out
    assert "i•••••@teleset.example" in listed
    assert "p•••••@teleset.example" not in listed
