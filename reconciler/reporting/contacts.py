"""Contacts, and requests to confirm them → text and JSON. Addresses are masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconciler.model.contacts import AskedThem, Asking, Confirmed, Contacts, ContactState, LiveContact
from reconciler.reporting import phrases
from reconciler.reporting import phrases_contacts as words
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import moment, table
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.plan import target_value
from reconciler.reporting.messages import render_message
from reconciler.reporting.wording import Phrase, visible

_SHOWN: Final = 20
_STATES: Final = {
    ContactState.AWAITING: words.AWAITING,
    ContactState.SERVING: words.SERVING,
    ContactState.CONFIRMED: words.CONFIRMED,
    ContactState.REFUSED: words.REFUSED,
    ContactState.UNNEEDED: words.UNNEEDED,
}
_REQUESTS: Final = {
    "open": words.ASKED,
    "replaced": words.ASKED,
    "expired": words.ASKED_EXPIRED,
    "failed": words.ASKED_FAILED,
    "used": words.ASKED_USED,
}
_BECAUSE: Final = {
    "suspended": words.BECAUSE_SUSPENDED,
    "refused": words.BECAUSE_REFUSED,
    "channel": words.BECAUSE_CHANNEL,
    "recipients": words.BECAUSE_RECIPIENTS,
    "recently": words.BECAUSE_RECENTLY,
    "transport": words.BECAUSE_TRANSPORT,
}


def render_contacts(found: Contacts, *, language: str) -> str:
    """One line each: where, in which state, and what was asked when."""
    header = render_header(found.target, None, language=language)
    if not found.contacts:
        return f"{header}\n\n{words.NO_CONTACTS.say(language)}"
    rows = [(*_place(one), _state(one, language), _request(one, language)) for one in found.contacts]
    counts = words.COUNTS.say(language, count=len(rows), waiting=sum(one.waits for one in found.contacts))
    return "\n".join([header, "", *table(rows), "", counts])


def contacts_document(found: Contacts) -> JsonDocument:
    return document(target=target_value(found.target), contacts=[contact_value(one) for one in found.contacts])


def contact_value(one: LiveContact) -> JsonDocument:
    asked = None if one.asked is None else {"sent": one.asked.sent, "expires": one.asked.expires, "state": one.asked.state}
    return {
        "recipient": one.recipient,
        "contact": one.contact,
        "channel": one.channel,
        "address": str(one.address),
        "state": one.state.value,
        "serving": None if one.serving is None else str(one.serving),
        "asked": asked,
    }


def render_asking(asking: Asking, *, language: str) -> str:
    """Who would be asked, and who waits and would not be."""
    blocks = [render_header(asking.target, None, language=language)]
    if asking.asked:
        blocks.append(_listed(words.WILL_ASK.say(language, count=len(asking.asked)), [_place(one) for one in asking.asked], language))
    else:
        blocks.append(words.NOBODY.say(language))
    if asking.kept_back:
        rows = [(*_place(one), _BECAUSE[one.kept_back].say(language)) for one in asking.kept_back]
        blocks.append(_listed(words.KEPT_BACK.say(language, count=len(rows)) + ":", rows, language))
    return "\n\n".join(blocks)


def render_asked(done: AskedThem, *, language: str) -> str:
    """What has left, and what has not."""
    lines = [words.LEFT.say(language, count=len(done.left), days=done.days)] if done.left else []
    if done.number:
        lines[-1] += f" {words.RECORDED.say(language, number=done.number)}"
    if done.failed:
        rows = [(*_place(one), f"{_said(code, language)} [{code}]") for one, code in done.failed]
        lines.append(_listed(words.DID_NOT_LEAVE.say(language, count=len(rows)) + ":", rows, language))
    return "\n".join(lines)


def asked_document(done: AskedThem) -> JsonDocument:
    return document(
        target=target_value(done.asking.target),
        sent=[contact_value(one) for one in done.left],
        failed=[contact_value(one) | {"code": code} for one, code in done.failed],
        not_asked=[contact_value(one) | {"reason": one.kept_back} for one in done.asking.kept_back],
        history=done.number or None,
    )


def render_confirmed(done: Confirmed, *, language: str) -> str:
    return words.IS_CONFIRMED.say(language, channel=done.channel, recipient=done.recipient, contact=done.contact)


def confirmed_document(done: Confirmed) -> JsonDocument:
    return document(confirmed={"recipient": done.recipient, "contact": done.contact, "channel": done.channel})


def _place(one: LiveContact) -> tuple[str, str, str]:
    return visible(one.recipient), visible(one.contact), visible(str(one.address))


def _state(one: LiveContact, language: str) -> str:
    return _STATES[one.state].say(language, address=one.serving if one.serving is not None else "")


def _request(one: LiveContact, language: str) -> str:
    if one.asked is None:
        return words.NEVER_ASKED.say(language) if one.waits else ""
    phrase: Phrase | None = _REQUESTS.get(one.asked.state)
    if phrase is None or (not one.waits and one.asked.state != "used"):
        return ""
    return phrase.say(language, sent=moment(one.asked.sent), expires=moment(one.asked.expires))


def _listed(title: str, rows: Sequence[Sequence[str]], language: str) -> str:
    lines = [title, *table(rows[:_SHOWN], indent=2)]
    if (more := len(rows) - _SHOWN) > 0:
        lines.append(f"  {phrases.AND_MORE_LINE.say(language, count=more)}")
    return "\n".join(lines)


def _said(code: str, language: str) -> str:
    """The sentence of a code, where it needs nothing but the code."""
    message = render_message(code, {}, "", language)[0]
    return code if "{" in message else message
