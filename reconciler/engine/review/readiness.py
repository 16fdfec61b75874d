"""Whether notifications can be relied on: what is planned, found, tested and proven, put together. Pure: the clock is handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reconciler.engine.review.proofs import PROOF_DAYS, PROVING
from reconciler.engine.review.survey import moment
from reconciler.engine.review.tally import Tally
from reconciler.model.diagnostic import Argument
from reconciler.model.errors import ReconcilerError
from reconciler.model.evidence import FAILED, Proof, TransportProof
from reconciler.model.health import Finding
from reconciler.model.ledger import WROTE, HistoryEntry
from reconciler.model.plan import Plan
from reconciler.model.policy import INAPP
from reconciler.model.review import Found, Readiness

UNKNOWN = "ready-transport-unchecked"


@dataclass(frozen=True, slots=True)
class Proven:
    """What is remembered of tests and live messages."""

    proofs: Sequence[Proof]
    transports: Sequence[TransportProof]


@dataclass(frozen=True, slots=True)
class Facts:
    """What readiness is judged by. `plan` and `proven` are their faults where they could not be had; `history` is of this manager here, newest first.

    `configured` has a keyed tag of how each transport is configured now, by channel; None where that cannot be told here. `events` has the name of one event of each type.
    `key_lost`: there was an installation key, and is none now.
    """

    plan: Plan | ReconcilerError
    found: Sequence[Found]
    tallied: Sequence[Tally]
    history: Sequence[HistoryEntry]
    proven: Proven | ReconcilerError
    configured: Mapping[str, str | None]
    events: Mapping[str, str] = field(default_factory=dict)
    key_lost: bool = False


def readiness(facts: Facts, *, now: datetime, scope: str = "") -> Readiness:
    """What is against it. `scope` is typed behind those verbs that can be narrowed to organizations."""
    reasons = [*_plan(facts.plan, scope), *_found(facts.found, scope)]
    if facts.key_lost:
        reasons.append(Found(Finding("ready-key-lost"), command="reconciler doctor"))
    unchecked: list[Found] = []
    if isinstance(facts.plan, ReconcilerError):
        unchecked.append(Found(Finding("ready-files-unchecked", arguments={"code": facts.plan.code}), command=f"reconciler plan{scope}"))
    last = next((entry for entry in facts.history if entry.outcome in WROTE), None)
    if last is None:
        reasons.append(Found(Finding("ready-never-applied"), command=f"reconciler apply{scope}"))
    if isinstance(facts.proven, ReconcilerError):
        unchecked.append(Found(Finding("ready-evidence-unchecked", arguments={"code": facts.proven.code}), command="reconciler doctor"))
    elif last is not None:
        reasons += _tests(facts, facts.proven, moment(last.started) + timedelta(seconds=last.seconds))
        for found in _transports(facts, facts.proven, now):
            (unchecked if found.finding.code == UNKNOWN else reasons).append(found)
    return Readiness(tuple(reasons), tuple(unchecked))


def used_types(one: Tally) -> frozenset[str]:
    """The types of an organization that a test has to prove: required, or received by anybody, as mandatory ones are."""
    return frozenset({*one.organization.requirements, *one.everybody})


def used_channels(tallied: Sequence[Tally]) -> dict[str, str]:
    """The channels that messages leave by, each with the first organization that uses it. The cabinet needs no transport."""
    used: dict[str, str] = {}
    for one in tallied:
        for recipient in one.recipients:
            subscribed = {contact for contacts in recipient.subscriptions.values() for contact in contacts} if not recipient.suspended else set()
            for contact in recipient.contacts:
                if contact.id in subscribed and contact.channel != INAPP:
                    used.setdefault(contact.channel, one.organization.id)
    return used


def _plan(plan: Plan | ReconcilerError, scope: str) -> Iterator[Found]:
    if isinstance(plan, ReconcilerError):
        return
    command = f"reconciler plan{scope}"
    if plan.refusals or plan.conflicts:
        yield Found(Finding("ready-refused", arguments={"count": len(plan.refusals) + len(plan.conflicts)}), command=command)
    elif plan.changes:
        yield Found(Finding("ready-changes", arguments={"count": len(plan.changes)}), command=command)
    if plan.pending_migrations:
        yield Found(Finding("ready-migrations", arguments={"count": len(plan.pending_migrations)}), command="reconciler prepare")
    if plan.left_out:
        yield Found(Finding("ready-paused", arguments={"organizations": plan.left_out}), command="reconciler resume")


def _found(found: Sequence[Found], scope: str) -> Iterator[Found]:
    if found:
        yield Found(Finding("ready-findings", arguments={"count": len(found)}), command=f"reconciler review{scope}")


def _tests(facts: Facts, proven: Proven, applied: datetime) -> Iterator[Found]:
    passed = _newest(proven.proofs, PROVING)
    failed = _newest(proven.proofs, {FAILED})
    reasons: dict[str, list[Found]] = {"ready-test-failed": [], "ready-untested": [], "ready-test-old": []}
    for one in facts.tallied:
        id = one.organization.id
        judged: dict[str, list[str]] = {code: [] for code in reasons}
        for type_ in sorted(used_types(one)):
            good, bad = passed.get((id, type_)), failed.get((id, type_))
            if bad is not None and (good is None or bad.trial > good.trial):
                judged["ready-test-failed"].append(type_)
            elif good is None:
                judged["ready-untested"].append(type_)
            elif moment(good.at) <= applied:
                judged["ready-test-old"].append(type_)
        command = f"reconciler test --organization {id} --all-types"
        for code, types in judged.items():
            if types:
                reasons[code].append(_reason(code, {"organization": id, "types": tuple(types), "count": len(types)}, id, command))
    for found in reasons.values():
        yield from found


def _newest(proofs: Sequence[Proof], modes: Collection[str]) -> dict[tuple[str, str], Proof]:
    """Of each (organization, type). Runs are numbered in their order."""
    ordered = sorted(proofs, key=lambda proof: proof.trial)
    return {(proof.organization, proof.type): proof for proof in ordered if proof.mode in modes}


def _transports(facts: Facts, proven: Proven, now: datetime) -> Iterator[Found]:
    known: dict[str, list[TransportProof]] = {}
    for proof in proven.transports:
        known.setdefault(proof.channel, []).append(proof)
    for channel, organization in sorted(used_channels(facts.tallied).items()):
        command = _live(facts, channel) or f"reconciler test --live --organization {organization}"
        if channel not in facts.configured:
            yield _reason("ready-transport-missing", {"channel": channel}, "", "reconciler doctor")
            continue
        if (tag := facts.configured[channel]) is None:
            yield _reason(UNKNOWN, {"channel": channel}, "", "reconciler doctor")
            continue
        fitting = [moment(proof.at) for proof in known.get(channel, ()) if proof.configuration == tag]
        if not fitting:
            yield _reason("ready-transport-changed" if channel in known else "ready-transport-unproven", {"channel": channel}, "", command)
        elif now - max(fitting) > timedelta(days=PROOF_DAYS):
            yield _reason("ready-transport-old", {"channel": channel, "days": (now - max(fitting)).days}, "", command)


def _live(facts: Facts, channel: str) -> str:
    """What sends a live message over a channel to somebody who is to get it, and over as few others as can be; "" where nobody is. People come before their organization."""
    told = (
        ("/" not in recipient, len(channels), recipient, type_)
        for one in facts.tallied
        for type_, recipients in one.told.items()
        if type_ in facts.events
        for recipient, channels in recipients.items()
        if channel in channels
    )
    *_, recipient, type_ = min(told, default=(True, 0, "", ""))
    return f"reconciler test --live --event {facts.events[type_]} --account {recipient}" if recipient else ""


def _reason(code: str, arguments: Mapping[str, Argument], organization: str, command: str) -> Found:
    return Found(Finding(code, arguments=arguments), organization, command=command)
