"""Why something would be changed."""

from __future__ import annotations

import enum


class Cause(enum.StrEnum):
    """What moved since the last apply, so that the two sides differ now.

    `FILES`: what is declared. `CATALOGUE`: what this version of the program declares by itself. `EITHER`: one of these two, or both. `DRIFT`: the live object, not by us.
    `BOTH`: what is declared, and the live object too. `UNKNOWN`: the ledger does not know what was last applied to the object.

    Where a plan is compared with another revision, the files are told apart: `BRANCH`: this branch declares something else. `MERGED`: both declare the same, and it was not
    applied yet. The two with drift: the same, and the live object has moved too. `BEHIND`: the other side has changed it since the branch left it, and the branch
    does not have that yet.
    """

    FILES = "files"
    CATALOGUE = "catalogue"
    EITHER = "either"
    DRIFT = "drift"
    BOTH = "both"
    UNKNOWN = "unknown"
    BRANCH = "branch"
    MERGED = "merged"
    BEHIND = "behind"
    BRANCH_AND_DRIFT = "branch-drift"
    MERGED_AND_DRIFT = "merged-drift"


DRIFTED = frozenset({Cause.DRIFT, Cause.BOTH})
"""What `--only drift` makes: the live object has moved."""

DECLARED = frozenset({Cause.FILES, Cause.CATALOGUE, Cause.EITHER, Cause.BOTH, Cause.UNKNOWN})
"""What `--only declared` makes: the declaration has moved, or it cannot be told that it has not."""

PARTED = frozenset({Cause.BRANCH, Cause.MERGED, Cause.BEHIND, Cause.BRANCH_AND_DRIFT, Cause.MERGED_AND_DRIFT})
"""What is only said where a plan is compared with another revision; what is made is chosen before."""
