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
        recipient, address = self._live(key, known)
        backend.verify(known.channel, address)
        if evidence.use(target.manager, target.environment, digest) is None:
            raise RejectedError("confirmation-used", recipient=known.recipient, contact=known.contact)
        where = f"{recipient}/{known.contact}" if "/" in recipient else f"{recipient}//{known.contact}"
        ledger.record(HistoryEntry(f"confirm {where}", target.manager, target.environment, actor(), "", Counts(), outcome=CONFIRMED))
        return Confirmed(recipient, known.contact, known.channel)

    def _live(self, key: bytes, known: Asked) -> tuple[str, str]:
        """The recipient and the address that the token is for, as they are live. Who has moved meanwhile need not be asked again."""
        people = observed(self.connection, recipient_scope([known.recipient]))
        if not any(recipient.address == known.recipient for _, recipient, _ in people):
            people = observed(self.connection, Scope())
            candidates = [(recipient, contact) for _, recipient, _ in people for contact in recipient.contacts]
        else:
            candidates = [(recipient, contact) for _, recipient, _ in people if recipient.address == known.recipient for contact in recipient.contacts]
        for recipient, contact in candidates:
            mine = contact.id == known.contact and contact.channel == known.channel
            if mine and secrets.compare_digest(address_tag(key, contact.channel, contact.address), known.address):
                return recipient.address, contact.address
        raise RejectedError("confirmation-changed", recipient=known.recipient, contact=known.contact)


def token_tag(key: bytes, token: str) -> str:
    """The keyed digest that is kept in a token's place."""
    return keyed_digest(key, canonical(["confirmation", token]))
