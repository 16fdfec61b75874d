"""Refusals, their limits, and what can be done."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reconciler.model.cause import Cause
from reconciler.model.plan import Because, Guards, Refusal
from reconciler.model.reach import People
from reconciler.reporting.guards import refusal_text, render_guards
from tests.unit.reporting.worlds import PLAN, TARGET

GONE = tuple(f"teleset/op-{i:04}" for i in range(101, 501))
LOSS = Refusal("loss", "teleset", 400, 448, GONE, "7c1e40aa52d3")
READDRESS = Refusal("readdress", "", 3060, 6120, ("alfa/op-0007",), "b20d9f13c6e8")

ENGLISH = """\
Guards: 2 refuse; apply changes nothing while they do.

loss: 400 of 448 people of teleset (89 %) would stop receiving everything           [refusal 7c1e40aa52d3]
    limit:   20 people, or 10 % of an organization once that is more than 3
    because: organizations/teleset/accounts-2.yaml, where all 400 were declared, is gone since 9c41d7e
    such as: teleset/op-0101, teleset/op-0102, teleset/op-0103 and 397 more

readdress: 3060 of 6120 people (50 %) would get another address                     [refusal b20d9f13c6e8]
    limit:   20 people, or 10 % of an organization once that is more than 3
    because: the backend changed, not the files, in 153 organizations
    such as: alfa/op-0007
    mind:    a restored backup or a bulk update looks like this; find out which side is right first

What you can do:
  look closer          reconciler plan --env production --organization teleset --full
                       reconciler plan --env production --only drift
  it is a mistake      git revert --no-edit -m 1 9c41d7e   nothing was deleted, so nothing needs restoring
  keep the live side   reconciler import --env production --update   writes to the files what is live
  stop all writing     reconciler pause --env production --reason "…"   until reconciler resume
  it is meant          reconciler approve 7c1e40aa52d3 --env production --reason "…"
                       reconciler approve b20d9f13c6e8 --env production --reason "…"
                       allows exactly these changes and nothing else, once, within 24 hours; then apply
  or else              raise safety.loss in reconciler.yaml, or apply the change in smaller steps
                       raise safety.readdress in reconciler.yaml, or apply the change in smaller steps
"""


def test_refusals() -> None:
    gone = Because(Cause.FILES, "organizations/teleset/accounts-2.yaml", gone=True, since="9c41d7e", undo="git revert --no-edit -m 1 9c41d7e")
    refusals = [replace(LOSS, because=gone), replace(READDRESS, because=Because(Cause.DRIFT, organizations=153))]
    random.shuffle(refusals)
    plan = replace(PLAN, refusals=tuple(refusals), people=People(stops=GONE))
    assert f"{render_guards(plan, language='en')}\n" == ENGLISH


def test_what_was_approved_is_told() -> None:
    assert render_guards(replace(PLAN, approved=(LOSS,)), language="en") == "Guards: passed. 1 refusal is approved: loss 7c1e40aa52d3."
    both = render_guards(replace(PLAN, approved=(LOSS,), refusals=(READDRESS,)), language="en")
    assert "1 refusal is approved: loss 7c1e40aa52d3." in both
    assert "reconciler approve 7c1e40aa52d3" not in both


def test_passed() -> None:
    assert render_guards(PLAN, language="en") == "Guards: passed."
    assert render_guards(PLAN, language="ru") == "Предохранители: ни один не сработал."


@pytest.mark.parametrize(
    ("refusal", "stops", "en", "ru"),
    [
        (
            Refusal("loss", "", 30, 60, ("a/b",), ""),
            (),
            "loss: 30 of 60 people (50 %) would stop receiving everything, or a mandatory or required type",
            "loss: 30 из 60 получателей (50 %) больше не будут получать ничего либо обязательный или требуемый тип",
        ),
        (
            Refusal("loss", "teleset", 4, 21, ("a/b",), "", "payment"),
            (),
            "loss: 4 of 21 people of teleset (19 %) would stop receiving payment",
            "loss: 4 из 21 получателя организации teleset (19 %) больше не будут получать payment",
        ),
        (
            Refusal("silence", "teleset", 1, 1, (), ""),
            (),
            "silence: nobody in teleset would be reached any more",
            "silence: в teleset больше никто не получит ничего",
        ),
        (
            Refusal("silence", "teleset", 1, 1, (), "", "payment"),
            (),
            "silence: nobody in teleset would be reached for payment any more",
            "silence: в teleset больше никто не получит payment",
        ),
        (
            Refusal("empty", "", 5, 5, (), ""),
            (),
            "empty: nothing is declared any more (5 objects would be deleted)",
            "empty: больше ничего не объявлено (было бы удалено 5 объектов)",
        ),
        (
            Refusal("protected", "teleset", 1, 1, (), ""),
            (),
            "protected: 1 protected object would be deleted or receive nothing",
            "protected: 1 защищённый объект был бы удалён или перестал бы что-либо получать",
        ),
    ],
)
def test_each_guard(refusal: Refusal, stops: tuple[str, ...], en: str, ru: str) -> None:
    assert refusal_text(refusal, frozenset(stops), "en") == en
    assert refusal_text(refusal, frozenset(stops), "ru") == ru


@pytest.mark.parametrize(
    ("counted", "population", "percent"),
    [(1, 1000, "(1 %)"), (999, 1000, "(99 %)"), (1000, 1000, "(100 %)"), (1, 4, "(25 %)"), (0, 0, "people of")],
)
def test_percentages_never_round_to_nothing_or_all(counted: int, population: int, percent: str) -> None:
    assert percent in refusal_text(Refusal("loss", "teleset", counted, population, (), ""), frozenset(), "en")


def test_the_limits_are_those_of_the_project() -> None:
    plan = replace(PLAN, refusals=(LOSS, Refusal("protected", "teleset", 1, 1, ("teleset/a",), "x")))
    text = render_guards(plan, guards=Guards(loss_people=1, loss_ratio=0.125, floor=2), language="ru")
    assert "предел:   1 человек или 12.5 % организации, если это больше 2" in text
    assert "предел:   ни одного" in text


def test_commands_name_the_environment_only_where_there_is_one() -> None:
    plan = replace(PLAN, target=replace(TARGET, environment=""), refusals=(READDRESS,))
    assert "reconciler plan --full" in render_guards(plan, language="en")
