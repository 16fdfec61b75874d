"""Every live notification system we can write to. One file (or package) each, and one row here; they do not know each other."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, cast

from reconciler.model.backend import Backend
from reconciler.model.values import Json

BACKENDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "memory": "reconciler.backends.memory:MemoryBackend",
        "sql": "reconciler.backends.sql:SqlBackend",
    }
)
"""`backend.type` of a project → where its class is. Imported only when it is used, since each brings its own libraries."""


class BackendFactory(Protocol):
    """How a backend is made: from its options with every reference resolved, and the directory that relative paths start from.

    Makes no connection. Raises `Unusable` for options it does not understand.
    """

    def __call__(self, options: Mapping[str, Json], directory: Path) -> Backend: ...


def backend_class(name: str) -> BackendFactory:
    """The class behind one row. Raises `KeyError` for a name that is not in `BACKENDS`."""
    module, _, attribute = BACKENDS[name].partition(":")
    return cast("BackendFactory", getattr(import_module(module), attribute))
