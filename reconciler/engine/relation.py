"""How two commits stand to each other, asked of git. A question that git does not answer is no answer, and least of all a reassuring one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reconciler.engine.checkout import Checkout, ask, tell
from reconciler.model.commit import is_commit
from reconciler.model.saved import SavedPlan
from reconciler.model.standing import Age


def recorded(here: Checkout, approved: SavedPlan | None, applied: str) -> Checkout:
    """The checkout whose commit the history will name: that of the files, or of an approved plan, which was made at an older commit and is all that is applied.

    `applied` is the commit that was applied last. Where that lies between the two, everything of the plan is in it already, and it is named again: the commit on
    record never goes back.
    """
    if approved is None or approved.dirty or not approved.commit or relation(here.directory, here.commit, approved.commit) is not Age.NEWER:
        return here
    if not applied or relation(here.directory, approved.commit, applied) in (Age.SAME, Age.NEWER):
        return replace(here, commit=approved.commit, dirty=False)
    between = relation(here.directory, applied, approved.commit) is Age.NEWER and relation(here.directory, here.commit, applied) in (Age.SAME, Age.NEWER)
    return replace(here, commit=applied, dirty=False) if between else here


def relation(directory: Path, here: str, applied: str) -> Age:
    """The age of commit `here` beside commit `applied`, in the repository of `directory`. Raises nothing."""
    if here == applied:
        return Age.SAME
    if not (is_commit(here) and is_commit(applied)):
        return Age.UNKNOWN
    shallow = ask(directory, "rev-parse", "--is-shallow-repository") != "false"
    unknown = Age.SHALLOW if shallow else Age.UNKNOWN
    if tell(directory, "cat-file", "-e", f"{applied}^{{commit}}") != 0:
        return unknown
    older = tell(directory, "merge-base", "--is-ancestor", here, applied)
    newer = tell(directory, "merge-base", "--is-ancestor", applied, here)
    if older == 0:
        return Age.OLDER
    if newer == 0:
        return Age.NEWER
    # Where a part of the history is missing, no way from one to the other proves nothing.
    return unknown if shallow or (older, newer) != (1, 1) else Age.DIVERGED
