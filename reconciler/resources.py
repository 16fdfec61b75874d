"""Settings ⟷ Resources, one to one: the natural compilation, for backends that hold our own nouns.

A resource is a type, an organization, or an account with its contacts and subscriptions. In a specification an absent key means "none": null is never written,
and `suspended` and `protected` are written only when true. Law: `interpret(compile_settings(s)) == s`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from reconciler.canonical import canonical, decode
from reconciler.model.address import TYPE_PREFIX, kind_of, organization_of, sort_key
from reconciler.model.resource import BUILTIN_MANAGER, Resource
from reconciler.model.settings import (
    Consent,
    Contact,
    NotificationType,
    Organization,
    Recipient,
    Requirement,
    SecretReference,
    Settings,
)
from reconciler.model.values import Pointer, pointer_text

Spec = dict[str, Any]


def compile_settings(settings: Settings) -> Iterator[Resource]:
    """Each type, then each organization followed by its accounts. The built-in types carry `BUILTIN_MANAGER`."""
    for type_ in settings.types:
        manager = BUILTIN_MANAGER if type_.builtin else ""
        yield Resource(TYPE_PREFIX + type_.id, canonical(_type_spec(type_)), manager=manager)
    for organization in settings.organizations:
        yield _resource(organization.recipient, _organization_spec(organization))
        for account in organization.accounts:
            yield _resource(account, _recipient_spec(account))


def interpret(resources: Iterable[Resource]) -> Settings:
    """The settings a set of resources says. Accounts whose organization is not among the resources are left out."""
    types: list[NotificationType] = []
    organizations: dict[str, Spec] = {}
    accounts: dict[str, list[Recipient]] = {}
    for resource in sorted(resources, key=lambda resource: sort_key(resource.address)):
        spec = cast(Spec, decode(resource.canonical))
        match kind_of(resource.address):
            case "type":
                types.append(_type_of(resource, spec))
            case "organization":
                organizations[resource.address] = spec
                accounts[resource.address] = []
            case _:
                if (owner := organization_of(resource.address)) in accounts:
                    accounts[owner].append(recipient_of(resource.address, spec))
    return Settings(
        tuple(types),
        tuple(_organization_of(address, spec, tuple(accounts[address])) for address, spec in organizations.items()),
    )


def not_at_hand(resource: Resource) -> Iterator[str]:
    """What a person has to set before `resource` can be written: names of secrets, and where else a value is missing (`contacts.email.address`)."""
    for pointer in resource.unknown:
        part: Any = resource.spec
        for key in pointer[:-1]:
            part = part[key]
        yield part["name"] if pointer[-2:] == ("secret", "tag") else pointer_text(pointer)


def recipient_of(address: str, spec: Mapping[str, Any]) -> Recipient:
    """An account, or an organization as a recipient, from its specification."""
    quiet = spec.get("quiet_hours")
    return Recipient(
        address=address,
        audience=spec["audience"],
        locale=spec["locale"],
        timezone=spec["timezone"],
        contacts=tuple(_contact_of(id, contact) for id, contact in sorted(spec.get("contacts", {}).items())),
        subscriptions={type_: tuple(contacts) for type_, contacts in sorted(spec.get("types", {}).items())},
        quiet_hours=(quiet["from"], quiet["to"]) if quiet else None,
        role=spec.get("role"),
        family_name=spec.get("family_name"),
        given_name=spec.get("given_name"),
        patronymic=spec.get("patronymic"),
        suspended=spec.get("suspended", False),
        protected=spec.get("protected", False),
    )


def _resource(recipient: Recipient, spec: Spec) -> Resource:
    return Resource(recipient.address, canonical(spec), unknown=tuple(_unknown(recipient)))


def _unknown(recipient: Recipient) -> Iterator[Pointer]:
    """What was declared by a reference whose value is not at hand: tags of secrets, and personal values, which are empty then."""
    for contact in recipient.contacts:
        if not contact.address:
            yield ("contacts", contact.id, "address")
        if contact.secret is not None and contact.secret.tag is None:
            yield ("contacts", contact.id, "secret", "tag")
    if recipient.family_name == "":
        yield ("family_name",)
    if recipient.given_name == "":
        yield ("given_name",)
    if recipient.patronymic == "":
        yield ("patronymic",)


def _recipient_spec(recipient: Recipient) -> Spec:
    spec: Spec = {"audience": recipient.audience, "locale": recipient.locale, "timezone": recipient.timezone}
    if recipient.contacts:
        spec["contacts"] = {contact.id: _contact_spec(contact) for contact in recipient.contacts}
    if recipient.subscriptions:
        spec["types"] = recipient.subscriptions
    if recipient.quiet_hours is not None:
        spec["quiet_hours"] = {"from": recipient.quiet_hours[0], "to": recipient.quiet_hours[1]}
    if recipient.role is not None:
        spec["role"] = recipient.role
    if recipient.family_name is not None:
        spec["family_name"] = recipient.family_name
    if recipient.given_name is not None:
        spec["given_name"] = recipient.given_name
    if recipient.patronymic is not None:
        spec["patronymic"] = recipient.patronymic
    if recipient.suspended:
        spec["suspended"] = True
    if recipient.protected:
        spec["protected"] = True
    return spec


def _contact_spec(contact: Contact) -> Spec:
    spec: Spec = {"channel": contact.channel, "address": contact.address}
    if contact.confirm:
        spec["confirm"] = True
    if (secret := contact.secret) is not None:
        spec["secret"] = {"source": secret.source, "name": secret.name}
        if secret.tag is not None:
            spec["secret"]["tag"] = secret.tag
    if (consent := contact.consent) is not None:
        spec["consent"] = {"basis": consent.basis}
        if consent.since is not None:
            spec["consent"]["since"] = consent.since
    return spec


def _contact_of(id: str, spec: Mapping[str, Any]) -> Contact:
    secret, consent = spec.get("secret"), spec.get("consent")
    return Contact(
        id=id,
        channel=spec["channel"],
        address=spec["address"],
        confirm=spec.get("confirm", False),
        secret=SecretReference(secret["source"], secret["name"], secret.get("tag")) if secret else None,
        consent=Consent(consent["basis"], consent.get("since")) if consent else None,
    )


_ORGANIZATION_TEXTS = ("inn", "ogrn", "kpp", "parent")


def _organization_spec(organization: Organization) -> Spec:
    spec = _recipient_spec(organization.recipient)
    spec["name"] = organization.name
    spec["form"] = organization.form
    for key in _ORGANIZATION_TEXTS:
        if (value := getattr(organization, key)) is not None:
            spec[key] = value
    if organization.support:
        spec["support"] = dict(organization.support)
    if organization.requirements:
        spec["requirements"] = {
            type_: {"recipients": requirement.recipients, "channels": list(requirement.channels)} for type_, requirement in organization.requirements.items()
        }
    return spec


def _organization_of(address: str, spec: Mapping[str, Any], accounts: tuple[Recipient, ...]) -> Organization:
    return Organization(
        recipient=recipient_of(address, spec),
        name=spec["name"],
        form=spec["form"],
        accounts=accounts,
        support=spec.get("support", {}),
        requirements={
            type_: Requirement(requirement["recipients"], tuple(requirement["channels"])) for type_, requirement in sorted(spec.get("requirements", {}).items())
        },
        **{key: spec.get(key) for key in _ORGANIZATION_TEXTS},
    )


def _type_spec(type_: NotificationType) -> Spec:
    spec: Spec = {
        "title": dict(type_.title),
        "description": dict(type_.description),
        "category": type_.category,
        "surface": type_.surface,
        "audience": sorted(type_.audience),
        "default_channels": list(type_.default_channels),
        "mandatory": type_.mandatory,
        "urgent": type_.urgent,
        "selectable": type_.selectable,
        "core": type_.core,
    }
    if type_.allowed_channels:
        spec["allowed_channels"] = list(type_.allowed_channels)
    if type_.lead:
        spec["lead"] = list(type_.lead)
    if type_.since is not None:
        spec["since"] = type_.since
    if type_.until is not None:
        spec["until"] = type_.until
    if type_.events:
        spec["events"] = dict(type_.events)
    return spec


def _type_of(resource: Resource, spec: Mapping[str, Any]) -> NotificationType:
    return NotificationType(
        id=resource.address.removeprefix(TYPE_PREFIX),
        title=spec["title"],
        description=spec["description"],
        category=spec["category"],
        surface=spec["surface"],
        audience=frozenset(spec["audience"]),
        default_channels=tuple(spec["default_channels"]),
        allowed_channels=tuple(spec.get("allowed_channels", ())),
        mandatory=spec["mandatory"],
        urgent=spec["urgent"],
        selectable=spec["selectable"],
        core=spec["core"],
        builtin=resource.manager == BUILTIN_MANAGER,
        lead=tuple(spec.get("lead", ())),
        since=spec.get("since"),
        until=spec.get("until"),
        events=spec.get("events", {}),
    )
