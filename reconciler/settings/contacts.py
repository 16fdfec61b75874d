"""The contacts of a recipient, as declared: short and long forms, normalised addresses, secrets by reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.personal import Personal
from reconciler.model.policy import INAPP, Policy
from reconciler.model.settings import Consent, Contact
from reconciler.settings.addresses import BadAddressError, normalise
from reconciler.settings.allowed import host_allowed
from reconciler.settings.choice import Choice, parse_choice
from reconciler.settings.findings import Findings, inside, key
from reconciler.settings.references import References

_REFERENCE: Final = frozenset({"env", "file"})


class Declared(NamedTuple):
    """A contact and the choice it carries for itself, if it does."""

    contact: Contact
    choice: Choice | None = None


class Contacts:
    """Reads `contacts` blocks under one policy. Without a project (`policy` None) neither own channels nor allowances are known; without lookups no secret is looked at."""

    def __init__(self, findings: Findings, policy: Policy | None, channels: frozenset[str], references: References) -> None:
        self._findings = findings
        self._policy = policy
        self._references = references
        self._named = channels
        self._channels = channels - {INAPP}
        self._confirm = frozenset(policy.confirm if policy else ())

    def read(self, written: Mapping[str, Any], place: Place) -> list[Declared]:
        """All contacts of one recipient, sorted by id. Mistakes become findings, and the contact is left out."""
        declared = []
        for id in sorted(written):
            value = written[id]
            if isinstance(value, str):
                entry = self._short(id, value, place)
            elif isinstance(value, dict):
                entry = self._long(id, value, place)
            else:
                entry = None
            if entry is not None:
                declared.append(entry)
        return declared

    # Places are made for mistakes only: there are as many contacts as people, and few mistakes.

    def _short(self, id: str, address: str, contacts: Place) -> Declared | None:
        if id not in self._channels:
            self._unknown_channel(id, key(inside(contacts, id)), "id")
            return None
        normal = self._normal(id, address, contacts, id)
        return None if normal is None else Declared(Contact(id, id, normal, id in self._confirm))

    def _long(self, id: str, written: Mapping[str, Any], contacts: Place) -> Declared | None:
        if written and written.keys() <= _REFERENCE:
            written = {"address": written}
        channel = written.get("channel", id)
        if channel not in self._channels:
            where = inside(contacts, id, "channel") if "channel" in written else key(inside(contacts, id))
            self._unknown_channel(channel, where, "" if "channel" in written else "id")
            return None
        if id in self._named and id != channel:
            self._findings.add("contact-of-another-channel", inside(contacts, id, "channel"), contact=id, channel=str(channel))
            return None
        address = self._address(channel, written.get("address"), contacts, id)
        if address is None:
            return None
        secret = self._references.secret(written["secret"], inside(contacts, id, "secret")) if "secret" in written else None
        contact = Contact(id, channel, address, channel in self._confirm, secret, _consent(written.get("consent")))
        return Declared(contact, parse_choice(written["types"]) if "types" in written else None)

    def _unknown_channel(self, channel: object, place: Place, hint: str) -> None:
        severity = Severity.NOTE if self._policy is None and hint != "id" else Severity.ERROR
        self._findings.add("unknown-channel", place, severity, hint=hint, channel=str(channel), known=tuple(sorted(self._channels)))

    def _address(self, channel: str, written: object, contacts: Place, id: str) -> str | None:
        if isinstance(written, str):
            return self._normal(channel, written, contacts, id, "address")
        value = self._references.personal(written, inside(contacts, id, "address"))
        return self._normal(channel, value, contacts, id, "address") if value else value

    def _normal(self, channel: str, address: str, contacts: Place, *pointer: str) -> str | None:
        try:
            normal = normalise(channel, address)
        except BadAddressError as error:
            detail: dict[str, Any] = dict(error.detail)
            self._findings.add(error.code, inside(contacts, *pointer), hint=error.hint, address=Personal(address), **detail)
            return None
        if channel == "webhook" and (code := self._refused_host(normal)):
            self._findings.add(code, inside(contacts, *pointer), address=Personal(normal))
            return None
        return normal

    def _refused_host(self, url: str) -> str:
        """What is wrong with where a webhook goes; "" for nothing. Naming hosts closes all others, and lets one of them do without https."""
        parts = urlsplit(url)
        hosts = self._policy.webhook_hosts if self._policy is not None else ()
        if hosts and not host_allowed(parts.hostname or "", hosts):
            return "webhook-host-not-allowed"
        return "" if hosts or parts.scheme == "https" else "insecure-webhook"


def _consent(written: object) -> Consent | None:
    if isinstance(written, dict) and isinstance(basis := written.get("basis"), str):
        return Consent(basis, written.get("since"))
    return None
