"""A file that an import makes: never over another one, whole or not at all, and with what the others in the project have."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from reconciler.documents.discover import discover
from reconciler.model.errors import Unusable
from reconciler.project import DEFAULT_SOURCES, Project


def free_name(out: Path) -> Path:
    """A name beside `out` that nothing has yet."""
    return next(path for number in count(2) if not (path := out.with_name(f"{out.stem}-{number}{out.suffix}")).exists())


def schema_for(directory: Path, out: Path | None) -> str:
    """The way from the file to the project's own copy of the schemas, as `init` or `schema --out schemas` writes it; "" where there is none, or no way to write it."""
    from reconciler.engine.init import SCHEMA

    copy = next((file for file in (directory / SCHEMA, directory / "schemas" / "document.json") if file.is_file()), None)
    if out is None or copy is None:
        return ""
    try:
        path = Path(os.path.relpath(copy, out.parent)).as_posix()
    except ValueError:  # another drive of Windows
        return ""
    return path if path.isprintable() and " " not in path else ""


def write_new(out: Path, text: str) -> None:
    """The new file, whole or not at all. Raises `Unusable` where there is one already, or it cannot be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable("not-writable", path=out.as_posix()) from error
    try:
        # "x": a file that has appeared since is not overwritten either.
        file = out.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise Unusable("import-would-overwrite", path=out.as_posix(), suggestion=free_name(out).as_posix()) from error
    except OSError as error:
        raise Unusable("not-writable", path=out.as_posix()) from error
    try:
        with file:
            file.write(text)
    except BaseException as error:
        out.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Unusable("not-writable", path=out.as_posix()) from error
        raise


def is_read(project: Project, out: Path) -> bool:
    """Whether the project reads this file."""
    sources, _ = discover(project.sources or DEFAULT_SOURCES, project.directory, explicit=False)
    return os.path.realpath(out) in {os.path.realpath(source.file) for source in sources if source.file is not None}


def would_be_read(project: Project, out: Path) -> bool:
    """Whether the project reads a file of this name, be it there or not."""
    if out.exists():
        return is_read(project, out)
    real = Path(os.path.realpath(out))
    return any(real.is_relative_to(os.path.realpath(project.directory / source)) for source in project.sources or DEFAULT_SOURCES) or is_read(project, out)
