"""A git repository with a project in it, and the real pre-commit."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import reconciler

ROOT = Path(__file__).parents[2]


def hooks() -> list[dict[str, Any]]:
    """The hooks that this repository publishes."""
    return list(yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Repository:
    """A directory under git. Nothing outside of it and `home` is read or written: neither the user's settings of git nor the cache of pre-commit."""

    directory: Path
    home: Path

    def git(self, *arguments: str) -> str:
        return self._run("git", *arguments).stdout

    def write(self, name: str, text: str) -> None:
        file = self.directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def stage(self) -> None:
        self.git("add", "--all")

    def commit(self) -> None:
        self.stage()
        self.git("commit", "--quiet", "--no-verify", "--message", "x")

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(sys.executable, "-m", "pre_commit", *arguments, check=False)

    def try_commit(self) -> subprocess.CompletedProcess[str]:
        """`git commit` as a person does it, hooks and all."""
        return self._run("git", "commit", "--message", "x", check=False)

    def _run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.directory, env=self._environment(), check=check, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=600
        )

    def _environment(self) -> dict[str, str]:
        ours = ("GIT_", "RECONCILER_", "PRE_COMMIT", "PYTHON", "GITHUB_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(ours) and name not in ("CI", "NO_COLOR")}
        person = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in (("NAME", "x"), ("EMAIL", "x@client.example"))}
        return {
            **environment,
            **person,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PRE_COMMIT_HOME": str(self.home),
            "PRE_COMMIT_COLOR": "never",
            "PYTHONPATH": str(Path(reconciler.__file__).parents[1]),
            "PYTHONUTF8": "1",
            "RECONCILER_LANG": "en",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        }
