"""The project file: found, read like every other file so that its mistakes have places, and turned into a `Project`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reconciler.documents.discover import Source, discover
from reconciler.engine.read import Reading
from reconciler.model.diagnostic import Diagnostic, Location, Place
from reconciler.model.errors import Unusable
from reconciler.model.values import Json
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project, load_project


def has_project(directory: Path) -> bool:
    """Whether `directory` holds a project file."""
    return (directory / PROJECT_FILE).is_file()


def open_project(reading: Reading, directory: Path, environment: str | None) -> Project:
    """The project of `directory`, seen in one of its environments.

    Raises `Unusable("no-project")` where there is none, `InvalidInput` for mistakes in it, `Unusable` for an environment that is missing or unknown.
    """
    return load_project(_project_data(reading, directory), directory=directory, environment=environment)


def open_for_reading(reading: Reading, directory: Path, environment: str | None = None) -> Project:
    """The project of `directory` for a verb that connects to nothing: without an environment it gets what all environments share."""
    return load_project(_project_data(reading, directory), directory=directory, environment=environment, connecting=False)


def _project_data(reading: Reading, directory: Path) -> Mapping[str, Json]:
    if not has_project(directory):
        raise Unusable("no-project", directory=directory.as_posix(), file=PROJECT_FILE)
    documents = reading.documents([Source(PROJECT_FILE, directory / PROJECT_FILE)])
    for document in documents:
        if document.kind != "Project" or document is not documents[0]:
            reading.diagnostics.append(Diagnostic("not-a-project", arguments={"kind": document.kind or "?"}, place=Place(document.number, ("kind",))))
    reading.demand_valid()
    return documents[0].data


def project_sources(reading: Reading, project: Project) -> list[Source]:
    """The files a project is made of. What is written under `sources` and matches nothing is an error, and so is a project without any file."""
    sources, diagnostics = discover(project.sources or DEFAULT_SOURCES, project.directory, explicit=bool(project.sources))
    reading.diagnostics += diagnostics
    if not sources and not diagnostics:
        # Declaring nothing at all would mean deleting everything.
        reading.diagnostics.append(Diagnostic("no-sources", arguments={"looked": DEFAULT_SOURCES}, location=Location(PROJECT_FILE)))
    return sources
