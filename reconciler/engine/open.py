"""The project file: found, read like every other file so that its mistakes have places, and turned into a `Project`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from reconciler.documents.discover import Source, discover
from reconciler.engine.read import Reading
from reconciler.model.diagnostic import Diagnostic, Location, Place
from reconciler.model.errors import Unusable
from reconciler.model.values import Json
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project, load_project


def has_project(directory: Path) -> bool:
    """Whether `directory` holds a project file that we may see."""
    try:
        return (directory / PROJECT_FILE).is_file()
    except OSError:
        return False


def open_project(reading: Reading, directory: Path, environment: str | None) -> Project:
    """The project of `directory`, seen in one of its environments.

    Raises `Unusable("no-project")` where there is none, `InvalidInput` for mistakes in it, `Unusable` for an environment that is missing or unknown.
    """
    return load_project(_project_data(reading, directory), directory=directory, environment=environment)


def open_for_reading(reading: Reading, directory: Path, environment: str | None = None, *, source: Source | None = None) -> Project:
    """The project of `directory` for a verb that connects to nothing: without an environment it gets what all environments share. `source` stands in for its file."""
    return load_project(_project_data(reading, directory, source), directory=directory, environment=environment, connecting=False)


def _project_data(reading: Reading, directory: Path, source: Source | None = None) -> Mapping[str, Json]:
    if source is None and not has_project(directory):
        raise Unusable("no-project", directory=directory.as_posix(), file=PROJECT_FILE)
    source = source or Source(PROJECT_FILE, directory / PROJECT_FILE)
    documents = reading.documents([source])
    at_fault = {found.place.document for found in reading.diagnostics if found.place is not None}
    for document in documents[1:]:
        reading.diagnostics.append(
            Diagnostic("not-a-project", arguments={"kind": document.kind or "?"}, hint="second", place=Place(document.number, ("kind",)))
        )
    if documents and documents[0].kind != "Project" and documents[0].number not in at_fault:
        reading.diagnostics.append(Diagnostic("not-a-project", arguments={"kind": documents[0].kind}, place=Place(documents[0].number, ("kind",))))
    if not documents:
        # That a file is empty is no warning where it must not be.
        reading.diagnostics = [found for found in reading.diagnostics if found.code != "empty-file"]
        reading.diagnostics.append(Diagnostic("no-project-document", location=Location(source.path)))
    reading.demand_valid()
    return documents[0].data


def without_project_file(sources: Iterable[Source], directory: Path) -> list[Source]:
    """The sources but for the project file of `directory`, by whatever name it was found."""
    project = os.path.realpath(directory / PROJECT_FILE)
    return [source for source in sources if source.file is None or os.path.realpath(source.file) != project]


def project_sources(reading: Reading, project: Project) -> list[Source]:
    """The files a project is made of. What is written under `sources` and matches nothing is an error, and so is a project without any file."""
    sources, diagnostics = discover(project.sources or DEFAULT_SOURCES, project.directory, explicit=bool(project.sources))
    reading.diagnostics += diagnostics
    sources = without_project_file(sources, project.directory)
    if not sources and not diagnostics:
        # Declaring nothing at all would mean deleting everything.
        reading.diagnostics.append(Diagnostic("no-sources", arguments={"looked": DEFAULT_SOURCES}, location=Location(PROJECT_FILE)))
    return sources
