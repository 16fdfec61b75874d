"""References to secrets → their values, at the last moment before something connects."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reconciler.model.errors import Unusable
from reconciler.model.values import Json


def resolve_references(options: Mapping[str, Json], *, directory: Path, environ: Mapping[str, str]) -> Mapping[str, Json]:
    """A copy of `options` in which each `{env: NAME}` and `{file: path}` is replaced by its value, at any depth.

    Paths are from `directory`. One newline at the end of a file does not count; an empty value counts as unset. Raises `Unusable("secret-unset")`
    for a variable, `Unusable("secret-unreadable")` for a file; neither carries a value.
    """
    return {key: _resolve(value, directory, environ) for key, value in options.items()}


def _resolve(value: Json, directory: Path, environ: Mapping[str, str]) -> Json:
    if isinstance(value, Mapping):
        match dict(value):
            case {"env": str(name), **rest} if not rest:
                return _from_environment(name, environ)
            case {"file": str(path), **rest} if not rest:
                return _from_file(path, directory)
            case _:
                return {key: _resolve(item, directory, environ) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_resolve(item, directory, environ) for item in value]
    return value


def _from_environment(name: str, environ: Mapping[str, str]) -> str:
    value = environ.get(name, "")
    if not value:
        raise Unusable("secret-unset", name=name)
    return value


def _from_file(path: str, directory: Path) -> str:
    try:
        text = (directory / path).read_bytes().decode("utf-8")
    except (OSError, ValueError):  # ValueError: not UTF-8, or a path with a null character; the message must not carry the bytes
        raise Unusable("secret-unreadable", name=path) from None
    value = text.removesuffix("\n").removesuffix("\r")
    if not value:
        raise Unusable("secret-unreadable", name=path, hint="empty")
    return value


def unset_references(options: Json, *, directory: Path, environ: Mapping[str, str]) -> set[str]:
    """The names (never the values) of the references in `options` that lead to nothing; paths are from `directory`."""
    if isinstance(options, list | tuple):
        return {name for item in options for name in unset_references(item, directory=directory, environ=environ)}
    if not isinstance(options, Mapping):
        return set()
    try:
        _resolve(options, directory, environ)
    except Unusable as error:
        parts = [part for part in options.values() if isinstance(part, Mapping | list | tuple)]
        found = {name for part in parts for name in unset_references(part, directory=directory, environ=environ)}
        return found or {str(error.arguments["name"])}
    return set()
