"""The port to what the program remembers: who may write now, what was done, and the key digests are made with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reconciler.model.pause import Pause
from reconciler.model.plan import Counts

if TYPE_CHECKING:
    from reconciler.model.evidence import Evidence
    from reconciler.model.journal import Intent, Journal, Unfinished
    from reconciler.model.keeping import Keeping
    from reconciler.model.lead import Lead

APPLIED = "applied"
CONFIRMED = "confirmed"
SENT = "sent"
FORGOTTEN = "forgotten"
RENEWED = "renewed"
UNFINISHED = "unfinished"

WROTE = frozenset({APPLIED, "partial", "interrupted", UNFINISHED})
"""Outcomes of an apply that may have changed something."""

LOOKED_BACK = 1000
"""Entries of the history that are looked through for the last apply."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock: enough to find them. `user` and `host` are of the machine, `process` its process id."""

    user: str
    host: str
    process: int
    boot: str = ""

    def __str__(self) -> str:
        return f"{self.user}@{self.host}, process {self.process}"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock, for what, since when and until when at the latest (RFC 3339 in UTC, by the ledger's clock). `token` tells this hold from the next.

    `dead`: its process ran on the asking machine and does not exist any more, so that whoever wants the lock gets it at once.
    """

    owner: Owner
    operation: str
    since: str
    expires: str
    token: int
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a manager and environment are applied from: `source` is the git remote and path, else the project's own id."""

    manager: str
    environment: str
    source: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's word that what a guard refuses is meant: for exactly the changes of the refusal's `digest`, once, for a day.

    `granted` is RFC 3339 in UTC, by the ledger's clock; `subject` the organization that the refusal is about ("" for all).
    """

    digest: str
    manager: str
    environment: str
    guard: str
    subject: str
    actor: str
    reason: str
    granted: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One apply, approval or release of the lock. Times are RFC 3339 in UTC, by the ledger's clock; `number` is given by the ledger.

    `outcome` is `applied`, `failed`, `partial`, `interrupted`, or `unfinished` for what is at work or died before it could say; of an approval `approved`, of a lock
    taken away `released`, of objects given up `forgotten`, of an installation key that was lost and replaced `renewed`, else `paused` and `resumed`; of requests to confirm
    `sent`, and of an address that its owner confirmed `confirmed`. `counts` are of what was done, where not everything was. `approvals` are the digests of the refusals that
    were passed, `reason` what an approval gives as its own. `files` and `catalogue` are keyed tags of everything that was declared, and of the built-in types it was
    resolved with ("" where only a part was applied). No personal data and no secret goes in.
    """

    operation: str
    manager: str
    environment: str
    actor: str
    digest: str
    counts: Counts
    commit: str = ""
    dirty: bool = False
    outcome: str = "applied"
    error: str = ""
    started: str = ""
    seconds: float = 0.0
    number: int = 0
    approvals: tuple[str, ...] = ()
    reason: str = ""
    files: str = ""
    catalogue: str = ""

    @property
    def meant(self) -> str:
        """The outcome of one that does all it began to do. Of what is still `unfinished` only the operation says it."""
        return FORGOTTEN if self.operation.partition(" ")[0] == "forget" else APPLIED


DAY = 24 * 60 * 60
RETENTION = 30 * DAY
"""Seconds that the confirmation of an address nobody uses any more is kept, unless a project says otherwise."""


class Fence(Protocol):
    """Proof that the lock is held, and the ledger's hand inside the backend's transaction.

    `transaction` is the backend's open transaction where the ledger can use it (the same database), else None.
    """

    def check(self, transaction: object | None) -> None:
        """Raises `ConflictError` when the lock was lost."""
        ...

    def joins(self, transaction: object) -> bool:
        """Whether what it records can be part of this transaction; else it is to be recorded once the transaction is committed."""
        ...

    def record(self, transaction: object | None) -> None:
        """Write the history row, the binding and the tags of this apply; the approvals it used up are marked."""
        ...

    def keeping(self, transaction: object | None) -> Keeping: ...


class Lock(Protocol):
    """The right to write, held."""

    def renew(self) -> None:
        """Extend the lease; raises `ConflictError` when it was lost."""
        ...

    def fence(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None, *, retention: int = RETENTION) -> Fence:
        """`tags` say what each object is after this apply, by address: a keyed tag, "" for what is gone. `retention` is in seconds."""
        ...

    def journal(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None) -> Journal:
        """Begin a journal, and with it a row of the history, `unfinished` for now. What earlier journals say and nobody needs any more is forgotten.

        `tags` are those of `fence`; each is remembered once its change is made.
        """
        ...

    def resolve(self, entry: HistoryEntry, intents: Sequence[Intent], binding: Binding | None) -> None:
        """Write down what became of an unfinished apply: of its open intents, and (by `entry.number`) of itself.

        With the outcome `applied` also the binding, and that the approvals are used up.
        """
        ...


class Ledger(Protocol):
    """Constructing one is pure. Where nothing was ever applied, reading gives nothing and creates nothing."""

    @property
    def evidence(self) -> Evidence:
        """What is remembered of deliveries, in the same place."""
        ...

    def key(self) -> bytes | None:
        """The installation key; None before the first apply."""
        ...

    def binding(self, manager: str) -> Binding | None: ...

    def history(self, limit: int = 20, *, of: tuple[str, str] | None = None, confirmed: bool = False, committed: bool = False) -> Sequence[HistoryEntry]:
        """The newest first, at most `limit`; `of` one manager and environment, or all. With `confirmed` also that people confirmed addresses: there may be thousands. `committed`: only what was
        applied from a commit.
        """
        ...

    def last_applied(self, manager: str, addresses: Collection[str] | None = None) -> Mapping[str, str]:
        """The keyed tags of what a manager last applied to these objects (None: to all); those never applied are left out."""
        ...

    def unfinished(self, manager: str, environment: str) -> Sequence[Unfinished]:
        """Applies of a manager to an environment that were cut off, and those with a change that was never answered; the oldest first. One that is at work is among them."""
        ...

    def approvals(self, manager: str, environment: str) -> Sequence[Approval]:
        """Those that can still be used, by digest."""
        ...

    def approve(self, approval: Approval) -> None:
        """Record an approval, and that it was given."""
        ...

    def pauses(self, manager: str, environment: str) -> Sequence[Pause]:
        """Those in force now, that of everything first."""
        ...

    def pause(self, pauses: Sequence[Pause], entry: HistoryEntry, *, seconds: int = 0) -> None:
        """Put them in force from now on (in the place of those for the same), for so many seconds or until their `until`, and record that.

        Raises `Unusable("pause-is-over")` for an `until` that has passed.
        """
        ...

    def resume(self, pauses: Sequence[Pause], entry: HistoryEntry) -> None:
        """End them, and record that."""
        ...

    def lock(self, operation: str, owner: Owner, *, key: bytes, wait: float, under: Lead | None = None) -> AbstractContextManager[Lock]:
        """Take the right to write, waiting at most `wait` seconds; raises `Locked` naming the holder.

        `key` becomes the installation key where there is none yet. Who has the lock `under` a lead writes nothing more once somebody else has taken that over.
        """
        ...

    def holder(self, asking: Owner) -> Holder | None:
        """Who holds the lock now; None where nobody does."""
        ...

    def lead(self, name: str, owner: Owner, *, seconds: int, known: bool = False) -> Lead:
        """Take the right to be the one that watches, for so many seconds; does not wait, raises `Locked`. Where this place is `known`, nothing is made that is not there by now."""

    def leader(self, name: str, asking: Owner) -> Holder | None:
        """Who watches now; None where nobody does."""

    def release(self, token: int, entry: HistoryEntry) -> bool:
        """Take the lock away from the hold of `token`, and record that; False, and nothing recorded, where that hold has ended meanwhile."""
        ...

    def record(self, entry: HistoryEntry) -> int:
        """Write a history row outside any apply (a failed one); returns its number."""
        ...
