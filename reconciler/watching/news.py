"""Passes → notices: each thing is told once when it begins, and once when it is over. Pure: what was told is a value, which goes in and comes out.

What was told is not kept beyond the process: after a restart, what is still wrong is told again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from reconciler.model.notice import Notice, Notify, Topic
from reconciler.model.plan import Target
from reconciler.model.watching import LOOKED, NOT_LET_IN, THROUGH, Ended, Pass, Status

CALM: Final = 900.0
"""Seconds without drift after which it is over. Who changes the live system again and again is told of once."""

_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class News:
    """What was told. `seen` are the ids of the passes known, `failures` how many have failed in a row, `drifted` when drift was seen last (0: none is told of), `refused` the (guard, organization) told of,
    `claimed` the (organization, owner) told of, `commit` why one is not let in (""): that one is told of.
    """

    seen: frozenset[str] = frozenset()
    failures: int = 0
    failing: bool = False
    drifted: float = 0.0
    refused: frozenset[tuple[str, str]] = frozenset()
    commit: str = ""
    claimed: frozenset[tuple[str, str]] = frozenset()


def step(news: News, status: Status, told: Notify) -> tuple[News, tuple[Notice, ...]]:
    """What is to be told of the passes that are new. A standby says nothing of drift and refusals: the leader does."""
    found: list[Notice] = []
    for one in reversed(status.passes):
        if one.id not in news.seen:
            news, said = _pass(news, one, status.target, told)
            found += said
    news = replace(news, seen=frozenset(one.id for one in status.passes))
    return news, tuple(notice for notice in found if notice.topic in told.topics)


def _pass(news: News, one: Pass, target: Target, told: Notify) -> tuple[News, list[Notice]]:
    if one.ended is Ended.FAILED:
        news = replace(news, failures=news.failures + 1)
        if news.failing or news.failures < told.failures:
            return news, []
        return replace(news, failing=True), [Notice(Topic.FAILING, target, one.id, _at(one), count=news.failures, error=one.error)]
    found = []
    if one.ended in THROUGH:
        if news.failing:
            found.append(Notice(Topic.FAILING, target, one.id, _at(one), over=True, count=news.failures))
        news = replace(news, failures=0, failing=False)
    if one.ended is Ended.STANDBY:
        return replace(news, drifted=0.0, refused=frozenset(), commit="", claimed=frozenset()), found
    if one.ended in LOOKED:
        news, commits = _commit(news, one, target)
        found += commits
        news, drift = _drift(news, one, target)
        news, refusals = _refused(news, one, target)
        news, claims = _claimed(news, one, target)
        found += [*drift, *refusals, *claims]
    return news, found


def _drift(news: News, one: Pass, target: Target) -> tuple[News, list[Notice]]:
    at = _at(one)
    if one.drift:
        fresh = [] if news.drifted else [Notice(Topic.DRIFT, target, one.id, at, count=one.drift)]
        return replace(news, drifted=at), fresh
    # A clock that was put back makes nothing last for hours.
    if news.drifted and not 0 <= at - news.drifted < CALM:
        return replace(news, drifted=0.0), [Notice(Topic.DRIFT, target, one.id, at, over=True)]
    return news, []


def _refused(news: News, one: Pass, target: Target) -> tuple[News, list[Notice]]:
    before, refused = news.refused, frozenset((refusal.guard, refusal.subject) for refusal in one.refusals)
    news, over = replace(news, refused=refused), not refused
    if not _is_news(before, refused):
        return news, []
    guards = tuple(sorted({guard for guard, _ in refused}))
    others = set(one.held) - {claim.organization for claim in one.claims}
    held = tuple(sorted({subject for _, subject in refused if subject} | others))[:_MOST_NAMED]
    return news, [Notice(Topic.REFUSED, target, one.id, _at(one), over, len(one.refusals), guards=guards, organizations=() if over else held)]


def _claimed(news: News, one: Pass, target: Target) -> tuple[News, list[Notice]]:
    before, claimed = news.claimed, frozenset((claim.organization, claim.owner) for claim in one.claims)
    news = replace(news, claimed=claimed)
    if not _is_news(before, claimed):
        return news, []
    owners = tuple(sorted({owner for _, owner in claimed}))[:_MOST_NAMED]
    held = tuple(sorted({organization for organization, _ in claimed} - {""}))[:_MOST_NAMED]
    count = sum(claim.count for claim in one.claims)
    return news, [Notice(Topic.CONFLICT, target, one.id, _at(one), not claimed, count, organizations=held, owners=owners)]


def _is_news(before: frozenset[tuple[str, str]], now: frozenset[tuple[str, str]]) -> bool:
    """Whether others are concerned than before, or nobody is any more. That some are not any more is not told by itself."""
    return bool(now - before) if now else bool(before)


def _commit(news: News, one: Pass, target: Target) -> tuple[News, list[Notice]]:
    why = one.error if one.error in NOT_LET_IN else ""
    if why == news.commit:
        return news, []
    return replace(news, commit=why), [Notice(Topic.COMMIT, target, one.id, _at(one), over=not why, error=why)]


def _at(one: Pass) -> float:
    return one.started + one.seconds
