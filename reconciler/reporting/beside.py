"""What the backend knows beside what is declared → notes at contacts, and the paragraphs of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from reconciler.model.beside import OptOut, Waiting
from reconciler.model.personal import mask
from reconciler.model.plan import Plan
from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, Recipient
from reconciler.model.values import Json
from reconciler.reporting import phrases
from reconciler.reporting.layout import paragraph
from reconciler.reporting.next import send_confirmations
from reconciler.reporting.ownership import render_left_alone
from reconciler.reporting.phrases_contacts import ASKED_BY_APPLY, ONCE_APPLIED, TO_ASK
from reconciler.reporting.wording import visible

Observed: TypeAlias = Mapping[str, Json]
"""`Resource.observed` of one recipient."""

NOTHING: Final[Observed] = {}


def observed_ids(observed: Observed, key: str) -> frozenset[str]:
    """The contact ids under one key of what the backend observed."""
    value = observed.get(key)
    return frozenset(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else frozenset()


def observed_map(observed: Observed, key: str) -> Mapping[str, Json]:
    value = observed.get(key)
    return value if isinstance(value, Mapping) else {}


def waiting_note(contact: Contact, observed: Observed, language: str) -> str:
    """` (awaits confirmation)`, and which address is used until then; "" for a contact that does not wait."""
    if contact.id not in observed_ids(observed, "unconfirmed"):
        return ""
    serving = observed_map(observed, "serving").get(contact.id)
    until = f"; {phrases.SERVED_AT.say(language, address=visible(mask(serving)))}" if isinstance(serving, str) else ""
    return f" ({phrases.AWAITS.say(language)}{until})"


def waiting_contact(contact: Contact, observed: Observed, language: str) -> str:
    """`email i•••••@teleset.example (until then at a•••••@teleset.example)`"""
    serving = observed_map(observed, "serving").get(contact.id)
    return _until(_named(contact.id, contact.channel, contact.address), mask(serving) if isinstance(serving, str) else "", language)


def refused_contacts(recipient: Recipient, observed: Observed, language: str) -> list[tuple[str, str]]:
    """(the contact with its address and what is refused there, the same without anything personal) of each with a refusal."""
    found: list[tuple[str, str]] = []
    serving = observed_map(observed, "serving")
    for contact in recipient.contacts:
        if types := observed_ids(observed_map(observed, "refused"), contact.id):
            said = _types(sorted(types), language)
            used = serving.get(contact.id, contact.address)
            found.append((f"{_named(contact.id, contact.channel, str(used))} ({said})", f"{visible(contact.id)} ({said})"))
    return found


def render_beside(plan: Plan, *, language: str) -> list[str]:
    """The paragraphs about what a plan leaves as it is: what is others', what recipients refused, and who awaits confirmation. Those with something in them."""
    left = render_left_alone(plan.foreign, opt_outs=_opt_outs(plan, language), language=language)
    return [text for text in (left, _render_waiting(plan, language)) if text]


def _render_waiting(plan: Plan, language: str) -> str:
    """`Awaiting confirmation (2): teleset/kuznetsova email k•••••@teleset.example; …`; "" where nobody waits."""
    beside = plan.beside
    items = [_waiting(one, language) for one in beside.first_waiting]
    if more := beside.waiting - len(items):
        items.append(phrases.AND_MORE_LINE.say(language, count=more))
    if not items:
        return ""
    waiting = paragraph(phrases.WAITING.say(language, count=beside.waiting), items)
    if plan.target.on_paper:
        return waiting
    if beside.asks and plan:
        return f"{waiting}\n{ASKED_BY_APPLY.say(language)}"
    phrase = ONCE_APPLIED if plan else TO_ASK
    return f"{waiting}\n{phrase.say(language, command=send_confirmations(plan.target))}"


def _opt_outs(plan: Plan, language: str) -> str:
    """`1 opt-out by a recipient is kept (teleset/ivanova mobile +7916•••••01: works)`; "" where there is none."""
    beside = plan.beside
    names = [_opt_out(one, language) for one in beside.first_refused]
    if more := beside.refused - len(names):
        names.append(phrases.AND_MORE_LINE.say(language, count=more))
    return phrases.OPT_OUTS_KEPT.say(language, count=beside.refused, names="; ".join(names)) if names else ""


def _waiting(one: Waiting, language: str) -> str:
    named = f"{visible(one.recipient)} {_named(one.contact, one.channel, one.address.value)}"
    return _until(named, str(one.serving) if one.serving is not None else "", language)


def _until(named: str, serving: str, language: str) -> str:
    return f"{named} ({phrases.SERVED_AT.say(language, address=visible(serving))})" if serving else named


def _opt_out(one: OptOut, language: str) -> str:
    return f"{visible(one.recipient)} {_named(one.contact, one.channel, one.address.value)}: {_types(one.types, language)}"


def _named(contact: str, channel: str, address: str) -> str:
    """The cabinet is everyone's own, and its address an id."""
    return visible(contact) if channel == INAPP else f"{visible(contact)} {visible(mask(address))}"


def _types(types: Sequence[str], language: str) -> str:
    return phrases.EVERYTHING.say(language) if "*" in types else visible(", ".join(types))
