"""How a run ends when something is wrong that nobody typed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reconciler.cli import exits
from reconciler.cli.exits import Exit, exit_of
from reconciler.cli.main import execute
from reconciler.model import errors

DOCUMENTED = Path(__file__).parents[2] / "docs" / "exit-codes.md"


def test_every_fault_has_an_exit_code() -> None:
    table = {
        errors.InvalidInput(()): 3,
        errors.StalePlan("plan-moved"): 5,
        errors.ConflictError("lock-lost"): 5,
        errors.Refused("other-source"): 4,
        errors.Locked("locked"): 6,
        errors.TransientError("backend-busy"): 75,
        errors.RejectedError("backend-full"): 1,
        errors.BackendError("backend-failed"): 1,
        errors.Unusable("no-project"): 64,
        errors.ReconcilerError("declined"): 1,
    }
    assert {fault.code: exit_of(fault) for fault in table} == {fault.code: code for fault, code in table.items()}


def test_the_table_is_documented() -> None:
    documented = {
        int(number) for row in DOCUMENTED.read_text(encoding="utf-8").splitlines() if row.startswith("| ") for number in re.findall(r"\d+", row.split("|")[1])
    }
    assert {code.value for code in exits.Exit} == documented


def test_a_mistake_of_ours(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object, **__: object) -> None:
        secret = "ivanova@teleset.example"
        raise ValueError(secret)

    monkeypatch.setattr("reconciler.engine.validate.validate", fail)
    assert execute(["validate", "ivanova@teleset.example", "--project=ivanova@teleset.example"]) == Exit.BUG
    said = capsys.readouterr().err
    assert "Traceback" not in said
    found = re.search(r"details are in (\S+\.log)\.", said)
    assert found is not None
    log = Path(found.group(1))
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "in fail" in text
    assert "builtins.ValueError" in text
    assert "ivanova" not in text + said


def test_a_mistake_in_telling_of_a_mistake(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object, **__: object) -> str:
        raise LookupError

    monkeypatch.setattr("reconciler.reporting.errors.render_error", fail)
    assert execute(["frobnicate"]) == Exit.BUG
    found = re.search(r"see (\S+\.log)", capsys.readouterr().err)
    assert found is not None
    Path(found.group(1)).unlink()


def test_control_c(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reconciler.engine.plan.plan", interrupt)
    assert execute(["plan"]) == Exit.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_termination(project: Path) -> None:
    code = (
        "import sys, time\n"
        "from reconciler.cli import main\n"
        "from reconciler.engine import plan\n"
        "plan.plan = lambda *a, **k: (print('ready', flush=True), time.sleep(60))\n"
        "sys.argv = ['reconciler', 'plan']\n"
        "main.run()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 143
    assert "Traceback" not in err


@pytest.mark.skipif(os.name != "posix", reason="closes a pipe")
def test_nobody_listens(project: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "reconciler", "codes"], stdout=writer, stderr=subprocess.PIPE, text=True, encoding="utf-8", timeout=60)
    os.close(writer)
    assert done.stderr == ""
    assert done.returncode in (1, 0)


def test_version_imports_next_to_nothing() -> None:
    code = "import sys\nfrom reconciler.cli.main import execute\nassert execute(['--version']) == 0\nprint(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60, check=True)
    for heavy in ("pydantic", "sqlalchemy", "jsonschema", "yaml", "orjson", "alembic", "reconciler.engine", "reconciler.reporting", "reconciler.settings"):
        assert f"'{heavy}" not in done.stdout


@pytest.mark.parametrize("arguments", [("validate", "organizations"), ("plan",)], ids=" ".join)
def test_a_verb_imports_what_it_uses(project: Path, arguments: tuple[str, ...]) -> None:
    code = f"import sys\nfrom reconciler.cli.main import execute\nassert execute({arguments!r}) == 0\nprint(sorted(sys.modules), file=sys.stderr)"
    if arguments[0] == "validate":
        (project / "reconciler.yaml").unlink()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60, check=True)
    unwanted = {"alembic", "ruamel", "watchfiles"} | ({"sqlalchemy", "pydantic"} if arguments[0] == "validate" else set())
    for heavy in unwanted:
        assert f"'{heavy}'" not in done.stderr
