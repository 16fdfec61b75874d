"""What a project file may say about this backend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reconciler.model.errors import Unusable
from reconciler.model.values import Json


class Options(BaseModel):
    """`{type: sql, url: "sqlite:///…" | "postgresql+psycopg://…", schema: …}`"""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    type: Literal["sql"] = "sql"
    url: str
    schema_: str | None = Field(default=None, alias="schema")


def parse(options: Mapping[str, Json]) -> Options:
    """Raises `Unusable("backend-options")` naming the options that are wrong. Their values may be secrets and are not named."""
    try:
        return Options.model_validate(dict(options))
    except ValidationError as error:
        names = sorted(
            {".".join(str(part) for part in problem["loc"]) for problem in error.errors(include_url=False, include_context=False, include_input=False)}
        )
        raise Unusable("backend-options", type="sql", options=tuple(names)) from None
