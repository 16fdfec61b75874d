"""The JSON documents."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from reconciler.model.change import Adopt, Move
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.errors import InvalidInput, ReconcilerError, TransientError
from reconciler.model.journal import NOT_DONE, Intent, Unfinished
from reconciler.model.ledger import HistoryEntry
from reconciler.model.personal import Personal
from reconciler.model.plan import Conflict, Counts, Foreign, Refusal
from reconciler.model.report import Applied, Failed, Report, Skipped, Unanswered
from reconciler.model.saved import SavedChange
from reconciler.model.settings import Contact, SecretReference, Settings
from reconciler.model.suppression import Suppression
from reconciler.model.values import Json
from reconciler.reporting.explain import Layer
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.catalogue import codes_document, types_document
from reconciler.reporting.machine.diagnostics import diagnostics_document, error_document
from reconciler.reporting.machine.plan import plan_document
from reconciler.reporting.machine.report import report_document
from reconciler.reporting.machine.settings import explain_document, show_document
from reconciler.reporting.report import AwaitingContact
from tests.unit.reporting.worlds import CHANGES, IVANOVA, ORIGINS, PLAN, TARGET, account, contact, organization, resource, type_, update

pytestmark = pytest.mark.usefixtures("rows")

FILES = FilesInfo(14, "9c41d7e")


def test_a_plan() -> None:
    plan = plan_document(PLAN, files=FILES, origins=ORIGINS)
    assert next(iter(plan)) == "format_version"
    assert plan["format_version"] == "1.0"
    assert plan["counts"] == {"add": 2, "change": 1, "delete": 1, "adopt": 0, "move": 0, "unchanged": 118}
    assert [(change["address"], change["action"]) for change in plan["changes"]] == [
        ("teleset/ivanova", "update"),
        ("teleset/kuznetsova", "create"),
        ("teleset/petrov", "delete"),
        ("teleset/sokolov", "create"),
    ]
    assert plan["changes"][0]["fields"] == [{"path": ["types", "payment"], "before": ["email"], "after": ["email", "mobile"]}]
    assert plan["changes"][1]["after"]["contacts"]["email"] == {"address": "k•••••@teleset.example", "channel": "email", "confirm": True}
    assert plan["changes"][1]["origin"] == {"path": "organizations/teleset.yaml", "line": 61, "column": 3}
    assert plan["people"]["gains"] == [{"type": "payment", "channel": "sms", "recipients": ["teleset/ivanova"]}]


def test_a_plan_does_not_depend_on_the_order_of_its_input() -> None:
    changes, refusals = list(CHANGES), [Refusal("loss", id, 1, 2, ("a/b",), "x") for id in ("a", "b")]
    texts = set()
    for _ in range(10):
        random.shuffle(changes)
        random.shuffle(refusals)
        plan = replace(PLAN, changes=tuple(changes), refusals=tuple(refusals), foreign=(Foreign("a/b", "c"),), conflicts=(Conflict("a/c", ""),))
        texts.add(dumps(plan_document(plan, files=FILES, origins=ORIGINS)))
    assert len(texts) == 1


def test_fields_that_are_masked_say_so() -> None:
    hook = Contact("bus", "webhook", "https://bus.teleset.example/notify", secret=SecretReference("env", "BUS", "tag-one"))
    before = replace(IVANOVA, contacts=(contact("mobile", "+79160000001"), hook))
    after = replace(before, contacts=(contact("mobile", "+79169999901"), replace(hook, secret=SecretReference("env", "BUS", "tag-two"))))
    document = plan_document(replace(PLAN, changes=(update(before, after),)), files=FILES, origins={})
    assert document["changes"][0]["fields"] == [
        {"path": ["contacts", "bus", "secret"], "note": "secret changed"},
        {"path": ["contacts", "mobile", "address"], "before": "+7916•••••01", "after": "+7916•••••01", "masked": True, "note": "another address"},
    ]
    assert "tag-" not in dumps(document)


def test_adopting_and_moving() -> None:
    old, new = resource(account("teleset/a")), resource(account("teleset/b"))
    changes = plan_document(replace(PLAN, changes=(Adopt(new, new), Move(old, new))), files=FILES, origins={})["changes"]
    assert [(change["action"], change.get("from")) for change in changes] == [("adopt", None), ("move", "teleset/a")]


def test_diagnostics() -> None:
    one = Diagnostic("about-a-person", Severity.NOTE, {"address": Personal("+79161234567"), "n": 1, "names": ("a",), "at": Location("b.yaml", 2, 3)})
    two = Diagnostic("unknown-type", arguments={"type": "x"}, location=Location("a.yaml", 1, 2, "x: y", (0, 1), 3, ("x", 0)))
    document = diagnostics_document([two, one], files=1)
    assert document["summary"] == {"files": 1, "errors": 1, "warnings": 0, "notes": 1, "suppressed": 0, "fail_on": "error", "failed": True}
    assert document["suppressed"] == []
    assert document["diagnostics"] == [
        {
            "code": "about-a-person",
            "severity": "note",
            "message": "the address is +7916•••••67",
            "hint": "",
            "location": None,
            "arguments": {"address": "+7916•••••67", "at": {"path": "b.yaml", "line": 2, "column": 3}, "n": 1, "names": ["a"]},
            "page": "docs/codes.md#about-a-person",
        },
        {
            "code": "unknown-type",
            "severity": "error",
            "message": 'notification type "x" does not exist',
            "hint": "see reconciler types",
            "location": {"path": "a.yaml", "line": 1, "column": 2, "end_column": 3, "keys": ["x", 0]},
            "arguments": {"type": "x"},
            "page": "docs/codes.md#unknown-type",
        },
    ]


def test_what_is_suppressed_is_listed_with_its_reason_and_counts_for_nothing() -> None:
    silent = Diagnostic("unknown-type", Severity.ERROR, {"type": "x"}, location=Location("a.yaml", 4))
    by = Suppression(("unknown-type",), "agreed with ivanova@teleset.example or +7 (916) 000-00-01", 4, Location("a.yaml", 4, 9))
    document = diagnostics_document([], files=1, fail_on=Severity.NOTE, suppressed=[(silent, by)])
    assert document["summary"] == {"files": 1, "errors": 0, "warnings": 0, "notes": 0, "suppressed": 1, "fail_on": "note", "failed": False}
    (found,) = document["suppressed"]
    assert (found["code"], found["suppressed_at"]) == ("unknown-type", {"path": "a.yaml", "line": 4, "column": 9})
    assert found["reason"] == "agreed with i•••••@teleset.example or +7 (9•••••01"


@pytest.mark.parametrize("least", Severity)
@pytest.mark.parametrize("found", Severity)
def test_a_run_fails_from_the_severity_asked_for(found: Severity, least: Severity) -> None:
    assert diagnostics_document([Diagnostic("unknown-type", found)], files=1, fail_on=least)["summary"]["failed"] is (found >= least)


def test_errors() -> None:
    assert error_document(TransientError("unreachable", backend="sql"))["error"]["message"] == "the backend sql does not answer"
    invalid = error_document(InvalidInput((Diagnostic("unknown-type"),)))
    assert invalid["error"]["code"] == "invalid-input"
    assert [diagnostic["code"] for diagnostic in invalid["diagnostics"]] == ["unknown-type"]


def test_a_report() -> None:
    report = Report((Applied(CHANGES[0]), Failed(CHANGES[2], TransientError("unreachable", backend="sql")), Skipped(CHANGES[3], "blocked")), 7, 0.12345)
    awaiting = (AwaitingContact("teleset/sokolov", "email", Personal("sokolov@teleset.example")),)
    document = report_document(report, target=TARGET, read_back=False, awaiting=awaiting)
    assert [(outcome["address"], outcome["outcome"]) for outcome in document["outcomes"]] == [
        ("teleset/ivanova", "failed"),
        ("teleset/kuznetsova", "applied"),
        ("teleset/petrov", "skipped"),
    ]
    assert (document["partial"], document["seconds"], document["history"], document["read_back"]) == (True, 0.123, 7, False)
    assert document["awaiting"] == [{"recipient": "teleset/sokolov", "contact": "email", "address": "s•••••@teleset.example"}]


def test_a_report_of_what_was_cut_off() -> None:
    lost = TransientError("answer-lost", address="teleset/ivanova")
    outcomes = (Applied(CHANGES[0]), Unanswered(CHANGES[2], lost), Skipped(CHANGES[3], "interrupted"))
    intent = Intent("k1", SavedChange("teleset/petrov", "delete", "t1", ""), NOT_DONE)
    entry = HistoryEntry("apply", "us", "", "ivanova@host", "", Counts(), outcome="interrupted", number=6)
    report = Report(outcomes, 7, interrupted=True, unrecorded=ReconcilerError("run-interrupted"))
    document = report_document(report, target=TARGET, resumed=[Unfinished(entry, (intent,))])
    assert [document[key] for key in ("ok", "partial", "interrupted", "read_back")] == [False, True, True, None]
    assert document["unrecorded"]["code"] == "run-interrupted"
    assert document["counts"]["add"] == 1
    words = {one["address"]: (one["outcome"], one.get("reason"), one.get("error", {}).get("code")) for one in document["outcomes"]}
    assert words[CHANGES[2].address] == ("unanswered", None, "answer-lost")
    assert words[CHANGES[3].address] == ("skipped", "interrupted", None)
    (resumed,) = document["resumed"]
    assert resumed == {"number": 6, "outcome": "interrupted", "changes": [{"address": "teleset/petrov", "action": "delete", "outcome": "not-done"}]}


def test_live_settings() -> None:
    settings = Settings((), (organization(IVANOVA),))
    observed: dict[str, dict[str, Json]] = {"teleset/ivanova": {"unconfirmed": ["email"], "foreign": [{"manager": "x", "address": "teleset/ivanova/fax"}]}}
    found = show_document(settings, target=TARGET, observed=observed)["organizations"][0]["accounts"][0]
    assert (found["family_name"], found["contacts"][0]["address"], found["contacts"][0]["awaits_confirmation"]) == ("И•••••", "i•••••@teleset.example", True)
    assert found["foreign"] == [{"address": "teleset/ivanova/fax", "manager": "x"}]
    revealed = show_document(settings, observed={}, reveal=True)["organizations"][0]["accounts"][0]
    assert revealed["family_name"] == "Иванова"


def test_types_codes_and_layers() -> None:
    assert [found["id"] for found in types_document([type_("a"), type_("orders", core=True), type_("payment", core=True)])["types"]] == [
        "payment",
        "orders",
        "a",
    ]
    assert [found["code"] for found in codes_document()["codes"]][:2] == ["about-a-person", "duplicate-id"]
    assert codes_document("unknown-type")["codes"][0]["ru"]["page"] == "О типах.\n\nЕщё."
    layers = explain_document("teleset/ivanova payment", [Layer("catalogue", "email", decides=True)], "email")["layers"]
    assert layers == [{"name": "catalogue", "value": "email", "location": None, "decides": True, "note": ""}]


def test_json_text_survives_every_code_page() -> None:
    text = dumps(plan_document(PLAN, files=FILES, origins=ORIGINS))
    assert text.isascii()
    assert json.loads(text)["changes"][1]["after"]["contacts"]["email"]["address"] == "k•••••@teleset.example"
