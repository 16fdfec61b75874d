"""Declarations brought to what is live, as plain data: changed object by object, and resolved again until nothing differs that can be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reconciler.engine.attempts import Attempt, Data, Resolved
from reconciler.engine.judge_live import Objection, Standard, compared
from reconciler.engine.lint import Linting, surroundings
from reconciler.importing.accepting import account_accepted, organization_accepted, type_accepted
from reconciler.importing.choices import Selectable
from reconciler.importing.declared import Surroundings, account_ways
from reconciler.linting.adjustable import adjusted
from reconciler.model.address import TYPE_PREFIX, kind_of, organization_of, sort_key
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import InvalidInput
from reconciler.model.resource import Resource
from reconciler.model.settings import EMPLOYEE, EXTERNAL, Organization, Recipient, Settings
from reconciler.model.values import Pointer
from reconciler.schema.check import check


class Accepting:
    """One run. `data` are the documents by number, as they shall be; `attempts` what was tried, by address."""

    def __init__(self, standard: Standard, live: Settings, manager: str, selectable: Mapping[str, Selectable]) -> None:
        self.data: dict[int, Data] = {document.number: _own(document.data) for document in standard.documents}
        self.attempts: dict[str, Attempt] = {}
        self._standard = standard
        self._manager = manager
        self._selectable = selectable
        self._live = {organization.id: organization for organization in live.organizations}
        self._people: dict[str, Recipient] = {account.address: account for organization in live.organizations for account in organization.accounts}
        self._types = {TYPE_PREFIX + type_.id: type_ for type_ in live.types}

    def run(self) -> dict[str, Objection]:
        """Change the data until it comes to what is live; returns what is left, by address."""
        first = True
        while True:
            resolved = self._resolved()
            if resolved.mistakes:
                self._withdraw(resolved.mistakes)
                continue
            moved = self._compare(resolved)
            if first:
                moved |= self._undeclared(resolved)
                first = False
            if not moved:
                return dict(self._left(resolved))

    def _resolved(self) -> Resolved:
        standard = self._standard
        reading, project = standard.reading, standard.project
        documents = [replace(document, data=self.data[document.number]) for document in standard.documents]
        if found := [each for each in check(documents) if each.severity is Severity.ERROR]:
            return Resolved({}, Settings(), [(self._address(each), each) for each in found])
        said = len(reading.diagnostics)
        resolution = reading.resolution(documents, policy=project.policy, complete=True, secrets=standard.secrets)
        linting = Linting(reading, resolution, project.lint, surroundings=surroundings(project), complete=True, least=Severity.ERROR)
        resources: dict[str, Resource] = {}
        organizations: list[Organization] = []
        for part in resolution.parts():
            linting.look(part)
            organizations += part.settings.organizations
            for made in standard.backend.compile(part.settings):
                resources[made.address] = replace(made, document=part.documents.get(made.address))
        reading.conclude(resolution)
        fresh, reading.diagnostics[said:] = reading.diagnostics[said:], []
        severe = [each for each in fresh if (after := adjusted(each, project.lint)) is not None and after.severity is Severity.ERROR]
        return Resolved(resources, Settings(resolution.types, tuple(organizations)), [(self._address(each), each) for each in severe])

    def _address(self, found: Diagnostic) -> str:
        if (place := found.place) is None:
            return ""
        data = self.data.get(place.document, {})
        owner = str(data.get("id") or data.get("organization") or "")
        if data.get("kind") == "NotificationType":
            return TYPE_PREFIX + owner
        return f"{owner}/{place.pointer[1]}" if place.pointer[:1] == ("accounts",) and len(place.pointer) > 1 else owner

    def _withdraw(self, mistakes: Sequence[tuple[str, Diagnostic]]) -> None:
        """A way that is a mistake is not gone."""
        to_blame = {address for address, _ in mistakes if address in self.attempts and not self.attempts[address].done}
        if not to_blame:
            # A mistake elsewhere follows from something that was changed. Nobody knows from what, so everything goes back: first of that organization.
            owners = {organization_of(address) for address, _ in mistakes}
            changed = {address for address, attempt in self.attempts.items() if not attempt.reverted}
            back = {address for address in changed if organization_of(address) in owners} or changed
            if not back:
                raise InvalidInput(tuple(self._standard.reading.located(found for _, found in mistakes)))
            for address in back:
                attempt = self.attempts[address]
                attempt.reverted = attempt.done = True
                self._put(address, attempt.document, attempt.original)
        for address in to_blame:
            self._next(address)

    def _next(self, address: str) -> bool:
        """Take the next way; behind the last one the best, or what was there before."""
        attempt = self.attempts[address]
        attempt.at += 1
        if attempt.at < len(attempt.ways):
            self._put(address, attempt.document, attempt.ways[attempt.at])
            return True
        attempt.done = True
        best = min(attempt.found, key=lambda way: (len(attempt.found[way]), way), default=None)
        self._put(address, attempt.document, attempt.original if best is None else attempt.ways[best])
        return True

    def _put(self, address: str, number: int, value: Data | None) -> None:
        if kind_of(address) != "account":
            assert value is not None  # noqa: S101 - organizations and types stay where they are
            accounts = self.data[number].get("accounts")
            self.data[number] = {**value, **({"accounts": accounts} if accounts is not None else {})}
            return
        id = address.partition("/")[2]
        accounts = self.data[number].setdefault("accounts", {})
        if value is None:
            accounts.pop(id, None)
        else:
            accounts[id] = value

    def _compare(self, resolved: Resolved) -> bool:
        """Look at everything that is ours on both sides; whether anything is written another way now."""
        differing = dict(self._differing(resolved))
        open_ = {address for address, fields in differing.items() if (one := self.attempts.get(address)) is None or not one.done or one.brings(fields)}
        accounts = {address for address in open_ if kind_of(address) == "account"}
        # What accounts inherit is settled first.
        return self._try_all(open_ - accounts, differing, resolved) or self._try_all(accounts, differing, resolved)

    def _try_all(self, addresses: Iterable[str], differing: Mapping[str, tuple[Pointer, ...]], resolved: Resolved) -> bool:
        moved = False
        for address in sorted(addresses, key=sort_key):
            moved |= self._try(address, differing[address], resolved)
        return moved

    def _differing(self, resolved: Resolved) -> Iterator[tuple[str, tuple[Pointer, ...]]]:
        for address, live in self._standard.live.items():
            made = resolved.resources.get(address)
            if made is None or made.document is None or live.manager != self._manager:
                continue
            if fields := compared(made, live):
                yield address, tuple(each.pointer for each in fields)

    def _try(self, address: str, fields: tuple[Pointer, ...], resolved: Resolved) -> bool:
        attempt = self.attempts.get(address)
        if attempt is not None and not attempt.brings(fields):
            attempt.found[attempt.at] = fields
            if set(fields) <= set(attempt.impossible) or not any(each[0] in ("types", "contacts") for each in fields):
                attempt.done = True
                return False
            return self._next(address)
        number = resolved.resources[address].document
        assert number is not None  # noqa: S101 - what has no document is not compared
        fresh = replace(self._attempt(address, number, fields), taken=frozenset(fields))
        attempt = self.attempts[address] = fresh if attempt is None else attempt.followed_by(fresh)
        if attempt.ways:
            self._put(address, number, attempt.ways[0])
            return True
        attempt.done = True
        return False

    def _attempt(self, address: str, number: int, fields: tuple[Pointer, ...]) -> Attempt:
        data = self.data[number]
        kind = kind_of(address)
        if kind == "account":
            written = data["accounts"][address.partition("/")[2]]
            person = self._people.get(address)
            if person is None:
                return Attempt(number, [], written, fields)
            ways, impossible = account_accepted(written, person, fields, self._of(person.audience))
            return Attempt(number, list(ways), written, tuple(impossible))
        written = {key: value for key, value in data.items() if key != "accounts"}
        if kind == "type":
            return Attempt(number, [type_accepted(written, self._types[address], fields)], written)
        way, impossible = organization_accepted(written, self._live[address], fields, self._of(EMPLOYEE))
        return Attempt(number, [way], written, tuple(impossible))

    def _of(self, audience: str) -> Selectable:
        return self._selectable[EXTERNAL if audience == EXTERNAL else EMPLOYEE]

    def _undeclared(self, resolved: Resolved) -> bool:
        """Accounts that are live and not declared are added, and those that have gone are removed, where their organization is on both sides."""
        live = self._standard.live
        declared = {organization.id: organization for organization in resolved.settings.organizations}
        for address, resource in live.items():
            owner = declared.get(organization_of(address))
            if kind_of(address) == "account" and resource.manager == self._manager and address not in resolved.resources and owner is not None:
                self._add(address, owner)
        for address, made in resolved.resources.items():
            number, owned = made.document, live.get(organization_of(address))
            ours = number is not None and owned is not None and owned.manager == self._manager
            if ours and number is not None and kind_of(address) == "account" and address not in live:
                self.attempts[address] = Attempt(number, [None], self.data[number]["accounts"][address.partition("/")[2]])
                self._put(address, number, None)
        return bool(self.attempts)

    def _add(self, address: str, owner: Organization) -> None:
        person = self._people.get(address)
        numbers = list(self._homes(owner.id))
        if person is None or not numbers:
            return
        notifications = self.data[numbers[0]].get("notifications", {})
        around = Surroundings(self._selectable)
        ways = account_ways(person, owner, around, notifications)
        number = next((number for number in numbers if self.data[number].get("accounts")), numbers[0])
        self.attempts[address] = Attempt(number, list(ways), None)
        self._put(address, number, ways[0])

    def _homes(self, organization: str) -> Iterable[int]:
        """The documents that may hold its accounts, its own first."""
        yield from (number for number, data in self.data.items() if data.get("kind") == "Organization" and data.get("id") == organization)
        yield from (number for number, data in self.data.items() if data.get("kind") == "Accounts" and data.get("organization") == organization)

    def _left(self, resolved: Resolved) -> Iterator[tuple[str, Objection]]:
        for address, fields in self._differing(resolved):
            yield address, Objection(address, "", fields)
        for address, attempt in self.attempts.items():
            if attempt.done and not attempt.found and address not in resolved.resources:
                yield address, Objection(address, "", ((),))


def _own(data: Mapping[str, Any]) -> Data:
    """A copy that accounts may be put into: one by one, and there may be many."""
    accounts = data.get("accounts")
    return {**data, **({"accounts": dict(accounts)} if isinstance(accounts, Mapping) else {})}
