"""`--git DIR|URL --ref main`: which repository, which branch, and where the project lies in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from reconciler.engine.checkout import ask, normal_remote
from reconciler.model.errors import Unusable

_SCHEME: Final = re.compile(
    r"(?:file://(?=[^\s])|(?:git|http|https|ssh)://(?:[^/\s]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^/:@\s]+)(?::[0-9]*)?(?=/|$))[^\s\x00-\x1f]*", re.IGNORECASE
)
_SSH: Final = re.compile(r"(?:[A-Za-z0-9._~-]+@)?[A-Za-z0-9][A-Za-z0-9.-]+:(?!:)[^\s\x00-\x1f@-][^\s\x00-\x1f@]*")
"""What is before an @ may be a password, so it has to be where it is taken for one: not behind what looks like a host."""

_SECRET: Final = re.compile(r"[?#].*")
"""What may hold a token too."""

_REF: Final = re.compile(r"(?![-/.])(?!.*(?:\.\.|@\{|//|\.lock(?:/|$)|[/.]$))[^\s\x00-\x20\x7f~^:?*\[\\]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """`url` is what git is given (it may hold a password, so it is never shown), `ref` the whole name of the ref; `project` is the directory of the project inside, "" for the root.

    `shown` names the repository to people, without credentials. `remote` is what a clone of it knows as its origin, in one spelling, "" where it has none.
    """

    url: str
    ref: str
    project: str = ""
    shown: str = ""
    remote: str = ""

    @property
    def branch(self) -> str:
        """The ref as people say it."""
        return self.ref.removeprefix("refs/heads/")

    def key(self, environment: str | None) -> str:
        """A name for a directory: another one for each repository, ref, project and environment."""
        whole = "\0".join((self.url, self.ref, self.project, environment or ""))
        name = re.sub(r"[^A-Za-z0-9]+", "-", PurePosixPath(self.shown).name).strip("-")[:40] or "repository"
        return f"{name}-{sha256(whole.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"


def origin_of(repository: str, ref: str, project: Path) -> Origin:
    """Raises `Unusable`: `source-bad` for what is neither a directory nor the URL of one, `source-bad-ref`, `source-bad-project`.

    A directory inside a checkout stands for its repository, and the project lies there. A repository on this machine is known by what it calls its own origin itself, as `apply` there knows it.
    """
    if _REF.fullmatch(ref) is None:
        raise Unusable("source-bad-ref", ref=ref)
    whole = ref if ref.startswith("refs/") else f"refs/heads/{ref}"
    inside = PurePosixPath(project.as_posix())
    if project.is_absolute() or project.drive or ".." in inside.parts:
        raise Unusable("source-bad-project", project=project.as_posix())
    if _SCHEME.fullmatch(repository):
        remote = normal_remote(_SECRET.sub("", repository))
        return Origin(repository, whole, _place(inside), remote, remote)
    there = Path(repository).exists()
    before, at, _ = repository.partition("@")
    if repository.startswith("-") or "://" in repository or "::" in repository or not repository.strip() or (at and ":" in before and not there):
        # What it is may hold a password.
        raise Unusable("source-bad")
    if _SSH.fullmatch(repository) and not there:
        remote = normal_remote(repository)
        return Origin(repository, whole, _place(inside), remote, remote)
    directory = Path(repository).absolute()
    top = ask(directory, "rev-parse", "--show-toplevel") if directory.is_dir() else None
    prefix = (ask(directory, "rev-parse", "--show-prefix") or "") if top else ""
    root = Path(top) if top else directory
    remote = (ask(root, "config", "--get", "remote.origin.url") or "") if directory.is_dir() else ""
    return Origin(root.as_posix(), whole, _place(PurePosixPath(prefix) / inside), root.as_posix(), normal_remote(remote))


def _place(inside: PurePosixPath) -> str:
    text = inside.as_posix()
    return "" if text == "." else text
