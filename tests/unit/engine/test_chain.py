"""Each link of the chain, broken in turn and alone: that one is named, and nothing behind it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from reconciler.engine.doctor.case import Case, Facts
from reconciler.engine.doctor.chain import LINKS, walk
from reconciler.model.errors import ReconcilerError, TransientError, Unusable
from reconciler.model.evidence import Delivered
from reconciler.model.health import Checked, Level
from reconciler.model.plan import Target
from reconciler.model.settings import Contact, NotificationType, Organization, Recipient, Settings
from reconciler.reporting.chain import chain_document, render_chain
from reconciler.reporting.messages import chain as words
from reconciler.reporting.messages import entries
from reconciler.reporting.wording import placeholders

NOON = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""12:00 in Moscow."""

ANNA = Recipient(
    "acme/anna",
    "employee",
    "ru",
    "Europe/Moscow",
    (Contact("email", "email", "anna@x.example"), Contact("mobile", "sms", "+79160000001")),
    {"payment": ("email", "mobile"), "orders": ("email",)},
    quiet_hours=("22:00", "08:00"),
)
PAYMENT = NotificationType("payment", {}, {}, "finance", "lko", frozenset({"employee"}), ("email",))
TYPES = (
    PAYMENT,
    replace(PAYMENT, id="orders"),
    replace(PAYMENT, id="works"),
    replace(PAYMENT, id="guests", audience=frozenset({"external"})),
    replace(PAYMENT, id="system", selectable=False),
)
GOOD = Delivered("m1", 1, "live", "s", "e", "payment", "acme/anna", "email", "email", "a•••••@x.example", "delivered", "pass", "250", at="2026-11-30T08:00:00Z")


def settings(recipient: Recipient | None = ANNA, types: tuple[NotificationType, ...] = TYPES) -> Settings:
    organization = Organization(Recipient("acme", "employee", "ru", "Europe/Moscow"), "Acme", "company", () if recipient is None else (recipient,))
    return Settings(types, (organization,))


def works(*_: object) -> None:
    """Nothing is wrong."""


def fails(error: ReconcilerError) -> Callable[..., None]:
    def look(*_: object) -> None:
        raise error

    return look


WHOLE = Facts(Case("acme/anna", NOON, "payment"), frozenset({"acme", "acme/anna"}), settings(), transport=works, render=works, deliveries=[GOOD])


def walked(facts: Facts) -> list[Checked]:
    """The links, put into words in both languages on the way."""
    checks = list(walk(facts))
    assert [one.check for one in checks] == list(LINKS)
    for language in ("en", "ru"):
        text = render_chain(checks, target=Target("", "b", "m"), question="?", support={"acme": {"email": "s@x.example"}}, language=language)
        assert "{" not in text, "something is not filled in"
        assert ("s@x.example" in text) is any(one.finding.level is Level.PROBLEM for one in checks), "support is told where something is broken"
    return checks


def test_a_whole_chain() -> None:
    assert {one.finding.level for one in walked(WHOLE)} == {Level.OK}


def with_anna(**more: Any) -> dict[str, Any]:
    return {"settings": settings(replace(ANNA, **more))}


ALONE = with_anna(contacts=ANNA.contacts[:1], subscriptions={"payment": ("email",)})
UNKNOWN = {"deliveries": TransientError("backend-unreachable", backend="x")}


@pytest.mark.parametrize(
    ("link", "code", "change"),
    [
        ("account", "chain-no-account", {"live": frozenset({"acme"}), "settings": settings(None)}),
        ("account", "chain-no-account", {"case": Case("acme/ana", NOON, "payment")}),
        ("account", "chain-suspended", with_anna(suspended=True)),
        ("confirmed", "chain-unconfirmed", {"observed": {"unconfirmed": ["email", "mobile"]}}),
        ("organization", "chain-no-organization", {"live": frozenset({"acme/anna"}), "settings": Settings(TYPES, ())}),
        ("type", "chain-no-type", {"case": Case("acme/anna", NOON, "paymnt")}),
        ("type", "chain-system-type", {"case": Case("acme/anna", NOON, "system")}),
        ("type", "chain-audience", {"case": Case("acme/anna", NOON, "guests")}),
        ("policy", "chain-forbidden", {"forbidden": frozenset({"payment"})}),
        ("policy", "chain-not-admitted", {"admits": lambda *_: False}),
        ("subscription", "chain-off", {"case": Case("acme/anna", NOON, "works")}),
        ("contact", "chain-no-contact", with_anna(contacts=())),
        ("contact", "chain-no-contact", {"case": Case("acme/anna", NOON, "payment", "push")}),
        ("contact", "chain-off-at-channel", {"case": Case("acme/anna", NOON, "orders", "sms")}),
        ("refusal", "chain-refused", {"observed": {"refused": {"email": ["payment"], "mobile": ["*"]}}}),
        ("refusal", "chain-refused", {"observed": {"refused": {"email": ["*"]}, "unconfirmed": ["mobile"]}}),
        ("quiet", "chain-quiet", {"case": Case("acme/anna", NOON.replace(hour=22), "payment")}),
        ("transport", "chain-no-transport", {"transport": fails(Unusable("chain-no-transport", channel="email"))}),
        ("template", "check-failed", {"render": fails(ReconcilerError("check-failed", error="X", options=""))}),
        ("delivery", "chain-not-delivered", {"deliveries": [replace(GOOD, status="permanent-failure", verdict="failed", answer="550"), GOOD]}),
        ("delivery", "chain-not-delivered", {"deliveries": [replace(GOOD, verdict="missing")]}),
        ("delivery", "chain-not-delivered", {"deliveries": [replace(GOOD, verdict="wrong-content")]}),
        ("delivery", "chain-not-delivered", {"deliveries": [replace(GOOD, verdict="", status="queued")]}),
        ("delivery", "backend-unreachable", UNKNOWN),
    ],
)
def test_a_broken_link_is_the_one_that_is_named(link: str, code: str, change: Mapping[str, Any]) -> None:
    checks = walked(replace(WHOLE, **change))
    (broken,) = (one for one in checks if one.finding.level is Level.PROBLEM)
    assert (broken.check, broken.finding.code) == (link, code)
    behind = checks[list(LINKS).index(link) + 1 :]
    assert {one.finding.level for one in behind} <= {Level.SKIPPED}
    document = chain_document(checks, target=Target("", "b", "m"), account="acme/anna", type="payment", channel="", now="", support={})
    assert document["broken"] == link


