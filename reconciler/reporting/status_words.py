"""What is true now of a `watch`, in a word, and of each organization that is not simply as declared."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.model.address import organization_of
from reconciler.model.cause import Cause
from reconciler.model.change import Change
from reconciler.model.plan import Counts, Plan
from reconciler.model.watching import Ended, Status
from reconciler.reporting import phrases_status as words
from reconciler.reporting.layout import signs
from reconciler.reporting.wording import Phrase


def paused_organizations(status: Status) -> list[str]:
    """Those that somebody paused, and those that a move ties to one: of what waits there nobody knows."""
    tied = status.plan.left_out if status.plan is not None else ()
    return sorted({pause.organization for pause in status.pauses if pause.organization} | {*tied})


def organizations(status: Status) -> list[tuple[str, tuple[Phrase, ...], str]]:
    """(organization, states, changes left to do) of each that is not simply as declared: first those held back, then those paused, then by name."""
    plan, looked = status.plan if status.plan is not None else Plan(status.target), status.looked
    refused = {refusal.subject for refusal in (*plan.refusals, *(looked.refusals if looked is not None else ())) if refusal.subject}
    held = refused | {organization_of(conflict.address) for conflict in plan.conflicts} - {""} | set(looked.held if looked is not None else ())
    paused = {*paused_organizations(status)}
    alone = {*map(organization_of, plan.outside)} - {""}
    changes: dict[str, list[Change]] = {}
    for change in plan.changes:
        if organization := organization_of(change.address):
            changes.setdefault(organization, []).append(change)
    drifted = {organization_of(address) for address, cause in plan.causes.items() if cause is Cause.DRIFT}
    found = []
    for name in sorted({*held, *paused, *alone, *changes}, key=lambda name: (name not in held, name not in paused, name)):
        said = ((words.HELD, name in held), (words.PAUSED, name in paused), (words.DRIFT, name in drifted))
        states = tuple(phrase for phrase, holds in said if holds)
        found.append((name, states or (words.LEFT_TO_DO,), signs(Counts.of(tuple(changes.get(name, ()))))))
    return found


def state(status: Status) -> tuple[Phrase, str]:
    """The state in a word, and how it is coloured."""
    last = status.passes[0].ended if status.passes else None
    by_end: Mapping[Ended | None, tuple[Phrase, str]] = {
        None: (words.STARTING, "doubt"),
        Ended.STANDBY: (words.STANDBY, ""),
        Ended.FAILED: (words.FAILING, "bad"),
        Ended.INVALID: (words.INVALID, "bad"),
        Ended.HELD: (words.HELD, "bad"),
        Ended.PAUSED: (words.PAUSED, "doubt"),
        Ended.PLANNED: (words.LEFT_TO_DO, "doubt"),
    }
    if status.ending:
        return words.ENDING, "doubt"
    if status.led_elsewhere:
        return words.STANDBY, ""
    # One that ended so has not come to where the ones before failed, and says what is the matter by itself.
    if status.failures and last not in (Ended.INVALID, Ended.PAUSED):
        return words.FAILING, "bad"
    if last in by_end:
        return by_end[last]
    if status.looked is None:
        return words.STARTING, "doubt"
    if paused_organizations(status):
        return words.PAUSED_PARTLY, "doubt"
    return (words.LEFT_TO_DO, "doubt") if status.plan is not None and status.plan.outside else (words.IN_LINE, "")
