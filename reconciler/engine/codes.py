"""Where the examples are that earn a code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_INVALID = Path(__file__).parents[2] / "examples" / "invalid"
"""In a checkout; an installation brings none."""


def examples_of_codes() -> Mapping[str, str]:
    """By code the file, or the directory (with `/` at its end), as seen from the directory `docs` of the checkout."""
    if not _INVALID.is_dir():
        return {}
    found = sorted(path for path in _INVALID.iterdir() if path.is_dir() or path.suffix in {".yaml", ".yml"})
    return {path.name if path.is_dir() else path.stem: f"../examples/invalid/{path.name}" + "/" * path.is_dir() for path in found}
