"""Everything that can be said about files without a backend, a secret or a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconciler.documents.discover import Source, discover
from reconciler.engine.collector import paused
from reconciler.engine.lint import Linting, surroundings
from reconciler.engine.open import has_project, open_for_reading, project_sources, without_project_file
from reconciler.engine.read import Reading
from reconciler.engine.refused import refused
from reconciler.engine.settle import judged_codes, settle
from reconciler.linting.suppression import Suppressed
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.model.limits import Limits
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project


@dataclass(frozen=True, slots=True)
class Validated:
    """What was found, located and sorted. `complete` says that the files were judged as a whole: a reference that leads nowhere was an error.

    `suppressed` is what a comment in the files takes back, each finding with its comment; it counts for nothing.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    complete: bool
    suppressed: tuple[Suppressed, ...] = ()

    @property
    def ok(self) -> bool:
        return self.passes(Severity.ERROR)

    def passes(self, least: Severity) -> bool:
        """Whether nothing is as severe as `least`, or more."""
        return all(diagnostic.severity < least for diagnostic in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Stdin:
    """One file whose text is not on disk, or not yet. `name` says where it belongs, `read` gives at most so many bytes of it."""

    name: str
    read: Callable[[int], bytes]

    @property
    def is_project(self) -> bool:
        return self.name.replace("\\", "/").rpartition("/")[2] == PROJECT_FILE

    def source(self, limits: Limits) -> Source:
        return Source(self.name.replace("\\", "/"), None, self.read(limits.file_size + 1))


def validate(
    paths: Sequence[str] = (), *, directory: Path, base: Path | None = None, progress: Callable[[int, int], None] | None = None, stdin: Stdin | None = None
) -> Validated:
    """Judge files: those of `paths`, or those of the project in `directory`. `progress` is told how many of how many files are read.

    `paths` are files, directories or patterns, relative to `base` (the current directory). Named files alone need not be all there is, so what they refer to may be
    elsewhere; a directory, and a project, must be complete. A project in `directory`, when there is one, says what is allowed; none is needed. Instead of files
    there may be one text (`stdin`), which counts as a named file, or as the project file where it has that name.
    Raises `Unusable("nothing-to-validate")` where there are neither paths nor a project.
    """
    reading = Reading(progress=progress)
    with paused():
        project = _project(reading, directory, stdin)
        linting, complete = _judge(reading, project, paths, directory, base if base is not None else Path.cwd(), stdin)
        # Whether a suppression is still needed only a whole project can tell: what it is for may follow from any other file.
        judged = judged_codes(linting, project) if project is not None and not paths and stdin is None else frozenset[str]()
        settled = settle(reading, project.lint if project is not None else {}, judged=judged)
        return Validated(settled.diagnostics, reading.files if stdin is None else 1, complete, settled.suppressed)


def _judge(reading: Reading, project: Project | None, paths: Sequence[str], directory: Path, base: Path, stdin: Stdin | None) -> tuple[Linting, bool]:
    limits = project.limits if project is not None else Limits()
    if stdin is not None:
        sources = [] if stdin.is_project else [stdin.source(limits)]
        complete = False
    elif paths:
        sources, diagnostics = discover(paths, base, explicit=True)
        if has_project(directory):
            # It was looked at already.
            sources = without_project_file(sources, directory)
        reading.diagnostics += diagnostics
        complete = any((base / path).is_dir() for path in paths)
    elif project is not None:
        sources = project_sources(reading, project)
        complete = True
    elif has_project(directory):
        # Its mistakes are found already; those of the files in the usual places are still worth telling in the same run.
        sources, _ = discover(DEFAULT_SOURCES, directory, explicit=False)
        complete = True
    else:
        raise Unusable("nothing-to-validate", directory=directory.as_posix())
    documents = reading.documents(sources, limits=limits)
    resolution = reading.resolution(documents, policy=project.policy if project is not None else None, complete=complete)
    linting = Linting(reading, resolution, project.lint if project is not None else {}, surroundings=surroundings(project), complete=complete)
    for part in resolution.parts():
        linting.look(part)
    reading.conclude(resolution)
    reading.take(refused(resolution.scenarios, resolution.types, project.link_hosts if project is not None else ()))
    # A directory that is named may be a whole project: its project file is where it belongs.
    at_home = {document.number for document in documents if document.path.rpartition("/")[2] == PROJECT_FILE}
    reading.diagnostics = [found for found in reading.diagnostics if not (found.code == "misplaced-project" and _document(found) in at_home)]
    return linting, complete


def _document(diagnostic: Diagnostic) -> int | None:
    return None if diagnostic.place is None else diagnostic.place.document


def _project(reading: Reading, directory: Path, stdin: Stdin | None) -> Project | None:
    """The project of `directory`, or the one that stands in for it; None where there is none, or none that can be understood."""
    source = stdin.source(Limits()) if stdin is not None and stdin.is_project else None
    if source is None and not has_project(directory):
        return None
    try:
        return open_for_reading(reading, directory, source=source)
    except InvalidInput:
        return None
