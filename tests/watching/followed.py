"""A repository that is followed, and passes over it that are made one by one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from reconciler.engine.orders import Hands, Made, Order
from reconciler.engine.origin import origin_of
from reconciler.model.watching import Trigger
from reconciler.watching.following import Following, pass_over
from tests.convergence.project import write_project
from tests.watching.watched import people

WHO = {
    "GIT_AUTHOR_NAME": "Иванова",
    "GIT_AUTHOR_EMAIL": "ivanova@teleset.example",
    "GIT_COMMITTER_NAME": "Иванова",
    "GIT_COMMITTER_EMAIL": "ivanova@teleset.example",
}


class Repository:
    """In `directory`, of a project in `inside` ("" for its root) whose database lies elsewhere."""

    def __init__(self, directory: Path, base: Path, inside: str = "") -> None:
        self.directory, self.base, self.project = directory, base, directory / inside
        self.project.mkdir(parents=True, exist_ok=True)
        base.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    @property
    def url(self) -> str:
        return f"sqlite:///{(self.base / 'live.db').as_posix()}"

    def git(self, *words: str) -> str:
        environment = {**os.environ, **WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *words], cwd=self.directory, env=environment, check=True, capture_output=True, encoding="utf-8")
        return done.stdout.strip()

    def declare(self, *organizations: dict[str, Any], watch: dict[str, Any] | None = None, url: str = "", sign: str = "") -> str:
        """Commit it; the commit. `watch` is what the project says of watching, `sign` an SSH key."""
        write_project(self.project, organizations, url=url or self.url)
        if watch is not None:
            file = self.project / "reconciler.yaml"
            file.write_text(file.read_text(encoding="utf-8").replace('"lint"', f'"watch": {_json(watch)}, "lint"'), encoding="utf-8")
        return self.commit(sign=sign)

    def commit(self, *, sign: str = "") -> str:
        self.git("add", "--all")
        signed = ["-c", "gpg.format=ssh", "-c", f"user.signingKey={sign}"] if sign else []
        self.git(*signed, "commit", "--quiet", "--allow-empty", "--message", "change", *(["--gpg-sign"] if sign else []))
        return self.git("rev-parse", "HEAD")

    def people(self, count: int, **how: Any) -> str:
        """Commit one organization of so many people."""
        return self.declare(people("teleset", count), **how)


def _json(value: object) -> str:
    import json

    return json.dumps(value)


def following(repository: Repository | str, state: Path, *, verify: tuple[str, ...] = (), ref: str = "main", project: str = ".") -> Following:
    """What follows a repository, or a URL."""
    said = repository if isinstance(repository, str) else str(repository.directory)
    return Following(origin_of(said, ref, Path(project)), state, verify=verify)


def look(source: Following, mode: str = "apply") -> Made:
    """One pass."""
    return pass_over(source, Order(source.directory, mode=mode), (Trigger.INTERVAL,), id="p1", known=None, hands=Hands())
