"""Single files of npm packages, for tests that hold our output against what others publish. Fetched once, by npm itself; without npm or a network the test skips."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest

CACHE = Path(__file__).parents[1] / ".pytest_cache" / "npm"


def json_of_package(package: str, version: str, member: str) -> Any:
    """A JSON file of a package, such as `lib/schemas/x.json`. Skips the test where it cannot be had."""
    kept = CACHE / f"{package.replace('/', '-')}-{version}" / Path(member).name
    if not kept.is_file():
        _fetch(f"{package}@{version}", f"package/{member}", kept)
    return json.loads(kept.read_text(encoding="utf-8"))


def _fetch(package: str, member: str, kept: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"no npm, so no {package}")
    with tempfile.TemporaryDirectory() as directory:
        done = subprocess.run([npm, "pack", package, "--pack-destination", directory], cwd=directory, capture_output=True, timeout=100)
        found = list(Path(directory).glob("*.tgz"))
        if done.returncode != 0 or not found:
            pytest.skip(f"npm cannot fetch {package}")
        with tarfile.open(found[0], encoding="utf-8") as archive:
            content = archive.extractfile(member)
            assert content is not None
            kept.parent.mkdir(parents=True, exist_ok=True)
            # Several processes may fetch at once: the file is there as a whole or not at all.
            handle, name = tempfile.mkstemp(dir=kept.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content.read())
        Path(name).replace(kept)
