"""The contacts of a recipient, as declared: short and long forms, normalised addresses, secrets by reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.personal import Personal
from reconciler.model.policy import CHANNELS, Policy
from reconciler.model.settings import Consent, Contact, SecretReference
from reconciler.settings.addresses import BadAddressError, normalise
from reconciler.settings.choice import Choice, parse_choice
from reconciler.settings.findings import Findings, inside, key

SecretLookup = Callable[[str, str], "str | None"]
"""(source, name) → a keyed tag or a value; None where it is not set."""


_REFERENCE: Final = frozenset({"env", "file"})


class Declared(NamedTuple):
    """A contact and the choice it carries for itself, if it does."""

    contact: Contact
    choice: Choice | None = None


class Contacts:
    """Reads `contacts` blocks under one policy. Without a project (`policy` None) neither own channels nor allowances are known; without lookups no secret is looked at."""

    def __init__(self, findings: Findings, policy: Policy | None, *, secret_tag: SecretLookup | None, reference: SecretLookup | None) -> None:
        self._findings = findings
        self._policy = policy
        self._secret_tag = secret_tag
        self._reference = reference
        self._channels = frozenset(CHANNELS) | frozenset(policy.own_channels if policy else ())
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
        if id in self._channels and id != channel:
            self._findings.add("contact-of-another-channel", inside(contacts, id, "channel"), contact=id, channel=str(channel))
            return None
        address = self._address(channel, written.get("address"), contacts, id)
        if address is None:
            return None
        secret = self._secret(written["secret"], inside(contacts, id, "secret")) if "secret" in written else None
        contact = Contact(id, channel, address, channel in self._confirm, secret, _consent(written.get("consent")))
        return Declared(contact, parse_choice(written["types"]) if "types" in written else None)

    def _unknown_channel(self, channel: object, place: Place, hint: str) -> None:
        severity = Severity.NOTE if self._policy is None and hint != "id" else Severity.ERROR
        self._findings.add("unknown-channel", place, severity, hint=hint, channel=str(channel), known=tuple(sorted(self._channels)))

    def _address(self, channel: str, written: object, contacts: Place, id: str) -> str | None:
        if isinstance(written, str):
            return self._normal(channel, written, contacts, id, "address")
        place = inside(contacts, id, "address")
        if isinstance(written, dict) and (found := self._allowed(written, place)) is not None:
            value = self._look_up(self._reference, found, place)
            return "" if value is None else self._normal(channel, value, contacts, id, "address")
        return None

    def _normal(self, channel: str, address: str, contacts: Place, *pointer: str) -> str | None:
        try:
            normal = normalise(channel, address)
        except BadAddressError as error:
            detail: dict[str, Any] = dict(error.detail)
            self._findings.add(error.code, inside(contacts, *pointer), hint=error.hint, address=Personal(address), **detail)
            return None
        if channel == "webhook" and not self._host_allowed(normal):
            self._findings.add("insecure-webhook", inside(contacts, *pointer), address=Personal(normal))
            return None
        return normal

    def _host_allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme == "https":
            return True
        return self._policy is not None and any(fnmatchcase(parts.hostname or "", host) for host in self._policy.webhook_hosts)

    def _secret(self, written: object, place: Place) -> SecretReference | None:
        if not isinstance(written, dict) or (found := self._allowed(written, place)) is None:
            return None
        return SecretReference(*found, self._look_up(self._secret_tag, found, place))

    def _look_up(self, lookup: SecretLookup | None, reference: tuple[str, str], place: Place) -> str | None:
        if lookup is None:
            return None
        found = lookup(*reference)
        if found is None:
            self._findings.add("reference-unset", place, Severity.NOTE, source=reference[0], name=reference[1])
        return found

    def _allowed(self, written: Mapping[str, Any], place: Place) -> tuple[str, str] | None:
        """(source, name) of a reference, if the project lets organization files use it: their authors are not always trusted."""
        for source in ("env", "file"):
            name = written.get(source)
            if isinstance(name, str):
                if self._policy is None or self._permits(self._policy, source, name):
                    return source, name
                self._findings.add("secret-not-allowed", place, hint=source, name=name, source=source)
        return None

    @staticmethod
    def _permits(policy: Policy, source: str, name: str) -> bool:
        if source == "env":
            return any(fnmatchcase(name, pattern) for pattern in policy.secret_names)
        if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
            return False
        return any(name == allowed or name.startswith(allowed.rstrip("/") + "/") for allowed in policy.secret_files)


def _consent(written: object) -> Consent | None:
    if isinstance(written, dict) and isinstance(basis := written.get("basis"), str):
        return Consent(basis, written.get("since"))
    return None
