"""The port to what the program remembers of deliveries: the journal, what it proves, and confirmations that were asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message, as it is remembered. `id` is its correlation id, `trial` the run's number, `address` the masked one: nothing here names a person but by ids.

    `status` is of `delivery.Status`, `verdict` of `trial.Verdict`, `mode` of `trial.Mode`. `at` is RFC 3339 in UTC, by the ledger's clock; `seconds` how long it took (-1 for
    what never came).
    """

    id: str
    trial: int
    mode: str
    scenario: str
    event: str
    type: str
    recipient: str
    contact: str
    channel: str
    address: str
    status: str
    verdict: str
    answer: str = ""
    code: str = ""
    seconds: float = -1.0
    at: str = ""


@dataclass(frozen=True, slots=True)
class TrialEntry:
    """One test run, as it is remembered. `started` is RFC 3339 in UTC, by the ledger's clock; `counts` are verdicts. `number` is given by the ledger. `outcome` is `passed`,
    `failed`, or `interrupted`: then it was not tried to its end.

    `passed` are the (organization, type) of which every scenario of the run passed, and at least one did with a delivery; `failed` those of which one failed. What was only
    put off or not tried is neither. Of a run that is read back `failed` is empty.
    """

    manager: str
    environment: str
    actor: str
    mode: str
    outcome: str
    counts: Mapping[str, int]
    passed: tuple[tuple[str, str], ...] = ()
    started: str = ""
    seconds: float = 0.0
    number: int = 0
    failed: tuple[tuple[str, str], ...] = ()


FAILED = "failed"
"""The mode of a proof of the contrary."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That a type reached people of an organization in a test of this mode, at last; in the mode `FAILED`, that a test of it failed, at last. `at` is RFC 3339 in UTC."""

    organization: str
    type: str
    trial: int
    mode: str
    at: str


@dataclass(frozen=True, slots=True)
class TransportProof:
    """That a channel's transport handed over a live message, at last. `configuration` is a keyed tag of how it was configured then."""

    channel: str
    configuration: str
    at: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A confirmation that was asked for. `token` and `address` are keyed digests. `state` is `open`, `used`, `expired` or `replaced`; `failed` is an open one whose message
    did not leave. Times are RFC 3339 in UTC.
    """

    token: str
    recipient: str
    contact: str
    channel: str
    address: str
    sent: str
    expires: str
    state: str = "open"


class Evidence(Protocol):
    """Beside the ledger, and in the same place. Where nothing was ever written, reading gives nothing and creates nothing."""

    def keep_trial(self, entry: TrialEntry, deliveries: Sequence[Delivered], transports: Collection[tuple[str, str]] = (), *, retention: int) -> int:
        """Write down a run whole, in one transaction, and forget deliveries older than `retention` seconds; returns its number.

        `transports` are (channel, keyed tag of its configuration) that a live message left through. Proofs outlive the deliveries they come from.
        """
        ...

    def trials(self, manager: str, environment: str, limit: int = 20) -> Sequence[TrialEntry]:
        """The newest first."""
        ...

    def deliveries(self, manager: str, environment: str, limit: int = 50, *, trial: int | None = None, recipient: str = "") -> Sequence[Delivered]:
        """The newest first; of one run, or of one recipient (an organization: all of it)."""
        ...

    def proofs(self, manager: str, environment: str) -> Sequence[Proof]: ...

    def transport_proofs(self, manager: str, environment: str) -> Sequence[TransportProof]: ...

    def ask(self, manager: str, environment: str, asked: Sequence[Asked], *, lifetime: int) -> None:
        """Write down confirmations before they are sent, valid for `lifetime` seconds; an open one of the same address is replaced by it."""
        ...

    def failed(self, manager: str, environment: str, tokens: Collection[str]) -> None:
        """Their messages did not leave, as far as is known. Should one arrive after all, it can be used."""
        ...

    def asked(self, manager: str, environment: str, *, token: str | None = None) -> Sequence[Asked]:
        """The newest of each contact, or the one of a token."""
        ...

    def use(self, manager: str, environment: str, token: str) -> Asked | None:
        """Take an open one that has not expired, once; None where it is not (any more) to be had. Two at once: one gets it."""
        ...
