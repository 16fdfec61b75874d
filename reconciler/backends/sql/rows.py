"""Specifications → rows. The inverse of `observe`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from reconciler.backends.sql.texts import TYPE_COLUMNS, definition
from reconciler.canonical import canonical
from reconciler.model.address import TYPE_PREFIX, kind_of

Row: TypeAlias = dict[str, Any]
Spec: TypeAlias = Mapping[str, Any]

_ORGANIZATION_TEXTS = ("name", "form", "inn", "ogrn", "kpp", "parent")
_ACCOUNT_TEXTS = ("role", "family_name", "given_name", "patronymic")


def keys(address: str) -> Row:
    """The key of a resource's own row."""
    match kind_of(address):
        case "type":
            return {"type": address.removeprefix(TYPE_PREFIX)}
        case "organization":
            return {"organization": address}
        case _:
            organization, _, account = address.partition("/")
            return {"organization": organization, "account": account}


def recipient_keys(address: str) -> Row:
    """The part of the key that a recipient's contacts and subscriptions share: an organization is its own account `""`."""
    organization, _, account = address.partition("/")
    return {"organization": organization, "account": account}


def values(address: str, spec: Spec) -> Row:
    """The columns of a resource's own row, without key, manager and revision."""
    match kind_of(address):
        case "type":
            return {column: spec[column] for column in sorted(TYPE_COLUMNS)} | {"definition": definition(spec)}
        case "organization":
            texts = {key: _text(spec.get(key)) for key in ("support", "requirements")}
            return _recipient(spec) | {key: spec.get(key) for key in _ORGANIZATION_TEXTS} | texts
        case _:
            return _recipient(spec) | {key: spec.get(key) for key in _ACCOUNT_TEXTS}


def contact_values(contact: Spec) -> Row:
    """The columns of a contact, without key, manager and serving address."""
    secret, consent = contact.get("secret", {}), contact.get("consent", {})
    return {
        "channel": contact["channel"],
        "address": contact["address"],
        "confirm": contact.get("confirm", False),
        "secret_source": secret.get("source"),
        "secret_name": secret.get("name"),
        "secret_tag": secret.get("tag"),
        "consent_basis": consent.get("basis"),
        "consent_since": consent.get("since"),
    }


def contacts(address: str, spec: Spec, manager: str) -> Iterator[Row]:
    """All contacts of a recipient, as new rows."""
    key = recipient_keys(address) | {"manager": manager, "serving_address": None}
    for id, contact in spec.get("contacts", {}).items():
        yield key | {"contact": id} | contact_values(contact)


def subscriptions(address: str, spec: Spec, manager: str) -> Iterator[Row]:
    """All subscriptions of a recipient, as new rows."""
    organization, _, account = address.partition("/")
    for type_, ids in spec.get("types", {}).items():
        for id in ids:
            yield {"organization": organization, "account": account, "type": type_, "contact": id, "manager": manager}


def _recipient(spec: Spec) -> Row:
    quiet = spec.get("quiet_hours", {})
    return {
        "audience": spec["audience"],
        "locale": spec["locale"],
        "timezone": spec["timezone"],
        "quiet_from": quiet.get("from"),
        "quiet_to": quiet.get("to"),
        "suspended": spec.get("suspended", False),
        "protected": spec.get("protected", False),
    }


def _text(value: object) -> str | None:
    return None if value is None else canonical(value).decode()
