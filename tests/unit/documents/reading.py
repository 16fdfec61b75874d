"""Reading texts in tests."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reconciler.documents.discover import Source
from reconciler.documents.load import Loaded, load
from reconciler.model.limits import Limits
from reconciler.model.values import Json, Pointer

PERSONAL = frozenset({"address", "email", "family_name", "given_name", "notes", "secret"})

_KNOWN = re.compile(r"[a-z_]+[0-9]*|имя")


def sensitive(data: Mapping[str, Json], pointer: Pointer) -> bool:
    """By the name of the nearest key, wherever it stands; a name no schema could know is no reason to show anything."""
    names = [part for part in pointer if isinstance(part, str)]
    return bool(names) and (names[-1] in PERSONAL or _KNOWN.fullmatch(names[-1]) is None)


def read(*texts: str | bytes, first: int = 0, limits: Limits | None = None) -> Loaded:
    """Load texts as files a.yaml, b.yaml, …"""
    sources = [Source(f"{chr(ord('a') + number)}.yaml", None, text if isinstance(text, bytes) else text.encode("utf-8")) for number, text in enumerate(texts)]
    return load(sources, sensitive=sensitive, limits=limits, first=first)
