"""A plan that was saved to be approved, and how it still fits."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.model.plan import Target


@dataclass(frozen=True, slots=True)
class SavedChange:
    """One change as a plan file says it: what is done to what, and keyed tags of what is there before and after ("" where there is nothing).

    `action` is `create`, `update`, `delete`, `adopt` or `move`; `source` the former address of what moves. `shown` are the lines a reader was shown, masked.
    """

    address: str
    action: str
    before: str = ""
    after: str = ""
    source: str = ""
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """What somebody approved. `digest` covers the changes alone; everything else says where they belong and where they come from.

    `source` is the binding's, `made` when (RFC 3339, UTC), `commit` and `dirty` the checkout then, `organizations` what it was narrowed to (() for everything),
    `tool` the version of the program that made it, `catalogue` that of the built-in types, and `seal` a keyed tag
    of all that it is applied by.
    """

    target: Target
    source: str
    digest: str
    changes: tuple[SavedChange, ...]
    made: str
    commit: str = ""
    dirty: bool = False
    organizations: tuple[str, ...] = ()
    tool: str = ""
    catalogue: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """A saved plan against the world of now: changes that can still be made as they were approved, those that are made already, and those that no longer fit.

    `outside` are the addresses of what would change now as well and is not in the saved plan: it is named, and left.
    """

    fits: tuple[SavedChange, ...] = ()
    done: tuple[SavedChange, ...] = ()
    stale: tuple[SavedChange, ...] = ()
    outside: tuple[str, ...] = ()
