"""What `watch` does and knows: passes, why each was made, how it ended, and what is true now."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reconciler.model.diagnostic import Argument
from reconciler.model.ledger import Holder
from reconciler.model.pause import Pause
from reconciler.model.plan import Counts, Plan, Refusal, Target


class Trigger(enum.Enum):
    """Why to look again. A trigger says nothing else: a pass looks at everything, whatever it was asked by."""

    START = "start"
    FILES = "files"
    INTERVAL = "interval"
    SIGNAL = "signal"
    HOOK = "hook"
    COMMIT = "commit"
    RETRY = "retry"


class Ended(enum.Enum):
    """How a pass ended. `CLEAN`: there was nothing to do. `PLANNED`: there is something, and this mode only reports. `HELD`: guards or conflicts keep (a part of) it back."""

    CLEAN = "clean"
    APPLIED = "applied"
    PLANNED = "planned"
    INVALID = "invalid"
    HELD = "held"
    PAUSED = "paused"
    LOCKED = "locked"
    FAILED = "failed"
    STANDBY = "standby"


LOOKED: Final = frozenset({Ended.CLEAN, Ended.APPLIED, Ended.PLANNED, Ended.HELD})
"""Passes that end so have compared what is declared with what is live."""

THROUGH: Final = LOOKED | {Ended.STANDBY}
"""Passes that end so have got through: no failure before them goes on. The others have not come to where the ones before failed, and say nothing of it."""


NOT_LET_IN: Final = frozenset({"commit-refused", "verify-unknown", "source-database-inside"})
"""What is wrong with the newest commit where git is the source; the one before stays in force."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is declared in `organization` ("" for types) and somebody else holds: `count` objects of the manager `owner` ("" for those without a manager's mark)."""

    organization: str
    owner: str
    count: int


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass. `id` is in every line that is logged about it; times are seconds since 1970. `error` is the code of what went wrong, with its `arguments`.

    `counts` are of what is known to be made, however the pass ended, and `left` of what is left to do by then; `others` so many changes `--only` leaves to somebody else. `drift` are changes that undo
    what moved in the live system, as they were found, and `again` so many of them as the pass before had left so. `held` are organizations that were left out, with the
    `refusals` and the `claims` of others behind it; `waiting` contacts that await confirmation. `number` is the row of the history, 0 where none was written. `part` are the organizations that alone were looked at, since
    only of them the files say something new; () for everything. `paused` are organizations that nobody looked at, since they are paused or tied by a move to one that is.
    """

    id: str
    triggers: tuple[Trigger, ...]
    started: float
    seconds: float
    ended: Ended
    files: int = 0
    commit: str = ""
    counts: Counts = field(default_factory=Counts)
    drift: int = 0
    held: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    waiting: int = 0
    number: int = 0
    error: str = ""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    part: tuple[str, ...] = ()
    left: Counts = field(default_factory=Counts)
    others: int = 0
    again: int = 0
    paused: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def wrote(self) -> bool:
        """Whether anything is known to be made."""
        return self.counts != Counts()


@dataclass(frozen=True, slots=True)
class Status:
    """What is true now, for those who look: metrics, health, the page. `passes` are the last ones, the newest first; `plan` what is left to do (None where nobody could tell).
    `looked` is the newest pass that got as far as to compare (None where none has), however many have not since.

    `began` is when this process did, `synced` when all of the live side was last found or made as declared, `applied` when anything was last made, and `commit` what was declared then (0 and "" for never).
    `leader`: this process may write; `holder` is who holds the lease of the leader. `failures` counts passes that failed since one got through. `ending`: it was told to end.
    `moved` is when the controller last went round, or got on within a pass (0: it does not say). `jumps` counts how often the clock was put forward or back.
    `ref` is what is followed where git is the source ("" elsewhere), and `fetched` when its repository last answered (0: not yet).
    `follows`: the operating system tells of changes of the files (None: it was not asked, or has not answered yet).
    """

    target: Target
    mode: str
    began: float
    passes: tuple[Pass, ...] = ()
    total: Mapping[Ended, int] = field(default_factory=dict)
    plan: Plan | None = None
    synced: float = 0.0
    applied: float = 0.0
    commit: str = ""
    leader: bool = True
    holder: Holder | None = None
    pauses: tuple[Pause, ...] = ()
    waiting: int = 0
    failures: int = 0
    next: float = 0.0
    ending: bool = False
    moved: float = 0.0
    ref: str = ""
    fetched: float = 0.0
    jumps: int = 0
    follows: bool | None = None
    looked: Pass | None = None

    @property
    def stands_by(self) -> bool:
        """Whether it waits for the lead, and so looks at nothing. In mode `plan` there is none to wait for."""
        return self.mode == "apply" and not self.leader

    @property
    def led_elsewhere(self) -> bool:
        """Whether it stands by and has seen who leads."""
        return self.stands_by and self.holder is not None
