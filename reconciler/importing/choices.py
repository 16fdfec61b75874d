"""Enabled cells → the shortest `notifications` that mean them, and longer ones that mean them whatever else is said.

What is inherited is only foreseen here, by what an organization's own defaults say. Whoever uses this asks the stage that knows whether it comes out, and takes the next way if not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, Recipient

Cells = Mapping[str, tuple[str, ...]]
"""Type id → the ids of the contacts that receive it, sorted."""

Names = Mapping[str, tuple[str, ...]]
"""Type id → channels or contacts that are listed for it, sorted."""

NOTHING: Final[Names] = {}


@dataclass(frozen=True, slots=True)
class Selectable:
    """What the recipients of one audience can choose from: each type with the channels it has by itself. `always` cannot be switched off."""

    defaults: Names
    always: frozenset[str] = frozenset()


def contacts_of(recipient: Recipient) -> tuple[Contact, ...]:
    """Those that are declared: the cabinet is there by itself."""
    return tuple(contact for contact in recipient.contacts if contact.channel != INAPP)


def reached(names: Collection[str], contacts: Iterable[Contact]) -> tuple[str, ...]:
    """The contacts that a list means, and the cabinet."""
    ids = [contact.id for contact in contacts if contact.id in names or contact.channel in names]
    return tuple(sorted([*ids, INAPP] if INAPP in names else ids))


def effect(names: Names, contacts: Sequence[Contact]) -> dict[str, tuple[str, ...]]:
    """The cells that defaults come to for somebody with these contacts."""
    return {type_: cells for type_, listed in names.items() if (cells := reached(listed, contacts))}


def shared(recipients: Sequence[Recipient]) -> dict[str, tuple[str, ...]]:
    """What most of them have in common: a type that more than half of them receive, on the channels on which more than half of those receive it who could."""
    received: Counter[str] = Counter()
    on: Counter[tuple[str, str]] = Counter()
    could: Counter[tuple[str, str]] = Counter()
    for recipient in recipients:
        channel_of = {contact.id: contact.channel for contact in recipient.contacts}
        channels = {*channel_of.values(), INAPP}
        for type_, ids in recipient.subscriptions.items():
            received[type_] += 1
            could.update((type_, channel) for channel in channels)
            on.update({(type_, channel_of.get(id, INAPP)) for id in ids})
    common: dict[str, list[str]] = {}
    for (type_, channel), count in sorted(on.items()):
        if received[type_] * 2 > len(recipients) and count * 2 > could[type_, channel]:
            common.setdefault(type_, []).append(channel)
    return {type_: tuple(channels) for type_, channels in common.items()}


def fitted(common: Names, organization: Recipient, selectable: Selectable) -> dict[str, tuple[str, ...]]:
    """Defaults under which the organization's own cabinet holds just what it holds: nobody but its defaults decides about it."""
    result: dict[str, tuple[str, ...]] = {}
    own = {type_ for type_, ids in organization.subscriptions.items() if INAPP in ids}
    for type_ in sorted({*common, *own, *selectable.always}):
        if type_ not in selectable.defaults:
            continue
        default = selectable.defaults[type_]
        channels = {*common.get(type_, () if type_ in own else default)} - {INAPP}
        channels = channels | {INAPP} if type_ in own else channels
        if channels:
            result[type_] = tuple(sorted(channels))
        elif type_ in selectable.always and INAPP in default:
            result[type_] = ("email",)
    return result


def exactly(names: Names, selectable: Selectable) -> dict[str, Any]:
    """`notifications` that say exactly these, the shorter of two ways: with channels of each type's own, or with channels for most of them."""
    if not names:
        return {"types": "none"}
    usual = Counter(names.values()).most_common(1)[0][0]
    plain = {type_: True if set(listed) == set(selectable.defaults.get(type_, ())) else list(listed) for type_, listed in sorted(names.items())}
    common = {type_: True if listed == usual else list(listed) for type_, listed in sorted(names.items())}
    forms = [{"types": _exact(plain, selectable)}, {"types": _exact(common, selectable), "channels": list(usual)}]
    return min(forms, key=_length)


