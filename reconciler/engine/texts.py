"""The texts a project is made of, as one digest: whether there is anything to read anew."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from reconciler.documents.discover import Source, discover, wild
from reconciler.documents.load import fingerprint
from reconciler.engine.open import open_project, without_project_file
from reconciler.engine.read import Reading
from reconciler.model.errors import ReconcilerError
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project

Signature: TypeAlias = frozenset[tuple[str, int, int, int]]

SETTLED: Final = 2_000_000_000
"""Nanoseconds that a file must have stood still when it was read for its times to tell that it still says the same: within one tick of a file system's clock they cannot."""


class _Content(NamedTuple):
    """What a file holds: the digest of it, and by what one sees from outside that it has not changed since `read` (ns)."""

    digest: bytes
    stamp: tuple[int, ...]
    read: int
    readable: bool = True


@dataclass(frozen=True)
class Texts:
    """The files of a project as they are at one moment, by the path that people are shown; the project's own is first. `whole`: nothing was in the way of finding and reading them."""

    sources: Mapping[str, Source]
    whole: bool
    contents: Mapping[str, _Content] = field(repr=False)

    @cached_property
    def digest(self) -> bytes:
        """The same for the same texts at the same places. It covers personal data, so it stays in memory."""
        found = sha256()
        for path, content in self.contents.items():
            found.update(sha256(path.encode("utf-8", "surrogateescape")).digest())
            found.update(content.digest)
        return found.digest()

    def fingerprint(self) -> bytes:
        """That of a reading of all of them."""
        project, *others = (content.digest for content in self.contents.values())
        return fingerprint([project]) + fingerprint(others)

    def changed_since(self, before: Texts) -> frozenset[str]:
        """The paths of files that say something else now, or are new or gone."""
        return frozenset(path for path in {*self.contents, *before.contents} if self._digest(path) != before._digest(path))

    def _digest(self, path: str) -> bytes | None:
        found = self.contents.get(path)
        return None if found is None else found.digest


def sources_of(project: Project) -> Iterator[Source]:
    """The files that are there now, the project file first. What is wrong with them is not asked here."""
    return iter(_found(project)[0])


def _found(project: Project) -> tuple[list[Source], bool]:
    found, wrong = discover(project.sources or DEFAULT_SOURCES, project.directory, explicit=bool(project.sources))
    own = Source(PROJECT_FILE, project.directory / PROJECT_FILE)
    return [own, *without_project_file(found, project.directory)], not wrong


def texts_of(project: Project, before: Texts | None = None) -> Texts:
    """The texts as they are now. Files that stand as they did `before` are not read again: their times, size and inode tell. Raises nothing: what cannot be read has a digest too."""
    sources, whole = _found(project)
    contents: dict[str, _Content] = {}
    known = before.contents if before is not None else {}
    for source in sources:
        contents[source.path] = _content(source.file, known.get(source.path), project.limits.file_size)
    return Texts({source.path: source for source in sources}, whole and all(one.readable for one in contents.values()), contents)


def _content(file: Path | None, before: _Content | None, most: int) -> _Content:
    """What a file holds; of one of more than `most` bytes, which is not read as a declaration either, that it does, and what tells from outside that it has changed."""
    now = time.time_ns()
    try:
        if file is None:
            return _Content(b"", (), now)
        seen = file.stat()
        stamp = (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino, seen.st_dev)
        if before is not None and before.stamp == stamp and max(stamp[:2]) + SETTLED < before.read:
            return before
        if not stat.S_ISREG(seen.st_mode):
            # A pipe or a device would never end.
            return _Content(b"no file", stamp, now, readable=False)
        with file.open("rb") as opened:
            content = opened.read(most + 1) if seen.st_size <= most else b""
        if max(seen.st_size, len(content)) > most:
            return _Content(f"too large {stamp}".encode(), stamp, now, readable=False)
        return _Content(sha256(content).digest(), stamp, now)
    except OSError as error:
        return _Content(f"{type(error).__name__} {error.errno}".encode(), (), now, readable=False)


def signature_of(project: Project) -> Signature:
    """What tells from outside that a file was touched, without reading it. Raises nothing."""
    return frozenset(touched(source.path, source.file) for source in sources_of(project))


def touched(path: str, file: Path | None) -> tuple[str, int, int, int]:
    """What tells from outside that this file was touched: (path, time in ns, size, inode), all 0 where it cannot be seen."""
    try:
        seen = file.stat() if file is not None else None
    except OSError:
        seen = None
    return (path, seen.st_mtime_ns, seen.st_size, seen.st_ino) if seen is not None else (path, 0, 0, 0)


def roots_of(project: Project) -> frozenset[Path]:
    """Where something may change: the project's own directory, and where its `sources` lead outside of it."""
    here = Path(os.path.realpath(project.directory))
    roots = {here}
    for pattern in project.sources or DEFAULT_SOURCES:
        fixed = takewhile(lambda part: not wild(part), pattern.replace("\\", "/").split("/"))
        root = Path(os.path.realpath(here / "/".join(fixed)))
        if not root.is_relative_to(here):
            roots.add(root)
    return frozenset(roots)


def known_project(directory: Path, environment: str | None, last: Project | None = None) -> Project:
    """The project as it is now, for knowing which files are its; the `last` one where it cannot be read, else one that says nothing. Raises nothing."""
    try:
        return open_project(Reading(), directory, environment)
    except ReconcilerError:
        return last or Project("", directory)
