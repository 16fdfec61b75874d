"""Live settings, and why a value is what it is → JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reconciler.model.personal import mask
from reconciler.model.plan import Target
from reconciler.model.settings import Contact, Organization, Recipient, Settings
from reconciler.model.values import Json
from reconciler.reporting.beside import Observed, observed_ids, observed_map
from reconciler.reporting.explain import Layer
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.diagnostics import location_value
from reconciler.reporting.machine.plan import target_value
from reconciler.reporting.masking import is_personal


def show_document(settings: Settings, *, target: Target | None = None, observed: Mapping[str, Observed], reveal: bool = False) -> JsonDocument:
    """`{target, organizations: [{…, accounts: […]}]}`; `owner` is the manager of what is not ours ("" without a mark, null for ours); addresses and names are masked unless `reveal`."""
    writer = _Writer(observed, reveal=reveal)
    organizations = sorted(settings.organizations, key=lambda organization: organization.id)
    head = None if target is None else target_value(target)
    return document(target=head, masked=not reveal, organizations=[writer.organization(organization) for organization in organizations])


def recipient_value(recipient: Recipient, observed: Observed) -> JsonDocument:
    """One account, or an organization as a recipient; addresses and names are masked."""
    return _Writer({recipient.address: observed}, reveal=False).recipient(recipient)


class _Writer:
    def __init__(self, observed: Mapping[str, Observed], *, reveal: bool) -> None:
        self._observed = observed
        self._reveal = reveal

    def organization(self, organization: Organization) -> JsonDocument:
        name = self._shown(organization.name) if is_personal(("name",), organization.form) else organization.name
        requirements = organization.requirements.items()
        return {
            **self.recipient(organization.recipient),
            "name": name,
            "form": organization.form,
            "parent": organization.parent,
            "requirements": {type_: {"recipients": needed.recipients, "channels": list(needed.channels)} for type_, needed in sorted(requirements)},
            "accounts": [self.recipient(account) for account in sorted(organization.accounts, key=lambda account: account.address)],
        }

    def recipient(self, recipient: Recipient) -> JsonDocument:
        observed = self._observed.get(recipient.address, {})
        quiet = recipient.quiet_hours
        return {
            "address": recipient.address,
            "audience": recipient.audience,
            "role": recipient.role,
            "locale": recipient.locale,
            "timezone": recipient.timezone,
            "family_name": self._shown(recipient.family_name),
            "given_name": self._shown(recipient.given_name),
            "patronymic": self._shown(recipient.patronymic),
            "suspended": recipient.suspended,
            "protected": recipient.protected,
            "quiet_hours": {"from": quiet[0], "to": quiet[1]} if quiet else None,
            "contacts": [self._contact(contact, observed) for contact in recipient.contacts],
            "types": {type_: list(ids) for type_, ids in sorted(recipient.subscriptions.items())},
            "owner": observed.get("owner"),
            "foreign": _rows(observed.get("foreign")),
        }

    def _contact(self, contact: Contact, observed: Observed) -> JsonDocument:
        serving = observed_map(observed, "serving").get(contact.id)
        return {
            "id": contact.id,
            "channel": contact.channel,
            "address": self._shown(contact.address),
            "awaits_confirmation": contact.id in observed_ids(observed, "unconfirmed"),
            "serving_address": self._shown(serving) if isinstance(serving, str) else None,
            "refused": sorted(observed_ids(observed_map(observed, "refused"), contact.id)),
        }

    def _shown(self, value: str | None) -> str | None:
        return value if self._reveal or value is None else mask(value)


def _rows(foreign: Json) -> list[Any]:
    rows = foreign if isinstance(foreign, Sequence) and not isinstance(foreign, str) else ()
    return sorted((dict(sorted(row.items())) for row in rows if isinstance(row, Mapping)), key=lambda row: sorted(map(str, row.items())))


def explain_document(subject: str, layers: Sequence[Layer], value: str) -> JsonDocument:
    """`{subject, layers: [{name, value, location, decides, note}], value}`, lowest layer first."""
    return document(subject=subject, layers=[_layer(layer) for layer in layers], value=value)


def _layer(layer: Layer) -> JsonDocument:
    return {"name": layer.name, "value": layer.value, "location": location_value(layer.location), "decides": layer.decides, "note": layer.note}
