"""Settings → documents as plain data, which say the same and no more than they have to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconciler.importing import choices
from reconciler.importing.choices import Cells, Selectable, contacts_of
from reconciler.model.settings import EMPLOYEE, EXTERNAL, Contact, NotificationType, Organization, Recipient

Data = dict[str, Any]

DEFAULT_LOCALE = "ru"
DEFAULT_TIMEZONE = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an organization is written for: what can be chosen, by audience, and its parent, where that is known."""

    selectable: Mapping[str, Selectable]
    parent: Organization | None = None


def type_document(type_: NotificationType) -> Data:
    """A `NotificationType` document."""
    data: Data = {"version": 1, "kind": "NotificationType", "id": type_.id, "title": _by_language(type_.title)}
    if any(type_.description.values()):
        data["description"] = _by_language(type_.description)
    data |= {"category": type_.category, "surface": type_.surface}
    if type_.audience != frozenset({EMPLOYEE}):
        data["audience"] = sorted(type_.audience)
    data["channels"] = list(type_.default_channels)
    if type_.allowed_channels:
        data["allowed_channels"] = list(type_.allowed_channels)
    for key, value, usual in (("mandatory", type_.mandatory, False), ("urgent", type_.urgent, False), ("selectable", type_.selectable, True)):
        if value is not usual:
            data[key] = value
    if type_.lead:
        data["lead"] = list(type_.lead)
    for key, text in (("since", type_.since), ("until", type_.until)):
        if text is not None:
            data[key] = text
    if type_.events:
        data["events"] = dict(type_.events)
    return data


def defaults_of(organization: Organization, around: Surroundings) -> list[Data]:
    """`notifications` of the organization, the shortest first: what most of its employees have in common, as far as that is true of its own cabinet."""
    employees = [account for account in organization.accounts if account.audience == EMPLOYEE]
    selectable = around.selectable[EMPLOYEE]
    common = choices.fitted(choices.shared(employees or [organization.recipient]), organization.recipient, selectable)
    short = choices.outright(common) if organization.parent is not None else choices.exactly(common, selectable)
    return [short, choices.outright(common)]


def organization_document(organization: Organization, around: Surroundings, defaults: Data) -> Data:
    """An `Organization` document without its accounts, whose `notifications` begin with `defaults`."""
    own, parent = organization.recipient, around.parent
    data: Data = {"version": 1, "kind": "Organization", "id": organization.id, "name": organization.name}
    if organization.form != "other":
        data["form"] = organization.form
    for key in ("inn", "ogrn", "kpp", "parent"):
        if (value := getattr(organization, key)) is not None:
            data[key] = value
    known = organization.parent is None or parent is not None
    for key, inherited in (("locale", DEFAULT_LOCALE), ("timezone", DEFAULT_TIMEZONE)):
        value = getattr(own, key)
        if not known or value != (getattr(parent.recipient, key) if parent is not None else inherited):
            data[key] = value
    if not known or organization.support != (parent.support if parent is not None else {}):
        data["support"] = dict(organization.support)
    if own.protected:
        data["protected"] = True
    cells = choices.effect(_names(defaults, around.selectable[EMPLOYEE]), contacts_of(own))
    if contacts := _contacts(own, {contact.id: choices.chosen(contact.id, own.subscriptions, around.selectable[EMPLOYEE]) for contact in _unlike(own, cells)}):
        data["contacts"] = contacts
    notifications = {**defaults, **_quiet(own, parent.recipient if parent is not None else None, known=known)}
    if notifications:
        data["notifications"] = notifications
    if roles := sorted({account.role for account in organization.accounts if account.role is not None and account.audience == EMPLOYEE}):
        data["roles"] = {role: {} for role in roles}
    if organization.requirements:
        data["requirements"] = {
            type_: {"recipients": requirement.recipients, **({"channels": list(requirement.channels)} if requirement.channels else {})}
            for type_, requirement in sorted(organization.requirements.items())
        }
    return data


