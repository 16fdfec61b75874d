"""Declarations in a few lines: YAML text → resolved settings, without files."""

from __future__ import annotations

from typing import Any

import yaml_rs

from reconciler.model.diagnostic import Diagnostic
from reconciler.model.document import Document
from reconciler.model.policy import Policy
from reconciler.model.settings import Organization, Recipient, Settings
from reconciler.model.values import Json
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import Resolution, resolve

HEAD: dict[str, Json] = {"version": 1, "name": "X", "form": "company"}


def documents(*texts: str) -> list[Document]:
    """Each text is one document; `version`, `name` and `form` are added where they are missing."""
    loaded: list[Document] = []
    for text in texts:
        data: Any = yaml_rs.loads(text, parse_datetime=False)
        loaded.append(Document(len(loaded), f"{len(loaded)}.yaml", {**HEAD, **data} if data.get("kind") == "Organization" else data))
    return loaded


def resolution(*texts: str, policy: Policy | None = None, complete: bool = True) -> Resolution:
    return resolve(documents(*texts), catalogue=CATALOGUE, policy=policy, complete=complete)


def declare(*texts: str, policy: Policy | None = None, complete: bool = True) -> tuple[Settings, list[Diagnostic]]:
    resolved = resolution(*texts, policy=policy, complete=complete)
    settings = resolved.settings()
    return settings, resolved.diagnostics


def organization(settings: Settings, id: str = "org") -> Organization:
    return next(organization for organization in settings.organizations if organization.id == id)


def account(settings: Settings, address: str = "org/anna") -> Recipient:
    owner = organization(settings, address.partition("/")[0])
    return next(recipient for recipient in owner.accounts if recipient.address == address)


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return sorted({diagnostic.code for diagnostic in diagnostics})
