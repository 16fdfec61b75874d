"""Somebody's word that nothing is to be written for now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pause:
    """No apply of `manager` in `environment` changes `organization` ("" for anything at all) until somebody resumes, or the time is over.

    `since` and `until` are RFC 3339 in UTC, by the ledger's clock; `until` is "" where the pause has no end of its own.
    """

    manager: str
    environment: str
    organization: str
    actor: str
    reason: str
    since: str = ""
    until: str = ""
