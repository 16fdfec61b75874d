"""What the options of all transports have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reconciler.model.errors import Unusable
from reconciler.model.values import Json


class Options(BaseModel):
    """`timeout` is how long, in seconds, one answer is waited for; `per_second` bounds the messages (0: unbounded); `connections` how many work at once."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    timeout: Annotated[float, Field(ge=0.1, le=600)] = 30.0
    per_second: Annotated[float, Field(ge=0, le=100_000)] = 0.0
    connections: Annotated[int, Field(ge=1, le=32)] = 2


Chosen = TypeVar("Chosen", bound=Options)


class Paced(Generic[Chosen]):
    """A transport that goes as fast as its options say."""

    __slots__ = ()
    options: Chosen

    @property
    def per_second(self) -> float:
        return self.options.per_second

    @property
    def connections(self) -> int:
        return self.options.connections


def parse(model: type[Chosen], channel: str, options: Mapping[str, Json]) -> Chosen:
    """Raises `Unusable("transport-options")` naming the options that are wrong. Their values may be secrets and are not named."""
    try:
        return model.model_validate(dict(options))
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise Unusable("transport-options", channel=channel, options=tuple(sorted({_name(problem["loc"]) for problem in found}))) from None


def _name(location: tuple[int | str, ...]) -> str:
    """The option that is meant. What stands inside one is not told: its keys may be anything."""
    return str(location[0]) if location else "type"


def wrong(channel: str, *options: str) -> Unusable:
    return Unusable("transport-options", channel=channel, options=tuple(sorted(options)))
