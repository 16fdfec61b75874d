"""Git: what the history, the binding and the notes on a plan are told by."""

from __future__ import annotations

import os
from pathlib import Path

from reconciler.engine.checkout import ask, checkout
from reconciler.engine.doctor.world import Blocked, World
from reconciler.model.errors import ReconcilerError
from reconciler.model.health import Finding, Level, well

SHORT = 7
"""Characters of a commit that are shown."""


def git(world: World) -> Finding:
    version = _version(world)
    if version is None:
        return Finding("git-missing", Level.WARNING)
    return well("git", version=version.removeprefix("git version "))


def repository(world: World) -> Finding:
    """Whether the project lies in a repository that git is willing to read, and has a commit there."""
    _need_git(world)
    if ask(world.directory, "rev-parse", "--show-prefix") is None:
        if (held := _repository_directory(world.directory)) is not None:
            return Finding("git-refuses", Level.WARNING, {"directory": held.as_posix()})
        return Finding("no-repository", Level.WARNING)
    found = checkout(world.directory)
    if not found.commit:
        return Finding("no-commit", Level.WARNING)
    return well("repository", commit=found.commit[:SHORT])


def changes(world: World) -> Finding:
    """Files that differ from the commit: applied, they would stand in the history under a commit that does not hold them."""
    _need_commit(world)
    changed = (ask(world.directory, "status", "--porcelain", "--", ".") or "").splitlines()
    return Finding("checkout-dirty", Level.WARNING, {"count": len(changed)}) if changed else well("clean")


def depth(world: World) -> Finding:
    _need_commit(world)
    shallow = ask(world.directory, "rev-parse", "--is-shallow-repository") == "true"
    return Finding("checkout-shallow", Level.WARNING) if shallow else well("complete")


def remote(world: World) -> Finding:
    """What tells this place from a copy of it: the remote, else the project's id."""
    _need_commit(world)
    if found := checkout(world.directory).remote:
        return well("remote", remote=found)
    try:
        id = world.file().id
    except ReconcilerError:
        id = ""
    return well("remote-id") if id else Finding("remote-missing", Level.WARNING)


def _version(world: World) -> str | None:
    return ask(world.directory if world.directory.is_dir() else Path(), "--version")


def _need_git(world: World) -> None:
    if _version(world) is None:
        raise Blocked("git")


def _need_commit(world: World) -> None:
    _need_git(world)
    if not checkout(world.directory).commit:
        raise Blocked("repository")


def _repository_directory(directory: Path) -> Path | None:
    """The nearest directory with `.git`, which git itself would have found."""
    start = Path(os.path.realpath(directory))
    return next((place for place in (start, *start.parents) if (place / ".git").exists()), None)
