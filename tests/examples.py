"""How many examples a costly property tries: a few in the quick tier, many with `scripts/test --long`."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def examples(quick: int, thorough: int) -> int:
    return thorough if THOROUGH else quick
