"""Why something would be changed."""

from __future__ import annotations

import enum


class Cause(enum.StrEnum):
    """What moved since the last apply, so that the two sides differ now.

    `FILES`: what is declared. `CATALOGUE`: what this version of the program declares by itself. `EITHER`: one of these two, or both. `DRIFT`: the live object, not by us.
    `BOTH`: what is declared, and the live object too. `UNKNOWN`: the ledger does not know what was last applied to the object.
    """

    FILES = "files"
    CATALOGUE = "catalogue"
    EITHER = "either"
    DRIFT = "drift"
    BOTH = "both"
    UNKNOWN = "unknown"


DRIFTED = frozenset({Cause.DRIFT, Cause.BOTH})
"""What `--only drift` makes: the live object has moved."""

DECLARED = frozenset({Cause.FILES, Cause.CATALOGUE, Cause.EITHER, Cause.BOTH, Cause.UNKNOWN})
"""What `--only declared` makes: the declaration has moved, or it cannot be told that it has not."""
