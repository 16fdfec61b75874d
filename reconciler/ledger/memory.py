"""A ledger that forgets when the process ends: for tests, and for trying things out."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from reconciler.ledger.approval import APPROVAL_SECONDS, approved
from reconciler.ledger.keeping import KeyedKeeping
from reconciler.ledger.leading import LONGEST, MemoryLead
from reconciler.ledger.lease import LEASE_SECONDS, Lease, rfc3339
from reconciler.ledger.memory_evidence import MemoryEvidence
from reconciler.ledger.pausing import end_of
from reconciler.ledger.records import gone_of
from reconciler.model.errors import ConflictError
from reconciler.model.journal import DONE, OPEN, Intent, Unfinished, tags_left, tags_of
from reconciler.model.lead import Lead
from reconciler.model.ledger import APPLIED, CONFIRMED, RETENTION, UNFINISHED, Approval, Binding, HistoryEntry, Holder, Owner
from reconciler.model.pause import Pause


class MemoryLedger:
    """`clock` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._key: bytes | None = None
        self._bindings: dict[str, Binding] = {}
        self._history: list[HistoryEntry] = []
        self._approvals: list[tuple[Approval, int]] = []
        self._pauses: dict[tuple[str, str, str], tuple[Pause, int]] = {}
        self._applied: dict[tuple[str, str], str] = {}
        self.lease: Lease | None = None
        self.leads: dict[str, Lease] = {}
        self.intents: dict[int, dict[str, Intent]] = {}
        self._evidence = MemoryEvidence(clock)

    @property
    def evidence(self) -> MemoryEvidence:
        return self._evidence

    def key(self) -> bytes | None:
        return self._key

    def binding(self, manager: str) -> Binding | None:
        return self._bindings.get(manager)

    def history(self, limit: int = 20, *, of: tuple[str, str] | None = None, confirmed: bool = False, committed: bool = False) -> Sequence[HistoryEntry]:
        known = (entry for entry in reversed(self._history) if (confirmed or entry.outcome != CONFIRMED) and (entry.commit or not committed))
        newest = (entry for entry in known if of is None or (entry.manager, entry.environment) == of)
        return tuple(islice(newest, max(limit, 0)))

    def last_applied(self, manager: str, addresses: Collection[str] | None = None) -> Mapping[str, str]:
        mine = {address: tag for (owner, address), tag in self._applied.items() if owner == manager}
        return mine if addresses is None else {address: mine[address] for address in addresses if address in mine}

    def tag(self, manager: str, tags: Mapping[str, str]) -> None:
        """ "" forgets an object."""
        self._applied |= {(manager, address): tag for address, tag in tags.items()}
        self._applied = {key: tag for key, tag in self._applied.items() if tag}
        self._evidence.leave(manager, gone_of(tags))

    def approvals(self, manager: str, environment: str) -> Sequence[Approval]:
        since = self.now() - APPROVAL_SECONDS
        found = (one for one, granted in self._approvals if granted >= since and (one.manager, one.environment) == (manager, environment))
        return tuple(sorted(found, key=lambda one: one.digest))

    def approve(self, approval: Approval) -> None:
        self._approvals.append((replace(approval, granted=rfc3339(self.now())), self.now()))
        self.record(approved(approval))

    def pauses(self, manager: str, environment: str) -> Sequence[Pause]:
        found = (one for one, end in self._pauses.values() if (not end or end > self.now()) and (one.manager, one.environment) == (manager, environment))
        return tuple(sorted(found, key=lambda one: one.organization))

    def pause(self, pauses: Sequence[Pause], entry: HistoryEntry, *, seconds: int = 0) -> None:
        ends = [(pause, end_of(pause, seconds, self.now())) for pause in pauses]
        for pause, end in ends:
            known = replace(pause, since=rfc3339(self.now()), until=rfc3339(end) if end else "")
            self._pauses[pause.manager, pause.environment, pause.organization] = known, end
        self.record(entry)

    def resume(self, pauses: Sequence[Pause], entry: HistoryEntry) -> None:
        for pause in pauses:
            self._pauses.pop((pause.manager, pause.environment, pause.organization), None)
        self.record(entry)

    def use(self, digests: Sequence[str]) -> None:
        """An approval is good for one apply."""
        self._approvals = [(one, granted) for one, granted in self._approvals if one.digest not in digests]

    @contextmanager
    def lock(self, operation: str, owner: Owner, *, key: bytes, wait: float, under: Lead | None = None) -> Iterator[MemoryLock]:  # noqa: ARG002 - nothing to wait for
        """Does not wait: who holds this lock is in the same process."""
        if self.lease is not None and self.lease.held(self.now(), owner):
            raise self.lease.refusal()
        now = self.now()
        self.lease = lease = Lease(
            self.lease.token + 1 if self.lease else 1, owner, operation, now, now + LEASE_SECONDS, under.token if under is not None else None
        )
        self._key = self._key or key
        try:
            yield MemoryLock(self, lease)
        finally:
            if self.lease.token == lease.token:
                self.lease = replace(self.lease, expires=0)

    def holder(self, asking: Owner) -> Holder | None:
        return None if self.lease is None else self.lease.holder(self.now(), asking)

    def lead(self, name: str, owner: Owner, *, seconds: int, known: bool = False) -> MemoryLead:  # noqa: ARG002 - nothing is made here
        before, now = self.leads.get(name), self.now()
        if before is not None and before.held(now, owner) and before.expires <= now + max(LONGEST, seconds):
            raise before.refusal()
        self.leads[name] = lease = Lease(before.token + 1 if before is not None else 1, owner, "watch", now, now + seconds)
        return MemoryLead(self, name, lease, seconds)

    def leader(self, name: str, asking: Owner) -> Holder | None:
        return self.leads[name].holder(self.now(), asking) if name in self.leads else None

    def led(self, name: str) -> int | None:
        """The token of the lease of this name."""
        return self.leads[name].token if name in self.leads else None

    def release(self, token: int, entry: HistoryEntry) -> bool:
        if self.lease is None or self.lease.token != token or self.lease.expires <= self.now():
            return False
        self.lease = replace(self.lease, token=token + 1, expires=0)
        self.record(entry)
        return True

    def record(self, entry: HistoryEntry) -> int:
        number = len(self._history) + 1
        self._history.append(replace(entry, number=number, started=entry.started or rfc3339(self.now())))
        return number

    def unfinished(self, manager: str, environment: str) -> Sequence[Unfinished]:
        found = (Unfinished(entry, tuple(self.intents.get(entry.number, {}).values())) for entry in self._history)
        ours = (one for one in found if (one.entry.manager, one.entry.environment) == (manager, environment))
        return tuple(one for one in ours if one.entry.outcome == UNFINISHED or one.open)

    def begin(self, entry: HistoryEntry) -> int:
        """A row of the history for what begins, and no more of what earlier ones wrote down and nobody needs."""
        needed = {one.number for one in self._history if one.outcome == UNFINISHED}
        self.intents = {number: own for number, own in self.intents.items() if number in needed or any(one.outcome == OPEN for one in own.values())}
        return self.record(replace(entry, outcome=UNFINISHED))

    def write_down(self, entry: HistoryEntry, intent: Intent, tags: Mapping[str, str]) -> None:
        self.intents.setdefault(entry.number, {})[intent.key] = intent
        if intent.outcome == DONE:
            self.tag(entry.manager, tags_of(intent, tags))

    def end(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None) -> None:
        """How something that began has ended."""
        before = self._history[entry.number - 1]
        self._history[entry.number - 1] = replace(entry, started=before.started)
        if entry.outcome == APPLIED:
            self.use(entry.approvals)
            self.tag(entry.manager, tags or {})
            if binding is not None:
                self.bind(binding)

    def bind(self, binding: Binding) -> None:
        self._bindings[binding.manager] = binding

    def now(self) -> int:
        return int(self._clock())

    def extend(self, lease: Lease) -> None:
        """Raises `ConflictError` when somebody else has taken over."""
        if self.lease is None or self.lease.token != lease.token:
            raise ConflictError("lock-lost", backend="memory")
        if lease.under is not None and self.led(lease.under[0]) != lease.under[1]:
            raise ConflictError("lead-lost", backend="memory")
        self.lease = replace(self.lease, expires=self.now() + LEASE_SECONDS)


