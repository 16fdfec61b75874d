"""An organization on its way into a document: of several ways to say it, the one in use, and what has to stay out."""

from __future__ import annotations

from typing import Any

from reconciler.importing.declared import Data, Surroundings, account_ways, defaults_of, organization_document
from reconciler.importing.document_text import document_text
from reconciler.model.settings import Organization


class Writing:
    """One organization with its accounts. `left` are the addresses that are not written."""

    def __init__(self, organization: Organization, around: Surroundings) -> None:
        self.organization = organization
        self.left: set[str] = set()
        self._around = around
        self._defaults = defaults_of(organization, around)
        self._default = 0
        self._ways: dict[str, list[Data]] = {}
        self._chosen: dict[str, int] = {}
        self._found: dict[str, dict[int, int]] = {}
        self._settled: set[str] = set()
        self._begin()

    def _begin(self) -> None:
        defaults = self._defaults[self._default]
        self._document = organization_document(self.organization, self._around, defaults)
        for account in self.organization.accounts:
            self._ways[account.address] = account_ways(account, self.organization, self._around, defaults)
            self._chosen[account.address] = 0
        self._found.clear()
        self._settled.clear()

    @property
    def accounts(self) -> list[str]:
        """The addresses of the accounts that are written."""
        return [account.address for account in self.organization.accounts if account.address not in self.left]

    def text(self) -> str:
        """The document as it is now."""
        accounts: dict[str, Any] = {address.partition("/")[2]: self._ways[address][self._chosen[address]] for address in self.accounts}
        return document_text({**self._document, **({"accounts": accounts} if accounts else {})})

    def refuse(self, address: str) -> bool:
        """This way is a mistake: take the next one. False where there is none; then it stays out."""
        return self._next(address, None)

    def miss(self, address: str, differences: int) -> bool:
        """This way does not come to what is live. False where none does; then the one that misses least is taken for good."""
        return self._next(address, differences)

    def _next(self, address: str, differences: int | None) -> bool:
        if address == self.organization.id:
            if self._default + 1 < len(self._defaults):
                self._default += 1
                self._begin()
                return True
            return False
        if address in self._settled:
            return False
        at = self._chosen[address]
        if differences is not None:
            self._found.setdefault(address, {})[at] = differences
        if at + 1 < len(self._ways[address]):
            self._chosen[address] += 1
            return True
        self._settled.add(address)
        found = self._found.get(address, {at: 0})
        self._chosen[address] = min(found, key=lambda way: (found[way], way))
        return self._chosen[address] != at
