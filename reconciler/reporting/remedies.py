"""What can be done about refusals: look, undo, keep, stop, or say that it is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reconciler.model.cause import DRIFTED, Cause
from reconciler.model.plan import Refusal
from reconciler.reporting import phrases
from reconciler.reporting.layout import table


def render_remedies(environment: str, refusals: Sequence[Refusal], *, options: Sequence[str] = (), language: str) -> str:
    """Commands and what they mean, the least first. `options` are those of the plan: another one may refuse something else."""
    option = f" --env {environment}" if environment else ""
    subjects = sorted({refusal.subject for refusal in refusals if refusal.subject})
    others = [one for one in options if not (subjects and one.startswith("--organization"))]
    closer = "".join(f" {one}" for one in [*([f"--organization {subjects[0]}"] if subjects else []), *others])
    drifted = any(refusal.because is not None and (refusal.because.cause is None or refusal.because.cause in DRIFTED) for refusal in refusals)
    rows = [(phrases.LOOK_CLOSER.say(language), f"reconciler plan{option}{closer} --full")]
    if drifted:
        rows.append(("", f"reconciler plan{option} --only drift"))
    rows += _undo(refusals, language)
    if drifted:
        rows.append((phrases.KEEP_LIVE.say(language), f"reconciler import{option} --update   {phrases.KEEP_LIVE_MEANS.say(language)}"))
    rows.append((phrases.STOP_WRITING.say(language), f'reconciler pause{option} --reason "…"   {phrases.STOP_WRITING_MEANS.say(language)}'))
    rows += _meant(refusals, "".join([option, *(f" {one}" for one in options)]), language)
    return "\n".join([phrases.WHAT_YOU_CAN_DO.say(language), *table(rows, indent=2, gap=3)])


def _undo(refusals: Sequence[Refusal], language: str) -> list[tuple[str, str]]:
    """The way back in the files; where only the live side has moved there is none."""
    declared = [refusal for refusal in refusals if refusal.because is None or refusal.because.cause is not Cause.DRIFT]
    if not declared:
        return []
    label = phrases.UNDO.say(language)
    commands = {refusal.because.undo for refusal in declared if refusal.because is not None and refusal.because.undo}
    if commands:
        return [(label, f"{command}   {phrases.UNDO_MEANS.say(language)}") for command in sorted(commands)]
    return [(label, phrases.UNDO_HOW.say(language))]


def _meant(refusals: Sequence[Refusal], option: str, language: str) -> list[tuple[str, str]]:
    meant = phrases.IT_IS_MEANT.say(language)
    approvals = [f'reconciler approve {refusal.digest}{option} --reason "…"' for refusal in refusals if refusal.digest]
    ways = [*approvals, *([phrases.APPROVAL_MEANS.say(language)] if approvals else _ways(refusals, language))]
    rows = [(meant if i == 0 else "", way) for i, way in enumerate(ways)]
    if approvals:
        rows += [(phrases.OR_ELSE.say(language) if i == 0 else "", way) for i, way in enumerate(_ways(refusals, language))]
    return rows


def _ways(refusals: Iterable[Refusal], language: str) -> list[str]:
    ways: dict[str, None] = {}
    for refusal in refusals:
        match refusal.guard:
            case "silence":
                way = phrases.KEEP_ONE.say(language)
            case "empty":
                way = phrases.KEEP_DECLARED.say(language)
            case "protected":
                way = phrases.LIFT_PROTECTION.say(language)
            case guard:
                way = phrases.RAISE_LIMIT.say(language, guard=guard)
        ways[way] = None
    return list(ways)
