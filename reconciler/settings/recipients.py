"""Whether the recipients and contacts that a scenario names are declared."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final

from reconciler.model.diagnostic import Place
from reconciler.model.policy import INAPP
from reconciler.settings.findings import Findings
from reconciler.settings.index import Entry

_SIMILAR: Final = 0.7


class Recipients:
    """Everybody who is declared, by address, with the contacts they have."""

    def __init__(self, entries: Mapping[str, Entry], findings: Findings) -> None:
        self._entries = entries
        self._findings = findings

    def organization(self, id: str, place: Place) -> bool:
        """Whether an organization is declared, or at least referred to; else that is reported."""
        if id in self._entries:
            return True
        similar = get_close_matches(id, self._entries, n=1, cutoff=0.6)
        hint = "similar" if similar else ""
        self._findings.unresolved("unknown-organization", place, hint=hint, organization=id, suggestion=similar[0] if similar else "")
        return False

    def check(self, address: str, organization: str, place: Place) -> bool:
        """Whether an address leads to a recipient of the organization, or to one of its contacts; else that is reported."""
        owner, _, rest = address.partition("/")
        account, _, contact = rest.partition("/")
        entry = self._entries.get(organization)
        if owner != organization:
            self._findings.add("recipient-elsewhere", place, recipient=address, organization=organization)
            return False
        if entry is None or (entry.document is None and not account):
            return False  # only referred to; that is reported already
        if account and account not in entry.accounts:
            similar = get_close_matches(account, entry.accounts, n=1, cutoff=_SIMILAR)
            suggestion = f"{owner}/{similar[0]}" if similar else ""
            self._findings.unresolved("unknown-recipient", place, hint="similar" if similar else "", recipient=f"{owner}/{account}", suggestion=suggestion)
            return False
        if not contact:
            return True
        contacts = {*_contacts(entry, account), INAPP}
        if contact in contacts:
            return True
        similar = get_close_matches(contact, sorted(contacts), n=1, cutoff=_SIMILAR)
        suggestion = f"{owner}/{account}/{similar[0]}" if similar else ""
        hint = "similar" if similar else "contact"
        self._findings.unresolved("unknown-recipient", place, hint=hint, recipient=address, suggestion=suggestion, known=tuple(sorted(contacts)))
        return False

    def channel(self, recipient: str, contact: str) -> str:
        """The channel of a contact; "" where there is none."""
        owner, _, account = recipient.partition("/")
        entry = self._entries.get(owner)
        if not contact or entry is None:
            return ""
        written = _contacts(entry, account).get(contact)
        named = written.get("channel") if isinstance(written, Mapping) else None
        return str(named or contact)


def _contacts(entry: Entry, account: str) -> Mapping[str, Any]:
    """The contacts of an account, or ("") of the organization itself, as they are written."""
    data = entry.accounts[account][1] if account in entry.accounts else entry.data if not account else {}
    written = data.get("contacts")
    return written if isinstance(written, dict) else {}
