"""Who lets a commit in: a command, as it stands outside of the repository or in the commit that was let in last."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from reconciler.documents.discover import Source
from reconciler.engine.bounded import ended
from reconciler.engine.clone import Clone
from reconciler.engine.connect import connect
from reconciler.engine.git import place_free
from reconciler.engine.open import open_for_reading, open_project
from reconciler.engine.read import Reading
from reconciler.model.commit import SHORT
from reconciler.model.errors import InvalidInput, ReconcilerError, Refused, TransientError, Unusable
from reconciler.project import PROJECT_FILE

VERIFY: Final = 60.0
"""Seconds that the command may take."""

COMMIT: Final = "{commit}"
"""What stands in the command for the commit."""


def setting_of(clone: Clone, commit: str, environment: str | None) -> tuple[str, ...] | None:
    """The command that the project file of a commit names, () where it names none; None where that cannot be told."""
    content = clone.content(commit, PROJECT_FILE)
    if content is None:
        return None
    try:
        return open_for_reading(Reading(), Path(), environment, source=Source(PROJECT_FILE, None, content)).watch.verify
    except (InvalidInput, Unusable):
        return None


def demand_allowed(
    command: Sequence[str], *, clone: Path, commit: str, ref: str, stopping: Callable[[], bool] = lambda: False, timeout: float = VERIFY
) -> None:
    """Run the command in the clone: the exit code 0 lets the commit in, and what it says is nobody's business.

    Raises `Refused("commit-refused")`; where nobody could judge `TransientError`: `verify-missing`, `verify-timeout`; `ReconcilerError("run-interrupted")`.
    """
    words = [word.replace(COMMIT, commit) for word in command]
    environment = {**place_free(os.environ), "GIT_DIR": str(clone), "GIT_TERMINAL_PROMPT": "0", "RECONCILER_COMMIT": commit, "RECONCILER_REF": ref}
    try:
        done = ended(words, directory=clone, environment=environment, timeout=timeout, stopping=stopping)
    except OSError:
        raise TransientError("verify-missing", command=command[0], commit=commit[:SHORT]) from None
    if done.code is None and stopping():
        raise ReconcilerError("run-interrupted")
    if done.code is None:
        raise TransientError("verify-timeout", command=command[0], commit=commit[:SHORT], seconds=round(timeout))
    if done.code != 0:
        raise Refused("commit-refused", command=command[0], commit=commit[:SHORT], exit=done.code)


def demand_told(directory: Path, environment: str | None, commit: str) -> None:
    """Raises `Refused("verify-unknown")` where the files of a first commit make a project though git could not tell what it says: its file is a link that leads out of the repository."""
    try:
        open_for_reading(Reading(), directory, environment)
    except (InvalidInput, Unusable):
        return  # A pass says what is wrong, and comes to nothing.
    raise Refused("verify-unknown", commit=commit[:SHORT])


def demand_outside(directory: Path, environment: str | None, state: Path, commit: str) -> None:
    """Raises `Refused("source-database-inside")` where the live side, or the ledger, would lie beside the files of the commit: every commit would begin with an empty one."""
    try:
        connection = connect(open_project(Reading(), directory, environment))
    except ReconcilerError:
        return  # A pass says what is wrong, and comes to nothing.
    owners = (*connection.databases, getattr(connection.backend, "world", None))
    paths = [path for owner in owners if isinstance(path := getattr(owner, "path", None), Path)]
    connection.close()
    if any(Path(os.path.realpath(path)).is_relative_to(os.path.realpath(state)) for path in paths):
        raise Refused("source-database-inside", commit=commit[:SHORT])
