"""Everything that can be said about files without a backend, a secret or a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconciler.documents.discover import discover
from reconciler.engine.collector import paused
from reconciler.engine.lint import Linting, surroundings
from reconciler.engine.open import has_project, is_project_file, open_for_reading, project_sources
from reconciler.engine.read import MAX_FILE_SIZE, Reading
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project


@dataclass(frozen=True, slots=True)
class Validated:
    """What was found, located and sorted. `complete` says that the files were judged as a whole: a reference that leads nowhere was an error."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    complete: bool

    @property
    def ok(self) -> bool:
        return all(diagnostic.severity is not Severity.ERROR for diagnostic in self.diagnostics)


def validate(paths: Sequence[str] = (), *, directory: Path, base: Path | None = None, progress: Callable[[int, int], None] | None = None) -> Validated:
    """Judge files: those of `paths`, or those of the project in `directory`. `progress` is told how many of how many files are read.

    `paths` are files, directories or patterns, relative to `base` (the current directory). Named files alone need not be all there is, so what they refer to may be
    elsewhere; a directory, and a project, must be complete. A project in `directory`, when there is one, says what is allowed; none is needed.
    Raises `Unusable("nothing-to-validate")` where there are neither paths nor a project.
    """
    reading = Reading(progress=progress)
    with paused():
        complete = _judge(reading, paths, directory, base if base is not None else Path.cwd())
        return Validated(tuple(reading.located()), reading.files, complete)


def _judge(reading: Reading, paths: Sequence[str], directory: Path, base: Path) -> bool:
    project = _project(reading, directory)
    if paths:
        sources, diagnostics = discover(paths, base, explicit=True)
        if has_project(directory):
            # It was looked at already.
            sources = [source for source in sources if not is_project_file(source, directory)]
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
    documents = reading.documents(sources, limit=project.max_file_size if project is not None else MAX_FILE_SIZE)
    resolution = reading.resolution(documents, policy=project.policy if project is not None else None, complete=complete)
    linting = Linting(reading, resolution, project.lint if project is not None else {}, surroundings=surroundings(project), complete=complete)
    for part in resolution.parts():
        linting.look(part)
    reading.conclude(resolution)
    # A directory that is named may be a whole project: its project file is where it belongs.
    at_home = {document.number for document in documents if document.path.rpartition("/")[2] == PROJECT_FILE}
    reading.diagnostics = [found for found in reading.diagnostics if not (found.code == "misplaced-project" and _document(found) in at_home)]
    return complete


def _document(diagnostic: Diagnostic) -> int | None:
    return None if diagnostic.place is None else diagnostic.place.document


def _project(reading: Reading, directory: Path) -> Project | None:
    """The project of `directory`, None where there is none, or none that can be understood."""
    if not has_project(directory):
        return None
    try:
        return open_for_reading(reading, directory)
    except InvalidInput:
        return None
