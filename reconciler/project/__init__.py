"""reconciler.yaml → Project: what the program itself is told. The only package (with backend options) that knows pydantic.

`PROJECT_FILE`, `Project` and `resolve_references` cost nothing to import; pydantic is imported by `load_project` alone.
"""

from __future__ import annotations

from reconciler.project.load import DEFAULT_SOURCES, Project, load_project
from reconciler.project.references import resolve_references

__all__ = ["DEFAULT_SOURCES", "PROJECT_FILE", "Project", "load_project", "resolve_references"]

PROJECT_FILE = "reconciler.yaml"
