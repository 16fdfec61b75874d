"""The effective settings once more, written slowly and straight from the rules of the YAML: what the resolver is held against.

Nothing here is shared with the resolver but the catalogue: no layers are folded, no result is kept; each question is asked anew for each recipient, type and contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconciler.model.settings import NotificationType

Data = Mapping[str, Any]
Matrix = dict[str, dict[str, set[str]]]
"""recipient → type → ids of the contacts that receive it; types that reach nothing are left out."""


@dataclass(frozen=True)
class Clamp:
    """The project's word over every declaration. No channels: any."""

    forced: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()


def matrix(documents: Sequence[Data], catalogue: Sequence[NotificationType], clamp: Clamp) -> Matrix:
    """Who receives what where, for every organization and account declared."""
    types = {type_.id: _builtin(type_) for type_ in catalogue} | {each["id"]: each for each in documents if each["kind"] == "NotificationType"}
    organizations = {each["id"]: each for each in documents if each["kind"] == "Organization"}
    found: Matrix = {}
    for id, organization in organizations.items():
        ancestors = list(_ancestors(organization, organizations))
        defaults = [each.get("notifications", {}) for each in (*reversed(ancestors), organization)]
        found[id] = _cells(organization, "employee", defaults, types, clamp)
        for account_id, account in _accounts(id, documents):
            if account.get("audience") == "external":
                audience, layers = "external", []
            else:
                role = organization.get("roles", {}).get(account.get("role"), {})
                audience, layers = "employee", [*defaults, role.get("notifications", {})]
            found[f"{id}/{account_id}"] = _cells(account, audience, [*layers, account.get("notifications", {})], types, clamp)
    return found


def _builtin(type_: NotificationType) -> Data:
    return {
        "id": type_.id,
        "category": type_.category,
        "surface": type_.surface,
        "audience": sorted(type_.audience),
        "channels": list(type_.default_channels),
        "allowed_channels": list(type_.allowed_channels),
        "mandatory": type_.mandatory,
        "selectable": type_.selectable,
        "core": type_.core,
    }


def _ancestors(organization: Data, organizations: Mapping[str, Data]) -> Iterator[Data]:
    """The nearest first."""
    while "parent" in organization:
        organization = organizations[organization["parent"]]
        yield organization


def _accounts(id: str, documents: Sequence[Data]) -> Iterator[tuple[str, Data]]:
    for document in documents:
        if document["kind"] == "Organization" and document["id"] == id:
            yield from document.get("accounts", {}).items()
        if document["kind"] == "Accounts" and document["organization"] == id:
            yield from document["accounts"].items()


def _cells(recipient: Data, audience: str, layers: Sequence[Data], types: Mapping[str, Data], clamp: Clamp) -> dict[str, set[str]]:
    contacts = {
        id: {"channel": id, "address": written} if isinstance(written, str) else {"channel": id, **written}
        for id, written in recipient.get("contacts", {}).items()
    }
    cells = {}
    for id, type_ in types.items():
        if type_.get("selectable", True) and audience in type_.get("audience", ["employee"]):
            reached = {contact for contact, written in contacts.items() if _reaches(contact, written, type_, layers, clamp)}
            if _is_on(type_, layers, clamp) and "inapp" in _channels(type_, layers) and _admitted("inapp", type_, clamp):
                reached.add("inapp")
            if reached and id not in clamp.forbidden:
                cells[id] = reached
    return cells


def _reaches(id: str, contact: Data, type_: Data, layers: Sequence[Data], clamp: Clamp) -> bool:
    """A contact receives what its recipient wants on its channel or at itself; where it carries `types`, these replace that for it."""
    if not _admitted(contact["channel"], type_, clamp):
        return False
    listed = _channels(type_, layers)
    wanted = _is_on(type_, layers, clamp) and (id in listed or contact["channel"] in listed)
    if "types" not in contact:
        return wanted
    said = _says(contact["types"], type_)
    return wanted if said is None else bool(said)


def _is_on(type_: Data, layers: Sequence[Data], clamp: Clamp) -> bool:
    if type_.get("mandatory") or type_["id"] in clamp.forced:
        return True
    on = False
    for layer in layers:
        if "types" in layer and (said := _says(layer["types"], type_)) is not None:
            on = bool(said)
    return on


def _channels(type_: Data, layers: Sequence[Data]) -> Sequence[str]:
    """The nearest layer that lists them for the type; else the nearest `channels`; else the type's own."""
    for layer in reversed(layers):
        said = _says(layer["types"], type_) if "types" in layer else None
        if isinstance(said, list) and said:
            return said
    for layer in reversed(layers):
        if "channels" in layer:
            return [] if layer["channels"] == "none" else list(layer["channels"])
    return list(type_.get("channels", ["email"]))


def _admitted(channel: str, type_: Data, clamp: Clamp) -> bool:
    if clamp.channels and channel not in clamp.channels:
        return False
    return not type_.get("allowed_channels") or channel in type_["allowed_channels"]


def _says(written: Any, type_: Data) -> Any:
    """What one `types` value says of a type: None where it says nothing, which only a map without `all` can."""
    if written == "all":
        written = {"all": True}
    elif written == "none":
        written = {"all": False}
    elif isinstance(written, list):
        written = {"all": False} | dict.fromkeys(written, True)
    selectors = [f"category:{type_.get('category', 'custom')}", f"surface:{type_.get('surface', 'lko')}", *(["core"] if type_.get("core") else [])]
    for name in (type_["id"], *selectors, "all"):
        if name in written:
            return written[name]
    return None
