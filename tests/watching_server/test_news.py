"""Once when it begins, once when it is over."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.notice import Notice, Notify, Topic
from reconciler.model.plan import Refusal
from reconciler.model.watching import Claim, Ended, Pass
from reconciler.watching.news import CALM, News, step
from tests.watching_server.samples import CLAIM, LOSS, passed, status

TOLD = Notify(failures=3)


def told(*passes: Pass, notify: Notify = TOLD) -> list[Notice]:
    """What is told when somebody looks after each pass."""
    said: list[Notice] = []
    news = News()
    for count in range(1, len(passes) + 1):
        news, notices = step(news, status(*passes[max(0, count - 5) : count]), notify)
        said += notices
    return said


def short(notices: list[Notice]) -> list[tuple[str, bool]]:
    return [(notice.topic.value, notice.over) for notice in notices]


def test_failing_is_told_after_so_many_passes_and_once() -> None:
    failed = [passed(number, Ended.FAILED, error="backend-unreachable") for number in range(1, 8)]
    said = told(passed(0), *failed, passed(8), passed(9))
    assert short(said) == [("failing", False), ("failing", True)]
    assert (said[0].count, said[0].error, said[0].id) == (3, "backend-unreachable", "p3")
    assert (said[1].count, said[1].id) == (7, "p8")
    assert told(*failed[:2], passed(8)) == []


def test_only_a_pass_that_got_through_ends_failing() -> None:
    failed = [passed(number, Ended.FAILED) for number in range(3)]
    for end in (Ended.INVALID, Ended.PAUSED, Ended.LOCKED):
        assert short(told(*failed, passed(3, end))) == [("failing", False)]
        assert short(told(*failed[:2], passed(2, end), passed(3, Ended.FAILED))) == [("failing", False)], "it does not begin anew either"
    for end in (Ended.CLEAN, Ended.APPLIED, Ended.PLANNED, Ended.HELD, Ended.STANDBY):
        assert short(told(*failed, passed(3, Ended.INVALID), passed(4, end))) == [("failing", False), ("failing", True)]


def test_drift_is_over_when_it_has_been_calm_for_a_while() -> None:
    drifting = passed(1, Ended.APPLIED, drift=2)
    calm = passed(3, started=drifting.started + CALM)
    assert short(told(drifting, passed(2), calm)) == [("drift", False), ("drift", True)]
    again = [passed(number, Ended.APPLIED, drift=number % 2) for number in range(1, 40)]
    assert short(told(*again)) == [("drift", False)], "who changes it again and again is told of once"


def test_a_pass_that_compares_nothing_says_nothing_of_drift_and_refusals() -> None:
    held = passed(1, Ended.HELD, drift=1, refusals=(LOSS,))
    later = [passed(number, end, started=held.started + CALM * 2) for number, end in enumerate((Ended.FAILED, Ended.INVALID, Ended.PAUSED, Ended.LOCKED), 2)]
    assert short(told(held, *later)) == [("drift", False), ("refused", False)]


def test_refusals_are_told_anew_when_another_organization_is_concerned() -> None:
    other = replace(LOSS, subject="radiolink", guard="silence")
    said = told(
        passed(1, Ended.HELD, refusals=(LOSS,), held=("teleset",)),
        passed(2, Ended.HELD, refusals=(replace(LOSS, digest="other", counted=1),)),
        passed(3, Ended.HELD, refusals=(LOSS, other)),
        passed(4, Ended.HELD, refusals=(LOSS,)),
        passed(5),
        passed(6),
    )
    assert short(said) == [("refused", False), ("refused", False), ("refused", True)]
    assert (said[0].guards, said[0].organizations) == (("loss",), ("teleset",))
    assert (said[1].guards, said[1].organizations) == (("loss", "silence"), ("radiolink", "teleset"))


def test_what_others_hold_is_told_once_and_again_when_another_organization_is_concerned() -> None:
    other = Claim("teleset", "", 1)
    said = told(
        passed(1, Ended.HELD, claims=(CLAIM,), held=("partner",)),
        passed(2, Ended.HELD, claims=(replace(CLAIM, count=9),), held=("partner",)),
        passed(3, Ended.INVALID),
        passed(4, Ended.HELD, claims=(CLAIM, other), refusals=(replace(LOSS, subject="third"),), held=("partner", "teleset", "third")),
        passed(5, Ended.HELD, claims=(other,), held=("teleset",)),
        passed(6),
        passed(7),
    )
    of_claims = [notice for notice in said if notice.topic is Topic.CONFLICT]
    assert short(of_claims) == [("conflict", False), ("conflict", False), ("conflict", True)]
    assert (of_claims[0].owners, of_claims[0].organizations, of_claims[0].count) == (("legacy-crm",), ("partner",), 3)
    assert (of_claims[1].owners, of_claims[1].organizations, of_claims[1].count) == (("", "legacy-crm"), ("partner", "teleset"), 4)
    assert [notice.organizations for notice in said if notice.topic is Topic.REFUSED] == [("third",), ()], "each with what it holds"
    assert short(told(passed(1, Ended.HELD, claims=(CLAIM,)), passed(2, Ended.STANDBY), passed(3))) == [("conflict", False)]


def test_who_becomes_a_standby_is_silent_about_the_rest() -> None:
    assert short(told(passed(1, Ended.HELD, refusals=(LOSS,)), passed(2, Ended.STANDBY), passed(3))) == [("refused", False)]


def test_topics_that_nobody_wants_are_not_told() -> None:
    assert told(passed(1, Ended.HELD, drift=1, refusals=(LOSS,)), notify=Notify(topics=frozenset({Topic.FAILING}))) == []


def test_looking_again_tells_nothing_twice() -> None:
    now = status(passed(1, Ended.HELD, drift=1, refusals=(LOSS,)))
    news, first = step(News(), now, TOLD)
    assert len(first) == 2
    assert step(news, now, TOLD) == (news, ())


PASSES = st.lists(
    st.tuples(st.sampled_from(Ended), st.integers(0, 2), st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True), st.integers(1, 2_000)), max_size=30
)


@given(PASSES)
def test_beginnings_and_ends_take_turns(made: list[tuple[Ended, int, list[str], int]]) -> None:
    passes, at = [], 1_000.0
    for number, (ended, drift, subjects, gap) in enumerate(made):
        at += gap
        refusals = tuple(Refusal("loss", subject, 1, 2, (), subject) for subject in subjects)
        passes.append(passed(number, ended, started=at, drift=drift, refusals=refusals))
    said = told(*passes)
    for topic in Topic:
        states = [notice.over for notice in said if notice.topic is topic]
        standby = any(one.ended is Ended.STANDBY for one in passes)
        assert not states or states[0] is False
        assert all(not (one and after) for one, after in itertools.pairwise(states)), "nothing is over twice"
        if topic is not Topic.REFUSED and not standby:
            assert all(one is not after for one, after in itertools.pairwise(states))


def test_a_commit_that_is_not_let_in_is_told_once_and_again_for_another_reason() -> None:
    """A repository that is away meanwhile says nothing of it."""
    refused = [passed(number, Ended.HELD, error="commit-refused") for number in (1, 2)]
    said = told(*refused, passed(3, Ended.FAILED, error="source-timeout"), passed(4, Ended.APPLIED, error="verify-unknown"), passed(5), passed(6))
    assert [(notice.topic, notice.over, notice.error) for notice in said] == [
        (Topic.COMMIT, False, "commit-refused"),
        (Topic.COMMIT, False, "verify-unknown"),
        (Topic.COMMIT, True, ""),
    ]
