"""Values that organization files refer to and do not contain: secrets, and personal values that are kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.policy import Policy
from reconciler.model.settings import SecretReference
from reconciler.settings.findings import Findings

SecretLookup = Callable[[str, str], "str | None"]
"""(source, name) → a keyed tag or a value; None where it is not set."""


class References:
    """Follows references as far as the project lets organization files: their authors are not always trusted.

    Without a project (`policy` None) nothing is judged. Without lookups nothing is looked up, and so nothing is said to be missing.
    """

    def __init__(self, findings: Findings, policy: Policy | None, *, tag: SecretLookup | None, value: SecretLookup | None) -> None:
        self._findings = findings
        self._policy = policy
        self._tag = tag
        self._value = value

    def secret(self, written: object, place: Place) -> SecretReference | None:
        """A secret: never its value. None for what is no reference or not allowed."""
        if not isinstance(written, dict) or (found := self._allowed(written, place)) is None:
            return None
        return SecretReference(*found, self._look_up(self._tag, found, place))

    def personal(self, written: object, place: Place) -> str | None:
        """The value of a personal field written as a reference; "" where it is not at hand. None for what is no reference or not allowed."""
        if not isinstance(written, dict) or (found := self._allowed(written, place)) is None:
            return None
        return self._look_up(self._value, found, place) or ""

    def _look_up(self, lookup: SecretLookup | None, reference: tuple[str, str], place: Place) -> str | None:
        if lookup is None:
            return None
        found = lookup(*reference)
        if found is None:
            self._findings.add("reference-unset", place, Severity.NOTE, source=reference[0], name=reference[1])
        return found

    def _allowed(self, written: Mapping[str, Any], place: Place) -> tuple[str, str] | None:
        """(source, name) of a reference that may be followed."""
        for source in ("env", "file"):
            name = written.get(source)
            if isinstance(name, str):
                if self._policy is None or _permits(self._policy, source, name):
                    return source, name
                self._findings.add("secret-not-allowed", place, hint=source, name=name, source=source)
        return None


def _permits(policy: Policy, source: str, name: str) -> bool:
    if source == "env":
        return any(fnmatchcase(name, pattern) for pattern in policy.secret_names)
    if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
        return False
    return any(name == allowed or name.startswith(allowed.rstrip("/") + "/") for allowed in policy.secret_files)