@pytest.mark.parametrize(
    ("link", "said", "change"),
    [
        ("confirmed", "chain-confirmed-partly", {"observed": {"unconfirmed": ["email"]}}),
        ("confirmed", "chain-confirmed", {"observed": {"unconfirmed": ["email", "mobile"], "serving": {"email": "a@x", "mobile": "+7"}}}),
        ("policy", "chain-admitted-partly", {"admits": lambda _, channel, __: channel == "email"}),
        ("refusal", "chain-refused-partly", {"observed": {"refused": {"email": ["payment"]}}}),
        ("refusal", "chain-refused-partly", {"observed": {"refused": {"email": ["payment"]}}, "settings": settings()}),
        ("refusal", "chain-not-refused", {"observed": {"refused": {"email": ["orders"]}}}),
        ("quiet", "chain-no-quiet-hours", with_anna(quiet_hours=None)),
        (
            "quiet",
            "chain-not-quieted",
            {"case": Case("acme/anna", NOON.replace(hour=22), "payment"), "settings": settings(types=(replace(PAYMENT, urgent=True),))},
        ),
        ("transport", "chain-transport-partly", {"transport": lambda channel: fails(Unusable("x"))() if channel == "sms" else None}),
        ("delivery", "chain-never-sent", {"deliveries": [replace(GOOD, type="orders")]}),
        ("delivery", "chain-never-sent", {"deliveries": [replace(GOOD, recipient="acme/boris")]}),
        ("delivery", "chain-delivered", {"deliveries": [replace(GOOD, verdict="")]}),
        ("delivery", "chain-no-journal", {"deliveries": None}),
    ],
)
def test_what_holds_for_some_contacts_breaks_nothing(link: str, said: str, change: Mapping[str, Any]) -> None:
    checks = {one.check: one.finding for one in walked(replace(WHOLE, **change))}
    assert checks[link].code == said
    assert Level.PROBLEM not in {finding.level for finding in checks.values()}


def test_a_mandatory_type_is_not_stopped_by_a_refusal_of_it_alone() -> None:
    types = (replace(PAYMENT, mandatory=True),)
    facts = replace(WHOLE, settings=settings(types=types), observed={"refused": {"email": ["payment"], "mobile": ["payment"]}})
    assert {one.finding.level for one in walked(facts)} == {Level.OK}
    facts = replace(facts, observed={"refused": {"email": ["*"], "mobile": ["*"]}})
    assert next(one.check for one in walked(facts) if one.finding.level is Level.PROBLEM) == "refusal"


def test_only_the_channel_asked_about_is_judged() -> None:
    facts = replace(WHOLE, observed={"unconfirmed": ["email"]})
    assert {one.finding.level for one in walked(replace(facts, case=Case("acme/anna", NOON, "payment", "sms"), deliveries=[]))} <= {Level.OK, Level.SKIPPED}
    asked = walked(replace(facts, case=Case("acme/anna", NOON, "payment", "email")))
    assert next(one.check for one in asked if one.finding.level is Level.PROBLEM) == "confirmed"


def test_without_a_type_what_needs_one_is_not_checked() -> None:
    checks = {one.check: one.finding.level for one in walked(replace(WHOLE, case=Case("acme/anna", NOON)))}
    assert {name for name, level in checks.items() if level is not Level.OK} == {"type", "subscription", "template"}


def test_without_anybody_to_try_it_nothing_is_claimed() -> None:
    checks = {one.check: one.finding.code for one in walk(Facts(WHOLE.case, WHOLE.live, WHOLE.settings))}
    assert (checks["transport"], checks["template"], checks["delivery"]) == ("chain-transport-untried", "chain-template-untried", "chain-no-journal")


@pytest.mark.parametrize(
    ("hours", "zone", "quiet"),
    [
        (("22:00", "08:00"), "Europe/Moscow", False),
        (("22:00", "12:00"), "Europe/Moscow", False),
        (("22:00", "12:01"), "Europe/Moscow", True),
        (("12:00", "13:00"), "Europe/Moscow", True),
        (("12:00", "13:00"), "Asia/Kamchatka", False),
        (("20:00", "22:00"), "Asia/Kamchatka", True),
        (("09:00", "10:00"), "Nowhere/At-All", True),
    ],
)
def test_quiet_hours_run_by_the_recipients_clock(hours: tuple[str, str], zone: str, quiet: bool) -> None:
    facts = replace(WHOLE, **with_anna(quiet_hours=hours, timezone=zone))
    assert ({one.check: one.finding.level for one in walked(facts)}["quiet"] is Level.PROBLEM) is quiet


# Words


def test_every_link_has_a_title() -> None:
    assert list(words.TITLES) == list(LINKS)


@pytest.mark.parametrize("code", words.SENTENCES)
def test_both_languages_ask_for_the_same(code: str) -> None:
    assert placeholders(words.SENTENCES[code].en) == placeholders(words.SENTENCES[code].ru)
    assert code not in entries(), "one code must not mean two things"
