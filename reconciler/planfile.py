"""A plan file → `SavedPlan`. It is what somebody approved: nothing of it is carried out, so an edited one can only be stale.

Owns the file's form, as a pydantic model; `reporting.machine.saved` writes it: the plan as `--format json` prints it, with tags under the installation key.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reconciler.model.errors import Unusable
from reconciler.model.plan import Target
from reconciler.model.saved import SavedChange, SavedPlan

Text = Annotated[str, Field(max_length=4096)]


class _Part(BaseModel):
    """What is not read here is for people and other programs."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class _Target(_Part):
    environment: Text
    backend: Text
    manager: Text


class _Field(_Part):
    path: list[Text]
    before: Any = None
    after: Any = None


class _Change(_Part):
    address: Text
    action: Literal["create", "update", "delete", "adopt", "move"]
    before_tag: Text
    after_tag: Text
    former: Text = Field(default="", alias="from")
    fields: list[_Field] = []


class _Saved(_Part):
    made: Text
    source: Text
    commit: Text
    dirty: bool
    organizations: list[Text]
    tool: Text = ""
    catalogue: Text = ""
    seal: Text = ""


class _File(_Part):
    format_version: Text
    kind: Literal["Plan"]
    target: _Target
    digest: Text
    saved: _Saved
    changes: list[_Change]


def read_plan(content: bytes, *, name: str) -> SavedPlan:
    """The plan of a file called `name`. Raises `Unusable("bad-plan-file")` for anything that is none, with the hint `newer` for one of a later format."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise Unusable("bad-plan-file", file=name) from None
    version = data.get("format_version") if isinstance(data, dict) else None
    if isinstance(version, str) and not version.startswith("1."):
        raise Unusable("bad-plan-file", hint="newer", file=name)
    try:
        file = _File.model_validate(data)
    except ValidationError:
        raise Unusable("bad-plan-file", file=name) from None
    return SavedPlan(
        target=Target(file.target.environment, file.target.backend, file.target.manager),
        source=file.saved.source,
        digest=file.digest,
        changes=tuple(_change(change) for change in file.changes),
        made=file.saved.made,
        commit=file.saved.commit,
        dirty=file.saved.dirty,
        organizations=tuple(file.saved.organizations),
        tool=file.saved.tool,
        catalogue=file.saved.catalogue,
        seal=file.saved.seal,
    )


def _change(change: _Change) -> SavedChange:
    shown = tuple(f"{'/'.join(field.path)}: {_text(field.before)} -> {_text(field.after)}" for field in change.fields)
    return SavedChange(change.address, change.action, change.before_tag, change.after_tag, change.former, shown)


def _text(value: object) -> str:
    """A value of the file as one line; it was masked when it was written."""
    if value is None:
        return "-"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
