"""What each verb may be granted in PostgreSQL, as docs/backends/sql.md says it: no more is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from reconciler.delivering.sinks import sinks
from tests.cli.conftest import Run, edit, write
from tests.cli.test_confirmations_sent import link_of, mails
from tests.trial.conftest import NOON, ORGANIZATION

VARIABLE = "TESTS_URL"
EVENT = ("test", "--event", "payment.status_changed", "--now", NOON)

As = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def shared(project: Path, run: Run, postgresql_url: str, postgresql_schema: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, live in PostgreSQL."""
    edit(project / "reconciler.yaml", 'url: "sqlite:///live/notifications.db"', f"url: {{env: {VARIABLE}}}, schema: {postgresql_schema}")
    write(project / "organizations/teleset.yaml", ORGANIZATION)
    monkeypatch.setenv(VARIABLE, postgresql_url)
    assert run("prepare").code == 0
    assert run("apply", "--yes").code == 0
    return project


@pytest.fixture
def as_user(postgresql_url: str, postgresql_schema: str, monkeypatch: pytest.MonkeyPatch) -> As:
    """With these grants beside reading, the program connects as a user of its own."""

    @contextmanager
    def of(*grants: str) -> Iterator[None]:
        role = f"user_{postgresql_schema}"
        engine = create_engine(postgresql_url, poolclass=NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
            for grant in ("USAGE ON SCHEMA {0}", "SELECT ON ALL TABLES IN SCHEMA {0}", *grants):
                connection.exec_driver_sql(f"GRANT {grant.format(postgresql_schema)} TO {role}")
        monkeypatch.setenv(VARIABLE, make_url(postgresql_url).set(username=role).render_as_string(hide_password=False))
        try:
            yield
        finally:
            monkeypatch.setenv(VARIABLE, postgresql_url)
            with engine.begin() as connection:
                connection.exec_driver_sql(f"DROP OWNED BY {role}")
                connection.exec_driver_sql(f"DROP ROLE {role}")
            engine.dispose()

    return of


@pytest.mark.postgresql
def test_who_may_only_read_can_look_at_everything_and_test(shared: Path, run: Run, as_user: As) -> None:
    looks = [
        ("plan",),
        ("review", "--matrix"),
        ("doctor",),
        ("doctor", "--account", "teleset/ivanova", "--type", "payment", "--now", NOON),
        ("contacts", "list"),
        ("history",),
        ("history", "deliveries"),
        ("support-bundle", "--out", "bundle.zip"),
    ]
    with as_user():
        for words in looks:
            assert run(*words).code == 0, words
        tested = run(*EVENT)
        assert tested.code == 0, tested.err
        assert "could not be written down" in tested.out
        assert "does not let us" in tested.out
        assert "Result: passed" in tested.out
    assert "Nothing was tested here yet." in run("history", "deliveries").out


@pytest.mark.postgresql
def test_what_a_test_needs_to_be_written_down(shared: Path, run: Run, as_user: As) -> None:
    grants = (
        "INSERT ON {0}.trials, {0}.deliveries, {0}.proofs, {0}.transport_proofs",
        "UPDATE ON {0}.proofs, {0}.transport_proofs",
        "DELETE ON {0}.deliveries",
        "USAGE ON SEQUENCE {0}.trials_number_seq",
    )
    with as_user(*grants):
        for _ in range(2):
            tested = run(*EVENT)
            assert (tested.code, "could not be written down" in tested.out) == (0, False)
    assert run("history", "deliveries").out.count("sandbox  passed") == 2


@pytest.mark.postgresql
def test_what_asking_and_confirming_need(shared: Path, run: Run, as_user: As) -> None:
    asking = (
        "INSERT, UPDATE ON {0}.leases",
        "INSERT, UPDATE, DELETE ON {0}.confirmations",
        "INSERT ON {0}.history",
        "USAGE ON SEQUENCE {0}.history_number_seq",
    )
    confirming = ("INSERT ON {0}.verifications, {0}.history", "UPDATE ON {0}.confirmations", "USAGE ON SEQUENCE {0}.history_number_seq")
    with sinks() as room:
        file = shared / "reconciler.yaml"
        write(
            file,
            file.read_text(encoding="utf-8")
            + f'transports: {{email: {{type: smtp, host: 127.0.0.1, port: {room.smtp[1]}, tls: none, timeout: 30, sender: "n@teleset.example"}}}}\n'
            + 'confirmation: {channels: [email], url: "https://lk.example/confirm?token={token}"}\n',
        )
        assert run("apply", "--yes").code == 0
        for _ in range(2):
            with as_user(*asking):
                sent = run("contacts", "send-confirmations", "--yes", "--resend")
                assert sent.code == 0, sent.err
        token = link_of(mails(room)["petrov@teleset.example"])
    with as_user(*confirming):
        done = run("contacts", "confirm", token)
        assert done.code == 0, done.err
        assert run("contacts", "confirm", token).code == 1
