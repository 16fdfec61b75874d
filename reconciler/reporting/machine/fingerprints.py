"""What a finding is known by from one run to the next."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence

from reconciler.model.diagnostic import Diagnostic
from reconciler.model.personal import Personal

Shown = Callable[[str], str]
"""The path of a file as diagnostics have it → from the root of the repository, with `/`."""


def fingerprints(diagnostics: Sequence[Diagnostic], shown: Shown) -> list[str]:
    """One for each, none twice: 32 hexadecimal digits.

    Made from what is still the same when lines are added above: file, code, the keys that lead to the place, and the names in the message. Where there are no keys
    the line itself counts, as it may be shown. Equal findings are counted in the order given. No personal value goes in, only its mask.
    """
    seen: Counter[str] = Counter()
    found = []
    for diagnostic in diagnostics:
        identity = json.dumps(_identity(diagnostic, shown), sort_keys=True)
        found.append(hashlib.sha256(f"{identity}\n{seen[identity]}".encode()).hexdigest()[:32])
        seen[identity] += 1
    return found


def _identity(diagnostic: Diagnostic, shown: Shown) -> list[object]:
    names = {name: str(value) for name, value in diagnostic.arguments.items() if isinstance(value, str | Personal)}
    location = diagnostic.location
    if location is None:
        return [diagnostic.code, names]
    if location.keys:
        return [diagnostic.code, names, shown(location.path), *location.keys]
    start, length = location.caret
    return [diagnostic.code, names, shown(location.path), " ".join(location.excerpt.split()), location.excerpt[start : start + length]]
