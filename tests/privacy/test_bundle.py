"""A support bundle of a project full of personal values and secrets holds none of them in any byte, however broken the project is."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from reconciler.cli.main import execute
from tests.cli.conftest import PROJECT, _quiet_environment, edit, write
from tests.privacy.canaries import CANARIES, ORGANIZATION, first_shown
from tests.privacy.test_damaged import misplaced, share
from tests.unit.schema.test_valid import PROJECT as FULL_PROJECT

__all__ = ["_quiet_environment"]

URL = "postgresql+psycopg://hidden.one:hunter2!pw@127.0.0.1:1/notify?password=hunter2!pw&application_name=Потаённая"


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = tmp_path / "project"
    write(project / "reconciler.yaml", PROJECT.replace("[organizations]", "[organizations]  # hunter2!pw\nsecrets: {env: [CANARY_SECRET]}"))
    write(project / "organizations" / "canary.yaml", ORGANIZATION)
    monkeypatch.chdir(project)
    monkeypatch.setenv("CANARY_SECRET", "hunter2!pw")
    (tmp_path / "logs").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "logs"))
    return project


def bundle(*arguments: str) -> dict[str, str]:
    """What is in it, by name; read as it lies there, and with the escapes of JSON undone."""
    Path("x.zip").unlink(missing_ok=True)
    assert execute(["support-bundle", "--out", "x.zip", *arguments]) == 0
    with zipfile.ZipFile("x.zip") as archive:
        found = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    readable = [text.encode("ascii", "backslashreplace").decode("unicode_escape") if name.endswith(".json") else text for name, text in found.items()]
    assert first_shown([*found, *found.values(), *readable]) == ""
    return found


def test_of_a_project_before_during_and_after(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle()
    assert execute(["apply", "--yes"]) == 0
    bundle("--lang", "ru")
    edit(directory / "organizations/canary.yaml", "+79161234567", "+79161234569")
    assert '"readdressed"' in bundle()["plan.json"]
    with closing(sqlite3.connect(directory / "live/notifications.db")) as live, live:
        live.execute("update reconciler_accounts set family_name = 'Потаённая-Другая', manager = 'other'")
        live.execute("update reconciler_history set reason = 'Потаённая asked, hidden.one@x.example, +79161234567'")
        live.execute("update reconciler_contacts set address = 'hidden.one+live@x.example' where channel = 'email'")
        (key,) = live.execute("select key from reconciler_installation").fetchone()
    found = bundle()
    assert "asked" in found["history.json"]
    assert key not in "".join(found.values())
    out = capsys.readouterr()
    assert first_shown([out.out, out.err]) == ""


def test_the_installation_key_and_the_tags_of_the_ledger_are_not_in_it(directory: Path) -> None:
    assert execute(["apply", "--yes"]) == 0
    with closing(sqlite3.connect(directory / "live/notifications.db")) as live:
        hidden = [
            value
            for (value,) in live.execute(
                "select tag from reconciler_applied union select key from reconciler_installation union select files from reconciler_history"
            )
        ]
        hidden += [value for (value,) in live.execute("select secret_tag from reconciler_contacts where secret_tag is not null")]
    text = "".join(bundle().values())
    assert len(hidden) > 10
    assert [value for value in hidden if value and value in text] == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text + "  hunter2!pw: [Потаённая", id="no YAML"),
        pytest.param(lambda text: text.replace("sources", "&hunter2pw sources: *hunter2pw"), id="anchors"),
        pytest.param(lambda text: text.replace("manager: ", "manager: !hunter2pw "), id="a tag"),
        pytest.param(lambda text: text + "password: hunter2!pw\n", id="an unknown key"),
        pytest.param(lambda text: text.replace("Project", CANARIES["name"]), id="an unknown kind"),
        pytest.param(lambda text: text + f"---\n{ORGANIZATION}", id="a second document"),
        pytest.param(lambda text: ORGANIZATION, id="an organization in its place"),
        pytest.param(lambda text: text.replace("sqlite:///live/notifications.db", URL), id="a literal password"),
        pytest.param(lambda text: text.encode("cp1251", "replace"), id="another encoding"),
    ],
)
def test_of_a_project_file_that_is_broken(damage: object, directory: Path) -> None:
    file = directory / "reconciler.yaml"
    damaged = damage(file.read_text(encoding="utf-8"))  # type: ignore[operator]
    file.write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode())
    bundle()


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_of_a_canary_in_the_place_of_any_value(canary: str, directory: Path) -> None:
    """The project file is the only one whose content is in it."""
    from reconciler.engine.bundle import _project
    from reconciler.reporting.machine import document, dumps

    for changed in share(misplaced(FULL_PROJECT, canary), canary, 4):
        write(directory / "reconciler.yaml", yaml.dump(changed, allow_unicode=True, sort_keys=False, width=1000))
        text = dumps(document(project=_project(directory)))
        assert first_shown([text, text.encode().decode("unicode_escape")]) == ""


def test_of_a_database_that_cannot_be_reached(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(directory / "reconciler.yaml", '"sqlite:///live/notifications.db"', "{env: CANARY_URL}")
    monkeypatch.setenv("CANARY_URL", URL)
    assert "backend-unreachable" in bundle()["plan.json"]


def test_of_a_password_that_is_written_into_the_file(directory: Path) -> None:
    edit(directory / "reconciler.yaml", "sqlite:///live/notifications.db", "postgresql://hunter2!pw@127.0.0.1:1/notify")
    assert "postgresql://" in bundle()["project.json"]


def test_of_files_that_are_broken(directory: Path) -> None:
    for line in ORGANIZATION.splitlines()[::6]:
        write(directory / "organizations/canary.yaml", ORGANIZATION.replace(line, f'{line}: "', 1))
        bundle()
    write(directory / "organizations/second.yaml", "version: 1\nkind: Потаённая Потаённа Потаённовна\n")
    assert '"accounts": 0' in bundle()["files.json"]


def test_of_a_remote_with_a_password(directory: Path) -> None:
    import subprocess

    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "remote", "add", "origin", "https://hidden.one:hunter2!pw@git.teleset.example/x.git"], check=True)
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@teleset.example", "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    assert "git.teleset.example/x" in bundle()["doctor.json"]
