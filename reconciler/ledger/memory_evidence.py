"""Evidence that is forgotten when the process ends: for tests, and for trying things out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reconciler.ledger.lease import rfc3339
from reconciler.ledger.records import DECLARED, KEPT, masked, state_of
from reconciler.model.address import organization_of
from reconciler.model.evidence import FAILED, Asked, Delivered, Proof, TransportProof, TrialEntry


@dataclass(slots=True)
class _Run:
    entry: TrialEntry
    deliveries: tuple[Delivered, ...]
    at: int

    @property
    def of(self) -> tuple[str, str]:
        return self.entry.manager, self.entry.environment


@dataclass(slots=True)
class _Request:
    """A confirmation. Times are seconds since 1970, 0 for never."""

    of: tuple[str, str]
    asked: Asked
    sent: int
    expires: int
    used: int = 0
    replaced: int = 0
    failed: int = 0

    def seen(self, now: int) -> Asked:
        state = state_of(used=self.used, replaced=self.replaced, failed=self.failed, expires=self.expires, now=now)
        return replace(self.asked, sent=rfc3339(self.sent), expires=rfc3339(self.expires), state=state)


class MemoryEvidence:
    """`clock` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._runs: list[_Run] = []
        self._proofs: dict[tuple[str, ...], Proof] = {}
        self._transports: dict[tuple[str, ...], TransportProof] = {}
        self._requests: list[_Request] = []
        self._alone = threading.Lock()

    def keep_trial(self, entry: TrialEntry, deliveries: Sequence[Delivered], transports: Collection[tuple[str, str]] = (), *, retention: int) -> int:
        with self._alone:
            now, number = self._now(), len(self._runs) + 1
            at = rfc3339(now)
            run = _Run(
                replace(entry, started=at, number=number, failed=()), tuple(replace(one, trial=number, at=at, address=masked(one)) for one in deliveries), now
            )
            for earlier in self._runs:
                if earlier.of == run.of and earlier.at < now - retention:
                    earlier.deliveries = ()
            self._runs.append(run)
            if entry.mode != DECLARED:
                outcomes = ((entry.mode, entry.passed), (FAILED, entry.failed))
                self._proofs |= {(*run.of, *pair, mode): Proof(*pair, number, mode, at) for mode, pairs in outcomes for pair in pairs}
            self._transports |= {(*run.of, channel): TransportProof(channel, tag, at) for channel, tag in sorted(transports)}
            return number

    def trials(self, manager: str, environment: str, limit: int = 20) -> Sequence[TrialEntry]:
        return tuple(islice((run.entry for run in reversed(self._runs) if run.of == (manager, environment)), max(limit, 0)))

    def deliveries(self, manager: str, environment: str, limit: int = 50, *, trial: int | None = None, recipient: str = "") -> Sequence[Delivered]:
        found = (one for run in reversed(self._runs) if run.of == (manager, environment) for one in run.deliveries)
        wanted = (one for one in found if trial in (None, one.trial) and recipient in ("", one.recipient, organization_of(one.recipient)))
        return tuple(islice(wanted, max(limit, 0)))

    def proofs(self, manager: str, environment: str) -> Sequence[Proof]:
        return tuple(self._proofs[key] for key in sorted(self._proofs) if key[:2] == (manager, environment))

    def transport_proofs(self, manager: str, environment: str) -> Sequence[TransportProof]:
        return tuple(self._transports[key] for key in sorted(self._transports) if key[:2] == (manager, environment))

    def ask(self, manager: str, environment: str, asked: Sequence[Asked], *, lifetime: int) -> None:
        with self._alone:
            now, of = self._now(), (manager, environment)
            self._requests = [one for one in self._requests if one.of != of or one.expires >= now - KEPT]
            addresses = {one.address for one in asked}
            for earlier in self._requests:
                if earlier.of == of and earlier.asked.address in addresses and not (earlier.used or earlier.replaced):
                    earlier.replaced = now
            self._requests += [_Request(of, one, now, now + lifetime) for one in asked]

    def failed(self, manager: str, environment: str, tokens: Collection[str]) -> None:
        for one in self._requests:
            if one.of == (manager, environment) and one.asked.token in tokens:
                one.failed = 1

    def asked(self, manager: str, environment: str, *, token: str | None = None) -> Sequence[Asked]:
        found = (one for one in self._requests if one.of == (manager, environment) and token in (None, one.asked.token))
        newest = {(one.asked.recipient, one.asked.contact): one.seen(self._now()) for one in found}
        return tuple(newest[key] for key in sorted(newest))

    def use(self, manager: str, environment: str, token: str) -> Asked | None:
        with self._alone:
            for one in self._requests:
                if one.of == (manager, environment) and one.asked.token == token:
                    if one.used or one.replaced or one.expires <= self._now():
                        return None
                    one.used = self._now()
                    return one.seen(self._now())
            return None

    def leave(self, manager: str, gone: Collection[str]) -> None:
        """What was delivered to those who are there no more is remembered without their addresses."""
        for run in self._runs:
            if run.entry.manager == manager:
                run.deliveries = tuple(replace(one, address="") if one.recipient in gone else one for one in run.deliveries)

    def _now(self) -> int:
        return int(self._clock())
