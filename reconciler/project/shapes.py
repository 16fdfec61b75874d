"""The smallest shapes of reconciler.yaml, of which the others are made."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

END = r"$(?!\n)"
"""The end of a pattern, in every dialect the same."""

SECRET_OPTION = r"^(.*[_-])?(passw(or)?d|secret|token|api[_-]?key)" + END
_NO_CREDENTIALS = r"^(?![^:]*://[^:@]*:[^@]*@)(?![^?]*[?][^#]*[Pp][Aa][Ss][Ss][Ww][Oo][Rr][Dd]=)"


def text(code: str, pattern: str, example: str, **more: Any) -> Any:
    """A text with a pattern; `code` is the diagnostic that a mismatch earns."""
    return Field(pattern=pattern, examples=[example], json_schema_extra={"x-code": code, **more})


Text = Annotated[str, Field(min_length=1, max_length=2048)]
PublicUrl = Annotated[str, text("literal-secret", _NO_CREDENTIALS, "sqlite:///.reconciler/notifications.db", **{"x-secret": True})]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", regex_engine="python-re")


class Reference(Model):
    """Where a value is kept: an environment variable or a file."""

    model_config = ConfigDict(
        json_schema_extra={"minProperties": 1, "maxProperties": 1, "x-code": "bad-reference", "examples": [{"env": "TELESET_DATABASE_URL"}]},
    )
    env: Annotated[str, text("bad-variable", r"^[A-Za-z_][A-Za-z0-9_]{0,127}" + END, "TELESET_DATABASE_URL", **{"x-secret-when-invalid": True})] | None = Field(
        default=None, title="Environment variable", description="The name of the environment variable that holds the value."
    )
    file: Text | None = Field(
        default=None, title="File", description="The path of the file that holds the value, from the project file; one newline at its end does not count."
    )


Secret = Annotated[Reference, Field(json_schema_extra={"x-secret": True})]

Option = Annotated[str | float | bool, Field(json_schema_extra={"x-secret": True})] | Reference
"""A further option of a backend or transport. What it holds is not known here, so it is never shown."""
