"""Saved plans → text: that one was saved, how one still fits, and what no longer does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from reconciler.model.change import Change, Delete, Move, Update
from reconciler.model.commit import SHORT
from reconciler.model.errors import StalePlan
from reconciler.model.plan import Plan
from reconciler.model.saved import Fit, SavedChange, SavedPlan
from reconciler.reporting import phrases
from reconciler.reporting.causes import reason
from reconciler.reporting.commands import command, typed
from reconciler.reporting.fields import field_details
from reconciler.reporting.guards import sort_refusals
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import few
from reconciler.reporting.remedies import approvals
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import Phrase, visible

NAMED: Final = 5
"""How many addresses a sentence names."""

SHOWN: Final = 20
"""How many changes that no longer fit are shown one by one."""

_SYMBOLS: Final = {"create": "+", "delete": "-", "update": "~", "adopt": "=", "move": "="}
_ACTIONS: Final = {
    "create": phrases.ACTION_CREATE,
    "delete": phrases.ACTION_DELETE,
    "update": phrases.ACTION_UPDATE,
    "adopt": phrases.ACTION_ADOPT,
    "move": phrases.ACTION_MOVE,
}
_AGES: Final[tuple[tuple[int, Phrase], ...]] = ((86_400, phrases.DAYS_AGO), (3_600, phrases.HOURS_AGO), (60, phrases.MINUTES_AGO))


def render_saved(file: str, plan: Plan, *, language: str) -> str:
    """That a plan was saved, and how to apply exactly it: what has to be approved first, too."""
    environment = plan.target.environment
    lines = [phrases.PLAN_SAVED.say(language, file=file, digest=plan.digest)]
    if plan.conflicts:
        return "\n".join([*lines, phrases.CONFLICTS_SAVED.say(language, count=len(plan.conflicts))])
    first = approvals(sort_refusals(plan.refusals), environment, options=plan.options)
    if first:
        lines += [phrases.APPROVE_SAVED.say(language, count=len(first)), *(f"  {one}" for one in first)]
    how = phrases.THEN_APPLY_SAVED if first else phrases.APPLY_SAVED
    return "\n".join([*lines, how.say(language, command=command("apply", typed(file), environment=environment))])


def origin(saved: SavedPlan, *, file: str, now: datetime, language: str) -> str:
    """Which file a plan comes from, its digest, and when and at which commit it was made."""
    age = _age(saved.made, now, language)
    phrase = phrases.PLAN_MADE_AT if saved.commit else phrases.PLAN_MADE
    return phrase.say(language, file=file, digest=saved.digest, age=age, commit=saved.commit[:SHORT])


def render_fit(fit: Fit, *, language: str) -> str:
    """What of a plan that still fits is made already, and what else would change; "" where there is neither."""
    lines = [phrases.DONE_ALREADY.say(language, count=len(fit.done), names=_names(fit.done, language))] if fit.done else []
    if fit.outside:
        lines.append(phrases.OUTSIDE.say(language, count=len(fit.outside), names=visible(few(fit.outside, NAMED, language))))
    return "\n".join(lines)


def render_stale(plan: Plan, fit: Fit, saved: SavedPlan, *, file: str, now: datetime, language: str, style: Style = PLAIN) -> str:
    """What of a saved plan no longer fits, and why nothing of it was made."""
    header = render_header(plan.target, None, plan=origin(saved, file=file, now=now, language=language), language=language)
    count = len(fit.stale)
    head = phrases.STALE.say(language, count=count, all=len(saved.changes))
    current = {(change.address, type(change).__name__.lower()): change for change in plan.changes}
    by_address: dict[str, Change] = {change.address: change for change in plan.changes}
    lines = [line for one in fit.stale[:SHOWN] for line in _stale(one, current, by_address, plan, language)]
    if count > SHOWN:
        lines.append(phrases.AND_MORE_LINE.say(language, count=count - SHOWN))
    rest = [phrases.STILL_FIT.say(language, count=len(fit.fits), names=_names(fit.fits, language))] if fit.fits else []
    rest += [phrases.DONE_ALREADY.say(language, count=len(fit.done), names=_names(fit.done, language))] if fit.done else []
    rest += [phrases.OUTSIDE_STALE.say(language, count=len(fit.outside))] if fit.outside else []
    planning = command("plan", *plan.options, "--out", typed(file), environment=plan.target.environment)
    again = f"{phrases.PLAN_AGAIN.say(language)}\n  {planning}"
    blocks = [header, f"{style.bad(phrases.FAULT.say(language) + ':')} {head}", "\n".join(lines), "\n".join(rest), again]
    return "\n\n".join(block for block in blocks if block)


def stale_error(fit: Fit) -> StalePlan:
    """The same for programs."""
    return StalePlan("plan-stale", count=len(fit.stale), addresses=tuple(sorted({one.address for one in fit.stale})))


def _stale(one: SavedChange, current: Mapping[tuple[str, str], Change], by_address: Mapping[str, Change], plan: Plan, language: str) -> Iterable[str]:
    now = current.get((one.address, one.action)) or by_address.get(one.address)
    yield f"{_SYMBOLS[one.action]} {visible(one.address)}"
    yield "    " + _row(phrases.WAS_PLANNED, _planned(one, language), language)
    yield "    " + _row(phrases.IS_NOW, _now(one, now, plan, language), language)
    if why := reason(plan.causes.get(one.address), language):
        yield "    " + _row(phrases.BECAUSE, why, language)


def _row(label: Phrase, text: str, language: str) -> str:
    columns = max(len(phrase.say(language)) for phrase in (phrases.WAS_PLANNED, phrases.IS_NOW, phrases.BECAUSE)) + 2
    return f"{label.say(language) + ':':<{columns}}{text}"


def _planned(one: SavedChange, language: str) -> str:
    said = _ACTIONS[one.action].say(language)
    return f"{said}; {visible('; '.join(one.shown))}" if one.shown else said


def _now(one: SavedChange, change: Change | None, plan: Plan, language: str) -> str:
    owners = {conflict.address: conflict.owner for conflict in plan.conflicts} | {foreign.address: foreign.owner for foreign in plan.foreign}
    if one.address in owners:
        return phrases.MANAGED_BY.say(language, owner=owners[one.address] or phrases.UNMARKED.say(language))
    match change:
        case None:
            return phrases.NOT_NEEDED.say(language)
        case Update():
            return f"{phrases.ACTION_UPDATE.say(language)}; {'; '.join(detail.text for detail in field_details(change, language=language))}"
        case Move(before, _):
            return phrases.MOVED_FROM.say(language, address=before.address)
        case Delete():
            return phrases.ACTION_DELETE.say(language)
        case _:
            return _ACTIONS[type(change).__name__.lower()].say(language)


def _age(made: str, now: datetime, language: str) -> str:
    try:
        seconds = int((now - datetime.strptime(made, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)).total_seconds())
    except ValueError:
        return visible(made)
    for unit, phrase in _AGES:
        if seconds >= unit:
            return phrase.say(language, count=seconds // unit)
    return phrases.JUST_NOW.say(language)


def _names(changes: Iterable[SavedChange], language: str) -> str:
    return visible(few({change.address for change in changes}, NAMED, language))
