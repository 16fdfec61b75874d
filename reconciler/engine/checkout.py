"""Where a project lies in version control: its commit for the history, its remote for the binding. Asks `git`, and does without."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

TIMEOUT = 5.0
"""Seconds `git` may take for one answer; a hanging network file system must not hold up a plan."""

_SSH = re.compile(r"(?:[^/@:]+@)?([^/:]{2,}):(?!//)(.+)")


@dataclass(frozen=True, slots=True)
class Checkout:
    """What git knows about a directory. All empty where there is no git, no repository or no commit.

    `commit` is the full hash of HEAD, `dirty` says that tracked or untracked files of the directory differ from it; `remote` is where the repository comes from,
    without credentials and in one spelling, `path` the directory inside the repository with `/`, "" for its root; `directory` is where git is asked.
    """

    commit: str = ""
    dirty: bool = False
    remote: str = ""
    path: str = ""
    directory: Path = field(default=Path(), compare=False)


def checkout(directory: Path) -> Checkout:
    """The checkout `directory` belongs to. Raises nothing."""
    place = ask(directory, "rev-parse", "--show-prefix")
    if place is None:
        return Checkout()
    commit = ask(directory, "rev-parse", "--verify", "--quiet", "HEAD") or ""
    status = ask(directory, "status", "--porcelain", "--", ".")
    remote = ask(directory, "config", "--get", "remote.origin.url") or ""
    return Checkout(commit=commit, dirty=bool(status), remote=normal_remote(remote), path=place.rstrip("/"), directory=directory)


def normal_remote(url: str) -> str:
    """One spelling for one remote: `git@host:team/x.git` and `https://user:token@host/team/x` are both `host/team/x`.

    CI clones over https with a token, people over ssh; both apply from the same place. A local path stays as it is.
    """
    if not url:
        return ""
    scheme, separator, rest = url.partition("://")
    if separator and scheme != "file":
        host, _, path = rest.partition("/")
        host = host.rpartition("@")[2].partition(":")[0]
    elif not separator and (match := _SSH.fullmatch(url)):
        host, path = match.group(1), match.group(2)
    else:
        return (rest if separator else url).replace(os.sep, "/").rstrip("/").removesuffix(".git")
    return f"{host.lower()}/{path.strip('/').removesuffix('.git')}"


def content_of(directory: Path, commit: str, path: str) -> bytes | None:
    """A file as a commit has it, `path` as seen from `directory`; None where it has none."""
    return _run(directory, "show", f"{commit}:./{path}")


def ask(directory: Path, *arguments: str) -> str | None:
    """One answer of git, without white space around it; None where it has none."""
    answer = _run(directory, *arguments)
    return None if answer is None else answer.decode("utf-8", "replace").strip()


def tell(directory: Path, *arguments: str) -> int | None:
    """How git ended; None where it could not be run, or took too long."""
    done = _done(directory, *arguments)
    return None if done is None else done.returncode


def _run(directory: Path, *arguments: str) -> bytes | None:
    done = _done(directory, *arguments)
    return done.stdout if done is not None and done.returncode == 0 else None


def _done(directory: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Asking must change nothing: no lock, no prompt, no pager."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - fixed words
            ["git", *arguments],  # noqa: S607 - the git of the user is the right one
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
