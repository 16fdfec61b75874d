"""The bytes of a file, or why there are none."""

from __future__ import annotations

import stat

from reconciler.documents.discover import Source
from reconciler.model.diagnostic import Diagnostic, Location

_UNITS = ((1 << 20, "MiB"), (1 << 10, "KiB"), (1, "B"))


def read(source: Source, limit: int) -> bytes | Diagnostic:
    """The content of a file, looked at before it is opened: a pipe or device would never end."""
    if source.file is None:
        content = source.content or b""
        return _too_large(source.path, len(content), limit) if len(content) > limit else content
    location = Location(source.path)
    try:
        status = source.file.stat()
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic("unreadable-file", arguments={"path": source.path}, location=location, hint="not-a-file")
        if status.st_size > limit:
            return _too_large(source.path, status.st_size, limit)
        with source.file.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        return Diagnostic("no-such-file", arguments={"path": source.path}, location=location)
    except OSError as error:
        hint = "permission" if isinstance(error, PermissionError) else ""
        return Diagnostic("unreadable-file", arguments={"path": source.path}, location=location, hint=hint)
    return _too_large(source.path, len(content), limit) if len(content) > limit else content


def _too_large(path: str, size: int, limit: int) -> Diagnostic:
    unit, name = next((unit, name) for unit, name in _UNITS if limit % unit == 0)
    return Diagnostic("file-too-large", arguments={"path": path, "size": -(-size // unit), "limit": limit // unit, "unit": name}, location=Location(path))
