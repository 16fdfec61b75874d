"""What another revision declares, read from git: the working tree is neither touched nor looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from reconciler.documents.discover import Source
from reconciler.documents.listed import Listing, discover_listed
from reconciler.engine.checkout import ask, blobs, tree_of
from reconciler.engine.declare import Compiler, Declared, declare
from reconciler.engine.open import open_for_reading
from reconciler.engine.read import Reading
from reconciler.engine.secrets import Secrets
from reconciler.model.backend import Scope
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project

SHORT = 7
"""Letters of a commit that people are shown."""


class Revision(NamedTuple):
    """What a branch is compared with: `ref` as it was named, its commit `tip`, and `commit`, where the branch left it. The two are the same unless the other side has moved on;
    `moved_on` says that it has, in files of the project.
    """

    ref: str
    tip: str
    commit: str
    moved_on: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """A revision, and what it declares."""

    revision: Revision
    declared: Declared

    def places(self, addresses: Iterable[str]) -> Mapping[str, Location]:
        """Where the revision declares these addresses; those it does not declare are left out."""
        places = self.declared.places(addresses)
        probes = [Diagnostic(address, place=place) for address, place in places.items()]
        return {found.code: found.location for found in self.declared.reading.located(probes) if found.location is not None} if probes else {}


def revision_of(directory: Path, ref: str) -> Revision:
    """What `ref` means here. Raises `Unusable` without a repository, for a name git does not know, and where a clone is too shallow to tell."""
    if ask(directory, "rev-parse", "--git-dir") is None:
        raise Unusable("base-without-git", ref=ref, directory=directory.as_posix())
    shallow = ask(directory, "rev-parse", "--is-shallow-repository") == "true"
    tip = None if ref.startswith("-") else ask(directory, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if tip is None:
        remote = ask(directory, "rev-parse", "--verify", "--quiet", f"origin/{ref}^{{commit}}") if not ref.startswith("-") else None
        raise Unusable("base-unknown", ref=ref, suggestion=f"origin/{ref}", hint="remote" if remote else "shallow" if shallow else "")
    commit = ask(directory, "merge-base", tip, "HEAD")
    if not commit:
        if shallow:
            raise Unusable("base-shallow", ref=ref)
        return Revision(ref, tip, tip)  # no common history: there is nothing they parted from
    return Revision(ref, tip, commit, moved_on=commit != tip and bool(ask(directory, "diff", "--name-only", commit, tip, "--", ".")))


def read_base(revision: Revision, directory: Path, backend: Compiler, *, environment: str | None, scope: Scope, secrets: Secrets | None) -> Base:
    """The declaration of `revision`, for an environment where it has that.

    Raises `Unusable` where it has no project, `InvalidInput` with `base-invalid` first where its files are: then nothing can be compared with it.
    """
    tree = _Tree(directory, revision)
    reading = Reading()
    try:
        project = _project(tree, reading, environment)
        sources = tree.sources(reading, project)
        return Base(revision, declare(reading, project, backend, scope=scope, secrets=secrets, sources=sources, judged=False))
    except InvalidInput as found:
        commit = revision.commit[:SHORT]
        first = Diagnostic("base-invalid", Severity.ERROR, {"ref": revision.ref, "commit": commit})
        raise InvalidInput((first, *(_in_commit(one, commit) for one in found.diagnostics if one.severity is Severity.ERROR))) from None


def _project(tree: _Tree, reading: Reading, environment: str | None) -> Project:
    source = tree.project_file()
    try:
        return open_for_reading(reading, tree.directory, environment, source=source)
    except Unusable as error:
        if error.code != "unknown-environment":
            raise
        # The branch brings this environment.
        return open_for_reading(Reading(), tree.directory, None, source=source)


def _in_commit(found: Diagnostic, commit: str) -> Diagnostic:
    """A diagnostic whose places are named as git names them: `3f2a8b0:organizations/teleset.yaml`."""

    def there(location: Location) -> Location:
        return replace(location, path=f"{commit}:{location.path}")

    arguments = {name: there(value) if isinstance(value, Location) else value for name, value in found.arguments.items()}
    return replace(found, arguments=arguments, location=found.location and there(found.location))


class _Tree:
    """The files of a commit, seen from the directory of the project."""

    def __init__(self, directory: Path, revision: Revision) -> None:
        self.directory = directory
        self._revision = revision
        self._prefix = (ask(directory, "rev-parse", "--show-prefix") or "").rstrip("/")
        found = tree_of(directory, revision.commit)
        if found is None:
            raise self._unreadable()
        self._files, links = found
        targets = self._contents(links.values())
        self._listing = Listing(frozenset(self._files), {path: targets[name].decode("utf-8", "surrogateescape") for path, name in links.items()})

    def project_file(self) -> Source:
        path = self._listing.real(f"{self._prefix}/{PROJECT_FILE}")
        if path not in self._files:
            raise Unusable("base-without-project", ref=self._revision.ref, commit=self._revision.commit[:SHORT], file=PROJECT_FILE)
        return Source(PROJECT_FILE, None, self._contents([self._files[path]])[self._files[path]])

    def sources(self, reading: Reading, project: Project) -> list[Source]:
        """The files a project is made of; see `engine.open.project_sources`. None at all is no mistake here: then the revision declares nothing."""
        found, wrong = discover_listed(project.sources or DEFAULT_SOURCES, self._listing, self._prefix, explicit=bool(project.sources))
        reading.diagnostics += wrong
        own = self._listing.real(f"{self._prefix}/{PROJECT_FILE}")
        names = {shown: self._files[real] for shown, real in sorted(found.items()) if real != own}
        contents = self._contents(names.values())
        return [Source(shown, None, contents[name]) for shown, name in names.items()]

    def _contents(self, names: Iterable[str]) -> Mapping[str, bytes]:
        contents = blobs(self.directory, names)
        if contents is None:
            raise self._unreadable()
        return contents

    def _unreadable(self) -> Unusable:
        return Unusable("base-unreadable", ref=self._revision.ref, commit=self._revision.commit[:SHORT])
