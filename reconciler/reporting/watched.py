"""A pass of `watch` → text."""

from __future__ import annotations

from typing import Final

from reconciler.model.errors import ReconcilerError
from reconciler.model.plan import Guards, Plan
from reconciler.model.watching import LOOKED, NOT_LET_IN, Ended, Pass
from reconciler.reporting import phrases_passes as phrases
from reconciler.reporting.errors import render_error
from reconciler.reporting.guards import render_guards
from reconciler.reporting.layout import few, signs
from reconciler.reporting.ownership import render_conflicts
from reconciler.reporting.plan import render_counts
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import Phrase

_NAMED: Final = 20

_SAYS: Final[dict[Ended, Phrase]] = {
    Ended.CLEAN: phrases.PASS_CLEAN,
    Ended.PLANNED: phrases.PASS_PLANNED,
    Ended.INVALID: phrases.PASS_INVALID,
    Ended.PAUSED: phrases.PASS_PAUSED,
    Ended.LOCKED: phrases.PASS_LOCKED,
    Ended.FAILED: phrases.PASS_FAILED,
    Ended.STANDBY: phrases.PASS_STANDBY,
}


def render_pass(
    passed: Pass, plan: Plan | None, error: ReconcilerError | None, *, time: str, guards: Guards | None = None, language: str, style: Style = PLAIN
) -> str:
    """How it ended, and what is behind that. `time` is when, as it is shown; `guards` are the figures that refusals are explained with."""
    blocks = [_head(passed, plan, time, language)]
    if passed.wrote and passed.ended is not Ended.APPLIED:
        blocks.append(phrases.PASS_MADE.say(language, changes=signs(passed.counts) or "-", number=passed.number or "-"))
    if error is not None:
        blocks.append(render_error(error, language, style))
    if passed.paused and passed.ended in LOOKED:
        blocks.append(phrases.LEFT_OUT.say(language, names=few(passed.paused, _NAMED, language)))
    if passed.ended is Ended.PLANNED and plan is not None:
        blocks.append(render_counts(plan, language=language))
    if passed.ended is Ended.HELD and plan is not None:
        if plan.conflicts:
            blocks.append(render_conflicts(plan, language=language, style=style, full=False))
        if plan.refusals:
            blocks.append(render_guards(plan, guards=guards or Guards(), language=language, style=style))
    return "\n".join(blocks)


def _head(passed: Pass, plan: Plan | None, time: str, language: str) -> str:
    if passed.ended is Ended.CLEAN and plan is not None and plan.outside:
        return phrases.PASS_CLEAN_HERE.say(language, time=time, count=len(plan.outside), only=plan.only)
    if passed.ended is Ended.APPLIED:
        return phrases.PASS_APPLIED.say(language, time=time, changes=signs(passed.counts) or "-", number=passed.number or "-")
    if passed.ended is Ended.CLEAN and passed.paused:
        return phrases.PASS_CLEAN_PARTLY.say(language, time=time)
    if passed.ended is Ended.HELD:
        return _held(passed, time, language)
    return _SAYS[passed.ended].say(language, time=time)


def _held(passed: Pass, time: str, language: str) -> str:
    """What is held, and until when: only a refusal can be approved."""
    some, whole = phrases.PASS_HELD_EACH, phrases.PASS_HELD_SOMEHOW
    if passed.refusals and not passed.claims:
        some, whole = phrases.PASS_HELD, phrases.PASS_HELD_WHOLE
    elif passed.claims and not passed.refusals:
        some, whole = phrases.PASS_CLAIMED, phrases.PASS_CLAIMED_WHOLE
    elif passed.error in NOT_LET_IN and not passed.refusals:
        whole = phrases.PASS_COMMIT
    return some.say(language, time=time, names=", ".join(passed.held)) if passed.held else whole.say(language, time=time)
