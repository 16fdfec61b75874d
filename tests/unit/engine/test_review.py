"""What review finds in live settings, and what is against being ready: each by a world that has that and nothing else."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reconciler.engine.review.findings import findings
from reconciler.engine.review.matrix import matrix
from reconciler.engine.review.readiness import Facts, Proven, readiness, used_channels
from reconciler.engine.review.survey import Survey
from reconciler.engine.review.tally import Tally, tally
from reconciler.model.change import Create
from reconciler.model.errors import InvalidInput, ReconcilerError
from reconciler.model.evidence import Proof, TransportProof
from reconciler.model.health import Finding
from reconciler.model.ledger import HistoryEntry
from reconciler.model.plan import Conflict, Counts, Plan, Target
from reconciler.model.policy import Policy
from reconciler.model.resource import Resource
from reconciler.model.review import Found
from reconciler.model.routing import Why
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient, Requirement, Settings
from reconciler.reporting.messages import entries, render_message

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
OURS = "tests"
ELSEWHERE = {"test", "contacts"}
"""Verbs with words of their own before the options."""
TARGET = Target("production", "memory", OURS)


def kind(id: str, *, mandatory: bool = False, audience: tuple[str, ...] = ("employee", "external"), selectable: bool = True) -> NotificationType:
    return NotificationType(id, {}, {}, "x", "lko", frozenset(audience), ("email",), mandatory=mandatory, selectable=selectable)


TYPES = (kind("payment"), kind("orders"), kind("alarm", audience=("employee",)), kind("registration", mandatory=True, selectable=False))


def person(address: str, contacts: Mapping[str, str] | None = None, on: Mapping[str, Sequence[str]] | None = None, **more: Any) -> Recipient:
    """`contacts` is id → channel; each has an address of its own. By default one e-mail that gets `payment`."""
    contacts = {"email": "email"} if contacts is None else contacts
    on = {"payment": ["email"]} if on is None else on
    held = tuple(Contact(id, channel, f"{address}-{id}@x.example") for id, channel in sorted(contacts.items()))
    return Recipient(address, more.pop("audience", "employee"), "ru", "Europe/Moscow", held, {type_: tuple(ids) for type_, ids in on.items()}, **more)


def world(
    *people: Recipient,
    requirements: Mapping[str, Requirement] | None = None,
    own: Recipient | None = None,
    types: Sequence[NotificationType] = TYPES,
    **more: Any,
) -> Survey:
    organization = Organization(own or Recipient("acme", "employee", "ru", "Europe/Moscow"), "Acme", "company", people, requirements=requirements or {})
    owners = {recipient.address: OURS for recipient in (organization.recipient, *people)} | more.pop("owners", {})
    return Survey(TARGET, Settings(tuple(types), (organization,)), more.pop("observed", {}), owners, **more)


def demand_typable(command: str) -> None:
    """What somebody is told to type is a verb that is there, with options that it takes."""
    _, verb, *words = command.split()
    if verb in ELSEWHERE:
        return
    module = importlib.import_module(f"reconciler.cli.verbs.{verb}")
    known = {option for parameter in module.command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known, command


def found(seen: Survey, *, days: int = 7) -> list[Found]:
    everything = list(findings([tally(one, seen) for one in seen.organizations], seen, now=NOW, days=days))
    for one in everything:
        for language in ("en", "ru"):
            message, remedy = render_message(one.finding.code, one.finding.arguments, one.finding.hint, language)
            assert "{" not in message + remedy, "something is not filled in"
            assert remedy
        demand_typable(one.command)
    return everything


def codes(seen: Survey, **more: Any) -> list[tuple[str, str]]:
    return [(one.finding.code, one.finding.hint) for one in found(seen, **more)]


TWO = (person("acme/a"), person("acme/b"))


def test_nothing_is_wrong() -> None:
    assert codes(world(*TWO, requirements={"payment": Requirement(2, ("email",))})) == []


# Requirements


def test_too_few() -> None:
    (one,) = found(world(*TWO, requirements={"payment": Requirement(3)}))
    assert (one.finding.code, one.finding.arguments["needed"], one.finding.arguments["count"]) == ("requirement-unmet", 3, 2)
    assert one.addresses == ("acme/a", "acme/b")


def test_a_channel_that_reaches_nobody() -> None:
    assert codes(world(*TWO, requirements={"payment": Requirement(2, ("email", "sms"))})) == [("requirement-unmet", "channel")]


def test_externals_suspended_accounts_and_those_of_others_do_not_count() -> None:
    guest, resting, theirs = person("acme/guest", audience="external"), person("acme/resting", suspended=True), person("acme/theirs")
    seen = world(person("acme/a"), person("acme/b"), guest, resting, theirs, requirements={"payment": Requirement(3)}, owners={"acme/theirs": "legacy"})
    assert [one.finding.code for one in found(seen)] == ["requirement-unmet", "undeclared-account"]
    assert found(seen)[0].finding.arguments["count"] == 2


def test_the_organization_itself_counts() -> None:
    own = person("acme")
    assert codes(world(person("acme/a"), own=own, requirements={"payment": Requirement(2)})) == []


def test_a_refusal_leaves_it_unmet() -> None:
    observed = {"acme/b": {"refused": {"email": ["payment"]}}}
    (one,) = found(world(*TWO, requirements={"payment": Requirement(2)}, observed=observed))
    assert (one.finding.code, one.addresses, one.finding.arguments["refused"]) == ("requirement-refused", ("acme/b",), 1)


def test_somebody_who_has_not_confirmed_leaves_it_unmet() -> None:
    people = (person("acme/a"), person("acme/b", {"email": "email", "mobile": "sms"}, {"payment": ["email"], "orders": ["mobile"]}))
    observed = {"acme/b": {"unconfirmed": ["email"]}}
    (one,) = found(world(*people, requirements={"payment": Requirement(2)}, observed=observed))
    assert (one.finding.code, one.finding.hint, one.addresses) == ("requirement-unmet", "awaiting", ("acme/b",))
    assert "send-confirmations" in one.command


def test_an_address_that_still_serves_is_one() -> None:
    observed = {"acme/b": {"unconfirmed": ["email"], "serving": {"email": "old@x.example"}}}
    assert codes(world(*TWO, requirements={"payment": Requirement(2)}, observed=observed)) == []


def test_a_type_that_does_not_exist_reaches_nobody() -> None:
    assert codes(world(*TWO, requirements={"gone": Requirement(1)})) == [("requirement-unmet", "")]


# Who must be told, and who can be told at all

MUST = (*TYPES, kind("safety", mandatory=True))
TOLD = {"payment": ["email"], "safety": ["email"]}


def test_a_mandatory_type_that_somebody_switched_off_live() -> None:
    (one,) = found(world(person("acme/a", on=TOLD), person("acme/b", on=TOLD), person("acme/c"), types=MUST))
    assert (one.finding.code, one.addresses) == ("mandatory-unreached", ("acme/c",))


def test_a_forced_type_is_one_and_a_forbidden_one_is_not() -> None:
    assert codes(world(*TWO, policy=Policy(forced=("orders",)))) == [("mandatory-unreached", "")]
    assert codes(world(*TWO, policy=Policy(forced=("orders",), forbidden=("orders",)))) == []


def test_a_refusal_of_a_mandatory_type_alone_means_nothing_and_one_of_everything_does() -> None:
    people = tuple(person(f"acme/{name}", {"email": "email", "mobile": "sms"}, {**TOLD, "orders": ["mobile"]}) for name in "abc")
    assert codes(world(*people, types=MUST, observed={"acme/c": {"refused": {"email": ["safety"]}}})) == []
    assert codes(world(*people, types=MUST, observed={"acme/c": {"refused": {"email": ["*"]}}})) == [("mandatory-unreached", "")]


@pytest.mark.parametrize(
    ("contacts", "observed", "hint"),
    [
        ({}, {}, ""),
        ({"email": "email"}, {"unconfirmed": ["email"]}, "awaiting"),
        ({"email": "email"}, {"refused": {"email": ["*"]}}, "refused"),
    ],
)
def test_an_employee_whom_nothing_reaches(contacts: Mapping[str, str], observed: Any, hint: str) -> None:
    lost = person("acme/c", contacts, {"payment": ["email"], "safety": ["email"]} if contacts else {})
    seen = world(person("acme/a", on=TOLD), person("acme/b", on=TOLD), lost, types=MUST, observed={"acme/c": observed})
    assert [(one.finding.code, one.finding.hint, one.addresses) for one in found(seen)] == [("account-unreached", hint, ("acme/c",))], (
        "told of once, not by type"
    )


def test_who_wants_nothing_or_is_suspended_or_external_is_no_finding() -> None:
    assert codes(world(*TWO, person("acme/c", on={}), person("acme/d", {}, suspended=True), person("acme/e", {}, {}, audience="external"))) == []


def test_an_organization_with_nobody() -> None:
    assert codes(world()) == [("organization-unreached", "")]
    assert codes(world(person("acme/a", on={}))) == [("organization-unreached", "")]


# Single points of failure


def test_one_person_stands_for_a_required_type() -> None:
    (one,) = found(world(person("acme/a"), person("acme/b", on={"orders": ["email"]}), requirements={"payment": Requirement(1)}))
    assert (one.finding.code, one.finding.arguments["recipient"]) == ("single-recipient", "acme/a")


def test_where_only_one_can_be_told_at_all_there_is_nothing_to_mend() -> None:
    assert codes(world(person("acme/a"), requirements={"payment": Requirement(1)})) == []


def test_only_by_sms() -> None:
    people = tuple(person(f"acme/{name}", {"mobile": "sms"}, {"payment": ["mobile"]}) for name in "ab")
    assert codes(world(*people, requirements={"payment": Requirement(2)})) == [("sms-only", "")]
    assert codes(world(*people)) == [], "nobody requires it"


# What nobody declared


def test_rows_of_others_by_which_somebody_receives() -> None:
    rows = [
        {"address": "acme/a/email", "type": "orders", "manager": "legacy"},
        {"address": "acme/b/pager", "manager": ""},
        {"address": "acme/b/pager", "type": "payment", "manager": ""},
        {"address": "acme/b/idle", "manager": "legacy"},
    ]
    seen = world(*TWO, observed={"acme/a": {"foreign": rows[:1]}, "acme/b": {"foreign": rows[1:]}})
    unmarked, theirs = found(seen)
    assert (unmarked.finding.hint, unmarked.addresses, unmarked.finding.arguments["types"]) == ("unmarked", ("acme/b/pager",), ("payment",))
    assert (theirs.finding.arguments["owner"], theirs.addresses, theirs.finding.arguments["types"]) == ("legacy", ("acme/a/email",), ("orders",))


def test_our_subscription_at_a_contact_of_others() -> None:
    seen = world(
        *TWO,
        person("acme/c", {"email": "email"}, {"payment": ["email"], "orders": ["pager"]}),
        observed={"acme/c": {"foreign": [{"address": "acme/c/pager", "manager": "legacy"}]}},
    )
    assert [(one.finding.code, one.addresses) for one in found(seen)] == [("undeclared-reach", ("acme/c/pager",))]


def test_a_row_of_others_that_reaches_nobody_is_none() -> None:
    assert codes(world(*TWO, observed={"acme/a": {"foreign": [{"address": "acme/a/gone", "type": "orders", "manager": "legacy"}]}})) == []


def test_a_type_that_is_on_at_a_contact_that_is_gone() -> None:
    (one,) = found(world(*TWO, person("acme/c", on={"payment": ["email"], "orders": ["mobile"]})))
    assert (one.finding.code, one.addresses, one.finding.arguments["types"]) == ("type-without-contact", ("acme/c",), ("orders",))


def test_a_type_that_is_not_live_reaches_nobody() -> None:
    seen = world(*TWO, person("acme/c", on={"payment": ["email"], "gone": ["email"]}), requirements={"gone": Requirement(1)})
    assert [(one.finding.code, one.addresses) for one in found(seen)] == [("type-missing", ("acme/c",)), ("requirement-unmet", ())]


def test_accounts_without_their_organization() -> None:
    assert [(one.finding.code, one.organization, one.addresses) for one in found(world(*TWO, owners={"zeta/a": OURS, "yota/b": "legacy"}))] == [
        ("organization-missing", "zeta", ("zeta/a",))
    ]


def test_organizations_of_others_are_not_judged() -> None:
    assert codes(world(owners={"acme": "legacy"})) == []


# Confirmations

WAITING = {"acme/b": {"unconfirmed": ["mobile"]}}
PEOPLE = (person("acme/a"), person("acme/b", {"email": "email", "mobile": "sms"}))


@pytest.mark.parametrize(
    ("asked", "sends", "expected"),
    [
        ({"acme/b/mobile": NOW - timedelta(days=8)}, True, "confirmation-overdue"),
        ({"acme/b/mobile": NOW - timedelta(days=6)}, True, ""),
        ({}, True, "confirmation-never-asked"),
        (None, True, ""),
        ({}, False, ""),
    ],
)
def test_who_has_waited_too_long(asked: Mapping[str, datetime] | None, sends: bool, expected: str) -> None:
    seen = world(*PEOPLE, observed=WAITING, asked=asked, sends=sends)
    assert [(one.finding.code, one.addresses) for one in found(seen)] == ([(expected, ("acme/b/mobile",))] if expected else [])


# Readiness

SMTP = "tag of how it is configured"


def applied(started: str = "2026-11-29T10:00:00Z", outcome: str = "applied") -> HistoryEntry:
    return HistoryEntry("apply", OURS, "production", "x", "", Counts(), outcome=outcome, started=started)


def proof(at: str = "2026-11-29T11:00:00Z", type_: str = "payment", mode: str = "sandbox", trial: int = 1) -> Proof:
    return Proof("acme", type_, trial, mode, at)


def sent(at: str = "2026-11-29T11:00:00Z", tag: str = SMTP, channel: str = "email") -> TransportProof:
    return TransportProof(channel, tag, at)


def ready_facts(**more: Any) -> Facts:
    seen = world(*TWO)
    facts = Facts(Plan(TARGET), (), [tally(one, seen) for one in seen.organizations], [applied()], Proven([proof()], [sent()]), {"email": SMTP})
    return replace(facts, **more)


def against(facts: Facts) -> list[str]:
    judged = readiness(facts, now=NOW, scope=" --organization acme")
    for one in (*judged.reasons, *judged.unchecked):
        assert "{" not in "".join(render_message(one.finding.code, one.finding.arguments, "", "ru"))
        demand_typable(one.command)
        assert one.finding.code in entries()
    assert judged.ready is (not judged.reasons and not judged.unchecked)
    return [one.finding.code for one in (*judged.reasons, *judged.unchecked)]


def test_ready() -> None:
    assert against(ready_facts()) == []


CHANGED = Plan(TARGET, (Create(Resource("acme/c", b"{}")),))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"plan": CHANGED}, "ready-changes"),
        ({"plan": Plan(TARGET, conflicts=(Conflict("acme/c", "legacy"),))}, "ready-refused"),
        ({"plan": Plan(TARGET, pending_migrations=("0004",))}, "ready-migrations"),
        ({"plan": Plan(TARGET, left_out=("acme",))}, "ready-paused"),
        ({"plan": InvalidInput(())}, "ready-files-unchecked"),
        ({"found": (Found(Finding("organization-unreached")),)}, "ready-findings"),
        ({"key_lost": True}, "ready-key-lost"),
        ({"history": []}, "ready-never-applied"),
        ({"history": [applied(outcome="failed")]}, "ready-never-applied"),
        ({"proven": ReconcilerError("backend-unreachable")}, "ready-evidence-unchecked"),
        ({"proven": Proven([], [sent()])}, "ready-untested"),
        ({"proven": Proven([proof(type_="orders")], [sent()])}, "ready-untested"),
        ({"proven": Proven([proof(mode="declared")], [sent()])}, "ready-untested"),
        ({"proven": Proven([proof("2026-11-29T09:59:59Z")], [sent()])}, "ready-test-old"),
        ({"proven": Proven([proof("2026-11-29T10:00:00Z")], [sent()])}, "ready-test-old"),
        ({"history": [applied("2026-11-30T11:00:00Z", "partial"), applied()]}, "ready-test-old"),
        ({"history": [applied("2026-11-30T11:00:00Z", "unfinished"), applied()]}, "ready-test-old"),
        ({"history": [replace(applied("2026-11-29T10:59:00Z"), seconds=61.5)]}, "ready-test-old"),
        ({"proven": Proven([proof(), proof(mode="failed", trial=2)], [sent()])}, "ready-test-failed"),
        ({"proven": Proven([proof(mode="failed")], [sent()])}, "ready-test-failed"),
        ({"configured": {}}, "ready-transport-missing"),
        ({"configured": {"email": None}}, "ready-transport-unchecked"),
        ({"proven": Proven([proof()], [])}, "ready-transport-unproven"),
        ({"proven": Proven([proof()], [sent(channel="sms")])}, "ready-transport-unproven"),
        ({"configured": {"email": "another tag"}}, "ready-transport-changed"),
        ({"proven": Proven([proof()], [sent("2026-10-30T11:00:00Z")])}, "ready-transport-old"),
    ],
)
def test_each_reason_alone_is_enough(change: Mapping[str, Any], reason: str) -> None:
    assert against(ready_facts(**change)) == [reason]


def test_the_newest_proof_counts() -> None:
    older = proof("2026-01-01T00:00:00Z", trial=0)
    assert against(ready_facts(proven=Proven([proof(), older], [sent(), sent("2026-01-01T00:00:00Z")]))) == []
    assert against(ready_facts(proven=Proven([proof(mode="failed", trial=3), proof(trial=4, mode="live"), older], [sent()]))) == [], (
        "it failed, and passed since"
    )


def test_a_required_type_has_to_be_proven_even_where_nobody_receives_it() -> None:
    seen = world(*TWO, requirements={"orders": Requirement(1)})
    assert against(ready_facts(tallied=[tally(one, seen) for one in seen.organizations])) == ["ready-untested"]


def test_channels_in_use() -> None:
    people = (
        person("acme/a", {"email": "email", "inapp": "inapp", "mobile": "sms"}, {"payment": ["email", "inapp"]}),
        person("acme/b", {"bus": "webhook"}, {"payment": ["bus"]}, suspended=True),
    )
    seen = world(*people)
    tallied: list[Tally] = [tally(one, seen) for one in seen.organizations]
    assert used_channels(tallied) == {"email": "acme"}, "nothing goes by SMS or webhook here, and the cabinet needs no transport"


# The matrix


def test_every_cell_has_one_row() -> None:
    people = (
        person("acme/a", {"email": "email", "mobile": "sms"}),
        person("acme/b", {}, {}),
        person("acme/c", suspended=True),
        person("acme/d", on={"payment": ["email", "gone"]}, audience="external"),
    )
    observed = {"acme/a": {"refused": {"email": ["*"]}}, "acme/d": {"foreign": [{"address": "acme/d/email", "type": "orders", "manager": "legacy"}]}}
    rows = matrix(world(*people, observed=observed), None)
    cells = {(row.recipient, row.type, row.contact, row.owner): row.why for row in rows}
    assert len(cells) == len(rows)
    assert len(rows) == 3 * 1 + 3 * 2 + 3 * 1 + 3 * 1 + (2 * 1 + 1) + 1, "organization without contacts, a, b, c, d with what is gone, and the row of others"
    assert cells["acme/a", "payment", "email", None] is Why.REFUSED
    assert cells["acme/a", "payment", "mobile", None] is Why.OFF
    assert cells["acme/b", "orders", "", None] is Why.NO_CONTACT
    assert cells["acme/c", "payment", "email", None] is Why.SUSPENDED
    assert cells["acme/d", "payment", "email", None] is None
    assert cells["acme/d", "payment", "gone", None] is Why.NO_CONTACT
    assert ("acme/d", "alarm", "email", None) not in cells, "it is not meant for externals"
    assert cells["acme/d", "orders", "email", "legacy"] is None


def test_addresses_are_masked_and_the_one_in_use_is_shown() -> None:
    observed = {"acme/a": {"unconfirmed": ["email"], "serving": {"email": "zoe@old.example"}}}
    (row,) = (row for row in matrix(world(person("acme/a"), observed=observed), None) if (row.recipient, row.type) == ("acme/a", "payment"))
    assert (str(row.address), row.why) == ("z•••••@old.example", None)
    assert "zoe" not in repr(row)
