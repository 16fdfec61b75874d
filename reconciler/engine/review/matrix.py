"""Every cell of the live settings: organization × recipient × type × contact, what happens there, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from reconciler.engine.review.origins import Cell, Origins
from reconciler.engine.review.survey import Survey
from reconciler.engine.review.tally import foreign_rows
from reconciler.model.address import organization_of
from reconciler.model.personal import Personal
from reconciler.model.policy import INAPP
from reconciler.model.review import NOT_DECLARED, Row
from reconciler.model.routing import Why
from reconciler.model.settings import Recipient
from reconciler.planning.reach import Standing, recipients


def matrix(survey: Survey, origins: Origins | None) -> list[Row]:
    """All of it, others' included, by organization and recipient. Without `origins` nobody looked where values come from."""
    rows = list(chain.from_iterable(_rows(survey, recipient) for recipient in recipients(survey.settings)))
    if origins is not None:
        cells = (Cell(row.recipient, row.type, row.contact, bool(row.contact) and row.why is not Why.OFF) for row in rows)
        found = origins.of(cells)
        rows = [replace(row, origin=NOT_DECLARED if row.owner is not None else origin) for row, origin in zip(rows, found, strict=True)]
    return rows


def _rows(survey: Survey, recipient: Recipient) -> Iterator[Row]:
    """A row for each type that could be received, or is, at each contact."""
    address, organization = recipient.address, organization_of(recipient.address)
    seen = survey.observed.get(address, {})
    standing = Standing(recipient, seen, {type_.id for type_ in survey.settings.types if type_.mandatory})
    manager = survey.owners.get(address, "")
    owner = None if manager == survey.target.manager else manager
    served = seen.get("serving", {})
    serving = served if isinstance(served, Mapping) else {}
    used = {contact.id: str(serving.get(contact.id, contact.address)) for contact in recipient.contacts if contact.channel != INAPP}
    exist = {type_.id for type_ in survey.settings.types}
    for type_ in _types(survey, recipient):
        on = recipient.subscriptions.get(type_, ())
        for contact in sorted({*on, *(contact.id for contact in recipient.contacts)}):
            why = standing.hindrance(type_, contact) if contact in on and type_ in exist else Why.OFF
            shown = Personal(used[contact]) if contact in used else None
            yield Row(organization, address, recipient.audience, type_, contact, standing.channels.get(contact, ""), shown, why, None, owner)
        if not on and not recipient.contacts:
            yield Row(organization, address, recipient.audience, type_, "", "", None, Why.NO_CONTACT, None, owner)
    for row in foreign_rows(seen):
        if "type" in row:
            yield Row(organization, address, recipient.audience, row["type"], row["address"].rpartition("/")[2], "", None, None, None, row["manager"])


def _types(survey: Survey, recipient: Recipient) -> list[str]:
    """The types somebody of this audience may choose, in the order of ids, and whatever is on beside them."""
    choosable = {type_.id for type_ in survey.settings.types if type_.selectable and recipient.audience in type_.audience}
    return sorted({*choosable, *recipient.subscriptions})
