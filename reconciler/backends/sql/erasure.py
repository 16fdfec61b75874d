"""Addresses that nobody uses any more are erased; what was confirmed and refused there is kept under keyed digests, until the address is declared again.

Everything is looked up in batches, and nothing at all where nobody has confirmed or refused anything. Only what belonged to the changed objects is touched: an
application may keep opt-outs of addresses that nobody has declared yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import Connection, Table, bindparam, exists, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from reconciler.backends.sql import inbox, rows
from reconciler.backends.sql.observe import chunks
from reconciler.canonical import decode
from reconciler.database.database import Database
from reconciler.model.address import kind_of, organization_of
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.keeping import Keeping
from reconciler.model.policy import INAPP
from reconciler.model.resource import Resource

Place: TypeAlias = tuple[str, str, str]
"""(organization, channel, address)"""

MANY: Final = 2_000
"""Asked whether more addresses than this are used, all contacts are read once instead."""


class Erasure:
    """One apply's. Made before the first write, it remembers the addresses that the changed objects use; `settle` comes after the last one.

    `known`: whether anything is known of any address, so that erasing one could matter.
    """

    def __init__(self, database: Database, connection: Connection, keeping: Keeping, changes: Sequence[Change]) -> None:
        self._tables, self._embedded, self._connection = database.tables, database.embedded, connection
        self._keeping, self._changes = keeping, changes
        self.known = self._any(self._tables.verifications) or self._any(self._tables.refusals)
        self._kept = self._any(self._tables.kept_verifications) or self._any(self._tables.kept_refusals)
        self._left: set[Place] = set()
        if self.known:
            self._remember()

    def leave(self, used: Iterable[Sequence[Any]]) -> None:
        """(organization, channel, address, serving address) of contacts that may go. The cabinet's address is an id, which is a public name."""
        for organization, channel, *addresses in used:
            if channel != INAPP:
                self._left |= {(organization, channel, address) for address in addresses if address}

    def settle(self) -> None:
        """Bring back what is kept of the addresses that came, and erase those that are not used any more."""
        if self._kept:
            kept = self._tables.kept_verifications
            self._connection.execute(kept.delete().where(kept.c.expires <= self._keeping.now))
            self._bring_back({place for change in self._changes for place in _coming(change)})
        self._follow_organizations()
        inbox.follow(self._tables, self._connection, self._changes)
        if self.known:
            self._stop_serving()
            self._erase()

    def _any(self, table: Table) -> bool:
        return self._connection.execute(select(literal(1)).select_from(table).limit(1)).first() is not None

    def _remember(self) -> None:
        contacts = self._tables.contacts
        wanted = select(contacts.c.account, contacts.c.organization, contacts.c.channel, contacts.c.address, contacts.c.serving_address)
        moved = {change.before.address: organization_of(change.after.address) for change in self._changes if isinstance(change, Move)}
        for organization, accounts in _recipients(self._changes).items():
            for chunk in chunks(accounts):
                found = self._connection.execute(wanted.where(contacts.c.organization == organization, contacts.c.account.in_(chunk))).all()
                self.leave(row[1:] for row in found)
                # Who moves takes refusals along, and may be given other addresses there in the same apply.
                self.leave((new, *row[2:]) for row in found if (new := moved.get(f"{organization}/{row.account}")))

    def _bring_back(self, coming: set[Place]) -> None:
        """A digest becomes a row again."""
        tags = {pair: self._keeping.tag(*pair) for pair in {place[1:] for place in coming}}
        pairs = {tag: pair for pair, tag in tags.items()}
        kept = self._tables.kept_verifications
        found = [tag for chunk in chunks(sorted(pairs)) for (tag,) in self._connection.execute(select(kept.c.tag).where(kept.c.tag.in_(chunk)))]
        self._insert(self._tables.verifications, [{"channel": pairs[tag][0], "address": pairs[tag][1]} for tag in found])
        self._delete(kept, [{"tag": tag} for tag in found])
        kept = self._tables.kept_refusals
        wanted = select(kept.c.tag, kept.c.type)
        refused = []
        for organization, mine in _grouped((place[0], tags[place[1:]]) for place in coming).items():
            for chunk in chunks(mine):
                found_here = self._connection.execute(wanted.where(kept.c.organization == organization, kept.c.tag.in_(chunk)))
                refused += [{"organization": organization, "tag": tag, "type": type_} for tag, type_ in found_here]
        self._insert(self._tables.refusals, [_with_address(row, *pairs[row["tag"]]) for row in refused])
        self._delete(kept, refused)

    def _follow_organizations(self) -> None:
        """Refusals are kept as long as their organization exists. Where it has another id now, they go with it."""
        moves = {change.before.address: change.after.address for change in self._changes if isinstance(change, Move) and _is_organization(change)}
        deleted = [change.address for change in self._changes if isinstance(change, Delete) and _is_organization(change)]
        gone = [{"organization": id} for id in sorted({*moves, *deleted})]
        self._left |= {(moves[organization], channel, address) for organization, channel, address in self._left if organization in moves}
        for table in (self._tables.refusals, self._tables.kept_refusals) if gone else ():
            columns = [column.name for column in table.c if column.name != "organization"]
            for old, new in moves.items():
                found = self._connection.execute(select(*(table.c[name] for name in columns)).where(table.c.organization == old)).all()
                self._insert(table, [{"organization": new, **dict(zip(columns, row, strict=True))} for row in found])
            self._delete(table, gone)

    def _stop_serving(self) -> None:
        """Where the declared address is confirmed by now, the one that served until then has served its time."""
        contacts, confirmed = self._tables.contacts, self._tables.verifications
        is_confirmed = exists().where(confirmed.c.channel == contacts.c.channel, confirmed.c.address == contacts.c.address)
        wanted = select(contacts).where(contacts.c.serving_address.is_not(None), contacts.c.manager.in_({manager_of(change) for change in self._changes}))
        found = self._connection.execute(wanted.where(is_confirmed)).all()
        if found:
            self.leave((row.organization, row.channel, row.serving_address) for row in found)
            keys = [{f"{name}_": getattr(row, name) for name in ("organization", "account", "contact")} for row in found]
            where = (contacts.c[name] == bindparam(f"{name}_") for name in ("organization", "account", "contact"))
            self._connection.execute(contacts.update().where(*where).values(serving_address=None), keys)

    def _erase(self) -> None:
        confirmed, refused = self._confirmed(), self._refused()
        used = self._used({address for _, address in confirmed} | {row["address"] for row in refused})
        unconfirmed = confirmed - {place[1:] for place in used}
        tags = [self._keeping.tag(*pair) for pair in sorted(unconfirmed)]
        self._delete(self._tables.kept_verifications, [{"tag": tag} for tag in tags])
        self._insert(self._tables.kept_verifications, [{"tag": tag, "expires": self._keeping.until} for tag in tags])
        self._delete(self._tables.verifications, [{"channel": channel, "address": address} for channel, address in sorted(unconfirmed)])
        gone = [row for row in refused if (row["organization"], row["channel"], row["address"]) not in used]
        kept = [{"organization": row["organization"], "tag": self._keeping.tag(row["channel"], row["address"]), "type": row["type"]} for row in gone]
        self._insert(self._tables.kept_refusals, kept)
        self._delete(self._tables.refusals, gone)

    def _confirmed(self) -> set[tuple[str, str]]:
        table = self._tables.verifications
        return {
            (channel, address)
            for channel, addresses in _grouped(place[1:] for place in self._left).items()
            for chunk in chunks(addresses)
            for (address,) in self._connection.execute(select(table.c.address).where(table.c.channel == channel, table.c.address.in_(chunk)))
        }

    def _refused(self) -> list[Mapping[str, str]]:
        table = self._tables.refusals
        return [
            cast("Mapping[str, str]", dict(row))
            for (organization, channel), addresses in _grouped(((place[0], place[1]), place[2]) for place in self._left).items()
            for chunk in chunks(addresses)
            for row in self._connection.execute(
                table.select().where(table.c.organization == organization, table.c.channel == channel, table.c.address.in_(chunk))
            ).mappings()
        ]

    def _used(self, addresses: set[str]) -> set[Place]:
        """Where any contact, whosever it is, uses one of these addresses."""
        contacts = self._tables.contacts
        used: set[Place] = set()
        for column in (contacts.c.address, contacts.c.serving_address):
            wanted = select(contacts.c.organization, contacts.c.channel, column)
            if len(addresses) > MANY:
                used |= {(row[0], row[1], row[2]) for row in self._connection.execute(wanted) if row[2] in addresses}
                continue
            for chunk in chunks(sorted(addresses)):
                used |= {(row[0], row[1], row[2]) for row in self._connection.execute(wanted.where(column.in_(chunk)))}
        return used

    def _insert(self, table: Table, values: Sequence[Mapping[str, Any]]) -> None:
        """Somebody else may have put the same row there."""
        if values:
            insert = sqlite.insert(table) if self._embedded else postgresql.insert(table)
            self._connection.execute(insert.on_conflict_do_nothing(), list(values))

    def _delete(self, table: Table, keys: Collection[Mapping[str, Any]]) -> None:
        if keys:
            names = list(next(iter(keys)))
            self._connection.execute(
                table.delete().where(*(table.c[name] == bindparam(f"{name}_") for name in names)), [{f"{name}_": key[name] for name in names} for key in keys]
            )


