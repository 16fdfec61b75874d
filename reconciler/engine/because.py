"""What is behind a refusal: which side moved, which file is gone, and which command leads back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reconciler.engine.checkout import Checkout, ask
from reconciler.engine.formerly import formerly
from reconciler.engine.relation import relation
from reconciler.model.address import organization_of
from reconciler.model.cause import DRIFTED, Cause
from reconciler.model.change import Delete
from reconciler.model.commit import SHORT
from reconciler.model.plan import Because, Plan, Refusal
from reconciler.model.standing import Age

MOST = 5_000
"""More deleted objects than this are not looked for in the commit before: their names would not fit a command line."""


def with_reasons(made: Plan, *, directory: Path, here: Checkout, applied: str) -> Plan:
    """The plan, its refusals with what is behind them. `applied` is the commit last applied ("" where it is not known). Asks git, and does without; raises nothing."""
    if not made.refusals:
        return made
    deleted = {change.address for change in made.changes if isinstance(change, Delete)}
    concerned = deleted.intersection(address for refusal in made.refusals for address in refusal.addresses)
    where = {address: place.path for address, place in formerly(directory, applied, concerned).items()} if 0 < len(concerned) <= MOST else {}
    undo = way_back(directory, applied, here)
    return replace(
        made, refusals=tuple(replace(refusal, because=_because(refusal, made, deleted, where, directory, applied, undo)) for refusal in made.refusals)
    )


def _because(refusal: Refusal, made: Plan, deleted: set[str], where: Mapping[str, str], directory: Path, applied: str, undo: str) -> Because:
    causes = {made.causes[address] for address in refusal.addresses if address in made.causes}
    cause = next(iter(causes)) if len(causes) == 1 else None
    organizations = len({organization_of(address) for address in refusal.addresses})
    paths = {where.get(address, "") for address in refusal.addresses}
    path = next(iter(paths)) if len(paths) == 1 and deleted.issuperset(refusal.addresses) else ""
    gone = bool(path) and not (directory / path).exists()
    since = (ask(directory, "log", "-1", "--format=%h", f"--abbrev={SHORT}", "--diff-filter=DR", f"{applied}..HEAD", "--", path) or "") if gone else ""
    return Because(cause, path, gone, since, organizations, "" if cause is not None and cause in DRIFTED - {Cause.BOTH} else undo)


def way_back(directory: Path, before: str, here: Checkout) -> str:
    """The git command that leads from the commit of `here` back to what `before` declares; "" where none does, as from changes that are not committed."""
    if not before or not here.commit or here.dirty or relation(directory, here.commit, before) is not Age.NEWER:
        return ""
    steps = _lines(ask(directory, "rev-list", "--first-parent", f"{before}..{here.commit}"))
    merges = _lines(ask(directory, "rev-list", "--merges", f"{before}..{here.commit}"))
    target = here.commit[:SHORT]
    if len(steps) == 1:
        return f"git revert --no-edit {'-m 1 ' if steps[0] in merges else ''}{target}"
    if not merges:
        return f"git revert --no-edit {before[:SHORT]}..{target}"
    # A range with merges cannot be reverted as one; the files of that time can be had back.
    return f"git restore --source={before[:SHORT]} -- ."


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").splitlines() if line]
