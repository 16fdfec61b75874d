"""Which registration numbers go with a legal form: a sole proprietor is a person and has a person's numbers, everybody else those of an organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal["organization", "person"]

PROPRIETOR: Final = "sole-proprietor"
_UNDECIDED: Final = "other"

INN: Final[Mapping[int, Kind]] = {10: "organization", 12: "person"}
"""Whose an ИНН is, by its length."""

OGRN: Final[Mapping[int, Kind]] = {13: "organization", 15: "person"}
"""Whose an ОГРН (13 digits) or ОГРНИП (15) is."""


def kind_of(form: str) -> Kind | None:
    """Whose numbers an organization of this form has; None where the form leaves it open."""
    if form == _UNDECIDED:
        return None
    return "person" if form == PROPRIETOR else "organization"


def misfit(form: str, number: str, kinds: Mapping[int, Kind]) -> Kind | None:
    """Whose a number is, where it does not go with the form; None where it does. Zeros are nobody's."""
    kind = kinds[len(number)]
    return kind if kind_of(form) not in (None, kind) and number.strip("0") else None


def name_of(ogrn: str) -> str:
    """What a registration number of this length is called, in either language."""
    return "ОГРН" if OGRN[len(ogrn)] == "organization" else "ОГРНИП"
