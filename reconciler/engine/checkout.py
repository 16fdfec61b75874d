"""Where a project lies in version control: its commit for the history, its remote for the binding. Asks `git`, and does without."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reconciler.engine.git import place_free

TIMEOUT = 5.0
"""Seconds `git` may take for one answer; a hanging network file system must not hold up a plan."""

READING = 120.0
"""Seconds `git` may take to read out the files of a commit: a clone without blobs fetches them first."""

_LINK = "120000"
_FILES = frozenset({"100644", "100755", "100664"})

_SSH = re.compile(r"(?:[^/@:]+@)?([^/:]{2,}):(?!//)(.+)")


@dataclass(frozen=True, slots=True)
class Checkout:
    """What git knows about a directory. All empty where there is no git, no repository or no commit.

    `commit` is the full hash of HEAD, `dirty` says that files of the directory differ from it, or that there are new ones that may declare something; `remote` is where the repository comes from,
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
    status = ask(directory, "status", "--porcelain", "--", ".") or ""
    remote = ask(directory, "config", "--get", "remote.origin.url") or ""
    return Checkout(commit=commit, dirty=any(map(_matters, status.splitlines())), remote=normal_remote(remote), path=place.rstrip("/"), directory=directory)


def _matters(changed: str) -> bool:
    """Whether a line of `git status` is of something that can declare anything: a plan that was saved beside the files is not. What is in a new directory is not known."""
    return not changed.startswith("??") or changed.rstrip('"').endswith(("/", ".yaml", ".yml"))


def normal_remote(url: str) -> str:
    """One spelling for one remote: `git@host:team/x.git` and `https://user:token@host/team/x` are both `host/team/x`.

    CI clones over https with a token, people over ssh; both apply from the same place. A local path stays as it is.
    """
    if not url:
        return ""
    scheme, separator, rest = url.partition("://")
    if separator and scheme != "file":
        host, _, path = rest.partition("/")
        host = re.sub(r":[^\]]*\Z", "", host.rpartition("@")[2])
    elif not separator and (match := _SSH.fullmatch(url)):
        host, path = match.group(1), match.group(2)
    else:
        return (rest if separator else url).replace(os.sep, "/").rstrip("/").removesuffix(".git")
    return f"{host.lower()}/{path.strip('/').removesuffix('.git')}"


def content_of(directory: Path, commit: str, path: str) -> bytes | None:
    """A file as a commit has it, `path` as seen from `directory`; None where it has none."""
    return _run(directory, "show", f"{commit}:./{path}")


def linked(directory: Path, commit: str, path: str) -> bytes | None:
    """A file as a commit has it, `path` as seen from the root of the bare repository in `directory`, symbolic links followed; None where it has none, or they lead out of it."""
    if "\n" in path:
        return None
    asked = f"{commit}:{path}\n".encode("utf-8", "surrogateescape")
    answer = _run(directory, "--git-dir=.", "cat-file", "--batch", "--follow-symlinks", timeout=READING, told=asked)
    described, _, content = (answer or b"").partition(b"\n")
    match described.split(b" "):
        case [_, b"blob", size] if size.isdigit():
            return content[: int(size)]
        case _:
            return None


def tree_of(directory: Path, commit: str) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
    """(files, symbolic links) of a commit: their paths from its root → their blobs. None where git has no answer."""
    listed = _run(directory, "ls-tree", "-r", "-z", "--full-tree", commit, timeout=READING)
    if listed is None:
        return None
    files: dict[str, str] = {}
    links: dict[str, str] = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        described, _, path = entry.partition("\t")
        mode, _, rest = described.partition(" ")
        if mode in _FILES:
            files[path] = rest.partition(" ")[2]
        elif mode == _LINK:
            links[path] = rest.partition(" ")[2]
    return files, links


def blobs(directory: Path, names: Iterable[str]) -> Mapping[str, bytes] | None:
    """The contents of blobs by their names; None where git does not have them all."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    answer = _run(directory, "cat-file", "--batch", timeout=READING, told="\n".join(wanted).encode() + b"\n")
    found: dict[str, bytes] = {}
    at = 0
    while answer is not None and at < len(answer):
        end = answer.index(b"\n", at)
        name, *described = answer[at:end].decode("ascii", "replace").split(" ")
        if len(described) != 2:
            return None  # "missing"
        size = int(described[1])
        found[name] = answer[end + 1 : end + 1 + size]
        at = end + size + 2
    return found if len(found) == len(wanted) else None


def ask(directory: Path, *arguments: str) -> str | None:
    """One answer of git, without white space around it; None where it has none."""
    answer = _run(directory, *arguments)
    return None if answer is None else answer.decode("utf-8", "replace").strip()


def tell(directory: Path, *arguments: str) -> int | None:
    """How git ended; None where it could not be run, or took too long."""
    done = _done(directory, *arguments)
    return None if done is None else done.returncode


def _run(directory: Path, *arguments: str, timeout: float = TIMEOUT, told: bytes = b"") -> bytes | None:
    done = _done(directory, *arguments, timeout=timeout, told=told)
    return done.stdout if done is not None and done.returncode == 0 else None


def _done(directory: Path, *arguments: str, timeout: float = TIMEOUT, told: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """Asking must change nothing: no lock, no prompt, no pager; and it is about `directory`, whatever a hook that runs us has set."""
    environment = {**place_free(os.environ), "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - fixed words
            ["git", *arguments],  # noqa: S607 - the git of the user is the right one
            cwd=directory,
            env=environment,
            input=told,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
