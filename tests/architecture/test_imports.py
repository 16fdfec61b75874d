"""What each verb may load. Start-up is part of the product: a budget that nobody holds is gone in a month."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEAVY = {"alembic", "jsonschema", "jsonschema_rs", "phonenumbers", "pydantic", "ruamel", "sqlalchemy", "watchfiles", "yaml", "yaml_rs"}

RUN = """
import sys
from reconciler.cli.main import run
sys.argv = ["reconciler", *sys.argv[1:]]
try:
    run()
except SystemExit as end:
    code = end.code
else:
    code = 0
print("\\x00", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
raise SystemExit(code)
"""


def _loaded(*arguments: str, cwd: Path = ROOT) -> set[str]:
    """The top-level modules in memory once `reconciler ARGUMENTS` has run (successfully)."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "RECONCILER_LANG": "en"}
    environment.pop("RECONCILER_ENV", None)
    result = subprocess.run([sys.executable, "-c", RUN, *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert result.returncode == 0, result.stdout + result.stderr
    return set(result.stderr.rpartition("\x00")[2].split())


@pytest.fixture(scope="module")
def quickstart() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "quickstart"
        shutil.copytree(ROOT / "examples" / "quickstart", copy)
        yield copy


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["plan", "--help"], ["watch", "--help"]], ids=" ".join)
def test_asking_for_the_version_or_help_loads_no_library_but_click(arguments: list[str]) -> None:
    loaded = _loaded(*arguments)
    assert "click" in loaded
    assert not loaded & (HEAVY | {"orjson", "idna", "psycopg"})


def test_importing_the_package_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import reconciler; print(*(set(sys.modules) - before))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout.split() == ["reconciler"]


def test_validate_loads_no_database(quickstart: Path) -> None:
    assert not _loaded("validate", cwd=quickstart) & {"sqlalchemy", "alembic", "psycopg", "ruamel", "watchfiles"}


def test_validating_files_without_a_project_loads_no_pydantic(quickstart: Path) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(quickstart / "organizations", Path(directory) / "organizations")
        assert not _loaded("validate", "organizations", cwd=Path(directory)) & {"pydantic", "sqlalchemy", "yaml", "jsonschema"}


def test_plan_loads_no_migrations_and_no_slow_parser(quickstart: Path) -> None:
    assert not _loaded("plan", cwd=quickstart) & {"alembic", "ruamel", "jsonschema", "watchfiles"}


def test_import_loads_no_database_no_pydantic_and_no_slow_parser() -> None:
    with tempfile.TemporaryDirectory() as directory:
        loaded = _loaded(
            "import", "--from", str(ROOT / "examples" / "import" / "accounts.csv"), "--organization", "teleset", "--name", "X", cwd=Path(directory)
        )
        assert not loaded & (HEAVY - {"jsonschema_rs", "yaml_rs"})
