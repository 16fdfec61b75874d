"""The links of the chain from an account to a delivery. Each says of what was gathered whether it holds; all are pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from difflib import get_close_matches
from functools import partial
from typing import Final

from reconciler.engine.doctor.case import Facts, NotTried
from reconciler.model.delivery import Status
from reconciler.model.errors import ReconcilerError
from reconciler.model.health import Finding, Level, skipped, well
from reconciler.model.routing import Why

ARRIVED: Final = frozenset({"pass", "late"})
"""Verdicts of the journal that say that a message arrived, as it should."""


def account(facts: Facts) -> Finding:
    """It is live, and not suspended."""
    case = facts.case
    if case.account not in facts.live:
        similar = get_close_matches(case.account, sorted(facts.live), n=1)
        return Finding("chain-no-account", arguments={"account": case.account, "known": tuple(similar)}, hint="similar" if similar else "")
    if facts.recipient is not None and facts.recipient.suspended:
        return Finding("chain-suspended", arguments={"account": case.account})
    return well("chain-account", account=case.account)


def confirmed(facts: Facts) -> Finding:
    """Somebody has confirmed an address of it, where that is needed."""
    contacts = facts.aimed() or facts.of_channel()
    if not contacts:
        return skipped("chain-no-contacts")
    standing = facts.standing()
    waiting = [contact.id for contact in contacts if standing.obstacle(contact.id) is Why.UNCONFIRMED]
    if len(waiting) == len(contacts):
        return Finding("chain-unconfirmed", arguments={"account": facts.case.account, "contacts": tuple(waiting)})
    return well("chain-confirmed-partly", contacts=tuple(waiting)) if waiting else well("chain-confirmed")


def organization(facts: Facts) -> Finding:
    """It is live too: without it nobody can say what its accounts receive."""
    if facts.organization is None:
        return Finding("chain-no-organization", arguments={"organization": facts.case.organization})
    return well("chain-organization", organization=facts.case.organization)


def type_(facts: Facts) -> Finding:
    """It exists, can be chosen, and is meant for such recipients."""
    if not facts.case.type:
        return skipped("chain-no-type-asked")
    found = facts.type
    arguments = {"type": facts.case.type, "account": facts.case.account}
    if found is None:
        similar = get_close_matches(facts.case.type, sorted(one.id for one in facts.settings.types), n=1)
        return Finding("chain-no-type", arguments={**arguments, "known": tuple(similar)}, hint="similar" if similar else "")
    if not found.selectable:
        return Finding("chain-system-type", arguments=arguments)
    if facts.needed.audience not in found.audience:
        return Finding("chain-audience", arguments={**arguments, "audience": facts.needed.audience})
    return well("chain-type", type=found.id)


def policy(facts: Facts) -> Finding:
    """The project lets it out."""
    if facts.case.type in facts.forbidden:
        return Finding("chain-forbidden", arguments={"type": facts.case.type})
    kept = [contact.id for contact in facts.aimed() if not facts.lets_out(contact)]
    if kept and len(kept) == len(facts.aimed()):
        return Finding("chain-not-admitted", arguments={"account": facts.case.account, "contacts": tuple(kept)})
    return well("chain-admitted-partly", contacts=tuple(kept)) if kept else well("chain-admitted")


def subscription(facts: Facts) -> Finding:
    """The type is on for the recipient."""
    case = facts.case
    if not case.type:
        return skipped("chain-no-type-asked")
    if not (on := facts.needed.subscriptions.get(case.type, ())):
        return Finding("chain-off", arguments={"account": case.account, "type": case.type})
    return well("chain-on", contacts=tuple(on))


def contact(facts: Facts) -> Finding:
    """There is a contact to send it to."""
    case = facts.case
    if aimed := facts.aimed():
        return well("chain-contacts", contacts=tuple(f"{one.id} ({one.channel})" if one.id != one.channel else one.id for one in aimed))
    arguments = {"account": case.account, "type": case.type, "channel": case.channel}
    if facts.of_channel():
        return Finding("chain-off-at-channel", arguments=arguments)
    return Finding("chain-no-contact", arguments=arguments, hint="channel" if case.channel else "")


def refusal(facts: Facts) -> Finding:
    """Its owner has not refused it."""
    standing = facts.standing()
    reasons = {one.id: standing.hindrance(facts.case.type, one.id) for one in facts.aimed() if facts.lets_out(one)}
    refused = tuple(id for id, why in reasons.items() if why is Why.REFUSED)
    if refused and None not in reasons.values():
        return Finding("chain-refused", arguments={"account": facts.case.account, "contacts": refused})
    return well("chain-refused-partly", contacts=refused) if refused else well("chain-not-refused")


def quiet(facts: Facts) -> Finding:
    """It is not put off to the morning."""
    recipient, found = facts.needed, facts.type
    if recipient.quiet_hours is None:
        return well("chain-no-quiet-hours")
    begin, end = recipient.quiet_hours
    arguments = {"begin": begin, "end": end, "timezone": recipient.timezone}
    if found is not None and (found.urgent or found.mandatory):
        return well("chain-not-quieted", **arguments)
    if _is_quiet(recipient.quiet_hours, recipient.timezone, facts.case.now):
        return Finding("chain-quiet", arguments=arguments)
    return well("chain-not-quiet", **arguments)


def transport(facts: Facts) -> Finding:
    """A message can leave."""
    channels = sorted({one.channel for one in facts.serving()})
    return _tried(
        [(channel, partial(facts.transport, channel)) for channel in channels],
        "chain-transport-answers" if facts.connects else "chain-transport",
        "chain-transport-untried",
    )


def template(facts: Facts) -> Finding:
    """It can be worded for this reader."""
    found, whose, recipient = facts.type, facts.organization, facts.needed
    if found is None or whose is None:
        return skipped("chain-no-type-asked")
    contacts = {one.channel: one for one in facts.serving()}
    looks = [(channel, partial(facts.render, found, whose, recipient, one)) for channel, one in sorted(contacts.items())]
    return _tried(looks, "chain-template", "chain-template-untried")


def delivery(facts: Facts) -> Finding:
    """What became of the last one."""
    case = facts.case
    if facts.deliveries is None:
        return skipped("chain-no-journal")
    if isinstance(facts.deliveries, ReconcilerError):
        return Finding(facts.deliveries.code, Level.PROBLEM, facts.deliveries.arguments, facts.deliveries.hint)
    last = next((one for one in facts.deliveries if one.recipient == case.account and case.type in ("", one.type) and case.channel in ("", one.channel)), None)
    if last is None:
        return skipped("chain-never-sent")
    arguments = {"at": last.at, "type": last.type, "contact": last.contact, "answer": last.answer or last.code or "-"}
    # What a transport took over has not arrived by that alone: where there is a verdict, that counts.
    if last.verdict in ARRIVED if last.verdict else last.status == Status.DELIVERED.value:
        return well("chain-delivered", **arguments)
    return Finding("chain-not-delivered", arguments={**arguments, "verdict": last.verdict or last.status})


def _is_quiet(hours: tuple[str, str], timezone: str, now: datetime) -> bool:
    """Whether it is within quiet hours, which may wrap midnight, by the clock on the recipient's wall; by `now`'s own where no such zone is known."""
    from zoneinfo import ZoneInfo

    with suppress(KeyError, ValueError, OSError):
        now = now.astimezone(ZoneInfo(timezone))
    (begin, end), clock = hours, now.strftime("%H:%M")
    return begin <= clock < end if begin <= end else clock >= begin or clock < end


def _tried(looks: Sequence[tuple[str, Callable[[], None]]], good: str, untried: str) -> Finding:
    """The first fault, where nothing works; a look that could not be taken says nothing."""
    fine: list[str] = []
    faults: dict[str, ReconcilerError] = {}
    why = NotTried()
    unseen: list[str] = []
    for name, look in looks:
        try:
            look()
        except NotTried as unknown:
            why = unknown if unknown.code else why
            unseen.append(name)
        except ReconcilerError as error:
            faults[name] = error
        else:
            fine.append(name)
    if faults and not fine:
        first = next(iter(faults.values()))
        return Finding(first.code, Level.PROBLEM, first.arguments, first.hint)
    if not fine:
        return skipped(why.code or untried, **why.arguments)
    if faults:
        return well(f"{good}-partly", channels=tuple(fine), others=tuple(faults))
    return well(f"{good}-unseen", channels=tuple(fine), others=tuple(unseen)) if unseen else well(good, channels=tuple(fine))
