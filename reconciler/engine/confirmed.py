"""Taking the word of whoever was asked to confirm an address."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reconciler.canonical import canonical, keyed_digest
from reconciler.engine.connect import Connection, connect
from reconciler.engine.contacts import address_tag, observed, recipient_scope
from reconciler.engine.identity import actor
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.backend import Scope, Verifier
from reconciler.model.contacts import Confirmed
from reconciler.model.errors import RejectedError, Unusable
from reconciler.model.evidence import Asked
from reconciler.model.ledger import CONFIRMED, HistoryEntry
from reconciler.model.plan import Counts
from reconciler.model.settings import Contact

TOKEN: Final = re.compile("[A-Za-z0-9_-]{43}")
"""32 bytes in the alphabet of URLs."""

_CODES: Final = {"used": "confirmation-used", "expired": "confirmation-expired", "replaced": "confirmation-replaced"}
"""The states of a request that can no longer be answered."""


def confirm(directory: Path, token: str, *, environment: str | None = None) -> Confirmed:
    """Take the word of whoever has the token: its address is confirmed. Raises what `Confirmer` does."""
    return Confirmer(connect(open_project(Reading(), directory, environment)))(token)


@dataclass(frozen=True, slots=True)
class Confirmer:
    """Takes tokens, one at a time."""

    connection: Connection

    def __call__(self, token: str) -> Confirmed:
        """Raises `RejectedError`: `confirmation-unknown`, `-used`, `-expired`, `-replaced`, and `-changed` where the contact has another address by now; `BackendError`.

        The address is marked before the token is used up: should anything go wrong in between, the token is still good, and marking twice is harmless.
        """
        ledger, evidence, backend, target = self.connection.ledger, self.connection.evidence, self.connection.backend, self.connection.target
        if not isinstance(backend, Verifier):
            raise Unusable("confirmation-unsupported", backend=backend.label)
        key = ledger.key()
        if key is None or not TOKEN.fullmatch(token):
            raise RejectedError("confirmation-unknown")
        digest = token_tag(key, token)
        known = next(iter(evidence.asked(target.manager, target.environment, token=digest)), None)
        if known is None:
            raise RejectedError("confirmation-unknown")
        if (code := _CODES.get(known.state)) is not None:
            raise RejectedError(code, recipient=known.recipient, contact=known.contact)
        recipient, contact = self._live(key, known)
        backend.verify(contact.channel, contact.address)
        if evidence.use(target.manager, target.environment, digest) is None:
            raise RejectedError("confirmation-used", recipient=known.recipient, contact=known.contact)
        where = f"{recipient}/{contact.id}" if "/" in recipient else f"{recipient}//{contact.id}"
        ledger.record(HistoryEntry(f"confirm {where}", target.manager, target.environment, actor(), "", Counts(), outcome=CONFIRMED))
        return Confirmed(recipient, contact.id, contact.channel)

    def _live(self, key: bytes, known: Asked) -> tuple[str, Contact]:
        """Who has the address that the token is for, as it is live: whom the request was for, else anybody of ours.

        What is confirmed is the address. Whoever has moved, or whose contact has another id now, need not be asked again; nor those for whom the request stood, too.
        """
        for scope in (recipient_scope([known.recipient]), Scope()):
            having = [
                (recipient.address, contact)
                for _, recipient, _ in observed(self.connection, scope)
                for contact in recipient.contacts
                if contact.channel == known.channel and secrets.compare_digest(address_tag(key, contact.channel, contact.address), known.address)
            ]
            if having:
                return min(having, key=lambda one: ((one[0], one[1].id) != (known.recipient, known.contact), one[0] != known.recipient))
        raise RejectedError("confirmation-changed", recipient=known.recipient, contact=known.contact)


def token_tag(key: bytes, token: str) -> str:
    """The keyed digest that is kept in a token's place."""
    return keyed_digest(key, canonical(["confirmation", token]))
