"""What a project's policy names, held against what exists: a slip there would force, forbid or confirm nothing, without a word."""

from __future__ import annotations

from reconciler.model.diagnostic import Place
from reconciler.model.policy import Policy
from reconciler.model.settings import EMPLOYEE
from reconciler.settings.findings import inside
from reconciler.settings.ground import Ground


def check_policy(policy: Policy, ground: Ground) -> None:
    """Report types and channels that do not exist, and forced types that nobody can have."""
    for name, ids in (("forced", policy.forced), ("forbidden", policy.forbidden)):
        for position, id in enumerate(ids):
            type_ = ground.types.get(id)
            if type_ is None or (name == "forced" and not type_.selectable):
                mistake = ground.selections[EMPLOYEE].id_mistake(id)
                ground.check.report(mistake, inside(_origin(policy, name), position), EMPLOYEE)
    for name, channels in (("channels", policy.channels), ("confirm", policy.confirm)):
        for position, channel in enumerate(channels):
            if channel not in ground.channels:
                where = inside(_origin(policy, name), position)
                ground.findings.add("unknown-channel", where, channel=channel, known=tuple(sorted(ground.channels)))


def _origin(policy: Policy, name: str) -> Place:
    return policy.origin.get(name, Place(0))
