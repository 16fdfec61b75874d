"""One change → the row operations it takes: only the rows its fields name, only rows that carry the right mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy import Table

from reconciler.backends.sql import rows
from reconciler.backends.sql.batch import Batch
from reconciler.canonical import decode
from reconciler.database.tables import Tables
from reconciler.model.address import kind_of
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.resource import Resource
from reconciler.model.values import Json

Spec = dict[str, Any]


def write(batch: Batch, tables: Tables, change: Change, live: Resource | None) -> None:
    """Add one change to the batch. `live` is the resource as it is now; None for `Create`."""
    match change:
        case Create(after):
            _create(batch, tables, after)
        case Delete(before):
            for table, where in _marked(tables, before):
                batch.delete(table, where)
        case Adopt(before, after):
            for table, where in _marked(tables, before):
                batch.update(table, where, {"manager": after.manager})
        case Move(before, after):
            for table, where in _marked(tables, before):
                key = rows.keys if table is own_table(tables, before.address) else rows.recipient_keys
                batch.update(table, where, key(after.address))
        case Update(before, after):
            _Update(batch, tables, change, live or before).write()


def own_table(tables: Tables, address: str) -> Table:
    """The table that holds a resource's own row."""
    match kind_of(address):
        case "type":
            return tables.types
        case "organization":
            return tables.organizations
        case _:
            return tables.accounts


def _create(batch: Batch, tables: Tables, after: Resource) -> None:
    spec = cast("Spec", decode(after.canonical))
    own = rows.keys(after.address) | rows.values(after.address, spec) | {"manager": after.manager, "revision": 1}
    batch.insert(own_table(tables, after.address), [own])
    if kind_of(after.address) != "type":
        batch.insert(tables.contacts, rows.contacts(after.address, spec, after.manager))
        batch.insert(tables.subscriptions, rows.subscriptions(after.address, spec, after.manager))


def _marked(tables: Tables, resource: Resource) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Each table with rows of a resource, and which of them carry its mark. Others' rows inside it stay as they are."""
    mark = {"manager": resource.manager}
    yield own_table(tables, resource.address), rows.keys(resource.address) | mark
    if kind_of(resource.address) != "type":
        yield tables.contacts, rows.recipient_keys(resource.address) | mark
        yield tables.subscriptions, rows.recipient_keys(resource.address) | mark


class _Update:
    """The rows that one `Update` names."""

    def __init__(self, batch: Batch, tables: Tables, change: Update, live: Resource) -> None:
        self._batch, self._tables, self._change, self._live = batch, tables, change, live
        self._before = cast("Spec", decode(live.canonical))
        self._after = cast("Spec", decode(change.after.canonical))
        self._manager = change.after.manager
        self._key = rows.recipient_keys(live.address)

    def write(self) -> None:
        address = self._live.address
        heads = {field.pointer[0] if field.pointer else "" for field in self._change.fields}
        own = {} if heads <= {"contacts", "types"} and kind_of(address) != "type" else rows.values(address, self._after)
        where = rows.keys(address) | {"manager": self._live.manager}
        self._batch.update(own_table(self._tables, address), where, own, revise=True)
        for id in sorted(self._named("contacts")):
            self._contact(id)
        for type_ in sorted(self._named("types")):
            self._type(type_)

    def _named(self, part: str) -> set[str]:
        """The entries of `contacts` or `types` that the fields name; all of them where a field names the whole."""
        named: set[str] = set()
        for field in self._change.fields:
            if field.pointer[:1] == (part,):
                named |= {str(field.pointer[1])} if len(field.pointer) > 1 else {*self._before.get(part, {}), *self._after.get(part, {})}
        return named

    def _contact(self, id: str) -> None:
        before, after = self._before.get("contacts", {}).get(id), self._after.get("contacts", {}).get(id)
        key = self._key | {"contact": id}
        table = self._tables.contacts
        if after is None:
            self._batch.delete(table, key | {"manager": self._manager})
        elif before is None:
            self._batch.insert(table, [key | {"manager": self._manager, "serving_address": None} | rows.contact_values(after)])
        else:
            values = rows.contact_values(self._with_known_tag(id, before, after)) | {"serving_address": self._serving(id, before, after)}
            self._batch.update(table, key | {"manager": self._manager}, values)

    def _with_known_tag(self, id: str, before: Spec, after: Spec) -> Spec:
        """A secret whose value is not set here keeps the tag it has, as long as it is the same secret."""
        if ("contacts", id, "secret", "tag") not in self._change.after.unknown:
            return after
        old, new = before.get("secret", {}), after["secret"]
        if "tag" in old and (old["source"], old["name"]) == (new["source"], new["name"]):
            return after | {"secret": new | {"tag": old["tag"]}}
        return after

    def _serving(self, id: str, before: Spec, after: Spec) -> str | None:
        """The address to use until the declared one is confirmed: the last one that was."""
        if not after.get("confirm") or not before.get("confirm") or after["channel"] != before["channel"]:
            return None
        serving = cast("Mapping[str, Json]", self._live.observed.get("serving", {})).get(id)
        unconfirmed = id in cast("list[str]", self._live.observed.get("unconfirmed", []))
        used = serving if unconfirmed else before["address"]
        return str(used) if used is not None and used != after["address"] else None

    def _type(self, type_: str) -> None:
        before, after = (set(spec.get("types", {}).get(type_, ())) for spec in (self._before, self._after))
        key = self._key | {"type": type_, "manager": self._manager}
        for contact in sorted(before - after):
            self._batch.delete(self._tables.subscriptions, key | {"contact": contact})
        self._batch.insert(self._tables.subscriptions, [key | {"contact": contact} for contact in sorted(after - before)])
