"""Drift is accepted into the files: a plan is empty afterwards, and of the files nothing is touched but what differs."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from reconciler.documents.chunks import split
from reconciler.documents.rewrite import comments
from reconciler.engine.import_update import import_update
from reconciler.engine.plan import plan
from reconciler.settings.catalogue import CATALOGUE
from tests.convergence.project import applied, nothing_left, write_project
from tests.written import written_declarations

TYPES = {
    audience: [type_.id for type_ in CATALOGUE if type_.selectable and not type_.mandatory and audience in type_.audience and not type_.allowed_channels]
    for audience in ("employee", "external")
}

LIMITS = limits(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _project(directory: str, content: bytes) -> Path:
    project = write_project(Path(directory), [])
    (project / "organizations" / "all.yaml").write_bytes(content)
    return project


_WHERE = "WHERE organization = :organization AND account = :account"

DRIFTS: list[list[str]] = [
    [],
    [f"UPDATE reconciler_contacts SET address = 'new@drift.example' {_WHERE} AND channel = 'email'"],
    [f"UPDATE reconciler_accounts SET suspended = 1 - suspended, timezone = 'Asia/Omsk' {_WHERE}"],
    [f"UPDATE reconciler_accounts SET family_name = 'Новая: «фамилия»', patronymic = 'Петровна' {_WHERE} AND audience = 'employee'"],
    [f"UPDATE reconciler_accounts SET quiet_from = '21:00', quiet_to = '06:30' {_WHERE}"],
    [f"DELETE FROM reconciler_{table} {_WHERE}" for table in ("subscriptions", "contacts", "accounts")],
    [
        f"DELETE FROM reconciler_contacts {_WHERE} AND channel = 'sms'",
        f"DELETE FROM reconciler_subscriptions {_WHERE} AND contact NOT IN (SELECT contact FROM reconciler_contacts {_WHERE})",
    ],
    [
        f"DELETE FROM reconciler_subscriptions {_WHERE} AND type = :type",
        (
            f"DELETE FROM reconciler_contacts {_WHERE} AND channel = 'inapp' "
            f"AND NOT EXISTS (SELECT 1 FROM reconciler_subscriptions {_WHERE} AND contact = 'inapp')"
        ),
    ],
    [
        (
            "INSERT OR IGNORE INTO reconciler_subscriptions (organization, account, contact, type, manager) "
            f"SELECT organization, account, contact, :type, manager FROM reconciler_contacts {_WHERE} ORDER BY contact LIMIT 1"
        ),
    ],
]
"""What somebody might do to an account by hand."""


def _drift(project: Path, chance: Random) -> None:
    with closing(sqlite3.connect(project / "live.db")) as live:
        for organization, account, audience in live.execute("SELECT organization, account, audience FROM reconciler_accounts ORDER BY 1, 2").fetchall():
            about = {"organization": organization, "account": account, "type": chance.choice(TYPES[audience])}
            for statement in chance.choice(DRIFTS):
                live.execute(statement, about)
            if chance.random() < 0.2:
                _copy(live, about)
        if chance.random() < 0.3:
            live.execute("UPDATE reconciler_organizations SET name = 'Переименована'")
        live.commit()


def _copy(live: sqlite3.Connection, about: dict[str, str]) -> None:
    """Somebody who is like somebody else, and whom nobody has declared."""
    for table in ("accounts", "contacts", "subscriptions"):
        columns = [row[1] for row in live.execute(f"PRAGMA table_info(reconciler_{table})")]
        copied = ", ".join("'xcopy-' || account" if column == "account" else column for column in columns)
        live.execute(f"INSERT INTO reconciler_{table} ({', '.join(columns)}) SELECT {copied} FROM reconciler_{table} {_WHERE}", about)
    live.execute(
        "UPDATE reconciler_contacts SET address = organization || '/' || account "
        "WHERE organization = :organization AND account = 'xcopy-' || :account AND channel = 'inapp'",
        about,
    )


def _all_comments(text: str) -> Counter[str]:
    return Counter(comment for chunk in split(text) for comment in comments(chunk.text))


@given(text=written_declarations(), chance=st.randoms(use_true_random=False), mark=st.sampled_from([b"", b"\xef\xbb\xbf"]), windows=st.booleans())
@LIMITS
def test_after_an_update_nothing_is_left_to_do_and_nothing_else_is_touched(text: str, chance: Random, mark: bytes, windows: bool) -> None:
    content = mark + (text.replace("\n", "\r\n") if windows else text).encode()
    with tempfile.TemporaryDirectory() as directory:
        project = _project(directory, content)
        file = project / "organizations" / "all.yaml"
        applied(project)
        _drift(project, chance)
        expected = {change.address for change in plan(project).plan.changes}
        shown = import_update(project, write=False, difference=True)
        assert file.read_bytes() == content
        done = import_update(project)
        assert not done.diagnostics, done.diagnostics
        nothing_left(project)
        after = file.read_bytes()
        assert (after != content) == bool(expected)
        assert {address for one in done.files for address in (*one.changed, *one.added, *one.removed)} == expected
        assert [one.path for one in shown.files] == [one.path for one in done.files]
        assert after.startswith(b"\xef\xbb\xbf") == bool(mark)
        body = after.removeprefix(b"\xef\xbb\xbf").decode()
        if windows:
            assert body.count("\r\n") == body.count("\n")
        lost = _all_comments(text) - _all_comments(body.replace("\r\n", "\n"))
        assert lost.total() == sum(one.comments for one in done.files)
        if not any(one.removed for one in done.files):
            assert not lost
        assert import_update(project).files == ()
