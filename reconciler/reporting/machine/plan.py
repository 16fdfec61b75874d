"""A plan → JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from reconciler.model.address import sort_key
from reconciler.model.beside import Beside
from reconciler.model.cause import Cause
from reconciler.model.change import Adopt, Change, Create, Delete, FieldChange, Move, Update
from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.pause import Pause
from reconciler.model.personal import Personal, mask
from reconciler.model.plan import Plan, Refusal, Target
from reconciler.model.reach import People
from reconciler.model.values import Absent, Json
from reconciler.reporting.beside import observed_ids, observed_map
from reconciler.reporting.causes import counted
from reconciler.reporting.changes import ordered
from reconciler.reporting.deciding import NOBODY, Decider, Deciders
from reconciler.reporting.fields import leaves
from reconciler.reporting.guards import sort_refusals
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.machine import LANGUAGE, JsonDocument, document
from reconciler.reporting.machine.diagnostics import diagnostic_list, location_value
from reconciler.reporting.masking import distinction, is_personal, is_secret_tag, masked_value

NO_COMMITS: Final[Mapping[str, str]] = {}


def plan_document(
    plan: Plan, *, files: FilesInfo, origins: Mapping[str, Location], deciders: Deciders = NOBODY, notes: Sequence[Diagnostic] = ()
) -> JsonDocument:
    """Everything a plan says, changes sorted by address."""
    return document(
        target=target_value(plan.target),
        files={
            "count": files.count,
            "commit": files.commit,
            "dirty": files.dirty,
            "applied": files.applied,
            "checkout": files.standing.age.value,
            "base": _base(files),
            "bound": _bound(files),
            "key_lost": files.key_lost,
        },
        paused=[pause_value(pause) for pause in files.pauses],
        left_out=list(files.left_out),
        digest=plan.digest,
        counts={**asdict(plan.counts), "unchanged": plan.unchanged},
        causes={cause.value: len(addresses) for cause, addresses in counted(plan.causes).items()},
        changes=[
            _with_observed(change_value(change, origins, deciders, plan.causes.get(change.address), files.commits), plan) for change in ordered(plan.changes)
        ],
        people=people_value(plan.people),
        conflicts=[asdict(conflict) for conflict in sorted(plan.conflicts, key=lambda conflict: (sort_key(conflict.address), conflict.owner))],
        refusals=[refusal_value(refusal) for refusal in sort_refusals(plan.refusals)],
        foreign=[asdict(foreign) for foreign in sorted(plan.foreign, key=lambda foreign: (sort_key(foreign.address), foreign.owner))],
        observed=beside_value(plan.beside),
        approved=[refusal_value(refusal) for refusal in sort_refusals(plan.approved)],
        ours_already=list(plan.ours_already),
        only=plan.only,
        outside=list(plan.outside),
        pending_migrations=list(plan.pending_migrations),
        notes=diagnostic_list(notes),
    )


def _base(files: FilesInfo) -> JsonDocument | None:
    return None if files.base is None else asdict(files.base)


def _bound(files: FilesInfo) -> JsonDocument | None:
    """Where the manager is bound to, if that is not here: apply will refuse."""
    return None if files.bound is None else {"code": files.bound.code, "bound": str(files.bound.arguments["bound"])}


def pause_value(pause: Pause) -> JsonDocument:
    """`organization` is "" where everything is paused, `until` where it has no end of its own."""
    return {"organization": pause.organization, "actor": pause.actor, "reason": pause.reason, "since": pause.since, "until": pause.until}


def target_value(target: Target) -> JsonDocument:
    return {"environment": target.environment, "backend": target.backend, "manager": target.manager}


def change_value(
    change: Change, origins: Mapping[str, Location], deciders: Deciders = NOBODY, cause: Cause | None = None, commits: Mapping[str, str] = NO_COMMITS
) -> JsonDocument:
    """`{address, action, cause, origin, …}` (the origin of what is deleted is in `commit`, or in the commit `files.applied`): `after` of what is created, `before` of what is deleted, `fields` of what is updated, `from` of what is moved."""
    value: dict[str, Any] = {"address": change.address, "action": action(change), "origin": location_value(origins.get(change.address))}
    if cause is not None:
        value["cause"] = cause.value
    if change.address in commits:
        value["commit"] = commits[change.address]
    match change:
        case Create(after):
            value["after"] = masked_value((), after.spec, after.spec.get("form"))
        case Delete(before):
            value["before"] = masked_value((), before.spec, before.spec.get("form"))
        case Update(before, after, fields):
            form = after.spec.get("form") or before.spec.get("form")
            value["fields"] = [{**_field(field, form), **_decided(deciders.get((change.address, str(field.pointer[-1]))), field)} for field in leaves(fields)]
        case Move(before, _):
            value["from"] = before.address
        case Adopt():
            pass
    return value


def beside_value(beside: Beside) -> JsonDocument:
    """What stands beside the plan: `{awaiting: {count, first}, refused: {count, first}}`, addresses masked."""
    waiting = [
        {"recipient": one.recipient, "contact": one.contact, "channel": one.channel, "address": str(one.address), "serving_address": _text(one.serving)}
        for one in beside.first_waiting
    ]
    refused = [
        {"recipient": one.recipient, "contact": one.contact, "channel": one.channel, "address": str(one.address), "types": list(one.types)}
        for one in beside.first_refused
    ]
    return {"awaiting": {"count": beside.waiting, "first": waiting}, "refused": {"count": beside.refused, "first": refused}}


def _text(value: Personal | None) -> str | None:
    return None if value is None else str(value)


def _with_observed(value: JsonDocument, plan: Plan) -> JsonDocument:
    """The same with `observed`, where there will be anything: `{awaiting: [contact], serving: {contact: address}, refused: {contact: [type]}}`."""
    seen = plan.foreseen.get(value["address"], {})
    serving = {id: mask(str(address)) for id, address in sorted(observed_map(seen, "serving").items())}
    refused = {id: sorted(observed_ids(observed_map(seen, "refused"), id)) for id in sorted(observed_map(seen, "refused"))}
    observed = {"awaiting": sorted(observed_ids(seen, "unconfirmed")), "serving": serving, "refused": refused}
    return {**value, "observed": {key: found for key, found in observed.items() if found}} if any(observed.values()) else value


def action(change: Change) -> str:
    """`create`, `update`, `delete`, `adopt` or `move`."""
    return type(change).__name__.lower()


def _field(field: FieldChange, form: Json) -> JsonDocument:
    """`{path, before, after}`, an absent side left out; `masked` and `note` where values are not shown."""
    value: dict[str, Any] = {"path": [str(part) for part in field.pointer]}
    if is_secret_tag(field.pointer):
        return {"path": value["path"][:-1], "note": "secret changed"}
    for name, side in (("before", field.before), ("after", field.after)):
        if not isinstance(side, Absent):
            value[name] = masked_value(field.pointer, side, form)
    if is_personal(field.pointer, form):
        value["masked"] = True
        if isinstance(field.before, str) and isinstance(field.after, str) and (note := distinction(field.pointer, field.before, field.after, LANGUAGE)):
            value["note"] = note
    return value


def _decided(decider: Decider | None, field: FieldChange) -> JsonDocument:
    """`decided_by` of a subscription: the layer and its place, and the channels there is no contact for."""
    if decider is None or field.pointer[0] != "types":
        return {}
    value: JsonDocument = {"layer": decider.layer, "location": location_value(decider.location)}
    return {"decided_by": {**value, **({"missing": list(decider.missing)} if decider.missing else {})}}


def people_value(people: People) -> JsonDocument:
    """The lists in full; what a text counts a program may want to go through."""
    return {
        "stops": sorted(people.stops),
        "stops_type": [{"type": type_, "recipients": sorted(recipients)} for type_, recipients in sorted(people.stops_type.items())],
        "loses": _by_channel(people.loses),
        "readdressed": sorted(people.readdressed),
        "starts": sorted(people.starts),
        "gains": _by_channel(people.gains),
        "awaiting": sorted(people.awaiting),
    }


def _by_channel(cells: Mapping[tuple[str, str], tuple[str, ...]]) -> list[JsonDocument]:
    return [{"type": type_, "channel": channel, "recipients": sorted(recipients)} for (type_, channel), recipients in sorted(cells.items())]


def refusal_value(refusal: Refusal) -> JsonDocument:
    return {**asdict(refusal), "addresses": sorted(refusal.addresses)}
