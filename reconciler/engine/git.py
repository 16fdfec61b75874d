"""How git is run: it asks nobody anything, runs nothing that a repository brings, and reaches the repository it is told and no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from reconciler.engine.bounded import Done, ended
from reconciler.model.errors import ReconcilerError, Unusable

LOCAL: Final = 60.0
"""Seconds git may take for what needs no network."""

_ELSEWHERE: Final = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_GRAFT_FILE",
        "GIT_REPLACE_REF_BASE",
        "GIT_QUARANTINE_PATH",
        "GIT_EXTERNAL_DIFF",
        "SSH_ASKPASS",
    }
)
"""Variables by which git would be somewhere else than where it is run, or would ask somebody."""

_SETTINGS: Final = (
    ("core.fsmonitor", "false"),
    # What is fetched is written through: after a loss of power a clone of empty objects would be of no use.
    ("core.fsync", "committed"),
    ("core.hooksPath", f"{os.devnull}/hooks"),
    ("fetch.recurseSubmodules", "false"),
    ("gc.autoDetach", "false"),
    ("maintenance.autoDetach", "false"),
    ("submodule.recurse", "false"),
)

TRANSPORTS: Final = "file:git:http:https:ssh"
"""What may carry a repository here. `ext::` would run any command."""


def place_free(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what leads git elsewhere."""
    return {name: value for name, value in environ.items() if name not in _ELSEWHERE}


def git(
    directory: Path,
    *arguments: str,
    settings: Mapping[str, str] | None = None,
    timeout: float = LOCAL,
    stopping: Callable[[], bool] = lambda: False,
) -> Done:
    """Run git in `directory`; `settings` are configuration that nobody sees on its command line. Raises `Unusable("source-git-missing")`, `ReconcilerError("run-interrupted")`."""
    try:
        done = ended(["git", *arguments], directory=directory, environment=_environment(settings or {}), timeout=timeout, stopping=stopping)
    except FileNotFoundError:
        if not directory.is_dir():
            return Done(128)
        raise Unusable("source-git-missing") from None
    except OSError:
        raise Unusable("source-git-missing") from None
    if done.code is None and stopping():
        raise ReconcilerError("run-interrupted")
    return done


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    environ = place_free(os.environ)
    said = [*_SETTINGS, *settings.items()]
    first = int(count) if (count := environ.get("GIT_CONFIG_COUNT", "")).isdecimal() else 0
    for number, (name, value) in enumerate(said, first):
        environ |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return environ | {
        "GIT_CONFIG_COUNT": str(first + len(said)),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": TRANSPORTS,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ADVICE": "0",
        "GCM_INTERACTIVE": "never",
        "SSH_ASKPASS_REQUIRE": "never",
        "LC_ALL": "C",
    }
