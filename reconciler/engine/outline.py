"""Which file speaks of which organization: what the change of one file concerns, and what else has to be read to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from reconciler.model.document import Document


@dataclass(slots=True)
class Said:
    """What one file speaks of: `organizations` that it declares or adds accounts to, with the `parents` of those that name one. `types`: it declares some; `others`: it has documents of
    another kind, or some that cannot be told apart; `named` are the organizations whose people these name.
    """

    organizations: set[str] = field(default_factory=set)
    parents: dict[str, str] = field(default_factory=dict)
    types: bool = False
    others: bool = False
    named: set[str] = field(default_factory=set)


Outline: TypeAlias = Mapping[str, Said]
"""By path. A file without documents is not in it."""


def outline_of(documents: Iterable[Document]) -> Outline:
    found: dict[str, Said] = {}
    for document in documents:
        said = found.setdefault(document.path, Said())
        data = document.data
        id = data.get({"Organization": "id", "Accounts": "organization"}.get(document.kind, ""))
        if isinstance(id, str):
            said.organizations.add(id)
            if document.kind == "Organization" and isinstance(parent := data.get("parent"), str):
                said.parents[id] = parent
        elif document.kind == "NotificationType":
            said.types = True
        else:
            said.others = True
            if isinstance(named := data.get("organization"), str):
                said.named.add(named)
    return found
