"""The same as the texts, as JSON for programs. Keys, codes and messages are never translated; personal values are masked, secrets are named and never shown.

Each function returns one document: a dict whose first key is `format_version`, with keys in a fixed order. Within a major version keys are only added.
"""

from __future__ import annotations

import json
from typing import Any, Final, TypeAlias

FORMAT_VERSION: Final = "1.0"
LANGUAGE: Final = "en"

JsonDocument: TypeAlias = dict[str, Any]


def document(**parts: Any) -> JsonDocument:
    """`parts`, in the order given, after the version of the format."""
    return {"format_version": FORMAT_VERSION, **parts}


def dumps(value: JsonDocument | list[JsonDocument]) -> str:
    """JSON text in ASCII, which survives every console, pipe and code page."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=2)
