"""A file's new content: all of it or none, and nothing else about the file changes."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


def put(file: Path, content: bytes) -> None:
    """Put `content` in place of a file's content in one step: whoever reads meanwhile, or whatever stops us, finds either the old or the new one.

    Where the file is a symbolic link, the file it leads to is replaced. Raises `OSError`; a file that may not be written is not replaced either.
    """
    real = Path(os.path.realpath(file))
    if not os.access(real, os.W_OK):
        raise PermissionError
    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".tmp", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        shutil.copymode(real, name)
        _give_to_owner(real, name)
        Path(name).replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _give_to_owner(file: Path, copy: str) -> None:
    """Keep the owner where that is possible: only an administrator may give files away."""
    if not hasattr(os, "chown"):
        return
    status = file.stat()
    with contextlib.suppress(OSError):
        os.chown(copy, status.st_uid, status.st_gid)
