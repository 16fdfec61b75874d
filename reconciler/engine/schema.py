"""The JSON Schemas of the files, for editors and for other programs."""

from __future__ import annotations

from pathlib import Path

from reconciler.model.errors import Unusable
from reconciler.schema.files import NAMES, schema_path


def names() -> tuple[str, ...]:
    """What there are schemas of."""
    return tuple(NAMES)


def schema_text(name: str) -> str:
    """A schema as JSON text. Raises `Unusable` for a name there is none of."""
    if name not in NAMES:
        raise Unusable("unknown-schema", name=name, known=names())
    return schema_path(name).read_text(encoding="utf-8").rstrip("\n")


def write_schemas(directory: Path) -> tuple[Path, ...]:
    """Write all schemas to `directory`, which is made where it is missing; the same text again changes nothing. Returns the files."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        files = tuple(directory / f"{name}.json" for name in NAMES)
        for name, file in zip(NAMES, files, strict=True):
            file.write_text(schema_text(name) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise Unusable("not-writable", path=directory.as_posix()) from error
    return files
