"""A declaration and what is live instead → the declaration that means it, with as little of it changed as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reconciler.importing import choices
from reconciler.importing.choices import Selectable, contacts_of
from reconciler.importing.declared import Data, contact_data, type_document
from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient
from reconciler.model.values import Pointer

_OWN: Final = frozenset({"family_name", "given_name", "patronymic", "role", "locale", "timezone", "suspended", "protected"})
_OF_ORGANIZATION: Final = frozenset({"name", "form", "inn", "ogrn", "kpp", "parent", "locale", "timezone", "protected"})
_OF_TYPE: Final = {"default_channels": "channels"}


def account_accepted(written: Mapping[str, Any], live: Recipient, fields: Sequence[Pointer], selectable: Selectable) -> tuple[list[Data], list[Pointer]]:
    """Ways to write an account as it is live, the least changed first; and what of it cannot be written at all. Only what differs (`fields`) is touched."""
    base = dict(written)
    impossible = _plain(base, live, fields, _OWN)
    impossible += _contacts(base, live, fields)
    _quiet(base, live, fields)
    if not any(_is_of_cells(pointer) for pointer in fields):
        return [base], impossible
    contacts = contacts_of(live)
    names = choices.listed(live.subscriptions, contacts)
    different = sorted({str(pointer[1]) for pointer in fields if pointer[0] == "types"})
    switched: Data = {type_: type_ in names for type_ in different}
    listed: Data = {type_: list(names[type_]) if type_ in names else False for type_ in different}
    types = base.get("notifications", {}).get("types")
    ways = [_noted(base, types=_items(types, form)) for form in (switched, listed)]
    ways.append(_noted(base, **choices.outright(names)))
    whole, own = choices.by_contact(live.subscriptions, contacts, selectable)
    chosen = {contact.id: _with_types(base["contacts"][contact.id], contact, own[contact.id]) for contact in contacts}
    return [*ways, _noted({**base, **({"contacts": chosen} if chosen else {})}, **whole)], impossible


def organization_accepted(written: Mapping[str, Any], live: Organization, fields: Sequence[Pointer], selectable: Selectable) -> tuple[Data, list[Pointer]]:
    """An organization without its accounts, as it is live; and what of it cannot be written."""
    base = dict(written)
    own = live.recipient
    flat = {name: getattr(live, name) for name in ("name", "form", "inn", "ogrn", "kpp", "parent")}
    flat |= {name: getattr(own, name) for name in ("locale", "timezone", "protected")}
    for name in {str(pointer[0]) for pointer in fields} & _OF_ORGANIZATION:
        _put(base, name, flat[name])
    impossible = _contacts(base, own, fields)
    _quiet(base, own, fields)
    if any(pointer[0] == "support" for pointer in fields):
        base["support"] = dict(live.support)
    for type_ in sorted({str(pointer[1]) for pointer in fields if pointer[0] == "requirements" and len(pointer) > 1}):
        requirements = dict(base.get("requirements", {}))
        found = live.requirements.get(type_)
        requirements.pop(type_, None)
        if found is not None:
            requirements[type_] = {"recipients": found.recipients} | ({"channels": list(found.channels)} if found.channels else {})
        base["requirements"] = requirements
    cells = [pointer for pointer in fields if pointer[0] == "types"]
    if cells:
        contacts = dict(base.get("contacts", {}))
        for contact in contacts_of(own):
            contacts[contact.id] = _with_types(contacts[contact.id], contact, choices.chosen(contact.id, own.subscriptions, selectable))
        if contacts:
            base["contacts"] = contacts
    return base, impossible


def type_accepted(written: Mapping[str, Any], live: NotificationType, fields: Sequence[Pointer]) -> Data:
    """A notification type as it is live."""
    base, said = dict(written), type_document(live)
    for name in {_OF_TYPE.get(str(pointer[0]), str(pointer[0])) for pointer in fields}:
        _put(base, name, said.get(name))
    return base


def _plain(base: Data, live: Recipient, fields: Sequence[Pointer], names: frozenset[str]) -> list[Pointer]:
    impossible: list[Pointer] = [pointer for pointer in fields if pointer[0] == "audience" or (pointer[0] not in _KNOWN and pointer[0] not in names)]
    for name in {str(pointer[0]) for pointer in fields}.intersection(names):
        if isinstance(base.get(name), Mapping):  # a reference to where it is kept
            impossible.append((name,))
        else:
            _put(base, name, getattr(live, name))
    return impossible


_KNOWN: Final = frozenset({"contacts", "types", "quiet_hours"})


def _put(base: Data, name: str, value: Any) -> None:
    if value is None or (value is False and name in ("suspended", "protected", "mandatory", "urgent")):
        base.pop(name, None)
    else:
        base[name] = value


def _contacts(base: Data, live: Recipient, fields: Sequence[Pointer]) -> list[Pointer]:
    """Put the contacts that differ into `base`; returns what of them cannot be said."""
    impossible: list[Pointer] = []
    held = {contact.id: contact for contact in contacts_of(live)}
    contacts = dict(base.get("contacts", {}))
    for id in sorted({str(pointer[1]) for pointer in fields if pointer[0] == "contacts" and len(pointer) > 1} - {INAPP}):
        parts = {str(pointer[2]) for pointer in fields if pointer[:2] == ("contacts", id) and len(pointer) > 2}
        if id not in held:
            contacts.pop(id, None)
        elif id not in contacts:
            contacts[id] = contact_data(held[id])
        else:
            if "confirm" in parts:
                impossible.append(("contacts", id, "confirm"))
            if "address" in parts and _is_reference(contacts[id]):
                impossible.append(("contacts", id, "address"))
                parts.discard("address")
            contacts[id] = _changed(contacts[id], held[id], parts)
    if contacts or "contacts" in base:
        base["contacts"] = contacts
    return impossible


def _changed(written: Any, live: Contact, parts: set[str]) -> Any:
    fresh = contact_data(live)
    fresh = fresh if isinstance(fresh, dict) else {"address": fresh}
    if isinstance(written, str):
        return contact_data(live)
    changed = dict(written)
    for part in parts & {"address", "channel", "consent", "secret"}:
        _put(changed, part, fresh.get(part))
    return changed


def _with_types(written: Any, contact: Contact, types: Any) -> Any:
    if isinstance(written, str):
        return contact_data(contact, types)
    return {**({"address": dict(written)} if "address" not in written else written), "types": types}


def _is_reference(contact: Any) -> bool:
    return isinstance(contact, Mapping) and ("address" not in contact or isinstance(contact["address"], Mapping))


def _quiet(base: Data, live: Recipient, fields: Sequence[Pointer]) -> None:
    if any(pointer[0] == "quiet_hours" for pointer in fields):
        hours = live.quiet_hours
        base.update(_noted(base, quiet_hours="none" if hours is None else {"from": hours[0], "to": hours[1]}))


def _noted(base: Data, **notifications: Any) -> Data:
    said = {**base.get("notifications", {}), **notifications}
    return {**base, "notifications": {key: said[key] for key in ("types", "channels", "quiet_hours") if key in said}}


def _items(types: Any, items: Mapping[str, Any]) -> Any:
    """A `types` value with some of its items changed, in the form it has as far as that can say it."""
    if isinstance(types, list) and all(value is True or value is False for value in items.values()):
        kept = [name for name in types if items.get(name) is not False]
        return [*kept, *(name for name, value in items.items() if value is True and name not in kept)]
    if isinstance(types, list):
        return {"all": False, **dict.fromkeys(types, True), **items}
    if types in ("all", "none"):
        return {"all": types == "all", **items}
    return {**(types or {}), **items}


def _is_of_cells(pointer: Pointer) -> bool:
    return pointer[0] == "types" or pointer[:2] == ("contacts", INAPP)
