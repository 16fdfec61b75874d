"""Guards at their limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from reconciler.model.backend import Scope
from reconciler.model.plan import Guards, Plan, Refusal
from reconciler.model.resource import Resource, State
from tests.unit.planning.worlds import account, desired, live, organization, people, planned


def _found(plan: Plan) -> list[tuple[str, str, str, int, int]]:
    return [(each.guard, each.subject, each.detail, each.counted, each.population) for each in plan.refusals]


def _without(count: int, of: int, id: str = "alfa") -> tuple[list[Resource], list[Resource]]:
    """What remains and what was there, of an organization that loses `count` of its `of` accounts."""
    everyone = people(id, of)
    return [organization(id), *everyone[count:]], [organization(id), *everyone]


@pytest.mark.parametrize(
    ("count", "of", "refused"),
    [
        (1, 3, False),
        (3, 4, False),  # three people are never a ratio
        (4, 40, True),  # 10 %
        (4, 41, False),
        (7, 70, True),  # 10 %, and not a hair less for binary fractions
        (7, 71, False),
        (19, 1000, False),
        (20, 1000, True),
        (21, 1000, True),
    ],
)
def test_loss_in_one_organization(count: int, of: int, refused: bool) -> None:
    after, before = _without(count, of)
    assert _found(planned(desired(*after), live(*before))) == ([("loss", "alfa", "", count, of)] if refused else [])


@pytest.mark.parametrize(("each", "refused"), [(3, False), (6, False), (7, True)])
def test_loss_over_all_is_one_refusal(each: int, refused: bool) -> None:
    parts = [_without(each, 200, id) for id in ("alfa", "beta", "gamma")]
    result = planned(desired(*(r for after, _ in parts for r in after)), live(*(r for _, before in parts for r in before)))
    assert _found(result) == ([("loss", "", "", 3 * each, 600)] if refused else [])


def test_small_losses_beside_a_large_ratio_name_only_that_organization() -> None:
    parts = [_without(4, 10, "alfa"), _without(1, 10, "beta")]
    result = planned(desired(*(r for after, _ in parts for r in after)), live(*(r for _, before in parts for r in before)))
    assert _found(result) == [("loss", "alfa", "", 4, 10)]
    assert result.refusals[0].addresses == ("alfa/op-000", "alfa/op-001", "alfa/op-002", "alfa/op-003")


def test_the_organization_counts_where_it_receives_something_itself() -> None:
    duty = {"contacts": {"duty": {"channel": "email", "address": "d@x.example"}}, "types": {"orders": ["duty"]}}
    everyone = people("alfa", 39)
    result = planned(desired(organization("alfa"), *everyone[3:]), live(organization("alfa", **duty), *everyone))
    assert _found(result) == [("loss", "alfa", "", 4, 40)]


@pytest.mark.parametrize("by", ["mandatory", "required", "neither"])
def test_losing_an_essential_type_is_loss(by: str) -> None:
    type_ = "security" if by == "mandatory" else "payment"
    alfa = organization("alfa", **({"requirements": {"payment": {"recipients": 1, "channels": []}}} if by == "required" else {}))
    before = people("alfa", 10, "orders", type_)
    after = [*people("alfa", 4), *before[4:]]
    assert _found(planned(desired(alfa, *after), live(alfa, *before))) == ([] if by == "neither" else [("loss", "alfa", "", 4, 10)])


def test_a_requirement_removed_in_the_same_change_still_counts() -> None:
    before = people("alfa", 10, "orders", "payment")
    required = organization("alfa", requirements={"payment": {"recipients": 1, "channels": []}})
    result = planned(desired(organization("alfa"), *people("alfa", 10)), live(required, *before))
    assert [each.guard for each in result.refusals] == ["loss", "silence"]


@pytest.mark.parametrize(("count", "of", "refused"), [(3, 5, False), (4, 40, True), (4, 41, False), (19, 500, False), (20, 500, True)])
def test_readdress(count: int, of: int, refused: bool) -> None:
    before = people("alfa", of)
    after = [*(account(each.address, "orders", email=f"new-{number}@x.example") for number, each in enumerate(before[:count])), *before[count:]]
    assert _found(planned(desired(organization("alfa"), *after), live(organization("alfa"), *before))) == (
        [("readdress", "alfa", "", count, of)] if refused else []
    )


def _silence(after: Sequence[Resource], before: Sequence[Resource], **more: Any) -> list[tuple[str, str, str, int, int]]:
    return _found(planned(desired(organization("alfa", **more), *after), live(organization("alfa", **more), *before)))


REQUIRED = {"requirements": {"payment": {"recipients": 1, "channels": []}}}


def test_silence_of_an_organization_and_of_its_types() -> None:
    ivanova, petrov = account("alfa/ivanova", "orders", "security"), account("alfa/petrov", "orders")
    assert _silence([account("alfa/ivanova")], [ivanova]) == [("silence", "alfa", "", 1, 1)]
    assert _silence([account("alfa/ivanova", "orders"), petrov], [ivanova, petrov]) == [("silence", "alfa", "security", 1, 1)]
    assert _silence([petrov], [ivanova, petrov]) == [("silence", "alfa", "security", 1, 1)]
    # Orders are neither mandatory nor required, and somebody takes over security.
    assert _silence([account("alfa/ivanova"), account("alfa/petrov", "security")], [ivanova, petrov]) == []


def test_somebody_unchanged_breaks_the_silence_unless_external() -> None:
    payer, other = account("alfa/ivanova", "orders", "payment"), account("alfa/petrov", "payment")
    assert _silence([account("alfa/ivanova", "orders"), other], [payer, other], **REQUIRED) == []
    client = account("alfa/client-17", "payment", audience="external")
    assert _silence([account("alfa/ivanova", "orders"), client], [payer, client], **REQUIRED) == [("silence", "alfa", "payment", 1, 1)]
    asleep = account("alfa/petrov", "payment", suspended=True)
    assert _silence([account("alfa/ivanova", "orders"), asleep], [payer, asleep], **REQUIRED) == [("silence", "alfa", "payment", 1, 1)]


def test_somebody_unchanged_is_found_however_far_down() -> None:
    payer, crowd = account("alfa/ivanova", "payment"), people("alfa", 600)
    last = account("alfa/z-last", "payment")
    assert _silence([account("alfa/ivanova", "orders"), *crowd, last], [payer, *crowd, last], **REQUIRED) == []
    assert _silence([account("alfa/ivanova", "orders"), *crowd], [payer, *crowd], **REQUIRED) == [("silence", "alfa", "payment", 1, 1)]


def test_an_unchanged_recipient_who_refuses_does_not_break_the_silence() -> None:
    payer, deaf = account("alfa/ivanova", "payment"), account("alfa/petrov", "payment")
    before = live(organization("alfa"), payer, replace(deaf, observed={"refused": {"email": ["*"]}}))
    result = planned(desired(organization("alfa"), account("alfa/ivanova"), deaf), before)
    assert _found(result) == [("silence", "alfa", "", 1, 1)]


def test_an_organization_that_was_silent_before_trips_nothing() -> None:
    assert _silence([account("alfa/ivanova", locale="en")], [account("alfa/ivanova")]) == []


def test_a_whole_organization_may_go_but_not_more_people_than_the_limits() -> None:
    beta = [organization("beta"), account("beta/x", "orders")]
    assert _found(planned(desired(*beta), live(*beta, organization("alfa"), *people("alfa", 3, "orders", "security")))) == []
    result = planned(desired(*beta), live(*beta, organization("alfa"), *people("alfa", 4)))
    assert _found(result) == [("loss", "alfa", "", 4, 4)]


def test_the_limit_of_people_counts_all_organizations_together() -> None:
    def lost(count: int) -> list[tuple[str, str, str, int, int]]:
        before = [*people("alfa", 200), *people("beta", 200)]
        after = [*before[10:200], *before[200 + count - 10 :]]
        return _found(planned(desired(organization("alfa"), organization("beta"), *after), live(organization("alfa"), organization("beta"), *before)))

    assert lost(19) == []
    assert lost(20) == [("loss", "", "", 20, 400)]


def test_empty_is_not_judged_by_a_part_of_the_world() -> None:
    alfa = [organization("alfa"), account("alfa/ivanova")]
    assert _found(planned(desired(), live(*alfa), scope=Scope(frozenset({"alfa"})))) == []
    assert _found(planned(desired(), live(*alfa))) == [("empty", "", "", 2, 2)]


def test_empty() -> None:
    beta = [organization("beta"), account("beta/x")]
    alfa = [organization("alfa"), account("alfa/ivanova"), account("alfa/petrov")]
    assert _found(planned(desired(organization("alfa"), *beta), live(*alfa, *beta))) == [("empty", "alfa", "", 2, 2)]
    assert _found(planned(desired(organization("alfa"), *beta), live(organization("alfa"), *beta))) == []
    assert _found(planned(desired(*beta), live(*alfa, *beta))) == []
    assert _found(planned(desired(), live(*alfa, *beta))) == [("empty", "", "", 5, 5)]
    assert _found(planned(desired(organization("alfa"), account("alfa/new")), live(*alfa))) == []


def test_protected_is_neither_deleted_nor_silenced() -> None:
    alfa = [organization("alfa"), account("alfa/petrov", "orders")]
    guarded = account("alfa/ivanova", "orders", protected=True)
    before = live(*alfa, guarded)
    assert _found(planned(desired(*alfa), before)) == [("protected", "alfa", "", 1, 1)]
    assert _found(planned(desired(*alfa, account("alfa/ivanova", protected=True)), before)) == [("protected", "alfa", "", 1, 1)]
    # Dropping the protection in the same change does not help; dropping it alone is how it is meant.
    assert _found(planned(desired(*alfa, account("alfa/ivanova")), before)) == [("protected", "alfa", "", 1, 1)]
    assert _found(planned(desired(*alfa, account("alfa/ivanova", "orders")), before)) == []
    assert _found(planned(desired(*alfa, account("alfa/ivanova", "works", protected=True)), before)) == []


def test_creating_and_gaining_never_trips_a_guard() -> None:
    everyone = [organization("alfa", protected=True), *people("alfa", 100, "orders", "payment", "security")]
    assert planned(desired(*everyone), State()).refusals == ()
    assert planned(desired(*everyone), live(organization("alfa"), *people("alfa", 100))).refusals == ()


def test_limits_are_the_project_s() -> None:
    after, before = _without(2, 10)
    assert planned(desired(*after), live(*before), guards=Guards(loss_people=2)).refusals != ()
    assert planned(desired(*after), live(*before), guards=Guards(floor=1)).refusals != ()
    after, before = _without(30, 40)
    assert planned(desired(*after), live(*before), guards=Guards(loss_people=31, loss_ratio=0.9)).refusals == ()


def test_a_digest_covers_exactly_the_changes_counted() -> None:
    def refusal(*extra: Resource, count: int = 5, guards: Guards | None = None) -> Refusal:
        after, before = _without(count, 20)
        return planned(desired(*after, *extra), live(*before), guards=guards).refusals[0]

    first = refusal()
    assert first.digest == refusal(organization("beta")).digest
    assert first.digest != refusal(count=6).digest
    assert first.digest == refusal(guards=Guards(loss_people=4)).digest
    assert len(first.digest) == 12
