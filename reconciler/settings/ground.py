"""What the resolution of every organization stands on: prepared once, read by all."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.model.policy import CHANNELS, INAPP, Policy
from reconciler.model.settings import EMPLOYEE, EXTERNAL, NotificationType
from reconciler.settings.allowed import Allowed
from reconciler.settings.checks import LayerCheck
from reconciler.settings.contacts import Contacts
from reconciler.settings.findings import Findings
from reconciler.settings.references import References
from reconciler.settings.selection import Selection
from reconciler.settings.subscriptions import Clamps


class Ground:
    """`channels` are all that may be named, the cabinet among them; `allowed` is None where everybody may receive something; `spoilt` are accounts, by document and id, of which
    some part was left out before.
    """

    def __init__(
        self,
        types: Mapping[str, NotificationType],
        policy: Policy | None,
        findings: Findings,
        references: References,
        spoilt: frozenset[tuple[int, str | int]] = frozenset(),
    ) -> None:
        self.types = types
        self.spoilt = spoilt
        self.findings = findings
        self.references = references
        self.channels = known_channels(policy)
        self.contacts = Contacts(findings, policy, self.channels, references)
        self.check = LayerCheck(findings, types, self.channels)
        self.clamps = Clamps(types, policy)
        self.allowed = None if policy is None or policy.recipients is None else Allowed(policy.recipients)
        self.selections = {audience: Selection(types, audience) for audience in (EMPLOYEE, EXTERNAL)}


def known_channels(policy: Policy | None) -> frozenset[str]:
    """The built-in channels, the cabinet, and those the project declares."""
    return frozenset((*CHANNELS, INAPP, *(policy.own_channels if policy is not None else ())))
