"""The lines under a change: where it is declared, whom it reaches at which addresses, and what they receive."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reconciler.model.address import kind_of
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.diagnostic import Location
from reconciler.model.resource import Resource
from reconciler.reporting import phrases
from reconciler.reporting.beside import NOTHING, Observed, observed_ids, refused_contacts, waiting_contact
from reconciler.reporting.deciding import NOBODY, Deciders, missing_note
from reconciler.reporting.fields import Detail, field_details, leaves
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
    seen: Observed = NOTHING,
    language: str,
    deciders: Deciders = NOBODY,
    commit_of: Callable[[str], str] = nowhere,
) -> list[Detail]:
    """Every line under one change. `seen`: what will be observed of its object; `commit_of`: the commit whose `origins` what is deleted has, by its address."""
    match change:
        case Create(after):
            details = resource_details(after, seen=seen, language=language, deciders=deciders)
        case Delete(before):
            details = resource_details(before, language=language)
        case Update():
            details = field_details(change, seen=seen, language=language, deciders=deciders)
        case Adopt():
            details = [Detail.same(phrases.MARKED_OURS.say(language))]
        case Move(before, _):
            details = [Detail.same(phrases.MOVED_FROM.say(language, address=before.address))]
    if seen and not isinstance(change, Delete):
        details += _observed_details(change, seen, language)
    origin = origins.get(change.address)
    if isinstance(change, Delete):
        was = [] if origin is None else [Detail(phrases.WAS_AT.say(language, place=location_text(origin), commit=commit_of(change.address)), "")]
        return [*was, *details]
    if origin is None or (isinstance(change, Update) and all(detail.place or detail.beside for detail in details)):
        return details  # where each line is decided says more than where the recipient is declared
    return [Detail(location_text(origin), ""), *details]


def _observed_details(change: Create | Update | Adopt | Move, seen: Observed, language: str) -> list[Detail]:
    """What stands beside the change: who waits and is not said to above, and what is refused."""
    recipient = recipient_of(change.address, change.after.spec)
    said = {contact.id for contact in recipient.contacts} if isinstance(change, Create) else set()
    if isinstance(change, Update):
        said = {str(field.pointer[1]) for field in leaves(change.fields) if field.pointer[0] == "contacts" and len(field.pointer) > 1}
    details: list[Detail] = []
    waiting = [contact for contact in recipient.contacts if contact.id in observed_ids(seen, "unconfirmed") - said]
    if waiting:
        contacts = ", ".join(waiting_contact(contact, seen, language) for contact in waiting)
        ids = ", ".join(visible(contact.id) for contact in waiting)
        details.append(_beside(phrases.WAITING_HERE, contacts, ids, language))
    if refused := refused_contacts(recipient, seen, language):
        contacts, ids = (", ".join(column) for column in zip(*refused, strict=True))
        details.append(_beside(phrases.REFUSED_HERE, contacts, ids, language))
    return details


def _beside(phrase: Phrase, contacts: str, ids: str, language: str) -> Detail:
    return Detail(phrase.say(language, contacts=contacts), phrase.say(language, contacts=ids), beside=True)


def resource_details(resource: Resource, *, seen: Observed = NOTHING, language: str, deciders: Deciders = NOBODY) -> list[Detail]:
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
    if contacts := contacts_text(recipient, seen=seen, language=language):
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
