"""Asking the owners of addresses to confirm them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from reconciler.engine.confirmed import token_tag
from reconciler.engine.connect import LOCK_WAIT, Connection, connect
from reconciler.engine.contacts import Person, address_tag, live_contacts, observed, recipient_scope
from reconciler.engine.identity import actor, owner
from reconciler.engine.key import demand_not_lost
from reconciler.engine.names import unknown
from reconciler.engine.open import open_project
from reconciler.engine.permission import demand_bound_here
from reconciler.engine.read import Reading
from reconciler.engine.secrets import KEY_LENGTH
from reconciler.engine.session import demand_live, scope_of
from reconciler.model.address import sort_key
from reconciler.model.backend import Scope, Verifier
from reconciler.model.contacts import AskedThem, Asking, LiveContact
from reconciler.model.delivery import Receipt, Status
from reconciler.model.errors import Unusable
from reconciler.model.event import Event
from reconciler.model.evidence import Asked
from reconciler.model.ledger import DAY, SENT, HistoryEntry
from reconciler.model.plan import Counts
from reconciler.model.routing import Destination
from reconciler.model.settings import Organization, Recipient

EVENT: Final = "registration.confirmation_requested"
TYPE: Final = "registration-confirmation"
TOKEN_BYTES: Final = 32
_RFC3339: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Letter:
    """One request to confirm, to be worded and sent: an event of its own, since its link is good for one address. The link holds the token."""

    event: Event = field(repr=False)
    organization: Organization = field(repr=False)
    destination: Destination


Send: TypeAlias = Callable[[Sequence[Letter]], Iterator[Receipt]]
"""Hands letters over to the real transports; a receipt for each that was tried names its event."""

Agree: TypeAlias = Callable[[Asking], None]
"""Shows who would be asked, and asks whether to go on; raises to cancel."""


def send_confirmations(
    directory: Path,
    *,
    send: Callable[[Connection], Send],
    agree: Agree,
    environment: str | None = None,
    organizations: Iterable[str] = (),
    accounts: Iterable[str] = (),
    resend: bool = False,
    now: datetime | None = None,
    wait: float = LOCK_WAIT,
) -> AskedThem:
    """Ask whoever has a live contact that waits. `resend`: also those who were asked within a day.

    Raises `Refused` where the manager is applied from elsewhere, `Unusable` where the project does not say how (`confirmation-not-set-up`), for names that are not live, and where nothing is configured that sends to any of
    those who wait; `BackendError`, before anything is sent; what `agree` raises.
    """
    connection = connect(open_project(Reading(), directory, environment))
    accounts = frozenset(accounts)
    scope = recipient_scope(accounts) if accounts else scope_of(organizations)
    return ask(connection, send, agree, scope=scope, accounts=accounts, resend=resend, now=now, wait=wait)


def ask(
    connection: Connection,
    send: Callable[[Connection], Send],
    agree: Agree,
    *,
    scope: Scope,
    accounts: Collection[str] = (),
    resend: bool = False,
    now: datetime | None = None,
    wait: float = LOCK_WAIT,
) -> AskedThem:
    """The same on a connection."""
    demand_set_up(connection)
    # The lock would make a key where there is none.
    demand_not_lost(connection)
    demand_bound_here(connection)
    now = now or datetime.now(UTC)
    people = _people(connection, scope, accounts)
    asking = sort_out(connection, live_contacts(connection, people), resend=resend, now=now)
    if not asking.asked:
        if channels := sorted({one.channel for one in asking.kept_back if one.kept_back == "transport"}):
            raise Unusable("confirmation-transport", channels=tuple(channels))
        return AskedThem(asking)
    carry = send(connection)
    agree(asking)
    shown = {(one.recipient, one.contact) for one in asking.asked}
    # Under the lock nobody else asks the same people, and the key that digests are made with is there.
    with connection.ledger.lock("contacts send-confirmations", owner(), key=secrets.token_bytes(KEY_LENGTH), wait=wait):
        people = _people(connection, scope, accounts)
        again = sort_out(connection, live_contacts(connection, people), resend=resend, now=now)
        due = [one for one in again.asked if (one.recipient, one.contact) in shown]
        letters = _letters(connection, people, due, now)
    return _sent(connection, replace(asking, asked=tuple(due)), letters, carry)


def demand_set_up(connection: Connection) -> None:
    """Raises `Unusable` where confirmations are not configured, or the live system cannot mark an address."""
    project = connection.project
    if not project.confirmation_url or not project.policy.confirm:
        raise Unusable("confirmation-not-set-up", hint="" if project.policy.confirm else "channels")
    if not isinstance(connection.backend, Verifier):
        raise Unusable("confirmation-unsupported", backend=connection.backend.label)


def sort_out(connection: Connection, found: Iterable[LiveContact], *, resend: bool, now: datetime) -> Asking:
    """Who of those that wait is to be asked. One request is enough for an address, whoever has it."""
    asked: dict[tuple[str, str], LiveContact] = {}
    kept_back: list[LiveContact] = []
    reason = _reasons(connection, resend=resend, now=now)
    for one in sorted(found, key=lambda one: (sort_key(one.recipient), one.contact)):
        if why := reason(one) if one.waits else "":
            kept_back.append(replace(one, kept_back=why))
        elif one.waits:
            asked.setdefault((one.channel, one.address.value), one)
    return Asking(connection.target, tuple(asked.values()), tuple(kept_back))


def _people(connection: Connection, scope: Scope, accounts: Collection[str]) -> list[Person]:
    """Raises `Unusable` for a name that is not live."""
    people = observed(connection, scope)
    demand_live(scope, (organization.id for organization, *_ in people))
    known = {recipient.address for _, recipient, _ in people}
    for address in sorted(accounts):
        if address not in known:
            raise unknown("no-such-recipient", recipient=address, known=known)
    return [one for one in people if not accounts or one[1].address in accounts]


def _reasons(connection: Connection, *, resend: bool, now: datetime) -> Callable[[LiveContact], str]:
    from reconciler.settings.allowed import Allowed

    policy, transports = connection.project.policy, connection.project.transports
    allowed = None if policy.recipients is None else Allowed(policy.recipients)
    since = (now - timedelta(seconds=DAY)).strftime(_RFC3339)

    def reason(one: LiveContact) -> str:
        if one.kept_back:
            return one.kept_back
        if policy.channels and one.channel not in policy.channels:
            return "channel"
        if allowed is not None and not allowed.admits(one.channel, one.address.value):
            return "recipients"
        if not resend and one.asked is not None and one.asked.state != "failed" and one.asked.sent > since:
            return "recently"
        return "" if one.channel in transports else "transport"

    return reason


def new_token() -> str:
    """What nobody can guess, and a command line takes for no option: some would begin with a dash."""
    while (token := secrets.token_urlsafe(TOKEN_BYTES)).startswith("-"):
        pass
    return token


def _letters(connection: Connection, people: Iterable[Person], due: Sequence[LiveContact], now: datetime) -> dict[str, tuple[Letter, LiveContact, str]]:
    """Letters with new tokens, which are written down first; by the id of their event, with the digest of the token."""
    project, target, key = connection.project, connection.target, connection.ledger.key()
    assert key is not None  # noqa: S101 - the lock brought one
    known = {recipient.address: (organization, recipient) for organization, recipient, _ in people}
    letters: dict[str, tuple[Letter, LiveContact, str]] = {}
    asked: list[Asked] = []
    for one in due:
        token = new_token()
        digest = token_tag(key, token)
        asked.append(Asked(digest, one.recipient, one.contact, one.channel, address_tag(key, one.channel, one.address.value), "", ""))
        organization, recipient = known[one.recipient]
        link = project.confirmation_url.replace("{token}", token)
        event = _event(recipient, organization, link, now, now + timedelta(days=project.confirmation_lifetime))
        destination = Destination(
            one.recipient, one.contact, one.channel, one.address, recipient.audience, recipient.locale, recipient.timezone, mandatory=True
        )
        letters[event.id] = Letter(event, organization, destination), one, digest
    connection.evidence.ask(target.manager, target.environment, asked, lifetime=project.confirmation_lifetime * DAY)
    return letters


def _event(recipient: Recipient, organization: Organization, link: str, now: datetime, expires: datetime) -> Event:
    """Who has no name is called by their id."""
    id = secrets.token_hex(16)
    name = recipient.given_name or (organization.name if recipient is organization.recipient else recipient.address.rpartition("/")[2])
    moment = now.strftime(_RFC3339)
    payload = {
        "event_id": id,
        "occurred_at": moment,
        "link": link,
        "first_name": name,
        "site": urlsplit(link).hostname or "",
        "expires_at": expires.astimezone(UTC).strftime(_RFC3339),
    }
    return Event(id, EVENT, TYPE, organization.id, now, link, payload, test=False)


def _sent(connection: Connection, asking: Asking, letters: Mapping[str, tuple[Letter, LiveContact, str]], carry: Send) -> AskedThem:
    """What did not leave counts as never asked; so does what nobody says anything of, should the sending be cut off."""
    target = connection.target
    waiting = dict(letters)
    left: list[LiveContact] = []
    failed: list[tuple[LiveContact, str]] = []
    digests: list[str] = []
    try:
        for receipt in carry([letter for letter, _, _ in letters.values()]):
            _, contact, digest = waiting.pop(receipt.message.event.id)
            if receipt.status is Status.DELIVERED:
                left.append(contact)
            else:
                failed.append((contact, receipt.code or receipt.status.value))
                digests.append(digest)
    finally:
        if digests or waiting:
            connection.evidence.failed(target.manager, target.environment, [*digests, *(digest for *_, digest in waiting.values())])
    failed += [(contact, "delivery-unknown") for _, contact, _ in waiting.values()]
    if not left:
        return AskedThem(asking, (), tuple(failed), days=connection.project.confirmation_lifetime)
    entry = HistoryEntry(f"contacts send-confirmations ({len(left)})", target.manager, target.environment, actor(), "", Counts(), outcome=SENT)
    return AskedThem(asking, tuple(left), tuple(failed), connection.ledger.record(entry), connection.project.confirmation_lifetime)
