"""What can be done about refusals: look, undo, keep, stop, or say that it is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reconciler.model.cause import DRIFTED, Cause
from reconciler.model.plan import Refusal
from reconciler.reporting import phrases
from reconciler.reporting.commands import command, git
from reconciler.reporting.layout import table


def render_remedies(environment: str, refusals: Sequence[Refusal], *, options: Sequence[str] = (), language: str) -> str:
    """Commands and what they mean, the least first. `options` are those of the plan: another one may refuse something else."""
    subjects = sorted({refusal.subject for refusal in refusals if refusal.subject})
    others = [one for one in options if not (subjects and one.startswith("--organization"))]
    closer = [*([f"--organization {subjects[0]}"] if subjects else []), *others, "--full"]
    drifted = any(refusal.because is not None and (refusal.because.cause is None or refusal.because.cause in DRIFTED) for refusal in refusals)
    rows = [(phrases.LOOK_CLOSER.say(language), command("plan", *closer, environment=environment))]
    if drifted:
        rows.append(("", command("plan", "--only drift", environment=environment)))
    rows += _undo(refusals, language)
    if drifted:
        keep = command("import", "--update", environment=environment)
        rows.append((phrases.KEEP_LIVE.say(language), f"{keep}   {phrases.KEEP_LIVE_MEANS.say(language)}"))
    stop = command("pause", '--reason "…"', environment=environment)
    rows.append((phrases.STOP_WRITING.say(language), f"{stop}   {phrases.STOP_WRITING_MEANS.say(language)}"))
    rows += _meant(refusals, approvals(refusals, environment, options=options), language)
    return "\n".join([phrases.WHAT_YOU_CAN_DO.say(language), *table(rows, indent=2, gap=3)])


def _undo(refusals: Sequence[Refusal], language: str) -> list[tuple[str, str]]:
    """The way back in the files; where only the live side has moved there is none."""
    declared = [refusal for refusal in refusals if refusal.because is None or refusal.because.cause is not Cause.DRIFT]
    if not declared:
        return []
    label = phrases.UNDO.say(language)
    commands = {refusal.because.undo for refusal in declared if refusal.because is not None and refusal.because.undo}
    if commands:
        return [(label, f"{git(undo)}   {phrases.UNDO_MEANS.say(language)}") for undo in sorted(commands)]
    return [(label, phrases.UNDO_HOW.say(language))]


def approvals(refusals: Iterable[Refusal], environment: str, *, options: Sequence[str] = ()) -> list[str]:
    """The commands that say of each refusal that it is meant."""
    return [command(f"approve {refusal.digest}", *options, '--reason "…"', environment=environment) for refusal in refusals if refusal.digest]


def _meant(refusals: Sequence[Refusal], approving: Sequence[str], language: str) -> list[tuple[str, str]]:
    meant = phrases.IT_IS_MEANT.say(language)
    ways = [*approving, *([phrases.APPROVAL_MEANS.say(language)] if approving else _ways(refusals, language))]
    rows = [(meant if i == 0 else "", way) for i, way in enumerate(ways)]
    if approving:
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
