"""Regular expressions that people write in scenarios. They are the Rust crate's: no look-around and no back-references, so none takes longer than the text is long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from reconciler.model.values import Json
from reconciler.schema.finding import Finding

if TYPE_CHECKING:
    from jsonschema_rs import Validator


def pattern_findings(data: Mapping[str, Json]) -> Iterator[Finding]:
    """Which patterns of a scenario are none."""
    expected = data.get("expect")
    for index, one in enumerate(expected if isinstance(expected, list) else ()):
        patterns = one.get("matches") if isinstance(one, Mapping) else None
        for position, pattern in enumerate(patterns if isinstance(patterns, list) else ()):
            if isinstance(pattern, str) and _compiled(pattern) is None:
                yield Finding("bad-pattern", ("expect", index, "matches", position))


def occurs(pattern: str, text: str) -> bool:
    """Whether a pattern matches somewhere in a text. One that is none matches nothing."""
    compiled = _compiled(pattern)
    return compiled is not None and compiled.is_valid(text)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Validator | None:
    from jsonschema_rs import Draft202012Validator, RegexOptions, ValidationError

    try:
        return Draft202012Validator({"pattern": pattern}, offline=True, pattern_options=RegexOptions())
    except ValidationError:
        return None
