"""What a plan says about the layer that decides."""

from __future__ import annotations

import pytest

from reconciler.model.change import Create
from reconciler.model.diagnostic import Location
from reconciler.model.plan import Plan
from reconciler.model.settings import Recipient
from reconciler.reporting.deciding import Decider, Deciders, place_text
from reconciler.reporting.machine.plan import plan_document
from reconciler.reporting.plan import FilesInfo, render_plan
from tests.unit.reporting.worlds import ORIGINS, PLAN, TARGET, account, contact, resource, update

AT = Location("organizations/teleset.yaml", 14, 5)
CELL = ("teleset/ivanova", "payment")


def _plan_lines(plan: Plan, deciders: Deciders) -> list[str]:
    return render_plan(plan, files=FilesInfo(1), origins=ORIGINS, deciders=deciders, language="en").splitlines()


def test_an_update_names_the_line_that_decides_it() -> None:
    lines = _plan_lines(PLAN, {CELL: Decider("organization teleset", AT)})
    start = lines.index("~ teleset/ivanova")
    assert lines[start + 1] == "~   payment: email -> email, sms                organizations/teleset.yaml:14 (organization)"
    assert "organizations/teleset.yaml:20" not in "\n".join(lines)


def test_without_a_line_the_recipient_is_placed() -> None:
    lines = _plan_lines(PLAN, {CELL: Decider("catalogue")})
    start = lines.index("~ teleset/ivanova")
    assert lines[start + 1 : start + 3] == ["~   organizations/teleset.yaml:20", "~   payment: email -> email, sms"]


def test_what_starts_says_which_channels_it_does_not_reach() -> None:
    sokolov = account("teleset/sokolov", contact("email", "s@teleset.example"), payment=("email",))
    lines = _plan_lines(Plan(TARGET, (Create(resource(sokolov)),)), {("teleset/sokolov", "payment"): Decider("organization teleset", AT, ("sms",))})
    assert "+   payment: email (sms: no such contact)" in lines


@pytest.mark.parametrize(
    ("layer", "language", "text"),
    [
        ("organization teleset", "ru", "organizations/teleset.yaml:14 (организация)"),
        ("account teleset/ivanova", "en", "organizations/teleset.yaml:14 (account)"),
        ("ancestor holding", "ru", "organizations/teleset.yaml:14 (вышестоящая holding)"),
        ("role coordinator", "en", "organizations/teleset.yaml:14 (role coordinator)"),
        ("contact duty", "ru", "organizations/teleset.yaml:14 (контакт duty)"),
    ],
)
def test_layers(layer: str, language: str, text: str) -> None:
    assert place_text(Decider(layer, AT), language) == text


def _many(layer: str, line: int) -> tuple[Plan, Deciders]:
    def person(i: int, *contacts: str) -> Recipient:
        return account(f"teleset/op-{i:02}", contact("email", f"op-{i:02}@teleset.example"), contact("mobile", "+79160000001"), payment=contacts)

    changes = tuple(update(person(i, "email"), person(i, "email", "mobile")) for i in range(25))
    places = {(change.address, "payment"): Decider(layer, Location(AT.path, line + i)) for i, change in enumerate(changes)}
    return Plan(TARGET, changes), places


def test_alike_changes_of_one_line_are_counted_with_it() -> None:
    plan, _ = _many("organization teleset", 14)
    lines = _plan_lines(plan, {(change.address, "payment"): Decider("organization teleset", AT) for change in plan.changes})
    assert "~   payment: email -> email, sms  organizations/teleset.yaml:14 (organization)" in lines
    assert sum(line.startswith("~") for line in lines) == 2


def test_alike_changes_that_each_account_decides_for_itself_are_counted_too() -> None:
    lines = _plan_lines(*_many("account x", 30))
    assert sum(line.startswith("~") for line in lines) == 2


def test_the_cabinet_is_no_contact_that_comes_or_goes() -> None:
    before = account("teleset/ivanova", contact("email", "i@teleset.example"), contact("inapp", "teleset/ivanova", channel="inapp"), payment=("email", "inapp"))
    after = account("teleset/ivanova", contact("email", "i@teleset.example"), payment=("email",))
    text = "\n".join(_plan_lines(Plan(TARGET, (update(before, after),)), {}))
    assert "payment: email, inapp -> email" in text
    assert "contact inapp" not in text


def test_programs_are_told_too() -> None:
    document = plan_document(PLAN, files=FilesInfo(1), origins=ORIGINS, deciders={CELL: Decider("role coordinator", AT, ("push",))})
    fields = [field for change in document["changes"] if change["action"] == "update" for field in change["fields"]]
    assert [field["decided_by"] for field in fields] == [
        {"layer": "role coordinator", "location": {"path": AT.path, "line": 14, "column": 5}, "missing": ["push"]},
    ]
