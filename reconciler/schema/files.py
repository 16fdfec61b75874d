"""Where the JSON Schema files are, and what they say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import unquote

from reconciler.canonical import decode

NAMES: Final = ("document", "organization", "accounts", "notification-type", "project", "scenario", "definitions")
"""The schemas, by file name without `.json`. Editors name `document`; `definitions` holds what the others share."""

KINDS: Final = {
    "Organization": "organization",
    "Accounts": "accounts",
    "NotificationType": "notification-type",
    "Project": "project",
    "Scenario": "scenario",
}
"""The schema of each kind of document."""

Schema = dict[str, Any]


def schema_path(name: str) -> Path:
    """The file of a schema: inside the installed package, or beside it in a source checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "schemas" / "v1" / f"{name}.json"
    return installed if installed.is_file() else package.parent / "schemas" / "v1" / f"{name}.json"


@cache
def schema(name: str) -> Schema:
    """The schema as data; shared, so not to be changed."""
    return cast(Schema, decode(schema_path(name).read_bytes()))


@cache
def words(language: str) -> dict[str, str]:
    """The schemas' titles and descriptions in another language than English, by the English; shared, so not to be changed."""
    path = schema_path("document").parents[1] / f"{language}.json"
    return cast("dict[str, str]", decode(path.read_bytes())) if path.is_file() else {}


@cache
def subschema(location: str) -> Schema:
    """The subschema that holds the keyword at `location`: `…/organization.json#/properties/inn/pattern` gives that of `inn`."""
    address, _, fragment = location.partition("#")
    node: Any = schema(address.rpartition("/")[2].removesuffix(".json"))
    for step in fragment.split("/")[1:-1]:
        key = unquote(step).replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return cast(Schema, node)