def _with_address(row: Mapping[str, str], channel: str, address: str) -> dict[str, str]:
    return {"organization": row["organization"], "channel": channel, "address": address, "type": row["type"]}


def _recipients(changes: Iterable[Change]) -> dict[str, list[str]]:
    """The accounts, by organization, whose contacts may go; those to be created may have leftover rows."""
    addresses: set[str] = set()
    for change in changes:
        match change:
            case Create(after):
                addresses.add(after.address)
            case Delete(before) | Move(before, _):
                addresses.add(before.address)
            case Update(before, _, fields) if any(field.pointer[:1] in ((), ("contacts",)) for field in fields):
                addresses.add(before.address)
            case _:
                pass
    keys = [rows.recipient_keys(address) for address in addresses if kind_of(address) != "type"]
    return _grouped((key["organization"], key["account"]) for key in keys)


def _coming(change: Change) -> Iterator[Place]:
    """The addresses that a change declares anew."""
    match change:
        case Create(after) | Adopt(_, after) | Move(_, after):
            yield from _places(after)
        case Update(before, after, _):
            yield from {*_places(after)} - {*_places(before)}
        case Delete():
            pass


def _places(resource: Resource) -> Iterator[Place]:
    if kind_of(resource.address) != "type":
        spec = cast("dict[str, Any]", decode(resource.canonical))
        for contact in spec.get("contacts", {}).values():
            yield organization_of(resource.address), contact["channel"], contact["address"]


def _grouped(pairs: Iterable[tuple[Any, str]]) -> dict[Any, list[str]]:
    found: dict[Any, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: sorted(found[key]) for key in sorted(found)}


def _is_organization(change: Change) -> bool:
    return kind_of(change.address) == "organization"


def manager_of(change: Change) -> str:
    """Whose object a change is about."""
    return change.before.manager if isinstance(change, Delete) else change.after.manager
