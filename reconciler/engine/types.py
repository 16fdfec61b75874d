"""The notification types one can subscribe to here: the built-in ones, and those that the project adds."""

from __future__ import annotations

from pathlib import Path

from reconciler.engine.collector import paused
from reconciler.engine.open import has_project, open_for_reading, project_sources
from reconciler.engine.read import Reading
from reconciler.model.settings import NotificationType


def types(directory: Path) -> tuple[NotificationType, ...]:
    """Every type, the four core ones first. Without a project in `directory` only the built-in ones; raises `InvalidInput` for a project with mistakes."""
    if not has_project(directory):
        from reconciler.settings.catalogue import CATALOGUE

        return CATALOGUE
    with paused():
        reading = Reading()
        project = open_for_reading(reading, directory)
        documents = reading.documents(project_sources(reading, project), limits=project.limits)
        resolution = reading.resolution(documents, policy=project.policy, complete=True)
        for _ in resolution.parts():
            pass
        reading.conclude(resolution)
        reading.demand_valid()
    return resolution.types
