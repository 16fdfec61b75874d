"""Values that organization files refer to and do not contain."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from reconciler.canonical import keyed_digest
from reconciler.model.policy import Policy

KEY_LENGTH = 32
"""Bytes of an installation key."""


@dataclass(slots=True)
class Secrets:
    """Looks references up: environment variables, and files below the project. `missing` collects the names that are not set.

    What may be referred to at all is `policy`'s to say. Files that refer to anything else are errors before anybody gets here; that the lookup
    itself refuses too means that a hole there reads nothing.
    """

    key: bytes
    directory: Path
    policy: Policy
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    missing: set[str] = field(default_factory=set)
    _values: dict[tuple[str, str], bytes] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        """Whether anything was looked up."""
        return bool(self._values)

    def tag(self, source: str, name: str) -> str | None:
        """A keyed digest of the value, by which two runs can tell that it changed; None where it is not set."""
        value = self._look_up(source, name)
        # The name is part of what is tagged: that two secrets have one value must not be seen.
        return keyed_digest(self.key, b"\0".join((source.encode(), name.encode(), value))) if value else None

    def value(self, source: str, name: str) -> str | None:
        """The value itself, for a personal value that is kept out of the files; None where it is not set."""
        return self._look_up(source, name).decode("utf-8", "replace") or None

    def _look_up(self, source: str, name: str) -> bytes:
        if (source, name) not in self._values:
            self._values[source, name] = found = self._variable(name) if source == "env" else self._file(name)
            if not found:
                self.missing.add(name)
        return self._values[source, name]

    def _variable(self, name: str) -> bytes:
        if not any(fnmatchcase(name, pattern) for pattern in self.policy.secret_names):
            return b""
        return self.environ.get(name, "").encode("utf-8", "surrogateescape")

    def _file(self, name: str) -> bytes:
        try:
            file = (self.directory / name).resolve(strict=True)
            allowed = [(self.directory / path).resolve() for path in self.policy.secret_files]
            # A line end at the end of the file comes from the editor that wrote it.
            return file.read_bytes().rstrip(b"\r\n") if any(file.is_relative_to(path) for path in allowed) else b""
        except OSError:
            return b""
