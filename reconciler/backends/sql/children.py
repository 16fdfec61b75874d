"""The contacts and subscriptions inside one recipient, ours and others'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from reconciler.canonical import decode
from reconciler.model.values import Json

NOTHING: Final[Mapping[str, Json]] = {}


class Children:
    """Sorts aggregated rows into the specification (rows with the recipient's own mark) and what is merely observed.

    `refusals` maps (organization, channel, address) to the refused types, `*` for all.
    """

    def __init__(self, refusals: dict[tuple[str, str, str], list[str]]) -> None:
        self.refusals = refusals

    def put(self, spec: dict[str, Any], organization: str, prefix: str, manager: str, contacts: str | None, subscriptions: str | None) -> Mapping[str, Json]:
        """Put `contacts` and `types` into `spec`; returns `Resource.observed`. `prefix` is the recipient's part of a contact's address."""
        foreign: list[Json] = []
        observed: dict[str, Json] = {}
        if contacts is not None and contacts != "[]":
            self._contacts(spec, observed, foreign, organization, prefix, manager, decode(contacts))
        if subscriptions is not None and subscriptions != "[]":
            types: dict[str, list[str]] = {}
            rows: Any = decode(subscriptions)
            for type_, contact, owner in rows:
                if (owner or "") == manager:
                    types.setdefault(type_, []).append(contact)
                else:
                    foreign.append({"address": _contact_address(prefix, contact), "type": type_, "manager": owner or ""})
            if types:
                for ids in types.values():
                    ids.sort()
                spec["types"] = types
        if foreign:
            observed["foreign"] = sorted(foreign, key=_place)
        return observed or NOTHING

    def _contacts(self, spec: dict[str, Any], observed: dict[str, Any], foreign: list[Json], organization: str, prefix: str, manager: str, rows: Any) -> None:
        contacts: dict[str, Any] = {}
        for id, channel, address, confirm, source, name, tag, basis, since, owner, pending, serving in rows:
            if (owner or "") != manager:
                foreign.append({"address": _contact_address(prefix, id), "manager": owner or ""})
                continue
            contact: dict[str, Any] = {"channel": channel, "address": address}
            if confirm:
                contact["confirm"] = True if confirm == 1 else confirm
            if source is not None or name is not None or tag is not None:
                contact["secret"] = {"source": source, "name": name} | ({} if tag is None else {"tag": tag})
            if basis is not None or since is not None:
                contact["consent"] = {"basis": basis} | ({} if since is None else {"since": since})
            contacts[id] = contact
            used = address
            if pending:
                observed.setdefault("unconfirmed", []).append(id)
                if serving is not None:
                    observed.setdefault("serving", {})[id] = used = serving
                    if "*" in self.refusals.get((organization, channel, address), ()):
                        observed.setdefault("unwanted", []).append(id)
            if self.refusals and (types := self.refusals.get((organization, channel, used))):
                observed.setdefault("refused", {})[id] = types
        if contacts:
            spec["contacts"] = contacts
        if "unconfirmed" in observed:
            observed["unconfirmed"].sort()


def _contact_address(prefix: str, contact: str) -> str:
    """`teleset/ivanova/mobile`, or `teleset//duty` for an organization's own."""
    return f"{prefix}/{contact}"


def _place(entry: Any) -> tuple[str, str]:
    return entry["address"], entry.get("type", "")
