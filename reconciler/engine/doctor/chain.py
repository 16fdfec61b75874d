"""Why a notification does (not) reach somebody: the chain from the account to the delivery, a link at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reconciler.engine.doctor import links
from reconciler.engine.doctor.case import Facts, NotTried
from reconciler.model.health import Checked, Finding, Level, skipped

Link = Callable[[Facts], Finding]

LINKS: Final[Mapping[str, Link]] = {
    "account": links.account,
    "confirmed": links.confirmed,
    "organization": links.organization,
    "type": links.type_,
    "policy": links.policy,
    "subscription": links.subscription,
    "contact": links.contact,
    "refusal": links.refusal,
    "quiet": links.quiet,
    "transport": links.transport,
    "template": links.template,
    "delivery": links.delivery,
}
"""The one registration, in the order of the chain."""


def walk(facts: Facts) -> Iterator[Checked]:
    """Every link, up to the first that is broken; those behind it are not looked at, since what they would say means nothing."""
    broken = ""
    for name, link in LINKS.items():
        if broken:
            yield Checked(name, skipped("needs", check=broken))
            continue
        try:
            finding = link(facts)
        except NotTried:
            # Accounts without their organization are nobody's: that is told where the organization is looked for.
            finding = skipped("needs", check="organization")
        if finding.level is Level.PROBLEM:
            broken = name
        yield Checked(name, finding)
