"""Who awaits confirmation and who refused what, beside a plan, in every format and language."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reconciler.model.beside import Beside, OptOut, Waiting
from reconciler.model.change import Create, Move
from reconciler.model.personal import Personal
from reconciler.model.plan import Foreign, Plan
from reconciler.model.values import Json
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.plan import plan_document
from reconciler.reporting.plan import render_plan
from reconciler.reporting.plan_html import render_html
from reconciler.reporting.plan_markdown import render_markdown
from tests.unit.reporting.worlds import IVANOVA, IVANOVA_WITH_SMS, KUZNETSOVA, PLAN, TARGET, resource, update

EMAIL, OLD, PHONE = (Personal(value) for value in ("ivanova@teleset.example", "old@teleset.example", "+79160000001"))
BESIDE = Beside(
    7,
    2,
    (Waiting("teleset/ivanova", "email", "email", EMAIL, OLD), Waiting("teleset/sokolov", "email", "email", Personal("sokolov@teleset.example"))),
    (OptOut("teleset/ivanova", "mobile", "sms", PHONE, ("orders", "works")), OptOut("teleset/petrov", "inapp", "inapp", Personal("teleset/petrov"), ("*",))),
)
NOTHING = Plan(TARGET, unchanged=121, beside=BESIDE)


def said(plan: Plan, language: str = "en", *, full: bool = False) -> str:
    return " ".join(render_plan(plan, files=FilesInfo(14), origins={}, language=language, full=full).split())


Foreseen = dict[str, dict[str, Json]]

ENGLISH = (
    "Left alone: 2 opt-outs by recipients are kept (teleset/ivanova mobile +7916•••••01: orders, works; teleset/petrov inapp: everything). "
    "Awaiting confirmation (7): teleset/ivanova email i•••••@teleset.example (until then at o•••••@teleset.example); "
    "teleset/sokolov email s•••••@teleset.example; and 5 more. "
    "To ask them: reconciler contacts send-confirmations --env production "
    "No changes. The backend matches the declaration."
)
RUSSIAN = (
    "Не трогаем: 2 отказа получателей остаются в силе (teleset/ivanova mobile +7916•••••01: orders, works; teleset/petrov inapp: всё). "
    "Ожидают подтверждения (7): teleset/ivanova email i•••••@teleset.example (до этого на o•••••@teleset.example); "
    "teleset/sokolov email s•••••@teleset.example; и ещё 5. "
    "Чтобы их попросить: reconciler contacts send-confirmations --env production "
    "Изменений нет. Действующая система соответствует файлам."
)


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH), ("ru", RUSSIAN)])
def test_a_plan_without_changes_says_it_too(language: str, expected: str) -> None:
    assert said(NOTHING, language).endswith(expected)


def test_who_asks_them_and_when() -> None:
    changes = replace(PLAN, beside=BESIDE)
    assert "To ask them, once it is applied: reconciler contacts send-confirmations --env production" in said(changes)
    asks = replace(BESIDE, asks=True)
    assert "apply itself will ask those whom it changes (confirmation.send)." in said(replace(changes, beside=asks))
    assert "To ask them: reconciler contacts" in said(replace(NOTHING, beside=asks)), "an apply that changes nothing asks nobody"
    on_paper = replace(changes, target=replace(TARGET, backend=""))
    assert "send-confirmations" not in said(on_paper)


def test_one_of_each_is_said_in_the_singular() -> None:
    one = replace(NOTHING, beside=Beside(1, 1, BESIDE.first_waiting[:1], BESIDE.first_refused[:1]))
    assert "1 opt-out by a recipient is kept (teleset/ivanova mobile" in said(one)
    assert "1 отказ получателя остаётся в силе (" in said(one, "ru")


def test_it_stands_beside_what_others_hold() -> None:
    text = said(replace(NOTHING, foreign=(Foreign("teleset/archive", "legacy-crm"),)))
    assert "Left alone: 1 object of another manager (teleset/archive; legacy-crm); 2 opt-outs by recipients are kept" in text


def test_where_nothing_is_observed_nothing_is_said() -> None:
    for text in (said(Plan(TARGET)), said(PLAN)):
        assert "Left alone" not in text
        assert "Awaiting confirmation" not in text


@pytest.mark.parametrize("render", [render_markdown, render_html])
@pytest.mark.parametrize("plan", [NOTHING, replace(PLAN, beside=BESIDE)], ids=["no changes", "changes"])
def test_comments_and_pages_say_it_as_well(render: object, plan: Plan) -> None:
    assert callable(render)
    text = render(plan, files=FilesInfo(14), origins={}, language="en")
    assert "opt-outs by recipients are kept" in text
    assert "Awaiting confirmation" in text
    assert "ivanova@" not in text


def test_the_lines_of_an_update_say_it() -> None:
    change = update(IVANOVA, IVANOVA_WITH_SMS)
    foreseen: Foreseen = {change.address: {"unconfirmed": ["email"], "serving": {"email": OLD.value}, "refused": {"mobile": ["*"]}}}
    text = render_plan(Plan(TARGET, (change,), foreseen=foreseen), files=FilesInfo(1), origins={}, language="en")
    assert "~   awaiting confirmation: email i•••••@teleset.example (until then at o•••••@teleset.example)\n" in text
    assert "~   refused by the recipient: mobile +7916•••••01 (everything), kept\n" in text
    russian = render_plan(Plan(TARGET, (change,), foreseen=foreseen), files=FilesInfo(1), origins={}, language="ru")
    assert "~   ожидает подтверждения: email i•••••@teleset.example (до этого на o•••••@teleset.example)\n" in russian
    assert "~   получатель отказался: mobile +7916•••••01 (всё); отказ сохраняется\n" in russian


def test_a_contact_that_is_new_says_it_itself() -> None:
    change = Create(resource(KUZNETSOVA))
    foreseen: Foreseen = {change.address: {"unconfirmed": ["email"], "refused": {"mobile": ["works"]}}}
    text = render_plan(Plan(TARGET, (change,), foreseen=foreseen), files=FilesInfo(1), origins={}, language="en")
    assert "+   contacts: email k•••••@teleset.example (awaits confirmation), mobile +7916•••••17\n" in text
    assert "awaiting confirmation:" not in text
    assert "+   refused by the recipient: mobile +7916•••••17 (works), kept\n" in text


def test_an_address_that_is_confirmed_already_does_not_wait() -> None:
    text = render_plan(Plan(TARGET, (Create(resource(KUZNETSOVA)),)), files=FilesInfo(1), origins={}, language="en")
    assert "await" not in text


def test_who_moves_keeps_it() -> None:
    before = resource(IVANOVA)
    change = Move(before, replace(before, address="teleset/anna"))
    text = render_plan(Plan(TARGET, (change,), foreseen={"teleset/anna": {"refused": {"email": ["*"]}}}), files=FilesInfo(1), origins={}, language="en")
    assert "=   refused by the recipient: email i•••••@teleset.example (everything), kept\n" in text


@pytest.mark.usefixtures("rows")
def test_json() -> None:
    change = update(IVANOVA, IVANOVA_WITH_SMS)
    foreseen: Foreseen = {change.address: {"unconfirmed": ["email"], "serving": {"email": OLD.value}, "refused": {"mobile": ["*"]}}}
    document = json.loads(dumps(plan_document(Plan(TARGET, (change,), beside=BESIDE, foreseen=foreseen), files=FilesInfo(1), origins={})))
    assert document["observed"]["awaiting"] == {
        "count": 7,
        "first": [
            {
                "recipient": "teleset/ivanova",
                "contact": "email",
                "channel": "email",
                "address": "i•••••@teleset.example",
                "serving_address": "o•••••@teleset.example",
            },
            {"recipient": "teleset/sokolov", "contact": "email", "channel": "email", "address": "s•••••@teleset.example", "serving_address": None},
        ],
    }
    assert document["observed"]["refused"]["first"][0] == {
        "recipient": "teleset/ivanova",
        "contact": "mobile",
        "channel": "sms",
        "address": "+7916•••••01",
        "types": ["orders", "works"],
    }
    (told,) = document["changes"]
    assert told["observed"] == {"awaiting": ["email"], "serving": {"email": "o•••••@teleset.example"}, "refused": {"mobile": ["*"]}}