def outright(names: Names) -> dict[str, Any]:
    """`notifications` that say exactly these with every channel written out."""
    return {"types": {"all": False, **{type_: list(listed) for type_, listed in sorted(names.items())}}} if names else {"types": "none"}


def plainly(notifications: Mapping[str, Any], contacts: Sequence[Contact], selectable: Selectable) -> dict[str, tuple[str, ...]]:
    """What switching a type on comes to, under these defaults."""
    types = notifications.get("types")
    own = {type_: value for type_, value in types.items() if isinstance(value, list)} if isinstance(types, dict) else {}
    common = notifications.get("channels")
    return {type_: reached(own.get(type_, default if common is None else common), contacts) for type_, default in selectable.defaults.items()}


def ways(expected: Cells, plain: Cells, cells: Cells, contacts: Sequence[Contact], selectable: Selectable) -> list[dict[str, Any]]:
    """`notifications` of an account that come to `cells`, the shortest first: what differs from the `expected`, exactly these, and these with every channel. `plain` is what switching on comes to."""
    if expected == cells:
        return [{}, outright(listed(cells, contacts))]
    names = listed(cells, contacts)
    differing: dict[str, Any] = {}
    for type_ in sorted({*expected, *cells}):
        if expected.get(type_) != (have := cells.get(type_)):
            differing[type_] = False if have is None else True if plain.get(type_) == have else list(names[type_])
    exact = {type_: True if plain.get(type_) == ids else list(names[type_]) for type_, ids in sorted(cells.items())}
    forms = [{"types": differing}, {"types": _exact(exact, selectable)}]
    if len({*names.values()}) == 1:
        forms.append({"types": _exact(dict.fromkeys(sorted(cells), True), selectable), "channels": list(next(iter(names.values())))})
    return [*sorted(forms, key=_length), outright(names)]


def listed(cells: Cells, contacts: Sequence[Contact]) -> dict[str, tuple[str, ...]]:
    """How an account lists these contacts: a channel where all of its contacts are among them."""
    by_channel: dict[str, list[str]] = {}
    for contact in contacts:
        by_channel.setdefault(contact.channel, []).append(contact.id)
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for ids in cells.values():
        if ids not in known:
            whole = {channel for channel, its in by_channel.items() if set(its) <= set(ids)}
            rest = [contact.id for contact in contacts if contact.id in ids and contact.channel not in whole]
            known[ids] = tuple(sorted([*whole, *rest, *([INAPP] if INAPP in ids else [])]))
    return {type_: known[ids] for type_, ids in cells.items()}


def by_contact(cells: Cells, contacts: Sequence[Contact], selectable: Selectable) -> tuple[dict[str, Any], dict[str, Any]]:
    """(`notifications`, the `types` of each contact) where each contact says for itself what it receives: whatever there is can be said so."""
    own = {contact.id: chosen(contact.id, cells, selectable) for contact in contacts}
    items: dict[str, Any] = {type_: [INAPP] for type_, ids in sorted(cells.items()) if INAPP in ids}
    for type_ in sorted(selectable.always - items.keys()):
        # What cannot be off is on in the cabinet too, unless something else is listed.
        items[type_] = [next((contact.id for contact in contacts), "email")]
    return {"types": {"all": False, **items} if items else "none"}, own


def chosen(contact: str, cells: Cells, selectable: Selectable) -> Any:
    """The `types` of one contact: exactly what it receives."""
    mine = [type_ for type_, ids in sorted(cells.items()) if contact in ids]
    return _exact(dict.fromkeys(mine, True), selectable)


def _exact(items: Mapping[str, Any], selectable: Selectable) -> Any:
    if not items:
        return "none"
    if all(value is True for value in items.values()):
        return "all" if selectable.defaults.keys() <= items.keys() else list(items)
    if selectable.defaults.keys() <= items.keys():
        special = {type_: value for type_, value in items.items() if value is not True}
        return {"all": True, **special}
    return {"all": False, **items}


def _length(form: Any) -> int:
    return len(json.dumps(form, ensure_ascii=False))