def account_ways(account: Recipient, organization: Organization, around: Surroundings, defaults: Data) -> list[Data]:
    """An account under an organization with these defaults, in ways that come to its cells, the shortest first. The last one stands for itself."""
    contacts = contacts_of(account)
    selectable = around.selectable[EXTERNAL if account.audience == EXTERNAL else EMPLOYEE]
    inherited = {} if account.audience == EXTERNAL else defaults
    expected = choices.effect(_names(inherited, selectable), contacts)
    plain = choices.plainly(inherited, contacts, selectable)
    forms = choices.ways(expected, plain, account.subscriptions, contacts, selectable)
    above = None if account.audience == EXTERNAL else organization.recipient
    quiet = _quiet(account, above, known=True)
    found = [_account(account, organization, {**form, **quiet}, {}) for form in forms]
    notifications, own = choices.by_contact(account.subscriptions, contacts, selectable)
    return [*found, _account(account, organization, {**notifications, **quiet}, own)]


def _account(account: Recipient, organization: Organization, notifications: Data, choices_of: Mapping[str, Any]) -> Data:
    data: Data = {"audience": EXTERNAL} if account.audience == EXTERNAL else {}
    if account.audience not in (EMPLOYEE, EXTERNAL):
        data["audience"] = account.audience
    for key in ("family_name", "given_name", "patronymic", "role"):
        if (value := getattr(account, key)) is not None:
            data[key] = value
    for key in ("locale", "timezone"):
        if (value := getattr(account, key)) != getattr(organization.recipient, key):
            data[key] = value
    for key in ("suspended", "protected"):
        if (value := getattr(account, key)) is not False:
            data[key] = value
    if contacts := _contacts(account, choices_of):
        data["contacts"] = contacts
    if notifications:
        data["notifications"] = notifications
    return data


def contact_data(contact: Contact, types: Any = None) -> Any:
    """A contact, in its short form where that says everything."""
    data: Data = {} if contact.id == contact.channel else {"channel": contact.channel}
    data["address"] = contact.address
    if (consent := contact.consent) is not None:
        data["consent"] = {"basis": consent.basis} | ({} if consent.since is None else {"since": consent.since})
    if (secret := contact.secret) is not None:
        data["secret"] = {str(secret.source): secret.name}
    if types is not None:
        data["types"] = types
    return contact.address if data.keys() == {"address"} else data


def _contacts(recipient: Recipient, types: Mapping[str, Any]) -> Data:
    return {contact.id: contact_data(contact, types.get(contact.id)) for contact in contacts_of(recipient)}


def _unlike(recipient: Recipient, cells: Cells) -> Sequence[Contact]:
    """The contacts that receive something else than the defaults come to."""
    types = {*cells, *recipient.subscriptions}
    return [
        contact
        for contact in contacts_of(recipient)
        if any((contact.id in cells.get(type_, ())) != (contact.id in recipient.subscriptions.get(type_, ())) for type_ in types)
    ]


def _names(notifications: Data, selectable: Selectable) -> dict[str, tuple[str, ...]]:
    """Type → channels, as `notifications` say them; of those written by `defaults_of`."""
    types, common = notifications.get("types"), notifications.get("channels")
    defaults = selectable.defaults
    if types in ("all", "none", None):
        types = dict.fromkeys(defaults, True) if types == "all" else {}
    elif isinstance(types, list):
        types = dict.fromkeys(types, True)
    elif types.get("all") is True:
        types = {**dict.fromkeys(defaults, True), **types}
    plain = {type_: tuple(common) if common is not None else defaults.get(type_, ()) for type_ in types}
    return {type_: plain[type_] if value is True else tuple(value) for type_, value in types.items() if type_ != "all" and value is not False}


def _quiet(recipient: Recipient, above: Recipient | None, *, known: bool) -> Data:
    inherited = above.quiet_hours if above is not None else None
    if known and recipient.quiet_hours == inherited:
        return {}
    hours = recipient.quiet_hours
    return {"quiet_hours": "none" if hours is None else {"from": hours[0], "to": hours[1]}}


def _by_language(texts: Mapping[str, str]) -> Any:
    """One text where both languages have the same."""
    return next(iter(texts.values())) if texts.keys() == {"en", "ru"} and len({*texts.values()}) == 1 else dict(texts)
