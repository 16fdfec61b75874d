"""One organization and its accounts, resolved: layers folded, contacts read, clamps applied."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.policy import INAPP
from reconciler.model.settings import EMPLOYEE, EXTERNAL, Contact, Organization, Recipient, Requirement
from reconciler.settings.addresses import SEPARATORS
from reconciler.settings.choice import is_selector
from reconciler.settings.contacts import Declared
from reconciler.settings.findings import at, inside, key
from reconciler.settings.ground import Ground
from reconciler.settings.index import Entry
from reconciler.settings.inheritance import DEFAULT_LOCALE, DEFAULT_TIMEZONE, base_profile, inherited
from reconciler.settings.layers import Layer, Profile, layer_of
from reconciler.settings.subscriptions import Subscriber
from reconciler.settings.unreached import Unreached


class OrganizationResolver:
    """Resolves one organization. Its accounts share what they inherit, so one that says nothing of its own costs next to nothing."""

    def __init__(self, ground: Ground, entry: Entry) -> None:
        self._ground = ground
        self._entry = entry
        self._findings = ground.findings
        self._subscriber = Subscriber(ground.clamps)
        self._unreached = Unreached(ground.findings, ground.types, ground.channels)
        self._dropped = 0
        self._base = base_profile(entry, ground.selections[EMPLOYEE])
        self._external = Profile(ground.selections[EXTERNAL])
        self._locale = inherited(entry, "locale", DEFAULT_LOCALE)
        self._timezone = inherited(entry, "timezone", DEFAULT_TIMEZONE)
        self._roles = self._read_roles()

    def resolve(self) -> Organization:
        entry, data = self._entry, self._entry.data
        if entry.document is not None:
            self._check_own()
        recipient = self._recipient(entry.id, data, EMPLOYEE, self._base, entry.place(), own=False)
        accounts = tuple(self._account(id, *entry.accounts[id]) for id in sorted(entry.accounts))
        self._unreached.report()
        if self._dropped:
            self._findings.add("recipients-dropped", entry.place("id"), Severity.NOTE, organization=entry.id, count=self._dropped)
        for repeated in entry.repeated:
            self._account(*repeated)  # for what is wrong in it
        return Organization(
            recipient=recipient,
            name=str(data.get("name", entry.id)),
            form=str(data.get("form", "other")),
            accounts=accounts,
            inn=_digits(data.get("inn")),
            ogrn=_digits(data.get("ogrn")),
            kpp=data.get("kpp"),
            parent=data.get("parent"),
            support=inherited(entry, "support", {}),
            requirements=self._requirements(),
        )

    def _check_own(self) -> None:
        notifications = self._entry.data.get("notifications")
        if isinstance(notifications, dict):
            layer = layer_of(self._entry.id, notifications, self._entry.place("notifications"))
            self._ground.check.notifications(notifications, layer, self._ground.selections[EMPLOYEE], None)
        self._check_timezone(self._entry.data, self._entry.place())

    def _check_timezone(self, data: Mapping[str, Any], place: Place) -> None:
        zone = data.get("timezone")
        if isinstance(zone, str) and not is_timezone(zone):
            similar = _similar_timezone(zone)
            self._findings.add("unknown-timezone", inside(place, "timezone"), hint="similar" if similar else "", timezone=zone, suggestion=similar)

    def _read_roles(self) -> dict[str, Profile]:
        roles = self._entry.data.get("roles")
        profiles = {}
        for name, role in (roles if isinstance(roles, dict) else {}).items():
            notifications = role.get("notifications") if isinstance(role, dict) else None
            if isinstance(notifications, dict):
                layer = layer_of(f"role:{name}", notifications, self._entry.place("roles", name, "notifications"))
                self._ground.check.notifications(notifications, layer, self._ground.selections[EMPLOYEE], None)
                profiles[name] = self._base.with_layer(layer)
            else:
                profiles[name] = self._base
        return profiles

    def _account(self, id: str, document: Any, data: Mapping[str, Any]) -> Recipient:
        place = at(document.number, ("accounts", id))
        audience = EXTERNAL if data.get("audience") == EXTERNAL else EMPLOYEE
        profile = self._external if audience == EXTERNAL else self._profile_of_role(data.get("role"), place)
        if "timezone" in data:
            self._check_timezone(data, place)
        return self._recipient(f"{self._entry.id}/{id}", data, audience, profile, place, own=True)

    def _profile_of_role(self, role: object, place: Place) -> Profile:
        if not isinstance(role, str):
            return self._base
        if role not in self._roles:
            where = inside(place, "role")
            self._findings.unresolved("unknown-role", where, role=role, organization=self._entry.id, known=tuple(sorted(self._roles)))
            return self._base
        return self._roles[role]

    def _recipient(self, address: str, data: Mapping[str, Any], audience: str, profile: Profile, place: Place, *, own: bool) -> Recipient:
        written = data.get("contacts")
        declared = self._contacts_of(written, inside(place, "contacts"), profile) if isinstance(written, dict) else []
        notifications = data.get("notifications") if own else None
        shared = not isinstance(notifications, dict)
        if isinstance(notifications, dict):
            layer = self._own_layer(address, notifications, place, profile, written if isinstance(written, dict) else {})
            profile = profile.with_layer(layer)
        admitted = self._admitted(declared)
        subscribed = self._subscriber.subscribe(profile, admitted, shared=shared)
        # Where an environment leaves contacts out, types without a contact are meant: one note says so for the organization.
        if own and len(admitted) == len(declared) and not data.get("suspended") and (subscribed.missing or subscribed.unreached or subscribed.blocked):
            whole = len(declared) == len(written or ()) and (place.document, place.pointer[-1]) not in self._ground.spoilt
            self._unreached.add(address, profile, subscribed, place, contacts=[entry.contact.id for entry in declared], whole=whole)
        contacts = tuple(entry.contact for entry in admitted)
        if subscribed.inapp:
            contacts = tuple(sorted((*contacts, Contact(INAPP, INAPP, address)), key=lambda contact: contact.id))
        return Recipient(
            address=address,
            audience=audience,
            locale=data.get("locale", self._locale),
            timezone=data.get("timezone", self._timezone),
            contacts=contacts,
            subscriptions=subscribed.cells,
            quiet_hours=profile.quiet_hours,
            role=data.get("role") if own else None,
            family_name=self._name(data, "family_name", place),
            given_name=self._name(data, "given_name", place),
            patronymic=self._name(data, "patronymic", place),
            suspended=data.get("suspended", False),
            protected=data.get("protected", False),
        )

    def _own_layer(self, address: str, notifications: Mapping[str, Any], place: Place, profile: Profile, contacts: Mapping[str, Any]) -> Layer:
        layer = layer_of(address, notifications, inside(place, "notifications"))
        self._ground.check.notifications(notifications, layer, profile.selection, contacts)
        return layer

    def _contacts_of(self, written: Mapping[str, Any], place: Place, profile: Profile) -> list[Declared]:
        declared = self._ground.contacts.read(written, place)
        for entry in declared:
            if entry.choice is not None:
                own = inside(place, entry.contact.id, "types")
                self._ground.check.contact_types(written[entry.contact.id]["types"], own, profile.selection)
        return declared

    def _admitted(self, declared: list[Declared]) -> list[Declared]:
        """The contacts that may receive anything in this environment; the others are not written there at all."""
        allowed = self._ground.allowed
        if allowed is None:
            return declared
        # An address that is not at hand may be anybody's. Nothing is written before it is, and leaving it out would delete what is live.
        admitted = [entry for entry in declared if not entry.contact.address or allowed.admits(entry.contact.channel, entry.contact.address)]
        self._dropped += len(declared) - len(admitted)
        return admitted

    def _name(self, data: Mapping[str, Any], key: str, place: Place) -> str | None:
        written: str | dict[str, str] | None = data.get(key)
        return self._ground.references.personal(written, inside(place, key)) if isinstance(written, dict) else written

    def _requirements(self) -> dict[str, Requirement]:
        written = self._entry.data.get("requirements")
        requirements = {}
        for type_, requirement in sorted((written if isinstance(written, dict) else {}).items()):
            if not isinstance(requirement, dict):
                continue
            self._check_required(type_)
            channels = [channel for channel in requirement.get("channels", ()) if isinstance(channel, str)]
            for position, channel in enumerate(channels):
                if channel not in self._ground.channels:
                    where = self._entry.place("requirements", type_, "channels", position)
                    self._findings.unresolved("unknown-channel", where, channel=channel, known=tuple(sorted(self._ground.channels)))
            if type_ in self._ground.types:
                requirements[type_] = Requirement(requirement.get("recipients", 1), tuple(sorted(channels)))
        return requirements

    def _check_required(self, name: str) -> None:
        if is_selector(name):
            self._findings.add("unknown-type", key(self._entry.place("requirements", name)), type=name)
        else:
            self._ground.check.types({name: True}, self._entry.place("requirements"), self._ground.selections[EMPLOYEE], None)


@lru_cache(maxsize=1024)
def is_timezone(name: str) -> bool:
    """Whether the IANA time zone database knows a zone."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=1024)
def _similar_timezone(name: str) -> str:
    """The zone whose name is spelt most like it; "" for none."""
    return next(iter(get_close_matches(name[:64], sorted(zoneinfo.available_timezones()), n=1, cutoff=0.88)), "")


def _digits(number: str | None) -> str | None:
    """A registration number without what people write between its digits."""
    return None if number is None else number.translate(SEPARATORS)
