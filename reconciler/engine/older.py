"""An older checkout never undoes a newer one: how the files of now stand to the commit that was applied last."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.engine.checkout import Checkout
from reconciler.engine.relation import relation
from reconciler.model.commit import SHORT
from reconciler.model.errors import StalePlan
from reconciler.model.ledger import APPLIED, UNFINISHED, HistoryEntry, Ledger
from reconciler.model.plan import Counts, Target
from reconciler.model.standing import Age, Standing

ALLOWED = "--allow-older"
NARROWED, ONLY = "--organization", "--only"

FEW, MANY = 50, 1_000_000
"""How many rows of the history with a commit are looked through, first and where that does not suffice."""


def standing(ledger: Ledger, target: Target, here: Checkout) -> Standing:
    """Asks the ledger, and git where the two commits differ. Files that were changed since their commit count as that commit. Raises what the ledger raises."""
    applied = _last(ledger, target)
    if applied is None:
        return Standing(here=here.commit)
    age = relation(here.directory, here.commit, applied.commit) if here.commit else Age.UNCHECKED
    return Standing(age, here.commit, applied.commit, applied.started, applied.number)


def check(standing: Standing) -> None:
    """Raises `StalePlan` for a checkout that is older than what was applied, or of which that cannot be ruled out."""
    if standing.refused:
        code = "checkout-older" if standing.age is Age.OLDER else "checkout-unknown"
        raise StalePlan(
            code,
            hint="shallow" if standing.age is Age.SHALLOW else "",
            commit=standing.here[:SHORT],
            applied=standing.commit[:SHORT],
            when=standing.when,
            number=standing.number,
        )


def operation(verb: str, *, rebind: bool, allow_older: bool, organizations: Iterable[str], only: str) -> str:
    """What the history calls an apply: with the options by which the next one must judge it."""
    words = [verb, *(["--rebind"] if rebind else []), *([ALLOWED] if allow_older else [])]
    words += [ONLY, only] if only else []
    return " ".join([*words, *(f"{NARROWED} {id}" for id in sorted(organizations))])


def _last(ledger: Ledger, target: Target) -> HistoryEntry | None:
    """The apply whose commit counts."""
    of = (target.manager, target.environment)
    for limit in (FEW, MANY):
        entries = ledger.history(limit, of=of, committed=True)
        found = next((entry for entry in entries if _counts(entry)), None)
        if found is not None or len(entries) < limit:
            return found
    return None


def _counts(entry: HistoryEntry) -> bool:
    """Whether an entry says which commit is in force: something of it is live, or may be. Going back for a part only does not make an older commit that of all."""
    words = entry.operation.split()
    if entry.meant != APPLIED or not entry.commit or (ALLOWED in words and {NARROWED, ONLY}.intersection(words)):
        return False
    return entry.outcome in (APPLIED, "partial", UNFINISHED) or (entry.outcome == "interrupted" and entry.counts != Counts())
