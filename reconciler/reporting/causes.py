"""What caused the changes of a plan → words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reconciler.model.address import TYPE_PREFIX, sort_key
from reconciler.model.cause import Cause
from reconciler.model.plan import Plan
from reconciler.reporting import phrases
from reconciler.reporting.layout import few, paragraph
from reconciler.reporting.wording import Phrase

NAMED: Final = 3
"""Addresses named for each cause that is not the files."""

_COUNTS: Final[Mapping[Cause, Phrase]] = {
    Cause.FILES: phrases.CAUSED_BY_FILES,
    Cause.CATALOGUE: phrases.CAUSED_BY_CATALOGUE,
    Cause.EITHER: phrases.CAUSED_BY_EITHER,
    Cause.DRIFT: phrases.CAUSED_BY_DRIFT,
    Cause.BOTH: phrases.CAUSED_BY_BOTH,
    Cause.UNKNOWN: phrases.CAUSE_UNKNOWN,
    Cause.BRANCH: phrases.CAUSED_BY_BRANCH,
    Cause.MERGED: phrases.CAUSED_BY_MERGED,
    Cause.BEHIND: phrases.CAUSED_BY_BEHIND,
    Cause.BRANCH_AND_DRIFT: phrases.CAUSED_BY_BRANCH_AND_DRIFT,
    Cause.MERGED_AND_DRIFT: phrases.CAUSED_BY_MERGED_AND_DRIFT,
}
_NONE: Final[Mapping[Cause, Phrase]] = {Cause.BRANCH: phrases.CAUSED_BY_BRANCH, Cause.MERGED: phrases.NONE_MERGED, Cause.DRIFT: phrases.NONE_DRIFTED}
"""What is said of these where a plan is compared with another revision, even if there is none: they are what somebody looks for there."""

_SHORT: Final[Mapping[Cause, Phrase]] = {
    Cause.FILES: phrases.FROM_FILES,
    Cause.CATALOGUE: phrases.FROM_CATALOGUE,
    Cause.EITHER: phrases.FROM_EITHER,
    Cause.DRIFT: phrases.FROM_DRIFT,
    Cause.BOTH: phrases.FROM_BOTH,
    Cause.UNKNOWN: phrases.FROM_UNKNOWN,
    Cause.BRANCH: phrases.FROM_BRANCH,
    Cause.MERGED: phrases.FROM_MERGED,
    Cause.BEHIND: phrases.FROM_BEHIND,
    Cause.BRANCH_AND_DRIFT: phrases.FROM_BRANCH_AND_DRIFT,
    Cause.MERGED_AND_DRIFT: phrases.FROM_MERGED_AND_DRIFT,
}
_REASONS: Final[Mapping[Cause, Phrase]] = {
    Cause.FILES: phrases.BECAUSE_FILES,
    Cause.CATALOGUE: phrases.BECAUSE_CATALOGUE,
    Cause.EITHER: phrases.BECAUSE_EITHER,
    Cause.DRIFT: phrases.BECAUSE_DRIFT,
    Cause.BOTH: phrases.BECAUSE_BOTH,
}


def counted(causes: Mapping[str, Cause]) -> dict[Cause, list[str]]:
    """The addresses of each cause that there is, in order."""
    found: dict[Cause, list[str]] = {cause: [] for cause in Cause}
    for address in sorted(causes, key=sort_key):
        found[causes[address]].append(address)
    return {cause: addresses for cause, addresses in found.items() if addresses}


def render_causes(causes: Mapping[str, Cause], *, language: str, compared: bool = False) -> str:
    """`Causes: 4 from the files; 1 drift …`; "" where nothing changes. `compared`: with another revision, so that some are told even where there are none."""
    found = counted(causes)
    told = [*_NONE, *(cause for cause in found if cause not in _NONE)] if compared and found else list(found)
    items = [
        _COUNTS[cause].say(language, count=len(found[cause]), names=few(found[cause], NAMED, language))
        if cause in found
        else _NONE[cause].say(language, count=0)
        for cause in told
    ]
    return paragraph(phrases.CAUSES.say(language), items) if items else ""


def render_outside(plan: Plan, *, language: str) -> str:
    """What was left out for its cause; "" where nothing was."""
    names = few(plan.outside, NAMED, language)
    return phrases.LEFT_FOR_CAUSE.say(language, count=len(plan.outside), only=plan.only, names=names) if plan.only and plan.outside else ""


def differ(causes: Mapping[str, Cause]) -> bool:
    """Whether something else than the files has caused anything: then each change says what. That the built-in types come from the catalogue goes without saying."""
    return any(cause is not Cause.FILES and (cause is not Cause.CATALOGUE or not address.startswith(TYPE_PREFIX)) for address, cause in causes.items())


def short(cause: Cause, language: str) -> str:
    """`from: drift`"""
    return phrases.FROM.say(language, cause=_SHORT[cause].say(language))


def reason(cause: Cause | None, language: str) -> str:
    """A clause behind "because:"; "" where it is not known."""
    return _REASONS[cause].say(language) if cause is not None and cause in _REASONS else ""
