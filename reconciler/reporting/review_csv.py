"""The matrix of a review → CSV that a spreadsheet opens: UTF-8 with its mark, semicolons (the separator of Russian Excel), lines that end as RFC 4180 says.

A cell that a spreadsheet would take for a formula (a phone number too: it begins with a plus) gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from reconciler.model.review import Row

BOM: Final = "\ufeff"
COLUMNS: Final = ("organization", "recipient", "audience", "type", "contact", "channel", "address", "state", "layer", "path", "line", "manager")
_FORMULA: Final = tuple("=+-@\t\r")


def review_csv(rows: Iterable[Row]) -> str:
    """One line for each cell, after one with the names of the columns, which are never translated. `layer` is `not-declared` for what no file says, "" where none was read."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in _cells(row)])
    return BOM + text.getvalue()


def _cells(row: Row) -> tuple[str, ...]:
    origin = row.origin
    layer = "" if origin is None else origin.layer or "not-declared"
    place = origin.location if origin is not None else None
    return (
        row.organization,
        row.recipient,
        row.audience,
        row.type,
        row.contact,
        row.channel,
        "" if row.address is None else str(row.address),
        "delivered" if row.why is None else row.why.value,
        layer,
        "" if place is None else place.path,
        "" if place is None else str(place.line),
        "" if row.owner is None else row.owner or "(none)",
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
