"""Our own copy of a repository: what was fetched, which commit is in force, and its files in a directory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reconciler.engine.bounded import Done
from reconciler.engine.checkout import linked
from reconciler.engine.git import git
from reconciler.engine.origin import Origin
from reconciler.model.commit import is_commit
from reconciler.model.errors import TransientError

FETCH, FIRST = 120.0, 900.0
"""Seconds that fetching may take: what is new, and everything."""

TIDY: Final = 300.0
"""Seconds that packing may take."""

_LEFT: Final = (
    "*.lock",
    "refs/reconciler/*.lock",
    "packed-refs.new",
    "objects/*.lock",
    "objects/info/*.lock",
    "objects/pack/*.lock",
    "objects/tmp_*",
    "objects/pack/tmp_*",
    "gc.pid",
)
"""What git leaves where it is killed."""

FETCHED: Final = "refs/reconciler/fetched"
ACCEPTED: Final = "refs/reconciler/accepted"
JUDGE: Final = "refs/reconciler/judge"
"""What the repository has; what is in force; whose project file says who lets in the next one."""

_AS_COMMITTED: Final = "* -text -eol -filter -ident -working-tree-encoding\n"
"""For .git/info/attributes, which is above what the commit says: its files are laid out byte for byte, whatever filters and line endings the user has."""

_COMPLAINTS: Final = (
    ("source-state", ("No space left", "Read-only file system")),
    ("source-ref-missing", ("couldn't find remote ref",)),
    ("source-denied", ("Authentication failed", "could not read Username", "could not read Password", "Permission denied", "Host key verification failed")),
    ("source-owner", ("dubious ownership",)),
    ("source-no-repository", ("does not appear to be a git repository", "not a git repository", "not found", "does not exist", "no such repository")),
)
"""The first row of which a word is in what git says tells what is wrong; what it says is not shown, for it may quote the URL."""


class Clone:
    """`directory` holds it and is made when there is something to fetch. For one process at a time."""

    def __init__(self, directory: Path, origin: Origin) -> None:
        self.directory, self._origin = directory, origin

    def fetch(self, stopping: Callable[[], bool] = lambda: False) -> str:
        """Fetch, and return the commit that the ref is at. Raises `TransientError("source-…")`."""
        # What git makes last of a repository: making it may have been broken off, and is begun anew then.
        first = not (self.directory / "objects" / "info").is_dir()
        if first:
            self.directory.mkdir(parents=True, exist_ok=True)
            self._demand(self._git("init", "--quiet", "--bare", "--template="))
        self._clear()
        settings = {"remote.followed.url": self._origin.url, **self._ssh()}
        words = (
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--no-auto-gc",
            "--update-shallow",
            "--force",
            "--",
            "followed",
        )
        done = self._git(
            *words, f"+{self._origin.ref}:{FETCHED}", settings=settings, timeout=FIRST if first or not self.at(FETCHED) else FETCH, stopping=stopping
        )
        if done.code is None:
            raise TransientError("source-timeout", repository=self._origin.shown)
        if done.code != 0 and self._git("rev-parse", "--git-dir").code != 0:
            raise self._unusable()  # What it says of a repository, it says of ours.
        if done.code != 0:
            said = done.complaint.casefold()
            code = next((code for code, words in _COMPLAINTS if any(word.casefold() in said for word in words)), "source-unreachable")
            raise self._unusable() if code == "source-state" else TransientError(code, repository=self._origin.shown, ref=self._origin.branch)
        found = self.at(FETCHED)
        if not found:
            raise TransientError("source-ref-missing", repository=self._origin.shown, ref=self._origin.branch)
        return found

    def at(self, ref: str) -> str:
        """The commit that one of our refs is at; "" where it is at none."""
        if not (self.directory / "HEAD").exists():
            return ""
        done = self._git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        found = done.output.strip()
        return found if done.code == 0 and is_commit(found) else ""

    def put(self, ref: str, commit: str) -> None:
        """Raises `TransientError("source-state")`."""
        self._demand(self._git("update-ref", ref, commit))

    def tidy(self) -> None:
        """Pack what has gathered, where that is worth it. It matters to nobody whether it succeeds."""
        # Commits that a branch was pushed away from stay: whether one is older than another can be asked of them only.
        self._git("gc", "--auto", "--quiet", settings={"gc.pruneExpire": "never"}, timeout=TIDY)

    def precedes(self, older: str, newer: str) -> bool:
        """Whether one commit is an ancestor of another one, or the same."""
        return self._git("merge-base", "--is-ancestor", older, newer).code == 0

    def content(self, commit: str, path: str) -> bytes | None:
        """A file of the project, as a commit has it and as its checkout shows it: through symbolic links. None where it has none, or they lead out of the repository."""
        return linked(self.directory, commit, f"{self._origin.project}/{path}" if self._origin.project else path)

    def lay_out(self, commit: str, directory: Path) -> None:
        """The files of a commit, in a new directory that git knows as a checkout of it. Raises `TransientError("source-state")`."""
        if directory.exists():
            shutil.rmtree(directory)
        directory.mkdir(parents=True)
        self._demand(self._git("init", "--quiet", "--template=", at=directory))
        # Its objects are those of the clone, so it costs no more than its files.
        alternates = directory / ".git" / "objects" / "info" / "alternates"
        alternates.parent.mkdir(parents=True, exist_ok=True)
        alternates.write_bytes(os.fsencode((self.directory / "objects").absolute().as_posix()) + b"\n")
        (alternates.parent.parent.parent / "info").mkdir(exist_ok=True)
        (alternates.parent.parent.parent / "info" / "attributes").write_text(_AS_COMMITTED, encoding="utf-8")
        if self._origin.remote:
            self._demand(self._git("config", "remote.origin.url", self._origin.remote, at=directory))
        self._demand(self._git("checkout", "--quiet", "--force", "--detach", commit, "--", at=directory))

    def laid_out(self, directory: Path) -> str:
        """Which commit a directory has the files of; "" where they are not there, or not whole: git says so last."""
        if not (directory / ".git").exists():
            return ""
        done = self._git("rev-parse", "--verify", "--quiet", "HEAD", at=directory)
        # A removal that was broken off leaves that as it was, and so may a machine that lost its power before the files were on the disk.
        status = self._git("status", "--porcelain", "--untracked-files=no", "--ignore-submodules", at=directory)
        return done.output.strip() if done.code == 0 and status.code == 0 and not status.output else ""

    def _ssh(self) -> dict[str, str]:
        """That ssh asks nobody, unless somebody has said how it is run."""
        if {"GIT_SSH", "GIT_SSH_COMMAND"} & os.environ.keys() or self._git("config", "--get", "core.sshCommand").code == 0:
            return {}
        return {"core.sshCommand": "ssh -o BatchMode=yes -o ConnectTimeout=20"}

    def _clear(self) -> None:
        """What a git that was killed has left: it would be waited for by every other one. None is at work, for we are alone."""
        for pattern in _LEFT:
            for path in self.directory.glob(pattern):
                path.unlink()

    def _git(self, *words: str, at: Path | None = None, **how: object) -> Done:
        # A repository without files of its own is not looked for: settings of the user may forbid that.
        return git(at or self.directory, *(() if at else ("--git-dir=.",)), *words, **how)  # type: ignore[arg-type]

    def _demand(self, done: Done) -> None:
        if done.code != 0:
            raise self._unusable()

    def _unusable(self) -> TransientError:
        return TransientError("source-state", directory=self.directory.parent.as_posix())
