"""A report → what was saved, what was not and why, and which addresses still await confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reconciler.model.address import kind_of, sort_key
from reconciler.model.change import Change
from reconciler.model.contacts import AskedThem
from reconciler.model.errors import ReconcilerError
from reconciler.model.personal import Personal
from reconciler.model.plan import Counts, Target
from reconciler.model.report import Applied, Failed, Report, Skipped, Unanswered
from reconciler.model.resource import Resource
from reconciler.reporting import phrases
from reconciler.reporting.changes import symbol
from reconciler.reporting.commands import git
from reconciler.reporting.contacts import render_asked
from reconciler.reporting.errors import sentence
from reconciler.reporting.layout import table
from reconciler.reporting.messages import render_message
from reconciler.reporting.next import render_next
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import Phrase, visible
from reconciler.resources import recipient_of

_SHOWN: Final = 20
_REASONS: Final = {
    "rolled-back": phrases.ROLLED_BACK,
    "blocked": phrases.BLOCKED,
    "kept": phrases.KEPT,
    "unreachable": phrases.UNREACHABLE,
    "stopped": phrases.STOPPED,
    "interrupted": phrases.INTERRUPTED,
}


@dataclass(frozen=True, slots=True)
class AwaitingContact:
    """A live contact whose address receives nothing, or nothing new, until somebody confirms it."""

    recipient: str
    contact: str
    address: Personal


def awaiting_contacts(resources: Iterable[Resource]) -> tuple[AwaitingContact, ...]:
    """Those of live organizations and accounts (as observed, after an apply), sorted."""
    found: list[AwaitingContact] = []
    for resource in sorted(resources, key=lambda resource: sort_key(resource.address)):
        unconfirmed = resource.observed.get("unconfirmed")
        if not isinstance(unconfirmed, Sequence) or not unconfirmed or kind_of(resource.address) == "type":
            continue
        contacts = {contact.id: contact for contact in recipient_of(resource.address, resource.spec).contacts}
        found += [AwaitingContact(resource.address, id, Personal(contacts[id].address)) for id in sorted(map(str, unconfirmed)) if id in contacts]
    return tuple(found)


def render_report(
    report: Report,
    *,
    language: str,
    style: Style = PLAIN,
    read_back: bool | None = None,
    awaiting: Sequence[AwaitingContact] = (),
    undo: str = "",
    target: Target | None = None,
    asked: AskedThem | None = None,
) -> str:
    """The report of one apply.

    `read_back` says whether the live state, observed again, matches the plan; None where nobody looked. `awaiting` are the contacts still to be confirmed,
    `undo` the command that leads back ("" where none is known). With a `target` it is said how to ask those who wait; `asked` is what was done about that already.
    """
    outcome = _success(report, language, style, read_back=read_back) if report.ok else _failure(report, language, style)
    if history := _history(report, undo if report.ok else "", language):
        outcome += ("\n" if report.ok else "\n\n") + history
    if report.unrecorded is not None:
        outcome += f"\n{style.bad(_unrecorded(report.unrecorded, language))}"
    blocks = [outcome]
    if awaiting:
        blocks.append(render_awaiting(awaiting, language=language))
    if asked is not None:
        blocks.append(render_asked(asked, language=language))
    elif awaiting and report.ok and target is not None:
        blocks.append(render_next(target, language=language))
    return "\n\n".join(blocks)


def _success(report: Report, language: str, style: Style, *, read_back: bool | None) -> str:
    text = style.good(_applied(report, language))
    if read_back is True:
        text += f" {phrases.READ_BACK.say(language)}"
    elif read_back is False:
        text += f"\n{style.bad(phrases.READ_BACK_DIFFERS.say(language))}"
    return text


def _applied(report: Report, language: str) -> str:
    counts = Counts.of(tuple(outcome.change for outcome in report.outcomes if isinstance(outcome, Applied)))
    other = phrases.ADOPTED.say(language, count=counts.adopt) if counts.adopt else ""
    other += phrases.MOVED.say(language, count=counts.move) if counts.move else ""
    seconds = f"{report.seconds:.1f}"
    if language == "ru":
        seconds = seconds.replace(".", ",")
    return phrases.APPLIED.say(language, add=counts.add, change=counts.change, delete=counts.delete, other=other, seconds=seconds)


def _history(report: Report, undo: str, language: str) -> str:
    if report.history is None or report.unrecorded is not None:
        return ""
    line = phrases.HISTORY.say(language, number=report.history)
    return f"{line} {phrases.TO_UNDO.say(language, command=git(undo))}" if undo else line


def _failure(report: Report, language: str, style: Style) -> str:
    done = [outcome for outcome in report.outcomes if isinstance(outcome, Applied)]
    failed = [outcome for outcome in report.outcomes if isinstance(outcome, Failed)]
    skipped = [outcome for outcome in report.outcomes if isinstance(outcome, Skipped)]
    unanswered = [outcome for outcome in report.outcomes if isinstance(outcome, Unanswered)]
    if done or unanswered:
        count = len(report.outcomes)
        head = phrases.SAVED_IN_PART.say(language, done=len(done), count=count, missing=count - len(done))
    elif any(outcome.reason == "rolled-back" for outcome in skipped):
        head = phrases.ALL_ROLLED_BACK.say(language)
    else:
        head = phrases.NOTHING_SAVED.say(language)
    sections = [style.bad(f"{phrases.FAULT.say(language)}: ") + head]
    sections += _section(phrases.FAILED, [(outcome.change, _reason(outcome.error, language)) for outcome in failed], language)
    sections += _section(phrases.UNANSWERED, [(outcome.change, _reason(outcome.error, language)) for outcome in unanswered], language)
    sections += _section(phrases.NOT_DONE, [(outcome.change, _skipped(outcome, language)) for outcome in skipped], language)
    sections += _section(phrases.SAVED, [(outcome.change, "") for outcome in done], language)
    return "\n\n".join(sections)


def _section(title: Phrase, rows: list[tuple[Change, str]], language: str) -> list[str]:
    if not rows:
        return []
    rows.sort(key=lambda row: (sort_key(row[0].address), row[1]))
    cells: list[tuple[str, str]] = []
    for change, text in rows[:_SHOWN]:
        first, *more_lines = text.split("\n")
        cells += [(f"{symbol(change)} {visible(change.address)}", first), *(("", line) for line in more_lines)]
    lines = table(cells, indent=2)
    if (more := len(rows) - _SHOWN) > 0:
        lines.append(f"  {phrases.AND_MORE_LINE.say(language, count=more)}")
    return ["\n".join([title.say(language), *lines])]


def _reason(error: ReconcilerError, language: str) -> str:
    message, hint = render_message(error.code, error.arguments, error.hint, language)
    return f"{sentence(message)}\n{hint}".rstrip()


def _unrecorded(error: ReconcilerError, language: str) -> str:
    message, _ = render_message(error.code, error.arguments, error.hint, language)
    return phrases.UNRECORDED.say(language, reason=sentence(message[:1].upper() + message[1:]))


def _skipped(outcome: Skipped, language: str) -> str:
    phrase = _REASONS.get(outcome.reason)
    return phrase.say(language) if phrase else visible(outcome.reason)


def render_awaiting(awaiting: Sequence[AwaitingContact], *, language: str) -> str:
    """The contacts, masked, one line each; more than twenty are counted."""
    contacts = sorted(awaiting, key=lambda contact: (sort_key(contact.recipient), contact.contact))
    rows = [(visible(contact.recipient), visible(contact.contact), visible(str(contact.address))) for contact in contacts[:_SHOWN]]
    lines = [phrases.AWAITING_CONTACTS.say(language, count=len(contacts)), *table(rows, indent=2, gap=1)]
    if (more := len(contacts) - _SHOWN) > 0:
        lines.append(f"  {phrases.AND_MORE_LINE.say(language, count=more)}")
    return "\n".join(lines)
