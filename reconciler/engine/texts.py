"""The texts a project is made of, as one digest: whether there is anything to read anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import TypeAlias

from reconciler.documents.discover import Source, discover, wild
from reconciler.engine.open import is_project_file, open_project
from reconciler.engine.read import Reading
from reconciler.model.errors import ReconcilerError
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project

Signature: TypeAlias = frozenset[tuple[str, int, int, int]]


def sources_of(project: Project) -> Iterator[Source]:
    """The files that are there now, the project file first. What is wrong with them is not asked here."""
    yield Source(PROJECT_FILE, project.directory / PROJECT_FILE)
    found, _ = discover(project.sources or DEFAULT_SOURCES, project.directory, explicit=bool(project.sources))
    yield from (source for source in found if not is_project_file(source, project.directory))


def digest_of(project: Project) -> bytes:
    """The same for the same texts at the same places. It covers personal data, so it stays in memory. Raises nothing: what cannot be read has a digest too."""
    whole = sha256()
    for source in sources_of(project):
        whole.update(sha256(source.path.encode("utf-8", "surrogateescape")).digest())
        whole.update(_content(source.file))
    return whole.digest()


def _content(file: Path | None) -> bytes:
    try:
        return sha256(file.read_bytes()).digest() if file is not None else b""
    except OSError as error:
        return f"{type(error).__name__} {error.errno}".encode()


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
