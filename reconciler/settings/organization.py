"""One organization and its accounts, resolved: layers folded, contacts read, clamps applied."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.policy import INAPP, Policy
from reconciler.model.settings import EMPLOYEE, EXTERNAL, Contact, NotificationType, Organization, Recipient, Requirement
from reconciler.settings.checks import LayerCheck
from reconciler.settings.choice import is_selector
from reconciler.settings.contacts import Contacts, Declared
from reconciler.settings.findings import Findings, at, inside, key
from reconciler.settings.index import Entry
from reconciler.settings.layers import Layer, Profile, layer_of
from reconciler.settings.selection import Selection
from reconciler.settings.subscriptions import Clamps, Subscriber
from reconciler.settings.unreached import Unreached

DEFAULT_LOCALE = "ru"
DEFAULT_TIMEZONE = "Europe/Moscow"


class OrganizationResolver:
    """Resolves organizations one after another; what does not depend on the organization is prepared once."""

    def __init__(self, types: Mapping[str, NotificationType], policy: Policy | None, findings: Findings, contacts: Contacts, channels: frozenset[str]) -> None:
        self._types = types
        self._policy = policy
        self._findings = findings
        self._contacts = contacts
        self._channels = channels
        self._check = LayerCheck(findings, types, channels)
        self._selections = {audience: Selection(types, audience) for audience in (EMPLOYEE, EXTERNAL)}
        self._clamps = Clamps(types, policy)

    def resolve(self, entry: Entry) -> Organization:
        return _OneOrganization(self, entry).resolve()

    # What one organization's resolution needs of the whole. Read-only.
    @property
    def types(self) -> Mapping[str, NotificationType]:
        return self._types

    @property
    def policy(self) -> Policy | None:
        return self._policy

    @property
    def findings(self) -> Findings:
        return self._findings

    @property
    def contacts(self) -> Contacts:
        return self._contacts

    @property
    def channels(self) -> frozenset[str]:
        return self._channels

    @property
    def check(self) -> LayerCheck:
        return self._check

    @property
    def clamps(self) -> Clamps:
        return self._clamps

    def selection(self, audience: str) -> Selection:
        return self._selections[audience]


class _OneOrganization:
    def __init__(self, whole: OrganizationResolver, entry: Entry) -> None:
        self._whole = whole
        self._entry = entry
        self._findings = whole.findings
        self._subscriber = Subscriber(whole.clamps)
        self._unreached = Unreached(whole.findings, whole.types)
        self._dropped = 0
        self._base = base_profile(entry, whole.selection(EMPLOYEE))
        self._external = Profile(whole.selection(EXTERNAL))
        self._locale = inherited(entry, "locale", DEFAULT_LOCALE)
        self._timezone = inherited(entry, "timezone", DEFAULT_TIMEZONE)
        self._roles: dict[str, Profile] = self._read_roles()

    def resolve(self) -> Organization:
        entry, data = self._entry, self._entry.data
        if entry.document is not None:
            self._check_own()
        recipient = self._recipient(entry.id, data, EMPLOYEE, self._base, entry.place(), own=False)
        accounts = tuple(self._account(id, *entry.accounts[id]) for id in sorted(entry.accounts))
        self._unreached.report()
        if self._dropped:
            self._findings.add("recipients-dropped", entry.place(), Severity.NOTE, organization=entry.id, count=self._dropped)
        return Organization(
            recipient=recipient,
            name=str(data.get("name", entry.id)),
            form=str(data.get("form", "other")),
            accounts=accounts,
            inn=data.get("inn"),
            ogrn=data.get("ogrn"),
            kpp=data.get("kpp"),
            parent=data.get("parent"),
            support=inherited(entry, "support", {}),
            requirements=self._requirements(),
        )

    def _check_own(self) -> None:
        notifications = self._entry.data.get("notifications")
        if isinstance(notifications, dict):
            layer = layer_of(self._entry.id, notifications, self._entry.place("notifications"))
            self._whole.check.notifications(notifications, layer, self._whole.selection(EMPLOYEE), None)
        self._check_timezone(self._entry.data, self._entry.place())

    def _check_timezone(self, data: Mapping[str, Any], place: Place) -> None:
        zone = data.get("timezone")
        if isinstance(zone, str) and not is_timezone(zone):
            self._findings.add("unknown-timezone", inside(place, "timezone"), timezone=zone)

    def _read_roles(self) -> dict[str, Profile]:
        roles = self._entry.data.get("roles")
        profiles = {}
        for name, role in (roles if isinstance(roles, dict) else {}).items():
            notifications = role.get("notifications") if isinstance(role, dict) else None
            if isinstance(notifications, dict):
                layer = layer_of(f"role:{name}", notifications, self._entry.place("roles", name, "notifications"))
                self._whole.check.notifications(notifications, layer, self._whole.selection(EMPLOYEE), None)
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
            self._unreached.add(address, profile, subscribed, place)
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
            family_name=data.get("family_name"),
            given_name=data.get("given_name"),
            patronymic=data.get("patronymic"),
            suspended=data.get("suspended", False),
            protected=data.get("protected", False),
        )

    def _own_layer(self, address: str, notifications: Mapping[str, Any], place: Place, profile: Profile, contacts: Mapping[str, Any]) -> Layer:
        layer = layer_of(address, notifications, inside(place, "notifications"))
        self._whole.check.notifications(notifications, layer, profile.selection, contacts)
        return layer

    def _contacts_of(self, written: Mapping[str, Any], place: Place, profile: Profile) -> list[Declared]:
        declared = self._whole.contacts.read(written, place)
        for entry in declared:
            if entry.choice is not None:
                own = inside(place, entry.contact.id, "types")
                self._whole.check.contact_types(written[entry.contact.id]["types"], own, profile.selection)
        return declared

    def _admitted(self, declared: list[Declared]) -> list[Declared]:
        """The contacts that may receive anything in this environment; the others are not written there at all."""
        policy = self._whole.policy
        if policy is None or policy.recipients is None:
            return declared
        admitted = [entry for entry in declared if policy.admits(entry.contact.address)]
        self._dropped += len(declared) - len(admitted)
        return admitted

    def _requirements(self) -> dict[str, Requirement]:
        written = self._entry.data.get("requirements")
        requirements = {}
        for type_, requirement in sorted((written if isinstance(written, dict) else {}).items()):
            if type_ not in self._whole.types:
                self._check_required(type_)
                continue
            written_channels = requirement.get("channels", ()) if isinstance(requirement, dict) else ()
            channels = [channel for channel in written_channels if isinstance(channel, str)]
            for position, channel in enumerate(channels):
                if channel not in self._whole.channels and channel != INAPP:
                    where = self._entry.place("requirements", type_, "channels", position)
                    self._findings.unresolved("unknown-channel", where, channel=channel, known=tuple(sorted(self._whole.channels)))
            requirements[type_] = Requirement(int(requirement.get("recipients", 1)) if isinstance(requirement, dict) else 1, tuple(sorted(channels)))
        return requirements

    def _check_required(self, name: str) -> None:
        if is_selector(name):
            self._findings.add("unknown-type", key(self._entry.place("requirements", name)), type=name)
        else:
            self._whole.check.types({name: True}, self._entry.place("requirements"), self._whole.selection(EMPLOYEE), None)


def base_profile(entry: Entry, selection: Selection) -> Profile:
    """What an organization's employees inherit: its ancestors' defaults, the farthest first, then its own."""
    profile = Profile(selection)
    for owner in (*reversed(entry.ancestors), entry):
        notifications = owner.data.get("notifications")
        if isinstance(notifications, dict):
            profile = profile.with_layer(layer_of(owner.id, notifications, owner.place("notifications")))
    return profile


def inherited(entry: Entry, name: str, default: Any) -> Any:
    """A value of the organization, else of its nearest ancestor that has one."""
    return next((owner.data[name] for owner in (entry, *entry.ancestors) if name in owner.data), default)


@lru_cache(maxsize=1024)
def is_timezone(name: str) -> bool:
    """Whether the IANA time zone database knows a zone."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
