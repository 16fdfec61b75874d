"""Who only reads can write nothing: every such verb as a database user who may do no more than SELECT, and over files that nobody may touch."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from reconciler.cli.main import VERBS
from tests.cli.conftest import Run, edit, fingerprint

WRITES = {"apply", "approve", "forget", "pause", "resume", "prepare", "watch"}
"""Verbs that are for writing to the live system or its ledger."""

ELSEWHERE = {"init", "fmt", "import", "schema", "codes", "types", "completion", "validate"}
"""Verbs that connect to nothing, or write files of the project because they are asked to."""

READS: dict[str, list[tuple[str, ...]]] = {
    "plan": [
        ("plan",),
        ("plan", "--out", "{out}"),
        ("plan", "--format", "json", "--full"),
        ("plan", "--format", "markdown"),
        ("plan", "--format", "html"),
        ("plan", "--only", "drift"),
        ("plan", "--adopt", "--all"),
        ("plan", "--organization", "teleset"),
    ],
    "show": [("show",), ("show", "teleset/ivanova"), ("show", "--format", "json")],
    "explain": [("explain", "teleset/ivanova"), ("explain", "teleset/ivanova", "payment", "--live")],
    "history": [("history",), ("history", "show", "1"), ("history", "--format", "json")],
    "lock": [("lock", "show")],
    "contacts": [("contacts", "list"), ("contacts", "list", "--format", "json"), ("history", "deliveries")],
    "test": [("test", "--event", "payment.status_changed", "--declared")],
    "review": [("review",), ("review", "--matrix", "--ready"), ("review", "--format", "json"), ("review", "--format", "csv"), ("review", "--format", "html")],
    "doctor": [("doctor",), ("doctor", "--format", "json"), ("doctor", "--account", "teleset/ivanova", "--type", "payment")],
    "support-bundle": [("support-bundle", "--out", "{out}.zip")],
}
"""How each of the others is asked here."""


def asked(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    for number, words in enumerate(words for verb in VERBS if verb in READS for words in READS[verb]):
        yield tuple(word.format(out=tmp_path / f"out-{number}.json") for word in words)


def test_every_verb_is_known_here() -> None:
    assert set(VERBS) <= WRITES | ELSEWHERE | READS.keys()


@pytest.mark.parametrize("state", ["before the first apply", "with changes to make"])
def test_over_a_file(state: str, project: Path, tmp_path: Path, run: Run) -> None:
    if state == "with changes to make":
        assert run("apply", "--yes").code == 0
        edit(project / "organizations/teleset.yaml", "{works: true}", "{works: true, account-balance: true}")
    before = fingerprint(project)
    for words in asked(tmp_path):
        ended = run(*words)
        assert ended.code in (0, 1, 8, 64), (words, ended)
        assert fingerprint(project) == before, words


@pytest.mark.postgresql
def test_as_a_user_who_may_only_select(
    project: Path, tmp_path: Path, run: Run, postgresql_url: str, postgresql_schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = f"reader_{uuid.uuid4().hex[:12]}"
    monkeypatch.setenv("TESTS_URL", postgresql_url)
    edit(
        project / "reconciler.yaml",
        'backend: {type: sql, url: "sqlite:///live/notifications.db"}',
        f"backend: {{type: sql, url: {{env: TESTS_URL}}, schema: {postgresql_schema}}}",
    )
    assert run("prepare").code == 0
    assert run("apply", "--yes").code == 0
    edit(project / "organizations/teleset.yaml", "{works: true}", "{works: true, account-balance: true}")
    engine = create_engine(postgresql_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {postgresql_schema} TO {role}")
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {postgresql_schema} TO {role}")
    try:
        monkeypatch.setenv("TESTS_URL", make_url(postgresql_url).set(username=role).render_as_string(hide_password=False))
        for words in asked(tmp_path):
            ended = run(*words)
            assert ended.code in (0, 8, 64), (words, ended)
            assert "permission" not in ended.err, (words, ended.err)
        # The user really may not write.
        assert run("apply", "--yes").code == 1
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {role}")
            connection.exec_driver_sql(f"DROP ROLE {role}")
        engine.dispose()
