"""One person of a table, as the file will have them."""

from __future__ import annotations

from dataclasses import dataclass, field

from reconciler.importing.addresses import Found
from reconciler.importing.cells import Row


@dataclass(slots=True)
class Contact:
    """`column` is where it stands in the table, from 0. `consent` is (basis, since or "")."""

    found: Found
    column: int
    consent: tuple[str, str] | None = None


@dataclass(slots=True)
class Person:
    """What is taken of a row; "" and empty where there is nothing. `types` is `all`, `none` or a list of ids. `columns` say where each key came from."""

    row: Row
    id: str = ""
    external: bool = False
    family: str = ""
    given: str = ""
    patronymic: str = ""
    role: str = ""
    locale: str = ""
    timezone: str = ""
    types: str | tuple[str, ...] = ()
    contacts: dict[str, Contact] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str, str]:
        return self.family, self.given, self.patronymic
