"""The lines under a change: where it is declared, whom it reaches at which addresses, and what they receive."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reconciler.model.address import kind_of
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.diagnostic import Location
from reconciler.model.resource import Resource
from reconciler.reporting import phrases
from reconciler.reporting.deciding import NOBODY, Deciders, missing_note
from reconciler.reporting.fields import Detail, field_details
from reconciler.reporting.masking import is_personal
from reconciler.reporting.subscriptions import channels_text, contacts_text
from reconciler.reporting.wording import Phrase, location_text, visible
from reconciler.resources import recipient_of


def nowhere(_: str) -> str:
    """No commit is known."""
    return ""


def change_details(
    change: Change,
    *,
    origins: Mapping[str, Location],
    awaiting: frozenset[str],
    language: str,
    deciders: Deciders = NOBODY,
    commit_of: Callable[[str], str] = nowhere,
) -> list[Detail]:
    """Every line under one change. `awaiting`: recipients with an address that must be confirmed first; `commit_of`: the commit whose `origins` what is deleted has, by its address."""
    awaits = change.address in awaiting
    match change:
        case Create(after):
            details = resource_details(after, awaits=awaits, language=language, deciders=deciders)
        case Delete(before):
            details = resource_details(before, awaits=False, language=language)
        case Update():
            details = field_details(change, awaits=awaits, language=language, deciders=deciders)
        case Adopt():
            details = [Detail.same(phrases.MARKED_OURS.say(language))]
        case Move(before, _):
            details = [Detail.same(phrases.MOVED_FROM.say(language, address=before.address))]
    origin = origins.get(change.address)
    if isinstance(change, Delete):
        was = [] if origin is None else [Detail(phrases.WAS_AT.say(language, place=location_text(origin), commit=commit_of(change.address)), "")]
        return [*was, *details]
    if origin is None or (isinstance(change, Update) and all(detail.place for detail in details)):
        return details  # where each line is decided says more than where the recipient is declared
    return [Detail(location_text(origin), ""), *details]


def resource_details(resource: Resource, *, awaits: bool, language: str, deciders: Deciders = NOBODY) -> list[Detail]:
    """What a resource that comes or goes is: a type its title, a recipient its contacts and what they receive."""
    spec = resource.spec
    if kind_of(resource.address) == "type":
        titles = spec.get("title")
        title = titles.get(language) or titles.get("en") if isinstance(titles, Mapping) else None
        return [_line(phrases.TITLE, title, language)] if isinstance(title, str) else []
    recipient = recipient_of(resource.address, spec)
    details: list[Detail] = []
    if isinstance(name := spec.get("name"), str) and not is_personal(("name",), spec.get("form")):
        details.append(_line(phrases.NAME, name, language))
    if contacts := contacts_text(recipient, awaits=awaits, language=language):
        details.append(Detail.same(f"{phrases.CONTACTS.say(language)}: {contacts}"))
    for type_, ids in sorted(recipient.subscriptions.items()):
        note = missing_note(deciders.get((resource.address, type_)), language)
        details.append(Detail.same(f"{visible(type_)}: {channels_text(recipient, ids)}{note}"))
    if not recipient.subscriptions:
        details.append(Detail.same(phrases.SUBSCRIBED_TO_NOTHING.say(language)))
    if recipient.suspended:
        details.append(Detail.same(phrases.SUSPENDED.say(language)))
    return details


def _line(label: Phrase, value: str, language: str) -> Detail:
    return Detail.same(f"{label.say(language)}: {visible(value)}")
