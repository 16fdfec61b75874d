"""Where a file lies in its repository: what annotations and reports name it by."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLES: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where a job of GitHub or GitLab has its checkout."""

STDIN: Final = "<stdin>"
"""What stands for the name of a file where there is none."""


class Repository:
    """The repository that `start` belongs to. A checkout of a job is named by the job; elsewhere it is the nearest directory with `.git`; else `start` itself."""

    def __init__(self, start: Path, environ: Mapping[str, str]) -> None:
        self.start = Path(os.path.realpath(start))
        named = (Path(os.path.realpath(environ[name])) for name in VARIABLES if environ.get(name))
        held = (directory for directory in (self.start, *self.start.parents) if (directory / ".git").exists())
        self.root = next((root for root in (*named, *held) if self.start.is_relative_to(root)), self.start)

    def path(self, file: Path) -> str:
        """From the root, with `/`; the whole path of a file outside of it. A symbolic link is named as it lies in the repository, not by where it leads."""
        there = Path(os.path.normpath(self.start / file))
        if not there.is_relative_to(self.root):
            there = Path(os.path.realpath(there.parent)) / there.name
        return (there.relative_to(self.root) if there.is_relative_to(self.root) else there).as_posix()