class MemoryLock:
    """The lease, held."""

    def __init__(self, ledger: MemoryLedger, lease: Lease) -> None:
        self._ledger, self._lease = ledger, lease

    def renew(self) -> None:
        self._ledger.extend(self._lease)

    def fence(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None, *, retention: int = RETENTION) -> MemoryFence:
        return MemoryFence(self._ledger, self._lease, entry, binding, tags or {}, retention)

    def journal(self, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str] | None = None) -> MemoryJournal:
        self.renew()
        return MemoryJournal(self._ledger, self._lease, replace(entry, number=self._ledger.begin(entry)), binding, tags or {})

    def resolve(self, entry: HistoryEntry, intents: Sequence[Intent], binding: Binding | None) -> None:
        self.renew()
        for intent in intents:
            self._ledger.write_down(entry, intent, tags_left(entry, intents))
        self._ledger.end(entry, binding)


class MemoryFence:
    def __init__(self, ledger: MemoryLedger, lease: Lease, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str], retention: int) -> None:
        self._ledger, self._lease, self._entry, self._binding, self._tags = ledger, lease, entry, binding, tags
        self._retention = retention

    def keeping(self, transaction: object | None) -> KeyedKeeping:  # noqa: ARG002 - there is none to join
        key, now = self._ledger.key(), self._ledger.now()
        assert key is not None  # noqa: S101 - the lock brought one
        return KeyedKeeping(key, now, now + self._retention)

    def check(self, transaction: object | None) -> None:  # noqa: ARG002 - there is none to join
        self._ledger.extend(self._lease)

    def joins(self, transaction: object) -> bool:  # noqa: ARG002 - there is none to join
        return False

    def record(self, transaction: object | None) -> None:  # noqa: ARG002 - there is none to join
        self._ledger.record(self._entry)
        self._ledger.use(self._entry.approvals)
        self._ledger.tag(self._entry.manager, self._tags)
        if self._binding is not None:
            self._ledger.bind(self._binding)


class MemoryJournal:
    def __init__(self, ledger: MemoryLedger, lease: Lease, entry: HistoryEntry, binding: Binding | None, tags: Mapping[str, str]) -> None:
        self._ledger, self._lease, self._entry, self._binding, self._tags = ledger, lease, entry, binding, tags

    @property
    def number(self) -> int:
        return self._entry.number

    def check(self) -> None:
        self._ledger.extend(self._lease)

    def intend(self, intent: Intent) -> None:
        self.check()
        self._ledger.write_down(self._entry, intent, self._tags)

    def settle(self, intent: Intent) -> None:
        self.intend(intent)

    def finish(self, entry: HistoryEntry) -> None:
        self.check()
        self._ledger.end(replace(entry, number=self.number), self._binding, self._tags)
