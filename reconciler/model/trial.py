"""The verdicts on a test run: what was expected, what arrived, and what is proven by it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.delivery import NEVER_ANSWERED, Received, Status
from reconciler.model.diagnostic import Argument
from reconciler.model.event import Rejection
from reconciler.model.personal import Personal
from reconciler.model.plan import Target
from reconciler.model.routing import Why
from reconciler.model.scenario import Scenario


class Mode(enum.Enum):
    """`SANDBOX`: sinks of this machine stand in for every transport; `DECLARED`: the same, routed by the files and not by live settings; `LIVE`: real transports."""

    SANDBOX = "sandbox"
    DECLARED = "declared"
    LIVE = "live"


class Verdict(enum.Enum):
    """On one contact in one scenario. Only `PASS` proves anything; `SILENT` is silence that was expected."""

    PASS = "pass"  # noqa: S105 - a verdict
    SILENT = "silent"
    LATE = "late"
    MISSING = "missing"
    WRONG_CONTENT = "wrong-content"
    DUPLICATE = "duplicate"
    UNEXPECTED = "unexpected"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    DEFERRED = "deferred"
    SKIPPED = "skipped"

    @property
    def bad(self) -> bool:
        """Whether a run with such a verdict has failed. What is suppressed, deferred or skipped has neither failed nor passed."""
        return self in _BAD


_BAD = frozenset({Verdict.LATE, Verdict.MISSING, Verdict.WRONG_CONTENT, Verdict.DUPLICATE, Verdict.UNEXPECTED, Verdict.FAILED})


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one contact, by `scenario` id. `message` is the correlation id ("" where none was made), `received` what a sink took for it.

    `code` and `arguments` say why it is no pass (a row of `reporting.messages`); `why` is why nothing was sent, `status` what the transport said, `seconds` how long it took.
    """

    scenario: str
    type: str
    recipient: str
    contact: str
    channel: str
    verdict: Verdict
    address: Personal | None = None
    message: str = ""
    code: str = ""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    why: Why | None = None
    status: Status | None = None
    answer: str = ""
    seconds: float | None = None
    received: tuple[Received, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """One scenario, done. `rejections` are the faults found in its event; with any of them nothing was sent. `passed` is the verdict on the whole.

    `interrupted`: somebody ended the run before this scenario was done to its end, so that it has not passed whatever its cells say; not even `begun`, where nothing of it was.
    """

    scenario: Scenario
    cells: tuple[Judged, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    passed: bool = False
    event: str = ""
    interrupted: bool = False
    begun: bool = True

    @property
    def failed(self) -> bool:
        """Whether it has failed; what was interrupted has only where something in it did."""
        return not self.passed and (not self.interrupted or any(cell.verdict.bad for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The subscribed cells (recipient, type, contact) of what was looked at: all, and those that a pass has proven."""

    subscribed: frozenset[tuple[str, str, str]] = frozenset()
    proven: frozenset[tuple[str, str, str]] = frozenset()

    @property
    def ratio(self) -> float:
        """1.0 where there is nothing to prove."""
        return len(self.proven & self.subscribed) / len(self.subscribed) if self.subscribed else 1.0


@dataclass(frozen=True, slots=True)
class Trial:
    """A whole run. `number` is its own in the ledger (0 where it could not be written down: `unrecorded` says why, as a code). Times are seconds since 1970.

    `support` is by organization: the contacts of its own support. `overtaken`: an apply has changed live settings meanwhile, so that the run proves nothing of what is live now.
    `interrupted`: somebody ended it, and it was judged as far as it had come.
    """

    target: Target
    mode: Mode
    tried: tuple[Tried, ...]
    started: float
    seconds: float
    coverage: Coverage = field(default_factory=Coverage)
    number: int = 0
    unrecorded: str = ""
    transports: Mapping[str, str] = field(default_factory=dict)
    support: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    overtaken: bool = False
    interrupted: bool = False

    @property
    def passed(self) -> bool:
        """Never so when nothing was tried, or somebody ended it."""
        return bool(self.tried) and not self.interrupted and all(one.passed for one in self.tried)

    @property
    def handed_over(self) -> frozenset[str]:
        """The messages (correlation ids) that left: the other side has said that it took them, or they were seen in a sink."""
        cells = (cell for one in self.tried for cell in one.cells)
        return frozenset(cell.message for cell in cells if cell.message and (cell.status is Status.DELIVERED or cell.received))

    @property
    def unanswered(self) -> frozenset[str]:
        """The messages that may have left or not: they were under way, and nobody has said what became of them."""
        cells = (cell for one in self.tried for cell in one.cells)
        return frozenset(cell.message for cell in cells if cell.message and cell.code in NEVER_ANSWERED) - self.handed_over
