"""Refusals of the guards → who would be hit, against which limit, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from reconciler.model.cause import Cause
from reconciler.model.change import Update
from reconciler.model.plan import Guards, Plan, Refusal, Target
from reconciler.reporting import phrases
from reconciler.reporting.causes import reason
from reconciler.reporting.commands import command
from reconciler.reporting.fields import field_details
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import few, pad, table, width
from reconciler.reporting.remedies import render_remedies
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import visible

DEFAULT_GUARDS: Final = Guards()
_EXAMPLES: Final = 3
_ORDER: Final = {guard: i for i, guard in enumerate(("loss", "readdress", "silence", "empty", "protected"))}
_DIGEST_COLUMN: Final = 84


def render_guards(plan: Plan, *, guards: Guards = DEFAULT_GUARDS, language: str, style: Style = PLAIN) -> str:
    """`Guards: passed.`, or each refusal with its limit and examples, and after them what to do."""
    label = phrases.GUARDS.say(language)
    if not plan.refusals:
        passed = f"{label}: {phrases.GUARDS_PASSED.say(language)}"
        return f"{passed} {approved_text(plan.approved, language)}" if plan.approved else passed
    refusals = sort_refusals(plan.refusals)
    blocks = [style.bad(f"{label}: {phrases.GUARDS_REFUSE.say(language, count=len(refusals))}")]
    blocks += [refusal_block(refusal, plan, guards, language, style) for refusal in refusals]
    if plan.approved:
        blocks.append(approved_text(plan.approved, language))
    blocks.append(render_remedies(plan.target.environment, refusals, options=plan.options, language=language))
    return "\n\n".join(blocks)


def approved_text(refusals: Iterable[Refusal], language: str) -> str:
    """Which refusals somebody has approved."""
    named = [f"{refusal.guard} {refusal.digest}" for refusal in sort_refusals(refusals)]
    return phrases.APPROVED.say(language, count=len(named), names=", ".join(named))


def render_approved(target: Target, refusal: Refusal, *, options: Sequence[str] = (), language: str) -> str:
    """That a refusal was approved, and what comes next."""
    lines = [
        render_header(target, None, language=language),
        "",
        refusal_text(refusal, frozenset(refusal.addresses), language),
        phrases.APPROVAL_RECORDED.say(language, digest=refusal.digest, command=command("apply", *options, environment=target.environment)),
    ]
    return "\n".join(lines)


def sort_refusals(refusals: Iterable[Refusal]) -> list[Refusal]:
    """By guard, gravest first, then by organization and type."""
    return sorted(refusals, key=lambda refusal: (_ORDER.get(refusal.guard, len(_ORDER)), refusal.guard, refusal.subject, refusal.detail))


def refusal_block(refusal: Refusal, plan: Plan, guards: Guards, language: str, style: Style = PLAIN) -> str:
    """One refusal of the plan: who would be hit, its digest, the limit, what is behind it, examples."""
    sentence = refusal_text(refusal, frozenset(plan.people.stops), language)
    digest = f"[{phrases.REFUSAL.say(language, digest=refusal.digest)}]" if refusal.digest else ""
    head = f"{pad(sentence, max(_DIGEST_COLUMN, width(sentence) + 2))}{style.faint(digest)}" if digest else sentence
    rows = [(phrases.LIMIT.say(language) + ":", _limit(refusal.guard, guards, language))]
    if why := _why(refusal, language):
        rows.append((phrases.BECAUSE.say(language) + ":", why))
    if refusal.addresses:
        rows.append((phrases.EXAMPLES.say(language) + ":", _examples(refusal, plan, language)))
    if refusal.because is not None and refusal.because.cause is Cause.DRIFT:
        rows.append((phrases.MIND.say(language) + ":", phrases.MIND_DRIFT.say(language)))
    return "\n".join([head, *table(rows, indent=4, gap=1)])


def _why(refusal: Refusal, language: str) -> str:
    """What is behind it; "" where nothing is known."""
    because = refusal.because
    if because is None:
        return ""
    if because.path:
        phrase = phrases.BECAUSE_GONE if because.gone else phrases.BECAUSE_NOT_IN
        said = phrase.say(language, path=visible(because.path), count=refusal.counted)
        return phrases.BECAUSE_GONE_SINCE.say(language, reason=said, since=because.since) if because.since else said
    if because.cause is Cause.DRIFT:
        several = because.organizations > 1
        return phrases.BECAUSE_LIVE_IN.say(language, count=because.organizations) if several else phrases.BECAUSE_LIVE.say(language)
    return reason(because.cause, language) if because.cause is not None else phrases.BECAUSE_SEVERAL.say(language)


def _examples(refusal: Refusal, plan: Plan, language: str) -> str:
    """Some addresses; of people who would be reached elsewhere the first one with both sides, so that a reader can tell a slip from a move."""
    first = min(refusal.addresses)
    update = next((change for change in plan.changes if isinstance(change, Update) and change.address == first), None)
    if refusal.guard == "readdress" and update is not None:
        contacts = tuple(field for field in update.fields if field.pointer[:1] == ("contacts",) and field.pointer[-1] == "address")
        if contacts:
            shown = f"{first} {field_details(replace(update, fields=contacts), language=language)[0].text}"
            more = refusal.counted - 1
            return phrases.AND_MORE.say(language, names=shown, count=more) if more else shown
    return few(refusal.addresses, _EXAMPLES, language)


def refusal_text(refusal: Refusal, stops: frozenset[str], language: str) -> str:
    """`loss: 400 of 448 people of teleset (89 %) would stop receiving everything`; `stops` are the recipients of whom exactly that is true."""
    people = _people(refusal, language)
    type_ = refusal.detail
    match refusal.guard:
        case "loss":
            phrase = phrases.LOSS if stops.issuperset(refusal.addresses) else phrases.LOSS_OF_SOMETHING
            text = phrases.LOSS_OF_TYPE.say(language, people=people, type=type_) if type_ else phrase.say(language, people=people)
        case "readdress":
            text = phrases.READDRESS.say(language, people=people)
        case "silence":
            subject = refusal.subject or phrases.ALL_ORGANIZATIONS.say(language)
            text = phrases.SILENCE_OF_TYPE.say(language, subject=subject, type=type_) if type_ else phrases.SILENCE.say(language, subject=subject)
        case "empty":
            phrase = phrases.EMPTY if refusal.subject else phrases.EMPTY_ALL
            text = phrase.say(language, subject=refusal.subject, count=refusal.counted)
        case "protected":
            text = phrases.PROTECTED.say(language, count=refusal.counted)
        case _:
            text = people
    return f"{refusal.guard}: {text}"


def _people(refusal: Refusal, language: str) -> str:
    percent = f" ({_percent(refusal.counted / refusal.population)} %)" if refusal.population else ""
    phrase = phrases.OF_ORGANIZATION if refusal.subject else phrases.OF_ALL
    return phrase.say(language, count=refusal.counted, population=refusal.population, subject=refusal.subject, percent=percent)


def _percent(ratio: float) -> str:
    """A share in per cent, without a fraction nobody needs; never 0 for something, never 100 for less than all."""
    exact = ratio * 100
    return f"{exact:g}" if exact == int(exact) else f"{min(99, max(1, round(exact)))}" if ratio < 1 else f"{round(exact)}"


def _limit(guard: str, guards: Guards, language: str) -> str:
    figures = {"loss": (guards.loss_people, guards.loss_ratio), "readdress": (guards.readdress_people, guards.readdress_ratio)}.get(guard)
    if figures is None:
        return phrases.LIMIT_NONE.say(language)
    return phrases.LIMIT_PEOPLE.say(language, people=figures[0], percent=f"{round(figures[1] * 100, 2):g}", floor=guards.floor)
