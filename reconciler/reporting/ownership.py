"""What belongs to others → conflicts, which refuse the plan, and what is simply left alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from reconciler.model.address import kind_of, sort_key
from reconciler.model.plan import Conflict, Foreign, Plan
from reconciler.reporting import phrases
from reconciler.reporting.layout import few, paragraph
from reconciler.reporting.style import PLAIN, Style

_SHOWN: Final = 20
_NAMED: Final = 5


def render_conflicts(plan: Plan, *, language: str, style: Style = PLAIN, full: bool = False) -> str:
    """Declared objects that somebody else holds, one line each; more than twenty are counted unless `full`."""
    conflicts = sorted(plan.conflicts, key=lambda conflict: (sort_key(conflict.address), conflict.owner))
    shown = conflicts if full else conflicts[:_SHOWN]
    lines = [style.change("!", f"! {conflict_text(conflict, language, manager=plan.target.manager)}") for conflict in shown]
    if more := len(conflicts) - len(shown):
        lines.append(style.change("!", f"! {phrases.MORE_CONFLICTS.say(language, count=more)}"))
    return "\n".join([style.strong(phrases.NOT_OURS.say(language)), "", *lines])


def conflict_text(conflict: Conflict, language: str, *, manager: str = "") -> str:
    """`teleset/archive is managed by legacy-crm: …`"""
    if conflict.holds:
        return phrases.CONFLICT_HOLDS.say(language, address=conflict.address, names=few(conflict.holds, _NAMED, language))
    if conflict.owner and conflict.owner == manager:
        return phrases.CONFLICT_HALF.say(language, address=conflict.address)
    if conflict.owner:
        return phrases.CONFLICT_OWNED.say(language, address=conflict.address, owner=conflict.owner)
    phrase = phrases.CONFLICT_UNMARKED_ROW if kind_of(conflict.address) == "contact" else phrases.CONFLICT_UNMARKED
    return phrase.say(language, address=conflict.address)


def render_left_alone(foreign: Iterable[Foreign], *, opt_outs: str = "", language: str) -> str:
    """`Left alone: 1 object of another manager (teleset/archive; legacy-crm).`; what no manager marked comes after, and `opt_outs` at the end. "" where there is nothing."""
    owners = sorted(foreign, key=lambda each: (each.owner == "", each.owner))
    items: list[str] = []
    for owner, group in groupby(owners, key=lambda each: each.owner):
        addresses = [each.address for each in group]
        phrase = phrases.FOREIGN_OWNED if owner else phrases.FOREIGN_UNMARKED
        items.append(phrase.say(language, count=len(addresses), names=few(addresses, _NAMED, language), owner=owner))
    if opt_outs:
        items.append(opt_outs)
    return paragraph(phrases.LEFT_ALONE.say(language), items) if items else ""


def render_ours_already(plan: Plan, *, language: str) -> str:
    """`Taken over already: teleset.`"""
    return paragraph(phrases.OURS_ALREADY.say(language), [few(plan.ours_already, _NAMED, language)])
