"""The fields of an update → one line each, masked where they are about people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from reconciler.model.address import kind_of
from reconciler.model.change import FieldChange, Update
from reconciler.model.personal import mask
from reconciler.model.policy import INAPP
from reconciler.model.settings import Contact, Recipient
from reconciler.model.values import ABSENT, Absent, Json, pointer_text
from reconciler.reporting import phrases
from reconciler.reporting.beside import NOTHING, Observed, waiting_note
from reconciler.reporting.deciding import NOBODY, Deciders, missing_note, place_text
from reconciler.reporting.masking import distinction, is_address, is_personal, is_secret_tag
from reconciler.reporting.subscriptions import channels_text, contact_text
from reconciler.reporting.wording import Phrase, visible
from reconciler.resources import recipient_of


class Detail(NamedTuple):
    """A line under a change, and what it has in common with the same line of another recipient: that without the personal values. `place`: where it is decided; `beside`:
    nobody decided it, it is only observed.
    """

    text: str
    gist: str
    place: str = ""
    beside: bool = False

    @classmethod
    def same(cls, text: str) -> Detail:
        return cls(text, text)


def leaves(fields: Iterable[FieldChange]) -> list[FieldChange]:
    """The changes down to single values, in the order of their pointers."""
    expanded = (leaf for change in fields for leaf in _expand(change))
    return sorted(expanded, key=lambda leaf: tuple(map(str, leaf.pointer)))


def _expand(change: FieldChange) -> Iterator[FieldChange]:
    before, after = change.before, change.after
    sides = [side for side in (before, after) if not isinstance(side, Absent)]
    maps = [side for side in sides if isinstance(side, Mapping)]
    if not maps or len(maps) != len(sides):
        yield change
        return
    for key in sorted({key for side in maps for key in side}):
        old = before.get(key, ABSENT) if isinstance(before, Mapping) else ABSENT
        new = after.get(key, ABSENT) if isinstance(after, Mapping) else ABSENT
        yield from _expand(FieldChange((*change.pointer, key), old, new))


def field_details(update: Update, *, seen: Observed = NOTHING, language: str, deciders: Deciders = NOBODY) -> list[Detail]:
    """Contacts first, then what is received, then the rest.

    `seen` is what will be observed of the recipient. `deciders`: which layer decides what is received.
    """
    if kind_of(update.address) == "type":
        return _type_details(leaves(update.fields), language)
    return _RecipientDetails(update, deciders, seen, language).details()


def _type_details(changes: list[FieldChange], language: str) -> list[Detail]:
    events = sorted({str(change.pointer[1]) for change in changes if change.pointer[0] == "events" and len(change.pointer) > 1})
    details = [Detail.same(phrases.PAYLOAD.say(language, event=event)) for event in events]
    return [value_detail(change, None, language) for change in changes if change.pointer[0] != "events"] + details


class _RecipientDetails:
    def __init__(self, update: Update, deciders: Deciders, seen: Observed, language: str) -> None:
        before, after = update.before.spec, update.after.spec
        self._before, self._after = recipient_of(update.before.address, before), recipient_of(update.after.address, after)
        self._old_contacts = {contact.id: contact for contact in self._before.contacts}
        self._new_contacts = {contact.id: contact for contact in self._after.contacts}
        self._form = after.get("form") or before.get("form")
        self._changes = leaves(update.fields)
        self._seen = seen
        self._deciders = deciders
        self._address = update.address
        self._language = language

    def details(self) -> list[Detail]:
        render: Mapping[str, Callable[[list[FieldChange]], list[Detail]]] = {
            "contacts": self._contacts,
            "types": self._types,
            "quiet_hours": lambda _: [self._quiet_hours()],
        }
        found: dict[str, list[Detail]] = {}
        for top, group in groupby(self._changes, key=lambda change: str(change.pointer[0]) if change.pointer else ""):
            changes = list(group)
            found[top] = render[top](changes) if top in render else [value_detail(change, self._form, self._language) for change in changes]
        order = sorted(found, key=lambda top: (top != "contacts", top != "types", top))
        return [detail for top in order for detail in found[top]]

    def _contacts(self, changes: list[FieldChange]) -> list[Detail]:
        details: list[Detail] = []
        for id, group in groupby(changes, key=lambda change: str(change.pointer[1]) if len(change.pointer) > 1 else ""):
            old, new = self._old_contacts.get(id), self._new_contacts.get(id)
            if id == INAPP and all(side is None or side.channel == INAPP for side in (old, new)):
                continue  # the cabinet is everyone's own; what is received there is said below
            if old is None and new is not None:
                details.append(self._whole_contact(phrases.CONTACT_ADDED, new, self._seen))
            elif old is not None and new is None:
                details.append(self._whole_contact(phrases.CONTACT_REMOVED, old, NOTHING))
            else:
                details += [self._contact_part(id, change) for change in group]
        return details

    def _whole_contact(self, phrase: Phrase, contact: Contact, seen: Observed) -> Detail:
        label = phrases.CONTACT.say(self._language, id=contact.id)
        shown = contact_text(contact, seen=seen, language=self._language).partition(" ")[2]
        text = phrase.say(self._language, contact=f"{contact.channel} {shown}")
        return Detail(f"{label}: {text}", f"{label}: {phrase.say(self._language, contact=contact.channel)}")

    def _contact_part(self, id: str, change: FieldChange) -> Detail:
        label = phrases.CONTACT.say(self._language, id=id)
        if is_secret_tag(change.pointer):
            return Detail.same(f"{label}: {phrases.SECRET_CHANGED.say(self._language)}")
        if is_address(change.pointer):
            text, gist = _values(change, self._form, self._language)
            new = self._new_contacts.get(id)
            waiting = waiting_note(new, self._seen, self._language) if new is not None else ""
            return Detail(f"{label}: {text}{waiting}", f"{label}: {gist}")
        label = phrases.CONTACT_PART.say(self._language, id=id, part=pointer_text(change.pointer[2:]))
        return Detail.same(f"{label}: {_values(change, self._form, self._language)[0]}")

    def _types(self, changes: list[FieldChange]) -> list[Detail]:
        return [self._type(type_) for type_ in sorted({str(change.pointer[-1]) for change in changes})]

    def _type(self, type_: str) -> Detail:
        decider = self._deciders.get((self._address, type_))
        text = f"{visible(type_)}: {self._subscription(type_)}{missing_note(decider, self._language)}"
        place = place_text(decider, self._language)
        return Detail(text, f"{text}  {place}" if place and decider is not None and decider.shared else text, place)

    def _subscription(self, type_: str) -> str:
        old_ids, new_ids = self._before.subscriptions.get(type_, ()), self._after.subscriptions.get(type_, ())
        old, new = channels_text(self._before, old_ids), channels_text(self._after, new_ids)
        if old == new:
            old, new = visible(", ".join(old_ids)), visible(", ".join(new_ids))
        off = phrases.OFF.say(self._language)
        return f"{old or off} -> {new or off}"

    def _quiet_hours(self) -> Detail:
        def hours(recipient: Recipient) -> str:
            return "-".join(recipient.quiet_hours) if recipient.quiet_hours else phrases.NONE.say(self._language)

        return Detail.same(f"{phrases.QUIET_HOURS.say(self._language)}: {hours(self._before)} -> {hours(self._after)}")


def value_detail(change: FieldChange, form: Json, language: str) -> Detail:
    """`suspended: no -> yes`"""
    label = visible(pointer_text(change.pointer))
    text, gist = _values(change, form, language)
    return Detail(f"{label}: {text}", f"{label}: {gist}")


def _values(change: FieldChange, form: Json, language: str) -> tuple[str, str]:
    pointer, before, after = change.pointer, change.before, change.after
    personal = is_personal(pointer, form)
    if isinstance(before, bool) or isinstance(after, bool):  # flags are written only where they are set
        before, after = (False if isinstance(side, Absent) else side for side in (before, after))
    text = f"{value_text(before, language, personal=personal)} -> {value_text(after, language, personal=personal)}"
    if not personal:
        return text, text
    note = distinction(pointer, before, after, language) if isinstance(before, str) and isinstance(after, str) else ""
    gist = phrases.ANOTHER_ADDRESS if is_address(pointer) else phrases.ANOTHER_VALUE
    return (f"{text} ({note})" if note else text), gist.say(language)


def value_text(value: Json | Absent, language: str, *, personal: bool = False) -> str:
    """A value as people read it."""
    if value is None or isinstance(value, Absent):
        return phrases.NONE.say(language)
    if personal:
        return visible(mask(str(value)))
    if isinstance(value, bool):
        return (phrases.YES if value else phrases.NO).say(language)
    if isinstance(value, Mapping):
        return ", ".join(f"{visible(str(key))} {value_text(part, language)}" for key, part in sorted(value.items())) or phrases.NONE.say(language)
    if isinstance(value, str | int | float):
        return visible(str(value))
    return ", ".join(value_text(part, language) for part in value) or phrases.NONE.say(language)
