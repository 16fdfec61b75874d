"""jsonschema-rs, set up with our schemas: the only judge of shape."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reconciler.schema import files

if TYPE_CHECKING:
    from jsonschema_rs import Validator

BASE = "https://schemas.invalid/v1/"
"""Nothing is ever fetched: the name exists only to resolve one file's references to another."""


def validator(kind: str) -> Validator:
    """The validator of a kind of document, built once; of `document.json` for a kind there is not."""
    return _built(files.KINDS.get(kind, "document"))


@cache
def _built(name: str) -> Validator:
    from jsonschema_rs import Draft202012Validator, Registry

    others = [(f"{BASE}{other}.json", files.schema(other)) for other in files.NAMES if other != "document"]
    return Draft202012Validator(files.schema(name), registry=Registry(others), base_uri=f"{BASE}{name}.json", offline=True)
