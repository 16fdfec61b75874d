"""The wheel works by itself: nothing of the checkout is needed where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, unpacked as an installer would do it."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    built = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(built), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def _run(installed: Path, directory: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1", "RECONCILER_LANG": "en", "NO_COLOR": "1"}
    environment.pop("RECONCILER_ENV", None)
    result = subprocess.run([sys.executable, *arguments], cwd=directory, env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_it_holds_the_schemas_the_quickstart_and_the_licence(unpacked: Path) -> None:
    for directory, inside in (("schemas", "reconciler/schemas"), ("examples/quickstart", "reconciler/examples/quickstart")):
        ours = {
            path.relative_to(ROOT / directory): path.read_bytes()
            for path in (ROOT / directory).rglob("*")
            if path.is_file() and ".reconciler" not in path.parts
        }
        theirs = {path.relative_to(unpacked / inside): path.read_bytes() for path in (unpacked / inside).rglob("*") if path.is_file()}
        assert ours == theirs
    assert len(list(unpacked.glob("*.dist-info/licenses/LICENSE"))) == 1


def test_it_runs_outside_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    where = _run(unpacked, tmp_path, "-c", "import reconciler; print(reconciler.__file__)")
    assert Path(where.strip()).is_relative_to(unpacked)
    _run(unpacked, tmp_path, "-m", "reconciler", "init", "project", "--example", "quickstart")
    for arguments in (["validate"], ["apply", "--yes"], ["plan", "--detailed-exitcode"]):
        _run(unpacked, tmp_path / "project", "-m", "reconciler", *arguments)
